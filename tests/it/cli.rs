//! The program as people and scripts run it: arguments, exit codes, output.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const CLEAN: &str = "mt/103-supplier-payment.fin";

fn interdict(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interdict"));
    command.args(arguments).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "INTERDICT_LOG", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    command
}

/// Exit code, standard output and standard error of a run.
fn run(arguments: &[&str]) -> (i32, String, String) {
    told(&interdict(arguments).output().unwrap())
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().expect("no signal ends the program"), text(&output.stdout), text(&output.stderr))
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = interdict(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    told(&child.wait_with_output().unwrap())
}

fn sample(name: &str) -> String {
    samples().join(name).to_string_lossy().into_owned()
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("proto-samples")
}

fn lines(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A folder with these files; and the path of each.
fn folder(files: &[(&str, &[u8])]) -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files.iter().map(|(name, bytes)| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    });
    let paths = paths.collect();
    (folder, paths)
}

#[test]
fn every_sample_gets_a_verdict() {
    let folder = samples().to_string_lossy().into_owned();
    let (code, output, errors) = run(&["screen", &folder]);
    assert_eq!(code, 4, "{errors}");
    let decided: BTreeSet<String> = lines(&output)
        .iter()
        .map(|line| {
            let source = line["source"].as_str().unwrap();
            source.split(['#', '!']).next().unwrap().to_owned()
        })
        .collect();
    let expected: BTreeSet<String> = ["mt", "mx", "files", "broken"]
        .iter()
        .flat_map(|part| fs::read_dir(samples().join(part)).unwrap())
        .map(|entry| entry.unwrap().path().to_string_lossy().into_owned())
        .filter(|path| !path.ends_with(".expect"))
        .collect();
    assert_eq!(decided, expected);
    assert!(errors.starts_with("skipped ") && errors.contains(".expect"), "{errors}");
}

#[test]
fn the_exit_code_is_that_of_the_worst_verdict() {
    for entry in fs::read_dir(samples().join("mt")).unwrap() {
        let path = entry.unwrap().path().to_string_lossy().into_owned();
        if path.ends_with(".expect") {
            continue;
        }
        let (code, output, _) = run(&["screen", &path]);
        let expected = match lines(&output).last().unwrap()["verdict"].as_str().unwrap() {
            "pass" => 0,
            "flag" => 3,
            _ => 4,
        };
        assert_eq!(code, expected, "{path}");
    }
}

#[test]
fn a_clean_message_passes() {
    let (code, output, errors) = run(&["screen", &sample(CLEAN)]);
    assert_eq!((code, errors.as_str()), (0, ""), "{output}");
    let lines = lines(&output);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["verdict"], "pass");
    assert_eq!(lines[0]["source"], sample(CLEAN));
    assert_eq!(lines[0]["message"]["format"], "mt");
}

#[test]
fn the_same_input_gives_the_same_output() {
    let folder = samples().to_string_lossy().into_owned();
    let arguments = ["screen", folder.as_str(), "--as-of", "2026-11-23"];
    assert_eq!(run(&arguments), run(&arguments));
}

#[test]
fn rail_and_day_are_on_record() {
    let (_, output, _) = run(&["screen", &sample(CLEAN), "--rail", "cbpr+", "--as-of", "2017-06-30"]);
    let versions = &lines(&output)[0]["versions"];
    assert_eq!((&versions["rail"], &versions["as_of"]), (&"cbpr+".into(), &"2017-06-30".into()));
    let (_, output, _) = run(&["screen", &sample(CLEAN)]);
    assert_eq!(lines(&output)[0]["versions"]["rail"], "unspecified");
}

#[test]
fn messages_of_a_batch_are_numbered() {
    let (code, output, _) = run(&["screen", &sample("files/five-messages.rje")]);
    assert!([0, 3, 4].contains(&code));
    let sources: BTreeSet<String> = lines(&output).iter().map(|line| line["source"].as_str().unwrap().to_owned()).collect();
    let expected = (1..=5).map(|number| format!("{}#{number}", sample("files/five-messages.rje"))).collect();
    assert_eq!(sources, expected);
}

