//! Which message it is: what the namespace, the business header and the content say, and whether they agree.

use crate::message::DefectCode;
use crate::message::roles::mx::{self as words, Definition};

/// What a message says about its own type.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// In the namespace of its document.
    namespace: Option<String>,
    /// In the business header.
    header: Option<String>,
    /// By its first element.
    content: Option<Content>,
    /// Documents met so far.
    pub(super) documents: u32,
    /// Business headers met so far.
    pub(super) headers: u32,
    /// Whether any text stands elsewhere than in a business header.
    pub(super) has_text_outside_header: bool,
}

/// What the first element of a document says.
#[derive(Clone, Debug)]
struct Content {
    definition: Option<Definition>,
    /// Its name, where it is the identifier of the message, as in the first versions.
    identifier: Option<String>,
    /// What it says can be read: its definition is known, or its business area is one that has the words of payments.
    is_known: bool,
}

impl Identity {
    /// Notes the namespace of a document or of its first element; the first one counts. An envelope's says nothing of what is in it.
    pub(super) fn namespace(&mut self, name: &str) {
        if self.namespace.is_none() {
            let identifier = words::message_identifier(name)
                .filter(|identifier| !identifier.starts_with("nvlp.") && !identifier.starts_with("head."));
            self.namespace = identifier.map(str::to_owned);
        }
    }

    /// Notes the message definition identifier of the business header.
    pub(super) fn header(&mut self, text: &str) {
        if self.header.is_none() {
            self.header = words::message_identifier(text).map(str::to_owned);
        }
    }

    /// Notes the first element of a document. Answers what is known about its content.
    pub(super) fn content(&mut self, name: &str) -> Option<Definition> {
        let identifier = words::message_identifier(name).filter(|identifier| *identifier == name);
        let definition = words::definition(name).or_else(|| identifier.and_then(numbered));
        let called = identifier.or(self.namespace.as_deref()).or(self.header.as_deref());
        let is_known = definition.is_some() || called.is_some_and(words::is_read_by_words);
        self.content.get_or_insert_with(|| Content { definition, identifier: identifier.map(str::to_owned), is_known });
        definition
    }

    /// The type, as far as the message says: `pacs.008.001.08`, or `pacs.008` where only the content speaks.
    pub(super) fn message_type(&self) -> Option<String> {
        let by_content = |content: &Content| {
            content.identifier.clone().or_else(|| content.definition.map(|definition| definition.number.to_owned()))
        };
        self.namespace.clone().or_else(|| self.header.clone()).or_else(|| self.content.as_ref().and_then(by_content))
    }

    /// What is wrong where namespace, header and content name different messages, or different versions of one.
    pub(super) fn disagreement(&self) -> Option<DefectCode> {
        let identifier = self.content.as_ref().and_then(|content| content.identifier.as_deref());
        let said = || [self.namespace.as_deref(), self.header.as_deref(), identifier].into_iter().flatten();
        let by_content = |said: &str| match &self.content {
            Some(Content { definition: Some(definition), .. }) => said.starts_with(definition.number),
            Some(Content { definition: None, .. }) => numbered(said).is_none(),
            None => true,
        };
        let is_one = |part: fn(&str) -> &str| said().zip(said().skip(1)).all(|(one, other)| part(one) == part(other));
        if !is_one(number) || !said().all(by_content) {
            Some(DefectCode::TypeConflict)
        } else {
            (!is_one(|identifier| identifier)).then_some(DefectCode::VersionConflict)
        }
    }

    /// Whether the message is a business header, and nothing else.
    pub(super) fn is_header_alone(&self) -> bool {
        self.headers > 0 && !self.has_text_outside_header
    }

    /// Whether a document with content was met.
    pub(super) fn has_content(&self) -> bool {
        self.content.is_some()
    }

    /// Whether the content of the first document is known.
    pub(super) fn is_known(&self) -> bool {
        self.content.as_ref().is_some_and(|content| content.is_known)
    }
}

/// What is known of the message with this identifier, whatever its version.
fn numbered(identifier: &str) -> Option<Definition> {
    words::numbered(number(identifier))
}

/// Business area and number: `pacs.008`.
fn number(identifier: &str) -> &str {
    identifier.get(..8).unwrap_or(identifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        namespace: &str,
        header: &str,
        content: &str,
        message_type: Option<&str>,
        disagreement: Option<DefectCode>,
        is_known: bool,
    ) {
        let mut identity = Identity::default();
        identity.namespace(namespace);
        identity.header(header);
        if !content.is_empty() {
            identity.content(content);
        }
        assert_eq!(
            (identity.message_type().as_deref(), identity.disagreement(), identity.is_known()),
            (message_type, disagreement, is_known),
            "{namespace} {header} {content}"
        );
    }

    #[test]
    fn the_namespace_speaks_first_then_header_then_content() {
        check("urn:x:pacs.008.001.08", "pacs.008.001.08", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), None, true);
        check("", "pacs.008.001.08", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), None, true);
        check("", "", "FIToFICstmrCdtTrf", Some("pacs.008"), None, true);
        check("", "", "", None, None, false);
    }

    #[test]
    fn disagreement_is_seen() {
        let other = Some(DefectCode::TypeConflict);
        check("urn:x:pacs.008.001.08", "pacs.009.001.08", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), other, true);
        check("urn:x:pacs.008.001.08", "", "FICdtTrf", Some("pacs.008.001.08"), other, true);
        check("", "pacs.009.001.08", "FIToFICstmrCdtTrf", Some("pacs.009.001.08"), other, true);
        check("urn:x:pacs.008.001.08", "", "Foo", Some("pacs.008.001.08"), other, false);
        check("urn:x:seev.031.001.08", "", "FICdtTrf", Some("seev.031.001.08"), other, true);
    }

    #[test]
    fn another_version_is_no_other_message() {
        let version = Some(DefectCode::VersionConflict);
        check("urn:x:pacs.008.001.08", "pacs.008.001.12", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), version, true);
        check("urn:x:pacs.008.001.01", "", "pacs.008.001.02", Some("pacs.008.001.01"), version, true);
    }

    #[test]
    fn messages_of_other_areas_are_read_by_their_words() {
        check("urn:x:seev.031.002.09", "", "CorpActnNtfctn", Some("seev.031.002.09"), None, true);
        check("", "fxtr.014.001.02", "FXTradInstr", Some("fxtr.014.001.02"), None, true);
        check("", "", "setr.015.001.02", Some("setr.015.001.02"), None, true);
    }

    #[test]
    fn unknown_messages_keep_their_own_name() {
        check("urn:x:zzzz.001.001.01", "", "SmplNtfctn", Some("zzzz.001.001.01"), None, false);
        check("urn:x:camt.199.001.01", "", "SmplNtfctn", Some("camt.199.001.01"), None, false);
        check("", "", "pacs.008.001.01", Some("pacs.008.001.01"), None, true);
    }
}
