//! JSON to Frames: logs and queue dumps that hold a message as text in the member `message`.
//!
//! JSON lines have one message a line, whose number is that of the line; a line that cannot be read is reported, and the next one is read. One value over several lines, or an
//! array, is read value by value; what is no JSON ends it.
//!
//! The text is the message as it stands, or the message in base64. It is one frame, whatever it holds: offsets in Decisions count its bytes after unescaping and decoding, not those of the file. Other
//! members are not read.

use super::{Found, Halt, Problem, Step, Walk};
use crate::frame::{self, Format, Frame};
use crate::message::decode_base64;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// Longest line, and longest value of an array, in bytes: a document of 32 MiB in base64, and as much again for members beside it. A longer one is reported.
pub(super) const VALUE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// How a JSON file is laid out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Layout {
    /// One object a line.
    Lines,
    /// Objects over several lines, or an array.
    Values,
}

impl Layout {
    /// What the first bytes say. A FIN message begins with a brace and a digit, an object with a brace and a quotation mark.
    pub(super) fn of(head: &[u8]) -> Option<Layout> {
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let (first, rest) = text.split_first()?;
        let inside = rest.trim_ascii_start();
        let opens_line = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).any(|byte| *byte == b'\n');
        match (first, inside) {
            (b'{', [b'"' | b'}', ..]) if opens_line => Some(Layout::Values),
            (b'{', [b'"' | b'}', ..]) => Some(Layout::Lines),
            (b'[', [b']', ..]) => Some(Layout::Values),
            (b'[', [b'{', object @ ..]) if matches!(object.trim_ascii_start(), [b'"' | b'}', ..]) => Some(Layout::Values),
            _ => None,
        }
    }
}

impl Walk<'_> {
    pub(super) fn json(&mut self, name: &str, layout: Layout, reader: &mut dyn Read) -> Step {
        self.something(|walk| match layout {
            Layout::Lines => walk.json_lines(name, reader),
            Layout::Values => walk.json_values(name, reader),
        })
    }

    fn json_lines(&mut self, name: &str, reader: &mut dyn Read) -> Step {
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        for number in 1_u64.. {
            line.clear();
            let mut rest_of_line = (&mut reader).take(VALUE_BYTES_MAX);
            rest_of_line.read_until(b'\n', &mut line).map_err(Problem::Read)?;
            let is_too_long = line.len() as u64 == VALUE_BYTES_MAX && line.last() != Some(&b'\n');
            if is_too_long {
                reader.skip_until(b'\n').map_err(Problem::Read)?;
            }
            if line.is_empty() {
                break;
            }
            let text = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
            if text.trim_ascii().is_empty() {
                continue;
            }
            let source = format!("{name}#{number}");
            self.attempt(&source, |walk| {
                if is_too_long {
                    return Err(Problem::JsonTooLong.into());
                }
                let value: Value = serde_json::from_slice(text.trim_ascii_end())
                    .map_err(|error| Problem::JsonLine { column: error.column() })?;
                walk.value(source.clone(), value)
            })?;
        }
        Ok(())
    }

    fn json_values(&mut self, name: &str, reader: &mut dyn Read) -> Step {
        let allowance = Rc::new(Cell::new(VALUE_BYTES_MAX));
        let mut reader = BufReader::new(Allowed { reader, allowance: Rc::clone(&allowance) });
        let mut halt = None;
        let mut number = 0_u64;
        let mut each = |value: Value| {
            number += 1;
            allowance.set(VALUE_BYTES_MAX);
            let source = format!("{name}#{number}");
            let step = self.attempt(&source, |walk| walk.value(source.clone(), value));
            step.map_err(|wanted| halt = Some(wanted))
        };
        let read = read_values(&mut reader, &mut each);
        match halt {
            Some(halt) => Err(halt),
            None => read.map_err(problem).map_err(Halt::from),
        }
    }

    fn value(&mut self, source: String, value: Value) -> Step {
        match value {
            Value::Message(text) => self.hand_over(Found::Message { source, frame: frame(text) }),
            Value::NoObject => Err(Problem::JsonNoObject.into()),
            Value::NoMessage => Err(Problem::JsonNoMessage.into()),
            Value::NoText => Err(Problem::JsonNoText.into()),
            Value::TwoMessages => Err(Problem::JsonTwoMessages.into()),
        }
    }
}

