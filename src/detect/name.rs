//! Listed names: who a text may name, and how sure that is.
//!
//! In: the folded text of a unit. Out: hits with the words that made them. A name counts where it stands whole; what stands beside it, in which kind of element, and what
//! kind of name it is decide how far the hit reaches.

use super::label::passage_of;
use super::{Alias, Evidence, Grade, Hit};
use crate::index::korean::{KoreanIndex, KoreanOccurrence};
use crate::index::name::{AnalysedName, NameIndex, Occurrence};
use crate::index::{Listed, Snapshot};
use crate::list::{Designation, DesignationKind, Indicator, ListedName, Strength};
use crate::message::{Defect, DefectCode, Element, Kind, Role, Unit};
use crate::text::{Border, Folded, Words, vocabulary};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Every listed name in the unit, in message order; of names of one designation that share text only the one that says most. Behind them stand the dates of birth that
/// agree with a person named in the same party. A search that its budget cut short leaves a defect.
#[must_use]
pub fn hits(unit: Unit<'_, '_>, folded: &Folded<'_, '_>, snapshot: &Snapshot, defects: &mut Vec<Defect>) -> Vec<Hit> {
    let (equal, is_equal_complete) = snapshot.names().find(&folded.words);
    let of_names = folded.words.passages().iter().flat_map(|passage| korean_stretches(folded, passage));
    let (korean, is_korean_complete) = snapshot.korean_names().find(&folded.words, of_names);
    if !(is_equal_complete && is_korean_complete) {
        let span = folded.element(0).and_then(|element| element.text.all_spans().into_iter().next()).unwrap_or(0..0);
        defects.push(Defect::new(DefectCode::SearchCutShort, span));
    }
    let equal = equal.iter().filter_map(|occurrence| Candidate::equal(occurrence, folded, snapshot));
    let korean = korean.into_iter().filter_map(|occurrence| Candidate::korean(occurrence, folded, snapshot));
    let mut candidates: Vec<Candidate<'_>> = equal.chain(korean).collect();
    candidates.sort_by_cached_key(|candidate| (candidate.name.designation, Reverse(candidate.weight())));
    let mut kept = without_overlaps(candidates, |candidate| (candidate.name.designation, candidate.tokens.clone()));
    kept.sort_by_key(|candidate| (candidate.tokens.start, candidate.name.designation));
    let mut counts = BTreeMap::new();
    kept.retain(|candidate| {
        let count: &mut usize = counts.entry(candidate.fact(folded)).or_default();
        *count += 1;
        *count <= EQUAL_FACTS_MAX
    });
    let mut hits: Vec<Hit> = kept.iter().map(|candidate| candidate.hit(folded, snapshot)).collect();
    let dates = BirthDates::of(unit);
    hits.extend(kept.iter().flat_map(|candidate| dates.agreeing(folded, candidate)));
    hits
}

/// Where Korean names are looked for: the name of a party without the address behind it, whose first word would look like more of the name; and both together, as a name
/// may go on in the address.
fn korean_stretches(folded: &Folded<'_, '_>, passage: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let is_name = |at: &usize| folded.element(*at).is_some_and(|element| element.kind == Kind::Name && element.role.is_actor());
    let name = passage.start..passage.start + passage.clone().take_while(is_name).count();
    let all = (!name.is_empty() && name.end < passage.end).then(|| passage.clone());
    all.into_iter().chain((!name.is_empty()).then_some(name))
}

/// Of what shares text within one group the first; those of one group stand together. What is kept never overlaps, so that one look back finds what would.
fn without_overlaps<T>(all: Vec<T>, place: impl Fn(&T) -> (u32, Range<usize>)) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    let (mut group_before, mut taken) = (None, BTreeMap::new());
    for one in all {
        let (group, Range { start, end }) = place(&one);
        if group_before.replace(group) != Some(group) {
            taken.clear();
        }
        if taken.range(..end).next_back().is_none_or(|(_, end_before)| *end_before <= start) {
            taken.insert(start, end);
            kept.push(one);
        }
    }
    kept
}

/// An occurrence, with all that is known of it.
struct Candidate<'s> {
    listed: &'s Listed,
    name: &'s AnalysedName,
    alias: &'s ListedName,
    tokens: Range<usize>,
    likeness: Likeness,
    standing: Standing,
    grade: Grade,
}

