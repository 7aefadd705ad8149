//! Which sequence and transaction a field belongs to, which of its kind it is, and whether it stands where its message type has it.

use super::fields::Field;
use crate::message::roles::mt::{Layout, Next, Opening, Repeats, Row, Tag};
use std::ops::Range;

/// Follows the fields of a message in order.
pub(super) struct Sequencer<'t> {
    layout: &'t Layout,
    letter: Option<char>,
    /// How often each opening was met in this sequence.
    met: Vec<u32>,
    /// The highest place in the order of the type that was reached in this sequence.
    order: u16,
    /// Places of the fields that this sequence has had.
    had: Vec<u16>,
    /// Free text stands in this sequence: what follows may be a part of it that something cut.
    has_text: bool,
    /// How often each tag stood in each sequence.
    counts: Vec<(Option<char>, Tag, u32)>,
    /// Elements of each transaction.
    transactions: Vec<Range<usize>>,
    is_in_transaction: bool,
}

impl<'t> Sequencer<'t> {
    pub(super) fn new(layout: &'t Layout) -> Sequencer<'t> {
        let met = vec![0; layout.openings.len()];
        let counts = Vec::with_capacity(COUNTS_USUAL);
        Sequencer {
            layout,
            letter: layout.first_sequence,
            met,
            order: 0,
            had: Vec::new(),
            has_text: false,
            counts,
            transactions: Vec::new(),
            is_in_transaction: false,
        }
    }

    /// The sequence that the last field belongs to.
    pub(super) fn letter(&self) -> Option<char> {
        self.letter
    }

    /// Goes on to the next field, when `elements` were written before it. Returns which field of its tag it is in its sequence.
    pub(super) fn enter(&mut self, field: &Field<'_>, elements: usize) -> u32 {
        let layout = self.layout;
        for (opening, met) in layout.openings.iter().zip(&mut self.met).filter(|(opening, _)| opening.is(field.tag)) {
            *met += 1;
            let is_open = !opening.is_transaction && self.letter.is_some_and(|letter| opening.sequence == Next::Named(letter));
            if *met >= opening.nth && !is_open {
                self.open(opening, field.tag, elements);
                break;
            }
        }
        let (letter, tag) = (self.letter, field.tag);
        if let Some((.., count)) = self.counts.iter_mut().find(|(of, which, _)| (*of, *which) == (letter, tag)) {
            *count += 1;
            return *count;
        }
        if self.counts.len() < COUNTED_TAGS_MAX {
            self.counts.push((letter, tag, 1));
        }
        1
    }

    fn open(&mut self, opening: &Opening, tag: Tag, elements: usize) {
        self.close_transaction(elements);
        self.letter = match opening.sequence {
            Next::Unnamed => None,
            Next::Named(letter) => Some(letter),
            Next::OfTag => (tag.letter != 0).then(|| char::from(tag.letter)),
        };
        self.order = 0;
        self.had.clear();
        self.has_text = false;
        for (other, met) in self.layout.openings.iter().zip(&mut self.met) {
            *met = u32::from(other.is(tag));
        }
        self.is_in_transaction = opening.is_transaction;
        if opening.is_transaction {
            self.transactions.push(elements..elements);
        }
    }

    fn close_transaction(&mut self, elements: usize) {
        if let Some(last) = self.transactions.last_mut().filter(|_| self.is_in_transaction) {
            last.end = elements;
        }
    }

    /// Whether a field with this row stands in its place: not more often than the type has it, and not behind free text that should follow it. Order alone forges nothing.
    pub(super) fn is_in_place(&mut self, row: &Row) -> bool {
        if row.repeats == Repeats::Anywhere {
            return true;
        }
        let is_repeated = self.had.contains(&row.order);
        let is_in_order = row.order >= self.order;
        self.had.push(row.order);
        self.order = self.order.max(row.order);
        (is_in_order || !self.has_text) && (!is_repeated || row.repeats == Repeats::InPlace)
    }

    /// The last field was free text.
    pub(super) fn note_text(&mut self) {
        self.has_text = true;
    }

    /// Hands over the transactions when the last field was read. What stands before the first and behind the last belongs to all; call it when the message is written.
    pub(super) fn finish(mut self, elements: usize) -> Vec<Range<usize>> {
        self.close_transaction(elements);
        self.transactions
    }
}

/// Most different tags that are counted; of further ones each is called the first. The type with the most fields (MT 340 and its kin) has some hundred.
pub(super) const COUNTED_TAGS_MAX: usize = 512;

/// Different tags of an MT103 with everything.
const COUNTS_USUAL: usize = 24;
