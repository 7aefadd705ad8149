use super::*;
use crate::identifier::Bic;
use crate::list::{DesignationKind, Identifier, Link, ListEntry, ListedName, Reference, Relation, builtin};
use DesignationKind::{Organisation, Person, Unknown, Vessel};
use jiff::civil::date;
use proptest::prelude::*;

/// A designation by its facts, a word each: `un:1 person Ann/Example bic=FTBDKPPY ref=uk:7`.
fn designation(facts: &str) -> Designation {
    let mut words = facts.split_whitespace();
    let id = words.next().unwrap().to_owned();
    let mut designation = Designation { id: id.clone(), ..Designation::default() };
    let add_entry = |designation: &mut Designation, id: &str| {
        let (list, number) = id.split_once(':').unwrap();
        let programmes = vec![format!("{list}-programme")];
        designation.entries.push(ListEntry { list: list.into(), id: number.into(), programmes, ..ListEntry::default() });
    };
    add_entry(&mut designation, &id);
    for word in words {
        let identifier = |kind, value: &str| {
            let (value, country) = value.split_once('@').map_or((value, None), |(value, country)| (value, Some(country.into())));
            Identifier { kind, value: value.into(), country }
        };
        match word.split_once('=') {
            Some(("bic", code)) => designation.bics.push(Bic::parse(code).unwrap()),
            Some(("ship", digits)) => designation.imos.push(Imo::ship(digits).unwrap()),
            Some(("company", digits)) => designation.imos.push(Imo::company(digits).unwrap()),
            Some(("birth", day)) => designation.birth_dates.push(day.into()),
            Some(("entry", id)) => add_entry(&mut designation, id),
            Some(("weak", name)) => designation.names.push(ListedName { strength: Strength::Weak, ..named(name) }),
            Some(("ref", id)) => {
                let (list, id) = id.split_once(':').unwrap();
                designation.references.push(Reference { list: list.into(), id: id.into() });
            }
            Some(("linked", id)) => {
                designation.links.push(Link { relation: Relation::LinkedTo, id: Some(id.into()), name: "X".into() })
            }
            Some((kind, value)) => designation.identifiers.push(identifier(IdentifierKind::parse(kind).unwrap(), value)),
            None if word == "dprk" => designation.dprk = true,
            None => match DesignationKind::parse(word) {
                Some(kind) => designation.kind = kind,
                None => designation.names.push(named(word)),
            },
        }
    }
    designation
}

fn named(word: &str) -> ListedName {
    ListedName { text: word.replace('/', " "), strength: Strength::Strong, needs: None }
}

fn list(name: &str, kind: ListKind, designations: Vec<Designation>) -> List {
    let dprk_count = designations.iter().filter(|designation| designation.dprk).count();
    let version = ListVersion {
        list: name.into(),
        kind,
        date: Some(date(2026, 6, 5)),
        sha256: [1; 32],
        count: designations.len(),
        dprk_count,
        rejected_rows: 0,
    };
    List { version, designations }
}

/// One list for each list name in the ids.
fn lists(all: &[&str]) -> Vec<List> {
    let mut by_list: BTreeMap<String, Vec<Designation>> = BTreeMap::new();
    for facts in all {
        let designation = designation(facts);
        by_list.entry(designation.id.split_once(':').unwrap().0.to_owned()).or_default().push(designation);
    }
    by_list.into_iter().map(|(name, designations)| list(&name, ListKind::Official, designations)).collect()
}

/// Each party as its entries, the first being its id.
fn told(joined: &Joined) -> Vec<String> {
    let entries = |party: &Party| {
        let entries = party.designation.entries.iter().map(|entry| format!("{}:{}", entry.list, entry.id));
        entries.collect::<Vec<_>>().join(" ")
    };
    joined.parties.iter().map(entries).collect()
}

fn check(all: &[&str], expected: &[&str]) {
    for turned in [false, true] {
        let mut lists = lists(all);
        if turned {
            lists.reverse();
        }
        assert_eq!(told(&join(lists)), expected, "{all:?}");
    }
}

