//! No byte of a FIN message is lost: each belongs to exactly one element or to syntax, and syntax is the closed set below. Whatever is done to a message, its words
//! stay where they are screened, and nothing panics.

use crate::traffic;
use interdict::frame::{Format, Frame};
use interdict::message::{Element, Message, Severity};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

/// What the parser may leave out of the elements, at its place.
struct Syntax<'m> {
    bytes: &'m [u8],
    /// Which element each byte belongs to.
    owners: Vec<Option<usize>>,
}

impl Syntax<'_> {
    /// Length of the piece of syntax at `at`, at most up to `end`.
    fn length(&self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.bytes[at..end];
        let before = self.bytes[..at].trim_ascii_end();
        let gap = &self.bytes[before.len()..at];
        // Marks of files may stand in front of the first field.
        let opens_line = before.iter().all(|byte| matches!(byte, 0x00 | 0x01 | 0x03 | b'$') || byte.is_ascii_whitespace())
            || gap.contains(&b'\r')
            || gap.contains(&b'\n')
            || before.ends_with(b"{4:")
            || before.ends_with(b"}")
            || before.ends_with(b"@@")
            || before == b"\xEF\xBB\xBF";
        let begins_field = opens_line || before.ends_with(b":");
        match rest {
            [b' ' | b'\t' | b'\r' | b'\n', ..] => Some(1),
            [0x00 | 0x01 | 0x03 | b'$', ..] => Some(1),
            [0xEF, 0xBB, 0xBF, ..] if at == 0 => Some(3),
            [b'-', b'}', ..] => Some(2),
            [b'}', ..] => Some(1),
            [b'{', ..] => {
                Some(IDS.iter().map(|id| format!("{{{id}:")).find(|id| rest.starts_with(id.as_bytes())).map_or(1, |id| id.len()))
            }
            // In front of a qualifier in the line behind its tag.
            [b':', ..] if opens_line => tag_length(rest).or_else(|| before.ends_with(b":").then_some(1)),
            // The end of a line in statements of home banking.
            [b'@', b'@', ..] => Some(2),
            // In front of a qualifier.
            [b':', ..] if before.ends_with(b":") => Some(1),
            // Number of a subfield of a statement's field 86.
            [b'?', b'0'..=b'9', b'0'..=b'9', ..] => Some(3),
            [b':', ..] => self.names_unknown_tag(at).then_some(1),
            [b'/', b'C' | b'D', b'/', ..] if begins_field => Some(3),
            [b'/', ..] => Some(1),
            [b'1'..=b'8', b'/', ..] if begins_field => Some(2),
            [b'-', ..] if opens_line => Some(1),
            [b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'] => self.is_terminal_code(at).then_some(1),
            _ => None,
        }
    }

    /// The name of a tag that is not in the set is an element of its own between brace and colon.
    fn names_unknown_tag(&self, at: usize) -> bool {
        let owner = at.checked_sub(1).and_then(|at| self.owners[at]);
        let start = self.owners[..at].iter().rposition(|other| *other != owner);
        owner.is_some() && start.is_some_and(|before| self.bytes[before] == b'{')
    }

    /// The ninth character of a logical terminal, in the middle of the BIC.
    fn is_terminal_code(&self, at: usize) -> bool {
        let owner = |at: usize| self.owners.get(at).copied().flatten();
        at > 7 && owner(at - 1).is_some() && owner(at - 1) == owner(at + 1) && owner(at - 8) == owner(at + 3)
    }
}

fn tag_length(text: &[u8]) -> Option<usize> {
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let is_letter_or_digit = text.get(3).is_some_and(u8::is_ascii_alphanumeric);
    match (is_digit(1) && is_digit(2), text.get(3), text.get(4)) {
        (true, Some(b':'), _) => Some(4),
        (true, _, Some(b':')) if is_letter_or_digit => Some(5),
        _ => None,
    }
}

