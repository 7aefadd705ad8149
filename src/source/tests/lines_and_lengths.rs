//! Files in which each message stands in a line of JSON or behind its length.

use super::*;

#[test]
fn a_line_of_json_is_a_message() {
    let one = "{\"id\":7,\"message\":\"{1:F01A}{4:\\r\\n:20:ONE\\r\\n-}\",\"message_id\":{\"message\":1}}";
    let base64 = "{ \"message\" : \"ezE6RjAxQX17NDoNCjoyMDpPTkUNCi19\" }";
    let both = "{\"message\":\"{1:F01A}-}{1:F01B}-}\"}";
    let text = "{\"message\":\"what is this\"}";
    check(&[("+a.jsonl", one.as_bytes())], &["a.jsonl#1 = mt 24"]);
    let lines = format!("\u{FEFF}{one}\r\n\n{base64}\n{both}\n{text}\n");
    check(&[("+a", lines.as_bytes())], &["a#1 = mt 24", "a#3 = mt 24", "a#4 = mt 20", "a#5 = unknown 12"]);
    check(&[("+a.gz", &gzip(one.as_bytes()))], &["a.gz#1 = mt 24"]);
}

#[test]
fn a_broken_line_of_json_ends_nothing() {
    let lines = [
        "{\"message\":\"{1:F01A}-}\"}",
        "{\"message\":\"{1:F01",
        "{\"massage\":\"{1:F01A}-}\"}",
        "{\"message\":\"a\",\"message\":\"b\"}",
        "{\"message\":null}",
        "[1]",
        "7",
        "{\"message\":\"\u{FF}\"} and more",
        "{\"message\":\"{1:F01A}-}\"}",
    ];
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend_from_slice(b"\n{\"message\":\"\xFF\"}\n");
    let expected = [
        "a#1 = mt",
        "! a#2: is no JSON from column 18 on",
        "! a#3: has no member \"message\"",
        "! a#4: has the member \"message\" twice",
        "! a#5: its member \"message\" is no text",
        "! a#6: is no JSON object",
        "! a#7: is no JSON object",
        "! a#8: is no JSON from column",
        "a#9 = mt",
        "! a#10: is no JSON from column",
    ];
    check(&[("+a", &bytes)], &expected);
    check(&[("+b", b"{\"message\":\"\"}\n  \n")], &["b#1 = unknown 0"]);
}

#[test]
fn the_longest_line_of_json_and_one_beyond() {
    let line = |bytes: u64| {
        let ends = "{\"message\":\"{1:F01\"}";
        format!("{}{}\n", ends, " ".repeat(usize::try_from(bytes).unwrap() - ends.len() - 1)).into_bytes()
    };
    let after = b"{\"message\":\"{1:F01\"}";
    let at_limit = [&line(json::VALUE_BYTES_MAX), &after[..]].concat();
    check(&[("+a", &at_limit)], &["a#1 = mt 6", "a#2 = mt 6"]);
    let beyond = [&line(json::VALUE_BYTES_MAX + 1), &after[..]].concat();
    check(&[("+a", &beyond)], &["! a#1: is a line of more than", "a#2 = mt 6"]);
}

#[test]
fn json_over_several_lines() {
    let message = "\"message\":\"{1:F01A}-}\"";
    let check_values = |text: &str, expected: &[&str]| check(&[("+a", text.as_bytes())], expected);
    check_values(&format!("[{{{message}}},\n {{{message}}}]\n"), &["a#1 = mt", "a#2 = mt"]);
    check_values(&format!("{{\n  {message}\n}}\n{{\n{message}\n}}"), &["a#1 = mt", "a#2 = mt"]);
    check_values(
        &format!("[\n{{{message}}}, {{\"x\":1}}, 7, {{{message}}}]"),
        &["a#1 = mt", "! a#2: has no member", "! a#3: is no JSON object", "a#4 = mt"],
    );
    check_values(&format!("[{{{message}}},\n oh, {{{message}}}]"), &["a#1 = mt", "! a: is no JSON at line 2, column 2"]);
    check_values(&format!("[{{{message}}}"), &["a#1 = mt", "! a: is no JSON at line 1"]);
    check_values(&format!("[{{{message}}}]{{"), &["a#1 = mt", "! a: is no JSON at line 1"]);
    check_values("[]", &["! a: holds no message"]);
    check_values(&format!("[{ONE}]"), &["a = mt"]);
}

// Messages behind their lengths.

fn prefixed(messages: &[&[u8]]) -> Vec<u8> {
    let one = |message: &&[u8]| [&u32::try_from(message.len()).unwrap().to_be_bytes()[..], message].concat();
    messages.iter().flat_map(one).collect()
}

#[test]
fn messages_behind_their_lengths() {
    let messages: [&[u8]; 4] = [ONE.as_bytes(), b"<Document>{1:F01}$</Document>", b"", b"what is this"];
    check(&[("+a", &prefixed(&messages))], &["a#1 = mt 24", "a#2 = mx 29", "a#3 = unknown 0", "a#4 = unknown 12"]);
    check(&[("+a", &prefixed(&[ONE.as_bytes()]))], &["a#1 = mt 24"]);
}

#[test]
fn a_broken_chain_of_lengths_says_where() {
    let chain = prefixed(&[ONE.as_bytes(), TWO.as_bytes()]);
    check(&[("+a", &chain[..chain.len() - 1])], &["a#1 = mt", "! a: the length at byte 28 does not lead to the end"]);
    check(&[("+a", &[&chain[..], b"\0\0"].concat())], &["a#1 = mt", "a#2 = mt", "! a: the length at byte 56 "]);
    check(&[("+a", &[&chain[..], b"\xFF\xFF\xFF\xFF{1:F01"].concat())], &["a#1 = mt", "a#2 = mt", "! a: the length at byte 56 "]);
}

#[test]
fn a_length_that_leads_to_no_message_is_none() {
    check(&[("+a", b"\0\0\0\x18what is this, and why?")], &["a = unknown"]);
    check(&[("+a", &[&b"\0\0\0\0"[..], ONE.as_bytes()].concat())], &["a = mt 24"]);
    check(&[("+a", &[&b"\0\0\0\x0F"[..], &ONE.as_bytes()[..15]].concat())], &["a = mt"]);
    check(&[("+a", &prefixed(&[&ONE.as_bytes()[..16]]))], &["a#1 = mt 16"]);
    check(&[("+a", &[&b"\x04\0\0\x01"[..], ONE.as_bytes()].concat())], &["a = mt"]);
}

#[test]
fn a_message_beyond_its_limit_does_not_hide_the_next_length() {
    let long = [ONE.as_bytes(), &vec![b'x'; MESSAGE_BYTES_MAX]].concat();
    let expected = format!("a#1 = mt {}", long.len());
    check(&[("+a", &prefixed(&[&long, TWO.as_bytes()]))], &[&expected, "a#2 = mt 24"]);
}
