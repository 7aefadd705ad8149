//! What stands between and inside tags: texts with what they mean, attributes, prefixes, references, and everything that is beside the content.

use super::gather::{trim, trim_start};
use super::markup::{Reference, TagPart, TagParts, is_name, reference, split_name};
use super::open::{Declared, Meaning, Open, Place, Section};
use super::reader::{Namespace, Reader};
use super::tags::NAME_BYTES_MAX;
use crate::identifier::Bic;
use crate::message::roles::mx as words;
use crate::message::text::hull;
use crate::message::{DefectCode, Element, Kind, Path, Role, Text, disguise};
use std::borrow::Cow;
use std::ops::Range;

impl<'a> Reader<'a> {
    /// Characters between tags. Where they begin with `&`, it stands alone. White space that begins a text is none of it.
    pub(super) fn characters(&mut self, range: Range<usize>, is_blank: bool) {
        if is_blank && self.gather.is_empty() {
            return;
        }
        if self.slice(range.clone()).starts_with('&') {
            self.defect(DefectCode::Malformed, range.start..range.start + 1);
        }
        self.gather.plain(range);
    }

    /// A reference with its `&` and `;`. The name of an unknown entity is a word of its own; a space stands for what it may hide.
    pub(super) fn reference(&mut self, range: Range<usize>) {
        let name = range.start + 1..range.end.saturating_sub(1);
        match reference(self.slice(name.clone())) {
            Reference::Character(character, defect) => {
                let misleads = disguise::is_misleading(character).then_some(DefectCode::MisleadingCharacter);
                if let Some(code) = defect.or(misleads) {
                    self.defect(code, range.clone());
                }
                self.gather.decoded(character, range);
            }
            Reference::Unknown => {
                self.defect(DefectCode::UnknownEntity, range.clone());
                self.gather.decoded(' ', range.start..range.start + 1);
                self.aside(name);
            }
            Reference::Text => {
                self.defect(DefectCode::Malformed, range.clone());
                self.gather.plain(range);
            }
        }
    }

    /// A comment or processing instruction.
    pub(super) fn hidden(&mut self, range: Range<usize>) {
        if !trim(self.slice(range.clone())).is_empty() {
            self.defect(DefectCode::HiddenText, range.clone());
        }
        self.aside(range);
    }

    /// Words that are no content: an element of its own, behind the text that it stands in.
    pub(super) fn aside(&mut self, range: Range<usize>) {
        let text = trim_start(self.slice(range.clone()));
        let start = range.end - text.len();
        let text = Text::verbatim(trim(text), self.at + start);
        if text.as_str().is_empty() {
            return;
        }
        let element = self.unmapped(text);
        self.add_markup(element);
    }

