//! Where one message ends in a stream or file, and the next one begins.
//!
//! A *file* may hold several messages, a *message* may not: what a door takes as one message is never cut, and a second message inside it is a doubt. Whatever is cut here is
//! a frame of its own, with a verdict of its own, so that cutting hides nothing.

use super::xml::Xml;
use super::{FIN_HEADER, Format, JUNK_BYTES_MAX, detect, fin_start};
use memchr::memchr;
use std::ops::Range;

/// What stands at the start of a buffer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Cut {
    /// One message, and where the search goes on behind it.
    Message {
        /// Where the message stands in the buffer.
        at: Range<usize>,
        /// Behind its separator.
        next: usize,
    },
    /// The message may go on: call again with more bytes, or with `ended`.
    NeedMore,
    /// Nothing but separators and white space up to the end of the input.
    Nothing,
}

/// Finds the first message in `buffer`; `ended` says that no more bytes follow. For buffers that are complete; a [`Cutter`] does not look twice at bytes of one that grows.
#[must_use]
pub fn cut(buffer: &[u8], ended: bool) -> Cut {
    Cutter::default().cut(buffer, ended)
}

/// Finds the ends of messages in a buffer that grows at its end and is emptied at its start. The same messages are found however the bytes come in.
///
/// - *FIN messages and bare lists of fields* end before the next `{1:` that follows a closing brace; at a `$` that follows a closing brace, stands alone on a line, or right
///   before `{1:` (RJE); and at NUL, 0x01 or 0x03 behind a closing brace (padding, DOS-PCC). An acknowledgement (`{1:F21`) belongs to the message behind it. Several bare
///   lists of fields with nothing of this between them are one message.
/// - *A message introduced by 0x01* (DOS-PCC) ends at 0x03.
/// - *XML documents* end before the next root element or XML declaration, and at `$`, NUL, 0x01 or 0x03 behind the root element. A business header (`AppHdr`) belongs to the
///   document behind it. Where the markup is such that receivers may disagree on where a root element ends, or in UTF-16, nothing is cut: one message with two roots is a
///   doubt.
/// - *Everything else* is one message up to the end of the input.
#[derive(Debug, Default)]
pub struct Cutter {
    scanned: usize,
    is_introduced: bool,
    message: Option<Begun>,
}

#[derive(Debug)]
struct Begun {
    start: usize,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    Fin(Fin),
    Xml(Xml),
    Other { is_introduced: bool },
}

impl Cutter {
    /// Finds the first message in `buffer`, which is that of the last call without what was cut off or forgotten since, and with more bytes behind it.
    pub fn cut(&mut self, buffer: &[u8], ended: bool) -> Cut {
        if self.message.is_none() {
            self.message = self.begin(buffer, ended);
        }
        let Some(begun) = &mut self.message else {
            return if ended { Cut::Nothing } else { Cut::NeedMore };
        };
        let end = match &mut begun.shape {
            Shape::Fin(fin) => fin.end(buffer, &mut self.scanned, ended),
            Shape::Xml(xml) => xml.end(buffer, &mut self.scanned, ended),
            Shape::Other { is_introduced } => end_of_other(buffer, &mut self.scanned, *is_introduced),
        };
        let (end, next) = match end {
            Some(end) => end,
            None if ended => (buffer.len(), buffer.len()),
            None => return Cut::NeedMore,
        };
        let at = begun.start..end;
        *self = Cutter::default();
        Cut::Message { at, next }
    }

    /// Where the message begins in the buffer, once it has begun.
    #[must_use]
    pub fn start(&self) -> Option<usize> {
        self.message.as_ref().map(|begun| begun.start)
    }

    /// How many bytes of the buffer need not be looked at again: all of them belong to the message, or stand before it. They may be taken away if that is told with
    /// [`Cutter::forget`].
    #[must_use]
    pub fn scanned(&self) -> usize {
        self.scanned
    }

    /// The first `bytes` of the buffer, at most those scanned, are gone.
    pub fn forget(&mut self, bytes: usize) {
        self.scanned = self.scanned.saturating_sub(bytes);
        if let Some(begun) = &mut self.message {
            begun.start = begun.start.saturating_sub(bytes);
        }
    }

