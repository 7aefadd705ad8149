//! What reading costs beside the least that any reader must do: for MT a bare walk over the tags with memchr, for ISO 20022 the events of quick-xml over the same bytes, and the
//! document tree of roxmltree as a peer. Times are for one message of a hundred distinct ones.

#![allow(clippy::unwrap_used, unreachable_pub, reason = "a cycle of messages never ends")]

#[path = "../tests/traffic/mod.rs"]
mod traffic;

mod subjects;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use subjects::SUBJECTS;

fn reading(criterion: &mut Criterion) {
    for subject in SUBJECTS {
        let messages = (subject.messages)();
        let mut next = messages.iter().cycle();
        criterion.bench_function(subject.name, |bench| bench.iter(|| black_box((subject.work)(next.next().unwrap()))));
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
