//! An entry while it is read: what each form of the lists states goes in piece by piece, a [`Designation`] comes out.

use super::super::country;
use super::programmes;
use crate::list::{Designation, DesignationKind, Identifier, IdentifierKind, Link, ListEntry, ListedName, Relation, Strength};
use jiff::civil::Date;

/// An entry.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) designation: Designation,
    pub(super) entry: ListEntry,
    authorities: Vec<String>,
}

impl Draft {
    /// An entry by its number, without a name as yet.
    pub(super) fn new(list: &str, number: &str, kind: DesignationKind) -> Draft {
        let designation = Designation { id: format!("{list}:{number}"), kind, ..Designation::default() };
        let entry = ListEntry { list: list.to_owned(), id: number.to_owned(), ..ListEntry::default() };
        Draft { designation, entry, authorities: Vec::new() }
    }

    /// A name as published; the first is the primary one. That of a person is put into its natural order. That of an aircraft is its registration mark: as a name it is weak,
    /// because part numbers look the same; as a tail it identifies.
    pub(super) fn name(&mut self, published: &str, strength: Strength) {
        // Names in Arabic stand between marks that set their direction.
        let published: String = published.chars().filter(|character| !is_direction_mark(*character)).collect();
        let published = published.trim();
        if published.is_empty() {
            return;
        }
        let (text, strength) = match self.designation.kind {
            DesignationKind::Person => (natural_order(published), strength),
            DesignationKind::Aircraft => (published.to_owned(), Strength::Weak),
            DesignationKind::Organisation | DesignationKind::Vessel | DesignationKind::Unknown => {
                (published.to_owned(), strength)
            }
        };
        let is_mark = text.len() <= TAIL_BYTES_MAX && !text.contains(' ');
        if self.designation.kind == DesignationKind::Aircraft && is_mark {
            self.identifier(IdentifierKind::Tail, &text, None);
        }
        match self.designation.names.iter_mut().position(|known| known.text == text) {
            None => self.designation.names.push(ListedName { text, strength, needs: None }),
            // An alias that repeats the primary name does not make that any weaker.
            Some(0) => {}
            Some(place) => {
                if let Some(known) = self.designation.names.get_mut(place) {
                    known.strength = known.strength.min(strength);
                }
            }
        }
    }

    /// A programme by its tag.
    pub(super) fn programme(&mut self, tag: &str) {
        add(&mut self.entry.programmes, tag.trim().trim_matches(['[', ']']).trim());
    }

    /// A legal authority that the entry itself names.
    pub(super) fn authority(&mut self, text: &str) {
        add(&mut self.authorities, text.trim());
    }

    /// A day on which it was listed; the first counts.
    pub(super) fn listed_on(&mut self, day: Option<Date>) {
        self.entry.listed_on = self.entry.listed_on.into_iter().chain(day).min();
    }

    /// An address by its lines and its country, empty where it has none. A country that is not known is a fault; regions and `undetermined` are none.
    pub(super) fn address<'t>(&mut self, lines: impl Iterator<Item = &'t str>, country: &str, faults: &mut Vec<String>) {
        let country = country.trim();
        let code = country::code(country);
        let mut lines: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
        let is_fault = code.is_none() && !country.is_empty() && !NO_COUNTRY.iter().any(|word| country.starts_with(word));
        if is_fault {
            faults.push(format!("{country:.40?} is no country that is known"));
        }
        if let Some(code) = code {
            add(&mut self.designation.countries, code);
        }
        if (code.is_none() || !lines.is_empty()) && !country.is_empty() {
            lines.push(country);
        }
        add(&mut self.designation.addresses, &lines.join(", "));
    }

    /// What no other part of a Designation holds, as published.
    pub(super) fn note(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && self.designation.notes.last().is_none_or(|last| last != text) {
            self.designation.notes.push(text.to_owned());
        }
    }

    pub(super) fn identifier(&mut self, kind: IdentifierKind, value: &str, country: Option<&str>) {
        let identifier = Identifier { kind, value: value.to_owned(), country: country.map(str::to_owned) };
        if !self.designation.identifiers.contains(&identifier) {
            self.designation.identifiers.push(identifier);
        }
    }

    pub(super) fn link(&mut self, relation: Relation, id: Option<String>, name: &str) {
        let link = Link { relation, id, name: name.trim().to_owned() };
        if !self.designation.links.contains(&link) {
            self.designation.links.push(link);
        }
    }

    /// Whether it has a name.
    pub(super) fn is_named(&self) -> bool {
        !self.designation.names.is_empty()
    }

    /// The entry as a whole. It concerns the DPRK by a programme of its name, a nationality, flag or address there, or a remark that names the regulations on it.
    pub(super) fn finish(self) -> Designation {
        let Draft { mut designation, mut entry, authorities } = self;
        for programme in &entry.programmes {
            programmes::bases(programme).into_iter().for_each(|basis| add(&mut entry.basis, basis));
        }
        authorities.iter().for_each(|authority| add(&mut entry.basis, authority));
        if entry.basis.is_empty() {
            entry.basis.push(programmes::UNSTATED.to_owned());
        }
        let of_it = |codes: &[String]| codes.iter().any(|code| code == "KP");
        designation.dprk |= entry.programmes.iter().any(|programme| programme.starts_with("DPRK"))
            || of_it(&designation.nationalities)
            || of_it(&designation.flags)
            || of_it(&designation.countries)
            || designation.notes.iter().any(|note| note.contains("North Korea Sanctions"));
        designation.listed_on = entry.listed_on;
        designation.entries.push(entry);
        designation
    }
}

