//! `interdict lists`: what messages are screened against.

use super::Exit;
use super::arguments::{Form, ListsArguments};
use super::error::CommandError;
use super::page::{Ink, Medium, Page, visible};
use super::policy;
use super::screen::today;
use crate::engine::self_test::{SelfTest, self_test};
use crate::engine::{Arrival, Policy};
use crate::journal::{difference_json, hex, json, list_json};
use crate::list::activation::{Refusal, activate};
use crate::list::diff::{self, Difference, Summary};
use crate::list::published::{Edition, Rejected};
use crate::list::{List, ListKind, ListVersion};
use crate::rule::Rules;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// One line a list; for people also what its files hold and which rows could not be read.
pub(super) fn info(lists: &ListsArguments, form: Form) -> Result<Exit, CommandError> {
    let editions = policy::editions(lists)?;
    let versions: Vec<ListVersion> = editions.iter().map(|edition| edition.list.version.clone()).collect();
    let mut out = io::stdout().lock();
    match form {
        Form::Human => {
            let mut page = Page::new(&mut out, Medium::of_output());
            table(&mut page, &versions)?;
            editions.iter().try_for_each(|edition| holds(&mut page, edition))?;
        }
        Form::Json => versions.iter().try_for_each(|version| writeln!(out, "{}", list_json(version)))?,
    }
    Ok(Exit::Fine)
}

fn holds<W: Write>(page: &mut Page<W>, edition: &Edition) -> io::Result<()> {
    if edition.holds.is_empty() {
        return Ok(());
    }
    let parts: Vec<String> = edition.holds.iter().map(|(what, count)| format!("{count} {what}")).collect();
    page.blank()?;
    page.text(0, Ink::Plain, &format!("{}: {}", edition.list.version.list, parts.join(", ")))?;
    for Rejected { file, line, reason } in edition.rejected.iter().take(ROWS_SHOWN) {
        page.text(2, Ink::Plain, &format!("{file}, line {line}: {reason}"))?;
    }
    match edition.rejected.len().checked_sub(ROWS_SHOWN) {
        Some(more @ 1..) => page.text(2, Ink::Plain, &format!("and {more} rows more")),
        _ => Ok(()),
    }
}

/// Reads the lists as a start would, and tries them where that is asked for.
pub(super) fn check(lists: &ListsArguments, with_self_test: bool, form: Form) -> Result<Exit, CommandError> {
    let lists: Vec<List> = policy::editions(lists)?.into_iter().map(|edition| edition.list).collect();
    let entries: usize = lists.iter().map(|list| list.version.count).sum();
    let rejected_rows: usize = lists.iter().map(|list| list.version.rejected_rows).sum();
    let policy = Policy::new(lists, Rules::builtin());
    let arrival = Arrival { rail: "any".to_owned(), as_of: today() };
    let listed = policy.snapshot.listed().iter().map(|listed| listed.designation.as_ref());
    let outcome = with_self_test.then(|| self_test(&policy, &arrival, listed));
    let mut out = io::stdout().lock();
    let parties = policy.snapshot.listed().len();
    match form {
        Form::Human => {
            writeln!(out, "{entries} entries of {parties} parties, {rejected_rows} rows rejected: the lists can be used")?;
            outcome.as_ref().map_or(Ok(()), |outcome| tell_self_test(&mut out, outcome))?;
        }
        Form::Json => writeln!(out, "{}", check_json(entries, parties, rejected_rows, outcome.as_ref()))?,
    }
    Ok(if outcome.is_none_or(|outcome| outcome.is_passed()) { Exit::Fine } else { Exit::Incomplete })
}

fn tell_self_test(out: &mut impl Write, outcome: &SelfTest) -> io::Result<()> {
    let SelfTest { designations, tried, too_short, missed_count, missed } = outcome;
    writeln!(
        out,
        "self-test: {tried} messages for {designations} parties, {missed_count} not found; {too_short} names are too short to be looked for"
    )?;
    missed.iter().try_for_each(|missed| {
        writeln!(out, "  {}: {} in {}", visible(&missed.designation), visible(&missed.text), visible(&missed.place))
    })
}

