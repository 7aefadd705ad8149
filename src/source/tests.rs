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

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_that_holds_more_than_its_directory_says_is_not_whole() {
    let mut bytes = zip_of(&[("a.fin", ONE.as_bytes()), ("b.fin", TWO.as_bytes())]);
    check(&[("+a.zip", &bytes)], &["a.zip!a.fin = mt", "a.zip!b.fin = mt"]);
    for at in 0..bytes.len() - 5 {
        if &bytes[at..at + 5] == b"b.fin" {
            bytes[at] = b'a';
        }
    }
    check(&[("+a.zip", &bytes)], &["a.zip!a.fin = mt", "! a.zip: part of the archive cannot be unpacked"]);
}

#[test]
fn packed_files_are_read_whatever_their_name() {
    let batch = format!("{ONE}${TWO}$");
    check(&[("+a.gz", &gzip(ONE.as_bytes()))], &["a.gz = mt 24"]);
    check(&[("+a.fin", &gzip(batch.as_bytes()))], &["a.fin#1 = mt", "a.fin#2 = mt"]);
    check(&[("+a.zst", &zstd::encode_all(batch.as_bytes(), 1).unwrap())], &["a.zst#1 = mt", "a.zst#2 = mt"]);
    check(&[("+a", &[gzip(b"<a>"), gzip(b"</a>")].concat())], &["a = mx 7"]);
}

#[test]
fn entries_are_named_behind_their_archive() {
    let batch = format!("{ONE}${TWO}$");
    let files: [(&str, &[u8]); 3] = [("x/one.fin", ONE.as_bytes()), ("README.md", b"x"), ("batch.rje", batch.as_bytes())];
    let expected = |archive: &str| {
        let lines = ["!x/one.fin = mt", "!README.md", "!batch.rje#1 = mt", "!batch.rje#2 = mt"];
        lines.map(|line| if line.contains("README") { format!("- {archive}{line}") } else { format!("{archive}{line}") })
    };
    for (name, bytes) in [("a.tar", tar_of(&files)), ("a.tgz", gzip(&tar_of(&files))), ("a.zip", zip_of(&files))] {
        let expected = expected(name);
        check(&[(&format!("+{name}"), &bytes)], &expected.each_ref().map(String::as_str));
    }
}

#[test]
fn archives_lie_in_each_other_up_to_the_limit() {
    let mut bytes = ONE.as_bytes().to_vec();
    for _ in 0..archive::DEPTH_MAX {
        bytes = gzip(&bytes);
    }
    check(&[("+deep", &bytes)], &["deep = mt 24"]);
    check(&[("+deeper", &gzip(&bytes))], &["! deeper: archives are packed more than 4 deep"]);
    check(
        &[("+a.tar", &tar_of(&[("in.zip", &zip_of(&[]))]))],
        &["! a.tar!in.zip: is a zip archive that cannot be read in passing"],
    );
}

#[test]
fn what_looks_like_a_message_is_no_archive() {
    let mut disguised = tar_of(&[("{1:F01", b"x")]);
    check(&[("+a.tar", &disguised)], &["a.tar = mt"]);
    disguised.truncate(10);
    check(&[("+b", b"PK\x03\x04 {1:F01")], &["b = mt"]);
}

