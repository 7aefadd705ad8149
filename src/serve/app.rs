//! Frame to Reply: screen, record, answer. No transport is known here.

use super::Settings;
use crate::decision::Decision;
use crate::engine::{self, Arrival, Policy};
use crate::frame::Frame;
use crate::identifier::is_uetr;
use crate::journal::{self, Draft, Journal, JournalError, QUEUE_BYTES_MAX, Receipt, Refusal, Reply, decision_json};
use crate::message::{DefectCode, WINDOW_BYTES};
use crate::metrics::{Door, Metrics, StageClock};
use crate::verdict::Verdict;
use arc_swap::ArcSwapOption;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::fmt;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tracing::{debug, info, warn};

/// What tells the time. Only the shell asks it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The service, whatever its doors: one policy, one journal.
pub struct App {
    settings: Settings,
    policy: ArcSwapOption<Policy>,
    journal: OnceLock<Journal>,
    metrics: Metrics,
    clock: Clock,
    long_screenings: Semaphore,
}

/// What a message's way took.
#[derive(Clone, Debug)]
pub struct Timing {
    /// The stages of screening.
    pub stages: StageClock,
    /// From the finished decision to its durable record.
    pub journal: Duration,
    /// All of it.
    pub total: Duration,
}

impl App {
    /// A service that is not ready yet: it refuses until [`App::activate`] and [`App::open_journal`] were called.
    #[must_use]
    pub fn new(settings: Settings, clock: Clock) -> App {
        let cores = available_parallelism().map_or(1, std::num::NonZero::get);
        App {
            settings,
            policy: ArcSwapOption::empty(),
            journal: OnceLock::new(),
            metrics: Metrics::new(),
            clock,
            long_screenings: Semaphore::new(cores),
        }
    }

    /// Screens against `policy` from now on. Messages that are being screened finish with the policy that they began with.
    pub fn activate(&self, policy: Policy) {
        let lists = policy.snapshot.versions();
        self.metrics.show_policy(lists, &policy.rules.sha256);
        for list in self.old_lists(lists) {
            warn!("list {list} is older than {} days", self.settings.list_age_days_max);
        }
        self.policy.store(Some(Arc::new(policy)));
    }

