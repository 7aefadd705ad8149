//! Instructions that reading a message takes, counted by valgrind: they do not depend on what else the machine does. Each subject is run twice, over one round of the messages
//! and over five; the difference is the cost of four rounds without start and end. Without valgrind on the machine it says so and counts nothing.

#![allow(clippy::unwrap_used, unreachable_pub, reason = "a bench stops where its own assumptions fail")]

#[path = "../tests/traffic/mod.rs"]
mod traffic;

mod subjects;

use std::env;
use std::hint::black_box;
use std::process::Command;
use subjects::{SUBJECTS, Subject};

/// How the program calls itself: this word, the name of a subject, and the number of rounds.
const RUN: &str = "run";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [first, name, rounds] = arguments.as_slice()
        && first == RUN
    {
        let subject = SUBJECTS.iter().find(|subject| subject.name == name).unwrap();
        run(subject, rounds.parse().unwrap());
        return;
    }
    let is_smoke_test = arguments.iter().any(|argument| argument == "--test");
    if is_smoke_test {
        SUBJECTS.iter().for_each(|subject| run(subject, 1));
        println!("each subject ran once");
    } else if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: valgrind is not there");
    } else {
        report();
    }
}

fn run(subject: &Subject, rounds: usize) {
    let messages = (subject.messages)();
    for _ in 0..rounds {
        for message in &messages {
            black_box((subject.work)(message));
        }
    }
}

/// Instructions per message, and how often those of the floor: the first subject of the same messages.
fn report() {
    let mut floor = 0;
    for subject in SUBJECTS {
        let messages = (subject.messages)().len() as u64;
        let count = (instructions(subject, 5) - instructions(subject, 1)) / (4 * messages);
        floor = if subject.name.contains("/floor") { count } else { floor };
        #[allow(clippy::cast_precision_loss, reason = "counts of some thousands")]
        let times = count as f64 / floor as f64;
        println!("{:50} {count:>9} instructions a message {times:>8.2} times the floor", subject.name);
    }
}

fn instructions(subject: &Subject, rounds: usize) -> u64 {
    let program = env::current_exe().unwrap();
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([RUN, subject.name, &rounds.to_string()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find_map(|line| line.split_once("Collected : ")).unwrap();
    line.1.trim().parse().unwrap()
}
