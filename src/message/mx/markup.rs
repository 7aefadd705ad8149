//! The inside of tags and references: names, attributes, the XML declaration. Nothing is skipped: what does not fit the grammar is handed back as text.

use super::declared;
use super::gather::{is_white, trim_start};
use crate::message::DefectCode;
use std::ops::Range;

/// A piece of a start tag behind its name. Ranges count from the start of the input.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum TagPart {
    /// `name="value"`.
    Attribute {
        /// The name, with its prefix.
        name: Range<usize>,
        /// The value, without its quotes.
        value: Range<usize>,
    },
    /// What is no attribute: everything from there to the end of the tag.
    Stray(Range<usize>),
}

/// Walks over the attributes of a tag.
#[derive(Debug)]
pub(super) struct TagParts<'a> {
    input: &'a str,
    rest: Range<usize>,
}

impl<'a> TagParts<'a> {
    /// The attributes in `rest` of the input: what stands between a tag's name and its end.
    pub(super) fn new(input: &'a str, rest: Range<usize>) -> TagParts<'a> {
        TagParts { input, rest }
    }

    /// The rest as it is: from its first character that is not white space.
    pub(super) fn rest(&mut self) -> Range<usize> {
        let text = self.input.get(self.rest.clone()).unwrap_or_default();
        self.rest.start = self.rest.end - trim_start(text).len();
        self.rest.clone()
    }

    /// The attribute at the start of the rest, and where the next one may begin. The name is followed by `=` and a quoted value, with or without white space.
    fn attribute(&self) -> Option<(TagPart, usize)> {
        let text = self.input.get(self.rest.clone())?;
        let name = text.split(|character| is_space(character) || matches!(character, '=' | '"' | '\'' | '<')).next()?;
        let behind_equals = trim_start(trim_start(text.get(name.len()..)?).strip_prefix('=')?);
        let quote = behind_equals.chars().next().filter(|character| matches!(character, '"' | '\''))?;
        let value = behind_equals.strip_prefix(quote)?.split_once(quote)?.0;
        let value_at = self.rest.end - behind_equals.len() + 1;
        let (name, value) = (self.rest.start..self.rest.start + name.len(), value_at..value_at + value.len());
        let next = value.end + 1;
        let is_apart = self.input.get(next..self.rest.end)?.is_empty() || self.input.get(next..)?.starts_with(is_space);
        (is_name(self.input.get(name.clone())?) && is_apart).then_some((TagPart::Attribute { name, value }, next))
    }
}

impl Iterator for TagParts<'_> {
    type Item = TagPart;

    fn next(&mut self) -> Option<TagPart> {
        if self.rest().is_empty() {
            return None;
        }
        match self.attribute() {
            Some((attribute, next)) => {
                self.rest.start = next;
                Some(attribute)
            }
            None => {
                let stray = self.rest.clone();
                self.rest.start = self.rest.end;
                Some(TagPart::Stray(stray))
            }
        }
    }
}

/// What stands between `&` and `;`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Reference {
    /// A character, and what is wrong with it.
    Character(char, Option<DefectCode>),
    /// An entity that XML does not predefine.
    Unknown,
    /// No reference at all.
    Text,
}

/// Resolves a reference: the five predefined entities, and characters by number. Nothing is expanded.
pub(super) fn reference(name: &str) -> Reference {
    match name {
        "amp" => Reference::Character('&', None),
        "lt" => Reference::Character('<', None),
        "gt" => Reference::Character('>', None),
        "quot" => Reference::Character('"', None),
        "apos" => Reference::Character('\'', None),
        _ => match name.strip_prefix('#') {
            Some(number) => character(number),
            None if is_name(name) => Reference::Unknown,
            None => Reference::Text,
        },
    }
}

fn character(number: &str) -> Reference {
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Reference::Text;
    }
    let significant = digits.trim_start_matches('0');
    let code = if significant.is_empty() { Ok(0) } else { u32::from_str_radix(significant, radix) };
    match code.ok().and_then(char::from_u32) {
        None | Some('\u{FFFE}' | '\u{FFFF}') => Reference::Character(char::REPLACEMENT_CHARACTER, Some(DefectCode::Malformed)),
        Some(character) if u8::try_from(character).is_ok_and(is_control) => {
            Reference::Character(character, Some(DefectCode::ControlCharacter))
        }
        Some(character) => Reference::Character(character, None),
    }
}

/// Where the first control character stands that XML 1.0 does not have.
pub(super) fn find_control(text: &str) -> Option<usize> {
    const BLOCK: usize = 64;
    let has_one = |block: &[u8]| block.iter().fold(false, |found, byte| found | is_control(*byte));
    let block = text.as_bytes().chunks(BLOCK).position(has_one)?;
    let from = block * BLOCK;
    text.as_bytes().get(from..)?.iter().position(|byte| is_control(*byte)).map(|place| from + place)
}

