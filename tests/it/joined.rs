//! Parties of several lists, and what is laid over the lists, as they reach a Decision.

use crate::support::ARRIVAL;
use interdict::engine::{Arrival, Policy, SUPPRESSED_HITS_MAX, SUSPENDED, screen};
use interdict::frame::Frame;
use interdict::journal::decision_json;
use interdict::list::overlay::{Addition, Overlay, Suspension};
use interdict::list::{
    Designation, DesignationKind, List, ListEntry, ListKind, ListVersion, ListedName, Reference, Strength, builtin,
};
use interdict::rule::Rules;
use interdict::verdict::Verdict;
use jiff::civil::{Date, date};

fn payment(beneficiary: &str) -> Frame {
    let text = format!(
        "{{1:F01COBADEFFAXXX5996091116}}{{2:I103CHASUS33XXXXN}}{{4:\r\n:20:PAY1\r\n:23B:CRED\r\n:32A:261124EUR1300,00\r\n:50K:/1\r\nEXAMPLE MACHINERY GMBH\r\n:59:/2\r\n{beneficiary}\r\n:71A:SHA\r\n-}}"
    );
    Frame::new(text.into_bytes().into())
}

fn entry(list: &str, id: &str, basis: &str) -> ListEntry {
    let programmes = vec![format!("{list} programme")];
    ListEntry { list: list.into(), id: id.into(), programmes, basis: vec![basis.into()], ..ListEntry::default() }
}

fn organisation(entry: ListEntry, name: &str) -> Designation {
    Designation {
        id: format!("{}:{}", entry.list, entry.id),
        kind: DesignationKind::Organisation,
        names: vec![ListedName { text: name.into(), strength: Strength::Strong, needs: None }],
        entries: vec![entry],
        ..Designation::default()
    }
}

fn list(name: &str, designations: Vec<Designation>) -> List {
    let version = ListVersion {
        list: name.into(),
        kind: ListKind::Official,
        date: Some(date(2026, 6, 5)),
        sha256: [7; 32],
        count: designations.len(),
        dprk_count: 0,
        rejected_rows: 0,
    };
    List { version, designations }
}

#[test]
fn a_party_of_two_lists_is_judged_by_the_severer_and_on_both_bases() {
    let un = Designation { dprk: true, ..organisation(entry("un", "KPe.900", "UNSCR 1718"), "Alphaline Exchange House") };
    let uk = |references| Designation {
        references,
        ..organisation(entry("uk", "RUS0900", "The Russia (Sanctions) Regulations 2019"), "Alphaline Money Exchange")
    };
    let decide = |references| {
        let lists = vec![list("uk", vec![uk(references)]), list("un", vec![un.clone()])];
        screen(&payment("ALPHALINE MONEY EXCHANGE"), &Policy::new(lists, Rules::builtin()), &ARRIVAL, &mut ()).frame
    };
    let apart = decide(Vec::new());
    assert_eq!(apart.verdict, Verdict::Hold);
    let joined = decide(vec![Reference { list: "un".into(), id: "KPe.900".into() }]);
    assert_eq!(joined.verdict, Verdict::Block);
    assert_eq!(joined.reasons[0].basis, ["The Russia (Sanctions) Regulations 2019", "UNSCR 1718"]);
    let designation = joined.hits[0].designation.as_ref().unwrap();
    assert_eq!((designation.id.as_str(), designation.entries.len()), ("un:KPe.900", 2));
}

fn policy() -> Policy {
    Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin())
}

fn suspension(list: &str, id: &str) -> Suspension {
    Suspension {
        list: list.into(),
        id: id.into(),
        reason: "licence 2026-17".into(),
        by: ["ann".into(), "ben".into()],
        from: date(2026, 11, 1),
        until: date(2026, 11, 30),
    }
}

fn addition(name: &str, kind: ListKind) -> Addition {
    let designation = Designation { dprk: true, ..organisation(entry("un", "KPe.999", "UNSCR 2397"), name) };
    Addition { designation, kind, reason: "press release SC/1".into(), by: "ann".into(), from: date(2026, 11, 10) }
}

fn on(day: Date) -> Arrival {
    Arrival { as_of: day, ..ARRIVAL.clone() }
}

