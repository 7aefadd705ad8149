//! Rows for SWIFT MT: which fields each message type has, in which order, and who or what each of them is about.
//!
//! `mt.tsv` says how its rows are written. A message type that has a row or a sequence rule there is known; every other is not.

mod pattern;

pub(in crate::message) use pattern::Pattern;

use super::Role;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A field tag: `59A` is number 59 with letter `A`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(in crate::message) struct Tag {
    pub(in crate::message) number: u16,
    /// Upper case; 0 where there is none.
    pub(in crate::message) letter: u8,
}

impl Tag {
    /// Reads digits and at most one letter; anything else was not a tag.
    pub(in crate::message) fn read(name: &[u8]) -> Tag {
        let digits = name.iter().take_while(|byte| byte.is_ascii_digit());
        let number = digits.fold(0, |number: u16, digit| number.saturating_mul(10).saturating_add(u16::from(digit - b'0')));
        let letter = name.last().filter(|byte| byte.is_ascii_alphabetic()).map_or(0, u8::to_ascii_uppercase);
        Tag { number, letter }
    }
}

/// What a message type may hold.
#[derive(Debug, Default)]
pub(in crate::message) struct Layout {
    rows: Vec<Row>,
    /// Sequence that a message begins with, where the type has sequences.
    pub(in crate::message) first_sequence: Option<char>,
    /// What begins the next sequence.
    pub(in crate::message) openings: Vec<Opening>,
    /// The field that makes a message of this type a payment.
    pub(in crate::message) asks: Option<Tag>,
    /// Fields of the parties that such a payment cannot be without; their letters do not matter.
    pub(in crate::message) parties: Vec<Tag>,
    /// Code words of its text, and what follows behind them, where that is not what the field is about.
    words: BTreeMap<Vec<u8>, Option<Role>>,
    /// It reports what has happened, and asks for nothing.
    pub(in crate::message) is_report: bool,
    /// Besides its own fields it may repeat those of another message.
    pub(in crate::message) copies_fields: bool,
}

/// A field of a message type.
#[derive(Clone, Debug)]
pub(in crate::message) struct Row {
    number: u16,
    /// Letters of the tag, 0 for none; empty for any.
    letters: Vec<u8>,
    /// Sequences that have it; empty for any.
    sequences: Vec<char>,
    pub(in crate::message) role: Role,
    pub(in crate::message) form: Form,
    /// Place in the order of the message type, from 1.
    pub(in crate::message) order: u16,
    pub(in crate::message) repeats: Repeats,
}

/// How often a field may stand, and where.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::message) enum Repeats {
    /// Once, in its place.
    Never,
    /// Several times, in its place.
    InPlace,
    /// Anywhere.
    Anywhere,
}

/// How the lines of a field are read.
#[derive(Clone, Debug)]
pub(in crate::message) enum Form {
    /// Lines of text.
    Text,
    /// Lines of text with code words: `/INS/CHASUS33`, `/BENEFRES/KP//`.
    Codes,
    /// What a bank says about an entry of a statement (field 86).
    Details,
    /// A qualifier that says what the field is about, and perhaps whose code it holds, then text (ISO 15022's generic fields).
    Qualified,
    /// A reference.
    Reference,
    /// Lines that describe goods.
    Goods,
    /// A country, and words about it.
    Country,
    /// A port, airport or place.
    Port,
    /// An account, and for option P the BIC of its owner.
    Account,
    /// A party; the letter of the tag says how it is written.
    Party,
    /// A financial institution; the letter of the tag says how it is written.
    Agent,
    /// An institution and the way in which it honours a credit.
    Available,
    /// An entry of a statement.
    StatementLine,
    /// Type, date and session of another message.
    Original,
    /// One line of fixed form.
    Fixed(Pattern),
}

/// What begins a sequence.
#[derive(Clone, Debug)]
pub(in crate::message) struct Opening {
    number: u16,
    /// Empty for any letter.
    letters: Vec<u8>,
    /// Which of these fields, counted in the sequence that ends.
    pub(in crate::message) nth: u32,
    pub(in crate::message) sequence: Next,
    /// Each time it begins a transaction.
    pub(in crate::message) is_transaction: bool,
}

/// The longest code word: its format is 8c.
pub(in crate::message) const WORD_MAX: usize = 8;

