//! `interdict compare`: how like two names are, without a message around them.

use super::Exit;
use super::arguments::{CompareArguments, Form, designation_kind};
use super::error::{CommandError, PairMistake};
use super::page::{Medium, Page};
use crate::detect::name::{self, Comparison};
use crate::journal::json;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// Judges the two names of the arguments, or every row of the file.
pub(super) fn compare(arguments: &CompareArguments, form: Form) -> Result<Exit, CommandError> {
    let mut out = BufWriter::new(io::stdout().lock());
    let medium = Medium::of_output();
    let mut judge = |pair: &Pair<'_>| {
        let comparison = name::compare(pair.query, pair.candidate, designation_kind(pair.kind));
        match form {
            Form::Human => Page::new(&mut out, medium).comparison(pair.query, pair.candidate, &comparison),
            Form::Json => writeln!(out, "{}", line(pair, &comparison)),
        }
    };
    match (&arguments.tsv, arguments.names.as_slice()) {
        (Some(path), _) => rows(path, &mut judge)?,
        (None, [query, candidate]) => judge(&Pair { query, candidate, kind: &arguments.kind })?,
        (None, _) => {}
    }
    out.flush()?;
    Ok(Exit::Fine)
}

/// Two names, and what the second one is a name of.
struct Pair<'a> {
    query: &'a str,
    candidate: &'a str,
    kind: &'a str,
}

fn line(pair: &Pair<'_>, comparison: &Comparison) -> String {
    let Comparison { score, matched, why } = comparison;
    format!(
        r#"{{"query":{},"candidate":{},"type":{},"score":{}.{:03},"match":{matched},"why":{}}}"#,
        json(pair.query),
        json(pair.candidate),
        json(pair.kind),
        score / 1000,
        score % 1000,
        json(why),
    )
}

fn rows(path: &Path, judge: &mut dyn FnMut(&Pair<'_>) -> io::Result<()>) -> Result<(), CommandError> {
    let file = path.to_string_lossy().into_owned();
    let unreadable = |cause| CommandError::PairsUnreadable { file: file.clone(), cause };
    let reader: Box<dyn Read> =
        if file == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(path).map_err(unreadable)?) };
    let mut lines = Lines { reader: BufReader::new(reader), number: 0, buffer: Vec::new() };
    let wrong = |line: u64, mistake| CommandError::Pairs { file: file.clone(), line, mistake };
    let mut header = None;
    while lines.advance().map_err(unreadable)? {
        let number = lines.number;
        let text = lines.text().map_err(|mistake| wrong(number, mistake))?;
        match &header {
            None => header = Some(Header::read(text).map_err(|mistake| wrong(number, mistake))?),
            Some(header) => judge(&header.pair(text).map_err(|mistake| wrong(number, mistake))?)?,
        }
    }
    if header.is_none() { Err(wrong(1, PairMistake::NoHeader)) } else { Ok(()) }
}

/// The lines of a file, one at a time, and no more of one than [`LINE_BYTES_MAX`].
struct Lines<R> {
    reader: R,
    number: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    fn advance(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        let limit = LINE_BYTES_MAX as u64 + LINE_END_BYTES;
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.buffer)?;
        self.number += 1;
        Ok(read > 0)
    }

    fn text(&self) -> Result<&str, PairMistake> {
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = if self.number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        if line.len() > LINE_BYTES_MAX {
            return Err(PairMistake::TooLong(LINE_BYTES_MAX));
        }
        str::from_utf8(line).map_err(|_| PairMistake::Encoding)
    }
}

/// Where the columns stand.
struct Header {
    columns: usize,
    query: usize,
    candidate: usize,
    kind: usize,
}

