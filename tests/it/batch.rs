//! Long frames: many transactions, and input that was made to exhaust the program. Sizes are those of the limits and a little more; with `INTERDICT_LONG=1` they are a gigabyte.

use crate::support::{ARRIVAL, POLICY};
use crate::traffic::pain001;
use interdict::decision::Decision;
use interdict::engine::screen_each;
use interdict::frame::{Frame, Store, Unreadable};
use interdict::message::{DefectCode, Severity, WINDOW_BYTES};
use interdict::verdict::Verdict;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A beginning, then one text again and again. It counts what is read of it.
#[derive(Debug)]
struct Again {
    head: &'static str,
    again: &'static str,
    bytes_read: AtomicU64,
    longest_read: AtomicU64,
}

impl Store for Again {
    fn read(&self, at: usize, into: &mut [u8]) -> Result<(), Unreadable> {
        self.bytes_read.fetch_add(into.len() as u64, Ordering::Relaxed);
        self.longest_read.fetch_max(into.len() as u64, Ordering::Relaxed);
        let all = self.head.bytes().chain(self.again.bytes().cycle());
        let skipped = if at < self.head.len() { at } else { self.head.len() + (at - self.head.len()) % self.again.len() };
        into.iter_mut().zip(all.skip(skipped)).for_each(|(to, from)| *to = from);
        Ok(())
    }
}

/// What is decided about `bytes` bytes, how many transactions were, and by which defects the frame is held. A byte is read a few times at most, and never many at once.
fn screened(head: &'static str, again: &'static str, bytes: usize) -> (Decision, usize, Vec<DefectCode>) {
    let store = Arc::new(Again { head, again, bytes_read: AtomicU64::new(0), longest_read: AtomicU64::new(0) });
    let begin = head.to_owned() + again;
    let kept: Arc<dyn Store> = Arc::<Again>::clone(&store);
    let frame = Frame::stored(kept, begin.as_bytes(), bytes, bytes as u64, [0; 32]);
    let mut units = 0;
    let decision = screen_each(&frame, &POLICY, &ARRIVAL, WINDOW_BYTES, &mut (), &mut |_| {
        units += 1;
        ControlFlow::Continue(())
    });
    let decision = decision.unwrap();
    let read = store.bytes_read.load(Ordering::Relaxed);
    assert!(read <= 8 * bytes as u64 + READ_AT_LEAST, "{again:?}: {read} bytes read of {bytes}");
    let longest = store.longest_read.load(Ordering::Relaxed);
    assert!(longest <= LONGEST_READ_MAX, "{again:?}: {longest} bytes at once");
    let mut codes: Vec<DefectCode> = decision.defects.iter().map(|defect| defect.code).collect();
    codes.retain(|code| code.severity() == Severity::Doubt);
    codes.sort_unstable();
    codes.dedup();
    (decision, units, codes)
}

fn check(head: &'static str, again: &'static str, bytes: usize, expected: DefectCode) {
    let (decision, _, codes) = screened(head, again, bytes);
    assert_eq!(decision.verdict, Verdict::Hold, "{again:?}");
    assert!(codes.contains(&expected), "{again:?}: {codes:?}");
}

/// Beyond what may be in memory at once, or a gigabyte.
fn long() -> usize {
    if std::env::var_os("INTERDICT_LONG").is_some() { 1 << 30 } else { 10 << 20 }
}

#[test]
fn braces_without_end() {
    check("", "{", long(), DefectCode::TooLong);
}

#[test]
fn depth_without_end() {
    check("", "<a>", long(), DefectCode::TooLong);
}

#[test]
fn text_without_end() {
    check("<Document><FIToFICstmrCdtTrf><GrpHdr><MsgId>", "lorem ipsum ", long(), DefectCode::TooLong);
}

#[test]
fn attributes_without_end() {
    check("<Document", " a='b'", long(), DefectCode::TooLong);
}

#[test]
fn empty_elements_without_end() {
    check("<Document>", "<a/>", long(), DefectCode::TooManyElements);
}

#[test]
fn references_without_end() {
    check(
        "<!DOCTYPE x [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;'>]><Document><FIToFICstmrCdtTrf><GrpHdr><MsgId>",
        "&b;",
        long(),
        DefectCode::Doctype,
    );
}

#[test]
fn a_comment_without_end() {
    check("<Document><!-- ", "lorem ipsum ", long(), DefectCode::TooLong);
}

#[test]
fn transactions_without_end() {
    let bytes = long() / 8;
    let (decision, units, codes) = screened("<Document><FIToFICstmrCdtTrf>", "<CdtTrfTxInf/>", bytes);
    assert_eq!(decision.verdict, Verdict::Hold);
    assert!(codes.contains(&DefectCode::Unclosed) || codes.contains(&DefectCode::TooLong), "{codes:?}");
    assert!(units > 90_000);
}

/// A listed name is found wherever it stands behind the point where the document breaks, also over the end of a piece.
#[test]
fn what_is_broken_is_read_to_its_end() {
    let filler = "lorem ipsum dolor sit amet ".repeat(4_000);
    let head: String = pain001(3_000).take(3_000).collect();
    for pieces in [10, 18, 19, 20, 40] {
        let xml = format!("{head}</Broken>{} KOREA KANGBONG TRADING CORPORATION {}", filler.repeat(pieces), filler.repeat(3));
        let frame = Frame::new(xml.into());
        let mut units = 0;
        let decision = screen_each(&frame, &POLICY, &ARRIVAL, WINDOW_BYTES, &mut (), &mut |unit| {
            assert_eq!(unit.verdict, Verdict::Hold);
            units += 1;
            ControlFlow::Continue(())
        });
        let decision = decision.unwrap();
        assert_eq!(units, 2_999);
        assert!(decision.hits.iter().any(|hit| hit.designation.is_some()), "{pieces}");
        assert_eq!(decision.defects.iter().map(|defect| defect.code).collect::<Vec<_>>(), [DefectCode::Malformed]);
    }
}

#[test]
fn a_batch_gets_a_decision_a_transaction_and_passes() {
    let count: u32 = if std::env::var_os("INTERDICT_LONG").is_some() { 147_000 } else { 4_000 };
    let xml: String = pain001(count.into()).collect();
    let frame = Frame::new(xml.into());
    let mut units = 0;
    let decision = screen_each(&frame, &POLICY, &ARRIVAL, WINDOW_BYTES, &mut (), &mut |unit| {
        units += 1;
        let facts = unit.unit.unwrap();
        assert_eq!((facts.index, facts.count), (units, count));
        assert_eq!(facts.end_to_end_id, Some(format!("SALARY-{}", units - 1)));
        assert_eq!(unit.verdict, Verdict::Pass);
        ControlFlow::Continue(())
    });
    let decision = decision.unwrap();
    assert_eq!((units, decision.unit_verdicts), (count, Some([count, 0, 0, 0, 0])));
    assert_eq!((decision.verdict, decision.defects.len()), (Verdict::Pass, 0));
}

/// Twice the longest part, and its windows.
const LONGEST_READ_MAX: u64 = 32 << 20;

/// A part is read again in larger windows until it fits.
const READ_AT_LEAST: u64 = 64 << 20;
