//! The systems in which Korean names are spelled, as sets: a spelling belongs to those that produce it.

/// A set of spelling systems.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(super) struct Systems(u16);

impl Systems {
    /// No system.
    pub(super) const NONE: Systems = Systems(0);
    /// McCune-Reischauer, breve and apostrophe folded away; also the habit of official lists to type both as apostrophes.
    pub(super) const MCCUNE_REISCHAUER: Systems = Systems(1);
    /// The Revised Romanization of South Korea (2000).
    pub(super) const REVISED: Systems = Systems(1 << 1);
    /// The romanization of the DPRK (1992), breve folded away.
    pub(super) const DPRK: Systems = Systems(1 << 2);
    /// Yale, as linguists use it.
    pub(super) const YALE: Systems = Systems(1 << 3);
    /// The French spelling of older passports.
    pub(super) const FRENCH: Systems = Systems(1 << 4);
    /// What people write in passports and forms without following a system: Lee, Park, Young, Hyuk.
    pub(super) const HABIT: Systems = Systems(1 << 5);
    /// The Cyrillic system of Kontsevich.
    pub(super) const KONTSEVICH: Systems = Systems(1 << 6);
    /// Older and looser Cyrillic: Цой, Ен, Чер.
    pub(super) const RUSSIAN: Systems = Systems(1 << 7);
    /// The Mandarin reading of the name's characters: Jin Tiesan for 김철삼.
    pub(super) const PINYIN: Systems = Systems(1 << 8);
    /// Chinese characters.
    pub(super) const HANJA: Systems = Systems(1 << 9);
    /// Hangul itself.
    pub(super) const HANGUL: Systems = Systems(1 << 10);

    /// Latin and Cyrillic spellings that one name may mix, as people do.
    pub(super) const MIXED: Systems = Systems(0b1111_0111);
    /// Systems with rules: a name spelled in one of them throughout is more surely Korean. French is loose, and habit and older Russian have no rules.
    pub(super) const RULED: Systems = Systems(0b111_0100_1111);
    /// Written, not spelled: one character is one syllable.
    pub(super) const WRITTEN: Systems = Systems(0b110_0000_0000);
    /// The systems of the DPRK and South Korea, and the one that lists use.
    pub(super) const STANDARD: Systems = Systems(0b111);

    /// Reads the names used in the tables, with spaces between.
    pub(super) fn parse(words: &str) -> Option<Systems> {
        let word = |word: &str| NAMES.iter().find(|(name, _)| *name == word).map(|(_, system)| *system);
        words.split_whitespace().try_fold(Systems::NONE, |set, name| Some(set.or(word(name)?)))
    }

    /// Both sets together.
    pub(super) const fn or(self, other: Systems) -> Systems {
        Systems(self.0 | other.0)
    }

    /// What the sets have in common.
    pub(super) const fn and(self, other: Systems) -> Systems {
        Systems(self.0 & other.0)
    }

    /// Whether the sets have a system in common.
    pub(super) const fn meets(self, other: Systems) -> bool {
        self.0 & other.0 != 0
    }
}

/// The names of the systems in the tables.
const NAMES: [(&str, Systems); 8] = [
    ("mr", Systems::MCCUNE_REISCHAUER),
    ("rr", Systems::REVISED),
    ("dprk", Systems::DPRK),
    ("yale", Systems::YALE),
    ("french", Systems::FRENCH),
    ("habit", Systems::HABIT),
    ("kontsevich", Systems::KONTSEVICH),
    ("russian", Systems::RUSSIAN),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_tables_are_read() {
        assert_eq!(Systems::parse("mr rr dprk"), Some(Systems::STANDARD));
        assert_eq!(Systems::parse(""), Some(Systems::NONE));
        assert_eq!(Systems::parse("mr wade"), None);
    }

    #[test]
    fn named_sets_hold_what_they_say() {
        for (set, inside, outside) in [
            (
                Systems::MIXED,
                Systems::STANDARD.or(Systems::FRENCH).or(Systems::HABIT).or(Systems::KONTSEVICH).or(Systems::RUSSIAN),
                Systems::YALE,
            ),
            (
                Systems::RULED,
                Systems::STANDARD.or(Systems::YALE).or(Systems::KONTSEVICH).or(Systems::PINYIN).or(Systems::WRITTEN),
                Systems::HABIT,
            ),
            (Systems::WRITTEN, Systems::HANGUL.or(Systems::HANJA), Systems::PINYIN),
        ] {
            assert_eq!(set, inside);
            assert!(!set.meets(outside));
        }
        assert!(!Systems::RULED.meets(Systems::RUSSIAN.or(Systems::FRENCH)));
    }
}
