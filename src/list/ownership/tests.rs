use super::*;
use jiff::civil::date;

/// A listed party by its id and entries: `ofac-sdn:1 DPRK3 dprk owned-by=eu:2@60`.
fn party(facts: &str) -> Designation {
    let mut words = facts.split_whitespace();
    let id = words.next().unwrap();
    let entry = |id: &str| {
        let (list, number) = id.split_once(':').unwrap();
        ListEntry { list: list.into(), id: number.into(), programmes: vec![format!("{list}-programme")], ..ListEntry::default() }
    };
    let name = ListedName { text: format!("Party {id}"), strength: Strength::Strong, needs: None };
    let mut own = Designation { id: id.into(), names: vec![name], entries: vec![entry(id)], ..Designation::default() };
    for word in words {
        let link = |relation, id: &str| Link { relation, id: Some(id.into()), name: "X".into() };
        match word.split_once('=') {
            Some(("owned-by", of)) => own.links.push(match of.split_once('@') {
                Some((id, percent)) => link(Relation::OwnedBy(Some(percent.parse::<u16>().unwrap() * 100)), id),
                None => link(Relation::OwnedBy(None), of),
            }),
            Some(("controlled-by", id)) => own.links.push(link(Relation::ControlledBy, id)),
            Some(("linked-to", id)) => own.links.push(link(Relation::LinkedTo, id)),
            _ if word == "dprk" => own.dprk = true,
            _ => own.entries.push(entry(word)),
        }
    }
    own
}

fn traced(parties: &[&str], rows: &str, day: Date) -> Ownership {
    let parties: Vec<Designation> = parties.iter().map(|facts| party(facts)).collect();
    let (holdings, errors) = holdings(format!("owner_id,owned,percent\n{}", rows.replace(' ', "\n")).as_bytes());
    assert_eq!(errors, []);
    trace(&parties.iter().collect::<Vec<_>>(), &holdings, day)
}

/// The entries of each party that is owned, `?` before those of which it is not certain.
fn told(ownership: &Ownership) -> Vec<String> {
    let entries = |own: &Designation| {
        let entries = own.entries.iter().map(|entry| format!("{}:{}", entry.list, entry.id));
        entries.collect::<Vec<_>>().join(" ")
    };
    let certain = ownership.owned.iter().map(entries);
    certain.chain(ownership.uncertain.iter().map(|own| format!("?{}", entries(own)))).collect()
}

fn check_on(day: Date, parties: &[&str], rows: &str, expected: &[&str]) {
    assert_eq!(told(&traced(parties, rows, day)), expected, "{parties:?} {rows}");
}

fn check(parties: &[&str], rows: &str, expected: &[&str]) {
    check_on(date(2026, 11, 24), parties, rows, expected);
}

const SDN: &[&str] = &["ofac-sdn:1", "ofac-sdn:2"];

#[test]
fn half_is_enough_for_ofac_alone_or_together() {
    check(SDN, "ofac-sdn:1,A,50", &["ofac-50:A"]);
    check(SDN, "ofac-sdn:1,A,49.9999", &[]);
    check(SDN, "ofac-sdn:1,A,25 ofac-sdn:2,A,25", &["ofac-50:A"]);
    check(SDN, "ofac-sdn:1,A,25 ofac-sdn:2,A,24.9999", &[]);
    // One holding from two sources is one.
    check(SDN, "ofac-sdn:1,A,25 ofac-sdn:1,a.,25", &[]);
}

#[test]
fn what_is_owned_counts_in_full() {
    check(SDN, "ofac-sdn:1,A,50 A,B,50 B,C,50", &["ofac-50:A", "ofac-50:B", "ofac-50:C"]);
    // OFAC, FAQ 401: X owns 50 % of A and 10 % of B, and A 40 % of B.
    check(SDN, "ofac-sdn:1,A,50 ofac-sdn:1,B,10 A,B,40", &["ofac-50:A", "ofac-50:B"]);
    // And: X owns 25 % of A and of B, and each of those 50 % of C.
    check(SDN, "ofac-sdn:1,A,25 ofac-sdn:1,B,25 A,C,50 B,C,50", &[]);
}

#[test]
fn the_day_says_which_rule_it_is() {
    let both = "ofac-sdn:1,A,25 ofac-sdn:2,A,25";
    check_on(date(2014, 8, 12), SDN, both, &["?ofac-50:A"]);
    check_on(date(2014, 8, 13), SDN, both, &["ofac-50:A"]);
    let eu = &["eu:1", "eu:2"];
    check_on(date(2024, 7, 2), eu, "eu:1,A,50", &[]);
    check_on(date(2024, 7, 3), eu, "eu:1,A,50", &["eu-ownership:A"]);
    check_on(date(2024, 7, 2), eu, "eu:1,A,50.0001", &["eu-ownership:A"]);
    check_on(date(2022, 4, 7), eu, "eu:1,A,30 eu:2,A,25", &["?eu-ownership:A"]);
    check_on(date(2022, 4, 8), eu, "eu:1,A,30 eu:2,A,25", &["eu-ownership:A"]);
}

#[test]
fn the_uk_asks_for_more_than_half_of_one_owner() {
    let uk = &["uk:1", "uk:2"];
    check(uk, "uk:1,A,50", &[]);
    check(uk, "uk:1,A,50.0001", &["uk-ownership:A"]);
    check(uk, "uk:1,A,30 uk:2,A,30", &["?uk-ownership:A"]);
    // What is only flagged owns nothing on anybody's behalf.
    check(uk, "uk:1,A,30 uk:2,A,30 A,B,100", &["?uk-ownership:A"]);
}

