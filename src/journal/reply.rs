//! What a sender is told.

use super::Receipt;

/// What a door answers about a frame. There is no third case: a verdict is told only with a Receipt.
#[derive(Clone, Debug)]
pub enum Reply {
    /// It was decided, and the decision is durable.
    Decided(Receipt),
    /// It was not taken.
    Refused(Refusal),
}

/// Why a message was not taken. The sender still owns it and may send it again, here or elsewhere.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Lists are not loaded, or the journal is not open yet.
    #[error("not ready: lists are being loaded or the journal is being opened")]
    NotReady,
    /// A write failed, or the program is being stopped.
    #[error("the journal is closed: nothing can be recorded, so nothing is decided")]
    JournalClosed,
    /// Too much waits already.
    #[error("overloaded: too many messages wait to be screened or recorded")]
    Overloaded,
    /// The record was not durable in time. It may become durable later; it was not answered.
    #[error("the decision could not be recorded in time")]
    Deadline,
    /// Message and decisions are longer than the journal takes.
    #[error("the message and its decisions are too long to be recorded")]
    TooLarge,
    /// A fault of this program.
    #[error("screening failed")]
    Internal,
}

impl Refusal {
    /// Every reason.
    pub const ALL: &[Refusal] = &[
        Refusal::NotReady,
        Refusal::JournalClosed,
        Refusal::Overloaded,
        Refusal::Deadline,
        Refusal::TooLarge,
        Refusal::Internal,
    ];

    /// The name used in metric labels, logs and problem documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Refusal::NotReady => "not-ready",
            Refusal::JournalClosed => "journal-closed",
            Refusal::Overloaded => "overloaded",
            Refusal::Deadline => "deadline",
            Refusal::TooLarge => "too-large",
            Refusal::Internal => "internal",
        }
    }
}
