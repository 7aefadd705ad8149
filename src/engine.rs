//! Frame, Policy, day and rail to Decision: the whole chain on one screen.
//!
//! A frame of several transactions gets a Decision for each, and one on the frame, which is what happens: the most severe of all. A unit's Decision holds what is its own and
//! what it shares with its neighbours; the frame's holds what no transaction owns (headers, group data, trailers) and every defect.
//!
//! A defect inside the bytes of one transaction concerns this one and the frame; any other concerns all of them: where a header, an end or the text between transactions is in
//! doubt, no transaction is certain.

mod facts;

use crate::decision::{Decision, MessageFacts, Screened, UnitFacts, Versions};
use crate::detect::{self, Hit};
use crate::frame::Frame;
use crate::index::Snapshot;
use crate::list::List;
use crate::message::{Defect, DefectCode, Message, Unit};
use crate::rule::{Facts, Rules, Ruling};
use crate::verdict::Verdict;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use std::cmp::Reverse;
use std::iter;
use std::mem;
use std::ops::Range;
use std::sync::Arc;

/// Hits kept of one unit. A payment has a handful; a statement entry that names every port of a coast some dozens. The work of the rules grows with the square of this, and
/// every hit is written to the journal.
pub const UNIT_HITS_MAX: usize = 1_000;

/// Hits kept of one frame, over all of its units. When they are used up, each further unit keeps its surest one.
pub const FRAME_HITS_MAX: usize = 20_000;

/// Lists and rules that belong together. It is swapped as a whole; a message sees one Policy.
#[derive(Debug)]
pub struct Policy {
    /// The lists.
    pub snapshot: Snapshot,
    /// The rules.
    pub rules: Rules,
}

impl Policy {
    /// Indexes `lists`, in whatever order they come.
    #[must_use]
    pub fn new(lists: Vec<List>, rules: Rules) -> Policy {
        Policy { snapshot: Snapshot::build(lists), rules }
    }
}

/// Where a message came from and when: what the door knows, and the message cannot say of itself.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The rail that the door stands on.
    pub rail: String,
    /// The day of receipt. Lists and rules of this day apply.
    pub as_of: Date,
}

/// The stages of the chain, for those who want to time them.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Stage {
    /// Frame to units.
    Parse,
    /// Units to hits.
    Detect,
    /// Hits to a verdict.
    Rule,
}

/// Hears when a stage ends. The core has no clock: a shell that has one implements this.
pub trait Stages {
    /// `stage` has just ended.
    fn ended(&mut self, stage: Stage);
}

/// Hears nothing.
impl Stages for () {
    fn ended(&mut self, _stage: Stage) {}
}

/// Screens a frame. The answer depends on the arguments alone.
#[must_use]
pub fn screen(frame: &Frame, policy: &Policy, arrival: &Arrival, stages: &mut dyn Stages) -> Screened {
    let message = Message::read(frame);
    stages.ended(Stage::Parse);
    let mut cut_short = Vec::new();
    let mut found = find(&message, |unit| detect::hits(unit, &policy.snapshot, &mut cut_short));
    found.defects.extend(cut_short);
    stages.ended(Stage::Detect);
    let screened = decide(frame, &message, found, policy, arrival);
    stages.ended(Stage::Rule);
    screened
}

/// What was found, and what was wrong.
struct Found {
    whole: Vec<Hit>,
    units: Vec<Vec<Hit>>,
    /// Those of the message, and limits that the search met.
    defects: Vec<Defect>,
}

fn find(message: &Message<'_>, mut detect: impl FnMut(Unit<'_, '_>) -> Vec<Hit>) -> Found {
    let mut defects = message.defects.clone();
    let mut room = FRAME_HITS_MAX;
    let mut is_told = false;
    let mut keep = |unit| {
        let (hits, defect) = surest(detect(unit), room.clamp(1, UNIT_HITS_MAX));
        room = room.saturating_sub(hits.len());
        // The first says it for the frame: one a transaction would be as many as there are transactions.
        defects.extend(defect.filter(|_| !mem::replace(&mut is_told, true)));
        hits
    };
    let whole = keep(message.whole());
    let units = message.units().map(keep).collect();
    Found { whole, units, defects }
}

/// The surest `limit` hits in the order of the message, and where there were more, a doubt at the first that is left out.
fn surest(hits: Vec<Hit>, limit: usize) -> (Vec<Hit>, Option<Defect>) {
    if hits.len() <= limit {
        return (hits, None);
    }
    let mut ranked: Vec<(usize, Hit)> = hits.into_iter().enumerate().collect();
    ranked.sort_by_key(|(index, hit)| (Reverse(hit.grade), hit.reported_only, *index));
    let left_out = ranked.split_off(limit);
    let span = left_out.first().and_then(|(_, hit)| hit.parts.first()?.spans.first().cloned()).unwrap_or(0..0);
    ranked.sort_by_key(|(index, _)| *index);
    (ranked.into_iter().map(|(_, hit)| hit).collect(), Some(Defect::new(DefectCode::TooManyHits, span)))
}