#[test]
fn one_number_is_one_party() {
    let built_in = designation("un:1 organisation Green/Pine entry=ofac-sdn:5 entry=ofac-sdn:6 dprk");
    let mut lists = lists(&["un:1 organisation GREEN/PINE", "ofac-sdn:5 GREENPINE", "ofac-sdn:6 Other", "ofac-sdn:7 Green/Pine"]);
    lists.push(list("builtin-dprk", ListKind::Official, vec![built_in]));
    let joined = join(lists);
    assert_eq!(told(&joined), ["ofac-sdn:7", "un:1 ofac-sdn:5 ofac-sdn:6"]);
    let names: Vec<&str> = joined.parties[1].designation.names.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(names, ["Green Pine", "GREENPINE", "Other"]);
    assert!(joined.parties[1].designation.dprk);
    let counts: Vec<_> = joined.versions.iter().map(|version| (version.list.as_str(), version.dprk_count)).collect();
    assert_eq!(counts, [("builtin-dprk", 1), ("ofac-sdn", 2), ("un", 1)]);
}

#[test]
fn what_a_publisher_says_is_one_party_is_one() {
    check(&["un:1 person Kim", "uk:7 person Gim ref=un:1", "dfat:3 Kim ref=un:1"], &["un:1 uk:7 dfat:3"]);
    // The entry itself is on no list that is loaded: both refer to the same one.
    check(&["uk:7 person Gim ref=un:1", "dfat:3 person Kim ref=un:1"], &["uk:7 dfat:3"]);
    // Several numbers of one list, or several entries of a list: a group is spoken of.
    check(&["un:1 Kim", "un:2 Ri", "uk:7 Kim ref=un:1 ref=un:2"], &["uk:7", "un:1", "un:2"]);
    check(&["un:1 Kim", "uk:7 Kim ref=un:1", "uk:8 Ri ref=un:1", "dfat:3 Kim ref=un:1"], &["uk:7", "uk:8", "un:1 dfat:3"]);
    // A ship is not its captain.
    check(&["un:1 person Kim", "uk:7 vessel Kim ref=un:1", "dfat:3 vessel Kim ref=un:1"], &["dfat:3", "uk:7", "un:1"]);
    check(&["un:1 person Kim", "uk:7 ref=un:1", "dfat:3 vessel ref=un:1"], &["dfat:3", "un:1 uk:7"]);
}

#[test]
fn a_number_of_its_own_is_one_party() {
    for (one, other) in [
        ("person Kim/Chol passport=PS654320308@KP", "person GIM,/Kim passport=654320308@KP"),
        ("person Kim national-id=210602196905220510@CN birth=1969-05", "Gim national-id=210602196905220510@CN birth=1968/1969"),
        ("vessel ALPHA ship=9004700", "vessel BETA ship=9004700"),
        ("organisation Trade/Bank bic=FTBDKPPY", "organisation TRADE/BKG bic=FTBDKPPYKBC"),
        ("organisation Alpha lei=529900T8BM49AURSDO55", "organisation Beta lei=529900t8bm49aursdo55"),
        ("organisation Alpha/Co registration=CH-217.0.135@CH", "organisation ALPHA registration=CH2170135@CH"),
        ("person Alpha wallet=0xAbC1", "person ALPHA wallet=0xabc1"),
        ("aircraft P-881 tail=P-881", "aircraft P881/P tail=P881"),
    ] {
        if one.starts_with("aircraft") {
            check(&[&format!("un:1 {one} X1"), &format!("ofac-sdn:2 {other} X1")], &["un:1 ofac-sdn:2"]);
        } else {
            check(&[&format!("un:1 {one}"), &format!("ofac-sdn:2 {other}")], &["un:1 ofac-sdn:2"]);
        }
    }
}

#[test]
fn numbers_that_may_be_anybodys_join_nothing() {
    for (one, other) in [
        // Names alone, however many.
        ("person Kim/Yong/Chol birth=1969-08-18", "person Kim/Yong/Chol birth=1969-08-18"),
        // One passport number, two clearly different persons; another country; none.
        ("person Kim/Chol passport=654320308@KP birth=1950", "person Ivan/Petrov passport=654320308@KP birth=1980"),
        ("person Kim passport=654320308@KP", "person Kim passport=654320308@CN"),
        ("person Kim passport=654320308", "person Kim passport=654320308"),
        ("person Kim passport=65432@KP", "person Kim passport=65432@KP"),
        // The bank of a customer, the company of a ship, the document of an owner.
        ("organisation Trade/Bank bic=FTBDKPPY", "organisation Ocean/Maritime bic=FTBDKPPY"),
        ("organisation Trade/Bank bic=FTBDKPPY", "person Trade/Bank bic=FTBDKPPY"),
        ("vessel ALPHA company=5987860", "organisation ALPHA company=5987860"),
        ("vessel ALPHA company=5987860", "vessel ALPHA company=5987860"),
        ("person Alpha registration=CH2170135@CH", "person Alpha registration=CH2170135@CH"),
        ("person Alpha wallet=1AbC", "person Alpha wallet=1aBC"),
        ("person Alpha account=400100200300@CN", "person Alpha account=400100200300@CN"),
        ("vessel ALPHA mmsi=445123456", "vessel ALPHA mmsi=445123456"),
    ] {
        check(&[&format!("un:1 {one}"), &format!("ofac-sdn:2 {other}")], &["ofac-sdn:2", "un:1"]);
    }
}

