//! Two names and how like they are.

use super::decision::score_text;
use super::visible::visible;
use super::{Ink, Page};
use crate::detect::name::Comparison;
use crate::verdict::Verdict;
use std::io::{self, Write};

impl<W: Write> Page<W> {
    pub(in crate::cli) fn comparison(&mut self, query: &str, candidate: &str, comparison: &Comparison) -> io::Result<()> {
        let (word, ink) =
            if comparison.matched { ("match", Ink::Of(Verdict::Block)) } else { ("no match", Ink::Of(Verdict::Pass)) };
        self.labelled(COLUMNS, ink, word, Ink::Strong, &format!("{} ~ {}", visible(query), visible(candidate)))?;
        let why = comparison.why.iter().map(|why| visible(why)).collect::<Vec<_>>().join("; ");
        self.labelled(COLUMNS, Ink::Faint, &score_text(comparison.score), Ink::Plain, &why)
    }
}

const COLUMNS: usize = 10;
