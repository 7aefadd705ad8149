//! A bar on the terminal for work that takes long.

use crate::source::{self, Input};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

/// How far the work is. It shows itself on standard error once the work has taken a moment, and only where that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
    messages: Cell<u64>,
    /// Whether results appear where the bar does.
    shares_terminal: bool,
}

impl Progress {
    pub(super) fn new(inputs: &[Input]) -> Progress {
        let is_terminal = io::stderr().is_terminal();
        let bytes = if is_terminal && !inputs.contains(&Input::StandardInput) { Some(source::bytes_known(inputs)) } else { None };
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::hidden());
        let template = if bytes.is_some() { BAR } else { SPINNER };
        bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress {
            bar,
            started: Instant::now(),
            messages: Cell::new(0),
            shares_terminal: is_terminal && io::stdout().is_terminal(),
        }
    }

    /// Bytes were taken from an input.
    pub(super) fn took(&self, bytes: u64) {
        self.bar.inc(bytes);
        let is_due = self.bar.is_hidden() && self.started.elapsed() > SHOWN_AFTER;
        if is_due && io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// A message was decided.
    pub(super) fn decided(&self) {
        self.messages.set(self.messages.get() + 1);
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{} messages", self.messages.get()));
        }
    }

    /// Writes results. Where they go to the terminal too, the bar gives way to them.
    pub(super) fn beside<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.shares_terminal { self.bar.suspend(write) } else { write() }
    }

    /// Writes to standard error, where the bar is.
    pub(super) fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Work that is done before is not worth the flicker.
const SHOWN_AFTER: Duration = Duration::from_secs(1);

const BAR: &str = "{bar:30} {bytes} of {total_bytes}, {msg}, {eta} left";
const SPINNER: &str = "{spinner} {bytes}, {msg}";
