//! Korean names: the syllables that a spelling can stand for, and whether two spellings can be one name.
//!
//! In: folded tokens (lower case; apostrophes, marks and hyphens gone), in Latin, Cyrillic, Hangul or Chinese characters. Out: a [`KoreanName`], which is a small lattice: surnames and given
//! syllables, position by position, in every reading that the letters allow. McCune-Reischauer, Revised, the DPRK's own, Yale, Kontsevich, French passports, the habits of the South and
//! the Mandarin reading of the characters all lead to the same syllables, so that Lee Soo-yong, RI Su Yong, Ли Су Ён and 李洙墉 meet without any distance between strings.
//! Not done here: folding, looking up lists, deciding what a likeness is worth.
//!
//! How a listed name is found:
//!
//! 1. each listed name is analysed ([`KoreanName::analyse`]) and put under its [`KoreanName::keys`], and, for slips of the finger, under its [`KoreanName::open_keys`];
//! 2. a text gives its [`windows`], each with keys; equal keys make a candidate (a mistyped window's keys have one place open and meet the open keys);
//! 3. [`agree`] compares the two names and says why.
//!
//! Only names of Koreans belong into such an index: a Chinese name can be read as a Korean one too (Zhang Jian as 장건), which [`Plausibility::chinese`] and [`Agreement::chinese`] tell.
//!
//! Names that agree always have a key in common; tests hold that on lists and on random names.
//!
//! The way of a name: letters (`letter`) walk a `trie` of all spellings (`table`, made by `spelling` from the letters of Hangul) into cuts and positions (`lattice`), which make parses
//! (`name`). A reading (`reading`) is a `syllable` with the `system`s that spell it so.

mod agree;
mod key;
mod lattice;
mod legibility;
mod letter;
mod name;
mod reading;
mod spelling;
mod syllable;
mod system;
mod table;
mod trie;
mod window;

pub use agree::{Agreement, agree, agreement_score};
pub use key::Key;
pub use lattice::{GIVEN_SYLLABLES_MAX, Piece, readings};
pub use letter::TOKEN_LETTERS_MAX;
pub use name::{KoreanName, NAME_TOKENS_MAX, PARSES_MAX, Plausibility};
pub use syllable::Syllable;
pub use table::{Use, prepare};
pub use window::{Window, query_keys, standalone_windows, windows};

#[cfg(test)]
mod tests;