/// Adds a text that is not there yet and not empty.
pub(super) fn add(texts: &mut Vec<String>, text: &str) {
    if !text.is_empty() && !texts.iter().any(|known| known == text) {
        texts.push(text.to_owned());
    }
}

fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `LAST, First` as `First LAST`; the comma is all that tells them apart, and messages have none.
fn natural_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((last, first)) if !last.trim().is_empty() && !first.trim().is_empty() => format!("{} {}", first.trim(), last.trim()),
        _ => name.to_owned(),
    }
}

/// What stands in the place of a country and has no code: not known, a part of one or of several, and one that was dissolved in 2010.
const NO_COUNTRY: &[&str] = &["undetermined", "Region:", "Netherlands Antilles"];

/// Longest registration mark of an aircraft, in bytes: the longest on the lists, of Iran and Russia, have 8; ICAO Annex 7 needs no more than 2 for the State and 5 behind it.
const TAIL_BYTES_MAX: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_named_in_natural_order() {
        assert_eq!(natural_order("KIM, Tong-Myo'ng"), "Tong-Myo'ng KIM");
        assert_eq!(natural_order("KIM"), "KIM");
        assert_eq!(natural_order("KIM, "), "KIM, ");
        let mut company = Draft::new("l", "1", DesignationKind::Organisation);
        company.name("CECOEX, S.A.", Strength::Strong);
        assert_eq!(company.finish().names[0].text, "CECOEX, S.A.");
    }

    #[test]
    fn the_weaker_strength_of_an_alias_counts_and_the_primary_name_stays() {
        let mut draft = Draft::new("l", "1", DesignationKind::Vessel);
        for (text, strength) in [("A", Strength::Strong), ("B", Strength::Strong), ("B", Strength::Weak), ("A", Strength::Weak)] {
            draft.name(text, strength);
        }
        let strengths: Vec<_> = draft.finish().names.iter().map(|name| name.strength).collect();
        assert_eq!(strengths, [Strength::Strong, Strength::Weak]);
    }

    #[test]
    fn a_mark_is_a_tail_up_to_its_longest() {
        for (mark, expected) in [("P-532", 1), ("EP-GOL7890", 1), ("EP-GOL78901", 0), ("IL-76 TD", 0)] {
            let mut aircraft = Draft::new("l", "1", DesignationKind::Aircraft);
            aircraft.name(mark, Strength::Strong);
            let aircraft = aircraft.finish();
            assert_eq!((aircraft.identifiers.len(), aircraft.names[0].strength), (expected, Strength::Weak), "{mark}");
        }
    }

    #[test]
    fn what_concerns_the_dprk() {
        let check = |expected: bool, state: &dyn Fn(&mut Draft)| {
            let mut draft = Draft::new("l", "1", DesignationKind::Organisation);
            state(&mut draft);
            assert_eq!(draft.finish().dprk, expected);
        };
        check(false, &|draft| draft.programme("NPWMD"));
        check(true, &|draft| draft.programme("DPRK-NKSPEA"));
        check(true, &|draft| draft.address(["Pyongyang"].into_iter(), "Korea, North", &mut Vec::new()));
        check(false, &|draft| draft.address(["Seoul"].into_iter(), "Korea, South", &mut Vec::new()));
        check(true, &|draft| {
            draft.note("Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201 and 510.210")
        });
        check(false, &|draft| draft.note("POB North Korea"));
    }

    #[test]
    fn an_address_keeps_its_words_and_a_bare_country_is_its_code() {
        let mut draft = Draft::new("l", "1", DesignationKind::Organisation);
        let mut faults = Vec::new();
        draft.address(["Jungson-dong", "", "Pyongyang"].into_iter(), "Korea, North", &mut faults);
        draft.address([].into_iter(), "Cuba", &mut faults);
        draft.address([].into_iter(), "Region: Nowhere", &mut faults);
        draft.address([].into_iter(), "undetermined", &mut faults);
        assert_eq!(faults.len(), 0);
        draft.address([].into_iter(), "Atlantis", &mut faults);
        let designation = draft.finish();
        assert_eq!(
            designation.addresses,
            ["Jungson-dong, Pyongyang, Korea, North", "Region: Nowhere", "undetermined", "Atlantis"]
        );
        assert_eq!(designation.countries, ["KP", "CU"]);
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn the_basis_is_what_is_stated_and_no_more() {
        let basis = |programmes: &[&str], authority: &str| {
            let mut draft = Draft::new("l", "1", DesignationKind::Organisation);
            programmes.iter().for_each(|programme| draft.programme(programme));
            draft.authority(authority);
            draft.finish().entries.remove(0).basis
        };
        assert_eq!(basis(&["DPRK2", "SDGT"], ""), ["E.O. 13687", "31 CFR part 510", "E.O. 13224", "31 CFR part 594"]);
        assert_eq!(basis(&["ATLANTIS"], ""), ["31 CFR chapter V"]);
        assert_eq!(basis(&["ATLANTIS", "CUBA"], ""), ["31 CFR chapter V", "31 CFR part 515"]);
        assert_eq!(basis(&["CUBA"], "Executive Order 1 (Cuba)"), ["31 CFR part 515", "Executive Order 1 (Cuba)"]);
        assert_eq!(basis(&[], ""), ["31 CFR chapter V"]);
    }
}
