//! A message and what was decided about it, as an analyst reads it: verdict, message, and for each reason the text that it stands on, the entry that this text matched, why, and
//! on what legal basis. A message that passes is one line.

use super::context::{begin_of, marked_lines};
use super::visible::visible;
use super::{Ink, Page};
use crate::decision::{Amount, Decision, MessageFacts, Screened};
use crate::detect::{Hit, Part};
use crate::frame::{Format, Frame};
use crate::list::Designation;
use crate::message::{Defect, Severity};
use crate::rule::{Rules, Ruling};
use crate::verdict::Verdict;
use bytes::Bytes;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

impl<W: Write> Page<W> {
    /// Everything about one frame. `rules` give the titles of the rules.
    pub(in crate::cli) fn screened(&mut self, source: &str, frame: &Frame, screened: &Screened, rules: &Rules) -> io::Result<()> {
        let decision = &screened.frame;
        let facts = facts(&decision.message);
        if decision.verdict == Verdict::Pass {
            let text = format!("{}  {facts}", visible(source));
            return self.labelled(VERDICT_COLUMNS, Ink::Of(decision.verdict), decision.verdict.as_str(), Ink::Plain, &text);
        }
        self.blank()?;
        self.verdict(decision.verdict, &visible(source))?;
        self.labelled(VERDICT_COLUMNS, Ink::Plain, "", Ink::Plain, &facts)?;
        self.decision(frame, decision, rules)?;
        let stopped = screened.units.iter().filter(|unit| unit.verdict > Verdict::Pass);
        for unit in stopped.take(UNITS_SHOWN_MAX) {
            self.unit(unit)?;
            self.decision(frame, unit, rules)?;
        }
        self.other_units(decision)?;
        self.blank()
    }

    fn verdict(&mut self, verdict: Verdict, text: &str) -> io::Result<()> {
        self.labelled(VERDICT_COLUMNS, Ink::Of(verdict), verdict.as_str(), Ink::Strong, text)
    }

    fn unit(&mut self, decision: &Decision) -> io::Result<()> {
        let Some(unit) = &decision.unit else { return Ok(()) };
        let reference = unit.end_to_end_id.as_deref().map(|id| format!(", end-to-end {}", visible(id))).unwrap_or_default();
        let amount = decision.message.amount.as_ref().map(|amount| format!(", {}", amount_text(amount))).unwrap_or_default();
        self.verdict(decision.verdict, &format!("transaction {} of {}{reference}{amount}", unit.index, unit.count))
    }

    /// The transactions that are not shown one by one.
    fn other_units(&mut self, decision: &Decision) -> io::Result<()> {
        let counts = decision.unit_verdicts.unwrap_or_default();
        let all: usize = counts.iter().map(|count| *count as usize).sum();
        let [passed, ..] = counts.map(|count| count as usize);
        if let Some(more) = (all - passed).checked_sub(UNITS_SHOWN_MAX).filter(|more| *more > 0) {
            self.remark("", &format!("and {more} more transactions that do not pass; --format json has all of them"))?;
        }
        if passed == 0 {
            return Ok(());
        }
        let text = format!("{passed} of {all} transactions by themselves");
        self.labelled(VERDICT_COLUMNS, Ink::Of(Verdict::Pass), Verdict::Pass.as_str(), Ink::Plain, &text)
    }

    fn decision(&mut self, frame: &Frame, decision: &Decision, rules: &Rules) -> io::Result<()> {
        let mut shown = BTreeSet::new();
        for ruling in &decision.reasons {
            self.reason(ruling, rules)?;
            let new: Vec<usize> = ruling.hits.iter().copied().filter(|hit| shown.insert(*hit)).collect();
            let again = ruling.hits.len() - new.len();
            self.hits(frame, new.iter().filter_map(|hit| decision.hits.get(*hit)))?;
            if again > 0 {
                self.fact("found", &format!("{again} shown above"))?;
            }
            if !ruling.basis.is_empty() {
                self.fact("basis", &ruling.basis.iter().map(|basis| visible(basis)).collect::<Vec<_>>().join("; "))?;
            }
        }
        let others: Vec<&Hit> =
            (0..).zip(&decision.hits).filter(|(index, _)| !shown.contains(index)).map(|(_, hit)| hit).collect();
        self.others(&others)?;
        for suppressed in decision.suppressed.iter().take(HITS_SHOWN_MAX) {
            self.remark("left out", &format!("{} by rule {}", hit_name(&suppressed.hit), visible(&suppressed.rule)))?;
        }
        self.defects(&decision.defects)
    }

