//! Candidates to Hits: what in a unit points to whom, and how sure that is. One detector a file; none of them knows a verdict.

pub mod identifier;
mod label;
pub mod name;
pub mod place;

pub use crate::message::Part;

use crate::index::Snapshot;
use crate::list::{Designation, Indicator, Strength};
use crate::message::{Defect, Unit};
use crate::text::Folded;
use std::sync::Arc;

/// Everything that the lists and tables find in one unit, always in the same order. A search that could not look everywhere leaves a defect.
#[must_use]
pub fn hits(unit: Unit<'_, '_>, snapshot: &Snapshot, defects: &mut Vec<Defect>) -> Vec<Hit> {
    let folded = Folded::of(unit);
    let mut hits = of_lists(unit, &folded, snapshot, defects);
    hits.extend(place::hits(unit, &folded));
    hits
}

/// The same over lists to which parties were added. What was added counts where `is_in_force` says so.
#[must_use]
pub fn hits_with(
    unit: Unit<'_, '_>,
    snapshot: &Snapshot,
    additions: &Snapshot,
    is_in_force: &dyn Fn(&Designation) -> bool,
    defects: &mut Vec<Defect>,
) -> Vec<Hit> {
    let folded = Folded::of(unit);
    let mut hits = of_lists(unit, &folded, snapshot, defects);
    // What is on no list at all was found with the lists.
    let added = of_lists(unit, &folded, additions, defects).into_iter();
    hits.extend(added.filter(|hit| hit.designation.as_ref().is_some_and(|own| is_in_force(own))));
    hits.extend(place::hits(unit, &folded));
    hits
}

fn of_lists(unit: Unit<'_, '_>, folded: &Folded<'_, '_>, snapshot: &Snapshot, defects: &mut Vec<Defect>) -> Vec<Hit> {
    let mut hits = identifier::hits(unit, folded, snapshot);
    hits.extend(name::hits(unit, folded, snapshot, defects));
    hits
}

/// What was found, where, and how sure it is. Hits are facts; what follows from them is for the rules.
///
/// A particular that agrees with a listed party whose name was found beside it (birth date, address, employer) is a hit of its own: an [`Evidence::Identifier`] that
/// [`Grade::Corroborates`], on the same designation, without an alias. A name and its particulars then stand side by side, and a rule can ask for both.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The class of evidence.
    pub evidence: Evidence,
    /// How far the evidence reaches alone.
    pub grade: Grade,
    /// What was found when it is no list entry: `dprk.city`, `border-hub`.
    pub code: Option<&'static str>,
    /// Which place: the id of its row in the table of places. Two spellings of one place are one fact.
    pub place: Option<&'static str>,
    /// Likeness, 0 to 1000.
    pub score: u16,
    /// Whom it points to.
    pub designation: Option<Arc<Designation>>,
    /// Whether the designation has legal effect, or was only reported.
    pub reported_only: bool,
    /// By which name.
    pub alias: Option<Alias>,
    /// What that name needs beside it, where it is too common to stop a payment alone.
    pub needs: Option<Indicator>,
    /// The places that make up the hit, in message order.
    pub parts: Vec<Part>,
    /// The same, in words that an analyst can check.
    pub why: Vec<String>,
}

/// The classes of evidence.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Evidence {
    /// A number or code of a listed party, or a particular of it that corroborates its name.
    Identifier,
    /// A listed name.
    Name,
    /// A place, a country, a national identifier range; never a designation.
    Geography,
}

impl Evidence {
    /// All of them.
    pub const ALL: &[Evidence] = &[Evidence::Identifier, Evidence::Name, Evidence::Geography];

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
///
/// Places: strong ones are [`Grade::Probable`], and so are ports in a port field or beside a word for ports; any other port and medium places are [`Grade::NeedsSecond`]; weak
/// places, border hubs and ports under watch are [`Grade::Corroborates`]. Names too common to stop alone are [`Grade::NeedsSecond`], weak aliases [`Grade::Corroborates`]. Certain
/// is a name without anything left over in a name field of a party or bank, an identifier in its own field or behind its label, a BIC of country KP in a BIC field.
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
    /// All of them, from the weakest.
    pub const ALL: &[Grade] = &[Grade::Corroborates, Grade::NeedsSecond, Grade::Probable, Grade::Certain];

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
