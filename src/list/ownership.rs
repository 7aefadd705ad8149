//! What listed parties own. In: parties with the owners that their publishers name, and holdings as a bank knows them. Out: parties that count as listed because of who owns them,
//! each with the chain that leads there, as lists like any other.
//!
//! The rules stand in `ownership/rules.tsv`, each with its source and its days. OFAC: what blocked persons own to 50 percent or more, together and directly or indirectly, is blocked;
//! what is so owned counts as blocked itself, and its own holdings in full. The EU and the UK go by a threshold of their own and by control; where shares of several owners do not
//! add up by the guidance, such a party is only flagged, and so is one whose publisher names an owner and no share.
//!
//! # What it can and cannot know
//!
//! It knows what the lists and the file say, as they say it, and nothing else. Registers are late, nominees hide, voting rights and boards are not in a number, and a share of
//! "about half" is none. A party that no holding leads to is not thereby clean. A holding never clears anybody either: it adds parties, and takes none away. The shares of different
//! owners are taken to be different shares; what two sources say of one owner and one party is one holding, the larger. That a party was sold before its owner was listed, only
//! the file can say, by not naming it.

mod holdings;
mod rule;
#[cfg(test)]
mod tests;

pub use holdings::{HOLDINGS_MAX, Holding, HoldingError, holdings};

use super::{
    Designation, DesignationKind, Link, List, ListEntry, ListKind, ListVersion, ListedName, Reference, Relation, Strength,
};
use jiff::civil::Date;
use rule::{Rule, rules};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use thiserror::Error;

/// A share of something, in ten-thousandths of a percent.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Share(u32);

impl Share {
    /// All of it.
    pub const WHOLE: Share = Share(1_000_000);

    /// Reads a percentage from 0 to 100 with up to four decimals.
    #[must_use]
    pub fn parse(text: &str) -> Option<Share> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || fraction.len() > 4 || !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let share = Share(format!("{whole}{fraction:0<4}").parse().ok()?);
        (share <= Share::WHOLE).then_some(share)
    }

    /// Of hundredths of a percent.
    #[must_use]
    pub fn of_hundredths(hundredths: u16) -> Share {
        Share(u32::from(hundredths) * 100)
    }

    fn plus(self, other: Share) -> Share {
        Share(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = format!("{:04}", self.0 % 10_000);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{}{point}{decimals} %", self.0 / 10_000)
    }
}

/// What came of all holdings.
#[derive(Debug, Default)]
pub struct Ownership {
    /// Parties that count as listed, sorted by id: designations of an official list.
    pub owned: Vec<Designation>,
    /// Parties of which it is not certain: designations of a watch list.
    pub uncertain: Vec<Designation>,
    /// What is wrong with what the sources say, up to [`PROBLEMS_MAX`].
    pub problems: Vec<Problem>,
}

/// Something that a person should look at.
#[derive(Clone, Debug, Eq, Error, Ord, PartialEq, PartialOrd)]
pub enum Problem {
    /// Nobody knows who that is: no list has the id, and no row of the file owns a party of the name.
    #[error("{owner} owns a part of {owned}, and is neither on a list nor owned by anybody")]
    UnknownOwner {
        /// The owner.
        owner: String,
        /// What it owns.
        owned: String,
    },
    /// More than there is.
    #[error("the shares of the owners of {owned} are {sum} together")]
    MoreThanAll {
        /// The party.
        owned: String,
        /// All shares.
        sum: Share,
    },
    /// It owns itself through others. That adds nothing to what it is.
    #[error("{party} owns a part of itself, directly or through others")]
    Cycle {
        /// One of the parties of the ring.
        party: String,
    },
}

/// Most problems that are reported: of a file that is wrong throughout the first say enough.
pub const PROBLEMS_MAX: usize = 1_000;

/// Most owners, and owners of owners, that a designation names as its evidence.
pub const CHAIN_OWNERS_MAX: usize = 32;

/// Finds what the parties own on a day. `parties` are all that the lists have, joined: their links are holdings too.
#[must_use]
pub fn trace(parties: &[&Designation], holdings: &[Holding], day: Date) -> Ownership {
    let graph = Graph::new(parties, holdings);
    let mut found = Found::default();
    for rule in rules(day) {
        graph.follow(&rule, &mut found);
    }
    let [owned, uncertain] = [found.owned, found.uncertain].map(|designations| {
        let mut designations: Vec<Designation> = designations.into_values().collect();
        designations.sort_by(|one, other| one.id.cmp(&other.id));
        designations
    });
    Ownership { owned, uncertain, problems: graph.problems() }
}