/// Blocks, and the tags of blocks 3, 4, 5 and S that SWIFT knows.
const IDS: &[&str] = &[
    "1", "2", "3", "4", "5", "S", "102", "103", "106", "107", "108", "111", "113", "115", "119", "121", "165", "175", "177",
    "405", "423", "424", "432", "433", "434", "451", "CHK", "COP", "DLM", "MAC", "MAN", "MDG", "MRF", "PAC", "PDE", "PDM", "SAC",
    "SPD", "SYS", "TNG",
];

fn spans(element: &Element<'_>) -> Vec<Range<usize>> {
    element.text.all_spans().into_iter().map(|span| span.start as usize..span.end as usize).collect()
}

/// Every byte belongs to one element or to syntax, elements stand in order, and say what their bytes say.
fn account(bytes: &[u8], message: &Message<'_>) -> Result<(), String> {
    let mut owners = vec![None; bytes.len()];
    let mut last_start = 0;
    for (index, element) in message.elements().iter().enumerate().filter(|(_, element)| element.layer == 0) {
        let spans = spans(element);
        let start = spans.first().ok_or(format!("element {index} is empty"))?.start;
        if start < last_start {
            return Err(format!("element {index} is out of order"));
        }
        last_start = start;
        let source: Vec<u8> = spans.iter().flat_map(|span| bytes[span.clone()].to_vec()).collect();
        if str::from_utf8(&source).is_ok_and(|source| source != element.text.as_str()) {
            return Err(format!("element {index} does not say what its bytes say"));
        }
        for at in spans.into_iter().flatten() {
            if owners[at].replace(index).is_some() {
                return Err(format!("byte {at} belongs to two elements"));
            }
        }
    }
    let syntax = Syntax { bytes, owners };
    let mut at = 0;
    while at < bytes.len() {
        if syntax.owners[at].is_some() {
            at += 1;
            continue;
        }
        let end = (at..bytes.len()).find(|at| syntax.owners[*at].is_some()).unwrap_or(bytes.len());
        let length =
            syntax.length(at, end).ok_or_else(|| format!("byte {at} is lost: {:?}", String::from_utf8_lossy(&bytes[at..end])))?;
        at += length;
    }
    Ok(())
}

