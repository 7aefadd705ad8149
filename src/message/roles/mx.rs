//! Rows for ISO 20022. In: `mx.tsv`, compiled in. Out: what an element of a given local name is, and the closed sets of words that are syntax or codes.
//!
//! Nothing here depends on message or version: names mean the same wherever ISO 20022 uses them, and a name that only means something below one parent has a row of its own.

use super::{Kind, Role};
use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What is known of an element's name.
#[derive(Clone, Debug)]
pub(in crate::message) struct Word {
    /// What it opens for everything below it.
    pub(in crate::message) opens: Opens,
    /// What its own text is.
    pub(in crate::message) holds: Option<Holds>,
    /// Neighbours of this name hold one text that was cut into them.
    pub(in crate::message) flows: bool,
    /// Names and addresses below it are not those of the actor around it.
    pub(in crate::message) is_apart: bool,
    /// What it is right below certain parents.
    below: Vec<(&'static str, Word)>,
}

/// What an element opens for everything below it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::message) enum Opens {
    /// Nothing.
    Nothing,
    /// A party or an agent.
    Actor(Role),
    /// The same, unless one is open already.
    Choice(Role),
    /// An account of such a party or agent.
    Account(Role),
    /// What else is said of a party beside it: its address, its country.
    Beside(Role),
    /// Matter of this kind.
    Topic(Role),
    /// A copy of another message's data.
    Original,
    /// Content that ISO 20022 does not define.
    Foreign,
}

/// What the text of an element is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::message) struct Holds {
    /// What it is meant to be.
    pub(in crate::message) form: Form,
    /// Whom it is about where nothing open says so.
    pub(in crate::message) role: Option<Role>,
}

/// What a text is meant to be. Whether it is, its characters must show.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::message) enum Form {
    /// One of the kinds.
    Kind(Kind),
    /// The BIC of a party, or what it has instead.
    AnyBic,
    /// A distinguished name of SWIFTNet, or a BIC.
    DistinguishedName,
    /// A value in base64.
    Base64,
    /// The bytes of a file, in base64.
    File,
}

/// A message, known by its first element.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::message) struct Definition {
    /// Business area and number: `pacs.008`.
    pub(in crate::message) number: &'static str,
    /// The element that is one transaction.
    pub(in crate::message) transaction: Option<&'static str>,
    /// The message may speak about all transactions of another one without naming any.
    pub(in crate::message) may_be_group: bool,
}

type Map<K, V> = HashMap<K, V, FixedState>;
type Set = HashSet<&'static str, FixedState>;

#[derive(Debug, Default)]
struct Table {
    words: Map<&'static str, Word>,
    messages: Map<&'static str, Definition>,
    numbers: Map<&'static str, Definition>,
    areas: Set,
    /// Areas, or single messages of other areas.
    read_by_words: Set,
    prefixes: Set,
    attributes: Set,
    namespaces: Set,
    codes: Set,
    currencies: Set,
    /// Lines that say nothing this program understands; a test keeps it empty.
    unread: Vec<&'static str>,
}

/// What is known of an element `name` right below `parent`.
pub(in crate::message) fn word(parent: Option<&str>, name: &str) -> Option<&'static Word> {
    let word = TABLE.words.get(name)?;
    let below = word.below.iter().find(|(above, _)| parent == Some(*above));
    Some(below.map_or(word, |(_, word)| word))
}

/// The message whose first element has this name. Early versions named it after the message itself, or added `V02`.
pub(in crate::message) fn definition(root: &str) -> Option<Definition> {
    if let Some(definition) = TABLE.messages.get(root) {
        return Some(*definition);
    }
    let (name, version) = root.rsplit_once('V')?;
    let is_version = version.len() == 2 && version.bytes().all(|byte| byte.is_ascii_digit());
    is_version.then(|| TABLE.messages.get(name).copied()).flatten()
}

/// The message with this business area and number.
pub(in crate::message) fn numbered(number: &str) -> Option<Definition> {
    TABLE.numbers.get(number).copied()
}

/// Whether the message with this identifier has no row of its own, but the words of this table for what matters in it.
pub(in crate::message) fn is_read_by_words(identifier: &str) -> bool {
    let parts = [identifier.get(..4), identifier.get(..8)];
    parts.into_iter().flatten().any(|part| TABLE.read_by_words.contains(part))
}

/// Whether `identifier` is the identifier of a message: a business area of ISO 20022, three numbers.
pub(in crate::message) fn is_identifier(identifier: &str) -> bool {
    message_identifier(identifier) == Some(identifier)
        && identifier.split('.').next().is_some_and(|area| TABLE.areas.contains(area))
}

