//! Folded text to findings: own fields, labels, and whatever has the form of a listed number.

use super::Finding;
use super::field::{Scheme, country};
use super::grade::{Standing, grade, name, speaks_of};
use crate::detect::Grade;
use crate::detect::label::{self, Label};
use crate::identifier::Bic;
use crate::index::keys::Numbered;
use crate::index::{Listed, Snapshot};
use crate::list::{Identifier, IdentifierKind};
use crate::message::{Kind, Unit};
use crate::text::{Border, Folded, Words};
use std::ops::Range;

/// Goes once over the words of a unit.
pub(super) struct Reader<'f, 'm, 'a> {
    unit: Unit<'m, 'a>,
    folded: &'f Folded<'m, 'a>,
    words: &'f Words,
    snapshot: &'f Snapshot,
    findings: Vec<Finding>,
    /// Tokens before this one are read: they stood behind a label or in a field of their own.
    read_until: usize,
    /// The first token of the element that is being read, where it is one for numbers of a party.
    party_field: Option<usize>,
    schemes: usize,
    announced: Announced,
}

/// What the text of a passage speaks of.
#[derive(Debug, Default)]
struct Announced {
    passage: Range<usize>,
    labels: Vec<Label>,
    ships: bool,
}

/// A text that may be a number, and where it stands.
#[derive(Clone, Copy)]
struct Candidate<'f> {
    text: &'f str,
    start: usize,
    end: usize,
    /// Bytes of the first token that stand before it.
    skipped: usize,
}

