//! Which syllables and surnames Korean names are made of, and all their spellings. In: the tables of this folder. Out: readings of a spelling, of a Hangul syllable, of a Chinese
//! character. Built once, on first use.
//!
//! - `jamo.tsv`: how each system writes each letter, and where.
//! - `given.tsv`: syllables of given names, how usual they are, and spellings that no rule gives.
//! - `surnames.tsv`: the same for surnames.
//! - `hanja.tsv`: characters of names, their simplified, Japanese and other forms, their reading in Mandarin, and their Korean readings in a given name and as a surname.

use super::letter;
use super::reading::{After, Before, Reading};
use super::spelling::{Jamo, Spelling};
use super::syllable::Syllable;
use super::system::Systems;
use super::trie::{Row, Shelf, Trie};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How usual a syllable or a surname is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Use {
    /// Borne by many.
    Frequent,
    /// Well known.
    Used,
    /// In the dictionary of names, and hardly met.
    Rare,
}

/// The tables, ready for use.
#[derive(Debug)]
pub(super) struct Table {
    trie: Trie,
    /// One reading per Hangul syllable, so that a slice of it can stand for the written syllable.
    hangul: Vec<Reading>,
    characters: BTreeMap<char, Character>,
    compounds: Vec<Compound>,
    surname_use: BTreeMap<Syllable, Use>,
    given_use: BTreeMap<Syllable, Use>,
    spellings: BTreeMap<Syllable, Vec<Box<[u8]>>>,
}

/// What a Chinese character of names stands for.
#[derive(Debug, Default)]
struct Character {
    /// The rows in which it stands: forms of one row are one character.
    rows: Vec<usize>,
    given: Vec<Reading>,
    surname: Vec<Reading>,
}

/// A surname of two syllables.
#[derive(Debug)]
struct Compound {
    text: String,
    halves: [Syllable; 2],
    reading: Reading,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

/// Builds the tables now, so that the first message does not wait for it.
pub fn prepare() {
    LazyLock::force(&TABLE);
}

/// The readings of every spelling that `letters` begin with, with its length.
pub(super) fn prefixes(letters: &[u8], shelf: Shelf) -> impl Iterator<Item = (usize, &'static [Reading])> {
    TABLE.trie.prefixes(letters, shelf)
}

/// Where the spellings end that begin at `start`, for each shelf, as sets of places.
pub(super) fn ends(letters: &[u8], start: usize) -> [u64; Shelf::COUNT] {
    TABLE.trie.ends(letters, start)
}

/// The readings of a whole spelling.
pub(super) fn exact(letters: &[u8], shelf: Shelf) -> &'static [Reading] {
    TABLE.trie.exact(letters, shelf)
}

/// What a Hangul syllable or a Chinese character stands for in a given name.
pub(super) fn written_given(letter: char) -> &'static [Reading] {
    match Syllable::of(letter) {
        Some(syllable) => TABLE.hangul_reading(syllable),
        None => TABLE.characters.get(&letter).map(|character| character.given.as_slice()).unwrap_or_default(),
    }
}

/// What it stands for as a surname.
pub(super) fn written_surname(letter: char) -> &'static [Reading] {
    match Syllable::of(letter) {
        Some(syllable) if TABLE.surname_use.contains_key(&syllable) => TABLE.hangul_reading(syllable),
        Some(_) => &[],
        None => TABLE.characters.get(&letter).map(|character| character.surname.as_slice()).unwrap_or_default(),
    }
}

/// The two-syllable surname that two characters stand for.
pub(super) fn written_compound(first: &[Reading], second: &[Reading]) -> &'static [Reading] {
    let has = |readings: &[Reading], syllable| readings.iter().any(|reading| reading.syllable == syllable);
    let compound = TABLE.compounds.iter().find(|compound| {
        let [one, two] = compound.halves;
        has(first, one) && has(second, two)
    });
    compound.map(|compound| std::slice::from_ref(&compound.reading)).unwrap_or_default()
}

/// Whether two characters are forms of one: 鐵 and 铁.
pub(super) fn is_one_character(one: char, two: char) -> bool {
    let rows = |letter: char| TABLE.characters.get(&letter).map(|character| character.rows.as_slice()).unwrap_or_default();
    one == two || rows(one).iter().any(|row| rows(two).contains(row))
}

/// How usual a surname is. `None`: it is no surname.
pub(super) fn surname_use(syllable: Syllable) -> Option<Use> {
    TABLE.surname_use.get(&syllable).copied()
}

