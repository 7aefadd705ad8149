//! An entry while it is read: takes text as published, keeps what it understands in its place and the rest as notes, and knows what was wrong.

use super::cell::{alternatives, is_nothing, joined, plain};
use super::remark::{self, Label};
use super::tree::Node;
use super::{bases, country, date};
use crate::identifier::{Bic, Imo};
use crate::list::{
    Designation, DesignationKind, Identifier, IdentifierKind, Link, ListEntry, ListedName, Reference, Relation, Strength,
};
use jiff::civil::Date;

/// An entry that is being read.
#[derive(Debug)]
pub(super) struct Draft {
    entry: Designation,
    listing: ListEntry,
    /// What could not be read of it: a rejected row each.
    faults: Vec<String>,
}

impl Draft {
    /// Begins the entry of a number on a list.
    pub(super) fn new(list: &str, id: &str, kind: DesignationKind) -> Draft {
        let listing = ListEntry { list: list.to_owned(), id: id.to_owned(), ..ListEntry::default() };
        Draft { entry: Designation { id: format!("{list}:{id}"), kind, ..Designation::default() }, listing, faults: Vec::new() }
    }

    /// What it is.
    pub(super) fn kind(&self) -> DesignationKind {
        self.entry.kind
    }

    /// Adds a name, in whatever script. Of a name that is there already the weaker strength counts.
    pub(super) fn name(&mut self, text: &str, strength: Strength) {
        let text = plain(text);
        if is_nothing(&text) {
            return;
        }
        match self.entry.names.iter_mut().find(|known| known.text == text) {
            Some(known) => known.strength = known.strength.min(strength),
            None => self.entry.names.push(ListedName { text, strength, needs: None }),
        }
    }

