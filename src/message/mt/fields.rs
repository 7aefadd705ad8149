//! Text block to fields: a line that starts with `:nn:` or `:nna:` begins a field, every other line goes on with the one before.

use super::slice::Slice;
use crate::message::roles::mt::Tag;
use std::ops::Range;

/// The fields of a text block, in order.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    lines: Vec<Slice<'a>>,
    fields: Vec<Field<'a>>,
}

/// A field: which, and the lines that it has.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub(super) tag: Tag,
    /// The tag as it is written, without its colons.
    pub(super) name: Slice<'a>,
    lines: Range<usize>,
}

/// A line of a field that holds something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Counted from 1, blank lines too.
    pub(super) number: u32,
    /// Without white space at both ends.
    pub(super) text: Slice<'a>,
}

impl<'a> Fields<'a> {
    /// Reads a text block. `is_system`: tags may have three digits. `is_bare`: a hyphen alone on a line ends a message, as in files of statements.
    pub(super) fn read(content: Slice<'a>, is_system: bool, is_bare: bool) -> Fields<'a> {
        let mut lines = Vec::with_capacity(LINES_USUAL);
        let mut fields: Vec<Field<'a>> = Vec::with_capacity(FIELDS_USUAL);
        let content = if is_bare { content.lines_or_signs() } else { content.lines() };
        for line in content {
            let start = lines.len();
            if let Some((tag, name, rest)) = split_tag(line, is_system) {
                fields.push(Field { tag, name, lines: start..start + 1 });
                lines.push(rest.trim());
            } else if !(is_bare && line.trim().bytes == b"-") {
                lines.push(line.trim());
                if let Some(field) = fields.last_mut() {
                    field.lines.end = start + 1;
                }
            }
        }
        Fields { lines, fields }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter()
    }

    /// The lines of a field that hold something.
    pub(super) fn lines(&self, field: &Field<'a>) -> impl Iterator<Item = Line<'a>> + Clone {
        let lines = self.lines.get(field.lines.clone()).unwrap_or_default();
        (1..).zip(lines).map(|(number, text)| Line { number, text: *text }).filter(|line| !line.text.is_empty())
    }

    /// What stands before the first field.
    pub(super) fn lines_before(&self) -> impl Iterator<Item = Slice<'a>> {
        let end = self.fields.first().map_or(self.lines.len(), |field| field.lines.start);
        self.lines.iter().take(end).copied().filter(|line| !line.is_empty())
    }
}

/// The first tag inside a line that holds the rest of a field: something on the way may have lost the end of the line before it. `10:20:30` is a time.
pub(super) fn tag_inside(line: Slice<'_>) -> Option<Slice<'_>> {
    let is_digit = |at: Option<usize>| at.and_then(|at| line.bytes.get(at)).is_some_and(u8::is_ascii_digit);
    memchr::memchr_iter(b':', line.bytes).find_map(|at| {
        let (_, name, rest) = split_tag(line.skip(at), false)?;
        let is_time = is_digit(at.checked_sub(1)) && is_digit(rest.at.checked_sub(line.at));
        (!is_time).then_some(name)
    })
}

/// Tag, its name, and the rest of the line.
fn split_tag(line: Slice<'_>, is_system: bool) -> Option<(Tag, Slice<'_>, Slice<'_>)> {
    let length = match line.bytes {
        [b':', b'0'..=b'9', b'0'..=b'9', b':', ..] => 2,
        [b':', b'0'..=b'9', b'0'..=b'9', letter, b':', ..] if letter.is_ascii_alphabetic() => 3,
        [b':', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b':', ..] if is_system => 3,
        _ => return None,
    };
    let name = line.skip(1).first(length);
    Some((Tag::read(name.bytes), name, line.skip(length + 2)))
}

/// An MT103 has about 15 fields with 25 lines.
const FIELDS_USUAL: usize = 24;
const LINES_USUAL: usize = 48;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &[(&str, &[&str])]) {
        let fields = Fields::read(Slice::whole(input.as_bytes()), false, true);
        let found: Vec<(&str, Vec<&str>)> = fields
            .iter()
            .map(|field| (field.name.as_str(), fields.lines(field).map(|line| line.text.as_str()).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(tag, lines)| (*tag, lines.to_vec())).collect();
        assert_eq!(found, expected, "{input:?}");
    }

    #[test]
    fn tags_stand_at_the_start_of_a_line() {
        check(
            ":20:A\r\n:59a:B\r\n :70:C\r\n:SEE NOTE\r\n20:44:45\r\n",
            &[("20", &["A"]), ("59a", &["B", ":70:C", ":SEE NOTE", "20:44:45"])],
        );
        check(":123:A\n", &[]);
    }

    #[test]
    fn lines_are_counted_with_the_blank_ones() {
        let fields = Fields::read(Slice::whole(b"x\n:77E:\r\n\r\n B \r\n:20:"), false, false);
        let numbers: Vec<u32> = fields.iter().flat_map(|field| fields.lines(field)).map(|line| line.number).collect();
        assert_eq!(numbers, [3]);
        assert_eq!(fields.lines_before().map(Slice::as_str).collect::<Vec<_>>(), ["x"]);
    }

    #[test]
    fn a_hyphen_alone_ends_a_bare_message() {
        check(":62F:A\n-\n:20:B\n", &[("62F", &["A"]), ("20", &["B"])]);
    }

    #[test]
    fn system_tags_have_three_digits() {
        let fields = Fields::read(Slice::whole(b":177:A"), true, false);
        assert_eq!(fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["177"]);
    }
}
