//! What identifies a message to people, from its elements by role. A fact that does not have the form it should is left out: it stays in the message, and a Decision claims
//! nothing that the message does not say.

use crate::decision::{Amount, MessageFacts};
use crate::frame::Frame;
use crate::identifier::Bic;
use crate::message::{Element, Kind, Message, Role, Unit};
use jiff::civil::Date;

/// Longest fact kept, in characters: the longest name that ISO 20022 has (`Max140Text`). References are 16 (MT) or 35.
const FACT_CHARS_MAX: usize = 140;

pub(super) fn of_message(frame: &Frame, message: &Message<'_>, unit: Unit<'_, '_>, sha256: [u8; 32]) -> MessageFacts {
    MessageFacts {
        format: frame.format(),
        message_type: message.message_type.as_deref().map(fact),
        reference: text_of(unit, Role::MessageReference),
        uetr: text_of(unit, Role::Uetr),
        sender: bank(unit, Role::Sender),
        receiver: bank(unit, Role::Receiver),
        amount: amount(message, unit),
        value_date: of_role(&unit, Role::ValueDate).find_map(|element| day(element.text.as_str())).map(|day| day.to_string()),
        sha256,
    }
}

/// The transaction's own, never one of the context.
pub(super) fn end_to_end_id(unit: Unit<'_, '_>) -> Option<String> {
    let mut own = unit.own_elements().filter(|element| element.role == Role::EndToEndReference);
    own.find_map(|element| stated(element.text.as_str()))
}

/// The elements of `role`: the transaction's own first, then those of its context.
fn of_role<'m, 'a: 'm>(unit: &Unit<'m, 'a>, role: Role) -> impl Iterator<Item = &'m Element<'a>> {
    unit.own_elements().chain(unit.elements()).filter(move |element| element.role == role)
}

fn text_of(unit: Unit<'_, '_>, role: Role) -> Option<String> {
    of_role(&unit, role).find_map(|element| stated(element.text.as_str()))
}

fn stated(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| fact(text))
}

fn fact(text: &str) -> String {
    text.chars().take(FACT_CHARS_MAX).collect()
}

/// A BIC with its branch; where the message has none, what else it says of the bank.
fn bank(unit: Unit<'_, '_>, role: Role) -> Option<String> {
    let bic = of_role(&unit, role).filter(|element| element.kind == Kind::Bic).find_map(|element| bic(element.text.as_str()));
    bic.map(|bic| bic.to_string()).or_else(|| text_of(unit, role))
}

/// A BIC, or the logical terminal address of a FIN header, which has the terminal's letter as its ninth character.
fn bic(text: &str) -> Option<Bic> {
    let text = text.trim();
    Bic::parse(text).or_else(|| {
        let (business, rest) = text.split_at_checked(8)?;
        let (_terminal, branch) = rest.split_at_checked(1)?;
        if branch.len() == 3 { Bic::parse(&[business, branch].concat()) } else { None }
    })
}

fn amount(message: &Message<'_>, unit: Unit<'_, '_>) -> Option<Amount> {
    let (element, (currency, value)) =
        of_role(&unit, Role::SettlementAmount).find_map(|element| Some((element, money(element.text.as_str())?)))?;
    let currency = currency.or_else(|| currency_beside(message, unit, element))?;
    Some(Amount { value, currency })
}

/// Currency, where it stands in front of the number, and the number: `USD15400,00`, `15400.00`.
fn money(text: &str) -> Option<(Option<String>, String)> {
    let text = text.trim();
    let (currency, number) = match text.split_at_checked(3) {
        Some((currency, number)) if is_currency(currency) => (Some(currency.to_owned()), number),
        Some(_) | None => (None, text),
    };
    Some((currency, decimal(number.trim())?))
}

/// Digits, and at most one comma or point, behind at least one of them.
fn decimal(number: &str) -> Option<String> {
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let value = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    (value.len() <= FACT_CHARS_MAX).then_some(value)
}

/// The currency attribute of an XML amount.
fn currency_beside(message: &Message<'_>, unit: Unit<'_, '_>, amount: &Element<'_>) -> Option<String> {
    let path = format!("{}/@Ccy", message.path(amount.path));
    let attribute = of_role(&unit, Role::SettlementAmount).find(|element| message.path(element.path) == path)?;
    let currency = attribute.text.as_str().trim();
    is_currency(currency).then(|| currency.to_owned())
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `YYMMDD`, `YYYYMMDD`, or ISO 8601 with or without a time. Of two-digit years 80 to 99 are of the last century: SWIFT takes value dates from 1980 to 2060 (error code T50).
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = match text.len() {
        6 => {
            let (year, _) = text.split_at_checked(2)?;
            format!("{}{text}", if ("80"..="99").contains(&year) { "19" } else { "20" })
        }
        8 => text.to_owned(),
        _ => {
            let (date, _time) = text.split_at_checked(10)?;
            return date.parse().ok();
        }
    };
    let number: u32 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_mt_and_mx() {
        let check = |text: &str, expected: Option<(Option<&str>, &str)>| {
            let expected = expected.map(|(currency, value)| (currency.map(str::to_owned), value.to_owned()));
            assert_eq!(money(text), expected, "{text}");
        };
        check("USD15400,00", Some((Some("USD"), "15400.00")));
        check("JPY15400,", Some((Some("JPY"), "15400")));
        check("EUR0,01", Some((Some("EUR"), "0.01")));
        check("1234.56", Some((None, "1234.56")));
        check(" 1234 ", Some((None, "1234")));
        for wrong in ["", "USD", "USD,5", "usd5,", "1,234.56", "-5", "1e3", "12O,00", "５"] {
            check(wrong, None);
        }
        let digits = "9".repeat(FACT_CHARS_MAX);
        check(&digits, Some((None, &digits)));
        check(&format!("{digits}9"), None);
    }

    #[test]
    fn days_of_mt_and_mx() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), expected, "{text}");
        };
        check("261124", Some("2026-11-24"));
        check("790101", Some("2079-01-01"));
        check("800101", Some("1980-01-01"));
        check("991231", Some("1999-12-31"));
        check("20261124", Some("2026-11-24"));
        check("2026-11-24", Some("2026-11-24"));
        check("2026-11-24T10:00:00Z", Some("2026-11-24"));
        for wrong in ["", "261131", "2611", "26112", "2026-13-01", "26112４", "２６", "today's day"] {
            check(wrong, None);
        }
    }

    #[test]
    fn terminal_addresses_are_read_as_bics() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(bic(text).as_ref().map(Bic::as_str), expected, "{text}");
        check("COBADEFFAXXX", Some("COBADEFFXXX"));
        check("COBADEFFA500", Some("COBADEFF500"));
        check("COBADEFF", Some("COBADEFFXXX"));
        check("COBADEFF500", Some("COBADEFF500"));
        check("COBADEFFA", None);
        check("COBADEFFAXXXX", None);
    }

    #[test]
    fn a_fact_is_kept_up_to_its_limit() {
        assert_eq!(stated(&"ü".repeat(FACT_CHARS_MAX)).unwrap().chars().count(), FACT_CHARS_MAX);
        assert_eq!(stated(&"ü".repeat(FACT_CHARS_MAX + 1)).unwrap().chars().count(), FACT_CHARS_MAX);
        assert_eq!(stated(" \r\n"), None);
    }
}
