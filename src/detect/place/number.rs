//! Numbers and marks of ranges that belong to the DPRK: maritime identities, call signs, aircraft marks, passports. All of them have everyday namesakes, so they count only
//! behind their label.

use super::{Reader, Sign, Stretch};
use crate::detect::Grade;
use crate::detect::label::{self, Label};
use crate::text::Border;
use std::ops::Range;

impl<'m, 'a> Reader<'_, 'm, 'a> {
    /// Nine digits that begin with the maritime identification digits 445 (ITU).
    pub(super) fn mmsi(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let range = label::read_digits(self.words, position, 9)?;
        let is_dprk = self.words.text(range.clone()).starts_with("445") && Label::Mmsi.leads_to(self.words, position);
        is_dprk.then(|| {
            Sign::of_form(
                "dprk.mmsi",
                Grade::Probable,
                Stretch::Tokens(range),
                "is a ship's number of the DPRK: it begins with 445",
            )
        })
    }

    /// A call sign of the series HMA to HMZ or P5A to P9Z (ITU Radio Regulations, appendix 42).
    pub(super) fn call_sign(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let text = self.words.token(position).as_bytes();
        let is_dprk =
            matches!(text, [b'h', b'm', b'a'..=b'z' | b'0'..=b'9', ..] | [b'p', b'5'..=b'9', b'a'..=b'z' | b'0'..=b'9', ..]);
        if !is_dprk || text.len() > CALL_SIGN_MAX || !Label::CallSign.leads_to(self.words, position) {
            return None;
        }
        let stretch = Stretch::Tokens(position..position + 1);
        Some(Sign::of_form("dprk.call-sign", Grade::Probable, stretch, "is a call sign of the DPRK's series"))
    }

    /// `P-881`: P is the DPRK's nationality mark (ICAO annex 7). Types of aircraft have such names too (P-180, P-750), but not in the hundreds that its marks come from.
    pub(super) fn aircraft(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let range = self.mark(position)?;
        let is_labelled = |label: Label| label.leads_to(self.words, position);
        let grade = match (is_labelled(Label::Aircraft), is_labelled(Label::Tail) || is_labelled(Label::Registration)) {
            (true, false) => Grade::NeedsSecond,
            (true, true) => Grade::Probable,
            (false, _) if is_labelled(Label::Tail) => Grade::Probable,
            (false, _) => return None,
        };
        Some(Sign::of_form("dprk.aircraft-mark", grade, Stretch::Tokens(range), "is an aircraft's mark of the DPRK"))
    }

    fn mark(&self, position: usize) -> Option<Range<usize>> {
        let is_apart = self.words.token(position) == "p";
        if is_apart && self.border(position + 1) > Border::Space {
            return None;
        }
        let range = position..position + 1 + usize::from(is_apart);
        let is_mark =
            matches!(self.words.text(range.clone()).as_bytes(), [b'p', b'5' | b'6' | b'8' | b'9', b'0'..=b'9', b'0'..=b'9']);
        is_mark.then_some(range)
    }

    /// PS, PD or PO and nine digits, as the DPRK prints them.
    pub(super) fn passport(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let [b'p', b's' | b'd' | b'o', digits @ ..] = self.words.token(position).as_bytes() else { return None };
        let range = match digits.len() {
            0 => position..label::read_digits(self.words, position + 1, 9)?.end,
            9 if digits.iter().all(u8::is_ascii_digit) => position..position + 1,
            _ => return None,
        };
        let is_labelled = Label::Passport.leads_to(self.words, position);
        let form = "has the form of a DPRK passport's number";
        is_labelled.then(|| Sign::of_form("dprk.passport", Grade::Corroborates, Stretch::Tokens(range), form))
    }
}

/// Ship stations have four to six characters, with digits for their boats seven.
const CALL_SIGN_MAX: usize = 7;
