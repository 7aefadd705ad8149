//! A text to tokens: tags, characters between them, references, comments and declarations. Every byte is in one of them, up to where the text is broken, but for white space
//! between two tags.
//!
//! Tags and characters, nearly all of any message, are told apart here, just as quick-xml does, which a test compares. Whatever begins with `<!` or `<?` quick-xml reads itself.

use super::gather::is_white;
use crate::message::DefectCode;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Token {
    /// Characters between tags; white space alone where `is_blank` is set. Where they begin with `&`, it stands alone.
    Text {
        /// Nothing but white space.
        is_blank: bool,
    },
    /// A reference with its `&` and `;`.
    Reference,
    /// A start tag, and where its name ends.
    Start(usize),
    /// A tag of an element without content, and where its name ends.
    Empty(usize),
    /// An end tag. It has the name of its start tag.
    End,
    /// A CDATA section.
    CData,
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
    /// An XML declaration.
    Declaration,
    /// A document type declaration.
    Doctype,
    /// The end of the text.
    EndOfText,
}

/// Where a text is broken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Broken {
    pub(super) code: DefectCode,
    /// More text may mend it.
    pub(super) is_open: bool,
}

/// The tokens of a text, one after the other.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    is_behind_tag: bool,
    /// Names of the elements whose end tags have not come yet, as their tags have them.
    open: Vec<&'a str>,
}

impl<'a> Tokens<'a> {
    /// Those of `text`, in which elements of these names are open from the beginning.
    pub(super) fn new(text: &'a str, open: Vec<&'a str>) -> Tokens<'a> {
        Tokens { text, at: 0, is_behind_tag: false, open }
    }

    /// Where the next token begins.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The next token and where it stands.
    pub(super) fn next(&mut self) -> Result<(Token, Range<usize>), Broken> {
        let mut rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if self.is_behind_tag
            && let tag @ [b'<', ..] = without_white(rest)
        {
            self.at += rest.len() - tag.len();
            rest = tag;
        }
        let (token, length) = match rest {
            [] => (Token::EndOfText, 0),
            [b'<', b'/', ..] => self.end_tag(rest)?,
            [b'<', b'!' | b'?', ..] => self.other_markup()?,
            [b'<', ..] => self.start_tag(rest)?,
            [b'&', ..] => reference(rest),
            _ => characters(rest),
        };
        self.is_behind_tag = matches!(token, Token::Start(_) | Token::Empty(_) | Token::End);
        let start = self.at;
        self.at += length;
        Ok((token, start..self.at))
    }

    fn start_tag(&mut self, rest: &[u8]) -> Result<(Token, usize), Broken> {
        let tag = Tag::of(rest)?;
        let content = rest.get(1..tag.end).unwrap_or_default();
        let (is_empty, length) = match content {
            [content @ .., b'/'] => (true, content.len()),
            _ => (false, content.len()),
        };
        let name_end = self.at + 1 + tag.name_length.min(length);
        if is_empty {
            return Ok((Token::Empty(name_end), tag.end + 1));
        }
        self.open.push(self.text.get(self.at + 1..name_end).unwrap_or_default());
        Ok((Token::Start(name_end), tag.end + 1))
    }

    fn end_tag(&mut self, rest: &[u8]) -> Result<(Token, usize), Broken> {
        let tag = Tag::of(rest)?;
        let expected = self.open.pop().ok_or(Broken::MALFORMED)?.as_bytes();
        let mut name = rest.get(2..tag.end).unwrap_or_default();
        while let [before @ .., last] = name
            && is_white(*last)
        {
            name = before;
        }
        if name == expected { Ok((Token::End, tag.end + 1)) } else { Err(Broken::MALFORMED) }
    }

    /// What quick-xml makes of it.
    #[cold]
    fn other_markup(&self) -> Result<(Token, usize), Broken> {
        let mut events = quick_xml::Reader::from_str(self.text.get(self.at..).unwrap_or_default());
        let token = match events.read_event().map_err(|error| Broken::by(&error))? {
            Event::CData(_) => Token::CData,
            Event::Comment(_) => Token::Comment,
            Event::PI(_) => Token::Instruction,
            Event::Decl(_) => Token::Declaration,
            Event::DocType(_) => Token::Doctype,
            _ => return Err(Broken::MALFORMED),
        };
        Ok((token, usize::try_from(events.buffer_position()).map_err(|_| Broken::MALFORMED)?))
    }
}

fn reference(rest: &[u8]) -> (Token, usize) {
    let alone = Token::Text { is_blank: false };
    let end = rest.get(1..).and_then(|behind| memchr::memchr3(b';', b'&', b'<', behind)).map(|end| end + 1);
    match end.map(|end| (end, rest.get(end))) {
        Some((end, Some(b';'))) => (Token::Reference, end + 1),
        Some((end, _)) => (alone, end),
        None => (alone, rest.len()),
    }
}

fn characters(rest: &[u8]) -> (Token, usize) {
    let behind = without_white(rest);
    if matches!(behind, [] | [b'<' | b'&', ..]) {
        return (Token::Text { is_blank: true }, rest.len() - behind.len());
    }
    let length = memchr::memchr2(b'<', b'&', behind).unwrap_or(behind.len());
    (Token::Text { is_blank: false }, rest.len() - behind.len() + length)
}