/// The first `aaaa.nnn.nnn.nn` in a text, whatever the business area.
pub(in crate::message) fn message_identifier(text: &str) -> Option<&str> {
    const LENGTH: usize = "pacs.008.001.08".len();
    let fits = |window: &[u8]| {
        window.iter().enumerate().all(|(place, byte)| match place {
            0..4 => byte.is_ascii_lowercase(),
            4 | 8 | 12 => *byte == b'.',
            _ => byte.is_ascii_digit(),
        })
    };
    let at = text.as_bytes().windows(LENGTH).position(fits)?;
    text.get(at..at + LENGTH)
}

/// Whether a namespace name is one of those that ISO 20022 traffic uses, with no room for words.
pub(in crate::message) fn is_namespace(name: &str) -> bool {
    let identifier = name.strip_prefix("urn:iso:std:iso:20022:tech:xsd:").or_else(|| name.strip_prefix("urn:swift:xsd:"));
    TABLE.namespaces.contains(name) || identifier.is_some_and(is_identifier)
}

/// Whether a namespace prefix is one of the usual ones, or a letter or `ns` with a number.
pub(in crate::message) fn is_prefix(prefix: &str) -> bool {
    let numbered = prefix.trim_end_matches(|character: char| character.is_ascii_digit());
    TABLE.prefixes.contains(prefix)
        || numbered == "ns"
        || (numbered.len() == 1 && numbered.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Whether an attribute of this local name belongs to ISO 20022 or to an envelope.
pub(in crate::message) fn is_attribute(name: &str) -> bool {
    TABLE.attributes.contains(name)
}

/// Whether a text is a code that no name can be: a word of the code lists, up to six digits, or four capitals and digits with a digit among them (`AC04`).
pub(in crate::message) fn is_code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = || text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let numbered = match text.len() {
        4 => digits > 0 && plain(),
        1..=6 => digits == text.len(),
        _ => false,
    };
    numbered || TABLE.codes.contains(text) || is_currency(text)
}

/// Whether a text is a currency of ISO 4217. The won of the DPRK is left out: it is a word to be seen, not a code to be passed over.
pub(in crate::message) fn is_currency(text: &str) -> bool {
    TABLE.currencies.contains(text)
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("mx.tsv")));

impl Table {
    fn read(text: &'static str) -> Table {
        let mut table = Table::default();
        let mut below = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (what, names) = line.split_once('\t').unwrap_or((line, ""));
            for name in names.split(' ') {
                let said = match (table.set(what), name.split_once('/')) {
                    (Some(set), _) => set.insert(name),
                    (None, Some((parent, name))) => {
                        below.push((parent, name, what));
                        true
                    }
                    (None, None) => table.words.entry(name).or_default().say(what) || table.say_message(what, name),
                };
                if !said {
                    table.unread.push(line);
                }
            }
        }
        for (parent, name, what) in below {
            if !table.words.entry(name).or_default().say_below(parent, what) {
                table.unread.push(what);
            }
        }
        table
    }

    /// The closed set that a line adds to.
    fn set(&mut self, what: &str) -> Option<&mut Set> {
        match what {
            "area" => Some(&mut self.areas),
            "by-words" => Some(&mut self.read_by_words),
            "prefix" => Some(&mut self.prefixes),
            "attribute" => Some(&mut self.attributes),
            "namespace" => Some(&mut self.namespaces),
            "code" => Some(&mut self.codes),
            "currency" => Some(&mut self.currencies),
            _ => None,
        }
    }

    fn say_message(&mut self, what: &'static str, root: &'static str) -> bool {
        let mut parts = what.split(' ');
        let (Some("message"), Some(number), Some(transaction)) = (parts.next(), parts.next(), parts.next()) else { return false };
        let transaction = (transaction != "-").then_some(transaction);
        let may_be_group = transaction.is_none() || parts.next() == Some("group");
        let definition = Definition { number, transaction, may_be_group };
        self.numbers.insert(number, definition);
        self.messages.insert(root, definition).is_none()
    }
}

impl Default for Word {
    fn default() -> Word {
        Word { opens: Opens::Nothing, holds: None, flows: false, is_apart: false, below: Vec::new() }
    }
}

impl Word {
    /// Notes what a line says of the name right below `parent`, beside what is said of it anywhere.
    fn say_below(&mut self, parent: &'static str, what: &str) -> bool {
        if let Some((_, word)) = self.below.iter_mut().find(|(above, _)| *above == parent) {
            return word.say(what);
        }
        let mut word = Word { below: Vec::new(), ..self.clone() };
        let said = word.say(what);
        self.below.push((parent, word));
        said
    }

