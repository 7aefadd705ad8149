//! A bank's own list as CSV: RFC 4180, UTF-8, the columns of [`COLUMNS`] in any order, of which `id`, `type` and `name` must be there. Several values of one cell are apart by
//! `|`; `\|` is a bar, `\\` a backslash. Beside `NAME.csv` may lie `NAME.list.toml`, which says what list it is; without it the list is named after the file and flags at most.

use super::collect::Collection;
use super::format::{Format, Part};
use super::{Edition, ListError, ListFile, bases};
use crate::identifier::{Bic, Imo};
use crate::list::{Designation, DesignationKind, Identifier, IdentifierKind, ListEntry, ListKind, ListedName, Strength};
use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;
use serde::Deserialize;

pub(super) const FORMAT: Format = Format {
    title: "a watch list in CSV",
    parts: &[Part { name: "*.csv", is_required: true }, Part { name: "*.list.toml", is_required: false }],
    confirms,
    read,
};

/// The columns that there are.
const COLUMNS: &[&str] = &[
    "id",
    "type",
    "name",
    "aliases",
    "weak_aliases",
    "programmes",
    "countries",
    "birth_dates",
    "bics",
    "imos",
    "identifiers",
    "addresses",
    "note",
];
const REQUIRED_COLUMNS: &[&str] = &["id", "type", "name"];

/// What `NAME.list.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    list: String,
    #[allow(dead_code, reason = "said for people")]
    publisher: Option<String>,
    date: Option<Date>,
    kind: AboutKind,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AboutKind {
    Official,
    Watch,
}

fn confirms(bytes: &[u8]) -> Result<(), String> {
    let text = str::from_utf8(bytes).map_err(|error| format!("byte {} is not UTF-8", error.valid_up_to()))?;
    let header = text.trim_start_matches('\u{FEFF}').lines().next().unwrap_or_default();
    let columns: Vec<&str> = header.split(',').map(|column| column.trim().trim_matches('"')).collect();
    if let Some(unknown) = columns.iter().find(|column| !COLUMNS.contains(column)) {
        return Err(format!("its first line has a column {unknown:.40?}; known are {}", COLUMNS.join(",")));
    }
    match REQUIRED_COLUMNS.iter().find(|column| !columns.contains(column)) {
        Some(missing) => Err(format!("its first line has no column {missing}")),
        None => Ok(()),
    }
}

fn read(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file), about_file] = *files else { return Err(ListError::Empty { expected: "*.csv".to_owned() }) };
    let about = about_file.map(about).transpose()?;
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let list = about.as_ref().map_or(stem, |about| &about.list);
    let kind = match about.as_ref().map(|about| about.kind) {
        Some(AboutKind::Official) => ListKind::Official,
        Some(AboutKind::Watch) | None => ListKind::Watch,
    };
    let text = file.bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&file.bytes);
    let mut rows = ReaderBuilder::new().has_headers(true).from_reader(text);
    let header = rows.headers().map_err(|error| broken(file, &error))?.clone();
    let mut collection = Collection::default();
    let mut count = 0;
    for row in rows.records() {
        count += 1;
        // A row of another length is one row's fault; anything else, and it is not known where the next row begins.
        let row = match row {
            Ok(row) => row,
            Err(error) if matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. }) => {
                collection.reject(file, line(&error), "it has more or fewer cells than the first line");
                continue;
            }
            Err(error) => return Err(broken(file, &error)),
        };
        let at = row.position().map_or(0, csv::Position::line);
        let mut faults = Vec::new();
        match entry(&Row { header: &header, row: &row }, list, &mut faults) {
            Some(entry) => collection.add(entry, file, at),
            None => faults.push("it has no id or no name".to_owned()),
        }
        faults.into_iter().for_each(|fault| collection.reject(file, at, fault));
    }
    collection.holds("rows", count);
    Ok(collection.finish(list, kind, about.as_ref().and_then(|about| about.date), [file].into_iter()))
}

fn about(file: &ListFile) -> Result<About, ListError> {
    let broken = |line, reason| ListError::Broken { file: file.path.clone(), line, reason };
    let text = str::from_utf8(&file.bytes).map_err(|_| broken(1, "it is not UTF-8".to_owned()))?;
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        broken(u64::try_from(line).unwrap_or(u64::MAX), error.message().to_owned())
    })
}

fn broken(file: &ListFile, error: &csv::Error) -> ListError {
    ListError::Broken { file: file.path.clone(), line: line(error), reason: error.to_string() }
}

fn line(error: &csv::Error) -> u64 {
    error.position().map_or(1, csv::Position::line)
}