    fn reason(&mut self, ruling: &Ruling, rules: &Rules) -> io::Result<()> {
        let title = rules.iter().find(|rule| rule.id == ruling.rule).map(|rule| format!(": {}", visible(&rule.title)));
        let text = format!("{} by {}{}", ruling.verdict, visible(&ruling.rule), title.unwrap_or_default());
        self.labelled(REASON_COLUMNS, Ink::Plain, "", Ink::Of(ruling.verdict), &text)
    }

    fn hits<'h>(&mut self, frame: &Frame, hits: impl Iterator<Item = &'h Hit>) -> io::Result<()> {
        let mut more = 0;
        for (number, hit) in hits.enumerate() {
            if number < HITS_SHOWN_MAX {
                self.hit(frame, hit)?;
            } else {
                more += 1;
            }
        }
        if more > 0 { self.fact("found", &format!("{more} more; --format json has all of them")) } else { Ok(()) }
    }

    fn hit(&mut self, frame: &Frame, hit: &Hit) -> io::Result<()> {
        let more = hit.parts.len().saturating_sub(PARTS_SHOWN_MAX);
        for part in hit.parts.iter().take(PARTS_SHOWN_MAX) {
            self.part(frame, part)?;
        }
        if more > 0 {
            self.fact("found in", &format!("{more} more places"))?;
        }
        match (&hit.designation, hit.code) {
            (Some(designation), _) => self.designation(hit, designation)?,
            (None, Some(code)) => self.fact("means", code)?,
            (None, None) => {}
        }
        self.fact(
            "why",
            &format!(
                "{}; score {}",
                hit.why.iter().map(|why| visible(why)).collect::<Vec<_>>().join("; "),
                score_text(hit.score)
            ),
        )
    }

    fn part(&mut self, frame: &Frame, part: &Part) -> io::Result<()> {
        let layer = if part.layer > 0 { ", inside decoded content" } else { "" };
        self.fact("found in", &format!("{} ({} {}{layer})", visible(&part.path), part.role.as_str(), part.kind.as_str()))?;
        let read = visible(&part.text.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
        let (bytes, spans) = surroundings(frame, &part.spans);
        let lines = if is_utf16(frame) { Vec::new() } else { marked_lines(&bytes, &spans, self.medium, FACT_COLUMNS) };
        for line in &lines {
            self.line(&format!("{}{line}", " ".repeat(FACT_COLUMNS)))?;
        }
        let is_as_it_stands = lines.len() == 1 && lines.iter().any(|line| line.contains(&read));
        if is_as_it_stands { Ok(()) } else { self.fact("read as", &begin_of(&read, TEXT_COLUMNS_SHOWN_MAX)) }
    }

    fn designation(&mut self, hit: &Hit, designation: &Designation) -> io::Result<()> {
        let reported = if hit.reported_only { ", reported, not designated" } else { "" };
        self.fact("listed", &format!("{} ({}{reported})", primary_name(designation), designation.kind.as_str()))?;
        if let Some(alias) = hit.alias.as_ref().filter(|alias| visible(&alias.text) != primary_name(designation)) {
            self.fact("as", &format!("{} ({} alias)", visible(&alias.text), alias.strength.as_str()))?;
        }
        let entries = designation.entries.iter().map(|entry| match entry.programmes.is_empty() {
            true => format!("{} {}", entry.list, entry.id),
            false => format!("{} {} [{}]", entry.list, entry.id, entry.programmes.join(", ")),
        });
        self.fact("on", &visible(&entries.collect::<Vec<_>>().join("; ")))
    }

    /// Hits that no ruling stands on: they are on record, and asked for nothing alone.
    fn others(&mut self, others: &[&Hit]) -> io::Result<()> {
        if others.is_empty() {
            return Ok(());
        }
        let names: BTreeSet<String> = others.iter().map(|hit| hit_name(hit)).collect();
        let shown = names.iter().take(HITS_SHOWN_MAX).cloned().collect::<Vec<_>>().join("; ");
        let more = names.len().checked_sub(HITS_SHOWN_MAX).filter(|more| *more > 0).map(|more| format!("; and {more} more"));
        self.remark("also", &format!("{shown}{}: by itself no reason to stop", more.unwrap_or_default()))
    }

    fn defects(&mut self, defects: &[Defect]) -> io::Result<()> {
        for defect in defects.iter().take(DEFECTS_SHOWN_MAX) {
            let ink = if defect.code.severity() == Severity::Doubt { Ink::Of(Verdict::Hold) } else { Ink::Faint };
            let label = format!("{:REASON_COLUMNS$}{}", "", defect.code.severity().as_str());
            let text =
                format!("{} ({}, bytes {}..{})", defect.code.detail(), defect.code.as_str(), defect.span.start, defect.span.end);
            self.labelled(FACT_COLUMNS, ink, &label, Ink::Plain, &text)?;
        }
        match defects.len().saturating_sub(DEFECTS_SHOWN_MAX) {
            0 => Ok(()),
            more => self.remark("", &format!("and {more} more defects; --format json has all of them")),
        }
    }

    fn fact(&mut self, label: &str, text: &str) -> io::Result<()> {
        let label = format!("{:LABEL_COLUMNS$}{label}", "");
        self.labelled(FACT_COLUMNS, Ink::Faint, &label, Ink::Plain, text)
    }

    fn remark(&mut self, label: &str, text: &str) -> io::Result<()> {
        let label = format!("{:REASON_COLUMNS$}{label}", "");
        self.labelled(FACT_COLUMNS, Ink::Faint, &label, Ink::Plain, text)
    }
}

