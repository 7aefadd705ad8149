//! The record of what was decided, and everything that it was decided on. Plain values: writing them down is the journal's and the doors' work.

use crate::detect::Hit;
use crate::frame::Format;
use crate::list::ListVersion;
use crate::message::Defect;
use crate::rule::Ruling;
use crate::verdict::Verdict;
use jiff::civil::Date;
use std::sync::Arc;

/// What was decided about one unit, or about the frame as a whole, and on what.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Which message.
    pub message: MessageFacts,
    /// Which transaction of it; `None` for the frame as a whole.
    pub unit: Option<UnitFacts>,
    /// What happens.
    pub verdict: Verdict,
    /// Why: the rulings that asked for more than pass, the most severe first.
    pub reasons: Vec<Ruling>,
    /// What was found.
    pub hits: Vec<Hit>,
    /// What was found and left out, and by which rule.
    pub suppressed: Vec<Suppressed>,
    /// What was wrong with the message.
    pub defects: Vec<Defect>,
    /// How many units ended in which verdict, in the order of [`Verdict::ALL`]; only for the frame as a whole, when it has several units.
    pub unit_verdicts: Option<[u32; 5]>,
    /// What the decision was made with.
    pub versions: Arc<Versions>,
}

/// What identifies a message to people.
#[derive(Clone, Debug)]
pub struct MessageFacts {
    /// The wire format.
    pub format: Format,
    /// `103`, `pacs.008.001.08`.
    pub message_type: Option<String>,
    /// Field 20 or `MsgId`.
    pub reference: Option<String>,
    /// Unique end-to-end transaction reference.
    pub uetr: Option<String>,
    /// BIC of the sender.
    pub sender: Option<String>,
    /// BIC of the receiver.
    pub receiver: Option<String>,
    /// Settlement amount.
    pub amount: Option<Amount>,
    /// Settlement day, ISO 8601.
    pub value_date: Option<String>,
    /// SHA-256 of the frame, or of the transaction's own bytes where `unit` is given.
    pub sha256: [u8; 32],
}

/// A sum of money.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Amount {
    /// Decimal digits with a point.
    pub value: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// Which transaction of a frame.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnitFacts {
    /// Counted from 1.
    pub index: u32,
    /// How many there are.
    pub count: u32,
    /// The debtor's reference.
    pub end_to_end_id: Option<String>,
    /// SHA-256 of the frame.
    pub frame_sha256: [u8; 32],
}

/// A hit that does not count, and the rule that says so.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What was found.
    pub hit: Hit,
    /// Id of the rule.
    pub rule: String,
}

/// Everything beside the bytes that a decision depends on: with the same versions the same bytes give the same decision.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Versions {
    /// Of this program.
    pub engine: &'static str,
    /// Of the rules.
    pub rules_sha256: [u8; 32],
    /// Of the good-guy rules.
    pub good_guys_sha256: [u8; 32],
    /// The rail that the door names.
    pub rail: String,
    /// The day of receipt.
    pub as_of: Date,
    /// Of the emergency additions and suspensions.
    pub overlay_sha256: [u8; 32],
    /// How many they are.
    pub overlay_count: usize,
    /// The lists.
    pub lists: Vec<ListVersion>,
}

/// What a frame came to: a decision on the whole, and one a transaction where there are several.
#[derive(Clone, Debug)]
pub struct Screened {
    /// On the frame; its verdict is the most severe of all.
    pub frame: Decision,
    /// On each transaction; empty where the frame is one transaction.
    pub units: Vec<Decision>,
}