fn decide(frame: &Frame, message: &Message<'_>, found: Found, policy: &Policy, arrival: &Arrival) -> Screened {
    let versions = Arc::new(versions(policy, arrival));
    let of_frame = facts::of_message(frame, message, message.whole(), *frame.sha256());
    let rulings = judge(&found.whole, &found.defects, policy, arrival);
    let bytes_of: Vec<Range<u32>> = message.units().map(own_bytes).collect();
    let count = u32::try_from(bytes_of.len()).unwrap_or(u32::MAX);
    let defects_of = shared_out(&bytes_of, &found.defects);
    let units: Vec<Decision> = iter::zip(message.units(), iter::zip(iter::zip(&bytes_of, defects_of), found.units))
        .zip(1..)
        .map(|((unit, ((bytes, defects), hits)), index)| {
            let rulings = judge(&hits, &defects, policy, arrival);
            let of_unit = facts::of_message(frame, message, unit, digest(frame, bytes));
            let which = UnitFacts { index, count, end_to_end_id: facts::end_to_end_id(unit), frame_sha256: *frame.sha256() };
            decision(of_unit, Some(which), rulings, hits, defects, &versions)
        })
        .collect();
    let mut whole = decision(of_frame, None, rulings, found.whole, found.defects, &versions);
    if let Some(verdict) = units.iter().map(|unit| unit.verdict).max() {
        whole.verdict = whole.verdict.max(verdict);
        whole.unit_verdicts = Some(count_verdicts(&units));
    }
    Screened { frame: whole, units }
}

fn judge(hits: &[Hit], defects: &[Defect], policy: &Policy, arrival: &Arrival) -> Vec<Ruling> {
    policy.rules.judge(&Facts { hits, defects, as_of: arrival.as_of, rail: &arrival.rail })
}

fn decision(
    message: MessageFacts,
    unit: Option<UnitFacts>,
    reasons: Vec<Ruling>,
    hits: Vec<Hit>,
    defects: Vec<Defect>,
    versions: &Arc<Versions>,
) -> Decision {
    let verdict = reasons.iter().map(|ruling| ruling.verdict).max().unwrap_or_default();
    let versions = Arc::clone(versions);
    Decision { message, unit, verdict, reasons, hits, suppressed: Vec::new(), defects, unit_verdicts: None, versions }
}

fn count_verdicts(units: &[Decision]) -> [u32; 5] {
    let mut counts = [0; 5];
    for (verdict, count) in Verdict::ALL.iter().zip(&mut counts) {
        *count = u32::try_from(units.iter().filter(|unit| unit.verdict == *verdict).count()).unwrap_or(u32::MAX);
    }
    counts
}

/// The bytes that a transaction stands in: from the first of its own elements to the last.
fn own_bytes(unit: Unit<'_, '_>) -> Range<u32> {
    let spans = unit.own_elements().flat_map(|element| element.text.all_spans());
    spans.reduce(|hull, span| hull.start.min(span.start)..hull.end.max(span.end)).unwrap_or(0..0)
}

/// The defects of each transaction: those that touch its bytes, and of those that touch no transaction at all the first of each kind; the frame has every one. Transactions
/// stand in order, so that one search finds the few that a defect touches.
fn shared_out(all: &[Range<u32>], defects: &[Defect]) -> Vec<Vec<Defect>> {
    let mut shared: Vec<Vec<Defect>> = vec![Vec::new(); all.len()];
    let mut of_all = Vec::new();
    for defect in defects {
        let end = defect.span.end.max(defect.span.start.saturating_add(1));
        let first = all.partition_point(|bytes| bytes.end <= defect.span.start);
        let behind = all.partition_point(|bytes| bytes.start < end);
        if first >= behind && of_all.contains(&defect.code) {
            continue;
        }
        let touched = if first < behind { first..behind } else { 0..all.len() };
        of_all.extend((first >= behind).then_some(defect.code));
        shared.get_mut(touched).unwrap_or_default().iter_mut().for_each(|own| own.push(defect.clone()));
    }
    shared
}

fn digest(frame: &Frame, bytes: &Range<u32>) -> [u8; 32] {
    Sha256::digest(frame.bytes().get(bytes.start as usize..bytes.end as usize).unwrap_or_default()).into()
}

fn versions(policy: &Policy, arrival: &Arrival) -> Versions {
    Versions {
        engine: env!("CARGO_PKG_VERSION"),
        rules_sha256: policy.rules.sha256,
        good_guys_sha256: [0; 32],
        rail: arrival.rail.clone(),
        as_of: arrival.as_of,
        overlay_sha256: [0; 32],
        overlay_count: 0,
        lists: policy.snapshot.versions().to_vec(),
    }
}

#[cfg(test)]
mod tests;