    fn say(&mut self, what: &str) -> bool {
        let (verb, object) = what.split_once(' ').unwrap_or((what, ""));
        let role = Role::parse(object);
        match verb {
            "known" => return true,
            "flow" => self.flows = true,
            "apart" => self.is_apart = true,
            "original" => self.opens = Opens::Original,
            "foreign" => self.opens = Opens::Foreign,
            "text" => {
                self.holds = Holds::parse(object);
                return self.holds.is_some();
            }
            _ => {
                let opens = match verb {
                    "actor" => role.map(Opens::Actor),
                    "choice" => role.map(Opens::Choice),
                    "account" => role.map(Opens::Account),
                    "beside" => role.map(Opens::Beside),
                    "topic" => role.map(Opens::Topic),
                    _ => None,
                };
                self.opens = opens.unwrap_or(self.opens);
                return opens.is_some();
            }
        }
        true
    }
}

impl Holds {
    fn parse(text: &str) -> Option<Holds> {
        let (form, role) = text.split_once(' ').unwrap_or((text, ""));
        let form = match form {
            "any-bic" => Form::AnyBic,
            "dn" => Form::DistinguishedName,
            "base64" => Form::Base64,
            "file" => Form::File,
            kind => Form::Kind(Kind::parse(kind)?),
        };
        Some(Holds { form, role: Role::parse(role) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_says_something() {
        assert_eq!(TABLE.unread, Vec::<&str>::new());
        for what in include_str!("mx.tsv").lines().filter_map(|line| line.split_once('\t')).map(|(what, _)| what) {
            let Some(holds) = what.strip_prefix("text ") else { continue };
            assert!(!holds.contains(' ') || Holds::parse(holds).unwrap().role.is_some(), "{what}");
        }
    }

    #[test]
    fn no_name_has_two_meanings() {
        let mut seen: HashMap<(&str, &str), &str> = HashMap::new();
        for line in include_str!("mx.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((what, names)) = line.split_once('\t') else { continue };
            let group = match what.split(' ').next().unwrap() {
                "actor" | "choice" | "account" | "beside" | "topic" | "original" | "foreign" => "opens",
                other => other,
            };
            for name in names.split(' ') {
                assert_eq!(seen.insert((group, name), what), None, "{name}");
            }
        }
    }

    #[test]
    fn a_row_for_a_parent_counts_below_it_only() {
        let kind = |parent, name| word(parent, name).and_then(|word| word.holds).map(|holds| holds.form);
        assert_eq!(kind(Some("Othr"), "Id"), Some(Form::Kind(Kind::Identifier)));
        assert_eq!(kind(Some("Stmt"), "Id"), Some(Form::Kind(Kind::Reference)));
        assert_eq!(kind(None, "Id"), Some(Form::Kind(Kind::Reference)));
        assert_eq!(kind(None, "Invoice"), None);
    }

    #[test]
    fn messages_are_known_by_their_first_element() {
        assert_eq!(definition("FIToFICstmrCdtTrf").unwrap().number, "pacs.008");
        assert_eq!(definition("FIToFICstmrCdtTrfV02").unwrap().transaction, Some("CdtTrfTxInf"));
        assert_eq!(definition("FIToFICstmrCdtTrfVXX"), None);
        assert_eq!(definition("V02"), None);
    }

    #[test]
    fn identifiers_are_found_in_namespaces() {
        for (text, expected) in [
            ("urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08", Some("pacs.008.001.08")),
            ("urn:swift:xsd:swift.if.ia$setr.010.001.02", Some("setr.010.001.02")),
            ("http://www.six-interbank-clearing.com/de/pain.002.001.03.ch.02.xsd", Some("pain.002.001.03")),
            ("pacs.008.001.8", None),
            ("PACS.008.001.08", None),
            ("", None),
        ] {
            assert_eq!(message_identifier(text), expected, "{text}");
        }
    }

    #[test]
    fn namespaces_have_no_room_for_words() {
        assert!(is_namespace("urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"));
        assert!(is_namespace("urn:swift:xsd:$ahV10"));
        assert!(is_namespace("http://www.w3.org/2001/XMLSchema-instance"));
        assert!(!is_namespace("urn:iso:std:iso:20022:tech:xsd:koti.008.001.08"));
        assert!(!is_namespace("urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08.KOREA"));
        assert!(!is_namespace("urn:korea-daesong-bank"));
    }

    #[test]
    fn prefixes_have_no_room_for_words() {
        for (prefix, expected) in
            [("ns2", true), ("h", true), ("a1", true), ("Saa", true), ("lcl", false), ("12", false), ("é", false), ("", false)]
        {
            assert_eq!(is_prefix(prefix), expected, "{prefix}");
        }
    }

    #[test]
    fn a_code_is_a_word_of_the_lists_or_has_digits() {
        for code in ["SHAR", "AC04", "G001", "118", "USD", "true", "999999"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["KOTI", "NADA", "BELLA", "KPW", "AC041", "9999999", "shar", "KIM 1", "", "A"] {
            assert!(!is_code(other), "{other}");
        }
    }
}