#[test]
fn standard_input_is_an_input() {
    let text = fs::read(sample(CLEAN)).unwrap();
    for arguments in [&["screen", "-"][..], &["screen"]] {
        let (code, output, errors) = run_with_input(arguments, &text);
        assert_eq!((code, errors.as_str()), (0, ""));
        assert_eq!(lines(&output)[0]["source"], "-");
    }
    let (_, output, _) = run_with_input(&["screen", "-", &sample(CLEAN)], &[text.as_slice(), &text].concat());
    let sources: Vec<Value> = lines(&output).iter().map(|line| line["source"].clone()).collect();
    assert_eq!(sources, ["-#1", "-#2", &sample(CLEAN)]);
}

#[test]
fn no_bytes_are_a_message_too() {
    let (_folder, paths) = folder(&[("empty.fin", b"")]);
    for (code, output, errors) in [run(&["screen", &paths[0]]), run(&["screen"])] {
        assert_eq!((code, errors.as_str()), (4, ""));
        assert_eq!(lines(&output)[0]["verdict"], "hold");
        assert_eq!(lines(&output)[0]["defects"][0]["code"], "empty");
    }
}

#[test]
fn ten_megabytes_of_chance_are_one_message_that_is_held() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let bytes: Vec<u8> = (0..10 * 1024 * 1024 / 8)
        .flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        })
        .collect();
    let (_folder, paths) = folder(&[("noise.bin", &bytes)]);
    let (code, output, _) = run(&["screen", &paths[0]]);
    assert_eq!(code, 4);
    let lines = lines(&output);
    assert_eq!((lines.len(), &lines[0]["verdict"]), (1, &"hold".into()));
    assert_eq!(lines[0]["message"]["format"], "unknown");
    let codes: Vec<&Value> = lines[0]["defects"].as_array().unwrap().iter().map(|defect| &defect["code"]).collect();
    assert!(codes.contains(&&"too-long".into()), "{codes:?}");
}

#[test]
fn what_cannot_be_read_outweighs_what_was_decided() {
    let (folder, paths) = folder(&[("held.txt", b"what is this"), ("cut.gz", b"\x1f\x8b\x08\0\0")]);
    let missing = folder.path().join("missing.fin").to_string_lossy().into_owned();
    let (code, output, errors) = run(&["screen", &missing, &paths[1], &paths[0]]);
    assert_eq!(code, 1);
    assert_eq!(lines(&output).len(), 1);
    assert_eq!(lines(&output)[0]["source"], paths[0]);
    let told: Vec<&str> = errors.lines().collect();
    assert!(told[0].starts_with(&format!("error: {missing}: cannot be opened")), "{errors}");
    assert!(told[1].starts_with(&format!("error: {}: could not be read to its end", paths[1])), "{errors}");
}

#[test]
fn entries_of_an_archive_are_sources() {
    let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    archive.append_path_with_name(sample(CLEAN), "day/one.fin").unwrap();
    let bytes = archive.into_inner().unwrap().finish().unwrap();
    let (_folder, paths) = folder(&[("month.tar.gz", &bytes)]);
    let (code, output, _) = run(&["screen", &paths[0]]);
    assert_eq!(code, 0);
    assert_eq!(lines(&output)[0]["source"], format!("{}!day/one.fin", paths[0]));
}

/// A mistake: exit code 2, nothing on standard output, and words on standard error that say what is wrong.
fn check_mistake(arguments: &[&str], words: &[&str]) {
    let (code, output, errors) = run(arguments);
    assert_eq!((code, output.as_str()), (2, ""), "{arguments:?}: {errors}");
    for word in words {
        assert!(errors.contains(word), "{arguments:?}: no `{word}` in {errors}");
    }
}

#[test]
fn mistakes_are_explained() {
    let (_folder, paths) = folder(&[("rules.toml", b"[[rule]]\nid = 7\n"), ("no.tsv", b"a\tb\n")]);
    check_mistake(&[], &["Usage:", "Examples:", "screen"]);
    check_mistake(&["scren"], &["unrecognized subcommand 'scren'", "screen"]);
    check_mistake(
        &["screen", "x", "--as-of", "2026-02-30"],
        &["--as-of", "2026-02-30", "not a day of the calendar", "2026-11-23"],
    );
    check_mistake(&["screen", "x", "--format", "xml"], &["--format", "xml", "human, json"]);
    check_mistake(&["screen", "x", "--rail", "two words"], &["--rail", "not the name of a rail", "cbpr+"]);
    check_mistake(
        &["screen", "x", "--rules", "/does/not/exist.toml"],
        &["/does/not/exist.toml", "cannot be read", "nothing was screened"],
    );
    check_mistake(&["screen", "x", "--rules", &paths[0]], &["rules.toml", "line 2"]);
    check_mistake(&["compare", "one name"], &["2 values", "interdict compare QUERY CANDIDATE"]);
    check_mistake(&["compare", "--tsv", &paths[1]], &["no.tsv, line 1: the header has no column query"]);
}

