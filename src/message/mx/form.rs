//! Text to kind: whether a text has the form that its element prescribes. One that has not is free text, so that words in the place of an amount or a code are seen.

use crate::identifier::Bic;
use crate::message::roles::mx::is_code;
use crate::message::{Kind, disguise};

/// The kind of `text` in an element that is meant to hold `kind`.
pub(super) fn fit(kind: Kind, text: &str) -> Kind {
    let fits = match kind {
        Kind::Amount => is_decimal(text),
        Kind::Date | Kind::BirthDate => is_date(text),
        Kind::Code => is_code(text),
        Kind::Bic => Bic::parse(text).is_some(),
        Kind::Iban => is_iban(text),
        Kind::Lei => text.len() == 20 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        Kind::Country => matches!(text.len(), 2 | 3) && text.bytes().all(|byte| byte.is_ascii_alphabetic()),
        Kind::Name
        | Kind::Address
        | Kind::Town
        | Kind::Account
        | Kind::Identifier
        | Kind::FreeText
        | Kind::Port
        | Kind::Vessel
        | Kind::Goods
        | Kind::Reference => true,
    };
    if fits { kind } else { Kind::FreeText }
}

/// `xs:decimal` of at most 18 digits, as amounts and rates of ISO 20022 are.
fn is_decimal(text: &str) -> bool {
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = whole.len() + fraction.len();
    (1..=18).contains(&digits) && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
}

/// `xs:dateTime`, `xs:date`, `xs:time`, `xs:gYearMonth` or `xs:gYear`, with or without a time zone.
fn is_date(text: &str) -> bool {
    match text.split_once('T') {
        Some((day, time)) => has_shape(day, DAY) && is_time(time),
        None => is_time(text) || is_day(text),
    }
}

fn is_day(text: &str) -> bool {
    let zoned = text.split_at_checked(DAY.len()).is_some_and(|(day, zone)| has_shape(day, DAY) && is_zone(zone));
    zoned || has_shape(text, "0000-00") || has_shape(text, "0000")
}

/// `hh:mm:ss`, with a fraction of a second and a time zone or without.
fn is_time(text: &str) -> bool {
    let Some((seconds, rest)) = text.split_at_checked(8) else { return false };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
            if !(1..=9).contains(&(fraction.len() - zone.len())) {
                return false;
            }
            zone
        }
        None => rest,
    };
    has_shape(seconds, "00:00:00") && is_zone(zone)
}

fn is_zone(text: &str) -> bool {
    matches!(text, "" | "Z") || text.strip_prefix(['+', '-']).is_some_and(|zone| has_shape(zone, "00:00"))
}

/// Whether digits stand where `shape` has zeros, and its other characters where they are.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, shape)| if shape == b'0' { byte.is_ascii_digit() } else { byte == shape })
}

/// Country, check digits, up to 30 letters and digits (ISO 13616), with spaces or without. Whether the check digits agree is not asked: a mistyped IBAN is an IBAN to look at.
fn is_iban(text: &str) -> bool {
    let mut length = 0;
    let fits = text.bytes().filter(|byte| *byte != b' ').all(|byte| {
        length += 1;
        match length {
            1 | 2 => byte.is_ascii_alphabetic(),
            3 | 4 => byte.is_ascii_digit(),
            _ => byte.is_ascii_alphanumeric(),
        }
    });
    fits && (15..=34).contains(&length)
}

/// A value in base64 that no words can be: its lines are as long as a SHA-1 digest at least, with digits and both cases; the last may be shorter, but is not letters alone.
pub(super) fn is_base64(text: &str) -> bool {
    let mut lines = text.split_ascii_whitespace().peekable();
    let mut longs = 0;
    while let Some(line) = lines.next() {
        let has = |wanted: fn(&u8) -> bool| line.as_bytes().iter().any(wanted);
        let is_long = line.len() >= BASE64_LINE_BYTES_MIN
            && has(u8::is_ascii_digit)
            && has(u8::is_ascii_lowercase)
            && has(u8::is_ascii_uppercase);
        let is_tail = longs > 0 && lines.peek().is_none() && has(|byte| !byte.is_ascii_alphabetic());
        if !(is_long || is_tail) || has(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'/' | b'=')) {
            return false;
        }
        longs += 1;
    }
    longs > 0 && !disguise::reads_like_words(text)
}