/// What a hit says, whichever of many equal ones it is: which name, how surely, and in which elements of whom.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Fact {
    designation: u32,
    alias: u32,
    grade: Grade,
    places: Vec<(Role, Kind, Option<u32>)>,
}

/// How like the text is to the listed name.
enum Likeness {
    /// The same words.
    Equal,
    /// The same words in another order.
    Reordered,
    /// A Korean name of the same syllables.
    Korean(KoreanOccurrence),
}

impl Likeness {
    fn score(&self) -> u16 {
        match self {
            Likeness::Equal => SCORE_EQUAL,
            Likeness::Reordered => SCORE_REORDERED,
            Likeness::Korean(found) => found.score,
        }
    }

    fn why(&self, index: &KoreanIndex) -> Vec<String> {
        let equal = "every word of the listed name stands here";
        match self {
            Likeness::Equal => vec![format!("{equal}; case, marks, punctuation and legal form aside")],
            Likeness::Reordered => vec![format!("{equal}, in another order; case, marks, punctuation and legal form aside")],
            Likeness::Korean(found) => {
                let agreement = index.agreement(found);
                agreement.map(|it| [vec![format!("both can be spelled {}", it.hangul)], it.why].concat()).unwrap_or_default()
            }
        }
    }
}

/// How a name stands in its element.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Standing {
    /// It is all of the name of a party or an agent.
    Whole,
    /// It is in the name of a party or an agent, with other words.
    Part,
    /// It is somewhere else.
    Elsewhere,
}

impl<'s> Candidate<'s> {
    fn equal(occurrence: &Occurrence, folded: &Folded<'_, '_>, snapshot: &'s Snapshot) -> Option<Candidate<'s>> {
        let likeness = if occurrence.reordered { Likeness::Reordered } else { Likeness::Equal };
        Candidate::of(occurrence.name, occurrence.tokens.0..occurrence.tokens.1, likeness, folded, snapshot)
    }

    fn korean(occurrence: KoreanOccurrence, folded: &Folded<'_, '_>, snapshot: &'s Snapshot) -> Option<Candidate<'s>> {
        Candidate::of(occurrence.name, occurrence.tokens.clone(), Likeness::Korean(occurrence), folded, snapshot)
    }

    fn of(
        number: u32,
        tokens: Range<usize>,
        likeness: Likeness,
        folded: &Folded<'_, '_>,
        snapshot: &'s Snapshot,
    ) -> Option<Candidate<'s>> {
        let name = snapshot.names().name(number)?;
        let listed = snapshot.listed().get(name.designation as usize)?;
        let alias = listed.designation.names.get(name.alias as usize)?;
        let standing = Standing::of(&tokens, folded);
        let grade = grade(&listed.designation, name, alias, standing, Context { folded, tokens: &tokens });
        Some(Candidate { listed, name, alias, tokens, likeness, standing, grade })
    }

    /// What says most: the surer, then the longer, then the more alike, then the stronger.
    fn weight(&self) -> (Grade, usize, u16, Strength, Reverse<u32>) {
        (self.grade, self.tokens.len(), self.likeness.score(), self.alias.strength, Reverse(self.name.alias))
    }

    fn fact(&self, folded: &Folded<'_, '_>) -> Fact {
        let mut elements: Vec<_> = self.tokens.clone().filter_map(|at| folded.element(at)).collect();
        elements.dedup_by(|one, other| std::ptr::eq(*one, *other));
        let places = elements.into_iter().map(|element| (element.role, element.kind, element.party)).collect();
        Fact { designation: self.name.designation, alias: self.name.alias, grade: self.grade, places }
    }

    fn hit(&self, folded: &Folded<'_, '_>, snapshot: &Snapshot) -> Hit {
        Hit {
            evidence: Evidence::Name,
            grade: self.grade,
            code: None,
            place: None,
            score: self.likeness.score(),
            designation: Some(Arc::clone(&self.listed.designation)),
            reported_only: self.listed.reported_only,
            alias: Some(Alias { text: self.alias.text.clone(), strength: self.alias.strength }),
            needs: self.alias.needs,
            parts: folded.parts(self.tokens.clone()),
            why: self.why(snapshot.korean_names()),
        }
    }

    fn why(&self, index: &KoreanIndex) -> Vec<String> {
        let mut why = self.likeness.why(index);
        why.push(match self.standing {
            Standing::Whole => "it is the whole name of the party".to_owned(),
            Standing::Part => "the party's name has other words too".to_owned(),
            Standing::Elsewhere => "it stands outside a party's name".to_owned(),
        });
        if self.alias.strength == Strength::Weak {
            why.push("the list calls this alias weak: it corroborates".to_owned());
        }
        if let Some(needs) = self.alias.needs {
            why.push(match needs {
                Indicator::Dprk => "the name is too common to stop a payment alone: it needs another sign of the DPRK".to_owned(),
                Indicator::Vessel => {
                    "the name is too common to stop a payment alone: it needs a vessel word beside it".to_owned()
                }
            });
        }
        why
    }
}

impl Standing {
    fn of(tokens: &Range<usize>, folded: &Folded<'_, '_>) -> Standing {
        let is_name = |element: &Element<'_>| element.kind == Kind::Name && element.role.is_actor();
        if !folded.element(tokens.start).is_some_and(is_name) {
            return Standing::Elsewhere;
        }
        let in_same_element = |at: &usize, edge: usize| {
            let source = |at: usize| folded.words.tokens().get(at).map(|token| token.source);
            source(*at) == source(edge) && folded.element(*at).is_some_and(is_name)
        };
        let before = (0..tokens.start).rev().take_while(|at| in_same_element(at, tokens.start));
        let last = tokens.end.saturating_sub(1);
        let behind = (tokens.end..folded.words.tokens().len()).take_while(|at| in_same_element(at, last));
        if before.chain(behind).all(|at| says_nothing(folded.words.token(at))) { Standing::Whole } else { Standing::Part }
    }
}

/// Whether a name is the same with and without the word.
fn says_nothing(word: &str) -> bool {
    vocabulary::look_up(word).is_some_and(|(class, _)| class.is_empty())
}

/// Where a name stands.
struct Context<'c, 'm, 'a> {
    folded: &'c Folded<'m, 'a>,
    tokens: &'c Range<usize>,
}

