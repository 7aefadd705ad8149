//! A list as the four CSV files in which the Treasury publishes it: names, addresses, aliases, and remarks that did not fit. No header, one line a row, `-0-` for nothing, byte
//! 0x1A at the end. In: the four files. Out: an [`Edition`]; each line is in an entry or reported.
//!
//! All four are required. Remarks are cut at [`REMARK_CHARACTERS`] and go on in the fourth file, among them wallets and aliases; the Treasury publishes that file with every
//! edition, and its specification has the four joined.

use super::super::collect::Collection;
use super::super::{Edition, ListError, ListFile};
use super::draft::Draft;
use super::{facts, remarks};
use crate::list::{DesignationKind, ListKind, Strength};
use std::borrow::Cow;
use std::collections::HashMap;

/// Whether the first line is a row of the names.
pub(super) fn confirms(bytes: &[u8]) -> Result<(), String> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.contains(&0) {
        return Err("it is not ASCII, Latin-1 or UTF-8".to_owned());
    }
    let Some((_, first)) = lines(bytes).next() else { return Err("it is empty".to_owned()) };
    let text = decoded(first);
    if text.trim_start().starts_with('<') {
        return Err("it begins with a tag, as HTML and XML do".to_owned());
    }
    let cells = cells(&text).map_err(|fault| format!("its first line is no row: {fault}"))?;
    match cells.as_slice() {
        [number, ..] if cells.len() == NAME_CELLS && (is_number(number) || is_header(number)) => Ok(()),
        _ => Err(format!("its first line has {} cells, not a number and {} more", cells.len(), NAME_CELLS - 1)),
    }
}

/// Reads the four files, in the order names, addresses, aliases, remarks.
pub(super) fn read(list: &str, files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(names), Some(addresses), Some(aliases), Some(comments)] = *files else {
        return Err(ListError::Empty { expected: "four files".to_owned() });
    };
    let mut quartet = Quartet { list, rows: Vec::new(), by_number: HashMap::new(), collection: Collection::default() };
    quartet.each(names, NAME_CELLS, Quartet::name)?;
    quartet.each(addresses, ADDRESS_CELLS, Quartet::address)?;
    quartet.each(aliases, ALIAS_CELLS, Quartet::alias)?;
    quartet.each(comments, COMMENT_CELLS, Quartet::comment)?;
    Ok(quartet.finish(names, [names, addresses, aliases, comments]))
}

/// Cells of a row of names: number, name, type, programmes, title, call sign, vessel type, tonnage, gross register tonnage, flag, owner, remarks.
const NAME_CELLS: usize = 12;
/// Of addresses: number, number of the address, address, city with state and postal code, country, remarks.
const ADDRESS_CELLS: usize = 6;
/// Of aliases: number, number of the alias, type, name, remarks.
const ALIAS_CELLS: usize = 5;
/// Of remarks: number, text.
const COMMENT_CELLS: usize = 2;

/// Where remarks are cut, in characters: all of the 29 that go on, on the lists of 2024 and 2025, are so long, and none is longer.
const REMARK_CHARACTERS: usize = 1000;

/// What is read so far.
struct Quartet<'l> {
    list: &'l str,
    rows: Vec<Row>,
    /// Places in `rows`; of a number that stands twice the first.
    by_number: HashMap<String, usize>,
    collection: Collection,
}

struct Row {
    line: u64,
    draft: Draft,
    remarks: String,
    continuation: String,
}

/// Cells of one line, and what is wrong with them.
struct Cells<'c> {
    line: u64,
    cells: &'c [String],
    faults: Vec<String>,
}

impl<'c> Cells<'c> {
    /// As it stands; empty where it is not there.
    fn whole(&self, place: usize) -> &'c str {
        self.cells.get(place).map_or("", String::as_str)
    }

    /// Trimmed.
    fn cell(&self, place: usize) -> &'c str {
        self.whole(place).trim()
    }
}

