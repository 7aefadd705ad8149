//! Decisions for tests: one of every shape.

use crate::decision::{Amount, Decision, MessageFacts, Screened, Suppressed, UnitFacts, Versions};
use crate::detect::{Alias, Evidence, Grade, Hit, Part};
use crate::frame::{Format, Frame};
use crate::list::{Designation, DesignationKind, ListEntry, ListKind, ListVersion, ListedName, Strength};
use crate::message::{Defect, DefectCode, Kind, Role};
use crate::rule::Ruling;
use crate::verdict::Verdict;
use jiff::civil::date;
use std::sync::Arc;

/// No unit, nothing found.
pub(super) fn clean() -> Decision {
    Decision {
        message: MessageFacts {
            format: Format::Unknown,
            message_type: None,
            reference: None,
            uetr: None,
            sender: None,
            receiver: None,
            amount: None,
            value_date: None,
            sha256: [1; 32],
        },
        unit: None,
        verdict: Verdict::Pass,
        reasons: Vec::new(),
        hits: Vec::new(),
        suppressed: Vec::new(),
        defects: Vec::new(),
        unit_verdicts: None,
        versions: Arc::new(versions()),
    }
}

/// A transaction of a frame, with every member filled.
pub(super) fn full() -> Decision {
    Decision {
        message: MessageFacts {
            format: Format::Mt,
            message_type: Some("103".into()),
            reference: Some("REF\"1\"".into()),
            uetr: Some("11111111-2222-4333-8444-555566667777".into()),
            sender: Some("AAAADEFFXXX".into()),
            receiver: Some("BBBBUS33XXX".into()),
            amount: Some(Amount { value: "1234.56".into(), currency: "USD".into() }),
            value_date: Some("2026-11-01".into()),
            sha256: [2; 32],
        },
        unit: Some(UnitFacts { index: 3, count: 100, end_to_end_id: Some("E2E".into()), frame_sha256: [3; 32] }),
        verdict: Verdict::Block,
        reasons: vec![Ruling {
            rule: "dprk.listed-organisation".into(),
            verdict: Verdict::Block,
            basis: vec!["UNSCR 1718 para 8(d)".into()],
            hits: vec![0],
        }],
        hits: vec![name_hit(), place_hit()],
        suppressed: vec![Suppressed { hit: place_hit(), rule: "good-guy.1".into() }],
        defects: vec![Defect::new(DefectCode::BadBlock, 0..4), Defect::new(DefectCode::UnknownField, 7..9)],
        unit_verdicts: None,
        versions: Arc::new(versions()),
    }
}

/// A frame of several transactions.
pub(super) fn counted() -> Decision {
    Decision { unit_verdicts: Some([1, 0, 1, 0, 1]), verdict: Verdict::Block, ..clean() }
}

/// A frame, and what was decided about it.
pub(super) fn screened(text: &str) -> (Frame, Screened) {
    let frame = Frame::new(text.to_owned().into());
    let message = MessageFacts { sha256: *frame.sha256(), ..clean().message };
    (frame, Screened { frame: Decision { message, verdict: Verdict::Hold, ..counted() }, units: vec![full(), full()] })
}

/// A hit on a list entry.
pub(super) fn name_hit() -> Hit {
    let designation = Designation {
        id: "un:KPe.004".into(),
        kind: DesignationKind::Organisation,
        dprk: true,
        names: vec![ListedName { text: "SAMPLE TRADING".into(), strength: Strength::Strong, needs: None }],
        entries: vec![ListEntry {
            list: "un".into(),
            id: "KPe.004".into(),
            programmes: vec!["UN-1718".into()],
            basis: vec!["UNSCR 1718".into()],
            ..ListEntry::default()
        }],
        ..Designation::default()
    };
    Hit {
        evidence: Evidence::Name,
        grade: Grade::Certain,
        code: None,
        score: 970,
        designation: Some(Arc::new(designation)),
        reported_only: false,
        alias: Some(Alias { text: "SAMPLE TRADING".into(), strength: Strength::Strong }),
        parts: vec![Part {
            role: Role::Creditor,
            kind: Kind::Name,
            path: "59/1".into(),
            layer: 0,
            spans: vec![412..438, 440..441],
            text: "SAMPLE\nTRADING".into(),
            party: Some(3),
        }],
        why: vec!["all words equal".into()],
        place: None,
        needs: None,
    }
}

/// A hit that is no list entry.
fn place_hit() -> Hit {
    Hit { evidence: Evidence::Geography, code: Some("dprk.city"), score: 1000, designation: None, alias: None, ..name_hit() }
}

/// Editions of two lists, one of them without a date.
pub(super) fn versions() -> Versions {
    Versions {
        engine: "0.1.0",
        rules_sha256: [4; 32],
        good_guys_sha256: [5; 32],
        rail: "cbpr+".into(),
        as_of: date(2026, 11, 23),
        overlay_sha256: [6; 32],
        overlay_count: 2,
        lists: vec![list("un", [7; 32]), ListVersion { date: None, ..list("house", [8; 32]) }],
    }
}

fn list(name: &str, sha256: [u8; 32]) -> ListVersion {
    ListVersion {
        list: name.into(),
        kind: ListKind::Official,
        date: Some(date(2026, 2, 27)),
        sha256,
        count: 1003,
        dprk_count: 155,
        rejected_rows: 1,
    }
}
