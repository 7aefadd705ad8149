use super::super::Medium;
use super::*;
use crate::decision::{Suppressed, UnitFacts, Versions};
use crate::detect::{Alias, Evidence, Grade};
use crate::list::{DesignationKind, ListEntry, ListedName, Strength};
use crate::message::{DefectCode, Kind, Role};
use jiff::civil::date;
use std::sync::Arc;

const TEXT: &str = "{1:F01DEUTDEFFAXXX}{4:\r\n:20:REF\r\n:59:/DE44\r\nTHE KANG BONG\r\nTRADING CO\x1b[2J\r\n-}";

fn part(path: &str, text: &str) -> Part {
    let at = u32::try_from(TEXT.find(text).unwrap()).unwrap();
    let spans = vec![at..at + u32::try_from(text.len()).unwrap()];
    Part { role: Role::Creditor, kind: Kind::Name, party: None, path: path.into(), layer: 0, spans, text: text.into() }
}

fn hit(text: &str) -> Hit {
    let name = |text: &str| ListedName { text: text.into(), strength: Strength::Strong, needs: None };
    let entry = |list: &str, id: &str, programmes: &[&str]| ListEntry {
        list: list.into(),
        id: id.into(),
        programmes: programmes.iter().map(|programme| (*programme).to_owned()).collect(),
        ..ListEntry::default()
    };
    let designation = Designation {
        id: "un:1".into(),
        kind: DesignationKind::Organisation,
        names: vec![name("Kangbong Trading Corporation")],
        entries: vec![entry("un", "KPe.043", &["UN-1718"]), entry("eu", "7", &[])],
        ..Designation::default()
    };
    Hit {
        evidence: Evidence::Name,
        grade: Grade::Certain,
        code: None,
        place: None,
        score: 970,
        designation: Some(Arc::new(designation)),
        reported_only: false,
        alias: Some(Alias { text: "Kang Bong Trading Co".into(), strength: Strength::Strong }),
        needs: None,
        parts: vec![part("59/2", text)],
        why: vec!["every word of the listed name".into(), "CO stands for CORPORATION".into()],
    }
}

fn city() -> Hit {
    Hit { code: Some("dprk.city"), designation: None, alias: None, evidence: Evidence::Geography, ..hit("DE44") }
}

fn ruling(rule: &str, verdict: Verdict, hits: &[usize]) -> Ruling {
    Ruling { rule: rule.into(), verdict, basis: vec!["UNSCR 1718 (2006)".into(), "31 CFR 510.201".into()], hits: hits.to_vec() }
}

fn decision(verdict: Verdict) -> Decision {
    Decision {
        message: MessageFacts {
            format: Format::Mt,
            message_type: Some("103".into()),
            reference: Some("REF\u{202e}".into()),
            uetr: None,
            sender: Some("DEUTDEFFXXX".into()),
            receiver: None,
            amount: Some(Amount { value: "1234.56".into(), currency: "EUR".into() }),
            value_date: Some("2026-11-01".into()),
            sha256: [0; 32],
        },
        unit: None,
        verdict,
        reasons: Vec::new(),
        hits: Vec::new(),
        suppressed: Vec::new(),
        defects: Vec::new(),
        unit_verdicts: None,
        versions: Arc::new(Versions {
            engine: "0",
            rules_sha256: [0; 32],
            good_guys_sha256: [0; 32],
            rail: "unspecified".into(),
            as_of: date(2026, 11, 23),
            overlay_sha256: [0; 32],
            overlay_count: 0,
            lists: Vec::new(),
        }),
    }
}

/// Held, with so many transactions of each verdict.
fn batch(unit_verdicts: [u32; 5]) -> Decision {
    Decision { unit_verdicts: Some(unit_verdicts), ..decision(Verdict::Hold) }
}

fn page(screened: &Screened, has_colour: bool) -> String {
    let mut page = Page::new(Vec::new(), Medium { is_terminal: false, columns: 90, has_colour });
    let frame = Frame::new(TEXT.as_bytes().into());
    page.screened("a.fin", &frame, screened, &Rules::builtin()).unwrap();
    String::from_utf8(page.out).unwrap()
}

fn check(screened: &Screened, expected: &str) {
    assert_eq!(page(screened, false).trim_end(), expected.trim_matches('\n'));
}

#[test]
fn a_message_that_passes_is_one_line() {
    let pass = Decision { hits: vec![city()], ..decision(Verdict::Pass) };
    let expected = "pass    a.fin  MT 103, reference REF\\u{202e}, DEUTDEFFXXX -> ?, EUR 1234.56, value\n        2026-11-01";
    check(&Screened { frame: pass, units: Vec::new() }, expected);
}

