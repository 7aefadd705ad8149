//! The HTTP door. It reads one message a request and writes the reply; it decides nothing.

use super::app::{App, Timing};
use super::body::Room;
use super::problem::Rejection;
use crate::engine::Stage;
use crate::frame::{Cut, Frame, cut};
use crate::journal::{Receipt, Refusal, Reply, json, lists_json};
use crate::metrics::{Door, Label as _, Problem};
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use serde::Serialize;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tracing::error;

/// All that HTTP offers.
pub(super) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/v1/screen", post(screen))
        .route("/v1/lists", get(lists))
        .route("/v1/journal/{receipt}", get(entry))
        .route("/metrics", get(metrics))
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .fallback(|State(http): State<Arc<Http>>| async move { http.reject(Rejection::Problem(Problem::NotFound)) })
        .method_not_allowed_fallback(|State(http): State<Arc<Http>>| async move {
            http.reject(Rejection::Problem(Problem::MethodNotAllowed))
        })
        .with_state(Arc::new(Http { app, room: Room::new() }))
}

/// What the handlers share.
struct Http {
    app: Arc<App>,
    room: Room,
}

impl Http {
    fn reject(&self, rejection: Rejection) -> Response {
        rejection.into_response(self.app.metrics())
    }
}

/// `POST /v1/screen`: one raw message in, its Decisions out.
async fn screen(State(http): State<Arc<Http>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    if let Err(problem) = takes(&head.headers) {
        return http.reject(Rejection::Problem(problem));
    }
    let wait_max = Duration::from_secs(http.app.settings().body_seconds_max.into());
    let received = match http.room.receive(&head.headers, body, wait_max).await {
        Ok(received) => received,
        Err(rejection) => return http.reject(rejection),
    };
    let Some(frame) = only_message(&received.bytes) else {
        return http.reject(Rejection::Problem(Problem::SeveralMessages));
    };
    match http.app.handle(Door::Http, frame, http.app.arrival()).await {
        (Reply::Decided(receipt), timing) => decided(&receipt, &timing),
        (Reply::Refused(refusal), _) => Rejection::Refused(refusal).document(),
    }
}

/// Anything is taken for a raw message, whatever its media type says, except what certainly is none.
fn takes(headers: &HeaderMap) -> Result<(), Problem> {
    let encoded = headers.get_all(CONTENT_ENCODING).iter().any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if encoded {
        return Err(Problem::UnsupportedEncoding);
    }
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") { Err(Problem::PartyRequest) } else { Ok(()) }
}

/// The one message of a body, without the separators around it; `None` if there are several. A body without any is a message that went wrong, and is screened as what it is.
fn only_message(body: &Bytes) -> Option<Frame> {
    let Cut::Message { at, next } = cut(body, true) else { return Some(Frame::new(body.clone())) };
    match cut(body.get(next..).unwrap_or_default(), true) {
        Cut::Message { .. } => None,
        Cut::NeedMore | Cut::Nothing => Some(Frame::new(body.slice(at))),
    }
}

fn decided(receipt: &Receipt, timing: &Timing) -> Response {
    let lines = receipt.decisions();
    let mut response = lines.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(lines)));
    for (name, value) in [(RECEIPT, receipt.number().to_string()), (SERVER_TIMING, server_timing(timing))] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    response
}

/// Of one line of JSON, or of several.
fn media_type(lines: &[u8]) -> &'static str {
    let is_one = memchr::memchr(b'\n', lines).is_none_or(|end| end + 1 == lines.len());
    if is_one { "application/json" } else { "application/x-ndjson" }
}

/// Milliseconds a stage, as W3C Server Timing has it.
fn server_timing(timing: &Timing) -> String {
    let stages = Stage::ALL.iter().map(|stage| (stage.word(), timing.stages.spent(*stage)));
    let mut text = String::new();
    for (name, spent) in stages.chain([("journal", timing.journal)]) {
        write!(text, "{name};dur={:.3}, ", spent.as_secs_f64() * 1e3).expect("a String takes every write");
    }
    write!(text, "total;dur={:.3}", timing.total.as_secs_f64() * 1e3).expect("a String takes every write");
    text
}

