//! Whether a new edition may take the place of the active one. In: both editions. Out: nothing, or every reason against it, with the figures.
//!
//! A list that was cut on the way, or that a publisher put out by mistake, reads like any other. What gives it away is that much of it is gone: then the active edition stays, and a
//! supervisor looks. Whoever knows that so much was taken off (a programme ended) forces it, and the reasons stay as warnings. That a new edition also finds what it lists, its
//! self-test says.

use super::published::Edition;
use super::{Designation, List, ListKind};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Why an edition is not taken.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Refusal {
    /// Nothing is in it.
    #[error("{list}: the new edition has no entry; the active one has {before}")]
    Empty {
        /// The list.
        list: String,
        /// Entries of the active edition; 0 where there is none.
        before: usize,
    },
    /// Entries that come with the program are not in it.
    #[error(
        "{list}: {missing} of the {known} entries that concern the DPRK and come with this program are not in it: the file was cut, or is older than the program. Fetch it again; to \
         screen against it all the same, leave the built-in list out"
    )]
    KnownMissing {
        /// The list.
        list: String,
        /// Entries of this list that come with the program.
        known: usize,
        /// Those that the edition has not.
        missing: usize,
    },
    /// The list is no more among those that were loaded.
    #[error(
        "{list}: the list is gone; the active edition has {before} entries. Put its file back, or take the list out of the configuration"
    )]
    Gone {
        /// The list.
        list: String,
        /// Entries of the active edition.
        before: usize,
    },
    /// A part that the active edition has is gone.
    #[error("{list}: the new edition is cut: {part} were {before} and are {now}")]
    Cut {
        /// The list.
        list: String,
        /// In the publisher's words.
        part: String,
        /// How many there were.
        before: usize,
        /// How many there are.
        now: usize,
    },
    /// It was published before the active one.
    #[error("{list}: the new edition is of {now}, older than the active one of {before}")]
    Older {
        /// The list.
        list: String,
        /// The day of the active edition.
        before: Date,
        /// The day of the new one.
        now: Date,
    },
    /// It does not say when it was published, so that it may be older.
    #[error("{list}: the new edition says no date; the active one is of {before}")]
    Undated {
        /// The list.
        list: String,
        /// The day of the active edition.
        before: Date,
    },
    /// It would only flag what the active one stops.
    #[error("{list}: the new edition is a watch list, which flags at most; the active one is official")]
    WithoutEffect {
        /// The list.
        list: String,
    },
    /// A fifth of all entries is gone.
    #[error("{list}: the new edition has {now} entries, the active one {before}: a fifth less or fewer still")]
    Smaller {
        /// The list.
        list: String,
        /// Entries of the active edition.
        before: usize,
        /// Entries of the new one.
        now: usize,
    },
    /// A programme lost too much.
    #[error(
        "{list}: programme {programme} had {before} entries and has {now}: more than {LOSS_PERCENT_MAX} % or {LOSS_ENTRIES_MAX} entries less"
    )]
    ProgrammeLoses {
        /// The list.
        list: String,
        /// The programme.
        programme: String,
        /// Entries that it had.
        before: usize,
        /// Entries that it has.
        now: usize,
    },
    /// What concerns the DPRK lost too much.
    #[error(
        "{list}: {before} entries concerned the DPRK and {now} do: more than {LOSS_PERCENT_MAX} % or {LOSS_ENTRIES_MAX} entries less"
    )]
    DprkLoses {
        /// The list.
        list: String,
        /// Entries that did.
        before: usize,
        /// Entries that do.
        now: usize,
    },
}

/// Whether `edition` lacks entries of its list that concern the DPRK and that the list `known`, which comes with the program, has: the file was cut, or is older. An edition with
/// numbers of its own is told by having no such entry at all.
#[must_use]
pub fn lacks_known(known: &List, edition: &Edition) -> Option<Refusal> {
    let list = &edition.list.version.list;
    let of_list = |designation: &Designation| {
        let entries = designation.entries.iter().filter(|entry| entry.list == *list);
        entries.map(|entry| entry.id.clone()).collect::<Vec<_>>()
    };
    let known: BTreeSet<String> = known.designations.iter().flat_map(of_list).collect();
    let there: BTreeSet<String> = edition.list.designations.iter().flat_map(of_list).collect();
    let missing = known.difference(&there).count();
    let has_own_numbers = missing == known.len() && edition.list.version.dprk_count > 0;
    let is_cut = loses_too_much(known.len(), known.len() - missing) && !has_own_numbers;
    is_cut.then(|| Refusal::KnownMissing { list: list.clone(), known: known.len(), missing })
}