/// How usual a syllable is in given names. `None`: no given name of the table has it.
pub(super) fn given_use(syllable: Syllable) -> Option<Use> {
    TABLE.given_use.get(&syllable).copied()
}

/// The Latin and Cyrillic spellings of a syllable or surname, as letters.
pub(super) fn spellings(syllable: Syllable) -> &'static [Box<[u8]>] {
    TABLE.spellings.get(&syllable).map(Vec::as_slice).unwrap_or_default()
}

/// The Hangul of a two-syllable surname.
pub(super) fn compound_text(index: usize) -> &'static str {
    TABLE.compounds.get(index).map(|compound| compound.text.as_str()).unwrap_or_default()
}

/// All spellings of a shelf.
#[cfg(test)]
pub(super) fn all(shelf: Shelf) -> Vec<(Vec<u8>, &'static [Reading])> {
    TABLE.trie.spellings(shelf)
}

/// The two-syllable surname with this Hangul.
#[cfg(test)]
pub(super) fn compound_of(text: &str) -> Option<Syllable> {
    TABLE.compounds.iter().find(|compound| compound.text == text).map(|compound| compound.reading.syllable)
}

impl Table {
    fn build() -> Table {
        let jamo = Jamo::read(JAMO);
        let given = NameRow::read_all(GIVEN);
        let surnames = NameRow::read_all(SURNAMES);
        let characters = CharacterRow::read_all(HANJA);
        let mut rows: Vec<Row> = Vec::new();
        given.iter().for_each(|row| row.put_given(&jamo, &mut rows));
        surnames.iter().for_each(|row| row.put_surname(&jamo, &mut rows));
        let use_of =
            |rows: &[NameRow], syllable| rows.iter().find(|row| row.syllable == syllable).map_or(Use::Rare, |row| row.usual);
        for row in &characters {
            row.put_pinyin(&mut rows, |syllable| use_of(&given, syllable), |syllable| use_of(&surnames, syllable));
        }
        let rows = merged(rows);
        let mut spellings: BTreeMap<Syllable, Vec<Box<[u8]>>> = BTreeMap::new();
        for (letters, _, reading) in
            rows.iter().filter(|(_, shelf, reading)| *shelf != Shelf::Pinyin && reading.systems != Systems::PINYIN)
        {
            spellings.entry(reading.syllable).or_default().push(letters.as_slice().into());
        }
        Table {
            hangul: (0..Syllable::HANGUL_COUNT).filter_map(hangul_reading).collect(),
            characters: CharacterRow::index(&characters),
            compounds: surnames.iter().filter_map(NameRow::compound).collect(),
            surname_use: surnames.iter().map(|row| (row.syllable, row.usual)).collect(),
            given_use: given.iter().map(|row| (row.syllable, row.usual)).collect(),
            spellings,
            trie: Trie::build(rows),
        }
    }

    fn hangul_reading(&self, syllable: Syllable) -> &[Reading] {
        self.hangul.get(usize::from(syllable.number())).map(std::slice::from_ref).unwrap_or_default()
    }
}

fn hangul_reading(number: u16) -> Option<Reading> {
    let letter = char::from_u32(u32::from('가') + u32::from(number))?;
    Syllable::of(letter).map(|syllable| Reading::plain(syllable, Systems::HANGUL, 0))
}

/// Several rules may give one spelling of one syllable: it belongs to the systems of all, and costs what the nearest costs. A reading that needs no neighbour makes those
/// superfluous that do.
fn merged(rows: Vec<Row>) -> Vec<Row> {
    let mut readings: BTreeMap<(Vec<u8>, u8, Syllable, u8, u8), Row> = BTreeMap::new();
    for row in rows {
        let (letters, shelf, reading) = &row;
        let key = (letters.clone(), *shelf as u8, reading.syllable, reading.before as u8, reading.after as u8);
        match readings.get_mut(&key) {
            Some((.., known)) => {
                known.systems = known.systems.or(reading.systems);
                known.cost = known.cost.min(reading.cost);
            }
            None => {
                readings.insert(key, row);
            }
        }
    }
    let free = |row: &Row| row.2.before == Before::Any && row.2.after == After::Any;
    let keys: Vec<_> = readings
        .iter()
        .filter(|(_, row)| free(row))
        .map(|((letters, shelf, syllable, ..), _)| (letters.clone(), *shelf, *syllable))
        .collect();
    let is_free = |row: &Row| keys.binary_search(&(row.0.clone(), row.1 as u8, row.2.syllable)).is_ok();
    readings.into_values().filter(|row| free(row) || !is_free(row)).collect()
}