impl<'l> Quartet<'l> {
    /// Takes each line of a file. One that is no row is reported, and so is what a row says and cannot be taken.
    fn each(
        &mut self,
        file: &ListFile,
        expected_cells: usize,
        take: fn(&mut Quartet<'l>, &mut Cells<'_>),
    ) -> Result<(), ListError> {
        let broken = |line, reason: &str| ListError::Broken { file: file.path.clone(), line, reason: reason.to_owned() };
        let zero = file.bytes.iter().position(|byte| *byte == 0);
        if let Some(zero) = zero {
            let line = file.bytes.iter().take(zero).filter(|byte| **byte == b'\n').count() + 1;
            return Err(broken(u64::try_from(line).unwrap_or(u64::MAX), "it has a zero byte; it is not ASCII, Latin-1 or UTF-8"));
        }
        let mut count = 0;
        for (number, line) in lines(&file.bytes) {
            let text = decoded(line);
            match cells(&text) {
                Ok(cells) if number == 1 && cells.first().is_some_and(|cell| is_header(cell)) => continue,
                Ok(cells) if cells.len() == expected_cells => {
                    let mut row = Cells { line: number, cells: &cells, faults: Vec::new() };
                    match row.cells.first().filter(|cell| is_number(cell)) {
                        Some(_) => take(self, &mut row),
                        None => row.faults.push("it does not begin with the number of an entry".to_owned()),
                    }
                    row.faults.into_iter().for_each(|fault| self.collection.reject(file, number, fault));
                }
                Ok(cells) => self.collection.reject(file, number, format!("it has {} cells, not {expected_cells}", cells.len())),
                Err(fault) => self.collection.reject(file, number, fault),
            }
            count += 1;
        }
        if !file.bytes.is_empty() && !file.bytes.ends_with(b"\n") && !file.bytes.ends_with(&[END]) {
            return Err(broken(
                lines(&file.bytes).count().try_into().unwrap_or(u64::MAX),
                "it ends in the middle of a line: it was cut",
            ));
        }
        self.collection.holds(&format!("{} rows", file.name().to_lowercase()), count);
        Ok(())
    }

    fn name(&mut self, row: &mut Cells<'_>) {
        let kind = kind(row.cell(2), &mut row.faults);
        let mut draft = Draft::new(self.list, row.cell(0), kind);
        draft.name(row.cell(1), Strength::Strong);
        if !draft.is_named() {
            row.faults.push("it has no name".to_owned());
            return;
        }
        // Several programmes are written `DPRK2] [SDGT`.
        row.cell(3).split("] [").for_each(|programme| draft.programme(programme));
        for (place, label) in [(4, "Title"), (6, "Vessel Type"), (7, "Vessel Tonnage"), (8, "Vessel Gross Registered Tonnage")] {
            let value = row.cell(place);
            if !value.is_empty() {
                draft.note(&format!("{label} {value}"));
            }
        }
        for (place, label) in [(5, "Vessel Call Sign"), (9, "Vessel Flag"), (10, "Vessel Owner")] {
            let value = row.cell(place);
            if !value.is_empty() {
                facts::read(&format!("{label} {value}"), &mut draft, &mut row.faults);
            }
        }
        self.by_number.entry(row.cell(0).to_owned()).or_insert(self.rows.len());
        // Not trimmed: where remarks go on, the space between two words may stand at the cut.
        let remarks = row.whole(11).to_owned();
        self.rows.push(Row { line: row.line, draft, remarks, continuation: String::new() });
    }

    fn address(&mut self, row: &mut Cells<'_>) {
        let Some(of) = self.of(row) else { return };
        of.draft.address([row.cell(2), row.cell(3)].into_iter(), row.cell(4), &mut row.faults);
        of.draft.note(row.cell(5));
    }

    fn alias(&mut self, row: &mut Cells<'_>) {
        let Some(of) = self.of(row) else { return };
        let strength = match row.cell(2) {
            "aka" | "nka" => Strength::Strong,
            "fka" => Strength::Former,
            other => {
                row.faults.push(format!("{other:.40?} is no type of alias; it counts as a strong one"));
                Strength::Strong
            }
        };
        if row.cell(3).is_empty() {
            row.faults.push("it has no name".to_owned());
        }
        of.draft.name(row.cell(3), strength);
        of.draft.note(row.cell(4));
    }

    fn comment(&mut self, row: &mut Cells<'_>) {
        let Some(of) = self.of(row) else { return };
        of.continuation.push_str(row.whole(1));
    }

    /// The entry that a row adds to.
    fn of(&mut self, row: &mut Cells<'_>) -> Option<&mut Row> {
        let place = self.by_number.get(row.cell(0)).copied();
        if place.is_none() {
            row.faults.push(format!("no entry has the number {:.20}", row.cell(0)));
        }
        self.rows.get_mut(place?)
    }

