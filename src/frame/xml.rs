//! Where one XML document ends in a stream, and the next one begins. Knows as much of XML as that takes, and whether its receivers can be expected to agree.

use super::cut::{END_OF_TEXT, START_OF_TEXT};
use memchr::{memchr, memmem};

/// The documents of one message, as far as they were read.
#[derive(Debug)]
pub(super) struct Xml {
    inside: Inside,
    depth: u32,
    /// The last root element that was closed.
    root: Option<Root>,
    /// The message has begun with this declaration, or with something else.
    is_at_start: bool,
    /// It has begun with a declaration.
    is_declared: bool,
    /// Its declaration names another encoding than UTF-8: a document without a declaration behind it may be taken for one in this encoding.
    is_other_encoding: bool,
    /// It is not well-formed, so that its depth says nothing. It ends at the next declaration.
    is_damaged: bool,
}

#[derive(Clone, Copy, Debug)]
enum Inside {
    /// Text or markup.
    Content,
    /// Something that ends with this mark, and has no markup in it.
    Until(&'static [u8]),
    /// What cannot be cut.
    Rest,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Root {
    Header,
    Document,
}

/// What a piece of markup does.
enum Step {
    /// It is so long, and changes nothing.
    Skip(usize),
    /// So many bytes, behind which there is no markup before the mark.
    Open(usize, &'static [u8]),
    /// Another message begins with it.
    Cut,
    /// Its end has not come in yet.
    NeedMore,
    /// Nothing that is understood in one way only.
    Strange,
}

impl Xml {
    /// A message that begins with `head`: enough of it to hold the declaration.
    pub(super) fn begin(head: &[u8]) -> Xml {
        let is_wide = matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        Xml {
            inside: if is_wide { Inside::Rest } else { Inside::Content },
            depth: 0,
            root: None,
            is_at_start: true,
            is_declared: false,
            is_other_encoding: names_other_encoding(head),
            is_damaged: false,
        }
    }

    /// End of the message and start of the next. `scanned` bytes of the buffer are known.
    pub(super) fn end(&mut self, buffer: &[u8], scanned: &mut usize, ended: bool) -> Option<(usize, usize)> {
        loop {
            let rest = buffer.get(*scanned..).unwrap_or_default();
            let step = match self.inside {
                Inside::Rest => {
                    *scanned = buffer.len();
                    return None;
                }
                Inside::Until(mark) => match memmem::find(rest, mark) {
                    Some(at) => {
                        self.inside = Inside::Content;
                        Step::Skip(at + mark.len())
                    }
                    None => {
                        *scanned += (rest.len() + 1).saturating_sub(mark.len());
                        return None;
                    }
                },
                Inside::Content if self.depth > 0 && !rest.starts_with(b"<") => {
                    Step::Skip(memchr(b'<', rest).unwrap_or(rest.len()))
                }
                Inside::Content if rest.len() < LOOK_AHEAD_BYTES && !ended => Step::NeedMore,
                Inside::Content if rest.starts_with(b"<") => self.markup(rest),
                Inside::Content => match self.between_roots(rest) {
                    Ok(step) => step,
                    Err(separator) => return Some((*scanned, *scanned + separator)),
                },
            };
            match step {
                Step::Skip(0) | Step::NeedMore => return None,
                Step::Skip(bytes) => *scanned += bytes,
                Step::Open(bytes, mark) => {
                    *scanned += bytes;
                    self.inside = Inside::Until(mark);
                }
                Step::Cut => return Some((*scanned, *scanned)),
                Step::Strange => self.inside = Inside::Rest,
            }
        }
    }

    /// Bytes that are no markup, before, between and behind root elements; or the length of a separator behind one.
    fn between_roots(&mut self, rest: &[u8]) -> Result<Step, usize> {
        let ends = self.root == Some(Root::Document) && !self.is_damaged;
        match rest {
            [] => Ok(Step::NeedMore),
            // A page end is no white space of XML.
            [b' ' | b'\t' | b'\r' | b'\n', ..] => {
                Ok(Step::Skip(rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count()))
            }
            [0xEF, 0xBB, 0xBF, ..] if self.is_at_start => Ok(Step::Skip(3)),
            [0 | END_OF_TEXT | b'$', ..] if ends => Err(1),
            [START_OF_TEXT, ..] | [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] if ends => Err(0),
            _ => {
                self.is_damaged = true;
                Ok(Step::Skip(memchr(b'<', rest).unwrap_or(rest.len())))
            }
        }
    }

    fn markup(&mut self, rest: &[u8]) -> Step {
        let is_at_start = std::mem::replace(&mut self.is_at_start, false);
        self.is_declared |= is_at_start && is_declaration(rest);
        match rest {
            [b'<', b'!', b'-', b'-', ..] => Step::Open(4, b"-->"),
            [b'<', b'?', ..] if !is_at_start && is_declaration(rest) && self.ends_at_declaration() => Step::Cut,
            [b'<', b'?', ..] => Step::Open(2, b"?>"),
            [b'<', b'!', ..] if rest.starts_with(CHARACTER_DATA) && self.depth > 0 => Step::Open(CHARACTER_DATA.len(), b"]]>"),
            [b'<', b'/', ..] => self.end_tag(rest),
            [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'_' | b':' | 0x80.., ..] => self.start_tag(rest),
            _ => Step::Strange,
        }
    }

    /// A declaration stands at the start of a document: what came before it has ended, or was cut off. A header goes with what follows it, and an envelope that has no declaration
    /// itself with the document in it, which has one.
    fn ends_at_declaration(&self) -> bool {
        let is_cut_off = self.depth > 0 && self.is_declared;
        let has_ended = self.depth == 0 && self.root == Some(Root::Document);
        is_cut_off || has_ended || self.is_damaged
    }

    fn start_tag(&mut self, rest: &[u8]) -> Step {
        let end = match self.tag_end(rest) {
            Ok(end) => end,
            Err(step) => return step,
        };
        if self.depth == 0 && self.root == Some(Root::Document) && !self.is_damaged {
            if !self.is_other_encoding {
                return Step::Cut;
            }
            self.is_damaged = true;
        }
        let tag = rest.get(1..end).unwrap_or_default();
        if self.depth == 0 {
            let is_second_header = self.root == Some(Root::Header) && is_header(tag) && !self.is_damaged;
            if is_second_header {
                return Step::Cut;
            }
            self.root = Some(if is_header(tag) { Root::Header } else { Root::Document });
        }
        self.depth += u32::from(tag.last() != Some(&b'/'));
        Step::Skip(end + 1)
    }

    fn end_tag(&mut self, rest: &[u8]) -> Step {
        match self.tag_end(rest) {
            Ok(end) => {
                self.is_damaged |= self.depth == 0;
                self.depth = self.depth.saturating_sub(1);
                Step::Skip(end + 1)
            }
            Err(step) => step,
        }
    }

    /// Where the tag at the start of `rest` is closed. A `>` in quotes closes nothing. A tag that another one follows was cut off.
    fn tag_end(&mut self, rest: &[u8]) -> Result<usize, Step> {
        let mut quote = None;
        for (at, byte) in rest.iter().enumerate().take(TAG_BYTES_MAX).skip(1) {
            match (byte, quote) {
                (b'<', Some(_)) => return Err(Step::Strange),
                (b'<', None) => {
                    self.is_damaged = true;
                    return Err(Step::Skip(at));
                }
                (b'>', None) => return Ok(at),
                (b'"' | b'\'', None) => quote = Some(*byte),
                (byte, Some(open)) if *byte == open => quote = None,
                _ => {}
            }
        }
        Err(if rest.len() < TAG_BYTES_MAX { Step::NeedMore } else { Step::Strange })
    }
}

/// Whether this is the start tag of a business application header.
fn is_header(tag: &[u8]) -> bool {
    let name = tag.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').next().unwrap_or_default();
    name.rsplit(|byte| *byte == b':').next() == Some(b"AppHdr")
}

fn is_declaration(rest: &[u8]) -> bool {
    rest.strip_prefix(b"<?xml").and_then(<[u8]>::first).is_some_and(u8::is_ascii_whitespace)
}

fn names_other_encoding(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let declaration = text.split(|byte| *byte == b'>').next().filter(|_| is_declaration(text)).unwrap_or_default();
    memmem::find(declaration, b"encoding").is_some() && memmem::find(&declaration.to_ascii_lowercase(), b"utf-8").is_none()
}

const CHARACTER_DATA: &[u8] = b"<![CDATA[";

/// The longest mark that must be told from others.
const LOOK_AHEAD_BYTES: usize = CHARACTER_DATA.len();

/// No start tag of a message is longer. All that is read of a longer one goes on to the end of the input, where it is a doubt.
pub(super) const TAG_BYTES_MAX: usize = 64 * 1024;