fn is_control(byte: u8) -> bool {
    byte < b' ' && !is_white(byte)
}

fn is_space(character: char) -> bool {
    u8::try_from(character).is_ok_and(is_white)
}

/// A name of XML, as far as it matters: no white space, quotes or brackets, and no digit in front.
pub(super) fn is_name(text: &str) -> bool {
    let is_start = |character: char| character.is_ascii_alphabetic() || matches!(character, '_' | ':') || !character.is_ascii();
    let is_inside = |character: char| is_start(character) || character.is_ascii_digit() || matches!(character, '-' | '.');
    text.starts_with(is_start) && text.chars().all(is_inside)
}

/// Prefix and local name.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    let parts = colon.and_then(|colon| Some((name.get(..colon)?, name.get(colon + 1..)?)));
    parts.unwrap_or(("", name))
}

/// Whether an XML declaration holds nothing but its own keywords, versions and encodings that are known here.
pub(super) fn is_plain_declaration(content: &str) -> bool {
    const WORDS: [&str; 8] = ["xml", "version", "1.0", "1.1", "encoding", "standalone", "yes", "no"];
    let mut words =
        content.split(|character| is_space(character) || matches!(character, '=' | '"' | '\'')).filter(|word| !word.is_empty());
    words.all(|word| WORDS.contains(&word) || declared::is_known(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, expected: &[&str]) {
        let text = |range| tag.get(range).unwrap();
        let parts = TagParts::new(tag, 0..tag.len()).map(|part| match part {
            TagPart::Attribute { name, value } => format!("{}={}", text(name), text(value)),
            TagPart::Stray(stray) => format!("?{}", text(stray)),
        });
        assert_eq!(parts.collect::<Vec<_>>(), expected, "{tag}");
    }

    #[test]
    fn attributes_in_either_quotes() {
        check(r#" Ccy="USD""#, &["Ccy=USD"]);
        check(" a = 'x\"y'\n b\t=\"\" ", &["a=x\"y", "b="]);
        check("", &[]);
        check("  ", &[]);
    }

    #[test]
    fn what_is_no_attribute_is_kept_to_the_end() {
        check(" a='1' KIM JONG b='2'", &["a=1", "?KIM JONG b='2'"]);
        check(" units and ", &["?units and "]);
        check(" ='x'", &["?='x'"]);
        check(" a=KIM", &["?a=KIM"]);
        check(" a='1'b='2'", &["?a='1'b='2'"]);
        check(" 1a='1'", &["?1a='1'"]);
        check(" a='1", &["?a='1"]);
    }

    #[test]
    fn references_are_resolved_by_name_or_number() {
        for (name, expected) in [
            ("amp", Reference::Character('&', None)),
            ("#65", Reference::Character('A', None)),
            ("#x41", Reference::Character('A', None)),
            ("#0000000000000000065", Reference::Character('A', None)),
            ("#10", Reference::Character('\n', None)),
            ("#1", Reference::Character('\u{1}', Some(DefectCode::ControlCharacter))),
            ("#0", Reference::Character('\0', Some(DefectCode::ControlCharacter))),
            ("#xD800", Reference::Character('\u{FFFD}', Some(DefectCode::Malformed))),
            ("#xFFFF", Reference::Character('\u{FFFD}', Some(DefectCode::Malformed))),
            ("#99999999999", Reference::Character('\u{FFFD}', Some(DefectCode::Malformed))),
            ("nbsp", Reference::Unknown),
            ("AMP", Reference::Unknown),
            ("#KIM", Reference::Text),
            ("#x", Reference::Text),
            (" Sons", Reference::Text),
            ("", Reference::Text),
        ] {
            assert_eq!(reference(name), expected, "{name}");
        }
    }

    #[test]
    fn control_characters_are_found_wherever_they_stand() {
        for at in [0, 63, 64, 100] {
            let text = format!("{}\u{1}{}", "é".repeat(at / 2) + &" ".repeat(at % 2), "a\t\r\n".repeat(50));
            assert_eq!(find_control(&text), Some(at));
        }
        assert_eq!(find_control("a\t\r\n\u{7f}\u{85}"), None);
        assert_eq!(find_control(""), None);
    }

    #[test]
    fn a_declaration_with_other_words_is_not_plain() {
        assert!(is_plain_declaration("xml version='1.0' encoding=\"utf-8\" standalone='no'"));
        assert!(!is_plain_declaration("xml version='KOREA DAESONG BANK'"));
        assert!(!is_plain_declaration("xml version='1.0' encoding='KOREA'"));
    }
}