/// A row of `given.tsv` or `surnames.tsv`.
#[derive(Debug)]
struct NameRow {
    text: String,
    syllable: Syllable,
    usual: Use,
    irregular: Vec<Spelling>,
    pinyin: Option<Spelling>,
}

impl NameRow {
    fn read_all(table: &str) -> Vec<NameRow> {
        let mut compounds = 0..u16::MAX;
        table.lines().skip(1).filter_map(|line| NameRow::read(line, &mut compounds)).collect()
    }

    fn read(line: &str, compounds: &mut std::ops::Range<u16>) -> Option<NameRow> {
        let mut cells = line.split('\t');
        let (text, usual) = (cells.next()?, Use::parse(cells.next()?)?);
        let (latin, cyrillic, pinyin) = (cells.next()?, cells.next()?, cells.next().unwrap_or_default());
        let mut letters = text.chars();
        let syllable = match (letters.next().and_then(Syllable::of)?, letters.next()) {
            (syllable, None) => syllable,
            (_, Some(_)) => Syllable::compound(compounds.next()?),
        };
        let irregular = |words: &str, systems| {
            words.split_whitespace().map(|word| Spelling::irregular(word, systems)).collect::<Option<Vec<_>>>()
        };
        let mut spellings = irregular(latin, Systems::HABIT)?;
        spellings.extend(irregular(cyrillic, Systems::RUSSIAN)?);
        Some(NameRow {
            text: text.to_owned(),
            syllable,
            usual,
            irregular: spellings,
            pinyin: Spelling::irregular(pinyin, Systems::PINYIN).filter(|_| !pinyin.is_empty()),
        })
    }

    fn put_given(&self, jamo: &Jamo, rows: &mut Vec<Row>) {
        for spelling in self.spellings(jamo) {
            let reading = self.reading(&spelling);
            if spelling.systems.meets(Systems::YALE) {
                rows.push((spelling.letters.clone(), Shelf::Yale, Reading { cost: self.usual.cost(), ..reading }));
            }
            if spelling.systems.meets(Systems::MIXED) {
                rows.push((spelling.letters, Shelf::Given, reading));
            }
        }
    }

    fn put_surname(&self, jamo: &Jamo, rows: &mut Vec<Row>) {
        for spelling in self.spellings(jamo).into_iter().filter(|spelling| !spelling.is_changed()) {
            let reading = self.reading(&spelling);
            rows.push((spelling.letters, Shelf::Surname, reading));
        }
        if let Some(pinyin) = &self.pinyin {
            rows.push((pinyin.letters.clone(), Shelf::Surname, self.reading(pinyin)));
        }
    }

    /// Rare syllables are taken in ruled spellings only: with the habits of millions they would be read into everything.
    fn spellings(&self, jamo: &Jamo) -> Vec<Spelling> {
        let mut spellings = match self.halves() {
            Some(halves) => pairs(jamo, halves),
            None => jamo.spellings(self.syllable),
        };
        if self.usual == Use::Rare {
            spellings.retain(|spelling| spelling.systems.meets(Systems::RULED));
        }
        spellings.extend(self.irregular.iter().cloned());
        spellings
    }

    fn halves(&self) -> Option<[Syllable; 2]> {
        let mut letters = self.text.chars().filter_map(Syllable::of);
        Some([letters.next()?, letters.next()?])
    }

    fn compound(&self) -> Option<Compound> {
        let reading = Reading::plain(self.syllable, Systems::WRITTEN, 0);
        self.halves().map(|halves| Compound { text: self.text.clone(), halves, reading })
    }

    fn reading(&self, spelling: &Spelling) -> Reading {
        let changed = if spelling.is_changed() { COST_CHANGED } else { 0 };
        let cost = self.usual.cost() + system_cost(spelling.systems) + changed;
        Reading { syllable: self.syllable, systems: spelling.systems, cost, before: spelling.before, after: spelling.after }
    }
}

