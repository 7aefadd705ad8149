//! What changed between two editions of a list. In: both editions. Out: entries that came, that went, and what changed of the others, fact by fact. The order of entries and of their
//! facts makes no difference, but for the first name.

use super::{Designation, DesignationKind, Identifier, Link, List, ListEntry, ListVersion, ListedName, Reference, Relation};
use crate::identifier::Imo;
use std::collections::{BTreeMap, BTreeSet};

/// The difference between two editions of one list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// The list.
    pub list: String,
    /// The edition before; `None` where the list was not there.
    pub before: Option<ListVersion>,
    /// The edition now; `None` where the list is no more there.
    pub now: Option<ListVersion>,
    /// Entries that came, by id.
    pub added: Vec<Summary>,
    /// Entries that went, by id.
    pub removed: Vec<Summary>,
    /// Entries of which something changed, by id.
    pub changed: Vec<Changed>,
}

/// An entry in one line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Summary {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: DesignationKind,
    /// Its primary name.
    pub name: String,
    /// Whether it concerns the DPRK.
    pub dprk: bool,
}

/// An entry that changed, as it is now.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Changed {
    /// The entry.
    pub entry: Summary,
    /// What changed, in the order of [`Aspect::ALL`].
    pub changes: Vec<Change>,
}

/// What changed of one aspect.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// Of what.
    pub aspect: Aspect,
    /// Facts that are no more stated, sorted.
    pub removed: Vec<String>,
    /// Facts that are stated now, sorted.
    pub added: Vec<String>,
}

/// What can change of an entry.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Aspect {
    /// What it is.
    Kind,
    /// Whether it concerns the DPRK.
    Dprk,
    /// The name that stands first.
    PrimaryName,
    /// Names, with how far they identify.
    Names,
    /// Programmes.
    Programmes,
    /// Legal bases.
    Basis,
    /// When it was listed, and when it was taken off.
    Listing,
    /// Business identifier codes.
    Bics,
    /// IMO numbers.
    Imos,
    /// Other numbers.
    Identifiers,
    /// Dates and places of birth.
    Birth,
    /// Nationalities, flags and countries.
    Countries,
    /// Addresses.
    Addresses,
    /// Numbers on other lists.
    References,
    /// Owners and other parties.
    Links,
    /// Notes.
    Notes,
}

impl Aspect {
    /// All of them.
    pub const ALL: &[Aspect] = &[
        Aspect::Kind,
        Aspect::Dprk,
        Aspect::PrimaryName,
        Aspect::Names,
        Aspect::Programmes,
        Aspect::Basis,
        Aspect::Listing,
        Aspect::Bics,
        Aspect::Imos,
        Aspect::Identifiers,
        Aspect::Birth,
        Aspect::Countries,
        Aspect::Addresses,
        Aspect::References,
        Aspect::Links,
        Aspect::Notes,
    ];

    /// The name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Aspect::Kind => "type",
            Aspect::Dprk => "dprk",
            Aspect::PrimaryName => "primary_name",
            Aspect::Names => "names",
            Aspect::Programmes => "programmes",
            Aspect::Basis => "basis",
            Aspect::Listing => "listing",
            Aspect::Bics => "bics",
            Aspect::Imos => "imos",
            Aspect::Identifiers => "identifiers",
            Aspect::Birth => "birth",
            Aspect::Countries => "countries",
            Aspect::Addresses => "addresses",
            Aspect::References => "references",
            Aspect::Links => "links",
            Aspect::Notes => "notes",
        }
    }

    /// What an entry states of it, in words.
    fn facts(self, of: &Designation) -> BTreeSet<String> {
        let of_entries = |facts: fn(&ListEntry) -> Vec<String>| of.entries.iter().flat_map(facts).collect();
        match self {
            Aspect::Kind => [of.kind.as_str().to_owned()].into(),
            Aspect::Dprk => [of.dprk.to_string()].into(),
            Aspect::PrimaryName => of.names.first().map(|name| name.text.clone()).into_iter().collect(),
            Aspect::Names => of.names.iter().map(name).collect(),
            Aspect::Programmes => of_entries(|entry| entry.programmes.clone()),
            Aspect::Basis => of_entries(|entry| entry.basis.clone()),
            Aspect::Listing => of_entries(listing),
            Aspect::Bics => of.bics.iter().map(ToString::to_string).collect(),
            Aspect::Imos => of.imos.iter().map(imo).collect(),
            Aspect::Identifiers => of.identifiers.iter().map(identifier).collect(),
            Aspect::Birth => of.birth_dates.iter().chain(&of.birth_places).cloned().collect(),
            Aspect::Countries => {
                let all = [("nationality", &of.nationalities), ("flag", &of.flags), ("address", &of.countries)];
                all.iter().flat_map(|(what, codes)| codes.iter().map(move |code| format!("{what} {code}"))).collect()
            }
            Aspect::Addresses => of.addresses.iter().cloned().collect(),
            Aspect::References => of.references.iter().map(reference).collect(),
            Aspect::Links => of.links.iter().map(link).collect(),
            Aspect::Notes => of.notes.iter().cloned().collect(),
        }
    }
}