/// Frames of other formats are somebody else's.
fn read(bytes: &[u8], check: impl FnOnce(&Message<'_>) -> Result<(), String>) -> Result<(), String> {
    let frame = Frame::new(bytes.to_vec().into());
    if frame.format() == Format::Mt { check(&Message::read(&frame)) } else { Ok(()) }
}

pub fn check(bytes: &[u8]) -> Result<(), String> {
    read(bytes, |message| account(bytes, message))
}

/// A word in a message stands where words are looked for, or the message is held for a doubt.
fn check_planted(bytes: &[u8], word: Range<usize>) -> Result<(), String> {
    read(bytes, |message| {
        let is_held = message.defects.iter().any(|defect| defect.code.severity() == Severity::Doubt);
        // The code of a logical terminal stands in the middle of its BIC and is left out of it.
        let extent = |element| spans(element).into_iter().reduce(|first, last| first.start..last.end).unwrap_or_default();
        let screened = message.elements().iter().filter(|element| element.layer == 0 && !element.kind.is_wordless()).map(extent);
        let count = screened.map(|span| span.filter(|at| word.contains(at)).count()).sum::<usize>();
        if count == word.len() || is_held {
            Ok(())
        } else {
            Err(format!("{count} of {} letters at {} are screened", word.len(), word.start))
        }
    })
}

/// Our samples, and where they are at hand real-looking messages of public test suites.
static MESSAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut messages = files(&here.join("proto-samples/mt"));
    messages.extend(files(&here.join("proto-samples/broken")));
    assert!(messages.len() > 90, "samples are missing");
    let public = here.join("../shared/data/messages");
    if public.is_dir() {
        messages.extend(files(&public.join("mt")));
        messages.extend(files(&public.join("traps/mt")));
    } else {
        eprintln!("skipped: public messages are not at hand");
    }
    messages
});

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "fin" || extension == "txt"));
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// One thing that may happen to a message. Places are fractions of its length, in 1/65536.
#[derive(Clone, Debug)]
enum Change {
    Insert(u16, Vec<u8>),
    Delete(u16, u8),
    CutAt(u16),
    DuplicateLine(u16),
    DeleteLine(u16),
    SwapLines(u16, u16),
    Append(usize),
    LineEnds(&'static str),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |at: u16, length: usize| length * usize::from(at) / 65_536;
        match self {
            Change::Insert(at, text) => {
                let at = place(*at, bytes.len() + 1);
                bytes.splice(at..at, text.iter().copied());
            }
            Change::Delete(at, count) => {
                let at = place(*at, bytes.len() + 1);
                bytes.drain(at..(at + usize::from(*count)).min(bytes.len()));
            }
            Change::CutAt(at) => bytes.truncate(place(*at, bytes.len() + 1)),
            Change::Append(index) => bytes.extend_from_slice(&MESSAGES[index % MESSAGES.len()]),
            Change::DuplicateLine(_) | Change::DeleteLine(_) | Change::SwapLines(..) | Change::LineEnds(_) => {
                let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                let count = lines.len();
                match self {
                    _ if lines.is_empty() => {}
                    Change::DuplicateLine(at) => lines.insert(place(*at, count), lines[place(*at, count)].clone()),
                    Change::DeleteLine(at) => drop(lines.remove(place(*at, count))),
                    Change::SwapLines(one, other) => lines.swap(place(*one, count), place(*other, count)),
                    Change::LineEnds(end) => lines.iter_mut().for_each(|line| {
                        let text = line.trim_ascii_end().to_vec();
                        *line = [text.as_slice(), end.as_bytes()].concat();
                    }),
                    Change::Insert(..) | Change::Delete(..) | Change::CutAt(_) | Change::Append(_) => {}
                }
                *bytes = lines.concat();
            }
        }
    }
}

/// Text that has a meaning somewhere in the grammar.
const SNIPPETS: &[&str] = &[
    "{1:",
    "{1:F01",
    "{1:F21",
    "{2:",
    "{3:{108:",
    "{4:",
    "{4:\r\n",
    "{5:{",
    "{5:{CHK:",
    "{S:{",
    "{",
    "}",
    "}}",
    "-}",
    "\r\n-}",
    "\r\n-}{5:}",
    "\r\n-\r\n",
    ":",
    ":20:",
    "\r\n:59:",
    "\r\n:59:/1\r\nA",
    "\r\n:50F:CCPT/KP/1\r\n1/A\r\n3/KP/B\r\n8/C",
    "\r\n:21:",
    "\r\n:32B:USD1,",
    "\r\n:77T:",
    "\r\n:88Z:",
    "/",
    "//",
    "/C/",
    "/INS/",
    "/BENEFRES/KP//",
    "/NAME/",
    "/ORDP//NAME/",
    "\r\n:86:166?00A?32B?",
    "?20",
    ":DEAG//",
    "\r\n:95Q::DEAG//A",
    "@@",
    "\r\n//KPPY",
    "I940",
    "I540",
    "1/",
    "3/KP",
    "\r\n//",
    "$",
    "\u{feff}",
    "\0",
    "\u{1}",
    "\u{3}",
    "\u{b}",
    "\u{e9}",
    "\u{202e}",
    "{X:Y}",
    "{119:COV}",
    "I103",
    "O103",
    " ",
    "\t",
    "\r",
    "\n",
    "\r\n\r\n",
];

