//! The collection of traps that parsers fell into, with what a safe filter does.

use crate::support::{all_hits, decide, messages, shared};
use interdict::verdict::Verdict;

/// The file, how many messages it holds, whether they leave a doubt, and the type.
const TRAPS: &[(&str, usize, bool, Option<&str>)] = &[
    ("mt/03_no_terminator.txt", 1, false, Some("103")),
    ("mt/04_no_terminator_then_5.txt", 1, false, Some("103")),
    ("mt/07_leading_blank_lines.txt", 1, false, Some("103")),
    ("mt/10_colon_line_in_70.txt", 1, false, Some("103")),
    ("mt/11_tag_like_in_70.txt", 1, true, Some("103")),
    ("mt/13_lowercase_names.txt", 1, false, Some("103")),
    ("mt/20_59F_1_3_only.txt", 1, false, Some("103")),
    ("mt/21_59F_double_1.txt", 1, false, Some("103")),
    // The second 72 may have been a line of the first one.
    ("mt/23_repeated_72.txt", 1, true, Some("103")),
    ("mt/25_missing_20.txt", 1, false, Some("103")),
    ("mt/28_body_only.txt", 1, true, Some("103")),
    ("mt/30_S_block_mdg.txt", 1, false, Some("103")),
    ("mt/34_pcc_framed.txt", 1, false, Some("103")),
    ("mt/35_two_messages.txt", 2, false, Some("103")),
    ("mx/00_base.xml", 1, false, Some("pacs.008.001.08")),
    ("mx/01_utf8_bom.xml", 1, false, Some("pacs.008.001.08")),
    ("mx/02_utf16le_bom.xml", 1, false, Some("pacs.008.001.08")),
    ("mx/03_utf16be_bom.xml", 1, false, Some("pacs.008.001.08")),
    ("mx/08_doctype_internal.xml", 1, true, Some("pacs.008.001.08")),
    ("mx/12_two_roots.xml", 2, true, Some("pacs.008.001.08")),
    ("mx/14_prefixed.xml", 1, false, Some("pacs.008.001.08")),
    ("mx/18_double_hyphen_comment.xml", 1, true, Some("pacs.008.001.08")),
    ("mx/20_leading_ws_before_decl.xml", 1, false, Some("pacs.008.001.08")),
    ("mx/24_lt_in_attr.xml", 1, true, Some("pacs.008.001.08")),
    ("mx/25_unescaped_amp.xml", 1, true, Some("pacs.008.001.08")),
];

/// Names in the traps, and one that is listed to stand in for each.
const STAND_INS: [&str; 10] =
    ["JANE SMITH", "JOHN DOE", "john doe", "FAKE PARTY", "EVIL", "JOHN &amp; CO", "HELLO", "INVOICE 4711", "SEE NOTE", "A & B"];

const LISTED: &str = "KANGBONG TRADING CORPORATION";

#[test]
fn traps_are_read_as_a_safe_filter_reads_them() {
    let Some(folder) = shared("data/messages/traps") else { return };
    let mut mistakes = Vec::new();
    for (file, count, is_doubted, message_type) in TRAPS {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let found = messages(&bytes);
        if found.len() != *count {
            mistakes.push(format!("{file}: {} messages", found.len()));
        }
        let screened: Vec<_> = found.into_iter().map(decide).collect();
        let is_stopped = screened.iter().any(|screened| screened.frame.verdict >= Verdict::Hold);
        if is_stopped != *is_doubted {
            let defects = screened.iter().flat_map(|screened| &screened.frame.defects).map(|defect| defect.code.as_str());
            mistakes.push(format!("{file}: {is_stopped} {:?}", defects.collect::<Vec<_>>()));
        }
        if screened[0].frame.message.message_type.as_deref() != *message_type {
            mistakes.push(format!("{file}: type {:?}", screened[0].frame.message.message_type));
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn a_listed_name_in_a_trap_is_found() {
    let Some(folder) = shared("data/messages/traps") else { return };
    let (mut mistakes, mut tried) = (Vec::new(), 0);
    for (file, ..) in TRAPS {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        for name in STAND_INS {
            let Some(changed) = replaced(&bytes, name) else { continue };
            tried += 1;
            let is_found = messages(&changed).into_iter().any(|message| {
                let screened = decide(message);
                let mut texts = all_hits(&screened).flat_map(|hit| &hit.parts).map(|part| part.text.to_uppercase());
                screened.frame.verdict >= Verdict::Hold && texts.any(|text| text.contains("KANGBONG"))
            });
            if !is_found {
                mistakes.push(format!("{file}: in the place of {name}"));
            }
        }
    }
    assert!(tried > 60, "only {tried}");
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// The file with the listed name where `name` stood, in the encoding of the file.
fn replaced(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let wide = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (old, new) = match bytes {
        [0xFF, 0xFE, ..] => (wide(name, u16::to_le_bytes), wide(LISTED, u16::to_le_bytes)),
        [0xFE, 0xFF, ..] => (wide(name, u16::to_be_bytes), wide(LISTED, u16::to_be_bytes)),
        _ => (name.as_bytes().to_vec(), LISTED.as_bytes().to_vec()),
    };
    let at = bytes.windows(old.len()).position(|window| window == old)?;
    Some([&bytes[..at], &new, &bytes[at + old.len()..]].concat())
}