fn check_json(entries: usize, parties: usize, rejected_rows: usize, outcome: Option<&SelfTest>) -> String {
    let self_test = outcome.map_or("null".to_owned(), |outcome| {
        let missed: Vec<String> = outcome
            .missed
            .iter()
            .map(|missed| {
                let (id, text, place) = (json(&missed.designation), json(&missed.text), json(&missed.place));
                format!(r#"{{"designation":{id},"text":{text},"place":{place}}}"#)
            })
            .collect();
        let SelfTest { designations, tried, too_short, missed_count, .. } = outcome;
        format!(
            r#"{{"designations":{designations},"tried":{tried},"too_short":{too_short},"missed_count":{missed_count},"missed":[{}]}}"#,
            missed.join(",")
        )
    });
    format!(r#"{{"entries":{entries},"parties":{parties},"rejected_rows":{rejected_rows},"self_test":{self_test}}}"#)
}

/// What changed from one folder to the other, and whether the other may take its place.
pub(super) fn diff(old: &Path, new: &Path, form: Form) -> Result<Exit, CommandError> {
    let (old, new) = (policy::folder(old)?, policy::folder(new)?);
    let refusals = activate(&old, &new, false).err().unwrap_or_default();
    let lists = |editions: Vec<Edition>| editions.into_iter().map(|edition| edition.list).collect::<Vec<List>>();
    let differences = diff::diff(&lists(old), &lists(new));
    let mut out = BufWriter::new(io::stdout().lock());
    match form {
        Form::Human => differences.iter().try_for_each(|difference| tell_difference(&mut out, difference))?,
        Form::Json => differences.iter().try_for_each(|difference| writeln!(out, "{}", difference_json(difference)))?,
    }
    out.flush()?;
    refusals.iter().for_each(|refusal: &Refusal| eprintln!("refused: {refusal}"));
    Ok(if refusals.is_empty() { Exit::Fine } else { Exit::Incomplete })
}

fn tell_difference(out: &mut impl Write, difference: &Difference) -> io::Result<()> {
    let Difference { list, added, removed, changed, .. } = difference;
    writeln!(out, "{}: {} added, {} removed, {} changed", visible(list), added.len(), removed.len(), changed.len())?;
    let entry = |summary: &Summary| format!("{} {}", visible(&summary.id), visible(&summary.name));
    added.iter().try_for_each(|summary| writeln!(out, "  + {}", entry(summary)))?;
    removed.iter().try_for_each(|summary| writeln!(out, "  - {}", entry(summary)))?;
    changed.iter().try_for_each(|changed| {
        let aspects: Vec<&str> = changed.changes.iter().map(|change| change.aspect.as_str()).collect();
        writeln!(out, "  ~ {}: {}", entry(&changed.entry), aspects.join(", "))
    })
}

fn table<W: Write>(page: &mut Page<W>, versions: &[ListVersion]) -> io::Result<()> {
    let rows: Vec<Vec<String>> = versions.iter().map(row).collect();
    page.table(&["list", "date", "entries", "of the DPRK", "rows rejected", "effect", "sha256"], &rows)
}

fn row(version: &ListVersion) -> Vec<String> {
    let effect = match version.kind {
        ListKind::Official => "stops",
        ListKind::Watch => "flags at most",
    };
    vec![
        visible(&version.list),
        version.date.map_or_else(|| "-".to_owned(), |date| date.to_string()),
        version.count.to_string(),
        version.dprk_count.to_string(),
        version.rejected_rows.to_string(),
        effect.to_owned(),
        hex(&version.sha256).chars().take(DIGITS_SHOWN).collect(),
    ]
}

/// Rows that could not be read, shown of each list.
const ROWS_SHOWN: usize = 5;

/// Enough to tell editions apart by eye; the JSON line has all.
const DIGITS_SHOWN: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_the_contract() {
        let version = ListVersion {
            list: "un".to_owned(),
            kind: ListKind::Official,
            date: Some(jiff::civil::date(2026, 2, 27)),
            sha256: [7; 32],
            count: 3,
            dprk_count: 2,
            rejected_rows: 1,
        };
        let sha256 = "07".repeat(32);
        let expected =
            format!(r#"{{"list":"un","date":"2026-02-27","sha256":"{sha256}","count":3,"dprk_count":2,"rejected_rows":1}}"#);
        assert_eq!(list_json(&version), expected);
    }
}
