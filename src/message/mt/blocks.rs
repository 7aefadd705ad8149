//! Frame to blocks: `{1:...}{2:...}{3:...}{4:...-}{5:...}`, and whatever stands between them. Cuts only; what the pieces hold is read elsewhere.

use super::slice::Slice;
use crate::frame::{JUNK_BYTES_MAX, starts_field_list};
use memchr::{memchr_iter, memchr2_iter, memmem};
use nom::Parser;
use nom::bytes::complete::take_while1;
use nom::character::complete::char;
use nom::sequence::delimited;

/// A piece of the frame. All pieces in order are the frame, but for the braces, ids and end marks of the blocks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    /// In front of, between or behind the blocks.
    Outside(Slice<'a>),
    /// A block of one value or of tags in braces.
    Block(Block<'a>),
    /// A block of fields.
    Text(TextBlock<'a>),
}

/// `{id:content}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    pub(super) id: Slice<'a>,
    pub(super) content: Slice<'a>,
    /// The closing brace is there.
    pub(super) is_closed: bool,
}

/// Block 4 of a message with fields, or fields without any block around them.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextBlock<'a> {
    pub(super) content: Slice<'a>,
    pub(super) end: TextEnd,
}

/// How the fields end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum TextEnd {
    /// With `-}`.
    Marked,
    /// A block was opened, and its `-}` is missing.
    Missing,
    /// No block was opened.
    Bare,
}

/// Cuts a frame in time that grows with its length. Fields may come without a block around them when no header stands near the start. A second message, or a second
/// block of fields, is text outside: only one is read as what it claims to be.
pub(super) fn split(frame: Slice<'_>) -> Vec<Part<'_>> {
    let mut rest = frame.strip_prefix(BYTE_ORDER_MARK).unwrap_or(frame);
    let mut parts = Vec::with_capacity(PARTS_USUAL);
    if !has_header(rest) && !rest.trim_matches(is_mark).bytes.starts_with(b"{") && starts_field_list(rest.bytes) {
        let (text, behind) = text_block(rest.trim_matches(is_mark), TextEnd::Bare);
        parts.push(Part::Text(text));
        rest = behind;
    }
    let (mut has_message, mut has_text) = (false, !parts.is_empty());
    while !rest.is_empty() {
        let Some((id, content)) = opening(rest) else {
            let (outside, behind) = rest.split_at(next_opening(rest));
            parts.push(Part::Outside(outside));
            rest = behind;
            continue;
        };
        let (is_header, is_text) = (id.bytes == b"1", holds_fields(id, content));
        if is_header && has_message || is_text && has_text {
            parts.push(Part::Outside(rest));
            break;
        }
        has_message |= is_header && !is_acknowledgement(content);
        has_text |= is_text;
        let (part, behind) = if is_text {
            let (text, behind) = text_block(content, TextEnd::Missing);
            (Part::Text(text), behind)
        } else {
            let (content, is_closed, behind) = braced(content);
            (Part::Block(Block { id, content, is_closed }), behind)
        };
        parts.push(part);
        rest = behind;
    }
    parts
}

/// Block 1 of an acknowledgement (service 21), which the network puts in front of the message that it answers.
pub(super) fn is_acknowledgement(block_1: Slice<'_>) -> bool {
    matches!(block_1.bytes, [b'A'..=b'Z', b'2', b'1', ..])
}

/// What stands around messages in files and on transports and is no text: white space, the separator of RJE, the frame and padding of DOS-PCC.
pub(super) fn is_mark(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'$' | 0x00 | 0x01 | 0x03)
}

/// A block or a tag in braces opens here: its id, and all behind the colon.
pub(super) fn opening(text: Slice<'_>) -> Option<(Slice<'_>, Slice<'_>)> {
    let is_id = |byte: u8| byte.is_ascii_alphanumeric();
    let mut grammar = delimited(char('{'), take_while1(is_id), char::<&[u8], nom::error::Error<&[u8]>>(':'));
    let (behind, id) = grammar.parse_complete(text.bytes).ok()?;
    Some((text.part(id), text.part(behind)))
}

/// Where the next block or tag opens behind the first byte, or the end.
pub(super) fn next_opening(text: Slice<'_>) -> usize {
    let opens = |at: &usize| *at > 0 && opening(text.skip(*at)).is_some();
    memchr_iter(b'{', text.bytes).find(opens).unwrap_or(text.bytes.len())
}

/// The content of a tag up to the brace that closes it, and all behind that brace.
pub(super) fn braced(content: Slice<'_>) -> (Slice<'_>, bool, Slice<'_>) {
    let mut depth = 0_usize;
    for at in memchr2_iter(b'{', b'}', content.bytes) {
        let here = content.skip(at);
        if here.bytes.first() == Some(&b'}') {
            let Some(outer) = depth.checked_sub(1) else { return (content.first(at), true, here.skip(1)) };
            depth = outer;
        } else if opening(here).is_some_and(|(id, _)| is_block_id(id)) {
            return (content.first(at), false, here);
        } else {
            depth += 1;
        }
    }
    (content, false, content.skip(content.bytes.len()))
}

/// The ids that SWIFT knows. Tags inside blocks have longer ones, so a block that opens inside another shows that the other was not closed.
pub(super) fn is_block_id(id: Slice<'_>) -> bool {
    matches!(id.bytes, [b'1'..=b'5' | b'S'])
}