#[test]
fn a_log_filter_that_is_none_is_a_mistake() {
    let (code, _, errors) = told(&interdict(&["lists", "info"]).env("INTERDICT_LOG", "info,x=loud").output().unwrap());
    assert_eq!(code, 2);
    assert!(errors.contains("INTERDICT_LOG=info,x=loud") && errors.contains("warn"), "{errors}");
}

#[test]
fn a_rail_that_no_rule_knows_is_pointed_out() {
    let rules = [include_str!("../../src/rule/dprk.toml"), HOUSE_RULE].concat();
    let (_folder, paths) = folder(&[("rules.toml", rules.as_bytes())]);
    let arguments = |rail: &'static str| ["screen", "--rules", &paths[0], "--rail", rail, &sample(CLEAN)].map(str::to_owned);
    let (code, _, errors) = run(&arguments("sct-insst").each_ref().map(String::as_str));
    assert_eq!(code, 0, "{errors}");
    assert!(errors.contains("no rule names the rail sct-insst; rules name sct-inst"), "{errors}");
    assert_eq!(run(&arguments("sct-inst").each_ref().map(String::as_str)).2, "");
}

const HOUSE_RULE: &str = r#"
[[rule]]
id = "house.places"
title = "Places, where there is no time to ask"
verdict = "flag"
basis = ["house policy"]

[rule.when]
evidence = "geography"
grade = "probable"
rail = "sct-inst"
"#;

#[test]
fn colours_are_for_terminals() {
    let (_folder, paths) = folder(&[("held.txt", b"what is this")]);
    let arguments = ["screen", "--format", "human", &paths[0]];
    let is_coloured = |variables: &[(&str, &str)]| {
        let (code, output, _) = told(&interdict(&arguments).envs(variables.iter().copied()).output().unwrap());
        assert_eq!(code, 4);
        assert!(output.contains("hold") && output.contains("1 message: "), "{output}");
        output.contains('\x1b')
    };
    assert!(!is_coloured(&[]));
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_message_cannot_write_to_the_terminal() {
    let hostile = "\x1b]0;title\x07\x1b[2J\u{9b}31m\u{202e}PYONGYANG \r\x08";
    let name = "a\x1b[31m.txt";
    let (folder, _) = folder(&[(name, hostile.as_bytes())]);
    let (_, output, errors) = run(&["screen", "--format", "human", &folder.path().to_string_lossy()]);
    let missing = folder.path().join("\x1b[31m").to_string_lossy().into_owned();
    let (_, _, missing) = run(&["screen", &missing]);
    for text in [output, errors, missing] {
        let forbidden = text.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}'));
        assert_eq!(forbidden, None, "{text:?}");
    }
}

