//! Nothing of an XML message is lost: every byte is in the text of exactly one element, or it is syntax.
//!
//! What syntax is, is written down here a second time, as a scanner that shares no code with the parser: it goes over what no element holds and accepts a closed set of forms.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where its own assumptions fail")]

use interdict::frame::{Format, Frame};
use interdict::message::Message;
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::LazyLock;
use std::{fs, path::Path};

/// Names and words of the vocabulary, by what is said of them.
struct Vocabulary {
    names: HashSet<&'static str>,
    prefixes: HashSet<&'static str>,
    attributes: HashSet<&'static str>,
    namespaces: HashSet<&'static str>,
    areas: HashSet<&'static str>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let lines = || {
        include_str!("../../src/message/roles/mx.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(what, _)| !what.starts_with('#'))
    };
    let words = |wanted: &[&str]| -> HashSet<&'static str> {
        lines()
            .filter(|(what, _)| wanted.contains(&what.split(' ').next().unwrap()))
            .flat_map(|(_, names)| names.split(' '))
            .collect()
    };
    let names = words(&[
        "actor", "choice", "account", "beside", "topic", "original", "foreign", "apart", "flow", "text", "known", "message",
    ]);
    Vocabulary {
        names: names.into_iter().map(|name| name.rsplit('/').next().unwrap()).collect(),
        prefixes: words(&["prefix"]),
        attributes: words(&["attribute"]),
        namespaces: words(&["namespace"]),
        areas: words(&["area"]),
    }
});

/// A character of a message: whether an element holds it.
#[derive(Clone, Copy)]
struct Character {
    value: char,
    is_held: bool,
}

/// Goes over what no element holds.
struct Scanner {
    characters: Vec<Character>,
    at: usize,
    open: Vec<String>,
    /// Prefixes that were held once.
    read_prefixes: HashSet<String>,
}

impl Scanner {
    fn new(bytes: &[u8], message: &Message<'_>) -> Result<Scanner, String> {
        let mut holders = vec![0_u32; bytes.len()];
        for element in message.elements().iter().filter(|element| element.layer == 0) {
            for span in element.text.all_spans() {
                for holder in holders.get_mut(span.start as usize..span.end as usize).ok_or("a span beyond the message")? {
                    *holder += 1;
                }
            }
        }
        if let Some(at) = holders.iter().position(|holders| *holders > 1) {
            return Err(format!("byte {at} is in two elements"));
        }
        let mut characters = Vec::new();
        let mut from = 0;
        for (value, width) in decode(bytes) {
            let held = &holders[from..from + width];
            if held.iter().any(|holders| *holders != held[0]) {
                return Err(format!("half a character is held at byte {from}"));
            }
            characters.push(Character { value, is_held: held[0] == 1 });
            from += width;
        }
        Ok(Scanner { characters, at: 0, open: Vec::new(), read_prefixes: HashSet::new() })
    }

    fn rest(&self, count: usize) -> String {
        self.characters.iter().skip(self.at).take(count).map(|character| character.value).collect()
    }

    fn starts_with(&self, text: &str) -> bool {
        self.rest(text.chars().count()) == text
            && self.characters[self.at..].iter().take(text.chars().count()).all(|character| !character.is_held)
    }

    fn fail<T>(&self, what: &str) -> Result<T, String> {
        Err(format!("{what} at character {}: {:?}", self.at, self.rest(60)))
    }

    /// Everything up to `end` must be held or white space; the keyword in front was seen.
    fn held_until(&mut self, keyword: usize, end: &str) -> Result<(), String> {
        self.at += keyword;
        while !self.starts_with(end) {
            match self.characters.get(self.at) {
                Some(character) if character.is_held || is_white(character.value) => self.at += 1,
                _ => return self.fail("words in a place of their own"),
            }
        }
        self.at += end.chars().count();
        Ok(())
    }

