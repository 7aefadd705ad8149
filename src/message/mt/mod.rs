//! SWIFT FIN to [`Message`]: first an ordered list of everything that stands in the frame, then what each piece means.
//!
//! In: the bytes of one frame, with or without headers, whole or damaged. Out: elements that hold every byte but syntax, and what was wrong. Syntax is: braces,
//! block ids, end marks, known tag names, field tags, colons around qualifiers, slashes in front of accounts and around code words, numbers of subfields and of lines of
//! option F, the code letter of a terminal, white space at the ends of lines, and the marks of batch files around the message (`$`, NUL, 01, 03).
//! Not done: nothing is validated for its own sake. A rule of the network is looked at where breaking it could make two readers read two messages.

mod blocks;
mod body;
mod details;
mod fields;
mod fixed;
mod header;
mod narrative;
mod party;
mod sequence;
mod slice;
mod writer;

use super::{DefectCode, Kind, Message, Path, Role};
use blocks::{Block, Part, TextBlock, TextEnd, is_mark};
use body::Body;
use header::Application;
use slice::Slice;
use writer::Writer;

/// Takes a FIN message apart, whatever is in it.
pub(super) fn read(bytes: &[u8]) -> Message<'_> {
    let parts = blocks::split(Slice::whole(bytes));
    let headers = Headers::of(&parts);
    let mut writer = Writer::new(bytes);
    let mut reader = Reader { body: Body::new(&headers), headers, seen: Vec::with_capacity(parts.len()), is_text_read: false };
    let last = parts.len();
    for (index, part) in parts.into_iter().enumerate() {
        reader.write(&mut writer, part, index > 0, index + 1 == last);
    }
    reader.finish(&mut writer);
    writer.finish()
}

/// What the headers say, looked up before anything is written: the meaning of block 1 depends on block 2, that of the fields on both and on block 3.
struct Headers<'a> {
    /// Block 1 of the message itself is there.
    has_basic: bool,
    application: Option<Application<'a>>,
    /// `{3:{119:...}}`
    validation: Option<&'a str>,
    /// Application and service of a message between a terminal and the network, an acknowledgement that nothing stands behind among them: `F21`, `L02`.
    service: Option<&'a str>,
}

impl<'a> Headers<'a> {
    fn of(parts: &[Part<'a>]) -> Headers<'a> {
        let blocks = || parts.iter().filter_map(|part| if let Part::Block(block) = part { Some(block) } else { None });
        let is_basic = |block: &&Block<'a>| block.id.bytes == b"1";
        let has_basic = blocks().filter(is_basic).any(|block| !blocks::is_acknowledgement(block.content));
        let first = |id: &[u8]| blocks().find(|block| block.id.bytes == id);
        let application = first(b"2").and_then(|block| header::application(block.content));
        Headers {
            has_basic,
            application,
            validation: first(b"3").and_then(|block| validation(block.content)),
            service: blocks().find(is_basic).and_then(|block| service(block.content)).filter(|_| application.is_none()),
        }
    }

    /// Whom the terminal in block 1 belongs to.
    fn terminal_role(&self) -> Role {
        match self.application {
            Some(Application { is_output: false, .. }) => Role::Sender,
            Some(Application { is_output: true, .. }) => Role::Receiver,
            None => Role::Header,
        }
    }
}

/// Application and service, where the service is not that of messages between users.
fn service(block_1: Slice<'_>) -> Option<&str> {
    match block_1.first(3).bytes {
        [b'A' | b'F' | b'L', b'0', b'1'] => None,
        [b'A' | b'F' | b'L', b'0'..=b'9', b'0'..=b'9'] => Some(block_1.first(3).as_str()),
        _ => None,
    }
}

/// Tag 119: the variant of the message type.
fn validation(block_3: Slice<'_>) -> Option<&str> {
    let mut rest = block_3;
    loop {
        let (name, content) = blocks::opening(rest).or_else(|| blocks::opening(rest.skip(blocks::next_opening(rest))))?;
        let (value, _, behind) = blocks::braced(content);
        if name.bytes == b"119" {
            return Some(value.as_str());
        }
        rest = behind;
    }
}

struct Reader<'a> {
    headers: Headers<'a>,
    body: Body,
    /// Ids of the blocks of this message so far.
    seen: Vec<&'a [u8]>,
    is_text_read: bool,
}

impl<'a> Reader<'a> {
    fn write(&mut self, writer: &mut Writer<'a>, part: Part<'a>, is_behind: bool, is_last: bool) {
        match part {
            Part::Outside(text) => {
                let is_end = is_last && text.bytes.iter().all(|byte| *byte == b'}' || is_mark(*byte));
                let code = match is_behind {
                    true if is_end => DefectCode::SecondEnd,
                    true if !is_last => DefectCode::BadBlock,
                    _ => DefectCode::TextOutside,
                };
                write_outside(writer, text, code);
            }
            Part::Block(block) => self.write_block(writer, &block, is_last),
            Part::Text(text) => self.write_text(writer, &text),
        }
    }

