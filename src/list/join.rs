//! Entries of many lists to parties. In: editions of lists. Out: one [`Designation`] a party, with every entry, programme and legal basis that any list has for it.
//!
//! # What makes two entries one party
//!
//! 1. *One number*: the same number of the same list. The built-in list and a published one hold the same entry of the UN list.
//! 2. *One says so*: its publisher gives the number that the other list has for it. Where one entry gives several numbers of a list, or several entries of a list give one
//!    number, the publisher speaks of a group and not of one party: these say nothing.
//! 3. *One number of its own*: a passport or national number of one country, a registration of one country, the IMO number of the ship itself, a LEI, a BIC without its branch, a
//!    wallet, a registration mark. Each is looked at only for what can hold it: a ship has no passport, and the IMO number of a company stands in the entries of its ships.
//!
//! Never by a name: of names it is only asked that they do not speak against a number. A number that a person typed may be a digit off and belong to somebody else, and a bank's BIC
//! stands in entries of its customers. So numbers that people type join only where a word of a name or a year of birth agrees too; an IMO number and a LEI have check digits,
//! and ships change their names.
//!
//! # What keeps parties apart
//!
//! A list has one number for a party. Hence nothing but one designation that has both, as those of the built-in list which people reviewed, puts two numbers of one list together; a
//! number of its own that any list gives to two of its designations is shared, and joins nothing at all. A chain from party to party would need such a pair, so a party grows by one entry a list at most. Entries kept
//! apart that are one party cost a second hit; entries joined that are two give one the law of the other.
//!
//! Entries of watch lists are joined among themselves by number alone, and never to an official one: a report must not get the effect of law.
//!
//! # The DPRK
//!
//! A party concerns the DPRK where any entry of it does, or where it refers to an entry that does, joined or not. "Linked to" is another party, and spreads nothing.

mod parties;
#[cfg(test)]
mod tests;

use super::{Designation, IdentifierKind, Indicator, List, ListKind, ListVersion, Strength, without_passport_letters};
use crate::identifier::Imo;
use parties::Parties;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All lists as one.
#[derive(Debug)]
pub struct Joined {
    /// The lists, by name. To each `dprk_count` is added what concerns the DPRK by another list.
    pub versions: Vec<ListVersion>,
    /// Official ones first, each kind sorted by id.
    pub parties: Vec<Party>,
}

/// Who or what is listed.
#[derive(Debug)]
pub struct Party {
    /// With all its entries. Its id is that of the entry on the first of [`LISTS_IN_ORDER`].
    pub designation: Designation,
    /// Only reported, on no official list.
    pub reported_only: bool,
}

/// Whose number names a party that several lists have: the first of these, then the others by their names.
pub const LISTS_IN_ORDER: &[&str] = &["un", "ofac-sdn", "uk", "eu", "dfat"];

/// Most designations that become one. Some thirty authorities publish lists, and each has a party once; without a bound a broken list, whose rows repeat each other's numbers one
/// after the other, would become one party.
pub const PARTY_MEMBERS_MAX: usize = 64;

/// Joins lists, in whatever order they come. The same lists give the same parties.
#[must_use]
pub fn join(lists: Vec<List>) -> Joined {
    let mut lists = lists;
    lists.sort_by(|one, other| order(&one.version).cmp(&order(&other.version)));
    let mut versions = Vec::with_capacity(lists.len());
    let (mut official, mut reported) = (Vec::new(), Vec::new());
    for (source, list) in lists.into_iter().enumerate() {
        let nodes = match list.version.kind {
            ListKind::Official => &mut official,
            ListKind::Watch => &mut reported,
        };
        nodes.extend(list.designations.into_iter().map(|designation| Node { source, designation }));
        versions.push(list.version);
    }
    let groups = [grouped(&official, true), grouped(&reported, false)];
    let mut parties = Vec::with_capacity(official.len() + reported.len());
    for ((nodes, groups), reported_only) in [official, reported].into_iter().zip(groups).zip([false, true]) {
        let mut joined = one_each(nodes, groups, &mut versions);
        joined.sort_by(|one, other| one.id.cmp(&other.id));
        parties.extend(joined.into_iter().map(|designation| Party { designation, reported_only }));
    }
    Joined { versions, parties }
}

