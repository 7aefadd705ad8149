//! Folders of published lists on the command line: what is read, what is refused and why, and that a message is screened against it.

use crate::support::{package, shared};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_interdict")).args(arguments).env_remove("INTERDICT_LOG").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Entries and entries of the DPRK of each list, by `lists info`.
fn counts(arguments: &[&str]) -> BTreeMap<String, (u64, u64)> {
    let (code, output, errors) = run(&[&["lists", "info", "--format", "json"], arguments].concat());
    assert_eq!(code, 0, "{errors}");
    let lines = output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .map(|line| {
            let count = |member: &str| line[member].as_u64().unwrap();
            (line["list"].as_str().unwrap().to_owned(), (count("count"), count("dprk_count")))
        })
        .collect()
}

/// The published lists, or nothing with a line that says so.
fn published() -> Option<PathBuf> {
    shared("data/published")
}

/// A folder with OFAC's quartet, the SDN file as `change` makes it.
fn quartet(change: impl Fn(String) -> String) -> Option<TempDir> {
    let from = published()?.join("ofac");
    let folder = tempfile::tempdir().unwrap();
    for name in ["add.csv.zst", "alt.csv.zst", "sdn_comments.csv"] {
        fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    let packed = fs::File::open(from.join("sdn.csv.zst")).unwrap();
    let text: String = zstd::decode_all(packed).unwrap().into_iter().map(char::from).collect();
    fs::write(folder.path().join("sdn.csv"), change(text)).unwrap();
    Some(folder)
}

/// The folder is refused for this, nothing is screened, and the exit code says so.
fn check_refused(folder: &Path, why: &str) {
    let sample = package("proto-samples/mt");
    let (code, output, errors) = run(&["screen", "--lists", folder.to_str().unwrap(), sample.to_str().unwrap()]);
    assert_eq!((code, output.as_str()), (2, ""), "{errors}");
    assert!(errors.contains(why), "{errors}");
}

#[test]
fn lists_are_counted_as_published() {
    let Some(folder) = published() else { return };
    let counts = counts(&["--no-builtin", "--lists", folder.to_str().unwrap()]);
    let expected = [
        ("ca", (4_759, 0)),
        ("dfat", (3_062, 211)),
        ("eu", (5_994, 256)),
        ("ofac-cons", (442, 0)),
        ("ofac-sdn", (19_007, 652)),
        ("uk", (6_046, 267)),
        ("un", (1_003, 155)),
    ];
    assert_eq!(counts, expected.map(|(list, counts)| (list.to_owned(), counts)).into());
}

#[test]
fn a_party_of_a_published_list_stops_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let list = "id,type,name,bics\n7,organisation,Blue Heron Larch Trading Combine,\n";
    fs::write(folder.path().join("house.csv"), list).unwrap();
    fs::write(folder.path().join("house.list.toml"), "list = \"house\"\nkind = \"official\"\n").unwrap();
    let message = "{1:F01COBADEFFAXXX1234567890}{2:I103CHASUS33XXXXN}{4:\r\n:20:REF\r\n:23B:CRED\r\n:32A:261124USD1,\r\n:50K:JOHN SAMPLE\r\n\
        :59:BLUE HERON LARCH TRADING COMBINE\r\n:71A:SHA\r\n-}";
    let file = folder.path().join("message.fin");
    fs::write(&file, message).unwrap();
    let lists = tempfile::tempdir().unwrap();
    for name in ["house.csv", "house.list.toml"] {
        fs::copy(folder.path().join(name), lists.path().join(name)).unwrap();
    }
    assert_eq!(run(&["screen", file.to_str().unwrap()]).0, 0);
    let (code, output, errors) =
        run(&["screen", "--format", "json", "--lists", lists.path().to_str().unwrap(), file.to_str().unwrap()]);
    assert_eq!(code, 4, "{output}{errors}");
    let decision: Value = serde_json::from_str(output.lines().next().unwrap()).unwrap();
    assert_eq!(decision["hits"][0]["designation"]["entries"][0]["list"], "house");
    let lists_used: Vec<&str> =
        decision["versions"]["lists"].as_array().unwrap().iter().map(|list| list["list"].as_str().unwrap()).collect();
    assert_eq!(lists_used, ["builtin-dprk", "builtin-watch", "house"]);
}

#[test]
fn what_is_no_list_is_refused_with_the_reason() {
    let empty = tempfile::tempdir().unwrap();
    check_refused(empty.path(), "no list file is in the folder");
    let Some(folder) = quartet(|text| text) else { return };
    assert_eq!(counts(&["--lists", folder.path().to_str().unwrap()])["ofac-sdn"].0, 19_007);
    fs::rename(folder.path().join("sdn.csv"), folder.path().join("sdn.cvs")).unwrap();
    check_refused(folder.path(), "sdn.cvs: not the published name of a list that is known");
    fs::rename(folder.path().join("sdn.cvs"), folder.path().join("sdn.csv")).unwrap();
    fs::remove_file(folder.path().join("alt.csv.zst")).unwrap();
    check_refused(folder.path(), "alt.csv is missing beside it");
}

#[test]
fn two_vintages_of_one_list_are_refused() {
    let Some(folder) = quartet(|text| text) else { return };
    let old = folder.path().join("2025");
    fs::create_dir(&old).unwrap();
    for name in ["sdn.csv", "add.csv.zst", "alt.csv.zst", "sdn_comments.csv"] {
        fs::copy(folder.path().join(name), old.join(name)).unwrap();
    }
    check_refused(folder.path(), "ofac-sdn is there twice");
}

#[test]
fn a_list_without_its_dprk_entries_is_refused() {
    let without = |text: String| text.split_inclusive('\n').filter(|line| !line.contains("DPRK")).collect::<String>();
    let Some(folder) = quartet(without) else { return };
    check_refused(folder.path(), "entries that concern the DPRK and come with this program are not in it");
    // A list that is used without the built-in one is compared with the one before it.
    let Some(whole) = quartet(|text| text) else { return };
    let (code, output, errors) = run(&["lists", "diff", whole.path().to_str().unwrap(), folder.path().to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(errors.contains("entries concerned the DPRK"), "{errors}");
    let difference: Value = serde_json::from_str(output.lines().next().unwrap()).unwrap();
    assert!(difference["removed"].as_array().unwrap().len() > 400, "{}", difference["removed"].as_array().unwrap().len());
    let (code, _, errors) = run(&["lists", "diff", whole.path().to_str().unwrap(), whole.path().to_str().unwrap()]);
    assert_eq!(code, 0, "{errors}");
}

#[test]
fn lists_are_checked_and_tried() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("house.csv"), "id,type,name,identifiers\n1,person,Ann Example,passport:X1234567@KP\nx\n")
        .unwrap();
    let path = folder.path().to_str().unwrap();
    let (code, output, errors) = run(&["lists", "check", "--self-test", "--no-builtin", "--format", "json", "--lists", path]);
    assert_eq!(code, 0, "{output}{errors}");
    let outcome: Value = serde_json::from_str(&output).unwrap();
    assert_eq!((outcome["entries"].as_u64(), outcome["rejected_rows"].as_u64()), (Some(1), Some(1)));
    assert_eq!(outcome["self_test"]["missed_count"], 0);
    assert!(outcome["self_test"]["tried"].as_u64().unwrap() > 5, "{output}");
    assert!(errors.contains("house.csv, line 3"), "{errors}");
    assert_eq!(run(&["lists", "check", "--no-builtin"]).0, 2);
}
