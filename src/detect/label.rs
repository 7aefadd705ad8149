//! Words that say what stands behind them: `IMO NO. 9004700`, `SWIFT: FTBDKPPY`, `PASSPORT 563210184`.
//!
//! In: folded words. Out: which label begins at a token, and which tokens behind it are read as one number or code. Whether anybody is listed for it is not asked here.

use crate::text::filter::Filter;
use crate::text::{Border, Words};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a label announces.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Label {
    Bic,
    Imo,
    Passport,
    NationalId,
    Registration,
    Lei,
    Account,
    Wallet,
    /// A word for aircraft: its mark may follow, or its type.
    Aircraft,
    /// The mark of an aircraft.
    Tail,
    Mmsi,
    CallSign,
    Locode,
    Country,
    Phone,
}

impl Label {
    /// The label that begins at `position`, and where it ends.
    pub(super) fn at(words: &Words, position: usize) -> Option<(Label, usize)> {
        let text = words.token(position);
        if text.len() == 1 {
            return spelled_out(words, position);
        }
        if let Some(label) = VOCABULARY.find(text)? {
            return Some((label, position + 1));
        }
        let second = if is_within_passage(words, position + 1) { words.token(position + 1) } else { "" };
        two_words(text, second).map(|label| (label, position + 2))
    }

    /// A label that is written together with what it announces, `IMO9004700`, and its length.
    pub(super) fn glued(text: &str) -> Option<(Label, usize)> {
        let bic =
            ["swift", "bic"].into_iter().find(|label| text.strip_prefix(label).is_some_and(|bic| matches!(bic.len(), 8 | 11)));
        if let Some(label) = bic {
            return Some((Label::Bic, label.len()));
        }
        let letters = text.bytes().take_while(u8::is_ascii_lowercase).count();
        let (label, digits) = text.split_at_checked(letters)?;
        let label = match label {
            "imo" | "imono" | "imonr" => Label::Imo,
            "mmsi" => Label::Mmsi,
            "passport" | "passportno" | "ppt" | "pptno" | "passno" => Label::Passport,
            _ => return None,
        };
        (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((label, letters))
    }

    /// Where the text behind a label begins that ended at `end`: words such as NO, NUMBER and CODE are passed over.
    pub(super) fn behind(words: &Words, end: usize) -> Option<usize> {
        let mut position = end;
        while position < end + FILLERS_MAX && is_filler(words.token(position)) {
            position += 1;
        }
        is_within_passage(words, position).then_some(position)
    }

    /// Whether what begins at `position` stands right behind this label.
    pub(super) fn leads_to(self, words: &Words, position: usize) -> bool {
        let starts = position.saturating_sub(FILLERS_MAX + LABEL_TOKENS_MAX)..position;
        let ends = starts.filter_map(|start| Label::at(words, start)).filter(|(label, _)| *label == self).map(|(_, end)| end);
        ends.into_iter().any(|end| end <= position && Label::behind(words, end) == Some(position))
    }
}

/// The tokens from `start` that hold exactly `count` digits, however they are grouped, also over the end of a line.
pub(super) fn read_digits(words: &Words, start: usize, count: usize) -> Option<Range<usize>> {
    let mut held = 0;
    for position in start..start + count {
        let token = words.tokens().get(position)?;
        let text = words.token(position);
        let goes_on = position == start || token.border <= Border::Line;
        if !goes_on || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        held += text.len();
        if held >= count {
            return (held == count).then_some(start..position + 1);
        }
    }
    None
}

/// Whether there is a token at `position` that the one before it is read together with.
pub(super) fn is_within_passage(words: &Words, position: usize) -> bool {
    words.tokens().get(position).is_some_and(|token| token.border < Border::Passage)
}

/// The passage that a token stands in.
pub(super) fn passage_of(words: &Words, position: usize) -> Range<usize> {
    let passages = words.passages();
    let index = passages.partition_point(|passage| passage.end <= position);
    passages.get(index).cloned().unwrap_or_default()
}

fn two_words(first: &str, second: &str) -> Option<Label> {
    Some(match (first, second) {
        ("national" | "identity", "id" | "identity" | "card" | "no" | "number" | "document") | ("id", "card") => {
            Label::NationalId
        }
        ("company" | "tax", "no" | "nr" | "number" | "id") => Label::Registration,
        ("call", "sign" | "signs") => Label::CallSign,
        ("护" | "護", "照") | ("旅", "券") | ("여", "권") => Label::Passport,
        _ => return None,
    })
}

/// `I.M.O.`, `S W I F T`: letters apart, each a token.
fn spelled_out(words: &Words, position: usize) -> Option<(Label, usize)> {
    let found = SPELLED_OUT.iter().find(|(text, _)| {
        let range = position..position + text.len();
        words.text(range.clone()) == *text && words.widest_border(range) <= Border::Gap
    });
    found.map(|(text, label)| (*label, position + text.len()))
}

fn is_filler(text: &str) -> bool {
    matches!(
        text,
        "no" | "nos"
            | "nr"
            | "num"
            | "number"
            | "numbers"
            | "numero"
            | "nummer"
            | "code"
            | "codes"
            | "id"
            | "is"
            | "n"
            | "address"
            | "mark"
            | "marks"
            | "of"
            | "the"
            | "registration"
            | "reg"
    )
}

/// Labels of one word, and the first words of those of two.
#[derive(Debug, Default)]
struct Vocabulary {
    filter: Filter,
    labels: HashMap<&'static str, Option<Label>, FixedState>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    let of_one = LABELS.iter().flat_map(|(label, words)| words.split(' ').map(|word| (word, Some(*label))));
    for (word, label) in of_one.chain(FIRST_OF_TWO.iter().map(|word| (*word, None))) {
        vocabulary.filter.insert(word);
        vocabulary.labels.insert(word, label);
    }
    vocabulary
});

