//! `interdict rules responses`: what may be said outside about a verdict.

use super::Exit;
use super::arguments::Form;
use super::error::CommandError;
use super::page::{Ink, Medium, Page, visible};
use crate::journal::json;
use crate::response::{Response, responses};
use serde::Serialize;
use std::io::{self, Write};

/// One line a row of the table. Of a rail, its own rows and those that it shares with all.
pub(super) fn list(rail: Option<&str>, form: Form) -> Result<Exit, CommandError> {
    let rows = || responses().filter(|row| rail.is_none() || row.rail.is_none() || row.rail == rail);
    let mut out = io::BufWriter::new(io::stdout().lock());
    match form {
        Form::Human => {
            let mut page = Page::new(&mut out, Medium::of_output());
            rows().try_for_each(|row| block(&mut page, row))?;
        }
        Form::Json => rows().try_for_each(|row| writeln!(out, "{}", json(&Line::of(row))))?,
    }
    out.flush()?;
    Ok(Exit::Fine)
}

fn block<W: Write>(page: &mut Page<W>, row: &Response) -> io::Result<()> {
    let (rail, answers) = (row.rail.unwrap_or("any rail"), row.answers.unwrap_or("any message"));
    let subject = format!("{rail}, {}, {answers}", row.format);
    page.labelled(INDENT, Ink::Of(row.verdict), row.verdict.as_str(), Ink::Strong, &visible(&subject))?;
    let said = [row.message, row.status, row.reason, row.text].into_iter().flatten().collect::<Vec<_>>().join(" ");
    page.text(INDENT, Ink::Plain, if said.is_empty() { "nothing goes out" } else { &said })?;
    page.text(INDENT, Ink::Faint, row.source)?;
    page.blank()
}

/// The wire type.
#[derive(Serialize)]
struct Line {
    rail: &'static str,
    format: &'static str,
    answers: &'static str,
    verdict: &'static str,
    message: Option<&'static str>,
    status: Option<&'static str>,
    reason: Option<&'static str>,
    text: Option<&'static str>,
    source: &'static str,
}

impl Line {
    fn of(row: &Response) -> Line {
        Line {
            rail: row.rail.unwrap_or("*"),
            format: row.format,
            answers: row.answers.unwrap_or("*"),
            verdict: row.verdict.as_str(),
            message: row.message,
            status: row.status,
            reason: row.reason,
            text: row.text,
            source: row.source,
        }
    }
}

const INDENT: usize = 8;