fn read_values(reader: &mut dyn BufRead, each: &mut dyn FnMut(Value) -> Result<(), ()>) -> serde_json::Result<()> {
    let head = reader.fill_buf().map_err(serde_json::Error::io)?;
    if head.starts_with(b"\xEF\xBB\xBF") {
        reader.consume(3);
    }
    let head = reader.fill_buf().map_err(serde_json::Error::io)?;
    if head.trim_ascii_start().starts_with(b"[") {
        let mut deserializer = serde_json::Deserializer::from_reader(reader);
        Array(each).deserialize(&mut deserializer)?;
        return deserializer.end();
    }
    for value in serde_json::Deserializer::from_reader(reader).into_iter::<Value>() {
        if each(value?).is_err() {
            break;
        }
    }
    Ok(())
}

fn frame(text: String) -> Frame {
    let is_plain = frame::detect(text.as_bytes()) != Format::Unknown;
    let decoded = if is_plain { None } else { decode_base64(&text) };
    let message = decoded.filter(|bytes| frame::detect(bytes) != Format::Unknown);
    Frame::new(message.unwrap_or_else(|| text.into_bytes()).into())
}

/// Its own text would repeat what the file holds.
fn problem(error: serde_json::Error) -> Problem {
    match error.classify() {
        serde_json::error::Category::Io => Problem::Read(error.into()),
        _ => Problem::Json { line: error.line(), column: error.column() },
    }
}

/// What a JSON value is to us.
#[derive(Debug, Eq, PartialEq)]
enum Value {
    Message(String),
    NoObject,
    NoMessage,
    /// The member is no text.
    NoText,
    /// Programs differ on which of two members of one name they take.
    TwoMessages,
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut found = None;
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            if name != MEMBER {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            let text = members.next_value::<Text>()?.0;
            found = Some(match (found, text) {
                (Some(_), _) => Value::TwoMessages,
                (None, Some(text)) => Value::Message(text),
                (None, None) => Value::NoText,
            });
        }
        Ok(found.unwrap_or(Value::NoMessage))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::NoObject)
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Value, E> {
        Ok(Value::NoObject)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Value, E> {
        Ok(Value::NoObject)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Value, E> {
        Ok(Value::NoObject)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Value, E> {
        Ok(Value::NoObject)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Value, E> {
        Ok(Value::NoObject)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::NoObject)
    }
}

/// A text, or nothing where there is anything else.
struct Text(Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Any {
            Text(String),
            Other(IgnoredAny),
        }
        Ok(match Any::deserialize(deserializer)? {
            Any::Text(text) => Text(Some(text)),
            Any::Other(_) => Text(None),
        })
    }
}

/// An array whose values are handed over one by one.
struct Array<'a>(&'a mut dyn FnMut(Value) -> Result<(), ()>);

impl<'de> DeserializeSeed<'de> for Array<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Array<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while let Some(value) = values.next_element::<Value>()? {
            (self.0)(value).map_err(|()| de::Error::custom("no more is wanted"))?;
        }
        Ok(())
    }
}

/// Lets no value grow without limit: what is read since the last value may be so long.
struct Allowed<'a> {
    reader: &'a mut dyn Read,
    allowance: Rc<Cell<u64>>,
}

impl Read for Allowed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        let left = self.allowance.get().checked_sub(read as u64);
        self.allowance.set(left.ok_or_else(|| io::Error::other(format!("a JSON value is longer than {VALUE_BYTES_MAX} bytes")))?);
        Ok(read)
    }
}

/// The member that holds the message.
pub(super) const MEMBER: &str = "message";
