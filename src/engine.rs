//! Frame, Policy, day and rail to Decision: the whole chain on one screen.
//!
//! A frame of several transactions gets a Decision for each, and one on the frame, which is what happens: the most severe of all. A unit's Decision holds what is its own and
//! what it shares with its neighbours; the frame's holds what no transaction owns (headers, group data, trailers) and every defect.
//!
//! A defect inside the bytes of one transaction concerns this one and the frame; any other concerns all of them: where a header, an end or the text between transactions is in
//! doubt, no transaction is certain.
//!
//! What transactions share is looked through once, and its hits count in each. So the work grows with the bytes of the frame, and memory does not: a batch goes through a window
//! at a time.

mod facts;
mod found;
pub mod self_test;
mod suspended;

pub use suspended::{SUPPRESSED_HITS_MAX, SUSPENDED};

use crate::decision::{Decision, MessageFacts, Screened, Suppressed, UnitFacts, Versions};
use crate::detect::{self, Hit};
use crate::frame::{Frame, Unreadable};
use crate::index::Snapshot;
use crate::index::overlaid::Overlaid;
use crate::list::List;
use crate::list::overlay::Overlay;
use crate::message::{self, Defect, Message, Overview, Severity, Unit, WINDOW_BYTES};
use crate::rule::{Facts, Rules, Ruling};
use crate::verdict::Verdict;
use facts::Stated;
use found::{Found, surest};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use std::mem;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// Hits kept of one unit. A payment has a handful; a statement entry that names every port of a coast some dozens. The work of the rules grows with the square of this, and
/// every hit is written to the journal.
pub const UNIT_HITS_MAX: usize = 1_000;

/// Hits kept of one frame, over all of its units. When they are used up, each further unit keeps its surest one.
pub const FRAME_HITS_MAX: usize = 20_000;

/// Hits of what transactions share that count in each of them, the surest ones; the frame has them all. A group header that names a dozen parties has fewer; what is more would
/// be judged and written down once a transaction.
pub const CONTEXT_HITS_MAX: usize = 64;

/// Lists and rules that belong together. It is swapped as a whole; a message sees one Policy.
#[derive(Debug)]
pub struct Policy {
    /// The lists.
    pub snapshot: Arc<Snapshot>,
    /// What is laid over them until the next editions.
    pub overlaid: Overlaid,
    /// The rules.
    pub rules: Rules,
}

impl Policy {
    /// Indexes `lists`, in whatever order they come.
    #[must_use]
    pub fn new(lists: Vec<List>, rules: Rules) -> Policy {
        Policy { snapshot: Arc::new(Snapshot::build(lists)), overlaid: Overlaid::default(), rules }
    }

    /// The same lists and rules under another overlay. The lists are shared, not indexed again.
    #[must_use]
    pub fn with_overlay(&self, overlay: Overlay) -> Policy {
        Policy { snapshot: Arc::clone(&self.snapshot), overlaid: Overlaid::build(overlay), rules: self.rules.clone() }
    }

