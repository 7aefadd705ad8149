//! A long document to messages, a window of it at a time. In: a frame. Out: one message after the other, each from behind the end of a transaction to the end of another one,
//! so that no transaction is ever cut; the same elements, paths and defects as in one piece. Memory: one window, and what is open between two.

use super::encoding::{Encoding, Found};
use super::identity::Identity;
use super::in_frame;
use super::layer::{Numbers, Origin};
use super::open::{Declared, Open};
use super::reader::{DefectCounts, Mode, Namespace, Reader};
use super::tags::{Actor, Root};
use super::transcoded::Source;
use super::units::{OpenGroups, Units};
use super::walk::{PART_BYTES_MAX, PIECE_BYTES_MAX, Progress};
use crate::frame::{Frame, Unreadable};
use crate::message::roles::mx::Definition;
use crate::message::{Defect, Element, Kind, Message, Path, Role, Text, cut_short, offset};
use std::ops::Range;

/// The windows of a document.
pub(in crate::message) struct Windows<'f> {
    frame: &'f Frame,
    encoding: Encoding,
    /// Those of the encoding that were not handed out yet.
    defects: Vec<Defect>,
    mode: Mode,
    /// So much is read before the end of a transaction is looked for.
    window_bytes: usize,
    at: usize,
    state: State,
    /// The last message, emptied: the next one takes its room.
    room: Message<'static>,
}

enum State {
    Begins,
    GoesOn(Box<Checkpoint>),
    Ended,
}