#[test]
fn a_reason_shows_its_text_its_entry_and_its_basis() {
    let mut frame = decision(Verdict::Block);
    frame.hits = vec![hit("KANG BONG\r\nTRADING CO"), city()];
    frame.reasons = vec![ruling("dprk.listed-organisation", Verdict::Block, &[0]), ruling("house.rule", Verdict::Hold, &[0])];
    frame.suppressed = vec![Suppressed { hit: city(), rule: "good-guy.7".into() }];
    frame.defects = vec![Defect::new(DefectCode::ControlCharacter, 70..71)];
    let expected = r"
block   a.fin
        MT 103, reference REF\u{202e}, DEUTDEFFXXX -> ?, EUR 1234.56, value 2026-11-01
  block by dprk.listed-organisation: Organisation designated in connection with the DPRK,
  by its complete name
    found in  59/2 (creditor name)
              THE **KANG BONG**
              **TRADING CO**\u{1b}[2J
    read as   KANG BONG TRADING CO
    listed    Kangbong Trading Corporation (organisation)
    as        Kang Bong Trading Co (strong alias)
    on        un KPe.043 [UN-1718]; eu 7
    why       every word of the listed name; CO stands for CORPORATION; score 0.970
    basis     UNSCR 1718 (2006); 31 CFR 510.201
  hold by house.rule
    found     1 shown above
    basis     UNSCR 1718 (2006); 31 CFR 510.201
  also        dprk.city in 59/2: by itself no reason to stop
  left out    dprk.city in 59/2 by rule good-guy.7
  doubt       control characters in text (control-character, bytes 70..71)";
    check(&Screened { frame, units: Vec::new() }, expected);
}

#[test]
fn transactions_are_shown_unless_they_pass() {
    let unit = |index, verdict| {
        let facts = UnitFacts { index, count: 3, end_to_end_id: Some("E2E".into()), frame_sha256: [0; 32] };
        Decision { unit: Some(facts), ..decision(verdict) }
    };
    let stopped =
        Decision { hits: vec![city()], reasons: vec![ruling("dprk.place", Verdict::Hold, &[0])], ..unit(2, Verdict::Hold) };
    let screened =
        Screened { frame: batch([2, 0, 1, 0, 0]), units: vec![unit(1, Verdict::Pass), stopped, unit(3, Verdict::Pass)] };
    let expected = r"
hold    a.fin
        MT 103, reference REF\u{202e}, DEUTDEFFXXX -> ?, EUR 1234.56, value 2026-11-01
hold    transaction 2 of 3, end-to-end E2E, EUR 1234.56
  hold by dprk.place
    found in  59/2 (creditor name)
              :59:/**DE44**
    means     dprk.city
    why       every word of the listed name; CO stands for CORPORATION; score 0.970
    basis     UNSCR 1718 (2006); 31 CFR 510.201
pass    2 of 3 transactions by themselves";
    check(&screened, expected);
}

#[test]
fn no_escape_reaches_the_terminal_but_the_page_s_own() {
    let mut frame = decision(Verdict::Block);
    frame.hits = vec![hit("TRADING CO")];
    frame.reasons = vec![ruling("x", Verdict::Block, &[0])];
    let screened = Screened { frame, units: Vec::new() };
    assert!(!page(&screened, false).contains('\x1b'));
    let coloured = page(&screened, true);
    assert!(coloured.contains("\x1b[1;4mTRADING CO\x1b[0m\\u{1b}[2J"), "{coloured}");
    assert!(!coloured.contains("\x1b[2J") && !coloured.contains("**"), "{coloured}");
}

#[test]
fn what_is_too_much_for_a_page_is_counted() {
    let mut frame = decision(Verdict::Block);
    frame.hits = vec![hit("TRADING CO"); HITS_SHOWN_MAX + 2];
    frame.hits[0].parts = vec![part("59/3", "TRADING CO"); PARTS_SHOWN_MAX + 1];
    frame.reasons = vec![ruling("x", Verdict::Block, &(0..HITS_SHOWN_MAX + 2).collect::<Vec<_>>())];
    frame.defects = vec![Defect::new(DefectCode::BadField, 1..2); DEFECTS_SHOWN_MAX + 1];
    let text = page(&Screened { frame, units: Vec::new() }, false);
    assert!(text.contains("found in  1 more places"), "{text}");
    assert!(text.contains("found     2 more; --format json has all of them"), "{text}");
    assert!(text.contains("and 1 more defects"), "{text}");
}
