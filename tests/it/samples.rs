//! Every sample message gets what the expectation beside it says.

use crate::support::{all_hits, decide, decide_frame, files, frames, package};
use interdict::decision::Screened;
use interdict::detect::Hit;
use interdict::message::{DefectCode, Severity};
use interdict::verdict::Verdict;
use serde::Deserialize;
use std::path::Path;

/// What a `.expect` file says of one frame.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    verdict: String,
    format: String,
    r#type: Option<String>,
    doubt: bool,
    units: Option<usize>,
    #[serde(default)]
    hit: Vec<ExpectedHit>,
    #[serde(default)]
    unit: Vec<ExpectedUnit>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedHit {
    entry: Option<String>,
    code: Option<String>,
    role: Option<String>,
    kind: Option<String>,
    path: Option<String>,
    text: Option<String>,
    texts: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedUnit {
    verdict: String,
}

/// A file of several frames.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    frame: Vec<Expectation>,
}

#[test]
fn samples_get_what_is_expected_of_them() {
    let folder = package("proto-samples");
    let mut mistakes = Vec::new();
    let mut checked = 0;
    for expect in files(&folder).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "expect")) {
        let sample = expect.with_extension("");
        let expectations = read(&std::fs::read_to_string(&expect).unwrap(), &expect);
        let frames = frames(&sample);
        assert_eq!(frames.len(), expectations.len(), "frames in {}", sample.display());
        for (frame, expected) in frames.into_iter().zip(expectations) {
            checked += 1;
            let name = sample.strip_prefix(&folder).unwrap().display().to_string();
            let found = differences(&decide_frame(&frame), &expected);
            mistakes.extend(found.into_iter().map(|difference| format!("{name}: {difference}")));
        }
    }
    assert!(checked >= 180, "only {checked} samples");
    assert!(mistakes.is_empty(), "{} differences:\n{}", mistakes.len(), mistakes.join("\n"));
}

#[test]
fn every_sample_has_its_expectation() {
    let without: Vec<_> = files(&package("proto-samples"))
        .into_iter()
        .filter(|path| !path.ends_with("README.md") && path.extension().is_none_or(|extension| extension != "expect"))
        .filter(|path| !path.with_added_extension("expect").exists())
        .collect();
    assert_eq!(without, Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_second_document_in_one_message_is_a_doubt() {
    let sample = package("proto-samples/files/two-documents.xml");
    let [one, other] = frames(&sample).try_into().unwrap();
    assert_eq!([decide_frame(&one).frame.verdict, decide_frame(&other).frame.verdict], [Verdict::Pass; 2]);
    let whole = decide(std::fs::read(sample).unwrap()).frame;
    assert_eq!(whole.verdict, Verdict::Hold);
    assert!(whole.defects.iter().any(|defect| defect.code == DefectCode::SecondRoot));
}

fn read(text: &str, path: &Path) -> Vec<Expectation> {
    match toml::from_str::<Expectation>(text) {
        Ok(one) => vec![one],
        Err(error) => toml::from_str::<Batch>(text).unwrap_or_else(|_| panic!("{}: {error}", path.display())).frame,
    }
}

fn differences(screened: &Screened, expected: &Expectation) -> Vec<String> {
    let decision = &screened.frame;
    let mut found = Vec::new();
    let mut differs = |what: &str, is: String, should: String| {
        if is != should {
            found.push(format!("{what} is {is}, not {should}"));
        }
    };
    differs("verdict", decision.verdict.to_string(), expected.verdict.clone());
    differs("format", decision.message.format.as_str().to_owned(), expected.format.clone());
    differs("type", format!("{:?}", decision.message.message_type), format!("{:?}", expected.r#type));
    let doubts: Vec<&str> = decision
        .defects
        .iter()
        .filter(|defect| defect.code.severity() == Severity::Doubt)
        .map(|defect| defect.code.as_str())
        .collect();
    differs(&format!("doubt ({doubts:?})"), (!doubts.is_empty()).to_string(), expected.doubt.to_string());
    if let Some(units) = expected.units {
        differs("number of units", screened.units.len().to_string(), units.to_string());
    }
    if !expected.unit.is_empty() {
        let is: Vec<String> = screened.units.iter().map(|unit| unit.verdict.to_string()).collect();
        let should: Vec<String> = expected.unit.iter().map(|unit| unit.verdict.clone()).collect();
        differs("verdicts of units", is.join(" "), should.join(" "));
    }
    for hit in expected.hit.iter().filter(|expected| !all_hits(screened).any(|hit| is_expected(hit, expected))) {
        let hits: Vec<String> = all_hits(screened).map(show).collect();
        found.push(format!("no hit is {hit:?}; found: {}", if hits.is_empty() { "none".to_owned() } else { hits.join(" | ") }));
    }
    found
}

fn is_expected(hit: &Hit, expected: &ExpectedHit) -> bool {
    let has_entry = |entry: &str| {
        let designation = hit.designation.as_ref();
        designation.is_some_and(|designation| designation.entries.iter().any(|own| format!("{}/{}", own.list, own.id) == entry))
    };
    let fits = |expected: &Option<String>, is: &str| expected.as_deref().is_none_or(|expected| expected == is);
    let texts: Vec<&str> = hit.parts.iter().map(|part| part.text.as_str()).collect();
    expected.entry.as_deref().is_none_or(has_entry)
        && expected.code.as_deref().is_none_or(|code| hit.code == Some(code))
        && expected.texts.as_ref().is_none_or(|expected| *expected == texts)
        && hit.parts.iter().any(|part| {
            fits(&expected.role, part.role.as_str())
                && fits(&expected.kind, part.kind.as_str())
                && fits(&expected.path, &part.path)
                && fits(&expected.text, &part.text)
        })
}

fn show(hit: &Hit) -> String {
    let who = hit.designation.as_ref().map_or(hit.code.unwrap_or("?").to_owned(), |designation| {
        let entries: Vec<String> = designation.entries.iter().map(|entry| format!("{}/{}", entry.list, entry.id)).collect();
        entries.join(",")
    });
    let parts: Vec<String> = hit
        .parts
        .iter()
        .map(|part| format!("{} {} {} {:?}", part.role.as_str(), part.kind.as_str(), part.path, part.text))
        .collect();
    format!("{} {} {who} [{}]", hit.evidence.as_str(), hit.grade.as_str(), parts.join("; "))
}