impl Context<'_, '_, '_> {
    fn is_in_kind(&self, kind: Kind) -> bool {
        self.folded.element(self.tokens.start).is_some_and(|element| element.kind == kind)
    }

    /// Whether one of `signs` stands right before the name, or right behind it where nothing before it may belong to the name: in `MV OCEAN SPLENDOR` no ship is called
    /// SPLENDOR. A sign may be written in two tokens (`M/V`), and words such as NAME may stand between.
    fn has_beside(&self, signs: &[&str]) -> bool {
        let words = &self.folded.words;
        let passage = passage_of(words, self.tokens.start);
        let is_sign =
            |range: Range<usize>| range.start >= passage.start && range.end <= passage.end && signs.contains(&words.text(range));
        let mut start = self.tokens.start;
        while start > passage.start && FILLERS.contains(&words.token(start - 1)) {
            start -= 1;
        }
        let before = is_sign(start.saturating_sub(1)..start) || is_sign(start.saturating_sub(2)..start);
        let begins = start == passage.start || words.tokens().get(start).is_some_and(|token| token.border >= Border::Line);
        let end = self.tokens.end;
        before || begins && (is_sign(end..end + 1) || is_sign(end..end + 2))
    }
}

/// How far a name reaches alone (the classes of evidence, and what may stop a payment).
fn grade(
    designation: &Designation,
    name: &AnalysedName,
    alias: &ListedName,
    standing: Standing,
    context: Context<'_, '_, '_>,
) -> Grade {
    if alias.strength == Strength::Weak || name.letters < LETTERS_ALONE_MIN && designation.kind != DesignationKind::Aircraft {
        return Grade::Corroborates;
    }
    match (designation.kind, alias.needs) {
        (DesignationKind::Vessel, _) | (_, Some(Indicator::Vessel)) => {
            let beside = context.is_in_kind(Kind::Vessel) || context.has_beside(VESSEL_SIGNS);
            if beside { Grade::Probable } else { Grade::Corroborates }
        }
        (DesignationKind::Aircraft, _) => {
            if context.has_beside(AIRCRAFT_SIGNS) {
                Grade::Probable
            } else {
                Grade::Corroborates
            }
        }
        (_, Some(Indicator::Dprk)) => Grade::NeedsSecond,
        (DesignationKind::Organisation, None) if standing == Standing::Whole && alias.strength == Strength::Strong => {
            Grade::Certain
        }
        (DesignationKind::Person | DesignationKind::Organisation | DesignationKind::Unknown, None) => Grade::Probable,
    }
}