fn name(name: &ListedName) -> String {
    format!("{} ({})", name.text, name.strength.as_str())
}

fn listing(entry: &ListEntry) -> Vec<String> {
    let on = entry.listed_on.map(|day| format!("listed {day}"));
    let off = entry.delisted_on.map(|day| format!("delisted {day}"));
    on.into_iter().chain(off).collect()
}

fn imo(imo: &Imo) -> String {
    let whose = match imo {
        Imo::Ship(_) => "ship",
        Imo::Company(_) => "company",
    };
    format!("{whose} {:07}", imo.number())
}

fn identifier(identifier: &Identifier) -> String {
    let country = identifier.country.as_ref().map_or(String::new(), |country| format!("@{country}"));
    format!("{}:{}{country}", identifier.kind.as_str(), identifier.value)
}

fn reference(reference: &Reference) -> String {
    format!("{}:{}", reference.list, reference.id)
}

fn link(link: &Link) -> String {
    let relation = match link.relation {
        Relation::LinkedTo => "linked to".to_owned(),
        Relation::OwnedBy(None) => "owned by".to_owned(),
        Relation::OwnedBy(Some(share)) => format!("owned {}.{:02} % by", share / 100, share % 100),
        Relation::ControlledBy => "controlled by".to_owned(),
        Relation::ActsFor => "acts for".to_owned(),
    };
    let id = link.id.as_ref().map_or(String::new(), |id| format!(" ({id})"));
    format!("{relation} {}{id}", link.name)
}

/// The differences of all lists, by their names; a list of which nothing changed has one without entries.
#[must_use]
pub fn diff(before: &[List], now: &[List]) -> Vec<Difference> {
    let mut pairs: BTreeMap<&str, (Option<&List>, Option<&List>)> = BTreeMap::new();
    before.iter().for_each(|list| pairs.entry(&list.version.list).or_default().0 = Some(list));
    now.iter().for_each(|list| pairs.entry(&list.version.list).or_default().1 = Some(list));
    pairs.into_iter().map(|(name, (before, now))| difference(name, before, now)).collect()
}

fn difference(name: &str, before: Option<&List>, now: Option<&List>) -> Difference {
    let [old, new] = [before, now].map(by_id);
    let added = new.iter().filter(|(id, _)| !old.contains_key(*id)).map(|(_, own)| summary(own)).collect();
    let removed = old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(_, own)| summary(own)).collect();
    let changed = new.iter().filter_map(|(id, now)| {
        let changes = changes(old.get(id)?, now);
        (!changes.is_empty()).then(|| Changed { entry: summary(now), changes })
    });
    let changed = changed.collect();
    let version = |list: &List| list.version.clone();
    Difference { list: name.to_owned(), before: before.map(version), now: now.map(version), added, removed, changed }
}

fn by_id(list: Option<&List>) -> BTreeMap<&str, &Designation> {
    list.into_iter().flat_map(|list| &list.designations).map(|own| (own.id.as_str(), own)).collect()
}

fn summary(of: &Designation) -> Summary {
    let name = of.names.first().map_or(String::new(), |name| name.text.clone());
    Summary { id: of.id.clone(), kind: of.kind, name, dprk: of.dprk }
}

