//! How a name comes to differ from its list entry: by habit, by machine, by mistake, on purpose.

use super::rng::Rng;
use super::text::{cut, title_case};
use super::words::sentence_with;

/// One way in which a name arrives changed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Mutation {
    /// MT systems write capitals.
    Capitals,
    /// Web forms pass on what was typed, often without capitals.
    Lower,
    /// MX and card systems write `Kim Yong Chol`, whatever the list does.
    TitleCase,
    /// Western forms put the family name last; clerks enter `CHOL, KIM YONG` fields in any order.
    Reordered,
    /// Lists and passports write the family name, a comma, and the rest.
    CommaAfterFirst,
    /// Systems with one field per part glue them; Koreans join the syllables of a given name.
    Joined,
    /// Koreans hyphenate given names, clerks hyphenate what they hold for one word.
    Hyphenated,
    /// A name breaks between two words where the line of 35 letters is full.
    WrappedMidName,
    /// A system that counts letters breaks inside a word.
    CutMidWord,
    /// Forms with a box per letter come out with a blank between letters; evaders do it to slip through.
    SpacedLetters,
    /// The name stands in a sentence of the remittance and not in the party's field.
    InFreeText,
    /// Fixed columns are filled up with blanks.
    ExtraSpaces,
    /// Some systems write a dot where a blank was.
    Dotted,
    /// Structured text of older systems separates with slashes.
    Slashed,
    /// Firms appear with a legal form the list leaves out.
    AddedLegalForm,
    /// Names of customers carry a title.
    AddedTitle,
    /// Payments go to a party at some place, `X BEIJING BRANCH`.
    AddedBranch,
    /// Legal forms and trade words are shortened to fit 35 letters.
    Abbreviated,
    /// One letter is wrong: replaced, dropped, doubled or swapped with its neighbour.
    Typo,
    /// Zero for O, one for I: read wrong by a scanner or typed on purpose.
    DigitForLetter,
    /// The field held 35 letters and the rest is gone.
    Truncated35,
    /// A vowel is left out, as in telegrams and abbreviations.
    DroppedVowel,
    /// Two words lose the blank between them.
    LostSpace,
    /// South Korea writes the same syllables in its own way: Ri becomes Lee, Chol becomes Chul.
    SouthKoreanSpelling,
    /// Lists type the breve of McCune-Reischauer as an apostrophe: `CHO'L`, `YO'NG`.
    BreveApostrophe,
    /// Keyboards of other countries leave marks on vowels: `CHÖL`. Only MX can carry it.
    Diacritics,
    /// Letters of another script that look the same: `КIМ`. Only MX can carry it.
    Homoglyphs,
    /// East Asian keyboards type letters of full width. Only MX can carry it.
    FullWidth,
    /// Text copied from a web page brings invisible characters. Only MX can carry it.
    ZeroWidth,
}

impl Mutation {
    /// Every way.
    pub const ALL: [Self; 29] = [
        Self::Capitals,
        Self::Lower,
        Self::TitleCase,
        Self::Reordered,
        Self::CommaAfterFirst,
        Self::Joined,
        Self::Hyphenated,
        Self::WrappedMidName,
        Self::CutMidWord,
        Self::SpacedLetters,
        Self::InFreeText,
        Self::ExtraSpaces,
        Self::Dotted,
        Self::Slashed,
        Self::AddedLegalForm,
        Self::AddedTitle,
        Self::AddedBranch,
        Self::Abbreviated,
        Self::Typo,
        Self::DigitForLetter,
        Self::Truncated35,
        Self::DroppedVowel,
        Self::LostSpace,
        Self::SouthKoreanSpelling,
        Self::BreveApostrophe,
        Self::Diacritics,
        Self::Homoglyphs,
        Self::FullWidth,
        Self::ZeroWidth,
    ];