impl<'f, 'm, 'a> Reader<'f, 'm, 'a> {
    pub(super) fn new(unit: Unit<'m, 'a>, folded: &'f Folded<'m, 'a>, snapshot: &'f Snapshot) -> Reader<'f, 'm, 'a> {
        Reader {
            unit,
            folded,
            words: &folded.words,
            snapshot,
            findings: Vec::new(),
            read_until: 0,
            party_field: None,
            schemes: 0,
            announced: Announced::default(),
        }
    }

    pub(super) fn read(mut self) -> Vec<Finding> {
        let mut source = None;
        for (position, token) in self.words.tokens().iter().enumerate() {
            if source != Some(token.source) {
                source = Some(token.source);
                self.begin_element(position);
            }
            if position >= self.read_until {
                self.read_at(position);
            }
        }
        self.findings
    }

    fn read_at(&mut self, position: usize) {
        if let Some((label, end)) = Label::at(self.words, position) {
            self.labelled(label, end);
        } else if let Some((label, length)) = Label::glued(self.words.token(position)) {
            self.glued(position, label, length);
        }
        if position >= self.read_until {
            self.unlabelled(position);
        }
    }

    /// Reads an element that is one number as a whole.
    fn begin_element(&mut self, position: usize) {
        let Some(element) = self.folded.element(position) else { return };
        self.party_field = (element.kind == Kind::Identifier).then_some(position);
        let label = match element.kind {
            Kind::Bic => return self.bic_field(position),
            Kind::Lei => Label::Lei,
            Kind::Account | Kind::Iban => Label::Account,
            _ => return,
        };
        let end = self.end_of_element(position);
        let starts = (position..end).take(FIELD_TOKENS_MAX);
        if starts.into_iter().any(|start| self.value(self.candidate(start, end), Standing::Field(Some(label)), None)) {
            self.read_until = end;
        }
    }

    fn bic_field(&mut self, position: usize) {
        let end = self.end_of_element(position);
        let text = self.words.text(position..end);
        // Logical terminals have a terminal code between BIC and branch.
        let bic = Bic::parse(text).or_else(|| Bic::parse(text.get(..8)?));
        if let Some(bic) = bic {
            self.listed_bic(bic, self.candidate(position, end), "it stands in a field for BICs");
            self.dprk_bic(bic, self.candidate(position, end), Grade::Certain, "it stands in a field for BICs");
            self.read_until = end;
        }
    }

    /// Reads what stands right behind a label, and on as long as it is a list of such numbers.
    fn labelled(&mut self, label: Label, end: usize) {
        let mut next = Label::behind(self.words, end);
        while let Some(start) = next {
            let read = match label {
                Label::Bic => self.labelled_bic(start, end),
                Label::Imo => self.labelled_imo(start),
                Label::Locode | Label::Country | Label::Phone => None,
                _ => self.labelled_value(label, start),
            };
            next = read.map(|end| if self.words.token(end) == "and" { end + 1 } else { end });
            next = next.filter(|next| label::is_within_passage(self.words, *next));
        }
    }

    fn labelled_bic(&mut self, start: usize, label_end: usize) -> Option<usize> {
        let (bic, candidate) = self.read_bic(start)?;
        let is_word = start == label_end && self.border(start) <= Border::Line && WORDS_LIKE_BICS.contains(&candidate.text);
        let is_whole = matches!(self.words.token(start).len(), 4 | 6 | 8 | 11);
        let found = self.findings.len();
        self.listed_bic(bic, candidate, LABELLED);
        if !is_word && is_whole {
            self.dprk_bic(bic, candidate, Grade::Probable, LABELLED);
        }
        (self.findings.len() > found).then(|| self.read_to(candidate.end))
    }

    /// A BIC in one token, or in its parts: `FTBD KP PY XXX`, also over the end of a line.
    fn read_bic(&self, start: usize) -> Option<(Bic, Candidate<'f>)> {
        for end in start + 1..=start + BIC_PARTS_MAX {
            let goes_on = end == start + 1 || self.border(end - 1) <= Border::Line;
            let candidate = self.candidate(start, end);
            if !goes_on || candidate.text.len() > 11 {
                return None;
            }
            if let Some(bic) = Bic::parse(candidate.text) {
                return Some((bic, candidate));
            }
        }
        None
    }

    fn listed_bic(&mut self, bic: Bic, candidate: Candidate<'f>, standing: &'static str) {
        for number in self.snapshot.identifiers().institution(bic.institution()) {
            self.push(candidate, Some(*number), Grade::Certain, bic_fact(bic, candidate), standing);
        }
    }

    /// A BIC of country KP, where no official list has the bank.
    fn dprk_bic(&mut self, bic: Bic, candidate: Candidate<'f>, grade: Grade, standing: &'static str) {
        let listed = self.snapshot.identifiers().institution(bic.institution());
        let is_official = |number: &u32| self.listed(*number).is_some_and(|listed| !listed.reported_only);
        if bic.country() == *b"KP" && !listed.iter().any(is_official) {
            let fact = format!("BIC {} has KP, the DPRK, as its fifth and sixth characters", upper(candidate.text));
            self.push(candidate, None, grade, fact, standing);
        }
    }

    fn labelled_imo(&mut self, start: usize) -> Option<usize> {
        let Some(range) = label::read_digits(self.words, start, IMO_DIGITS) else {
            return self.labelled_value(Label::Imo, start);
        };
        let candidate = self.candidate(range.start, range.end);
        if !self.imo(candidate, Grade::Certain, LABELLED) && !self.value(candidate, Standing::Labelled(Label::Imo), None) {
            return Some(range.end);
        }
        Some(self.read_to(range.end))
    }

    fn imo(&mut self, candidate: Candidate<'f>, grade: Grade, standing: &'static str) -> bool {
        let Ok(number) = candidate.text.parse() else { return false };
        let listed = self.snapshot.identifiers().imo(number);
        for number in listed {
            self.push(candidate, Some(*number), grade, format!("IMO number {} is listed for ", candidate.text), standing);
        }
        !listed.is_empty()
    }

    /// A number right behind its label, or behind label and issuing country: `CCPT/KP/563410084`, `PASSPORT KP563410084`.
    fn labelled_value(&mut self, label: Label, start: usize) -> Option<usize> {
        let standing = Standing::Labelled(label);
        if let Some(end) = self.longest_value(start, standing, None) {
            return Some(self.read_to(end));
        }
        let token = self.words.token(start);
        if let Some(country) = country(token) {
            return self.longest_value(start + 1, standing, Some(country)).map(|end| self.read_to(end));
        }
        let (letters, digits) = token.split_at_checked(2)?;
        let candidate = Candidate { text: digits, start, end: start + 1, skipped: letters.len() };
        let is_read = self.value(candidate, standing, Some(country(letters)?));
        is_read.then(|| self.read_to(start + 1))
    }

    /// Numbers are written in groups: the longest row of tokens that is a listed number.
    fn longest_value(&mut self, start: usize, standing: Standing, country: Option<[u8; 2]>) -> Option<usize> {
        let goes_on = |end: &usize| *end == start + 1 || self.border(end - 1) < Border::Passage;
        let last = (start + 1..=start + VALUE_PARTS_MAX).take_while(goes_on).last()?;
        (start + 1..=last).rev().find(|end| self.value(self.candidate(start, *end), standing, country))
    }

    /// `IMO9004700`, `SWIFTFTBDKPPY`.
    fn glued(&mut self, position: usize, label: Label, length: usize) {
        let Some(text) = self.words.token(position).get(length..) else { return };
        let candidate = Candidate { text, start: position, end: position + 1, skipped: length };
        let found = self.findings.len();
        match label {
            Label::Imo => drop(self.imo(candidate, Grade::Certain, LABELLED)),
            Label::Bic => Bic::parse(text).into_iter().for_each(|bic| self.listed_bic(bic, candidate, LABELLED)),
            _ => drop(self.value(candidate, Standing::Labelled(label), None)),
        }
        if self.findings.len() > found {
            self.read_to(position + 1);
        }
    }

    /// Text that has the form of a listed number.
    fn unlabelled(&mut self, position: usize) {
        let candidate = self.candidate(position, position + 1);
        self.bare_bic(candidate);
        let has_digit = candidate.text.bytes().any(|byte| byte.is_ascii_digit());
        if has_digit && candidate.text.len() == IMO_DIGITS {
            self.bare_imo(candidate);
        }
        if let Some(first) = self.party_field {
            self.party_value(first, position);
        } else if has_digit || self.border(position + 1) == Border::Hyphen {
            let is_joined = matches!(self.border(position + 1), Border::Hyphen | Border::Line);
            let is_read = is_joined && self.value(self.candidate(position, position + 2), Standing::Bare, None);
            if is_read || has_digit && self.value(candidate, Standing::Bare, None) {
                self.read_to(position + 1 + usize::from(is_read));
            }
        }
    }

    /// A listed BIC in text: eight characters as listed, or, however it ends, a listed bank of country KP: no word begins with such six letters.
    fn bare_bic(&mut self, candidate: Candidate<'f>) {
        let is_dprk = candidate.text.as_bytes().get(4..6) == Some(b"kp") && (6..=12).contains(&candidate.text.len());
        let cut = || if is_dprk { Bic::parse(&[candidate.text.get(..6)?, "xx"].concat()) } else { None };
        let Some(bic) = Bic::parse(candidate.text).or_else(cut) else { return };
        for number in self.snapshot.identifiers().institution(bic.institution()) {
            let Some(listed) = self.listed(*number) else { continue };
            let is_listed = listed.designation.bics.iter().any(|listed| listed.as_str().get(..8) == bic.as_str().get(..8));
            let grade = if is_listed || is_dprk { Grade::Probable } else { Grade::Corroborates };
            self.push(candidate, Some(*number), grade, bic_fact(bic, candidate), "it stands in text, without a label");
        }
    }

    fn bare_imo(&mut self, candidate: Candidate<'f>) {
        let is_number = candidate.text.parse().is_ok_and(|number| !self.snapshot.identifiers().imo(number).is_empty());
        if !is_number {
            return;
        }
        if let Some(first) = self.party_field
            && self.scheme(first).label == Some(Label::Imo)
        {
            self.imo(candidate, Grade::Certain, "it stands in a field for IMO numbers");
        } else if self.announced_at(candidate.start).ships {
            self.imo(candidate, Grade::Probable, "a word for ships stands in the same text");
        } else {
            self.imo(candidate, Grade::Corroborates, Standing::Bare.as_str());
        }
    }

    /// A number of a party: passport, registration ... The message may say which.
    fn party_value(&mut self, first: usize, position: usize) {
        let goes_on = |end: &usize| *end == position + 1 || self.border(end - 1) < Border::Passage;
        let last = (position + 1..=position + VALUE_PARTS_MAX).take_while(goes_on).last().unwrap_or(position);
        for end in (position + 1..=last).rev() {
            let candidate = self.candidate(position, end);
            if !self.snapshot.identifiers().value(candidate.text).is_empty() {
                let scheme = self.scheme(first);
                self.value(candidate, Standing::Field(scheme.label), scheme.country);
                self.read_to(end);
                return;
            }
        }
    }

    /// Pushes a finding for everybody who has this number. Returns whether anybody has.
    fn value(&mut self, candidate: Candidate<'f>, standing: Standing, country: Option<[u8; 2]>) -> bool {
        let numbered = self.snapshot.identifiers().value(candidate.text);
        for numbered in numbered {
            self.numbered(candidate, *numbered, standing, country);
        }
        !numbered.is_empty()
    }

    fn numbered(&mut self, candidate: Candidate<'f>, numbered: Numbered, standing: Standing, country: Option<[u8; 2]>) {
        let Some(listed) = self.listed(numbered.designation) else { return };
        let Some(identifier) = listed.designation.identifiers.get(numbered.identifier as usize) else { return };
        let kind = numbered.kind;
        let is_announced = standing == Standing::Bare && self.is_announced(candidate.start, kind);
        let standing = if is_announced { Standing::Announced } else { standing };
        let same_country = identifier.country.as_deref().zip(country).map(|(listed, country)| listed.as_bytes() == country);
        let Some(mut grade) = grade(kind, standing, same_country, candidate.text.len()) else { return };
        let mut why = standing.as_str();
        if same_country == Some(false) {
            why = "the message gives another issuing country than the list";
        }
        if kind == IdentifierKind::Wallet && !self.is_same_case(candidate, identifier) {
            (grade, why) = (grade.min(Grade::Probable), "its capitals are not those of the list");
        }
        self.push(
            candidate,
            Some(numbered.designation),
            grade,
            format!("{} {} is listed for ", name(kind), upper(candidate.text)),
            why,
        );
    }

    /// Addresses of most currencies tell capitals from small letters; those in hexadecimal digits and in bech32 do not.
    fn is_same_case(&self, candidate: Candidate<'f>, identifier: &Identifier) -> bool {
        let listed = identifier.value.trim();
        let ignores_case = ["0x", "bc1", "ltc1"].iter().any(|prefix| candidate.text.starts_with(prefix));
        let parts = self.folded.parts(candidate.start..candidate.end);
        ignores_case || parts.iter().map(|part| part.text.as_str()).collect::<String>().ends_with(listed)
    }

    fn is_announced(&mut self, position: usize, kind: IdentifierKind) -> bool {
        let announced = self.announced_at(position);
        let of_ships = matches!(kind, IdentifierKind::Mmsi | IdentifierKind::CallSign) && announced.ships;
        of_ships || announced.labels.iter().any(|label| speaks_of(*label, kind))
    }

    /// What the passage of a token speaks of; it is looked through once.
    fn announced_at(&mut self, position: usize) -> &Announced {
        if !self.announced.passage.contains(&position) {
            let passage = label::passage_of(self.words, position);
            let mut labels: Vec<Label> = Vec::new();
            for (label, _) in passage.clone().filter_map(|at| Label::at(self.words, at)) {
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
            let is_ship = |at: usize| {
                let is_motor_vessel = self.words.token(at) == "m" && self.words.token(at + 1) == "v";
                is_motor_vessel || SHIP_WORDS.contains(&self.words.token(at))
            };
            let is_vessel = |at: usize| self.folded.element(at).is_some_and(|element| element.kind == Kind::Vessel);
            let ships = passage.clone().any(|at| is_ship(at) || is_vessel(at));
            self.announced = Announced { passage, labels, ships };
        }
        &self.announced
    }

    /// What the message says about the numbers of a party's field. Not asked without end: a unit with so many listed numbers is stopped by any of them.
    fn scheme(&mut self, first: usize) -> Scheme {
        self.schemes += 1;
        let element = self.folded.element(first).filter(|_| self.schemes <= SCHEMES_MAX);
        element.map_or(Scheme::default(), |element| Scheme::of(element, first, self.unit, self.words))
    }

    fn push(&mut self, candidate: Candidate<'f>, designation: Option<u32>, grade: Grade, fact: String, standing: &'static str) {
        let tokens = candidate.start..candidate.end;
        let finding = Finding { tokens, label_bytes: candidate.skipped, designation, grade, fact, standing };
        let same = self.findings.iter_mut().rev().take_while(|other| other.tokens == finding.tokens);
        match same.into_iter().find(|other| other.designation == designation) {
            Some(other) if other.grade >= grade => {}
            Some(other) => *other = finding,
            None => self.findings.push(finding),
        }
    }

    fn candidate(&self, start: usize, end: usize) -> Candidate<'f> {
        Candidate { text: self.words.text(start..end), start, end, skipped: 0 }
    }

    fn listed(&self, number: u32) -> Option<&'f Listed> {
        self.snapshot.listed().get(usize::try_from(number).ok()?)
    }

    fn read_to(&mut self, end: usize) -> usize {
        self.read_until = self.read_until.max(end);
        end
    }

    fn end_of_element(&self, position: usize) -> usize {
        let tokens = self.words.tokens();
        let source = tokens.get(position).map(|token| token.source);
        let behind = tokens.get(position..).unwrap_or_default();
        position + behind.iter().take_while(|token| Some(token.source) == source).count()
    }

    fn border(&self, position: usize) -> Border {
        self.words.tokens().get(position).map_or(Border::Passage, |token| token.border)
    }
}

