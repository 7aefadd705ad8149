//! Hits on entries that are suspended: they do not count, and every Decision that they would have counted in shows them.

use crate::decision::Suppressed;
use crate::detect::Hit;
use crate::list::ListEntry;
use crate::list::overlay::Overlay;
use jiff::civil::Date;
use std::sync::Arc;

/// The hits that count on the day, and those that do not. A party with an entry that is not suspended counts by that one alone, and stands on both sides.
pub(super) fn apart(hits: Vec<Hit>, overlay: &Overlay, as_of: Date) -> (Vec<Hit>, Vec<Suppressed>) {
    if overlay.suspensions().next().is_none() {
        return (hits, Vec::new());
    }
    let mut counting = Vec::with_capacity(hits.len());
    let mut suppressed = Vec::new();
    for hit in hits {
        let entries = hit.designation.as_ref().map_or(&[][..], |own| &own.entries);
        let (suspended, left): (Vec<&ListEntry>, Vec<&ListEntry>) =
            entries.iter().partition(|entry| overlay.suspension(entry, as_of).is_some());
        if suspended.is_empty() {
            counting.push(hit);
            continue;
        }
        if suppressed.len() < SUPPRESSED_HITS_MAX {
            let suspensions = suspended.iter().filter_map(|entry| overlay.suspension(entry, as_of));
            let why =
                suspensions.map(|own| format!("{} is suspended until {}: {}", own.entry(), own.until, own.reason)).collect();
            let hit = Hit { why: [hit.why.clone(), why].concat(), ..with_entries(&hit, &suspended) };
            suppressed.push(Suppressed { hit, rule: SUSPENDED.to_owned() });
        }
        if !left.is_empty() {
            counting.push(with_entries(&hit, &left));
        }
    }
    (counting, suppressed)
}

/// The same party with these entries alone. That it concerns the DPRK stays, whichever entry said so: a suspension takes away an entry, and no doubt.
fn with_entries(hit: &Hit, entries: &[&ListEntry]) -> Hit {
    let mut hit = hit.clone();
    if let Some(own) = &mut hit.designation {
        Arc::make_mut(own).entries = entries.iter().map(|entry| (*entry).clone()).collect();
    }
    hit
}

/// What a Decision names where no rule did, but two people: the entry is suspended.
pub const SUSPENDED: &str = "overlay.suspended";

/// Most suspended hits that a Decision shows: a payment has a handful, and more of them say nothing new.
pub const SUPPRESSED_HITS_MAX: usize = 64;