    fn scan(&mut self) -> Result<(), String> {
        while self.characters.get(self.at).is_some_and(|character| character.value == '\u{FEFF}') {
            self.at += 1;
        }
        while let Some(character) = self.characters.get(self.at).copied() {
            if character.is_held || is_white(character.value) {
                self.at += 1;
            } else if self.starts_with("<!--") {
                self.held_until(4, "-->")?;
            } else if self.starts_with("<![CDATA[") {
                self.held_until(9, "]]>")?;
            } else if self.rest(9).eq_ignore_ascii_case("<!DOCTYPE") {
                self.held_until(9, ">")?;
            } else if self.starts_with("<?") {
                self.instruction()?;
            } else if self.starts_with("</") {
                self.end_tag()?;
            } else if character.value == '<' {
                self.start_tag()?;
            } else if character.value == ';' && self.ends_reference() {
                self.at += 1;
            } else {
                return self.fail("a character that is neither held nor syntax");
            }
        }
        Ok(())
    }

    /// `&name;`: the name and the `&` are held.
    fn ends_reference(&self) -> bool {
        let name =
            self.characters[..self.at].iter().rev().take_while(|character| character.is_held && character.value != '&').count();
        name > 0 && self.characters[..self.at - name].last().is_some_and(|character| character.is_held && character.value == '&')
    }

    fn instruction(&mut self) -> Result<(), String> {
        let end = self.characters[self.at..]
            .windows(2)
            .position(|pair| pair[0].value == '?' && pair[1].value == '>')
            .unwrap_or_default();
        let content = self.rest(end).trim_start_matches("<?").to_owned();
        let words = ["xml", "version", "1.0", "1.1", "encoding", "standalone", "yes", "no"];
        let encodings = [
            "utf-8",
            "utf8",
            "us-ascii",
            "ascii",
            "iso-8859-1",
            "latin1",
            "latin-1",
            "windows-1252",
            "cp1252",
            "utf-16",
            "utf-16le",
            "utf-16be",
        ];
        let is_plain = content
            .split(|c| is_white(c) || matches!(c, '=' | '"' | '\''))
            .filter(|word| !word.is_empty())
            .all(|word| words.contains(&word) || encodings.contains(&word.to_ascii_lowercase().as_str()));
        if content.starts_with("xml") && is_plain {
            self.at += end + 2;
            return Ok(());
        }
        self.held_until(2, "?>")
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let open = self.open.pop().unwrap_or_default();
        let expected = format!("</{open}");
        if !self.starts_with(&expected) {
            return self.fail("an end tag that ends nothing");
        }
        self.at += expected.chars().count();
        self.skip_white();
        if !self.starts_with(">") {
            return self.fail("words in an end tag");
        }
        self.at += 1;
        Ok(())
    }

    fn start_tag(&mut self) -> Result<(), String> {
        self.at += 1;
        let name = self.take(|c| c.is_held || !is_white(c.value) && !matches!(c.value, '>' | '/'));
        self.name(&name)?;
        let name: String = name.iter().map(|character| character.value).collect();
        loop {
            self.skip_white();
            if self.starts_with("/>") {
                self.at += 2;
                return Ok(());
            }
            if self.starts_with(">") {
                self.at += 1;
                self.open.push(name);
                return Ok(());
            }
            match self.characters.get(self.at) {
                Some(character) if character.is_held => self.held_or_attribute()?,
                Some(_) => self.attribute()?,
                None => return self.fail("a tag without end"),
            }
        }
    }

    /// Held characters in a tag: the name of an unknown attribute, or what is no attribute at all.
    fn held_or_attribute(&mut self) -> Result<(), String> {
        self.take_held();
        if self.starts_with("=")
            || self.characters.get(self.at).is_some_and(|character| is_white(character.value)) && self.after_white('=')
        {
            return self.value(false);
        }
        Ok(())
    }

    fn after_white(&self, expected: char) -> bool {
        self.characters[self.at..]
            .iter()
            .find(|character| !is_white(character.value))
            .is_some_and(|character| character.value == expected && !character.is_held)
    }

