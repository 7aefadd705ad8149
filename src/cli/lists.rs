//! `interdict lists`: what messages are screened against.

use super::Exit;
use super::arguments::Form;
use super::error::CommandError;
use super::page::{Medium, Page, visible};
use super::policy;
use crate::journal::{hex, list_json};
use crate::list::{ListKind, ListVersion};
use std::io::{self, Write};

/// One line a list.
pub(super) fn info(form: Form) -> Result<Exit, CommandError> {
    let versions: Vec<ListVersion> = policy::lists().into_iter().map(|list| list.version).collect();
    let mut out = io::stdout().lock();
    match form {
        Form::Human => table(&mut Page::new(&mut out, Medium::of_output()), &versions)?,
        Form::Json => versions.iter().try_for_each(|version| writeln!(out, "{}", list_json(version)))?,
    }
    Ok(Exit::Fine)
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
