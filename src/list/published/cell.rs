//! Cells of tables and texts of elements: what says nothing, and the values of one that has several.

use std::borrow::Cow;

/// A text with every run of white space as one space.
pub(super) fn plain(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut plain = String::with_capacity(text.len().min(64));
    plain.push_str(words.next().unwrap_or_default());
    for word in words {
        plain.push(' ');
        plain.push_str(word);
    }
    plain
}

/// Whether a cell says nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing))
}

/// The parts of a text that say something, with a comma between.
pub(super) fn joined<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !is_nothing(part)).map(plain).collect();
    parts.join(", ")
}

/// The values of a cell that has several: `a) X b) Y`, `(1) X (2) Y`, `X; Y`, `X or Y`, `X and Y`, `X / Y`, `X, Y`. A cell that is one value as a whole is one.
pub(super) fn alternatives(text: &str, is_one: impl Fn(&str) -> bool) -> Vec<String> {
    let text = text.trim();
    if is_one(text) || text.len() > CELL_BYTES_MAX {
        return vec![text.to_owned()];
    }
    let mut parts: Vec<Cow<'_, str>> = items(text).into_iter().map(Cow::Borrowed).collect();
    for separator in [";", " or ", " OR ", " and ", ",", "/"] {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let split: Vec<Cow<'_, str>> = if is_one(&part) {
                    vec![part]
                } else {
                    part.split(separator).map(|value| Cow::Owned(value.trim().to_owned())).collect()
                };
                split
            })
            .collect();
        if parts.iter().all(|part| is_one(part)) {
            return parts.into_iter().map(Cow::into_owned).collect();
        }
    }
    // Not all of it is understood: as much as is, and the rest in as large pieces as there are.
    let whole = items(text).into_iter().flat_map(|item| item.split(';'));
    whole.map(|part| part.trim().trim_end_matches(',').trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The items of `a) X b) Y` and `(1) X (2) Y`; of another text itself.
pub(super) fn items(text: &str) -> Vec<&str> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut expected = 0;
    for (at, word) in words(text) {
        if marks(word, expected) {
            let marker = word.find(')').map_or(word.len(), |end| end + 1);
            starts.push((at, at + marker));
            expected += 1;
        } else if expected == 0 && !starts.is_empty() {
            break;
        }
    }
    if starts.first().is_none_or(|(at, _)| *at != 0) {
        return vec![text];
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let items = starts.iter().zip(ends).filter_map(|((_, from), to)| text.get(*from..to));
    items.map(|item| item.trim().trim_end_matches([',', ';']).trim()).filter(|item| !item.is_empty()).collect()
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - start, word))
}

/// Whether a word begins with the marker of an item: `a)`, `(a)`, `1)`, `(1)`.
fn marks(word: &str, number: u8) -> bool {
    let word = word.strip_prefix('(').unwrap_or(word);
    let Some((marker, _)) = word.split_once(')') else { return false };
    let letter = char::from(b'a'.saturating_add(number));
    (marker.len() == 1 && marker.chars().all(|first| first.to_ascii_lowercase() == letter)) || marker == (number + 1).to_string()
}

/// What cells say where they say nothing.
const NOTHING: &[&str] = &["na", "n/a", "-", "--", "none", "unknown", "-0-", "nil"];

/// Longest cell that is split into several values, in bytes. The longest date or citizenship of Australia's list of December 2024 has 115.
const CELL_BYTES_MAX: usize = 4_096;

#[cfg(test)]
mod tests {
    use super::super::date;
    use super::*;

    #[test]
    fn a_cell_may_hold_several_values() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(alternatives(text, |part| date::birth(part).is_some()), expected, "{text}");
        };
        check("a) 1967 b) 3 Mar 1968", &["1967", "3 Mar 1968"]);
        check("a) 16/11/1977; b) 16 Nov 1974", &["16/11/1977", "16 Nov 1974"]);
        check("(1) 1967 (2) 1968", &["1967", "1968"]);
        check("a)1994 b)1993 c)1995", &["1994", "1993", "1995"]);
        check("30 December 1960 or 13 December 1960", &["30 December 1960", "13 December 1960"]);
        check("1987;1988", &["1987", "1988"]);
        check("01/10/1983,15/10/1983, 01/01/1980", &["01/10/1983", "15/10/1983", "01/01/1980"]);
        check("1967 (uncertain)", &["1967 (uncertain)"]);
        check("b) 1967", &["b) 1967"]);
    }

    #[test]
    fn a_cell_that_is_too_long_is_one_value() {
        let of =
            |bytes: usize| alternatives(&format!("1967; {}", "x".repeat(bytes - 6)), |part| date::birth(part).is_some()).len();
        assert_eq!((of(CELL_BYTES_MAX), of(CELL_BYTES_MAX + 1)), (2, 1));
    }
}
