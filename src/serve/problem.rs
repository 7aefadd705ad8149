//! What a sender is told when a request is not answered with a Decision: one table from reasons to RFC 9457 problem documents.

use crate::journal::{Refusal, json};
use crate::metrics::{Door, Metrics, Problem};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

/// Why a request is not answered with what it asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Rejection {
    /// The request has something wrong. Sent again it would have it again.
    Problem(Problem),
    /// The message was not taken now.
    Refused(Refusal),
}

impl Rejection {
    /// Counts it, and makes the answer.
    pub(super) fn into_response(self, metrics: &Metrics) -> Response {
        match self {
            Rejection::Problem(problem) => metrics.problems.inc((problem,)),
            Rejection::Refused(refusal) => metrics.refused.inc((Door::Http, refusal)),
        }
        self.document()
    }

    /// The answer alone, for what was counted already.
    pub(super) fn document(self) -> Response {
        let (name, (status, title, detail)) = match self {
            Rejection::Problem(problem) => (problem.as_str(), describe(problem)),
            Rejection::Refused(refusal) => (refusal.as_str(), describe_refusal(refusal)),
        };
        let r#type = format!("urn:interdict:problem:{name}");
        let document = json(&Document { r#type: &r#type, title, status: status.as_u16(), detail });
        let mut response = (status, document).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
        }
        response
    }
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
}

fn describe(problem: Problem) -> (StatusCode, &'static str, &'static str) {
    match problem {
        Problem::NotFound => {
            (StatusCode::NOT_FOUND, "not found", "there is nothing at this address, or no entry with this receipt number")
        }
        Problem::MethodNotAllowed => (
            StatusCode::METHOD_NOT_ALLOWED,
            "method not allowed",
            "messages are sent with POST, everything else is read with GET",
        ),
        Problem::NotAReceiptNumber => (
            StatusCode::BAD_REQUEST,
            "not a receipt number",
            "a receipt number has the form EPOCH-SEQUENCE-LINK, such as 3-1842-9f2c41d07b3a",
        ),
        Problem::BodyTooLong => (StatusCode::PAYLOAD_TOO_LARGE, "body too long", "a message has at most 33554432 bytes"),
        Problem::BodyTooSlow => {
            (StatusCode::REQUEST_TIMEOUT, "body too slow", "the body was not received in time; nothing was screened")
        }
        Problem::BodyCutShort => {
            (StatusCode::BAD_REQUEST, "body cut short", "the body ended before its announced end; nothing was screened")
        }
        Problem::SeveralMessages => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "several messages",
            "the body holds more than one message; send one message a request; nothing was screened",
        ),
        Problem::UnsupportedEncoding => {
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported encoding", "send the message as it is, without Content-Encoding")
        }
        Problem::PartyRequest => (
            StatusCode::NOT_IMPLEMENTED,
            "parties are not screened here",
            "this version screens payment messages, not parties as JSON; send one raw message with another Content-Type",
        ),
        Problem::JournalUnreadable => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "journal unreadable",
            "the entry cannot be read, or is not what was recorded; see the log",
        ),
    }
}

fn describe_refusal(refusal: Refusal) -> (StatusCode, &'static str, &'static str) {
    let busy = StatusCode::SERVICE_UNAVAILABLE;
    match refusal {
        Refusal::NotReady => {
            (busy, "not ready", "lists are being loaded or the journal is being opened; the message was not taken")
        }
        Refusal::JournalClosed => {
            (busy, "journal closed", "nothing can be recorded, so nothing is decided; the message was not taken")
        }
        Refusal::Overloaded => (busy, "overloaded", "too many messages wait; the message was not taken"),
        Refusal::Deadline => (busy, "too slow", "the decision could not be recorded in time; the message was not taken"),
        Refusal::TooLarge => (
            StatusCode::PAYLOAD_TOO_LARGE,
            "too large",
            "message and decisions are longer than the journal takes; send the transactions in several messages; the message was not taken",
        ),
        Refusal::Internal => {
            (StatusCode::INTERNAL_SERVER_ERROR, "screening failed", "a fault of the filter; the message was not taken")
        }
    }
}

/// Longer than a slow commit, short enough that a payment does not miss its deadline.
const RETRY_AFTER_SECONDS: &str = "1";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Label as _;
    use crate::serve::BODY_BYTES_MAX;
    use std::collections::HashSet;

    #[test]
    fn every_reason_has_an_error_status_and_a_name_of_its_own() {
        let problems = Problem::ALL.iter().copied().map(Rejection::Problem);
        let refusals = Refusal::ALL.iter().copied().map(Rejection::Refused);
        let mut names = HashSet::new();
        for rejection in problems.chain(refusals) {
            let response = rejection.document();
            assert!(response.status().is_client_error() || response.status().is_server_error(), "{rejection:?}");
            assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
            assert_eq!(response.headers().contains_key(RETRY_AFTER), response.status() == 503, "{rejection:?}");
            assert!(names.insert(match rejection {
                Rejection::Problem(problem) => problem.as_str(),
                Rejection::Refused(refusal) => refusal.as_str(),
            }));
        }
    }

    #[test]
    fn the_limit_is_told() {
        assert!(describe(Problem::BodyTooLong).2.contains(&BODY_BYTES_MAX.to_string()));
    }
}
