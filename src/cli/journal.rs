//! `interdict journal`: whether what was recorded is still what was recorded.

use super::Exit;
use super::arguments::Form;
use super::error::CommandError;
use super::page::{Ink, Medium, Page};
use crate::journal::{Journal, ReceiptNumber, Settings, Verification, json};
use crate::verdict::Verdict;
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Recomputes the chain of the journal at `path`: its file, or the folder that it lies in.
pub(super) fn verify(path: &Path, receipts: &[String], form: Form) -> Result<Exit, CommandError> {
    let known = receipts.iter().map(|text| number(text)).collect::<Result<Vec<_>, _>>()?;
    let path = file(path);
    let found = Journal::verify(&path, &known)?;
    let mut out = io::stdout().lock();
    match form {
        Form::Human => page(&mut Page::new(&mut out, Medium::of_output()), &path, &found)?,
        Form::Json => writeln!(out, "{}", json(&Report::of(&found)))?,
    }
    Ok(if found.is_intact() { Exit::Fine } else { Exit::Incomplete })
}

fn number(text: &str) -> Result<ReceiptNumber, CommandError> {
    text.parse().map_err(|cause| CommandError::Receipt { text: text.to_owned(), cause })
}

fn file(path: &Path) -> PathBuf {
    if path.is_dir() { Settings { directory: path.to_owned(), ..Settings::default() }.path() } else { path.to_owned() }
}

fn page<W: Write>(page: &mut Page<W>, path: &Path, found: &Verification) -> io::Result<()> {
    let (word, ink) = if found.is_intact() { ("whole", Ink::Of(Verdict::Pass)) } else { ("broken", Ink::Of(Verdict::Block)) };
    page.labelled(COLUMNS, ink, word, Ink::Strong, &super::page::visible(&path.to_string_lossy()))?;
    page.labelled(
        COLUMNS,
        Ink::Faint,
        "entries",
        Ink::Plain,
        &format!("{} follow each other and are what was recorded", found.entries),
    )?;
    if let Some(head) = &found.head {
        page.labelled(
            COLUMNS,
            Ink::Faint,
            "head",
            Ink::Plain,
            &format!("{head} (keep it elsewhere: it pins down every entry before)"),
        )?;
    }
    if let Some(broken) = &found.broken {
        let text =
            format!("at entry {}: {}; nothing behind it was looked at; keep the file as evidence", broken.sequence, broken.fault);
        page.labelled(COLUMNS, Ink::Faint, "breaks", Ink::Plain, &text)?;
    }
    for missing in &found.missing {
        page.labelled(COLUMNS, Ink::Faint, "missing", Ink::Plain, &format!("{missing} is not in the chain"))?;
    }
    match found.erased {
        0 => Ok(()),
        erased => {
            page.labelled(COLUMNS, Ink::Faint, "erased", Ink::Plain, &format!("{erased} bodies; their digests are still there"))
        }
    }
}

/// The wire type.
#[derive(Serialize)]
struct Report {
    intact: bool,
    entries: u64,
    head: Option<String>,
    broken: Option<Break>,
    erased: u64,
    missing: Vec<String>,
}

#[derive(Serialize)]
struct Break {
    sequence: u64,
    fault: String,
}

impl Report {
    fn of(found: &Verification) -> Report {
        Report {
            intact: found.is_intact(),
            entries: found.entries,
            head: found.head.as_ref().map(ToString::to_string),
            broken: found.broken.map(|broken| Break { sequence: broken.sequence, fault: broken.fault.to_string() }),
            erased: found.erased,
            missing: found.missing.iter().map(ToString::to_string).collect(),
        }
    }
}

const COLUMNS: usize = 10;