/// The ruled spellings of a two-syllable surname.
fn pairs(jamo: &Jamo, [first, second]: [Syllable; 2]) -> Vec<Spelling> {
    let ruled = |syllable| {
        let mut spellings = jamo.spellings(syllable);
        spellings
            .retain(|spelling| spelling.systems.meets(Systems::RULED) && !spelling.is_changed() && spelling.after == After::Any);
        spellings
    };
    let (first, second) = (ruled(first), ruled(second));
    let join = |one: &Spelling, two: &Spelling| {
        let systems = one.systems.and(two.systems);
        let letters = one.letters.iter().chain(&two.letters).copied().collect();
        systems.meets(Systems::RULED).then_some(Spelling { letters, systems, before: Before::Any, after: After::Any })
    };
    first.iter().flat_map(|one| second.iter().filter_map(move |two| join(one, two))).collect()
}

/// A row of `hanja.tsv`.
#[derive(Debug)]
struct CharacterRow {
    forms: Vec<char>,
    pinyin: Vec<String>,
    given: Vec<Syllable>,
    surname: Vec<Syllable>,
}

impl CharacterRow {
    fn read_all(table: &str) -> Vec<CharacterRow> {
        table.lines().skip(1).filter_map(CharacterRow::read).collect()
    }

    fn read(line: &str) -> Option<CharacterRow> {
        let mut cells = line.split('\t');
        let characters = |cell: &str| cell.chars().filter(|letter| !letter.is_whitespace()).collect::<Vec<char>>();
        let syllables = |cell: &str| characters(cell).into_iter().map(Syllable::of).collect::<Option<Vec<Syllable>>>();
        let mut forms = characters(cells.next()?);
        forms.extend(characters(cells.next()?));
        let pinyin = cells.next()?.split_whitespace().map(str::to_owned).collect();
        Some(CharacterRow { forms, pinyin, given: syllables(cells.next()?)?, surname: syllables(cells.next()?)? })
    }

    /// Forms that several characters share have the readings of all.
    fn index(rows: &[CharacterRow]) -> BTreeMap<char, Character> {
        let mut characters: BTreeMap<char, Character> = BTreeMap::new();
        for (number, row) in rows.iter().enumerate() {
            let given = if row.given.is_empty() { &row.surname } else { &row.given };
            for form in &row.forms {
                let character = characters.entry(*form).or_default();
                character.rows.push(number);
                put_written(&mut character.given, given);
                put_written(&mut character.surname, &row.surname);
            }
        }
        characters
    }

    fn put_pinyin(&self, rows: &mut Vec<Row>, given_use: impl Fn(Syllable) -> Use, surname_use: impl Fn(Syllable) -> Use) {
        for letters in self.pinyin.iter().flat_map(|pinyin| pinyin_letters(pinyin)) {
            let row =
                |shelf, syllable: &Syllable, cost: u8| (letters.clone(), shelf, Reading::plain(*syllable, Systems::PINYIN, cost));
            rows.extend(self.given.iter().map(|syllable| row(Shelf::Pinyin, syllable, given_use(*syllable).cost())));
            rows.extend(
                self.surname.iter().map(|syllable| row(Shelf::Surname, syllable, surname_use(*syllable).cost() + COST_PINYIN)),
            );
        }
    }
}

fn put_written(readings: &mut Vec<Reading>, syllables: &[Syllable]) {
    for syllable in syllables {
        if !readings.iter().any(|reading| reading.syllable == *syllable) {
            readings.push(Reading::plain(*syllable, Systems::HANJA, 0));
        }
    }
}

/// Pinyin ü behind l and n is typed v, u or yu (GB/T 28039-2011 asks for yu in passports). The table has v.
fn pinyin_letters(pinyin: &str) -> Vec<Vec<u8>> {
    let forms = if pinyin.contains('v') { vec!["v", "u", "yu"] } else { vec!["v"] };
    let letters = |form: &str| pinyin.replace('v', form).chars().map(letter::number).collect::<Option<Vec<u8>>>();
    forms.into_iter().filter_map(letters).collect()
}

impl Use {
    fn parse(word: &str) -> Option<Use> {
        match word {
            "frequent" => Some(Use::Frequent),
            "used" => Some(Use::Used),
            "rare" => Some(Use::Rare),
            _ => None,
        }
    }

    fn cost(self) -> u8 {
        match self {
            Use::Frequent => 0,
            Use::Used => 2,
            Use::Rare => 6,
        }
    }
}

