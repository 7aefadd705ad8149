//! What an equal number is worth, by where it stands.

use crate::detect::Grade;
use crate::detect::label::Label;
use crate::list::IdentifierKind;

/// Where a number stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    /// In an element for such numbers, or for numbers of a party, with what the message says they are.
    Field(Option<Label>),
    /// Right behind its label.
    Labelled(Label),
    /// In a text that speaks of such numbers, but not right at this one.
    Announced,
    /// In text.
    Bare,
}

impl Standing {
    /// The same, in words.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Standing::Field(Some(_)) => "it stands in a field for such numbers",
            Standing::Field(None) => "it stands in a field for numbers of a party",
            Standing::Labelled(_) => "it stands right behind its label",
            Standing::Announced => "the same text speaks of such numbers",
            Standing::Bare => "it stands in text, without a label: the same digits may be something else",
        }
    }
}

/// The grade of an equal number of `length` letters and digits; `None` where it says nothing. `same_country`: whether the issuing countries agree, where message and list give
/// one.
pub(super) fn grade(kind: IdentifierKind, standing: Standing, same_country: Option<bool>, length: usize) -> Option<Grade> {
    let is_distinct = length >= DISTINCT_MIN || is_unique(kind);
    let doubtful = if is_distinct { Grade::Probable } else { Grade::Corroborates };
    match standing {
        Standing::Field(Some(label)) | Standing::Labelled(label) if announces(label, kind) => Some(match same_country {
            Some(true) => Grade::Certain,
            None if is_distinct => Grade::Certain,
            None => Grade::Probable,
            Some(false) => doubtful,
        }),
        Standing::Field(Some(label)) | Standing::Labelled(label) if is_paper(label) && is_paper_kind(kind) => Some(doubtful),
        Standing::Field(None) | Standing::Announced => Some(doubtful),
        Standing::Field(Some(_)) | Standing::Labelled(_) | Standing::Bare if length >= SELF_EVIDENT_MIN => Some(Grade::Probable),
        Standing::Field(Some(_)) | Standing::Labelled(_) | Standing::Bare => (length >= BARE_MIN).then_some(Grade::Corroborates),
    }
}

/// Whether a text that speaks of this is about numbers of this kind, also where they do not stand right behind it.
pub(super) fn speaks_of(label: Label, kind: IdentifierKind) -> bool {
    announces(label, kind) && !(kind == IdentifierKind::Tail && label == Label::Registration)
}

/// Papers of a person or an organisation: one is easily called another.
fn is_paper(label: Label) -> bool {
    matches!(label, Label::Passport | Label::NationalId | Label::Registration)
}

fn is_paper_kind(kind: IdentifierKind) -> bool {
    matches!(kind, IdentifierKind::Passport | IdentifierKind::NationalId | IdentifierKind::Registration)
}

/// Whether a label says that a number of this kind follows.
fn announces(label: Label, kind: IdentifierKind) -> bool {
    match kind {
        IdentifierKind::Passport => label == Label::Passport,
        IdentifierKind::NationalId => label == Label::NationalId,
        IdentifierKind::Registration => matches!(label, Label::Registration | Label::Imo),
        IdentifierKind::Lei => label == Label::Lei,
        IdentifierKind::Account => label == Label::Account,
        IdentifierKind::Wallet => matches!(label, Label::Wallet | Label::Account),
        IdentifierKind::Tail => matches!(label, Label::Tail | Label::Aircraft | Label::Registration),
        IdentifierKind::Mmsi => label == Label::Mmsi,
        IdentifierKind::CallSign => label == Label::CallSign,
    }
}

/// Kinds that are given out once in the world. Passports and registers of different countries share their numbers.
fn is_unique(kind: IdentifierKind) -> bool {
    match kind {
        IdentifierKind::Lei | IdentifierKind::Wallet | IdentifierKind::Tail | IdentifierKind::Mmsi | IdentifierKind::CallSign => {
            true
        }
        IdentifierKind::Passport | IdentifierKind::NationalId | IdentifierKind::Registration | IdentifierKind::Account => false,
    }
}

/// What a list calls this kind of number.
pub(super) fn name(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Passport => "passport",
        IdentifierKind::NationalId => "national identity number",
        IdentifierKind::Registration => "registration number",
        IdentifierKind::Lei => "LEI",
        IdentifierKind::Account => "account",
        IdentifierKind::Wallet => "digital currency address",
        IdentifierKind::Tail => "aircraft mark",
        IdentifierKind::Mmsi => "MMSI",
        IdentifierKind::CallSign => "call sign",
    }
}

/// Shorter numbers are given out in many places: one of six digits behind PASSPORT is another country's in most cases.
const DISTINCT_MIN: usize = 8;

/// Shorter numbers are found in text by chance.
const BARE_MIN: usize = 7;

/// Longer than the numbers that businesses count with: an LEI, an IBAN, a wallet or an identity number of eighteen digits is no invoice.
const SELF_EVIDENT_MIN: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;
    use IdentifierKind::*;
    use Standing::*;

    #[test]
    fn what_an_equal_number_is_worth() {
        let check = |kind, standing, same_country, length, expected: Option<Grade>| {
            assert_eq!(grade(kind, standing, same_country, length), expected, "{kind:?} {standing:?} {same_country:?} {length}");
        };
        let (certain, probable, corroborates) = (Some(Grade::Certain), Some(Grade::Probable), Some(Grade::Corroborates));
        check(Passport, Labelled(Label::Passport), None, 9, certain);
        check(Passport, Labelled(Label::Passport), None, 8, certain);
        check(Passport, Labelled(Label::Passport), None, 7, probable);
        check(Passport, Labelled(Label::Passport), Some(true), 6, certain);
        check(Passport, Labelled(Label::Passport), Some(false), 9, probable);
        check(Passport, Labelled(Label::Passport), Some(false), 6, corroborates);
        check(Passport, Labelled(Label::NationalId), None, 9, probable);
        check(Passport, Labelled(Label::Account), None, 9, corroborates);
        check(Passport, Field(Some(Label::Account)), None, 9, corroborates);
        check(Passport, Field(Some(Label::Passport)), None, 9, certain);
        check(Account, Field(Some(Label::Account)), None, 9, certain);
        check(Wallet, Field(Some(Label::Account)), None, 34, certain);
        check(Passport, Field(None), None, 9, probable);
        check(Passport, Field(None), None, 6, corroborates);
        check(Passport, Announced, None, 9, probable);
        check(Passport, Announced, None, 7, corroborates);
        check(Passport, Bare, None, 9, corroborates);
        check(Passport, Bare, None, 6, None);
        check(NationalId, Bare, None, 18, probable);
        check(Lei, Bare, None, 15, probable);
        check(Lei, Bare, None, 14, corroborates);
        check(Tail, Labelled(Label::Aircraft), None, 4, certain);
        check(Tail, Bare, None, 4, None);
        check(Tail, Announced, None, 4, probable);
    }
}
