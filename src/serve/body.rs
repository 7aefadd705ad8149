//! A request's body, within limits: bytes of one body, bytes of all bodies, time.

use super::problem::Rejection;
use crate::journal::Refusal;
use crate::metrics::Problem;
use axum::body::{Body, HttpBody as _};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use bytes::{Bytes, BytesMut};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// A whole body, and its share of what all bodies may take.
pub(super) struct Received<'a> {
    pub(super) bytes: Bytes,
    _room: SemaphorePermit<'a>,
}

/// Room for all bodies together.
#[derive(Debug)]
pub(super) struct Room(Semaphore);

impl Room {
    pub(super) fn new() -> Room {
        Room(Semaphore::new(BODIES_BYTES_MAX))
    }

    /// Reads a body to its end.
    pub(super) async fn receive(&self, headers: &HeaderMap, body: Body, wait_max: Duration) -> Result<Received<'_>, Rejection> {
        let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: usize| length > BODY_BYTES_MAX) {
            return Err(Rejection::Problem(Problem::BodyTooLong));
        }
        timeout(wait_max, self.read(body)).await.unwrap_or(Err(Rejection::Problem(Problem::BodyTooSlow)))
    }

    async fn read(&self, mut body: Body) -> Result<Received<'_>, Rejection> {
        let mut room = self.take(0)?;
        let mut pieces = Pieces::default();
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let frame = frame.map_err(|_| Rejection::Problem(Problem::BodyCutShort))?;
            // Trailers are no part of the message.
            let Ok(bytes) = frame.into_data() else { continue };
            if pieces.len() + bytes.len() > BODY_BYTES_MAX {
                return Err(Rejection::Problem(Problem::BodyTooLong));
            }
            room.merge(self.take(bytes.len())?);
            pieces.push(bytes);
        }
        Ok(Received { bytes: pieces.finish(), _room: room })
    }

    fn take(&self, bytes: usize) -> Result<SemaphorePermit<'_>, Rejection> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.0.try_acquire_many(bytes).map_err(|_| Rejection::Refused(Refusal::Overloaded))
    }
}

/// A body as it arrives: without a copy where it comes in one piece, as short messages do.
#[derive(Default)]
struct Pieces {
    first: Bytes,
    joined: BytesMut,
}

impl Pieces {
    fn push(&mut self, piece: Bytes) {
        if self.joined.is_empty() && self.first.is_empty() {
            self.first = piece;
            return;
        }
        if self.joined.is_empty() {
            self.joined.extend_from_slice(&self.first);
        }
        self.joined.extend_from_slice(&piece);
    }

    fn len(&self) -> usize {
        self.first.len().max(self.joined.len())
    }

    fn finish(self) -> Bytes {
        if self.joined.is_empty() { self.first } else { self.joined.freeze() }
    }
}

/// Longest body accepted, in bytes. A body is in memory as a whole, and so is the journal's entry of it, with a Decision for each of its transactions: longer batches are for the
/// command line, which reads them a window at a time. (A longer FIN message than its own limit is accepted, cut short and held.)
pub const BODY_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Bytes of all bodies that are being received or screened: eight of the longest. Beyond that, senders are told to come again.
const BODIES_BYTES_MAX: usize = 8 * BODY_BYTES_MAX;

#[cfg(test)]
mod tests {
    use super::*;

    async fn check(lengths: &[usize]) -> Result<usize, String> {
        let room = Room::new();
        let _taken = room.take(lengths[1..].iter().sum()).map_err(|_| "taken")?;
        let body = Body::from(vec![b'x'; lengths[0]]);
        match room.receive(&HeaderMap::new(), body, Duration::from_secs(10)).await {
            Ok(received) => Ok(received.bytes.len()),
            Err(Rejection::Problem(problem)) => Err(problem.as_str().into()),
            Err(Rejection::Refused(refusal)) => Err(refusal.as_str().into()),
        }
    }

    #[tokio::test]
    async fn a_body_takes_its_limit_and_no_more() {
        assert_eq!(check(&[0]).await, Ok(0));
        assert_eq!(check(&[BODY_BYTES_MAX]).await, Ok(BODY_BYTES_MAX));
        assert_eq!(check(&[BODY_BYTES_MAX + 1]).await, Err("body-too-long".into()));
    }

    #[tokio::test]
    async fn all_bodies_take_their_limit_and_no_more() {
        assert_eq!(check(&[5, BODIES_BYTES_MAX - 5]).await, Ok(5));
        assert_eq!(check(&[6, BODIES_BYTES_MAX - 5]).await, Err("overloaded".into()));
    }

    #[test]
    fn pieces_are_joined_in_order() {
        let mut pieces = Pieces::default();
        for (piece, length) in [("", 0), ("ab", 2), ("", 2), ("c", 3), ("def", 6)] {
            pieces.push(Bytes::from_static(piece.as_bytes()));
            assert_eq!(pieces.len(), length);
        }
        assert_eq!(pieces.finish(), "abcdef");
    }
}