#[test]
fn damage_is_reported_and_what_came_before_it_is_read() {
    let text = vec![b'x'; 300_000];
    let packed = gzip(&text);
    check(&[("+cut.gz", &packed[..packed.len() - 4])], &["! cut.gz: could not be read to its end"]);
    let files: [(&str, &[u8]); 2] = [("a.fin", ONE.as_bytes()), ("b.fin", &text)];
    let whole = tar_of(&files);
    let cut_in_entry = &whole[..whole.len() - 2048];
    check(
        &[("+cut.tar", cut_in_entry)],
        &["cut.tar!a.fin = mt", "cut.tar!b.fin = unknown", "! cut.tar!b.fin: could not be read", "! cut.tar: could"],
    );
    let cut_at_mark = &whole[..whole.len() - 1024];
    check(
        &[("+mark.tar", cut_at_mark)],
        &["mark.tar!a.fin = mt", "mark.tar!b.fin = unknown", "! mark.tar: could not be read to its end"],
    );
    let followed = [whole.as_slice(), ONE.as_bytes()].concat();
    check(
        &[("+more.tar", &followed)],
        &["more.tar!a.fin = mt", "more.tar!b.fin", "! more.tar: part of the archive cannot be unpacked"],
    );
    check(&[("+bad.zip", b"PK\x03\x04garbage")], &["! bad.zip: part of the archive cannot be unpacked"]);
}

#[test]
fn a_bomb_is_not_unpacked_to_its_end() {
    const FREE: usize = 64 * 1024 * 1024;
    let at_limit = zstd::encode_all(io::repeat(b' ').take(FREE as u64), 1).unwrap();
    assert_eq!(findings(&[("+a.zst", &at_limit)]).len(), 1);
    let bomb = zstd::encode_all(io::repeat(b'x').take(4 * FREE as u64), 1).unwrap();
    assert!(bomb.len() * 256 < FREE, "{}", bomb.len());
    check(&[("+bomb.zst", &bomb)], &["! bomb.zst: could not be read to its end (it unpacks to more than 256 times its size)"]);
}

// Streams.

/// A reader that gives its bytes in runs of the lengths asked for, over and over.
struct Drip<'a> {
    bytes: &'a [u8],
    lengths: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.lengths.next().copied().unwrap_or(1).min(into.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(length);
        into[..length].copy_from_slice(now);
        self.bytes = later;
        Ok(length)
    }
}

fn streamed(bytes: &[u8], lengths: &[usize]) -> Vec<(Vec<u8>, u64, [u8; 32])> {
    let mut frames = Frames::new(Drip { bytes, lengths: lengths.iter().cycle() });
    let mut all = Vec::new();
    while let Some(frame) = frames.next_frame().unwrap() {
        all.push((frame.slice(0..frame.bytes_kept()).unwrap().to_vec(), frame.bytes_total(), *frame.sha256()));
    }
    all
}

fn in_one_piece(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Cut::Message { at, next } = cut(&bytes[from..], true) {
        ranges.push(from + at.start..from + at.end);
        from += next;
    }
    ranges
}

proptest! {
    #[test]
    fn chunks_do_not_change_the_messages(
        pieces in prop::collection::vec(prop::sample::select(vec!["{1:", "{1:F21", "}", "-}", "$", "\n", "\r\n", " ", "x", "{4:", ":20:A", "<?xml", "\0"]), 0..60),
        lengths in prop::collection::vec(1_usize..9, 1..6),
    ) {
        let text = pieces.concat();
        let expected: Vec<Vec<u8>> = in_one_piece(text.as_bytes()).into_iter().map(|range| text.as_bytes()[range].to_vec()).collect();
        let found: Vec<Vec<u8>> = streamed(text.as_bytes(), &lengths).into_iter().map(|(bytes, _, _)| bytes).collect();
        if expected.is_empty() {
            prop_assert_eq!(found, [text.into_bytes()]);
        } else {
            prop_assert_eq!(found, expected);
        }
    }
}

