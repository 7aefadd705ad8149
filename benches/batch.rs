//! What a batch costs: a pain.001 read through windows, beside the bare events of quick-xml over the same bytes, and how much memory a long one takes.
//!
//!     cargo bench --bench batch
//!     cargo bench --bench batch -- memory

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what a bench made itself is there")]

#[path = "../tests/traffic/mod.rs"]
mod traffic;

use criterion::{Criterion, Throughput, criterion_group};
use interdict::frame::Frame;
use interdict::message::{WINDOW_BYTES, each};
use quick_xml::events::Event;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use traffic::pain001;

/// About 8 MB: several windows.
const TRANSACTIONS: u64 = 12_000;

/// About 100 MB.
const LONG_TRANSACTIONS: u64 = 147_000;

fn reading(criterion: &mut Criterion) {
    let text: String = pain001(TRANSACTIONS).collect();
    let frame = Frame::new(text.clone().into());
    let mut group = criterion.benchmark_group("pain.001");
    group.sample_size(20).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("bare events", |bench| bench.iter(|| black_box(events(&text))));
    group.bench_function("transactions, through windows", |bench| bench.iter(|| black_box(transactions(&frame, WINDOW_BYTES))));
    group.finish();
}

fn events(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut count = 0;
    while !matches!(reader.read_event().unwrap(), Event::Eof) {
        count += 1;
    }
    count
}

fn transactions(frame: &Frame, window_bytes: usize) -> usize {
    let mut count = 0;
    let flow = each(frame, window_bytes, &mut |_, message| {
        count += message.transactions().len();
        ControlFlow::Continue(())
    });
    assert!(flow.unwrap().is_continue());
    count
}

/// Screens a batch of 100 MB and an empty one with the program itself, and prints the most memory that each took.
fn memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut empty = 0;
    for count in [0, LONG_TRANSACTIONS] {
        let path = folder.path().join(format!("{count}.xml"));
        let mut file = BufWriter::new(File::create(&path).unwrap());
        pain001(count).for_each(|piece| file.write_all(piece.as_bytes()).unwrap());
        file.into_inner().unwrap().sync_all().unwrap();
        let bytes = fs::metadata(&path).unwrap().len();
        let (peak, lines, taken) = peak_kib(&path);
        empty = if count == 0 { peak } else { empty };
        println!(
            "{count} transactions, {bytes} bytes: {lines} Decisions in {:.1} s, VmHWM {peak} KiB, {} KiB more than the empty batch",
            taken.as_secs_f64(),
            peak - empty
        );
    }
}

/// The most memory that the program took for a file, how many lines it wrote, and how long it ran.
fn peak_kib(path: &Path) -> (u64, usize, Duration) {
    let output = path.with_extension("json");
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_interdict"))
        .args(["screen", "--format", "json"])
        .arg(path)
        .stdout(Stdio::from(File::create(&output).unwrap()))
        .spawn()
        .unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak).max(peak);
        std::thread::sleep(Duration::from_millis(1));
    }
    let taken = started.elapsed();
    let lines = memchr::memchr_iter(b'\n', &fs::read(&output).unwrap()).count();
    (peak, lines, taken)
}

criterion_group!(benches, reading);

fn main() {
    if std::env::args().any(|argument| argument == "memory") {
        memory();
        return;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