/// The dates of birth that a unit gives, each with its elements in message order: found once, however many names are.
struct BirthDates<'m, 'a> {
    of_party: BTreeMap<(u32, String), Vec<(usize, &'m Element<'a>)>>,
}

impl<'m, 'a> BirthDates<'m, 'a> {
    fn of(unit: Unit<'m, 'a>) -> BirthDates<'m, 'a> {
        let mut of_party: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (place, element) in unit.elements().enumerate().filter(|(_, element)| element.kind == Kind::BirthDate) {
            let date = element.party.zip(full_date(element.text.as_str()));
            if let Some(equal) = date.map(|date| of_party.entry(date).or_default()).filter(|equal| equal.len() < EQUAL_FACTS_MAX)
            {
                equal.push((place, element));
            }
        }
        BirthDates { of_party }
    }

    /// Those in the party of a person's name that are one of the designation's.
    fn agreeing(&self, folded: &Folded<'_, 'a>, candidate: &Candidate<'_>) -> Vec<Hit> {
        let designation = &candidate.listed.designation;
        let party = folded.element(candidate.tokens.start).and_then(|element| element.party);
        let Some(party) = party.filter(|_| designation.kind == DesignationKind::Person) else { return Vec::new() };
        let listed = designation.birth_dates.iter().filter_map(|listed| full_date(listed));
        let mut agreeing: Vec<_> = listed.filter_map(|date| self.of_party.get(&(party, date))).flatten().collect();
        agreeing.sort_by_key(|(place, _)| place);
        agreeing.dedup_by_key(|(place, _)| place);
        agreeing.into_iter().map(|(_, element)| birth_date_hit(folded, candidate, element)).collect()
    }
}

fn birth_date_hit<'a>(folded: &Folded<'_, 'a>, candidate: &Candidate<'_>, element: &Element<'a>) -> Hit {
    Hit {
        evidence: Evidence::Identifier,
        grade: Grade::Corroborates,
        code: Some(BIRTH_DATE),
        place: None,
        score: SCORE_EQUAL,
        designation: Some(Arc::clone(&candidate.listed.designation)),
        reported_only: candidate.listed.reported_only,
        alias: None,
        needs: None,
        parts: vec![folded.part_of(element, 0..element.text.as_str().len())],
        why: vec!["the date of birth is one that the list gives for the person named in the same party".to_owned()],
    }
}

/// The digits of a date, with or without hyphens, where it is one in full: `1969-08-18`. A year alone agrees with too many people.
fn full_date(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(DATE_DIGITS + 1).collect();
    (digits.len() == DATE_DIGITS).then_some(digits)
}

/// How like two names are.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Comparison {
    /// 0 to 1000.
    pub score: u16,
    /// Whether a payment that has the first name would be stopped for the second at the default threshold.
    pub matched: bool,
    /// Reasons.
    pub why: Vec<String>,
}

/// Judges two names alone: `query` as it stands in a payment, `candidate` as it stands on a list.
#[must_use]
pub fn compare(query: &str, candidate: &str, kind: DesignationKind) -> Comparison {
    let designation = Designation {
        kind,
        dprk: true,
        names: vec![ListedName { text: candidate.to_owned(), strength: Strength::Strong, needs: None }],
        ..Designation::default()
    };
    let listed = [Listed { designation: Arc::new(designation), reported_only: false }];
    let index = NameIndex::build(&listed);
    let words = Words::of(query);
    let all = 0..words.tokens().len();
    let found = index.find(&words).0.into_iter().map(|found| {
        let likeness = if found.reordered { Likeness::Reordered } else { Likeness::Equal };
        (found.tokens.0..found.tokens.1, likeness)
    });
    let korean_index = KoreanIndex::build(&listed, &index);
    let korean = korean_index.find(&words, std::iter::once(all.clone())).0;
    let korean = korean.into_iter().map(|found| (found.tokens.clone(), Likeness::Korean(found)));
    let score = |tokens: &Range<usize>, likeness: &Likeness| {
        let share = letters(&words, tokens.clone()) * 1000 / letters(&words, all.clone()).max(1);
        u16::try_from(usize::from(likeness.score()) * share.min(1000) / 1000).unwrap_or(SCORE_EQUAL)
    };
    let scored = found.chain(korean).map(|(tokens, likeness)| (score(&tokens, &likeness), likeness));
    match scored.max_by_key(|(score, _)| *score) {
        Some((score, likeness)) => Comparison { score, matched: true, why: likeness.why(&korean_index) },
        None => Comparison { score: 0, matched: false, why: vec!["the listed name does not stand in the other".to_owned()] },
    }
}

