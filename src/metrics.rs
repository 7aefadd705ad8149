//! Every series in one struct.
//!
//! In: what happened. Out: the text that Prometheus reads. The doc comment of a field is its help text, the type its labels. Labels come from closed sets and their handles are
//! made once, at the start, so that an observation takes no lock and no name from a message can become a label; only the loaded lists, which the operator chose, name series of
//! their own.

mod series;

use crate::engine::{Stage, Stages};
use crate::frame::Format;
use crate::journal::{Refusal, hex};
use crate::list::ListVersion;
use crate::message::DefectCode;
use crate::verdict::Verdict;
use prometheus::{IntGauge, Registry, TextEncoder};
use series::{Series, label};
use std::time::{Duration, Instant};

pub use series::{Counters, Label, LabelSet, Named, Seconds};

macro_rules! metrics {
    ($($(#[doc = $help:literal])+ $field:ident: $series:ty = $name:literal $([$($label:literal),+])?;)+) => {
        /// Every series of the program.
        #[derive(Debug)]
        pub struct Metrics {
            registry: Registry,
            $($(#[doc = $help])+ pub $field: $series,)+
        }

        impl Metrics {
            /// All of them at zero.
            #[must_use]
            pub fn new() -> Metrics {
                let registry = Registry::new();
                let metrics = Metrics {
                    $($field: <$series as Series>::register(&registry, $name, concat!($($help),+).trim_ascii(), &[$($($label),+)?]),)+
                    registry,
                };
                metrics.build_info.set([env!("CARGO_PKG_VERSION")], 1);
                metrics
            }
        }
    };
}

metrics! {
    /// Messages decided, by the door they came through, wire format and verdict.
    messages: Counters<(Door, Format, Verdict)> = "interdict_messages_total";
    /// Messages not taken, by door and reason. Their senders still own them.
    refused: Counters<(Door, Refusal)> = "interdict_refused_total";
    /// Requests that were no message to screen, by what was wrong with them.
    problems: Counters<(Problem,)> = "interdict_http_problems_total";
    /// Time from the last byte of a message to its durable verdict, by door. Refused messages are not in it.
    screen_seconds: Seconds<(Door,)> = "interdict_screen_seconds";
    /// Time that a message spends in each stage of screening.
    stage_seconds: Seconds<(Stage,)> = "interdict_stage_seconds";
    /// Time from a finished decision to its durable record, waiting included.
    journal_append_seconds: Seconds<()> = "interdict_journal_append_seconds";
    /// Decisions that wait to be recorded.
    journal_queue_depth: IntGauge = "interdict_journal_queue_depth";
    /// 1 when nothing can be recorded, so that every message is refused; it stays so until restart.
    journal_closed: IntGauge = "interdict_journal_closed";
    /// Defects found in messages, by kind.
    defects: Counters<(DefectCode,)> = "interdict_defects_total";
    /// Age of a list: from the date that it bears to today. Lists without a date are left out.
    list_age_seconds: Named<1> = "interdict_list_age_seconds" ["list"];
    /// Entries of a list.
    list_entries: Named<1> = "interdict_list_entries" ["list"];
    /// Rows of a list that could not be read.
    list_rejected_rows: Named<1> = "interdict_list_rejected_rows" ["list"];
    /// 1 for each list that is screened against, with its date and the beginning of its SHA-256.
    list_info: Named<3> = "interdict_list_info" ["list", "date", "sha256"];
    /// 1 for the rules that are in force, with the beginning of their SHA-256.
    policy_info: Named<1> = "interdict_policy_info" ["rules"];
    /// 1 for the program that is running, with its version.
    build_info: Named<1> = "interdict_build_info" ["version"];
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics::new()
    }
}

impl Metrics {
    /// What Prometheus reads.
    #[must_use]
    pub fn text(&self) -> String {
        // Encoding fails for series without metrics only, and `gather` leaves those out.
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
    }

    /// Shows the lists and rules that are in force, and no longer the former ones.
    pub fn show_policy(&self, lists: &[ListVersion], rules_sha256: &[u8; 32]) {
        self.list_entries.reset();
        self.list_rejected_rows.reset();
        self.list_info.reset();
        self.policy_info.reset();
        for list in lists {
            let date = list.date.map(|date| date.to_string()).unwrap_or_default();
            self.list_entries.set([&list.list], list.count);
            self.list_rejected_rows.set([&list.list], list.rejected_rows);
            self.list_info.set([&list.list, &date, &short(&list.sha256)], 1);
        }
        self.policy_info.set([&short(rules_sha256)], 1);
    }

    /// Shows how old each list is.
    pub fn show_ages(&self, ages: impl Iterator<Item = (String, Duration)>) {
        self.list_age_seconds.reset();
        for (list, age) in ages {
            self.list_age_seconds.set([&list], usize::try_from(age.as_secs()).unwrap_or(usize::MAX));
        }
    }

    /// Counts what a message's stages took.
    pub fn observe_stages(&self, clock: &StageClock) {
        for stage in STAGES {
            self.stage_seconds.observe((*stage,), clock.spent(*stage));
        }
    }
}

/// Times the stages of one message.
#[derive(Clone, Debug)]
pub struct StageClock {
    last: Instant,
    spent: [Duration; STAGES.len()],
}

impl StageClock {
    /// Starts with the first stage.
    #[must_use]
    pub fn start() -> StageClock {
        StageClock { last: Instant::now(), spent: Default::default() }
    }

    /// What a stage took so far; a stage that is entered again goes on counting.
    #[must_use]
    pub fn spent(&self, stage: Stage) -> Duration {
        self.spent.get(stage.place()).copied().unwrap_or_default()
    }
}

impl Stages for StageClock {
    fn ended(&mut self, stage: Stage) {
        let now = Instant::now();
        if let Some(spent) = self.spent.get_mut(stage.place()) {
            *spent += now - self.last;
        }
        self.last = now;
    }
}

/// Where messages come in.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Door {
    /// `POST /v1/screen`.
    Http,
}

/// What a request can have wrong that is no message.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Problem {
    /// There is nothing at this address.
    NotFound,
    /// It does not take this method.
    MethodNotAllowed,
    /// The text where a receipt number belongs is none.
    NotAReceiptNumber,
    /// Longer than the limit.
    BodyTooLong,
    /// Not all of the body arrived in time.
    BodyTooSlow,
    /// The body ended early.
    BodyCutShort,
    /// More than one message.
    SeveralMessages,
    /// A compressed body.
    UnsupportedEncoding,
    /// A party to screen, as JSON.
    PartyRequest,
    /// The journal cannot be read.
    JournalUnreadable,
}

impl Problem {
    /// The name used in metric labels and problem documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Problem::NotFound => "not-found",
            Problem::MethodNotAllowed => "method-not-allowed",
            Problem::NotAReceiptNumber => "not-a-receipt-number",
            Problem::BodyTooLong => "body-too-long",
            Problem::BodyTooSlow => "body-too-slow",
            Problem::BodyCutShort => "body-cut-short",
            Problem::SeveralMessages => "several-messages",
            Problem::UnsupportedEncoding => "unsupported-encoding",
            Problem::PartyRequest => "party-request",
            Problem::JournalUnreadable => "journal-unreadable",
        }
    }
}

