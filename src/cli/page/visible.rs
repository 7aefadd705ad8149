//! Text of a message, made safe for a terminal. A sender chooses that text: control characters in it could move the cursor, change colours, rewrite what stands above or set the
//! clipboard, and characters that order text by direction could show a name that is not there. All of them are written out, and so is whatever cannot be seen.

/// The text with every character that a person could not see, or that a terminal would obey, written as `\u{..}`.
pub(in crate::cli) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    push_visible(text, &mut shown);
    shown
}

/// The same for bytes that may be in no known encoding: what is not UTF-8 is written as `\xNN`.
pub(in crate::cli) fn visible_bytes(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        push_visible(chunk.valid(), &mut shown);
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02X}"));
        }
    }
    shown
}

/// A line of JSON that says the same, with everything escaped that a person could not see or that a terminal would obey.
pub(in crate::cli) fn shielded(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_visible(character) {
            shown.push(character);
        } else {
            let mut units = [0; 2];
            shown.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    shown
}

fn push_visible(text: &str, shown: &mut String) {
    let mut marks = 0;
    for character in text.chars() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        if is_visible(character) && marks <= MARKS_MAX {
            shown.push(character);
        } else {
            shown.extend(escape(character));
        }
    }
}

fn escape(character: char) -> impl Iterator<Item = char> {
    let short = match character {
        '\t' => Some("\\t"),
        '\r' => Some("\\r"),
        '\n' => Some("\\n"),
        _ => None,
    };
    let long = if short.is_none() { Some(character.escape_unicode()) } else { None };
    short.unwrap_or_default().chars().chain(long.into_iter().flatten())
}

/// The standard library knows which characters Unicode gives a shape; of those some are blank all the same.
fn is_visible(character: char) -> bool {
    let is_blank =
        matches!(character, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
            || matches!(character, '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let has_shape = matches!(character, '\'' | '"' | '\\') || is_mark(character) || character.escape_debug().len() == 1;
    has_shape && !is_blank
}

/// Whether it is drawn onto the character before it. `escape_debug` writes such a character out by itself, and leaves it behind a letter.
fn is_mark(character: char) -> bool {
    character.escape_debug().len() > 1 && String::from_iter(['a', character]).escape_debug().count() == 2
}

/// Marks drawn onto one character. Vietnamese needs two, pointed Hebrew three; a tower of them covers the lines above.
const MARKS_MAX: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(visible(text), expected, "{text:?}");
    }

    #[test]
    fn what_can_be_seen_stays() {
        for text in [
            "",
            "O'NEILL \"A\" \\ 5%",
            "Ch'ŏngjin",
            "김영철 金永哲 Ким",
            "สมชาย",
            "e\u{301}",
            "\u{5d1}\u{5bc}\u{5b8}",
            "~{}|",
            "\u{1100}\u{1161}",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn controls_are_written_out() {
        check("\x1b[2J\x07", "\\u{1b}[2J\\u{7}");
        check("\u{9b}31m\u{7f}", "\\u{9b}31m\\u{7f}");
        check("a\tb\r\nc\0", "a\\tb\\r\\nc\\u{0}");
        check("\u{85}\u{2028}", "\\u{85}\\u{2028}");
    }

    #[test]
    fn what_changes_the_direction_or_cannot_be_seen_is_written_out() {
        check("\u{202e}MIK\u{202c}", "\\u{202e}MIK\\u{202c}");
        for hidden in [
            '\u{200b}',
            '\u{200d}',
            '\u{2066}',
            '\u{feff}',
            '\u{ad}',
            '\u{34f}',
            '\u{fe0f}',
            '\u{3164}',
            '\u{e0041}',
            '\u{e000}',
            '\u{a0}',
        ] {
            check(&hidden.to_string(), &hidden.escape_unicode().to_string());
        }
    }

    #[test]
    fn json_means_the_same_when_shielded() {
        let texts = ["\u{9b}31m", "\u{202e}MIK", "\u{e0041}", "김 O'N \"A\" \\ \x1b", "e\u{301}"];
        let json = serde_json::to_string(&texts).unwrap();
        let shielded = shielded(&json);
        assert_eq!(serde_json::from_str::<Vec<String>>(&shielded).unwrap(), texts);
        assert!(
            shielded.contains("\\u009b") && shielded.contains("\\u202e") && shielded.contains("\\udb40\\udc41"),
            "{shielded}"
        );
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = |marks: usize| format!("a{}", "\u{301}".repeat(marks));
        check(&tower(MARKS_MAX), &tower(MARKS_MAX));
        check(&tower(MARKS_MAX + 1), &format!("{}\\u{{301}}", tower(MARKS_MAX)));
    }

    #[test]
    fn bytes_in_no_encoding_are_written_out() {
        assert_eq!(visible_bytes(b"M\xDCLLER \xE2\x82"), "M\\xDCLLER \\xE2\\x82");
        assert_eq!(visible_bytes("Müller".as_bytes()), "Müller");
    }
}
