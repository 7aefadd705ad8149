//! Whole names. Here: what the tests share. `pairs`: names that must and must not agree. `lists`: labelled lists, where they are at hand. `properties`: what an index relies on.

mod lists;
mod pairs;
mod properties;

use super::*;
use unicode_normalization::UnicodeNormalization;

/// Folds as the elements of a message are folded, as far as names need it.
fn fold(text: &str) -> Vec<String> {
    let mut folded = String::new();
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            '\u{300}'..='\u{36f}' | '\'' | '’' | '`' | 'ʼ' | '‘' => {}
            'ё' => folded.push('е'),
            'й' => folded.push('и'),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

fn name(text: &str) -> Option<KoreanName> {
    with_tokens(text, KoreanName::analyse)
}

fn with_tokens<T>(text: &str, read: impl Fn(&[&str]) -> T) -> T {
    let tokens = fold(text);
    read(&tokens.iter().map(String::as_str).collect::<Vec<_>>())
}

fn agreement(query: &str, listed: &str) -> Option<Agreement> {
    agree(&name(query)?, &name(listed)?)
}

fn score(query: &str, listed: &str) -> Option<u16> {
    agreement(query, listed).map(|agreement| agreement.score)
}

/// Expected: the lowest and highest score allowed.
fn check(query: &str, listed: &str, expected: std::ops::RangeInclusive<u16>) {
    let (there, back) = (score(query, listed), score(listed, query));
    assert_eq!(there, back, "{query} | {listed}");
    assert!(there.is_some_and(|score| expected.contains(&score)), "{query} | {listed}: {there:?}");
}

fn check_other(query: &str, listed: &str) {
    assert!(name(query).is_some() && name(listed).is_some(), "{query} | {listed}");
    assert_eq!(agreement(query, listed), None, "{query} | {listed}");
}

/// The first column of a table of names.
fn column(table: &'static str) -> Vec<&'static str> {
    table.lines().skip(1).filter_map(|line| line.split('\t').next()).collect()
}

/// The letter of a number of the trie.
fn latin_or_cyrillic(number: u8) -> char {
    ('a'..='z').chain('а'..='я').nth(usize::from(number)).unwrap()
}
