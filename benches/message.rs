//! What one message costs: reading it, and screening it with the built-in lists. Every iteration takes the next of a thousand distinct messages, so that neither the
//! branch predictor nor a cache learns one by heart. The floor beside it is the SHA-256 of the same bytes, which every frame pays anyway.

#![allow(clippy::unwrap_used, reason = "a cycle of messages never ends")]

#[path = "../tests/traffic/mod.rs"]
mod traffic;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use interdict::engine::{Arrival, Policy, screen};
use interdict::frame::Frame;
use interdict::list::builtin;
use interdict::message::Message;
use interdict::rule::Rules;
use sha2::{Digest as _, Sha256};
use std::hint::black_box;
use traffic::{Field, Payment, clean, with_text};

/// Distinct messages a bench goes through.
const MESSAGES: usize = 1000;

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (name, frames) in [("mt103", clean_of("MT103")), ("pacs.008", clean_of("pacs.008"))] {
        let mut next = frames.iter().cycle();
        group.bench_function(name, |bench| bench.iter(|| black_box(Message::read(next.next().unwrap()).elements().len())));
        let mut next = frames.iter().cycle();
        group.bench_function(format!("{name}, SHA-256 of the bytes"), |bench| {
            bench.iter(|| black_box(Sha256::digest(next.next().unwrap().in_memory().unwrap())));
        });
    }
    group.finish();
}

fn screening(criterion: &mut Criterion) {
    let policy = Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin());
    let arrival = Arrival { rail: "cbpr+".to_owned(), as_of: jiff::civil::date(2026, 11, 24) };
    let mut group = criterion.benchmark_group("screen");
    let sets = [
        ("mt103, clean", clean_of("MT103")),
        ("pacs.008, clean", clean_of("pacs.008")),
        ("mixed, clean", frames(clean(1, MESSAGES))),
        ("mt103, hitting", hitting(Field::Creditor59)),
        ("pacs.008, hitting", hitting(Field::MxCdtrNm)),
    ];
    for (name, frames) in sets {
        let mut next = frames.iter().cycle();
        group.bench_function(name, |bench| {
            bench.iter(|| black_box(screen(next.next().unwrap(), &policy, &arrival, &mut ()).frame.verdict));
        });
    }
    group.finish();
}

/// From bytes to the line of JSON that is recorded and answered.
fn end_to_end(criterion: &mut Criterion) {
    let policy = Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin());
    let arrival = Arrival { rail: "cbpr+".to_owned(), as_of: jiff::civil::date(2026, 11, 24) };
    let bytes: Vec<_> = clean(1, MESSAGES).map(|payment| bytes::Bytes::from(payment.bytes)).collect();
    let mut next = bytes.iter().cycle();
    criterion.bench_function("bytes to decision in JSON, mixed, clean", |bench| {
        bench.iter_batched(
            || next.next().unwrap().clone(),
            |bytes| {
                let screened = screen(&Frame::new(bytes), &policy, &arrival, &mut ());
                black_box(interdict::journal::decision_json(&screened.frame).len())
            },
            BatchSize::SmallInput,
        );
    });
}

fn building(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("built-in lists and rules", |bench| {
        bench.iter(|| Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin()));
    });
    group.finish();
}

fn clean_of(message: &str) -> Vec<Frame> {
    frames(clean(1, usize::MAX).filter(|payment| payment.story.starts_with(message)).take(MESSAGES))
}

fn hitting(field: Field) -> Vec<Frame> {
    let designations = builtin::official().designations.into_iter();
    let names = designations.filter_map(|designation| designation.names.into_iter().next().map(|name| name.text));
    frames((0_u64..).zip(names).take(MESSAGES).map(|(seed, name)| with_text(seed, field, &name)))
}

fn frames(payments: impl Iterator<Item = Payment>) -> Vec<Frame> {
    payments.map(|payment| Frame::new(payment.bytes.into())).collect()
}

criterion_group!(benches, reading, screening, end_to_end, building);
criterion_main!(benches);
