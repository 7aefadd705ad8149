//! The HTTP door, over a real socket.

use crate::client::{Answer, connect, get, post, post_with, read_answer, request, send};
use crate::serving::{Service, arrival, fixed_clock, policy, policy_of, serve_settings};
use interdict::engine::screen;
use interdict::frame::Frame;
use interdict::journal::{Journal, ReceiptNumber, list_json, screened_json};
use interdict::list::{ListKind, ListVersion};
use interdict::serve::BODY_BYTES_MAX;
use jiff::{Timestamp, ToSpan as _};
use rusqlite::Connection;
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

const MESSAGE: &str = "{1:F01AAAADEFFXXXX0000000000}{2:I103BBBBUS33XXXXN}{4:\r\n:20:REFERENCE\r\n:59:KANG SAMPLE\r\n-}";

fn check_problem(answer: &Answer, status: u16, name: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let problem: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(problem["type"], format!("urn:interdict:problem:{name}"));
    assert_eq!(problem["status"], status);
    assert!(problem["title"].is_string() && problem["detail"].is_string());
    assert_eq!(answer.header("retry-after").is_some(), status == 503);
    assert_eq!(answer.header("interdict-receipt"), None);
}

#[test]
fn a_message_is_answered_with_its_decision_as_recorded() {
    let service = Service::ready();
    let answer = post(service.address(), MESSAGE.as_bytes());
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    let frame = Frame::new(MESSAGE.into());
    assert_eq!(answer.text(), screened_json(&screen(&frame, &policy(), &arrival(), &mut ())));

    let number: ReceiptNumber = answer.header("interdict-receipt").unwrap().parse().unwrap();
    let found = Journal::verify(&service.journal.path(), std::slice::from_ref(&number)).unwrap();
    assert!(found.is_intact(), "{found:?}");

    let entry = get(service.address(), &format!("/v1/journal/{number}"));
    assert_eq!(entry.status, 200);
    assert!(entry.text().contains(&format!(r#""decisions":[{}]"#, answer.text().trim_end())));
}

#[test]
fn the_stages_are_timed() {
    let service = Service::ready();
    let answer = post(service.address(), MESSAGE.as_bytes());
    let timing = answer.header("server-timing").unwrap();
    let names: Vec<&str> = timing.split(", ").map(|stage| stage.split(";dur=").next().unwrap()).collect();
    assert_eq!(names, ["parse", "detect", "rule", "journal", "total"]);
    let durations: Vec<f64> = timing.split(", ").map(|stage| stage.split(";dur=").nth(1).unwrap().parse().unwrap()).collect();
    let [stages @ .., total] = durations.as_slice() else { panic!("{timing}") };
    assert!(durations[3] > 0.0 && stages.iter().sum::<f64>() <= total + 0.01, "{timing}");
    assert!(!answer.text().contains("dur"), "no duration stands in a Decision");
}

#[test]
fn separators_around_a_message_change_nothing() {
    let service = Service::ready();
    let plain = post(service.address(), MESSAGE.as_bytes());
    let framed = post(service.address(), format!("\r\n{MESSAGE}\r\n$\r\n").as_bytes());
    let sha256 = |answer: &Answer| serde_json::from_slice::<Value>(&answer.body).unwrap()["message"]["sha256"].clone();
    assert_ne!(sha256(&plain), Value::Null);
    assert_eq!(sha256(&post(service.address(), format!("{MESSAGE}$").as_bytes())), sha256(&plain));
    assert_eq!(framed.status, 200);
}

#[test]
fn several_messages_are_refused() {
    let service = Service::ready();
    let answer = post(service.address(), format!("{MESSAGE}${MESSAGE}").as_bytes());
    check_problem(&answer, 422, "several-messages");
    assert!(answer.text().contains("one message a request"));
    assert_eq!(Journal::verify(&service.journal.path(), &[]).unwrap().entries, 1, "nothing but the epoch");
}

#[test]
fn an_empty_body_is_decided() {
    let service = Service::ready();
    assert_eq!(post(service.address(), b"").status, 200);
}

#[test]
fn what_is_certainly_no_raw_message_is_not_screened() {
    let service = Service::ready();
    let check = |header, status, name| check_problem(&post_with(service.address(), &[header], b"{}"), status, name);
    check("content-type: application/json", 501, "party-request");
    check("content-type: Application/JSON; charset=utf-8", 501, "party-request");
    check("content-encoding: gzip", 415, "unsupported-encoding");
    for header in ["content-type: application/xml", "content-type: text/plain", "content-encoding: identity", "x-none: 1"] {
        assert_eq!(post_with(service.address(), &[header], MESSAGE.as_bytes()).status, 200, "{header}");
    }
}

#[test]
fn a_body_takes_its_limit_and_no_more() {
    let service = Service::ready();
    let document = |length: usize| [b"<a>".to_vec(), vec![b'x'; length - 3]].concat();
    let answer = post(service.address(), &document(BODY_BYTES_MAX));
    assert_eq!(answer.status, 200);
    let announced = format!("content-length: {}", BODY_BYTES_MAX + 1);
    check_problem(&request(service.address(), "POST /v1/screen", &[&announced], b"").unwrap(), 413, "body-too-long");
    let body = document(BODY_BYTES_MAX + 1);
    let chunk = [format!("{:x}\r\n", body.len()).into_bytes(), body, b"\r\n0\r\n\r\n".to_vec()].concat();
    let answer = request(service.address(), "POST /v1/screen", &["transfer-encoding: chunked"], &chunk).unwrap();
    check_problem(&answer, 413, "body-too-long");
}

#[test]
fn a_body_in_pieces_is_the_same_message() {
    let service = Service::ready();
    let (first, second) = MESSAGE.split_at(20);
    let chunks = format!("{:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n", first.len(), second.len());
    let answer = request(service.address(), "POST /v1/screen", &["transfer-encoding: chunked"], chunks.as_bytes()).unwrap();
    assert_eq!(answer.body, post(service.address(), MESSAGE.as_bytes()).body);
}

#[test]
fn a_body_that_is_cut_short_or_too_slow_is_not_screened() {
    let service = Service::ready_with(|serve, _| serve.body_seconds_max = 1);
    let length = format!("content-length: {}", MESSAGE.len() + 1);
    let slow = request(service.address(), "POST /v1/screen", &[&length], MESSAGE.as_bytes()).unwrap();
    check_problem(&slow, 408, "body-too-slow");
    let mut stream = connect(service.address()).unwrap();
    send(&mut stream, "POST /v1/screen", &[&length], MESSAGE.as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    if let Ok(answer) = read_answer(&mut stream) {
        check_problem(&answer, 400, "body-cut-short");
    }
    assert_eq!(Journal::verify(&service.journal.path(), &[]).unwrap().entries, 1);
}

#[test]
fn until_lists_are_loaded_it_is_not_ready_and_refuses() {
    let (loaded, wait) = mpsc::channel();
    let load = Box::new(move || {
        wait.recv().unwrap();
        Ok(policy())
    });
    let mut service = Service::start(|_, _| {}, load, fixed_clock());
    assert_eq!(get(service.address(), "/healthz").status, 200);
    let readyz = get(service.address(), "/readyz");
    assert_eq!(readyz.status, 503);
    assert!(readyz.text().contains(r#""ready":false,"lists":"loading""#), "{}", readyz.text());
    check_problem(&post(service.address(), MESSAGE.as_bytes()), 503, "not-ready");
    check_problem(&get(service.address(), "/v1/lists"), 503, "not-ready");
    loaded.send(()).unwrap();
    service.runtime.block_on(service.server.as_mut().unwrap().loaded()).unwrap();
    let readyz = get(service.address(), "/readyz");
    assert_eq!((readyz.status, readyz.text()), (200, r#"{"ready":true,"lists":"loaded","journal":"open","old_lists":[]}"#));
    assert_eq!(post(service.address(), MESSAGE.as_bytes()).status, 200);
    let metrics = get(service.address(), "/metrics");
    assert!(metrics.text().contains(r#"interdict_refused_total{door="http",reason="not-ready"} 1"#));
}

#[test]
fn lists_that_cannot_be_loaded_or_a_journal_that_cannot_be_opened_end_the_service() {
    let mut service = Service::start(|_, _| {}, Box::new(|| Err("no lists".into())), fixed_clock());
    let failure = service.runtime.block_on(service.server.as_mut().unwrap().loaded()).unwrap_err();
    assert_eq!(failure.to_string(), "cannot load lists and rules: no lists");
    let other = service.journal.clone();
    let mut second = Service::start(|_, journal| *journal = other, Box::new(|| Ok(policy())), fixed_clock());
    let failure = second.runtime.block_on(second.server.as_mut().unwrap().loaded()).unwrap_err();
    assert!(failure.to_string().contains("is in use by another process"), "{failure}");
}

/// A journal that cannot be written: every message is refused, none is answered, and the operator can see it.
#[test]
fn a_failed_journal_refuses_everything() {
    let service = Service::ready();
    assert_eq!(post(service.address(), MESSAGE.as_bytes()).status, 200);
    let other = Connection::open(service.journal.path()).unwrap();
    other.execute_batch("CREATE TRIGGER disk BEFORE INSERT ON payload BEGIN SELECT RAISE(FAIL, 'disk'); END").unwrap();
    for _ in 0..3 {
        check_problem(&post(service.address(), MESSAGE.as_bytes()), 503, "journal-closed");
    }
    other.execute_batch("DROP TRIGGER disk").unwrap();
    check_problem(&post(service.address(), MESSAGE.as_bytes()), 503, "journal-closed");
    let readyz = get(service.address(), "/readyz");
    assert_eq!(readyz.status, 503);
    assert!(readyz.text().contains(r#""journal":"closed""#));
    let metrics = get(service.address(), "/metrics");
    assert!(metrics.text().contains("interdict_journal_closed 1"));
    assert!(metrics.text().contains(r#"interdict_refused_total{door="http",reason="journal-closed"} 4"#));
}

#[test]
fn what_happens_is_counted() {
    let service = Service::ready();
    let answer = post(service.address(), MESSAGE.as_bytes());
    let verdict = serde_json::from_slice::<Value>(&answer.body).unwrap()["verdict"].as_str().unwrap().to_owned();
    post(service.address(), format!("{MESSAGE}${MESSAGE}").as_bytes());
    let metrics = get(service.address(), "/metrics");
    assert_eq!(metrics.header("content-type"), Some("text/plain; version=0.0.4"));
    for line in [
        &format!(r#"interdict_messages_total{{door="http",format="mt",verdict="{verdict}"}} 1"#),
        r#"interdict_screen_seconds_count{door="http"} 1"#,
        r#"interdict_stage_seconds_count{stage="parse"} 1"#,
        "interdict_journal_append_seconds_count 1",
        "interdict_journal_queue_depth 0",
        "interdict_journal_closed 0",
        r#"interdict_http_problems_total{problem="several-messages"} 1"#,
    ] {
        assert!(metrics.text().lines().any(|candidate| candidate == line), "{line} is not in\n{}", metrics.text());
    }
}

#[test]
fn other_addresses_methods_and_numbers_are_problems() {
    let service = Service::ready();
    let address = service.address();
    check_problem(&get(address, "/v1/nothing"), 404, "not-found");
    check_problem(&get(address, "/v1/screen"), 405, "method-not-allowed");
    check_problem(&get(address, "/v1/journal/1-2"), 400, "not-a-receipt-number");
    check_problem(&get(address, "/v1/journal/%ff"), 400, "not-a-receipt-number");
    check_problem(&get(address, "/v1/journal/1-1-000000000000"), 404, "not-found");
    let lists = get(address, "/v1/lists");
    assert_eq!((lists.status, lists.text()), (200, "[]"));
}

/// A list may be as old as the setting says; one day more, and it warns.
#[test]
fn an_old_list_warns_and_is_screened_against() {
    let check = |date: &str, old_lists: &str, age_seconds: u32| {
        let version = ListVersion {
            list: "un".into(),
            kind: ListKind::Official,
            date: Some(date.parse().unwrap()),
            sha256: [7; 32],
            count: 1003,
            dprk_count: 155,
            rejected_rows: 0,
        };
        let expected = format!("[{}]", list_json(&version));
        let mut service = Service::start(|_, _| {}, Box::new(|| Ok(policy_of(version))), fixed_clock());
        service.runtime.block_on(service.server.as_mut().unwrap().loaded()).unwrap();
        assert_eq!(get(service.address(), "/v1/lists").text(), expected);
        let readyz = get(service.address(), "/readyz");
        assert_eq!(readyz.status, 200);
        assert!(readyz.text().ends_with(&format!(r#""old_lists":{old_lists}}}"#)), "{}", readyz.text());
        let metrics = get(service.address(), "/metrics");
        assert!(metrics.text().contains(&format!(r#"interdict_list_age_seconds{{list="un"}} {age_seconds}"#)));
    };
    check("2026-11-17", "[]", 7 * 86_400);
    check("2026-11-16", r#"["un"]"#, 8 * 86_400);
    check("2026-11-25", "[]", 0);
}

/// The day of receipt is that of UTC, and the message's own dates do not matter.
#[test]
fn the_day_is_the_clocks() {
    let midnight: Timestamp = "2026-11-24T00:00:00Z".parse().unwrap();
    let is_after = Arc::new(AtomicBool::new(false));
    let clock = {
        let is_after = Arc::clone(&is_after);
        Arc::new(move || if is_after.load(Ordering::Relaxed) { midnight } else { midnight - 1.millisecond() })
    };
    let mut service = Service::start(|_, _| {}, Box::new(|| Ok(policy())), clock);
    service.runtime.block_on(service.server.as_mut().unwrap().loaded()).unwrap();
    let as_of = |answer: Answer| serde_json::from_slice::<Value>(&answer.body).unwrap()["versions"]["as_of"].clone();
    assert_eq!(as_of(post(service.address(), MESSAGE.as_bytes())), "2026-11-23");
    is_after.store(true, Ordering::Relaxed);
    assert_eq!(as_of(post(service.address(), MESSAGE.as_bytes())), "2026-11-24");
}

#[test]
fn senders_at_the_same_time_each_get_their_own_receipt() {
    let service = Service::ready();
    let address = service.address();
    let senders: Vec<_> = (0..8)
        .map(|sender| {
            thread::spawn(move || {
                let receipt = |number| {
                    let answer = post(address, format!("{{1:F01}}{{4:\r\n:20:{sender}-{number}\r\n-}}").as_bytes());
                    answer.header("interdict-receipt").unwrap().parse::<ReceiptNumber>().unwrap()
                };
                (0..25).map(receipt).collect::<Vec<_>>()
            })
        })
        .collect();
    let receipts: Vec<_> = senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect();
    let found = Journal::verify(&service.journal.path(), &receipts).unwrap();
    assert!(found.is_intact() && found.entries == 201, "{found:?}");
}

/// A message longer than what is screened on the worker takes the other way, to the same answer.
#[test]
fn a_long_message_is_decided_like_a_short_one() {
    let service = Service::ready();
    for length in [64 * 1024, 64 * 1024 + 1] {
        let message = "x".repeat(length);
        let frame = Frame::new(message.clone().into());
        let answer = post(service.address(), message.as_bytes());
        assert_eq!(answer.text(), screened_json(&screen(&frame, &policy(), &arrival(), &mut ())));
    }
}

#[test]
fn stopping_finishes_what_is_in_flight_and_takes_nothing_more() {
    let mut service = Service::ready();
    let (address, path) = (service.address(), service.journal.path());
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut stream = connect(address).unwrap();
    send(&mut stream, "POST /v1/screen", &[&format!("content-length: {}", MESSAGE.len())], MESSAGE.as_bytes()).unwrap();
    while !get(address, "/metrics").text().contains(r#"interdict_stage_seconds_count{stage="rule"} 1"#) {
        thread::yield_now();
    }
    let server = service.server.take().unwrap();
    let stopping = service.runtime.spawn(server.stop());
    while connect(address).is_ok() {
        thread::yield_now();
    }
    other.execute_batch("ROLLBACK").unwrap();
    let answer = read_answer(&mut stream).unwrap();
    assert_eq!(answer.status, 200);
    service.runtime.block_on(stopping).unwrap();
    let number = answer.header("interdict-receipt").unwrap().parse().unwrap();
    assert!(Journal::verify(&path, &[number]).unwrap().is_intact());
    assert!(Journal::open(&service.journal, Timestamp::UNIX_EPOCH).is_ok(), "the journal was given free");
}

#[test]
fn stopping_waits_no_longer_than_its_limit() {
    let mut service = Service::ready_with(|serve, _| serve.shutdown_seconds_max = 1);
    let mut stream = connect(service.address()).unwrap();
    stream.write_all(b"POST /v1/screen HTTP/1.1\r\nhost: test\r\ncontent-length: 10\r\n\r\n12345").unwrap();
    while !get(service.address(), "/readyz").text().contains("open") {
        thread::yield_now();
    }
    service.stop();
    assert!(Journal::open(&service.journal, Timestamp::UNIX_EPOCH).is_ok(), "the journal was given free");
}

#[test]
fn a_silent_connection_is_closed() {
    let service = Service::ready_with(|serve, _| serve.idle_seconds_max = 1);
    let mut stream = connect(service.address()).unwrap();
    match stream.read(&mut [0]) {
        Ok(bytes) => assert_eq!(bytes, 0),
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset),
    }
}

#[test]
fn connections_beyond_the_limit_wait_for_a_place() {
    let service = Service::ready_with(|serve, _| serve.connections_max = 1);
    let first = connect(service.address()).unwrap();
    let mut second = connect(service.address()).unwrap();
    send(&mut second, "GET /healthz", &[], b"").unwrap();
    second.set_read_timeout(Some(std::time::Duration::from_millis(200))).unwrap();
    assert!(read_answer(&mut second).is_err(), "there is one place");
    drop(first);
    second.set_read_timeout(None).unwrap();
    assert_eq!(read_answer(&mut second).unwrap().status, 200);
}

#[test]
fn an_address_in_use_is_told() {
    let service = Service::ready();
    let settings = interdict::serve::Settings { listen: service.address(), ..serve_settings() };
    let start = interdict::serve::Server::start(settings, service.journal.clone(), Box::new(|| Ok(policy())), fixed_clock());
    let failure = service.runtime.block_on(start).unwrap_err();
    assert!(failure.to_string().contains("set serve.listen to another address"), "{failure}");
}
