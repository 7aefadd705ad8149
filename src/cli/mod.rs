//! The command line: arguments to one function each, and what it says to the exit code.
//!
//! Results go to standard output, everything else to standard error. Exit codes are a contract: other programs act on them.

mod arguments;
mod compare;
mod error;
mod journal;
mod lists;
mod page;
mod policy;
mod progress;
mod responses;
mod rules;
mod screen;
mod serve;

use arguments::{Arguments, Command, Form, JournalCommand, ListsCommand, RulesCommand};
use clap::Parser as _;
use error::CommandError;
use std::env;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Runs the program: what `main` does.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let exit = run(&arguments).unwrap_or_else(|error| {
        if !error.is_closed_output() {
            eprintln!("error: {error}");
        }
        error.exit()
    });
    ExitCode::from(exit.code())
}

fn run(arguments: &Arguments) -> Result<Exit, CommandError> {
    let by_default = if io::stdout().is_terminal() { Form::Human } else { Form::Json };
    let form = arguments.format.unwrap_or(by_default);
    start_logging(matches!(arguments.command, Command::Serve(_)))?;
    match &arguments.command {
        Command::Screen(arguments) => screen::screen(arguments, form),
        Command::Compare(arguments) => compare::compare(arguments, form),
        Command::Lists(ListsCommand::Info { lists }) => lists::info(lists, form),
        Command::Lists(ListsCommand::Check { lists, self_test }) => lists::check(lists, *self_test, form),
        Command::Lists(ListsCommand::Diff { old, new }) => lists::diff(old, new, form),
        Command::Rules(RulesCommand::List { rules }) => rules::list(rules.as_deref(), form),
        Command::Rules(RulesCommand::Responses { rail }) => responses::list(rail.as_deref(), form),
        Command::Journal(JournalCommand::Verify { path, receipts }) => journal::verify(path, receipts, form),
        Command::Serve(arguments) => serve::serve(arguments),
    }
}

/// Logs are for people on a terminal, and JSON lines where a service writes them for a collector.
fn start_logging(is_service: bool) -> Result<(), CommandError> {
    let filter = env::var(LOG_VARIABLE).unwrap_or_else(|_| if is_service { "info" } else { "warn" }.to_owned());
    let filter = EnvFilter::try_new(&filter).map_err(|error| CommandError::LogFilter { filter, error: error.to_string() })?;
    let is_terminal = io::stderr().is_terminal();
    let has_colour = is_terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(has_colour);
    // A second start would be one inside a test; the first one's logs go on.
    let _started = if is_service && !is_terminal { logs.json().try_init() } else { logs.try_init() };
    Ok(())
}

const LOG_VARIABLE: &str = "INTERDICT_LOG";

/// What the exit code says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Exit {
    /// Nothing was found, or there was nothing to find.
    Fine,
    /// Some input could not be read, or the output could not be written.
    Incomplete,
    /// Usage or configuration is wrong, and nothing was done.
    Usage,
    /// A message was flagged, and none worse.
    Flagged,
    /// A message was held, rejected or blocked.
    Stopped,
}

impl Exit {
    fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Incomplete => 1,
            Exit::Usage => 2,
            Exit::Flagged => 3,
            Exit::Stopped => 4,
        }
    }
}
