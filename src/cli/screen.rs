//! `interdict screen`: inputs to Decisions, one line or one block each.

use super::arguments::{Form, ScreenArguments};
use super::error::CommandError;
use super::page::{Medium, Page, Tally};
use super::policy::policy;
use super::progress::Progress;
use super::{Exit, page};
use crate::decision::{Decision, Screened};
use crate::engine::{self, Arrival, Policy};
use crate::frame::Frame;
use crate::journal::{decision_json, with_source};
use crate::message::WINDOW_BYTES;
use crate::rule::Rules;
use crate::source::{self, Found, Input};
use crate::verdict::Verdict;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write as _};
use std::ops::ControlFlow;
use std::rc::Rc;

/// Screens what the arguments name.
pub(super) fn screen(arguments: &ScreenArguments, form: Form) -> Result<Exit, CommandError> {
    let inputs = inputs(arguments)?;
    let policy = policy(&arguments.lists, arguments.rules.as_deref())?;
    let as_of = arguments.as_of.unwrap_or_else(today);
    let arrival = Arrival { rail: arguments.rail.clone(), as_of };
    warn_of_unused_rail(&policy, &arrival);
    let mut run =
        Run { policy, arrival, output: Output::new(form), progress: Rc::new(Progress::new(&inputs)), tally: Tally::default() };
    run.screen(&inputs)?;
    run.end()
}

/// Without a path, standard input is read where it is no terminal: nobody would know that the program waits.
fn inputs(arguments: &ScreenArguments) -> Result<Vec<Input>, CommandError> {
    let inputs: Vec<Input> = arguments.paths.iter().map(|path| Input::parse(path)).collect();
    match inputs.is_empty() {
        true if io::stdin().is_terminal() => Err(CommandError::NoInput),
        true => Ok(vec![Input::StandardInput]),
        false => Ok(inputs),
    }
}

/// Today, UTC.
pub(super) fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now()).date()
}

/// A rail that no rule knows while others are known is more likely a slip of the pen than meant.
fn warn_of_unused_rail(policy: &Policy, arrival: &Arrival) {
    let mut rails: Vec<&str> = policy.rules.iter().flat_map(|rule| rule.rails()).map(String::as_str).collect();
    rails.sort_unstable();
    rails.dedup();
    if !rails.is_empty() && !rails.contains(&arrival.rail.as_str()) {
        eprintln!(
            "warning: no rule names the rail {}; rules name {}",
            page::visible(&arrival.rail),
            page::visible(&rails.join(", "))
        );
    }
}

struct Run {
    policy: Policy,
    arrival: Arrival,
    output: Output,
    progress: Rc<Progress>,
    tally: Tally,
}

impl Run {
    fn screen(&mut self, inputs: &[Input]) -> io::Result<()> {
        let progress = Rc::clone(&self.progress);
        let mut failure = None;
        let taken = |bytes| progress.took(bytes);
        let ended = source::walk(inputs, &taken, &mut |found| match self.found(found) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        });
        progress.end();
        match (ended, failure) {
            (ControlFlow::Break(()), Some(error)) => Err(error),
            _ => Ok(()),
        }
    }

    fn found(&mut self, found: Found) -> io::Result<()> {
        match found {
            Found::Message { source, frame } => self.message(&source, &frame)?,
            Found::Unreadable(error) => {
                self.tally.unreadable += 1;
                self.progress.say(&format!("error: {}", page::visible(&error.to_string())));
            }
            Found::LeftOut { source } => self.tally.leave_out(&source),
        }
        Ok(())
    }

    fn message(&mut self, source: &str, frame: &Frame) -> io::Result<()> {
        let Run { output, policy, arrival, progress, .. } = self;
        let mut shown = Vec::new();
        let mut written = Ok(());
        let mut unit = |decision: Decision| {
            written = progress.beside(|| output.unit(source, decision, &mut shown));
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let decision = engine::screen_each(frame, policy, arrival, WINDOW_BYTES, &mut (), &mut unit);
        written?;
        let Some(decision) = decision else { return Ok(()) };
        self.tally.count(decision.verdict);
        self.progress.decided();
        let Run { output, policy, progress, .. } = self;
        progress.beside(|| output.frame(source, frame, Screened { frame: decision, units: shown }, &policy.rules))
    }

    fn end(mut self) -> Result<Exit, CommandError> {
        self.output.end(&self.tally, &self.policy)?;
        if let Some(sentence) = self.tally.left_out() {
            eprintln!("{sentence}");
        }
        Ok(exit(self.tally.unreadable, self.tally.worst()))
    }
}

/// Where results go.
enum Output {
    People(Page<BufWriter<StdoutLock<'static>>>),
    Programs(BufWriter<StdoutLock<'static>>, Medium),
}

impl Output {
    fn new(form: Form) -> Output {
        let (out, medium) = (BufWriter::new(io::stdout().lock()), Medium::of_output());
        match form {
            Form::Human => Output::People(Page::new(out, medium)),
            Form::Json => Output::Programs(out, medium),
        }
    }

    /// Written at once: whoever reads along sees each verdict when it falls. People read that on the frame first, so what does not pass is put into `shown` until then.
    fn unit(&mut self, source: &str, decision: Decision, shown: &mut Vec<Decision>) -> io::Result<()> {
        match self {
            Output::People(_) => {
                let is_shown = decision.verdict > Verdict::Pass && shown.len() < page::UNITS_SHOWN_MAX;
                shown.extend(is_shown.then_some(decision));
                Ok(())
            }
            Output::Programs(..) => self.line(source, &decision),
        }
    }

    /// The Decision on the frame, with the transactions that are shown.
    fn frame(&mut self, source: &str, frame: &Frame, screened: Screened, rules: &Rules) -> io::Result<()> {
        match self {
            Output::People(page) => {
                page.screened(source, frame, &screened, rules)?;
                page.flush()
            }
            Output::Programs(..) => self.line(source, &screened.frame),
        }
    }

    fn line(&mut self, source: &str, decision: &Decision) -> io::Result<()> {
        let Output::Programs(out, medium) = self else { return Ok(()) };
        let line = with_source(&decision_json(decision), source);
        writeln!(out, "{}", if medium.is_terminal { page::shielded(&line) } else { line })?;
        out.flush()
    }

    fn end(&mut self, tally: &Tally, policy: &Policy) -> io::Result<()> {
        match self {
            Output::People(page) => {
                page.summary(tally, policy.snapshot.versions())?;
                page.flush()
            }
            Output::Programs(..) => Ok(()),
        }
    }
}

/// What could not be read may hold anything: it outweighs every verdict on the rest.
fn exit(unreadable: u64, worst: Option<Verdict>) -> Exit {
    match worst {
        _ if unreadable > 0 => Exit::Incomplete,
        None | Some(Verdict::Pass) => Exit::Fine,
        Some(Verdict::Flag) => Exit::Flagged,
        Some(Verdict::Hold | Verdict::Reject | Verdict::Block) => Exit::Stopped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_a_contract() {
        let check = |unreadable, worst, code| assert_eq!(exit(unreadable, worst).code(), code, "{unreadable} {worst:?}");
        check(0, Some(Verdict::Pass), 0);
        check(0, Some(Verdict::Flag), 3);
        check(0, Some(Verdict::Hold), 4);
        check(0, Some(Verdict::Reject), 4);
        check(0, Some(Verdict::Block), 4);
        check(1, Some(Verdict::Block), 1);
        check(1, Some(Verdict::Pass), 1);
        check(1, None, 1);
        assert_eq!(Exit::Usage.code(), 2);
    }
}
