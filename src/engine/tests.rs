//! Messages are assembled by hand: one line an element, `role kind path text`, with transactions between lines of dashes. The search is a word list.

mod windows;

use super::*;
use crate::decision::Amount;
use crate::detect::{Evidence, Grade, Part};
use crate::list::{Designation, DesignationKind, ListKind, ListVersion, ListedName, Strength};
use crate::message::{DefectCode, Element, Kind, Path, PathNode, Role, Text};
use proptest::prelude::*;
use std::fs;

const MT: &str = "\
sender bic 1 COBADEFFAXXX
receiver bic 2 CHASUS33XXX
message-reference reference 20 REF1
";

const TWO: &str = "\
sender bic 1 COBADEFFAXXX
receiver bic 2 CHASUS33XXX
message-reference reference 20 REF1
value-date date 30 261124
---
end-to-end-reference reference 21 E2E1
settlement-amount amount 32B USD15400,00
creditor name 59 SAMPLE GMBH
---
end-to-end-reference reference 21 E2E2
settlement-amount amount 32B EUR7,5
creditor name 59 GREEN PINE
---
trailer code 5 CHK
";

/// The frame's bytes are `lines` themselves; each element stands where its text does.
fn frame(lines: &str) -> Frame {
    Frame::new(lines.to_owned().into_bytes().into())
}

fn message(lines: &str) -> Message<'_> {
    let (mut elements, mut nodes, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    for line in lines.split_inclusive('\n') {
        match line.trim_end().splitn(4, ' ').collect::<Vec<_>>()[..] {
            [role, kind, path, text] => {
                let path = path_of(path, &mut nodes);
                let text = Text::verbatim(text, at + line.trim_end().len() - text.len());
                let (role, kind) = (Role::parse(role).unwrap(), Kind::parse(kind).unwrap());
                elements.push(Element { role, kind, path, text, passage: 0, party: None, layer: 0 });
            }
            _ => starts.push(elements.len()),
        }
        at += line.len();
    }
    let transactions = starts.windows(2).map(|pair| pair[0]..pair[1]).collect();
    Message::assembled(elements, nodes, transactions)
}

/// `59` is a FIN field, `A/B/@C` a node of XML.
fn path_of<'a>(path: &'a str, nodes: &mut Vec<PathNode<'a>>) -> Path<'a> {
    if !path.contains('/') {
        return Path::Field { sequence: None, tag: path, occurrence: 1, line: 0 };
    }
    let mut parent = None;
    for name in path.split('/') {
        nodes.push(PathNode { parent, name: name.into(), occurrence: 1 });
        parent = u32::try_from(nodes.len() - 1).ok();
    }
    Path::Node(parent.unwrap())
}

/// Each word of the list that stands in the unit, as often as it does.
fn search(unit: Unit<'_, '_>) -> Vec<Hit> {
    let words = [
        ("GREEN PINE", Evidence::Name, Grade::Certain, None),
        ("COBADEFF", Evidence::Identifier, Grade::Certain, None),
        ("PYONGYANG", Evidence::Geography, Grade::Probable, Some("dprk.capital")),
        ("SINUIJU", Evidence::Geography, Grade::NeedsSecond, Some("dprk.city")),
        ("NAMPO", Evidence::Geography, Grade::NeedsSecond, Some("dprk.port")),
        ("x", Evidence::Geography, Grade::Corroborates, Some("border-hub")),
    ];
    let mut hits = Vec::new();
    for element in unit.elements() {
        for (word, evidence, grade, code) in words {
            for (at, text) in element.text.as_str().match_indices(word) {
                let mut spans = Vec::new();
                element.text.spans(at..at + text.len(), &mut spans);
                hits.push(hit(element, spans, text, evidence, grade, code));
            }
        }
    }
    hits
}

