//! Countries as lists write them, to ISO 3166-1 alpha-2. A name that is not in the table has no code; the readers keep its text then.

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The code of a country by its name, its code of two letters or its code of three. `None` for what is not a country, or stands for several.
pub(super) fn code(name: &str) -> Option<&'static str> {
    if name.len() > NAME_BYTES_MAX {
        return None;
    }
    CODES.get(key(name).as_str()).copied()
}

/// The code of the country that an address ends with: `Pyongyang, Korea, North`.
pub(super) fn at_end(address: &str) -> Option<&'static str> {
    let address = address.trim_end_matches(['.', ';', ',', ' ']);
    let commas: Vec<usize> = address.rmatch_indices(',').map(|(at, _)| at).take(2).collect();
    let tails = commas.iter().rev().filter_map(|comma| address.get(comma + 1..));
    tails.chain((commas.len() < 2).then_some(address)).find_map(code)
}

/// What of a name counts: its words, without case, accents and punctuation, in order of the alphabet, because lists write `Korea, North` as well as `North Korea`.
fn key(name: &str) -> String {
    let is_apostrophe = |character: &char| matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{2BC}' | '`' | '\u{B4}');
    let plain: String = name
        .chars()
        .filter(|character| !is_apostrophe(character))
        .nfkd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .collect();
    let mut words: Vec<&str> = plain
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word))
        .collect();
    words.sort_unstable();
    words.concat()
}

static CODES: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| rows().flat_map(|(code, names)| names.chain([code]).map(move |name| (key(name), code))).collect());

fn rows() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let rows = COUNTRIES.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).map(|(code, names)| (code, names.split('|')))
}

const COUNTRIES: &str = include_str!("countries.tsv");

/// Words that do not tell countries apart.
const SMALL_WORDS: &[&str] = &["the", "of", "and"];

/// Longest text that is looked up, in bytes: over twice the longest name of the table, so that a cell of a million characters is not folded for nothing.
const NAME_BYTES_MAX: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lists_are_countries() {
        for (name, expected) in [
            ("Korea, North", Some("KP")),
            ("NORTH KOREA", Some("KP")),
            ("Democratic People's Republic of Korea", Some("KP")),
            ("Democratic People’s Republic of Korea ", Some("KP")),
            ("Korea, Democratic People's Republic of", Some("KP")),
            ("Democratic Peoples Republic of Korea", Some("KP")),
            ("Korea (Democratic People's Republic of)", Some("KP")),
            ("The Democratic People's Republic of Korea", Some("KP")),
            ("DPRK", Some("KP")),
            ("D.P.R.K.", Some("KP")),
            ("North Korean", Some("KP")),
            ("République populaire démocratique de Corée", Some("KP")),
            ("República Popular Democrática de Corea", Some("KP")),
            ("Корейская Народно-Демократическая Республика", Some("KP")),
            ("北朝鮮", Some("KP")),
            ("조선민주주의인민공화국", Some("KP")),
            ("kp", Some("KP")),
            ("PRK", Some("KP")),
            ("Republic of Korea", Some("KR")),
            ("Korea, Republic of", Some("KR")),
            ("South Korea", Some("KR")),
            ("Iran (Islamic Republic of)", Some("IR")),
            ("Congo, Democratic Republic of the", Some("CD")),
            ("Congo, Republic of the", Some("CG")),
            ("Cote d Ivoire", Some("CI")),
            ("Côte d’Ivoire", Some("CI")),
            ("Türkiye", Some("TR")),
            ("Hong Kong", Some("HK")),
            ("China, Hong Kong Special Administrative Region", Some("HK")),
            ("Taiwan, Province of China", Some("TW")),
            ("Myanmar (Burma)", Some("MM")),
            ("Region: Crimea", Some("UA")),
            ("Russie", Some("RU")),
            ("Korea", None),
            ("Korean", None),
            ("Congolese", None),
            ("undetermined", None),
            ("-0-", None),
            ("00", None),
            ("", None),
        ] {
            assert_eq!(code(name), expected, "{name}");
        }
    }

    #[test]
    fn an_address_ends_with_its_country() {
        for (address, expected) in [
            ("Pyongyang, Korea, North", Some("KP")),
            ("Tongan-dong, Pyongyang, DPRK.", Some("KP")),
            ("Democratic People's Republic of Korea", Some("KP")),
            ("Korea, North", Some("KP")),
            ("Kinshasa, Congo, Democratic Republic of the", Some("CD")),
            ("Damascus, Syria;", Some("SY")),
            ("Pyongyang", None),
            ("Korea House, London, 12", None),
            ("", None),
        ] {
            assert_eq!(at_end(address), expected, "{address}");
        }
    }

    #[test]
    fn a_name_of_the_table_is_one_country() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (code, names) in rows() {
            assert!(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code}");
            for name in names.chain([code]) {
                assert_ne!(key(name), "", "{code} {name}");
                assert!(name.len() * 2 < NAME_BYTES_MAX, "{name}");
                assert_eq!(*seen.entry(key(name)).or_insert(code), code, "{name}");
            }
        }
        assert_eq!(rows().count(), 250);
    }

    #[test]
    fn a_text_that_is_too_long_is_no_country() {
        let padded = |bytes: usize| format!("DPRK{}", " ".repeat(bytes - 4));
        assert_eq!(code(&padded(NAME_BYTES_MAX)), Some("KP"));
        assert_eq!(code(&padded(NAME_BYTES_MAX + 1)), None);
    }
}
