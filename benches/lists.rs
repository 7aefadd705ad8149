//! Loading lists as large as all official ones together: how long it takes on one thread and on two, what it keeps, what a lookup costs, and what a clean message costs with thirty times
//! the names. Lists are synthetic, from a seed. Best of several runs, each beside a floor: work that cannot be left out.

#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    dead_code,
    reason = "a bench stops where its own assumptions fail, and uses a part of what it includes"
)]

#[path = "../tests/traffic/mod.rs"]
mod traffic;

mod synthetic;

use interdict::engine::self_test::{chosen, self_test};
use interdict::engine::{Arrival, Policy, screen};
use interdict::frame::Frame;
use interdict::index::Snapshot;
use interdict::index::overlaid::Overlaid;
use interdict::list::overlay::{Addition, OVERLAY_ENTRIES_MAX, Overlay};
use interdict::list::{List, ListKind, builtin, join};
use interdict::rule::Rules;
use interdict::text::Words;
use interdict::verdict::Verdict;
use std::collections::HashMap;
use std::env;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};
use synthetic::lists;
use traffic::clean;

fn main() {
    let is_smoke_test = env::args().any(|argument| argument == "--test");
    let repeats = if is_smoke_test { 1 } else { 5 };
    let lists = lists(SEED);
    let names: Vec<&str> = designations(&lists).flat_map(|own| &own.names).map(|name| name.text.as_str()).collect();
    let entries = designations(&lists).count();
    println!("{entries} entries, {} names", names.len());

    let before = resident_kilobytes();
    let snapshot = Snapshot::build(lists.clone());
    let text: usize = names.iter().map(|name| name.len()).sum();
    // First of all: later the index would stand where earlier ones stood.
    println!(
        "\nresident: {} MB before, with the lists as read; {} MB more with the index of {} parties; {} MB at most; the names alone are {} MB of text",
        before / 1000,
        resident_kilobytes().saturating_sub(before) / 1000,
        snapshot.listed().len(),
        peak_kilobytes() / 1000,
        text / 1_000_000,
    );

    println!("\nload");
    let floor = best(repeats, || names.iter().map(|name| Words::of(name).tokens().len()).sum::<usize>());
    show("floor: every name folded once, one thread", floor, floor);
    let copies = best(repeats, || lists.clone());
    show("a copy of the lists, which each of the following makes", copies, floor);
    show("entries joined to parties", best(repeats, || join::join(lists.clone())), floor);
    for threads in [1, 2, 4] {
        show(
            &format!("joined and indexed, {threads} threads"),
            best(repeats, || Snapshot::build_on(lists.clone(), threads)),
            floor,
        );
    }

    println!("\nan overlay over them");
    let policy = Policy { snapshot: snapshot.into(), overlaid: Overlaid::default(), rules: Rules::builtin() };
    let overlay = overlay();
    let floor = best(repeats, || overlay.clone());
    show(&format!("floor: a copy of {} changes", overlay.count()), floor, floor);
    show("laid over the lists", best(repeats, || policy.with_overlay(overlay.clone())), floor);

    println!("\nself-test, one thread");
    let arrival = Arrival { rail: "cbpr+".to_owned(), as_of: jiff::civil::date(2026, 11, 24) };
    let chosen = chosen(&policy.snapshot, 0);
    let chosen: Vec<_> = chosen.iter().take(if is_smoke_test { 10 } else { usize::MAX }).map(|own| &**own).collect();
    let tried = self_test(&policy, &arrival, chosen.iter().copied()).tried;
    let words = best(repeats, || (0..tried).map(|at| Frame::new(at.to_string().into_bytes().into()).sha256()[0]).max());
    show(&format!("floor: {tried} frames made and hashed"), words, words);
    show(
        &format!("{} designations of the DPRK", chosen.len()),
        best(1, || self_test(&policy, &arrival, chosen.iter().copied())),
        words,
    );

    let snapshot = &policy.snapshot;
    println!("\nlookup of an identifier, half of them listed");
    let numbers: Vec<String> =
        designations(&lists).flat_map(|own| &own.identifiers).map(|one| one.value.to_lowercase()).collect();
    let asked: Vec<String> = numbers.iter().flat_map(|number| [number.clone(), format!("{number}0")]).collect();
    let map: HashMap<&str, usize> = numbers.iter().map(String::as_str).zip(0..).collect();
    let floor = best(repeats, || asked.iter().filter(|number| map.contains_key(number.as_str())).count());
    show_each("floor: the hash map of the standard library", floor, floor, asked.len());
    let index = snapshot.identifiers();
    show_each(
        "index",
        best(repeats, || asked.iter().filter(|number| !index.value(number).is_empty()).count()),
        floor,
        asked.len(),
    );

    println!("\na clean MT103, screened");
    let frames: Vec<Frame> = clean(1, usize::MAX)
        .filter(|payment| payment.story.starts_with("MT103"))
        .take(if is_smoke_test { 20 } else { 1000 })
        .map(|payment| Frame::new(payment.bytes.into()))
        .collect();
    let policies = [
        ("floor: the built-in lists", Vec::new()),
        ("and a quarter of the synthetic entries", lists.iter().map(quarter).collect()),
        ("and all of them", lists.clone()),
    ];
    let mut floor = Duration::ZERO;
    for (name, more) in policies {
        let lists: Vec<List> = [builtin::official(), builtin::watch()].into_iter().chain(more).collect();
        let policy = Policy::new(lists, Rules::builtin());
        let verdicts = |frame: &Frame| screen(frame, &policy, &arrival, &mut ()).frame.verdict;
        let took = best(repeats, || frames.iter().map(verdicts).max());
        floor = if floor.is_zero() { took } else { floor };
        show_each(name, took, floor, frames.len());
        println!("    {} of {} are stopped", frames.iter().filter(|frame| verdicts(frame) > Verdict::Flag).count(), frames.len());
    }
}

