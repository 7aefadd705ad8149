//! Whether two Korean names can be one. In: two analysed names. Out: how far they agree and why, or nothing. Names agree when the readings meet in every position; names that
//! differ in one syllable are different people, so there is no distance over the whole name, and a slip of the finger counts within one syllable only.

use super::lattice::Position;
use super::letter;
use super::name::{KoreanName, Parse};
use super::reading::Reading;
use super::syllable::Syllable;
use super::system::Systems;
use super::table;
use super::trie::Shelf;

/// What two names have in common.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Agreement {
    /// Likeness, 0 to 1000; 1000 is the same spelling, in any order and with any joins.
    pub score: u16,
    /// The name that both can stand for, surname first: `김정은`; where both leave a choice, `김 정/종 은/운`.
    pub hangul: String,
    /// What makes them the same, in words that an analyst can check. Positions with the same spelling are not mentioned.
    pub why: Vec<String>,
    /// One of them agrees only by its Mandarin reading, wholly or in the surname.
    pub chinese: bool,
    /// One syllable agrees only if a slip of the finger is allowed.
    pub mistyped: bool,
}

/// Compares a name from a message with a listed one: by the likeliest parses that agree. The order of the arguments matters to the wording alone.
#[must_use]
pub fn agree(query: &KoreanName, listed: &KoreanName) -> Option<Agreement> {
    let (meetings, one, two) = first_meeting(query, listed)?;
    Some(told(score(&meetings, one, two), &meetings))
}

/// The [`Agreement::score`] of two names, without the words: what most names that are compared need.
#[must_use]
pub fn agreement_score(query: &KoreanName, listed: &KoreanName) -> Option<u16> {
    let (meetings, one, two) = first_meeting(query, listed)?;
    Some(score(&meetings, one, two))
}

/// How the likeliest parses that agree meet. Pairs are tried by the sum of their ranks, and of one sum by that of the query's.
fn first_meeting<'n>(query: &'n KoreanName, listed: &'n KoreanName) -> Option<(Vec<Meeting<'n>>, &'n Parse, &'n Parse)> {
    let (ours, theirs) = (query.parses(), listed.parses());
    let ranks = 0..(ours.len() + theirs.len()).saturating_sub(1);
    ranks.into_iter().find_map(|rank| {
        let first = (rank + 1).saturating_sub(theirs.len());
        let pairs = ours.iter().enumerate().take(rank + 1).skip(first);
        let mut pairs = pairs.filter_map(|(ours, one)| Some((one, theirs.get(rank - ours)?)));
        pairs.find_map(|(one, two)| Some((meet(query, one, listed, two)?, one, two)))
    })
}

/// How one position of both names meets.
#[derive(Clone, Copy, Debug)]
struct Meeting<'n> {
    query: Side<'n>,
    listed: Side<'n>,
    how: How,
    /// Which position it is: 0 is the surname.
    place: usize,
}

/// One of the two names, at a position.
#[derive(Clone, Copy, Debug)]
struct Side<'n> {
    name: &'n KoreanName,
    position: &'n Position,
}

impl Side<'_> {
    fn text(self) -> String {
        self.name.text_of(self.position)
    }
}

#[derive(Clone, Copy, Debug)]
enum How {
    /// Letter by letter.
    SameText,
    /// Other letters for one syllable; the readings, and how many others each spelling has.
    Reading { query: &'static Reading, listed: &'static Reading, others: u16 },
    /// Letters that cannot be read, one slip from a spelling of the syllable.
    Slip,
}

fn meet<'n>(query: &'n KoreanName, one: &'n Parse, listed: &'n KoreanName, two: &'n Parse) -> Option<Vec<Meeting<'n>>> {
    if one.given.len() != two.given.len() || !one.positions().zip(two.positions()).enumerate().all(may_meet) {
        return None;
    }
    let meeting = |(place, (here, there))| {
        position_meeting(Side { name: query, position: here }, Side { name: listed, position: there }, place)
    };
    let meetings = one.positions().zip(two.positions()).enumerate().map(meeting).collect::<Option<Vec<_>>>()?;
    let all_same = || meetings.iter().all(|meeting| matches!(meeting.how, How::SameText));
    let both_chinese = one.shelf == Shelf::Pinyin && two.shelf == Shelf::Pinyin;
    (!both_chinese || all_same()).then_some(meetings)
}