    fn write_block(&mut self, writer: &mut Writer<'a>, block: &Block<'a>, is_last: bool) {
        let is_acknowledgement = block.id.bytes == b"1" && blocks::is_acknowledgement(block.content);
        if block.id.bytes == b"1" {
            self.seen.clear();
        }
        self.check_id(writer, block);
        if !block.is_closed {
            let is_trailer = is_last && matches!(block.id.bytes, b"5" | b"S");
            writer.defect(if is_trailer { DefectCode::NoBlockEnd } else { DefectCode::BadBlock }, block.id);
        }
        match block.id.bytes {
            b"1" if is_acknowledgement => header::write_block_1(writer, block, Role::Header),
            b"1" => header::write_block_1(writer, block, self.headers.terminal_role()),
            b"2" => header::write_block_2(writer, block),
            b"4" => {
                let body = &mut self.body;
                self.is_text_read |= body.is_system() || self.headers.service.is_some();
                header::write_tags(writer, block, |writer, text| {
                    writer.defect(DefectCode::BadBlock, text);
                    body.write(writer, text, false);
                });
            }
            b"3" | b"5" | b"S" => {
                header::write_tags(writer, block, |writer, text| write_outside(writer, text, DefectCode::BadBlock))
            }
            _ => {
                let place = writer.place(Path::Block(block.id.as_str(), None), Role::Unmapped);
                writer.write(place, Kind::FreeText, block.id);
                header::write_tags(writer, block, |writer, text| {
                    let place = writer.place(Path::Block(block.id.as_str(), None), Role::Unmapped);
                    text.lines().for_each(|line| writer.write(place, Kind::FreeText, line.trim()));
                });
            }
        }
    }

    /// A block that SWIFT does not have, or has once, is read by some and left out by others.
    fn check_id(&mut self, writer: &mut Writer<'a>, block: &Block<'a>) {
        let id = block.id;
        let is_second = self.seen.contains(&id.bytes);
        if is_second && id.bytes == b"5" && block.content.trim().is_empty() {
            writer.defect(DefectCode::SecondEnd, id);
        } else if !blocks::is_block_id(id) || is_second {
            writer.defect(DefectCode::BadBlock, id);
        } else {
            self.seen.push(id.bytes);
        }
    }

    fn write_text(&mut self, writer: &mut Writer<'a>, text: &TextBlock<'a>) {
        if text.end == TextEnd::Missing {
            writer.defect(DefectCode::NoBlockEnd, text.content.skip(text.content.bytes.len()));
        }
        let fields_of_service = self.headers.service.map(|_| text.content.first(1));
        if let Some(strange) = fields_of_service.or_else(|| foreign_brace(text.content)) {
            writer.defect(DefectCode::BadBlock, strange);
        } else if let Some(at) = memchr::memchr(b'}', text.content.bytes) {
            // No character set of SWIFT has it, and it ends nothing.
            writer.defect(DefectCode::NotSwiftCharacters, text.content.skip(at).first(1));
        }
        self.is_text_read |= self.body.write(writer, text.content, text.end == TextEnd::Bare);
    }

    fn finish(self, writer: &mut Writer<'a>) {
        let is_known = self.headers.has_basic && self.headers.application.is_some();
        let whole = Slice::whole(&[]);
        if !is_known && self.headers.service.is_none() {
            let code = if self.body.is_bare_statement() { DefectCode::BareStatement } else { DefectCode::NoHeader };
            writer.defect(code, whole);
        }
        if self.headers.application.is_some() && !self.body.is_known() {
            writer.defect(DefectCode::UnknownType, whole);
        }
        if !self.is_text_read {
            writer.defect(DefectCode::NoTextBlock, whole);
        }
        self.body.finish(writer);
    }
}

/// Text where none belongs.
fn write_outside<'a>(writer: &mut Writer<'a>, text: Slice<'a>, code: DefectCode) {
    let text = text.trim_matches(is_mark);
    if text.is_empty() {
        return;
    }
    writer.defect(code, text);
    let place = writer.place(Path::Outside, Role::Unmapped);
    text.lines().for_each(|line| writer.write(place, Kind::FreeText, line.trim()));
}

/// A brace in the fields that others may take for the end of the block or the start of another.
fn foreign_brace(content: Slice<'_>) -> Option<Slice<'_>> {
    let opens = |at: usize| blocks::opening(content.skip(at)).is_some_and(|(id, _)| blocks::is_block_id(id));
    let ends = |at: usize| content.first(at).bytes.ends_with(b"-");
    let is_foreign = |at: &usize| if content.skip(*at).bytes.starts_with(b"}") { ends(*at) } else { opens(*at) };
    let at = memchr::memchr2_iter(b'{', b'}', content.bytes).find(is_foreign)?;
    Some(content.skip(at).first(1))
}

#[cfg(test)]
mod tests;
