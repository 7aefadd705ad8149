//! Numbers in free text. In: remarks as lists write them. Out: the numbers that stand right behind a label, such as `SWIFT/BIC: KDBKKPPY` or `Passport no.: a) 472320665 b)
//! 563120356`, with the country that is named in brackets behind. A number without a label is none.

use super::country;
use crate::identifier::Bic;
use crate::list::IdentifierKind;
use jiff::civil::Date;

/// What a number is by its label.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Label {
    /// A BIC.
    Bic,
    /// An IMO number.
    Imo,
    /// Another number.
    Number(IdentifierKind),
}

/// A number behind a label.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Found {
    /// What it is.
    pub(super) label: Label,
    /// As written.
    pub(super) value: String,
    /// The country that issued it, where it is named.
    pub(super) country: Option<&'static str>,
}

/// Labels, in lower case and of whole words, the longer before the shorter.
const LABELS: &[(&str, Label)] = &[
    ("swift", Label::Bic),
    ("swiftbic", Label::Bic),
    ("bic", Label::Bic),
    ("imo", Label::Imo),
    ("passport", Label::Number(IdentifierKind::Passport)),
    ("passports", Label::Number(IdentifierKind::Passport)),
    ("passeport", Label::Number(IdentifierKind::Passport)),
    ("pasaporte", Label::Number(IdentifierKind::Passport)),
    ("mmsi", Label::Number(IdentifierKind::Mmsi)),
    ("call sign", Label::Number(IdentifierKind::CallSign)),
    ("lei", Label::Number(IdentifierKind::Lei)),
    ("tail", Label::Number(IdentifierKind::Tail)),
    ("iban", Label::Number(IdentifierKind::Account)),
    ("account", Label::Number(IdentifierKind::Account)),
    ("national identification", Label::Number(IdentifierKind::NationalId)),
    ("national identity", Label::Number(IdentifierKind::NationalId)),
    ("identity card", Label::Number(IdentifierKind::NationalId)),
    ("id card", Label::Number(IdentifierKind::NationalId)),
    ("tax", Label::Number(IdentifierKind::Registration)),
    ("taxpayer", Label::Number(IdentifierKind::Registration)),
    ("registration number", Label::Number(IdentifierKind::Registration)),
    ("business registration", Label::Number(IdentifierKind::Registration)),
    ("company registration", Label::Number(IdentifierKind::Registration)),
    ("company identification", Label::Number(IdentifierKind::Registration)),
    ("licence", Label::Number(IdentifierKind::Registration)),
    ("inn", Label::Number(IdentifierKind::Registration)),
    ("ogrn", Label::Number(IdentifierKind::Registration)),
];

/// Words between a label and its number.
const BETWEEN: &[&str] = &[
    "no",
    "nos",
    "number",
    "numbers",
    "num",
    "n",
    "code",
    "codes",
    "bic",
    "swift",
    "information",
    "details",
    "is",
    "diplomatic",
    "service",
    "ship",
    "company",
    "identification",
    "id",
    "a",
    "i",
    "1",
    "national",
    "of",
    "card",
    "document",
    "imo",
    "ps",
    "registered",
    "certificate",
];

/// Words between numbers of one label.
const AMONG: &[&str] = &[
    "and", "or", "b", "c", "d", "e", "f", "g", "h", "2", "3", "4", "5", "6", "passport", "number", "no", "expired", "expires",
    "exp",
];

/// What a document is by the words of a list. The last label counts: a `national passport` is a passport.
pub(super) fn label(words: &str) -> Option<Label> {
    let tokens: Vec<Token<'_>> = tokens(words).collect();
    (0..tokens.len()).filter_map(|at| label_at(&tokens, at)).map(|(label, _)| label).next_back()
}

/// All numbers behind labels, in the order of the text.
pub(super) fn numbers(text: &str) -> Vec<Found> {
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = match label_at(&tokens, at) {
            Some((label, words)) => behind(&tokens, at + words, label, &mut found),
            None => at + 1,
        };
    }
    found
}

/// A word of letters, digits, hyphens and apostrophes, or one other character.
#[derive(Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    is_word: bool,
}

impl Token<'_> {
    fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let is_inner = |character: char| character.is_alphanumeric() || character == '-';
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let is_word = is_inner(first);
        let end = if is_word { rest.find(|character| !is_inner(character)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (token, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(Token { text: token, is_word })
    })
}

