//! Whole files: the samples with what they must give, and the collected messages and traps where they are at hand.

use super::{codes, doubts, line, read};
use crate::message::DefectCode;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn samples_can_give_what_they_must() {
    let mut checked = 0;
    for folder in ["proto-samples/mx", "proto-samples/broken"] {
        for file in xml_files(folder).expect("the samples are part of the project") {
            check_sample(&file);
            checked += 1;
        }
    }
    assert!(checked > 60, "{checked} samples");
}

fn check_sample(file: &Path) {
    let name = file.display();
    let expected: toml::Table = fs::read_to_string(file.with_extension("xml.expect")).unwrap().parse().unwrap();
    let bytes = fs::read(file).unwrap();
    let message = read(&bytes);
    let text = |key: &str| expected.get(key).and_then(|value| value.as_str());
    assert_eq!(message.message_type.as_deref(), text("type"), "{name}");
    assert_eq!(!doubts(&message).is_empty(), expected["doubt"].as_bool().unwrap(), "{name}: {:?}", message.defects);
    let units = expected.get("units").and_then(|units| units.as_integer()).unwrap_or_default();
    assert_eq!(message.units().count(), usize::try_from(units).unwrap(), "{name}");
    for hit in expected.get("hit").and_then(|hits| hits.as_array()).into_iter().flatten() {
        let wanted = |key: &str| hit.get(key).and_then(|value| value.as_str());
        let parts = hit.get("texts").and_then(|texts| texts.as_array()).into_iter().flatten();
        let has = |text: &str| message.elements().iter().any(|element| element.text.as_str().contains(text));
        assert!(parts.filter_map(|text| text.as_str()).all(has), "{name}: {hit}");
        let found = message.elements().iter().any(|element| {
            wanted("role").is_none_or(|role| element.role.as_str() == role)
                && wanted("kind").is_none_or(|kind| element.kind.as_str() == kind)
                && wanted("path").is_none_or(|path| message.path(element.path) == path)
                && wanted("text").is_none_or(|text| element.text.as_str().contains(text))
        });
        assert!(found, "{name}: {hit}");
    }
}

fn xml_files(folder: &str) -> Option<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) else {
        eprintln!("skipped: {folder} is not here");
        return None;
    };
    let files =
        entries.map(|entry| entry.unwrap().path()).filter(|file| file.extension().is_some_and(|extension| extension == "xml"));
    let mut files: Vec<_> = files.collect();
    files.sort();
    Some(files)
}

#[test]
fn real_messages_raise_no_doubt_without_a_reason() {
    let mut wrong = Vec::new();
    for file in xml_files("../shared/data/messages/mx").into_iter().flatten() {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let bytes = fs::read(&file).unwrap();
        let message = read(&bytes);
        let reasons =
            EXPLAINED.iter().find(|(start, ..)| name.starts_with(start)).map(|(_, codes, _)| *codes).unwrap_or_default();
        if doubts(&message) != reasons {
            wrong.push(format!("{name}: {:?}, not {reasons:?}", doubts(&message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Which messages are doubtful, and why. A name stands for all files that begin with it.
const EXPLAINED: &[(&str, &[DefectCode], &str)] = &[
    ("cbpr-ur_pain.001.001.09_007", &[DefectCode::BadField], "a text that is no BIC, where one belongs"),
    ("cbpr-ur_pacs.009.001.08_017", &[DefectCode::TypeConflict], "the header names another message than the document"),
    ("prowide-mx_camt.003.001.04_006", &[DefectCode::Unclosed, DefectCode::NoDocument], "cut off behind its first tag"),
    (
        "prowide-mx_camt.003.001.04_007",
        &[DefectCode::Malformed, DefectCode::NoDocument],
        "the end tag has a prefix that the start tag has not",
    ),
    (
        "prowide-mx_camt.003.001.05_004",
        &[DefectCode::Doctype, DefectCode::UnknownEntity, DefectCode::UnknownEntity],
        "an external entity",
    ),
    ("prowide-mx_head.001.001.01", &[DefectCode::Doctype, DefectCode::UnknownEntity], "an external entity in a header alone"),
    ("prowide-mx_head.001.001.02", &[DefectCode::UnknownType], "a document with an invented content"),
    ("prowide-mx_seev.037.002.02_007", &[DefectCode::StrayText], "text between the elements of a header alone"),
];

#[test]
fn traps_are_met() {
    let Some(files) = xml_files("../shared/data/messages/traps/mx") else { return };
    let (name, text) =
        ("debtor name CdtTrfTxInf/Dbtr/Nm: JOHN & CO", "remittance-information free-text CdtTrfTxInf/RmtInf/Ustrd: HELLO");
    for file in files {
        let trap = file.file_stem().unwrap().to_str().unwrap();
        let bytes = fs::read(&file).unwrap();
        let message = read(&bytes);
        let lines: Vec<String> = message.elements().iter().map(|element| line(&message, element)).collect();
        let (expected, defects): (&[&str], &[DefectCode]) = match trap {
            "00_base" | "01_utf8_bom" | "02_utf16le_bom" | "03_utf16be_bom" | "14_prefixed" | "20_leading_ws_before_decl" => {
                (&[name, text], &[])
            }
            "08_doctype_internal" => (
                &[
                    "unmapped free-text outside: d [<!ENTITY a \"EVIL\">]",
                    name,
                    "remittance-information free-text CdtTrfTxInf/RmtInf/Ustrd:  ",
                    "unmapped free-text CdtTrfTxInf/RmtInf/Ustrd: a",
                ],
                &[DefectCode::Doctype, DefectCode::UnknownEntity],
            ),
            "12_two_roots" => (&[name, text], &[DefectCode::SecondRoot]),
            "18_double_hyphen_comment" => (
                &[name, text, "unmapped free-text CdtTrfTxInf/RmtInf/Ustrd: a -- b"],
                &[DefectCode::Malformed, DefectCode::HiddenText],
            ),
            "24_lt_in_attr" => (
                &[
                    name,
                    "unmapped free-text CdtTrfTxInf/RmtInf/Ustrd: a",
                    "unmapped free-text CdtTrfTxInf/RmtInf/Ustrd/@a: <b>",
                    text,
                ],
                &[DefectCode::Malformed, DefectCode::UnknownAttribute],
            ),
            "25_unescaped_amp" => {
                (&[name, "remittance-information free-text CdtTrfTxInf/RmtInf/Ustrd: A & B"], &[DefectCode::Malformed])
            }
            other => panic!("a trap without an expectation: {other}"),
        };
        assert_eq!(lines, expected, "{trap}");
        assert_eq!(codes(&message), defects, "{trap}");
    }
}
