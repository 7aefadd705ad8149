//! Values to JSON: the wire types of Decisions, lists and journal entries.
//!
//! In: the core's plain values. Out: the one text that the command line prints, the journal stores and HTTP answers; `deploy/decision.schema.json` describes it. The same
//! value always gives the same bytes: members stand in a fixed order, and no number passes through binary floating point. Nothing is read back here.

use crate::decision::{Amount, Decision, MessageFacts, Screened, Suppressed, UnitFacts, Versions};
use crate::detect::{Alias, Hit, Part};
use crate::list::{Designation, ListEntry, ListVersion};
use crate::message::Defect;
use crate::rule::Ruling;
use crate::verdict::Verdict;
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt::Write as _;
use std::ops::Range;

/// A Decision as one line of JSON, without a line end.
#[must_use]
pub fn decision_json(decision: &Decision) -> String {
    json(&DecisionRecord::of(decision))
}

/// All that was decided about a frame, a line each, every line ended: its units in order, then the frame.
#[must_use]
pub fn screened_json(screened: &Screened) -> String {
    let mut lines = String::new();
    for decision in screened.units.iter().chain([&screened.frame]) {
        lines.push_str(&decision_json(decision));
        lines.push('\n');
    }
    lines
}

/// A Decision's line with `source` as its last member: where the message was read from. No digest, journal or comparison includes it.
#[must_use]
pub fn with_source(decision_json: &str, source: &str) -> String {
    let members = decision_json.strip_suffix('}').unwrap_or(decision_json);
    format!("{members},\"source\":{}}}", json(&source))
}

/// The edition of a list as one line of JSON, without a line end.
#[must_use]
pub fn list_json(version: &ListVersion) -> String {
    json(&ListRecord::of(version))
}

/// Editions of lists as one JSON array.
#[must_use]
pub fn lists_json(versions: &[ListVersion]) -> String {
    json(&versions.iter().map(ListRecord::of).collect::<Vec<_>>())
}

/// Writes one of this crate's wire types, or a string. None of them can fail: no map has keys other than strings, and nothing is read while writing.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("wire types have string keys and do no I/O")
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(digits, "{byte:02x}").expect("a String takes every write");
    }
    digits
}

#[derive(Serialize)]
struct DecisionRecord<'a> {
    message: MessageRecord<'a>,
    unit: Option<UnitRecord<'a>>,
    units: Option<UnitCounts>,
    verdict: &'static str,
    reasons: Vec<Reason<'a>>,
    hits: Vec<HitRecord<'a>>,
    suppressed: Vec<SuppressedRecord<'a>>,
    defects: Vec<DefectRecord>,
    versions: VersionsRecord<'a>,
}

impl<'a> DecisionRecord<'a> {
    fn of(decision: &'a Decision) -> DecisionRecord<'a> {
        DecisionRecord {
            message: MessageRecord::of(&decision.message),
            unit: decision.unit.as_ref().map(UnitRecord::of),
            units: decision.unit_verdicts.map(UnitCounts),
            verdict: decision.verdict.as_str(),
            reasons: decision.reasons.iter().map(Reason::of).collect(),
            hits: decision.hits.iter().map(HitRecord::of).collect(),
            suppressed: decision.suppressed.iter().map(SuppressedRecord::of).collect(),
            defects: decision.defects.iter().map(DefectRecord::of).collect(),
            versions: VersionsRecord::of(&decision.versions),
        }
    }
}

#[derive(Serialize)]
struct MessageRecord<'a> {
    format: &'static str,
    r#type: Option<&'a str>,
    reference: Option<&'a str>,
    uetr: Option<&'a str>,
    sender: Option<&'a str>,
    receiver: Option<&'a str>,
    amount: Option<AmountRecord<'a>>,
    value_date: Option<&'a str>,
    sha256: String,
}