    /// A name for tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Capitals => "capitals",
            Self::Lower => "lower",
            Self::TitleCase => "title-case",
            Self::Reordered => "reordered",
            Self::CommaAfterFirst => "comma-after-first",
            Self::Joined => "joined",
            Self::Hyphenated => "hyphenated",
            Self::WrappedMidName => "wrapped-mid-name",
            Self::CutMidWord => "cut-mid-word",
            Self::SpacedLetters => "spaced-letters",
            Self::InFreeText => "in-free-text",
            Self::ExtraSpaces => "extra-spaces",
            Self::Dotted => "dotted",
            Self::Slashed => "slashed",
            Self::AddedLegalForm => "added-legal-form",
            Self::AddedTitle => "added-title",
            Self::AddedBranch => "added-branch",
            Self::Abbreviated => "abbreviated",
            Self::Typo => "typo",
            Self::DigitForLetter => "digit-for-letter",
            Self::Truncated35 => "truncated-35",
            Self::DroppedVowel => "dropped-vowel",
            Self::LostSpace => "lost-space",
            Self::SouthKoreanSpelling => "south-korean-spelling",
            Self::BreveApostrophe => "breve-apostrophe",
            Self::Diacritics => "diacritics",
            Self::Homoglyphs => "homoglyphs",
            Self::FullWidth => "full-width",
            Self::ZeroWidth => "zero-width",
        }
    }

    /// Whether the changed name stays inside the letters an MT can carry, given that the name did.
    pub fn fits_mt(self) -> bool {
        !matches!(self, Self::Diacritics | Self::Homoglyphs | Self::FullWidth | Self::ZeroWidth)
    }
}

/// The name, changed; nothing where the mutation does not apply or would change nothing. Whether the name is a person's is not
/// known here: a caller leaves out what makes no sense for its name, such as a legal form behind a person.
pub fn mutate(rng: &mut Rng, name: &str, mutation: Mutation) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let changed = match mutation {
        Mutation::Capitals => Some(name.to_uppercase()),
        Mutation::Lower => Some(name.to_lowercase()),
        Mutation::TitleCase => Some(title_case(&name.to_uppercase())),
        Mutation::Reordered => reordered(rng, &words),
        Mutation::CommaAfterFirst => comma_after_first(&words),
        Mutation::Joined => joined(&words, ""),
        Mutation::Hyphenated => joined(&words, "-"),
        Mutation::WrappedMidName => between(rng, &words, "\r\n"),
        Mutation::CutMidWord => inside_word(rng, name, "\r\n"),
        Mutation::SpacedLetters => Some(spaced_letters(&words)),
        Mutation::InFreeText => Some(sentence_with(rng, name)),
        Mutation::ExtraSpaces => joined_all(&words, rng.word("  |   |     ")),
        Mutation::Dotted => joined_all(&words, rng.word(".|. ")),
        Mutation::Slashed => joined_all(&words, "/"),
        Mutation::AddedLegalForm => Some(format!("{name} {}", rng.word("CO LTD|LIMITED|CORP|LLC|COMPANY LIMITED|JSC|GMBH"))),
        Mutation::AddedTitle => Some(format!("{} {name}", rng.word("MR|MR.|MRS|MS|DR|GENERAL|M/S|MESSRS"))),
        Mutation::AddedBranch => {
            Some(format!("{name} {}", rng.word("BEIJING BRANCH|DALIAN OFFICE|HEAD OFFICE|BRANCH OFFICE MOSCOW")))
        }
        Mutation::Abbreviated => replaced(&words, ABBREVIATIONS),
        Mutation::Typo => typo(rng, name),
        Mutation::DigitForLetter => digit_for_letter(rng, name),
        Mutation::Truncated35 => (name.chars().count() > 35).then(|| cut(name, 35)),
        Mutation::DroppedVowel => dropped_vowel(rng, name),
        Mutation::LostSpace => between(rng, &words, ""),
        Mutation::SouthKoreanSpelling => south_korean(&words),
        Mutation::BreveApostrophe => replaced(&words, BREVES),
        Mutation::Diacritics => mapped(name, "AEOUaeou", "ÄÉÖÜäéöü"),
        Mutation::Homoglyphs => mapped(name, "AEKMOPCTXHaeopcx", "АЕКМОРСТХНаеорсх"),
        Mutation::FullWidth => Some(name.chars().map(full_width).collect()),
        Mutation::ZeroWidth => inside_word(rng, name, "\u{200b}"),
    };
    changed.filter(|changed| changed != name)
}

fn reordered(rng: &mut Rng, words: &[&str]) -> Option<String> {
    let mut turned = words.to_vec();
    if words.len() < 2 {
        return None;
    }
    turned.rotate_left(if rng.chance(70) { 1 } else { words.len() - 1 });
    Some(turned.join(" "))
}