/// What the rules have found so far, by the place of the party: it is one, whatever the number of rules.
#[derive(Default)]
struct Found {
    owned: BTreeMap<usize, Designation>,
    uncertain: BTreeMap<usize, Designation>,
}

fn add(found: &mut BTreeMap<usize, Designation>, place: usize, designation: Designation) {
    match found.get_mut(&place) {
        Some(known) => known.absorb(designation),
        None => {
            found.insert(place, designation);
        }
    }
}

impl Ownership {
    /// As lists that are joined and indexed with the others: what counts as listed, and what is only flagged.
    #[must_use]
    pub fn into_lists(self, date: Option<Date>) -> [List; 2] {
        let official = list("ownership", ListKind::Official, date, self.owned);
        [official, list("ownership-uncertain", ListKind::Watch, date, self.uncertain)]
    }
}

fn list(name: &str, kind: ListKind, date: Option<Date>, designations: Vec<Designation>) -> List {
    let mut digest = Sha256::new();
    designations.iter().for_each(|own| digest.update(format!("{own:?}\n")));
    let version = ListVersion {
        list: name.to_owned(),
        kind,
        date,
        sha256: digest.finalize().into(),
        count: designations.len(),
        dprk_count: designations.iter().filter(|own| own.dprk).count(),
        rejected_rows: 0,
    };
    List { version, designations }
}

/// A party: a place among those that are listed, or a name.
struct Node<'p> {
    label: &'p str,
    listed: Option<&'p Designation>,
    owners: BTreeMap<usize, Stake>,
}

/// What one owner has of one party.
#[derive(Clone, Copy, Default)]
struct Stake {
    share: Option<Share>,
    controls: bool,
}

