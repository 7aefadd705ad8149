//! Codes of places: UN/LOCODE, ICAO and IATA.

use super::table::PLACES;
use super::{Reader, Sign, Stretch};
use crate::detect::Grade;
use crate::detect::label::Label;
use crate::text::Border;
use std::ops::Range;

impl<'m, 'a> Reader<'_, 'm, 'a> {
    /// A code of a port or an airport. DPRK codes are found everywhere, codes of ports under watch only where ports stand.
    pub(super) fn place_code(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let text = self.words.token(position);
        match text.len() {
            2 => self.locode_apart(position),
            3 | 4 => self.airport(position, text),
            5 => self.locode(position, text),
            _ => None,
        }
    }

    fn locode(&self, position: usize, text: &str) -> Option<Sign<'m, 'a>> {
        let is_known_country = ["kp", "cn", "ir", "ru", "sy"].iter().any(|country| text.starts_with(country));
        let is_port = is_known_country && self.is_port_code(position);
        let is_code = is_port || is_known_country && self.is_in_capitals(position);
        if is_code { self.locode_in(position..position + 1, text, is_port) } else { None }
    }

    fn is_port_code(&self, position: usize) -> bool {
        self.is_place_of_carriage(position) || Label::Locode.leads_to(self.words, position)
    }

    /// `KP NAM`, as the code is printed in its own directory.
    fn locode_apart(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let range = position..position + 2;
        let text = self.words.text(range.clone());
        let is_apart = text.len() == 5 && matches!(self.border(position + 1), Border::Space | Border::Hyphen);
        if is_apart && self.is_port_code(position) { self.locode_in(range, text, true) } else { None }
    }

    fn locode_in(&self, range: Range<usize>, text: &str, is_port: bool) -> Option<Sign<'m, 'a>> {
        let place = PLACES.iter().find(|place| place.locode.is_some_and(|locode| locode.eq_ignore_ascii_case(text)));
        let is_dprk = text.starts_with("kp");
        let sign = |code, grade, form| Some(Sign { place, ..Sign::of_form(code, grade, Stretch::Tokens(range), form) });
        match place {
            Some(_) if is_dprk => {
                let grade = if is_port { Grade::Probable } else { Grade::NeedsSecond };
                sign(LOCODE, grade, "is a location code of the DPRK (UN/LOCODE)")
            }
            Some(place) if is_port => {
                sign(place.code, Grade::Corroborates, "is the location code (UN/LOCODE) of a port under watch")
            }
            None if is_dprk && is_port && text != KPEME => {
                sign(LOCODE, Grade::NeedsSecond, "has the form of a location code of the DPRK, but no such code is known")
            }
            _ => None,
        }
    }

    fn airport(&self, position: usize, text: &str) -> Option<Sign<'m, 'a>> {
        let (_, id) = AIRPORTS.iter().find(|(code, _)| *code == text)?;
        let place = PLACES.iter().find(|place| place.id == *id)?;
        let is_icao = text.len() == 4;
        let is_port = self.is_place_of_carriage(position) && (is_icao || self.is_only_token(position));
        if !(is_port || is_icao && self.is_in_capitals(position)) {
            return None;
        }
        let grade = match place.code {
            WATCH_PORT => Grade::Corroborates,
            _ if is_port => Grade::Probable,
            _ => Grade::NeedsSecond,
        };
        let code = if place.code == WATCH_PORT { WATCH_PORT } else { "dprk.airport" };
        let stretch = Stretch::Tokens(position..position + 1);
        Some(Sign { place: Some(place), ..Sign::of_form(code, grade, stretch, "is the code of an airport") })
    }
}

const LOCODE: &str = "dprk.locode";

const WATCH_PORT: &str = "watch-port";

/// A port of Togo: a name, no code.
const KPEME: &str = "kpeme";

/// ICAO and IATA codes with the rows of the table that they stand for. An IATA code is a word of three letters: only alone in a field for ports it is one.
const AIRPORTS: &[(&str, &str)] = &[
    ("zkpy", "sunan-airport"),
    ("zkws", "wonsan-kalma"),
    ("zksd", "sondok"),
    ("zkhm", "orang"),
    ("zksc", "sunchon-air-base"),
    ("zkse", "samjiyon"),
    ("fnj", "sunan-airport"),
    ("wos", "wonsan-kalma"),
    ("dso", "sondok"),
    ("rgo", "orang"),
    ("yjs", "samjiyon"),
    ("pek", "beijing-capital-airport"),
];
