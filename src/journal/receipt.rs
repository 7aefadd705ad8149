//! What proves that a decision is durable, and the number under which people quote it.

use super::record::hex;
use crate::verdict::Verdict;
use bytes::Bytes;
use std::fmt;
use std::str::FromStr;

/// Proof that a decision is durable. Only the journal makes one, and only after the commit that holds the entry: whoever has a Receipt may answer.
#[derive(Clone, Debug)]
pub struct Receipt {
    number: ReceiptNumber,
    verdict: Verdict,
    decisions: Bytes,
}

impl Receipt {
    pub(super) fn new(number: ReceiptNumber, verdict: Verdict, decisions: Bytes) -> Receipt {
        Receipt { number, verdict, decisions }
    }

    /// The number to quote.
    #[must_use]
    pub fn number(&self) -> &ReceiptNumber {
        &self.number
    }

    /// What happens to the frame.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The Decisions as recorded: lines of JSON, the units in order, then the frame.
    #[must_use]
    pub fn decisions(&self) -> &Bytes {
        &self.decisions
    }
}

/// What is quoted of an entry: `EPOCH-SEQUENCE-LINK`, such as `3-1842-9f2c41d07b3a`.
///
/// The link is the beginning of the entry's digest in the chain, so that a number also tells whether the journal still says what it said: after a restored backup the same
/// epoch and sequence may come again, the same link will not.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ReceiptNumber {
    epoch: u64,
    sequence: u64,
    link: String,
}

impl ReceiptNumber {
    /// The short form that receipts have.
    pub(super) fn short(epoch: u64, sequence: u64, link: &[u8; 32]) -> ReceiptNumber {
        let mut number = ReceiptNumber::full(epoch, sequence, link);
        number.link.truncate(LINK_DIGITS_MIN);
        number
    }

    /// With the whole link. Written down outside the journal it pins down every entry up to this one.
    pub(super) fn full(epoch: u64, sequence: u64, link: &[u8]) -> ReceiptNumber {
        ReceiptNumber { epoch, sequence, link: hex(link) }
    }

    /// Which opening of the journal the entry belongs to.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The place of the entry in its journal, counted from 1.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    pub(super) fn names(&self, epoch: u64, link: &[u8]) -> bool {
        self.epoch == epoch && hex(link).starts_with(&self.link)
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.epoch, self.sequence, self.link)
    }
}

impl FromStr for ReceiptNumber {
    type Err = NotAReceiptNumber;

    /// Reads what [`fmt::Display`] writes and nothing else.
    fn from_str(text: &str) -> Result<ReceiptNumber, NotAReceiptNumber> {
        let mut parts = text.split('-');
        let (Some(epoch), Some(sequence), Some(link), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(NotAReceiptNumber);
        };
        let is_link = (LINK_DIGITS_MIN..=LINK_DIGITS_MAX).contains(&link.len())
            && link.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_link {
            return Err(NotAReceiptNumber);
        }
        Ok(ReceiptNumber { epoch: counted(epoch)?, sequence: counted(sequence)?, link: link.to_owned() })
    }
}

/// A text that is no receipt number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a receipt number: it has the form EPOCH-SEQUENCE-LINK, such as 3-1842-9f2c41d07b3a")]
pub struct NotAReceiptNumber;

fn counted(digits: &str) -> Result<u64, NotAReceiptNumber> {
    let number: u64 = digits.parse().map_err(|_| NotAReceiptNumber)?;
    if number.to_string() == digits { Ok(number) } else { Err(NotAReceiptNumber) }
}

/// Digits of the link in a receipt: 48 bits. Two journals that share epoch and sequence (a restored backup) agree on them once in 2.8e14 entries, and a person can still read
/// them over the telephone.
const LINK_DIGITS_MIN: usize = 12;

/// Digits of a whole link.
const LINK_DIGITS_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_back_as_it_was_written() {
        let link = [0x9f; 32];
        let short = ReceiptNumber::short(3, 1842, &link);
        assert_eq!(short.to_string(), "3-1842-9f9f9f9f9f9f");
        for number in [short, ReceiptNumber::full(3, 1842, &link)] {
            assert_eq!(number.to_string().parse(), Ok(number.clone()));
            assert!(number.names(3, &link));
            assert!(!number.names(2, &link));
            assert!(!number.names(3, &[0x9e; 32]));
        }
    }

    #[test]
    fn anything_else_is_no_number() {
        let too_long = format!("1-1-{}", "0".repeat(65));
        for text in [
            "",
            "1-1",
            "1-1-9f9f9f9f9f9",
            "1-1-9F9F9F9F9F9F",
            "1-1-9g9f9f9f9f9f",
            "01-1-9f9f9f9f9f9f",
            "+1-1-9f9f9f9f9f9f",
            "1--9f9f9f9f9f9f",
            "-1-1-9f9f9f9f9f9f",
            "1-1-9f9f9f9f9f9f-",
            "1-99999999999999999999-9f9f9f9f9f9f",
            &too_long,
        ] {
            assert_eq!(text.parse::<ReceiptNumber>(), Err(NotAReceiptNumber), "{text}");
        }
        assert!(format!("1-1-{}", "0".repeat(64)).parse::<ReceiptNumber>().is_ok());
    }
}
