//! The text of one element, put together from what stands between its tags: runs of characters, CDATA sections, decoded references.

use crate::message::offset;
use crate::message::text::{Piece, Text};
use std::ops::Range;

/// Collects the parts of one text.
#[derive(Debug, Default)]
pub(super) struct Gather {
    parts: Vec<Part>,
}

/// A run of characters of the input, or one character that it stands for.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: u32,
    end: u32,
    decoded: Option<char>,
}

impl Part {
    fn text(self, input: &str) -> &str {
        input.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl Gather {
    /// Whether nothing was collected.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds characters of the input.
    pub(super) fn plain(&mut self, range: Range<usize>) {
        let (start, end) = (offset(range.start), offset(range.end));
        match self.parts.last_mut() {
            _ if start >= end => {}
            Some(Part { end: last, decoded: None, .. }) if *last == start => *last = end,
            _ => self.parts.push(Part { start, end, decoded: None }),
        }
    }

    /// Adds a character that `range` of the input stands for.
    pub(super) fn decoded(&mut self, character: char, range: Range<usize>) {
        self.parts.push(Part { start: offset(range.start), end: offset(range.end), decoded: Some(character) });
    }

    /// The text of `input`, which stands in the frame from `at`, without white space around it; nothing where there is only such. Begins anew.
    pub(super) fn take<'a>(&mut self, input: &'a str, at: usize) -> Option<Text<'a>> {
        let text = match self.parts.as_mut_slice() {
            [part @ Part { decoded: None, .. }] => {
                let text = trim_start(part.text(input));
                let start = part.end as usize - text.len();
                Some(trim_end(text)).filter(|text| !text.is_empty()).map(|text| Text::verbatim(text, at + start))
            }
            parts => match trimmed(parts, input) {
                [] => None,
                [Part { start, end, decoded: None }] => {
                    let (start, end) = (*start as usize, *end as usize);
                    input.get(start..end).map(|text| Text::verbatim(text, at + start))
                }
                parts => Some(joined(parts, input, at)),
            },
        };
        self.parts.clear();
        text
    }
}

/// The parts without white space at either end; what a reference stands for is never white space of the markup.
fn trimmed<'p>(parts: &'p mut [Part], input: &str) -> &'p [Part] {
    let is_blank = |part: &&Part| part.decoded.is_none() && trim(part.text(input)).is_empty();
    let front = parts.iter().take_while(is_blank).count();
    let back = parts.iter().skip(front).rev().take_while(is_blank).count();
    let end = parts.len() - back;
    let Some(parts) = parts.get_mut(front..end) else { return &[] };
    if let Some(first) = parts.first_mut().filter(|part| part.decoded.is_none()) {
        first.start = first.end - offset(trim_start(first.text(input)).len());
    }
    if let Some(last) = parts.last_mut().filter(|part| part.decoded.is_none()) {
        last.end = last.start + offset(trim_end(last.text(input)).len());
    }
    parts
}

fn joined<'a>(parts: &[Part], input: &str, at: usize) -> Text<'a> {
    let mut value = String::new();
    let mut pieces = Vec::with_capacity(parts.len());
    for part in parts {
        let verbatim = part.decoded.is_none();
        let (source, source_len) = (offset(at) + part.start, part.end - part.start);
        pieces.push(Piece { at: offset(value.len()), source, source_len, verbatim });
        match part.decoded {
            Some(character) => value.push(character),
            None => value.push_str(part.text(input)),
        }
    }
    Text::joined(value, pieces)
}

/// White space of XML.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The text without white space in front.
pub(super) fn trim_start(text: &str) -> &str {
    let white = text.bytes().take_while(|byte| is_white(*byte)).count();
    text.get(white..).unwrap_or_default()
}

fn trim_end(text: &str) -> &str {
    let white = text.bytes().rev().take_while(|byte| is_white(*byte)).count();
    text.get(..text.len() - white).unwrap_or_default()
}

/// The text without white space around it.
pub(super) fn trim(text: &str) -> &str {
    trim_end(trim_start(text))
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "spans are lists of ranges")]
mod tests {
    use super::*;

    fn check(input: &str, parts: &[(Range<usize>, Option<char>)], expected: Option<&str>, spans: &[Range<u32>]) {
        let mut gather = Gather::default();
        for (range, decoded) in parts.iter().cloned() {
            match decoded {
                None => gather.plain(range),
                Some(character) => gather.decoded(character, range),
            }
        }
        let text = gather.take(input, 100);
        assert_eq!(text.as_ref().map(Text::as_str), expected);
        assert_eq!(text.map(|text| text.all_spans()).unwrap_or_default(), spans);
        assert!(gather.is_empty());
    }

    #[test]
    fn one_run_is_borrowed_without_the_space_around_it() {
        check("  KIM JONG\n", &[(0..11, None)], Some("KIM JONG"), &[102..110]);
        check(" \r\n\t", &[(0..4, None)], None, &[]);
        check("", &[], None, &[]);
        check("KIM<![CDATA[]]>", &[(0..3, None), (12..12, None)], Some("KIM"), &[100..103]);
    }

    #[test]
    fn neighbouring_runs_are_one() {
        check("A & B", &[(0..2, None), (2..5, None)], Some("A & B"), &[100..105]);
    }

    #[test]
    fn parts_are_joined_and_mapped() {
        check("KIM<!-- -->JONG", &[(0..3, None), (11..15, None)], Some("KIMJONG"), &[100..103, 111..115]);
        check(" IR&#65;N ", &[(0..3, None), (3..8, Some('A')), (8..10, None)], Some("IRAN"), &[101..109]);
    }

    #[test]
    fn white_space_is_trimmed_through_parts_but_never_a_reference() {
        check(" <![CDATA[ ]]>A ", &[(0..1, None), (10..11, None), (14..16, None)], Some("A"), &[114..115]);
        check("&#32; ", &[(0..5, Some(' ')), (5..6, None)], Some(" "), &[100..105]);
    }
}
