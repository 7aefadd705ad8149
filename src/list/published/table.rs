//! Lists of rows: CSV and the first sheet of a workbook, to rows of cells by the name of their column, with the line.

use super::cell::is_nothing;
use super::collect::Collection;
use super::{ListError, ListFile};
use calamine::{Data, Reader as _, Xlsx};
use csv::ReaderBuilder;
use std::io::Cursor;
use std::io::Read as _;

/// A table as read.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    rejected: Vec<(u64, String)>,
    /// Cells of lines above the header.
    pub(super) above: Vec<String>,
}

/// A row.
pub(super) struct Row<'t> {
    /// Its line, of a workbook its row, from 1.
    pub(super) line: u64,
    columns: &'t [String],
    cells: &'t [String],
}

impl Table {
    /// Rows that were there, with those that could not be read.
    pub(super) fn count(&self) -> usize {
        self.rows.len() + self.rejected.len()
    }

    /// The columns of the header.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }

    /// The rows that could be read.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { line: *line, columns: &self.columns, cells })
    }

    /// Reports the rows that could not be read, and columns that are not among `known`: what stands in them is kept as notes.
    pub(super) fn report(&self, collection: &mut Collection, known: &[&str], file: &ListFile) {
        for (line, reason) in &self.rejected {
            collection.reject(file, *line, reason);
        }
        for column in
            self.columns.iter().filter(|column| !is_nothing(column) && !known.iter().any(|known| is_column(known, column)))
        {
            collection.reject(file, 1, format!("the column {column:.40?} is not known; what stands in it is kept as notes"));
        }
    }
}

impl<'t> Row<'t> {
    /// The trimmed text of a column; empty where there is none.
    pub(super) fn cell(&self, column: &str) -> &'t str {
        let place = self.columns.iter().position(|name| is_column(column, name));
        place.and_then(|place| self.cells.get(place)).map_or("", |cell| cell.trim())
    }

    /// Cells of columns that are not among `known`.
    pub(super) fn others(&self, known: &'t [&str]) -> impl Iterator<Item = (&'t str, &'t str)> {
        let cells = self.columns.iter().map(String::as_str).zip(self.cells.iter().map(String::as_str));
        cells.filter(move |(column, text)| !is_nothing(text) && !known.iter().any(|known| is_column(known, column)))
    }
}

/// Columns are told apart by their letters and digits alone: lists change case, spaces and punctuation of them from one edition to the next.
fn is_column(one: &str, other: &str) -> bool {
    one == other || letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether a CSV has a header with these columns in its first lines; else what was found.
pub(super) fn confirms(bytes: &[u8], delimiter: u8, columns: &[&str]) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD_BYTES_MAX)).unwrap_or_default());
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().take(LINES_ABOVE_MAX + 1).collect();
    let is_header = |line: &&str| {
        let cells: Vec<&str> = line.split(char::from(delimiter)).map(|cell| cell.trim().trim_matches('"')).collect();
        columns.iter().all(|column| cells.iter().any(|cell| is_column(column, cell)))
    };
    if lines.iter().any(is_header) {
        return Ok(());
    }
    let first: String = lines.first().copied().unwrap_or_default().chars().take(60).collect();
    Err(format!("none of its first lines has the columns {}; the first is {first:?}", columns.join(", ")))
}

/// Reads a CSV. The header is the first line that has all `columns` that are asked for first.
///
/// # Errors
///
/// What is not UTF-8, has no such header, or ends within quotes.
pub(super) fn csv(file: &ListFile, delimiter: u8, columns: &[&str]) -> Result<Table, ListError> {
    let bytes = file.bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&file.bytes);
    if let Err(error) = str::from_utf8(bytes) {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        return Err(broken(file, u64::try_from(line).unwrap_or(u64::MAX), "it is not UTF-8"));
    }
    let mut table = Table::default();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    for row in reader.records() {
        let row = row.map_err(|error| broken(file, error.position().map_or(1, csv::Position::line), &error.to_string()))?;
        let line = row.position().map_or(0, csv::Position::line);
        table.take(line, row.iter().map(str::to_owned).collect(), columns);
    }
    if bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
        let line = table.rows.last().map_or(1, |(line, _)| *line);
        return Err(broken(file, line, "it ends within quotes: it was cut"));
    }
    table.checked(file, columns)
}

