//! What can be wrong with a file of rules, where, and what to do.

use crate::verdict::Verdict;
use thiserror::Error;

/// All that is wrong with a file of rules, in the order of the file.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{}", self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct RuleErrors(pub Vec<RuleError>);

/// One mistake, and where it stands.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("line {line}, column {column}: {mistake}")]
pub struct RuleError {
    /// Counted from 1.
    pub line: usize,
    /// Characters, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What is wrong in a file of rules, and what to do about it.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Mistake {
    /// Not TOML. The words are those of the TOML reader.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// A key that the language does not have.
    #[error("unknown key `{key}` in {table}; known are {known}")]
    UnknownKey {
        /// As written.
        key: String,
        /// Where it stands.
        table: &'static str,
        /// What could stand there.
        known: String,
    },
    /// A key that must be there is not.
    #[error("{table} has no `{key}`; add it")]
    Missing {
        /// Which key.
        key: &'static str,
        /// Where it belongs.
        table: &'static str,
    },
    /// A value of another type.
    #[error("`{key}` must be {expected}")]
    WrongType {
        /// Of which key.
        key: String,
        /// What it must be.
        expected: &'static str,
    },
    /// A word that the key does not know.
    #[error("`{key}` does not know the word `{word}`; known are {known}")]
    UnknownWord {
        /// Which key.
        key: &'static str,
        /// As written.
        word: String,
        /// What could stand there.
        known: String,
    },
    /// An id of another form.
    #[error("`{0}` is no rule id; use lower-case letters, digits, points and hyphens")]
    BadId(String),
    /// An id for the second time.
    #[error("rule id `{id}` stands on line {line} already; ids are unique")]
    TwiceId {
        /// Which id.
        id: String,
        /// Where it stood first.
        line: usize,
    },
    /// A date that is none.
    #[error("`{0}` is no day of the calendar, or has a time of day; write a date like 2006-10-14, without quotes")]
    BadDate(&'static str),
    /// `until` before `from`.
    #[error("`until` lies before `from`; this would never apply")]
    NeverInForce,
    /// A rule that asks for pass.
    #[error("a rule that asks for `pass` has no effect, and lowers no other rule; leave it out")]
    AsksForPass,
    /// A machine rejection without the mark.
    #[error(
        "`reject` returns the money: say `nothing-to-freeze = true` if no listed party has an interest in it, or ask for `hold`"
    )]
    RejectUnmarked,
    /// The mark without a rejection.
    #[error("`nothing-to-freeze` belongs to rules that ask for `reject`; leave it out")]
    MarkWithoutReject,
    /// A condition that asks for nothing.
    #[error("[rule.when] says nothing of the hits; say which evidence the rule takes up")]
    TakesEverything,
    /// A condition that no hit can fulfil.
    #[error(
        "no hit is like [rule.when]: names have a designation and places have none, and only designations have a type; correct `evidence`, `listed` or `type`"
    )]
    MatchesNothing,
    /// `doubt` beside other conditions.
    #[error("`doubt` stands alone in [rule.when] and without [[rule.second]]; make two rules")]
    DoubtWithOthers,
    /// `doubt = false`.
    #[error("`doubt` can only be true; a message without doubts asks for nothing")]
    DoubtFalse,
    /// A rule on doubts with another verdict than hold.
    #[error("a message that could not be read with certainty is held, neither more nor less; ask for `hold`")]
    DoubtHolds,
    /// The evidence never stops a payment alone.
    #[error("{evidence} never stops a payment alone; add [[rule.second]], or narrow [rule.when]")]
    NeverAlone {
        /// Which evidence the rule can match.
        evidence: String,
    },
    /// The verdict is above what the evidence may ask for.
    #[error("`{verdict}` is more than {evidence} may ask for; ask for `{ceiling}`, or narrow [rule.when]")]
    AboveCeiling {
        /// What the rule asks for.
        verdict: Verdict,
        /// What it may ask for.
        ceiling: Verdict,
        /// On which evidence.
        evidence: String,
    },
    /// Official evidence that would go on.
    #[error("{evidence} stands on an official list and is never let go on with a flag; ask for `hold`, or narrow [rule.when]")]
    FlagsListed {
        /// Which evidence the rule can match.
        evidence: String,
    },
    /// Property of a listed party would go back.
    #[error("{evidence} stands on an official list: its property is frozen and never returned; ask for `hold` or `block`")]
    ReturnsListed {
        /// Which evidence the rule can match.
        evidence: String,
    },
    /// A second indicator that says too little of the person to block on.
    #[error(
        "to block a person this second indicator must be bound to it: say `shares = \"designation\"`, or `shares = \"party\"` with grades from `probable`, or take only the grade `certain`"
    )]
    LooseSecond,
    /// No rule holds evidence that must not go on.
    #[error("no rule holds {evidence}; add one without further conditions, so that nothing of the kind can go on unseen")]
    Uncovered {
        /// Which evidence.
        evidence: String,
    },
    /// No rule holds messages in doubt.
    #[error(
        "no rule holds messages that could not be read with certainty; add one with `doubt = true` in [rule.when], on all rails and without dates"
    )]
    DoubtUncovered,
}
