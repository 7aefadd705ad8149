//! What the XML declaration says of the encoding.

/// What the XML declaration says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Declared {
    Nothing,
    Utf8,
    Latin,
    Utf16,
    Other,
}

impl Declared {
    pub(super) fn of(text: &[u8]) -> Declared {
        let head = text.get(..DECLARATION_BYTES_MAX).unwrap_or(text).trim_ascii_start();
        let declaration = head.strip_prefix(b"<?xml").and_then(|rest| rest.split(|byte| *byte == b'>').next());
        let Some(value) = declaration.and_then(encoding_value) else { return Declared::Nothing };
        Declared::named(value)
    }

    /// Reads the name of an encoding.
    fn named(value: &[u8]) -> Declared {
        let is_one_of = |names: &[&str]| names.iter().any(|name| value.eq_ignore_ascii_case(name.as_bytes()));
        if is_one_of(&["utf-8", "utf8", "us-ascii", "ascii"]) {
            Declared::Utf8
        } else if is_one_of(&["iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"]) {
            Declared::Latin
        } else if is_one_of(&["utf-16", "utf-16le", "utf-16be"]) {
            Declared::Utf16
        } else {
            Declared::Other
        }
    }
}

/// Whether a word of an XML declaration is the name of an encoding that is known here.
pub(super) fn is_known(name: &str) -> bool {
    Declared::named(name.as_bytes()) != Declared::Other
}

/// The value in `encoding = "..."`.
fn encoding_value(declaration: &[u8]) -> Option<&[u8]> {
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let behind = declaration.get(at + b"encoding".len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = behind.split_first()?;
    value.split(|byte| byte == quote).next()
}

/// How far the XML declaration is looked for. The longest useful one has about 70 characters; the rest is white space before it.
pub(super) const DECLARATION_BYTES_MAX: usize = 512;
