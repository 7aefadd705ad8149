//! Texts that are written to make a search work: it takes time in proportion to them, and what it does not look at holds the message.

mod texts;

use crate::support::{POLICY, decide};
use crate::traffic::{Field, with_text};
use interdict::detect::{self, Evidence};
use interdict::frame::Frame;
use interdict::message::{DefectCode, Message};
use interdict::verdict::Verdict;
use std::{fs, thread};

/// A message with this text in it.
type Door = fn(&str) -> Vec<u8>;

/// Four times the text takes about four times the work, in every family and at every door. What is measured is the time that the thread was on a processor, so that other tests do
/// not count; a measurement that something came into is made again.
#[test]
fn work_grows_with_the_text() {
    if processor_time().is_none() {
        println!("skipped: the system does not say how long a thread ran");
        return;
    }
    let doors: [(&str, Door); 3] = [("one name", texts::named), ("elements", texts::in_elements), ("parties", texts::in_parties)];
    let (short, long) = (texts::texts(TEXT_BYTES), texts::texts(4 * TEXT_BYTES));
    for ((family, short), (_, long)) in short.iter().zip(&long) {
        for (door, message) in doors {
            let growth = (0..MEASUREMENTS).map(|_| work(message(long)) / work(message(short)).max(WORK_MIN));
            let growths: Vec<f64> = growth.take_while(|growth| *growth >= GROWTH_MAX).collect();
            assert!(growths.len() < MEASUREMENTS, "{family}, {door}: four times the text takes {growths:.1?} times the work");
        }
    }
}

/// Seconds that finding everything in a message takes its thread.
fn work(message: Vec<u8>) -> f64 {
    let frame = Frame::new(message.into());
    let message = Message::read(&frame);
    let begin = processor_time().unwrap_or_default();
    let found = detect::hits(message.whole(), &POLICY.snapshot, &mut Vec::new());
    let end = processor_time().unwrap_or_default();
    drop(found);
    end - begin
}

/// Seconds that this thread ran on a processor. The system brings the number up to date when the thread yields.
fn processor_time() -> Option<f64> {
    thread::yield_now();
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    times.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

/// Of equal names in one place of a message some are kept.
#[test]
fn equal_names_are_kept_up_to_a_limit() {
    let names = |count: usize| {
        let screened = decide(with_text(3, Field::Narrative79, &"KOREA DAESONG BANK\n".repeat(count)).bytes);
        assert!(screened.frame.verdict >= Verdict::Hold);
        screened.frame.hits.iter().filter(|hit| hit.evidence == Evidence::Name).count()
    };
    let one = names(1);
    assert!(one > 0);
    assert_eq!([names(EQUAL_FACTS_MAX), names(EQUAL_FACTS_MAX + 1)], [EQUAL_FACTS_MAX * one; 2]);
}

/// A search that runs out of comparisons is a doubt, also where nothing was found before.
#[test]
fn a_search_cut_short_holds() {
    let screened = decide(texts::named(&"KIM YO NG CHOL X ".repeat(4000)));
    assert!(screened.frame.verdict >= Verdict::Hold);
    assert!(screened.frame.defects.iter().any(|defect| defect.code == DefectCode::SearchCutShort));
}

/// Long enough that work which grows with the square shows, short enough for every day.
const TEXT_BYTES: usize = 64_000;

/// Work in proportion is 4, and the caches of a processor make it up to 5; work that grows with the square is 16.
const GROWTH_MAX: f64 = 6.0;

/// A shorter time is not told from none.
const WORK_MIN: f64 = 200e-6;

const MEASUREMENTS: usize = 5;

/// What the detectors keep of equal facts.
const EQUAL_FACTS_MAX: usize = 16;
