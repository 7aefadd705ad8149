//! Facts to Rulings: which rule takes up which hit, and when a second indicator is one.

use super::condition::{Condition, Second};
use super::{Basis, Facts, Rule, Rules, Ruling, Subject, is_in_force};
use crate::detect::{Evidence, Hit, Part};
use crate::list::ListEntry;
use crate::message::Severity;
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Rules {
    /// What the rules ask for: the most severe first, and among equals in the order of the file. Each hit is taken up by one rule, the first that fits it; beside that it may
    /// serve others as their second indicator. Depends on `facts` alone.
    #[must_use]
    pub fn judge(&self, facts: &Facts<'_>) -> Vec<Ruling> {
        let mut bench = Bench::new(facts.hits);
        self.by_severity().filter(|rule| rule.applies(facts)).filter_map(|rule| bench.rule(rule, facts)).collect()
    }
}

impl Rule {
    fn applies(&self, facts: &Facts<'_>) -> bool {
        let on_rail = self.rails.is_empty() || self.rails.iter().any(|rail| rail == facts.rail);
        on_rail && is_in_force(self.from, self.until, facts.as_of)
    }

    /// The rule's own basis of the day, in its own order, then what the entries of `hits` say, sorted; nothing twice.
    fn basis_on(&self, hits: &[&Hit], as_of: Date) -> Vec<String> {
        let own = self.basis.iter().filter_map(|basis| match basis {
            Basis::Instrument { text, from, until } => is_in_force(*from, *until, as_of).then(|| text.clone()),
            Basis::FromHit => None,
        });
        let mut basis: Vec<String> = own.collect();
        if self.basis.contains(&Basis::FromHit) {
            let entries = hits.iter().filter_map(|hit| hit.designation.as_ref()).flat_map(|designation| &designation.entries);
            let mut found: BTreeSet<String> = entries.flat_map(basis_of).collect();
            found.retain(|text| !basis.contains(text));
            basis.extend(found);
        }
        basis
    }
}

/// What an entry says of its legal basis; where it says nothing, list and programmes: they name the authority that knows.
fn basis_of(entry: &ListEntry) -> Vec<String> {
    if !entry.basis.is_empty() {
        return entry.basis.clone();
    }
    let source = if entry.programmes.is_empty() { entry.id.clone() } else { entry.programmes.join(", ") };
    vec![format!("{}: {source}", entry.list)]
}

/// The hits of one unit while they are judged.
struct Bench<'a> {
    hits: &'a [Hit],
    /// The words of each hit, without what spelling leaves open.
    words: Vec<String>,
    /// Whether a rule has taken it up.
    taken: Vec<bool>,
}

impl<'a> Bench<'a> {
    fn new(hits: &'a [Hit]) -> Bench<'a> {
        Bench { hits, words: hits.iter().map(words).collect(), taken: vec![false; hits.len()] }
    }

    fn rule(&mut self, rule: &Rule, facts: &Facts<'_>) -> Option<Ruling> {
        let stands_on = match &rule.when {
            Subject::Doubt => facts.defects.iter().any(|defect| defect.code.severity() == Severity::Doubt).then(BTreeSet::new)?,
            Subject::Hits(condition) => self.take_up(condition, &rule.seconds)?,
        };
        let hits: Vec<&Hit> = stands_on.iter().filter_map(|index| self.hits.get(*index)).collect();
        let basis = rule.basis_on(&hits, facts.as_of);
        Some(Ruling { rule: rule.id.clone(), verdict: rule.verdict, basis, hits: stands_on.into_iter().collect() })
    }

    /// Takes up the hits that fulfil `when`, and where there are `seconds`, only those that have one; gives both.
    fn take_up(&mut self, when: &Condition, seconds: &[Second]) -> Option<BTreeSet<usize>> {
        let mut stands_on = BTreeSet::new();
        for (first, (hit, taken)) in self.hits.iter().zip(self.taken.clone()).enumerate() {
            if taken || !when.admits(hit) {
                continue;
            }
            if !seconds.is_empty() {
                let Some(second) = self.second_of(first, hit, seconds) else { continue };
                stands_on.insert(second);
            }
            stands_on.insert(first);
            if let Some(slot) = self.taken.get_mut(first) {
                *slot = true;
            }
        }
        (!stands_on.is_empty()).then_some(stands_on)
    }

    /// The first hit of the unit that is a second indicator for `hit`, by the first of `seconds` that any fulfils.
    fn second_of(&self, first: usize, hit: &Hit, seconds: &[Second]) -> Option<usize> {
        let fits = |second: &Second, other: &Hit| {
            second.condition.admits(other) && second.shares.is_none_or(|shares| shares.holds(hit, other))
        };
        seconds.iter().find_map(|second| {
            let mut others = self.hits.iter().enumerate();
            others.find(|(index, other)| fits(second, other) && self.is_independent(first, *index)).map(|(index, _)| index)
        })
    }

    /// Two hits are two indicators when they stand in different bytes and are not the same fact told twice.
    fn is_independent(&self, first: usize, second: usize) -> bool {
        let (Some(a), Some(b)) = (self.hits.get(first), self.hits.get(second)) else { return false };
        let (Some(a_words), Some(b_words)) = (self.words.get(first), self.words.get(second)) else { return false };
        first != second && !is_same_fact((a, a_words), (b, b_words)) && !shares_bytes((a, a_words), (b, b_words))
    }
}

type Spoken<'a> = (&'a Hit, &'a str);

/// The same words again, another spelling of the same place, or another name of the same designation.
fn is_same_fact((a, a_words): Spoken<'_>, (b, b_words): Spoken<'_>) -> bool {
    let same_place = a.place.is_some() && a.place == b.place;
    let are_names = a.evidence == Evidence::Name && b.evidence == Evidence::Name;
    let same_name = are_names && a.designation.as_ref().zip(b.designation.as_ref()).is_some_and(|(a, b)| a.id == b.id);
    same_place || same_name || (!a_words.is_empty() && a_words == b_words)
}

/// Inside a decoded payload a span may be as wide as the payload itself, so there the words decide: one within the other.
fn shares_bytes((a, a_words): Spoken<'_>, (b, b_words): Spoken<'_>) -> bool {
    let one_holds_the_other = || a_words.contains(b_words) || b_words.contains(a_words);
    let meet = |a: &Part, b: &Part| {
        let overlap = a.spans.iter().any(|a| b.spans.iter().any(|b| a.start < b.end && b.start < a.end));
        overlap && (a.layer.max(b.layer) == 0 || one_holds_the_other())
    };
    a.parts.iter().any(|a| b.parts.iter().any(|b| meet(a, b)))
}

/// Letters and digits of what matched, in lower case: `Nampo` and `NAM-PO` are the same words.
fn words(hit: &Hit) -> String {
    let text = hit.parts.iter().flat_map(|part| part.text.chars());
    text.filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
