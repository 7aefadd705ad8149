//! XML lists, record by record. In: a file and the names of its record elements. Out: each record as a small tree with its line, dropped before the next is read, and the root
//! with what stands outside of records. DTDs and entities are refused, so that nothing can grow out of a few bytes.

use super::{ListError, ListFile};
use memchr::memchr_iter;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without a prefix.
    pub(super) name: String,
    /// Its attributes, in order.
    pub(super) attributes: Vec<(String, String)>,
    /// The text right in it, trimmed.
    pub(super) text: String,
    /// The elements right in it, in order.
    pub(super) children: Vec<Node>,
    /// The line of its start tag, from 1.
    pub(super) line: u64,
}

impl Node {
    /// The elements of a name right in it.
    pub(super) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of a name right in it.
    pub(super) fn first(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first element of a name; empty where there is none.
    pub(super) fn text_of(&self, name: &str) -> &str {
        self.first(name).map_or("", |child| &child.text)
    }

    /// An attribute; empty where there is none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// All elements of a name in it, at any depth, in order.
    pub(super) fn descendants(&self) -> Vec<&Node> {
        let mut found = Vec::new();
        let mut waiting: Vec<&Node> = self.children.iter().rev().collect();
        while let Some(node) = waiting.pop() {
            found.push(node);
            waiting.extend(node.children.iter().rev());
        }
        found
    }
}

/// Whether the first element of a file is `root`; else what was found.
pub(super) fn begins_with(bytes: &[u8], root: &str) -> Result<(), String> {
    let start = bytes.get(..bytes.len().min(HEAD_BYTES_MAX)).unwrap_or_default();
    let text = match str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(start.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(error) => return Err(format!("byte {} is not UTF-8", error.valid_up_to())),
    };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let name = start.local_name();
                let found = name.as_ref();
                return if found == root { Ok(()) } else { Err(format!("its first element is {found:.40?}, not {root:?}")) };
            }
            Ok(Event::Eof) => return Err("it has no XML element".to_owned()),
            Ok(Event::Text(text)) if !text.trim().is_empty() => return Err("it begins with text, not with XML".to_owned()),
            Ok(_) => {}
            Err(_) => return Err("it does not begin with well-formed XML".to_owned()),
        }
    }
}

/// Hands over every element whose name is in `records` and that stands in no other record, and gives back the root with all that is outside of them.
///
/// # Errors
///
/// What is not UTF-8, not well-formed, has a DTD or entities, ends in the middle, or is beyond a limit.
pub(super) fn read(file: &ListFile, records: &[&str], mut visit: impl FnMut(Node)) -> Result<Node, ListError> {
    let bytes = file.bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&file.bytes);
    let mut lines = Lines { bytes, at: 0, line: 1 };
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(broken(file, lines.line_at(error.valid_up_to()), "it is not UTF-8")),
    };
    let mut reader = Reader::from_str(text);
    let mut open = Open::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(broken(file, lines.line_at(at), &format!("it is not well-formed: {error}"))),
        };
        let fed = match event {
            Event::Start(start) => element(&start, lines.line_at(at)).and_then(|node| open.start(node)),
            Event::Empty(start) => {
                element(&start, lines.line_at(at)).and_then(|node| open.start(node)).map(|()| open.end(records, &mut visit))
            }
            Event::End(_) => {
                open.end(records, &mut visit);
                Ok(())
            }
            Event::Text(text) => {
                open.text(&text);
                Ok(())
            }
            Event::CData(text) => {
                open.text(&text);
                Ok(())
            }
            Event::GeneralRef(reference) => character(&reference).map(|character| open.text(character.encode_utf8(&mut [0; 4]))),
            Event::DocType(_) => Err("it has a DTD, which no list has".to_owned()),
            Event::Comment(_) | Event::PI(_) => Ok(()),
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(encoding)) if !encoding.eq_ignore_ascii_case("UTF-8") => Err("it says that it is not UTF-8".to_owned()),
                _ => Ok(()),
            },
            Event::Eof => break,
        };
        fed.map_err(|reason| broken(file, lines.line_at(at), &reason))?;
    }
    match (open.root, open.path.is_empty()) {
        (Some(root), true) => Ok(root),
        (None, true) => Err(broken(file, 1, "it has no XML element")),
        (_, false) => Err(broken(file, lines.line_at(bytes.len()), "it ends in the middle: it was cut")),
    }
}

/// The elements that are open, and the root when it is closed.
#[derive(Default)]
struct Open {
    path: Vec<Node>,
    root: Option<Node>,
    /// Elements that are kept at the moment.
    kept: usize,
}

impl Open {
    fn start(&mut self, node: Node) -> Result<(), String> {
        if self.path.is_empty() && self.root.is_some() {
            return Err("it has a second root element".to_owned());
        }
        self.kept += 1;
        if self.kept > NODES_MAX {
            return Err(format!("a record has more than {NODES_MAX} elements"));
        }
        if self.path.len() >= DEPTH_MAX {
            return Err(format!("elements lie more than {DEPTH_MAX} deep in each other"));
        }
        self.path.push(node);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(node) = self.path.last_mut() {
            node.text.push_str(text);
        }
    }

