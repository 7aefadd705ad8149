//! `interdict rules`: what turns hits into verdicts.

use super::Exit;
use super::arguments::Form;
use super::error::CommandError;
use super::page::{Ink, Medium, Page, visible};
use super::policy;
use crate::journal::json;
use crate::rule::{Basis, Rule, Rules};
use jiff::civil::Date;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// One line a rule, in the order of the file.
pub(super) fn list(path: Option<&Path>, form: Form) -> Result<Exit, CommandError> {
    let rules = policy::rules(path)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    match form {
        Form::Human => blocks(&mut Page::new(&mut out, Medium::of_output()), &rules)?,
        Form::Json => rules.iter().try_for_each(|rule| writeln!(out, "{}", json(&Line::of(rule))))?,
    }
    out.flush()?;
    Ok(Exit::Fine)
}

fn blocks<W: Write>(page: &mut Page<W>, rules: &Rules) -> io::Result<()> {
    for rule in rules.iter() {
        page.labelled(INDENT, Ink::Of(rule.verdict), rule.verdict.as_str(), Ink::Strong, &visible(&rule.id))?;
        page.text(INDENT, Ink::Plain, &visible(&rule.title))?;
        page.text(INDENT, Ink::Faint, &visible(&rule.basis.iter().map(basis_text).collect::<Vec<_>>().join("; ")))?;
        let days = in_force(rule.from, rule.until);
        if !days.is_empty() {
            page.text(INDENT, Ink::Faint, &format!("in force{days}"))?;
        }
        if let Some(note) = &rule.note {
            page.text(INDENT, Ink::Faint, &visible(note))?;
        }
        page.blank()?;
    }
    Ok(())
}

fn basis_text(basis: &Basis) -> String {
    match basis {
        Basis::Instrument { text, from, until } => format!("{text}{}", in_force(*from, *until)),
        Basis::FromHit => "the list entry's own".to_owned(),
    }
}

fn in_force(from: Option<Date>, until: Option<Date>) -> String {
    let from = from.map(|day| format!(" from {day}")).unwrap_or_default();
    let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
    from + &until
}

/// The wire type.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: &'a str,
    verdict: &'static str,
    basis: Vec<String>,
    from: Option<String>,
    until: Option<String>,
}

impl Line<'_> {
    fn of(rule: &Rule) -> Line<'_> {
        Line {
            id: &rule.id,
            title: &rule.title,
            verdict: rule.verdict.as_str(),
            basis: rule.basis.iter().map(ToString::to_string).collect(),
            from: rule.from.map(|day| day.to_string()),
            until: rule.until.map(|day| day.to_string()),
        }
    }
}

const INDENT: usize = 8;
