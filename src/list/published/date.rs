//! Dates as lists write them. In: one date, with words such as `circa` or `between`. Out: a day, or a date of birth in the forms of `Designation::birth_dates`. What is not
//! understood in full gives nothing, and the caller keeps it as a note. Days stand before months where both are numbers; the US order is `us_day` alone.

use jiff::civil::{Date, date};
use std::ops::RangeInclusive;

/// A date of birth: `27 Apr 1941` and `27/04/1941` are `1941-04-27`, `Nov 1950` is `1950-11`, `circa 1947` is `1947~`, `1967 to 1969` and `between 1967 and 1969` are
/// `1967/1969`, `circa 1967-1969` is `1967~/1969~`. From the first to the last day of a year is that year.
pub(super) fn birth(text: &str) -> Option<String> {
    let words = words(text);
    let (is_about, words) = without_about(&words);
    let Some((from, to)) = range(words) else { return Some(single(words)?.written(is_about)) };
    let (is_from_about, from) = without_about(from);
    let (is_to_about, to) = without_about(to);
    span(single(from)?, is_about || is_from_about, single(to)?, is_about || is_to_about)
}

/// A date of birth of numbers; a month or day that is 0 is not known.
pub(super) fn birth_of(year: i16, month: i8, day: i8) -> Option<String> {
    Some(Partial::of(year, month, day)?.written(false))
}

/// A date of birth between two days: `1967-01-01` and `1967-12-31` are `1967`, a month likewise. `None` where the second is before the first.
pub(super) fn birth_between(from: Date, to: Date) -> Option<String> {
    let partial = |day: Date| Partial { year: day.year(), month: Some(day.month()), day: Some(day.day()) }.checked();
    span(partial(from)?, false, partial(to)?, false)
}

/// The same date of birth, but about it.
pub(super) fn about(birth: &str) -> String {
    let ends: Vec<String> = birth.split('/').map(|end| format!("{}~", end.trim_end_matches('~'))).collect();
    ends.join("/")
}

/// A day in full: `28 Aug 2024`, `28/08/2024`, `2024-08-28`, `2024-08-28T00:00:00`.
pub(super) fn day(text: &str) -> Option<Date> {
    let found = single(&words(text))?;
    Date::new(found.year, found.month?, found.day?).ok()
}

/// A day in the order of the US Treasury: `03/28/2025`.
pub(super) fn us_day(text: &str) -> Option<Date> {
    let [month, day, year] = three_numbers(text.trim(), '/')?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|day| YEARS.contains(&day.year()))
}

/// Years that a date of a list can have. Nobody on a list was born before, and years of the Persian, Islamic and Buddhist calendars fall outside.
const YEARS: RangeInclusive<i16> = 1800..=2200;

const ABOUT: &[&str] = &["circa", "ca", "c", "approximately", "approx", "about", "around"];

const MONTHS: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// A date of which the end may be unknown.
#[derive(Clone, Copy)]
struct Partial {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Partial {
    /// A month or day that is 0 is not known.
    fn of(year: i16, month: i8, day: i8) -> Option<Partial> {
        let known = |number: i8| (number != 0).then_some(number);
        Partial { year, month: known(month), day: known(day) }.checked()
    }

    fn checked(self) -> Option<Partial> {
        let is_whole = self.month.is_some() || self.day.is_none();
        (is_whole && self.first_day().is_some() && YEARS.contains(&self.year)).then_some(self)
    }

    fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    fn last_day(self) -> Option<Date> {
        let month = Date::new(self.year, self.month.unwrap_or(12), 1).ok()?;
        self.day.map_or(Some(month.last_of_month()), |day| Date::new(self.year, month.month(), day).ok())
    }

    fn written(self, is_about: bool) -> String {
        let about = if is_about { "~" } else { "" };
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{}{about}", date(self.year, month, day)),
            (Some(month), None) => format!("{:04}-{month:02}{about}", self.year),
            (None, _) => format!("{:04}{about}", self.year),
        }
    }
}

