//! One payment before it takes the form of a message: who pays whom, through whom, how much, when and for what.

use super::party::{Bank, Party, correspondent, currency_of};
use super::rng::Rng;
use super::words;

/// One payment.
#[derive(Clone, Debug)]
pub struct Deal {
    /// Reference of at most 16 characters, different for each index of a run.
    pub reference: String,
    /// Unique end-to-end transaction reference, a UUID of version 4.
    pub uetr: String,
    /// Month and day in 2026.
    pub day: (usize, usize),
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Amount in the smallest unit of the currency.
    pub amount_minor: usize,
    /// Who pays.
    pub debtor: Party,
    /// Who is paid.
    pub creditor: Party,
    /// The bank between the two.
    pub via: Bank,
    /// What field 70 or `Ustrd` says, at most 140 letters.
    pub remittance: String,
    /// What is special, for a report.
    pub facts: Vec<&'static str>,
}

impl Deal {
    /// A payment of ordinary traffic; `korean` says whether South Korea takes part.
    pub fn ordinary(rng: &mut Rng, index: u64, korean: bool) -> Self {
        let (debtor, creditor) = match rng.below(20) {
            0..=1 if korean => (Party::korean(rng), Party::korean(rng)),
            2..=10 if korean => (Party::korean(rng), Party::foreign(rng)),
            _ if korean => (Party::foreign(rng), Party::korean(rng)),
            _ => (Party::foreign(rng), Party::foreign(rng)),
        };
        Self::between(rng, index, debtor, creditor)
    }

    /// A payment between two firms of western Europe with no word in it that is special.
    pub fn plain(rng: &mut Rng, index: u64) -> Self {
        let (debtor, creditor) = (Party::plain(rng), Party::plain(rng));
        let mut deal = Self::between(rng, index, debtor, creditor);
        deal.currency = "EUR";
        deal.via = correspondent(rng, "EUR");
        deal.remittance = words::fill(rng, "INVOICE ####### DATED {date}");
        deal.facts = vec!["plain"];
        deal
    }

    /// Amount as field 32A writes it: a comma, and decimals where the currency has them.
    pub fn swift_amount(&self) -> String {
        if has_decimals(self.currency) {
            format!("{},{:02}", self.amount_minor / 100, self.amount_minor % 100)
        } else {
            format!("{},", self.amount_minor)
        }
    }

    /// Amount as MX writes it.
    pub fn mx_amount(&self) -> String {
        if has_decimals(self.currency) {
            format!("{}.{:02}", self.amount_minor / 100, self.amount_minor % 100)
        } else {
            self.amount_minor.to_string()
        }
    }

    /// The day as `YYMMDD`.
    pub fn swift_date(&self) -> String {
        format!("26{:02}{:02}", self.day.0, self.day.1)
    }

    /// The day as `YYYY-MM-DD`.
    pub fn iso_date(&self) -> String {
        format!("2026-{:02}-{:02}", self.day.0, self.day.1)
    }

    /// What a report says about the payment.
    pub fn story(&self, message: &str) -> String {
        let party = |party: &Party| {
            let kind = if party.person { "person" } else { "organisation" };
            format!("{kind} {} ({})", party.name, party.country)
        };
        let facts = if self.facts.is_empty() { String::new() } else { format!("; {}", self.facts.join(", ")) };
        format!("{message} from {} to {}{facts}", party(&self.debtor), party(&self.creditor))
    }

    fn between(rng: &mut Rng, index: u64, debtor: Party, creditor: Party) -> Self {
        let currency = currency(rng, &debtor, &creditor);
        let day = (rng.between(1, 11), rng.between(1, 28));
        let digits = rng.between(3, 7);
        let mut facts = Vec::new();
        if debtor.phone.is_some() || creditor.phone.is_some() {
            facts.push("telephone in an address");
        }
        let remittance = words::remittance(rng, debtor.person, &mut facts);
        let scale = if has_decimals(currency) { 1 } else { 10 };
        Self {
            reference: format!("{}26{:02}{:02}{:07}", rng.word("FT|TT|OTT|P|SWF|IR|PAY|"), day.0, day.1, index % 10_000_000),
            uetr: uuid(rng),
            day,
            currency,
            amount_minor: amount_minor(rng, digits) * scale,
            debtor,
            creditor,
            via: correspondent(rng, currency),
            remittance,
            facts,
        }
    }
}

/// A UUID of version 4.
pub fn uuid(rng: &mut Rng) -> String {
    let hex = format!("{:016x}{:016x}", rng.next_u64(), rng.next_u64());
    let part = |from: usize, length: usize| hex.chars().skip(from).take(length).collect::<String>();
    format!("{}-{}-4{}-{}{}-{}", part(0, 8), part(8, 4), part(13, 3), rng.word("8|9|a|b"), part(17, 3), part(20, 12))
}

/// Round amounts are frequent, as in life.
fn amount_minor(rng: &mut Rng, digits: usize) -> usize {
    let top = 10_usize.pow(u32::try_from(digits).unwrap_or(7));
    match rng.below(3) {
        0 => rng.between(1, 99) * top,
        _ => rng.between(top, top * 10),
    }
}

/// Currencies that banks pay abroad in.
const CONVERTIBLE: [&str; 12] = ["USD", "EUR", "GBP", "JPY", "CNY", "HKD", "PLN", "TRY", "AED", "SAR", "THB", "INR"];

fn currency(rng: &mut Rng, debtor: &Party, creditor: &Party) -> &'static str {
    let (home, abroad) = (currency_of(debtor.country), currency_of(creditor.country));
    match rng.below(10) {
        _ if home == abroad => home,
        0..=5 => "USD",
        6..=7 => "EUR",
        8 if CONVERTIBLE.contains(&abroad) => abroad,
        9 if CONVERTIBLE.contains(&home) => home,
        _ => "USD",
    }
}

fn has_decimals(currency: &str) -> bool {
    !matches!(currency, "JPY" | "KRW" | "VND")
}
