//! The rules of ownership, as data.

use super::Share;
use jiff::civil::Date;

/// From which share on, on whose behalf, and since when.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) lists: Vec<&'static str>,
    threshold: Threshold,
    pub(super) adds_up: bool,
    pub(super) counts_control: bool,
    from: Option<Date>,
    until: Option<Date>,
    pub(super) source: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Threshold {
    AtLeast(Share),
    MoreThan(Share),
}

impl Rule {
    pub(super) fn is_met_by(&self, share: Share) -> bool {
        match self.threshold {
            Threshold::AtLeast(least) => share >= least,
            Threshold::MoreThan(limit) => share > limit,
        }
    }

    fn is_in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The rules of a day.
pub(super) fn rules(day: Date) -> Vec<Rule> {
    rows().filter_map(rule).filter(|rule| rule.is_in_force(day)).collect()
}

fn rows() -> impl Iterator<Item = &'static str> {
    RULES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn rule(row: &'static str) -> Option<Rule> {
    let cells: Vec<&str> = row.split('\t').collect();
    let [name, lists, threshold, together, control, from, until, source] = *cells else { return None };
    let threshold = match threshold.split_once(' ')? {
        ("at-least", percent) => Threshold::AtLeast(Share::parse(percent)?),
        ("more-than", percent) => Threshold::MoreThan(Share::parse(percent)?),
        _ => return None,
    };
    let lists = lists.split(',').collect();
    let (adds_up, counts_control) = (yes(together)?, yes(control)?);
    Some(Rule { name, lists, threshold, adds_up, counts_control, from: day(from)?, until: day(until)?, source })
}

fn yes(cell: &str) -> Option<bool> {
    match cell {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// A day, or none where the end is open.
fn day(cell: &str) -> Option<Option<Date>> {
    if cell == "-" { Some(None) } else { Some(Some(cell.parse().ok()?)) }
}

const RULES: &str = include_str!("rules.tsv");

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_row_is_read_and_a_day_has_one_of_each() {
        assert!(rows().all(|row| rule(row).is_some()));
        let names = |day| rules(day).iter().map(|rule| rule.name).collect::<Vec<_>>();
        assert_eq!(names(date(2026, 11, 24)), ["ofac-50", "eu-ownership", "uk-ownership"]);
        assert_eq!(names(date(2024, 7, 2)), names(date(2024, 7, 3)));
        assert_eq!(names(date(2007, 1, 1)), ["eu-ownership"]);
    }
}