/// How a new sequence is called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::message) enum Next {
    /// The type gives it no letter.
    Unnamed,
    /// Its letter.
    Named(char),
    /// The letter of the tag that opens it: `15B`.
    OfTag,
}

impl Layout {
    /// The row of a field.
    pub(in crate::message) fn row(&self, tag: Tag, sequence: Option<char>) -> Option<&Row> {
        let start = self.rows.partition_point(|row| row.number < tag.number);
        let candidates = self.rows.get(start..).unwrap_or_default().iter().take_while(|row| row.number == tag.number);
        candidates
            .into_iter()
            .find(|row| has(&row.letters, &tag.letter) && sequence.is_none_or(|letter| has(&row.sequences, &letter)))
    }

    /// What stands behind a code word, where it is one: of this type, or of all.
    pub(in crate::message) fn word(&self, word: &[u8]) -> Option<Option<Role>> {
        self.words.get(word).or_else(|| TABLE.by_number.words.get(word)).copied()
    }

    /// The type has no fields: its block 4 holds tags in braces.
    pub(in crate::message) fn is_system(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Opening {
    pub(in crate::message) fn is(&self, tag: Tag) -> bool {
        self.number == tag.number && has(&self.letters, &tag.letter)
    }
}

/// An empty list is one without limits.
fn has<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

/// The fields of a message type, variant included: `103`, `103STP`, `202COV`.
pub(in crate::message) fn layout(message_type: &str) -> Option<&'static Layout> {
    TABLE.types.get(message_type)
}

/// Fields by their numbers alone, for messages that do not say what they are.
pub(in crate::message) fn by_number() -> &'static Layout {
    &TABLE.by_number
}

/// The type of a message without headers that has these fields: those that tell it, and none that it does not have.
pub(in crate::message) fn recognised(tags: &[Tag]) -> Option<(&'static str, &'static Layout)> {
    let has_any = |any: &Vec<Field>| tags.iter().any(|tag| any.iter().any(|field| field.is(*tag)));
    TABLE.by_fields.iter().find_map(|(name, fields)| {
        let layout = TABLE.types.get(name)?;
        let fits = fields.iter().all(has_any) && tags.iter().all(|tag| layout.row(*tag, None).is_some());
        fits.then_some((name.as_str(), layout))
    })
}

/// Whom a qualifier of a generic field (ISO 15022) is about.
pub(in crate::message) fn qualified(qualifier: &str) -> Option<Role> {
    TABLE.qualifiers.get(qualifier).copied()
}

#[derive(Debug, Default)]
struct Table {
    types: BTreeMap<String, Layout>,
    by_number: Layout,
    qualifiers: BTreeMap<String, Role>,
    /// Fields that tell a type: of each group at least one.
    by_fields: Vec<(String, Vec<Vec<Field>>)>,
}

/// A number with the letters that it may have.
#[derive(Debug)]
struct Field {
    number: u16,
    letters: Vec<u8>,
}

impl Field {
    fn is(&self, tag: Tag) -> bool {
        self.number == tag.number && has(&self.letters, &tag.letter)
    }
}

/// Without a row every message type is unknown and held, so an unreadable table lets nothing through; a test reads it.
static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("mt.tsv")).unwrap_or_default());