impl<'f> Windows<'f> {
    /// Over all transactions of a batch.
    pub(in crate::message) fn of_units(frame: &'f Frame, window_bytes: usize) -> Result<Windows<'f>, Unreadable> {
        Windows::new(frame, window_bytes, Mode::Units)
    }

    /// Over what stands outside of them.
    pub(in crate::message) fn of_survey(frame: &'f Frame, window_bytes: usize) -> Result<Windows<'f>, Unreadable> {
        Windows::new(frame, window_bytes, Mode::Survey)
    }

    /// One window, with everything.
    pub(in crate::message) fn of_whole(frame: &'f Frame) -> Result<Windows<'f>, Unreadable> {
        Windows::new(frame, PART_BYTES_MAX, Mode::Whole)
    }

    fn new(frame: &'f Frame, window_bytes: usize, mode: Mode) -> Result<Windows<'f>, Unreadable> {
        let found = Found::of(frame.bytes_kept(), |range| frame.slice(range))?;
        Ok(Windows {
            frame,
            encoding: found.encoding,
            defects: found.defects,
            mode,
            window_bytes,
            at: found.at,
            state: State::Begins,
            room: Message::default(),
        })
    }

    /// Hands the next message to `take`; false when there was none.
    pub(in crate::message) fn next(&mut self, take: &mut dyn FnMut(&Message<'_>)) -> Result<bool, Unreadable> {
        let state = std::mem::replace(&mut self.state, State::Ended);
        if matches!(state, State::Ended) {
            return Ok(false);
        }
        let (from, frame_end) = (self.at, self.frame.bytes_kept());
        let mut bytes_read = self.window_bytes.saturating_add(self.window_bytes / SLACK);
        loop {
            let end = from.saturating_add(bytes_read).min(frame_end);
            let bytes = self.frame.slice(from..end)?;
            let source = self.encoding.text(&bytes, from, end == frame_end);
            let (text, at) = match &source {
                Source::Frame(text, at) => (*text, *at),
                Source::Transcoded(text, _) => (text.as_str(), 0),
            };
            let place_in_frame = |place: usize| match &source {
                Source::Frame(..) => place,
                Source::Transcoded(text, map) => map.source_at(text, place),
            };
            let span_in_frame = |span: Range<u32>| match &source {
                Source::Frame(..) => span,
                Source::Transcoded(text, map) => Origin::Transcoded(text, map).span(span),
            };
            let mut reader = match &state {
                State::GoesOn(checkpoint) => checkpoint.resume(text, at),
                State::Begins | State::Ended => Reader::new(text, at),
            };
            reader.mode = self.mode;
            reader.message = std::mem::take(&mut self.room).emptied();
            let next = match reader.read_until(self.window_bytes, end == frame_end) {
                Progress::NeedsMore => {
                    bytes_read = bytes_read.saturating_mul(2).max(16);
                    continue;
                }
                Progress::Until(end) => Some((place_in_frame(reader.at + end), Checkpoint::of(&reader, &span_in_frame))),
                Progress::End => None,
            };
            let rest = reader.rest.map(|rest| (rest.defect, place_in_frame(reader.at + rest.remainder_at)));
            let message = reader.finish(next.is_none());
            let mut message = match &source {
                Source::Frame(..) => message,
                Source::Transcoded(text, map) => in_frame(message, text, map),
            };
            for (index, span) in reader.placed_defects {
                message.defects.get_mut(index).into_iter().for_each(|defect| defect.span = span.clone());
            }
            if let Some((defect, at)) = rest {
                let span = |start| start..offset(frame_end);
                message.defects.get_mut(defect).into_iter().for_each(|defect| defect.span = span(defect.span.start));
                message.remainder = (at < frame_end).then(|| span(offset(at)));
            }
            self.at = next.as_ref().map_or(frame_end, |(at, _)| *at);
            let here = self.defects.extract_if(.., |defect| next.is_none() || (defect.span.start as usize) < self.at);
            message.defects.splice(..0, here);
            if next.is_none() {
                message.defects.extend(cut_short(self.frame));
            }
            self.state = next.map_or(State::Ended, |(_, checkpoint)| State::GoesOn(Box::new(checkpoint)));
            take(&message);
            self.room = message.emptied();
            return Ok(true);
        }
    }
}

/// Hands out the bytes of `range` as plain text, in pieces that overlap: a name at the end of one is whole in the next. With each piece goes the place where it begins to say
/// something new.
pub(in crate::message) fn pieces(
    frame: &Frame,
    range: Range<usize>,
    take: &mut dyn FnMut(&Message<'_>, usize),
) -> Result<(), Unreadable> {
    let encoding = Found::of(frame.bytes_kept(), |range| frame.slice(range))?.encoding;
    let mut new_from = range.start;
    while new_from < range.end {
        let end = (new_from + PIECE_BYTES_MAX).min(range.end);
        let from = new_from.saturating_sub(OVERLAP_BYTES);
        let bytes = frame.slice(from..end)?;
        let cut = encoding.cut_before(&bytes);
        let source = encoding.text(bytes.get(cut..).unwrap_or_default(), from + cut, true);
        let mut message = Message::default();
        let text = match &source {
            Source::Frame(text, at) => Text::verbatim(text, *at),
            Source::Transcoded(text, _) => Text::verbatim(text, 0),
        };
        let (role, kind) = (Role::Unmapped, Kind::FreeText);
        message.elements.push(Element { role, kind, path: Path::Outside, text, passage: 0, party: None, layer: 0 });
        match &source {
            Source::Frame(..) => take(&message, new_from),
            Source::Transcoded(text, map) => take(&in_frame(message, text, map), new_from),
        }
        new_from = end;
    }
    Ok(())
}

/// What a reader has to know to go on behind the end of a transaction.
#[derive(Clone, Debug)]
struct Checkpoint {
    open: Vec<OpenElement>,
    names: Vec<(Box<str>, u32)>,
    actors: Vec<Actor>,
    namespaces: Vec<(usize, Box<str>, Box<str>)>,
    prefixes: Vec<Box<str>>,
    roots: Vec<Root>,
    identity: Identity,
    definition: Option<Definition>,
    groups: OpenGroups,
    numbers: Numbers,
    numbers_of_transactions: Option<Numbers>,
    defect_counts: DefectCounts,
    has_control: bool,
    has_misleading: bool,
}

/// An open element, with its name beside it.
#[derive(Clone, Debug)]
struct OpenElement {
    tag: Box<str>,
    flow: Option<(Box<str>, u32)>,
    open: Open<'static>,
}

impl OpenElement {
    fn of(open: &Open<'_>, in_frame: &dyn Fn(Range<u32>) -> Range<u32>) -> OpenElement {
        let placed = |declared: Declared| match declared.is_in_frame {
            true => declared,
            false => Declared { span: in_frame(declared.span), is_in_frame: true, ..declared },
        };
        OpenElement {
            tag: open.tag.into(),
            flow: open.flow.map(|(name, passage)| (name.into(), passage)),
            open: Open {
                tag: "",
                name: "",
                flow: None,
                node: None,
                elements_from: 0,
                declared: open.declared.clone().map(placed),
                ..*open
            },
        }
    }
}

impl Checkpoint {
    fn of(reader: &Reader<'_>, in_frame: &dyn Fn(Range<u32>) -> Range<u32>) -> Checkpoint {
        let owned = |name: &str| Box::from(name);
        Checkpoint {
            open: reader.open.iter().map(|open| OpenElement::of(open, in_frame)).collect(),
            names: reader.names.iter().map(|(name, count)| (owned(name), *count)).collect(),
            actors: reader.actors.clone(),
            namespaces: reader.namespaces.iter().map(|one| (one.depth, owned(one.prefix), owned(one.name))).collect(),
            prefixes: reader.prefixes.iter().map(|prefix| owned(prefix)).collect(),
            roots: reader.roots.clone(),
            identity: reader.identity.clone(),
            definition: reader.definition,
            groups: reader.units.open_groups(),
            numbers: Numbers { passages: reader.passages, parties: reader.parties },
            numbers_of_transactions: reader.numbers_of_transactions,
            defect_counts: reader.defect_counts.clone(),
            has_control: reader.has_control,
            has_misleading: reader.has_misleading,
        }
    }

    /// A reader that goes on from here with `text`, which stands in the frame from `at`.
    fn resume<'a>(&'a self, text: &'a str, at: usize) -> Reader<'a> {
        let mut reader = Reader::resumed(text, at);
        let mut groups = 1..;
        reader.open.extend(self.open.iter().map(|element| Open {
            tag: &element.tag,
            name: super::markup::split_name(&element.tag).1,
            flow: element.flow.as_ref().map(|(name, passage)| (&**name, *passage)),
            group: element.open.group.and_then(|_| groups.next()),
            ..element.open.clone()
        }));
        reader.names.extend(self.names.iter().map(|(name, count)| (&**name, *count)));
        reader.actors.clone_from(&self.actors);
        reader.namespaces.extend(self.namespaces.iter().map(|(depth, prefix, name)| Namespace { depth: *depth, prefix, name }));
        reader.prefixes.extend(self.prefixes.iter().map(|prefix| &**prefix));
        reader.roots.clone_from(&self.roots);
        reader.identity = self.identity.clone();
        reader.definition = self.definition;
        reader.units = Units::resumed(&self.groups);
        (reader.passages, reader.parties) = (self.numbers.passages, self.numbers.parties);
        reader.numbers_of_transactions = self.numbers_of_transactions;
        reader.defect_counts.clone_from(&self.defect_counts);
        (reader.has_control, reader.has_misleading) = (self.has_control, self.has_misleading);
        reader
    }
}

/// A window is read with a so-manieth part of itself in reserve, in which its last transaction ends.
const SLACK: usize = 4;

/// How far pieces of plain text overlap. The longest listed names have some 300 bytes, and may be written with spaces between their letters.
const OVERLAP_BYTES: usize = 4096;