fn hit(
    element: &Element<'_>,
    spans: Vec<Range<u32>>,
    text: &str,
    evidence: Evidence,
    grade: Grade,
    code: Option<&'static str>,
) -> Hit {
    let listed = Designation { id: text.into(), kind: DesignationKind::Organisation, dprk: true, ..Designation::default() };
    let (role, kind, party, layer) = (element.role, element.kind, element.party, element.layer);
    Hit {
        evidence,
        grade,
        code,
        place: None,
        score: 1000,
        designation: code.is_none().then(|| Arc::new(listed)),
        reported_only: false,
        alias: None,
        needs: None,
        parts: vec![Part { role, kind, party, path: String::new(), layer, spans, text: text.into() }],
        why: Vec::new(),
    }
}

fn screened(lines: &str, defects: &[Defect]) -> Screened {
    let (frame, policy, arrival) = (frame(lines), policy(), arrival());
    let mut message = message(lines);
    message.defects = defects.to_vec();
    let mut units = Vec::new();
    let mut run = Run { detect: Box::new(|unit, _| search(unit)), ..Run::new(&frame, &policy, &arrival) };
    let flow = run.message(&Overview::of(&message), &message, &mut (), &mut |unit| {
        units.push(unit);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    Screened { frame: run.finish(), units }
}

fn policy() -> Policy {
    Policy::new(Vec::new(), Rules::builtin())
}

fn arrival() -> Arrival {
    Arrival { rail: "cbpr+".into(), as_of: Date::constant(2026, 11, 23) }
}

fn verdicts(screened: &Screened) -> (Verdict, Vec<Verdict>) {
    (screened.frame.verdict, screened.units.iter().map(|unit| unit.verdict).collect())
}

#[test]
fn a_frame_is_as_severe_as_its_most_severe_unit() {
    let two = screened(&TWO.replace("COBADEFF", "DEUTDEFF"), &[]);
    assert_eq!(verdicts(&two), (Verdict::Block, vec![Verdict::Pass, Verdict::Block]));
    assert_eq!(two.frame.unit_verdicts, Some([1, 0, 0, 0, 1]));
    assert!(two.frame.reasons.is_empty() && two.frame.hits.is_empty());
    assert_eq!(two.units[1].reasons[0].rule, "dprk.listed-organisation");
    assert_eq!(two.units[1].hits.len(), 1);
}

#[test]
fn a_header_hit_blocks_the_frame() {
    let one = screened(MT, &[]);
    assert_eq!(verdicts(&one), (Verdict::Block, vec![]));
    assert_eq!(one.frame.unit_verdicts, None);
    let two = screened(&TWO.replace("GREEN PINE", "SAMPLE"), &[]);
    assert_eq!(verdicts(&two), (Verdict::Block, vec![Verdict::Block, Verdict::Block]));
    assert_eq!(two.frame.reasons[0].rule, "dprk.listed-identifier");
}

#[test]
fn what_stands_behind_all_transactions_counts_in_each() {
    let lines = TWO.replace("COBADEFF", "DEUTDEFF").replace("GREEN PINE", "SAMPLE");
    let trailer = screened(&lines.replace("CHK", "PYONGYANG"), &[]);
    assert_eq!(verdicts(&trailer), (Verdict::Hold, vec![Verdict::Hold, Verdict::Hold]));
    assert_eq!(trailer.frame.unit_verdicts, Some([0, 0, 2, 0, 0]));
}

#[test]
fn second_indicators_are_looked_for_within_one_transaction_and_its_context() {
    let clean = TWO.replace("COBADEFF", "DEUTDEFF").replace("GREEN PINE", "SAMPLE");
    let apart = clean.replace("E2E1", "SINUIJU").replace("E2E2", "NAMPO");
    assert_eq!(verdicts(&screened(&apart, &[])), (Verdict::Pass, vec![Verdict::Pass, Verdict::Pass]));
    let together = clean.replace("E2E2", "SINUIJU NAMPO");
    assert_eq!(verdicts(&screened(&together, &[])), (Verdict::Hold, vec![Verdict::Pass, Verdict::Hold]));
    let with_header = clean.replace("REF1", "SINUIJU").replace("E2E1", "NAMPO");
    assert_eq!(verdicts(&screened(&with_header, &[])), (Verdict::Hold, vec![Verdict::Hold, Verdict::Pass]));
}

#[test]
fn a_defect_concerns_the_unit_that_it_lies_in_or_else_all() {
    let lines = TWO.replace("COBADEFF", "DEUTDEFF").replace("GREEN PINE", "SAMPLE");
    let at = |word: &str| {
        let start = u32::try_from(lines.find(word).unwrap()).unwrap();
        start..start + u32::try_from(word.len()).unwrap()
    };
    let of = |span: Range<u32>| verdicts(&screened(&lines, &[Defect::new(DefectCode::ForgedTag, span)]));
    let (pass, hold) = (Verdict::Pass, Verdict::Hold);
    assert_eq!(of(at("E2E1")), (hold, vec![hold, pass]));
    assert_eq!(of(at("GMBH")), (hold, vec![hold, pass]));
    assert_eq!(of(at("E2E2")), (hold, vec![pass, hold]));
    assert_eq!(of(at("GMBH").start..at("E2E2").end), (hold, vec![hold, hold]));
    assert_eq!(of(at("E2E2").start..at("E2E2").start), (hold, vec![pass, hold]));
    assert_eq!(of(at("REF1")), (hold, vec![hold, hold]));
    assert_eq!(of(at("CHK")), (hold, vec![hold, hold]));
    assert_eq!(of(0..0), (hold, vec![hold, hold]));
    let end = u32::try_from(lines.len()).unwrap();
    assert_eq!(of(end..end), (hold, vec![hold, hold]));
    let note = screened(&lines, &[Defect::new(DefectCode::UnknownField, at("E2E1"))]);
    assert_eq!(verdicts(&note), (pass, vec![pass, pass]));
    assert_eq!((note.frame.defects.len(), note.units[0].defects.len(), note.units[1].defects.len()), (1, 1, 0));
}

#[test]
fn facts_of_a_message_and_of_its_units() {
    let with_total = TWO.replace("value-date date 30 261124", "value-date date 30 261124\nsettlement-amount amount 19 USD99,");
    let total = |screened: &Screened| screened.frame.message.amount.clone().map(|amount| amount.value);
    assert_eq!(total(&screened(&with_total, &[])), Some("99".into()));
    assert_eq!(screened(&with_total, &[]).units[1].message.amount, screened(TWO, &[]).units[1].message.amount);
    let two = screened(TWO, &[]);
    let whole = &two.frame.message;
    assert_eq!((whole.sender.as_deref(), whole.receiver.as_deref()), (Some("COBADEFFXXX"), Some("CHASUS33XXX")));
    assert_eq!((whole.reference.as_deref(), whole.value_date.as_deref()), (Some("REF1"), Some("2026-11-24")));
    assert_eq!((&whole.amount, &whole.uetr), (&None, &None));
    let unit = &two.units[1];
    assert_eq!(unit.message.amount, Some(Amount { value: "7.5".into(), currency: "EUR".into() }));
    assert_eq!((unit.message.reference.as_deref(), unit.message.value_date.as_deref()), (Some("REF1"), Some("2026-11-24")));
    let which = unit.unit.as_ref().unwrap();
    assert_eq!((which.index, which.count, which.end_to_end_id.as_deref()), (2, 2, Some("E2E2")));
    assert_eq!(which.frame_sha256, whole.sha256);
    assert_eq!(two.frame.versions.rail, "cbpr+");
}

#[test]
fn the_currency_of_xml_stands_in_an_attribute_of_the_same_amount() {
    let amount = |lines: &str| screened(lines, &[]).frame.message.amount;
    let lines = "\
settlement-amount code Tx/Other/@Ccy EUR
settlement-amount code Tx/Amt/@Ccy USD
settlement-amount amount Tx/Amt 1234.56
uetr reference Tx/UETR ee68e308-9355-4cff-b84e-ce5b50c43ae5
";
    assert_eq!(amount(lines), Some(Amount { value: "1234.56".into(), currency: "USD".into() }));
    assert_eq!(amount("settlement-amount amount Tx/Amt 1234.56\n"), None);
    assert_eq!(screened(lines, &[]).frame.message.uetr.as_deref(), Some("ee68e308-9355-4cff-b84e-ce5b50c43ae5"));
}

#[test]
fn the_digest_of_a_unit_is_that_of_its_own_bytes() {
    let digests = |lines: &str| screened(lines, &[]).units.iter().map(|unit| unit.message.sha256).collect::<Vec<_>>();
    let before = digests(TWO);
    let own: [u8; 32] = {
        let (from, to) = (TWO.find("E2E2").unwrap(), TWO.find("GREEN PINE").unwrap() + "GREEN PINE".len());
        Sha256::digest(&TWO.as_bytes()[from..to]).into()
    };
    assert_eq!(before[1], own);
    assert_eq!(digests(&TWO.replace("REF1", "REF2")), before);
    let after = digests(&TWO.replace("E2E1", "E2E9"));
    assert_ne!(after[0], before[0]);
    assert_eq!(after[1], before[1]);
}

#[test]
fn the_limit_of_hits_keeps_and_one_beyond_is_a_doubt() {
    let with =
        |hubs: usize| screened(&format!("narrative free-text 79 {}\ncreditor name 59 PYONGYANG", "x ".repeat(hubs)), &[]).frame;
    let at_limit = with(UNIT_HITS_MAX - 1);
    assert_eq!((at_limit.hits.len(), at_limit.defects.len()), (UNIT_HITS_MAX, 0));
    let beyond = with(UNIT_HITS_MAX);
    assert_eq!((beyond.hits.len(), beyond.verdict), (UNIT_HITS_MAX, Verdict::Hold));
    assert_eq!(beyond.defects.iter().map(|defect| defect.code).collect::<Vec<_>>(), [DefectCode::TooManyHits]);
    assert_eq!(DefectCode::TooManyHits.severity(), Severity::Doubt);
    assert_eq!(beyond.hits.last().unwrap().code, Some("dprk.capital"), "the surest stays, and in its place");
    let rules: Vec<_> = beyond.reasons.iter().map(|ruling| ruling.rule.as_str()).collect();
    assert_eq!(rules, ["dprk.country", "message.doubt"]);
}

#[test]
fn a_frame_of_many_hits_keeps_the_surest_of_each_further_unit() {
    let full = format!("---\nnarrative free-text 79 {}\n", "x ".repeat(UNIT_HITS_MAX));
    let lines = full.repeat(FRAME_HITS_MAX / UNIT_HITS_MAX)
        + "---\nnarrative free-text 79 x GREEN PINE\n---\nnarrative free-text 79 x\n---\n";
    let many = screened(&lines, &[]);
    let [.., last_full, beyond, single] = many.units.as_slice() else { panic!() };
    assert_eq!((last_full.hits.len(), last_full.verdict), (UNIT_HITS_MAX, Verdict::Pass));
    assert_eq!((beyond.hits.len(), beyond.hits[0].grade), (1, Grade::Certain));
    assert_eq!(beyond.defects[0].code, DefectCode::TooManyHits);
    assert_eq!((single.hits.len(), single.verdict), (1, Verdict::Pass));
    assert_eq!(many.frame.verdict, Verdict::Hold);
}

#[test]
fn stages_end_in_the_order_of_the_chain() {
    struct Heard(Vec<Stage>);
    impl Stages for Heard {
        fn ended(&mut self, stage: Stage) {
            self.0.push(stage);
        }
    }
    let mut heard = Heard(Vec::new());
    let held = screen(&frame("not a message"), &policy(), &arrival(), &mut heard);
    assert_eq!(heard.0, [Stage::Parse, Stage::Detect, Stage::Rule]);
    assert_eq!(held.frame.verdict, Verdict::Hold);
    assert_eq!(held.frame.reasons[0].rule, "message.doubt");
}

#[test]
fn lists_and_rules_reach_the_verdict() {
    let version = |list: &str, kind| ListVersion {
        list: list.into(),
        kind,
        date: None,
        sha256: [7; 32],
        count: 1,
        dprk_count: 1,
        rejected_rows: 0,
    };
    let named = |text: &str| Designation {
        id: text.into(),
        kind: DesignationKind::Organisation,
        dprk: true,
        names: vec![ListedName { text: text.into(), strength: Strength::Strong, needs: None }],
        ..Designation::default()
    };
    let official = List { version: version("un", ListKind::Official), designations: vec![named("Green Pine Associated")] };
    let watch = List { version: version("press", ListKind::Watch), designations: vec![named("Red Larch Shipping")] };
    let policy = Policy::new(vec![official, watch], Rules::builtin());
    let rules_of = |text: &str| {
        let decision = screen(&frame(text), &policy, &arrival(), &mut ()).frame;
        assert_eq!(decision.versions.lists.len(), 2);
        decision.reasons.into_iter().map(|ruling| ruling.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules_of("for green pine associated"), ["dprk.listed-name", "message.doubt"]);
    assert_eq!(rules_of("for red larch shipping"), ["message.doubt", "watch.reported"]);
    assert_eq!(rules_of("for nobody"), ["message.doubt"]);
}

/// All that a Decision says, as text.
fn told(bytes: &[u8], policy: &Policy) -> String {
    format!("{:?}", screen(&Frame::new(bytes.to_vec().into()), policy, &arrival(), &mut ()))
}

#[test]
fn the_same_sample_gives_the_same_decision_on_every_thread() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/proto-samples");
    let folders = fs::read_dir(samples).unwrap().filter_map(|folder| fs::read_dir(folder.unwrap().path()).ok());
    let files: Vec<Vec<u8>> = folders.flatten().map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(files.len() > 300, "{} files", files.len());
    let expected: Vec<String> = files.iter().map(|file| told(file, &policy())).collect();
    let shared = policy();
    std::thread::scope(|scope| {
        for turn in 0..4 {
            let (files, expected, shared) = (&files, &expected, &shared);
            scope.spawn(move || {
                for step in 0..files.len() {
                    let index = (step * 7 + turn) % files.len();
                    assert_eq!(told(&files[index], shared), expected[index]);
                }
            });
        }
    });
}

proptest! {
    #[test]
    fn any_bytes_give_one_decision(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(told(&bytes, &policy()), told(&bytes, &policy()));
    }

    #[test]
    fn a_frame_is_never_milder_than_what_is_in_it(words in prop::collection::vec(0..6_usize, 0..12), split in any::<bool>()) {
        let texts = ["SAMPLE", "GREEN PINE", "PYONGYANG", "SINUIJU", "NAMPO", "x"];
        let between = if split { "---\n" } else { "" };
        let lines: String = words.iter().map(|word| format!("{between}creditor name 59 {}\n", texts[*word])).collect();
        let screened = screened(&format!("{lines}{between}"), &[]);
        let all = screened.units.iter().chain([&screened.frame]);
        let most_severe = all.flat_map(|it| &it.reasons).map(|ruling| ruling.verdict).max().unwrap_or_default();
        prop_assert_eq!(screened.frame.verdict, most_severe);
        let blocked = words.contains(&1);
        prop_assert_eq!(screened.frame.verdict == Verdict::Block, blocked);
        prop_assert!(!words.contains(&2) || screened.frame.verdict >= Verdict::Hold);
    }
}
