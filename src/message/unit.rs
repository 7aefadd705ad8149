//! Which elements are one transaction, and which ones it shares with others.
//!
//! A transaction shares what stands in the groups around it, before the first and behind the last transaction of each: headers of the envelope, the group header, its own
//! payment block. What stands between two transactions belongs to the message as a whole.

use super::{Defect, Element, Message};
use std::ops::Range;

/// A transaction of a message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Transaction {
    /// Its elements.
    pub(super) own: Range<usize>,
    /// The bytes of the frame that it stands in.
    pub bytes: Range<u32>,
    /// The innermost group that it belongs to.
    pub group: usize,
}

/// A stretch of elements with transactions in it. The first group of a message is the whole frame.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Group {
    /// Counted from 0 through the whole frame.
    pub number: u32,
    /// The group around it.
    pub parent: Option<usize>,
    pub(super) elements: Range<usize>,
    /// From the first transaction to the last one, or of the groups that hold them.
    pub(super) inner: Range<usize>,
    /// An earlier message of the same frame has its beginning.
    pub has_begun_before: bool,
    /// Its end is in this message.
    pub has_ended: bool,
}

/// Elements that stand together and are looked through together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stretch {
    start: usize,
    end: usize,
}

impl Stretch {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    fn of(range: Range<usize>) -> Stretch {
        Stretch { start: range.start, end: range.end }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl Transaction {
    /// Its own elements.
    #[must_use]
    pub fn own(&self) -> Stretch {
        Stretch::of(self.own.clone())
    }
}

impl Group {
    /// What its transactions share and stands before them. Nothing where it began in an earlier message.
    #[must_use]
    pub fn before(&self) -> Stretch {
        Stretch::of(self.elements.start..self.inner.start.max(self.elements.start))
    }

    /// What its transactions share and stands behind them, as far as it is in this message.
    #[must_use]
    pub fn behind(&self) -> Stretch {
        Stretch::of(self.inner.end..self.elements.end.max(self.inner.end))
    }
}

impl<'a> Message<'a> {
    /// The transactions of a message that has several, each with its context; none for any other.
    pub fn units(&self) -> impl Iterator<Item = Unit<'_, 'a>> {
        let transactions = if self.has_several() { self.transactions.as_slice() } else { &[] };
        transactions.iter().map(|transaction| Unit { message: self, extent: Extent::Transaction(transaction) })
    }

    /// The frame as one unit. Of a message with several transactions it is what none of them owns: headers, group data, trailers.
    #[must_use]
    pub fn whole(&self) -> Unit<'_, 'a> {
        Unit { message: self, extent: if self.has_several() { Extent::OfNone } else { Extent::All } }
    }

    /// Some of the elements.
    #[must_use]
    pub fn stretch(&self, stretch: Stretch) -> Unit<'_, 'a> {
        Unit { message: self, extent: Extent::Stretch(stretch) }
    }

    /// Whether it has several transactions.
    #[must_use]
    pub fn has_several(&self) -> bool {
        self.transactions.len() > 1
    }

    /// The groups, outer ones before inner ones, in the order of their beginnings.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The transactions, in their order.
    #[must_use]
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// What no transaction owns or shares: the texts between transactions.
    #[must_use]
    pub fn between_transactions(&self) -> Vec<Stretch> {
        let owned = self.transactions.iter().map(|transaction| transaction.own.clone());
        let shared = self.groups.iter().flat_map(|group| [group.before().range(), group.behind().range()]);
        let mut taken: Vec<Range<usize>> = owned.chain(shared).filter(|range| !range.is_empty()).collect();
        taken.sort_by_key(|range| range.start);
        gaps(taken.into_iter(), self.elements.len()).map(Stretch::of).filter(|stretch| !stretch.is_empty()).collect()
    }

    /// Which transactions a defect touches. They stand in order, so that one search finds the few.
    #[must_use]
    pub fn concerned(&self, defect: &Defect) -> Range<usize> {
        let end = defect.span.end.max(defect.span.start.saturating_add(1));
        let first = self.transactions.partition_point(|transaction| transaction.bytes.end <= defect.span.start);
        let behind = self.transactions.partition_point(|transaction| transaction.bytes.start < end);
        first..behind.max(first)
    }

    /// Notes the transactions of a message without inner groups. What stands before the first and behind the last belongs to all.
    pub(super) fn set_transactions(&mut self, transactions: Vec<Range<usize>>) {
        let (Some(first), Some(last)) = (transactions.first(), transactions.last()) else { return };
        let (elements, inner) = (0..self.elements.len(), first.start..last.end);
        self.groups = vec![Group { number: 0, parent: None, elements, inner, has_begun_before: false, has_ended: true }];
        let mut at = 0;
        self.transactions = transactions
            .into_iter()
            .map(|own| {
                let bytes = hull(self.elements.get(own.clone()).unwrap_or_default()).unwrap_or(at..at);
                at = bytes.end;
                Transaction { own, bytes, group: 0 }
            })
            .collect();
    }

    /// The ranges of elements that a transaction shares.
    pub(super) fn context(&self, transaction: &Transaction) -> Vec<Range<usize>> {
        let (mut before, mut behind) = (Vec::new(), Vec::new());
        let mut next = Some(transaction.group);
        while let Some(group) = next.and_then(|group| self.groups.get(group)) {
            before.push(group.before().range());
            behind.push(group.behind().range());
            next = group.parent;
        }
        before.reverse();
        before.into_iter().chain(behind).filter(|range| !range.is_empty()).collect()
    }
}

/// What lies between ranges that stand in order, up to `end`.
fn gaps(taken: impl Iterator<Item = Range<usize>>, end: usize) -> impl Iterator<Item = Range<usize>> {
    taken.chain([end..end]).scan(0, |from, range| {
        let gap = *from..range.start.max(*from);
        *from = range.end.max(*from);
        Some(gap)
    })
}

/// From the first byte of the frame that elements hold to the last.
fn hull(elements: &[Element<'_>]) -> Option<Range<u32>> {
    let spans = elements.iter().flat_map(|element| element.text.all_spans());
    spans.reduce(|hull, span| hull.start.min(span.start)..hull.end.max(span.end))
}

/// Elements of a message that are screened together: one transaction and the context that it shares, the frame, or a stretch.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'m, 'a> {
    message: &'m Message<'a>,
    extent: Extent<'m>,
}

#[derive(Clone, Copy, Debug)]
enum Extent<'m> {
    All,
    /// What no transaction owns.
    OfNone,
    Transaction(&'m Transaction),
    Stretch(Stretch),
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

    fn ranges(&self) -> Vec<Range<usize>> {
        match &self.extent {
            Extent::All => std::iter::once(0..self.message.elements.len()).collect(),
            Extent::OfNone => {
                gaps(self.message.transactions.iter().map(|one| one.own.clone()), self.message.elements.len()).collect()
            }
            Extent::Transaction(transaction) => {
                self.message.context(transaction).into_iter().chain([transaction.own.clone()]).collect()
            }
            Extent::Stretch(stretch) => std::iter::once(stretch.range()).collect(),
        }
    }
}