fn changes(before: &Designation, now: &Designation) -> Vec<Change> {
    let of = |aspect: &Aspect| {
        let (old, new) = (aspect.facts(before), aspect.facts(now));
        let only = |one: &BTreeSet<String>, other| one.difference(other).cloned().collect();
        (old != new).then(|| Change { aspect: *aspect, removed: only(&old, &new), added: only(&new, &old) })
    };
    Aspect::ALL.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::Bic;
    use crate::list::{IdentifierKind, ListKind, Strength};

    fn named(text: &str) -> ListedName {
        ListedName { text: text.to_owned(), strength: Strength::Strong, needs: None }
    }

    fn entry(id: &str, name: &str) -> Designation {
        Designation {
            id: format!("un:{id}"),
            kind: DesignationKind::Person,
            names: vec![named(name)],
            entries: vec![ListEntry { list: "un".into(), id: id.into(), programmes: vec!["A".into()], ..ListEntry::default() }],
            ..Designation::default()
        }
    }

    fn list(name: &str, designations: Vec<Designation>) -> List {
        let count = designations.len();
        let version = ListVersion {
            list: name.into(),
            kind: ListKind::Official,
            date: None,
            sha256: [0; 32],
            count,
            dprk_count: 0,
            rejected_rows: 0,
        };
        List { version, designations }
    }

    fn ids(of: &[Summary]) -> Vec<&str> {
        of.iter().map(|summary| summary.id.as_str()).collect()
    }

    #[test]
    fn entries_come_and_go() {
        let before = [list("un", vec![entry("1", "Ann"), entry("2", "Ben")]), list("eu", vec![entry("9", "Zoe")])];
        let now = [list("uk", Vec::new()), list("un", vec![entry("3", "Cho"), entry("1", "Ann")])];
        let differences = diff(&before, &now);
        let told: Vec<_> = differences.iter().map(|of| (of.list.as_str(), ids(&of.added), ids(&of.removed))).collect();
        assert_eq!(told, [("eu", vec![], vec!["un:9"]), ("uk", vec![], vec![]), ("un", vec!["un:3"], vec!["un:2"])]);
        assert!(differences.iter().all(|of| of.changed.is_empty()));
        assert!(differences[0].now.is_none() && differences[1].before.is_none());
    }

    /// What is said where the second entry follows the first.
    fn check(change: impl Fn(&mut Designation), expected: &[&str]) {
        let before = entry("1", "Ann");
        let mut now = before.clone();
        change(&mut now);
        let said: Vec<String> = changes(&before, &now)
            .iter()
            .map(|change| format!("{} -{:?} +{:?}", change.aspect.as_str(), change.removed, change.added))
            .collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn every_aspect_of_an_entry_is_compared() {
        check(|_| {}, &[]);
        check(|own| own.kind = DesignationKind::Vessel, &[r#"type -["person"] +["vessel"]"#]);
        check(|own| own.dprk = true, &[r#"dprk -["false"] +["true"]"#]);
        check(|own| own.names.push(named("Anna")), &[r#"names -[] +["Anna (strong)"]"#]);
        check(
            |own| own.names.insert(0, named("Anna")),
            &[r#"primary_name -["Ann"] +["Anna"]"#, r#"names -[] +["Anna (strong)"]"#],
        );
        check(|own| own.names[0].strength = Strength::Weak, &[r#"names -["Ann (strong)"] +["Ann (weak)"]"#]);
        check(|own| own.entries[0].programmes = vec!["B".into()], &[r#"programmes -["A"] +["B"]"#]);
        check(|own| own.entries[0].basis.push("31 CFR 510".into()), &[r#"basis -[] +["31 CFR 510"]"#]);
        check(
            |own| own.entries[0].delisted_on = Some(jiff::civil::date(2026, 6, 5)),
            &[r#"listing -[] +["delisted 2026-06-05"]"#],
        );
        check(|own| own.bics.extend(Bic::parse("FTBDKPPY")), &[r#"bics -[] +["FTBDKPPYXXX"]"#]);
        check(|own| own.imos.push(Imo::Company(987_860)), &[r#"imos -[] +["company 0987860"]"#]);
        check(|own| own.birth_places.push("Nampo".into()), &[r#"birth -[] +["Nampo"]"#]);
        check(|own| own.flags.push("KP".into()), &[r#"countries -[] +["flag KP"]"#]);
        check(|own| own.addresses.push("1 A St".into()), &[r#"addresses -[] +["1 A St"]"#]);
        check(|own| own.references.push(Reference { list: "uk".into(), id: "7".into() }), &[r#"references -[] +["uk:7"]"#]);
        check(|own| own.notes.push("said".into()), &[r#"notes -[] +["said"]"#]);
        let passport = Identifier { kind: IdentifierKind::Passport, value: "123".into(), country: Some("KP".into()) };
        check(|own| own.identifiers.push(passport.clone()), &[r#"identifiers -[] +["passport:123@KP"]"#]);
        let owned = |relation, id: Option<&str>| Link { relation, id: id.map(str::to_owned), name: "Ben".into() };
        check(
            |own| own.links.push(owned(Relation::OwnedBy(Some(5005)), Some("un:2"))),
            &[r#"links -[] +["owned 50.05 % by Ben (un:2)"]"#],
        );
        check(|own| own.links.push(owned(Relation::LinkedTo, None)), &[r#"links -[] +["linked to Ben"]"#]);
    }

    #[test]
    fn the_order_of_facts_is_no_change() {
        let mut before = entry("1", "Ann");
        before.names.extend([named("Anna"), named("Anne")]);
        let mut now = before.clone();
        now.names[1..].reverse();
        assert_eq!(changes(&before, &now), []);
    }
}