#[test]
fn publishers_name_owners_too() {
    check(&["un:1", "ofac-sdn:2", "un:3 owned-by=ofac-sdn:2@50"], "", &["ofac-50:un:3"]);
    check(&["eu:1", "un:3 controlled-by=eu:1"], "", &["eu-ownership:un:3"]);
    check(&["ofac-sdn:1", "un:3 controlled-by=ofac-sdn:1"], "", &["?ofac-50:un:3"]);
    check(&["ofac-sdn:1", "un:3 owned-by=ofac-sdn:1"], "", &["?ofac-50:un:3"]);
    check(&["ofac-sdn:1", "un:3 linked-to=ofac-sdn:1"], "", &[]);
    // What the list of the rule has itself is listed already.
    check(&["ofac-sdn:1", "ofac-sdn:3 owned-by=ofac-sdn:1@50"], "", &[]);
    // A party of several lists owns under the rules of each.
    check(&["un:1 ofac-sdn:9 uk:9"], "un:1,A,60", &["ofac-50:A uk-ownership:A"]);
}

#[test]
fn the_chain_is_the_evidence() {
    let ownership = traced(&["ofac-sdn:1 dprk", "ofac-sdn:2"], "ofac-sdn:1,A,60 A,B,30 ofac-sdn:2,B,20", date(2026, 11, 24));
    let [_, b] = ownership.owned.as_slice() else { panic!("{ownership:?}") };
    assert!(b.dprk);
    assert_eq!(b.entries[0].programmes, ["ofac-sdn-programme"]);
    assert_eq!(
        b.notes[1..],
        ["Party ofac-sdn:2 (ofac-sdn:2) owns 20 % of B", "A owns 30 % of B", "Party ofac-sdn:1 (ofac-sdn:1) owns 60 % of A",]
    );
}

#[test]
fn a_chain_is_told_up_to_its_limit() {
    let rows: Vec<String> = (0..=CHAIN_OWNERS_MAX).map(|at| format!("P{at},P{},100", at + 1)).collect();
    let rows = format!("ofac-sdn:1,P0,100 {}", rows.join(" "));
    let ownership = traced(SDN, &rows, date(2026, 11, 24));
    let notes = |name: String| ownership.owned.iter().find(|own| own.id == format!("ofac-50:{name}")).unwrap().notes.len();
    assert_eq!(notes(format!("P{}", CHAIN_OWNERS_MAX - 1)), CHAIN_OWNERS_MAX + 1);
    assert_eq!(notes(format!("P{CHAIN_OWNERS_MAX}")), CHAIN_OWNERS_MAX + 1);
    assert_eq!(ownership.owned.len(), CHAIN_OWNERS_MAX + 2);
}

#[test]
fn rings_end_and_what_cannot_be_is_reported() {
    let said = |parties: &[&str], rows: &str| {
        let ownership = traced(parties, rows, date(2026, 11, 24));
        (told(&ownership), ownership.problems.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let ring = said(SDN, "ofac-sdn:1,A,50 A,B,50 B,A,50");
    assert_eq!(ring.0, ["ofac-50:A", "ofac-50:B"]);
    assert_eq!(ring.1, ["A owns a part of itself, directly or through others"]);
    let itself = said(SDN, "A,A,60 ofac-sdn:1,A,40");
    assert_eq!(itself, (Vec::new(), vec!["A owns a part of itself, directly or through others".to_owned()]));
    let more = said(SDN, "ofac-sdn:1,A,60 ofac-sdn:2,A,60");
    assert_eq!(more, (vec!["ofac-50:A".to_owned()], vec!["the shares of the owners of A are 120 % together".to_owned()]));
    let unknown = said(SDN, "ofac-sdn:99,A,60");
    assert_eq!(unknown.1, ["ofac-sdn:99 owns a part of A, and is neither on a list nor owned by anybody"]);
}

#[test]
fn problems_are_reported_up_to_their_limit() {
    let rows = |count: usize| (0..count).map(|at| format!("X{at},A{at},1")).collect::<Vec<_>>().join(" ");
    let count = |rows: &str| traced(SDN, rows, date(2026, 11, 24)).problems.len();
    assert_eq!(count(&rows(PROBLEMS_MAX)), PROBLEMS_MAX);
    assert_eq!(count(&rows(PROBLEMS_MAX + 1)), PROBLEMS_MAX);
}

#[test]
fn an_owned_party_that_is_listed_stays_one_party() {
    let parties = [party("ofac-sdn:1"), party("un:3 owned-by=ofac-sdn:1@50")];
    let ownership = trace(&parties.iter().collect::<Vec<_>>(), &[], date(2026, 11, 24));
    let listed = parties.iter().map(|own| list(&own.id, ListKind::Official, None, vec![own.clone()]));
    let joined = crate::list::join::join(listed.chain(ownership.into_lists(None)).collect());
    let told: Vec<_> =
        joined.parties.iter().map(|party| (party.designation.id.as_str(), party.designation.entries.len())).collect();
    assert_eq!(told, [("ofac-sdn:1", 1), ("un:3", 2)]);
}

#[test]
fn a_share_is_a_decimal_number() {
    let check = |text: &str, expected: Option<&str>| {
        assert_eq!(Share::parse(text).map(|share| share.to_string()).as_deref(), expected, "{text}");
    };
    check("50", Some("50 %"));
    check("0.0001", Some("0.0001 %"));
    check("100.0000", Some("100 %"));
    check("100.0001", None);
    check("33.33333", None);
    assert_eq!(Share::of_hundredths(5005).to_string(), "50.05 %");
}
