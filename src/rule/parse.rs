//! Text to Rules. All mistakes are found in one reading; each knows its line and column.

use super::ceiling;
use super::condition::{Code, Condition, Second, Word};
use super::mistake::{Mistake, RuleError, RuleErrors};
use super::{Basis, FROM_HIT, Rule, Rules, Subject};
use crate::verdict::Verdict;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn rules(text: &str) -> Result<Rules, RuleErrors> {
    let mut reader = Reader { text, errors: Vec::new() };
    let (document, syntax) = DeTable::parse_recoverable(text);
    for error in &syntax {
        reader.complain(error.span().unwrap_or_default(), Mistake::Syntax(error.message().to_owned()));
    }
    // What the TOML reader guessed to go on is no text of anybody's: further mistakes would be its own.
    let rules = if syntax.is_empty() { reader.document(document.get_ref()) } else { Vec::new() };
    if reader.errors.is_empty() {
        return Ok(Rules { rules, sha256: Sha256::digest(text).into() });
    }
    reader.errors.sort_by_key(|error| (error.line, error.column));
    Err(RuleErrors(reader.errors))
}

struct Reader<'t> {
    text: &'t str,
    errors: Vec<RuleError>,
}

/// A table of the file, what people call it, and where it begins.
struct Table<'a, 't> {
    entries: &'a DeTable<'t>,
    name: &'static str,
    at: Range<usize>,
}

impl<'a, 't> Table<'a, 't> {
    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }
}

impl<'t> Reader<'t> {
    fn document(&mut self, document: &DeTable<'t>) -> Vec<Rule> {
        let document = Table { entries: document, name: "the file", at: 0..0 };
        self.check_keys(&document, &["rule"]);
        let mut seen: Vec<(String, usize)> = Vec::new();
        let mut rules = Vec::new();
        for table in self.tables(&document, "rule", "[[rule]]") {
            let id_at = table.value("id").map_or(table.at.clone(), Spanned::span);
            let Some(rule) = self.rule(&table) else { continue };
            match seen.iter().find(|(id, _)| *id == rule.id) {
                Some((_, line)) => self.complain(id_at, Mistake::TwiceId { id: rule.id.clone(), line: *line }),
                None => seen.push((rule.id.clone(), self.place(id_at.start).0)),
            }
            rules.push(rule);
        }
        if self.errors.is_empty() {
            for mistake in ceiling::uncovered(&rules) {
                self.complain(0..0, mistake);
            }
        }
        rules
    }

    /// A rule, unless anything in it is wrong.
    fn rule(&mut self, table: &Table<'_, 't>) -> Option<Rule> {
        let mistakes_before = self.errors.len();
        self.check_keys(table, RULE_KEYS);
        let id = self.id(table);
        let title = self.required(table, "title");
        let verdict = self.verdict(table);
        let basis = self.basis(table);
        let (from, until) = self.days(table);
        let note = table.value("note").and_then(|value| self.string("note", value));
        let subject = self.subject(table);
        let seconds = self.seconds(table);
        let (when, rails) = subject?;
        if self.errors.len() > mistakes_before {
            return None;
        }
        let rule = Rule { id: id?, title: title?, verdict: verdict?, basis, from, until, note, rails, when, seconds };
        self.check_strength(table, &rule);
        Some(rule)
    }

    fn check_strength(&mut self, table: &Table<'_, 't>, rule: &Rule) {
        let verdict_at = table.value("verdict").map_or(table.at.clone(), Spanned::span);
        if matches!(rule.when, Subject::Doubt) && !rule.seconds.is_empty() {
            self.complain(verdict_at, Mistake::DoubtWithOthers);
        } else if let Some(mistake) = ceiling::check(rule) {
            self.complain(verdict_at, mistake);
        } else if rule.verdict == Verdict::Block {
            let loose: Vec<usize> =
                (0..).zip(&rule.seconds).filter(|(_, second)| !ceiling::is_bound(second)).map(|(at, _)| at).collect();
            let tables = self.tables(table, "second", "[[rule.second]]");
            for at in loose.into_iter().filter_map(|at| tables.get(at)).map(|table| table.at.clone()).collect::<Vec<_>>() {
                self.complain(at, Mistake::LooseSecond);
            }
        }
    }

    fn id(&mut self, table: &Table<'_, 't>) -> Option<String> {
        let id = self.required(table, "id")?;
        let is_plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
        if !is_plain {
            self.complain(table.value("id")?.span(), Mistake::BadId(id));
            return None;
        }
        Some(id)
    }

