//! Files, folders, archives and streams to Frames, for the command line and for replay.
//!
//! In: paths as a person gives them. Out, in an order that the names alone decide: each message with the place that it was read from, each input that could not be read,
//! and each file that was left out because its name says that it is no message. The content decides what a file is, never its name. Memory does not grow with the input:
//! a file is read in chunks, of a message no more is kept than [`crate::frame::bytes_max`], and a long one is kept in a temporary file. Nothing is decided here.
//!
//! The place of a message is its path; inside an archive `archive.tar.gz!inner.fin`; and where a file holds several, the number of the message in it, from 1:
//! `batch.rje#17`. In JSON lines it is the number of the line: `log.jsonl#12`. Standard input is `-`.
//!
//! # What is read
//!
//! - messages one after the other, as [`crate::frame::Cutter`] says: RJE, DOS-PCC, padded or without a separator, XML documents back to back;
//! - JSON lines, objects or arrays with a member `message`: the message as text or in base64;
//! - messages behind their lengths, as a TCP connection carries them;
//! - all of that packed: gzip, zstd, tar, zip.
//!
//! What is known to be something else (bzip2, 7z, PDF ...) is reported as unreadable, and not screened as noise.

mod archive;
mod folder;
mod json;
mod prefixed;
mod spool;
mod stream;

use crate::frame::Frame;
use archive::Budget;
use json::Layout;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use stream::Frames;

/// Where to read from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Input {
    /// Standard input, to its end.
    StandardInput,
    /// A file, or a folder and everything below it.
    Path(PathBuf),
}

impl Input {
    /// Reads an argument of the command line: `-` is standard input.
    #[must_use]
    pub fn parse(argument: &OsStr) -> Input {
        if argument == "-" { Input::StandardInput } else { Input::Path(argument.into()) }
    }
}

/// What a walk comes upon.
#[derive(Debug)]
pub enum Found {
    /// A message. A file without a single byte is one, too.
    Message {
        /// Where it was read from.
        source: String,
        /// The message.
        frame: Frame,
    },
    /// An input, or the rest of it, that could not be read. The walk goes on with the next.
    Unreadable(SourceError),
    /// A file of a folder or archive that was not read: hidden, a link, or documentation and checksums by its name. A file that is named as an input is always read.
    LeftOut {
        /// Where it is.
        source: String,
    },
}

/// An input that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct SourceError {
    place: String,
    problem: Problem,
}

#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("cannot be opened ({0}): check the path, and whether you may read it")]
    Open(io::Error),
    #[error(
        "could not be read to its end ({0}): what stands before that point was screened, the rest was not; repair the file and screen it again"
    )]
    Read(io::Error),
    #[error("is neither a file nor a folder but a device, pipe or socket: name it as an input of its own if it is to be read")]
    NotAFile,
    #[error("holds no message: check whether this is the right one")]
    NoMessage,
    #[error("is a zip archive that cannot be read in passing: unpack it, or name it as a file of its own")]
    ZipInPassing,
    #[error("archives are packed more than {} deep into each other: unpack the outer ones", archive::DEPTH_MAX)]
    TooDeep,
    #[error("is {0}, which is not read here: {1}")]
    Foreign(&'static str, &'static str),
    #[error(
        "begins like a message and is an archive as well, so that programs differ on what it says: find out where it comes from, and screen its parts as files of their own"
    )]
    TwoFormats,
    #[error(
        "is no JSON at line {line}, column {column}: what stands before that point was screened, the rest was not; repair it and screen it again"
    )]
    Json { line: usize, column: usize },
    #[error("is no JSON from column {column} on: repair the line and screen it again")]
    JsonLine { column: usize },
    #[error("has no member \"{}\": check whether this is a log of messages", json::MEMBER)]
    JsonNoMessage,
    #[error("its member \"{}\" is no text: a message stands there as text, or as text in base64", json::MEMBER)]
    JsonNoText,
    #[error("has the member \"{}\" twice, and programs differ on which they take: repair it and screen it again", json::MEMBER)]
    JsonTwoMessages,
    #[error("is no JSON object: a message stands in the member \"{}\" of one", json::MEMBER)]
    JsonNoObject,
    #[error("is a line of more than {} bytes: screen the message in it as a file of its own", json::VALUE_BYTES_MAX)]
    JsonTooLong,
    #[error(
        "the length at byte {offset} does not lead to the end of a message: what stands before that byte was screened, the rest was not; repair the file and screen it again"
    )]
    Chain { offset: u64 },
    #[error("part of the archive cannot be unpacked ({0}): unpack it with the program that made it, and screen the files")]
    Packing(String),
}

