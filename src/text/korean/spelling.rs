//! Every way in which the systems write one syllable. In: the syllable, and the rows of `jamo.tsv`: how each system writes each letter, and where. Out: spellings. Which syllables
//! are worth it, and spellings that follow no rule, stand in the tables of names.

use super::letter;
use super::reading::{After, Before};
use super::syllable::Syllable;
use super::system::Systems;

/// A way to write a syllable.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Spelling {
    pub(super) letters: Vec<u8>,
    pub(super) systems: Systems,
    pub(super) before: Before,
    pub(super) after: After,
}

impl Spelling {
    /// A spelling that follows no rule of its system.
    pub(super) fn irregular(text: &str, systems: Systems) -> Option<Spelling> {
        let letters = text.chars().map(letter::number).collect::<Option<Vec<u8>>>()?;
        let after = after_of(text, After::Any);
        Some(Spelling { letters, systems, before: Before::Any, after })
    }

    /// Whether it shows a change that a neighbour causes.
    pub(super) fn is_changed(&self) -> bool {
        self.before != Before::Any || !matches!(self.after, After::Any | After::NoVowel)
    }
}

/// How the systems write the letters of Hangul.
#[derive(Debug)]
pub(super) struct Jamo {
    rows: Vec<JamoRow>,
}

#[derive(Debug)]
struct JamoRow {
    part: Part,
    index: u16,
    text: String,
    letters: Vec<u8>,
    systems: Systems,
    shape: Shape,
    before: Before,
    after: After,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Part {
    Initial,
    Medial,
    Final,
}

/// Syllables in which a letter is written so.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Shape {
    Any,
    /// Without a final.
    Open,
    Closed,
    /// Without an initial sound.
    Bare,
    NotBare,
    /// The initial is m, p or their like: Yale leaves out a w there.
    Labial,
    NotLabial,
    /// The medial is ㅣ or ㅟ.
    WithI,
}

impl Jamo {
    /// Reads the table. A row that cannot be read is left out; a test holds that there is none.
    pub(super) fn read(table: &str) -> Jamo {
        Jamo { rows: table.lines().skip(1).filter_map(JamoRow::read).collect() }
    }

    /// All spellings of a syllable, in the order of the table.
    pub(super) fn spellings(&self, syllable: Syllable) -> Vec<Spelling> {
        let Some(shape) = syllable.letters() else { return Vec::new() };
        let (initial, medial, last) = shape;
        let mut spellings = Vec::new();
        for first in self.rows_of(Part::Initial, initial, shape) {
            for middle in self.rows_of(Part::Medial, medial, shape) {
                for end in self.rows_of(Part::Final, last, shape) {
                    spellings.extend(combined(first, middle, end));
                }
            }
        }
        spellings
    }

    fn rows_of(&self, part: Part, index: u16, shape: (u16, u16, u16)) -> impl Iterator<Item = &JamoRow> {
        self.rows.iter().filter(move |row| row.part == part && row.index == index && row.shape.holds(shape))
    }
}

fn combined(first: &JamoRow, middle: &JamoRow, end: &JamoRow) -> Option<Spelling> {
    let systems = first.systems.and(middle.systems).and(end.systems);
    let letters = [first, middle, end].iter().flat_map(|row| row.letters.iter().copied()).collect();
    let after = after_of(&middle.text, end.after);
    (systems != Systems::NONE).then_some(Spelling { letters, systems, before: first.before, after })
}

/// `ah`, `oh`, `uh` end in a letter that must not be the first of the next syllable.
fn after_of(text: &str, otherwise: After) -> After {
    if text.ends_with('h') && text.len() > 1 { After::NoVowel } else { otherwise }
}

impl JamoRow {
    fn read(line: &str) -> Option<JamoRow> {
        let mut cells = line.split('\t');
        let (part, jamo, text) = (Part::parse(cells.next()?)?, cells.next()?, cells.next()?);
        let (systems, place) = (Systems::parse(cells.next()?)?, cells.next()?);
        let index = part.index(jamo)?;
        let letters = text.chars().map(letter::number).collect::<Option<Vec<u8>>>()?;
        let (shape, before, after) = (Shape::parse(place), Before::parse(place), After::parse(place));
        if !place.is_empty() && shape.is_none() && before.is_none() && after.is_none() {
            return None;
        }
        let shape = shape.unwrap_or(Shape::Any);
        Some(JamoRow {
            part,
            index,
            text: text.to_owned(),
            letters,
            systems,
            shape,
            before: before.unwrap_or(Before::Any),
            after: after.unwrap_or(After::Any),
        })
    }
}

impl Part {
    fn parse(word: &str) -> Option<Part> {
        match word {
            "initial" => Some(Part::Initial),
            "medial" => Some(Part::Medial),
            "final" => Some(Part::Final),
            _ => None,
        }
    }