fn comma_after_first(words: &[&str]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    (!rest.is_empty() && !first.ends_with(',')).then(|| format!("{first}, {}", rest.join(" ")))
}

/// Two words are joined; of three or four, as a person's name has, all but the first; of a longer name the second and third.
fn joined(words: &[&str], with: &str) -> Option<String> {
    match words {
        [] | [_] => None,
        [first, second] => Some(format!("{first}{with}{second}")),
        [first, rest @ ..] if rest.len() < 4 => Some(format!("{first} {}", rest.join(with))),
        [first, second, third, rest @ ..] => Some(format!("{first} {second}{with}{third} {}", rest.join(" "))),
    }
}

fn joined_all(words: &[&str], with: &str) -> Option<String> {
    (words.len() > 1).then(|| words.join(with))
}

/// All words with blanks, but one gap filled with something else.
fn between(rng: &mut Rng, words: &[&str], gap: &str) -> Option<String> {
    let at = rng.between(1, words.len().checked_sub(1)?);
    let (head, tail) = words.split_at_checked(at).filter(|(_, tail)| !tail.is_empty())?;
    Some(format!("{}{gap}{}", head.join(" "), tail.join(" ")))
}

/// Puts something between two letters of a word, never at its edge.
fn inside_word(rng: &mut Rng, name: &str, inserted: &str) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let at = place_of(rng, &letters, |pair| pair.iter().all(|letter| letter.is_alphanumeric()))? + 1;
    let (head, tail) = letters.split_at_checked(at)?;
    Some(head.iter().chain(&inserted.chars().collect::<Vec<_>>()).chain(tail).collect())
}

fn spaced_letters(words: &[&str]) -> String {
    let spaced = |word: &&str| word.chars().map(String::from).collect::<Vec<_>>().join(" ");
    words.iter().map(spaced).collect::<Vec<_>>().join("  ")
}

/// One wrong letter, not the first of the name, which clerks get right.
fn typo(rng: &mut Rng, name: &str) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let at = place_of(rng, &letters, |pair| pair.iter().all(|letter| letter.is_ascii_alphabetic()))? + 1;
    match rng.below(4) {
        0 => letters.swap(at - 1, at),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, *letters.get(at)?),
        _ => *letters.get_mut(at)? = if letters.get(at)?.is_ascii_uppercase() { rng.fill("@").chars().next()? } else { 'e' },
    }
    Some(letters.into_iter().collect())
}

fn digit_for_letter(rng: &mut Rng, name: &str) -> Option<String> {
    let digit = |letter: char| match letter.to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        'S' => Some('5'),
        'B' => Some('8'),
        'E' => Some('3'),
        _ => None,
    };
    let candidates: Vec<usize> =
        name.chars().enumerate().filter(|(_, letter)| digit(*letter).is_some()).map(|(at, _)| at).collect();
    if candidates.is_empty() {
        return None;
    }
    let all = rng.chance(30);
    let chosen = *rng.pick(&candidates);
    Some(name.chars().enumerate().map(|(at, letter)| digit(letter).filter(|_| all || at == chosen).unwrap_or(letter)).collect())
}

fn dropped_vowel(rng: &mut Rng, name: &str) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let vowel = |letter: &char| "aeiouAEIOU".contains(*letter);
    let at = place_of(rng, &letters, |pair| {
        pair.first().is_some_and(|letter| letter.is_alphabetic()) && pair.last().is_some_and(vowel)
    })? + 1;
    letters.remove(at);
    Some(letters.into_iter().collect())
}

/// The family name, if known, and every syllable that has a habit in South Korea.
fn south_korean(words: &[&str]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let family = find(SOUTH_KOREAN_FAMILIES, first.trim_end_matches(',')).map_or((*first).to_owned(), str::to_owned);
    let given = rest
        .iter()
        .map(|word| word.split('-').map(|part| find(SOUTH_KOREAN_SYLLABLES, part).unwrap_or(part)).collect::<Vec<_>>().join("-"));
    Some(std::iter::once(family).chain(given).collect::<Vec<_>>().join(" "))
}

fn replaced(words: &[&str], table: &'static str) -> Option<String> {
    let changed = words.iter().map(|word| find(table, word.trim_end_matches([',', '.'])).unwrap_or(word));
    Some(changed.collect::<Vec<_>>().join(" "))
}

