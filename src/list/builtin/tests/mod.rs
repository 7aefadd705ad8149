//! Every row of the embedded lists. A failure names the row.

mod complete;

use super::*;
use crate::identifier::Imo;
use crate::list::{IdentifierKind, ListEntry, Strength};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_row_is_read() {
    for list in [official(), watch()] {
        assert_eq!(list.version.rejected_rows, 0, "{}", list.version.list);
        assert_eq!(list.version.count, list.designations.iter().map(|designation| designation.entries.len()).sum::<usize>());
        assert_eq!(list.version.dprk_count, list.version.count);
        assert!(list.designations.iter().all(|designation| designation.dprk));
        assert!(list.version.date.is_some());
    }
    for kind in [DesignationKind::Person, DesignationKind::Organisation, DesignationKind::Vessel, DesignationKind::Aircraft] {
        assert!(official().designations.iter().any(|designation| designation.kind == kind), "{}", kind.as_str());
    }
}

#[test]
fn the_watch_list_has_no_legal_effect() {
    assert_eq!((official().version.kind, watch().version.kind), (ListKind::Official, ListKind::Watch));
    for designation in watch().designations {
        assert!(!designation.notes.is_empty(), "{} says who reported it", designation.id);
        assert!(designation.entries.iter().all(|entry| entry.basis.is_empty()), "{}", designation.id);
    }
    assert!(official().designations.iter().all(|designation| designation.notes.is_empty()), "an official list designates");
}

#[test]
fn designations_are_sorted_and_named_after_the_entry_that_identifies_them() {
    for list in [official(), watch()] {
        let ids: Vec<&str> = list.designations.iter().map(|designation| designation.id.as_str()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "{}", list.version.list);
        for designation in &list.designations {
            let first = designation.entries.iter().min_by_key(|entry| rank(entry)).unwrap();
            assert!(
                designation.entries.iter().any(|entry| entry.list == first.list && designation.id == reference(entry)),
                "{}",
                designation.id
            );
        }
    }
}

#[test]
fn every_entry_stands_once_and_has_a_basis() {
    let mut seen = BTreeSet::new();
    for designation in official().designations {
        for entry in &designation.entries {
            assert!(seen.insert(reference(entry)), "{} twice", reference(entry));
            assert!(!entry.id.is_empty() && !entry.programmes.is_empty() && !entry.basis.is_empty(), "{}", reference(entry));
            assert!(entry.programmes.iter().chain(&entry.basis).all(|text| trimmed(text)), "{}", reference(entry));
        }
    }
}

#[test]
fn every_programme_of_the_table_is_used() {
    let lists = official();
    let entries: Vec<&ListEntry> = lists.designations.iter().flat_map(|designation| &designation.entries).collect();
    for row in table::rows(BASES) {
        let used = |entry: &&ListEntry| entry.list == row[0] && entry.programmes.iter().any(|programme| programme == row[1]);
        assert!(entries.iter().any(used), "{row:?}");
    }
}

#[test]
fn names_are_there_trimmed_and_once() {
    for designation in official().designations.iter().chain(&watch().designations) {
        assert!(!designation.names.is_empty(), "{} has a name", designation.id);
        let mut texts = BTreeSet::new();
        for name in &designation.names {
            assert!(trimmed(&name.text), "{} {:?}", designation.id, name.text);
            assert!(texts.insert(&name.text), "{} has {:?} twice", designation.id, name.text);
        }
    }
}

#[test]
fn facts_fit_the_kind() {
    for designation in official().designations {
        let id = &designation.id;
        let is = |kind| designation.kind == kind;
        let (person, organisation) = (is(DesignationKind::Person), is(DesignationKind::Organisation));
        assert!(organisation || designation.bics.is_empty(), "{id}");
        for imo in &designation.imos {
            match imo {
                Imo::Ship(_) => assert!(is(DesignationKind::Vessel), "{id}"),
                Imo::Company(_) => assert!(organisation, "{id}"),
            }
        }
        for identifier in &designation.identifiers {
            let fits = match identifier.kind {
                IdentifierKind::Passport | IdentifierKind::NationalId => person,
                IdentifierKind::Registration | IdentifierKind::Account | IdentifierKind::Wallet => person || organisation,
                IdentifierKind::Lei => organisation,
                IdentifierKind::Tail => is(DesignationKind::Aircraft),
                IdentifierKind::Mmsi | IdentifierKind::CallSign => is(DesignationKind::Vessel),
            };
            assert!(fits, "{id} {}", identifier.value);
        }
        assert!(person || designation.birth_dates.is_empty() && designation.nationalities.is_empty(), "{id}");
        assert!(is(DesignationKind::Vessel) || designation.flags.is_empty(), "{id}");
        assert!(!is(DesignationKind::Aircraft) || designation.names.iter().all(|name| name.strength == Strength::Weak), "{id}");
    }
}

