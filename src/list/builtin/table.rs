//! The small tables beside the blocks: a header line, then rows of cells apart by one tab; lines that begin with `#` are comments.

use super::block::first_day;
use crate::list::{Designation, Indicator};
use jiff::civil::Date;

/// Legal bases by list and programme.
#[derive(Debug, Default)]
pub(super) struct Bases {
    rows: Vec<[&'static str; 3]>,
    /// Rows that could not be read.
    pub(super) rejected_rows: usize,
}

impl Bases {
    /// Those of one programme of one list; none where it is not in the table.
    pub(super) fn of(&self, list: &str, programme: &str) -> impl Iterator<Item = &'static str> {
        self.rows.iter().filter(move |[of, by, _]| *of == list && *by == programme).map(|[_, _, basis]| *basis)
    }
}

/// Reads `bases.tsv`.
pub(super) fn bases(text: &'static str) -> Bases {
    let mut bases = Bases::default();
    for row in rows(text) {
        match row.as_slice() {
            [list, programme, basis] => bases.rows.push([list, programme, basis]),
            _ => bases.rejected_rows += 1,
        }
    }
    bases
}

/// The newest date of `sources.tsv`; a month stands for its first day.
pub(super) fn newest_source(text: &'static str) -> Option<Date> {
    rows(text).filter_map(|row| row.get(2).and_then(|as_of| first_day(as_of))).max()
}

/// Marks the names of `too-common.tsv`, and counts the rows that mark none. The designations are sorted by id.
pub(super) fn mark_too_common(text: &'static str, designations: &mut [Designation]) -> usize {
    rows(text).filter(|row| mark(row, designations).is_none()).count()
}

fn mark(row: &[&str], designations: &mut [Designation]) -> Option<()> {
    let [id, name, needs, _reason] = row else { return None };
    let needs = Indicator::parse(needs)?;
    let place = designations.binary_search_by(|designation| designation.id.as_str().cmp(id)).ok()?;
    let names = &mut designations.get_mut(place)?.names;
    let spelling = letters(name);
    let mut marked = None;
    for name in names.iter_mut().filter(|name| letters(&name.text) == spelling) {
        name.needs = Some(needs);
        marked = Some(());
    }
    marked
}

/// Letters and digits in lower case: what is left of a name when spellings differ in case and punctuation only.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The rows below the header line.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{ListedName, Strength};

    #[test]
    fn bases_of_one_programme_add_up() {
        let bases = bases("list\tprogramme\tbasis\nun\tA\tone\nun\tA\ttwo\nun\tB\n");
        assert_eq!(bases.of("un", "A").collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(bases.of("uk", "A").count(), 0);
        assert_eq!(bases.rejected_rows, 1);
    }

    #[test]
    fn a_row_marks_every_spelling_of_its_designation_alone() {
        let name = |text: &str| ListedName { text: text.into(), strength: Strength::Strong, needs: None };
        let designation = |id: &str| Designation {
            id: id.into(),
            names: vec![name("Office #39"), name("OFFICE 39"), name("Office 391")],
            ..Designation::default()
        };
        let mut designations = [designation("un:1"), designation("un:2")];
        assert_eq!(
            mark_too_common(
                "header\nun:1\tOffice 39\tdprk\twhy\nun:1\tOffice\tdprk\twhy\nun:3\tOffice 39\tdprk\twhy\n",
                &mut designations
            ),
            2
        );
        let needs = |designation: &Designation| designation.names.iter().map(|name| name.needs).collect::<Vec<_>>();
        assert_eq!(needs(&designations[0]), [Some(Indicator::Dprk), Some(Indicator::Dprk), None]);
        assert_eq!(needs(&designations[1]), [None, None, None]);
        assert_eq!(mark_too_common("header\nun:1\tOffice 39\tluck\twhy\nun:1\tOffice 39\tdprk\n", &mut designations), 2);
    }

    #[test]
    fn the_newest_source_counts() {
        assert_eq!(newest_source("h\na\tl\t2026-06-05\t\nb\tl\t2026-07\t\nc\tl\t-\t\n").unwrap().to_string(), "2026-07-01");
    }
}
