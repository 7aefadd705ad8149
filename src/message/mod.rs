//! Frame to Units: what a message says, as an ordered list of elements that together hold every byte of it.
//!
//! Parsing never fails. Each byte of a frame belongs to exactly one [`Element`], one [`Defect`], or to *syntax*: delimiters, white space between them, known tag names and
//! XML keywords. Syntax never hides words. A [`Unit`] is one transaction together with the context it shares with its neighbours.
//!
//! A short frame is one [`Message`]. A batch may be longer than memory: [`each`] hands out one Message after the other, each with some of the transactions.

mod defect;
mod disguise;
mod mt;
mod mx;
mod part;
mod reading;
mod roles;
mod text;
mod unit;

pub use defect::{Defect, DefectCode, Severity};
pub(crate) use disguise::decode_base64;
pub use part::Part;
pub use reading::{Overview, WINDOW_BYTES, each, pieces};
pub use roles::{Kind, Role};
pub use text::{Piece, Text};
pub use unit::{Group, Stretch, Transaction, Unit};

use crate::frame::Frame;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// One piece of content, with what it is and where it stood.
#[derive(Clone, Debug)]
pub struct Element<'a> {
    /// Who or what this is about.
    pub role: Role,
    /// What the text is.
    pub kind: Kind,
    /// Where in the message's structure.
    pub path: Path<'a>,
    /// The content, decoded, with the way back to the bytes.
    pub text: Text<'a>,
    /// Elements with the same number are read together, in order: the lines of one field, the occurrences of one repeated text.
    pub passage: u32,
    /// Elements with the same number speak about the same actor: name, address, account, identification.
    pub party: Option<u32>,
    /// 0: the frame itself. More: inside something that was decoded or unpacked, so many times.
    pub layer: u8,
}

/// The place of an element in the structure of its message. Renders with [`Message::path`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Path<'a> {
    /// The whole message, or text outside any structure.
    Outside,
    /// A FIN block, or a tag inside it: `{3:121}`.
    Block(&'a str, Option<&'a str>),
    /// A line of a FIN field: `B/59F[2]/3`. Counts start at 1; the first occurrence is written without its number.
    Field {
        /// Sequence letter, where the message type has sequences.
        sequence: Option<char>,
        /// Tag number and option letter.
        tag: &'a str,
        /// Which field of this tag in its sequence.
        occurrence: u32,
        /// Which line of the field; 0 for a field that is read as a whole.
        line: u32,
    },
    /// A node of an XML message.
    Node(u32),
}

/// A step in the tree of an XML message.
#[derive(Clone, Debug)]
pub struct PathNode<'a> {
    /// The step above; `None` at the top.
    pub parent: Option<u32>,
    /// Local name, or `@name` of an attribute.
    pub name: Cow<'a, str>,
    /// Which sibling of this name.
    pub occurrence: u32,
}

/// A message, taken apart.
#[derive(Debug, Default)]
pub struct Message<'a> {
    /// `103`, `202COV`, `pacs.008.001.08`: as far as the message says.
    pub message_type: Option<String>,
    elements: Vec<Element<'a>>,
    nodes: Vec<PathNode<'a>>,
    /// Stretches with transactions in them; the first one is the whole frame.
    groups: Vec<Group>,
    transactions: Vec<Transaction>,
    /// What was wrong, in order of appearance.
    pub defects: Vec<Defect>,
    /// Bytes at the end of the frame that are in no element: they are too many for one, and are read as plain text in pieces.
    pub remainder: Option<Range<u32>>,
}

impl<'a> Message<'a> {
    /// Takes a frame apart, whatever is in it. Of a frame that is not in memory nothing is read: that is what [`each`] is for.
    #[must_use]
    pub fn read(frame: &'a Frame) -> Message<'a> {
        let bytes = frame.in_memory().map(AsRef::as_ref).unwrap_or_default();
        let mut message = reading::read(frame.format(), bytes);
        message.defects.extend(cut_short(frame));
        message
    }

    /// Every element, in the order of the message.
    #[must_use]
    pub fn elements(&self) -> &[Element<'a>] {
        &self.elements
    }

    /// Writes a path as it stands in Decisions.
    #[must_use]
    pub fn path(&self, path: Path<'a>) -> String {
        let Path::Node(node) = path else { return path.to_string() };
        let mut steps = Vec::new();
        let mut next = Some(node);
        while let Some(node) = next.and_then(|index| self.nodes.get(index as usize)) {
            steps.push(if node.occurrence > 1 { format!("{}[{}]", node.name, node.occurrence) } else { node.name.to_string() });
            next = node.parent;
        }
        steps.reverse();
        steps.join("/")
    }
}

#[cfg(test)]
impl<'a> Message<'a> {
    /// A message put together by hand; of each transaction, its own elements.
    pub(crate) fn assembled(
        elements: Vec<Element<'a>>,
        nodes: Vec<PathNode<'a>>,
        transactions: Vec<Range<usize>>,
    ) -> Message<'a> {
        let mut message = Message { elements, nodes, ..Message::default() };
        message.set_transactions(transactions);
        message
    }
}

impl Path<'_> {
    /// The place where only nodes count, as in XML.
    fn node(self) -> Path<'static> {
        match self {
            Path::Node(node) => Path::Node(node),
            Path::Outside | Path::Block(..) | Path::Field { .. } => Path::Outside,
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Path::Outside => f.write_str("outside"),
            Path::Block(block, None) => write!(f, "{{{block}}}"),
            Path::Block(block, Some(tag)) => write!(f, "{{{block}:{tag}}}"),
            Path::Field { sequence, tag, occurrence, line } => {
                if let Some(sequence) = sequence {
                    write!(f, "{sequence}/")?;
                }
                f.write_str(tag)?;
                if occurrence > 1 {
                    write!(f, "[{occurrence}]")?;
                }
                if line > 0 {
                    write!(f, "/{line}")?;
                }
                Ok(())
            }
            Path::Node(node) => write!(f, "#{node}"),
        }
    }
}

/// A frame of no known format: all of it is text to screen, and it is held.
fn unknown(bytes: &[u8]) -> Message<'_> {
    let mut message = Message::default();
    let all = 0..offset(bytes.len());
    let code = if bytes.is_empty() { DefectCode::Empty } else { DefectCode::UnknownFormat };
    message.defects.push(Defect::new(code, all));
    message.elements.push(Element {
        role: Role::Unmapped,
        kind: Kind::FreeText,
        path: Path::Outside,
        text: Text::decode(bytes, 0),
        passage: 0,
        party: None,
        layer: 0,
    });
    message
}

/// What is wrong with a frame that was not kept to its end.
fn cut_short(frame: &Frame) -> Option<Defect> {
    let end = offset(frame.bytes_kept());
    frame.is_cut_short().then(|| Defect::new(DefectCode::TooLong, end..end))
}

/// Offsets fit 32 bits because [`crate::frame::BATCH_BYTES_MAX`] does.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