impl<'a> MessageRecord<'a> {
    fn of(message: &'a MessageFacts) -> MessageRecord<'a> {
        MessageRecord {
            format: message.format.as_str(),
            r#type: message.message_type.as_deref(),
            reference: message.reference.as_deref(),
            uetr: message.uetr.as_deref(),
            sender: message.sender.as_deref(),
            receiver: message.receiver.as_deref(),
            amount: message.amount.as_ref().map(|Amount { value, currency }| AmountRecord { value, currency }),
            value_date: message.value_date.as_deref(),
            sha256: hex(&message.sha256),
        }
    }
}

#[derive(Serialize)]
struct AmountRecord<'a> {
    value: &'a str,
    currency: &'a str,
}

#[derive(Serialize)]
struct UnitRecord<'a> {
    index: u32,
    count: u32,
    end_to_end_id: Option<&'a str>,
    frame_sha256: String,
}

impl<'a> UnitRecord<'a> {
    fn of(unit: &'a UnitFacts) -> UnitRecord<'a> {
        UnitRecord {
            index: unit.index,
            count: unit.count,
            end_to_end_id: unit.end_to_end_id.as_deref(),
            frame_sha256: hex(&unit.frame_sha256),
        }
    }
}

/// How many units there are, and how many of them ended in which verdict.
struct UnitCounts([u32; 5]);

impl Serialize for UnitCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(1 + self.0.len()))?;
        members.serialize_entry("count", &self.0.iter().map(|count| u64::from(*count)).sum::<u64>())?;
        for (verdict, count) in Verdict::ALL.iter().zip(self.0) {
            members.serialize_entry(verdict.as_str(), &count)?;
        }
        members.end()
    }
}

#[derive(Serialize)]
struct Reason<'a> {
    rule: &'a str,
    verdict: &'static str,
    basis: &'a [String],
    hits: &'a [usize],
}

impl<'a> Reason<'a> {
    fn of(ruling: &'a Ruling) -> Reason<'a> {
        Reason { rule: &ruling.rule, verdict: ruling.verdict.as_str(), basis: &ruling.basis, hits: &ruling.hits }
    }
}

#[derive(Serialize)]
struct HitRecord<'a> {
    evidence: &'static str,
    code: Option<&'a str>,
    score: Score,
    designation: Option<DesignationRecord<'a>>,
    alias: Option<AliasRecord<'a>>,
    parts: Vec<PartRecord<'a>>,
    why: &'a [String],
}

impl<'a> HitRecord<'a> {
    fn of(hit: &'a Hit) -> HitRecord<'a> {
        HitRecord {
            evidence: hit.evidence.as_str(),
            code: hit.code,
            score: Score(hit.score),
            designation: hit.designation.as_deref().map(DesignationRecord::of),
            alias: hit.alias.as_ref().map(|Alias { text, strength }| AliasRecord { text, strength: strength.as_str() }),
            parts: hit.parts.iter().map(PartRecord::of).collect(),
            why: &hit.why,
        }
    }
}

/// Thousandths, written as a decimal fraction with three digits: `0.970`.
struct Score(u16);

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let thousandths = self.0.min(SCORE_MAX);
        let digits = format!("{}.{:03}", thousandths / SCORE_MAX, thousandths % SCORE_MAX);
        RawValue::from_string(digits).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// Full likeness, in thousandths.
const SCORE_MAX: u16 = 1000;

#[derive(Serialize)]
struct DesignationRecord<'a> {
    id: &'a str,
    name: Option<&'a str>,
    r#type: &'static str,
    entries: Vec<EntryRecord<'a>>,
}

