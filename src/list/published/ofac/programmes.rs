//! Legal bases of programmes.

/// Those of one programme, no stronger than its tag allows.
pub(super) fn bases(programme: &str) -> Vec<&'static str> {
    let bases: Vec<&str> = rows().filter(|(tag, _)| *tag == programme).map(|(_, basis)| basis).collect();
    if bases.is_empty() { vec![UNSTATED] } else { bases }
}

/// Where every programme of OFAC is codified.
pub(super) const UNSTATED: &str = "31 CFR chapter V";

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    PROGRAMMES.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t'))
}

const PROGRAMMES: &str = include_str!("programmes.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_has_its_bases_and_an_unknown_one_the_chapter() {
        assert_eq!(bases("DPRK3"), ["E.O. 13722", "31 CFR part 510"]);
        assert_eq!(bases("ATLANTIS"), [UNSTATED]);
    }

    #[test]
    fn what_the_tag_says_is_the_basis() {
        for (tag, basis) in rows() {
            let Some((_, order)) = tag.split_once("-EO") else { continue };
            assert!(!basis.starts_with("E.O.") || basis == format!("E.O. {order}"), "{tag} {basis}");
        }
    }

    #[test]
    fn the_built_in_list_says_the_same() {
        let built_in = include_str!("../../builtin/bases.tsv");
        let its_rows =
            built_in.lines().filter_map(|line| line.strip_prefix("ofac-sdn\t")).filter_map(|line| line.split_once('\t'));
        let mut count = 0;
        for (tag, basis) in its_rows.filter(|(tag, _)| *tag != "unstated") {
            assert!(bases(tag).contains(&basis), "{tag} {basis}");
            count += 1;
        }
        assert!(count > 10);
    }
}
