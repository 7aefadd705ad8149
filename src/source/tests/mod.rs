mod archives;
mod lines_and_lengths;
mod streams;

use super::*;
use crate::frame::{Cut, MESSAGE_BYTES_MAX, cut};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::Write as _;
use std::ops::Range;

const ONE: &str = "{1:F01A}{4:\r\n:20:ONE\r\n-}";
const TWO: &str = "{1:F01B}{4:\r\n:20:TWO\r\n-}";

/// What a walk over files of these names and bytes finds, the folder cut off the names. Files whose names begin with a plus are named as inputs, one by one; without any
/// such file the folder is the input.
fn findings(files: &[(&str, &[u8])]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut inputs = Vec::new();
    for (name, bytes) in files {
        let path = folder.path().join(name.trim_start_matches('+'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        if name.starts_with('+') {
            inputs.push(Input::Path(path));
        }
    }
    if inputs.is_empty() {
        inputs.push(Input::Path(folder.path().to_owned()));
    }
    let prefix = folder.path().to_string_lossy().into_owned();
    walked(&inputs).into_iter().map(|line| line.replace(&format!("{prefix}/"), "").replace(&prefix, "FOLDER")).collect()
}

fn walked(inputs: &[Input]) -> Vec<String> {
    let mut lines = Vec::new();
    let ended = walk(inputs, &|_| {}, &mut |found| {
        lines.push(match found {
            Found::Message { source, frame } => format!("{source} = {} {}", frame.format().as_str(), frame.bytes_total()),
            Found::Unreadable(error) => format!("! {error}"),
            Found::LeftOut { source } => format!("- {source}"),
        });
        ControlFlow::Continue(())
    });
    assert!(ended.is_continue());
    lines
}

fn check(files: &[(&str, &[u8])], expected: &[&str]) {
    let found = findings(files);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (line, expected) in found.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line} does not begin with {expected}");
    }
}

#[test]
fn a_message_has_a_number_where_there_are_several() {
    check(&[("+a.fin", ONE.as_bytes())], &["a.fin = mt 24"]);
    check(&[("+a.rje", format!("{ONE}${TWO}$\r\n{ONE}").as_bytes())], &["a.rje#1 = mt", "a.rje#2 = mt", "a.rje#3 = mt"]);
    check(&[("+a.xml", b"<a/>")], &["a.xml = mx 4"]);
}

#[test]
fn a_file_without_a_message_is_one() {
    check(&[("+empty", b"")], &["empty = unknown 0"]);
    check(&[("+blank", b" \r\n$\r\n")], &["blank = unknown 6"]);
    check(&[("+prose", b"what is this")], &["prose = unknown 12"]);
}

#[test]
fn folders_are_read_in_the_order_of_their_paths() {
    let files = [("b.fin", ONE), ("a/z.fin", ONE), ("a.fin", ONE), ("a/b/c.fin", ONE), ("a-/c", ONE)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    let expected = ["a-/c", "a.fin", "a/b/c.fin", "a/z.fin", "b.fin"];
    check(&files, &expected);
    let mut by_whole_path = expected;
    by_whole_path.sort_unstable();
    assert_eq!(by_whole_path, expected);
}

#[test]
fn files_that_are_no_messages_by_name_are_named() {
    let text = ONE.as_bytes();
    check(
        &[
            ("README", text),
            ("a.fin", text),
            ("a.fin.expect", text),
            (".hidden/x.fin", text),
            ("x.sha256", text),
            ("notes.md", text),
        ],
        &["- .hidden", "- README", "a.fin = mt", "- a.fin.expect", "- notes.md", "- x.sha256"],
    );
    check(
        &[("README.fin", text), ("license-fee.fin", text), ("md", text)],
        &["README.fin = mt", "license-fee.fin = mt", "md = mt"],
    );
}

#[test]
fn a_file_that_is_named_is_read_whatever_its_name() {
    check(&[("+README.md", ONE.as_bytes())], &["README.md = mt"]);
}

#[test]
fn nothing_found_is_not_taken_for_nothing_wrong() {
    check(&[("README", b"x")], &["- README", "! FOLDER: holds no message"]);
    check(&[("+a.zip", &zip_of(&[]))], &["! a.zip: holds no message"]);
    check(&[("+a.tar", &tar_of(&[("README", b"x")]))], &["- a.tar!README", "! a.tar: holds no message"]);
}

#[test]
fn what_cannot_be_opened_is_named_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.fin");
    fs::write(&good, ONE).unwrap();
    let lines = walked(&[Input::Path(folder.path().join("missing")), Input::Path(good)]);
    assert!(lines[0].contains("missing: cannot be opened") && lines[0].contains("check the path"), "{lines:?}");
    assert!(lines[1].ends_with("good.fin = mt 24"), "{lines:?}");
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_left_out_and_links_to_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.fin"), ONE).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("circle")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("a.fin"), folder.path().join("same.fin")).unwrap();
    let lines = walked(&[Input::Path(folder.path().to_owned())]);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].starts_with("- ") && lines[1].ends_with("circle"), "{lines:?}");
    assert!(lines[2].ends_with("same.fin = mt 24"), "{lines:?}");
}

#[test]
fn a_walk_ends_when_no_more_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.rje"), format!("{ONE}${TWO}$")).unwrap();
    let mut count = 0;
    let ended = walk(&[Input::Path(folder.path().to_owned())], &|_| {}, &mut |_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert!(ended.is_break());
    assert_eq!(count, 1);
}

#[test]
fn the_bar_is_told_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    let packed = gzip(ONE.as_bytes());
    for (name, bytes) in [("a.fin", ONE.as_bytes()), ("b.fin.gz", &packed), ("c.zip", &zip_of(&[("x.fin", ONE.as_bytes())]))] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let inputs = [Input::Path(folder.path().join("a.fin")), Input::Path(folder.path().join("b.fin.gz"))];
    let taken = std::cell::Cell::new(0);
    let ended = walk(&inputs, &|bytes| taken.set(taken.get() + bytes), &mut |_| ControlFlow::Continue(()));
    assert!(ended.is_continue());
    assert_eq!(taken.get(), (ONE.len() + packed.len()) as u64);
    assert_eq!(bytes_known(&inputs), taken.get());
}

// Archives.
