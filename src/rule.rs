//! Hits to Rulings. Rules are data: TOML, compiled in from `rules/dprk.toml` or read from a file.

use crate::verdict::Verdict;

/// A set of rules, checked.
#[derive(Clone, Debug)]
pub struct Rules {
    /// SHA-256 of the text that they were read from.
    pub sha256: [u8; 32],
}

/// What one rule asks for, and on what. Rulings that ask for no more than pass are not recorded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Ruling {
    /// Id of the rule.
    pub rule: String,
    /// What it asks for.
    pub verdict: Verdict,
    /// Legal basis.
    pub basis: Vec<String>,
    /// Indices of the hits that it stands on.
    pub hits: Vec<usize>,
}
