//! `interdict serve` and `interdict journal` as people run them: one process, its logs, its journal.

use crate::client::{get, post};
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const MESSAGE: &str =
    "{1:F01COBADEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\r\n:20:REF\r\n:59:/1\r\nKOREA UNGUM CORPORATION\r\n-}";

fn interdict(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interdict"));
    command.args(arguments).stdin(Stdio::null()).env_remove("INTERDICT_LOG");
    command
}

fn verify(path: &Path, more: &[&str]) -> (i32, Value) {
    let path = path.to_string_lossy();
    let output = interdict(&[&["journal", "verify", &path], more].concat()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
}

/// A running service. It ends with its owner.
struct Service {
    child: Child,
    address: SocketAddr,
}

impl Service {
    fn start(directory: &Path) -> Service {
        let mut child = interdict(&["serve"])
            .env("INTERDICT_SERVE__LISTEN", "127.0.0.1:0")
            .env("INTERDICT_JOURNAL__DIRECTORY", directory)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut logs = BufReader::new(child.stderr.take().unwrap()).lines().map(|line| line.unwrap());
        let address = logs.find_map(|line| {
            let line: Value = serde_json::from_str(&line).expect("logs of a service are JSON lines");
            line["fields"]["message"].as_str()?.strip_prefix("listening on ")?.parse().ok()
        });
        // Read on, so that the service never waits for its logs to be read.
        std::thread::spawn(move || logs.for_each(drop));
        let service = Service { child, address: address.expect("the service listens") };
        while get(service.address, "/readyz").status != 200 {
            std::thread::yield_now();
        }
        service
    }

    fn stop(mut self) -> Option<i32> {
        let kill = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn screened(text: &str, directory: &Path) -> Value {
    let path = directory.join("message.fin");
    fs::write(&path, text).unwrap();
    let output = interdict(&["screen", &path.to_string_lossy()]).output().unwrap();
    let mut line: Value = serde_json::from_slice(&output.stdout).unwrap();
    line.as_object_mut().unwrap().remove("source");
    line
}

#[cfg(unix)]
#[test]
fn a_service_answers_as_the_command_line_does_and_its_journal_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let service = Service::start(&data);
    let answer = post(service.address, MESSAGE.as_bytes());
    assert_eq!(answer.status, 200);
    let decision: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(decision["verdict"], "block");
    assert_eq!(decision, screened(MESSAGE, folder.path()));
    let receipt = answer.header("interdict-receipt").unwrap().to_owned();
    assert_eq!(service.stop(), Some(0));

    let (code, report) = verify(&data, &["--receipt", &receipt]);
    assert_eq!((code, &report["intact"], &report["entries"]), (0, &true.into(), &2.into()), "{report}");
    assert_eq!(verify(&data.join("journal.sqlite"), &[]).1, report);
    let (code, report) = verify(&data, &["--receipt", "1-9-0123456789ab"]);
    assert_eq!((code, &report["missing"]), (1, &serde_json::json!(["1-9-0123456789ab"])), "{report}");

    let journal = data.join("journal.sqlite");
    let bytes = fs::read(&journal).unwrap();
    let at = memchr::memmem::find(&bytes, b"KOREA UNGUM").unwrap();
    let changed = [&bytes[..at], b"SAMOA UNGUM", &bytes[at + 11..]].concat();
    fs::write(&journal, changed).unwrap();
    let (code, report) = verify(&data, &[]);
    assert_eq!((code, &report["intact"], &report["broken"]["sequence"]), (1, &false.into(), &2.into()), "{report}");
    let output = interdict(&["journal", "verify", &data.to_string_lossy(), "--format", "human"]).output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.starts_with("broken") && page.contains("at entry 2: a body was changed"), "{page}");
}

/// A mistake: this exit code, nothing on standard output, and these words.
fn check_mistake(output: &Output, code: i32, words: &[&str]) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(code), &b""[..]), "{errors}");
    for word in words {
        assert!(errors.contains(word), "no `{word}` in {errors}");
    }
}

#[test]
fn mistakes_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("interdict.toml");
    fs::write(&config, "[serve]\nlisten = 7\n\n[policy]\nbuiltin = \"yes\"\nlist = \"\"\n").unwrap();
    let config = config.to_string_lossy();
    let output = interdict(&["serve", "--config", &config]).output().unwrap();
    check_mistake(&output, 2, &["the configuration cannot be used", "serve.listen", "policy.builtin", "list"]);
    let output = interdict(&["serve", "--config", "/does/not/exist.toml"]).output().unwrap();
    check_mistake(&output, 2, &["/does/not/exist.toml", "cannot be read"]);
    let output = interdict(&["serve"]).env("INTERDICT_POLICY__LISTS", "lists").output().unwrap();
    check_mistake(&output, 2, &["lists: cannot be read"]);
    let output = interdict(&["journal", "verify", "/does/not/exist"]).output().unwrap();
    check_mistake(&output, 1, &["/does/not/exist"]);
    let output = interdict(&["journal", "verify", ".", "--receipt", "7"]).output().unwrap();
    check_mistake(&output, 2, &["--receipt 7: not a receipt number"]);
}
