//! What a field for numbers of a party says about its number: which kind it is, and which country gave it out.

use crate::detect::label::Label;
use crate::message::{Element, Path, Unit};
use crate::text::Words;

/// What the message says about the number in an element.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Scheme {
    pub(super) label: Option<Label>,
    /// Issuing country, in capitals.
    pub(super) country: Option<[u8; 2]>,
}

impl Scheme {
    /// Reads the code words in front of the number (`CCPT/KP/563410084`), or the elements beside it (`SchmeNm`, `Issr`), or the element's own name (`PsptNb`).
    pub(super) fn of(element: &Element<'_>, first_token: usize, unit: Unit<'_, '_>, words: &Words) -> Scheme {
        match element.path {
            Path::Node(_) => Scheme::beside(element, unit),
            Path::Outside | Path::Block(..) | Path::Field { .. } => Scheme::in_front(words, first_token),
        }
    }

    fn in_front(words: &Words, first_token: usize) -> Scheme {
        let label = Label::at(words, first_token);
        let behind = label.map_or(first_token, |(_, end)| end);
        Scheme { label: label.map(|(label, _)| label), country: country(words.token(behind)) }
    }

    fn beside(element: &Element<'_>, unit: Unit<'_, '_>) -> Scheme {
        let path = unit.message().path(element.path);
        let Some((parent, name)) = path.rsplit_once('/') else { return Scheme::default() };
        let mut scheme = Scheme { label: by_name(name), country: None };
        let siblings = unit.elements().filter(|other| matches!(other.path, Path::Node(_)) && other.party == element.party);
        for sibling in siblings {
            let path = unit.message().path(sibling.path);
            match path.strip_prefix(parent).and_then(|path| path.strip_prefix('/')) {
                Some("SchmeNm" | "SchmeNm/Cd" | "SchmeNm/Prtry" | "Tp/Cd" | "Tp/Prtry") => {
                    scheme.label = scheme.label.or_else(|| by_code(sibling.text.as_str()));
                }
                Some("Issr" | "Ctry" | "IssgCtry") => scheme.country = scheme.country.or_else(|| country(sibling.text.as_str())),
                _ => {}
            }
        }
        scheme
    }
}

/// A country code of two letters.
pub(super) fn country(text: &str) -> Option<[u8; 2]> {
    let code: [u8; 2] = text.trim().as_bytes().try_into().ok()?;
    code.iter().all(u8::is_ascii_alphabetic).then(|| code.map(|letter| letter.to_ascii_uppercase()))
}

fn by_name(name: &str) -> Option<Label> {
    Some(match name {
        "PsptNb" => Label::Passport,
        "IdntyCardNb" | "SclSctyNb" | "DrvrsLicNb" | "AlnRegnNb" => Label::NationalId,
        "TaxIdNb" | "TaxId" | "RegnId" | "RegnNb" | "DUNS" | "CstmrNb" => Label::Registration,
        _ => return None,
    })
}

/// Codes of the external code lists for persons and organisations (ISO 20022), and words.
fn by_code(text: &str) -> Option<Label> {
    let words = Words::of(text);
    (0..words.tokens().len()).find_map(|position| Label::at(&words, position)).map(|(label, _)| label)
}
