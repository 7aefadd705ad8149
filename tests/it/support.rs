//! What several tests need: the built-in policy, a day of receipt, and the optional folder of data.

use interdict::engine::{Arrival, Policy, screen};
use interdict::frame::{Cut, Frame, cut};
use interdict::list::builtin;
use interdict::rule::Rules;
use interdict::source::{self, Found, Input};
use interdict::{decision::Screened, detect::Hit, verdict::Verdict};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Built-in lists and rules.
pub static POLICY: LazyLock<Policy> =
    LazyLock::new(|| Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin()));

/// The day of receipt of every test message.
pub static ARRIVAL: LazyLock<Arrival> =
    LazyLock::new(|| Arrival { rail: "cbpr+".to_owned(), as_of: jiff::civil::date(2026, 11, 24) });

/// Screens one message.
pub fn decide(bytes: impl Into<Vec<u8>>) -> Screened {
    decide_frame(&Frame::new(bytes.into().into()))
}

/// Screens one message of a file.
pub fn decide_frame(frame: &Frame) -> Screened {
    screen(frame, &POLICY, &ARRIVAL, &mut ())
}

/// The verdict on one message.
pub fn verdict(bytes: impl Into<Vec<u8>>) -> Verdict {
    decide(bytes).frame.verdict
}

/// Everything that was found in a frame, in its header and in its units.
pub fn all_hits(screened: &Screened) -> impl Iterator<Item = &Hit> {
    std::iter::once(&screened.frame).chain(&screened.units).flat_map(|decision| &decision.hits)
}

/// The messages of a file.
pub fn messages(file: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = file;
    let mut found = Vec::new();
    while let Cut::Message { at, next } = cut(rest, true) {
        found.push(rest[at].to_vec());
        rest = &rest[next..];
    }
    // A file with nothing in it is a message with nothing in it.
    if found.is_empty() {
        found.push(Vec::new());
    }
    found
}

/// The messages of a file, whatever it is packed in.
pub fn frames(file: &Path) -> Vec<Frame> {
    let mut frames = Vec::new();
    let ended = source::walk(&[Input::Path(file.to_owned())], &|_| {}, &mut |found| match found {
        Found::Message { frame, .. } => {
            frames.push(frame);
            ControlFlow::Continue(())
        }
        other => panic!("{other:?}"),
    });
    assert!(ended.is_continue());
    frames
}

/// Files below `folder`, by path.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// A file or folder of the package.
pub fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file of the folder of data that may stand beside the package; the test says that it is skipped where it does not.
pub fn shared(path: &str) -> Option<PathBuf> {
    let file = package("../shared").join(path);
    if !file.exists() {
        eprintln!("skipped: {} is not there", file.display());
        return None;
    }
    Some(file)
}
