//! Identifiers with a shape or a check digit. In: text that may be one. Out: a type that proves it is well-formed. What is *listed* is the index's to say.

use std::fmt;

/// A business identifier code (ISO 9362): 11 upper-case ASCII letters or digits. An 8-character code is stored with branch `XXX`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Bic([u8; 11]);

impl Bic {
    /// Reads 8 or 11 characters, in either case: six letters, then two or five letters or digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Bic> {
        let bytes = text.as_bytes();
        let (8 | 11) = bytes.len() else { return None };
        let mut code = *b"XXXXXXXXXXX";
        for (place, (slot, byte)) in code.iter_mut().zip(bytes).enumerate() {
            let fits = if place < 6 { byte.is_ascii_alphabetic() } else { byte.is_ascii_alphanumeric() };
            if !fits {
                return None;
            }
            *slot = byte.to_ascii_uppercase();
        }
        Some(Bic(code))
    }

    /// The institution and its country: the first six characters, which stay when directories disagree on location and branch.
    #[must_use]
    pub fn institution(&self) -> [u8; 6] {
        let [a, b, c, d, e, f, ..] = self.0;
        [a, b, c, d, e, f]
    }

    /// ISO 3166-1 alpha-2 code in positions 5 and 6.
    #[must_use]
    pub fn country(&self) -> [u8; 2] {
        let [_, _, _, _, e, f, ..] = self.0;
        [e, f]
    }

    /// All eleven characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A number of the IMO numbering schemes. Ships and companies share the seven digits but not the check digit.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Imo {
    /// A ship (IMO resolution A.1117(30)).
    Ship(u32),
    /// A company or registered owner (IMO circular letter 2554).
    Company(u32),
}

impl Imo {
    /// Reads seven digits as a ship number. Fails where the check digit does.
    #[must_use]
    pub fn ship(digits: &str) -> Option<Imo> {
        let (number, digits) = seven_digits(digits)?;
        (weighted_sum(&digits, &[7, 6, 5, 4, 3, 2]) % 10 == digits[6]).then_some(Imo::Ship(number))
    }

    /// Reads seven digits as a company number. Fails where the check digit does.
    #[must_use]
    pub fn company(digits: &str) -> Option<Imo> {
        let (number, digits) = seven_digits(digits)?;
        let check = 11 - weighted_sum(&digits, &[8, 6, 4, 2, 9, 7]) % 11;
        (check % 10 == digits[6]).then_some(Imo::Company(number))
    }

    /// The seven digits as a number.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Imo::Ship(number) | Imo::Company(number) => number,
        }
    }
}

fn seven_digits(text: &str) -> Option<(u32, [u32; 7])> {
    let mut digits = [0; 7];
    if text.len() != digits.len() {
        return None;
    }
    let mut number = 0;
    for (slot, byte) in digits.iter_mut().zip(text.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        *slot = u32::from(byte - b'0');
        number = number * 10 + *slot;
    }
    Some((number, digits))
}

fn weighted_sum(digits: &[u32; 7], weights: &[u32; 6]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// A UETR: a version 4 UUID in lower case with hyphens (the form that SWIFT gpi and ISO 20022 use).
#[must_use]
pub fn is_uetr(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bic_takes_eight_or_eleven_characters() {
        assert_eq!(Bic::parse("ftbdkppy").unwrap().as_str(), "FTBDKPPYXXX");
        assert_eq!(Bic::parse("DEUTDEFF500").unwrap().country(), *b"DE");
        for wrong in ["", "FTBDKPP", "FTBDKPPYX", "FTBDKPPYXXXX", "FTB1KPPY", "FTBDKPP-"] {
            assert_eq!(Bic::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ship_and_company_numbers_have_their_own_check_digits() {
        assert_eq!(Imo::ship("9004700"), Some(Imo::Ship(9_004_700)));
        assert_eq!(Imo::ship("9004701"), None);
        assert_eq!(Imo::company("5758476"), Some(Imo::Company(5_758_476)));
        assert_eq!(Imo::company("5758477"), None);
        assert_eq!(Imo::ship("900470"), None);
        assert_eq!(Imo::company("57584760"), None);
    }

    #[test]
    fn a_uetr_is_a_version_4_uuid() {
        assert!(is_uetr("11111111-2222-4333-8444-555566667777"));
        assert!(!is_uetr("11111111-2222-3333-8444-555566667777"));
        assert!(!is_uetr("11111111-2222-4333-8444-55556666777"));
    }
}
