//! Every field in which a party, a place or words may stand: a listed name written there is found there, in a message that is otherwise in order.
//!
//! The table has a row for each thing that a field of a message type holds: `MT103`, `50F`, what it is called, and of which kind it is. Of each row a message is made that has
//! nothing but what its type cannot do without, the field, and in it what the row speaks of.

mod content;
mod headers;
mod role;

use crate::support::{POLICY, all_hits, decide, shared};
use content::{Content, Planted};
use interdict::decision::Screened;
use interdict::frame::Frame;
use interdict::message::{DefectCode, Element, Message, Part, Severity};
use interdict::verdict::Verdict;
use std::ops::Range;
use std::sync::LazyLock;

/// A row of the table.
struct Row<'t> {
    /// `103`, `202`.
    message_type: &'t str,
    /// What block 3 says of it.
    variant: &'t str,
    /// Letter of the sequence, where messages of the type have letters.
    sequence: &'t str,
    tag: &'t str,
    label: &'t str,
    kind: &'t str,
}

impl<'t> Row<'t> {
    /// Rows that are no field of a message type are tested elsewhere.
    fn read(line: &'t str) -> Option<Row<'t>> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [message, path, label, kind, _] = columns.as_slice() else { panic!("{line}") };
        let message = message.strip_prefix("MT").filter(|message| !message.starts_with('n'))?;
        let (message_type, variant) = message.split_once('-').unwrap_or((message, ""));
        let (sequence, tag) = path.split_once('/').unwrap_or(("-", path));
        let sequence = match (sequence, message_type) {
            // Transactions that repeat have no letter of their own, and subsequences have that of their sequence.
            ("L" | "-", _) => "",
            (sequence, _) => &sequence[..1],
        };
        Some(Row { message_type, variant, sequence, tag, label, kind })
    }

    fn name(&self) -> String {
        let Row { message_type, variant, sequence, tag, label, kind } = self;
        format!("{message_type}{variant} {sequence}/{tag} {kind} ({label})")
    }

    /// The message with `content` in the field, and where that content begins.
    fn message(&self, content: &str) -> (Vec<u8>, usize) {
        let Row { message_type, variant, .. } = self;
        let validation = if variant.is_empty() { String::new() } else { format!("{{3:{{119:{variant}}}}}") };
        let mut text = format!("{{1:F01COBADEFFAXXX1234567890}}{{2:I{message_type}CHASUS33XXXXN}}{validation}{{4:");
        let (before, behind) = self.others();
        before.iter().for_each(|field| text.push_str(&format!("\r\n:{field}")));
        text.push_str(&format!("\r\n:{}:", self.tag));
        let at = text.len();
        text.push_str(content);
        behind.iter().for_each(|field| text.push_str(&format!("\r\n:{field}")));
        text.push_str("\r\n-}");
        (text.into_bytes(), at)
    }

    /// What else stands in the message, before and behind the field.
    fn others(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let types = [self.message_type.to_owned(), self.full_type()];
        let is_type = |names: &str| names.split(' ').any(|name| types.iter().any(|own| own == name));
        let skeleton = SKELETONS.iter().rfind(|(names, _)| is_type(names)).map_or(&[("", "20:REF")][..], |(_, fields)| fields);
        let order = ORDERS.iter().rfind(|(names, sequence, _)| is_type(names) && *sequence == self.sequence);
        let order: Vec<&str> = order.map_or("20", |(_, _, order)| order).split(' ').collect();
        // Fields that the order does not name follow in the order of their numbers.
        let rank = |tag: &str| {
            let exact = order.iter().position(|own| *own == tag);
            let place = exact.or_else(|| order.iter().position(|own| *own == &tag[..2]));
            place.unwrap_or_else(|| order.len() + tag[..2].parse::<usize>().unwrap())
        };
        let own = rank(self.tag);
        let rank = |field: &str| rank(field.split_once(':').unwrap().0);
        let mine = || skeleton.iter().enumerate().filter(|(_, (sequence, _))| *sequence == self.sequence);
        match mine().find(|(_, (_, field))| rank(field) >= own) {
            Some((index, (_, field))) => split(skeleton, index, index + usize::from(rank(field) == own)),
            None => {
                let end = mine().next_back().map_or(skeleton.len(), |(index, _)| index + 1);
                split(skeleton, end, end)
            }
        }
    }

    fn full_type(&self) -> String {
        format!("{}{}", self.message_type, self.variant)
    }

