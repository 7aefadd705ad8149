//! What can be written on the command line, and the help for it.

use crate::list::DesignationKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::ffi::OsString;
use std::path::PathBuf;

/// Screens payment messages (SWIFT MT, ISO 20022) for links to the DPRK: one verdict each.
#[derive(Debug, Parser)]
#[command(name = "interdict", version, arg_required_else_help = true, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// How results are written: for people, or as JSON lines [default: human on a terminal, json otherwise]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(super) format: Option<Form>,
}

const EXAMPLES: &str = "\
Examples:
  interdict screen proto-samples              every message in a folder
  interdict screen today.rje | jq .verdict    one line a message, for programs
  cat message.fin | interdict screen -        a message from another program
  interdict compare 'KIM CHOL' 'Kim Chol'     two names
  interdict serve                             the HTTP service

INTERDICT_LOG sets what is logged on standard error: error, warn, info, debug, or a filter such as interdict::serve=debug.";

/// How results are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum Form {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Screen(ScreenArguments),
    Serve(ServeArguments),
    Compare(CompareArguments),
    /// Shows the lists that messages are screened against
    #[command(subcommand)]
    Lists(ListsCommand),
    /// Shows the rules that turn what was found into verdicts
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Checks a journal
    #[command(subcommand)]
    Journal(JournalCommand),
}

/// Screens messages in files, folders, archives (.gz .zst .tar .zip) or standard input
///
/// The content decides what a file is. A file may hold several messages: RJE, DOS-PCC, FIN messages or XML documents one after the other, JSON lines with the member
/// "message" (text, or text in base64), messages behind their lengths of four bytes. In a folder, hidden files, links to folders and files that are no
/// messages by their names (README, LICENSE, *.md, *.expect, *.sha256) are skipped, and named on standard error; a file that is named itself is always screened. A file
/// without a message is held.
///
/// Results go to standard output: in JSON one line a transaction, and for a message of several one more on the whole message; the member "source" says where it was read from.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(super) struct ScreenArguments {
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<OsString>,

    #[command(flatten)]
    pub(super) lists: ListsArguments,

    /// Rules to judge by instead of the built-in ones, as TOML
    #[arg(long, value_name = "FILE")]
    pub(super) rules: Option<PathBuf>,

    /// The rail that the messages travel on, as rules name it, such as cbpr+
    #[arg(long, value_name = "NAME", default_value = RAIL_UNSPECIFIED, value_parser = rail)]
    pub(super) rail: String,

    /// Day of receipt: rules of that day apply; the built-in list is one edition for all days [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) as_of: Option<Date>,
}

/// What is screened against.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct ListsArguments {
    /// A folder of published lists, besides the built-in one: files under their published names, plain, .gz or .zst, at any depth
    #[arg(long, value_name = "DIR")]
    pub(super) lists: Option<PathBuf>,

    /// Leave the built-in list out
    #[arg(long, requires = "lists")]
    pub(super) no_builtin: bool,
}

const EXIT_CODES: &str = "\
Exit code: the first of these that applies
  2  usage or configuration is wrong; nothing was screened
  1  some input could not be read, or the output could not be written; all others were decided
  4  a message was held, rejected or blocked
  3  a message was flagged
  0  every message passes

Examples:
  interdict screen proto-samples
  interdict screen --lists /srv/lists today.rje
  interdict screen --as-of 2017-06-30 --rules my-rules.toml archive-2017.tar.gz";

/// Runs the HTTP service: POST a message to /v1/screen, get its verdict
///
/// Without a configuration it listens on the loopback address only, screens against the built-in list and rules, and keeps its journal in ./interdict-data.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  interdict serve\n  interdict serve --config /etc/interdict.toml")]
pub(super) struct ServeArguments {
    /// Configuration; deploy/interdict.toml documents every key
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// Judges names alone: how like is a name in a payment to a name on a list
///
/// A file has one pair a line, separated by tabs, UTF-8, no quoting. Its header names the columns query, candidate and type; others are ignored. The result is one line a
/// row, in the same order. The exit code is 0, whatever the names.
#[derive(Args, Debug)]
#[command(
    override_usage = "interdict compare QUERY CANDIDATE [--type TYPE]\n       interdict compare --tsv FILE",
    after_help = "Examples:\n  interdict compare 'CHANG MYONG CHIN' 'Jang Myong Jin' --type person\n  interdict compare --tsv pairs.tsv"
)]
pub(super) struct CompareArguments {
    /// The name in a payment, and the name on a list
    #[arg(value_names = ["QUERY", "CANDIDATE"], num_args = 2, required_unless_present = "tsv", conflicts_with = "tsv")]
    pub(super) names: Vec<String>,

    /// What the listed name is one of: person, organisation, vessel, aircraft
    #[arg(long = "type", value_name = "TYPE", default_value = "", hide_default_value = true, conflicts_with = "tsv")]
    pub(super) kind: String,