    fn attribute(&mut self) -> Result<(), String> {
        let name = self.take(|c| !is_white(c.value) && c.value != '=');
        let text: String = name.iter().map(|character| character.value).collect();
        let (prefix, local) = text.split_once(':').unwrap_or(("", &text));
        let is_namespace = text == "xmlns" || prefix == "xmlns";
        if is_namespace {
            let declared = if prefix == "xmlns" { local } else { "" };
            let held = name.iter().skip("xmlns:".len()).all(|character| character.is_held);
            if name.iter().take("xmlns".len()).any(|character| character.is_held) || !(held || self.is_prefix(declared)) {
                return self.fail("an unknown prefix is declared");
            }
            self.read_prefixes.insert(declared.to_owned());
        } else if !(name.iter().all(|character| !character.is_held)
            && self.is_prefix(prefix)
            && VOCABULARY.attributes.contains(local))
        {
            return self.fail("an unknown attribute");
        }
        self.value(is_namespace)
    }

    /// `= "..."`.
    fn value(&mut self, is_namespace: bool) -> Result<(), String> {
        self.skip_white();
        if !self.starts_with("=") {
            return self.fail("an attribute without value");
        }
        self.at += 1;
        self.skip_white();
        let Some(quote) =
            self.characters.get(self.at).filter(|character| !character.is_held && matches!(character.value, '"' | '\'')).copied()
        else {
            return self.fail("a value without quotes");
        };
        self.at += 1;
        let value = self.take(|c| c.value != quote.value);
        let text: String = value.iter().map(|character| character.value).collect();
        let is_held = value.iter().all(|character| character.is_held || is_white(character.value) || character.value == ';');
        if !(is_held || is_namespace && is_usual_namespace(&text)) {
            return self.fail("a value that is not held");
        }
        self.at += 1;
        Ok(())
    }

    fn name(&mut self, name: &[Character]) -> Result<(), String> {
        let text: String = name.iter().map(|character| character.value).collect();
        let (prefix, local) = text.split_once(':').unwrap_or(("", &text));
        let prefix_length = prefix.chars().count();
        let (prefix_held, local_held) = (
            name.iter().take(prefix_length).all(|c| c.is_held),
            name.iter().rev().take(local.chars().count()).all(|c| c.is_held),
        );
        if !(local_held || VOCABULARY.names.contains(local)) {
            return self.fail("an unknown name");
        }
        if !(prefix_held || self.is_prefix(prefix)) {
            return self.fail("an unknown prefix");
        }
        self.read_prefixes.insert(prefix.to_owned());
        Ok(())
    }

    fn is_prefix(&self, prefix: &str) -> bool {
        let letters = prefix.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_numbered = letters == "ns" || letters.len() == 1 && letters.chars().all(|c| c.is_ascii_alphabetic());
        prefix.is_empty() || is_numbered || VOCABULARY.prefixes.contains(prefix) || self.read_prefixes.contains(prefix)
    }

    fn take(&mut self, wanted: impl Fn(Character) -> bool) -> Vec<Character> {
        let taken: Vec<Character> =
            self.characters[self.at..].iter().take_while(|character| wanted(**character)).copied().collect();
        self.at += taken.len();
        taken
    }

    fn take_held(&mut self) {
        self.at += self.characters[self.at..].iter().take_while(|character| character.is_held).count();
    }

    fn skip_white(&mut self) {
        self.at +=
            self.characters[self.at..].iter().take_while(|character| !character.is_held && is_white(character.value)).count();
    }
}

/// The characters of a message and the bytes that each takes.
fn decode(bytes: &[u8]) -> Vec<(char, usize)> {
    if let Ok(text) = str::from_utf8(bytes) {
        return text.chars().map(|c| (c, c.len_utf8())).collect();
    }
    let unit: Option<fn([u8; 2]) -> u16> = match bytes {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    let Some(unit) = unit else {
        let chunks = bytes.utf8_chunks().map(|chunk| (chunk.valid(), chunk.invalid()));
        let characters = chunks.flat_map(|(valid, invalid)| {
            valid.chars().map(|c| (c, c.len_utf8())).chain(invalid.iter().map(|byte| (char::from(*byte), 1)))
        });
        return characters.collect();
    };
    let (pairs, odd) = bytes.as_chunks::<2>();
    let characters = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or('\u{FFFD}'));
    characters.map(|c| (c, c.len_utf16() * 2)).chain(odd.iter().map(|_| ('\u{FFFD}', 1))).collect()
}