    /// Records in the journal of `settings` from now on.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub fn open_journal(&self, settings: &journal::Settings) -> Result<(), JournalError> {
        let journal = Journal::open(settings, (self.clock)())?;
        // A second journal would be a fault of the caller; it is closed again, and the first one stays.
        let _second = self.journal.set(journal);
        Ok(())
    }

    /// What a door that stands on the rail of the settings knows about a message that is received now: the day is that of UTC.
    #[must_use]
    pub fn arrival(&self) -> Arrival {
        Arrival { rail: self.settings.rail.clone(), as_of: self.today() }
    }

    /// Screens a frame, records the decision, and only then gives a receipt.
    pub async fn handle(&self, door: Door, frame: Frame, arrival: Arrival) -> (Reply, Timing) {
        let format = frame.format();
        let begun = Instant::now();
        let mut timing = Timing { stages: StageClock::start(), journal: Duration::ZERO, total: Duration::ZERO };
        let outcome = self.decide(frame, arrival, &mut timing).await;
        timing.total = begun.elapsed();
        let reply = match outcome {
            Ok(receipt) => {
                self.metrics.messages.inc((door, format, receipt.verdict()));
                self.metrics.screen_seconds.observe((door,), timing.total);
                Reply::Decided(receipt)
            }
            Err(refusal) => {
                self.metrics.refused.inc((door, refusal));
                debug!(reason = refusal.as_str(), "refused a message");
                Reply::Refused(refusal)
            }
        };
        (reply, timing)
    }

    async fn decide(&self, frame: Frame, arrival: Arrival, timing: &mut Timing) -> Result<Receipt, Refusal> {
        let journal = self.journal.get().ok_or(Refusal::NotReady)?;
        let policy = self.policy.load_full().ok_or(Refusal::NotReady)?;
        if !journal.is_open() {
            return Err(Refusal::JournalClosed);
        }
        let is_short = frame.bytes_kept() <= INLINE_BYTES_MAX;
        let screening = Screening { frame, policy, arrival, recorded_at: (self.clock)() };
        let screened = if is_short { screening.run()? } else { self.run_aside(screening).await? };
        timing.stages = screened.stages;
        self.metrics.observe_stages(&timing.stages);
        let begun = Instant::now();
        let receipt = journal.append(screened.draft).await?;
        timing.journal = begun.elapsed();
        self.metrics.journal_append_seconds.observe((), timing.journal);
        screened.facts.defects.into_iter().for_each(|code| self.metrics.defects.inc((code,)));
        log(&receipt, screened.facts.uetr.as_deref(), screened.facts.message_type.as_deref(), &screened.facts.rules);
        Ok(receipt)
    }

    /// A long screening would keep its worker from reading and answering other messages. As many run at a time as there are cores.
    async fn run_aside(&self, screening: Screening) -> Result<Screened, Refusal> {
        let turn = timeout(LONG_SCREENING_WAIT_MAX, self.long_screenings.acquire()).await;
        let _turn = turn.map_err(|_| Refusal::Overloaded)?.map_err(|_| Refusal::Internal)?;
        spawn_blocking(move || screening.run()).await.unwrap_or(Err(Refusal::Internal))
    }

    /// The journal, once it is open.
    #[must_use]
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.get()
    }

    /// The policy, once it is loaded.
    #[must_use]
    pub fn policy(&self) -> Option<Arc<Policy>> {
        self.policy.load_full()
    }

    /// Its series.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Its settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The series as text, those that are read from elsewhere brought up to date.
    #[must_use]
    pub fn metrics_text(&self) -> String {
        let (depth, closed) = self.journal.get().map_or((0, false), |journal| (journal.queue_depth(), !journal.is_open()));
        self.metrics.journal_queue_depth.set(i64::try_from(depth).unwrap_or(i64::MAX));
        self.metrics.journal_closed.set(i64::from(closed));
        if let Some(policy) = self.policy() {
            let dated = policy.snapshot.versions().iter().filter_map(|list| Some((list.list.clone(), self.age_days(list.date?))));
            self.metrics.show_ages(dated.map(|(list, days)| (list, DAY * days)));
        }
        self.metrics.text()
    }

    /// Those of `lists` that bear a date older than the settings allow.
    pub(super) fn old_lists<'a>(&self, lists: &'a [crate::list::ListVersion]) -> impl Iterator<Item = &'a str> {
        let is_old = |date| self.age_days(date) > self.settings.list_age_days_max;
        lists.iter().filter(move |list| list.date.is_some_and(is_old)).map(|list| list.list.as_str())
    }

    fn age_days(&self, date: Date) -> u32 {
        let days = (self.today() - date).get_days();
        u32::try_from(days).unwrap_or_default()
    }

    fn today(&self) -> Date {
        Offset::UTC.to_datetime((self.clock)()).date()
    }

    /// Records what waits and refuses everything after. Blocks.
    pub(super) fn close(&self) {
        if let Some(journal) = self.journal.get() {
            journal.close();
        }
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Everything that one screening depends on.
struct Screening {
    frame: Frame,
    policy: Arc<Policy>,
    arrival: Arrival,
    recorded_at: Timestamp,
}

/// A decision on its way to the journal.
struct Screened {
    draft: Draft,
    stages: StageClock,
    facts: Facts,
}

/// What is logged and counted: nothing that a message's author could have put a name into.
struct Facts {
    uetr: Option<String>,
    message_type: Option<String>,
    rules: Vec<String>,
    defects: Vec<DefectCode>,
}

impl Screening {
    fn run(self) -> Result<Screened, Refusal> {
        guarded(|| self.screen()).flatten()
    }

    /// The Decisions are written down as they come: a batch has many, and together they may be more than the journal takes.
    fn screen(self) -> Result<Screened, Refusal> {
        let mut stages = StageClock::start();
        let mut lines = String::new();
        let mut write = |decision: &Decision| {
            lines.push_str(&decision_json(decision));
            lines.push('\n');
            if lines.len() > QUEUE_BYTES_MAX { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let Screening { frame, policy, arrival, recorded_at } = self;
        let decision = engine::screen_each(&frame, &policy, &arrival, WINDOW_BYTES, &mut stages, &mut |unit| write(&unit));
        let decision = decision.filter(|decision| write(decision).is_continue()).ok_or(Refusal::TooLarge)?;
        let facts = Facts {
            uetr: decision.message.uetr.clone().filter(|uetr| is_uetr(uetr)),
            message_type: decision.message.message_type.clone().filter(|text| is_message_type(text)),
            rules: decision.reasons.iter().map(|reason| reason.rule.clone()).collect(),
            defects: decision.defects.iter().map(|defect| defect.code).collect(),
        };
        Ok(Screened { draft: Draft::written(&frame, &decision, lines, recorded_at), stages, facts })
    }
}

/// A panic in the core is a fault that must not cost more than this message: it is refused.
fn guarded<T>(screening: impl FnOnce() -> T) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(screening)).map_err(|_| Refusal::Internal)
}

/// What passes is the rule, and is logged only for those who look for a fault.
fn log(receipt: &Receipt, uetr: Option<&str>, message_type: Option<&str>, rules: &[String]) {
    let (verdict, number) = (receipt.verdict(), receipt.number());
    match verdict {
        Verdict::Pass => debug!("message.uetr" = uetr, "message.type" = message_type, %verdict, receipt = %number, "decided"),
        Verdict::Flag | Verdict::Hold | Verdict::Reject | Verdict::Block => {
            info!("message.uetr" = uetr, "message.type" = message_type, %verdict, receipt = %number, rules = ?rules, "decided: {verdict}");
        }
    }
}

/// `103`, `202COV`, `pacs.008.001.08`: a type that a message claims is its author's text until it has this form.
fn is_message_type(text: &str) -> bool {
    let is_mt = |text: &str| {
        text.split_at_checked(3)
            .is_some_and(|(number, suffix)| number.bytes().all(|byte| byte.is_ascii_digit()) && MT_SUFFIXES.contains(&suffix))
    };
    let is_mx = |text: &str| {
        let parts: Vec<&str> = text.split('.').collect();
        let [area, numbers @ ..] = parts.as_slice() else { return false };
        let lengths: Vec<usize> = numbers.iter().map(|number| number.len()).collect();
        area.len() == 4
            && area.bytes().all(|byte| byte.is_ascii_lowercase())
            && lengths == [3, 3, 2]
            && numbers.iter().all(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    is_mt(text) || is_mx(text)
}

/// Validation flags of block 3 that are told apart as types of their own.
const MT_SUFFIXES: &[&str] = &["", "COV", "STP", "REMIT"];

/// Longest message screened on the worker that read it. A prototype took 24-30 us for a message of 1 kB, so that this long a one holds up others for 2 ms; a longer one pays for the
/// change of threads (30-80 us).
const INLINE_BYTES_MAX: usize = 64 * 1024;

/// Longest wait for a core to screen a long message.
const LONG_SCREENING_WAIT_MAX: Duration = Duration::from_secs(10);

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_refuses_the_message() {
        assert_eq!(guarded(|| 1), Ok(1));
        let fault = || -> u8 { panic!("a fault of the core") };
        assert_eq!(guarded(fault), Err(Refusal::Internal));
    }

    #[test]
    fn only_types_are_logged_as_types() {
        for text in ["103", "202COV", "103STP", "103REMIT", "pacs.008.001.08", "head.001.001.02"] {
            assert!(is_message_type(text), "{text}");
        }
        for text in [
            "",
            "10",
            "1033",
            "103KIM",
            "KIM",
            "pacs.008",
            "pacs.008.001.08.KIM",
            "kim.008.001.08",
            "pacs.KIM.001.08",
            "pacs..001.08",
        ] {
            assert!(!is_message_type(text), "{text}");
        }
    }
}
