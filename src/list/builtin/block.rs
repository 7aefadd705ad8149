//! Blocks of lines to Designations. A line that does not fit is counted and left out; the rest of its block stays.

use super::table::Bases;
use crate::identifier::{Bic, Imo};
use crate::list::{Designation, DesignationKind, Identifier, IdentifierKind, ListEntry, ListedName, Strength};
use jiff::civil::Date;

/// What came of a file.
#[derive(Debug)]
pub(super) struct Blocks {
    /// In the order of the file.
    pub(super) designations: Vec<Designation>,
    /// Lines that could not be read.
    pub(super) rejected_rows: usize,
}

/// Reads all blocks of a file; `kind` is what each of them is.
pub(super) fn read(text: &str, kind: DesignationKind, bases: &Bases) -> Blocks {
    let mut designations: Vec<Designation> = Vec::new();
    let mut rejected_rows = 0;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let read = match (cells.as_slice(), designations.last_mut()) {
            (["designation", id], _) => {
                designations.push(Designation { id: (*id).into(), kind, dprk: true, ..Designation::default() });
                Some(())
            }
            (cells, Some(designation)) => add(cells, designation, bases),
            (_, None) => None,
        };
        rejected_rows += usize::from(read.is_none());
    }
    Blocks { designations, rejected_rows }
}

fn add(cells: &[&str], to: &mut Designation, bases: &Bases) -> Option<()> {
    match *cells {
        ["entry", list, id, programmes, listed_on, _source, _joined_by, ..] if cells.len() <= ENTRY_CELLS_MAX => {
            add_entry(to, entry(list, id, programmes, listed_on, bases)?);
        }
        ["name", strength, text, _] => {
            to.names.push(ListedName { text: text.into(), strength: Strength::parse(strength)?, needs: None });
        }
        ["bic", code, _] => to.bics.push(Bic::parse(code)?),
        ["imo", "ship", digits, _] => to.imos.push(Imo::ship(digits)?),
        ["imo", "company", digits, _] => to.imos.push(Imo::company(digits)?),
        ["birth", date, _] => to.birth_dates.push(birth_date(date)?.into()),
        ["birth-place", place, _] => to.birth_places.push(place.into()),
        ["nationality", code, _] => to.nationalities.push(country(code)?),
        ["flag", code, _] => to.flags.push(country(code)?),
        ["country", code, _] => to.countries.push(country(code)?),
        ["address", text, _] => to.addresses.push(text.into()),
        ["reported", date, text] => to.notes.push(format!("reported {}: {text}", first_day(date).map(|_| date)?)),
        ["same-list", _, _] | ["rejected", _, _, _, _] => {} // for those who review the list
        [kind, value, issuer, _] => to.identifiers.push(identifier(kind, value, issuer)?),
        _ => return None,
    }
    Some(())
}

fn entry(list: &str, id: &str, programmes: &str, listed_on: &str, bases: &Bases) -> Option<ListEntry> {
    let listed_on = if listed_on == NOT_SAID { None } else { Some(first_day(listed_on)?) };
    let programmes: Vec<String> = programmes.split(',').map(str::to_owned).collect();
    let mut basis: Vec<String> = Vec::new();
    for text in programmes.iter().flat_map(|programme| bases.of(list, programme)) {
        if !basis.iter().any(|known| known == text) {
            basis.push(text.to_owned());
        }
    }
    Some(ListEntry { list: list.into(), id: id.into(), programmes, basis, listed_on, delisted_on: None })
}

fn add_entry(to: &mut Designation, entry: ListEntry) {
    to.listed_on = to.listed_on.into_iter().chain(entry.listed_on).min();
    to.entries.push(entry);
}

fn identifier(kind: &str, value: &str, issuer: &str) -> Option<Identifier> {
    let country = if issuer == NOT_SAID { None } else { Some(country(issuer)?) };
    Some(Identifier { kind: IdentifierKind::parse(kind)?, value: value.into(), country })
}

fn country(code: &str) -> Option<String> {
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| code.to_owned())
}

/// A day, month or year as [`first_day`] reads it, alone or with `~` (about), or two of them with `/` between (ISO 8601-2).
fn birth_date(text: &str) -> Option<&str> {
    let fits = match text.split_once('/') {
        Some((from, to)) => first_day(from)? < first_day(to)?,
        None => first_day(text.strip_suffix('~').unwrap_or(text)).is_some(),
    };
    fits.then_some(text)
}