/// The name first; the rest only so that two editions of one name always come in one order.
fn order(version: &ListVersion) -> impl Ord + '_ {
    (&version.list, version.date, version.sha256)
}

/// A designation of one list.
struct Node {
    /// Which list of those that are joined.
    source: usize,
    designation: Designation,
}

/// Nodes that are one party, by their places, and whether they concern the DPRK.
struct Group {
    members: Vec<usize>,
    dprk: bool,
}

fn grouped(nodes: &[Node], by_more_than_number: bool) -> Vec<Group> {
    let mut parties = Parties::new(nodes);
    let under_number = entries(nodes);
    for holders in under_number.values() {
        parties.unite_all(holders);
    }
    let references = references(nodes);
    if by_more_than_number {
        join_by_reference(&references, &under_number, nodes, &mut parties);
        join_by_own_number(nodes, &mut parties);
    }
    let mut groups = parties.into_groups();
    spread_dprk(&mut groups, &references, &under_number, nodes);
    groups
}

/// A list's number of an entry.
type Number<'n> = (&'n str, &'n str);

/// The nodes that hold each entry.
fn entries(nodes: &[Node]) -> BTreeMap<Number<'_>, Vec<usize>> {
    let mut holders: BTreeMap<Number<'_>, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        for entry in &node.designation.entries {
            holders.entry((&entry.list, &entry.id)).or_default().push(at);
        }
    }
    holders
}

/// The nodes that refer to each entry.
fn references(nodes: &[Node]) -> BTreeMap<Number<'_>, Vec<usize>> {
    let mut referring: BTreeMap<Number<'_>, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        for reference in &node.designation.references {
            referring.entry((&reference.list, &reference.id)).or_default().push(at);
        }
    }
    referring
}

/// An entry with what refers to it, and to it alone of its list.
fn join_by_reference(
    references: &BTreeMap<Number<'_>, Vec<usize>>,
    under_number: &BTreeMap<Number<'_>, Vec<usize>>,
    nodes: &[Node],
    parties: &mut Parties,
) {
    for (number, referring) in references {
        let holder = under_number.get(number).and_then(|holders| holders.first().copied());
        let refers_to_it_alone = |at: &&usize| {
            let others = nodes.get(**at).into_iter().flat_map(|node| &node.designation.references);
            others.filter(|other| other.list == number.0 && other.id != number.1).all(|other| {
                let other = under_number.get(&(other.list.as_str(), other.id.as_str())).and_then(|holders| holders.first());
                holder.zip(other.copied()).is_some_and(|(one, other)| parties.is_one(one, other))
            })
        };
        let referring: Vec<usize> = referring.iter().filter(refers_to_it_alone).copied().collect();
        let referring = parties.without_pairs_of_one_list(&referring);
        let all: Vec<usize> = holder.into_iter().chain(referring).collect();
        // What does not fit the entry that is referred to does not fit by being referred from elsewhere.
        parties.unite_fitting(&all, |one, _| holder.is_none_or(|holder| one.contains(&holder)));
    }
}

/// Parties that share a number of their own.
fn join_by_own_number(nodes: &[Node], parties: &mut Parties) {
    let mut holders: HashMap<OwnNumber, Vec<usize>> = HashMap::new();
    for (at, node) in nodes.iter().enumerate() {
        for number in own_numbers(&node.designation) {
            holders.entry(number).or_default().push(at);
        }
    }
    let mut shared: Vec<(OwnNumber, Vec<usize>)> = holders.into_iter().filter(|(_, holders)| holders.len() > 1).collect();
    shared.sort();
    for (number, holders) in shared {
        if parties.has_pair_of_one_list(&holders) {
            continue;
        }
        let designations = |members: &[usize]| -> Vec<&Designation> {
            members.iter().filter_map(|at| nodes.get(*at)).map(|node| &node.designation).collect()
        };
        parties.unite_fitting(&holders, |one, other| {
            number.has_check_digits() || agree_otherwise(&designations(one), &designations(other))
        });
    }
}

