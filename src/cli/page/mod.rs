//! What a person reads on a terminal: labelled, wrapped to its width, and in colour where there is any.
//!
//! In: Decisions and the frames that they are about. Out: lines. Verdicts and marks are words and brackets as well as colours, so that the same page can be printed, or read by
//! somebody who does not see colours.

mod comparison;
mod context;
mod decision;
mod summary;
mod visible;

pub(super) use decision::UNITS_SHOWN_MAX;
pub(super) use summary::Tally;
pub(super) use visible::{shielded, visible};

use crate::verdict::Verdict;
use std::env;
use std::io::{self, IsTerminal as _, Write};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// What a page is written for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Medium {
    pub(super) is_terminal: bool,
    columns: usize,
    has_colour: bool,
}

impl Medium {
    /// Standard output. Colours need a terminal, unless CLICOLOR_FORCE asks for them; NO_COLOR and TERM=dumb turn them off (<https://no-color.org>, <https://bixense.com/clicolors>).
    pub(super) fn of_output() -> Medium {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_forced = env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
        let is_dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
        let is_terminal = io::stdout().is_terminal();
        let columns = if is_terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
        Medium {
            is_terminal,
            columns: columns.unwrap_or(COLUMNS_OF_A_FILE).clamp(COLUMNS_MIN, COLUMNS_MAX),
            has_colour: !is_set("NO_COLOR") && (is_forced || (is_terminal && !is_dumb)),
        }
    }

    fn paint(self, ink: Ink, text: &str) -> String {
        match ink.code() {
            Some(code) if self.has_colour && !text.is_empty() => format!("\x1b[{code}m{text}\x1b[0m"),
            _ => text.to_owned(),
        }
    }
}

/// Colours by what they say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Faint,
    Of(Verdict),
    Mark,
}

impl Ink {
    /// SGR parameters (ECMA-48), of the colours that every terminal has.
    fn code(self) -> Option<&'static str> {
        match self {
            Ink::Plain => None,
            Ink::Strong => Some("1"),
            Ink::Faint => Some("2"),
            Ink::Of(Verdict::Pass) => Some("32"),
            Ink::Of(Verdict::Flag) => Some("1;36"),
            Ink::Of(Verdict::Hold) => Some("1;33"),
            Ink::Of(Verdict::Reject) => Some("1;35"),
            Ink::Of(Verdict::Block) => Some("1;31"),
            Ink::Mark => Some("1;4"),
        }
    }
}

/// A page that is being written.
pub(super) struct Page<W> {
    out: W,
    medium: Medium,
    /// Whether nothing stands right above.
    is_blank_above: bool,
}

impl<W: Write> Page<W> {
    pub(super) fn new(out: W, medium: Medium) -> Page<W> {
        Page { out, medium, is_blank_above: true }
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// An empty line, where none stands above.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        if self.is_blank_above {
            return Ok(());
        }
        self.is_blank_above = true;
        writeln!(self.out)
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.is_blank_above = false;
        writeln!(self.out, "{}", line.trim_end())
    }

    /// `text` in lines of the page's width; what follows the first line stands `indent` columns to the right.
    pub(super) fn text(&mut self, indent: usize, ink: Ink, text: &str) -> io::Result<()> {
        self.labelled(indent, Ink::Plain, "", ink, text)
    }

    /// A label, and `text` beside it in the columns behind `indent`. A label that is too long has a line of its own.
    pub(super) fn labelled(&mut self, indent: usize, label_ink: Ink, label: &str, ink: Ink, text: &str) -> io::Result<()> {
        let mut lead = format!("{}{}", self.medium.paint(label_ink, label), " ".repeat(indent.saturating_sub(label.width())));
        if label.width() >= indent && !label.is_empty() {
            self.line(&lead)?;
            lead = " ".repeat(indent);
        }
        for line in wrapped(text, self.medium.columns.saturating_sub(indent)) {
            self.line(&format!("{lead}{}", self.medium.paint(ink, &line)))?;
            lead = " ".repeat(indent);
        }
        Ok(())
    }

    /// Rows of equal cells under a header, as wide as they are: a table is read by its columns, so that it is not wrapped.
    pub(super) fn table(&mut self, header: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
        let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column)).map(|cell| cell.width());
        let widths: Vec<usize> =
            header.iter().enumerate().map(|(column, name)| cells(column).max().unwrap_or(0).max(name.width())).collect();
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        for (row, ink) in [(&header, Ink::Faint)].into_iter().chain(rows.iter().map(|row| (row, Ink::Plain))) {
            let padded =
                row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width().min(*width))));
            let line = padded.collect::<Vec<_>>().join("  ");
            self.line(&self.medium.paint(ink, line.trim_end()))?;
        }
        Ok(())
    }
}