#[test]
fn identifiers_are_long_enough_and_once() {
    for designation in official().designations {
        let mut seen = BTreeSet::new();
        for identifier in &designation.identifiers {
            let value = table::letters(&identifier.value);
            let enough = if identifier.kind == IdentifierKind::Tail { 4 } else { 6 };
            assert!(
                value.len() >= enough && value.bytes().any(|byte| byte.is_ascii_digit()),
                "{} {}",
                designation.id,
                identifier.value
            );
            assert!(seen.insert((identifier.kind, identifier.value.clone())), "{} {}", designation.id, identifier.value);
        }
    }
}

#[test]
fn numbers_shared_by_two_parties_are_known() {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for designation in official().designations {
        let bics = designation.bics.iter().map(|bic| String::from_utf8_lossy(&bic.institution()).into_owned());
        let imos = designation.imos.iter().map(|imo| format!("IMO {}", imo.number()));
        let others = designation
            .identifiers
            .iter()
            .map(|identifier| format!("{} {}", identifier.kind.as_str(), table::letters(&identifier.value)));
        for number in bics.chain(imos).chain(others) {
            owners.entry(number).or_default().insert(designation.id.clone());
        }
    }
    let shared: Vec<&str> = owners.iter().filter(|(_, owners)| owners.len() > 1).map(|(number, _)| number.as_str()).collect();
    assert_eq!(shared, SHARED_NUMBERS);
}

#[test]
fn two_entries_of_one_list_are_explained() {
    for (block, rows) in blocks() {
        let lists = |word: &str| rows.iter().filter(|row| row[0] == word).map(|row| row[1]).collect::<Vec<_>>();
        let (entries, explained) = (lists("entry"), lists("same-list"));
        for list in LISTS {
            let count = entries.iter().filter(|entry| *entry == list).count();
            assert_eq!(explained.iter().filter(|entry| *entry == list).count(), usize::from(count > 1), "{block} {list}");
        }
    }
}

#[test]
fn entries_name_their_source_and_what_joins_them() {
    let sources: Vec<Vec<&str>> = table::rows(SOURCES).collect();
    for (block, rows) in blocks() {
        for (place, row) in rows.iter().filter(|row| row[0] == "entry").enumerate() {
            assert!(sources.iter().any(|source| source[0] == row[5] && source[1] == row[1]), "{block} {row:?}");
            assert_eq!(row[6] == "-", place == 0, "{block} {row:?}");
            assert!(row[6] == "-" || JOINED_BY.contains(&row[6]), "{block} {row:?}");
            assert!(!NEEDS_A_REASON.contains(&row[6]) || row.len() == 8, "{block} {row:?}");
        }
    }
}

#[test]
fn facts_name_lists_that_have_an_entry_in_the_block() {
    for (block, rows) in blocks() {
        let entries: Vec<&str> = rows.iter().filter(|row| row[0] == "entry").map(|row| row[1]).collect();
        for row in rows.iter().filter(|row| !["designation", "entry", "same-list", "reported"].contains(&row[0])) {
            let stated: Vec<&str> = row.last().unwrap().split(' ').collect();
            assert!(stated.iter().all(|list| entries.contains(list)), "{block} {row:?}");
        }
    }
}

#[test]
fn persons_are_never_joined_by_a_weak_rule() {
    let persons: BTreeSet<String> = official()
        .designations
        .into_iter()
        .filter(|designation| designation.kind == DesignationKind::Person)
        .map(|designation| designation.id)
        .collect();
    for (_, rows) in blocks().iter().filter(|(block, _)| persons.contains(**block)) {
        for row in rows.iter().filter(|row| row[0] == "entry") {
            assert!(!["address", "owner", "name-and-place", "name-and-programme"].contains(&row[6]), "{row:?}");
        }
    }
}

#[test]
fn pairs_that_share_a_name_were_looked_at() {
    let lists = official();
    let mut holders: BTreeMap<(&str, String), BTreeSet<&str>> = BTreeMap::new();
    for designation in &lists.designations {
        for name in &designation.names {
            holders.entry((designation.kind.as_str(), words(&name.text))).or_default().insert(&designation.id);
        }
    }
    let mut pairs = BTreeSet::new();
    for ids in holders.values() {
        pairs.extend(ids.iter().flat_map(|one| ids.iter().filter(move |other| one < *other).map(move |other| (*one, *other))));
    }
    let apart: BTreeSet<(&str, &str)> =
        table::rows(include_str!("../apart.tsv")).map(|row| (row[0].min(row[1]), row[0].max(row[1]))).collect();
    assert_eq!(pairs, apart);
}

