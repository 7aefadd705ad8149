//! A message is the same in whatever it is stored: packed, in a batch, in JSON, behind its length.

use crate::masks::{base64, gzip};
use crate::support::{files, frames, package};
use interdict::frame::{Format, Frame};
use interdict::source::{Found, Input, walk};
use proptest::prelude::*;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::sync::LazyLock;

/// Every message of the samples.
static MESSAGES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let samples = files(&package("proto-samples")).into_iter();
    let samples = samples.filter(|path| path.extension().is_none_or(|extension| extension != "expect" && extension != "md"));
    samples.flat_map(|path| frames(&path)).collect()
});

/// What holds several messages: what it takes, and how they are put into it.
struct Container {
    name: &'static str,
    takes: fn(&Frame) -> bool,
    store: fn(&[&[u8]]) -> Vec<u8>,
}

const CONTAINERS: &[Container] = &[
    Container { name: "RJE, before the next message", takes: is_fin, store: |messages| messages.join(&b'$') },
    Container {
        name: "RJE, on a line of its own",
        takes: |frame| is_fin(frame) && ends_line(frame),
        store: |messages| messages.join(&b"$\r\n"[..]),
    },
    Container { name: "no separator", takes: is_complete_fin, store: |messages| messages.concat() },
    Container { name: "padding with NUL", takes: is_complete_fin, store: |messages| messages.join(&b"\0\0\0"[..]) },
    Container { name: "DOS-PCC", takes: is_fin, store: |messages| sectors(messages, b' ') },
    Container { name: "DOS-PCC, padded with NUL", takes: is_fin, store: |messages| sectors(messages, 0) },
    Container { name: "XML back to back", takes: is_declared_document, store: |messages| messages.concat() },
    Container { name: "JSON lines", takes: is_text, store: |messages| json_lines(messages, text) },
    Container {
        name: "JSON lines, base64",
        takes: |frame| frame.format() != Format::Unknown,
        store: |messages| json_lines(messages, base64),
    },
    Container {
        name: "JSON array",
        takes: is_text,
        store: |messages| [b"[\n", json(messages, text).join(",\n").as_bytes(), b"\n]"].concat(),
    },
    Container { name: "lengths", takes: is_plain_beginning, store: lengths },
    Container { name: "tar.gz", takes: |_| true, store: |messages| gzip(&tar(messages)) },
    Container { name: "zip", takes: |_| true, store: zip },
];

proptest! {
    #[test]
    fn messages_come_out_of_every_container_as_they_are(choice in prop::collection::vec(any::<prop::sample::Index>(), 1..5)) {
        for container in CONTAINERS {
            let fitting: Vec<&Frame> = MESSAGES.iter().filter(|frame| (container.takes)(frame)).collect();
            prop_assert!(fitting.len() > 10, "{} takes {} samples", container.name, fitting.len());
            let chosen: Vec<&[u8]> = choice.iter().map(|index| &fitting[index.index(fitting.len())].in_memory().unwrap()[..]).collect();
            prop_assert_eq!(read(&(container.store)(&chosen)), chosen, "{}", container.name);
        }
    }
}

fn read(stored: &[u8]) -> Vec<Vec<u8>> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(stored).unwrap();
    let mut found = Vec::new();
    let ended = walk(&[Input::Path(file.path().to_owned())], &|_| {}, &mut |one| {
        found.push(match one {
            Found::Message { frame, .. } => frame.in_memory().unwrap().to_vec(),
            other => format!("{other:?}").into_bytes(),
        });
        ControlFlow::Continue(())
    });
    assert!(ended.is_continue());
    found
}

fn is_fin(frame: &Frame) -> bool {
    frame.in_memory().unwrap().starts_with(b"{1:") && !frame.in_memory().unwrap().contains(&3)
}

fn is_complete_fin(frame: &Frame) -> bool {
    is_fin(frame) && frame.in_memory().unwrap().ends_with(b"}")
}

fn ends_line(frame: &Frame) -> bool {
    frame.in_memory().unwrap().ends_with(b"}") || frame.in_memory().unwrap().ends_with(b"\n")
}

/// One that says of itself where it begins, however damaged it is. Of what stands behind a document type declaration nobody knows what it is, and a byte order mark behind a
/// damaged document goes with that one.
fn is_declared_document(frame: &Frame) -> bool {
    let text = frame.in_memory().unwrap();
    text.starts_with(b"<?xml ") && text.ends_with(b">\n") && memchr::memmem::find(text, b"<!DOCTYPE").is_none()
}

fn is_text(frame: &Frame) -> bool {
    std::str::from_utf8(frame.in_memory().unwrap()).is_ok()
}

fn is_plain_beginning(frame: &Frame) -> bool {
    frame.in_memory().unwrap().len() >= 16
        && matches!(frame.in_memory().unwrap()[0], b'{' | b'<' | b':')
        && frame.format() != Format::Unknown
}

fn sectors(messages: &[&[u8]], padding: u8) -> Vec<u8> {
    let mut stored = Vec::new();
    for message in messages {
        stored.extend([b"\x01", *message, b"\x03"].concat());
        stored.resize(stored.len().next_multiple_of(512), padding);
    }
    stored
}

fn json(messages: &[&[u8]], encode: fn(&[u8]) -> String) -> Vec<String> {
    messages.iter().map(|message| serde_json::json!({ "id": 1, "message": encode(message), "other": null }).to_string()).collect()
}

fn json_lines(messages: &[&[u8]], encode: fn(&[u8]) -> String) -> Vec<u8> {
    json(messages, encode).join("\n").into_bytes()
}

fn text(message: &[u8]) -> String {
    String::from_utf8(message.to_vec()).unwrap()
}

fn lengths(messages: &[&[u8]]) -> Vec<u8> {
    messages.iter().flat_map(|message| [&u32::try_from(message.len()).unwrap().to_be_bytes()[..], message].concat()).collect()
}

fn tar(messages: &[&[u8]]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (number, message) in messages.iter().enumerate() {
        let mut header = tar::Header::new_ustar();
        header.set_size(message.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, format!("{number}.fin"), *message).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(messages: &[&[u8]]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (number, message) in messages.iter().enumerate() {
        let method = if number % 2 == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(format!("{number}.fin"), zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(message).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