/// Lines of at most `columns` columns, broken at spaces, or inside a word where it is longer than a line. At least one line.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(TEXT_COLUMNS_MIN);
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let used = lines.last().map_or(0, |line| line.width());
        let separator = if used == 0 { "" } else { " " };
        if used > 0 && used + 1 + word.width() > columns {
            lines.push(String::new());
        } else if let Some(line) = lines.last_mut() {
            line.push_str(separator);
        }
        push_word(&mut lines, word, columns);
    }
    lines
}

fn push_word(lines: &mut Vec<String>, word: &str, columns: usize) {
    for character in word.chars() {
        let used = lines.last().map_or(0, |line| line.width());
        if used + character.width().unwrap_or(0) > columns {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(character);
        }
    }
}

/// Width of a page that goes to a file or another program.
const COLUMNS_OF_A_FILE: usize = 100;

/// Narrower than this, labels leave no room; wider, lines are hard to read.
const COLUMNS_MIN: usize = 40;
const COLUMNS_MAX: usize = 120;

/// Columns that a text beside a label has at least.
const TEXT_COLUMNS_MIN: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, columns: usize, expected: &[&str]) {
        assert_eq!(wrapped(text, columns), expected, "{text:?}");
    }

    #[test]
    fn lines_break_at_spaces_and_inside_long_words() {
        check("", 20, &[""]);
        check("one two three four five", 16, &["one two three", "four five"]);
        check("0123456789abcdef", 16, &["0123456789abcdef"]);
        check("0123456789abcdefg", 16, &["0123456789abcdef", "g"]);
        check("한국어한국어한국어", 16, &["한국어한국어한국", "어"]);
    }

    fn written(medium: Medium, write: impl FnOnce(&mut Page<Vec<u8>>) -> io::Result<()>) -> String {
        let mut page = Page::new(Vec::new(), medium);
        write(&mut page).unwrap();
        String::from_utf8(page.out).unwrap()
    }

    const PLAIN: Medium = Medium { is_terminal: false, columns: 40, has_colour: false };

    #[test]
    fn text_stands_beside_its_label() {
        let text = written(PLAIN, |page| {
            page.labelled(8, Ink::Faint, "why", Ink::Plain, "every word of the listed name, in another order")
        });
        assert_eq!(text, "why     every word of the listed name,\n        in another order\n");
        let text = written(PLAIN, |page| page.labelled(8, Ink::Faint, "long label", Ink::Plain, "text"));
        assert_eq!(text, "long label\n        text\n");
    }

    #[test]
    fn one_empty_line_is_enough() {
        let text = written(PLAIN, |page| {
            page.blank()?;
            page.text(0, Ink::Plain, "a")?;
            page.blank()?;
            page.blank()?;
            page.text(0, Ink::Plain, "b")
        });
        assert_eq!(text, "a\n\nb\n");
    }

    #[test]
    fn colour_is_only_where_it_is_wanted() {
        let colour = Medium { has_colour: true, ..PLAIN };
        assert_eq!(written(colour, |page| page.text(0, Ink::Of(Verdict::Block), "block")), "\x1b[1;31mblock\x1b[0m\n");
        assert_eq!(written(PLAIN, |page| page.text(0, Ink::Of(Verdict::Block), "block")), "block\n");
    }

    #[test]
    fn columns_of_a_table_are_as_wide_as_their_widest_cell() {
        let rows = [vec!["un".to_owned(), "1".to_owned()], vec!["김".to_owned(), "22".to_owned()]];
        assert_eq!(written(PLAIN, |page| page.table(&["list", "n"], &rows)), "list  n\nun    1\n김    22\n");
    }
}