#[test]
fn few_names_are_too_common() {
    let lists = official();
    let names = lists.designations.iter().flat_map(|designation| &designation.names);
    let (common, all) = names.fold((0, 0), |(common, all), name| (common + usize::from(name.needs.is_some()), all + 1));
    assert!(common * 100 <= all * TOO_COMMON_PERCENT_MAX, "{common} of {all}");
    let needs = |id: &str, text: &str| {
        let designation = lists.designations.iter().find(|designation| designation.id == id).unwrap();
        designation.names.iter().find(|name| name.text == text).unwrap().needs
    };
    assert_eq!(needs("un:KPe.054", "MINISTRY OF DEFENCE"), Some(crate::list::Indicator::Dprk));
    assert_eq!(needs("ofac-sdn:24508", "PATRIOT"), Some(crate::list::Indicator::Vessel));
    assert_eq!(needs("un:KPe.001", "KOREA MINING DEVELOPMENT TRADING CORPORATION"), None);
}

#[test]
fn the_weakest_strength_wins() {
    let lists = official();
    let strength = |text: &str| {
        let name = lists.designations.iter().flat_map(|designation| &designation.names).find(|name| name.text == text);
        name.unwrap().strength
    };
    assert_eq!(strength("KOMID"), Strength::Weak, "weak for OFAC, an alias for the UK");
    assert_eq!(strength("Changgwang Credit Bank"), Strength::Former, "former for the UN and OFAC");
    assert_eq!(strength("TANCHON COMMERCIAL BANK"), Strength::Strong);
}

#[test]
fn spellings_of_one_name_are_equally_strong() {
    for designation in official().designations {
        let mut strengths: BTreeMap<String, BTreeSet<Strength>> = BTreeMap::new();
        for name in &designation.names {
            strengths.entry(table::letters(&name.text)).or_default().insert(name.strength);
        }
        for (spelling, strengths) in strengths.iter().filter(|(_, strengths)| strengths.len() > 1) {
            assert!(
                PRIMARY_ELSEWHERE.contains(&(designation.id.as_str(), spelling)),
                "{} {spelling} {strengths:?}",
                designation.id
            );
        }
    }
}

#[test]
fn rows_do_not_repeat() {
    for (block, rows) in blocks() {
        let distinct: BTreeSet<&Vec<&str>> = rows.iter().collect();
        assert_eq!(distinct.len(), rows.len(), "{block}");
    }
}

#[test]
fn the_digest_is_of_what_is_embedded() {
    assert_eq!(official().version, official().version);
    assert_ne!(official().version.sha256, watch().version.sha256);
    let mut digest = Sha256::new();
    digest.update(WATCH);
    assert_eq!(watch().version.sha256, <[u8; 32]>::from(digest.finalize()));
}

/// The rows of each block of all files, by the id of the designation.
fn blocks() -> BTreeMap<&'static str, Vec<Vec<&'static str>>> {
    let mut blocks: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for text in DPRK.iter().map(|(_, text)| *text).chain([WATCH]) {
        let mut block = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let row: Vec<&str> = line.split('\t').collect();
            if row[0] == "designation" {
                block = row[1];
            }
            blocks.entry(block).or_default().push(row);
        }
    }
    blocks
}

fn rank(entry: &ListEntry) -> usize {
    LISTS.iter().position(|list| *list == entry.list).unwrap()
}

fn reference(entry: &ListEntry) -> String {
    format!("{}:{}", entry.list, entry.id)
}

fn trimmed(text: &str) -> bool {
    !text.is_empty() && text.split_whitespace().collect::<Vec<_>>().join(" ") == text
}

/// The words of a name in lower case without apostrophes, in any order.
fn words(text: &str) -> String {
    let text = text.to_lowercase().replace(['\'', '’', '‘', '`'], "");
    let mut words: Vec<&str> =
        text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The lists, the one that identifies first.
const LISTS: &[&str] = &["un", "ofac-sdn", "uk", "eu", "dfat", "watch"];

/// What may join an entry to a designation; the page of the parent module says what each means.
const JOINED_BY: &[&str] = &[
    "un-ref",
    "passport",
    "imo",
    "bic",
    "registration",
    "birth",
    "un-date",
    "names",
    "address",
    "act",
    "office",
    "owner",
    "elimination",
    "name-and-place",
    "name-and-programme",
];

/// Rules that a person applies, and explains.
const NEEDS_A_REASON: &[&str] = &["office", "owner", "elimination"];

/// Names that are weak or former in one spelling, and the primary name of a list in another.
const PRIMARY_ELSEWHERE: &[(&str, &str)] = &[
    ("un:KPe.029", "nationalaerospacedevelopmentadministration"),
    ("un:KPi.064", "choesokmin"),
    ("ofac-sdn:52114", "kimyongbok"),
];

/// OFAC gives two companies one IMO number.
const SHARED_NUMBERS: &[&str] = &["IMO 1991835"];

/// The share of names that the design allows.
const TOO_COMMON_PERCENT_MAX: usize = 3;