    fn begin(&mut self, buffer: &[u8], ended: bool) -> Option<Begun> {
        while let Some(byte) = buffer.get(self.scanned).filter(|byte| is_between_messages(**byte)) {
            // Zeros in front of a bracket are its own in UTF-16 and UTF-32.
            let rest = buffer.get(self.scanned..).unwrap_or_default();
            if *byte == 0 && rest.len() < WIDE_START_BYTES && !ended {
                return None;
            }
            if starts_wide(rest) {
                break;
            }
            self.is_introduced = *byte == START_OF_TEXT || self.is_introduced && byte.is_ascii_whitespace();
            self.scanned += 1;
        }
        let head = buffer.get(self.scanned..)?;
        let head = head.get(..HEAD_BYTES).unwrap_or(head);
        if head.is_empty() || !ended && !is_certain(head) {
            return None;
        }
        let start = self.scanned;
        let shape = match detect(head) {
            Format::Mx => Shape::Xml(Xml::begin(head)),
            Format::Mt => {
                let header = fin_start(head);
                self.scanned += header.map_or(0, |at| at + FIN_HEADER.len());
                let is_acknowledgement =
                    header.and_then(|at| head.get(at..)).is_some_and(|rest| rest.starts_with(ACKNOWLEDGEMENT));
                Shape::Fin(Fin { is_introduced: self.is_introduced, is_acknowledgement, before: 0, before_blanks: 0 })
            }
            Format::Unknown => Shape::Other { is_introduced: self.is_introduced },
        };
        Some(Begun { start, shape })
    }
}

/// The first bracket of XML in UTF-16 or UTF-32, the highest byte first.
fn starts_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0, b'<', 0, ..] | [0, 0, 0, b'<', 0, ..])
}

/// Whether more bytes change nothing about what `head` begins: the first tag of an XML document is complete, or the header of a FIN message is
/// seen, and what it is.
fn is_certain(head: &[u8]) -> bool {
    head.len() == HEAD_BYTES
        || match detect(head) {
            Format::Mx => memchr(b'>', head).is_some(),
            Format::Mt => fin_start(head).is_some_and(|at| head.len() >= at + ACKNOWLEDGEMENT.len()),
            Format::Unknown => false,
        }
}

/// A FIN message, or a bare list of fields.
#[derive(Debug)]
struct Fin {
    is_introduced: bool,
    /// The last header is that of an acknowledgement.
    is_acknowledgement: bool,
    /// The last byte, and the last that is no white space, of what was scanned.
    before: u8,
    before_blanks: u8,
}

impl Fin {
    fn end(&mut self, buffer: &[u8], scanned: &mut usize, ended: bool) -> Option<(usize, usize)> {
        let may_end = |byte: &u8| matches!(*byte, 0 | START_OF_TEXT | END_OF_TEXT | b'$' | b'{');
        while let Some(step) = buffer.get(*scanned..).unwrap_or_default().iter().position(may_end) {
            self.pass(buffer, scanned, step);
            let behind = buffer.get(*scanned..).unwrap_or_default();
            if behind.len() < LOOK_AHEAD_BYTES && !ended {
                return None;
            }
            if let Some(separator) = self.ends_at(behind) {
                return Some((*scanned, *scanned + separator));
            }
            self.pass(buffer, scanned, 1);
        }
        self.pass(buffer, scanned, buffer.len().saturating_sub(*scanned));
        None
    }

    /// The length of the separator, if the message ends where `behind` begins.
    fn ends_at(&mut self, behind: &[u8]) -> Option<usize> {
        let block_ended = self.before_blanks == b'}';
        match behind {
            [b'$', rest @ ..] => {
                let line_ends = rest.first().is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
                let alone = line_ends && matches!(self.before, b'\n' | b'\r');
                (alone || block_ended || rest.starts_with(FIN_HEADER)).then_some(1)
            }
            // The next message must know that this byte stands before it.
            [START_OF_TEXT, ..] => block_ended.then_some(0),
            [END_OF_TEXT, ..] => (block_ended || self.is_introduced).then_some(1),
            [0, ..] => block_ended.then_some(1),
            _ if block_ended && behind.starts_with(FIN_HEADER) => {
                let ends = !self.is_acknowledgement;
                self.is_acknowledgement = behind.starts_with(ACKNOWLEDGEMENT);
                ends.then_some(0)
            }
            _ => None,
        }
    }