label!(Door, "door", DOORS, |door| match door {
    Door::Http => "http",
});
label!(Format, "format", FORMATS, Format::as_str);
label!(Verdict, "verdict", Verdict::ALL, Verdict::as_str);
label!(Refusal, "reason", Refusal::ALL, Refusal::as_str);
label!(DefectCode, "code", DefectCode::ALL, DefectCode::as_str);
label!(Problem, "problem", PROBLEMS, Problem::as_str);
label!(Stage, "stage", STAGES, |stage| match stage {
    Stage::Parse => "parse",
    Stage::Detect => "detect",
    Stage::Rule => "rule",
});

/// Enough of a digest to tell editions apart on a dashboard.
fn short(sha256: &[u8; 32]) -> String {
    let mut digits = hex(sha256);
    digits.truncate(12);
    digits
}

const DOORS: &[Door] = &[Door::Http];
const FORMATS: &[Format] = &[Format::Mt, Format::Mx, Format::Unknown];
const STAGES: &[Stage] = &[Stage::Parse, Stage::Detect, Stage::Rule];
const PROBLEMS: &[Problem] = &[
    Problem::NotFound,
    Problem::MethodNotAllowed,
    Problem::NotAReceiptNumber,
    Problem::BodyTooLong,
    Problem::BodyTooSlow,
    Problem::BodyCutShort,
    Problem::SeveralMessages,
    Problem::UnsupportedEncoding,
    Problem::PartyRequest,
    Problem::JournalUnreadable,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(metrics: &Metrics, line: &str) {
        let text = metrics.text();
        assert!(text.lines().any(|candidate| candidate == line), "{line} is not in\n{text}");
    }

    fn list(name: &str, count: usize) -> ListVersion {
        ListVersion {
            list: name.into(),
            kind: crate::list::ListKind::Official,
            date: Some(jiff::civil::date(2026, 2, 27)),
            sha256: [0xab; 32],
            count,
            dprk_count: 0,
            rejected_rows: 2,
        }
    }

    #[test]
    fn every_series_has_a_help_text_a_prefix_and_a_base_unit() {
        let metrics = Metrics::new();
        metrics.show_policy(&[list("un", 10)], &[1; 32]);
        metrics.show_ages([("un".to_owned(), Duration::ZERO)].into_iter());
        let families = metrics.registry.gather();
        assert_eq!(families.len(), 15);
        for family in families {
            let name = family.name();
            assert!(name.starts_with("interdict_"), "{name}");
            assert!(family.help().len() > 10 && family.help().ends_with('.'), "{name}: {}", family.help());
            assert!(!["_ms", "_us", "_millis", "_kb", "_percent"].iter().any(|unit| name.ends_with(unit)), "{name}");
        }
    }

    #[test]
    fn the_doc_comment_is_the_help_text() {
        check(&Metrics::new(), "# HELP interdict_journal_queue_depth Decisions that wait to be recorded.");
    }

    #[test]
    fn every_combination_of_labels_is_there_from_the_start_and_counts_alone() {
        let metrics = Metrics::new();
        for door in DOORS {
            for format in FORMATS {
                for verdict in Verdict::ALL {
                    let (door, format, verdict) = (*door, *format, *verdict);
                    let line = |count| {
                        let (door, format) = (door.word(), format.word());
                        format!(r#"interdict_messages_total{{door="{door}",format="{format}",verdict="{verdict}"}} {count}"#)
                    };
                    check(&metrics, &line(0));
                    metrics.messages.inc((door, format, verdict));
                    check(&metrics, &line(1));
                }
            }
        }
    }

    #[test]
    fn every_label_value_has_a_place() {
        fn places<L: LabelSet>() -> Vec<usize> {
            L::all().into_iter().map(LabelSet::place).collect()
        }
        assert_eq!(places::<(Door, Format, Verdict)>(), (0..15).collect::<Vec<_>>());
        assert_eq!(places::<(Door, Refusal)>(), (0..Refusal::ALL.len()).collect::<Vec<_>>());
        assert_eq!(places::<(Problem,)>(), (0..PROBLEMS.len()).collect::<Vec<_>>());
        assert_eq!(places::<()>(), [0]);
    }

    #[test]
    fn buckets_start_at_ten_microseconds() {
        let metrics = Metrics::new();
        metrics.screen_seconds.observe((Door::Http,), Duration::from_micros(10));
        check(&metrics, r#"interdict_screen_seconds_bucket{door="http",le="0.00001"} 1"#);
    }

    #[test]
    fn a_new_policy_replaces_the_series_of_the_old_one() {
        let metrics = Metrics::new();
        metrics.show_policy(&[list("un", 10), list("eu", 20)], &[1; 32]);
        metrics.show_policy(&[list("un", 11)], &[2; 32]);
        metrics.show_ages([("un".to_owned(), Duration::from_secs(86_400))].into_iter());
        check(&metrics, r#"interdict_list_entries{list="un"} 11"#);
        check(&metrics, r#"interdict_list_rejected_rows{list="un"} 2"#);
        check(&metrics, r#"interdict_list_info{date="2026-02-27",list="un",sha256="abababababab"} 1"#);
        check(&metrics, r#"interdict_list_age_seconds{list="un"} 86400"#);
        check(&metrics, r#"interdict_policy_info{rules="020202020202"} 1"#);
        check(&metrics, concat!(r#"interdict_build_info{version=""#, env!("CARGO_PKG_VERSION"), r#""} 1"#));
        assert!(!metrics.text().contains(r#"list="eu""#));
        assert!(!metrics.text().contains(r#"rules="0101"#));
    }

    #[test]
    fn a_stage_that_is_entered_again_goes_on_counting() {
        let mut clock = StageClock::start();
        clock.ended(Stage::Parse);
        let first = clock.spent(Stage::Parse);
        clock.ended(Stage::Rule);
        clock.ended(Stage::Parse);
        assert!(clock.spent(Stage::Parse) >= first);
        assert_eq!(clock.spent(Stage::Detect), Duration::ZERO);
        let metrics = Metrics::new();
        metrics.observe_stages(&clock);
        check(&metrics, r#"interdict_stage_seconds_count{stage="parse"} 1"#);
    }
}
