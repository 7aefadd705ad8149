//! Numbers and codes of listed parties: BICs, IMO numbers, passports, registrations, accounts, wallets, tail numbers ...
//!
//! In: the folded text of a unit. Out: hits. An equal number is certain where the message says what it is: in an element of its own kind, or right behind its label. Anywhere
//! else it is text that happens to look like it, and most such text is: QUICKPAY is a well-formed BIC of the DPRK, and invoice numbers have the digits of passports.

mod field;
mod grade;
mod read;

use super::{Evidence, Grade, Hit, Part};
use crate::index::Snapshot;
use crate::message::Unit;
use crate::text::Folded;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Every listed number or code in the unit, in message order, and every BIC of country KP where BICs stand. Of many equal facts the first are kept.
#[must_use]
pub fn hits(unit: Unit<'_, '_>, folded: &Folded<'_, '_>, snapshot: &Snapshot) -> Vec<Hit> {
    let findings = read::Reader::new(unit, folded, snapshot).read();
    let mut counts = BTreeMap::new();
    let mut is_new = |finding: &Finding| {
        let count: &mut usize = counts.entry((finding.designation, finding.grade)).or_default();
        *count += 1;
        *count <= EQUAL_FACTS_MAX
    };
    findings.into_iter().filter(|finding| is_new(finding)).map(|finding| finding.hit(folded, snapshot)).collect()
}

/// What was found, before it is written out.
#[derive(Debug)]
struct Finding {
    tokens: Range<usize>,
    /// Bytes of a label that is written together with the first token.
    label_bytes: usize,
    /// Number of the designation in the Snapshot. A BIC of country KP has none.
    designation: Option<u32>,
    grade: Grade,
    /// What the text is, up to whom it is listed for.
    fact: String,
    standing: &'static str,
}

impl Finding {
    fn hit(self, folded: &Folded<'_, '_>, snapshot: &Snapshot) -> Hit {
        let listed = self.designation.and_then(|number| snapshot.listed().get(usize::try_from(number).ok()?));
        let name = listed.and_then(|listed| listed.designation.names.first()).map_or("", |name| name.text.as_str());
        Hit {
            evidence: Evidence::Identifier,
            grade: self.grade,
            code: listed.is_none().then_some(BIC_COUNTRY),
            place: None,
            score: SCORE_EQUAL,
            designation: listed.map(|listed| Arc::clone(&listed.designation)),
            reported_only: listed.is_some_and(|listed| listed.reported_only),
            alias: None,
            needs: None,
            parts: self.parts(folded),
            why: vec![format!("{}{name}", self.fact), self.standing.to_owned()],
        }
    }

    fn parts(&self, folded: &Folded<'_, '_>) -> Vec<Part> {
        let glued = folded.words.tokens().get(self.tokens.start).filter(|_| self.label_bytes > 0);
        match (glued, folded.element(self.tokens.start)) {
            (Some(token), Some(element)) => {
                vec![folded.part_of(element, token.bytes.start as usize + self.label_bytes..token.bytes.end as usize)]
            }
            _ => folded.parts(self.tokens.clone()),
        }
    }
}

/// The code of a BIC whose country is the DPRK and that no list has.
pub const BIC_COUNTRY: &str = "dprk.bic-country";

/// A number a hundred times says no more than some times. Bounds the hits of one message.
const EQUAL_FACTS_MAX: usize = 16;

const SCORE_EQUAL: u16 = 1000;

#[cfg(test)]
mod tests;
