//! What the fuzz targets ask of any bytes, on every sample and on every input that once broke one of them.

use crate::support::{files, package};
use std::fs;

#[path = "../../fuzz/src/targets.rs"]
mod targets;

type Target = fn(&[u8]);

const TARGETS: &[(&str, Target)] = &[
    ("frame", targets::frame),
    ("mt", targets::mt),
    ("mx", targets::mx),
    ("engine", targets::engine),
    ("lists", targets::lists),
];

fn replay(folder: &str) -> usize {
    let inputs = files(&package(folder));
    for path in &inputs {
        let bytes = fs::read(path).unwrap();
        for (name, target) in TARGETS {
            // Said before anything can fail.
            println!("{name} {}", path.display());
            target(&bytes);
        }
    }
    inputs.len()
}

#[test]
fn samples_break_no_target() {
    assert!(replay("proto-samples") > 300);
    assert!(replay("src/list/published") > 30);
}

#[test]
fn what_once_broke_a_target_does_so_no_more() {
    replay("fuzz/regressions");
}
