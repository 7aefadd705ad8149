//! Which message it is: what the namespace, the business header and the content say, and whether they agree.

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
}

/// What the first element of a document says.
#[derive(Clone, Debug)]
struct Content {
    definition: Option<Definition>,
    /// Its name, where it is the identifier of the message, as in the first versions.
    identifier: Option<String>,
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
        self.content.get_or_insert_with(|| Content { definition, identifier: identifier.map(str::to_owned) });
        definition
    }

    /// The type, as far as the message says: `pacs.008.001.08`, or `pacs.008` where only the content speaks.
    pub(super) fn message_type(&self) -> Option<String> {
        let by_content = |content: &Content| {
            content.identifier.clone().or_else(|| content.definition.map(|definition| definition.number.to_owned()))
        };
        self.namespace.clone().or_else(|| self.header.clone()).or_else(|| self.content.as_ref().and_then(by_content))
    }

    /// Whether namespace, header and content name different messages. Header and namespace must agree on the version too.
    pub(super) fn disagrees(&self) -> bool {
        let said = [self.namespace.as_deref(), self.header.as_deref()];
        let by_content = |said: &str| match &self.content {
            Some(Content { identifier: Some(identifier), .. }) => said == identifier.as_str(),
            Some(Content { definition: Some(definition), .. }) => said.starts_with(definition.number),
            Some(Content { definition: None, .. }) => numbered(said).is_none(),
            None => true,
        };
        matches!(said, [Some(namespace), Some(header)] if namespace != header) || !said.into_iter().flatten().all(by_content)
    }

    /// Whether a document with content was met.
    pub(super) fn has_content(&self) -> bool {
        self.content.is_some()
    }

    /// Whether the content of the first document is known.
    pub(super) fn is_known(&self) -> bool {
        self.content.as_ref().is_some_and(|content| content.definition.is_some())
    }
}

/// What is known of the message with this identifier, whatever its version.
fn numbered(identifier: &str) -> Option<Definition> {
    identifier.get(..8).and_then(words::numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(namespace: &str, header: &str, content: &str, message_type: Option<&str>, disagrees: bool, is_known: bool) {
        let mut identity = Identity::default();
        identity.namespace(namespace);
        identity.header(header);
        if !content.is_empty() {
            identity.content(content);
        }
        assert_eq!(
            (identity.message_type().as_deref(), identity.disagrees(), identity.is_known()),
            (message_type, disagrees, is_known),
            "{namespace} {header} {content}"
        );
    }

    #[test]
    fn the_namespace_speaks_first_then_header_then_content() {
        check("urn:x:pacs.008.001.08", "pacs.008.001.08", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), false, true);
        check("", "pacs.008.001.08", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), false, true);
        check("", "", "FIToFICstmrCdtTrf", Some("pacs.008"), false, true);
        check("", "", "", None, false, false);
    }

    #[test]
    fn disagreement_is_seen() {
        check("urn:x:pacs.008.001.08", "pacs.009.001.08", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), true, true);
        check("urn:x:pacs.008.001.08", "pacs.008.001.10", "FIToFICstmrCdtTrf", Some("pacs.008.001.08"), true, true);
        check("urn:x:pacs.008.001.08", "", "FICdtTrf", Some("pacs.008.001.08"), true, true);
        check("", "pacs.009.001.08", "FIToFICstmrCdtTrf", Some("pacs.009.001.08"), true, true);
        check("urn:x:pacs.008.001.08", "", "Foo", Some("pacs.008.001.08"), true, false);
    }

    #[test]
    fn unknown_messages_keep_their_own_name() {
        check("urn:x:zzzz.001.001.01", "", "SmplNtfctn", Some("zzzz.001.001.01"), false, false);
        check("", "", "setr.015.001.02", Some("setr.015.001.02"), false, false);
        check("", "", "pacs.008.001.01", Some("pacs.008.001.01"), false, true);
    }
}
