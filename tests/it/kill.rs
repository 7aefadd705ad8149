//! Processes that are killed, and disks that are full: what was answered is in the journal.
//!
//! The server is this test program itself, started again as a child. SIGKILL ends a process between any two instructions but leaves the kernel's page cache; what a power
//! failure does on top is not tested here.

use crate::client::{Answer, connect, get, post, read_answer, request, send};
use crate::serving::{load_at_once, serve_settings};
use interdict::journal::{self, Journal, JournalError, ReceiptNumber};
use interdict::serve::{self, Settings};
use jiff::Timestamp;
use std::env;
use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A server in a process of its own. It ends with its owner.
struct ServerProcess {
    child: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl ServerProcess {
    fn start(directory: &Path) -> ServerProcess {
        ServerProcess::spawn(&mut Command::new(env::current_exe().unwrap()), directory)
    }

    /// No file may grow beyond `blocks` of 512 bytes: the kernel then fails the write, as it does when the disk is full.
    #[cfg(unix)]
    fn start_on_small_disk(directory: &Path, blocks: u32) -> ServerProcess {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        ServerProcess::spawn(Command::new("sh").args(["-c", &script]).arg(env::current_exe().unwrap()), directory)
    }

    fn spawn(command: &mut Command, directory: &Path) -> ServerProcess {
        let log = directory.join("server.log");
        let child = command
            .args(["kill::server_process", "--exact", "--ignored", "--nocapture"])
            .env(DIRECTORY, directory)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut server = ServerProcess { child, address: "127.0.0.1:0".parse().unwrap(), log };
        server.address = loop {
            if let Some(address) = server.listening() {
                break address;
            }
            assert!(server.child.try_wait().unwrap().is_none(), "the server did not start: {}", server.logged());
            thread::yield_now();
        };
        while get(server.address, "/readyz").status != 200 {
            thread::yield_now();
        }
        server
    }

    fn listening(&self) -> Option<SocketAddr> {
        let log = self.logged();
        let (_, rest) = log.split_once("listening on ")?;
        rest.split_once('\n')?.0.parse().ok()
    }

    fn logged(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Ends it between two instructions.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, as a service manager does, and gives what it logged.
    #[cfg(unix)]
    fn stop(mut self) -> String {
        let signalled = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(signalled.success());
        let ended = self.child.wait().unwrap();
        let log = self.logged();
        assert!(ended.success(), "{log}");
        log
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// Not a test: the server, for [`ServerProcess`].
#[test]
#[ignore = "a server that other tests start"]
fn server_process() {
    let Some(directory) = env::var_os(DIRECTORY) else { return };
    let filter = tracing_subscriber::EnvFilter::new("trace");
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(io::stderr).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let settings = Settings { shutdown_seconds_max: 5, ..serve_settings() };
    let journal = journal::Settings { directory: directory.into(), ..journal::Settings::default() };
    runtime.block_on(serve::run(settings, journal, load_at_once())).unwrap();
}

/// Sends messages until the server is gone; every receipt that was answered is kept.
fn send_until_killed(address: SocketAddr, sender: usize, answered: &AtomicU64, receipts: &Mutex<Vec<ReceiptNumber>>) {
    for number in 0.. {
        let Ok(answer) = try_post(address, &message(sender, number)) else { return };
        assert_eq!(answer.status, 200, "{}", answer.text());
        receipts.lock().unwrap().push(answer.header("interdict-receipt").unwrap().parse().unwrap());
        answered.fetch_add(1, Ordering::Relaxed);
    }
}

fn try_post(address: SocketAddr, body: &[u8]) -> io::Result<Answer> {
    request(address, "POST /v1/screen", &[&format!("content-length: {}", body.len())], body)
}

fn message(sender: usize, number: usize) -> Vec<u8> {
    format!("{{1:F01AAAADEFFXXXX0000000000}}{{4:\r\n:20:{sender}-{number}\r\n:59:{SECRET}\r\n-}}").into_bytes()
}

/// A generator of moments: the same seed gives the same plan (what the scheduler makes of it is its own).
struct Moments(u64);

impl Moments {
    fn next(&mut self, below: u64) -> u64 {
        // A multiplicative congruential step (Knuth, MMIX); only the high bits are used.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

#[test]
fn every_answered_receipt_survives_a_killed_process() {
    let kills: u64 = env::var("INTERDICT_KILLS").map_or(20, |kills| kills.parse().unwrap());
    let directory = tempfile::tempdir().unwrap();
    let receipts = Arc::new(Mutex::new(Vec::new()));
    let mut moments = Moments(20_261_124);
    for _ in 0..kills {
        let server = ServerProcess::start(directory.path());
        let answered = Arc::new(AtomicU64::new(0));
        let senders: Vec<_> = (0..4)
            .map(|sender| {
                let (address, answered, receipts) = (server.address, Arc::clone(&answered), Arc::clone(&receipts));
                thread::spawn(move || send_until_killed(address, sender, &answered, &receipts))
            })
            .collect();
        let after = moments.next(60);
        while answered.load(Ordering::Relaxed) < after {
            thread::yield_now();
        }
        // Not a wait for anything: where in the work between two answers the end comes.
        thread::sleep(Duration::from_micros(moments.next(2_000)));
        server.kill();
        for sender in senders {
            sender.join().unwrap();
        }
    }
    let receipts = receipts.lock().unwrap();
    let path = directory.path().join("journal.sqlite");
    let found = Journal::verify(&path, &receipts).unwrap();
    assert!(found.is_intact(), "{:?}, {} of {} receipts missing", found.broken, found.missing.len(), receipts.len());
    let head = found.head.unwrap();
    assert_eq!(head.epoch(), kills, "each start is an epoch");
    assert!(found.entries >= kills + receipts.len() as u64);
    eprintln!("{kills} kills, {} receipts, {} entries", receipts.len(), found.entries);
}

/// The disk is full: from then on nothing is answered with a Decision, and what was answered before is there.
#[cfg(unix)]
#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let server = ServerProcess::start_on_small_disk(directory.path(), 2_048);
    let mut receipts: Vec<ReceiptNumber> = Vec::new();
    let long = [message(0, 0), vec![b' '; 20_000]].concat();
    let refused = loop {
        let answer = post(server.address, &long);
        if answer.status != 200 {
            break answer;
        }
        receipts.push(answer.header("interdict-receipt").unwrap().parse().unwrap());
        assert!(receipts.len() < 1_000, "the disk never filled");
    };
    assert!(receipts.len() > 5);
    assert!(refused.text().contains("journal-closed"), "{}", refused.text());
    for _ in 0..20 {
        assert_eq!(post(server.address, &message(0, 1)).status, 503);
    }
    assert!(server.stop().contains("journal closed"), "the log says so");
    let server = ServerProcess::start(directory.path());
    assert_eq!(post(server.address, &message(0, 2)).status, 200);
    server.stop();
    let found = Journal::verify(&directory.path().join("journal.sqlite"), &receipts).unwrap();
    assert!(found.is_intact(), "{found:?}");
}

#[test]
fn a_second_process_is_kept_out() {
    let directory = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(directory.path());
    let settings = journal::Settings { directory: directory.path().into(), ..journal::Settings::default() };
    let error = Journal::open(&settings, Timestamp::UNIX_EPOCH).unwrap_err();
    assert!(matches!(error, JournalError::Locked { .. }), "{error}");
    server.kill();
    assert!(Journal::open(&settings, Timestamp::UNIX_EPOCH).is_ok(), "a lock ends with its process");
}

/// A request to end closes the journal in good order: nothing is left in its log.
#[cfg(unix)]
#[test]
fn a_signal_ends_it_in_good_order() {
    let directory = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(directory.path());
    let answer = post(server.address, &message(0, 0));
    assert!(server.stop().contains("stopping"));
    let number = answer.header("interdict-receipt").unwrap().parse().unwrap();
    let path = directory.path().join("journal.sqlite");
    assert!(std::fs::metadata(path.with_file_name("journal.sqlite-wal")).map_or(0, |log| log.len()) == 0);
    assert!(Journal::verify(&path, &[number]).unwrap().is_intact());
}

/// Whatever is logged, at the most talkative level: no text of a message is in it.
#[cfg(unix)]
#[test]
fn logs_hold_no_text_of_messages() {
    let directory = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(directory.path());
    assert_eq!(post(server.address, &message(0, 0)).status, 200);
    assert_eq!(post(server.address, &[message(0, 0), b"$".to_vec(), message(0, 1)].concat()).status, 422);
    let mut stream = connect(server.address).unwrap();
    send(&mut stream, &format!("GET /v1/journal/{SECRET}"), &[], b"").unwrap();
    assert_eq!(read_answer(&mut stream).unwrap().status, 400);
    let log = server.stop();
    assert!(log.contains("receipt="), "{log}");
    assert!(!log.contains(SECRET), "{log}");
}

/// Tells the child where its journal is.
const DIRECTORY: &str = "INTERDICT_TEST_SERVER";
const SECRET: &str = "KANGSAMPLE";