/// What stands behind the white space at the beginning. Most of it is indentation, some blanks at once.
fn without_white(mut bytes: &[u8]) -> &[u8] {
    while let [first, behind @ ..] = bytes
        && is_white(*first)
    {
        bytes = behind.strip_prefix(b"    ").unwrap_or(behind);
    }
    bytes
}

/// The inside of a tag.
struct Tag {
    /// From the opening bracket to the closing one.
    end: usize,
    /// Up to the first white space.
    name_length: usize,
}

impl Tag {
    /// The tag at the beginning of `bytes`.
    fn of(bytes: &[u8]) -> Result<Tag, Broken> {
        let name_end = bytes.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b'>'));
        match name_end {
            Some(end) if bytes.get(end) == Some(&b'>') => Ok(Tag { end, name_length: end.saturating_sub(1) }),
            Some(name_end) => Tag::with_more(bytes, name_end).ok_or(Broken::UNCLOSED),
            None => Err(Broken::UNCLOSED),
        }
    }

    /// One with attributes, or quotes in its name. A bracket in quotes does not end it.
    #[inline(never)]
    fn with_more(bytes: &[u8], mut at: usize) -> Option<Tag> {
        loop {
            at += memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
            match bytes.get(at)? {
                b'>' => break,
                quote => at += 1 + memchr::memchr(*quote, bytes.get(at + 1..)?)? + 1,
            }
        }
        let content = bytes.get(1..at)?;
        Some(Tag { end: at, name_length: content.iter().position(|byte| is_white(*byte)).unwrap_or(content.len()) })
    }
}

impl Broken {
    const MALFORMED: Broken = Broken { code: DefectCode::Malformed, is_open: false };
    const UNCLOSED: Broken = Broken { code: DefectCode::Unclosed, is_open: true };

    fn by(error: &Error) -> Broken {
        match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => Broken { is_open: true, ..Broken::MALFORMED },
            Error::Syntax(_) => Broken::UNCLOSED,
            _ => Broken::MALFORMED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<(Token, Range<usize>)> {
        let mut tokens = Tokens::new(text, Vec::new());
        let mut told = Vec::new();
        while let Ok((token, range)) = tokens.next() {
            told.push((token, range));
            if token == Token::EndOfText {
                break;
            }
        }
        told
    }

    /// The same by quick-xml alone.
    fn told_by_quick_xml(text: &str) -> Vec<(Token, Range<usize>)> {
        let mut events = quick_xml::Reader::from_str(text);
        events.config_mut().allow_dangling_amp = true;
        let position = |events: &quick_xml::Reader<&[u8]>| usize::try_from(events.buffer_position()).unwrap();
        let mut told = Vec::new();
        loop {
            let start = position(&events);
            let Ok(event) = events.read_event() else { return told };
            let range = start..position(&events);
            let token = match &event {
                Event::Text(_) => Token::Text { is_blank: text.as_bytes()[range.clone()].iter().all(|byte| is_white(*byte)) },
                Event::GeneralRef(_) => Token::Reference,
                Event::Start(tag) => Token::Start(start + 1 + tag.name().as_ref().len()),
                Event::Empty(tag) => Token::Empty(start + 1 + tag.name().as_ref().len()),
                Event::End(_) => Token::End,
                Event::CData(_) => Token::CData,
                Event::Comment(_) => Token::Comment,
                Event::PI(_) => Token::Instruction,
                Event::Decl(_) => Token::Declaration,
                Event::DocType(_) => Token::Doctype,
                Event::Eof => Token::EndOfText,
            };
            let is_behind_tag =
                told.last().is_some_and(|(last, _)| matches!(last, Token::Start(_) | Token::Empty(_) | Token::End));
            let is_between_tags = is_behind_tag && text.as_bytes().get(range.end) == Some(&b'<');
            if !(token == Token::Text { is_blank: true } && is_between_tags) {
                told.push((token, range));
            }
            if event == Event::Eof {
                return told;
            }
        }
    }

    fn check(text: &str) {
        assert_eq!(told(text), told_by_quick_xml(text), "{text:?}");
    }

    #[test]
    fn tokens_are_those_of_quick_xml() {
        for text in [
            "",
            "<",
            "</",
            "<a",
            "<a/",
            "<>x</>",
            "<a>",
            "<a></a>x",
            "<a></a></a>",
            "<a></b>",
            "<a></a \t\r\n>",
            "<a></ a>",
            "<a/>",
            "<a//>",
            "</a/>",
            "<a/ >",
            "<a / >",
            "<a b='>' c=\">'/>\"/>",
            "<a b='></a>",
            "<a' x'></a'></a' '>",
            "<a\"b c\"d e/><a'/'>",
            "<a></a b='>'>",
            "< a></ a>",
            " \n<a> \t x &amp; y & z&&#65;;&<b/>& </a> ",
            "&",
            "&;",
            "&a",
            " &",
            "<!-- > --><![CDATA[ ]] > ]]><?xml version='1.0'?><?x ?><??><!DOCTYPE a [<!ENTITY b '>'>]><!doctype a>",
            "<!",
            "<!-",
            "<!-->",
            "<![CDATA[",
            "<!DOCTYPE>",
            "<?",
            "<?>",
            "<?x>",
            "é<é>é</é>\u{A0}\u{85}",
        ] {
            check(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn any_tokens_are_those_of_quick_xml(text in "([<>/&;!?'\" \n=ab-]|<a>|</a>|<b x='|\\]\\]>|<!--|-->|<!\\[CDATA\\[|é){0,40}") {
            check(&text);
        }
    }
}
