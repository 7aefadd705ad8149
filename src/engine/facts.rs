//! What identifies a message to people, from its elements by role. A fact that does not have the form it should is left out: it stays in the message, and a Decision claims
//! nothing that the message does not say.

use crate::decision::{Amount, MessageFacts};
use crate::frame::Format;
use crate::identifier::Bic;
use crate::message::{Element, Kind, Message, Role, Unit};
use jiff::civil::Date;

/// Longest fact kept, in characters: the longest name that ISO 20022 has (`Max140Text`). References are 16 (MT) or 35.
const FACT_CHARS_MAX: usize = 140;

/// What a stretch of a message says about it: of each fact the first, and where in the frame it says so.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    reference: Fact<String>,
    uetr: Fact<String>,
    end_to_end_id: Fact<String>,
    sender: Bank,
    receiver: Bank,
    /// An amount without its currency is none, and no other stands for it.
    amount: Fact<Option<Amount>>,
    value_date: Fact<String>,
}

#[derive(Clone, Debug, Default)]
struct Bank {
    bic: Fact<String>,
    text: Fact<String>,
}

/// A value, and where it stands.
#[derive(Clone, Debug)]
struct Fact<T>(Option<(u32, T)>);

impl<T> Default for Fact<T> {
    fn default() -> Fact<T> {
        Fact(None)
    }
}

impl<T: Clone> Fact<T> {
    /// Notes a value unless there is one already.
    fn note(&mut self, at: u32, value: impl FnOnce() -> Option<T>) {
        if self.0.is_none() {
            self.0 = value().map(|value| (at, value));
        }
    }

    /// Whichever stands first.
    fn join(&mut self, other: &Fact<T>) {
        let is_first = match (&self.0, &other.0) {
            (Some((own, _)), Some((other, _))) => other < own,
            (own, _) => own.is_none(),
        };
        if is_first {
            self.0.clone_from(&other.0);
        }
    }

    fn or(&self, other: &Fact<T>) -> Option<T> {
        self.0.as_ref().or(other.0.as_ref()).map(|(_, value)| value.clone())
    }
}

impl Bank {
    /// A BIC with its branch; where the message has none, what else it says of the bank.
    fn or(&self, other: &Bank) -> Option<String> {
        self.bic.or(&other.bic).or_else(|| self.text.or(&other.text))
    }

    fn join(&mut self, other: &Bank) {
        self.bic.join(&other.bic);
        self.text.join(&other.text);
    }

    fn note(&mut self, at: u32, element: &Element<'_>) {
        let text = element.text.as_str();
        if element.kind == Kind::Bic {
            self.bic.note(at, || bic(text).map(|bic| bic.to_string()));
        }
        self.text.note(at, || stated(text));
    }
}

impl Stated {
    /// Looks once through a unit.
    pub(super) fn of(unit: Unit<'_, '_>) -> Stated {
        let mut said = Stated::default();
        for element in unit.elements() {
            let text = element.text.as_str();
            let at = element.text.starts_at();
            match element.role {
                Role::MessageReference => said.reference.note(at, || stated(text)),
                Role::Uetr => said.uetr.note(at, || stated(text)),
                Role::EndToEndReference => said.end_to_end_id.note(at, || stated(text)),
                Role::Sender => said.sender.note(at, element),
                Role::Receiver => said.receiver.note(at, element),
                Role::SettlementAmount => said.amount.note(at, || amount(unit, element)),
                Role::ValueDate => said.value_date.note(at, || day(text).map(|day| day.to_string())),
                _ => {}
            }
        }
        said
    }

    /// Adds what another stretch says; of two equal facts the one that stands first counts.
    pub(super) fn join(&mut self, other: &Stated) {
        self.reference.join(&other.reference);
        self.uetr.join(&other.uetr);
        self.end_to_end_id.join(&other.end_to_end_id);
        self.sender.join(&other.sender);
        self.receiver.join(&other.receiver);
        self.amount.join(&other.amount);
        self.value_date.join(&other.value_date);
    }

    /// The facts of a transaction that says this: its own first, then those of its context.
    pub(super) fn facts(&self, context: &Stated, format: Format, message_type: Option<&str>, sha256: [u8; 32]) -> MessageFacts {
        MessageFacts {
            format,
            message_type: message_type.map(fact),
            reference: self.reference.or(&context.reference),
            uetr: self.uetr.or(&context.uetr),
            sender: self.sender.or(&context.sender),
            receiver: self.receiver.or(&context.receiver),
            amount: self.amount.or(&context.amount).flatten(),
            value_date: self.value_date.or(&context.value_date),
            sha256,
        }
    }

    /// The transaction's own, never one of the context.
    pub(super) fn end_to_end_id(&self) -> Option<String> {
        self.end_to_end_id.or(&Fact::default())
    }
}

fn stated(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| fact(text))
}

fn fact(text: &str) -> String {
    text.chars().take(FACT_CHARS_MAX).collect()
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

fn amount(unit: Unit<'_, '_>, element: &Element<'_>) -> Option<Option<Amount>> {
    let (currency, value) = money(element.text.as_str())?;
    let currency = currency.or_else(|| currency_beside(unit.message(), unit, element));
    Some(currency.map(|currency| Amount { value, currency }))
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
    let mut amounts = unit.elements().filter(|element| element.role == Role::SettlementAmount);
    let attribute = amounts.find(|element| message.path(element.path) == path)?;
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