fn is_usual_namespace(name: &str) -> bool {
    let identifier =
        name.strip_prefix("urn:iso:std:iso:20022:tech:xsd:").or_else(|| name.strip_prefix("urn:swift:xsd:")).unwrap_or_default();
    let parts: Vec<&str> = identifier.split('.').collect();
    let is_number = |part: &&str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_identifier = matches!(parts.as_slice(), [area, a, b, c] if VOCABULARY.areas.contains(area) && is_number(a, 3) && is_number(b, 3) && is_number(c, 2));
    VOCABULARY.namespaces.contains(name) || is_identifier
}

fn is_white(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

pub fn check(bytes: &[u8]) -> Result<(), String> {
    let frame = Frame::new(bytes.to_vec().into());
    let message = Message::read(&frame);
    for defect in &message.defects {
        if defect.span.start > defect.span.end || defect.span.end as usize > bytes.len() {
            return Err(format!("{defect:?} lies outside"));
        }
    }
    let units: usize = message.units().map(|unit| unit.elements().count()).sum();
    if message.whole().elements().count() + units < message.elements().len() {
        return Err("an element belongs to no unit".into());
    }
    Scanner::new(bytes, &message)?.scan()
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["proto-samples/mx", "proto-samples/broken", "../shared/data/messages/mx", "../shared/data/messages/traps/mx"] {
        let Ok(files) = fs::read_dir(root.join(folder)) else {
            eprintln!("skipped: {folder} is not here");
            continue;
        };
        let files =
            files.map(|file| file.unwrap().path()).filter(|file| file.extension().is_some_and(|extension| extension == "xml"));
        samples.extend(files.map(|file| (file.display().to_string(), fs::read(&file).unwrap())));
    }
    samples.sort();
    samples
}

pub static SAMPLES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(samples);

#[test]
fn every_byte_of_every_sample_is_accounted_for() {
    assert!(SAMPLES.len() > 60);
    for (name, bytes) in SAMPLES.iter() {
        assert_eq!(check(bytes), Ok(()), "{name}");
    }
}

/// The scanner is no yes-man: what the parser would have to lose is found.
#[test]
fn the_scanner_finds_what_is_lost() {
    let lost = |xml: &str| Scanner::new(xml.as_bytes(), &Message::default()).unwrap().scan();
    assert_eq!(
        lost(
            "<?xml version='1.0'?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><Nm></Nm><ns2:Cdtr/></Document>"
        ),
        Ok(())
    );
    for xml in [
        "<Nm>KIM</Nm>",
        "<Kim/>",
        "<Nm kim='1'/>",
        "<Amt Ccy='USD'/>",
        "<Nm xmlns='urn:kim'/>",
        "<kim:Nm/>",
        "<Nm xmlns:kim='http://www.w3.org/2001/XMLSchema'/>",
        "<!-- kim -->",
        "<?kim?>",
        "<?xml version='kim'?>",
        "<![CDATA[kim]]>",
        "<!DOCTYPE kim>",
        "<Nm></Cdtr>",
        "&amp;",
    ] {
        assert!(lost(xml).is_err(), "{xml}");
    }
}

/// A word written at any place of a message stands in the text of some element, whole, and not as a code, date or amount.
#[test]
fn a_planted_word_is_read_wherever_it_stands() {
    let wanted = [
        "pacs008-with-header",
        "pacs008-in-datapdu",
        "pacs008-prefixed",
        "supplementary-data",
        "mx-doctype-entity",
        "pacs008-listed-name-cdata",
        "pacs008-latin1",
        "split-by-comment",
        "mx-truncated.xml",
    ];
    let chosen: Vec<_> = SAMPLES.iter().filter(|(name, _)| wanted.iter().any(|part| name.contains(part))).collect();
    assert_eq!(chosen.len(), wanted.len());
    for (name, bytes) in chosen {
        for at in 0..=bytes.len() {
            assert!(is_read(&[&bytes[..at], WORD.as_bytes(), &bytes[at..]].concat()), "{name} at {at}");
        }
    }
}

#[test]
fn a_planted_word_is_read_in_utf16_too() {
    let word: Vec<u8> = WORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, bytes) = SAMPLES.iter().find(|(name, _)| name.contains("pacs008-utf16")).unwrap();
    for at in (2..=bytes.len()).step_by(2) {
        assert!(is_read(&[&bytes[..at], &word, &bytes[at..]].concat()), "at {at}");
    }
}