/// Reads all `inputs` in order, folders sorted by the bytes of their paths, and hands over what is found until `found` breaks. `taken` hears of each run of bytes as they
/// are taken from an input, before anything is unpacked: for a bar that shows how far the work is.
pub fn walk(inputs: &[Input], taken: &dyn Fn(u64), found: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut walk = Walk { taken, found, found_count: 0 };
    match inputs.iter().try_for_each(|input| walk.input(input)) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}

/// How many bytes [`walk`] will take from `inputs`, as far as that is known: not of standard input, and nothing of what cannot be opened.
#[must_use]
pub fn bytes_known(inputs: &[Input]) -> u64 {
    let paths = inputs.iter().filter_map(|input| match input {
        Input::StandardInput => None,
        Input::Path(path) => Some(path.as_path()),
    });
    paths.map(folder::bytes_below).sum()
}

/// Why a reading ends before its end.
enum Halt {
    /// Whoever is handed the findings wants no more.
    Wanted,
    /// This input cannot be read further; the next one can.
    Problem(Problem),
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Halt {
        Halt::Problem(problem)
    }
}

type Step = Result<(), Halt>;

struct Walk<'a> {
    taken: &'a dyn Fn(u64),
    found: &'a mut dyn FnMut(Found) -> ControlFlow<()>,
    /// Messages and unreadable inputs so far.
    found_count: u64,
}

impl Walk<'_> {
    fn input(&mut self, input: &Input) -> Step {
        match input {
            Input::StandardInput => self.attempt("-", |walk| walk.content("-", &mut io::stdin().lock())),
            Input::Path(path) => {
                let name = path.to_string_lossy();
                self.attempt(&name, |walk| match path.is_dir() {
                    true => walk.something(|walk| walk.folder(path)),
                    false => walk.file(path),
                })
            }
        }
    }

    fn file(&mut self, path: &Path) -> Step {
        let mut file = File::open(path).map_err(Problem::Open)?;
        let name = path.to_string_lossy();
        if archive::is_zip(&mut file).map_err(Problem::Read)? {
            return self.something(|walk| walk.zip(&name, file));
        }
        self.content(&name, &mut file)
    }

    /// Reads a stream that stands by itself, not inside another: its packed bytes are what the unpacked ones are measured by.
    fn content(&mut self, name: &str, reader: &mut dyn Read) -> Step {
        let budget = Rc::new(Budget::default());
        let mut reader = archive::Packed::new(reader, Rc::clone(&budget), self.taken);
        self.packed_or_not(name, &mut reader, &budget, 0)
    }

    /// Reads a stream that is not packed and begins with `head`, in whatever form it holds messages.
    fn messages(&mut self, name: &str, head: &[u8], reader: &mut dyn Read) -> Step {
        if let Some(layout) = Layout::of(head) {
            self.json(name, layout, reader)
        } else if prefixed::is_prefixed(head) {
            self.prefixed(name, reader)
        } else {
            self.one_after_the_other(name, reader)
        }
    }

    /// Cuts a stream into messages. The first one waits for the second, because only then it is known whether it has a number.
    fn one_after_the_other(&mut self, name: &str, reader: &mut dyn Read) -> Step {
        let mut frames = Frames::new(reader);
        let mut pending = frames.next_frame().map_err(Problem::Read)?;
        let mut number = 1_u64;
        while let Some(frame) = pending.take() {
            let next = frames.next_frame();
            let is_alone = number == 1 && matches!(next, Ok(None));
            let source = if is_alone { name.to_owned() } else { format!("{name}#{number}") };
            self.hand_over(Found::Message { source, frame })?;
            pending = next.map_err(Problem::Read)?;
            number += 1;
        }
        Ok(())
    }

    /// Runs `read`; what cannot be read is reported under `name`, and does not end the walk.
    fn attempt(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Step) -> Step {
        match read(self) {
            Err(Halt::Problem(problem)) => self.hand_over(Found::Unreadable(SourceError { place: name.to_owned(), problem })),
            other => other,
        }
    }

    /// Runs `read`, which must find something: a folder or archive without any message is not taken for a clean one.
    fn something(&mut self, read: impl FnOnce(&mut Self) -> Step) -> Step {
        let before = self.found_count;
        read(self)?;
        if self.found_count == before { Err(Problem::NoMessage.into()) } else { Ok(()) }
    }

    fn hand_over(&mut self, found: Found) -> Step {
        match found {
            Found::Message { .. } | Found::Unreadable(_) => self.found_count += 1,
            Found::LeftOut { .. } => {}
        }
        match (self.found)(found) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Wanted),
        }
    }
}

#[cfg(test)]
mod tests;
