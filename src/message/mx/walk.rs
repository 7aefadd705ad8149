//! Tokens to elements: one walk over the tokens of a text, with a stack of what is open, and the limits on it. What goes beyond one is not taken apart, but read as plain text.

use super::markup::{find_control, is_plain_declaration};
use super::reader::{Mode, Reader, Rest};
use super::tokens::{Token, Tokens};
use crate::message::{Defect, DefectCode, disguise};
use std::ops::Range;

/// Why the walk over the tokens ends before the end of the text.
#[derive(Debug)]
struct Stop {
    code: DefectCode,
    /// Where the text begins that cannot be taken apart.
    at: usize,
    /// More text may mend it.
    is_open: bool,
}

/// How far a text was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Progress {
    /// To the end of the frame, or as far as it can be taken apart.
    End,
    /// To the end of a transaction, here.
    Until(usize),
    /// Not far enough: more of the frame has to be read at a time.
    NeedsMore,
}

/// What a walk that looks at no meaning came to.
enum Skipped {
    /// The end tag, which stands here.
    To(Range<usize>),
    /// The end of the text.
    ToEnd,
}

impl<'a> Reader<'a> {
    /// Reads to the first end of a transaction at `target` or behind it, or to the end, which is that of the frame where `is_last` is set.
    pub(super) fn read_until(&mut self, target: usize, is_last: bool) -> Progress {
        let mut tokens = Tokens::new(self.text, self.open.iter().map(|open| open.tag).collect());
        let progress = loop {
            match self.token(&mut tokens) {
                Ok(true) if self.part_began < target.max(1) => {}
                Ok(true) => break Progress::Until(self.part_began),
                Ok(false) if is_last => break Progress::End,
                Ok(false) => return Progress::NeedsMore,
                Err(stop) => {
                    let goes_on = self.text.len() > self.part_end;
                    let has_piece = is_last || self.text.len() - stop.at >= PIECE_BYTES_MAX;
                    if !is_last && (stop.is_open && !goes_on || !has_piece) {
                        return Progress::NeedsMore;
                    }
                    let code = if stop.is_open && goes_on { DefectCode::TooLong } else { stop.code };
                    self.stop(code, stop.at);
                    break Progress::End;
                }
            }
        };
        let read = match progress {
            Progress::Until(end) => end,
            Progress::End | Progress::NeedsMore => self.text.len(),
        };
        if let Some(at) = disguise::find_misleading(self.slice(0..read).as_bytes()).filter(|_| !self.has_misleading) {
            self.has_misleading = true;
            self.put_first(DefectCode::MisleadingCharacter, at..at + 1);
        }
        if let Some(at) = find_control(self.slice(0..read)).filter(|_| !self.has_control) {
            self.has_control = true;
            self.put_first(DefectCode::ControlCharacter, at..at + 1);
        }
        progress
    }

    /// Takes the next token; false at the end.
    fn token(&mut self, tokens: &mut Tokens<'a>) -> Result<bool, Stop> {
        let (token, range) = self.next(tokens, None)?;
        let (start, end) = (range.start, range.end);
        self.token_end = end;
        if self.is_full() && !matches!(token, Token::End | Token::EndOfText | Token::Text { is_blank: true }) {
            self.too_many(tokens, start..end, matches!(token, Token::Start(_)))?;
            return Ok(true);
        }
        match token {
            Token::Text { is_blank } => self.characters(range, is_blank),
            Token::End => self.end(),
            Token::Start(_) if self.open.len() >= DEPTH_MAX => self.too_deep(tokens, start)?,
            Token::Empty(_) if self.open.len() >= DEPTH_MAX => self.whole(range),
            Token::Start(name_end) => {
                self.start(start + 1..name_end, end - 1);
                if self.mode == Mode::Survey && self.transaction.is_some() {
                    return self.pass_over(tokens);
                }
            }
            Token::Empty(name_end) => {
                self.start(start + 1..name_end, end - "/>".len());
                self.end();
            }
            Token::Reference => self.reference(range),
            Token::CData => self.gather.plain(start + "<![CDATA[".len()..end - "]]>".len()),
            Token::Comment => self.comment(start + "<!--".len()..end - "-->".len()),
            Token::Instruction => self.hidden(start + "<?".len()..end - "?>".len()),
            Token::Declaration => self.declaration(start + "<?".len()..end - "?>".len()),
            Token::Doctype => self.doctype(start + "<!DOCTYPE".len()..end - ">".len()),
            Token::EndOfText => return Ok(false),
        }
        Ok(true)
    }

    /// The next token, within the limits that end the reading wherever they are met: then it is read no further than to `from`, or else to the token itself.
    fn next(&self, tokens: &mut Tokens<'a>, from: Option<usize>) -> Result<(Token, Range<usize>), Stop> {
        let next = tokens.next();
        let at = |start: usize| from.unwrap_or(start);
        let (token, range) =
            next.map_err(|broken| Stop { code: broken.code, at: at(tokens.position()), is_open: broken.is_open })?;
        let is_long_name = matches!(token, Token::Start(name_end) if name_end - range.start > OPEN_NAME_BYTES_MAX + 1);
        match (range.end > self.part_end, is_long_name) {
            (true, _) => Err(Stop { code: DefectCode::TooLong, at: at(range.start), is_open: false }),
            (false, true) => Err(Stop { code: DefectCode::TagTooLong, at: at(range.start), is_open: false }),
            (false, false) => Ok((token, range)),
        }
    }

