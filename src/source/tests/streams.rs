//! Streams: messages out of bytes that come in pieces.

use super::*;

/// A reader that gives its bytes in runs of the lengths asked for, over and over.
struct Drip<'a> {
    bytes: &'a [u8],
    lengths: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.lengths.next().copied().unwrap_or(1).min(into.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(length);
        into[..length].copy_from_slice(now);
        self.bytes = later;
        Ok(length)
    }
}

fn streamed(bytes: &[u8], lengths: &[usize]) -> Vec<(Vec<u8>, u64, [u8; 32])> {
    let mut frames = Frames::new(Drip { bytes, lengths: lengths.iter().cycle() });
    let mut all = Vec::new();
    while let Some(frame) = frames.next_frame().unwrap() {
        all.push((frame.slice(0..frame.bytes_kept()).unwrap().to_vec(), frame.bytes_total(), *frame.sha256()));
    }
    all
}

fn in_one_piece(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Cut::Message { at, next } = cut(&bytes[from..], true) {
        ranges.push(from + at.start..from + at.end);
        from += next;
    }
    ranges
}

proptest! {
    #[test]
    fn chunks_do_not_change_the_messages(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{1:", "{1:F21", "}", "-}", "$", "\n", "\r\n", " ", "x", "{4:", ":20:A", "\0", "\x01", "\x03",
            "<?xml ", "?>", "<a>", "</a>", "<b/>", "<AppHdr/>", "<!--", "-->", "<![CDATA[", "]]>", "<c d='", "'>", "\u{FEFF}",
        ]), 0..60),
        lengths in prop::collection::vec(1_usize..9, 1..6),
    ) {
        let text = pieces.concat();
        let expected: Vec<Vec<u8>> = in_one_piece(text.as_bytes()).into_iter().map(|range| text.as_bytes()[range].to_vec()).collect();
        let found: Vec<Vec<u8>> = streamed(text.as_bytes(), &lengths).into_iter().map(|(bytes, _, _)| bytes).collect();
        if expected.is_empty() {
            prop_assert_eq!(found, [text.into_bytes()]);
        } else {
            prop_assert_eq!(found, expected);
        }
    }
}

fn check_long(before: &str, filler: u8, filler_bytes: usize, after: &str, next: &str) {
    let long = [before.as_bytes(), &vec![filler; filler_bytes], after.as_bytes()].concat();
    let all = [&long, next.as_bytes()].concat();
    let runs = (0..5).map(|inside_mark| {
        // Runs of which one ends at, or within, the mark behind the long message.
        let (full, rest) = ((long.len() + inside_mark) / 60_000, (long.len() + inside_mark) % 60_000);
        [vec![60_000; full], vec![rest.max(1)], vec![9; 20]].concat()
    });
    for lengths in [vec![1_000_000], vec![7, 40_000, 1]].into_iter().chain(runs) {
        let lengths = lengths.as_slice();
        let frames = streamed(&all, lengths);
        let (kept, total, sha256) = &frames[0];
        assert_eq!((kept.len(), *total), (MESSAGE_BYTES_MAX.min(long.len()), long.len() as u64), "{before} {lengths:?}");
        assert_eq!(sha256[..], Sha256::digest(&long)[..], "{before} {lengths:?}");
        let rest: Vec<&[u8]> = frames[1..].iter().map(|(bytes, _, _)| bytes.as_slice()).collect();
        let expected: &[&[u8]] =
            if next.is_empty() { &[] } else { &[next.trim_start_matches(['$', '\0', '\r', '\n']).as_bytes()] };
        assert_eq!(rest, expected, "{before} {lengths:?}");
    }
}

#[test]
fn a_message_beyond_its_limit_is_counted_and_the_next_one_is_found() {
    let head = "{1:F01A}{4:\r\n:70:";
    let fits = MESSAGE_BYTES_MAX - head.len() - 4;
    check_long(head, b'x', fits, "\r\n-}", TWO);
    check_long(head, b'x', fits + 1, "\r\n-}", TWO);
    check_long(head, b'x', 3 * MESSAGE_BYTES_MAX, "\r\n-}", TWO);
    check_long(head, b'x', 3 * MESSAGE_BYTES_MAX, "\r\n-}", &format!("${TWO}"));
    check_long(head, b'x', 2 * MESSAGE_BYTES_MAX, "-}\r\n \r\n", TWO);
    check_long(head, b'x', 2 * MESSAGE_BYTES_MAX, "", "");
    check_long(head, b'\n', 2 * MESSAGE_BYTES_MAX, "-}", TWO);
    check_long(":20:A\r\n", b'x', 2 * MESSAGE_BYTES_MAX, "\r\n", &format!("$\r\n{TWO}"));
    check_long(head, b'x', 2 * MESSAGE_BYTES_MAX, "\r\n-}", &format!("\0\0{TWO}"));
}

#[test]
fn behind_a_long_document_the_next_one_is_found() {
    let filler = vec![b'x'; 3 * MESSAGE_BYTES_MAX];
    let long = [b"<a><!--".as_slice(), &filler, b"--><b c='>'/></a>"].concat();
    for next in ["<d/>", "<?xml version='1.0'?><d/>"] {
        for lengths in [vec![usize::MAX], vec![7, 60_000, 1]] {
            let found = streamed(&[&long, next.as_bytes()].concat(), &lengths);
            assert_eq!((found[0].0.len(), found[0].1), (long.len(), long.len() as u64));
            assert_eq!(found[0].2[..], Sha256::digest(&long)[..]);
            assert_eq!((found.len(), found[1].0.as_slice()), (2, next.as_bytes()));
        }
    }
}

#[test]
fn a_long_document_is_kept_in_a_file() {
    for (bytes, in_memory) in [(MESSAGE_BYTES_MAX, true), (MESSAGE_BYTES_MAX + 1, false), (5 * MESSAGE_BYTES_MAX, false)] {
        let document = [&b"\n<?xml?>"[..], &vec![b'x'; bytes - 7]].concat();
        for lengths in [vec![bytes + 8], vec![9, 50_000]] {
            let mut frames = Frames::new(Drip { bytes: &document, lengths: lengths.iter().cycle() });
            let frame = frames.next_frame().unwrap().unwrap();
            assert_eq!((frame.bytes_kept(), frame.bytes_total(), frame.is_cut_short()), (bytes, bytes as u64, false));
            assert_eq!(frame.in_memory().is_some(), in_memory);
            assert_eq!(frame.slice(0..bytes).unwrap(), document[1..]);
            assert!(frames.next_frame().unwrap().is_none());
        }
    }
}

#[test]
fn white_space_of_any_length_may_stand_between_messages() {
    check_long(ONE, b' ', 2 * MESSAGE_BYTES_MAX, "", TWO);
}

#[test]
fn what_has_no_end_of_its_own_goes_on_to_the_end_of_the_input() {
    check_long("what is this ", b'x', 2 * MESSAGE_BYTES_MAX, ONE, "");
    check_long("what is this ", b'\0', 2 * MESSAGE_BYTES_MAX, "-}{1:F01", "");
}

#[test]
fn an_error_of_the_reader_gives_out_no_part_of_a_message() {
    struct Broken(bool);
    impl Read for Broken {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::other("gone"));
            }
            let text = format!("{ONE}{TWO}");
            into[..text.len()].copy_from_slice(text.as_bytes());
            Ok(text.len())
        }
    }
    let mut frames = Frames::new(Broken(false));
    assert_eq!(frames.next_frame().unwrap().unwrap().bytes_total(), ONE.len() as u64);
    assert_eq!(frames.next_frame().unwrap_err().to_string(), "gone");
}
