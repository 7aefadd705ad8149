//! What is changed about the lists between two editions, in an emergency: parties added, entries suspended. In: additions and suspensions, each with who decided it and why. Out: an
//! [`Overlay`], checked. It is laid over the lists without touching them; whether a change is in force, the day of receipt says.
//!
//! An addition only raises verdicts, so one person may make it. A suspension lowers them: it takes two, and ends by itself.

use super::{Designation, ListEntry, ListKind};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use thiserror::Error;

/// Changes to the lists, checked.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    additions: Vec<Addition>,
    /// By list and number.
    suspensions: BTreeMap<(String, String), Suspension>,
    sha256: [u8; 32],
}

/// A party that is listed before its list is.
#[derive(Clone, Debug)]
pub struct Addition {
    /// The party, with its entries: what authority lists it, under which number or press release.
    pub designation: Designation,
    /// Whether it is designated, or only reported.
    pub kind: ListKind,
    /// Why it cannot wait for the edition.
    pub reason: String,
    /// Who added it.
    pub by: String,
    /// The first day of receipt on which it counts.
    pub from: Date,
}

/// An entry that does not count for some days: a tombstone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Suspension {
    /// Short name of the list.
    pub list: String,
    /// The list's number of the entry. Entries of other lists for the same party still count.
    pub id: String,
    /// Why.
    pub reason: String,
    /// The two people who decided it.
    pub by: [String; 2],
    /// The first day of receipt on which the entry does not count.
    pub from: Date,
    /// The last one.
    pub until: Date,
}

/// What is wrong with an overlay. None of it is laid over anything then.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum OverlayError {
    /// Too many changes.
    #[error("{count} changes; at most {OVERLAY_ENTRIES_MAX} may be laid over the lists. Load a list of them instead")]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// A change without a reason or without somebody who decided it.
    #[error("{entry}: the {missing} is missing")]
    Missing {
        /// The entry, `list:number`.
        entry: String,
        /// What is.
        missing: &'static str,
    },
    /// An addition that would find nothing, or has no entry that says who lists it.
    #[error("{id}: an addition needs at least one {missing}")]
    FindsNothing {
        /// The id of the addition.
        id: String,
        /// What it has not.
        missing: &'static str,
    },
    /// One person alone.
    #[error("{entry}: two people must suspend an entry, and both are {by}")]
    OnePerson {
        /// The entry.
        entry: String,
        /// Who.
        by: String,
    },
    /// It ends before it begins.
    #[error("{entry}: the suspension ends on {until}, before it begins on {from}")]
    EndsFirst {
        /// The entry.
        entry: String,
        /// Its first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
    /// It would last too long.
    #[error("{entry}: a suspension of {days} days; {SUSPENSION_DAYS_MAX} are the most")]
    TooLong {
        /// The entry.
        entry: String,
        /// Its days, the first and the last included.
        days: i32,
    },
    /// An entry twice.
    #[error("{entry}: suspended twice. Keep one of the two")]
    Twice {
        /// The entry.
        entry: String,
    },
}

/// Most changes of one overlay: they are indexed while payments wait for them, and more than a few dozen on one day are an edition.
pub const OVERLAY_ENTRIES_MAX: usize = 500;

/// Most days of a suspension, the first and the last included: within them a publisher corrects an entry, or a licence is at hand.
pub const SUSPENSION_DAYS_MAX: i32 = 30;