/// A number that belongs to one party alone, in the form in which two lists agree on it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
enum OwnNumber {
    Ship(u32),
    Lei(String),
    Bic([u8; 8]),
    Tail(String),
    Wallet(String),
    Document { kind: IdentifierKind, country: String, number: String },
}

impl OwnNumber {
    /// Whether a slip of the pen would show, so that the number needs no other sign.
    fn has_check_digits(&self) -> bool {
        match self {
            OwnNumber::Ship(_) | OwnNumber::Lei(_) => true,
            OwnNumber::Bic(_) | OwnNumber::Tail(_) | OwnNumber::Wallet(_) | OwnNumber::Document { .. } => false,
        }
    }
}

/// The numbers that only this party has, as far as it is something that can have them.
fn own_numbers(designation: &Designation) -> BTreeSet<OwnNumber> {
    use super::DesignationKind::{Aircraft, Organisation, Person, Unknown, Vessel};
    let kind = designation.kind;
    let mut numbers = BTreeSet::new();
    if matches!(kind, Vessel | Unknown) {
        numbers.extend(designation.imos.iter().filter_map(|imo| match imo {
            Imo::Ship(number) => Some(OwnNumber::Ship(*number)),
            Imo::Company(_) => None,
        }));
    }
    if matches!(kind, Organisation | Unknown) {
        let business = designation.bics.iter().filter_map(|bic| bic.as_str().as_bytes().first_chunk().copied());
        numbers.extend(business.map(OwnNumber::Bic));
    }
    for identifier in &designation.identifiers {
        let number = folded(identifier.number());
        let own = match (identifier.kind, kind) {
            (IdentifierKind::Lei, Organisation | Unknown) => Some(OwnNumber::Lei(number)),
            (IdentifierKind::Tail, Aircraft | Unknown) => Some(OwnNumber::Tail(number)),
            (IdentifierKind::Wallet, Person | Organisation | Unknown) => Some(OwnNumber::Wallet(wallet(identifier.number()))),
            (IdentifierKind::Passport | IdentifierKind::NationalId, Person | Unknown)
            | (IdentifierKind::Registration, Organisation | Unknown) => {
                let number = without_passport_letters(&number).to_owned();
                let country = identifier.country.clone().filter(|_| number.chars().count() >= DOCUMENT_CHARACTERS_MIN);
                country.map(|country| OwnNumber::Document { kind: identifier.kind, country, number })
            }
            // Accounts are held together, call signs and MMSI go to the next ship with the flag, and the rest stands in an entry that cannot be its holder.
            _ => None,
        };
        numbers.extend(own);
    }
    numbers
}

/// Letters and digits in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Bitcoin addresses tell case apart; hexadecimal ones do not.
fn wallet(text: &str) -> String {
    let text = text.trim();
    if text.starts_with("0x") { text.to_ascii_lowercase() } else { text.to_owned() }
}

/// Whether a word of a name or a year of birth is the same.
fn agree_otherwise(one: &[&Designation], other: &[&Designation]) -> bool {
    let words = |of: &[&Designation]| -> BTreeSet<String> {
        let names = of.iter().flat_map(|designation| &designation.names);
        let words = names.flat_map(|name| name.text.split(|character: char| !character.is_alphanumeric()).map(folded));
        words.filter(|word| word.chars().nth(1).is_some()).collect()
    };
    let years = |of: &[&Designation]| -> BTreeSet<String> {
        let dates = of.iter().flat_map(|designation| &designation.birth_dates);
        dates.flat_map(|date| date.split('/')).filter_map(|date| date.get(..4)).map(str::to_owned).collect()
    };
    !words(one).is_disjoint(&words(other)) || !years(one).is_disjoint(&years(other))
}

