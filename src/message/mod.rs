//! Frame to Units: what a message says, as an ordered list of elements that together hold every byte of it.
//!
//! Parsing never fails. Each byte of a frame belongs to exactly one [`Element`], one [`Defect`], or to *syntax*: delimiters, white space between them, known tag names and
//! XML keywords. Syntax never hides words. A [`Unit`] is one transaction together with the context it shares with its neighbours.

mod defect;
mod mt;
mod mx;
mod part;
mod roles;
mod text;

pub use defect::{Defect, DefectCode, Severity};
pub(crate) use mx::decode_base64;
pub use part::Part;
pub use roles::{Kind, Role};
pub use text::{Piece, Text};

use crate::frame::{Format, Frame};
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
    /// 0: the frame itself. 1: inside a decoded payload.
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
    /// Each transaction: its own elements, and the ranges that it shares. Empty when the message is one transaction.
    transactions: Vec<Transaction>,
    /// What was wrong, in order of appearance.
    pub defects: Vec<Defect>,
}

#[derive(Clone, Debug, Default)]
struct Transaction {
    own: Range<usize>,
    context: Vec<Range<usize>>,
}

impl<'a> Message<'a> {
    /// Takes a frame apart, whatever is in it.
    #[must_use]
    pub fn read(frame: &'a Frame) -> Message<'a> {
        let mut message = match frame.format() {
            Format::Mt => mt::read(frame.bytes()),
            Format::Mx => mx::read(frame.bytes()),
            Format::Unknown => unknown(frame.bytes()),
        };
        if frame.is_cut_short() {
            let end = offset(frame.bytes().len());
            message.defects.push(Defect::new(DefectCode::TooLong, end..end));
        }
        message
    }

    /// Every element, in the order of the message.
    #[must_use]
    pub fn elements(&self) -> &[Element<'a>] {
        &self.elements
    }

    /// The transactions of a message that has several; none for any other.
    pub fn units(&self) -> impl Iterator<Item = Unit<'_, 'a>> {
        let several = self.transactions.len() > 1;
        let transactions = if several { self.transactions.as_slice() } else { &[] };
        transactions.iter().map(|transaction| Unit { message: self, transaction: Some(transaction) })
    }

    /// The frame as one unit. Of a message with several transactions it is what none of them owns: headers, group data, trailers.
    #[must_use]
    pub fn whole(&self) -> Unit<'_, 'a> {
        Unit { message: self, transaction: None }
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

/// One transaction and the context that it shares.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'m, 'a> {
    message: &'m Message<'a>,
    transaction: Option<&'m Transaction>,
}

impl<'m, 'a> Unit<'m, 'a> {
    /// The message that this is a part of.
    #[must_use]
    pub fn message(&self) -> &'m Message<'a> {
        self.message
    }

    /// The context's elements, then the transaction's own.
    pub fn elements(&self) -> impl Iterator<Item = &'m Element<'a>> {
        self.ranges().into_iter().flat_map(|range| self.message.elements.get(range).unwrap_or_default())
    }

    /// The elements that no other unit has: all of [`Unit::elements`] but the shared context.
    pub fn own_elements(&self) -> impl Iterator<Item = &'m Element<'a>> {
        let ranges = self.transaction.map_or_else(|| self.ranges(), |transaction| vec![transaction.own.clone()]);
        ranges.into_iter().flat_map(|range| self.message.elements.get(range).unwrap_or_default())
    }

    fn ranges(&self) -> Vec<Range<usize>> {
        match self.transaction {
            Some(transaction) => transaction.context.iter().cloned().chain([transaction.own.clone()]).collect(),
            None if self.message.transactions.len() > 1 => self.message.between_transactions(),
            None => std::iter::once(0..self.message.elements.len()).collect(),
        }
    }
}

impl Message<'_> {
    fn between_transactions(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let mut from = 0;
        for transaction in &self.transactions {
            ranges.push(from..transaction.own.start);
            from = transaction.own.end;
        }
        ranges.push(from..self.elements.len());
        ranges
    }
}

#[cfg(test)]
impl<'a> Message<'a> {
    /// A message put together by hand; of each transaction, its own elements and the ranges that it shares.
    pub(crate) fn assembled(
        elements: Vec<Element<'a>>,
        nodes: Vec<PathNode<'a>>,
        transactions: Vec<(Range<usize>, Vec<Range<usize>>)>,
    ) -> Message<'a> {
        let transactions = transactions.into_iter().map(|(own, context)| Transaction { own, context }).collect();
        Message { elements, nodes, transactions, ..Message::default() }
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

/// Offsets fit 32 bits because [`crate::frame::DOCUMENT_BYTES_MAX`] does.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