/// What a new edition must keep of the active one: more than this many fifths. No list has ever lost as much by delistings of one day.
pub const FIFTHS_KEPT_MIN: usize = 4;

/// Most entries that a programme, or the DPRK subset, may lose, in percent of the active edition.
pub const LOSS_PERCENT_MAX: usize = 5;

/// Most entries that a programme, or the DPRK subset, may lose, however large it is: a delisting of more is news that a supervisor has read.
pub const LOSS_ENTRIES_MAX: usize = 10;

/// Whether the lists of `new` may take the place of those of `active`, all of them together. Forced, they may whatever speaks against it, and what does comes back as warnings.
///
/// # Errors
///
/// Every reason against it, sorted by list.
pub fn activate(active: &[Edition], new: &[Edition], is_forced: bool) -> Result<Vec<Refusal>, Vec<Refusal>> {
    let named = |editions: &'_ [Edition], name: &str| editions.iter().position(|edition| edition.list.version.list == name);
    let mut names: Vec<&str> = active.iter().chain(new).map(|edition| edition.list.version.list.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let pairs = names.into_iter().map(|name| (named(active, name), named(new, name)));
    let refusals: Vec<Refusal> = pairs
        .flat_map(|(before, now)| {
            let before = before.and_then(|place| active.get(place));
            match now.and_then(|place| new.get(place)) {
                Some(now) => refusals(before, now),
                None => before.map(gone).into_iter().collect(),
            }
        })
        .collect();
    if refusals.is_empty() || is_forced { Ok(refusals) } else { Err(refusals) }
}

fn gone(active: &Edition) -> Refusal {
    Refusal::Gone { list: active.list.version.list.clone(), before: active.list.version.count }
}

/// Every reason why `new` may not take the place of `active`, the gravest first. Without an active edition it need only have entries.
#[must_use]
pub fn refusals(active: Option<&Edition>, new: &Edition) -> Vec<Refusal> {
    let list = || new.list.version.list.clone();
    let now = new.list.version.count;
    if now == 0 {
        return vec![Refusal::Empty { list: list(), before: active.map_or(0, |active| active.list.version.count) }];
    }
    let Some(active) = active else { return Vec::new() };
    let before = active.list.version.count;
    let mut refusals = cut_parts(active, new);
    refusals.extend(older(active, new));
    if active.list.version.kind == ListKind::Official && new.list.version.kind == ListKind::Watch {
        refusals.push(Refusal::WithoutEffect { list: list() });
    }
    if now * 5 <= before * FIFTHS_KEPT_MIN {
        refusals.push(Refusal::Smaller { list: list(), before, now });
    }
    let concerned = |edition: &Edition| edition.list.designations.iter().filter(|own| own.dprk).count();
    let (before, now) = (concerned(active), concerned(new));
    if loses_too_much(before, now) {
        refusals.push(Refusal::DprkLoses { list: list(), before, now });
    }
    let programmes = programmes(&new.list.designations);
    refusals.extend(self::programmes(&active.list.designations).into_iter().filter_map(|(programme, before)| {
        let now = programmes.get(programme).copied().unwrap_or_default();
        let programme = programme.to_owned();
        loses_too_much(before, now).then(|| Refusal::ProgrammeLoses { list: list(), programme, before, now })
    }));
    refusals
}

/// Parts of the files, by the publisher's own words, of which nothing is left.
fn cut_parts(active: &Edition, new: &Edition) -> Vec<Refusal> {
    let count = |part: &str| new.holds.iter().filter(|(own, _)| own == part).map(|(_, count)| *count).sum();
    let parts = active.holds.iter().filter(|(_, before)| *before > 0);
    let cut = |(part, before): &(String, usize)| {
        let now: usize = count(part);
        (now == 0).then(|| Refusal::Cut { list: new.list.version.list.clone(), part: part.clone(), before: *before, now })
    };
    parts.filter_map(cut).collect()
}

fn older(active: &Edition, new: &Edition) -> Option<Refusal> {
    let before = active.list.version.date?;
    let list = new.list.version.list.clone();
    match new.list.version.date {
        None => Some(Refusal::Undated { list, before }),
        Some(now) if now < before => Some(Refusal::Older { list, before, now }),
        Some(_) => None,
    }
}

/// How many entries each programme has.
fn programmes(designations: &[Designation]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for programme in designations.iter().flat_map(|own| &own.entries).flat_map(|entry| &entry.programmes) {
        *counts.entry(programme.as_str()).or_default() += 1;
    }
    counts
}

fn loses_too_much(before: usize, now: usize) -> bool {
    let lost = before.saturating_sub(now);
    lost > LOSS_ENTRIES_MAX || lost * 100 > before * LOSS_PERCENT_MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{ListEntry, ListVersion};
    use jiff::civil::date;

    /// An edition of so many entries of each programme; those of `DPRK` concern it.
    fn edition(day: i8, programmes: &[(&str, usize)]) -> Edition {
        let entry = |programme: &str| Designation {
            dprk: programme == "DPRK",
            entries: vec![ListEntry { programmes: vec![programme.to_owned()], ..ListEntry::default() }],
            ..Designation::default()
        };
        let designations: Vec<Designation> =
            programmes.iter().flat_map(|(programme, count)| (0..*count).map(|_| entry(programme))).collect();
        let version = ListVersion {
            list: "un".into(),
            kind: ListKind::Official,
            date: Some(date(2026, 6, day)),
            sha256: [0; 32],
            count: designations.len(),
            dprk_count: 0,
            rejected_rows: 0,
        };
        Edition { holds: vec![("rows".into(), designations.len())], list: List { version, designations }, rejected: Vec::new() }
    }

    /// What is said against the second edition; nothing where it is taken.
    fn check(active: &Edition, new: &Edition, expected: &[&str]) {
        let said: Vec<String> = refusals(Some(active), new).iter().map(ToString::to_string).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn an_edition_like_the_active_one_is_taken() {
        let active = edition(5, &[("DPRK", 200), ("IRAN", 300)]);
        check(&active, &edition(5, &[("DPRK", 200), ("IRAN", 300)]), &[]);
        check(&active, &edition(6, &[("DPRK", 900), ("IRAN", 300), ("NEW", 1)]), &[]);
    }

    #[test]
    fn an_empty_edition_is_not_taken_not_even_as_the_first() {
        let empty = edition(6, &[]);
        check(&edition(5, &[("DPRK", 3)]), &empty, &["un: the new edition has no entry; the active one has 3"]);
        assert_eq!(refusals(None, &empty), [Refusal::Empty { list: "un".into(), before: 0 }]);
        assert_eq!(refusals(None, &edition(6, &[("X", 1)])), []);
    }

    #[test]
    fn a_part_without_anything_left_is_cut() {
        let mut active = edition(5, &[("X", 300)]);
        active.holds.push(("individuals".into(), 7));
        let mut new = edition(6, &[("X", 300)]);
        check(&active, &new, &["un: the new edition is cut: individuals were 7 and are 0"]);
        new.holds.push(("individuals".into(), 1));
        check(&active, &new, &[]);
    }

    #[test]
    fn an_older_edition_is_not_taken() {
        let active = edition(5, &[("X", 100)]);
        check(
            &active,
            &edition(4, &[("X", 100)]),
            &["un: the new edition is of 2026-06-04, older than the active one of 2026-06-05"],
        );
        let mut undated = edition(6, &[("X", 100)]);
        undated.list.version.date = None;
        check(&active, &undated, &["un: the new edition says no date; the active one is of 2026-06-05"]);
        assert_eq!(refusals(Some(&undated), &active), []);
    }

    #[test]
    fn a_list_that_would_only_flag_is_not_taken() {
        let active = edition(5, &[("X", 100)]);
        let mut new = edition(5, &[("X", 100)]);
        new.list.version.kind = ListKind::Watch;
        check(&active, &new, &["un: the new edition is a watch list, which flags at most; the active one is official"]);
        assert_eq!(refusals(Some(&new), &active), []);
    }

    #[test]
    fn a_fifth_less_is_too_little() {
        // Each entry of a programme of its own size class: twenty programmes, so that none but the whole loses.
        let of = |each: usize, count: usize| {
            let names: Vec<String> = (0..count).map(|at| format!("P{at}")).collect();
            edition(5, &names.iter().map(|name| (name.as_str(), each)).collect::<Vec<_>>())
        };
        let is_smaller = |active: &Edition, new: &Edition| {
            refusals(Some(active), new).iter().any(|refusal| matches!(refusal, Refusal::Smaller { .. }))
        };
        assert!(!is_smaller(&of(1, 1000), &of(1, 801)));
        assert!(is_smaller(&of(1, 1000), &of(1, 800)));
        assert_eq!(
            refusals(Some(&edition(5, &[("X", 10)])), &edition(5, &[("X", 8)])).first().unwrap().to_string(),
            "un: the new edition has 8 entries, the active one 10: a fifth less or fewer still"
        );
    }

    #[test]
    fn a_programme_may_lose_five_percent_and_ten_entries() {
        let lost = |before: usize, lost: usize| {
            let programmes = |count| [("X", count), ("Y", 10_000)];
            !refusals(Some(&edition(5, &programmes(before))), &edition(5, &programmes(before - lost))).is_empty()
        };
        assert!(!lost(100, 5));
        assert!(lost(100, 6));
        assert!(!lost(1000, LOSS_ENTRIES_MAX));
        assert!(lost(1000, LOSS_ENTRIES_MAX + 1));
        assert!(!lost(20, 1));
        assert!(lost(19, 1));
        check(
            &edition(5, &[("X", 3), ("Y", 100)]),
            &edition(5, &[("Z", 3), ("Y", 100)]),
            &["un: programme X had 3 entries and has 0: more than 5 % or 10 entries less"],
        );
    }

    #[test]
    fn what_concerns_the_dprk_may_lose_no_more_either() {
        let said = |now: usize| refusals(Some(&edition(5, &[("DPRK", 100)])), &edition(5, &[("DPRK", now), ("X", 100)])).len();
        assert_eq!(said(95), 0);
        assert_eq!(said(94), 2);
        assert!(matches!(
            refusals(Some(&edition(5, &[("DPRK", 100)])), &edition(5, &[("DPRK", 94)])).as_slice(),
            [Refusal::DprkLoses { before: 100, now: 94, .. }, Refusal::ProgrammeLoses { .. }]
        ));
    }

    #[test]
    fn lists_are_taken_together_and_a_supervisor_may_force_them() {
        let active = [edition(5, &[("X", 10)])];
        let new = [edition(5, &[("X", 8)])];
        assert_eq!(activate(&active, &active, false), Ok(Vec::new()));
        assert_eq!(activate(&[], &active, false), Ok(Vec::new()));
        let refused = activate(&active, &new, false).unwrap_err();
        assert_eq!(refused.len(), 2);
        assert_eq!(activate(&active, &new, true), Ok(refused));
        assert_eq!(activate(&active, &[], false), Err(vec![Refusal::Gone { list: "un".into(), before: 10 }]));
    }

    #[test]
    fn entries_that_come_with_the_program_must_be_there() {
        let numbered = |numbers: std::ops::Range<usize>| {
            let mut edition = edition(1, &[("DPRK", numbers.len())]);
            for (designation, number) in edition.list.designations.iter_mut().zip(numbers.clone()) {
                designation.entries[0].list = "un".into();
                designation.entries[0].id = number.to_string();
            }
            edition.list.version.dprk_count = numbers.len();
            edition
        };
        let known = numbered(0..300).list;
        let missing = |numbers| lacks_known(&known, &numbered(numbers)).map(|refusal| refusal.to_string());
        assert_eq!(missing(0..300), None);
        assert_eq!(missing(LOSS_ENTRIES_MAX..400), None);
        let said = missing(LOSS_ENTRIES_MAX + 1..400).unwrap();
        assert!(
            said.starts_with("un: 11 of the 300 entries that concern the DPRK and come with this program are not in it"),
            "{said}"
        );
        // Numbers of its own, and a list without any of them.
        assert_eq!(missing(1000..1200), None);
        assert!(missing(0..0).is_some());
        let mut other = numbered(0..0);
        other.list.version.list = "house".into();
        assert_eq!(lacks_known(&known, &other), None);
    }
}
