//! What several of these tests need.

use interdict::decision::Screened;
use interdict::engine::{Arrival, Policy, screen};
use interdict::frame::Frame;
use interdict::journal::{Draft, Journal, Receipt, Refusal, Settings};
use interdict::list::{List, ListVersion};
use interdict::rule::Rules;
use interdict::serve::{Clock, LoadPolicy, Server, Settings as ServeSettings};
use jiff::Timestamp;
use jiff::civil::date;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A policy without lists: no verdict matters here.
pub(crate) fn policy() -> Policy {
    Policy::new(Vec::new(), Rules::builtin())
}

/// A policy of one list without entries.
pub(crate) fn policy_of(version: ListVersion) -> Policy {
    Policy::new(vec![List { version, designations: Vec::new() }], Rules::builtin())
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
    static POLICY: LazyLock<Policy> = LazyLock::new(policy);
    let screened = screen(&frame, &POLICY, &arrival(), &mut ());
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

/// Appends `count` entries at the same time.
pub(crate) async fn append_at_once(journal: &Arc<Journal>, count: usize) -> Vec<Result<Receipt, Refusal>> {
    let draft = draft(":20:A");
    let senders: Vec<_> = (0..count)
        .map(|_| {
            let (journal, draft) = (Arc::clone(journal), draft.clone());
            tokio::spawn(async move { journal.append(draft).await })
        })
        .collect();
    let mut answers = Vec::new();
    for sender in senders {
        answers.push(sender.await.unwrap());
    }
    answers
}

/// On a port that the system chooses.
pub(crate) fn serve_settings() -> ServeSettings {
    ServeSettings { listen: "127.0.0.1:0".parse().unwrap(), ..ServeSettings::default() }
}

pub(crate) fn load_at_once() -> LoadPolicy {
    Box::new(|| Ok(policy()))
}

pub(crate) fn fixed_clock() -> Clock {
    Arc::new(now)
}

/// A service in this process, in a directory of its own.
pub(crate) struct Service {
    pub(crate) runtime: Runtime,
    pub(crate) server: Option<Server>,
    pub(crate) journal: Settings,
    _directory: TempDir,
}

impl Service {
    /// Ready to screen.
    pub(crate) fn ready() -> Service {
        Service::ready_with(|_, _| {})
    }

    pub(crate) fn ready_with(change: impl FnOnce(&mut ServeSettings, &mut Settings)) -> Service {
        let mut service = Service::start(change, load_at_once(), fixed_clock());
        let server = service.server.as_mut().unwrap();
        service.runtime.block_on(server.loaded()).unwrap();
        service
    }

    pub(crate) fn start(change: impl FnOnce(&mut ServeSettings, &mut Settings), load: LoadPolicy, clock: Clock) -> Service {
        let directory = tempfile::tempdir().unwrap();
        let (mut settings, mut journal) = (serve_settings(), journal_settings(directory.path()));
        change(&mut settings, &mut journal);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let server = runtime.block_on(Server::start(settings, journal.clone(), load, clock)).unwrap();
        Service { runtime, server: Some(server), journal, _directory: directory }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.as_ref().unwrap().address()
    }

    pub(crate) fn stop(&mut self) {
        self.runtime.block_on(self.server.take().unwrap().stop());
    }
}
