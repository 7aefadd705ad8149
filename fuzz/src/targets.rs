//! What must hold for any bytes whatever.

use crate::{mt_nothing_lost, mx_nothing_lost};
use interdict::decision::Screened;
use interdict::engine::{Arrival, Policy, screen};
use interdict::frame::{Cut, Cutter, Format, Frame, cut};
use interdict::list::builtin;
use interdict::list::published::{self, Edition, ListFile};
use interdict::message::Severity;
use interdict::rule::Rules;
use interdict::verdict::Verdict;
use std::sync::LazyLock;

/// Messages are cut alike however the bytes come in, and what is in none of them is a separator. The last bytes say in what runs the others come.
pub fn frame(data: &[u8]) {
    let (buffer, runs) = data.split_at(data.len().saturating_sub(4));
    let at_once = in_one_piece(buffer);
    assert_eq!(in_runs(buffer, runs, false), at_once, "runs {runs:?}");
    assert_eq!(in_runs(buffer, runs, true), at_once, "runs {runs:?}, and what was scanned is forgotten");
}

fn in_one_piece(buffer: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = buffer;
    while let Cut::Message { at, next } = cut(rest, true) {
        assert!(!at.is_empty(), "an empty message");
        check_separators(&rest[..at.start]);
        check_separators(&rest[at.end..next]);
        found.push(rest[at].to_vec());
        rest = &rest[next..];
    }
    check_separators(rest);
    found
}

fn check_separators(bytes: &[u8]) {
    let is_separator = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'$' | 0 | 1 | 3);
    assert!(bytes.iter().all(is_separator), "{:?} is lost", String::from_utf8_lossy(bytes));
}

/// The messages of a stream, read as a program with little memory does: what was scanned of a message is taken out of the buffer.
fn in_runs(bytes: &[u8], runs: &[u8], forgets: bool) -> Vec<Vec<u8>> {
    // Long inputs come in long runs, so that the work stays in proportion.
    let scale = bytes.len() / 2048 + 1;
    let mut runs = runs.iter().map(|run| (usize::from(*run) % 64 + 1) * scale).cycle();
    let mut cutter = Cutter::default();
    let (mut buffer, mut coming, mut taken) = (Vec::new(), bytes, Vec::new());
    let mut found = Vec::new();
    loop {
        match cutter.cut(&buffer, coming.is_empty()) {
            Cut::Message { at, next } => {
                taken.extend_from_slice(&buffer[at]);
                found.push(std::mem::take(&mut taken));
                buffer.drain(..next);
                continue;
            }
            Cut::Nothing => return found,
            Cut::NeedMore => assert!(!coming.is_empty(), "more is wanted behind the end"),
        }
        if forgets {
            let scanned = cutter.scanned();
            taken.extend_from_slice(buffer.get(cutter.start().unwrap_or(scanned)..scanned).unwrap_or_default());
            buffer.drain(..scanned);
            cutter.forget(scanned);
        }
        let (run, later) = coming.split_at(runs.next().unwrap_or(scale).min(coming.len()));
        buffer.extend_from_slice(run);
        coming = later;
    }
}

/// Every byte of a FIN message is in an element, or syntax.
pub fn mt(data: &[u8]) {
    mt_nothing_lost::check(&forced(data, Format::Mt, b"{1:F01AAAABEBBAXXX0000000000}")).unwrap();
}

/// Every character of an XML message is in an element, or syntax.
pub fn mx(data: &[u8]) {
    let message = forced(data, Format::Mx, b"<Document>");
    if !is_decoded_otherwise(&message) {
        mx_nothing_lost::check(&message).unwrap();
    }
}

/// The check knows UTF-8, Windows-1252 and UTF-16 with its mark alone.
fn is_decoded_otherwise(message: &[u8]) -> bool {
    let is_marked =
        matches!(message, [0xFF, 0xFE, third, ..] | [0xFE, 0xFF, third, ..] if *third != 0 || message.get(3) != Some(&0));
    let has_zeros = message.iter().take(64).any(|byte| *byte == 0);
    message.starts_with(&[0x4C, 0x6F, 0xA7]) || has_zeros && !is_marked
}

/// The bytes as a message of this format: with a beginning of it in front, unless they have one.
fn forced(data: &[u8], format: Format, beginning: &[u8]) -> Vec<u8> {
    let is_one = Frame::new(data.to_vec().into()).format() == format;
    if is_one { data.to_vec() } else { [beginning, data].concat() }
}

/// Any bytes under the names of any list are read alike twice, and every row that gave nothing is reported.
pub fn lists(data: &[u8]) {
    for names in published::names() {
        let file = |name: &&str| ListFile { path: name.replace('*', "x"), bytes: data.to_vec() };
        let files: Vec<ListFile> = names.iter().map(file).collect();
        // A file that stands beside others in no more than its name says nothing of them.
        for files in [&files[..1], &files[..]] {
            let read = published::read(files);
            assert_eq!(format!("{read:?}"), format!("{:?}", published::read(files)));
            read.into_iter().flatten().for_each(|edition| check_edition(&edition));
        }
    }
}

fn check_edition(edition: &Edition) {
    let version = &edition.list.version;
    let entries = &edition.list.designations;
    assert_eq!(version.rejected_rows, edition.rejected.len());
    assert!(version.count >= entries.len() && version.dprk_count <= version.count, "{version:?}");
    assert!(entries.iter().all(|entry| !entry.id.is_empty() && !entry.entries.is_empty()), "an entry without its number");
    assert!(entries.is_sorted_by(|one, other| one.id < other.id), "entries are not in order");
}

/// Any bytes get a Decision, the same one twice; a doubt does not pass, nor does a listed name that stands before any bytes in a place for names or words.
pub fn engine(data: &[u8]) {
    let frame = Frame::new(data.to_vec().into());
    let screened = decide(&frame);
    assert_eq!(format!("{screened:?}"), format!("{:?}", decide(&frame)));
    let doubts = screened.frame.defects.iter().any(|defect| defect.code.severity() == Severity::Doubt);
    assert!(!doubts || is_stopped(&screened), "a doubt passes");
    for (before, after) in PLACES {
        let planted = [before, NAME, after, data].concat();
        assert!(is_stopped(&decide(&Frame::new(planted.into()))), "{} passes", String::from_utf8_lossy(before));
    }
}

fn decide(frame: &Frame) -> Screened {
    screen(frame, &POLICY, &ARRIVAL, &mut ())
}

fn is_stopped(screened: &Screened) -> bool {
    screened.frame.verdict >= Verdict::Hold
}

const NAME: &[u8] = b"KANGBONG TRADING CORPORATION";

/// What stands before the name, and between it and the bytes.
const PLACES: &[(&[u8], &[u8])] = &[
    (b"{1:F01COBADEFFAXXX0000000000}{2:I103HVBKKRSEXXXXN}{4:\r\n:20:A\r\n:59:/1\r\n", b"\r\n"),
    (b"{1:F01COBADEFFAXXX0000000000}{2:I199HVBKKRSEXXXXN}{4:\r\n:20:A\r\n:79:", b"\r\n"),
    (
        b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><CdtTrfTxInf><Cdtr><Nm>",
        b"</Nm></Cdtr>",
    ),
];

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin()));

static ARRIVAL: LazyLock<Arrival> =
    LazyLock::new(|| Arrival { rail: "cbpr+".to_owned(), as_of: jiff::civil::date(2026, 11, 24) });
