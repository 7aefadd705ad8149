//! Lines of fixed form, in the notation of SWIFT: `value-date(YYMMDD) settlement-amount(3!a15d)`.
//!
//! A pattern is a row of parts and delimiters. A part is a role and what its text may be: words in a list (`code(OUR|SHA|BEN)`), or atoms. `5n` is up to five
//! digits, `3!a` exactly three letters; `n` digit, `a` letter, `c` letter or digit, `d` digits with one comma, `s` sign, `x` anything; `YYMMDD`, `YYYYMMDD`, `HHMM`
//! are checked as dates and times. `[` to `]` at the end may be absent.

use crate::message::{Kind, Role};

/// The form of a line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::message) struct Pattern(Vec<Step>);

#[derive(Clone, Debug, Eq, PartialEq)]
enum Step {
    Delimiter(u8),
    Part(Role, Content),
    /// The line may end here.
    MayEnd,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Content {
    Words(Vec<String>),
    Atoms(Vec<Atom>),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Atom {
    Run { class: Class, least: usize, most: usize },
    Date { year_digits: usize },
    Time,
    Literal(u8),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Class {
    Digit,
    Letter,
    LetterOrDigit,
    Decimal,
    Sign,
    Any,
}

impl Pattern {
    /// Reads the notation.
    pub(super) fn read(text: &str) -> Option<Pattern> {
        let mut steps = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            let behind = rest.get(1..)?;
            rest = match first {
                b' ' | b']' => behind,
                b'[' => {
                    steps.push(Step::MayEnd);
                    behind
                }
                b'a'..=b'z' => {
                    let (role, content) = rest.split_once('(')?;
                    let (content, behind) = content.split_once(')')?;
                    steps.push(Step::Part(Role::parse(role)?, Content::read(content)?));
                    behind
                }
                delimiter => {
                    steps.push(Step::Delimiter(delimiter));
                    behind
                }
            };
        }
        (!steps.is_empty()).then_some(Pattern(steps))
    }

    /// Takes `line` apart and hands each part to `found`. False where the line has another form; `found` may have been called before that shows, so ask
    /// [`Pattern::fits`] first.
    pub(in crate::message) fn take_apart<'a>(&self, line: &'a [u8], mut found: impl FnMut(Role, Kind, &'a [u8])) -> bool {
        let mut rest = line;
        for step in &self.0 {
            match step {
                Step::MayEnd if rest.is_empty() => return true,
                Step::MayEnd => {}
                Step::Delimiter(delimiter) => match rest.split_first() {
                    Some((first, behind)) if first == delimiter => rest = behind,
                    _ => return false,
                },
                Step::Part(role, content) => {
                    let Some((part, behind)) = content.length(rest).and_then(|length| rest.split_at_checked(length)) else {
                        return false;
                    };
                    found(*role, kind(*role), part);
                    rest = behind;
                }
            }
        }
        rest.is_empty()
    }

    /// Whether `line` has this form.
    pub(in crate::message) fn fits(&self, line: &[u8]) -> bool {
        self.take_apart(line, |_, _, _| {})
    }
}

/// What the text of a part is follows from what it is about.
fn kind(role: Role) -> Kind {
    if matches!(role, Role::ValueDate | Role::Date) {
        Kind::Date
    } else if matches!(role, Role::SettlementAmount | Role::Amount | Role::Charges) {
        Kind::Amount
    } else if role == Role::Code {
        Kind::Code
    } else {
        Kind::FreeText
    }
}

impl Content {
    fn read(text: &str) -> Option<Content> {
        if text.contains('|') {
            let mut words: Vec<String> = text.split('|').map(str::to_owned).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            return Some(Content::Words(words));
        }
        let mut atoms = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (atom, behind) = Atom::read(rest)?;
            atoms.push(atom);
            rest = behind;
        }
        Some(Content::Atoms(atoms))
    }

    /// How much of `text` it is.
    fn length(&self, text: &[u8]) -> Option<usize> {
        match self {
            Content::Words(words) => words.iter().find(|word| text.starts_with(word.as_bytes())).map(String::len),
            Content::Atoms(atoms) => atoms.iter().try_fold(0, |length, atom| Some(length + atom.length(text.get(length..)?)?)),
        }
    }
}

impl Atom {
    fn read(text: &str) -> Option<(Atom, &str)> {
        const CALENDAR: [(&str, Atom); 3] =
            [("YYYYMMDD", Atom::Date { year_digits: 4 }), ("YYMMDD", Atom::Date { year_digits: 2 }), ("HHMM", Atom::Time)];
        for (word, atom) in CALENDAR {
            if let Some(behind) = text.strip_prefix(word) {
                return Some((atom, behind));
            }
        }
        if let Some(behind) = text.strip_prefix('/') {
            return Some((Atom::Literal(b'/'), behind));
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (most, behind) = text.split_at_checked(digits)?;
        let most: usize = most.parse().ok()?;
        let (is_exact, behind) = behind.strip_prefix('!').map_or((false, behind), |behind| (true, behind));
        let class = Class::read(behind.bytes().next()?)?;
        let (may_miss, behind) = behind.get(1..)?.strip_prefix('?').map_or((false, behind.get(1..)?), |behind| (true, behind));
        let least = if may_miss {
            0
        } else if is_exact {
            most
        } else {
            1
        };
        Some((Atom::Run { class, least, most }, behind))
    }

    fn length(self, text: &[u8]) -> Option<usize> {
        match self {
            Atom::Literal(byte) => (text.first() == Some(&byte)).then_some(1),
            Atom::Date { year_digits } => {
                let (month, day) = (number(text, year_digits)?, number(text, year_digits + 2)?);
                let is_year = text.get(..year_digits)?.iter().all(u8::is_ascii_digit);
                (is_year && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(year_digits + 4)
            }
            Atom::Time => (number(text, 0)? < 24 && number(text, 2)? < 60).then_some(4),
            Atom::Run { class, least, most } => {
                let length = text.iter().take(most).take_while(|byte| class.has(**byte)).count();
                let is_decimal =
                    || text.iter().take(length).filter(|byte| **byte == b',').count() == 1 && text.first() != Some(&b',');
                (length >= least && (class != Class::Decimal || is_decimal())).then_some(length)
            }
        }
    }
}

/// Two digits.
fn number(text: &[u8], at: usize) -> Option<u8> {
    match text.get(at..at + 2)? {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

impl Class {
    fn read(letter: u8) -> Option<Class> {
        Some(match letter {
            b'n' => Class::Digit,
            b'a' => Class::Letter,
            b'c' => Class::LetterOrDigit,
            b'd' => Class::Decimal,
            b's' => Class::Sign,
            b'x' => Class::Any,
            _ => return None,
        })
    }

    fn has(self, byte: u8) -> bool {
        match self {
            Class::Digit => byte.is_ascii_digit(),
            Class::Letter => byte.is_ascii_uppercase(),
            Class::LetterOrDigit => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Class::Decimal => byte.is_ascii_digit() || byte == b',',
            Class::Sign => matches!(byte, b'+' | b'-'),
            Class::Any => true,
        }
    }
}

#[cfg(test)]
impl Pattern {
    /// The longest run of letters that a part without words could hide.
    pub(super) fn hidden_letters(&self) -> usize {
        let is_wordless = |role: &Role| kind(*role).is_wordless();
        let parts = self.0.iter().filter_map(|step| match step {
            Step::Part(role, Content::Atoms(atoms)) if is_wordless(role) => Some(atoms),
            _ => None,
        });
        let letters = |atom: &Atom| match atom {
            Atom::Run { class: Class::Letter | Class::LetterOrDigit | Class::Any, most, .. } => *most,
            _ => 0,
        };
        parts
            .map(|atoms| atoms.split(|atom| letters(atom) == 0).map(|run| run.iter().map(letters).sum()).max().unwrap_or(0))
            .max()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, line: &str, expected: Option<&[&str]>) {
        let pattern = Pattern::read(pattern).unwrap();
        let mut parts = Vec::new();
        let fits = pattern.take_apart(line.as_bytes(), |_, _, part| parts.push(String::from_utf8(part.to_vec()).unwrap()));
        assert_eq!(fits.then_some(parts), expected.map(|parts| parts.iter().map(|part| (*part).to_owned()).collect()), "{line}");
        assert_eq!(pattern.fits(line.as_bytes()), fits);
    }

    #[test]
    fn value_date_and_amount() {
        let pattern = "value-date(YYMMDD) settlement-amount(3!a15d)";
        check(pattern, "261124USD15400,00", Some(&["261124", "USD15400,00"]));
        check(pattern, "261124JPY100,", Some(&["261124", "JPY100,"]));
        check(pattern, "261124USD999999999999,99", Some(&["261124", "USD999999999999,99"]));
        for wrong in [
            "",
            "261324USD1,",
            "261100USD1,",
            "261124USD1",
            "261124USD,5",
            "261124usd1,",
            "261124USD1,0,0",
            "261124USD1,X",
            "261124USD9999999999999,99",
        ] {
            check(pattern, wrong, None);
        }
    }

    #[test]
    fn optional_ends_and_optional_atoms() {
        check("code(5n) [/ code(5n)]", "228/1", Some(&["228", "1"]));
        check("code(5n) [/ code(5n)]", "228", Some(&["228"]));
        check("code(5n) [/ code(5n)]", "228/", None);
        check("amount(3!a1!a?15d)", "USDD5,", Some(&["USDD5,"]));
        check("amount(3!a1!a?15d)", "USD5,", Some(&["USD5,"]));
    }

    #[test]
    fn words_and_times() {
        let pattern = "/ code(CLSTIME|SNDTIME) / date(HHMM1!s4!n)";
        check(pattern, "/SNDTIME/0915+0100", Some(&["SNDTIME", "0915+0100"]));
        check(pattern, "/SNDTIME/2515+0100", None);
        check(pattern, "/MIDTIME/0915+0100", None);
        check("code(PHOB|PHO) [/ instruction(30x)]", "PHOB/49 69", Some(&["PHOB", "49 69"]));
        check("date(YYYYMMDD)", "19620218", Some(&["19620218"]));
    }

    #[test]
    fn what_is_no_notation_is_refused() {
        for wrong in ["", "nobody(3!a)", "code(3!q)", "code(n)", "code(3!a"] {
            assert_eq!(Pattern::read(wrong), None, "{wrong}");
        }
    }
}