impl Overlay {
    /// Checks changes. Their order makes no difference.
    ///
    /// # Errors
    ///
    /// Everything that is wrong.
    pub fn new(additions: Vec<Addition>, suspensions: Vec<Suspension>) -> Result<Overlay, Vec<OverlayError>> {
        let count = additions.len() + suspensions.len();
        let mut errors = Vec::new();
        if count > OVERLAY_ENTRIES_MAX {
            errors.push(OverlayError::TooMany { count });
        }
        errors.extend(additions.iter().filter_map(mistake_of_addition));
        errors.extend(suspensions.iter().filter_map(mistake_of_suspension));
        let mut by_entry = BTreeMap::new();
        for suspension in suspensions {
            let entry = suspension.entry();
            if by_entry.insert((suspension.list.clone(), suspension.id.clone()), suspension).is_some() {
                errors.push(OverlayError::Twice { entry });
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut additions = additions;
        additions.sort_by_cached_key(|addition| (addition.designation.id.clone(), format!("{addition:?}")));
        let sha256 = digest(&additions, &by_entry);
        Ok(Overlay { additions, suspensions: by_entry, sha256 })
    }

    /// All additions, by id, whether in force or not.
    #[must_use]
    pub fn additions(&self) -> &[Addition] {
        &self.additions
    }

    /// All suspensions, by list and number, whether in force or not.
    pub fn suspensions(&self) -> impl Iterator<Item = &Suspension> {
        self.suspensions.values()
    }

    /// How many changes there are, in force or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.additions.len() + self.suspensions.len()
    }

    /// SHA-256 of all that is in it; zeros where nothing is.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The suspension of an entry, if one is in force on the day.
    #[must_use]
    pub fn suspension(&self, entry: &ListEntry, as_of: Date) -> Option<&Suspension> {
        if self.suspensions.is_empty() {
            return None;
        }
        let suspension = self.suspensions.get(&(entry.list.clone(), entry.id.clone()));
        suspension.filter(|suspension| suspension.from <= as_of && as_of <= suspension.until)
    }

    /// Whether an addition with one of these entries is in force on the day.
    #[must_use]
    pub fn has_added(&self, entries: &[ListEntry], as_of: Date) -> bool {
        // By its number: what several additions say of one entry was joined.
        let has = |own: &ListEntry| entries.iter().any(|entry| (&entry.list, &entry.id) == (&own.list, &own.id));
        let is_its = |addition: &&Addition| addition.designation.entries.iter().any(has);
        self.additions.iter().filter(is_its).any(|addition| addition.from <= as_of)
    }

    /// Suspensions of entries that none of `listed` is: mistyped, or taken off meanwhile.
    pub fn without_effect<'l>(&self, listed: impl Iterator<Item = &'l ListEntry>) -> Vec<&Suspension> {
        let mut open: BTreeMap<(&str, &str), &Suspension> =
            self.suspensions.values().map(|own| ((own.list.as_str(), own.id.as_str()), own)).collect();
        for entry in listed {
            if open.is_empty() {
                break;
            }
            open.remove(&(entry.list.as_str(), entry.id.as_str()));
        }
        open.into_values().collect()
    }
}

impl Suspension {
    /// The entry, `list:number`.
    #[must_use]
    pub fn entry(&self) -> String {
        format!("{}:{}", self.list, self.id)
    }
}

fn mistake_of_addition(addition: &Addition) -> Option<OverlayError> {
    let own = &addition.designation;
    let id = || own.id.clone();
    if own.entries.is_empty() {
        return Some(OverlayError::FindsNothing { id: id(), missing: "entry" });
    }
    if own.names.is_empty() && own.bics.is_empty() && own.imos.is_empty() && own.identifiers.is_empty() {
        return Some(OverlayError::FindsNothing { id: id(), missing: "name or number" });
    }
    let said = [(&addition.reason, "reason"), (&addition.by, "person who added it")];
    let missing = said.into_iter().find(|(text, _)| text.trim().is_empty());
    missing.map(|(_, missing)| OverlayError::Missing { entry: id(), missing })
}

fn mistake_of_suspension(suspension: &Suspension) -> Option<OverlayError> {
    let [one, other] = suspension.by.each_ref().map(|by| by.trim());
    let said = [
        (suspension.list.as_str(), "list"),
        (&suspension.id, "number"),
        (&suspension.reason, "reason"),
        (one, "first person"),
        (other, "second person"),
    ];
    let entry = || suspension.entry();
    let (from, until) = (suspension.from, suspension.until);
    let days = from.until(until).map_or(i32::MAX, |span| span.get_days().saturating_add(1));
    if let Some((_, missing)) = said.into_iter().find(|(text, _)| text.trim().is_empty()) {
        Some(OverlayError::Missing { entry: entry(), missing })
    } else if one.to_lowercase() == other.to_lowercase() {
        Some(OverlayError::OnePerson { entry: entry(), by: one.to_owned() })
    } else if until < from {
        Some(OverlayError::EndsFirst { entry: entry(), from, until })
    } else if days > SUSPENSION_DAYS_MAX {
        Some(OverlayError::TooLong { entry: entry(), days })
    } else {
        None
    }
}