    /// What the lists and what was added to them find in a unit.
    fn hits(&self, unit: Unit<'_, '_>, as_of: Date, defects: &mut Vec<Defect>) -> Vec<Hit> {
        match self.overlaid.additions() {
            None => detect::hits(unit, &self.snapshot, defects),
            Some(additions) => {
                detect::hits_with(unit, &self.snapshot, additions, &|own| self.overlaid.is_in_force(own, as_of), defects)
            }
        }
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

/// Screens a frame and keeps every Decision. The answer depends on the arguments alone.
#[must_use]
pub fn screen(frame: &Frame, policy: &Policy, arrival: &Arrival, stages: &mut dyn Stages) -> Screened {
    let mut units = Vec::new();
    let mut keep = |unit| {
        units.push(unit);
        ControlFlow::Continue(())
    };
    let frame = Run::new(frame, policy, arrival).over(WINDOW_BYTES, stages, &mut keep);
    Screened { frame, units }
}

/// Screens a frame that may be longer than memory, about `window_bytes` of it at a time: each transaction's Decision goes to `unit` as soon as it is made, in the order of the
/// transactions, and that on the frame comes last. `None` where `unit` wanted no more. The Decisions are those of [`screen`], whatever `window_bytes` is.
///
/// Where bytes of the frame cannot be read, the transactions behind them get no Decision, and the frame is held.
pub fn screen_each(
    frame: &Frame,
    policy: &Policy,
    arrival: &Arrival,
    window_bytes: usize,
    stages: &mut dyn Stages,
    unit: &mut dyn FnMut(Decision) -> ControlFlow<()>,
) -> Option<Decision> {
    let mut is_wanted = true;
    let mut hand_over = |decision| {
        let flow = unit(decision);
        is_wanted = flow.is_continue();
        flow
    };
    let frame = Run::new(frame, policy, arrival).over(window_bytes, stages, &mut hand_over);
    is_wanted.then_some(frame)
}

/// What finds hits, and says where it could not look.
type Detect<'e> = dyn Fn(Unit<'_, '_>, &mut Vec<Defect>) -> Vec<Hit> + 'e;

/// One frame while it is screened.
struct Run<'e> {
    frame: &'e Frame,
    policy: &'e Policy,
    arrival: &'e Arrival,
    detect: Box<Detect<'e>>,
    versions: Arc<Versions>,
    message_type: Option<String>,
    /// Of the groups that are open, the outermost first.
    contexts: Vec<Context>,
    found: Found,
    /// How many hits the transactions may still keep.
    room: usize,
    /// Transactions so far.
    index: u32,
    verdicts: [u32; 5],
}

/// What the transactions of a group share: looked through once, counted in each.
#[derive(Debug, Default)]
struct Context {
    hits: Vec<Hit>,
    suppressed: Vec<Suppressed>,
    stated: Stated,
    defects: Vec<Defect>,
    /// What the rules ask for where a transaction has no hit of its own: without a doubt, and with one.
    rulings: [Option<Vec<Ruling>>; 2],
}

/// What stands in one transaction.
struct Own {
    hits: Vec<Hit>,
    suppressed: Vec<Suppressed>,
    stated: Stated,
    defects: Vec<Defect>,
}

impl<'e> Run<'e> {
    fn new(frame: &'e Frame, policy: &'e Policy, arrival: &'e Arrival) -> Run<'e> {
        Run {
            frame,
            policy,
            arrival,
            detect: Box::new(|unit, defects| policy.hits(unit, arrival.as_of, defects)),
            versions: Arc::new(versions(policy, arrival)),
            message_type: None,
            contexts: Vec::new(),
            found: Found::default(),
            room: FRAME_HITS_MAX,
            index: 0,
            verdicts: [0; 5],
        }
    }

    /// All messages of the frame, then the frame.
    fn over(
        mut self,
        window_bytes: usize,
        stages: &mut dyn Stages,
        unit: &mut dyn FnMut(Decision) -> ControlFlow<()>,
    ) -> Decision {
        let mut remainder = None;
        let outcome = message::each(self.frame, window_bytes, &mut |overview, message| {
            remainder.clone_from(&message.remainder);
            self.message(overview, message, stages, unit)
        });
        let outcome = outcome.and_then(|_| remainder.map_or(Ok(()), |remainder| self.remainder(remainder)));
        if outcome.is_err() {
            self.found.unreadable(self.frame);
        }
        let decision = self.finish();
        stages.ended(Stage::Rule);
        decision
    }

    /// One message of the frame: every transaction in it.
    fn message(
        &mut self,
        overview: &Overview,
        message: &Message<'_>,
        stages: &mut dyn Stages,
        unit: &mut dyn FnMut(Decision) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        stages.ended(Stage::Parse);
        self.message_type.clone_from(&overview.message_type);
        if overview.count == 0 {
            self.look_at(message.whole());
            self.found.add_defects(&message.defects);
            stages.ended(Stage::Detect);
            return ControlFlow::Continue(());
        }
        let mut contexts = self.open_contexts(overview, message);
        for stretch in message.between_transactions() {
            self.look_at(message.stretch(stretch));
        }
        let owned: Vec<Own> = message.transactions().iter().map(|one| self.own(message.stretch(one.own()))).collect();
        let defects = defects_of_transactions(message);
        self.found.add_defects(&message.defects);
        stages.ended(Stage::Detect);
        for (transaction, (own, defects)) in message.transactions().iter().zip(owned.into_iter().zip(defects)) {
            let Some(context) = contexts.get_mut(transaction.group) else { continue };
            let defects = [overview.shared.clone(), defects, context.defects.clone(), own.defects.clone()].concat();
            let decision = self.unit(overview, context, own, sorted(defects), &transaction.bytes);
            unit(decision)?;
        }
        let open = contexts.into_iter().zip(message.groups()).filter(|(_, group)| !group.has_ended);
        self.contexts = open.map(|(context, _)| context).collect();
        stages.ended(Stage::Rule);
        ControlFlow::Continue(())
    }

    /// The contexts of all groups of a message: those that were open before it, and its own.
    fn open_contexts(&mut self, overview: &Overview, message: &Message<'_>) -> Vec<Context> {
        let mut contexts = mem::take(&mut self.contexts);
        for group in message.groups().iter().filter(|group| !group.has_begun_before) {
            let behind = match overview.behind.get(&group.number) {
                Some(behind) => behind.whole(),
                None => message.stretch(group.behind()),
            };
            let around = group.parent.and_then(|parent| contexts.get(parent));
            let mut context = around.map(Context::inner).unwrap_or_default();
            for shared in [message.stretch(group.before()), behind] {
                let own = self.look_at(shared);
                context.hits.extend(own.hits);
                context.suppressed.extend(own.suppressed);
                context.stated.join(&own.stated);
                context.defects.extend(own.defects);
            }
            let (hits, defect) = surest(mem::take(&mut context.hits), CONTEXT_HITS_MAX);
            context.hits = hits;
            self.found.add_defects(defect.as_slice());
            context.defects.extend(defect);
            contexts.push(context);
        }
        contexts
    }

    /// Looks through what no transaction owns: it counts for the frame.
    fn look_at(&mut self, unit: Unit<'_, '_>) -> Own {
        let Some(first) = unit.elements().next() else {
            return Own { hits: Vec::new(), suppressed: Vec::new(), stated: Stated::default(), defects: Vec::new() };
        };
        let mut defects = Vec::new();
        let (hits, suppressed) = self.counting((self.detect)(unit, &mut defects));
        let stated = Stated::of(unit);
        self.found.hits.add(first.text.starts_at(), &hits);
        self.found.add_suppressed(&suppressed);
        self.found.stated.join(&stated);
        self.found.add_defects(&defects);
        Own { hits, suppressed, stated, defects }
    }

    /// The hits that count on the day of receipt, and those that are suspended.
    fn counting(&self, hits: Vec<Hit>) -> (Vec<Hit>, Vec<Suppressed>) {
        suspended::apart(hits, self.policy.overlaid.overlay(), self.arrival.as_of)
    }

    /// Looks through a transaction.
    fn own(&mut self, unit: Unit<'_, '_>) -> Own {
        let mut defects = Vec::new();
        let (hits, suppressed) = self.counting((self.detect)(unit, &mut defects));
        let (hits, defect) = surest(hits, self.room.clamp(1, UNIT_HITS_MAX));
        self.room = self.room.saturating_sub(hits.len());
        defects.extend(defect);
        self.found.add_first_defects(&defects);
        Own { hits, suppressed, stated: Stated::of(unit), defects }
    }

    fn unit(
        &mut self,
        overview: &Overview,
        context: &mut Context,
        own: Own,
        defects: Vec<Defect>,
        bytes: &Range<u32>,
    ) -> Decision {
        let rulings = if own.hits.is_empty() { Some(context.rulings(&defects, self.policy, self.arrival)) } else { None };
        let hits: Vec<Hit> = context.hits.iter().cloned().chain(own.hits).collect();
        let rulings = rulings.unwrap_or_else(|| judge(&hits, &defects, self.policy, self.arrival));
        let sha256 = self.digest(bytes);
        let facts = own.stated.facts(&context.stated, self.frame.format(), overview.message_type.as_deref(), sha256);
        self.index += 1;
        let end_to_end_id = own.stated.end_to_end_id();
        let which = UnitFacts { index: self.index, count: overview.count, end_to_end_id, frame_sha256: *self.frame.sha256() };
        let mut decision = decision(facts, Some(which), rulings, hits, defects, &self.versions);
        decision.suppressed = context.suppressed.iter().cloned().chain(own.suppressed).take(SUPPRESSED_HITS_MAX).collect();
        for (verdict, count) in Verdict::ALL.iter().zip(&mut self.verdicts) {
            *count += u32::from(*verdict == decision.verdict);
        }
        decision
    }

    fn digest(&mut self, bytes: &Range<u32>) -> [u8; 32] {
        let own = self.frame.slice(bytes.start as usize..bytes.end as usize);
        let own = own.inspect_err(|_| self.found.unreadable(self.frame)).unwrap_or_default();
        Sha256::digest(own).into()
    }

    /// Looks through what is not taken apart, a piece at a time. What a piece repeats of the one before was found there.
    fn remainder(&mut self, remainder: Range<u32>) -> Result<(), Unreadable> {
        let frame = self.frame;
        message::pieces(frame, remainder, &mut |piece, new_from| {
            let mut defects = Vec::new();
            let (mut hits, suppressed) = self.counting((self.detect)(piece.whole(), &mut defects));
            self.found.add_suppressed(&suppressed);
            let is_new = |hit: &Hit| hit.parts.iter().flat_map(|part| &part.spans).any(|span| span.end as usize > new_from);
            hits.retain(is_new);
            self.found.hits.add(u32::try_from(new_from).unwrap_or(u32::MAX), &hits);
            self.found.add_defects(&defects);
        })
    }

    /// The Decision on the frame.
    fn finish(self) -> Decision {
        let Found { hits, suppressed, stated, mut defects, .. } = self.found;
        let (hits, defect) = hits.finish();
        defects.extend(defect);
        let defects = sorted(defects);
        let (format, sha256) = (self.frame.format(), *self.frame.sha256());
        let facts = stated.facts(&Stated::default(), format, self.message_type.as_deref(), sha256);
        let rulings = judge(&hits, &defects, self.policy, self.arrival);
        let mut whole = decision(facts, None, rulings, hits, defects, &self.versions);
        whole.suppressed = suppressed;
        let worst = Verdict::ALL.iter().zip(self.verdicts).filter(|(_, count)| *count > 0).map(|(verdict, _)| *verdict).max();
        whole.verdict = whole.verdict.max(worst.unwrap_or_default());
        whole.unit_verdicts = (self.index > 0).then_some(self.verdicts);
        whole
    }
}

impl Context {
    /// For a group inside this one.
    fn inner(&self) -> Context {
        Context {
            hits: self.hits.clone(),
            suppressed: self.suppressed.clone(),
            stated: self.stated.clone(),
            defects: self.defects.clone(),
            rulings: Default::default(),
        }
    }

