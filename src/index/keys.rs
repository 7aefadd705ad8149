//! Exact identifiers to designations. In: what is listed. Out: one lookup from a BIC institution, an IMO number or any other number to the designations that it is listed
//! for. What an equal number is worth where it stands is not decided here.

use super::Listed;
use crate::list::{Identifier, IdentifierKind, without_passport_letters};
use crate::text::Words;
use dashmap::{DashMap, ReadOnlyView};
use foldhash::fast::FixedState;
use std::hash::Hash;

/// Every identifier of every designation, frozen. Designations are numbers: their places in the Snapshot.
#[derive(Debug)]
pub struct IdentifierIndex {
    institutions: Frozen<[u8; 6], u32>,
    imos: Frozen<u32, u32>,
    values: Frozen<Box<str>, Numbered>,
}

/// Where a number is listed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Numbered {
    /// Number of the designation in the Snapshot.
    pub designation: u32,
    /// Which of its identifiers.
    pub identifier: u32,
    /// What that is.
    pub kind: IdentifierKind,
}

type Frozen<K, V> = ReadOnlyView<K, Vec<V>, FixedState>;

impl IdentifierIndex {
    /// Indexes every BIC, IMO number and identifier.
    #[must_use]
    pub fn build(listed: &[Listed]) -> IdentifierIndex {
        let (institutions, imos, values) = (Filling::new(), Filling::new(), Filling::new());
        for (number, listed) in (0_u32..).zip(listed) {
            let designation = &listed.designation;
            designation.bics.iter().for_each(|bic| institutions.add(bic.institution(), number));
            designation.imos.iter().for_each(|imo| imos.add(imo.number(), number));
            for (position, identifier) in (0_u32..).zip(&designation.identifiers) {
                let key = fold_published(identifier);
                if !key.is_empty() {
                    values.add(key, Numbered { designation: number, identifier: position, kind: identifier.kind });
                }
            }
        }
        IdentifierIndex { institutions: institutions.freeze(), imos: imos.freeze(), values: values.freeze() }
    }

    /// The designations with a BIC of this institution: its first six characters, in capitals.
    #[must_use]
    pub fn institution(&self, institution: [u8; 6]) -> &[u32] {
        self.institutions.get(&institution).map_or(&[], Vec::as_slice)
    }

    /// The designations with this IMO number, of a ship or of a company.
    #[must_use]
    pub fn imo(&self, number: u32) -> &[u32] {
        self.imos.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Where a number of any other kind is listed. `folded` is its letters and digits as [`Words`] folds them; the letters that tell kinds of DPRK passports apart do not
    /// count.
    #[must_use]
    pub fn value(&self, folded: &str) -> &[Numbered] {
        self.values.get(without_passport_letters(folded)).map_or(&[], Vec::as_slice)
    }
}

/// A map that is being filled.
struct Filling<K, V>(DashMap<K, Vec<V>, FixedState>);

impl<K: Eq + Hash, V: PartialEq> Filling<K, V> {
    fn new() -> Filling<K, V> {
        Filling(DashMap::with_hasher(FixedState::with_seed(HASH_SEED)))
    }

    fn add(&self, key: K, value: V) {
        let mut values = self.0.entry(key).or_default();
        // Designations come one after the other: what one says twice stands side by side.
        if values.last() != Some(&value) {
            values.push(value);
        }
    }

    fn freeze(self) -> Frozen<K, V> {
        self.0.into_read_only()
    }
}

fn fold_published(identifier: &Identifier) -> Box<str> {
    let words = Words::of(identifier.number());
    without_passport_letters(words.text(0..words.tokens().len())).into()
}

/// Any constant: with the same seed every build lays the maps out alike.
const HASH_SEED: u64 = 0x1718;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::{Bic, Imo};
    use crate::list::Designation;
    use std::sync::Arc;

    fn listed(bics: &[&str], imos: &[Imo], identifiers: &[(IdentifierKind, &str)]) -> Listed {
        let identifiers =
            identifiers.iter().map(|(kind, value)| Identifier { kind: *kind, value: (*value).into(), country: None });
        let designation = Designation {
            bics: bics.iter().filter_map(|bic| Bic::parse(bic)).collect(),
            imos: imos.to_vec(),
            identifiers: identifiers.collect(),
            ..Designation::default()
        };
        Listed { designation: Arc::new(designation), reported_only: false }
    }

    fn index() -> IdentifierIndex {
        use IdentifierKind::*;
        IdentifierIndex::build(&[
            listed(&["FTBDKPPY", "FTBDKPP1KBC"], &[Imo::Ship(9_004_700)], &[(Passport, "PS654320308")]),
            listed(&["FTBDKPPY"], &[Imo::Company(5_987_860)], &[(Registration, "2001/044")]),
            listed(&[], &[], &[(Passport, "654133553 Expires 11 March 2019")]),
            listed(&[], &[], &[(Passport, "PS 472330208 (Date of Expiration: 4.7.2017)")]),
            listed(&[], &[], &[(Tail, "P-881"), (Passport, "--"), (Tail, "P-881"), (NationalId, "654320308")]),
        ])
    }

    #[test]
    fn an_institution_is_listed_once_for_each_designation() {
        assert_eq!(index().institution(*b"FTBDKP"), [0, 1]);
        assert!(index().institution(*b"DEUTDE").is_empty());
    }

    #[test]
    fn ships_and_companies_are_found_by_number() {
        assert_eq!(index().imo(9_004_700), [0]);
        assert_eq!(index().imo(5_987_860), [1]);
        assert!(index().imo(0).is_empty());
    }

    #[test]
    fn numbers_are_found_however_they_were_published() {
        let check = |folded: &str, expected: &[(u32, u32)]| {
            let index = index();
            let found: Vec<_> = index.value(folded).iter().map(|numbered| (numbered.designation, numbered.identifier)).collect();
            assert_eq!(found, expected, "{folded}");
        };
        check("654320308", &[(0, 0), (4, 3)]);
        check("ps654320308", &[(0, 0), (4, 3)]);
        check("pd654320308", &[(0, 0), (4, 3)]);
        check("px654320308", &[]);
        check("2001044", &[(1, 0)]);
        check("654133553", &[(2, 0)]);
        check("472330208", &[(3, 0)]);
        check("p881", &[(4, 0), (4, 2)]);
        check("", &[]);
    }
}
