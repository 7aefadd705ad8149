//! Frame, Policy, day and rail to Decision: the whole chain on one screen.

use crate::decision::{Decision, MessageFacts, Screened, Versions};
use crate::frame::Frame;
use crate::index::Snapshot;
use crate::rule::Rules;
use crate::verdict::Verdict;
use jiff::civil::Date;
use std::sync::Arc;

/// Lists and rules that belong together. It is swapped as a whole; a message sees one Policy.
#[derive(Debug)]
pub struct Policy {
    /// The lists.
    pub snapshot: Snapshot,
    /// The rules.
    pub rules: Rules,
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
    stages.ended(Stage::Parse);
    let versions = Arc::new(Versions {
        engine: env!("CARGO_PKG_VERSION"),
        rules_sha256: policy.rules.sha256,
        good_guys_sha256: [0; 32],
        rail: arrival.rail.clone(),
        as_of: arrival.as_of,
        overlay_sha256: [0; 32],
        overlay_count: 0,
        lists: policy.snapshot.versions().to_vec(),
    });
    let message = MessageFacts {
        format: frame.format(),
        message_type: None,
        reference: None,
        uetr: None,
        sender: None,
        receiver: None,
        amount: None,
        value_date: None,
        sha256: *frame.sha256(),
    };
    let decision = Decision {
        message,
        unit: None,
        verdict: Verdict::Hold,
        reasons: Vec::new(),
        hits: Vec::new(),
        suppressed: Vec::new(),
        defects: Vec::new(),
        unit_verdicts: None,
        versions,
    };
    Screened { frame: decision, units: Vec::new() }
}