impl Table {
    fn read(text: &str) -> Result<Table, String> {
        let mut table = Table::default();
        let mut sets = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.split_once("\t=\t") {
                Some((name, types)) => drop(sets.insert(name, types)),
                None => table.read_line(line, &sets).ok_or_else(|| line.to_owned())?,
            }
        }
        let all = table.types.values_mut().chain([&mut table.by_number]);
        all.for_each(|layout| layout.rows.sort_by_key(|row| row.number));
        Ok(table)
    }

    fn read_line(&mut self, line: &str, sets: &BTreeMap<&str, &str>) -> Option<()> {
        let columns: Vec<&str> = line.split('\t').collect();
        if let [words, "::", role] = *columns {
            let role = Role::parse(role)?;
            self.qualifiers.extend(words.split(' ').map(|word| (word.to_owned(), role)));
            return Some(());
        }
        let (types, rest) = columns.split_first()?;
        let types = sets.get(types).unwrap_or(types);
        if let ["?", fields] = *rest {
            let any = |fields: &str| {
                fields.split('|').map(|field| read_tags(field).map(|(number, letters)| Field { number, letters })).collect()
            };
            self.by_fields.push(((*types).to_owned(), fields.split(' ').map(any).collect::<Option<_>>()?));
            return Some(());
        }
        for name in types.split(' ').flat_map(expand) {
            let layout = if name == "*" { &mut self.by_number } else { self.types.entry(name).or_default() };
            match *rest {
                [">", first, openings] => layout.read_openings(first, openings)?,
                ["*"] => layout.copies_fields = true,
                ["~"] => layout.is_report = true,
                ["!", asks, parties] => {
                    layout.asks = Some(Tag::read(asks.as_bytes()));
                    layout.parties = parties.split(' ').map(|number| Tag::read(number.as_bytes())).collect();
                }
                ["/", words, role] => {
                    let role = if role == "-" { None } else { Some(Role::parse(role)?) };
                    layout.words.extend(words.split(' ').map(|word| (word.as_bytes().to_vec(), role)));
                }
                [sequences, tags, role, form] => layout.read_rows(sequences, tags, role, form)?,
                _ => return None,
            }
        }
        Some(())
    }
}

/// `n99` is 199, 299 and so on.
fn expand(name: &str) -> Vec<String> {
    match name.strip_prefix('n') {
        Some(group) => (1..=9).map(|category| format!("{category}{group}")).collect(),
        None => vec![name.to_owned()],
    }
}

impl Layout {
    fn read_rows(&mut self, sequences: &str, tags: &str, role: &str, form: &str) -> Option<()> {
        let sequences: Vec<char> = sequences.chars().filter(|letter| *letter != '-').collect();
        let role = if role == "-" { Role::Unmapped } else { Role::parse(role)? };
        let form = Form::read(form)?;
        for tag in tags.split(' ') {
            let (tag, repeats) = match (tag.strip_suffix('+'), tag.strip_suffix('*')) {
                (Some(tag), _) => (tag, Repeats::InPlace),
                (_, Some(tag)) => (tag, Repeats::Anywhere),
                (None, None) => (tag, Repeats::Never),
            };
            let (number, letters) = read_tags(tag)?;
            let order = u16::try_from(self.rows.len() + 1).ok()?;
            self.rows.push(Row { number, letters, sequences: sequences.clone(), role, form: form.clone(), order, repeats });
        }
        Some(())
    }

    fn read_openings(&mut self, first: &str, openings: &str) -> Option<()> {
        self.first_sequence = first.chars().next().filter(|letter| *letter != '-');
        for opening in openings.split(' ').filter(|opening| *opening != "-") {
            let (opener, sequence) = opening.split_once(':')?;
            let (opener, nth) =
                opener.split_once('#').map_or(Some((opener, 1)), |(opener, nth)| Some((opener, nth.parse().ok()?)))?;
            let (sequence, is_transaction) = sequence.strip_suffix('+').map_or((sequence, false), |sequence| (sequence, true));
            let sequence = match sequence.chars().next()? {
                '-' => Next::Unnamed,
                '@' => Next::OfTag,
                letter => Next::Named(letter),
            };
            let (number, letters) = read_tags(opener)?;
            self.openings.push(Opening { number, letters, nth, sequence, is_transaction });
        }
        Some(())
    }
}

/// `59.AF` is 59, 59A and 59F; `59` is 59 alone; `59@` has any letter or none.
fn read_tags(text: &str) -> Option<(u16, Vec<u8>)> {
    let (number, letters) = text.split_at_checked(2)?;
    let letters = match letters {
        "" => vec![0],
        "@" => Vec::new(),
        letters if letters.bytes().all(|letter| matches!(letter, b'.' | b'A'..=b'Z')) => {
            letters.bytes().map(|letter| if letter == b'.' { 0 } else { letter }).collect()
        }
        _ => return None,
    };
    Some((number.parse().ok()?, letters))
}