/// Whether a file is a workbook; else what was found.
pub(super) fn is_workbook(bytes: &[u8]) -> Result<(), String> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(20)).unwrap_or_default()).into_owned();
    Err(format!("it begins with {start:?}, not as a workbook does"))
}

/// Reads the first sheet of a workbook.
///
/// # Errors
///
/// What is no workbook, unpacks to more than [`UNPACKED_BYTES_MAX`], or has no such header.
pub(super) fn workbook(file: &ListFile, columns: &[&str]) -> Result<Table, ListError> {
    let unpacked = unpacked_bytes(&file.bytes).map_err(|reason| broken(file, 1, &reason))?;
    if unpacked > UNPACKED_BYTES_MAX {
        return Err(broken(file, 1, &format!("it unpacks to more than {UNPACKED_BYTES_MAX} bytes")));
    }
    let no_workbook = |error: &dyn std::fmt::Display| broken(file, 1, &format!("it is no workbook: {error}"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.as_slice())).map_err(|error| no_workbook(&error))?;
    let name = book.sheet_names().first().cloned().ok_or_else(|| broken(file, 1, "it has no sheet"))?;
    // Cell by cell: a range would fill every place between two far cells.
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| no_workbook(&error))?;
    let mut table = Table::default();
    let (mut at, mut row): (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|error| no_workbook(&error))? {
        let (line, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= CELLS_MAX {
            return Err(broken(file, u64::from(line) + 1, &format!("a row has more than {CELLS_MAX} cells")));
        }
        if line != at {
            table.take(u64::from(at) + 1, std::mem::take(&mut row), columns);
            at = line;
        }
        row.resize(row.len().max(column + 1), String::new());
        if let Some(place) = row.get_mut(column) {
            *place = text(&Data::from(cell.get_value().clone()));
        }
    }
    table.take(u64::from(at) + 1, row, columns);
    table.checked(file, columns)
}

impl Table {
    fn take(&mut self, line: u64, cells: Vec<String>, columns: &[&str]) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if !self.columns.is_empty() {
            let count = cells.len();
            let is_same = count == self.columns.len() || cells.iter().skip(self.columns.len()).all(|cell| is_nothing(cell));
            match is_same {
                true => self.rows.push((line, cells)),
                false => self.rejected.push((line, format!("it has {count} cells, and the header has {}", self.columns.len()))),
            }
        } else if columns.iter().take(REQUIRED_COLUMNS).all(|column| cells.iter().any(|cell| is_column(column, cell))) {
            self.columns = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        } else {
            self.above.extend(cells);
        }
    }

    fn checked(self, file: &ListFile, columns: &[&str]) -> Result<Table, ListError> {
        let wanted: Vec<&str> = columns.iter().copied().take(REQUIRED_COLUMNS).collect();
        match self.columns.is_empty() {
            true => Err(broken(file, 1, &format!("no line is the header; expected are {}", wanted.join(", ")))),
            false => Ok(self),
        }
    }
}

/// A cell as text; days as 2024-01-12.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// The sum of what the files in it really unpack to: the sizes that it claims may be false. Counting stops behind the limit.
fn unpacked_bytes(bytes: &[u8]) -> Result<u64, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("it is no workbook: {error}"))?;
    let mut sum = 0;
    let mut buffer = [0; 16 * 1024];
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).map_err(|error| format!("it is no workbook: {error}"))?;
        loop {
            let read = entry.read(&mut buffer).map_err(|error| format!("it is no workbook: {error}"))?;
            sum += u64::try_from(read).unwrap_or(u64::MAX);
            match read {
                0 => break,
                _ if sum > UNPACKED_BYTES_MAX => return Ok(sum),
                _ => {}
            }
        }
    }
    Ok(sum)
}

fn broken(file: &ListFile, line: u64, reason: &str) -> ListError {
    ListError::Broken { file: file.path.clone(), line, reason: reason.to_owned() }
}

