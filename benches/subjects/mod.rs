//! What is measured beside what: readers of one message each, and the messages that they read.

use crate::traffic::clean;
use interdict::frame::Frame;
use interdict::message::Message;
use quick_xml::events::Event;
use std::ops::RangeInclusive;

/// A reader and its messages.
pub struct Subject {
    /// `format/reader`; a floor is the least that any reader of these messages must do.
    pub name: &'static str,
    /// What it reads.
    pub messages: fn() -> Vec<Frame>,
    /// Reads one message, and answers something that depends on all of it.
    pub work: fn(&Frame) -> usize,
}

/// All of them; those of the same messages stand together, the floor first.
pub const SUBJECTS: &[Subject] = &[
    Subject { name: "mt103/floor, tags by memchr", messages: mt103, work: tags },
    Subject { name: "mt103/interdict", messages: mt103, work: read },
    Subject { name: "pacs.008/floor, events of quick-xml", messages: pacs008, work: events },
    Subject { name: "pacs.008/peer, tree of roxmltree", messages: pacs008, work: tree },
    Subject { name: "pacs.008/interdict", messages: pacs008, work: read },
];

/// MT103 of 600 to 900 bytes.
pub fn mt103() -> Vec<Frame> {
    frames("MT103", 600..=900)
}

/// pacs.008 of 3 to 6 kB.
pub fn pacs008() -> Vec<Frame> {
    frames("pacs.008", 3000..=6000)
}

fn frames(message: &str, bytes: RangeInclusive<usize>) -> Vec<Frame> {
    clean(1, usize::MAX)
        .filter(|payment| payment.story.starts_with(message) && bytes.contains(&payment.bytes.len()))
        .take(MESSAGES)
        .map(|payment| Frame::new(payment.bytes.into()))
        .collect()
}

fn read(frame: &Frame) -> usize {
    Message::read(frame).elements().len()
}

/// How many lines begin with a tag, and where the last one's text begins.
fn tags(frame: &Frame) -> usize {
    let bytes = frame.bytes();
    let (mut count, mut last) = (0, 0);
    for at in memchr::memchr_iter(b'\n', bytes) {
        let line = bytes.get(at + 1..at + 7).unwrap_or_default();
        if let Some(colon) = line.strip_prefix(b":").and_then(|tag| tag.iter().position(|byte| *byte == b':')) {
            count += 1;
            last = at + colon + 3;
        }
    }
    count + last
}

fn events(frame: &Frame) -> usize {
    let mut reader = quick_xml::Reader::from_str(str::from_utf8(frame.bytes()).unwrap());
    let mut count = 0;
    while !matches!(reader.read_event().unwrap(), Event::Eof) {
        count += 1;
    }
    count
}

fn tree(frame: &Frame) -> usize {
    roxmltree::Document::parse(str::from_utf8(frame.bytes()).unwrap()).unwrap().descendants().count()
}

/// Distinct messages of each kind: neither the branch predictor nor a cache should learn one by heart.
const MESSAGES: usize = 100;