/// A row, by the names of its columns.
struct Row<'r> {
    header: &'r StringRecord,
    row: &'r StringRecord,
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        let place = self.header.iter().position(|name| name.trim() == column);
        place.and_then(|place| self.row.get(place)).unwrap_or_default().trim()
    }

    fn values(&self, column: &str) -> Vec<String> {
        values(self.cell(column))
    }
}

/// The values of a cell.
fn values(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut characters = cell.chars();
    while let Some(character) = characters.next() {
        let literal = match character {
            '|' => {
                values.push(String::new());
                continue;
            }
            '\\' => match characters.next() {
                Some(escaped @ ('|' | '\\')) => escaped,
                other => {
                    add(&mut values, '\\');
                    match other {
                        Some(other) => other,
                        None => break,
                    }
                }
            },
            other => other,
        };
        add(&mut values, literal);
    }
    values.iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

fn add(values: &mut [String], character: char) {
    if let Some(last) = values.last_mut() {
        last.push(character);
    }
}

/// The entry of a row; what of it cannot be read goes to `faults`, and the rest counts. `None` without an id or a name.
fn entry(row: &Row<'_>, list: &str, faults: &mut Vec<String>) -> Option<Designation> {
    let (id, name) = (row.cell("id"), row.cell("name"));
    if id.is_empty() || name.is_empty() {
        return None;
    }
    let named = |text: &str, strength| ListedName { text: text.to_owned(), strength, needs: None };
    let mut names = vec![named(name, Strength::Strong)];
    names.extend(row.values("aliases").iter().map(|text| named(text, Strength::Strong)));
    names.extend(row.values("weak_aliases").iter().map(|text| named(text, Strength::Weak)));
    let countries = each(row, "countries", faults, |code| is_country(code).then(|| code.to_owned()));
    let programmes = row.values("programmes");
    Some(Designation {
        id: format!("{list}:{id}"),
        kind: kind(row.cell("type"), faults),
        dprk: countries.iter().any(|code| code == "KP")
            || programmes.iter().any(|programme| bases::concerns_dprk_on(list, programme)),
        names,
        entries: vec![ListEntry { list: list.to_owned(), id: id.to_owned(), programmes, ..ListEntry::default() }],
        bics: each(row, "bics", faults, Bic::parse),
        imos: each(row, "imos", faults, |digits| Imo::ship(digits).or_else(|| Imo::company(digits))),
        identifiers: each(row, "identifiers", faults, identifier),
        birth_dates: each(row, "birth_dates", faults, |date| is_day(date).then(|| date.to_owned())),
        countries,
        addresses: row.values("addresses"),
        notes: row.values("note"),
        ..Designation::default()
    })
}

/// The values of a column that `parse` takes; the others go to `faults`.
fn each<T>(row: &Row<'_>, column: &str, faults: &mut Vec<String>, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut parsed = Vec::new();
    for value in row.values(column) {
        match parse(&value) {
            Some(value) => parsed.push(value),
            None => faults.push(format!("{column}: {value:.60?} is not one")),
        }
    }
    parsed
}

fn kind(text: &str, faults: &mut Vec<String>) -> DesignationKind {
    DesignationKind::parse(text).unwrap_or_else(|| {
        faults.push(format!("type: {text:.40?} is not one; it counts as unknown"));
        DesignationKind::Unknown
    })
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `1969`, `1969-08` or `1969-08-18`.
fn is_day(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    full.len() == 10 && full.parse::<Date>().is_ok()
}

/// `passport:654320308@KP`.
fn identifier(text: &str) -> Option<Identifier> {
    let (kind, value) = text.split_once(':')?;
    let (value, country) = match value.rsplit_once('@') {
        Some((value, country)) if is_country(country) => (value, Some(country.to_owned())),
        _ => (value, None),
    };
    let value = value.trim();
    let kind = kind.trim();
    let kind = IdentifierKind::parse(kind).or_else(|| KINDS.iter().find(|(word, _)| *word == kind).map(|(_, kind)| *kind))?;
    (!value.is_empty()).then(|| Identifier { kind, value: value.to_owned(), country })
}

/// Other words for kinds of numbers, as extracts of official lists have them.
const KINDS: &[(&str, IdentifierKind)] = &[
    ("national", IdentifierKind::NationalId),
    ("national_id", IdentifierKind::NationalId),
    ("business_registration", IdentifierKind::Registration),
    ("business_registration_numbers", IdentifierKind::Registration),
    ("registration_number", IdentifierKind::Registration),
    ("tax", IdentifierKind::Registration),
    ("iban", IdentifierKind::Account),
    ("call_sign", IdentifierKind::CallSign),
];

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn file(path: &str, text: &str) -> ListFile {
        ListFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    fn edition(text: &str) -> Edition {
        read(&[file("house.csv", text)]).unwrap().remove(0)
    }

    fn error(text: &str) -> String {
        read(&[file("house.csv", text)]).unwrap_err().remove(0).to_string()
    }

    #[test]
    fn a_row_says_all_that_a_designation_holds() {
        let text = "id,type,name,aliases,weak_aliases,programmes,countries,birth_dates,bics,imos,identifiers,addresses,note\n\
            7,vessel,Blue Tern,\"Tern, Blue|B\\|T\",Tern,HOUSE-1,KP|CN,,ABCDKPPY,9314662,mmsi:445123000@KP|call_sign:HMYX,\"Nampo, KP\",seen at Nampo\n";
        let edition = edition(text);
        let version = &edition.list.version;
        assert_eq!((version.list.as_str(), version.kind, version.count, version.dprk_count), ("house", ListKind::Watch, 1, 1));
        let entry = &edition.list.designations[0];
        let names: Vec<_> = entry.names.iter().map(|name| (name.text.as_str(), name.strength)).collect();
        let strong = |text| (text, Strength::Strong);
        assert_eq!(names, [strong("Blue Tern"), strong("Tern, Blue"), strong("B|T"), ("Tern", Strength::Weak)]);
        assert_eq!((entry.id.as_str(), entry.kind), ("house:7", DesignationKind::Vessel));
        assert_eq!(entry.bics[0].institution(), *b"ABCDKP");
        assert_eq!(entry.identifiers[0].country.as_deref(), Some("KP"));
        assert_eq!(entry.identifiers[1].kind, IdentifierKind::CallSign);
        assert_eq!(edition.rejected, []);
        assert_eq!(edition.holds, [("rows".to_owned(), 1)]);
    }

    #[test]
    fn what_cannot_be_read_is_reported_and_the_rest_counts() {
        let text = "id,type,name,countries,birth_dates\n1,person,Ann,KPX,1969-02-30\n2,robot,Ben,,\n3,person\n,person,Cid,,\n\"4\",person,\"D\nE\",,\n4,person,Eve,,\n";
        let edition = edition(text);
        let reported: Vec<_> = edition.rejected.iter().map(|row| (row.line, row.reason.split(':').next().unwrap())).collect();
        let expected = [
            (2, "countries"),
            (2, "birth_dates"),
            (3, "type"),
            (4, "it has more or fewer cells than the first line"),
            (5, "it has no id or no name"),
            (8, "the number house"),
        ];
        assert_eq!(reported, expected);
        assert_eq!(edition.list.designations.len(), 3);
    }

    #[test]
    fn a_header_that_does_not_fit_is_an_error() {
        assert!(error("id,type,name,colour\n").contains("a column \"colour\""));
        assert!(error("id,name\n1,x\n").contains("no column type"));
        assert!(error("").contains("a column \"\""));
    }

    #[test]
    fn the_file_beside_it_says_what_list_it_is() {
        let csv = file("sub/x.csv", "id,type,name\n1,person,Ann Example\n");
        let check = |about: &str, expected: Result<(&str, ListKind), &str>| {
            let read = read(&[csv.clone(), file("sub/X.list.toml", about)]);
            match (read, expected) {
                (Ok(editions), Ok(expected)) => {
                    let version = &editions[0].list.version;
                    assert_eq!((version.list.as_str(), version.kind), expected);
                }
                (Err(errors), Err(expected)) => assert!(errors[0].to_string().contains(expected), "{}", errors[0]),
                (read, _) => panic!("{about}: {read:?}"),
            }
        };
        check("list = \"eu\"\ndate = \"2026-06-05\"\nkind = \"official\"", Ok(("eu", ListKind::Official)));
        check("list = \"eu\"\nkind = \"watch\"", Ok(("eu", ListKind::Watch)));
        check("list = \"eu\"\nkind = \"law\"", Err("X.list.toml, line 2"));
        check("list = \"eu\"\nkind = \"watch\"\ncolour = 1", Err("line 3"));
    }

    #[test]
    fn a_cell_of_a_million_characters_is_read() {
        let name = "A".repeat(1_000_000);
        let edition = edition(&format!("id,type,name\n1,person,{name}\n"));
        assert_eq!(edition.list.designations[0].names[0].text.len(), 1_000_000);
    }
}