    /// A file of pairs, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) tsv: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum ListsCommand {
    /// Shows name, date, digest and counts of each list, and which rows could not be read
    Info {
        #[command(flatten)]
        lists: ListsArguments,
    },

    /// Reads lists as a start would, and says what is wrong with them
    ///
    /// Exit code: 0 they can be used; 1 the self-test missed something; 2 they cannot be used.
    #[command(
        after_help = "Examples:\n  interdict lists check --lists /srv/lists\n  interdict lists check --lists /srv/lists --self-test"
    )]
    Check {
        #[command(flatten)]
        lists: ListsArguments,

        /// Put every name and number of every entry into every place of a message, and look whether it is found there; takes minutes for all lists
        #[arg(long)]
        self_test: bool,
    },

    /// Shows which entries came, went or changed between two folders of lists, and whether the new one may replace the old
    ///
    /// Exit code: 0 it may; 1 it should not; 2 one of them cannot be read.
    Diff {
        /// The folder that is in use, or one file of it
        #[arg(value_name = "OLD")]
        old: PathBuf,

        /// The folder that would replace it, or one file of it
        #[arg(value_name = "NEW")]
        new: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// Shows each rule: what it asks for, on what legal basis, and when
    List {
        /// Rules to show instead of the built-in ones, as TOML
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },

    /// Shows what may be said outside about each verdict, by rail: message, status, reason code, neutral words
    Responses {
        /// Only what applies on this rail
        #[arg(long, value_name = "NAME", value_parser = rail)]
        rail: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum JournalCommand {
    /// Recomputes the whole chain of a journal without writing to it
    ///
    /// Exit code: 0 the chain is whole, and every receipt given is in it; 1 it is broken, or cannot be read.
    #[command(
        after_help = "Examples:\n  interdict journal verify\n  interdict journal verify backup/journal.sqlite --receipt 3-1842-9f2c41d07b3a"
    )]
    Verify {
        /// The journal file, or the folder it lies in
        #[arg(value_name = "PATH", default_value = "interdict-data")]
        path: PathBuf,

        /// A receipt known from elsewhere, which must be in the chain; may be given several times
        #[arg(long = "receipt", value_name = "NUMBER")]
        receipts: Vec<String>,
    },
}

/// The words that people use for what a listed name is one of. Another word says nothing about it, which is no mistake.
pub(super) fn designation_kind(word: &str) -> DesignationKind {
    let known = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim()));
    known.map_or(DesignationKind::Unknown, |(_, kind)| *kind)
}

const KINDS: &[(&str, DesignationKind)] = &[
    ("person", DesignationKind::Person),
    ("individual", DesignationKind::Person),
    ("organisation", DesignationKind::Organisation),
    ("organization", DesignationKind::Organisation),
    ("company", DesignationKind::Organisation),
    ("entity", DesignationKind::Organisation),
    ("legalentity", DesignationKind::Organisation),
    ("vessel", DesignationKind::Vessel),
    ("ship", DesignationKind::Vessel),
    ("aircraft", DesignationKind::Aircraft),
];

fn day(text: &str) -> Result<Date, String> {
    let date = text.parse::<Date>().ok().filter(|date| date.to_string() == text);
    date.ok_or_else(|| "not a day of the calendar; write year, month and day, such as 2026-11-23".to_owned())
}

fn rail(text: &str) -> Result<String, String> {
    let is_name = (1..=RAIL_BYTES_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    let mistake =
        || format!("not the name of a rail; it has 1 to {RAIL_BYTES_MAX} ASCII characters without spaces, such as cbpr+");
    if is_name { Ok(text.to_owned()) } else { Err(mistake()) }
}

/// No rail: rules that name one do not apply.
pub(super) const RAIL_UNSPECIFIED: &str = "unspecified";

/// Names of rails are short words.
const RAIL_BYTES_MAX: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_day_is_written_in_one_way() {
        assert_eq!(day("2026-02-28").unwrap().to_string(), "2026-02-28");
        for wrong in ["", "2026-02-30", "2026-2-3", "20260203", "2026-02-03T00:00", "today"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_rail_is_one_short_word() {
        for right in ["cbpr+", "t2", &"r".repeat(RAIL_BYTES_MAX)] {
            assert_eq!(rail(right).unwrap(), right);
        }
        for wrong in ["", "two words", "r\u{e9}seau", &"r".repeat(RAIL_BYTES_MAX + 1)] {
            assert!(rail(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn words_for_what_is_listed() {
        let check = |word, expected| assert_eq!(designation_kind(word), expected, "{word}");
        check("Person", DesignationKind::Person);
        check("LegalEntity", DesignationKind::Organisation);
        check(" vessel ", DesignationKind::Vessel);
        check("", DesignationKind::Unknown);
        check("Port", DesignationKind::Unknown);
    }
}