    /// A new element below what is open.
    fn element(&mut self, meaning: Meaning, text: Text<'a>, passage: u32) -> Element<'a> {
        let path = self.node().map_or(Path::Outside, Path::Node);
        Element { role: meaning.role, kind: meaning.kind, path, text, passage, party: None, layer: 0 }
    }

    /// Words that are no content, in a passage of their own.
    fn unmapped(&mut self, text: Text<'a>) -> Element<'a> {
        let passage = self.new_passage();
        self.element(Meaning::UNMAPPED, text, passage)
    }

    pub(super) fn new_passage(&mut self) -> u32 {
        self.passages += 1;
        self.passages - 1
    }

    /// Ends the text that was collected. Where a child follows, the text stands between elements.
    pub(super) fn flush(&mut self, before_child: bool) {
        if self.gather.is_empty() {
            return;
        }
        if let Some(text) = self.gather.take(self.text, self.at) {
            match self.open.last() {
                Some(open) => {
                    let stray = before_child || open.has_children;
                    self.content(text, stray);
                }
                None => self.outside(text),
            }
        }
        self.message.elements.append(&mut self.held);
    }

    fn outside(&mut self, text: Text<'a>) {
        if !trim(text.as_str()).is_empty() {
            self.defect_at(DefectCode::TextOutside, span(&text));
        }
        let element = self.unmapped(text);
        self.add(element);
    }

    /// The text of the innermost open element.
    fn content(&mut self, text: Text<'a>, stray: bool) {
        let Some(open) = self.open.last() else { return };
        let value = trim(text.as_str());
        let meaning = open.meaning(value, stray);
        let party = open.section.party;
        let is_stray = stray && !open.section.is_foreign && !value.is_empty();
        let misfits = !stray && !value.is_empty() && open.misfits(value);
        self.identity.has_text_outside_header |= open.place != Place::Header && !value.is_empty();
        if is_stray {
            self.defect_at(DefectCode::StrayText, span(&text));
        }
        if misfits {
            self.defect_at(DefectCode::BadField, span(&text));
        }
        self.note_facts(&text);
        let passage = self.own_passage(meaning.kind);
        let element = Element { party, ..self.element(meaning, text, passage) };
        if meaning.is_distinguished_name {
            self.distinguished_name(element);
            return;
        }
        self.add(element);
    }

    /// The passage of a text: with those that it may go on in, else its own. Names and addresses go on in those of the same actor, or beside them where no actor is open;
    /// in content that nobody defines every text may go on in the next; any other text goes on in neighbours of its name.
    fn own_passage(&mut self, kind: Kind) -> u32 {
        let Some(open) = self.open.last() else { return self.new_passage() };
        if let Some(passage) = open.passage {
            return passage;
        }
        let above = self.open.len() - 1;
        let passage = match (kind, open.section) {
            (Kind::Name | Kind::Address | Kind::Town, Section { wording: Some(wording), .. }) => wording,
            (Kind::Name | Kind::Address | Kind::Town, _) => self.flowing_below(above, NAME_AND_ADDRESS),
            (_, Section { is_foreign: true, .. }) => self.flowing_below(above, ANY_NAME),
            (Kind::FreeText | Kind::Goods, _) => {
                let name = open.name;
                self.flowing_below(above, name)
            }
            _ => self.new_passage(),
        };
        if let Some(open) = self.open.last_mut() {
            open.passage = Some(passage);
        }
        passage
    }

    /// The passage of an element of this name that is about to open below the innermost one.
    pub(super) fn flowing(&mut self, name: &'a str) -> u32 {
        self.flowing_below(self.open.len(), name)
    }

    /// The passage of a child named `name` of the open element before index `above`.
    fn flowing_below(&mut self, above: usize, name: &'a str) -> u32 {
        let fresh = self.passages;
        let parent = above.checked_sub(1).and_then(|parent| self.open.get_mut(parent));
        let passage = match parent {
            None => fresh,
            Some(Open { passage: Some(passage), word: Some(word), .. }) if word.flows => *passage,
            Some(Open { flow: Some((last, passage)), .. }) if *last == name => *passage,
            Some(parent) => {
                parent.flow = Some((name, fresh));
                fresh
            }
        };
        self.passages = fresh.max(passage + 1);
        passage
    }

    /// What a text says about the message itself.
    fn note_facts(&mut self, text: &Text<'a>) {
        let Some(open) = self.open.last() else { return };
        match (open.name, open.place) {
            ("MsgDefIdr" | "MsgName", Place::Header) if self.parent_name() == Some("AppHdr") => {
                self.identity.header(text.as_str())
            }
            ("NbOfTxs", Place::Content) if !open.section.is_original => {
                let in_header = self.parent_name() == Some("GrpHdr");
                let count = trim(text.as_str()).parse().ok();
                let declared = Some(Declared { count, span: span(text), is_in_frame: false });
                let holder = self.open.len().checked_sub(if in_header { 3 } else { 2 });
                if let Some(holder) = holder.and_then(|holder| self.open.get_mut(holder)) {
                    holder.declared = declared;
                }
            }
            _ => {}
        }
    }

    fn parent_name(&self) -> Option<&'a str> {
        let parent = self.open.len().checked_sub(2)?;
        self.open.get(parent).map(|open| open.name)
    }

    /// A distinguished name, with its BIC as an element of its own.
    fn distinguished_name(&mut self, element: Element<'a>) {
        let span = span(&element.text);
        let range = (span.start as usize).saturating_sub(self.at)..(span.end as usize).saturating_sub(self.at);
        let name = self.slice(range.clone());
        let bic = if name == element.text.as_str() { bic_in(name) } else { None };
        let Some(bic) = bic else {
            self.add(element);
            return;
        };
        for (part, kind) in [(0..bic.start, Kind::FreeText), (bic.clone(), Kind::Bic), (bic.end..name.len(), Kind::FreeText)] {
            let text = name.get(part.clone()).unwrap_or_default();
            let text = Text::verbatim(text, self.at + range.start + part.start);
            self.message.elements.push(Element { kind, text, ..element.clone() });
        }
    }

    /// Everything in a start tag behind its name.
    pub(super) fn attributes(&mut self, rest: Range<usize>) {
        let mut parts = TagParts::new(self.text, rest);
        self.attribute_names.clear();
        while let Some(part) = parts.next() {
            match part {
                TagPart::Attribute { name, .. } if self.attribute_names.len() >= ATTRIBUTES_MAX => {
                    let rest = name.start..parts.rest().end;
                    self.defect(DefectCode::TagTooLong, rest.clone());
                    self.aside(rest);
                    return;
                }
                TagPart::Attribute { name, value } => self.attribute(name, value),
                TagPart::Stray(stray) => {
                    self.defect(DefectCode::Malformed, stray.clone());
                    self.aside(stray);
                }
            }
        }
    }

    fn attribute(&mut self, name: Range<usize>, value: Range<usize>) {
        let full_name = self.slice(name.clone());
        if self.attribute_names.contains(&full_name) || self.slice(value.clone()).contains('<') {
            self.defect(DefectCode::Malformed, name.start..value.end);
        }
        self.attribute_names.push(full_name);
        let (prefix, local) = split_name(full_name);
        if full_name == "xmlns" || prefix == "xmlns" {
            self.namespace(name, value);
            return;
        }
        let passage = self.passages;
        if !(self.is_known_prefix(prefix) && words::is_attribute(local)) {
            self.defect(DefectCode::UnknownAttribute, name.clone());
            self.aside(name);
        }
        self.attribute_value(full_name, value, passage);
    }

    /// The value of an attribute, in the passage of its name. The currency of an amount shares its role.
    fn attribute_value(&mut self, full_name: &'a str, value: Range<usize>, passage: u32) {
        let Some(text) = self.value(value) else { return };
        let meaning = match (full_name, self.open.last()) {
            ("Ccy", Some(open)) => {
                let kind = if words::is_currency(text.as_str()) { Kind::Code } else { Kind::FreeText };
                Meaning { role: open.own_role(), kind, ..Meaning::UNMAPPED }
            }
            _ => Meaning::UNMAPPED,
        };
        let name = if full_name == "Ccy" { Cow::Borrowed("@Ccy") } else { Cow::Owned(format!("@{full_name}")) };
        let parent = self.node();
        let node = self.add_node(parent, name, 1);
        self.passages = self.passages.max(passage + 1);
        let party = self.open.last().and_then(|open| open.section.party);
        let element = Element { path: Path::Node(node), party, ..self.element(meaning, text, passage) };
        self.add(element);
        self.message.elements.append(&mut self.held);
    }

    /// The text of a value, with its references resolved; nothing where it is white space.
    fn value(&mut self, range: Range<usize>) -> Option<Text<'a>> {
        let mut from = range.start;
        for at in memchr::memchr_iter(b'&', self.slice(range.clone()).as_bytes()).map(|at| range.start + at) {
            if at < from {
                continue;
            }
            self.gather.plain(from..at);
            let behind = self.text.as_bytes().get(at..range.end).unwrap_or_default();
            let length = behind.iter().take(REFERENCE_BYTES_MAX).position(|byte| *byte == b';');
            from = at;
            match length {
                Some(length) => {
                    self.reference(at..at + length + 1);
                    from += length + 1;
                }
                None => self.defect(DefectCode::Malformed, at..at + 1),
            }
        }
        self.gather.plain(from..range.end);
        self.gather.take(self.text, self.at)
    }

