//! Places of the DPRK, and numbers and codes of ranges that belong to it. In: the folded text of a unit. Out: hits on geography; none of them names a designation.
//!
//! Names come from a table with a class for each row; the false friends beside it cover only their own bytes. Numbers and codes come from their form and from what stands
//! around them: a label, a slash, the kind of the element.

mod code;
mod country;
mod domain;
mod number;
mod phone;
mod scan;
mod table;

use super::{Evidence, Grade, Hit, Part};
use crate::message::{Element, Kind, Role, Unit};
use crate::text::{Border, Folded, Words};
use scan::Found;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use table::{Class, Place};

/// Every place in the unit, and every number or code that only the DPRK gives out: first the names, then the rest, each in message order. Of many equal facts about one
/// party the first are kept.
#[must_use]
pub fn hits(unit: Unit<'_, '_>, folded: &Folded<'_, '_>) -> Vec<Hit> {
    let reader = Reader { unit, folded, words: &folded.words, pakistan: OnceCell::new() };
    let names = scan::find(&folded.words).into_iter().map(|found| reader.named(found));
    let signs = (0..folded.words.tokens().len()).filter_map(|position| reader.sign_at(position));
    let mut counts = BTreeMap::new();
    let mut is_new = |sign: &Sign| {
        let fact = (reader.party(sign), sign.code, sign.place.map(|place| place.id), sign.grade);
        let count: &mut usize = counts.entry(fact).or_default();
        *count += 1;
        *count <= EQUAL_FACTS_MAX
    };
    names.chain(signs).chain(reader.currencies()).filter(|sign| is_new(sign)).map(|sign| reader.hit(sign)).collect()
}

/// What was found, before it is written out.
struct Sign<'m, 'a> {
    code: &'static str,
    place: Option<&'static Place>,
    grade: Grade,
    score: u16,
    stretch: Stretch<'m, 'a>,
    why: Why,
}

/// The text that a sign is.
enum Stretch<'m, 'a> {
    Tokens(Range<usize>),
    Bytes(&'m Element<'a>, Range<usize>),
}

/// Why a sign counts.
#[derive(Clone, Copy)]
enum Why {
    /// The name of its place.
    Name,
    /// The name of a port, where ports are spoken of.
    PortName,
    /// The name of its place, with digits for letters.
    EditedName,
    Form(&'static str),
}

/// A unit as the patterns see it.
struct Reader<'f, 'm, 'a> {
    unit: Unit<'m, 'a>,
    folded: &'f Folded<'m, 'a>,
    words: &'f Words,
    /// Looked for when it is first asked for.
    pakistan: OnceCell<country::Pakistan>,
}