    fn verdict(&mut self, table: &Table<'_, 't>) -> Option<Verdict> {
        let mark = table.value("nothing-to-freeze");
        let is_marked = mark.and_then(|value| self.boolean("nothing-to-freeze", value)) == Some(true);
        let Some(value) = table.value("verdict") else {
            self.complain(table.at.clone(), Mistake::Missing { key: "verdict", table: table.name });
            return None;
        };
        let text = self.string("verdict", value)?;
        let verdict = self.word("verdict", value.span(), &text)?;
        match verdict {
            Verdict::Pass => self.complain(value.span(), Mistake::AsksForPass),
            Verdict::Reject if !is_marked => self.complain(value.span(), Mistake::RejectUnmarked),
            Verdict::Flag | Verdict::Hold | Verdict::Block => {
                if let Some(mark) = mark {
                    self.complain(mark.span(), Mistake::MarkWithoutReject);
                }
            }
            Verdict::Reject => {}
        }
        Some(verdict)
    }

    fn basis(&mut self, table: &Table<'_, 't>) -> Vec<Basis> {
        let Some(value) = table.value("basis") else {
            self.complain(table.at.clone(), Mistake::Missing { key: "basis", table: table.name });
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.one_basis(item)).collect(),
            _ => self.one_basis(value).into_iter().collect(),
        }
    }

    fn one_basis(&mut self, value: &Spanned<DeValue<'t>>) -> Option<Basis> {
        if let DeValue::Table(entries) = value.get_ref() {
            let table = Table { entries, name: "an entry of `basis`", at: value.span() };
            self.check_keys(&table, &["text", "from", "until"]);
            let text = self.required(&table, "text")?;
            let (from, until) = self.days(&table);
            return Some(Basis::Instrument { text, from, until });
        }
        let text = self.string("basis", value)?;
        Some(if text == FROM_HIT { Basis::FromHit } else { Basis::Instrument { text, from: None, until: None } })
    }

    /// First and last day, in this order.
    fn days(&mut self, table: &Table<'_, 't>) -> (Option<Date>, Option<Date>) {
        let (from, until) = (self.date(table, "from"), self.date(table, "until"));
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            self.complain(table.value("until").map_or(table.at.clone(), Spanned::span), Mistake::NeverInForce);
        }
        (from, until)
    }

    fn date(&mut self, table: &Table<'_, 't>, key: &'static str) -> Option<Date> {
        let value = table.value(key)?;
        let day = match value.get_ref() {
            DeValue::Datetime(datetime) if datetime.time.is_none() => datetime.date.and_then(|date| {
                Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
            }),
            _ => None,
        };
        if day.is_none() {
            self.complain(value.span(), Mistake::BadDate(key));
        }
        day
    }

    /// What the rule is about, and on which rails.
    fn subject(&mut self, rule: &Table<'_, 't>) -> Option<(Subject, Vec<String>)> {
        let Some(value) = rule.value("when") else {
            self.complain(rule.at.clone(), Mistake::Missing { key: "when", table: rule.name });
            return None;
        };
        let when = self.table(value, "when", "[rule.when]")?;
        self.check_keys(&when, &[&["doubt", "rail"], CONDITION_KEYS].concat());
        let rails = when.value("rail").map(|value| self.strings("rail", value)).unwrap_or_default();
        let rails = rails.into_iter().map(|(_, rail)| rail).collect();
        let says_something = CONDITION_KEYS.iter().any(|key| when.value(key).is_some());
        let Some(doubt) = when.value("doubt") else {
            if !says_something {
                self.complain(when.at.clone(), Mistake::TakesEverything);
            }
            return Some((Subject::Hits(Box::new(self.condition(&when))), rails));
        };
        if says_something {
            self.complain(doubt.span(), Mistake::DoubtWithOthers);
        }
        if self.boolean("doubt", doubt)? {
            return Some((Subject::Doubt, rails));
        }
        self.complain(doubt.span(), Mistake::DoubtFalse);
        None
    }

    fn seconds(&mut self, rule: &Table<'_, 't>) -> Vec<Second> {
        let mut seconds = Vec::new();
        for table in self.tables(rule, "second", "[[rule.second]]") {
            self.check_keys(&table, &[&["shares"], CONDITION_KEYS].concat());
            let shares = table.value("shares").and_then(|value| {
                let text = self.string("shares", value)?;
                self.word("shares", value.span(), &text)
            });
            let condition = self.condition(&table);
            if table.entries.is_empty() {
                self.complain(table.at.clone(), Mistake::TakesEverything);
            }
            seconds.push(Second { shares, condition });
        }
        seconds
    }

    fn condition(&mut self, table: &Table<'_, 't>) -> Condition {
        Condition {
            evidence: self.words(table, "evidence"),
            grades: self.words(table, "grade"),
            listed: self.words(table, "listed"),
            codes: self.codes(table),
            types: self.words(table, "type"),
            needs: self.words(table, "needs"),
            classes: self.words(table, "role-class"),
            roles: self.words(table, "role"),
            kinds: self.words(table, "kind"),
        }
    }

    fn codes(&mut self, table: &Table<'_, 't>) -> Vec<Code> {
        let Some(value) = table.value("code") else { return Vec::new() };
        let mut codes = Vec::new();
        for (at, text) in self.strings("code", value) {
            match Code::read(&text) {
                Some(code) => codes.push(code),
                None => self.complain(at, Mistake::WrongType { key: "code".into(), expected: CODE_FORM }),
            }
        }
        codes
    }

    fn words<T: Word>(&mut self, table: &Table<'_, 't>, key: &'static str) -> Vec<T> {
        let Some(value) = table.value(key) else { return Vec::new() };
        let texts = self.strings(key, value);
        texts.into_iter().filter_map(|(at, text)| self.word(key, at, &text)).collect()
    }

    fn word<T: Word>(&mut self, key: &'static str, at: Range<usize>, text: &str) -> Option<T> {
        let word = T::read(text);
        if word.is_none() {
            let known: Vec<&str> = T::ALL.iter().map(|word| word.word()).collect();
            self.complain(at, Mistake::UnknownWord { key, word: text.to_owned(), known: known.join(", ") });
        }
        word
    }

    fn required(&mut self, table: &Table<'_, 't>, key: &'static str) -> Option<String> {
        let Some(value) = table.value(key) else {
            self.complain(table.at.clone(), Mistake::Missing { key, table: table.name });
            return None;
        };
        self.string(key, value)
    }

    /// Text that says something.
    fn string(&mut self, key: &str, value: &Spanned<DeValue<'t>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.clone().into_owned()),
            _ => self.wrong_type(key, value, "a text in quotes that is not empty"),
        }
    }

    /// One text, or a list of them. A condition on nothing can only be a slip.
    fn strings(&mut self, key: &str, value: &Spanned<DeValue<'t>>) -> Vec<(Range<usize>, String)> {
        match value.get_ref() {
            DeValue::Array(items) if !items.is_empty() => {
                items.iter().filter_map(|item| Some((item.span(), self.string(key, item)?))).collect()
            }
            DeValue::String(_) => self.string(key, value).map(|text| (value.span(), text)).into_iter().collect(),
            _ => {
                self.wrong_type::<()>(key, value, "a text in quotes, or a list of such");
                Vec::new()
            }
        }
    }

    fn boolean(&mut self, key: &str, value: &Spanned<DeValue<'t>>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wrong_type(key, value, "true or false, without quotes"),
        }
    }

    fn table<'a>(&mut self, value: &'a Spanned<DeValue<'t>>, key: &str, name: &'static str) -> Option<Table<'a, 't>> {
        match value.get_ref() {
            DeValue::Table(entries) => Some(Table { entries, name, at: value.span() }),
            _ => self.wrong_type(key, value, "a table"),
        }
    }

    /// The tables under `key`, which may be absent.
    fn tables<'a>(&mut self, table: &Table<'a, 't>, key: &str, name: &'static str) -> Vec<Table<'a, 't>> {
        match table.value(key).map(|value| (value, value.get_ref())) {
            None => Vec::new(),
            Some((_, DeValue::Array(items))) => items.iter().filter_map(|item| self.table(item, key, name)).collect(),
            Some((value, _)) => {
                self.wrong_type::<()>(key, value, "written as a table in two pairs of brackets");
                Vec::new()
            }
        }
    }

    fn wrong_type<T>(&mut self, key: &str, value: &Spanned<DeValue<'t>>, expected: &'static str) -> Option<T> {
        self.complain(value.span(), Mistake::WrongType { key: key.to_owned(), expected });
        None
    }

    fn check_keys(&mut self, table: &Table<'_, 't>, known: &[&str]) {
        for key in table.entries.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let mistake =
                Mistake::UnknownKey { key: key.get_ref().clone().into_owned(), table: table.name, known: known.join(", ") };
            self.complain(key.span(), mistake);
        }
    }

    fn complain(&mut self, at: Range<usize>, mistake: Mistake) {
        let (line, column) = self.place(at.start);
        self.errors.push(RuleError { line, column, mistake });
    }

    /// Line and column of a byte, counted from 1; columns are characters.
    fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        (before.matches('\n').count() + 1, before.get(line_start..).unwrap_or_default().chars().count() + 1)
    }
}

const RULE_KEYS: &[&str] = &["id", "title", "verdict", "nothing-to-freeze", "basis", "from", "until", "note", "when", "second"];

/// The keys of a condition on a hit, in `[rule.when]` and `[[rule.second]]` alike.
const CONDITION_KEYS: &[&str] = &["evidence", "grade", "listed", "code", "type", "needs", "role-class", "role", "kind"];

const CODE_FORM: &str = "a code such as `dprk.city`, or the beginning of some, such as `dprk.*`";