fn system_cost(systems: Systems) -> u8 {
    let costs = [
        (Systems::STANDARD.or(Systems::KONTSEVICH).or(Systems::PINYIN).or(Systems::WRITTEN), 0),
        (Systems::HABIT, COST_HABIT),
        (Systems::FRENCH.or(Systems::RUSSIAN), COST_LOOSE),
    ];
    costs.iter().find(|(set, _)| set.meets(systems)).map_or(COST_LOOSE, |(_, cost)| *cost)
}

/// Costs are points of 1000, set so that on the labelled pairs of the tests one reading by habit stays above 980 and three far-fetched ones stay above 900.
const COST_HABIT: u8 = 4;
const COST_LOOSE: u8 = 6;
const COST_CHANGED: u8 = 4;
/// A surname is Korean before it is Chinese: Jin is 진 and not 김.
const COST_PINYIN: u8 = 10;

pub(super) const JAMO: &str = include_str!("jamo.tsv");
pub(super) const GIVEN: &str = include_str!("given.tsv");
pub(super) const SURNAMES: &str = include_str!("surnames.tsv");
const HANJA: &str = include_str!("hanja.tsv");

#[cfg(test)]
mod tests {
    use super::super::reading::Neighbour;
    use super::*;
    use std::collections::BTreeSet;

    fn rows(table: &str) -> usize {
        table.lines().count() - 1
    }

    #[test]
    fn every_row_is_read_and_stands_once() {
        for table in [GIVEN, SURNAMES] {
            let read = NameRow::read_all(table);
            assert_eq!(read.len(), rows(table));
            assert_eq!(read.iter().map(|row| &row.text).collect::<BTreeSet<_>>().len(), read.len());
        }
        let read = CharacterRow::read_all(HANJA);
        assert_eq!(read.len(), rows(HANJA));
        assert_eq!(read.iter().map(|row| row.forms[0]).collect::<BTreeSet<_>>().len(), read.len());
    }

    #[test]
    fn readings_of_characters_stand_in_the_tables_of_names() {
        for row in CharacterRow::read_all(HANJA) {
            assert!(row.surname.iter().all(|surname| surname_use(*surname).is_some()), "{row:?}");
            assert!(row.given.iter().all(|syllable| given_use(*syllable).is_some()), "{row:?}");
            assert!(!row.pinyin.is_empty() && (!row.given.is_empty() || !row.surname.is_empty()), "{row:?}");
        }
    }

    #[test]
    fn spellings_lead_to_their_readings() {
        for (text, shelf, expected) in [
            ("kim", Shelf::Surname, "김"),
            ("lee", Shelf::Surname, "리이"),
            ("park", Shelf::Surname, "박"),
            ("jin", Shelf::Surname, "진김"),
            ("zheng", Shelf::Surname, "정"),
            ("namgoong", Shelf::Surname, "남궁"),
            ("huangfu", Shelf::Surname, "황보"),
            ("цои", Shelf::Surname, "최"),
            ("hyuk", Shelf::Given, "혁"),
            ("hyok", Shelf::Given, "혁"),
            ("jong", Shelf::Given, "정종"),
            ("чхоль", Shelf::Given, "철"),
            ("чер", Shelf::Given, "철"),
            ("ceng", Shelf::Yale, "정"),
            ("tie", Shelf::Pinyin, "철"),
            ("lyu", Shelf::Pinyin, "률록"),
            ("park", Shelf::Given, ""),
            ("payment", Shelf::Given, ""),
        ] {
            let letters: Vec<u8> = text.chars().filter_map(letter::number).collect();
            let alone = exact(&letters, shelf).iter().filter(|reading| reading.fits(Neighbour::default(), Neighbour::default()));
            let readings: String = alone.map(|reading| reading.syllable.to_string()).collect();
            assert_eq!(readings, expected, "{text}");
        }
    }

    #[test]
    fn characters_lead_to_their_readings() {
        let text = |readings: &[Reading]| readings.iter().map(|reading| reading.syllable.to_string()).collect::<String>();
        for (character, given, surname) in [
            ('金', "금", "김"),
            ('李', "리", "리"),
            ('铁', "철", ""),
            ('鐵', "철", ""),
            ('与', "여", ""),
            ('김', "김", "김"),
            ('철', "철", ""),
            ('a', "", ""),
        ] {
            assert_eq!(
                (text(written_given(character)).as_str(), text(written_surname(character)).as_str()),
                (given, surname),
                "{character}"
            );
        }
        assert!(is_one_character('鐵', '铁') && !is_one_character('金', '铁') && is_one_character('x', 'x'));
    }
}