/// A span of time, in as few words as tell it.
fn span(from: Partial, is_from_about: bool, to: Partial, is_to_about: bool) -> Option<String> {
    let (first, last) = (from.first_day()?, to.last_day()?);
    if last < first {
        return None;
    }
    let begins_year = (first.month(), first.day()) == (1, 1);
    let ends_year = (last.month(), last.day()) == (12, 31);
    let (from, to) = if begins_year && ends_year {
        let year = |day: Date| Partial { year: day.year(), month: None, day: None };
        (year(first), year(last))
    } else if first == first.first_of_month() && last == last.last_of_month() {
        let month = |day: Date| Partial { year: day.year(), month: Some(day.month()), day: None };
        (month(first), month(last))
    } else {
        (from, to)
    };
    let (from, to) = (from.written(is_from_about), to.written(is_to_about));
    Some(if from == to { from } else { format!("{from}/{to}") })
}

/// In lower case, apart by spaces, commas, and dots behind a word (`c.1964` is two); a dash between years is a word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for chunk in text.to_lowercase().replace('–', "-").split(|character: char| character.is_whitespace() || character == ',') {
        let chunk = match chunk.split_once('.') {
            Some((word, rest)) if !word.bytes().any(|byte| byte.is_ascii_digit()) => {
                words.push(word.to_owned());
                rest
            }
            _ => chunk.trim_end_matches('.'),
        };
        match chunk.split_once('-') {
            Some((from, to)) if is_year_or_nothing(from) && is_year_or_nothing(to) => {
                words.extend([from, "-", to].map(str::to_owned));
            }
            _ => words.push(chunk.to_owned()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_year_or_nothing(text: &str) -> bool {
    text.is_empty() || number(text, 4..=4).is_some()
}

fn without_about(words: &[String]) -> (bool, &[String]) {
    match words.split_first() {
        Some((first, rest)) if ABOUT.contains(&first.as_str()) => (true, rest),
        _ => (false, words),
    }
}

/// The two ends of `between X and Y`, `from X to Y`, `X to Y`, `X - Y`.
fn range(words: &[String]) -> Option<(&[String], &[String])> {
    let (middles, inner): (&[&str], _) = match words.split_first() {
        Some((first, rest)) if first == "between" => (&["and"], rest),
        Some((first, rest)) if first == "from" => (&["to", "-"], rest),
        _ => (&["to", "-"], words),
    };
    let middle = inner.iter().position(|word| middles.contains(&word.as_str()))?;
    Some((inner.get(..middle)?, inner.get(middle + 1..)?))
}

fn single(words: &[String]) -> Option<Partial> {
    match words {
        [first, second, year] => {
            // `April 27, 1941` as well as `27 April 1941`.
            let (month, day) = match month_named(first) {
                Some(month) => (month, second),
                None => (month_named(second)?, first),
            };
            let day = number(day, 1..=2).and_then(|day| i8::try_from(day).ok()).filter(|day| *day != 0)?;
            Partial::of(number(year, 4..=4)?, month, day)
        }
        [month, year] => Partial::of(number(year, 4..=4)?, month_named(month)?, 0),
        [numbers] => in_numbers(numbers),
        _ => None,
    }
}

/// `1941`, `1941-04`, `1941-04-27`, `1941-04-27t00:00:00`, `27/04/1941`, `00/00/1941`, `27.04.1941`.
fn in_numbers(text: &str) -> Option<Partial> {
    let text = text.split_once('t').map_or(text, |(day, _time)| day);
    if let Some(year) = number(text, 4..=4) {
        return Partial::of(year, 0, 0);
    }
    if let Some((year, month)) = text.split_once('-').filter(|(_, month)| !month.contains('-')) {
        return Partial::of(number(year, 4..=4)?, i8::try_from(number(month, 2..=2)?).ok()?, 0);
    }
    let (year, month, day) = match three_numbers(text, '-') {
        Some([year, month, day]) => (year, month, day),
        None => three_numbers(text, '/').or_else(|| three_numbers(text, '.')).map(|[day, month, year]| (year, month, day))?,
    };
    Partial::of(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// A month by its English name or its first three letters or more.
fn month_named(text: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|month| text.len() >= 3 && month.starts_with(text))?;
    i8::try_from(place + 1).ok()
}

fn three_numbers(text: &str, between: char) -> Option<[i16; 3]> {
    let mut numbers = text.split(between).map(|digits| number(digits, 1..=4));
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}

fn number(digits: &str, lengths: RangeInclusive<usize>) -> Option<i16> {
    (lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(birth(text).as_deref(), (!expected.is_empty()).then_some(expected), "{text}");
    }

    #[test]
    fn exact_dates() {
        check("27 Apr 1941", "1941-04-27");
        check(" 7 April. 1941 ", "1941-04-07");
        check("27. Sept 1941.", "1941-09-27");
        check("April 27, 1941", "1941-04-27");
        check("27/04/1941", "1941-04-27");
        check("27.04.1941", "1941-04-27");
        check("1941-04-27", "1941-04-27");
        check("1941-04-27T00:00:00", "1941-04-27");
        check("Nov 1950", "1950-11");
        check("1950-11", "1950-11");
        check("00/11/1950", "1950-11");
        check("00/00/1950", "1950");
        check("1950", "1950");
    }

    #[test]
    fn vague_dates() {
        check("circa 1947", "1947~");
        check("Circa 03 Nov 1947", "1947-11-03~");
        check("c.1964", "1964~");
        check("ca. Nov 1964", "1964-11~");
        check("Approximately 1968", "1968~");
        check("1967 to 1969", "1967/1969");
        check("between 1967 and 1969", "1967/1969");
        check("1967-1969", "1967/1969");
        check("Approximately 1955- 1958", "1955~/1958~");
        check("circa 1979–1982", "1979~/1982~");
        check("circa 1979 to circa 1982", "1979~/1982~");
        check("23 Sep 1975 to 25 Sep 1977", "1975-09-23/1977-09-25");
        check("Mar 1960 to Apr 1960", "1960-03/1960-04");
    }

    #[test]
    fn a_span_that_is_a_year_or_month_is_written_so() {
        check("01 Jan 1968 to 31 Dec 1968", "1968");
        check("01 Jan 1967 to 31 Dec 1969", "1967/1969");
        check("01 Feb 1968 to 29 Feb 1968", "1968-02");
        check("02 Feb 1968 to 02 Feb 1968", "1968-02-02");
    }

    #[test]
    fn what_is_not_understood_in_full_gives_nothing() {
        for text in
            ["", "unknown", "29 Feb 1941", "31/04/1941", "04/27/1941", "1969 to 1967", "between Jan. and Mar 1960", "12/06/1365"]
        {
            check(text, "");
        }
        for text in [
            "circa",
            "1967 or 1968",
            "a) 1967 b) 1968",
            "0 Jan 1967",
            "27/00/1967",
            "1941-4-27-1",
            "Ma 1967",
            "1967 to",
            "to 1967",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn numbers_and_days_make_the_same_forms() {
        assert_eq!(birth_of(1967, 0, 0).as_deref(), Some("1967"));
        assert_eq!(birth_of(1967, 8, 0).as_deref(), Some("1967-08"));
        assert_eq!(birth_of(1967, 0, 8), None);
        assert_eq!(birth_of(1967, 2, 30), None);
        assert_eq!(birth_between(date(1967, 1, 1), date(1967, 12, 31)).as_deref(), Some("1967"));
        assert_eq!(birth_between(date(1967, 3, 5), date(1967, 3, 5)).as_deref(), Some("1967-03-05"));
        assert_eq!(birth_between(date(1967, 3, 5), date(1966, 3, 5)), None);
        assert_eq!(about("1967/1968"), "1967~/1968~");
        assert_eq!(about("1967~"), "1967~");
    }

    #[test]
    fn days_have_their_order() {
        assert_eq!(day("28 Aug 2024"), Some(date(2024, 8, 28)));
        assert_eq!(day("02/08/2024"), Some(date(2024, 8, 2)));
        assert_eq!(day("Aug 2024"), None);
        assert_eq!(us_day("03/28/2025"), Some(date(2025, 3, 28)));
        assert_eq!(us_day("28/03/2025"), None);
    }

    #[test]
    fn the_first_and_last_year_that_are_read() {
        check("1800", "1800");
        check("1799", "");
        check("2200", "2200");
        check("2201", "");
    }
}