    fn index(self, jamo: &str) -> Option<u16> {
        let letters = match self {
            Part::Initial => "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
            Part::Medial => "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
            Part::Final if jamo.is_empty() => return Some(0),
            Part::Final => "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
        };
        letters.chars().position(|letter| jamo.chars().eq([letter])).and_then(|index| u16::try_from(index).ok())
    }
}

impl Shape {
    fn parse(word: &str) -> Option<Shape> {
        match word {
            "open" => Some(Shape::Open),
            "closed" => Some(Shape::Closed),
            "bare" => Some(Shape::Bare),
            "not-bare" => Some(Shape::NotBare),
            "labial" => Some(Shape::Labial),
            "not-labial" => Some(Shape::NotLabial),
            "before-i" => Some(Shape::WithI),
            _ => None,
        }
    }

    fn holds(self, (initial, medial, last): (u16, u16, u16)) -> bool {
        match self {
            Shape::Any => true,
            Shape::Open => last == 0,
            Shape::Closed => last != 0,
            Shape::Bare => initial == IEUNG,
            Shape::NotBare => initial != IEUNG,
            Shape::Labial => LABIALS.contains(&initial),
            Shape::NotLabial => !LABIALS.contains(&initial),
            Shape::WithI => [WI, I].contains(&medial),
        }
    }
}

const IEUNG: u16 = 11;
/// ㅁ ㅂ ㅃ ㅍ.
const LABIALS: [u16; 4] = [6, 7, 8, 17];
const WI: u16 = 16;
const I: u16 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    use crate::text::korean::table::JAMO as TABLE;

    #[test]
    fn every_row_is_read() {
        assert_eq!(Jamo::read(TABLE).rows.len(), TABLE.lines().count() - 1);
    }

    /// Every letter that a name can hold has a spelling in each ruled system.
    #[test]
    fn each_system_writes_each_letter() {
        let jamo = Jamo::read(TABLE);
        let finals = [0, 1, 4, 7, 8, 16, 17, 21];
        for system in [Systems::MCCUNE_REISCHAUER, Systems::REVISED, Systems::DPRK, Systems::YALE, Systems::KONTSEVICH] {
            for (initial, medial, last) in (0..19).flat_map(|i| (0..21).flat_map(move |m| finals.map(move |f| (i, m, f)))) {
                if initial == 13 {
                    continue; // ㅉ: no name has it
                }
                let syllable = Syllable::compose(initial, medial, last).unwrap();
                let found =
                    jamo.spellings(syllable).iter().any(|spelling| spelling.systems.meets(system) && !spelling.is_changed());
                assert!(found, "{syllable} in {system:?}");
            }
        }
    }

    #[test]
    fn systems_write_syllables_as_their_rules_say() {
        let mr = Systems::MCCUNE_REISCHAUER;
        for (syllable, system, expected) in [
            ('철', mr, "chol"),
            ('철', Systems::REVISED, "cheol"),
            ('철', Systems::DPRK, "chol"),
            ('철', Systems::HABIT, "chul"),
            ('철', Systems::YALE, "chel"),
            ('철', Systems::FRENCH, "tchol"),
            ('철', Systems::KONTSEVICH, "чхоль"),
            ('정', mr, "chong"),
            ('정', mr, "jong"),
            ('정', Systems::REVISED, "jeong"),
            ('정', Systems::YALE, "ceng"),
            ('정', Systems::FRENCH, "djong"),
            ('혁', Systems::REVISED, "hyeok"),
            ('혁', Systems::HABIT, "hyuk"),
            ('태', Systems::DPRK, "thae"),
            ('평', Systems::DPRK, "phyong"),
            ('우', Systems::HABIT, "woo"),
            ('우', Systems::YALE, "wu"),
            ('문', Systems::YALE, "mun"),
            ('수', Systems::FRENCH, "sou"),
            ('식', Systems::HABIT, "shik"),
            ('이', Systems::HABIT, "yi"),
            ('희', Systems::KONTSEVICH, "хи"),
            ('영', Systems::KONTSEVICH, "ен"),
            ('영', Systems::HABIT, "young"),
        ] {
            assert!(writes(syllable, system, expected), "{syllable} {expected}");
        }
        for (syllable, system, other) in [
            ('수', Systems::HABIT, "swu"),
            ('문', Systems::YALE, "mwun"),
            ('서', Systems::HABIT, "su"),
            ('철', Systems::DPRK, "chul"),
            ('미', Systems::HABIT, "myi"),
        ] {
            assert!(!writes(syllable, system, other), "{syllable} {other}");
        }
    }

    fn writes(syllable: char, system: Systems, text: &str) -> bool {
        let letters: Vec<u8> = text.chars().map(|letter| letter::number(letter).unwrap()).collect();
        Jamo::read(TABLE)
            .spellings(Syllable::of(syllable).unwrap())
            .iter()
            .any(|spelling| spelling.letters == letters && spelling.systems.meets(system))
    }
}
