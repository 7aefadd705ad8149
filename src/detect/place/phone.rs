//! Telephone numbers with the DPRK's dialling code, 850 (ITU E.164). The same digits are an area code of Florida, amounts and references: they count behind a plus sign or an
//! international prefix, and when what follows has the form of a DPRK number.

use super::{Reader, Sign, Stretch};
use crate::detect::Grade;
use crate::detect::label::Label;
use crate::text::Border;

impl<'m, 'a> Reader<'_, 'm, 'a> {
    /// A number that begins at this token.
    pub(super) fn phone(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let text = self.words.token(position);
        let prefix = PREFIXES.iter().find(|prefix| text.starts_with(**prefix))?;
        let (element, token) = self.source(position)?;
        let (before, _) = self.around(position)?;
        let begin = token.start + prefix.len();
        let number = National::read(element.text.as_str().get(begin..)?);
        let is_plus = has_plus(before);
        let is_behind_prefix = self.is_behind_prefix(position);
        let is_dialled = is_plus || prefix.len() > CODE.len() || is_behind_prefix;
        let first = position - usize::from(is_behind_prefix);
        let is_phone = Label::Phone.leads_to(self.words, first) || self.is_phone_field(position);
        let grade = match is_dialled {
            true if !number.is_dprk() || number.is_amount => return None,
            true if is_plus || is_phone => Grade::Probable,
            true if number.groups > 1 => Grade::NeedsSecond,
            false if !(number.is_dprk() && number.is_pyongyang_apart) => return None,
            false if is_phone => Grade::Probable,
            false if before.ends_with('(') => Grade::NeedsSecond,
            _ => return None,
        };
        let start = if is_plus { before.rfind('+')? } else { token.start };
        let stretch = Stretch::Bytes(element, start..begin + number.bytes);
        Some(Sign::of_form("dprk.dialling-code", grade, stretch, "is a telephone number of the DPRK: its dialling code is 850"))
    }

    /// `00 850`, `011-850`.
    fn is_behind_prefix(&self, position: usize) -> bool {
        let before = position.checked_sub(1).map_or("", |before| self.words.token(before));
        self.border(position) <= Border::Gap && matches!(before, "00" | "011" | "0011")
    }

    fn is_phone_field(&self, position: usize) -> bool {
        let path = self.folded.element(position).map(|element| self.unit.message().path(element.path)).unwrap_or_default();
        ["PhneNb", "MobNb", "FaxNb"].iter().any(|name| path.ends_with(name))
    }
}

fn has_plus(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '(']);
    before.strip_suffix('+').is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

/// What is dialled behind the code.
#[derive(Debug, Default)]
struct National {
    digits: String,
    /// Bytes that it takes.
    bytes: usize,
    groups: usize,
    /// The area code of Pyongyang stands apart: `850-2-`.
    is_pyongyang_apart: bool,
    /// The digits are grouped like an amount: `850.000,00`.
    is_amount: bool,
}

impl National {
    fn read(text: &str) -> National {
        let mut number = National { is_amount: true, ..National::default() };
        let mut rest = text;
        loop {
            let behind = rest.trim_start_matches(SEPARATORS);
            let separators = rest.len() - behind.len();
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            let group = behind.get(..digits).unwrap_or_default();
            let is_too_far = separators > SEPARATORS_MAX || number.digits.len() + digits > NATIONAL_MAX;
            if digits == 0 || is_too_far {
                return number;
            }
            let is_thousands = rest.starts_with(['.', ',']) && separators == 1 && (digits <= 3);
            number.is_amount &= is_thousands;
            number.is_pyongyang_apart |= number.groups == 0 && separators > 0 && group == "2";
            number.digits.push_str(group);
            number.groups += 1;
            number.bytes += separators + digits;
            rest = behind.get(digits..).unwrap_or_default();
        }
    }

    /// Pyongyang is 2, mobile networks 19x, provinces two digits. A zero before the area code is the national prefix, which does not belong there but is written.
    fn is_dprk(&self) -> bool {
        let national = self.digits.strip_prefix('0').unwrap_or(&self.digits);
        let length = national.len();
        match national.as_bytes() {
            [b'2', ..] => length >= if self.groups > 1 { 4 } else { 6 },
            [b'1', b'9', ..] => length >= 8,
            [b'3'..=b'8', b'1'..=b'9', ..] => length >= 6,
            _ => false,
        }
    }
}

const CODE: &str = "850";

/// The code, as it is or behind the international prefixes of Europe and Asia, North America, Australia and Russia; longer ones first.
const PREFIXES: [&str; 5] = ["0011850", "011850", "00850", "810850", CODE];

const SEPARATORS: [char; 8] = [' ', '-', '.', ',', '(', ')', '/', '\u{a0}'];

/// `) - `: more is another text.
const SEPARATORS_MAX: usize = 3;

/// E.164 allows fifteen digits, three of which are the code.
const NATIONAL_MAX: usize = 12;