fn check_long(before: &str, filler: u8, filler_bytes: usize, after: &str, next: &str) {
    let long = [before.as_bytes(), &vec![filler; filler_bytes], after.as_bytes()].concat();
    let all = [&long, next.as_bytes()].concat();
    let runs = (0..5).map(|inside_mark| {
        // Runs of which one ends at, or within, the mark behind the long message.
        let (full, rest) = ((long.len() + inside_mark) / 60_000, (long.len() + inside_mark) % 60_000);
        [vec![60_000; full], vec![rest.max(1)], vec![9; 20]].concat()
    });
    for lengths in [vec![1_000_000], vec![7, 40_000, 1]].into_iter().chain(runs) {
        let lengths = lengths.as_slice();
        let frames = streamed(&all, lengths);
        let (kept, total, sha256) = &frames[0];
        assert_eq!((kept.len(), *total), (MESSAGE_BYTES_MAX.min(long.len()), long.len() as u64), "{before} {lengths:?}");
        assert_eq!(sha256[..], Sha256::digest(&long)[..], "{before} {lengths:?}");
        let rest: Vec<&[u8]> = frames[1..].iter().map(|(bytes, _, _)| bytes.as_slice()).collect();
        let expected: &[&[u8]] = if next.is_empty() { &[] } else { &[next.trim_start_matches('$').as_bytes()] };
        assert_eq!(rest, expected, "{before} {lengths:?}");
    }
}

#[test]
fn a_message_beyond_its_limit_is_counted_and_the_next_one_is_found() {
    let head = "{1:F01A}{4:\r\n:70:";
    let fits = MESSAGE_BYTES_MAX - head.len() - 4;
    check_long(head, b'x', fits, "\r\n-}", TWO);
    check_long(head, b'x', fits + 1, "\r\n-}", TWO);
    check_long(head, b'x', 3 * MESSAGE_BYTES_MAX, "\r\n-}", TWO);
    check_long(head, b'x', 3 * MESSAGE_BYTES_MAX, "\r\n-}", &format!("${TWO}"));
    check_long(head, b'x', 2 * MESSAGE_BYTES_MAX, "-}\r\n \r\n", TWO);
    check_long(head, b'x', 2 * MESSAGE_BYTES_MAX, "", "");
    check_long(head, b'\n', 2 * MESSAGE_BYTES_MAX, "-}", TWO);
}

#[test]
fn a_long_document_is_kept_in_a_file() {
    for (bytes, in_memory) in [(MESSAGE_BYTES_MAX, true), (MESSAGE_BYTES_MAX + 1, false), (5 * MESSAGE_BYTES_MAX, false)] {
        let document = [&b"\n<?xml?>"[..], &vec![b'x'; bytes - 7]].concat();
        for lengths in [vec![bytes + 8], vec![9, 50_000]] {
            let mut frames = Frames::new(Drip { bytes: &document, lengths: lengths.iter().cycle() });
            let frame = frames.next_frame().unwrap().unwrap();
            assert_eq!((frame.bytes_kept(), frame.bytes_total(), frame.is_cut_short()), (bytes, bytes as u64, false));
            assert_eq!(frame.in_memory().is_some(), in_memory);
            assert_eq!(frame.slice(0..bytes).unwrap(), document[1..]);
            assert!(frames.next_frame().unwrap().is_none());
        }
    }
}

#[test]
fn white_space_of_any_length_may_stand_between_messages() {
    check_long(ONE, b' ', 2 * MESSAGE_BYTES_MAX, "", TWO);
}

#[test]
fn what_has_no_end_of_its_own_goes_on_to_the_end_of_the_input() {
    check_long("what is this ", b'x', 2 * MESSAGE_BYTES_MAX, ONE, "");
    check_long("\u{1}", b'\0', 2 * MESSAGE_BYTES_MAX, "-}{1:F01", "");
}

#[test]
fn an_error_of_the_reader_gives_out_no_part_of_a_message() {
    struct Broken(bool);
    impl Read for Broken {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::other("gone"));
            }
            let text = format!("{ONE}{TWO}");
            into[..text.len()].copy_from_slice(text.as_bytes());
            Ok(text.len())
        }
    }
    let mut frames = Frames::new(Broken(false));
    assert_eq!(frames.next_frame().unwrap().unwrap().bytes_total(), ONE.len() as u64);
    assert_eq!(frames.next_frame().unwrap_err().to_string(), "gone");
}