fn change() -> impl Strategy<Value = Change> {
    let snippet = prop_oneof![
        4 => prop::sample::select(SNIPPETS).prop_map(|text| text.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 1..4),
        1 => "[A-Z0-9 /:]{1,12}".prop_map(String::into_bytes),
    ];
    prop_oneof![
        6 => (any::<u16>(), snippet).prop_map(|(at, text)| Change::Insert(at, text)),
        3 => (any::<u16>(), 1..20_u8).prop_map(|(at, count)| Change::Delete(at, count)),
        1 => any::<u16>().prop_map(Change::CutAt),
        2 => any::<u16>().prop_map(Change::DuplicateLine),
        1 => any::<u16>().prop_map(Change::DeleteLine),
        1 => (any::<u16>(), any::<u16>()).prop_map(|(one, other)| Change::SwapLines(one, other)),
        1 => any::<usize>().prop_map(Change::Append),
        1 => prop::sample::select(&["\r\n", "\n", "\r"][..]).prop_map(Change::LineEnds),
    ]
}

fn changed() -> impl Strategy<Value = Vec<u8>> {
    (any::<usize>(), vec(change(), 1..6)).prop_map(|(index, changes)| {
        let mut bytes = MESSAGES[index % MESSAGES.len()].clone();
        changes.iter().for_each(|change| change.apply(&mut bytes));
        bytes
    })
}

#[test]
fn samples_are_accounted_for() {
    for bytes in MESSAGES.iter() {
        assert_eq!(check(bytes), Ok(()), "{}", String::from_utf8_lossy(bytes));
    }
}

/// Ordinary traffic is known in every field, and nothing in it is a doubt.
#[test]
fn clean_traffic_is_without_defects() {
    let mut count = 0;
    for payment in traffic::clean(7, 2000).filter(|payment| payment.format == "mt") {
        let found = read(&payment.bytes, |message| match message.defects.as_slice() {
            [] => account(&payment.bytes, message),
            defects => Err(format!("{defects:?}")),
        });
        assert_eq!(found, Ok(()), "{}: {}", payment.story, String::from_utf8_lossy(&payment.bytes));
        count += 1;
    }
    assert!(count > 500, "{count} messages");
}

/// The invariant of the screening itself is that such a message never passes; here, that the word is there to be found.
#[test]
fn a_word_planted_anywhere_is_screened() {
    const WORD: &[u8] = b"ZQXJKVW";
    for bytes in MESSAGES.iter().filter(|bytes| bytes.len() < 1200) {
        for at in 0..=bytes.len() {
            let behind_overwritten = bytes.get(at + WORD.len()..).unwrap_or_default();
            for behind in [&bytes[at..], behind_overwritten] {
                let planted = [&bytes[..at], WORD, behind].concat();
                assert_eq!(check_planted(&planted, at..at + WORD.len()), Ok(()), "{}", String::from_utf8_lossy(&planted));
            }
        }
    }
}

/// The checker is able to fail.
#[test]
fn a_lost_word_is_noticed() {
    let bytes = b"{1:X}{4:\r\n:20:A\r\n-}";
    assert_eq!(check(bytes), Ok(()));
    let frame = Frame::new(bytes.to_vec().into());
    let other = b"{1:X}{4:\r\nHIDDEN\r\n-}";
    assert!(account(other, &Message::read(&frame)).is_err());
    assert!(account(b"{1:X}{X:\r\n:20:A\r\n-}", &Message::read(&frame)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_messages_are_accounted_for(bytes in changed()) {
        prop_assert_eq!(check(&bytes), Ok(()), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_bytes_are_accounted_for(bytes in vec(any::<u8>(), 0..200)) {
        let headed = [b"{1:", bytes.as_slice()].concat();
        let bare = [b":20:", bytes.as_slice()].concat();
        prop_assert_eq!(check(&headed), Ok(()));
        prop_assert_eq!(check(&bare), Ok(()));
    }

    #[test]
    fn any_grammar_is_accounted_for(parts in vec(prop::sample::select(SNIPPETS), 0..30)) {
        let bytes = ["{1:", &parts.concat()].concat().into_bytes();
        prop_assert_eq!(check(&bytes), Ok(()), "{}", String::from_utf8_lossy(&bytes));
    }
}