impl<'a> DesignationRecord<'a> {
    fn of(designation: &'a Designation) -> DesignationRecord<'a> {
        DesignationRecord {
            id: &designation.id,
            name: designation.names.first().map(|name| name.text.as_str()),
            r#type: designation.kind.as_str(),
            entries: designation.entries.iter().map(EntryRecord::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct EntryRecord<'a> {
    list: &'a str,
    id: &'a str,
    programmes: &'a [String],
}

impl<'a> EntryRecord<'a> {
    fn of(entry: &'a ListEntry) -> EntryRecord<'a> {
        EntryRecord { list: &entry.list, id: &entry.id, programmes: &entry.programmes }
    }
}

#[derive(Serialize)]
struct AliasRecord<'a> {
    text: &'a str,
    strength: &'static str,
}

#[derive(Serialize)]
struct PartRecord<'a> {
    role: &'static str,
    kind: &'static str,
    path: &'a str,
    layer: u8,
    spans: Spans<'a>,
    text: &'a str,
}

impl<'a> PartRecord<'a> {
    fn of(part: &'a Part) -> PartRecord<'a> {
        PartRecord {
            role: part.role.as_str(),
            kind: part.kind.as_str(),
            path: &part.path,
            layer: part.layer,
            spans: Spans(&part.spans),
            text: &part.text,
        }
    }
}

/// `[[start,end],...]`, bytes of the frame, the end not included.
struct Spans<'a>(&'a [Range<u32>]);

impl Serialize for Spans<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut spans = serializer.serialize_seq(Some(self.0.len()))?;
        for span in self.0 {
            spans.serialize_element(&[span.start, span.end])?;
        }
        spans.end()
    }
}

#[derive(Serialize)]
struct SuppressedRecord<'a> {
    hit: HitRecord<'a>,
    rule: &'a str,
}

impl<'a> SuppressedRecord<'a> {
    fn of(suppressed: &'a Suppressed) -> SuppressedRecord<'a> {
        SuppressedRecord { hit: HitRecord::of(&suppressed.hit), rule: &suppressed.rule }
    }
}

#[derive(Serialize)]
struct DefectRecord {
    code: &'static str,
    severity: &'static str,
    spans: [[u32; 2]; 1],
    detail: &'static str,
}

impl DefectRecord {
    fn of(defect: &Defect) -> DefectRecord {
        DefectRecord {
            code: defect.code.as_str(),
            severity: defect.code.severity().as_str(),
            spans: [[defect.span.start, defect.span.end]],
            detail: defect.code.detail(),
        }
    }
}

#[derive(Serialize)]
struct VersionsRecord<'a> {
    engine: &'a str,
    rules: String,
    good_guys: String,
    rail: &'a str,
    as_of: String,
    overlay: OverlayRecord,
    lists: Vec<DecidedOn<'a>>,
}

impl<'a> VersionsRecord<'a> {
    fn of(versions: &'a Versions) -> VersionsRecord<'a> {
        VersionsRecord {
            engine: versions.engine,
            rules: format!("sha256:{}", hex(&versions.rules_sha256)),
            good_guys: format!("sha256:{}", hex(&versions.good_guys_sha256)),
            rail: &versions.rail,
            as_of: versions.as_of.to_string(),
            overlay: OverlayRecord { sha256: hex(&versions.overlay_sha256), count: versions.overlay_count },
            lists: versions.lists.iter().map(DecidedOn::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct OverlayRecord {
    sha256: String,
    count: usize,
}

/// A list as it stands in a Decision.
#[derive(Serialize)]
struct DecidedOn<'a> {
    list: &'a str,
    date: Option<String>,
    sha256: String,
    count: usize,
}

impl<'a> DecidedOn<'a> {
    fn of(version: &'a ListVersion) -> DecidedOn<'a> {
        DecidedOn {
            list: &version.list,
            date: version.date.map(|date| date.to_string()),
            sha256: hex(&version.sha256),
            count: version.count,
        }
    }
}

/// A list as `lists info` and `GET /v1/lists` show it.
#[derive(Serialize)]
struct ListRecord<'a> {
    list: &'a str,
    date: Option<String>,
    sha256: String,
    count: usize,
    dprk_count: usize,
    rejected_rows: usize,
}

impl<'a> ListRecord<'a> {
    fn of(version: &'a ListVersion) -> ListRecord<'a> {
        ListRecord {
            list: &version.list,
            date: version.date.map(|date| date.to_string()),
            sha256: hex(&version.sha256),
            count: version.count,
            dprk_count: version.dprk_count,
            rejected_rows: version.rejected_rows,
        }
    }
}

#[cfg(test)]
mod tests;