const DAY: &str = "0000-00-00";

/// A SHA-1 digest, the shortest value in a signature, has 28 characters.
const BASE64_LINE_BYTES_MIN: usize = 28;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(fit(kind, text), kind, "{text}");
        }
        for text in bad {
            assert_eq!(fit(kind, text), Kind::FreeText, "{text}");
        }
    }

    #[test]
    fn amounts_are_decimals() {
        check(
            Kind::Amount,
            &["0", "15400.00", "-1.5", ".5", "1.", "123456789012345678"],
            &["", ".", "1,5", "1e3", "1234567890123456789", "USD 5", "١"],
        );
    }

    #[test]
    fn dates_are_iso_8601() {
        let good = [
            "2026-11-24",
            "2026-11-24Z",
            "2026-11-24+01:00",
            "2026-11-24T09:15:00",
            "2026-11-24T09:15:00.123+01:00",
            "2026-11-24T09:15:00Z",
            "10:00:00+00:00",
            "10:00:00",
            "2026",
            "2026-11",
        ];
        check(
            Kind::Date,
            &good,
            &[
                "",
                "24.11.2026",
                "2026-11-24T",
                "T10:00:00",
                "2026-11-24 KIM",
                "KIM",
                "2026-11-24T09:15",
                "2026-11-24T09:15:00.",
                "2026-11-24T09:15:00K",
            ],
        );
        check(Kind::BirthDate, &["1969-08-18"], &["18 AUG 1969"]);
    }

    #[test]
    fn identifiers_have_their_shape() {
        check(Kind::Bic, &["COBADEFFXXX", "KUDBKPPY"], &["KOREA DAESONG BANK", "COBADEF"]);
        check(Kind::Iban, &["DE89370400440532013000", "DE89 3704 0044 0532 0130 00"], &["DE8", "KOREA DAESONG BANK"]);
        check(Kind::Lei, &["529900T8BM49AURSDO55"], &["529900"]);
        check(Kind::Country, &["KP", "prk"], &["North Korea", "K", "K1"]);
        check(Kind::Code, &["SHAR"], &["KOREA"]);
    }

    #[test]
    fn kinds_without_a_form_take_any_text() {
        check(Kind::Name, &["", "x"], &[]);
        check(Kind::Account, &["36123456"], &[]);
    }

    #[test]
    fn base64_leaves_no_room_for_words() {
        assert!(is_base64("u4V5RTn/8RR4NGhPpUvayTbivcaYcr8Hp5iaSsc239xxyfnyUedxzpyNQ1bOV"));
        assert!(is_base64("u4V5RTn/8RR4NGhPpUvayTbivcaYcr8H\n  u4V5RTn/8RR4NGhPpUvayTbivcaYcr8H\n  Hp5i"));
        for words in [
            "KOREADAESONGBANK",
            "KOREADAESONGBANKKOREADAESONGBANK",
            "Korea Daesong Bank 1 Korea Daesong Bank 1",
            "u4V5RTn/8RR4NGhPpUvayTbivcaYcr8H PYONGYANG",
            "KANGBONG/TRADING/CORPORATION/1aKANGBONG",
            "Kim+Yong+Chol+9zK1/dGVzdC9+xYz0Q8w7Lr5Tq2Vb6Nm4K=",
            "9zK1/dGVzdC9+xYz0Q8w7Lr5Tq2Vb6Nm4K/pyongyang1city=",
            "",
        ] {
            assert!(!is_base64(words), "{words}");
        }
    }
}
