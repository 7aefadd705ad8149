//! What follows from a programme: its legal bases, the rows of `bases.tsv`, and whether it is one for the DPRK.

/// The instruments of a programme; none where it is not in the table.
pub(super) fn of(list: &str, programme: &str) -> impl Iterator<Item = &'static str> {
    rows().filter(move |[of, by, _]| *of == list && *by == programme).map(|[_, _, basis]| basis)
}

/// Whether a programme is one for the DPRK.
pub(super) fn concerns_dprk(programme: &str) -> bool {
    let is_word = |word: &str| word.starts_with("DPRK") || matches!(word, "PRK" | "KP" | "1718");
    programme.split(|character: char| !character.is_ascii_alphanumeric()).any(is_word)
        || programme.contains("Democratic People's Republic of Korea")
        || programme.contains("Democratic People’s Republic of Korea")
        || programme.contains("North Korea")
        || programme.contains("北朝鮮")
}

/// The same on one list: the UK numbers the entries of this regime `DPR0001`, and so do extracts of its list; elsewhere the letters may mean Donetsk.
pub(super) fn concerns_dprk_on(list: &str, programme: &str) -> bool {
    concerns_dprk(programme) || list == "uk" && programme == "DPR"
}

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    let rows = BASES.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| <[&str; 3]>::try_from(row.split('\t').collect::<Vec<_>>()).ok())
}

const BASES: &str = include_str!("bases.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(rows().count(), BASES.lines().filter(|line| !line.starts_with('#')).count() - 1);
        assert_eq!(of("un", "UN-1718").collect::<Vec<_>>(), ["UNSCR 1718 (2006) para 8(d)"]);
        assert_eq!(of("un", "UN-0").count(), 0);
    }

    #[test]
    fn programmes_for_the_dprk_are_known_by_their_words() {
        for (programme, expected) in [
            ("DPRK3", true),
            ("DPRK", true),
            ("1718 (DPRK)", true),
            ("UN-1718", true),
            ("PRK", true),
            ("US-DPRK", true),
            ("Democratic People’s Republic of Korea", true),
            ("北朝鮮", true),
            ("DPR", false),
            ("2140 (Yemen)", false),
            ("SPARK", false),
        ] {
            assert_eq!(concerns_dprk(programme), expected, "{programme}");
        }
        assert!(concerns_dprk_on("uk", "DPR") && !concerns_dprk_on("house", "DPR"));
    }
}