impl<'m, 'a> Reader<'_, 'm, 'a> {
    fn named(&self, found: Found) -> Sign<'m, 'a> {
        let place = found.place;
        let is_carriage = self.is_place_of_carriage(found.range.start);
        let (grade, why) = match place.class {
            Class::Strong => (Grade::Probable, Why::Name),
            Class::Port if is_carriage || self.is_beside_port_word(&found.range) => (Grade::Probable, Why::PortName),
            Class::Medium if is_carriage && IN_PORT_FIELDS.contains(&place.code) => (Grade::Probable, Why::PortName),
            Class::Port | Class::Medium => (Grade::NeedsSecond, Why::Name),
            Class::Weak => (Grade::Corroborates, Why::Name),
        };
        let (score, why) = if found.edited { (SCORE_EDITED, Why::EditedName) } else { (SCORE_EQUAL, why) };
        Sign { code: place.code, place: Some(place), grade, score, stretch: Stretch::Tokens(found.range), why }
    }

    /// The sign that begins at a token, by its form. Most tokens are sorted out by their first character.
    fn sign_at(&self, position: usize) -> Option<Sign<'m, 'a>> {
        match self.words.token(position).as_bytes().first()? {
            b'k' => {
                let kp = || self.country_code(position).or_else(|| self.domain(position));
                self.place_code(position).or_else(kp).or_else(|| self.currency(position))
            }
            b'p' => self
                .country_code(position)
                .or_else(|| self.aircraft(position))
                .or_else(|| self.call_sign(position))
                .or_else(|| self.passport(position))
                .or_else(|| self.place_code(position)),
            b'h' => self.call_sign(position),
            b'0' | b'8' => self.phone(position),
            b'4' => self.country_code(position).or_else(|| self.mmsi(position)),
            // Countries of ports under watch, and codes of airports.
            b'c' | b'i' | b'r' | b's' | b'd' | b'f' | b'w' | b'y' | b'z' => self.place_code(position),
            _ => None,
        }
    }

    fn party(&self, sign: &Sign<'m, 'a>) -> Option<u32> {
        match &sign.stretch {
            Stretch::Tokens(range) => self.folded.element(range.start)?.party,
            Stretch::Bytes(element, _) => element.party,
        }
    }

    fn hit(&self, sign: Sign<'m, 'a>) -> Hit {
        let parts = match sign.stretch {
            Stretch::Tokens(range) => self.folded.parts(range),
            Stretch::Bytes(element, bytes) => vec![self.folded.part_of(element, bytes)],
        };
        let why = vec![self.why(&parts, sign.place, sign.why)];
        Hit {
            evidence: Evidence::Geography,
            grade: sign.grade,
            code: Some(sign.code),
            place: sign.place.map(|place| place.id),
            score: sign.score,
            designation: None,
            reported_only: false,
            alias: None,
            needs: None,
            parts,
            why,
        }
    }

    fn why(&self, parts: &[Part], place: Option<&'static Place>, why: Why) -> String {
        let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
        let name = place.map_or("", |place| place.name);
        match why {
            Why::Name => format!("{text} is a name of {name}"),
            Why::PortName => format!("{text} is a name of {name}, in a field or beside a word for ports"),
            Why::EditedName => format!("{text} is a name of {name}, with digits for letters"),
            Why::Form(form) => format!("{text} {form}"),
        }
    }

    /// Whether the element says where goods are loaded, discharged or handed over.
    fn is_place_of_carriage(&self, position: usize) -> bool {
        self.folded.element(position).is_some_and(|element| {
            let is_role = matches!(
                element.role,
                Role::PortOfLoading | Role::PortOfDischarge | Role::PlaceOfReceipt | Role::PlaceOfDelivery
            );
            is_role || element.kind == Kind::Port
        })
    }

    fn is_beside_port_word(&self, range: &Range<usize>) -> bool {
        let passage = super::label::passage_of(self.words, range.start);
        let before = range.start.saturating_sub(PORT_WORD_TOKENS).max(passage.start)..range.start;
        let behind = range.end..(range.end + PORT_WORD_TOKENS).min(passage.end);
        before.clone().any(|at| BEFORE_PORTS.contains(&self.words.token(at)))
            || before.chain(behind).any(|at| PORT_WORDS.contains(&self.words.token(at)))
    }

    /// The text of the element that a token came from, and the token's bytes there.
    fn source(&self, position: usize) -> Option<(&'m Element<'a>, Range<usize>)> {
        let token = self.words.tokens().get(position)?;
        Some((self.folded.element(position)?, token.bytes.start as usize..token.bytes.end as usize))
    }

    /// The element's text before a token and behind it.
    fn around(&self, position: usize) -> Option<(&'m str, &'m str)> {
        let (element, bytes) = self.source(position)?;
        Some((element.text.as_str().get(..bytes.start)?, element.text.as_str().get(bytes.end..)?))
    }

    /// Whether the token stands in capitals: `KPSON` is a code, `kpson` a word.
    fn is_in_capitals(&self, position: usize) -> bool {
        let text = self.source(position).and_then(|(element, bytes)| element.text.as_str().get(bytes));
        text.is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
    }

    fn border(&self, position: usize) -> Border {
        self.words.tokens().get(position).map_or(Border::Passage, |token| token.border)
    }

    fn is_only_token(&self, position: usize) -> bool {
        let source = |position: Option<usize>| Some(self.words.tokens().get(position?)?.source);
        let own = source(Some(position));
        source(position.checked_sub(1)) != own && source(Some(position + 1)) != own
    }
}

impl<'m, 'a> Sign<'m, 'a> {
    fn of_form(code: &'static str, grade: Grade, stretch: Stretch<'m, 'a>, form: &'static str) -> Sign<'m, 'a> {
        Sign { code, place: None, grade, score: SCORE_EQUAL, stretch, why: Why::Form(form) }
    }
}

/// Words that a port's name follows: Incoterms, and directions of a shipment.
const BEFORE_PORTS: &[&str] =
    &["fob", "cif", "cfr", "cnf", "fas", "loading", "discharge", "discharging", "unloading", "pol", "pod", "calling"];

/// Words for ports, before a name or behind it.
const PORT_WORDS: &[&str] = &[
    "port",
    "ports",
    "seaport",
    "harbour",
    "harbor",
    "anchorage",
    "berth",
    "pier",
    "wharf",
    "hafen",
    "seehafen",
    "puerto",
    "porto",
    "порт",
    "порта",
    "порту",
];

/// Places in a field for the way of goods are ports of it, whoever else has their name.
const IN_PORT_FIELDS: &[&str] =
    &["dprk.city", "dprk.port", "dprk.airport", "dprk.border-crossing", "dprk.province", "dprk.district"];

/// `TO NAMPO SEA PORT`, `PORT OF NAMPO`.
const PORT_WORD_TOKENS: usize = 2;

/// A hundred lines that say PYONGYANG say no more than some. Bounds the hits of one message.
const EQUAL_FACTS_MAX: usize = 16;

const SCORE_EQUAL: u16 = 1000;

/// Digits stood for letters.
const SCORE_EDITED: u16 = 900;

#[cfg(test)]
mod tests;