/// Columns, from the first of those that a reader knows, by which the header is told from lines above it.
const REQUIRED_COLUMNS: usize = 2;

/// Lines above the header: a list says there when it was made.
const LINES_ABOVE_MAX: usize = 3;

/// How far the header is looked for, in bytes.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Cells of a row of a workbook; the UK Sanctions List, the widest that is read, has 58 columns.
const CELLS_MAX: usize = 256;

/// What a workbook may unpack to, in bytes: 20 times the list of Australia, which has 9,553 rows and unpacks to 6.5 MB.
const UNPACKED_BYTES_MAX: u64 = 128 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// A packed archive of files.
    fn archive(files: &[(&str, &[u8])]) -> ListFile {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        ListFile { path: "a.xlsx".into(), bytes: writer.finish().unwrap().into_inner() }
    }

    /// A workbook whose sheet has these rows of cells, each with the name of its place.
    fn book(rows: &[&[(&str, &str)]]) -> ListFile {
        let cell = |(place, text): &(&str, &str)| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let row = |cells: &&[(&str, &str)]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let workbook = format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        );
        let relations = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        let package = relations.replace("/worksheet\"", "/officeDocument\"").replace("worksheets/sheet1.xml", "xl/workbook.xml");
        archive(&[
            ("_rels/.rels", package.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    }

    #[test]
    fn cells_of_a_workbook_stand_in_their_columns() {
        let file = book(&[
            &[("A1", "list of today")],
            &[("A2", "Id"), ("C2", "Name")],
            &[("C3", "Ann")],
            &[],
            &[("A5", "7"), ("D5", "more")],
        ]);
        let table = workbook(&file, &["ID", "name"]).unwrap();
        let rows: Vec<_> = table.rows().map(|row| (row.line, row.cell("Id"), row.cell("NAME"))).collect();
        assert_eq!(rows, [(3, "", "Ann")]);
        assert_eq!((table.above.as_slice(), table.count()), (&["list of today".to_owned()][..], 2));
        assert_eq!(table.rejected, [(5, "it has 4 cells, and the header has 3".to_owned())]);
    }

    #[test]
    fn a_row_of_too_many_cells_is_an_error() {
        // IV is the 256th column, IW the next.
        let header: &[(&str, &str)] = &[("A1", "Id"), ("B1", "Name")];
        assert!(workbook(&book(&[header, &[("IV2", "x")]]), &["Id", "Name"]).is_ok());
        let error = workbook(&book(&[header, &[("IW2", "x")]]), &["Id", "Name"]).unwrap_err();
        assert!(error.to_string().contains("line 2: a row has more than 256 cells"), "{error}");
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_an_error() {
        let error = |bytes: u64| {
            let zeros = vec![0; usize::try_from(bytes).unwrap()];
            workbook(&archive(&[("xl/workbook.xml", &zeros)]), &["Id", "Name"]).unwrap_err().to_string()
        };
        assert!(error(UNPACKED_BYTES_MAX).contains("it is no workbook"));
        assert!(error(UNPACKED_BYTES_MAX + 1).contains("it unpacks to more than"));
    }

    #[test]
    fn the_header_may_stand_below_some_lines() {
        let check = |above: usize, expected: bool| {
            let text = format!("{}Id,Name\n1,Ann\n", "made today\n".repeat(above));
            assert_eq!(confirms(text.as_bytes(), b',', &["Id", "Name"]).is_ok(), expected);
        };
        check(LINES_ABOVE_MAX, true);
        check(LINES_ABOVE_MAX + 1, false);
    }

    #[test]
    fn a_csv_that_was_cut_within_quotes_is_an_error() {
        let file = |text: &str| ListFile { path: "a.csv".into(), bytes: text.as_bytes().to_vec() };
        assert_eq!(csv(&file("\u{FEFF}Id,Name\n1,\"A, B\"\n"), b',', &["Id", "Name"]).unwrap().count(), 1);
        let error = csv(&file("Id,Name\n1,Ann\n2,\"Ben\n3,Cid\n"), b',', &["Id", "Name"]).unwrap_err();
        assert!(error.to_string().contains("it ends within quotes"), "{error}");
    }
}