    fn finish(mut self, names: &ListFile, all: [&ListFile; 4]) -> Edition {
        for Row { line, mut draft, remarks, continuation } in self.rows {
            let mut faults = Vec::new();
            let is_cut = remarks.chars().count() >= REMARK_CHARACTERS;
            match (is_cut, continuation.is_empty()) {
                (false, true) => remarks::read(&remarks, &mut draft, &mut faults),
                (true, false) => remarks::read(&format!("{remarks}{continuation}"), &mut draft, &mut faults),
                (true, true) => {
                    faults.push(format!("its remarks are cut, and go on nowhere in {}", all[3].name()));
                    remarks::read_cut(&remarks, &mut draft, &mut faults);
                }
                (false, false) => {
                    faults.push(format!("its remarks end here, and go on in {}: the files are of different days", all[3].name()));
                    remarks::read(&remarks, &mut draft, &mut faults);
                    remarks::read_continued(&continuation, &mut draft, &mut faults);
                }
            }
            self.collection.add(draft.finish(), names, line);
            faults.into_iter().for_each(|fault| self.collection.reject(names, line, fault));
        }
        self.collection.finish(self.list, ListKind::Official, None, all.into_iter())
    }
}

/// The files give `individual`, `vessel`, `aircraft`, and nothing for the rest.
fn kind(text: &str, faults: &mut Vec<String>) -> DesignationKind {
    match text {
        "individual" => DesignationKind::Person,
        "vessel" => DesignationKind::Vessel,
        "aircraft" => DesignationKind::Aircraft,
        "" => DesignationKind::Organisation,
        other => {
            faults.push(format!("{other:.40?} is no type of entry; it counts as unknown"));
            DesignationKind::Unknown
        }
    }
}

/// The lines with their numbers from 1, without their ends, up to [`END`].
fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let bytes = bytes.strip_suffix(&[END]).unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let lines = (!bytes.is_empty()).then(|| bytes.split(|byte| *byte == b'\n')).into_iter().flatten();
    (1..).zip(lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)))
}

/// What the files end with: the end of a file in CP/M and DOS.
const END: u8 = 0x1A;

/// A line that is not UTF-8 is Latin-1: each byte is the character of its number.
fn decoded(line: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(line.iter().map(|byte| char::from(*byte)).collect()),
    }
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim();
    (1..=NUMBER_DIGITS_MAX).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits of the number of an entry. They have five today; ten are those of a number of 32 bits.
const NUMBER_DIGITS_MAX: usize = 10;

/// Copies of the list have been seen with a line of column names, which the Treasury does not write.
fn is_header(cell: &str) -> bool {
    cell.trim().eq_ignore_ascii_case("ent_num")
}

/// The cells of a line. One in quotes may hold commas and doubled quotes; `-0-` is an empty one. Lines are read one by one, so that a quote that is not closed costs one row and not
/// all those up to the next quote; no cell of the published files has a line break in it.
fn cells(line: &str) -> Result<Vec<String>, &'static str> {
    let mut cells = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (cell, behind) = match text.trim_start_matches(' ').strip_prefix('"') {
            Some(inside) => quoted(inside)?,
            None => match text.split_once(',') {
                Some((cell, behind)) => (cell.trim().to_owned(), Some(behind)),
                None => (text.trim().to_owned(), None),
            },
        };
        if cell.contains('"') && !text.trim_start_matches(' ').starts_with('"') {
            return Err("a quote stands in the middle of a cell");
        }
        cells.push(if cell.trim() == NOTHING { String::new() } else { cell });
        rest = behind;
    }
    Ok(cells)
}

const NOTHING: &str = "-0-";

/// A cell up to its closing quote, and what stands behind the comma after it.
fn quoted(inside: &str) -> Result<(String, Option<&str>), &'static str> {
    let mut cell = String::new();
    let mut rest = inside;
    loop {
        let (text, behind) = rest.split_once('"').ok_or("a quote is not closed")?;
        cell.push_str(text);
        match behind.strip_prefix('"') {
            Some(behind) => {
                cell.push('"');
                rest = behind;
            }
            None => {
                let behind = behind.trim_start_matches(' ');
                let next = behind.strip_prefix(',');
                return if next.is_some() || behind.is_empty() {
                    Ok((cell, next))
                } else {
                    Err("text stands behind a closing quote")
                };
            }
        }
    }
}