fn is_read(bytes: &[u8]) -> bool {
    let frame = Frame::new(bytes.to_vec().into());
    let message = Message::read(&frame);
    // A word in front of the first tag leaves nothing that looks like XML.
    frame.format() != Format::Mx
        || message.elements().iter().any(|element| element.text.as_str().contains(WORD) && !element.kind.is_wordless())
}

const WORD: &str = "KIMJONGUN";

/// What a mutation puts into a message.
const SNIPPETS: [&[u8]; 34] = [
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b";",
    b"&amp;",
    b"&#65;",
    b"&#1;",
    b"&kim;",
    b"\"",
    b"'",
    b"=",
    b" ",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?",
    b"?>",
    b"<?xml ",
    b"<!DOCTYPE ",
    b"<!DOCTYPE d [<!ENTITY a \"KIM\">]>",
    b"<Nm>",
    b"</Nm>",
    b"<Document>",
    b"</Document>",
    b"<kim:Nm xmlns:kim=\"urn:kim\">",
    b"KIM",
    b"\xFC",
    b"\0",
    b"\xEF\xBB\xBF",
    "김".as_bytes(),
    b"<a b='c' d>",
];

#[derive(Clone, Debug)]
enum Change {
    Insert(usize, usize),
    Delete(usize, usize),
    Repeat(usize, usize),
    Set(usize, u8),
    Cut(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    prop_oneof![
        4 => (place.clone(), 0..SNIPPETS.len()).prop_map(|(at, snippet)| Change::Insert(at, snippet)),
        2 => (place.clone(), 1..40_usize).prop_map(|(at, length)| Change::Delete(at, length)),
        1 => (place.clone(), 1..200_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        2 => (place.clone(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => place.prop_map(Change::Cut),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let within = |at: usize, bytes: &[u8]| at % (bytes.len() + 1);
    match change {
        Change::Insert(at, snippet) => {
            let at = within(*at, bytes);
            bytes.splice(at..at, SNIPPETS[*snippet].iter().copied());
        }
        Change::Delete(at, length) => {
            let at = within(*at, bytes);
            let end = (at + length).min(bytes.len());
            bytes.drain(at..end);
        }
        Change::Repeat(at, length) => {
            let at = within(*at, bytes);
            let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
        Change::Set(at, byte) => {
            let at = within(*at, bytes);
            if let Some(place) = bytes.get_mut(at) {
                *place = *byte;
            }
        }
        Change::Cut(at) => bytes.truncate(within(*at, bytes)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_of_a_changed_sample_is_accounted_for(sample in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let (name, bytes) = sample.get(&SAMPLES);
        let mut bytes = bytes.clone();
        changes.iter().for_each(|change| apply(&mut bytes, change));
        if interdict::frame::detect(&bytes) == Format::Mx {
            prop_assert_eq!(check(&bytes), Ok(()), "{}: {}", name, String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(parts in prop::collection::vec(prop_oneof![prop::collection::vec(any::<u8>(), 0..20), prop::sample::select(SNIPPETS.map(<[u8]>::to_vec).to_vec())], 0..30)) {
        let bytes = [b"<a".to_vec(), parts.concat()].concat();
        prop_assert_eq!(check(&bytes), Ok(()), "{}", String::from_utf8_lossy(&bytes));
    }
}
