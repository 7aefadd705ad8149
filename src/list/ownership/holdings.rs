//! Who owns what, as a bank knows it: a CSV of `owner_id,owned,percent` to [`Holding`]s.

use super::Share;
use csv::ReaderBuilder;
use thiserror::Error;

/// A share that somebody owns of something.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Holding {
    /// The id of a listed party, `list:number`, or the name of a party that is owned in another row.
    pub owner: String,
    /// The id of a listed party, or the name of any other.
    pub owned: String,
    /// How much of it.
    pub share: Share,
}

/// A row that cannot be used. The others still count.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("line {line}: {reason}")]
pub struct HoldingError {
    /// Its line, from 1.
    pub line: u64,
    /// What is wrong.
    pub reason: String,
}

/// Most holdings that are read. A vendor's file of majority holdings in listed parties has some ten thousand.
pub const HOLDINGS_MAX: usize = 1_000_000;

/// Reads a file: UTF-8, RFC 4180, with the header `owner_id,owned,percent`. Percent is a number from 0 to 100 with up to four decimals.
///
/// # Errors
///
/// None: rows that cannot be used are given beside the holdings.
#[must_use]
pub fn holdings(csv: &[u8]) -> (Vec<Holding>, Vec<HoldingError>) {
    holdings_up_to(HOLDINGS_MAX, csv)
}

fn holdings_up_to(most: usize, csv: &[u8]) -> (Vec<Holding>, Vec<HoldingError>) {
    let text = csv.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(csv);
    let mut rows = ReaderBuilder::new().has_headers(true).flexible(true).from_reader(text);
    let is_header = rows.headers().is_ok_and(|header| header.iter().map(str::trim).eq(COLUMNS.iter().copied()));
    if !is_header {
        let reason = format!("the first line is not {}", COLUMNS.join(","));
        return (Vec::new(), vec![HoldingError { line: 1, reason }]);
    }
    let (mut holdings, mut errors) = (Vec::new(), Vec::new());
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                errors.push(HoldingError { line, reason: "it is not UTF-8, or a quote does not end".to_owned() });
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        let cells: Vec<&str> = row.iter().map(str::trim).collect();
        if holdings.len() == most {
            errors.push(HoldingError { line, reason: format!("the file has more than {most} holdings: the rest is not read") });
            break;
        }
        match holding(&cells) {
            Ok(holding) => holdings.push(holding),
            Err(reason) => errors.push(HoldingError { line, reason }),
        }
    }
    (holdings, errors)
}

fn holding(cells: &[&str]) -> Result<Holding, String> {
    let [owner, owned, percent] = *cells else { return Err(format!("it has {} cells and not {}", cells.len(), COLUMNS.len())) };
    if owner.is_empty() || owned.is_empty() {
        return Err("the owner or the owned party is missing".to_owned());
    }
    let share =
        Share::parse(percent).ok_or_else(|| format!("{percent:.20?} is no percentage from 0 to 100 with up to four decimals"))?;
    Ok(Holding { owner: owner.to_owned(), owned: owned.to_owned(), share })
}

const COLUMNS: &[&str] = &["owner_id", "owned", "percent"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &str, expected: &[&str]) {
        let (holdings, errors) = holdings(format!("owner_id,owned,percent\n{rows}").as_bytes());
        let read = holdings.iter().map(|own| format!("{} {} {}", own.owner, own.owned, own.share));
        assert_eq!(read.chain(errors.iter().map(ToString::to_string)).collect::<Vec<_>>(), expected, "{rows}");
    }

    #[test]
    fn rows_are_read_or_reported() {
        check("un:1,Alpha Ltd,50\n", &["un:1 Alpha Ltd 50 %"]);
        check("un:1,\"Alpha, Ltd\",33.3333\n\nun:2,un:3,100.00\n", &["un:1 Alpha, Ltd 33.3333 %", "un:2 un:3 100 %"]);
        for percent in ["100.0001", "-1", "fifty", "", "50,5", "33.33333", "1e2", "+5", "."] {
            let said = if percent.contains(',') {
                "line 2: it has 4 cells and not 3".to_owned()
            } else {
                format!("line 2: {percent:?} is no percentage from 0 to 100 with up to four decimals")
            };
            check(&format!("un:1,Alpha,{percent}\n"), &[&said]);
        }
        check("un:1,,50\nun:2,Beta,60\n", &["un:2 Beta 60 %", "line 2: the owner or the owned party is missing"]);
        check("un:1,Alpha\n", &["line 2: it has 2 cells and not 3"]);
        assert_eq!(holdings(b"owner,owned,percent\n").1[0].to_string(), "line 1: the first line is not owner_id,owned,percent");
        assert_eq!(holdings(b"").1.len(), 1);
    }

    #[test]
    fn holdings_are_read_up_to_their_limit() {
        let read = |count: usize| {
            let (holdings, errors) =
                holdings_up_to(3, format!("owner_id,owned,percent\n{}", "un:1,A,50\n".repeat(count)).as_bytes());
            (holdings.len(), errors.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(read(3), (3, Vec::new()));
        assert_eq!(read(4), (3, vec!["line 5: the file has more than 3 holdings: the rest is not read".to_owned()]));
    }

    #[test]
    fn a_row_that_is_not_utf_8_costs_no_other() {
        let (holdings, errors) = holdings(b"owner_id,owned,percent\nun:1,\xFF,50\nun:2,Beta,60\n");
        assert_eq!((holdings.len(), errors.len()), (1, 1));
    }
}