    /// A namespace declaration: a word where prefix or name are not the usual ones.
    fn namespace(&mut self, full_name: Range<usize>, value: Range<usize>) {
        let (_, prefix) = self.slice(full_name.clone()).split_once(':').unwrap_or_default();
        if !self.is_known_prefix(prefix) {
            self.aside(full_name.end - prefix.len()..full_name.end);
        }
        let name = self.slice(value.clone());
        if !words::is_namespace(name) {
            let passage = self.passages;
            self.attribute_value("xmlns", value, passage);
        }
        let in_content = self.open.last().is_some_and(|open| matches!(open.place, Place::Header | Place::Content));
        if !in_content && self.namespaces.len() < NAMESPACES_MAX && prefix.len() + name.len() <= NAMESPACE_BYTES_MAX {
            self.namespaces.push(Namespace { depth: self.open.len(), prefix, name });
        }
    }

    /// Notes the namespace that the innermost open element stands in by its prefix.
    pub(super) fn note_namespace(&mut self, prefix: &str) {
        if let Some(namespace) = self.namespaces.iter().rev().find(|namespace| namespace.prefix == prefix) {
            self.identity.namespace(namespace.name);
        }
    }

    /// Whether a prefix is no word to be read here: none, a usual one, or one that was read before.
    pub(super) fn is_known_prefix(&mut self, prefix: &'a str) -> bool {
        if prefix.is_empty() || words::is_prefix(prefix) || self.prefixes.contains(&prefix) {
            return true;
        }
        if self.prefixes.len() < PREFIXES_MAX && prefix.len() <= NAME_BYTES_MAX && is_name(prefix) {
            self.prefixes.push(prefix);
        }
        false
    }
}