    /// Adds a name that stands in parts.
    pub(super) fn name_of<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>, strength: Strength) {
        let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !is_nothing(part)).collect();
        self.name(&parts.join(" "), strength);
    }

    /// Adds a programme or regime, and its legal basis.
    pub(super) fn programme(&mut self, text: &str) {
        let text = plain(text);
        if !is_nothing(&text) && !self.listing.programmes.contains(&text) {
            for basis in bases::of(&self.listing.list, &text) {
                push_new(&mut self.listing.basis, basis);
            }
            self.listing.programmes.push(text);
        }
    }

    /// Adds a legal act that the list itself names.
    pub(super) fn basis(&mut self, text: &str) {
        push_new(&mut self.listing.basis, text);
    }

    /// Says when it was listed; the earliest counts. What is no day becomes a note.
    pub(super) fn listed_on(&mut self, text: &str) {
        match self.day("listed on", text) {
            Some(day) => self.listing.listed_on = self.listing.listed_on.into_iter().chain([day]).min(),
            None => self.note("listed on", text),
        }
    }

    /// Says when it was taken off.
    pub(super) fn delisted_on(&mut self, text: &str) {
        match self.day("delisted on", text) {
            Some(day) => self.listing.delisted_on = Some(day),
            None => self.note("delisted on", text),
        }
    }

    fn day(&mut self, what: &str, text: &str) -> Option<Date> {
        let day = date::day(text);
        if day.is_none() && !is_nothing(text) && text.len() <= DAY_BYTES_MAX && text.bytes().any(|byte| byte.is_ascii_digit()) {
            self.fault(format!("{what}: not a day"));
        }
        day
    }

    /// Adds dates of birth, of which a cell may have several.
    pub(super) fn births(&mut self, text: &str) {
        let text = plain(text);
        if is_nothing(&text) {
            return;
        }
        let mut is_read = true;
        for part in alternatives(&text, |part| date::birth(part).is_some()) {
            match date::birth(&part) {
                Some(birth) => push_new(&mut self.entry.birth_dates, &birth),
                None => is_read = is_nothing(&part) && is_read,
            }
        }
        if !is_read {
            self.note("born", &text);
        }
    }

    /// Adds a date of birth in the form that designations have.
    pub(super) fn birth(&mut self, birth: &str) {
        push_new(&mut self.entry.birth_dates, birth);
    }

    /// Adds a place of birth.
    pub(super) fn birth_place<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>) {
        let place = joined(parts);
        if !is_nothing(&place) {
            push_new(&mut self.entry.birth_places, &place);
        }
    }

    /// Adds nationalities, of which a cell may have several.
    pub(super) fn nationalities(&mut self, text: &str) {
        let codes = self.countries("nationality", text);
        codes.into_iter().for_each(|code| push_new(&mut self.entry.nationalities, code));
    }

    /// Adds flags of a ship.
    pub(super) fn flags(&mut self, text: &str) {
        let codes = self.countries("flag", text);
        codes.into_iter().for_each(|code| push_new(&mut self.entry.flags, code));
    }

    /// Adds countries that it belongs to.
    pub(super) fn countries_of(&mut self, text: &str) {
        let codes = self.countries("country", text);
        codes.into_iter().for_each(|code| push_new(&mut self.entry.countries, code));
    }

    /// Adds an address in parts and its country. A country alone is no address.
    pub(super) fn address<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>, country_name: &str) {
        let parts = joined(parts);
        let named = plain(country_name);
        if is_nothing(&parts) {
            return self.countries_of(&named);
        }
        let whole = if is_nothing(&named) { parts } else { joined([parts.as_str(), named.as_str()]) };
        let code = country::code(&named).or_else(|| country::at_end(&whole));
        push_new(&mut self.entry.addresses, &whole);
        code.into_iter().for_each(|code| push_new(&mut self.entry.countries, code));
    }

    /// Adds an address of one text.
    pub(super) fn address_text(&mut self, text: &str) {
        let text = plain(text);
        if is_nothing(&text) {
            return;
        }
        if let Some(code) = country::code(&text) {
            push_new(&mut self.entry.countries, code);
        } else {
            self.numbers(&text);
            self.address([text.as_str()], "");
        }
    }

    /// The countries of a cell; what is none becomes a note.
    fn countries(&mut self, what: &str, text: &str) -> Vec<&'static str> {
        let text = plain(text);
        if is_nothing(&text) {
            return Vec::new();
        }
        let mut codes = Vec::new();
        for part in alternatives(&text, |part| country::code(part).is_some()) {
            match country::code(&part) {
                Some(code) => codes.push(code),
                None => self.note(what, &part),
            }
        }
        codes
    }

    /// Adds a number of a kind. Its country is a name or a code.
    pub(super) fn identifier(&mut self, kind: IdentifierKind, value: &str, country_name: &str) {
        let value = plain(value);
        if is_nothing(&value) {
            return;
        }
        if value.len() > IDENTIFIER_BYTES_MAX {
            self.fault(format!("a {} of {} bytes is none; it was kept as a note", kind.as_str(), value.len()));
            return self.note(kind.as_str(), &value);
        }
        let (number, rest, named) = match kind {
            IdentifierKind::Passport | IdentifierKind::NationalId | IdentifierKind::Registration => {
                remark::number_and_rest(&value)
            }
            _ => (value.as_str(), "", None),
        };
        if !rest.is_empty() {
            self.note(kind.as_str(), &value);
        }
        let value = number.to_owned();
        let country = country::code(country_name).or(named);
        if country.is_none() && !is_nothing(country_name) {
            self.note(kind.as_str(), &format!("{value}, {country_name}"));
        }
        let identifier = Identifier { kind, value, country: country.map(str::to_owned) };
        let known = self.entry.identifiers.iter_mut().find(|known| known.kind == kind && known.value == identifier.value);
        match known {
            Some(known) if known.country.is_none() || identifier.country.is_none() || known.country == identifier.country => {
                known.country = known.country.take().or(identifier.country);
            }
            _ => self.entry.identifiers.push(identifier),
        }
    }

    /// Adds a number of which the list says in words what it is: `Passport`, `Swift/BIC`, `Business registration`. Other words make it a national id, of organisations a registration.
    pub(super) fn document(&mut self, words: &str, value: &str, country_name: &str) {
        match remark::label(words) {
            Some(Label::Bic) => self.bic(value),
            Some(Label::Imo) => self.imo(value),
            Some(Label::Number(kind)) => self.identifier(kind, value, country_name),
            None if value.starts_with("IMO") && imo(value, self.entry.kind).is_some() => self.imo(value),
            None => self.identifier(self.other_document(), value, country_name),
        }
    }

    fn other_document(&self) -> IdentifierKind {
        match self.entry.kind {
            DesignationKind::Person => IdentifierKind::NationalId,
            DesignationKind::Organisation | DesignationKind::Vessel | DesignationKind::Aircraft | DesignationKind::Unknown => {
                IdentifierKind::Registration
            }
        }
    }

    /// Adds a BIC.
    pub(super) fn bic(&mut self, text: &str) {
        if is_nothing(text) {
            return;
        }
        match Bic::parse(text.trim()) {
            Some(bic) if self.entry.bics.contains(&bic) => {}
            Some(bic) => self.entry.bics.push(bic),
            None => {
                self.fault("bic: not one; it was kept as a note");
                self.note("BIC", text);
            }
        }
    }

    /// Adds an IMO number: of a ship for a ship, else of a company where its check digit says so.
    pub(super) fn imo(&mut self, text: &str) {
        if is_nothing(text) {
            return;
        }
        match imo(text, self.entry.kind) {
            Some(imo) if self.entry.imos.contains(&imo) => {}
            Some(imo) => self.entry.imos.push(imo),
            None => {
                self.fault("imo: not one; it was kept as a note");
                self.note("IMO", text);
            }
        }
    }

    /// Adds another list's number of the same party.
    pub(super) fn reference(&mut self, list: &str, id: &str) {
        let id = plain(id);
        let reference = Reference { list: list.to_owned(), id };
        if !is_nothing(&reference.id) && !self.entry.references.contains(&reference) {
            self.entry.references.push(reference);
        }
    }

    /// Adds another party.
    pub(super) fn link(&mut self, relation: Relation, id: Option<String>, name: &str) {
        let link = Link { relation, id, name: plain(name) };
        if !is_nothing(&link.name) && !self.entry.links.contains(&link) {
            self.entry.links.push(link);
        }
    }

    /// Keeps a text for people.
    pub(super) fn note(&mut self, what: &str, text: &str) {
        let text = plain(text);
        if !is_nothing(&text) {
            push_new(&mut self.entry.notes, &if what.is_empty() { text } else { format!("{what}: {text}") });
        }
    }

    /// Keeps a text for people, and takes the numbers that stand in it behind their labels.
    pub(super) fn remark(&mut self, what: &str, text: &str) {
        self.numbers(text);
        self.note(what, text);
    }

    /// Takes a text under words that may say what number it is; else keeps it as a remark.
    pub(super) fn document_or_remark(&mut self, words: &str, text: &str) {
        match remark::label(words) {
            Some(_) if text.len() <= IDENTIFIER_BYTES_MAX => self.document(words, text, ""),
            Some(_) | None => self.remark(words, text),
        }
    }

    /// Takes the numbers that stand in a text behind their labels.
    pub(super) fn numbers(&mut self, text: &str) {
        for found in remark::numbers(text) {
            match found.label {
                Label::Bic => {
                    let bic = Bic::parse(&found.value).filter(|bic| !self.entry.bics.contains(bic));
                    self.entry.bics.extend(bic);
                }
                // A ship in the remarks of a company is another party: the number of a company alone is its own.
                Label::Imo => {
                    let is_ship_elsewhere = |imo: &Imo| matches!(imo, Imo::Ship(_)) && self.entry.kind != DesignationKind::Vessel;
                    let imo = imo(&found.value, self.entry.kind)
                        .filter(|imo| !is_ship_elsewhere(imo) && !self.entry.imos.contains(imo));
                    self.entry.imos.extend(imo);
                }
                Label::Number(kind) => self.identifier(kind, &found.value, found.country.unwrap_or_default()),
            }
        }
    }

    /// Keeps the text of elements that are not among `known`; where they may carry a name or a number, they are faults as well.
    pub(super) fn unknown(&mut self, node: &Node, known: &[&str]) {
        for child in node.descendants() {
            let is_known = known.contains(&child.name.as_str());
            let values: Vec<&str> =
                child.attributes.iter().map(|(_, value)| value.as_str()).chain([child.text.as_str()]).collect();
            let text = joined(values);
            if is_known || text.is_empty() {
                continue;
            }
            let name = child.name.to_lowercase();
            if TELLING.iter().any(|word| name.contains(word)) {
                self.fault(format!("the element {:.40?} is not known; it was kept as a note", child.name));
            }
            self.remark(&child.name, &text);
        }
    }

    /// Says that something of it could not be read.
    pub(super) fn fault(&mut self, reason: impl Into<String>) {
        self.faults.push(reason.into());
    }

    /// Marks it as concerning the DPRK.
    pub(super) fn concerns_dprk(&mut self) {
        self.entry.dprk = true;
    }

    /// The entry, and what could not be read of it. Without a name it is none.
    pub(super) fn finish(self) -> (Option<Designation>, Vec<String>) {
        let Draft { mut entry, listing, mut faults } = self;
        if entry.names.is_empty() {
            faults.push(format!("the entry {:.60?} has no name", listing.id));
            return (None, faults);
        }
        let is_kp = |codes: &[String]| codes.iter().any(|code| code == "KP");
        entry.dprk |= listing.programmes.iter().chain(&listing.basis).any(|text| bases::concerns_dprk(text))
            || is_kp(&entry.nationalities)
            || is_kp(&entry.flags)
            || is_kp(&entry.countries)
            || entry.addresses.iter().any(|text| is_in_dprk(text))
            || entry.bics.iter().any(|bic| bic.country() == *b"KP")
            || entry.identifiers.iter().any(|identifier| identifier.country.as_deref() == Some("KP"));
        entry.listed_on = listing.listed_on;
        entry.entries.push(listing);
        (Some(entry), faults)
    }
}

