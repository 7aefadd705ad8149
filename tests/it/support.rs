//! What several of these tests need.

use interdict::decision::Screened;
use interdict::engine::{Arrival, Policy, screen};
use interdict::frame::Frame;
use interdict::index::Snapshot;
use interdict::journal::{Draft, Journal, Receipt, Refusal, Settings};
use interdict::rule::Rules;
use jiff::Timestamp;
use jiff::civil::date;
use std::path::Path;
use std::sync::Arc;

/// A policy without lists: no verdict matters here.
pub(crate) fn policy() -> Policy {
    Policy { snapshot: Snapshot::build(Vec::new()), rules: Rules { sha256: [0; 32] } }
}

/// The moment of these tests.
pub(crate) fn now() -> Timestamp {
    "2026-11-24T10:20:30.123456Z".parse().unwrap()
}

pub(crate) fn arrival() -> Arrival {
    Arrival { rail: "unspecified".into(), as_of: date(2026, 11, 24) }
}

/// A message, and what was decided about it.
pub(crate) fn screened(text: &str) -> (Frame, Screened) {
    let frame = Frame::new(text.to_owned().into());
    let screened = screen(&frame, &policy(), &arrival(), &mut ());
    (frame, screened)
}

pub(crate) fn draft(text: &str) -> Draft {
    let (frame, screened) = screened(text);
    Draft::decision(&frame, &screened, now())
}

pub(crate) fn journal_settings(directory: &Path) -> Settings {
    Settings { directory: directory.join("data"), ..Settings::default() }
}

/// Appends one message after another.
pub(crate) async fn append_all(journal: &Journal, texts: &[&str]) -> Vec<Result<Receipt, Refusal>> {
    let mut answers = Vec::new();
    for text in texts {
        answers.push(journal.append(draft(text)).await);
    }
    answers
}

/// Appends `count` messages at the same time.
pub(crate) async fn append_at_once(journal: &Arc<Journal>, count: usize) -> Vec<Result<Receipt, Refusal>> {
    let senders: Vec<_> = (0..count)
        .map(|number| {
            let journal = Arc::clone(journal);
            tokio::spawn(async move { journal.append(draft(&format!(":20:{number}"))).await })
        })
        .collect();
    let mut answers = Vec::new();
    for sender in senders {
        answers.push(sender.await.unwrap());
    }
    answers
}