struct Graph<'p> {
    nodes: Vec<Node<'p>>,
    /// What each owns.
    owned: Vec<BTreeSet<usize>>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl<'p> Graph<'p> {
    fn new(parties: &[&'p Designation], holdings: &'p [Holding]) -> Graph<'p> {
        let mut graph = Graph { nodes: Vec::new(), owned: Vec::new(), by_id: BTreeMap::new(), by_name: BTreeMap::new() };
        for party in parties {
            let place = graph.add(Node { label: &party.id, listed: Some(party), owners: BTreeMap::new() });
            let entries = party.entries.iter().map(|entry| format!("{}:{}", entry.list, entry.id));
            graph.by_id.extend(entries.chain([party.id.clone()]).map(|id| (id, place)));
        }
        for (place, party) in parties.iter().enumerate() {
            party.links.iter().for_each(|link| graph.add_link(link, place));
        }
        for holding in holdings {
            let (owner, owned) = (graph.place_of(&holding.owner), graph.place_of(&holding.owned));
            graph.add_stake(owner, owned, Stake { share: Some(holding.share), controls: false });
        }
        graph
    }

    fn add(&mut self, node: Node<'p>) -> usize {
        self.nodes.push(node);
        self.owned.push(BTreeSet::new());
        self.nodes.len() - 1
    }

    /// Only a number says which party is meant: of those with one name any may be.
    fn add_link(&mut self, link: &'p Link, owned: usize) {
        let stake = match link.relation {
            Relation::OwnedBy(share) => Stake { share: share.map(Share::of_hundredths), controls: false },
            Relation::ControlledBy => Stake { share: None, controls: true },
            Relation::LinkedTo | Relation::ActsFor => return,
        };
        if let Some(owner) = link.id.as_ref().and_then(|id| self.by_id.get(id)) {
            self.add_stake(*owner, owned, stake);
        }
    }

    /// A listed party by its id; any other by its name, in any case and punctuation.
    fn place_of(&mut self, party: &'p str) -> usize {
        if let Some(place) = self.by_id.get(party) {
            return *place;
        }
        let key: String = party.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if let Some(place) = self.by_name.get(&key) {
            return *place;
        }
        let place = self.add(Node { label: party, listed: None, owners: BTreeMap::new() });
        self.by_name.insert(key, place);
        place
    }

    fn add_stake(&mut self, owner: usize, owned: usize, stake: Stake) {
        if let Some(node) = self.nodes.get_mut(owned) {
            let known = node.owners.entry(owner).or_default();
            known.share = known.share.max(stake.share);
            known.controls |= stake.controls;
        }
        if let Some(all) = self.owned.get_mut(owner) {
            all.insert(owned);
        }
    }

    fn problems(&self) -> Vec<Problem> {
        let label = |place: &usize| self.nodes.get(*place).map_or(String::new(), |node| node.label.to_owned());
        let mut problems = Vec::new();
        for node in &self.nodes {
            let sum = node.owners.values().filter_map(|stake| stake.share).fold(Share::default(), Share::plus);
            if sum > Share::WHOLE {
                problems.push(Problem::MoreThanAll { owned: node.label.to_owned(), sum });
            }
            let is_unknown =
                |owner: &&usize| self.nodes.get(**owner).is_some_and(|owner| owner.listed.is_none() && owner.owners.is_empty());
            let unknown = node.owners.keys().filter(is_unknown);
            problems.extend(unknown.map(|owner| Problem::UnknownOwner { owner: label(owner), owned: node.label.to_owned() }));
        }
        problems.extend(self.rings().iter().map(|place| Problem::Cycle { party: label(place) }));
        problems.sort();
        problems.truncate(PROBLEMS_MAX);
        problems
    }

    /// A party of each ring of holdings: where a walk along what is owned comes back to where it is.
    fn rings(&self) -> BTreeSet<usize> {
        #[derive(Clone, Copy, PartialEq)]
        enum Seen {
            No,
            OnTheWay,
            Done,
        }
        let mut seen = vec![Seen::No; self.nodes.len()];
        let mut rings = BTreeSet::new();
        for start in 0..self.nodes.len() {
            if seen.get(start) != Some(&Seen::No) {
                continue;
            }
            let mut way = vec![(start, self.owned.get(start).into_iter().flatten())];
            if let Some(slot) = seen.get_mut(start) {
                *slot = Seen::OnTheWay;
            }
            while let Some((at, next)) = way.last_mut() {
                match next.next() {
                    None => {
                        if let Some(slot) = seen.get_mut(*at) {
                            *slot = Seen::Done;
                        }
                        way.pop();
                    }
                    Some(owned) => match seen.get(*owned) {
                        Some(Seen::OnTheWay) => {
                            rings.insert(*owned);
                        }
                        Some(Seen::No) => {
                            if let Some(slot) = seen.get_mut(*owned) {
                                *slot = Seen::OnTheWay;
                            }
                            way.push((*owned, self.owned.get(*owned).into_iter().flatten()));
                        }
                        Some(Seen::Done) | None => {}
                    },
                }
            }
        }
        rings
    }

    /// Goes from the owners that the rule's lists have to all that counts as listed by it. Each party is settled once, so that rings end.
    fn follow(&self, rule: &Rule, found: &mut Found) {
        let mut reached = Reached::default();
        let is_listed = |node: &Node<'_>| {
            let entries = node.listed.into_iter().flat_map(|own| &own.entries);
            entries.filter(|entry| entry.delisted_on.is_none()).any(|entry| rule.lists.contains(&entry.list.as_str()))
        };
        let mut open: BTreeSet<usize> = BTreeSet::new();
        for (place, _) in self.nodes.iter().enumerate().filter(|(_, node)| is_listed(node)) {
            reached.blocked.insert(place, Vec::new());
            open.insert(place);
        }
        let mut doubted: BTreeSet<usize> = BTreeSet::new();
        while let Some(place) = open.pop_first() {
            for owned in self.owned.get(place).into_iter().flatten() {
                if reached.blocked.contains_key(owned) {
                    continue;
                }
                match self.weigh(*owned, rule, &reached) {
                    Weight::Counts(owners) => {
                        reached.blocked.insert(*owned, owners);
                        open.insert(*owned);
                    }
                    Weight::Uncertain => {
                        doubted.insert(*owned);
                    }
                    Weight::None => {}
                }
            }
        }
        for (place, owners) in reached.blocked.iter().filter(|(_, owners)| !owners.is_empty()) {
            if let Some(designation) = self.designation(*place, owners, rule, &reached, true) {
                add(&mut found.owned, *place, designation);
            }
        }
        for place in doubted.iter().filter(|place| !reached.blocked.contains_key(place)) {
            let owners = self.owners_reached(*place, &reached);
            if let Some(designation) = self.designation(*place, &owners, rule, &reached, false) {
                add(&mut found.uncertain, *place, designation);
            }
        }
    }

    fn owners_reached(&self, place: usize, reached: &Reached) -> Vec<usize> {
        let owners = self.nodes.get(place).into_iter().flat_map(|node| node.owners.keys());
        owners.filter(|owner| **owner != place && reached.blocked.contains_key(owner)).copied().collect()
    }

    fn weigh(&self, place: usize, rule: &Rule, reached: &Reached) -> Weight {
        let owners = self.owners_reached(place, reached);
        let stakes = || owners.iter().filter_map(|owner| self.nodes.get(place)?.owners.get(owner));
        let together = stakes().filter_map(|stake| stake.share).fold(Share::default(), Share::plus);
        let one_alone = stakes().filter_map(|stake| stake.share).any(|share| rule.is_met_by(share));
        let controls = stakes().any(|stake| stake.controls);
        if one_alone || rule.adds_up && rule.is_met_by(together) || rule.counts_control && controls {
            Weight::Counts(owners)
        } else if rule.is_met_by(together) || controls || stakes().any(|stake| stake.share.is_none()) {
            Weight::Uncertain
        } else {
            Weight::None
        }
    }

    /// The party as a list would have it: under its name, with the programmes of its owners, and the chain as notes.
    fn designation(
        &self,
        place: usize,
        owners: &[usize],
        rule: &Rule,
        reached: &Reached,
        is_certain: bool,
    ) -> Option<Designation> {
        let node = self.nodes.get(place)?;
        let (mut programmes, mut dprk) = (BTreeSet::new(), false);
        let mut notes = vec![if is_certain {
            format!("counts as listed because of its owners: {}", rule.source)
        } else {
            format!("its owners are listed, and whether it counts as listed is not certain: {}", rule.source)
        }];
        let mut open: Vec<(usize, Vec<usize>)> = vec![(place, owners.to_vec())];
        let mut told = BTreeSet::from([place]);
        while let Some((owned, owners)) = open.pop() {
            for owner in owners {
                if notes.len() <= CHAIN_OWNERS_MAX {
                    notes.push(self.sentence(owner, owned)?);
                }
                let listed = self.nodes.get(owner)?.listed.into_iter();
                for entry in listed.flat_map(|own| &own.entries).filter(|entry| rule.lists.contains(&entry.list.as_str())) {
                    programmes.extend(entry.programmes.iter().cloned());
                }
                dprk |= self.nodes.get(owner)?.listed.is_some_and(|own| own.dprk);
                if told.insert(owner) {
                    open.push((owner, reached.blocked.get(&owner).cloned().unwrap_or_default()));
                }
            }
        }
        let entry = ListEntry {
            list: rule.name.to_owned(),
            id: node.label.to_owned(),
            programmes: programmes.into_iter().collect(),
            basis: vec![rule.source.to_owned()],
            ..ListEntry::default()
        };
        let names = match node.listed {
            Some(own) => own.names.clone(),
            None => vec![ListedName { text: node.label.to_owned(), strength: Strength::Strong, needs: None }],
        };
        // With this reference the owned party becomes one with itself where a list has it already.
        let references = node
            .listed
            .and_then(|own| own.entries.first())
            .map(|entry| Reference { list: entry.list.clone(), id: entry.id.clone() });
        Some(Designation {
            id: format!("{}:{}", rule.name, node.label),
            kind: node.listed.map_or(DesignationKind::Organisation, |own| own.kind),
            dprk: dprk || node.listed.is_some_and(|own| own.dprk),
            names,
            entries: vec![entry],
            notes,
            references: references.into_iter().collect(),
            ..Designation::default()
        })
    }

    fn sentence(&self, owner: usize, owned: usize) -> Option<String> {
        let [from, to] = [self.nodes.get(owner)?, self.nodes.get(owned)?];
        let stake = to.owners.get(&owner)?;
        let how = match (stake.share, stake.controls) {
            (Some(share), _) => format!("owns {share} of"),
            (None, true) => "controls".to_owned(),
            (None, false) => "owns an unknown share of".to_owned(),
        };
        Some(format!("{} {how} {}", called(from), called(to)))
    }
}

/// Its name, and its id where it has one.
fn called(node: &Node<'_>) -> String {
    match node.listed.and_then(|own| own.names.first()) {
        Some(name) => format!("{} ({})", name.text, node.label),
        None => node.label.to_owned(),
    }
}

/// What counts as listed so far, each with the owners that make it so; none for those that are on a list.
#[derive(Default)]
struct Reached {
    blocked: BTreeMap<usize, Vec<usize>>,
}

/// What the owners of a party make of it.
enum Weight {
    Counts(Vec<usize>),
    Uncertain,
    None,
}