/// An IMO number of a ship or a company, whichever its check digit and the kind of party speak for.
fn imo(text: &str, kind: DesignationKind) -> Option<Imo> {
    let digits = text.trim().trim_start_matches(|character: char| !character.is_ascii_digit());
    match kind {
        DesignationKind::Vessel => Imo::ship(digits).or_else(|| Imo::company(digits)),
        DesignationKind::Person | DesignationKind::Organisation | DesignationKind::Aircraft | DesignationKind::Unknown => {
            Imo::company(digits).or_else(|| Imo::ship(digits))
        }
    }
}

/// Whether an address lies in the DPRK although it does not end with its country.
fn is_in_dprk(address: &str) -> bool {
    let address = address.to_lowercase().replace(['\'', '’', '`'], "");
    ["pyongyang", "dprk", "north korea", "democratic peoples republic of korea"].iter().any(|place| address.contains(place))
}

fn push_new(to: &mut Vec<String>, value: &str) {
    if !to.iter().any(|known| known == value) {
        to.push(value.to_owned());
    }
}

/// Words in the names of elements and columns that may carry a name or a number.
const TELLING: &[&str] =
    &["name", "alias", "number", "identif", "passport", "document", "imo", "bic", "swift", "account", "wallet", "script"];

/// Longest number that is taken as one, in bytes: far above an IBAN, which has 34 at most (ISO 13616), and above digital currency addresses.
const IDENTIFIER_BYTES_MAX: usize = 160;

