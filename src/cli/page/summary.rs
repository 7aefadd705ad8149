//! The end of a page: how many messages came to which verdict, and what they were screened against.

use super::{Ink, Page, visible};
use crate::list::{ListKind, ListVersion};
use crate::verdict::Verdict;
use std::io::{self, Write};

/// What came of a run.
#[derive(Debug, Default)]
pub(in crate::cli) struct Tally {
    verdicts: [u64; Verdict::ALL.len()],
    /// Inputs that could not be read.
    pub(in crate::cli) unreadable: u64,
    left_out: u64,
    left_out_names: Vec<String>,
}

impl Tally {
    pub(in crate::cli) fn count(&mut self, verdict: Verdict) {
        for (count, _) in self.verdicts.iter_mut().zip(Verdict::ALL).filter(|(_, other)| **other == verdict) {
            *count += 1;
        }
    }

    pub(in crate::cli) fn leave_out(&mut self, source: &str) {
        self.left_out += 1;
        if self.left_out_names.len() < NAMES_SHOWN_MAX {
            self.left_out_names.push(visible(source));
        }
    }

    /// The most severe verdict; none where nothing was decided.
    pub(in crate::cli) fn worst(&self) -> Option<Verdict> {
        let reached = self.verdicts.iter().zip(Verdict::ALL).filter(|(count, _)| **count > 0);
        reached.map(|(_, verdict)| *verdict).max()
    }

    /// The sentence about files that were left out; none where there are none.
    pub(in crate::cli) fn left_out(&self) -> Option<String> {
        let more = self.left_out - self.left_out_names.len() as u64;
        let names = self.left_out_names.join(", ");
        let names = if more > 0 { format!("{names} and {more} more") } else { names };
        let files = if self.left_out == 1 { "1 file" } else { &format!("{} files", self.left_out) };
        (self.left_out > 0).then(|| {
            format!("skipped {files}: {names} (no messages by their names, or links to folders; a file that is named itself is always screened)")
        })
    }

    fn messages(&self) -> u64 {
        self.verdicts.iter().sum()
    }
}

impl<W: Write> Page<W> {
    pub(in crate::cli) fn summary(&mut self, tally: &Tally, lists: &[ListVersion]) -> io::Result<()> {
        let counts = tally.verdicts.iter().zip(Verdict::ALL).filter(|(count, _)| **count > 0);
        let counts = counts.map(|(count, verdict)| self.medium.paint(Ink::Of(*verdict), &format!("{count} {verdict}")));
        let messages = if tally.messages() == 1 { "1 message".to_owned() } else { format!("{} messages", tally.messages()) };
        let unreadable = (tally.unreadable > 0).then(|| format!("{} not readable", tally.unreadable));
        let parts: Vec<String> = counts.chain(unreadable).collect();
        let parts = if parts.is_empty() { "nothing screened".to_owned() } else { parts.join(", ") };
        self.blank()?;
        self.line(&format!("{messages}: {parts}"))?;
        let lists: Vec<String> = lists.iter().map(list_line).collect();
        let lists = if lists.is_empty() { "no list".to_owned() } else { lists.join("; ") };
        self.labelled("screened against ".len(), Ink::Faint, "screened against", Ink::Faint, &lists)
    }
}

/// A list in a few words.
fn list_line(version: &ListVersion) -> String {
    let date = version.date.map_or_else(|| "without a date".to_owned(), |date| format!("of {date}"));
    let watch = match version.kind {
        ListKind::Official => "",
        ListKind::Watch => ", watch list",
    };
    format!("{} {date} ({} entries, {} of the DPRK{watch})", visible(&version.list), version.count, version.dprk_count)
}

/// Names of skipped files in one line. The samples have one companion a message: naming them all would hide the rest.
const NAMES_SHOWN_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_verdict_decides() {
        let mut tally = Tally::default();
        assert_eq!(tally.worst(), None);
        tally.count(Verdict::Pass);
        assert_eq!(tally.worst(), Some(Verdict::Pass));
        tally.count(Verdict::Hold);
        tally.count(Verdict::Flag);
        assert_eq!(tally.worst(), Some(Verdict::Hold));
        assert_eq!(tally.messages(), 3);
    }

    #[test]
    fn skipped_files_are_named_up_to_a_limit() {
        let mut tally = Tally::default();
        assert_eq!(tally.left_out(), None);
        for number in 0..=NAMES_SHOWN_MAX {
            tally.leave_out(&format!("{number}.md"));
        }
        let sentence = tally.left_out().unwrap();
        assert!(sentence.starts_with("skipped 4 files: 0.md, 1.md, 2.md and 1 more ("), "{sentence}");
    }
}
