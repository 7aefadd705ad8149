//! Hits are written in a line of words, see [`hits`]; rulings are read as `verdict rule hits`, joined by `; `.

mod ceiling;
mod evidence;
mod independence;
mod language;
mod samples;

use super::condition::Word;
use super::{Facts, Rules, Ruling};
use crate::detect::{Alias, Evidence, Grade, Hit, Part};
use crate::list::{Designation, DesignationKind, Indicator, ListEntry, Strength};
use crate::message::{Defect, DefectCode, Kind, Role};
use jiff::civil::Date;
use std::iter;
use std::sync::Arc;

/// Reads `evidence grade target [key=value]... + ...`. A target is a list kind and a type (`dprk/person`), or the code of a hit without a designation (`dprk.city`). Keys are
/// `at` (bytes, `4-9`), `words`, `id` (of the designation), `place`, `party`, `needs`, `role`, `kind`, `layer`. Whatever is not said differs from hit to hit.
fn hits(line: &str) -> Vec<Hit> {
    let lines = line.split(" + ").filter(|text| !text.trim().is_empty());
    lines.enumerate().map(|(index, text)| hit(u32::try_from(index).unwrap(), text)).collect()
}

fn hit(index: u32, line: &str) -> Hit {
    let mut words = line.split_whitespace();
    let evidence = Evidence::read(words.next().unwrap()).unwrap();
    let grade = Grade::read(words.next().unwrap()).unwrap();
    let target = words.next().unwrap();
    let designation = target.split_once('/').map(|(listed, kind)| Designation {
        id: format!("d{index}"),
        kind: DesignationKind::read(kind).unwrap(),
        dprk: listed != "other",
        ..Designation::default()
    });
    let mut part = Part {
        role: Role::Creditor,
        kind: Kind::Name,
        party: None,
        path: "59/1".into(),
        layer: 0,
        spans: iter::once(index * 100..index * 100 + 10).collect(),
        text: format!("text {index}"),
    };
    let mut hit = Hit {
        evidence,
        grade,
        code: designation.is_none().then(|| &*target.to_owned().leak()),
        place: None,
        score: 1000,
        reported_only: target.starts_with("reported/"),
        alias: (evidence == Evidence::Name).then(|| Alias { text: "LISTED NAME".into(), strength: Strength::Strong }),
        designation: None,
        needs: None,
        parts: Vec::new(),
        why: Vec::new(),
    };
    let mut designation = designation;
    for (key, value) in words.map(|word| word.split_once('=').unwrap()) {
        match key {
            "at" => {
                let (from, to) = value.split_once('-').unwrap();
                part.spans = iter::once(from.parse().unwrap()..to.parse().unwrap()).collect();
            }
            "words" => part.text = value.replace('_', " "),
            "id" => designation.as_mut().unwrap().id = value.into(),
            "place" => hit.place = Some(value.to_owned().leak()),
            "party" => part.party = Some(value.parse().unwrap()),
            "needs" if value == "vessel" => hit.needs = Some(Indicator::Vessel),
            "needs" => hit.needs = Some(Indicator::Dprk),
            "role" => part.role = Role::parse(value).unwrap(),
            "kind" => part.kind = Kind::parse(value).unwrap(),
            "layer" => part.layer = value.parse().unwrap(),
            "basis" => designation.as_mut().unwrap().entries.push(entry(value)),
            _ => panic!("{key}"),
        }
    }
    hit.parts = vec![part];
    hit.designation = designation.map(Arc::new);
    hit
}

/// `un:UNSCR_1718`: list and legal basis, or `un:` and programme for an entry without one, after a second colon.
fn entry(text: &str) -> ListEntry {
    let mut fields = text.split(':').map(|field| field.replace('_', " "));
    let list = fields.next().unwrap();
    let basis = fields.next().unwrap();
    ListEntry {
        list,
        id: "17".into(),
        programmes: fields.collect(),
        basis: if basis.is_empty() { Vec::new() } else { vec![basis] },
        ..ListEntry::default()
    }
}

fn judge(rules: &Rules, line: &str, as_of: &str) -> Vec<Ruling> {
    let facts = Facts { hits: &hits(line), defects: &[], as_of: day(as_of), rail: "any" };
    rules.judge(&facts)
}

fn shown(rulings: &[Ruling]) -> String {
    let show = |ruling: &Ruling| {
        let hits: Vec<String> = ruling.hits.iter().map(usize::to_string).collect();
        format!("{} {} {}", ruling.verdict, ruling.rule, hits.join(",")).trim_end().to_owned()
    };
    rulings.iter().map(show).collect::<Vec<_>>().join("; ")
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Under the built-in rules.
#[track_caller]
fn check(line: &str, expected: &str) {
    assert_eq!(shown(&judge(&Rules::builtin(), line, TODAY)), expected, "{line}");
}

fn doubts() -> Vec<Defect> {
    vec![Defect::new(DefectCode::NoBlockEnd, 0..1), Defect::new(DefectCode::ForgedTag, 4..8)]
}

const TODAY: &str = "2026-11-23";