    fn pass(&mut self, buffer: &[u8], scanned: &mut usize, bytes: usize) {
        let passed = buffer.get(*scanned..*scanned + bytes).unwrap_or_default();
        self.before = *passed.last().unwrap_or(&self.before);
        self.before_blanks = *passed.trim_ascii_end().last().unwrap_or(&self.before_blanks);
        *scanned += bytes;
    }
}

fn end_of_other(buffer: &[u8], scanned: &mut usize, is_introduced: bool) -> Option<(usize, usize)> {
    let from = std::mem::replace(scanned, buffer.len());
    let end = from + memchr(END_OF_TEXT, buffer.get(from..).filter(|_| is_introduced)?)?;
    Some((end, end + 1))
}

pub(super) fn is_between_messages(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'$' | 0 | START_OF_TEXT | END_OF_TEXT)
}

/// Stand around a message in files of the DOS-PCC format, which are padded with blanks or NUL to sectors of 512 bytes.
pub(super) const START_OF_TEXT: u8 = 1;
pub(super) const END_OF_TEXT: u8 = 3;

/// What begins a message must be known before its end is looked for: that far [`detect`] looks, and an XML declaration goes.
const HEAD_BYTES: usize = 1024;

/// So many bytes tell a zero of UTF-16 or UTF-32 from one of padding.
const WIDE_START_BYTES: usize = 5;

/// The longest mark that separates messages.
const LOOK_AHEAD_BYTES: usize = 7;

const _: () = assert!(LOOK_AHEAD_BYTES > ACKNOWLEDGEMENT.len() && HEAD_BYTES > JUNK_BYTES_MAX + FIN_HEADER.len());

const ACKNOWLEDGEMENT: &[u8] = b"{1:F21";

#[cfg(test)]
mod tests {
    use super::super::xml::TAG_BYTES_MAX;
    use super::*;

    fn check(input: &str, expected: &[&str]) {
        check_bytes(input.as_bytes(), &expected.iter().map(|text| text.as_bytes()).collect::<Vec<_>>());
    }

    fn check_bytes(input: &[u8], expected: &[&[u8]]) {
        let mut rest = input;
        let mut found = Vec::new();
        while let Cut::Message { at, next } = cut(rest, true) {
            found.push(&rest[at]);
            rest = &rest[next..];
        }
        let readable = |texts: &[&[u8]]| texts.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect::<Vec<_>>();
        assert_eq!(found, expected, "{:?} is {:?}", String::from_utf8_lossy(input), readable(&found));
    }

    /// All of it is one message.
    fn check_whole(input: &str) {
        check(input, &[input]);
    }

    #[test]
    fn one_bare_message() {
        check_whole("{1:F01}{4:\r\n:20:A\r\n-}");
    }

    #[test]
    fn rje_dollar_before_header() {
        check("{1:F01}{4:\n-}${1:F01}{4:\n-}$", &["{1:F01}{4:\n-}", "{1:F01}{4:\n-}"]);
        check("{1:F01}{4:\n:20:A${1:F01}{4:\n-}$", &["{1:F01}{4:\n:20:A", "{1:F01}{4:\n-}"]);
    }

    #[test]
    fn rje_dollar_alone_on_a_line() {
        check("{1:A}-}\n$\n{1:B}-}\n", &["{1:A}-}\n", "{1:B}-}\n"]);
        check("{1:A}{4:\n:20:\n$\n{1:B}-}\n", &["{1:A}{4:\n:20:\n", "{1:B}-}\n"]);
    }

    #[test]
    fn a_dollar_in_text_separates_nothing() {
        check_whole("{1:A}{4:\n:70:USD $5\n$5 A PIECE\n COST IN $\n-}");
    }