/// Whoever refers to an entry that concerns the DPRK concerns it too, at any remove.
fn spread_dprk(
    groups: &mut [Group],
    references: &BTreeMap<Number<'_>, Vec<usize>>,
    under_number: &BTreeMap<Number<'_>, Vec<usize>>,
    nodes: &[Node],
) {
    let mut group_of = vec![0; nodes.len()];
    for (place, group) in groups.iter().enumerate() {
        for member in &group.members {
            if let Some(slot) = group_of.get_mut(*member) {
                *slot = place;
            }
        }
    }
    let mut referring: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (number, from) in references {
        for holder in under_number.get(number).into_iter().flatten().filter_map(|at| group_of.get(*at)) {
            if let Some(referring) = referring.get_mut(*holder) {
                referring.extend(from.iter().filter_map(|at| group_of.get(*at)));
            }
        }
    }
    let mut open: Vec<usize> = (0..groups.len()).collect();
    open.retain(|place| {
        let Some(group) = groups.get_mut(*place) else { return false };
        group.dprk = group.members.iter().filter_map(|at| nodes.get(*at)).any(|node| node.designation.dprk);
        group.dprk
    });
    while let Some(place) = open.pop() {
        for next in referring.get(place).into_iter().flatten() {
            if let Some(group) = groups.get_mut(*next).filter(|group| !group.dprk) {
                group.dprk = true;
                open.push(*next);
            }
        }
    }
}

/// One designation a group. What a cross reference adds to the DPRK is counted for the list of each.
fn one_each(nodes: Vec<Node>, groups: Vec<Group>, versions: &mut [ListVersion]) -> Vec<Designation> {
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let mut take = |at: &usize| nodes.get_mut(*at).and_then(Option::take);
    let mut all = Vec::with_capacity(groups.len());
    for group in groups {
        let mut members: Vec<Node> = group.members.iter().filter_map(&mut take).collect();
        for node in members.iter().filter(|node| group.dprk && !node.designation.dprk) {
            // A designation without entries is one all the same.
            if let Some(version) = versions.get_mut(node.source) {
                version.dprk_count += node.designation.entries.len().max(1);
            }
        }
        // Stable: members of one id stay in the order of their lists.
        members.sort_by(|one, other| rank(&one.designation.id).cmp(&rank(&other.designation.id)));
        let is_joined = members.len() > 1;
        let joined = members.into_iter().map(|node| node.designation).reduce(|mut one, other| {
            one.absorb(other);
            one
        });
        all.extend(joined.map(|mut designation| {
            designation.dprk |= group.dprk;
            if is_joined {
                settle_names(&mut designation);
                designation.entries.sort_by(|one, other| rank_of(&one.list, &one.id).cmp(&rank_of(&other.list, &other.id)));
            }
            designation
        }));
    }
    all
}

/// Where an id stands among those of its party: the first names it.
fn rank(id: &str) -> impl Ord + '_ {
    let (list, number) = id.split_once(':').unwrap_or((id, ""));
    rank_of(list, number)
}

fn rank_of<'a>(list: &'a str, number: &'a str) -> (usize, &'a str, &'a str) {
    let place = LISTS_IN_ORDER.iter().position(|known| *known == list);
    (place.unwrap_or(LISTS_IN_ORDER.len()), list, number)
}

/// Lists spell a name in capitals or not, with and without a hyphen: whatever one says of how far a name reaches holds for every spelling. Of spellings that differ in case alone the
/// first stays.
fn settle_names(designation: &mut Designation) {
    let mut settled: HashMap<String, (Strength, Option<Indicator>)> = HashMap::new();
    for name in &designation.names {
        let (strength, needs) = settled.entry(folded(&name.text)).or_insert((name.strength, name.needs));
        *strength = name.strength.min(*strength);
        *needs = needs.or(name.needs);
    }
    let mut spellings = BTreeSet::new();
    designation.names.retain(|name| spellings.insert(name.text.to_lowercase()));
    for name in &mut designation.names {
        if let Some((strength, needs)) = settled.get(&folded(&name.text)) {
            (name.strength, name.needs) = (*strength, *needs);
        }
    }
}

/// Registers number from one: a shorter number of a country is that of many things.
const DOCUMENT_CHARACTERS_MIN: usize = 6;