#[test]
fn a_reader_that_has_enough_is_no_mistake() {
    let mut child =
        interdict(&["screen", &samples().to_string_lossy()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let (code, _, errors) = told(&child.wait_with_output().unwrap());
    assert_eq!((code, errors.as_str()), (1, ""));
}

/// What a terminal shows: the `script` of util-linux gives the program one.
#[cfg(target_os = "linux")]
fn on_a_terminal(command: &str) -> Option<String> {
    let binary = env!("CARGO_BIN_EXE_interdict");
    let mut script = Command::new("script");
    script.args(["-qec", &format!("stty cols 80; {}", command.replace("interdict", binary)), "/dev/null"]);
    match script.stdin(Stdio::null()).env_remove("NO_COLOR").env("TERM", "xterm").output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            eprintln!("skipped: no `script` to make a terminal with ({error})");
            None
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_pages_and_no_riddles() {
    let (_folder, paths) = folder(&[("held.txt", b"what is this")]);
    let Some(page) = on_a_terminal(&format!("interdict screen {}", paths[0])) else { return };
    assert!(page.contains("\x1b[1;33mhold\x1b[0m") && page.contains("1 message:"), "{page}");
    let Some(page) = on_a_terminal("interdict screen") else { return };
    assert!(page.contains("nothing to screen: name files or folders, or - for standard input"), "{page}");
    let (_folder, paths) = folder(&[("\u{9b}31m.txt", b"what is this")]);
    let Some(line) = on_a_terminal(&format!("interdict screen --format json {}", paths[0])) else { return };
    assert!(line.contains("\\u009b31m.txt") && !line.contains('\u{9b}'), "{line}");
}

#[test]
fn two_names_are_compared() {
    let (code, output, errors) = run(&["compare", "Kang Bong", "KANG BONG", "--type", "company"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    let line = &lines(&output)[0];
    let members: Vec<&String> = line.as_object().unwrap().keys().collect();
    assert_eq!(members, ["candidate", "match", "query", "score", "type", "why"]);
    assert_eq!((&line["query"], &line["type"]), (&"Kang Bong".into(), &"company".into()));
    assert_eq!((line["match"].as_bool(), line["score"].as_f64()), (Some(true), Some(1.0)), "{line}");
    let (code, output, _) = run(&["compare", "Smith", "KANG BONG", "--format", "human"]);
    assert_eq!(code, 0);
    assert!(output.starts_with("no match  Smith ~ KANG BONG\n"), "{output}");
}

#[test]
fn rows_are_compared_in_order() {
    let rows = b"note\tquery\tcandidate\ttype\r\nx\tA B\tA B\tPerson\r\ny\tC\tD\t\r\n";
    let (_folder, paths) = folder(&[("pairs.tsv", rows)]);
    let from_file = run(&["compare", "--tsv", &paths[0]]);
    let from_input = run_with_input(&["compare", "--tsv", "-"], rows);
    assert_eq!(from_file, from_input);
    let (code, output, errors) = from_file;
    assert_eq!((code, errors.as_str()), (0, ""));
    let queries: Vec<Value> = lines(&output).iter().map(|line| line["query"].clone()).collect();
    assert_eq!(queries, ["A B", "C"]);
    let (code, output, errors) = run_with_input(&["compare", "--tsv", "-"], b"query\tcandidate\ttype\nA\tB\t\nC\n");
    assert_eq!((code, output.lines().count()), (2, 1));
    assert!(errors.contains("-, line 3: 1 columns where the header has 3"), "{errors}");
    assert_eq!(run(&["compare", "--tsv", "/does/not/exist"]).0, 1);
}

#[test]
fn lists_and_rules_are_shown() {
    let (code, output, _) = run(&["lists", "info"]);
    assert_eq!(code, 0);
    for line in lines(&output) {
        let members: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(members, ["count", "date", "dprk_count", "list", "rejected_rows", "sha256"]);
    }
    let (code, output, _) = run(&["rules", "list"]);
    assert_eq!(code, 0);
    assert!(lines(&output).len() > 5);
    for line in lines(&output) {
        let members: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(members, ["basis", "from", "id", "title", "until", "verdict"]);
    }
    for arguments in [["lists", "info"], ["rules", "list"]] {
        let (code, output, _) = run(&[arguments[0], arguments[1], "--format", "human"]);
        assert_eq!(code, 0);
        assert!(!output.contains('{'), "{output}");
    }
}

#[test]
fn version_and_help_are_answers() {
    let (code, output, _) = run(&["--version"]);
    assert_eq!((code, output), (0, format!("interdict {}\n", env!("CARGO_PKG_VERSION"))));
    for command in ["screen", "serve", "compare", "lists", "rules", "journal"] {
        let (code, output, _) = run(&[command, "--help"]);
        assert_eq!(code, 0);
        assert!(output.contains("Usage: interdict"), "{output}");
    }
}

#[test]
fn a_rail_has_its_own_words_and_those_of_all() {
    let (code, output, _) = run(&["rules", "responses", "--rail", "rtp", "--format", "json"]);
    assert_eq!(code, 0);
    let rails: BTreeSet<String> = lines(&output).iter().map(|line| line["rail"].as_str().unwrap().to_owned()).collect();
    assert_eq!(rails, BTreeSet::from(["*".to_owned(), "rtp".to_owned()]));
    let (_, output, _) = run(&["rules", "responses", "--format", "human"]);
    assert!(
        output.contains("reject") && output.contains("pacs.002 RJCT RR04") && output.contains("nothing goes out"),
        "{output}"
    );
}