/// Longest text that may be a day, in bytes; longer ones are sentences about days.
const DAY_BYTES_MAX: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_of_a_cell() {
        let check = |text: &str, expected: &[&str]| {
            let mut draft = Draft::new("x", "1", DesignationKind::Person);
            draft.nationalities(text);
            assert_eq!(draft.entry.nationalities, expected, "{text}");
        };
        check("Russian and Ukrainian", &["RU", "UA"]);
        check("Moldovan, Russian and Ukrainian", &["MD", "RU", "UA"]);
        check("a) Trinidad and Tobago b) United States of America", &["TT", "US"]);
        check("Turkish/Jordanian", &["TR", "JO"]);
        check("Bosnia and Herzegovina", &["BA"]);
        check("na", &[]);
        check("Martian", &[]);
    }

    #[test]
    fn what_speaks_for_the_dprk() {
        let check = |fill: &dyn Fn(&mut Draft), expected: bool| {
            let mut draft = Draft::new("x", "1", DesignationKind::Person);
            draft.name("Ann", Strength::Strong);
            fill(&mut draft);
            assert_eq!(draft.finish().0.unwrap().dprk, expected);
        };
        check(&|_| {}, false);
        check(&|draft| draft.programme("1718 (DPRK)"), true);
        check(&|draft| draft.programme("1737 (Iran)"), false);
        check(&|draft| draft.nationalities("North Korean"), true);
        check(&|draft| draft.nationalities("Republic of Korea"), false);
        check(&|draft| draft.address(["Pot'onggang District", "P'yongyang"], ""), true);
        check(&|draft| draft.address(["Beijing"], "China"), false);
        check(&|draft| draft.flags("DPRK"), true);
        check(&|draft| draft.bic("DCBKKPPY"), true);
        check(&|draft| draft.identifier(IdentifierKind::Passport, "123456789", "Korea, North"), true);
    }

    #[test]
    fn a_number_that_is_too_long_is_a_note() {
        let check = |bytes: usize, is_taken: bool| {
            let mut draft = Draft::new("x", "1", DesignationKind::Person);
            draft.identifier(IdentifierKind::Wallet, &"1".repeat(bytes), "");
            assert_eq!((draft.entry.identifiers.len(), draft.faults.len()), (usize::from(is_taken), usize::from(!is_taken)));
        };
        check(IDENTIFIER_BYTES_MAX, true);
        check(IDENTIFIER_BYTES_MAX + 1, false);
    }
}
