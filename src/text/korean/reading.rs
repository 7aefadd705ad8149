//! What one spelling can stand for, and next to which letters.

use super::letter;
use super::syllable::Syllable;
use super::system::Systems;

/// One syllable that a spelling can stand for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Reading {
    /// The syllable.
    pub(super) syllable: Syllable,
    /// The systems that write it so.
    pub(super) systems: Systems,
    /// How far-fetched the reading is, in points of the score: 0 for a common syllable in a standard system.
    pub(super) cost: u8,
    /// What must stand before the spelling.
    pub(super) before: Before,
    /// What must stand behind it.
    pub(super) after: After,
}

impl Reading {
    /// A reading that needs no neighbours.
    pub(super) fn plain(syllable: Syllable, systems: Systems, cost: u8) -> Reading {
        Reading { syllable, systems, cost, before: Before::Any, after: After::Any }
    }

    /// Whether it holds between these neighbours.
    pub(super) fn fits(&self, before: Neighbour, after: Neighbour) -> bool {
        self.before.allows(before) && self.after.allows(after)
    }

    /// The order of readings of one spelling: the least far-fetched first.
    pub(super) fn order(&self) -> (u8, Syllable, u8, u8) {
        (self.cost, self.syllable, self.before as u8, self.after as u8)
    }
}

/// A letter next to a spelling, in the same name.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Neighbour {
    /// The letter, or none at the end of the name.
    pub(super) letter: Option<u8>,
    /// Whether a token border lies between.
    pub(super) apart: bool,
}

/// Condition on the letter before. Consonants change at the border of two syllables, and some systems write the change.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Before {
    Any,
    /// ㄹ sounds n behind m and ng: Chongnyol for 정렬.
    Nasal,
    /// ㄴ and ㄹ sound l behind l: Chollyong for 철룡.
    L,
}

impl Before {
    pub(super) fn parse(word: &str) -> Option<Before> {
        match word {
            "after-nasal" => Some(Before::Nasal),
            "after-l" => Some(Before::L),
            _ => None,
        }
    }

    fn allows(self, neighbour: Neighbour) -> bool {
        match self {
            Before::Any => true,
            Before::Nasal => neighbour.letter.is_some_and(letter::ends_nasal),
            Before::L => neighbour.letter.is_some_and(letter::ends_l),
        }
    }
}

/// Condition on the letter behind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum After {
    Any,
    /// ㄱ sounds ng and ㅂ sounds m before n and m: Paengnyon for 백년.
    Nasal,
    /// ㄴ sounds l before l: Chollyong for 전룡.
    L,
    /// ㄱ and ㅂ are voiced before a vowel: Hagil for 학일.
    Vowel,
    /// ㄹ sounds r before a vowel or h: Churu for 철우, Chorho for 철호.
    VowelOrH,
    /// The h of `ah`, `oh` and `uh` is no letter of the next syllable.
    NoVowel,
}

impl After {
    pub(super) fn parse(word: &str) -> Option<After> {
        match word {
            "before-nasal" => Some(After::Nasal),
            "before-l" => Some(After::L),
            "before-vowel" => Some(After::Vowel),
            "before-vowel-or-h" => Some(After::VowelOrH),
            _ => None,
        }
    }

    fn allows(self, neighbour: Neighbour) -> bool {
        let is = |test: fn(u8) -> bool| neighbour.letter.is_some_and(test);
        match self {
            After::Any => true,
            After::Nasal => is(letter::begins_nasal),
            After::L => is(letter::begins_l),
            After::Vowel => is(letter::begins_vowel),
            After::VowelOrH => is(letter::begins_vowel) || is(letter::begins_h),
            After::NoVowel => neighbour.apart || !is(letter::begins_vowel),
        }
    }
}
