//! The end of an element that holds nothing unusual, found without a look at events. Where anything is unusual (a comment, a name that does not match, a limit), there is no
//! answer, and events decide. So this only ever saves time.

use super::gather::is_white;
use super::reader::{DEPTH_MAX, OPEN_NAME_BYTES_MAX};
use std::ops::Range;

/// Finds ends of elements.
#[derive(Debug, Default)]
pub(super) struct Skim {
    /// Names of the elements that are open inside.
    open: Vec<Range<usize>>,
}

impl Skim {
    /// The end tag of the element `name`, whose start tag ends before `at`. `depth` elements are open with it. Nothing stands behind `limit`.
    pub(super) fn end_of(&mut self, text: &str, name: &str, mut at: usize, depth: usize, limit: usize) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        self.open.clear();
        loop {
            let start = at + memchr::memchr(b'<', bytes.get(at..)?)?;
            match bytes.get(start + 1)? {
                b'!' | b'?' | b'>' => return None,
                first if is_white(*first) => return None,
                b'/' => {
                    let end = start + memchr::memchr(b'>', bytes.get(start..)?)?;
                    let found = bytes.get(start + 2..end)?;
                    let expected = match self.open.pop() {
                        Some(open) => bytes.get(open)?,
                        None if found == name.as_bytes() && end < limit => return Some(start..end + 1),
                        None => return None,
                    };
                    if found != expected {
                        return None;
                    }
                    at = end + 1;
                }
                _ => {
                    let end = tag_end(bytes, start + 1)?;
                    let tag = bytes.get(start + 1..end)?;
                    let length = tag.iter().position(|byte| is_white(*byte)).unwrap_or(tag.len());
                    if tag.last() != Some(&b'/') {
                        self.open.push(start + 1..start + 1 + length);
                    }
                    if depth + self.open.len() > DEPTH_MAX || length > OPEN_NAME_BYTES_MAX {
                        return None;
                    }
                    at = end + 1;
                }
            }
        }
    }
}

/// Where the `>` of a tag stands: one in quotes is none.
fn tag_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let found = at + memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        match bytes.get(found)? {
            b'>' => return Some(found),
            quote => at = found + 1 + memchr::memchr(*quote, bytes.get(found + 1..)?)? + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inside: &str, expected: Option<usize>) {
        let text = format!("<T>{inside}");
        let found = Skim::default().end_of(&text, "T", 3, 1, text.len());
        assert_eq!(found.map(|range| range.start - 3), expected, "{inside}");
    }

    #[test]
    fn plain_elements_are_passed_over() {
        check("</T>", Some(0));
        check("x &amp; y</T>", Some(9));
        check("<a><T b='>'>x</T><c/><d e=\"'/>\" /></a></T><T>", Some(38));
    }

    #[test]
    fn whatever_is_unusual_has_no_answer() {
        for inside in [
            "",
            "x",
            "<",
            "</",
            "</T",
            "</T >",
            "</t>",
            "<a></T>",
            "<a></b></a></T>",
            "<!-- </T> --></T>",
            "<![CDATA[</T>]]></T>",
            "<?x?></T>",
            "<></T>",
            "< a/></T>",
            "<a b='></T>",
        ] {
            check(inside, None);
        }
        let deep = |depth: usize| format!("{}{}</T>", "<a>".repeat(depth), "</a>".repeat(depth));
        check(&deep(DEPTH_MAX - 1), Some(7 * (DEPTH_MAX - 1)));
        check(&deep(DEPTH_MAX), None);
        assert_eq!(Skim::default().end_of("<T>x</T>", "T", 3, 1, 8), Some(4..8));
        assert_eq!(Skim::default().end_of("<T>x</T>", "T", 3, 1, 7), None);
    }
}