    /// Goes on over tokens without a look at what they mean, until so many elements are open as at first, less those above `until`. `deep` is an element that stands too deep.
    fn skip(
        &self,
        tokens: &mut Tokens<'a>,
        mut open: usize,
        until: usize,
        mut deep: Option<(usize, usize)>,
    ) -> Result<Skipped, Stop> {
        loop {
            let from = deep.map(|(start, _)| start);
            let (token, range) = self.next(tokens, from)?;
            match token {
                Token::Start(_) => {
                    deep = deep.or((open >= DEPTH_MAX).then_some((range.start, open)));
                    open += 1;
                }
                Token::End => {
                    open = open.saturating_sub(1);
                    deep = deep.filter(|(_, depth)| *depth != open);
                    if open == until {
                        return Ok(Skipped::To(range));
                    }
                }
                Token::EndOfText => match from {
                    Some(at) => return Err(Stop { code: DefectCode::Unclosed, at, is_open: true }),
                    None => return Ok(Skipped::ToEnd),
                },
                _ => {}
            }
        }
    }

    /// Passes over the rest of a transaction; false at the end of the text.
    fn pass_over(&mut self, tokens: &mut Tokens<'a>) -> Result<bool, Stop> {
        let open = self.open.len();
        self.flush(false);
        let Skipped::To(tag) = self.skip(tokens, open, open - 1, None)? else { return Ok(false) };
        self.token_end = tag.end;
        self.close();
        Ok(true)
    }

    /// Everything from a start tag to its end tag, as one text: it stands deeper than any real message goes.
    fn too_deep(&mut self, tokens: &mut Tokens<'a>, start: usize) -> Result<(), Stop> {
        let open = self.open.len();
        if let Skipped::To(tag) = self.skip(tokens, open + 1, open, Some((start, open)))? {
            self.whole(start..tag.end);
        }
        Ok(())
    }

    fn whole(&mut self, range: Range<usize>) {
        self.flush(true);
        self.defect(DefectCode::TooDeep, range.clone());
        self.aside(range);
    }

    /// Whether the transaction that is open, or what stands between two, has as many elements as may be.
    fn is_full(&self) -> bool {
        let from = self.transaction.as_ref().map_or(self.part_from, |transaction| transaction.elements_from);
        self.message.elements.len() + self.held.len() - from >= ELEMENTS_MAX
    }

    /// The rest of a transaction as one text; outside of transactions that of the document.
    fn too_many(&mut self, tokens: &mut Tokens<'a>, token: Range<usize>, opens: bool) -> Result<(), Stop> {
        let open = self.open.len();
        let Some(depth) = self.transaction.as_ref().map(|transaction| transaction.depth) else {
            return Err(Stop { code: DefectCode::TooManyElements, at: token.start, is_open: false });
        };
        let deep = (opens && open >= DEPTH_MAX).then_some((token.start, open));
        let skipped = self.skip(tokens, open + usize::from(opens), depth, deep);
        let end = match &skipped {
            Ok(Skipped::To(tag)) => tag.start,
            Ok(Skipped::ToEnd) => self.text.len(),
            Err(stop) => stop.at,
        };
        self.flush(true);
        self.defect(DefectCode::TooManyElements, token.start..end);
        self.aside(token.start..end);
        if let Skipped::To(tag) = skipped? {
            self.token_end = tag.end;
            while self.open.len() > depth {
                self.close();
            }
        }
        Ok(())
    }

    /// Reads the rest as plain text. What was read so far stands.
    fn stop(&mut self, code: DefectCode, at: usize) {
        self.token_end = at;
        self.close_all();
        let end = char_boundary(self.text, self.text.len().min(at.saturating_add(PIECE_BYTES_MAX)));
        self.rest = Some(Rest { remainder_at: end, defect: self.message.defects.len() });
        self.message.defects.push(Defect::new(code, self.span(at..self.text.len())));
        self.aside(at..end);
    }

    fn comment(&mut self, range: Range<usize>) {
        if self.slice(range.clone()).contains("--") {
            self.defect(DefectCode::Malformed, range.clone());
        }
        self.hidden(range);
    }

    fn declaration(&mut self, range: Range<usize>) {
        if !is_plain_declaration(self.slice(range.clone())) {
            self.hidden(range);
        }
    }

    fn doctype(&mut self, range: Range<usize>) {
        self.defect(DefectCode::Doctype, range.clone());
        self.aside(range);
    }
}

/// The last place up to `at` where no character is cut.
pub(super) fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// Deepest nesting that is taken apart. The identification of a party in the transaction of a statement's entry stands about 20 steps deep; three times that leaves room for
/// envelopes and supplementary data.
pub(super) const DEPTH_MAX: usize = 64;

/// Most elements of one transaction, or of what stands between two: a pacs.008 has some sixty, the longest transaction of a statement some hundreds, and a message without
/// transactions (a billing statement, a list of accounts) as long as [`PART_BYTES_MAX`] allows about so many.
pub(super) const ELEMENTS_MAX: usize = 256 * 1024;

/// Longest transaction, or text between two, or message without any, in bytes. It has to be in memory at once. Transactions with the text of invoices or reports in them
/// reach some hundred kilobytes.
pub(super) const PART_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Longest piece of what cannot be taken apart that is one element: any single message as a whole.
pub(super) const PIECE_BYTES_MAX: usize = 1024 * 1024;

/// Longest name of an element that stays open, in bytes: names of open elements are kept from window to window. None in use has more than 46.
pub(super) const OPEN_NAME_BYTES_MAX: usize = 4096;