#[test]
fn a_number_that_one_list_gives_twice_chains_nothing() {
    let bank = "organisation Alpha/Bank bic=FTBDKPPY";
    check(
        &[&format!("un:1 {bank}"), &format!("ofac-sdn:2 {bank}"), &format!("ofac-sdn:3 {bank}"), &format!("eu:4 {bank}")],
        &["eu:4", "ofac-sdn:2", "ofac-sdn:3", "un:1"],
    );
    // Nor a chain of different numbers.
    let all = [
        "un:1 person Kim passport=111111@KP",
        "ofac-sdn:2 person Kim passport=111111@KP passport=222222@KP",
        "un:3 person Kim passport=222222@KP",
    ];
    check(&all, &["un:1 ofac-sdn:2", "un:3"]);
}

#[test]
fn a_watch_list_never_gets_the_effect_of_law() {
    let facts = ["un:1 organisation Alpha/Bank bic=FTBDKPPY ref=press:1"];
    let mut lists = lists(&facts);
    let reported = |name: &str| {
        let same = designation("press:1 organisation Alpha/Bank bic=FTBDKPPY ref=un:1 entry=un:1");
        list(name, ListKind::Watch, vec![same, designation("press:2 organisation Alpha/Bank bic=FTBDKPPY")])
    };
    lists.extend([reported("press"), reported("press-copy")]);
    let joined = join(lists);
    assert_eq!(told(&joined), ["un:1", "un:1 press:1", "press:2"]);
    assert_eq!(joined.parties.iter().map(|party| party.reported_only).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn a_reference_spreads_the_dprk_and_a_link_does_not() {
    let all = [
        "un:1 person Kim dprk",
        "un:2 person Ri",
        "uk:7 person Kim ref=un:1",
        "dfat:3 person Kim ref=un:1 ref=un:2",
        "ca:4 person Kim ref=dfat:3 ref=dfat:9",
        "eu:5 person Pak linked=un:1",
    ];
    let joined = join(lists(&all));
    let dprk = joined.parties.iter().filter(|party| party.designation.dprk).map(|party| party.designation.id.as_str());
    assert_eq!(dprk.collect::<Vec<_>>(), ["ca:4", "dfat:3", "un:1"]);
    let counts: Vec<usize> = joined.versions.iter().map(|version| version.dprk_count).collect();
    assert_eq!(counts, [1, 1, 0, 1, 1]);
}

#[test]
fn the_first_list_names_the_party() {
    check(
        &["seco:9 ref=un:1", "dfat:1 ref=un:1", "eu:2 ref=un:1", "uk:3 ref=un:1", "ofac-sdn:4 ref=un:1", "ca:8 ref=un:1"],
        &["ofac-sdn:4 uk:3 eu:2 dfat:1 ca:8 seco:9"],
    );
}

#[test]
fn the_weaker_strength_holds_for_every_spelling() {
    let joined = join(lists(&["un:1 organisation KO-MID Kim", "uk:2 organisation ref=un:1 weak=Komid kim"]));
    let names: Vec<_> = joined.parties[0].designation.names.iter().map(|name| (name.text.as_str(), name.strength)).collect();
    assert_eq!(names, [("KO-MID", Strength::Weak), ("Kim", Strength::Strong), ("Komid", Strength::Weak)]);
}

#[test]
fn what_two_editions_say_of_an_entry_is_one_entry() {
    let mut lists = lists(&["un:1 Kim"]);
    let mut other = designation("un:1 Kim");
    other.entries[0].programmes = vec!["UN-1718".into()];
    other.entries[0].listed_on = Some(date(2009, 4, 24));
    lists.push(list("builtin-dprk", ListKind::Official, vec![other]));
    let joined = join(lists);
    let [entry] = joined.parties[0].designation.entries.as_slice() else { panic!("{joined:?}") };
    assert_eq!(entry.programmes, ["UN-1718", "un-programme"]);
    assert_eq!(entry.listed_on, Some(date(2009, 4, 24)));
}

#[test]
fn a_party_stops_growing() {
    let chained = |count: usize| {
        let designations = (0..count).map(|at| designation(&format!("un:{at} X entry=un:{}", at + 1)));
        join(vec![list("un", ListKind::Official, designations.collect())]).parties.len()
    };
    assert_eq!(chained(PARTY_MEMBERS_MAX), 1);
    assert_eq!(chained(PARTY_MEMBERS_MAX + 1), 2);
}

#[test]
fn parties_that_people_kept_apart_stay_apart() {
    let built_in = || vec![builtin::official(), builtin::watch()];
    let expected: Vec<String> = built_in().into_iter().flat_map(|list| list.designations).map(|own| format!("{own:?}")).collect();
    let joined: Vec<String> = join(built_in()).parties.iter().map(|party| format!("{:?}", party.designation)).collect();
    assert_eq!(joined, expected);
}

/// Entries of four lists with few numbers, so that many of them meet.
fn entries() -> impl Strategy<Value = Vec<(ListKind, Vec<Designation>)>> {
    let kinds = proptest::sample::select(vec![Person, Organisation, Vessel, Unknown]);
    let fact = prop_oneof![
        (1..5_u32).prop_map(|number| format!("passport=11111{number}@KP")),
        (1..4_u32).prop_map(|number| format!("registration=11111{number}@CN")),
        proptest::sample::select(vec!["bic=FTBDKPPY", "bic=DCBKKPPY", "ship=9004700", "lei=529900T8BM49AURSDO55", "dprk"])
            .prop_map(str::to_owned),
        (proptest::sample::select(LISTS_IN_ORDER), 0..6_u32).prop_map(|(list, number)| format!("ref={list}:{number}")),
        (proptest::sample::select(LISTS_IN_ORDER), 0..6_u32).prop_map(|(list, number)| format!("entry={list}:{number}")),
        proptest::sample::select(vec!["Kim", "KIM", "Green/Pine", "weak=Pine"]).prop_map(str::to_owned),
    ];
    let entry = (kinds, proptest::collection::vec(fact, 0..5));
    let one_list = |name: &'static str, kind: ListKind| {
        proptest::collection::vec(entry.clone(), 0..6).prop_map(move |entries| {
            let facts = |(at, (kind, facts)): (usize, (DesignationKind, Vec<String>))| {
                designation(&format!("{name}:{at} {} {}", kind.as_str(), facts.join(" ")))
            };
            (kind, entries.into_iter().enumerate().map(facts).collect::<Vec<_>>())
        })
    };
    (
        one_list("un", ListKind::Official),
        one_list("ofac-sdn", ListKind::Official),
        one_list("uk", ListKind::Official),
        one_list("press", ListKind::Watch),
    )
        .prop_map(|(one, two, three, four)| vec![one, two, three, four])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_lists_changes_nothing_and_nothing_is_lost(entries in entries(), turn in 0..4_usize) {
        let lists = || -> Vec<List> {
            let named = entries.iter().zip(["un", "ofac-sdn", "uk", "press"]);
            named.map(|((kind, designations), name)| list(name, *kind, designations.clone())).collect()
        };
        let joined = join(lists());
        let mut turned = lists();
        turned.rotate_left(turn);
        prop_assert_eq!(format!("{joined:?}"), format!("{:?}", join(turned)));

        for (kind, designations) in &entries {
            for designation in designations {
                let holds = |party: &&Party| designation.entries.iter().all(|entry| {
                    party.designation.entries.iter().any(|own| own.list == entry.list && own.id == entry.id)
                });
                let is_watch = *kind == ListKind::Watch;
                let Some(party) = joined.parties.iter().filter(|party| party.reported_only == is_watch).find(holds) else {
                    return Err(TestCaseError::fail(format!("lost: {designation:?}")));
                };
                let own = &party.designation;
                prop_assert!(designation.names.iter().all(|name| own.names.iter().any(|other| other.text.eq_ignore_ascii_case(&name.text) && other.strength <= name.strength)));
                prop_assert!(designation.identifiers.iter().all(|identifier| own.identifiers.contains(identifier)));
                prop_assert!(own.dprk || !designation.dprk);
            }
        }
    }
}
