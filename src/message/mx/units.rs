//! Which elements are one transaction, and which groups stand around it, noted while a message is read. What a transaction shares says [`Message`](crate::message::Message).

use crate::message::{Group, Transaction};
use std::ops::Range;

/// Notes groups and transactions.
#[derive(Debug)]
pub(super) struct Units {
    groups: Vec<Group>,
    transactions: Vec<Transaction>,
    counts: Counts,
}

/// How many groups and transactions there are in the frame so far.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Counts {
    groups: u32,
    transactions: usize,
}

/// The groups that are open between two messages of one frame, the outermost first.
#[derive(Clone, Debug)]
pub(super) struct OpenGroups {
    numbers: Vec<u32>,
    counts: Counts,
}

impl Units {
    /// For the beginning of a frame.
    pub(super) fn new() -> Units {
        Units { groups: vec![group(0, None, 0, None)], transactions: Vec::new(), counts: Counts { groups: 1, transactions: 0 } }
    }

    /// For the next message of the frame: the groups that are open have their numbers from 0.
    pub(super) fn resumed(open: &OpenGroups) -> Units {
        let groups = open
            .numbers
            .iter()
            .enumerate()
            .map(|(index, number)| Group { has_begun_before: true, ..group(*number, index.checked_sub(1), 0, Some(0..0)) });
        Units { groups: groups.collect(), transactions: Vec::new(), counts: open.counts }
    }

    /// The groups that no end was met of.
    pub(super) fn open_groups(&self) -> OpenGroups {
        let open = self.groups.iter().filter(|group| !group.has_ended);
        OpenGroups { numbers: open.map(|group| group.number).collect(), counts: self.counts }
    }

    /// Opens a group inside another, from element `at`; the frame itself is group 0.
    pub(super) fn open_group(&mut self, parent: usize, at: usize) -> usize {
        self.groups.push(group(self.counts.groups, Some(parent), at, None));
        self.counts.groups += 1;
        self.groups.len() - 1
    }

    /// Ends a group before element `end`.
    pub(super) fn close_group(&mut self, group: usize, end: usize) {
        let Some(closed) = self.groups.get_mut(group) else { return };
        closed.elements.end = end;
        closed.has_ended = true;
        let (start, parent) = (closed.elements.start, closed.parent);
        if let Some(parent) = parent {
            self.widen(parent, start..end);
        }
    }

    /// Notes a transaction of a group.
    pub(super) fn transaction(&mut self, group: usize, own: Range<usize>, bytes: Range<u32>) {
        self.widen(group, own.clone());
        self.counts.transactions += 1;
        self.transactions.push(Transaction { own, bytes, group });
    }

    /// How many transactions the frame has so far.
    pub(super) fn count(&self) -> usize {
        self.counts.transactions
    }

    fn widen(&mut self, group: usize, by: Range<usize>) {
        if let Some(group) = self.groups.get_mut(group) {
            let start = group.inner.start.min(by.start);
            group.inner = start..by.end;
        }
    }

    /// Groups and transactions of a message of `elements` elements; `is_last` says that the frame ends with it.
    pub(super) fn finish(mut self, elements: usize, is_last: bool) -> (Vec<Group>, Vec<Transaction>) {
        for index in (0..self.groups.len()).rev() {
            // What is still open goes on behind the last transaction of this message.
            let open = self.groups.get(index).filter(|group| !group.has_ended && !is_last);
            if let Some((parent, start)) = open.and_then(|group| Some((group.parent?, group.elements.start))) {
                self.widen(parent, start..elements);
            }
        }
        let groups = self.groups.into_iter().map(|group| {
            let end = group.elements.end.min(elements);
            let inner = group.inner.start.min(end)..group.inner.end.min(end);
            Group { elements: group.elements.start..end, inner, has_ended: group.has_ended || is_last, ..group }
        });
        (groups.collect(), self.transactions)
    }
}

/// A group from element `at`; until a transaction is met in it, everything stands before the first one.
fn group(number: u32, parent: Option<usize>, at: usize, inner: Option<Range<usize>>) -> Group {
    let inner = inner.unwrap_or(usize::MAX..usize::MAX);
    Group { number, parent, elements: at..usize::MAX, inner, has_begun_before: false, has_ended: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    fn contexts(units: Units, elements: usize) -> Vec<(Range<usize>, Vec<Range<usize>>)> {
        let (groups, transactions) = units.finish(elements, true);
        let message = Message { groups, ..Message::default() };
        transactions.into_iter().map(|one| (one.own.clone(), message.context(&one))).collect()
    }

    #[test]
    fn a_transaction_shares_the_groups_around_it_and_no_others() {
        let mut units = Units::new();
        let document = units.open_group(0, 2); // header: 0..2, group header: 2..4
        let first = units.open_group(document, 4); // payment block: 4..6, then its transactions
        units.transaction(first, 6..8, 0..1);
        units.transaction(first, 9..11, 1..2); // 8 stands between
        units.close_group(first, 12); // 11 stands behind
        let second = units.open_group(document, 12);
        units.transaction(second, 13..15, 2..3);
        units.close_group(second, 15);
        units.close_group(document, 16);
        assert_eq!(
            contexts(units, 18),
            [
                (6..8, vec![0..2, 2..4, 4..6, 11..12, 15..16, 16..18]),
                (9..11, vec![0..2, 2..4, 4..6, 11..12, 15..16, 16..18]),
                (13..15, vec![0..2, 2..4, 12..13, 15..16, 16..18]),
            ]
        );
    }

    #[test]
    fn a_group_goes_on_in_the_next_message() {
        let mut units = Units::new();
        let document = units.open_group(0, 1);
        units.transaction(document, 2..3, 0..1);
        let open = units.open_groups();
        let mut next = Units::resumed(&open);
        assert_eq!(next.count(), 1);
        let inner = next.open_group(1, 1); // 0 stands between
        next.transaction(inner, 2..4, 1..2);
        next.close_group(inner, 5);
        next.close_group(1, 7); // 5..7 stand behind
        assert_eq!(contexts(next, 8), [(2..4, vec![1..2, 4..5, 5..7, 7..8])]);
        let (groups, _) = units.finish(3, false);
        assert!(groups.iter().all(|group| group.behind().is_empty()));
    }
}