/// The label that begins at a token, and its length in tokens.
fn label_at(tokens: &[Token<'_>], at: usize) -> Option<(Label, usize)> {
    LABELS.iter().find_map(|(words, label)| {
        let mut count = 0;
        for word in words.split(' ') {
            tokens.get(at + count).filter(|token| token.is(word))?;
            count += 1;
        }
        Some((*label, count))
    })
}

/// Takes the numbers behind a label; gives the token to go on at.
fn behind(tokens: &[Token<'_>], mut at: usize, label: Label, found: &mut Vec<Found>) -> usize {
    let start = at;
    let mut skipped = 0;
    let mut is_first = true;
    loop {
        let Some(token) = tokens.get(at) else { return at };
        let value = tokens.get(at + 1).and_then(|next| joined_number(token, next, label));
        let (value, words) = match value {
            Some(value) => (Some(value), 2),
            None => (number(token.text, label).map(str::to_owned), 1),
        };
        match value {
            Some(value) => {
                at += words;
                let (country, behind) = issuer(tokens, at);
                at = behind;
                found.push(Found { label, value, country });
                (is_first, skipped) = (false, 0);
            }
            None if is_first && (token.is_one_of(BETWEEN) || !token.is_word) && skipped < BETWEEN_MAX => {
                (at, skipped) = (at + 1, skipped + 1)
            }
            None if !is_first && (token.is_one_of(AMONG) || (!token.is_word && token.text != ".")) && skipped < AMONG_MAX => {
                (at, skipped) = (at + 1, skipped + 1);
            }
            None => return if is_first { start } else { at },
        }
    }
}

/// A number as its label wants it.
fn number(text: &str, label: Label) -> Option<&str> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let fits = is_plain
        && match label {
            Label::Bic => is_bic(text),
            Label::Imo => text.len() == 7 && digits == 7,
            Label::Number(IdentifierKind::Mmsi) => text.len() == 9 && digits == 9,
            Label::Number(IdentifierKind::Lei) => text.len() == 20 && digits >= 2,
            Label::Number(IdentifierKind::CallSign) => (3..=7).contains(&text.len()) && digits >= 1,
            Label::Number(IdentifierKind::Tail) => (4..=8).contains(&text.len()) && (digits >= 1 || text.contains('-')),
            Label::Number(IdentifierKind::Account) => (6..=34).contains(&text.len()) && digits >= 5,
            Label::Number(
                IdentifierKind::Passport | IdentifierKind::NationalId | IdentifierKind::Registration | IdentifierKind::Wallet,
            ) => (5..=30).contains(&text.len()) && digits >= 4 && !is_time(text),
        };
    fits.then_some(text)
}

/// In capitals and of a real country: `swift response` is none.
fn is_bic(text: &str) -> bool {
    let is_country = |bic: Bic| str::from_utf8(&bic.country()).is_ok_and(|code| country::code(code).is_some());
    !text.bytes().any(|byte| byte.is_ascii_lowercase()) && Bic::parse(text).is_some_and(is_country)
}

/// `PS 472330208`: letters of a series, and the number behind them.
fn joined_number(series: &Token<'_>, number_behind: &Token<'_>, label: Label) -> Option<String> {
    let is_series = matches!(label, Label::Number(IdentifierKind::Passport))
        && (1..=3).contains(&series.text.len())
        && series.text.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_series && number(number_behind.text, label).is_some()).then(|| format!("{} {}", series.text, number_behind.text))
}

/// `2011-12-07`, `2011-2016`.
fn is_time(text: &str) -> bool {
    (text.contains('-') && text.parse::<Date>().is_ok()) || (text.len() == 9 && text.as_bytes().get(4) == Some(&b'-'))
}