impl Meaning {
    const UNMAPPED: Meaning = Meaning { role: Role::Unmapped, kind: Kind::FreeText, is_distinguished_name: false };
}

/// From the first to the last byte of a text.
pub(super) fn span(text: &Text<'_>) -> Range<u32> {
    let whole = hull(&text.pieces(0..text.as_str().len()));
    whole.map_or(0..0, |whole| whole.source..whole.source + whole.source_len)
}

/// The BIC in a distinguished name of SWIFTNet: the part right before `o=swift`, of eight characters.
fn bic_in(name: &str) -> Option<Range<usize>> {
    let (before, _) = name
        .split_at_checked(name.len().checked_sub(",o=swift".len())?)
        .filter(|(_, end)| end.eq_ignore_ascii_case(",o=swift"))?;
    let part = before.rsplit(',').next()?;
    let value = part.split_once('=')?.1;
    (value.len() == 8 && Bic::parse(value).is_some()).then(|| before.len() - value.len()..before.len())
}

/// No name of an element: texts beside one another that are parts of one name and address.
const NAME_AND_ADDRESS: &str = "@name-and-address";

/// No name of an element: texts beside one another, whatever they are called.
const ANY_NAME: &str = "@any";

/// Most attributes of one tag. ISO 20022 has one, envelopes a handful of namespaces.
pub(super) const ATTRIBUTES_MAX: usize = 64;

/// Longest reference in a value, in bytes. The longest useful one, `&#1114111;`, has ten.
const REFERENCE_BYTES_MAX: usize = 64;

/// Most namespace declarations of envelopes that are remembered.
const NAMESPACES_MAX: usize = 64;

/// Longest declaration that is remembered, prefix and name, in bytes. The names of ISO 20022 have about fifty.
const NAMESPACE_BYTES_MAX: usize = 1024;

/// Most prefixes that are remembered; any other is read each time.
const PREFIXES_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bic_of_a_distinguished_name_stands_before_the_last_part() {
        for (name, expected) in [
            ("ou=xxx,o=cobadeff,o=swift", Some("cobadeff")),
            ("cn=funds,ou=abcdchzz,o=SWIFT", Some("abcdchzz")),
            ("o=swift", None),
            ("cobadeff,o=swift", None),
            ("o=cobadeffx,o=swift", None),
            ("ou=xxx,o=cobadeff", None),
            ("é,o=swift", None),
            ("", None),
        ] {
            assert_eq!(bic_in(name).and_then(|range| name.get(range)), expected, "{name}");
        }
    }
}
