//! The bytes that a hit stands on, in the lines that they stand in: what an analyst compares with the list.

use super::visible::visible_bytes;
use super::{Ink, Medium};
use std::ops::Range;
use unicode_width::UnicodeWidthStr as _;

/// The lines of `bytes` in which `spans` lie, with the spans marked. Each is cut to the width of the page less `indent`, and so that the marks stay in sight.
pub(super) fn marked_lines(bytes: &[u8], spans: &[Range<u32>], medium: Medium, indent: usize) -> Vec<String> {
    let columns = medium.columns.saturating_sub(indent).max(super::TEXT_COLUMNS_MIN);
    let groups = groups_in_lines(bytes, spans);
    let shown = groups.iter().take(LINES_MAX).map(|group| marked_line(bytes, group, medium, columns));
    let mut lines: Vec<String> = shown.collect();
    if let Some(more) = groups.len().checked_sub(LINES_MAX).filter(|more| *more > 0) {
        lines.push(format!("and {more} more lines"));
    }
    lines
}

/// Spans that lie in one line, and near each other.
fn groups_in_lines(bytes: &[u8], spans: &[Range<u32>]) -> Vec<Vec<Range<usize>>> {
    let mut groups: Vec<Vec<Range<usize>>> = Vec::new();
    for span in spans.iter().flat_map(|span| pieces_of_lines(bytes, span)) {
        let last = groups.last().and_then(|group| group.last()).map_or(usize::MAX, |last| last.end);
        let between = bytes.get(last..span.start);
        let is_near = between.is_some_and(|gap| gap.len() <= GAP_BYTES_MAX && !gap.contains(&b'\n'));
        match groups.last_mut() {
            Some(group) if is_near => group.push(span),
            _ => groups.push(vec![span]),
        }
    }
    groups
}

/// A span without its line ends.
fn pieces_of_lines(bytes: &[u8], span: &Range<u32>) -> Vec<Range<usize>> {
    let start = span.start as usize;
    let text = bytes.get(start..span.end as usize).unwrap_or_default();
    let lines = text.split_inclusive(|byte| *byte == b'\n').scan(start, |at, line| {
        let begin = *at;
        *at += line.len();
        Some(begin..begin + line.trim_ascii_end().len())
    });
    lines.filter(|piece| !piece.is_empty()).collect()
}

fn marked_line(bytes: &[u8], group: &[Range<usize>], medium: Medium, columns: usize) -> String {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return String::new() };
    let mut marked = Vec::new();
    let mut at = first.start;
    for span in group {
        marked.push((Ink::Plain, visible_bytes(bytes.get(at..span.start).unwrap_or_default())));
        marked.push((Ink::Mark, visible_bytes(bytes.get(span.clone()).unwrap_or_default())));
        at = span.end;
    }
    let mark = if medium.has_colour { "" } else { MARK };
    let marked_columns: usize = marked.iter().map(|(ink, text)| text.width() + columns_of_marks(*ink, mark)).sum();
    let free = columns.saturating_sub(marked_columns);
    let (before, behind) = around(bytes, first.start, last.end, free);
    let mut line = before;
    let mut left = columns.saturating_sub(line.width()).saturating_sub(behind.width());
    for (ink, text) in marked {
        let text = begin_of(&text, left.saturating_sub(columns_of_marks(ink, mark)));
        left = left.saturating_sub(text.width() + columns_of_marks(ink, mark));
        match ink {
            Ink::Mark => line.push_str(&format!("{mark}{}{mark}", medium.paint(ink, &text))),
            _ => line.push_str(&text),
        }
    }
    line + &behind
}

fn columns_of_marks(ink: Ink, mark: &str) -> usize {
    if ink == Ink::Mark { 2 * mark.width() } else { 0 }
}

/// What stands before and behind in the same line, in `free` columns: half of them for each, and what one side does not need for the other.
fn around(bytes: &[u8], start: usize, end: usize, free: usize) -> (String, String) {
    let before = bytes.get(start.saturating_sub(CONTEXT_BYTES_MAX)..start).unwrap_or_default();
    let before = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let before = visible_bytes(from_character(before).trim_ascii_start());
    let behind = bytes.get(end..end.saturating_add(CONTEXT_BYTES_MAX).min(bytes.len())).unwrap_or_default();
    let behind = behind.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let behind = visible_bytes(to_character(behind.trim_ascii_end()));
    let for_before = (free / 2).max(free.saturating_sub(behind.width()));
    let before = end_of(&before, for_before);
    let behind = begin_of(&behind, free.saturating_sub(before.width()));
    (before, behind)
}

/// The end of a text that takes at most `columns`.
fn end_of(text: &str, columns: usize) -> String {
    let mut rest = text;
    while !rest.is_empty() && rest.width() + usize::from(rest.len() < text.len()) > columns {
        let mut characters = rest.chars();
        characters.next();
        rest = characters.as_str();
    }
    if rest.len() == text.len() || columns == 0 { rest.to_owned() } else { format!("{ELLIPSIS}{rest}") }
}

