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
    zip_with(zip::CompressionMethod::Deflated, files)
}

fn zip_with(method: zip::CompressionMethod, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
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
fn a_message_where_unpacking_does_not_look_is_reported() {
    let told = "begins like a message and is an archive as well";
    let packed = |header: &[u8]| [b"\x1F\x8B\x08", header, &gzip(TWO.as_bytes())[10..]].concat();
    let text = ONE.as_bytes();
    let length = [u8::try_from(text.len()).unwrap(), 0];
    for header in [
        [b"\x08\0\0\0\0\0\x03", text, b"\0"].concat(),
        [b"\x10\0\0\0\0\0\x03", text, b"\0"].concat(),
        [b"\x18\0\0\0\0\0\x03name\0", text, b"\0"].concat(),
        [b"\x04\0\0\0\0\0\x03", length.as_slice(), text].concat(),
    ] {
        check(&[("+a.gz", &packed(&header))], &[&format!("! a.gz: {told}")]);
    }
    check(&[("+a.gz", &packed(b"\x08\0\0\0\0\0\x03batch.fin\0"))], &["a.gz = mt 24"]);
    let skipped =
        |text: &[u8]| [b"\x50\x2A\x4D\x18", &length[..], b"\0\0", text, &zstd::encode_all(TWO.as_bytes(), 1).unwrap()].concat();
    check(&[("+a.zst", &skipped(text))], &[&format!("! a.zst: {told}")]);
    check(&[("+a.zst", &skipped(&[b'x'; 24]))], &["a.zst = mt 24"]);
}

#[test]
fn a_message_beside_the_entries_of_a_zip_is_reported() {
    let real = "{1:F01AAAABEBBAXXX0000000000}";
    let told = "! a.zip: begins like a message and is an archive as well";
    let stored = |name, text: &[u8]| zip_with(zip::CompressionMethod::Stored, &[("a.fin", ONE.as_bytes()), (name, text)]);
    check(&[("+a.zip", &stored(real, TWO.as_bytes()))], &["a.zip!a.fin = mt", &format!("a.zip!{real} = mt"), told]);
    let far = [vec![b'x'; 509], real.into()].concat();
    check(&[("+a.zip", &stored("README", &far))], &["a.zip!a.fin = mt", "- a.zip!README", told]);
    check(&[("+a.zip", &stored("README", b"prose"))], &["a.zip!a.fin = mt", "- a.zip!README"]);
    check(&[("+a.zip", &stored("{b}.fin", &far))], &["a.zip!a.fin = mt", "a.zip!{b}.fin = unknown"]);
}

#[test]
fn padding_in_front_of_a_message_is_no_length() {
    for padding in ["\0\0\0 ", "\0\0\0\n", "\0\0\0$", "\r\n\r\n", "    "] {
        check(&[("+a.fin", format!("{padding}{ONE}{TWO}").as_bytes())], &["a.fin#1 = mt", "a.fin#2 = mt"]);
    }
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
fn an_archive_is_one_whatever_it_looks_like() {
    let stored = zip_with(zip::CompressionMethod::Stored, &[("a.fin", ONE.as_bytes()), ("b.fin", TWO.as_bytes())]);
    check(&[("+a.zip", &stored)], &["a.zip!a.fin = mt 24", "a.zip!b.fin = mt 24"]);
    check(&[("+b", b"PK\x03\x04 {1:F01")], &["! b: part of the archive cannot be unpacked"]);
    let behind_a_message = [ONE.as_bytes(), &stored].concat();
    check(&[("+c.fin", &behind_a_message)], &["c.fin = mt"]);
}

#[test]
fn what_is_message_and_archive_at_once_is_reported() {
    let disguised = tar_of(&[("{1:F01", b"x")]);
    check(&[("+a.tar", &disguised)], &["! a.tar: begins like a message and is an archive as well"]);
    let mut text = disguised.clone();
    text[0] = b'{' + 1;
    check(&[("+no.tar", &text)], &["no.tar = unknown"]);
    let zip = zip_of(&[("a.fin", ONE.as_bytes())]);
    let more = "! a.zip: part of the archive cannot be unpacked (it holds bytes";
    let mut with_comment = zip.clone();
    let end = with_comment.len();
    with_comment[end - 2] = u8::try_from(TWO.len()).unwrap();
    with_comment.extend_from_slice(TWO.as_bytes());
    check(&[("+a.zip", &with_comment)], &["a.zip!a.fin = mt", more]);
    let prose = TWO.replace(['{', '}'], "(");
    let with_prose = [&with_comment[..end], prose.as_bytes()].concat();
    check(&[("+a.zip", &with_prose)], &["a.zip!a.fin = mt"]);
    check(&[("+a.zip", &[&zip, TWO.as_bytes()].concat())], &["a.zip!a.fin = mt", more]);
}

#[test]
fn what_is_something_else_is_named() {
    let check_named = |bytes: &[u8], name: &str| check(&[("+a", bytes)], &[&format!("! a: is {name}, which is not read here: ")]);
    check_named(b"BZh91AY&SY", "a bzip2 archive");
    check_named(b"\xFD7zXZ\0\0", "an xz archive");
    check_named(b"7z\xBC\xAF\x27\x1C\0", "a 7z archive");
    check_named(b"Rar!\x1A\x07\x01\0", "a RAR archive");
    check_named(b"%PDF-1.7\n{1:F01", "a PDF document");
    check_named(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Office document");
    check_named(&zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<a/>")]), "an Office document");
    check(
        &[("+a.tar", &tar_of(&[("x.pdf", b"%PDF-1.7"), ("y.fin", ONE.as_bytes())]))],
        &["! a.tar!x.pdf: is a PDF", "a.tar!y.fin = mt"],
    );
}

// JSON.

#[test]
fn a_line_of_json_is_a_message() {
    let one = "{\"id\":7,\"message\":\"{1:F01A}{4:\\r\\n:20:ONE\\r\\n-}\",\"message_id\":{\"message\":1}}";
    let base64 = "{ \"message\" : \"ezE6RjAxQX17NDoNCjoyMDpPTkUNCi19\" }";
    let both = "{\"message\":\"{1:F01A}-}{1:F01B}-}\"}";
    let text = "{\"message\":\"what is this\"}";
    check(&[("+a.jsonl", one.as_bytes())], &["a.jsonl#1 = mt 24"]);
    let lines = format!("\u{FEFF}{one}\r\n\n{base64}\n{both}\n{text}\n");
    check(&[("+a", lines.as_bytes())], &["a#1 = mt 24", "a#3 = mt 24", "a#4 = mt 20", "a#5 = unknown 12"]);
    check(&[("+a.gz", &gzip(one.as_bytes()))], &["a.gz#1 = mt 24"]);
}

#[test]
fn a_broken_line_of_json_ends_nothing() {
    let lines = [
        "{\"message\":\"{1:F01A}-}\"}",
        "{\"message\":\"{1:F01",
        "{\"massage\":\"{1:F01A}-}\"}",
        "{\"message\":\"a\",\"message\":\"b\"}",
        "{\"message\":null}",
        "[1]",
        "7",
        "{\"message\":\"\u{FF}\"} and more",
        "{\"message\":\"{1:F01A}-}\"}",
    ];
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend_from_slice(b"\n{\"message\":\"\xFF\"}\n");
    let expected = [
        "a#1 = mt",
        "! a#2: is no JSON from column 18 on",
        "! a#3: has no member \"message\"",
        "! a#4: has the member \"message\" twice",
        "! a#5: its member \"message\" is no text",
        "! a#6: is no JSON object",
        "! a#7: is no JSON object",
        "! a#8: is no JSON from column",
        "a#9 = mt",
        "! a#10: is no JSON from column",
    ];
    check(&[("+a", &bytes)], &expected);
    check(&[("+b", b"{\"message\":\"\"}\n  \n")], &["b#1 = unknown 0"]);
}

#[test]
fn the_longest_line_of_json_and_one_beyond() {
    let line = |bytes: u64| {
        let ends = "{\"message\":\"{1:F01\"}";
        format!("{}{}\n", ends, " ".repeat(usize::try_from(bytes).unwrap() - ends.len() - 1)).into_bytes()
    };
    let after = b"{\"message\":\"{1:F01\"}";
    let at_limit = [&line(json::VALUE_BYTES_MAX), &after[..]].concat();
    check(&[("+a", &at_limit)], &["a#1 = mt 6", "a#2 = mt 6"]);
    let beyond = [&line(json::VALUE_BYTES_MAX + 1), &after[..]].concat();
    check(&[("+a", &beyond)], &["! a#1: is a line of more than", "a#2 = mt 6"]);
}

#[test]
fn json_over_several_lines() {
    let message = "\"message\":\"{1:F01A}-}\"";
    let check_values = |text: &str, expected: &[&str]| check(&[("+a", text.as_bytes())], expected);
    check_values(&format!("[{{{message}}},\n {{{message}}}]\n"), &["a#1 = mt", "a#2 = mt"]);
    check_values(&format!("{{\n  {message}\n}}\n{{\n{message}\n}}"), &["a#1 = mt", "a#2 = mt"]);
    check_values(
        &format!("[\n{{{message}}}, {{\"x\":1}}, 7, {{{message}}}]"),
        &["a#1 = mt", "! a#2: has no member", "! a#3: is no JSON object", "a#4 = mt"],
    );
    check_values(&format!("[{{{message}}},\n oh, {{{message}}}]"), &["a#1 = mt", "! a: is no JSON at line 2, column 2"]);
    check_values(&format!("[{{{message}}}"), &["a#1 = mt", "! a: is no JSON at line 1"]);
    check_values(&format!("[{{{message}}}]{{"), &["a#1 = mt", "! a: is no JSON at line 1"]);
    check_values("[]", &["! a: holds no message"]);
    check_values(&format!("[{ONE}]"), &["a = mt"]);
}

// Messages behind their lengths.

fn prefixed(messages: &[&[u8]]) -> Vec<u8> {
    let one = |message: &&[u8]| [&u32::try_from(message.len()).unwrap().to_be_bytes()[..], message].concat();
    messages.iter().flat_map(one).collect()
}

#[test]
fn messages_behind_their_lengths() {
    let messages: [&[u8]; 4] = [ONE.as_bytes(), b"<Document>{1:F01}$</Document>", b"", b"what is this"];
    check(&[("+a", &prefixed(&messages))], &["a#1 = mt 24", "a#2 = mx 29", "a#3 = unknown 0", "a#4 = unknown 12"]);
    check(&[("+a", &prefixed(&[ONE.as_bytes()]))], &["a#1 = mt 24"]);
}

#[test]
fn a_broken_chain_of_lengths_says_where() {
    let chain = prefixed(&[ONE.as_bytes(), TWO.as_bytes()]);
    check(&[("+a", &chain[..chain.len() - 1])], &["a#1 = mt", "! a: the length at byte 28 does not lead to the end"]);
    check(&[("+a", &[&chain[..], b"\0\0"].concat())], &["a#1 = mt", "a#2 = mt", "! a: the length at byte 56 "]);
    check(&[("+a", &[&chain[..], b"\xFF\xFF\xFF\xFF{1:F01"].concat())], &["a#1 = mt", "a#2 = mt", "! a: the length at byte 56 "]);
}

#[test]
fn a_length_that_leads_to_no_message_is_none() {
    check(&[("+a", b"\0\0\0\x18what is this, and why?")], &["a = unknown"]);
    check(&[("+a", &[&b"\0\0\0\0"[..], ONE.as_bytes()].concat())], &["a = mt 24"]);
    check(&[("+a", &[&b"\0\0\0\x0F"[..], &ONE.as_bytes()[..15]].concat())], &["a = mt"]);
    check(&[("+a", &prefixed(&[&ONE.as_bytes()[..16]]))], &["a#1 = mt 16"]);
    check(&[("+a", &[&b"\x04\0\0\x01"[..], ONE.as_bytes()].concat())], &["a = mt"]);
}

#[test]
fn a_message_beyond_its_limit_does_not_hide_the_next_length() {
    let long = [ONE.as_bytes(), &vec![b'x'; MESSAGE_BYTES_MAX]].concat();
    let expected = format!("a#1 = mt {}", long.len());
    check(&[("+a", &prefixed(&[&long, TWO.as_bytes()]))], &[&expected, "a#2 = mt 24"]);
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
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{1:", "{1:F21", "}", "-}", "$", "\n", "\r\n", " ", "x", "{4:", ":20:A", "\0", "\x01", "\x03",
            "<?xml ", "?>", "<a>", "</a>", "<b/>", "<AppHdr/>", "<!--", "-->", "<![CDATA[", "]]>", "<c d='", "'>", "\u{FEFF}",
        ]), 0..60),
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
        let expected: &[&[u8]] =
            if next.is_empty() { &[] } else { &[next.trim_start_matches(['$', '\0', '\r', '\n']).as_bytes()] };
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
    check_long(":20:A\r\n", b'x', 2 * MESSAGE_BYTES_MAX, "\r\n", &format!("$\r\n{TWO}"));
    check_long(head, b'x', 2 * MESSAGE_BYTES_MAX, "\r\n-}", &format!("\0\0{TWO}"));
}

#[test]
fn behind_a_long_document_the_next_one_is_found() {
    let filler = vec![b'x'; 3 * MESSAGE_BYTES_MAX];
    let long = [b"<a><!--".as_slice(), &filler, b"--><b c='>'/></a>"].concat();
    for next in ["<d/>", "<?xml version='1.0'?><d/>"] {
        for lengths in [vec![usize::MAX], vec![7, 60_000, 1]] {
            let found = streamed(&[&long, next.as_bytes()].concat(), &lengths);
            assert_eq!((found[0].0.len(), found[0].1), (long.len(), long.len() as u64));
            assert_eq!(found[0].2[..], Sha256::digest(&long)[..]);
            assert_eq!((found.len(), found[1].0.as_slice()), (2, next.as_bytes()));
        }
    }
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
    check_long("what is this ", b'\0', 2 * MESSAGE_BYTES_MAX, "-}{1:F01", "");
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
