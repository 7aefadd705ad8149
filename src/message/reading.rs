//! A frame to messages: one of a short frame, one after the other of a long batch.

use super::{Defect, Element, Message, PathNode, Stretch, cut_short, mx, unknown};
use crate::frame::{Format, Frame, MEMORY_BYTES_MAX, Unreadable};
use crate::message::mt;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

/// What has to be known of a frame before the first of its transactions is decided.
#[derive(Debug, Default)]
pub struct Overview {
    /// `103`, `202COV`, `pacs.008.001.08`: as far as the frame says.
    pub message_type: Option<String>,
    /// How many transactions there are; 0 where the frame is one unit.
    pub count: u32,
    /// Of the defects that lie in no transaction, the first of each kind: they concern all.
    pub shared: Vec<Defect>,
    /// By the numbers of groups that go on from message to message: what their transactions share and stands behind them.
    pub behind: BTreeMap<u32, Message<'static>>,
}

impl Overview {
    /// Of a frame that is one message.
    pub(crate) fn of(message: &Message<'_>) -> Overview {
        let mut overview = Overview { message_type: message.message_type.clone(), ..Overview::default() };
        if message.has_several() {
            overview.add(message);
        }
        overview
    }

    fn add(&mut self, message: &Message<'_>) {
        self.count = self.count.saturating_add(u32::try_from(message.transactions().len()).unwrap_or(u32::MAX));
        for defect in message.defects.iter().filter(|defect| message.concerned(defect).is_empty()) {
            if self.shared.iter().all(|known| known.code != defect.code) {
                self.shared.push(defect.clone());
            }
        }
        for group in message.groups().iter().filter(|group| group.has_begun_before && group.has_ended) {
            if !group.behind().is_empty() {
                self.behind.insert(group.number, message.copied(group.behind()));
            }
        }
        if message.message_type.is_some() {
            self.message_type.clone_from(&message.message_type);
        }
    }

    /// Goes once over a long document. Nothing where it is no batch: where it has one transaction or none, or several documents.
    fn survey(frame: &Frame, window_bytes: usize) -> Result<Option<Overview>, Unreadable> {
        let mut overview = Overview::default();
        let mut is_one_document = true;
        let mut windows = mx::Windows::of_survey(frame, window_bytes)?;
        while is_one_document
            && windows.next(&mut |message| {
                is_one_document = !message.groups().is_empty();
                overview.add(message);
            })?
        {}
        Ok((is_one_document && overview.count > 1).then_some(overview))
    }
}

/// Takes a frame apart and hands its messages to `visit` in their order, each with what is known of the whole. All of them together have every transaction once, and what stands
/// outside of transactions once. A long document is read about `window_bytes` at a time; what is handed out depends on it only in how it is parted.
///
/// # Errors
///
/// When the bytes of the frame cannot be read. What was handed out stands.
pub fn each(
    frame: &Frame,
    window_bytes: usize,
    visit: &mut dyn FnMut(&Overview, &Message<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, Unreadable> {
    if frame.format() != Format::Mx || frame.bytes_kept() <= window_bytes.min(MEMORY_BYTES_MAX) {
        let bytes = frame.slice(0..frame.bytes_kept())?;
        let mut message = read(frame.format(), &bytes);
        message.defects.extend(cut_short(frame));
        return Ok(visit(&Overview::of(&message), &message));
    }
    let Some(overview) = Overview::survey(frame, window_bytes)? else {
        let mut flow = ControlFlow::Continue(());
        mx::Windows::of_whole(frame)?.next(&mut |message| flow = visit(&Overview::of(message), message))?;
        return Ok(flow);
    };
    let mut windows = mx::Windows::of_units(frame, window_bytes)?;
    let mut flow = ControlFlow::Continue(());
    while flow.is_continue() && windows.next(&mut |message| flow = visit(&overview, message))? {}
    Ok(flow)
}

/// Hands out the bytes of [`Message::remainder`] as plain text, in pieces that overlap, each with the place where it begins to say something new.
///
/// # Errors
///
/// When the bytes of the frame cannot be read.
pub fn pieces(frame: &Frame, remainder: Range<u32>, visit: &mut dyn FnMut(&Message<'_>, usize)) -> Result<(), Unreadable> {
    mx::pieces(frame, remainder.start as usize..remainder.end as usize, visit)
}

/// Takes the bytes of a short frame apart.
pub(super) fn read(format: Format, bytes: &[u8]) -> Message<'_> {
    match format {
        Format::Mt => mt::read(bytes),
        Format::Mx => mx::read(bytes),
        Format::Unknown => unknown(bytes),
    }
}

impl Message<'_> {
    /// Nothing, with the room that the elements took.
    pub(super) fn emptied<'a>(self) -> Message<'a> {
        Message { elements: emptied(self.elements), nodes: emptied(self.nodes), ..Message::default() }
    }

    /// Some of the elements, to keep when the bytes are gone.
    fn copied(&self, stretch: Stretch) -> Message<'static> {
        let elements = self.elements.get(stretch.range()).unwrap_or_default();
        let nodes = self.nodes.iter().map(|node| PathNode {
            parent: node.parent,
            name: Cow::Owned(node.name.clone().into_owned()),
            occurrence: node.occurrence,
        });
        Message { elements: elements.iter().map(kept).collect(), nodes: nodes.collect(), ..Message::default() }
    }
}

/// The same vector for others of its kind. What is collected from a vector stays in its allocation.
fn emptied<T, U>(mut items: Vec<T>) -> Vec<U> {
    items.clear();
    items.into_iter().filter_map(|_| None).collect()
}

fn kept(element: &Element<'_>) -> Element<'static> {
    Element {
        role: element.role,
        kind: element.kind,
        path: element.path.node(),
        text: element.text.kept(),
        passage: element.passage,
        party: element.party,
        layer: element.layer,
    }
}

/// Bytes of a long document that are read at a time. Enough that what is kept between two windows costs nothing beside; little beside the lists.
pub const WINDOW_BYTES: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_kept() {
        let text = String::from("KIM");
        let message =
            Message { elements: Vec::with_capacity(100), nodes: Vec::with_capacity(100), ..super::unknown(text.as_bytes()) };
        let empty: Message<'static> = message.emptied();
        assert_eq!((empty.elements.capacity(), empty.nodes.capacity()), (100, 100));
    }
}