/// `GET /v1/lists`: what is screened against.
async fn lists(State(http): State<Arc<Http>>) -> Response {
    match http.app.policy() {
        Some(policy) => json_response(StatusCode::OK, lists_json(policy.snapshot.versions())),
        None => Rejection::Refused(Refusal::NotReady).document(),
    }
}

/// `GET /v1/journal/{receipt}`: an entry as it was recorded, without the message's bytes.
async fn entry(State(http): State<Arc<Http>>, receipt: Result<Path<String>, PathRejection>) -> Response {
    let Some(number) = receipt.ok().and_then(|Path(text)| text.parse().ok()) else {
        return http.reject(Rejection::Problem(Problem::NotAReceiptNumber));
    };
    let app = Arc::clone(&http.app);
    let found =
        spawn_blocking(move || app.journal().map(|journal| journal.find(&number).map(|entry| entry.map(|entry| entry.json()))));
    match found.await {
        Ok(Some(Ok(Some(entry)))) => json_response(StatusCode::OK, entry),
        Ok(Some(Ok(None))) => http.reject(Rejection::Problem(Problem::NotFound)),
        Ok(Some(Err(failure))) => {
            error!("a journal entry could not be read: {failure}");
            http.reject(Rejection::Problem(Problem::JournalUnreadable))
        }
        Ok(None) => Rejection::Refused(Refusal::NotReady).document(),
        Err(_) => http.reject(Rejection::Problem(Problem::JournalUnreadable)),
    }
}

/// `GET /metrics`.
async fn metrics(State(http): State<Arc<Http>>) -> Response {
    ([(CONTENT_TYPE, prometheus::TEXT_FORMAT)], http.app.metrics_text()).into_response()
}

/// `GET /healthz`: the process answers. Whether it decides is for `/readyz`.
async fn healthz() -> Response {
    json_response(StatusCode::OK, r#"{"alive":true}"#.to_owned())
}

/// `GET /readyz`: 200 when messages are decided, 503 when they are refused.
async fn readyz(State(http): State<Arc<Http>>) -> Response {
    let app = &http.app;
    let policy = app.policy();
    let journal = app.journal().map(crate::journal::Journal::is_open);
    let readiness = Readiness {
        ready: policy.is_some() && journal == Some(true),
        lists: if policy.is_some() { "loaded" } else { "loading" },
        journal: match journal {
            Some(true) => "open",
            Some(false) => "closed",
            None => "opening",
        },
        old_lists: policy.iter().flat_map(|policy| app.old_lists(policy.snapshot.versions())).collect(),
    };
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    json_response(status, json(&readiness))
}

#[derive(Serialize)]
struct Readiness<'a> {
    ready: bool,
    lists: &'static str,
    journal: &'static str,
    old_lists: Vec<&'a str>,
}

fn json_response(status: StatusCode, json: String) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], json).into_response()
}

const RECEIPT: HeaderName = HeaderName::from_static("interdict-receipt");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &'static str, expected: Option<&str>) {
        let frame = only_message(&Bytes::from_static(body.as_bytes()));
        assert_eq!(frame.as_ref().map(|frame| str::from_utf8(frame.in_memory().unwrap()).unwrap()), expected, "{body:?}");
    }

    #[test]
    fn separators_are_no_part_of_the_message() {
        check("{1:A}{4:\n-}", Some("{1:A}{4:\n-}"));
        check("\r\n{1:A}{4:\n-}$", Some("{1:A}{4:\n-}"));
        check("<Document/>", Some("<Document/>"));
    }

    #[test]
    fn one_line_is_json_and_several_are_json_lines() {
        for (lines, expected) in [("{}\n", "application/json"), ("{}", "application/json"), ("{}\n{}\n", "application/x-ndjson")]
        {
            assert_eq!(media_type(lines.as_bytes()), expected, "{lines:?}");
        }
    }

    #[test]
    fn several_messages_are_not_one() {
        check("{1:A}{4:\n-}${1:B}{4:\n-}", None);
        check("{1:A}{4:\n-}{1:B}{4:\n-}", None);
    }

    #[test]
    fn nothing_is_a_message_that_went_wrong() {
        check("", Some(""));
        check("\r\n$", Some("\r\n$"));
    }
}
