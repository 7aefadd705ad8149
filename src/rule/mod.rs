//! Hits to Rulings. In: the hits and defects of one unit, the day of receipt, the rail. Out: what each rule asks for, on which hits, and on what legal basis.
//!
//! Rules are data: TOML, compiled in from `dprk.toml` or read from a file of the bank's own. A rule takes up hits of one shape; what a hit may ask for at most, and what it
//! must ask for at least, is settled by its evidence (the table stands in `ceiling.rs`) and holds for every file: a rule beyond it is refused when the file is read. No rule looks at the text of a
//! message, and none at a date inside it.
//!
//! ```toml
//! [[rule]]
//! id = "dprk.port"                          # stands in Decisions; unique
//! title = "Port of the DPRK"                # one line for people
//! verdict = "hold"                          # flag, hold, reject, block
//! basis = [                                 # legal basis, named on the days of receipt on which it was law; the word "from-hit" adds that of the list entries
//!     "UNSCR 1718 (2006)",
//!     { text = "UNSCR 2397 (2017)", from = 2017-12-22 },
//! ]
//! nothing-to-freeze = true                  # only with "reject", which cannot do without it: the money goes back
//! from = 2006-10-14                         # first and last day of receipt on which the rule applies; both may be left out
//! note = "What the analyst should look at."
//!
//! [rule.when]                               # every key must hold; a key takes one word or a list of words, of which one must hold
//! evidence = "geography"                    # identifier, name, geography
//! grade = ["probable", "certain"]           # corroborates, needs-second, probable, certain
//! listed = "none"                           # dprk, other (programmes), reported (not designated), none
//! code = "dprk.port"                        # `dprk.*` means all that begin so
//! type = "vessel"                           # of the designation: person, organisation, vessel, aircraft, unknown
//! needs = "vessel"                          # what a name too common to stop alone needs: dprk, vessel; nothing for any other hit
//! role-class = "party"                      # party, agent, text; role, role class and kind are those of one and the same part of the hit
//! role = "port-of-loading"
//! kind = "port"                             # of the element
//! rail = "cbpr+"                            # as the door names it
//!
//! [[rule.second]]                           # a second indicator, in the same unit and independent of the first; of several, one suffices
//! shares = "party"                          # designation or party: what both must have in common
//! evidence = "geography"                    # and the keys of [rule.when], without `rail`
//! ```
//!
//! `doubt = true` alone in `[rule.when]` takes up messages that could not be read with certainty.

mod ceiling;
mod condition;
mod judge;
mod mistake;
mod parse;

pub use mistake::{Mistake, RuleError, RuleErrors};

use crate::detect::Hit;
use crate::message::Defect;
use crate::verdict::Verdict;
use condition::{Condition, Second};
use jiff::civil::Date;
use std::fmt;

/// A set of rules, checked: none is above the ceiling of the evidence that it can match, and together they leave no listed name and no doubt without one.
#[derive(Clone, Debug)]
pub struct Rules {
    rules: Vec<Rule>,
    /// SHA-256 of the text that they were read from.
    pub sha256: [u8; 32],
}

impl Rules {
    /// The rules that come with this program.
    #[must_use]
    pub fn builtin() -> Rules {
        // Proved by a test; an empty set would pass everything, so there is none to fall back on.
        Rules::parse(BUILTIN).unwrap_or_else(|errors| unreachable!("built-in rules: {errors}"))
    }

    /// The text of [`Rules::builtin`], to read, and to begin a file of one's own with.
    #[must_use]
    pub fn builtin_text() -> &'static str {
        BUILTIN
    }

    /// Reads and checks a file of rules.
    ///
    /// # Errors
    ///
    /// All mistakes of the file together, each with its place and with what to do.
    pub fn parse(text: &str) -> Result<Rules, RuleErrors> {
        parse::rules(text)
    }

    /// All rules, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The most severe rules first, rules of one severity in the order of the file.
    fn by_severity(&self) -> impl Iterator<Item = &Rule> {
        Verdict::ALL.iter().rev().flat_map(|verdict| self.rules.iter().filter(move |rule| rule.verdict == *verdict))
    }
}

/// One rule. Shown by `interdict rules`; only [`Rules::judge`] applies it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Stands in Decisions.
    pub id: String,
    /// One line for people.
    pub title: String,
    /// What it asks for; never pass.
    pub verdict: Verdict,
    /// Legal basis, as far as it is the rule's own.
    pub basis: Vec<Basis>,
    /// First day of receipt on which it applies.
    pub from: Option<Date>,
    /// Last day of receipt on which it applies.
    pub until: Option<Date>,
    /// For the analyst.
    pub note: Option<String>,
    /// Rails on which it applies; all where there is none.
    rails: Vec<String>,
    when: Subject,
    seconds: Vec<Second>,
}

impl Rule {
    /// Rails on which it applies; all where there is none.
    #[must_use]
    pub fn rails(&self) -> &[String] {
        &self.rails
    }
}

/// Where a legal basis is found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Basis {
    /// In an instrument of law, or a policy of the bank.
    Instrument {
        /// As it is cited.
        text: String,
        /// First day of receipt on which it is cited.
        from: Option<Date>,
        /// Last day of receipt on which it is cited.
        until: Option<Date>,
    },
    /// In the list entries of the hits.
    FromHit,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Basis::Instrument { text, .. } => text,
            Basis::FromHit => FROM_HIT,
        })
    }
}

/// Whether a day lies between two others, which may be open and both count.
fn is_in_force(from: Option<Date>, until: Option<Date>, day: Date) -> bool {
    from.is_none_or(|first| first <= day) && until.is_none_or(|last| day <= last)
}

/// What a rule is about.
#[derive(Clone, Debug)]
enum Subject {
    /// A message that could not be read with certainty.
    Doubt,
    /// Hits.
    Hits(Box<Condition>),
}

/// Everything that a verdict is made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What was found in the unit. The work of judging grows with the square of their number where rules ask for a second indicator: the engine limits it.
    pub hits: &'a [Hit],
    /// What was wrong with the unit. Notes ask for nothing.
    pub defects: &'a [Defect],
    /// The day of receipt.
    pub as_of: Date,
    /// The rail that the door names.
    pub rail: &'a str,
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
    /// Indices of the hits that it stands on, second indicators among them, in order.
    pub hits: Vec<usize>,
}

const BUILTIN: &str = include_str!("dprk.toml");

/// The word in `basis` that stands for the list entries of the hits.
const FROM_HIT: &str = "from-hit";

#[cfg(test)]
mod tests;