    #[test]
    fn messages_without_a_separator() {
        check("{1:A}{4:\n-}{1:B}{4:\n-}", &["{1:A}{4:\n-}", "{1:B}{4:\n-}"]);
        check("{1:A}{4:\n-}{5:{CHK:1}}\r\n\r\n{1:B}{4:\n-}", &["{1:A}{4:\n-}{5:{CHK:1}}\r\n\r\n", "{1:B}{4:\n-}"]);
        check_whole("{1:A}{4:\n:70:{1:B}\n-}");
    }

    #[test]
    fn an_acknowledgement_stays_with_its_message() {
        let both = "{1:F21X}{4:{177:1}}{1:F01X}{4:\n-}";
        check(&format!("{both}{both}"), &[both, both]);
        check(&format!("{both}\n$\n{both}"), &[&format!("{both}\n"), both]);
    }

    #[test]
    fn dos_pcc_sectors() {
        for padding in [" ".repeat(40), "\0".repeat(40), "\r\n".into(), String::new()] {
            check(&format!("\x01{{1:A}}-}}\x03{padding}\x01{{1:B}}-}}\x03{padding}"), &["{1:A}-}", "{1:B}-}"]);
        }
        check("\x01:20:A\n-\x03  \x01:20:B\n-\x03 ", &[":20:A\n-", ":20:B\n-"]);
        check("\x01\r\n{1:A}{4:\n:20:\x03\x01{1:B}-}", &["{1:A}{4:\n:20:", "{1:B}-}"]);
        let junk = "what is this? ".repeat(10);
        check(&format!("\x01{junk}\x03\x01{{1:B}}-}}\x03"), &[&junk, "{1:B}-}"]);
        check("\x01<a/>\x03  \x01<b/>\x03", &["<a/>", "<b/>"]);
        // Behind a brace these bytes end a message that no 0x01 has introduced; inside its text they are part of it, and a doubt.
        check("{1:A}-}\x03\x01{1:B}-}\x03", &["{1:A}-}", "{1:B}-}"]);
        check_whole("{1:A}{4:\n:70:X\x03Y\n-}");
        check_whole("{1:A}{4:\n:70:X\x01Y\n-}");
    }

    #[test]
    fn padding_with_nul() {
        check("{1:A}-}\0\0\0{1:B}-}\0\0", &["{1:A}-}", "{1:B}-}"]);
        check("\0\0{1:A}-}\r\n\0\0<a/>\0", &["{1:A}-}\r\n", "<a/>"]);
        check_whole("{1:A}{4:\n:70:X\0Y\n-}");
    }

    #[test]
    fn bare_statements_are_one_message_unless_separated() {
        check_whole(":20:A\n:25:1\n-\n:20:B\n:25:2\n-");
        check(":20:A\n:25:1\n$\n:20:B\n:25:2\n", &[":20:A\n:25:1\n", ":20:B\n:25:2\n"]);
        let statement = format!(":20:A\n{}-}}", ":86:TRANSFER\n".repeat(10));
        check(&format!("{statement}{{1:B}}-}}"), &[&statement, "{1:B}-}"]);
    }

    #[test]
    fn documents_one_after_the_other() {
        check(
            "<?xml version='1.0'?><a/><?xml version='1.0'?><b></b>",
            &["<?xml version='1.0'?><a/>", "<?xml version='1.0'?><b></b>"],
        );
        check("<a><b/></a>\n<a>\n</a>\n<c/>", &["<a><b/></a>\n", "<a>\n</a>\n", "<c/>"]);
        check("\u{FEFF}<a/>\u{FEFF}<?xml version='1.0'?><b/>", &["\u{FEFF}<a/>", "\u{FEFF}<?xml version='1.0'?><b/>"]);
        check("<a/><!-- of a --><?pi?> <b/>", &["<a/><!-- of a --><?pi?> ", "<b/>"]);
        check("<p:a x='>'/><b y=\"/>\">/</b><c/>", &["<p:a x='>'/>", "<b y=\"/>\">/</b>", "<c/>"]);
        let long = format!("<a>{}</a>", "x".repeat(2 * HEAD_BYTES));
        check(&format!("{long}{long}"), &[&long, &long]);
    }