/// The cheap question first: most names that are compared differ in some syllable.
fn may_meet((place, (here, there)): (usize, (&Position, &Position))) -> bool {
    let met = || here.readings().any(|one| there.readings().any(|two| are_one(one.syllable, two.syllable, place)));
    here.mistyped != there.mistyped || met()
}

fn position_meeting<'n>(query: Side<'n>, listed: Side<'n>, place: usize) -> Option<Meeting<'n>> {
    let (here, there) = (query.position, listed.position);
    let how = match (here.mistyped, there.mistyped) {
        (true, true) => return None,
        (true, false) | (false, true) => How::Slip,
        (false, false) => {
            let how = reading_meeting(here, there, place)?;
            if query.name.has_same_text(here, listed.name, there) { How::SameText } else { how }
        }
    };
    let meeting = Meeting { query, listed, how, place };
    (!matches!(how, How::Slip) || !meeting.common().is_empty()).then_some(meeting)
}

fn reading_meeting(here: &Position, there: &Position, place: usize) -> Option<How> {
    let pairs = here.readings().flat_map(|one| there.readings().map(move |two| (one, two)));
    let meeting = pairs.filter(|(one, two)| are_one(one.syllable, two.syllable, place));
    let (query, listed) =
        meeting.min_by_key(|(one, two)| (one.syllable != two.syllable, u16::from(one.cost) + u16::from(two.cost)))?;
    let others = |position: &Position, other: &Position| {
        let unmet =
            position.readings().filter(|reading| !other.readings().any(|there| are_one(reading.syllable, there.syllable, place)));
        u16::try_from(unmet.count()).unwrap_or(u16::MAX)
    };
    Some(How::Reading { query, listed, others: others(here, there).saturating_add(others(there, here)) })
}

/// The syllables of the listed name that the other can stand for; the same syllable goes before its southern or northern form.
fn common(here: &Position, there: &Position, place: usize) -> Vec<Syllable> {
    let meets = |exact: bool| {
        move |reading: &&Reading| {
            here.readings()
                .any(|one| if exact { one.syllable == reading.syllable } else { are_one(one.syllable, reading.syllable, place) })
        }
    };
    let all = |exact: bool| there.readings().filter(meets(exact)).map(|reading| reading.syllable).collect::<Vec<Syllable>>();
    let exact = all(true);
    if exact.is_empty() { all(false) } else { exact }
}

/// Whether two syllables are one in this place of a name. At its head, and behind the surname, the South drops or changes an initial that the North keeps; further on, ㄹ only
/// falls silent before i and y.
fn are_one(one: Syllable, two: Syllable, place: usize) -> bool {
    let may_fall_silent = |syllable: Syllable| syllable.letters().is_some_and(|(initial, ..)| [RIEUL, IEUNG].contains(&initial));
    one == two || (one.southern() == two.southern() && (place <= 1 || (may_fall_silent(one) && may_fall_silent(two))))
}

/// The syllables whose spelling is one slip from unreadable letters: all of the other name when its own letters are, else those with another spelling that is.
fn slip(unread: &str, other: &str, position: &Position) -> Vec<Syllable> {
    let unread = numbers(unread);
    let all = is_one_slip(&unread, &numbers(other));
    let is_near = |syllable: &Syllable| all || table::spellings(*syllable).iter().any(|letters| is_one_slip(&unread, letters));
    position.readings().map(|reading| reading.syllable).filter(is_near).collect()
}

/// Letters as numbers; a digit is like no letter.
fn numbers(text: &str) -> Vec<u8> {
    text.chars().map(|letter| letter::number(letter).unwrap_or(u8::MAX)).collect()
}