    fn end(&mut self, records: &[&str], visit: &mut impl FnMut(Node)) {
        let Some(mut node) = self.path.pop() else { return };
        node.text = node.text.trim().to_owned();
        let is_inside = self.path.iter().any(|above| records.contains(&above.name.as_str()));
        match self.path.last_mut() {
            None => self.root = Some(node),
            Some(_) if !is_inside && records.contains(&node.name.as_str()) => {
                self.kept -= node.descendants().len() + 1;
                visit(node);
            }
            Some(above) => above.children.push(node),
        }
    }
}

fn element(start: &BytesStart<'_>, line: u64) -> Result<Node, String> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("it is not well-formed: {error}"))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| "an attribute has an entity that XML does not know".to_owned())?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Node { name, attributes, line, ..Node::default() })
}

/// `&amp;`, `&#x41;`.
fn character(reference: &BytesRef<'_>) -> Result<char, String> {
    let unknown = || "it has an entity that XML does not know".to_owned();
    if let Some(character) = reference.resolve_char_ref().map_err(|_| unknown())? {
        return Ok(character);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(unknown()),
    }
}

fn broken(file: &ListFile, line: u64, reason: &str) -> ListError {
    ListError::Broken { file: file.path.clone(), line, reason: reason.to_owned() }
}

/// Counts lines up to places that only grow.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn line_at(&mut self, place: usize) -> u64 {
        if let Some(passed) = self.bytes.get(self.at..place.min(self.bytes.len())) {
            self.line += u64::try_from(memchr_iter(b'\n', passed).count()).unwrap_or(u64::MAX);
            self.at += passed.len();
        }
        self.line
    }
}

/// Elements of one record, and of all that is outside of records. The largest entities of published lists have some hundreds; an element of a few bytes takes about 150 in
/// memory.
const NODES_MAX: usize = 100_000;

/// Depth of elements. The deepest published list, the Swiss one, has 12.
const DEPTH_MAX: usize = 32;

/// How far the first element is looked for, in bytes: a declaration, comments and a long start tag.
const HEAD_BYTES_MAX: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Result<(Vec<Node>, Node), String> {
        let file = ListFile { path: "a.xml".into(), bytes: text.as_bytes().to_vec() };
        let mut found = Vec::new();
        let root = read(&file, &["r"], |node| found.push(node)).map_err(|error| error.to_string())?;
        Ok((found, root))
    }

    #[test]
    fn records_come_one_by_one_and_the_rest_is_the_root() {
        let (found, root) =
            records("<l date='1'>\n<d>x</d>\n<r a='&amp;&#65;'><n>A &lt; <![CDATA[B]]></n><r/></r>\n\n<p:r/></l>").unwrap();
        assert_eq!(found.iter().map(|node| node.line).collect::<Vec<_>>(), [3, 5]);
        assert_eq!((found[0].attribute("a"), found[0].text_of("n"), found[0].children.len()), ("&A", "A < B", 2));
        assert_eq!((root.attribute("date"), root.text_of("d"), root.children.len()), ("1", "x", 1));
    }

    #[test]
    fn what_is_broken_is_said_with_its_line() {
        for (text, expected) in [
            ("<l>\n<r>\n</l>", "line 3: it is not well-formed"),
            ("<l>\n<r>", "line 2: it ends in the middle"),
            ("<!DOCTYPE l>\n<l/>", "line 1: it has a DTD"),
            ("<l>\n&bomb;</l>", "line 2: it has an entity"),
            ("<l>\n<r a='&bomb;'/></l>", "line 2: an attribute has an entity"),
            ("<?xml version='1.0' encoding='windows-1251'?><l/>", "line 1: it says that it is not UTF-8"),
            ("<l/>\n<l/>", "line 2: it has a second root"),
            ("", "line 1: it has no XML element"),
        ] {
            let error = records(text).unwrap_err();
            assert!(error.contains(expected), "{text:?}: {error}");
        }
        let file = ListFile { path: "a.xml".into(), bytes: b"<l>\n\xFF</l>".to_vec() };
        assert!(read(&file, &[], |_| {}).unwrap_err().to_string().contains("line 2: it is not UTF-8"));
    }

    #[test]
    fn depth_and_elements_of_a_record_are_limited() {
        let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(records(&deep(DEPTH_MAX)).is_ok());
        assert!(records(&deep(DEPTH_MAX + 1)).is_err());
        let wide = |nodes: usize| format!("<l><r>{}</r><r/></l>", "<a/>".repeat(nodes - 2));
        assert!(records(&wide(NODES_MAX)).is_ok());
        assert!(records(&wide(NODES_MAX + 1)).is_err());
    }

    #[test]
    fn the_first_element_confirms_a_file() {
        assert_eq!(begins_with("\u{FEFF}<?xml version='1.0'?><!-- x --><l>".as_bytes(), "l"), Ok(()));
        for wrong in ["<!DOCTYPE html><html>", "", "id,name\n", "<m>"] {
            assert!(begins_with(wrong.as_bytes(), "l").is_err(), "{wrong}");
        }
    }
}