/// As many changes as there may be.
fn overlay() -> Overlay {
    let list = synthetic::list("un", 50_000, OVERLAY_ENTRIES_MAX, SEED);
    let from = jiff::civil::date(2026, 11, 1);
    let addition = |designation| Addition {
        designation,
        kind: ListKind::Official,
        reason: "press release".to_owned(),
        by: "ann".to_owned(),
        from,
    };
    Overlay::new(list.designations.into_iter().map(addition).collect(), Vec::new()).unwrap()
}

fn designations(lists: &[List]) -> impl Iterator<Item = &interdict::list::Designation> {
    lists.iter().flat_map(|list| &list.designations)
}

fn quarter(list: &List) -> List {
    List { version: list.version.clone(), designations: list.designations.iter().step_by(4).cloned().collect() }
}

/// The shortest of several runs: what disturbs a run only makes it longer.
fn best<T>(repeats: usize, mut work: impl FnMut() -> T) -> Duration {
    let mut run = || {
        let start = Instant::now();
        let done = black_box(work());
        let took = start.elapsed();
        drop(done);
        took
    };
    (0..repeats).map(|_| run()).min().unwrap()
}

fn show(what: &str, took: Duration, floor: Duration) {
    println!(
        "{what:60} {:>9.1} ms {:>6.2} times the floor",
        took.as_secs_f64() * 1000.0,
        took.as_secs_f64() / floor.as_secs_f64()
    );
}

fn show_each(what: &str, took: Duration, floor: Duration, count: usize) {
    let each = took.as_secs_f64() * 1e9 / count as f64;
    println!("{what:60} {each:>9.0} ns {:>6.2} times the floor", took.as_secs_f64() / floor.as_secs_f64());
}

/// Resident now. 0 where the system does not say.
fn resident_kilobytes() -> usize {
    kilobytes("VmRSS:")
}

/// The most that was ever resident.
fn peak_kilobytes() -> usize {
    kilobytes("VmHWM:")
}

fn kilobytes(of: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(of));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}

const SEED: u64 = 11;
