//! Why a command could not do what it was asked: what, where, and what to do.

use super::Exit;
use crate::config::ConfigError;
use crate::feed::FolderError;
use crate::journal::{JournalError, NotAReceiptNumber};
use crate::rule::RuleErrors;
use crate::serve::ServeError;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error("nothing to screen: name files or folders, or - for standard input; interdict screen --help has examples")]
    NoInput,
    #[error("rules {} cannot be read ({cause}): check the path; nothing was screened", path.display())]
    RulesUnreadable { path: PathBuf, cause: io::Error },
    #[error("rules {} cannot be used; correct them and start again:\n{errors}", path.display())]
    RulesWrong { path: PathBuf, errors: RuleErrors },
    #[error(
        "INTERDICT_LOG={filter} is no log filter ({error}): write error, warn, info or debug, or target=level, separated by commas"
    )]
    LogFilter { filter: String, error: String },
    #[error("{file} cannot be read ({cause}): check the path, and whether you may read it")]
    PairsUnreadable { file: String, cause: io::Error },
    #[error("{file}, line {line}: {mistake}")]
    Pairs { file: String, line: u64, mistake: PairMistake },
    #[error("results could not be written ({0}); what was not written has no verdict")]
    Output(#[from] io::Error),
    #[error("--receipt {text}: {cause}")]
    Receipt { text: String, cause: NotAReceiptNumber },
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("the configuration cannot be used; correct it and start again:\n{0}")]
    Config(#[from] ConfigError),
    #[error("the lists in {} cannot be used; correct this and start again:\n{}", folder.display(), lines(errors))]
    Lists { folder: PathBuf, errors: Vec<FolderError> },
    #[error("threads cannot be started ({0})")]
    Runtime(io::Error),
    #[error(transparent)]
    Serve(#[from] ServeError),
}

fn lines(errors: &[FolderError]) -> String {
    let lines: Vec<String> = errors.iter().map(|error| format!("  {error}")).collect();
    lines.join("\n")
}

/// What is wrong with a file of name pairs.
#[derive(Debug, thiserror::Error)]
pub(super) enum PairMistake {
    #[error("the file is empty; its first line must be a header that names the columns query, candidate and type")]
    NoHeader,
    #[error("the header has no column {0}; it must name query, candidate and type, separated by tabs")]
    NoColumn(&'static str),
    #[error("the header names the column {0} twice")]
    ColumnTwice(&'static str),
    #[error("{found} columns where the header has {expected}; columns are separated by one tab, and there is no quoting")]
    Columns { found: usize, expected: usize },
    #[error("the line is not UTF-8; convert the file, for example with iconv")]
    Encoding,
    #[error("the line is longer than {0} bytes; is this a file of names?")]
    TooLong(usize),
}

impl CommandError {
    pub(super) fn exit(&self) -> Exit {
        match self {
            CommandError::NoInput
            | CommandError::RulesUnreadable { .. }
            | CommandError::RulesWrong { .. }
            | CommandError::LogFilter { .. }
            | CommandError::Pairs { .. }
            | CommandError::Receipt { .. }
            | CommandError::Config(_)
            | CommandError::Lists { .. }
            | CommandError::Serve(ServeError::Policy(_)) => Exit::Usage,
            CommandError::Output(_)
            | CommandError::PairsUnreadable { .. }
            | CommandError::Journal(_)
            | CommandError::Runtime(_)
            | CommandError::Serve(_) => Exit::Incomplete,
        }
    }

    /// Whether whoever read the output has enough of it, such as `head`: nothing to complain about.
    pub(super) fn is_closed_output(&self) -> bool {
        matches!(self, CommandError::Output(error) if error.kind() == ErrorKind::BrokenPipe)
    }
}
