//! A listed name, written anywhere, never passes.

use crate::support::{files, messages, package, verdict};
use interdict::verdict::Verdict;

/// Names of different kinds of trouble: a body, a person, a body in one word.
const NAMES: [&str; 3] = ["KANGBONG TRADING CORPORATION", "Kim Yong Chol", "TANCHON COMMERCIAL BANK"];

/// Places where a name may stand and pass, each with its reason. A sample and the text right before the place.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// Between any two bytes of any sample, set off by blanks so that it stays a name: the message is stopped. In `cargo test` every n-th place is tried, with
/// `INTERDICT_PLACES=all` each of them.
#[test]
fn a_listed_name_is_stopped_at_any_place() {
    let all = std::env::var("INTERDICT_PLACES").is_ok_and(|places| places == "all");
    let mut passed = Vec::new();
    let mut tried = 0_usize;
    for path in files(&package("proto-samples")) {
        if path.extension().is_some_and(|extension| extension == "expect" || extension == "md") {
            continue;
        }
        for message in messages(&std::fs::read(&path).unwrap()) {
            // A prime step, and a start that differs from sample to sample, so that all columns of a line are met.
            let step = if all { 1 } else { 61 };
            for (number, at) in (tried % step..=message.len()).step_by(step).enumerate() {
                tried += 1;
                let name = NAMES[number % NAMES.len()];
                let bytes = with_name(&message, at, name);
                let passes = verdict(bytes) < Verdict::Hold;
                let before = String::from_utf8_lossy(&message[at.saturating_sub(24)..at]).into_owned();
                let sample = path.file_name().unwrap().to_string_lossy().into_owned();
                if passes && !EXCEPTIONS.iter().any(|(excepted, text)| *excepted == sample && before.ends_with(text)) {
                    passed.push(format!("{sample} {name} behind {before:?}"));
                }
            }
        }
    }
    println!("{tried} places, {} passed", passed.len());
    assert!(tried > 1000, "only {tried} places");
    assert!(passed.is_empty(), "{} of {tried} passed:\n{}", passed.len(), passed.join("\n"));
}

/// In UTF-16 samples the name is written in UTF-16 too.
fn with_name(message: &[u8], at: usize, name: &str) -> Vec<u8> {
    let name = format!(" {name} ");
    let wide = message.starts_with(&[0xFF, 0xFE]) && at >= 2 || message.starts_with(b"<\0");
    let (at, name) =
        if wide { (at & !1, name.encode_utf16().flat_map(u16::to_le_bytes).collect()) } else { (at, name.into_bytes()) };
    [&message[..at], &name, &message[at..]].concat()
}