/// Over every field of every change: the Decision names the overlay by it.
fn digest(additions: &[Addition], suspensions: &BTreeMap<(String, String), Suspension>) -> [u8; 32] {
    if additions.is_empty() && suspensions.is_empty() {
        return [0; 32];
    }
    let mut digest = Sha256::new();
    additions.iter().for_each(|addition| digest.update(format!("{addition:?}\n")));
    suspensions.values().for_each(|suspension| digest.update(format!("{suspension:?}\n")));
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{ListedName, Strength};
    use jiff::ToSpan as _;
    use jiff::civil::date;

    fn suspension() -> Suspension {
        Suspension {
            list: "un".into(),
            id: "KPe.001".into(),
            reason: "licence".into(),
            by: ["ann".into(), "ben".into()],
            from: date(2026, 11, 1),
            until: date(2026, 11, 30),
        }
    }

    fn addition() -> Addition {
        let entry = ListEntry { list: "un".into(), id: "KPe.900".into(), ..ListEntry::default() };
        let name = ListedName { text: "Alpha Trading".into(), strength: Strength::Strong, needs: None };
        Addition {
            designation: Designation {
                id: "un:KPe.900".into(),
                names: vec![name],
                entries: vec![entry],
                ..Designation::default()
            },
            kind: ListKind::Official,
            reason: "press release".into(),
            by: "ann".into(),
            from: date(2026, 11, 1),
        }
    }

    fn check(additions: Vec<Addition>, suspensions: Vec<Suspension>, expected: &[&str]) {
        let errors = Overlay::new(additions, suspensions).err().unwrap_or_default();
        assert_eq!(errors.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_suspension_takes_two_people_a_reason_and_an_end() {
        let with = |change: &dyn Fn(&mut Suspension)| {
            let mut changed = suspension();
            change(&mut changed);
            vec![changed]
        };
        check(Vec::new(), with(&|_| {}), &[]);
        check(Vec::new(), with(&|own| own.until = date(2026, 12, 1)), &["un:KPe.001: a suspension of 31 days; 30 are the most"]);
        check(Vec::new(), with(&|own| own.until = own.from), &[]);
        check(
            Vec::new(),
            with(&|own| own.until = own.from.saturating_sub(1.day())),
            &["un:KPe.001: the suspension ends on 2026-10-31, before it begins on 2026-11-01"],
        );
        check(
            Vec::new(),
            with(&|own| own.by = ["Ann".into(), " ann".into()]),
            &["un:KPe.001: two people must suspend an entry, and both are Ann"],
        );
        check(Vec::new(), with(&|own| own.by[1] = " ".into()), &["un:KPe.001: the second person is missing"]);
        check(Vec::new(), with(&|own| own.reason = String::new()), &["un:KPe.001: the reason is missing"]);
        check(Vec::new(), vec![suspension(), suspension()], &["un:KPe.001: suspended twice. Keep one of the two"]);
    }

    #[test]
    fn an_addition_finds_something_and_says_why() {
        let with = |change: &dyn Fn(&mut Addition)| {
            let mut changed = addition();
            change(&mut changed);
            vec![changed]
        };
        check(with(&|_| {}), Vec::new(), &[]);
        check(
            with(&|own| own.designation.names.clear()),
            Vec::new(),
            &["un:KPe.900: an addition needs at least one name or number"],
        );
        check(with(&|own| own.designation.entries.clear()), Vec::new(), &["un:KPe.900: an addition needs at least one entry"]);
        check(with(&|own| own.reason.clear()), Vec::new(), &["un:KPe.900: the reason is missing"]);
        check(with(&|own| own.by.clear()), Vec::new(), &["un:KPe.900: the person who added it is missing"]);
    }

    #[test]
    fn an_overlay_stays_small() {
        let many = |count| vec![addition(); count];
        check(many(OVERLAY_ENTRIES_MAX), Vec::new(), &[]);
        check(
            many(OVERLAY_ENTRIES_MAX + 1),
            Vec::new(),
            &["501 changes; at most 500 may be laid over the lists. Load a list of them instead"],
        );
    }

    #[test]
    fn the_day_says_what_is_in_force() {
        let overlay = Overlay::new(vec![addition()], vec![suspension()]).unwrap();
        let entry = ListEntry { list: "un".into(), id: "KPe.001".into(), ..ListEntry::default() };
        let is_suspended = |day| overlay.suspension(&entry, day).is_some();
        assert!(!is_suspended(date(2026, 10, 31)) && is_suspended(date(2026, 11, 1)));
        assert!(is_suspended(date(2026, 11, 30)) && !is_suspended(date(2026, 12, 1)));
        let added = addition().designation.entries;
        assert!(!overlay.has_added(&added, date(2026, 10, 31)) && overlay.has_added(&added, date(2026, 11, 1)));
        assert!(!overlay.has_added(std::slice::from_ref(&entry), date(2026, 11, 1)));
        let joined = ListEntry { programmes: vec!["UN-1718".into()], ..added.into_iter().next().unwrap() };
        assert!(overlay.has_added(&[joined], date(2026, 11, 1)));
        assert_eq!(overlay.without_effect([&entry].into_iter()), Vec::<&Suspension>::new());
        assert_eq!(overlay.without_effect([].into_iter()), [&suspension()]);
    }

    #[test]
    fn the_digest_is_that_of_the_changes_in_any_order() {
        let other = Suspension { id: "KPe.002".into(), ..suspension() };
        let digest = |suspensions| Overlay::new(Vec::new(), suspensions).unwrap().sha256();
        assert_eq!(digest(Vec::new()), [0; 32]);
        assert_eq!(digest(vec![suspension(), other.clone()]), digest(vec![other.clone(), suspension()]));
        assert_ne!(digest(vec![suspension()]), digest(vec![other]));
        assert_eq!(Overlay::default().sha256(), [0; 32]);
    }
}
