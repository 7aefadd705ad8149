//! What changed between two editions of a list, as one line of JSON: the command line and HTTP give that one text.

use super::record::{hex, json};
use crate::list::ListVersion;
use crate::list::diff::{Change, Changed, Difference, Summary};
use serde::Serialize;

/// A difference as one line of JSON, without a line end.
#[must_use]
pub fn difference_json(difference: &Difference) -> String {
    json(&DifferenceRecord {
        list: &difference.list,
        before: difference.before.as_ref().map(EditionRecord::of),
        now: difference.now.as_ref().map(EditionRecord::of),
        added: difference.added.iter().map(EntryRecord::of).collect(),
        removed: difference.removed.iter().map(EntryRecord::of).collect(),
        changed: difference.changed.iter().map(ChangedRecord::of).collect(),
    })
}

#[derive(Serialize)]
struct DifferenceRecord<'a> {
    list: &'a str,
    before: Option<EditionRecord>,
    now: Option<EditionRecord>,
    added: Vec<EntryRecord<'a>>,
    removed: Vec<EntryRecord<'a>>,
    changed: Vec<ChangedRecord<'a>>,
}

#[derive(Serialize)]
struct EditionRecord {
    date: Option<String>,
    sha256: String,
    count: usize,
}

impl EditionRecord {
    fn of(version: &ListVersion) -> EditionRecord {
        let date = version.date.map(|date| date.to_string());
        EditionRecord { date, sha256: hex(&version.sha256), count: version.count }
    }
}

#[derive(Serialize)]
struct EntryRecord<'a> {
    id: &'a str,
    name: &'a str,
    r#type: &'static str,
    dprk: bool,
}

impl<'a> EntryRecord<'a> {
    fn of(entry: &'a Summary) -> EntryRecord<'a> {
        EntryRecord { id: &entry.id, name: &entry.name, r#type: entry.kind.as_str(), dprk: entry.dprk }
    }
}

#[derive(Serialize)]
struct ChangedRecord<'a> {
    #[serde(flatten)]
    entry: EntryRecord<'a>,
    changes: Vec<ChangeRecord<'a>>,
}

impl<'a> ChangedRecord<'a> {
    fn of(changed: &'a Changed) -> ChangedRecord<'a> {
        ChangedRecord { entry: EntryRecord::of(&changed.entry), changes: changed.changes.iter().map(ChangeRecord::of).collect() }
    }
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    what: &'static str,
    removed: &'a [String],
    added: &'a [String],
}

impl<'a> ChangeRecord<'a> {
    fn of(change: &'a Change) -> ChangeRecord<'a> {
        ChangeRecord { what: change.aspect.as_str(), removed: &change.removed, added: &change.added }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::diff::Aspect;
    use crate::list::{DesignationKind, ListKind};

    #[test]
    fn a_line_is_the_contract() {
        let summary = |id: &str| Summary { id: id.into(), kind: DesignationKind::Person, name: "Ann \"A\"".into(), dprk: true };
        let version = ListVersion {
            list: "un".into(),
            kind: ListKind::Official,
            date: Some(jiff::civil::date(2026, 2, 27)),
            sha256: [7; 32],
            count: 3,
            dprk_count: 2,
            rejected_rows: 1,
        };
        let change = Change { aspect: Aspect::Names, removed: vec!["Ann (weak)".into()], added: Vec::new() };
        let difference = Difference {
            list: "un".into(),
            before: None,
            now: Some(version),
            added: vec![summary("un:1")],
            removed: Vec::new(),
            changed: vec![Changed { entry: summary("un:2"), changes: vec![change] }],
        };
        let sha256 = "07".repeat(32);
        let expected = [
            r#"{"list":"un","before":null,"now":{"date":"2026-02-27","sha256":""#,
            &sha256,
            r#"","count":3},"added":[{"id":"un:1","name":"Ann \"A\"","type":"person","dprk":true}],"removed":[],"#,
            r#""changed":[{"id":"un:2","name":"Ann \"A\"","type":"person","dprk":true,"changes":[{"what":"names","removed":["Ann (weak)"],"added":[]}]}]}"#,
        ];
        assert_eq!(difference_json(&difference), expected.concat());
    }
}