fn bic_fact(bic: Bic, candidate: Candidate<'_>) -> String {
    let institution = bic.as_str().get(..6).unwrap_or_default();
    format!("BIC {} begins with {institution}, listed for ", upper(candidate.text))
}

fn upper(text: &str) -> String {
    text.to_uppercase()
}

const LABELLED: &str = Standing::Labelled(Label::Bic).as_str();

/// English words that are well-formed BICs of country KP. Behind SWIFT and nothing but a space they are words.
const WORDS_LIKE_BICS: &[&str] = &["quickpay", "clickpay", "clickpad", "trackpad", "stockpot", "checkpoints", "stockpiling"];

/// Words that make a number of seven digits beside them a ship's.
const SHIP_WORDS: &[&str] = &[
    "mv",
    "mt",
    "ms",
    "mts",
    "imo",
    "mmsi",
    "vessel",
    "vessels",
    "vsl",
    "ship",
    "ships",
    "shipowner",
    "tanker",
    "bulker",
    "freighter",
    "barge",
    "tug",
    "steamer",
    "voyage",
    "schiff",
    "navire",
    "buque",
    "nave",
    "navio",
    "gemi",
    "судно",
    "теплоход",
    "танкер",
    "船",
    "선박",
];

const IMO_DIGITS: usize = 7;

/// `FTBD KP PY XXX`.
const BIC_PARTS_MAX: usize = 4;

/// A number in more groups than this is a row of numbers. Listed ones have up to six: `CD/LSH/RCCM/18-B-00029`.
pub(super) const VALUE_PARTS_MAX: usize = 8;

/// Words in front of the number of an account field.
const FIELD_TOKENS_MAX: usize = 6;

pub(super) const SCHEMES_MAX: usize = 64;