fn mapped(name: &str, from: &str, to: &str) -> Option<String> {
    let map = |letter: char| from.chars().zip(to.chars()).find(|(plain, _)| *plain == letter).map_or(letter, |(_, other)| other);
    Some(name.chars().map(map).collect())
}

/// The letter of full width: the printable ASCII letters stand 0xFEE0 higher in Unicode's block of that name.
fn full_width(letter: char) -> char {
    if letter.is_ascii_graphic() { char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter) } else { letter }
}

/// One of the places where two neighbouring letters satisfy a condition.
fn place_of(rng: &mut Rng, letters: &[char], condition: impl Fn(&[char]) -> bool) -> Option<usize> {
    let places: Vec<usize> = letters.windows(2).enumerate().filter(|(_, pair)| condition(pair)).map(|(at, _)| at).collect();
    if places.is_empty() { None } else { Some(*rng.pick(&places)) }
}

/// The value of a key in a table `KEY=VALUE|…`, whatever the case of the key.
fn find(table: &'static str, key: &str) -> Option<&'static str> {
    let entries = table.split('|').filter_map(|entry| entry.split_once('='));
    entries.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

const ABBREVIATIONS: &str = "CORPORATION=CORP|COMPANY=CO|LIMITED=LTD|TRADING=TRDG|SHIPPING=SHPG|INTERNATIONAL=INTL|\
    GENERAL=GEN|DEVELOPMENT=DEVT|\
    MANAGEMENT=MGMT|INDUSTRIAL=IND|BANKING=BKG|NATIONAL=NATL|TECHNOLOGY=TECH|ASSOCIATED=ASSOC|COMMERCIAL=COML|DEPARTMENT=DEPT|\
    MINISTRY=MIN|\
    INCORPORATED=INC|INSURANCE=INS|MACHINERY=MACH|GROUP=GRP|COOPERATION=COOP|CONSTRUCTION=CONSTR|OVERSEAS=O'SEAS";

const BREVES: &str = "CHOL=CH'O'L|YONG=YO'NG|SONG=SO'NG|JONG=CHO'NG|CHONG=CHO'NG|HYOK=HYO'K|MYONG=MYO'NG|KYONG=KYO'NG|\
    HYON=HYO'N|UN=U'N|HUI=HU'I|\
    CHUN=CH'UN|THAE=T'AE|TAE=T'AE|CHOE=CH'OE|KWON=KWO'N|WON=WO'N|JON=CHO'N|SOK=SO'K|HUN=HU'N|KUN=KU'N|YON=YO'N|PYONG=P'YO'NG|\
    RYO=RYO'|SO=SO'";

const SOUTH_KOREAN_FAMILIES: &str = "RI=LEE|PAK=PARK|CHOE=CHOI|JONG=JUNG|CHONG=CHUNG|JO=CHO|YUN=YOON|JANG=JANG|RIM=LIM|O=OH|\
    SO=SEO|SIN=SHIN|AN=AHN|\
    RYU=YOO|JON=JEON|RYANG=YANG|PAEK=BAEK|HO=HEO|RO=ROH|MUN=MOON|PAE=BAE|KO=KOH|SON=SOHN|SIM=SHIM|U=WOO|RA=NA|KU=KOO|\
    SONG=SUNG|CHU=CHOO|RYOM=YUM";

const SOUTH_KOREAN_SYLLABLES: &str = "CHOL=CHUL|SONG=SUNG|YONG=YOUNG|JONG=JUNG|CHONG=JUNG|HYOK=HYUK|KYONG=KYUNG|MYONG=MYUNG|\
    HYON=HYUN|UN=EUN|HUI=HEE|\
    KUK=KOOK|THAE=TAE|PHYONG=PYUNG|RYONG=YONG|SU=SOO|CHUN=CHOON|RYOL=YUL|SOP=SUB|TOK=DUK|SOK=SEOK|SUK=SOOK|JU=JOO|U=WOO|\
    SUN=SOON|KUN=KEUN|YON=YEON|\
    IL=IL|TONG=DONG|PONG=BONG|PYONG=BYUNG|JUN=JOON|TAEK=TAEK|SIK=SHIK|KWON=KWEON|SO=SEO|RIM=LIM|SONK=SUNK|SIN=SHIN|PAE=BAE|\
    TO=DO|PO=BO";