impl Form {
    fn read(text: &str) -> Option<Form> {
        Some(match text {
            "text" => Form::Text,
            "codes" => Form::Codes,
            "details" => Form::Details,
            "qualified" => Form::Qualified,
            "reference" => Form::Reference,
            "goods" => Form::Goods,
            "country" => Form::Country,
            "port" => Form::Port,
            "account" => Form::Account,
            "party" => Form::Party,
            "agent" => Form::Agent,
            "available" => Form::Available,
            "statement-line" => Form::StatementLine,
            "original" => Form::Original,
            pattern => Form::Fixed(Pattern::read(pattern.strip_prefix('=')?)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        assert_eq!(Table::read(include_str!("mt.tsv")).map(|table| table.types.len() > 100), Ok(true));
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named() {
        for wrong in [
            "103\t-\t20\tnobody\ttext",
            "103\t-\t2\tdebtor\ttext",
            "103\t-\t20\tdebtor\tprose",
            "103",
            "103\t-\t20a\tdebtor\ttext",
        ] {
            assert_eq!(Table::read(wrong).map(|_| ()), Err(wrong.to_owned()));
        }
    }

    #[test]
    fn no_row_shadows_another() {
        for (name, layout) in TABLE.types.iter().chain([(&"*".to_owned(), &TABLE.by_number)]) {
            for (index, row) in layout.rows.iter().enumerate() {
                for other in layout.rows.iter().skip(index + 1).filter(|other| other.number == row.number) {
                    let letters = overlap(&row.letters, &other.letters);
                    let sequences = overlap(&row.sequences, &other.sequences);
                    assert!(!(letters && sequences), "{name}: {row:?} and {other:?}");
                }
            }
        }
    }

    /// The code of a currency and a mark, with digits behind them; 32K has a letter, digits and two letters.
    #[test]
    fn no_fixed_form_hides_a_word() {
        for row in TABLE.types.values().chain([&TABLE.by_number]).flat_map(|layout| &layout.rows) {
            let Form::Fixed(pattern) = &row.form else { continue };
            assert!(pattern.hidden_letters() <= 4, "{row:?}");
        }
    }

    #[test]
    fn code_words_are_no_longer_than_their_format() {
        let words = TABLE.types.values().chain([&TABLE.by_number]).flat_map(|layout| layout.words.keys());
        assert!(words.clone().count() > 100);
        words.for_each(|word| assert!((1..=WORD_MAX).contains(&word.len()), "{}", String::from_utf8_lossy(word)));
    }

    fn overlap<T: PartialEq>(one: &[T], other: &[T]) -> bool {
        one.is_empty() || other.is_empty() || one.iter().any(|value| other.contains(value))
    }

    #[test]
    fn every_sequence_of_a_row_is_one_that_its_type_opens() {
        for (name, layout) in &TABLE.types {
            let mut known: Vec<char> = layout.first_sequence.into_iter().collect();
            known.extend(layout.openings.iter().filter_map(|opening| match opening.sequence {
                Next::Named(letter) => Some(letter),
                Next::Unnamed | Next::OfTag => None,
            }));
            let named_by_tag = layout.openings.iter().any(|opening| opening.sequence == Next::OfTag);
            let shares_rows = known.is_empty();
            for letter in layout.rows.iter().flat_map(|row| &row.sequences) {
                assert!(named_by_tag || shares_rows && *letter == 'A' || known.contains(letter), "{name}: {letter}");
            }
        }
    }

    fn check(message_type: &str, tag: &str, sequence: Option<char>, expected: Option<Role>) {
        let layout = layout(message_type).unwrap();
        assert_eq!(layout.row(Tag::read(tag.as_bytes()), sequence).map(|row| row.role), expected, "{message_type} {tag}");
    }

    #[test]
    fn the_same_tag_is_about_somebody_else_in_another_type() {
        check("103", "50K", None, Some(Role::Debtor));
        check("103REMIT", "52a", None, Some(Role::DebtorAgent));
        check("202", "52A", None, Some(Role::Debtor));
        check("202COV", "52A", Some('A'), Some(Role::Debtor));
        check("202COV", "52A", Some('B'), Some(Role::DebtorAgent));
        check("104", "50K", Some('B'), Some(Role::Creditor));
        check("104", "59", Some('B'), Some(Role::Debtor));
        check("707", "52A", None, Some(Role::IssuingAgent));
        check("700", "59", None, Some(Role::Beneficiary));
        check("199", "59", None, None);
        check("202", "59", None, None);
    }
}