/// The country of `(Taiwan)`, `(issued by the Democratic People's Republic of Korea)`, `, issued in X`, and the token behind it.
fn issuer(tokens: &[Token<'_>], at: usize) -> (Option<&'static str>, usize) {
    let is_bracket = tokens.get(at).is_some_and(|token| token.text == "(");
    if !is_bracket {
        return (None, at);
    }
    let end = tokens.iter().skip(at).take(BRACKET_TOKENS_MAX).position(|token| token.text == ")").map(|length| at + length);
    let Some(end) = end else { return (None, at) };
    (country_in(tokens.get(at + 1..end).unwrap_or_default()), end + 1)
}

/// The first country that some words name.
fn country_in(tokens: &[Token<'_>]) -> Option<&'static str> {
    for from in 0..tokens.len() {
        for to in (from + 1..=tokens.len().min(from + COUNTRY_TOKENS_MAX)).rev() {
            let words: Vec<&str> = tokens.get(from..to).unwrap_or_default().iter().map(|token| token.text).collect();
            let text = words.join(" ").replace(" ' ", "'").replace(" ’ ", "'");
            // A country begins with a capital, and codes of two or three letters are words of other meaning in a sentence.
            if text.len() > 3
                && text.starts_with(char::is_uppercase)
                && let Some(code) = country::code(&text)
            {
                return Some(code);
            }
        }
    }
    None
}

/// A number and what a list writes behind it into the same cell: `381110042 (Expired 25 Jan. 2016)`, `381420754 Expires on 7 Dec. 2016`; and the country that this names.
pub(super) fn number_and_rest(text: &str) -> (&str, &str, Option<&'static str>) {
    let lower = text.to_ascii_lowercase();
    let end = BEHIND.iter().filter_map(|words| lower.find(words)).min().unwrap_or(text.len());
    match text.split_at_checked(end) {
        Some((number, rest)) if number.bytes().any(|byte| byte.is_ascii_digit()) && !rest.is_empty() => {
            let tokens: Vec<Token<'_>> = tokens(rest).take(BRACKET_TOKENS_MAX).collect();
            (number.trim(), rest.trim(), country_in(&tokens))
        }
        _ => (text, "", None),
    }
}

/// Words that begin what is no longer the number, in lower case.
const BEHIND: &[&str] = &["(", " expir", " exp.", " issued", " passport expir", " valid", ", issued", ", expir"];

/// Words and punctuation between a label and its first number: behind IMO in `(IMO) Ship No. a)` stand 6.
const BETWEEN_MAX: usize = 8;

/// Words and punctuation between two numbers of one label.
const AMONG_MAX: usize = 5;

/// Tokens of the longest country: `Democratic People's Republic of Korea` has 7.
const COUNTRY_TOKENS_MAX: usize = 12;

/// Tokens of a bracket behind a number.
const BRACKET_TOKENS_MAX: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let written = |found: Found| {
            let kind = match found.label {
                Label::Bic => "bic",
                Label::Imo => "imo",
                Label::Number(kind) => kind.as_str(),
            };
            format!("{kind}:{}{}", found.value, found.country.map_or(String::new(), |code| format!("@{code}")))
        };
        assert_eq!(numbers(text).into_iter().map(written).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn numbers_stand_behind_labels() {
        check("SWIFT/BIC: KUDBKPPY", &["bic:KUDBKPPY"]);
        check("a bank. SWIFT: DCBKKPPY. It has", &["bic:DCBKKPPY"]);
        check("financial network. SWIFT KYCBKPPYXXX ", &["bic:KYCBKPPYXXX"]);
        check("International Maritime Organization (IMO) Number: 1790183.", &["imo:1790183"]);
        check("Company Number IMO 5434358.", &["imo:5434358"]);
        check("(IMO) Ship No.5344160", &["imo:5344160"]);
        check("IMO Identification Number: 6183435 (Company)", &["imo:6183435"]);
        check("Passport: 381420754; Passport Date of Issue: 7 December 2011", &["passport:381420754"]);
        check(
            "Passport no.:  a) 472320665  (Expires 26 Sep. 2017)  b) 563120356. Served",
            &["passport:472320665", "passport:563120356"],
        );
        check(
            "Passport number 472410022 (expired 2017); 563410081 (expired 2018)",
            &["passport:472410022", "passport:563410081"],
        );
        check("Passport number 654220247 and PD381210081 (expired 2015)", &["passport:654220247", "passport:PD381210081"]);
        check("Passport no: PS 472330208 (Expires 4 Jul. 2017).", &["passport:PS 472330208"]);
        check("Passport Information: 210215095 (Taiwan).", &["passport:210215095@TW"]);
        check("Passport no: 563110024 (issued by the Democratic People's Republic of Korea).", &["passport:563110024@KP"]);
        check("Passport 108410041 (North Korea, Diplomatic); \nExpiry: 13 October 2023", &["passport:108410041@KP"]);
        check("diplomatic passport number 836110034, which expires on 1 January 2020.", &["passport:836110034"]);
        check("Hong Kong company registration number 1177053.", &["registration:1177053"]);
        check("MMSI: 445123000; call sign HMYX3", &["mmsi:445123000", "call-sign:HMYX3"]);
    }

    #[test]
    fn numbers_without_a_label_are_none() {
        check("fled in 2013; tel. 0085021811", &[]);
        check("a swift response in 12345678", &[]);
        check("Passport no. 08210124 (Expired: 4 June 2023).", &["passport:08210124"]);
        check("Passport 381420754, 2011-12-07", &["passport:381420754"]);
        check("Passport expiration date: March 22, 2018", &[]);
        check("", &[]);
    }

    #[test]
    fn what_stands_behind_a_number_is_not_of_it() {
        for (text, expected) in [
            ("381110042 (Expired 25 Jan. 2016)", ("381110042", "(Expired 25 Jan. 2016)", None)),
            (
                "290320764 (Democratic People's Republic of Korea)",
                ("290320764", "(Democratic People's Republic of Korea)", Some("KP")),
            ),
            ("PS 472330208 Expires 4 Jul. 2017", ("PS 472330208", "Expires 4 Jul. 2017", None)),
            (
                "563120368 Passport expiration date: March 22, 2018",
                ("563120368", "Passport expiration date: March 22, 2018", None),
            ),
            ("A-77", ("A-77", "", None)),
            ("(1)", ("(1)", "", None)),
        ] {
            assert_eq!(number_and_rest(text), expected, "{text}");
        }
    }

    #[test]
    fn documents_are_what_their_words_say() {
        for (words, expected) in [
            ("National passport", Some(Label::Number(IdentifierKind::Passport))),
            ("Numéro de passeport", Some(Label::Number(IdentifierKind::Passport))),
            ("National Identification Number", Some(Label::Number(IdentifierKind::NationalId))),
            ("SWIFT/BIC", Some(Label::Bic)),
            ("Ration card number:", None),
        ] {
            assert_eq!(label(words), expected, "{words}");
        }
    }

    #[test]
    fn words_between_a_label_and_its_number_are_limited() {
        check(&format!("IMO {}5434358", ". ".repeat(BETWEEN_MAX)), &["imo:5434358"]);
        check(&format!("IMO {}5434358", ". ".repeat(BETWEEN_MAX + 1)), &[]);
    }
}
