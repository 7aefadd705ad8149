//! An MT103 read by interdict, and by the published crate `swift-mt-message`, on the messages that both read; beside a bare walk over the tags.

#![allow(unreachable_pub, dead_code, reason = "the traffic and the subjects are shared with other benches")]

#[path = "../../tests/traffic/mod.rs"]
mod traffic;

#[path = "../subjects/mod.rs"]
mod subjects;

use criterion::{Criterion, criterion_group, criterion_main};
use interdict::frame::Frame;
use std::hint::black_box;
use subjects::SUBJECTS;
use swift_mt_message::messages::MT103;
use swift_mt_message::parser::SwiftParser;

fn reads(frame: &Frame) -> bool {
    let text = str::from_utf8(frame.in_memory().unwrap()).unwrap();
    SwiftParser::parse::<MT103>(text).is_ok()
}

fn readers(criterion: &mut Criterion) {
    let all = subjects::mt103();
    let messages: Vec<Frame> = all.iter().filter(|frame| reads(frame)).cloned().collect();
    println!("{} of {} messages are read by both", messages.len(), all.len());
    for subject in SUBJECTS.iter().filter(|subject| subject.name.starts_with("mt103")) {
        let mut next = messages.iter().cycle();
        criterion.bench_function(subject.name, |bench| bench.iter(|| black_box((subject.work)(next.next().unwrap()))));
    }
    let mut next = messages.iter().cycle();
    criterion.bench_function("mt103/peer, swift-mt-message", |bench| bench.iter(|| black_box(reads(next.next().unwrap()))));
}

criterion_group!(benches, readers);
criterion_main!(benches);