/// Letters of the words that say something.
fn letters(words: &Words, tokens: Range<usize>) -> usize {
    tokens.filter(|at| !says_nothing(words.token(*at))).map(|at| words.token(at).chars().count()).sum()
}

/// The code of a date of birth that agrees.
pub const BIRTH_DATE: &str = "birth-date";

/// All words equal, in the list's order.
const SCORE_EQUAL: u16 = 1000;

/// All words equal, in another order.
const SCORE_REORDERED: u16 = 970;

/// A name a hundred times says no more than some times. Bounds the hits of one message.
const EQUAL_FACTS_MAX: usize = 16;

/// Names with fewer letters are acronyms of many things: they corroborate.
const LETTERS_ALONE_MIN: usize = 4;

/// Year, month, day.
const DATE_DIGITS: usize = 8;

/// Words that may stand between a sign and the name that it is about.
const FILLERS: &[&str] = &["the", "name", "named", "called", "is", "no", "nr"];

/// Words that make the name beside them a ship's: prefixes, types, and what goes with a ship's number.
const VESSEL_SIGNS: &[&str] = &[
    "mv",
    "mt",
    "ms",
    "ss",
    "mts",
    "vsl",
    "vessel",
    "vessels",
    "ship",
    "tanker",
    "freighter",
    "bulker",
    "carrier",
    "boat",
    "steamer",
    "barge",
    "imo",
    "mmsi",
    "voyage",
    "flag",
    "선박",
    "船",
    "судно",
    "теплоход",
];

/// Words that make the mark beside them an aircraft's.
const AIRCRAFT_SIGNS: &[&str] = &["aircraft", "airplane", "aeroplane", "plane", "tail", "registration", "reg", "msn", "flight"];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(query: &str, candidate: &str, kind: DesignationKind, score: u16) {
        assert_eq!(compare(query, candidate, kind).score, score, "{query} / {candidate}");
    }

    #[test]
    fn names_alone() {
        check("Korea Kangbong Trading Co", "KOREA KANGBONG TRADING CORPORATION", DesignationKind::Organisation, 1000);
        check("Kangbong Korea Trading", "KOREA KANGBONG TRADING CORPORATION", DesignationKind::Organisation, 970);
        check("Kim Yong-chol", "KIM, Yong Chol", DesignationKind::Person, 1000);
        check("Kim Yong Su", "KIM, Yong Chol", DesignationKind::Person, 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// One look back keeps what comparing all with all keeps.
        #[test]
        fn nothing_that_is_kept_overlaps(places in proptest::collection::vec((0..3_u32, 0..40_usize, 1..9_usize), 0..60)) {
            let mut places: Vec<(u32, Range<usize>)> =
                places.into_iter().map(|(group, start, length)| (group, start..start + length)).collect();
            places.sort_by_key(|(group, _)| *group);
            let mut expected: Vec<(u32, Range<usize>)> = Vec::new();
            for (group, tokens) in &places {
                if !expected.iter().any(|(other, taken)| other == group && taken.start < tokens.end && tokens.start < taken.end) {
                    expected.push((*group, tokens.clone()));
                }
            }
            prop_assert_eq!(without_overlaps(places, Clone::clone), expected);
        }
    }

    #[test]
    fn dates_agree_in_full_only() {
        assert_eq!(full_date("1969-08-18"), full_date("19690818"));
        assert_eq!(full_date("1969"), None);
        assert_eq!(full_date("1969-08-181"), None);
    }
}
