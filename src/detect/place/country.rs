//! The codes of the country and of its currency: KP, PRK, 408, KPW. In running text KP is initials, a province of Pakistan, a brand; only where countries stand it is a country.

use super::{Reader, Sign, Stretch};
use crate::detect::Grade;
use crate::detect::label::Label;
use crate::message::{Element, Kind, Role};
use crate::text::Border;
use std::collections::BTreeSet;

impl<'m, 'a> Reader<'_, 'm, 'a> {
    /// KP, PRK or 408 where a country is given.
    pub(super) fn country_code(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let text = self.words.token(position);
        let is_code = matches!(text, "kp" | "prk") || text == "408" && self.is_only_token(position);
        let (element, _) = self.source(position).filter(|_| is_code)?;
        let sign = |grade, form| Some(Sign::of_form("dprk.country", grade, Stretch::Tokens(position..position + 1), form));
        if element.kind == Kind::Country {
            return sign(Grade::Probable, "is the DPRK's code (ISO 3166-1), in a field for countries");
        }
        if text == "408" || !self.is_in_capitals(position) {
            return None;
        }
        if self.is_between_slashes(position, element) {
            return sign(Grade::Probable, "is the DPRK's code (ISO 3166-1), where the format has a country");
        }
        let is_labelled = Label::Country.leads_to(self.words, position);
        let ends_address = matches!(element.kind, Kind::Address | Kind::Town) && self.ends_element(position);
        if !(is_labelled || ends_address) || self.speaks_of_pakistan(element) {
            return None;
        }
        if is_labelled {
            return sign(Grade::Probable, "is the DPRK's code (ISO 3166-1), behind a word for countries");
        }
        sign(Grade::NeedsSecond, "is the DPRK's code (ISO 3166-1), at the end of an address line")
    }

    /// `/BENEFRES/KP//`, `CCPT/KP/563410084`, `3/KP/PYONGYANG`, and the identifications of party fields: `KP/ISSUER/1234`.
    fn is_between_slashes(&self, position: usize, element: &Element<'_>) -> bool {
        let has_countries =
            element.role == Role::RegulatoryReporting || matches!(element.kind, Kind::Identifier | Kind::Address | Kind::Town);
        let (before, behind) = self.around(position).unwrap_or_default();
        let begins = before.ends_with('/') || before.is_empty() && element.kind == Kind::Identifier && behind.starts_with('/');
        has_countries && begins && (behind.is_empty() || behind.starts_with(['/', '\r', '\n']))
    }

    /// Whether the code is the last word of its element, and no part of a Dutch postcode: `1032 KP`.
    fn ends_element(&self, position: usize) -> bool {
        let before = position.checked_sub(1).map_or("", |before| self.words.token(before));
        let is_postcode =
            before.len() == 4 && before.bytes().all(|byte| byte.is_ascii_digit()) && self.border(position) <= Border::Gap;
        let ends = self.around(position).is_some_and(|(_, behind)| !behind.contains(char::is_alphanumeric));
        ends && self.border(position) >= Border::Space && !is_postcode
    }

    /// Whether the party, or the text where there is none, speaks of Pakistan, whose province Khyber Pakhtunkhwa is KP too.
    fn speaks_of_pakistan(&self, element: &Element<'_>) -> bool {
        let pakistan = self.pakistan.get_or_init(|| Pakistan::find(self.unit.elements()));
        match element.party {
            Some(party) => pakistan.parties.contains(&party),
            None => pakistan.passages.contains(&element.passage),
        }
    }

    /// KPW beside a number.
    pub(super) fn currency(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let amount = self.words.token(position).strip_prefix("kpw")?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_beside_number = || {
            let before = position.checked_sub(1).filter(|_| self.border(position) <= Border::Gap);
            let behind = Some(position + 1).filter(|behind| self.border(*behind) <= Border::Gap);
            [before, behind].into_iter().flatten().any(|at| is_number(self.words.token(at)))
        };
        let is_currency = self.is_in_capitals(position) && if amount.is_empty() { is_beside_number() } else { is_number(amount) };
        let sign =
            Sign::of_form(CURRENCY, Grade::NeedsSecond, Stretch::Tokens(position..position + 1), "is an amount of DPRK won");
        is_currency.then_some(sign)
    }

    /// Amounts that are given in DPRK won, in fields that hold no words.
    pub(super) fn currencies(&self) -> impl Iterator<Item = Sign<'m, 'a>> {
        let amounts = self.unit.elements().filter(|element| {
            matches!(element.kind, Kind::Amount | Kind::Code) || matches!(element.role, Role::SettlementAmount | Role::Amount)
        });
        amounts.filter_map(|element| {
            let text = element.text.as_str().as_bytes();
            let is_code = element.kind == Kind::Amount || text.len() == KPW.len();
            let at = text.windows(KPW.len()).position(|window| window == KPW).filter(|_| is_code)?;
            let stretch = Stretch::Bytes(element, at..at + KPW.len());
            Some(Sign::of_form(CURRENCY, Grade::Probable, stretch, "is the DPRK's currency (ISO 4217), in a field for amounts"))
        })
    }
}

/// Who, and which texts, speak of Pakistan.
#[derive(Debug, Default)]
pub(super) struct Pakistan {
    parties: BTreeSet<u32>,
    passages: BTreeSet<u32>,
}

impl Pakistan {
    fn find<'e>(elements: impl Iterator<Item = &'e Element<'e>>) -> Pakistan {
        let mut pakistan = Pakistan::default();
        for element in elements {
            let text = element.text.as_str().to_ascii_uppercase();
            if element.kind == Kind::Country && text == "PK" || PAKISTAN.iter().any(|word| has_word_beginning(&text, word)) {
                pakistan.passages.insert(element.passage);
                pakistan.parties.extend(element.party);
            }
        }
        pakistan
    }
}

/// Whether a word of the text begins so: SWAT does, SWATCH does not, and WATERSWAT does not either. Longer words have endings (PAKHTUNKHWA).
fn has_word_beginning(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric())
        .any(|own| if word.len() > 4 { own.starts_with(word) } else { own == word })
}

const KPW: &[u8] = b"KPW";

const CURRENCY: &str = "dprk.currency";

/// Words of Pakistan and of the province that is KP there.
const PAKISTAN: &[&str] = &[
    "PAKISTAN",
    "PAKHTUN",
    "PAKHTOON",
    "KHYBER",
    "KPK",
    "PESHAWAR",
    "MARDAN",
    "ABBOTTABAD",
    "SWAT",
    "KOHAT",
    "NOWSHERA",
    "ISLAMABAD",
];
