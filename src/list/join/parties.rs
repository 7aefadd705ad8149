//! Which nodes are one party so far, and which may become one.

use super::{Group, Node, PARTY_MEMBERS_MAX};
use crate::list::DesignationKind;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;

/// Disjoint sets of nodes. Each set knows its entries, so that what joins two of them can be refused.
pub(super) struct Parties {
    /// The set of each node, by the place of one of its members.
    set_of: Vec<usize>,
    sets: Vec<Set>,
}

#[derive(Default)]
struct Set {
    /// Places of nodes, in order.
    members: Vec<usize>,
    kind: DesignationKind,
    /// What no other party may have another of: lists and their entries, as numbers.
    entries: BTreeSet<(Of, u32)>,
}

/// Where there is one of a party.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Of {
    /// A list by its name: one entry.
    List(u32),
    /// A list that was loaded, which may be put together of several: one designation.
    Source(usize),
}

impl Parties {
    /// Every node for itself.
    pub(super) fn new(nodes: &[Node]) -> Parties {
        let (mut lists, mut numbers) = (HashMap::new(), HashMap::new());
        let mut sets = Vec::with_capacity(nodes.len());
        for ((at, node), itself) in nodes.iter().enumerate().zip(0_u32..) {
            let designation = &node.designation;
            let entries = designation.entries.iter().map(|entry| {
                let list = place_of(&mut lists, entry.list.as_str());
                (Of::List(list), place_of(&mut numbers, (entry.list.as_str(), entry.id.as_str())))
            });
            let entries = entries.chain([(Of::Source(node.source), itself)]).collect();
            sets.push(Set { members: vec![at], kind: designation.kind, entries });
        }
        Parties { set_of: (0..sets.len()).collect(), sets }
    }

    /// Whether two nodes are one party.
    pub(super) fn is_one(&self, one: usize, other: usize) -> bool {
        self.set_of.get(one) == self.set_of.get(other)
    }

    /// Makes nodes one party, up to the bound on members.
    pub(super) fn unite_all(&mut self, nodes: &[usize]) {
        for (one, other) in nodes.iter().zip(nodes.iter().skip(1)) {
            if let (Some(one), Some(other)) = (self.number(*one), self.number(*other))
                && one != other
                && self.count_together(one, other) <= PARTY_MEMBERS_MAX
            {
                self.unite(one, other);
            }
        }
    }

    /// Makes one party of those sets of the nodes that may be: of one kind, without two numbers of one list, and where `agree` says so of their members.
    pub(super) fn unite_fitting(&mut self, nodes: &[usize], agree: impl Fn(&[usize], &[usize]) -> bool) {
        let mut kept: Vec<usize> = Vec::new();
        for set in self.sets_of(nodes) {
            let fitting = kept.iter().copied().find(|one| {
                let members = |set: usize| self.sets.get(set).map(|set| set.members.as_slice()).unwrap_or_default();
                self.may_be_one(*one, set) && agree(members(*one), members(set))
            });
            match fitting {
                Some(one) => self.unite(one, set),
                None => kept.push(set),
            }
        }
    }

    /// Whether two sets of these nodes have different entries of one list.
    pub(super) fn has_pair_of_one_list(&self, nodes: &[usize]) -> bool {
        let mut holder = BTreeMap::new();
        self.sets_of(nodes).into_iter().any(|set| self.lists_of(set).any(|list| *holder.entry(list).or_insert(set) != set))
    }

    /// The nodes whose sets share no list with another set of these nodes.
    pub(super) fn without_pairs_of_one_list(&self, nodes: &[usize]) -> Vec<usize> {
        let mut holders: BTreeMap<Of, BTreeSet<usize>> = BTreeMap::new();
        for set in self.sets_of(nodes) {
            for list in self.lists_of(set) {
                holders.entry(list).or_default().insert(set);
            }
        }
        let is_alone = |set: usize| self.lists_of(set).all(|list| holders.get(&list).is_none_or(|sets| sets.len() == 1));
        nodes.iter().copied().filter(|node| self.number(*node).is_some_and(is_alone)).collect()
    }

    /// The sets, by their first members.
    pub(super) fn into_groups(self) -> Vec<Group> {
        let sets = self.sets.into_iter().filter(|set| !set.members.is_empty());
        let mut groups: Vec<Group> = sets.map(|set| Group { members: set.members, dprk: false }).collect();
        groups.sort_by(|one, other| one.members.cmp(&other.members));
        groups
    }

    fn number(&self, node: usize) -> Option<usize> {
        self.set_of.get(node).copied()
    }

    /// Each once, by its first node.
    fn sets_of(&self, nodes: &[usize]) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        nodes.iter().filter_map(|node| self.number(*node)).filter(|set| seen.insert(*set)).collect()
    }

    fn lists_of(&self, set: usize) -> impl Iterator<Item = Of> {
        let lists: BTreeSet<Of> = self.sets.get(set).into_iter().flat_map(|set| &set.entries).map(|(list, _)| *list).collect();
        lists.into_iter()
    }

    fn count_together(&self, one: usize, other: usize) -> usize {
        [one, other].into_iter().filter_map(|set| self.sets.get(set)).map(|set| set.members.len()).sum()
    }

    fn may_be_one(&self, one: usize, other: usize) -> bool {
        let (Some(a), Some(b)) = (self.sets.get(one), self.sets.get(other)) else { return false };
        let unknown = DesignationKind::Unknown;
        let have_kind_in_common = a.kind == b.kind || a.kind == unknown || b.kind == unknown;
        let has_pair = a.entries.iter().any(|(list, entry)| b.entries.iter().any(|(of, other)| list == of && entry != other));
        have_kind_in_common && !has_pair && self.count_together(one, other) <= PARTY_MEMBERS_MAX
    }

    fn unite(&mut self, one: usize, other: usize) {
        let Some(taken) = self.sets.get_mut(other).map(mem::take) else { return };
        for member in &taken.members {
            if let Some(slot) = self.set_of.get_mut(*member) {
                *slot = one;
            }
        }
        if let Some(set) = self.sets.get_mut(one) {
            set.members.extend(taken.members);
            set.members.sort_unstable();
            set.entries.extend(taken.entries);
            if set.kind == DesignationKind::Unknown {
                set.kind = taken.kind;
            }
        }
    }
}

/// The number under which something is known from now on.
fn place_of<K: Eq + std::hash::Hash>(known: &mut HashMap<K, u32>, key: K) -> u32 {
    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
    *known.entry(key).or_insert(next)
}