/// The beginning of a text that takes at most `columns`.
pub(super) fn begin_of(text: &str, columns: usize) -> String {
    let mut rest = text;
    while !rest.is_empty() && rest.width() + usize::from(rest.len() < text.len()) > columns {
        let mut characters = rest.chars();
        characters.next_back();
        rest = characters.as_str();
    }
    if rest.len() == text.len() || columns == 0 { rest.to_owned() } else { format!("{rest}{ELLIPSIS}") }
}

/// Without the end of a UTF-8 character that begins before.
fn from_character(bytes: &[u8]) -> &[u8] {
    let rest = bytes.iter().take(3).take_while(|byte| is_continuation(**byte)).count();
    bytes.get(rest..).unwrap_or_default()
}

/// Without the beginning of a UTF-8 character that ends behind.
fn to_character(bytes: &[u8]) -> &[u8] {
    match str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or_default(),
        Ok(_) | Err(_) => bytes,
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Context on either side. Wider than a page, so that the page decides; an XML document may be one line.
const CONTEXT_BYTES_MAX: usize = 200;

/// Spans farther apart than this are shown in lines of their own.
const GAP_BYTES_MAX: usize = 60;

/// Lines shown of one place: the five lines of an MT party field fit, and then some.
const LINES_MAX: usize = 8;

/// Marks where there is no colour. Names in FIN cannot hold an asterisk, and markup has none.
const MARK: &str = "**";
const ELLIPSIS: &str = "…";

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Medium = Medium { is_terminal: false, columns: 40, has_colour: false };

    fn check(bytes: &[u8], marked: &[&str], expected: &[&str]) {
        let mut from = 0;
        let spans: Vec<Range<u32>> = marked
            .iter()
            .map(|text| {
                let at = from + memchr::memmem::find(&bytes[from..], text.as_bytes()).unwrap();
                from = at + text.len();
                u32::try_from(at).unwrap()..u32::try_from(from).unwrap()
            })
            .collect();
        let lines = marked_lines(bytes, &spans, PLAIN, 0);
        assert_eq!(lines, expected);
        for line in lines {
            assert!(line.width() <= PLAIN.columns, "{line}");
        }
    }

    #[test]
    fn the_line_around_is_shown() {
        check(b":59:/123\r\nKIM CHOL ST\r\nSEOUL\r\n", &["KIM CHOL"], &["**KIM CHOL** ST"]);
        check(b":59:/123\r\nKIM\r\nCHOL\r\n", &["KIM\r\nCHOL"], &["**KIM**", "**CHOL**"]);
    }

    #[test]
    fn spans_of_one_line_are_marked_in_one_line() {
        check(b"<Nm>KANG<![CDATA[BONG]]></Nm>", &["KANG", "BONG"], &["<Nm>**KANG**<![CDATA[**BONG**]]></Nm>"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{} KIM {}", "a".repeat(300), "b".repeat(300));
        check(line.as_bytes(), &["KIM"], &["…aaaaaaaaaaaaaa **KIM** bbbbbbbbbbbbbbb…"]);
        let line = format!("x KIM {}", "b".repeat(300));
        check(line.as_bytes(), &["KIM"], &["x **KIM** bbbbbbbbbbbbbbbbbbbbbbbbbbbbb…"]);
        let long = "K".repeat(100);
        check(long.as_bytes(), &[&long], &[&format!("**{}…**", "K".repeat(35))]);
    }

    #[test]
    fn context_never_begins_or_ends_inside_a_character() {
        let line = format!("{}KIM{}", "한".repeat(100), "국".repeat(100));
        check(line.as_bytes(), &["KIM"], &["…한한한한한한한**KIM**국국국국국국국국…"]);
    }

    #[test]
    fn what_the_sender_hides_is_written_out() {
        check(b"a\x1b[2JKIM\x07 \xFF", &["KIM"], &["a\\u{1b}[2J**KIM**\\u{7} \\xFF"]);
    }

    #[test]
    fn spans_beyond_the_bytes_show_nothing() {
        assert_eq!(marked_lines(b"short", std::slice::from_ref(&(10..20)), PLAIN, 0), [""; 0]);
    }

    #[test]
    fn many_lines_are_counted() {
        let text = "KIM\n".repeat(LINES_MAX);
        let spans = |count: u32| (0..count).map(|line| line * 4..line * 4 + 3).collect::<Vec<_>>();
        assert_eq!(marked_lines(text.as_bytes(), &spans(8), PLAIN, 0).len(), LINES_MAX);
        let lines = marked_lines(text.repeat(2).as_bytes(), &spans(9), PLAIN, 0);
        assert_eq!(lines.last().unwrap(), "and 1 more lines");
    }
}