impl Header {
    fn read(line: &str) -> Result<Header, PairMistake> {
        if line.is_empty() {
            return Err(PairMistake::NoHeader);
        }
        let names: Vec<&str> = line.split('\t').collect();
        let column = |name: &'static str| {
            let mut places = names.iter().enumerate().filter(|(_, other)| **other == name).map(|(place, _)| place);
            let place = places.next().ok_or(PairMistake::NoColumn(name))?;
            if places.next().is_some() { Err(PairMistake::ColumnTwice(name)) } else { Ok(place) }
        };
        Ok(Header { columns: names.len(), query: column("query")?, candidate: column("candidate")?, kind: column("type")? })
    }

    fn pair<'a>(&self, line: &'a str) -> Result<Pair<'a>, PairMistake> {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
        if cells.len() != self.columns {
            return Err(PairMistake::Columns { found: cells.len(), expected: self.columns });
        }
        Ok(Pair { query: cell(self.query), candidate: cell(self.candidate), kind: cell(self.kind) })
    }
}

/// Longest line of a file of pairs. The longest name on the lists has some 300 bytes.
const LINE_BYTES_MAX: usize = 64 * 1024;

/// CR and LF.
const LINE_END_BYTES: u64 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &[u8], expected: Result<&[&str], &str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pairs.tsv");
        std::fs::write(&path, text).unwrap();
        let mut found = Vec::new();
        let outcome = rows(&path, &mut |pair| {
            found.push(format!("{}|{}|{}", pair.query, pair.candidate, pair.kind));
            Ok(())
        });
        match (outcome, expected) {
            (Ok(()), Ok(expected)) => assert_eq!(found, expected),
            (Err(error), Err(expected)) => assert!(error.to_string().contains(expected), "{error}"),
            (outcome, expected) => panic!("{outcome:?}, not {expected:?}"),
        }
    }

    #[test]
    fn columns_are_found_by_name() {
        check(b"query\tcandidate\ttype\nA\tB\tperson\n", Ok(&["A|B|person"]));
        check(b"\xEF\xBB\xBFnote\ttype\tcandidate\tquery\r\nx\t\tB\tA\r\ny\tv\tD\tC", Ok(&["A|B|", "C|D|v"]));
        check(b"query\tcandidate\ttype\n", Ok(&[]));
        check(b"query\tcandidate\ttype\n\"A\t\"\t'\n", Ok(&["\"A|\"|'"]));
    }

    #[test]
    fn mistakes_name_their_line() {
        check(b"", Err("line 1: the file is empty"));
        check(b"query\tcandidate\n", Err("line 1: the header has no column type"));
        check(b"query\tquery\tcandidate\ttype\n", Err("line 1: the header names the column query twice"));
        check(b"query\tcandidate\ttype\nA\tB\tp\nA\tB\n", Err("line 3: 2 columns where the header has 3"));
        check(b"query\tcandidate\ttype\n\nA\tB\t\n", Err("line 2: 1 columns"));
        check(b"query\tcandidate\ttype\n\xFF\tB\tp\n", Err("line 2: the line is not UTF-8"));
    }

    #[test]
    fn a_line_has_a_limit() {
        let line = |bytes: usize| format!("query\tcandidate\ttype\n{}\tB\t\n", "A".repeat(bytes - 3));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pairs.tsv");
        std::fs::write(&path, line(LINE_BYTES_MAX)).unwrap();
        rows(&path, &mut |_| Ok(())).unwrap();
        check(line(LINE_BYTES_MAX + 1).as_bytes(), Err("line 2: the line is longer than 65536 bytes"));
        check(line(3 * LINE_BYTES_MAX).as_bytes(), Err("line 2: the line is longer"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = rows(Path::new("/does/not/exist.tsv"), &mut |_| Ok(())).unwrap_err();
        assert!(error.to_string().starts_with("/does/not/exist.tsv cannot be read"), "{error}");
        assert_eq!(error.exit(), Exit::Incomplete);
    }

    #[test]
    fn a_line_is_the_contract() {
        let pair = Pair { query: "A \"B\"", candidate: "김", kind: "Person" };
        let comparison = Comparison { score: 97, matched: false, why: vec!["w".to_owned()] };
        assert_eq!(
            line(&pair, &comparison),
            r#"{"query":"A \"B\"","candidate":"김","type":"Person","score":0.097,"match":false,"why":["w"]}"#
        );
    }
}