    /// Where the line stands that begins at `at` of the content, in the words of a Decision.
    fn path(&self, content: &str, at: usize) -> String {
        let line = content[..at].matches("\r\n").count() + 1;
        let sequence = if self.sequence.is_empty() { String::new() } else { format!("{}/", self.sequence) };
        format!("{sequence}{}/{line}", self.tag)
    }
}

fn split(skeleton: &[(&str, &'static str)], end: usize, start: usize) -> (Vec<&'static str>, Vec<&'static str>) {
    let fields = |range: &[(&str, &'static str)]| range.iter().map(|(_, field)| *field).collect();
    (fields(&skeleton[..end]), fields(&skeleton[start..]))
}

/// What a message cannot do without: types, then sequence and field.
const SKELETONS: &[(&str, &[(&str, &str)])] = &[
    (
        "101",
        &[
            ("A", "20:REF"),
            ("A", "28D:1/1"),
            ("A", "30:261124"),
            ("B", "21:TX1"),
            ("B", "32B:USD1,"),
            ("B", "59:JANE SAMPLE"),
            ("B", "71A:SHA"),
        ],
    ),
    (
        "102",
        &[
            ("A", "20:REF"),
            ("A", "23:CREDIT"),
            ("B", "21:TX1"),
            ("B", "32B:USD1,"),
            ("B", "50K:JOHN SAMPLE"),
            ("B", "59:JANE SAMPLE"),
            ("C", "32A:261124USD1,"),
        ],
    ),
    (
        "103 103REMIT 103STP",
        &[
            ("", "20:REF"),
            ("", "23B:CRED"),
            ("", "32A:261124USD1,"),
            ("", "50K:JOHN SAMPLE"),
            ("", "59:JANE SAMPLE"),
            ("", "71A:SHA"),
        ],
    ),
    (
        "104 107",
        &[("A", "20:REF"), ("A", "30:261124"), ("B", "21:TX1"), ("B", "32B:USD1,"), ("B", "59:JANE SAMPLE"), ("C", "32B:USD1,")],
    ),
    ("110", &[("", "20:REF"), ("", "21:TX1"), ("", "30:261124"), ("", "32B:USD1,"), ("", "59:JANE SAMPLE")]),
    ("201", &[("", "19:1,"), ("", "30:261124"), ("", "20:REF"), ("", "32B:USD1,"), ("", "57A:CHASUS33")]),
    ("203", &[("", "19:1,"), ("", "30:261124"), ("", "20:REF"), ("", "21:REL"), ("", "32B:USD1,"), ("", "58A:CHASUS33")]),
    ("202 205", &[("", "20:REF"), ("", "21:REL"), ("", "32A:261124USD1,"), ("", "58A:CHASUS33")]),
    (
        "202COV 205COV",
        &[
            ("A", "20:REF"),
            ("A", "21:REL"),
            ("A", "32A:261124USD1,"),
            ("A", "58A:CHASUS33"),
            ("B", "50K:JOHN SAMPLE"),
            ("B", "59:JANE SAMPLE"),
        ],
    ),
    ("204", &[("A", "20:REF"), ("A", "19:1,"), ("A", "30:261124"), ("B", "20:TX1"), ("B", "32B:USD1,"), ("B", "53A:CHASUS33")]),
    ("210", &[("", "20:REF"), ("", "30:261124"), ("", "21:TX1"), ("", "32B:USD1,"), ("", "52A:CHASUS33")]),
    (
        "300",
        &[
            ("A", "15A:"),
            ("A", "20:REF"),
            ("B", "15B:"),
            ("B", "30T:20261124"),
            ("C", "15C:"),
            ("D", "15D:"),
            ("E", "15E:"),
            ("F", "15F:"),
        ],
    ),
    ("304", &[("A", "15A:"), ("A", "20:REF"), ("B", "15B:"), ("B", "30T:20261124"), ("C", "15C:"), ("D", "15D:"), ("E", "15E:")]),
    ("305", &[("A", "15A:"), ("A", "20:REF"), ("B", "15B:")]),
    (
        "320",
        &[
            ("A", "15A:"),
            ("A", "20:REF"),
            ("B", "15B:"),
            ("C", "15C:"),
            ("D", "15D:"),
            ("E", "15E:"),
            ("F", "15F:"),
            ("G", "15G:"),
            ("H", "15H:"),
            ("I", "15I:"),
        ],
    ),
    ("416", &[("A", "20:REF"), ("A", "21:REL"), ("B", "21A:TX1"), ("B", "32B:USD1,")]),
    ("430", &[("A", "20:REF"), ("A", "21:REL"), ("A", "32A:261124USD1,"), ("B", "74:X")]),
    (
        "760",
        &[("A", "15A:"), ("A", "27:1/1"), ("A", "22A:ISSU"), ("B", "15B:"), ("B", "20:REF"), ("B", "30:261124"), ("C", "15C:")],
    ),
    (
        "767",
        &[
            ("A", "15A:"),
            ("A", "27:1/1"),
            ("A", "21:REL"),
            ("A", "22A:ISSU"),
            ("B", "15B:"),
            ("B", "20:REF"),
            ("B", "30:261124"),
            ("C", "15C:"),
        ],
    ),
];

/// Orders that are not those of the numbers: types, sequence, tags.
const ORDERS: &[(&str, &str, &str)] = &[
    ("300 304 305 320", "A", "15A 20"),
    ("101", "A", "20 21R 28D 50 52 51A 30 25"),
    ("101", "B", "21 21F 23E 32B 50 52 56 57 59 70 77B 33B 71A 25A 36"),
    ("102", "A", "20 23 51A 50 52 26T 77B 71A 36"),
    ("102", "B", "21 32B 50 52 57 59 70 26T 77B 33B 71A 71F 71G 36"),
    ("102", "C", "32A 19 71G 13C 53 54 72"),
    ("104 107", "A", "20 21R 23E 21E 30 51A 50 52 26T 77B 71A 72"),
    ("104 107", "B", "21 23E 21C 21D 21E 32B 50 52 57 59 70 26T 77B 33B 71A 71F 71G 36"),
    ("104 107", "C", "32B 19 71F 71G 53"),
    ("105 701 708 711 721", "", "27 20"),
    ("110", "", "20 53 54 72 21 30 32 50 52 59"),
    ("201 203", "", "19 30 20 21"),
    ("204", "A", "20 19 30 57 58 72"),
    ("202 205", "", "20 21 13C"),
    ("202COV 205COV", "A", "20 21 13C"),
    ("210", "", "20 25 30 21"),
    ("202COV 205COV", "B", "50 52 56 57 59 70 72 33B"),
    ("416", "B", "21A 23E 21C 32"),
    ("700 705 707 710 720 740 759 761 775", "", "27 40A 40B 40F 20"),
    ("760 767", "B", "15B 20"),
];

/// What is wrong in the message above the weight of a note.
fn doubts(screened: &Screened) -> Vec<DefectCode> {
    let codes = screened.frame.defects.iter().map(|defect| defect.code);
    codes.filter(|code| code.severity() == Severity::Doubt).collect()
}

fn covers(part: &Part, range: &Range<u32>) -> bool {
    let (start, end) = (part.spans.first().map(|span| span.start), part.spans.last().map(|span| span.end));
    start == Some(range.start) && end == Some(range.end)
}

/// The field in a request for cancellation, query, answer or proprietary message of its category, which carries copies of fields of the message that it is about.
fn copied(row: &Row<'_>, common_group: &str, content: &str) -> (String, usize) {
    let Row { message_type, tag, .. } = row;
    let category = &message_type[..1];
    let about = if common_group == "91" {
        "20:REF\r\n:21:X".to_owned()
    } else {
        format!("20:REF\r\n:21:X\r\n:11S:{message_type}\r\n261124")
    };
    let head = format!("{{1:F01COBADEFFAXXX1234567890}}{{2:I{category}{common_group}CHASUS33XXXXN}}{{4:\r\n:{about}\r\n:{tag}:");
    let at = head.len();
    (format!("{head}{content}\r\n-}}"), at)
}

/// A copy of the row's field is found there as well, and as a whole.
fn check_copied(row: &Row<'_>, common_group: &str) -> Result<(), String> {
    let Content::Words { before, planted, behind } = content::of(row.tag, row.kind, row.message_type) else { return Ok(()) };
    let (text, at) = copied(row, common_group, &[before, planted.text, behind].concat());
    let screened = decide(text.clone().into_bytes());
    let start = u32::try_from(at + before.len()).unwrap();
    let range = start..start + u32::try_from(planted.text.len()).unwrap();
    let is_found = all_hits(&screened).flat_map(|hit| &hit.parts).any(|part| covers(part, &range));
    let is_stopped = screened.frame.verdict >= Verdict::Hold;
    if is_found && is_stopped { Ok(()) } else { Err(format!("{:?}:\n{text}", screened.frame.verdict)) }
}

/// The words of the row in its field are found: where they stand, byte for byte, as words about whom the row says.
fn check_planted(row: &Row<'_>, content: &str, at: usize, planted: &Planted) -> Result<(), String> {
    let content = [&content[..at], planted.text, &content[at..]].concat();
    let (bytes, start) = row.message(&content);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let screened = decide(bytes);
    let range = u32::try_from(start + at).unwrap()..u32::try_from(start + at + planted.text.len()).unwrap();
    let path = row.path(&content, at);
    if screened.frame.verdict < Verdict::Hold {
        return Err(format!("passed:\n{text}"));
    }
    if !doubts(&screened).is_empty() {
        return Err(format!("{:?}:\n{text}", doubts(&screened)));
    }
    let parts: Vec<&Part> = all_hits(&screened).flat_map(|hit| &hit.parts).collect();
    let Some(part) = parts.iter().find(|part| covers(part, &range)) else {
        let found: Vec<_> = parts.iter().map(|part| (&part.path, &part.text)).collect();
        return Err(format!("not found as a whole, but {found:?}:\n{text}"));
    };
    if part.path != path {
        return Err(format!("found in {}, not {path}:\n{text}", part.path));
    }
    if !role::is_of(part.role, row.label, row.tag, row.message_type) {
        return Err(format!("found as {}:\n{text}", part.role.as_str()));
    }
    Ok(())
}

/// A field of fixed form is read as what it is; words in it stop the message.
fn check_fixed(row: &Row<'_>, content: &str) -> Result<(), String> {
    let (bytes, at) = row.message(content);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let screened = decide(bytes.clone());
    if screened.frame.verdict >= Verdict::Hold || !doubts(&screened).is_empty() {
        return Err(format!("{:?} {:?}:\n{text}", screened.frame.verdict, doubts(&screened)));
    }
    let frame = Frame::new(bytes.into());
    let message = Message::read(&frame);
    let at = u32::try_from(at).unwrap();
    let begins = |element: &&Element<'_>| element.text.all_spans().first().is_some_and(|span| span.start >= at);
    let found = message.elements().iter().find(begins).map(|element| message.path(element.path));
    if found.is_none_or(|path| path != row.path(content, 0)) {
        return Err(format!("not at its place:\n{text}"));
    }
    let (bytes, _) = row.message(content::NAME);
    if decide(bytes.clone()).frame.verdict < Verdict::Hold {
        return Err(format!("words passed:\n{}", String::from_utf8(bytes).unwrap()));
    }
    Ok(())
}

#[test]
fn what_a_field_may_hold_is_found_in_it() {
    let Some(path) = shared("data/screenable-mt.tsv") else { return };
    LazyLock::force(&POLICY);
    let table = std::fs::read_to_string(path).unwrap();
    let rows: Vec<Row<'_>> = table.lines().skip(1).filter_map(Row::read).collect();
    assert!(rows.len() > 3500, "only {} rows", rows.len());
    let check = |row: &Row<'_>| match content::of(row.tag, row.kind, row.message_type) {
        Content::Words { before, planted, behind } => check_planted(row, &[before, behind].concat(), before.len(), planted),
        Content::Fixed(content) => check_fixed(row, content),
    };
    let missed = missed(&rows, check);
    assert!(missed.is_empty(), "{} of {} rows:\n{}", missed.len(), rows.len(), missed.join("\n"));
}

#[test]
fn copies_of_fields_in_messages_about_messages_are_found() {
    let Some(path) = shared("data/screenable-mt.tsv") else { return };
    LazyLock::force(&POLICY);
    let table = std::fs::read_to_string(path).unwrap();
    let rows: Vec<Row<'_>> = table.lines().skip(1).filter_map(Row::read).collect();
    for common_group in ["92", "95", "96", "91"] {
        // A request for charges does not say of which type the fields are: there two letters are a country only where their tag alone says so.
        let is_told = |row: &Row<'_>| common_group != "91" || row.kind != "country";
        let missed = missed(&rows, |row| if is_told(row) { check_copied(row, common_group) } else { Ok(()) });
        assert!(missed.is_empty(), "n{common_group}: {} of {} rows:\n{}", missed.len(), rows.len(), missed.join("\n"));
    }
}

/// What `check` says is wrong, of all rows.
fn missed(rows: &[Row<'_>], check: impl Fn(&Row<'_>) -> Result<(), String> + Sync) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let check = |row: &Row<'_>| check(row).err().map(|why| format!("{}: {why}", row.name()));
    std::thread::scope(|scope| {
        let parts = rows.chunks(rows.len().div_ceil(threads));
        let workers: Vec<_> = parts.map(|part| scope.spawn(move || part.iter().filter_map(check).collect::<Vec<_>>())).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}
