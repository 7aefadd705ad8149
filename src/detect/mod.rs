//! Candidates to Hits: what in a unit points to whom, and how sure that is. One detector a file; none of them knows a verdict.

pub mod identifier;
pub mod korean;
pub mod name;
pub mod place;

use crate::list::{Designation, Strength};
use crate::message::{Kind, Role};
use std::ops::Range;
use std::sync::Arc;

/// What was found, where, and how sure it is. Hits are facts; what follows from them is for the rules.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The class of evidence.
    pub evidence: Evidence,
    /// How far the evidence reaches alone.
    pub grade: Grade,
    /// What was found when it is no list entry: `dprk.city`, `border-hub`.
    pub code: Option<&'static str>,
    /// Likeness, 0 to 1000.
    pub score: u16,
    /// Whom it points to.
    pub designation: Option<Arc<Designation>>,
    /// Whether the designation has legal effect, or was only reported.
    pub reported_only: bool,
    /// By which name.
    pub alias: Option<Alias>,
    /// The places that make up the hit, in message order.
    pub parts: Vec<Part>,
    /// The same, in words that an analyst can check.
    pub why: Vec<String>,
}

/// The classes of evidence.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Evidence {
    /// A number or code of a listed party.
    Identifier,
    /// A listed name.
    Name,
    /// A place, a country, a national identifier range.
    Geography,
}

impl Evidence {
    /// The name used in rules, Decisions and metric labels.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Evidence::Identifier => "identifier",
            Evidence::Name => "name",
            Evidence::Geography => "geography",
        }
    }
}

/// How far a piece of evidence reaches alone.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Grade {
    /// Never alone; makes other evidence stronger.
    Corroborates,
    /// Stops a payment when something else in the unit points the same way.
    NeedsSecond,
    /// Stops a payment until people looked at it.
    Probable,
    /// Certain: may block.
    Certain,
}

impl Grade {
    /// The name used in rules.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Grade::Corroborates => "corroborates",
            Grade::NeedsSecond => "needs-second",
            Grade::Probable => "probable",
            Grade::Certain => "certain",
        }
    }
}

/// The listed name that was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alias {
    /// As published.
    pub text: String,
    /// How far it identifies.
    pub strength: Strength,
}

/// One place of a hit: an element, or a stretch of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Part {
    /// Who or what the element is about.
    pub role: Role,
    /// What its text is.
    pub kind: Kind,
    /// Where it stands in the message's structure.
    pub path: String,
    /// 0: the frame itself. 1: inside a decoded payload.
    pub layer: u8,
    /// Bytes of the frame.
    pub spans: Vec<Range<u32>>,
    /// The text that matched, decoded.
    pub text: String,
}
