//! Which elements are one transaction, and which ones it shares with others.
//!
//! A transaction shares what stands in the groups around it, before the first and behind the last transaction of each: headers of the envelope, the group header, its own
//! payment block. What stands between two transactions belongs to the message as a whole.

use super::tags::TRANSACTIONS_MAX;
use crate::message::Transaction;
use std::ops::Range;

/// Notes groups and transactions while a message is read.
#[derive(Debug)]
pub(super) struct Units {
    groups: Vec<Group>,
    transactions: Vec<(Range<usize>, usize)>,
}

/// A stretch of elements with transactions in it. The first group is the whole frame.
#[derive(Debug)]
struct Group {
    parent: Option<usize>,
    elements: Range<usize>,
    /// From the first transaction to the last one, or of the groups that hold them.
    inner: Option<Range<usize>>,
}

impl Units {
    pub(super) fn new() -> Units {
        Units { groups: vec![Group { parent: None, elements: 0..usize::MAX, inner: None }], transactions: Vec::new() }
    }

    /// Opens a group inside another, from element `at`; the frame itself is group 0.
    pub(super) fn open_group(&mut self, parent: usize, at: usize) -> usize {
        self.groups.push(Group { parent: Some(parent), elements: at..usize::MAX, inner: None });
        self.groups.len() - 1
    }

    /// Ends a group before element `end`.
    pub(super) fn close_group(&mut self, group: usize, end: usize) {
        let Some(closed) = self.groups.get_mut(group) else { return };
        closed.elements.end = end;
        let (start, parent) = (closed.elements.start, closed.parent);
        if let Some(parent) = parent {
            self.widen(parent, start..end);
        }
    }

    /// Notes a transaction of a group. What is more than the limit goes to the last one: shared by all of them it would be read as often as there are transactions.
    pub(super) fn transaction(&mut self, group: usize, elements: Range<usize>) {
        self.widen(group, elements.clone());
        let is_full = self.transactions.len() >= TRANSACTIONS_MAX;
        match self.transactions.last_mut().filter(|_| is_full) {
            Some((last, _)) => last.end = elements.end,
            None => self.transactions.push((elements, group)),
        }
    }

    /// How many transactions were noted.
    pub(super) fn count(&self) -> usize {
        self.transactions.len()
    }

    fn widen(&mut self, group: usize, by: Range<usize>) {
        if let Some(group) = self.groups.get_mut(group) {
            let start = group.inner.as_ref().map_or(by.start, |inner| inner.start);
            group.inner = Some(start..by.end);
        }
    }

    /// The transactions of a message that has several, of `elements` elements.
    pub(super) fn finish(&self, elements: usize) -> Vec<Transaction> {
        if self.transactions.len() < 2 {
            return Vec::new();
        }
        self.transactions
            .iter()
            .map(|(own, group)| Transaction { own: own.clone(), context: self.context(*group, elements) })
            .collect()
    }

    fn context(&self, group: usize, elements: usize) -> Vec<Range<usize>> {
        let (mut before, mut behind) = (Vec::new(), Vec::new());
        let mut next = Some(group);
        while let Some(group) = next.and_then(|group| self.groups.get(group)) {
            let end = group.elements.end.min(elements);
            let inner = group.inner.clone().unwrap_or(end..end);
            before.push(group.elements.start..inner.start);
            behind.push(inner.end..end);
            next = group.parent;
        }
        before.reverse();
        before.into_iter().chain(behind).filter(|range| !range.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_shares_the_groups_around_it_and_no_others() {
        let mut units = Units::new();
        let document = units.open_group(0, 2); // header: 0..2, group header: 2..4
        let first = units.open_group(document, 4); // payment block: 4..6, then its transactions
        units.transaction(first, 6..8);
        units.transaction(first, 9..11); // 8 stands between
        units.close_group(first, 12); // 11 stands behind
        let second = units.open_group(document, 12);
        units.transaction(second, 13..15);
        units.close_group(second, 15);
        units.close_group(document, 16);
        let found: Vec<_> = units.finish(18).into_iter().map(|transaction| (transaction.own, transaction.context)).collect();
        assert_eq!(
            found,
            [
                (6..8, vec![0..2, 2..4, 4..6, 11..12, 15..16, 16..18]),
                (9..11, vec![0..2, 2..4, 4..6, 11..12, 15..16, 16..18]),
                (13..15, vec![0..2, 2..4, 12..13, 15..16, 16..18]),
            ]
        );
    }

    #[test]
    fn one_transaction_is_the_message() {
        let mut units = Units::new();
        units.transaction(0, 1..2);
        assert!(units.finish(3).is_empty());
    }
}