impl Vocabulary {
    /// The label that a word is, or `Some(None)` where a second word has to make it one.
    fn find(&self, word: &str) -> Option<Option<Label>> {
        if self.filter.has(word) { self.labels.get(word).copied() } else { None }
    }
}

const LABELS: &[(Label, &str)] = &[
    (Label::Bic, "swift bic bic8 bic11 bicfi swiftbic bicswift swiftcode biccode"),
    (Label::Imo, "imo imono imonr"),
    (
        Label::Passport,
        "passport passports passportno passeport pasaporte passaporto passaporte reisepass reisepassnummer pasport paszport",
    ),
    (Label::Passport, "ppt ccpt паспорт"),
    (Label::NationalId, "nidn nationalid idcard arnu drlc empl sose"),
    (Label::Registration, "registration reg regn registry registered txid taxid cust inn ogrn uscc duns"),
    (Label::Lei, "lei"),
    (Label::Account, "account acct acc acno accno iban konto kontonummer cuenta compte conto conta"),
    (Label::Wallet, "wallet btc xbt bitcoin eth ethereum usdt usdc trx tron xmr ltc"),
    (Label::Aircraft, "aircraft airplane aeroplane plane helicopter jet"),
    (Label::Tail, "tail tailnumber tailno"),
    (Label::Mmsi, "mmsi"),
    (Label::CallSign, "callsign"),
    (Label::Locode, "locode unlocode"),
    (Label::Country, "country ctry nationality citizenship origin flag residence benefres orderres"),
    (Label::Phone, "tel tele telephone phone fax telefax mobile mob cell тел телефон"),
];

/// See [`two_words`].
const FIRST_OF_TWO: &[&str] = &["national", "identity", "id", "company", "tax", "call", "护", "護", "旅", "여"];

/// Labels that are seen with their letters apart. Their letters are single tokens then, so that lengths in bytes and in tokens agree.
const SPELLED_OUT: [(&str, Label); 5] =
    [("imo", Label::Imo), ("swift", Label::Bic), ("bic", Label::Bic), ("lei", Label::Lei), ("mmsi", Label::Mmsi)];

/// `S W I F T`.
const LABEL_TOKENS_MAX: usize = 5;

/// `PASSPORT NUMBER IS`, `SWIFT CODE OF THE`: more words than these are a sentence, and what follows is not right behind the label.
const FILLERS_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(Label, &str)>) {
        let words = Words::of(text);
        let found = Label::at(&words, 0).and_then(|(label, end)| Some((label, words.token(Label::behind(&words, end)?))));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_label_leads_to_what_stands_behind_it() {
        check("IMO 9004700", Some((Label::Imo, "9004700")));
        check("IMO NO. 9004700", Some((Label::Imo, "9004700")));
        check("IMO\n9004700", Some((Label::Imo, "9004700")));
        check("I.M.O. 9004700", Some((Label::Imo, "9004700")));
        check("SWIFT CODE: FTBDKPPY", Some((Label::Bic, "ftbdkppy")));
        check("S W I F T FTBDKPPY", Some((Label::Bic, "ftbdkppy")));
        check("PASSPORT NUMBER IS 1", Some((Label::Passport, "1")));
        check("PASSPORT № 1", Some((Label::Passport, "1")));
        check("NATIONAL ID NO 1", Some((Label::NationalId, "1")));
        check("护照 1", Some((Label::Passport, "1")));
        check("CALL SIGN: HMAB", Some((Label::CallSign, "hmab")));
        check("INVOICE 1", None);
        check("NATIONAL BANK 1", None);
        check("IMO", None);
    }

    #[test]
    fn a_label_may_be_glued_to_digits() {
        assert_eq!(Label::glued("imo9004700"), Some((Label::Imo, 3)));
        assert_eq!(Label::glued("swiftftbdkppy"), Some((Label::Bic, 5)));
        assert_eq!(Label::glued("swiftly"), None);
        assert_eq!(Label::glued("imo"), None);
        assert_eq!(Label::glued("imo9x"), None);
        assert_eq!(Label::glued("inv9004700"), None);
    }

    #[test]
    fn digits_are_read_in_any_grouping() {
        let check = |text: &str, expected: Option<&str>| {
            let words = Words::of(text);
            let found = read_digits(&words, 0, 7).map(|range| words.text(range));
            assert_eq!(found, expected, "{text:?}");
        };
        check("9004700", Some("9004700"));
        check("900 4700", Some("9004700"));
        check("900-47-00", Some("9004700"));
        check("9004\n700", Some("9004700"));
        check("9 0 0 4 7 0 0", Some("9004700"));
        check("9004700 15", Some("9004700"));
        check("900/4700", None);
        check("900470", None);
        check("90047001", None);
        check("900 47001", None);
        check("900X 700", None);
    }
}
