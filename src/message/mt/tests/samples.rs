//! Samples and public traps.

use super::*;
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Expectation {
    #[serde(rename = "type")]
    message_type: Option<String>,
    doubt: bool,
    units: Option<usize>,
    #[serde(default)]
    hit: Vec<ExpectedHit>,
}

#[derive(Debug, Deserialize)]
struct ExpectedHit {
    role: Option<String>,
    kind: Option<String>,
    path: Option<String>,
    text: Option<String>,
    #[serde(default)]
    texts: Vec<String>,
}

impl ExpectedHit {
    fn fits(&self, element: &Element<'_>, text: &str) -> bool {
        let is = |expected: &Option<String>, found: &str| expected.as_deref().is_none_or(|expected| expected == found);
        element.text.as_str().contains(text)
            && is(&self.role, element.role.as_str())
            && is(&self.kind, element.kind.as_str())
            && is(&self.path, &element.path.to_string())
    }

    /// The element of the first text; those of further texts follow in its passage.
    fn is_found(&self, message: &Message<'_>) -> bool {
        let texts: Vec<&str> = self.text.iter().chain(&self.texts).map(String::as_str).collect();
        let (first, others) = texts.split_first().map_or(("", &[][..]), |(first, others)| (*first, others));
        message.elements().iter().filter(|element| self.fits(element, first)).any(|element| {
            let passage = || message.elements().iter().filter(|other| other.passage == element.passage);
            others.iter().all(|text| passage().any(|other| self.fits(other, text)))
        })
    }
}

/// Each sample is read so that its expected hits can be found: type, doubt, units, and the places of the hits.
#[test]
fn samples_are_read_as_they_expect() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("proto-samples");
    let folders = ["mt", "broken"].map(|folder| samples.join(folder));
    let paths = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut count = 0;
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "fin")) {
        let bytes = fs::read(&path).unwrap();
        if bytes.is_empty() {
            continue;
        }
        let expected = fs::read_to_string(path.with_extension("fin.expect")).unwrap();
        let expected: Expectation = toml::from_str(&expected).unwrap();
        let message = read(&bytes);
        let name = path.display();
        assert_eq!(message.message_type, expected.message_type, "{name}");
        assert_eq!(
            message.defects.iter().any(|defect| defect.code.severity() == Severity::Doubt),
            expected.doubt,
            "{name}: {:?}",
            message.defects
        );
        assert_eq!(message.units().count(), expected.units.unwrap_or(0), "{name}");
        for hit in &expected.hit {
            assert!(hit.is_found(&message), "{name}: {hit:?}");
        }
        count += 1;
    }
    assert!(count > 90, "{count} samples");
}

/// Messages of a public test suite, each with a trap.
#[test]
fn traps_are_survived() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/messages/traps/mt");
    if !folder.is_dir() {
        eprintln!("skipped: the traps are not at hand");
        return;
    }
    for (name, expected, text) in [
        ("03_no_terminator", &["no-block-end"][..], "71A/1 code code SHA"),
        ("04_no_terminator_then_5", &["no-block-end"], "71A/1 code code SHA"),
        ("07_leading_blank_lines", &[], "59/2 creditor name JANE SMITH"),
        ("10_colon_line_in_70", &[], "70/2 remittance-information free-text :SEE NOTE"),
        ("11_tag_like_in_70", &["forged-tag"], "59[2]/1 creditor name FAKE PARTY"),
        ("13_lowercase_names", &[], "50K/2 debtor name john doe"),
        ("20_59F_1_3_only", &[], "59F/3 creditor country GB"),
        ("21_59F_double_1", &[], "59F/3 creditor name SMITH"),
        ("23_repeated_72", &["forged-tag"], "72[2]/1 instruction free-text SECOND"),
        ("25_missing_20", &[], "59/2 creditor name JANE SMITH"),
        ("28_body_only", &["no-header"], "59/2 creditor name JANE SMITH"),
        ("30_S_block_mdg", &[], "{S:MDG} trailer free-text 00AA"),
        ("34_pcc_framed", &[], "59/2 creditor name JANE SMITH"),
        ("35_two_messages", &["text-outside"], "outside unmapped free-text JANE SMITH"),
    ] {
        let bytes = fs::read(folder.join(name).with_extension("txt")).unwrap();
        let message = read(&bytes);
        assert_eq!(codes(&message), expected, "{name}");
        assert!(message.elements().iter().any(|element| line(element) == text), "{name}");
    }
}