/// Block 4 of a message that is no system message.
fn holds_fields(id: Slice<'_>, content: Slice<'_>) -> bool {
    id.bytes == b"4" && opening(content.trim_start()).is_none_or(|(id, _)| is_block_id(id))
}

/// Fields end at the first `-}` that starts a line, or has nothing but blocks behind it. Where there is none they end where block 5 opens.
fn text_block(text: Slice<'_>, without_mark: TextEnd) -> (TextBlock<'_>, Slice<'_>) {
    let is_end = |at: &usize| starts_line(text, *at) || ends_blocks(text.skip(at + END_MARK.len()));
    match memmem::find_iter(text.bytes, END_MARK).find(is_end) {
        Some(at) => (TextBlock { content: text.first(at), end: TextEnd::Marked }, text.skip(at + END_MARK.len())),
        None => {
            let (content, behind) = text.split_at(trailer(text).unwrap_or(text.bytes.len()));
            (TextBlock { content, end: without_mark }, behind)
        }
    }
}

fn starts_line(text: Slice<'_>, at: usize) -> bool {
    matches!(text.first(at).bytes.last(), None | Some(b'\r' | b'\n'))
}

fn ends_blocks(behind: Slice<'_>) -> bool {
    let behind = behind.trim_start();
    behind.is_empty() || opening(behind).is_some_and(|(id, _)| is_block_id(id))
}

fn trailer(text: Slice<'_>) -> Option<usize> {
    TRAILERS.iter().filter_map(|trailer| memmem::find(text.bytes, trailer)).min()
}

fn has_header(frame: Slice<'_>) -> bool {
    memmem::find(frame.first(JUNK_BYTES_MAX + HEADER.len()).bytes, HEADER).is_some()
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
const HEADER: &[u8] = b"{1:";
const END_MARK: &[u8] = b"-}";

/// Blocks 5 and S hold nothing but tags in braces.
const TRAILERS: [&[u8]; 2] = [b"{5:{", b"{S:{"];

/// Five blocks.
const PARTS_USUAL: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &[&str]) {
        let parts = split(Slice::whole(input.as_bytes()));
        let found: Vec<String> = parts
            .into_iter()
            .map(|part| match part {
                Part::Outside(text) => format!("outside {:?}", text.as_str()),
                Part::Block(block) => {
                    let closed = if block.is_closed { "" } else { " open" };
                    format!("{} {:?}{closed}", block.id.as_str(), block.content.as_str())
                }
                Part::Text(text) => format!("text {:?} {:?}", text.content.as_str(), text.end),
            })
            .collect();
        assert_eq!(found, expected, "{input:?}");
    }

    #[test]
    fn five_blocks() {
        check(
            "{1:A}{2:B}{3:{108:C}}{4:\r\n:20:D\r\n-}{5:{CHK:E}}",
            &["1 \"A\"", "2 \"B\"", "3 \"{108:C}\"", "text \"\\r\\n:20:D\\r\\n\" Marked", "5 \"{CHK:E}\""],
        );
    }

    #[test]
    fn system_messages_have_tags_in_block_4() {
        check("{1:F21A}{4:{177:1}{451:0}}{1:F01A}", &["1 \"F21A\"", "4 \"{177:1}{451:0}\"", "1 \"F01A\""]);
    }

    #[test]
    fn a_second_message_is_outside() {
        check("{1:A}{4:\n-}{1:B}{4:\n-}", &["1 \"A\"", "text \"\\n\" Marked", "outside \"{1:B}{4:\\n-}\""]);
    }

    #[test]
    fn the_end_mark_starts_a_line() {
        check("{4:\n:70:A-}B\n- C\n-}X", &["text \"\\n:70:A-}B\\n- C\\n\" Marked", "outside \"X\""]);
        check("{4:\n:20:A\n-}{4:\n:20:B\n-}", &["text \"\\n:20:A\\n\" Marked", "outside \"{4:\\n:20:B\\n-}\""]);
        check("{4:\n:70:A-}B\n:71A:SHA-}{5:}", &["text \"\\n:70:A-}B\\n:71A:SHA\" Marked", "5 \"\""]);
    }

    #[test]
    fn without_an_end_mark_block_5_is_cut_off() {
        check("{4:\n:71A:SHA\n{5:{CHK:1}}", &["text \"\\n:71A:SHA\\n\" Missing", "5 \"{CHK:1}\""]);
        check("{4:\n:71A:SHA", &["text \"\\n:71A:SHA\" Missing"]);
        check(":20:A\n:71A:SHA\n", &["text \":20:A\\n:71A:SHA\" Bare"]);
    }

    #[test]
    fn an_open_block_ends_where_the_next_begins() {
        check("{1:A{2:B}", &["1 \"A\" open", "2 \"B\""]);
        check("{3:{108:X}{4:\n-}", &["3 \"{108:X}\" open", "text \"\\n\" Marked"]);
        check("{2:B", &["2 \"B\" open"]);
    }

    #[test]
    fn text_and_unknown_blocks_are_kept() {
        check("noise {1:A} more }{NORTH:KOREA}", &["outside \"noise \"", "1 \"A\"", "outside \" more }\"", "NORTH \"KOREA\""]);
        check("\u{feff}{1:A}", &["1 \"A\""]);
        check("{not a block", &["outside \"{not a block\""]);
    }
}