/// The first day of `1969`, `1969-08` or `1969-08-18`; fails where there is no such day.
pub(super) fn first_day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    match parts.next() {
        None => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok(),
        Some(_) => None,
    }
}

fn digits(text: &str, count: usize) -> Option<i16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The newest date of the `reported` lines; a month stands for its first day.
pub(super) fn newest_report(text: &str) -> Option<Date> {
    text.lines().filter_map(|line| first_day(line.strip_prefix("reported\t")?.split('\t').next()?)).max()
}

/// With the reason, where a person decided that the entry belongs here.
const ENTRY_CELLS_MAX: usize = 8;

/// What stands in a cell that no list fills.
const NOT_SAID: &str = "-";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, read: bool) {
        let blocks = self::read(&format!("designation\tun:1\n{line}\n"), DesignationKind::Person, &Bases::default());
        assert_eq!(blocks.rejected_rows, usize::from(!read), "{line}");
        assert_eq!(blocks.designations.len(), 1);
    }

    #[test]
    fn lines_that_fit_are_read() {
        for line in [
            "entry\tun\t1\tA,B\t2009-04-24\tsource\t-",
            "entry\tun\t1\tA\t-\tsource\toffice\twhy",
            "name\tweak\tA NAME\tun",
            "bic\tFTBDKPPY\tun",
            "imo\tship\t9004700\tun",
            "imo\tcompany\t5758476\tun",
            "passport\t563120238\tKP\tun",
            "wallet\t0xdeadbeef\t-\tun",
            "birth\t1967/1969\tun",
            "nationality\tKP\tun",
            "rejected\timo\t543400\tsix digits\tun",
            "# a comment",
            "",
        ] {
            check(line, true);
        }
    }

    #[test]
    fn lines_that_do_not_fit_are_counted() {
        for line in [
            "entry\tun\t1\tA\t2009-04-31\tsource\t-",
            "entry\tun\t1\tA\t-\tsource",
            "entry\tun\t1\tA\t-\tsource\t-\twhy\tmore",
            "name\tgood\tA NAME\tun",
            "name\tweak\tA NAME",
            "bic\tFTB1KPPY\tun",
            "imo\tship\t9004701\tun",
            "imo\tcompany\t9004700\tun",
            "imo\tboat\t9004700\tun",
            "passport\t563120238\tDPRK\tun",
            "passport\t563120238\t\tun",
            "ticket\t563120238\tKP\tun",
            "birth\t1969-13\tun",
            "nationality\tkp\tun",
            "reported\tlately\tsomebody",
            "name strong A NAME un",
        ] {
            check(line, false);
        }
    }

    #[test]
    fn a_line_before_the_first_block_is_counted() {
        assert_eq!(read("name\tweak\tA NAME\tun\n", DesignationKind::Person, &Bases::default()).rejected_rows, 1);
    }

    #[test]
    fn the_earliest_listing_counts() {
        let text =
            "designation\tun:1\nentry\tun\t1\tA\t2016-03-02\ts\t-\nentry\tuk\t1\tA\t2009-07-16\ts\t-\nentry\teu\t1\tA\t-\ts\t-\n";
        let blocks = read(text, DesignationKind::Person, &Bases::default());
        assert_eq!(blocks.designations[0].listed_on.unwrap().to_string(), "2009-07-16");
    }

    #[test]
    fn days_months_and_years_are_dates() {
        for (text, expected) in
            [("1969", "1969-01-01"), ("1969-08", "1969-08-01"), ("1969-08-18", "1969-08-18"), ("2024-02-29", "2024-02-29")]
        {
            assert_eq!(first_day(text).unwrap().to_string(), expected);
        }
        for wrong in ["", "69", "1969-8", "1969-02-29", "1969-08-18-1", "19690818", "+969", "1969-", "١٩٦٩"] {
            assert_eq!(first_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn birth_dates_may_be_vague() {
        for text in ["1947~", "1947-08~", "1967/1969", "1954-01-02/1955", "1969-08-18"] {
            assert_eq!(birth_date(text), Some(text));
        }
        for wrong in ["~1947", "1969/1967", "1967/1967", "1967/", "1967/1969/1970", "about 1947", "1967/1969~"] {
            assert_eq!(birth_date(wrong), None, "{wrong}");
        }
    }
}