/// What identifies a message, as far as it is known.
fn facts(message: &MessageFacts) -> String {
    let known = |text: &Option<String>| text.as_deref().map(visible);
    let format = match message.format {
        Format::Mt => "MT",
        Format::Mx => "MX",
        Format::Unknown => "neither MT nor MX",
    };
    let kind = known(&message.message_type).map_or_else(|| format.to_owned(), |kind| format!("{format} {kind}"));
    let reference = known(&message.reference).map(|reference| format!("reference {reference}"));
    let way = match (known(&message.sender), known(&message.receiver)) {
        (None, None) => None,
        (sender, receiver) => Some(format!("{} -> {}", sender.as_deref().unwrap_or("?"), receiver.as_deref().unwrap_or("?"))),
    };
    let amount = message.amount.as_ref().map(amount_text);
    let day = known(&message.value_date).map(|day| format!("value {day}"));
    [Some(kind), reference, way, amount, day].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn amount_text(amount: &Amount) -> String {
    visible(&format!("{} {}", amount.currency, amount.value))
}

fn primary_name(designation: &Designation) -> String {
    designation.names.first().map_or_else(|| visible(&designation.id), |name| visible(&name.text))
}

/// A hit in a few words.
fn hit_name(hit: &Hit) -> String {
    let what = match (&hit.designation, hit.code) {
        (Some(designation), _) => primary_name(designation),
        (None, Some(code)) => code.to_owned(),
        (None, None) => hit.evidence.as_str().to_owned(),
    };
    match hit.parts.first() {
        Some(part) => format!("{what} in {}", visible(&part.path)),
        None => what,
    }
}

pub(super) fn score_text(score: u16) -> String {
    format!("{}.{:03}", score / 1000, score % 1000)
}

/// Two bytes a character: the frame's bytes are no text to show.
fn is_utf16(frame: &Frame) -> bool {
    matches!(frame.slice(0..2).as_deref(), Ok([0xFF, 0xFE] | [0xFE, 0xFF]))
}

/// The bytes around `spans`, and where the spans lie in them. Nothing where they cannot be read, which the Decision says.
fn surroundings(frame: &Frame, spans: &[Range<u32>]) -> (Bytes, Vec<Range<u32>>) {
    let start = spans.iter().map(|span| span.start).min().unwrap_or(0).saturating_sub(CONTEXT_BYTES);
    let end = spans
        .iter()
        .map(|span| span.end)
        .max()
        .unwrap_or(0)
        .min(start.saturating_add(SHOWN_BYTES_MAX))
        .saturating_add(CONTEXT_BYTES);
    let bytes = frame.slice(start as usize..end as usize).unwrap_or_default();
    (bytes, spans.iter().map(|span| span.start - start..span.end - start).collect())
}

const VERDICT_COLUMNS: usize = 8;
const REASON_COLUMNS: usize = 2;
const LABEL_COLUMNS: usize = 4;
const FACT_COLUMNS: usize = 14;

/// Transactions that are shown one by one.
pub(in crate::cli) const UNITS_SHOWN_MAX: usize = 100;

/// Read around the text of a hit: more than a line shows.
const CONTEXT_BYTES: u32 = 512;

/// Read of the text itself.
const SHOWN_BYTES_MAX: u32 = 64 * 1024;

/// Of one reason. A page is for a person; the JSON line has everything.
const HITS_SHOWN_MAX: usize = 6;
const PARTS_SHOWN_MAX: usize = 4;
const DEFECTS_SHOWN_MAX: usize = 6;

/// Columns of a text that was read differently from how it stands: four lines.
const TEXT_COLUMNS_SHOWN_MAX: usize = 300;

#[cfg(test)]
mod tests;