    /// What is asked for where there is nothing but the context. It is judged once, not once a transaction: of the defects no rule sees more than whether one is a doubt.
    fn rulings(&mut self, defects: &[Defect], policy: &Policy, arrival: &Arrival) -> Vec<Ruling> {
        let is_doubtful = defects.iter().any(|defect| defect.code.severity() == Severity::Doubt);
        let [certain, doubtful] = &mut self.rulings;
        let known = if is_doubtful { doubtful } else { certain };
        known.get_or_insert_with(|| judge(&self.hits, defects, policy, arrival)).clone()
    }
}

/// The defects that touch each transaction of a message.
fn defects_of_transactions(message: &Message<'_>) -> Vec<Vec<Defect>> {
    let mut all: Vec<Vec<Defect>> = vec![Vec::new(); message.transactions().len()];
    for defect in &message.defects {
        let touched = all.get_mut(message.concerned(defect)).unwrap_or_default();
        touched.iter_mut().for_each(|own| own.push(defect.clone()));
    }
    all
}

/// In the order of the frame, and nothing twice.
fn sorted(mut defects: Vec<Defect>) -> Vec<Defect> {
    defects.sort_by_key(|defect| (defect.span.start, defect.span.end, defect.code));
    defects.dedup();
    defects
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

fn versions(policy: &Policy, arrival: &Arrival) -> Versions {
    Versions {
        engine: env!("CARGO_PKG_VERSION"),
        rules_sha256: policy.rules.sha256,
        good_guys_sha256: [0; 32],
        rail: arrival.rail.clone(),
        as_of: arrival.as_of,
        overlay_sha256: policy.overlaid.overlay().sha256(),
        overlay_count: policy.overlaid.overlay().count(),
        lists: policy.snapshot.versions().to_vec(),
    }
}

#[cfg(test)]
mod tests;