#[test]
fn what_is_added_counts_from_its_day_on() {
    let check = |kind, day, expected| {
        let policy = policy().with_overlay(Overlay::new(vec![addition("Betaline Exchange House", kind)], Vec::new()).unwrap());
        assert_eq!(screen(&payment("BETALINE EXCHANGE HOUSE"), &policy, &on(day), &mut ()).frame.verdict, expected);
        // What the lists have is found as before.
        assert_eq!(screen(&payment("TANCHON COMMERCIAL BANK"), &policy, &on(day), &mut ()).frame.verdict, Verdict::Block);
    };
    check(ListKind::Official, date(2026, 11, 10), Verdict::Block);
    check(ListKind::Official, date(2026, 11, 9), Verdict::Pass);
    check(ListKind::Watch, date(2026, 11, 10), Verdict::Flag);
}

#[test]
fn a_suspended_entry_does_not_count_and_shows() {
    let base = policy();
    let party = builtin::official().designations.into_iter().find(|own| own.names[0].text == "TANCHON COMMERCIAL BANK").unwrap();
    let all: Vec<Suspension> = party.entries.iter().map(|entry| suspension(&entry.list, &entry.id)).collect();
    let decide = |suspensions: &[Suspension], day| {
        let policy = base.with_overlay(Overlay::new(Vec::new(), suspensions.to_vec()).unwrap());
        screen(&payment("TANCHON COMMERCIAL BANK"), &policy, &on(day), &mut ()).frame
    };
    let suspended = decide(&all, date(2026, 11, 30));
    assert_eq!(suspended.verdict, Verdict::Pass);
    let shown = &suspended.suppressed[0];
    assert_eq!(shown.rule, SUSPENDED);
    assert!(
        shown.hit.why.iter().any(|why| why.ends_with("is suspended until 2026-11-30: licence 2026-17")),
        "{:?}",
        shown.hit.why
    );

    // The day after, it counts again; and so it does as long as one list is left.
    let after = decide(&all, date(2026, 12, 1));
    assert_eq!((after.verdict, after.suppressed.len()), (Verdict::Block, 0));
    let partly = decide(&all[..1], date(2026, 11, 30));
    assert_eq!(partly.verdict, Verdict::Block);
    assert_eq!(partly.hits[0].designation.as_ref().unwrap().entries, party.entries[1..]);
    assert_eq!(partly.suppressed[0].hit.designation.as_ref().unwrap().entries, party.entries[..1]);
}

#[test]
fn the_decision_names_the_overlay() {
    let base = policy();
    let overlay = Overlay::new(vec![addition("Betaline", ListKind::Official)], vec![suspension("un", "KPe.001")]).unwrap();
    let sha256: String = overlay.sha256().iter().map(|byte| format!("{byte:02x}")).collect();
    let under = |policy: &Policy| decision_json(&screen(&payment("NOBODY"), policy, &ARRIVAL, &mut ()).frame);
    assert!(under(&base).contains(&format!(r#""overlay":{{"sha256":"{}","count":0}}"#, "00".repeat(32))));
    assert!(under(&base.with_overlay(overlay)).contains(&format!(r#""overlay":{{"sha256":"{sha256}","count":2}}"#)));
}

#[test]
fn a_decision_shows_suspended_hits_up_to_a_limit() {
    let many = |count: usize| {
        let party = |at: usize| organisation(entry("ca", &at.to_string(), "Act"), "Gammaline Exchange House");
        let base = Policy::new(vec![list("ca", (0..count).map(party).collect())], Rules::builtin());
        let suspensions = (0..count).map(|at| suspension("ca", &at.to_string())).collect();
        let policy = base.with_overlay(Overlay::new(Vec::new(), suspensions).unwrap());
        let decision = screen(&payment("GAMMALINE EXCHANGE HOUSE"), &policy, &ARRIVAL, &mut ()).frame;
        (decision.verdict, decision.suppressed.len())
    };
    assert_eq!(many(SUPPRESSED_HITS_MAX), (Verdict::Pass, SUPPRESSED_HITS_MAX));
    assert_eq!(many(SUPPRESSED_HITS_MAX + 1), (Verdict::Pass, SUPPRESSED_HITS_MAX));
}