    #[test]
    fn a_header_goes_with_its_document() {
        let both = "<h:AppHdr><To/></h:AppHdr>\n<Document><a/></Document>";
        check(&format!("{both}{both}"), &[both, both]);
        check("<AppHdr/><?xml version='1.0'?><Document/>", &["<AppHdr/><?xml version='1.0'?><Document/>"]);
        check("<AppHdr/><AppHdr/><Document/><Document/>", &["<AppHdr/>", "<AppHdr/><Document/>", "<Document/>"]);
    }

    #[test]
    fn what_looks_like_the_end_of_a_document_is_none() {
        check_whole("<a><!-- </a><b> --></a>");
        check_whole("<a><![CDATA[</a><?xml version='1.0'?><b>]]></a>");
        check_whole("<a><?pi </a><b> ?></a>");
        check_whole("<a b='</a><b>'></a>");
        check_whole("<a><?xml-stylesheet href='x'?></a>");
        check_whole("<Body>\n<?xml version='1.0'?><Document></Document></Body>");
        check_whole("\0<\0D\0/\0>");
    }

    #[test]
    fn a_document_that_was_cut_off_ends_at_the_next_declaration() {
        check(
            "<?xml version='1.0'?><a><b>\n<?xml version='1.0'?><c/>",
            &["<?xml version='1.0'?><a><b>\n", "<?xml version='1.0'?><c/>"],
        );
        for damaged in
            ["<a><b></a></b></c>", "<a/>text", "<a><b\n", "<a></a></a><b/>", "<a", "<?xml version='1.0' encoding='L1'?><a/><b/>"]
        {
            check(&format!("{damaged}<?xml version='1.0'?><c/>"), &[damaged, "<?xml version='1.0'?><c/>"]);
        }
    }

    #[test]
    fn where_receivers_may_disagree_nothing_is_cut() {
        check_whole("<a/>text<b/>");
        check_whole("<a/> \x0C\0<b/>");
        check_whole("<a></a></a><b/>");
        check_whole("<!DOCTYPE a [<!ENTITY b '</a>'>]><a/><b/>");
        check_whole("<a/><!DOCTYPE b><b/>");
        check_whole("<a/><![CDATA[x]]><b/>");
        check_whole("<a x='<'/><b/>");
        check_whole("<?xml version='1.0' encoding='ISO-8859-1'?><a/><b/>");
        check_whole("<a/>{1:F01}-}");
        check_whole("{1:F01}-}<a/>");
        let wide: Vec<u8> = "\u{FEFF}<a/><b/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check_bytes(&wide, &[&wide]);
    }

    #[test]
    fn a_declared_encoding_ends_with_the_next_declaration() {
        let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a/>";
        check(&format!("{latin}{latin}"), &[latin, latin]);
        check("<?xml version='1.0' encoding='UTF-8'?><a/><b/>", &["<?xml version='1.0' encoding='UTF-8'?><a/>", "<b/>"]);
    }

    #[test]
    fn the_longest_tag_and_one_beyond() {
        let tag = |bytes: usize| format!("<{}>", "x".repeat(bytes - 2));
        check(&format!("{}</x><b/>", tag(TAG_BYTES_MAX)), &[&format!("{}</x>", tag(TAG_BYTES_MAX)), "<b/>"]);
        check_whole(&format!("{}</x><b/>", tag(TAG_BYTES_MAX + 1)));
    }

    #[test]
    fn junk_is_one_message() {
        check_whole("what is this");
        check_whole("what is this\n$\nand that");
        check(" \r\n$\n\x01\x03\0", &[]);
    }

    #[test]
    fn an_unfinished_message_needs_more() {
        assert_eq!(cut(b"{1:F01}{4:\n:20:A", false), Cut::NeedMore);
        assert_eq!(cut(b"  \n", false), Cut::NeedMore);
        assert_eq!(cut(b"", false), Cut::NeedMore);
    }

    #[test]
    fn a_dollar_at_the_end_of_a_buffer_may_be_one_of_a_text() {
        let buffer = b"{1:A}{4:\n:70:PRICE\n$";
        assert_eq!(cut(buffer, false), Cut::NeedMore);
        assert_eq!(cut(buffer, true), Cut::Message { at: 0..buffer.len() - 1, next: buffer.len() });
    }
}