/// Whether one letter more, one less, one other, or two neighbours swapped makes them equal.
fn is_one_slip(one: &[u8], two: &[u8]) -> bool {
    let start = one.iter().zip(two).take_while(|(here, there)| here == there).count();
    let (one, two) = (one.get(start..).unwrap_or_default(), two.get(start..).unwrap_or_default());
    match (one, two) {
        ([a, b, rest @ ..], [c, d, other @ ..]) if a == d && b == c && rest == other => true,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([_, rest @ ..], other) if rest == other => true,
        (rest, [_, other @ ..]) => rest == other,
        _ => false,
    }
}

fn score(meetings: &[Meeting<'_>], one: &Parse, two: &Parse) -> u16 {
    let costs = meetings.iter().map(Meeting::cost).fold(0, u16::saturating_add);
    let yale = if (one.shelf == Shelf::Yale) == (two.shelf == Shelf::Yale) { SCORE_MAX } else { CEILING_YALE };
    let chinese = if is_chinese(meetings) { chinese_ceiling(meetings, one, two) } else { SCORE_MAX };
    let slip = if meetings.iter().any(|meeting| matches!(meeting.how, How::Slip)) { CEILING_SLIP } else { SCORE_MAX };
    [SCORE_MAX, yale, chinese, slip].into_iter().min().unwrap_or_default().saturating_sub(costs)
}

/// Whether a Mandarin reading is what makes the names meet.
fn is_chinese(meetings: &[Meeting<'_>]) -> bool {
    meetings.iter().any(|meeting| match meeting.how {
        How::Reading { query, listed, .. } => query.systems == Systems::PINYIN || listed.systems == Systems::PINYIN,
        How::SameText | How::Slip => false,
    })
}

/// A surname like Cui or Zheng is no Korean spelling and was meant as Chinese; Jin, Lin and Wu are Korean surnames of their own.
fn chinese_ceiling(meetings: &[Meeting<'_>], one: &Parse, two: &Parse) -> u16 {
    let only_surname = one.shelf != Shelf::Pinyin && two.shelf != Shelf::Pinyin;
    let written = meetings.iter().any(|meeting| match meeting.how {
        How::Reading { query, listed, .. } => query.systems.or(listed.systems).meets(Systems::HANJA),
        How::SameText | How::Slip => false,
    });
    match (only_surname, one.is_hybrid() || two.is_hybrid()) {
        (true, true) => CEILING_HYBRID,
        (false, _) if written => CEILING_HYBRID,
        (true, false) | (false, _) => CEILING_CHINESE,
    }
}

impl Meeting<'_> {
    /// The syllables that both can stand for, the nearest first. Positions that can be read and meet have one.
    fn common(&self) -> Vec<Syllable> {
        let (here, there) = (self.query.position, self.listed.position);
        match (here.mistyped, there.mistyped) {
            (true, _) => slip(&self.query.text(), &self.listed.text(), there),
            (false, true) => slip(&self.listed.text(), &self.query.text(), here),
            (false, false) => common(here, there, self.place),
        }
    }

    fn cost(&self) -> u16 {
        match self.how {
            How::SameText => 0,
            How::Slip => COST_OTHER_TEXT,
            How::Reading { query, listed, others } => {
                let initial = if query.syllable == listed.syllable { 0 } else { COST_INITIAL };
                let characters = if self.has_other_characters(query, listed) { COST_OTHER_CHARACTER } else { 0 };
                let ambiguous = others.saturating_mul(COST_OTHER_READING).min(COST_OTHER_READINGS_MAX);
                COST_OTHER_TEXT + u16::from(query.cost) + u16::from(listed.cost) + initial + characters + ambiguous
            }
        }
    }

    fn has_other_characters(&self, query: &Reading, listed: &Reading) -> bool {
        let is_hanja = query.systems.meets(Systems::HANJA) && listed.systems.meets(Systems::HANJA);
        is_hanja && !self.query.text().chars().zip(self.listed.text().chars()).all(|(one, two)| table::is_one_character(one, two))
    }

    fn why(&self) -> Option<String> {
        if matches!(self.how, How::SameText) {
            return None;
        }
        let (query, listed) = (self.query.text().to_uppercase(), self.listed.text().to_uppercase());
        let common = joined(&self.common(), " or ");
        match self.how {
            How::SameText => None,
            How::Slip => Some(format!("{query} and {listed} differ by one slip in the spelling of {common}")),
            How::Reading { query: one, listed: two, .. } if one.syllable != two.syllable => {
                let what = if self.place == 0 { "surname" } else { "syllable" };
                Some(format!(
                    "{query} ({}) and {listed} ({}) are the northern and the southern form of one {what}",
                    one.syllable, two.syllable
                ))
            }
            How::Reading { query: one, listed: two, .. } => {
                let chinese = [(one, &query), (two, &listed)].into_iter().find(|(reading, _)| reading.systems == Systems::PINYIN);
                let note = chinese.map(|(_, text)| format!(", {text} as the Mandarin reading")).unwrap_or_default();
                Some(format!("{query} and {listed} are both {common}{note}"))
            }
        }
    }
}

fn joined(syllables: &[Syllable], between: &str) -> String {
    syllables.iter().map(Syllable::to_string).collect::<Vec<_>>().join(between)
}

fn told(score: u16, meetings: &[Meeting<'_>]) -> Agreement {
    let common: Vec<Vec<Syllable>> = meetings.iter().map(Meeting::common).collect();
    let between = if common.iter().all(|syllables| syllables.len() == 1) { "" } else { " " };
    let hangul = common.iter().map(|syllables| joined(syllables, "/")).collect::<Vec<_>>().join(between);
    let mut why: Vec<String> = meetings.iter().filter_map(Meeting::why).collect();
    why.insert(
        0,
        if why.is_empty() {
            format!("the same spelling, which can stand for {hangul}")
        } else {
            format!("both can stand for {hangul}")
        },
    );
    let mistyped = meetings.iter().any(|meeting| matches!(meeting.how, How::Slip));
    Agreement { score, hangul, why, chinese: is_chinese(meetings), mistyped }
}

const IEUNG: u16 = 11;
const RIEUL: u16 = 5;

/// The scale of all scores.
const SCORE_MAX: u16 = 1000;
/// Another spelling, however good, is a little less than the same.
const COST_OTHER_TEXT: u16 = 6;
/// Ri and Yi.
const COST_INITIAL: u16 = 10;
/// 金正恩 and 金正銀 sound the same, and are written as different people.
const COST_OTHER_CHARACTER: u16 = 40;
/// Each reading of one spelling that the other cannot have makes it less likely that the same is meant.
const COST_OTHER_READING: u16 = 3;
const COST_OTHER_READINGS_MAX: u16 = 12;

/// Nobody at a bank writes Yale; a name that agrees only by it is a guess.
const CEILING_YALE: u16 = 900;
/// One letter wrong.
const CEILING_SLIP: u16 = 880;
/// A surname in Mandarin before a Korean given name, or characters against their Mandarin reading.
const CEILING_HYBRID: u16 = 860;
/// A Mandarin reading has many Korean names, and most names that are read so are Chinese.
const CEILING_CHINESE: u16 = 760;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_one_letter_or_two_swapped() {
        for (one, two, expected) in [
            ("jogn", "jong", true),
            ("jng", "jong", true),
            ("joong", "jong", true),
            ("jomg", "jong", true),
            ("j0ng", "jong", true),
            ("jong", "jong", false),
            ("jgno", "jong", false),
            ("jo", "jong", false),
            ("gnoj", "jong", false),
            ("jongs", "jong", true),
            ("ong", "jong", true),
            ("чхоьл", "чхоль", true),
        ] {
            assert_eq!(is_one_slip(&numbers(one), &numbers(two)), expected, "{one} {two}");
            assert_eq!(is_one_slip(&numbers(two), &numbers(one)), expected, "{two} {one}");
        }
    }
}
