//! Batches: the Decisions are the same however much of a frame is read at a time.

use super::*;
use crate::frame::{MEMORY_BYTES_MAX, Store};
use crate::list::builtin;
use crate::message::WINDOW_BYTES;
use std::path::Path as FilePath;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin()));

fn told_in(frame: &Frame, policy: &Policy, window_bytes: usize) -> Vec<String> {
    let mut all = Vec::new();
    let frame = screen_each(frame, policy, &arrival(), window_bytes, &mut (), &mut |unit| {
        all.push(format!("{unit:?}"));
        ControlFlow::Continue(())
    });
    all.push(format!("{:?}", frame.unwrap()));
    all
}

/// In windows of few bytes and of many, the Decisions are those of the whole.
fn check(name: &str, bytes: &[u8], policy: &Policy, windows: &[usize]) {
    let frame = Frame::new(bytes.to_vec().into());
    let expected = told_in(&frame, policy, WINDOW_BYTES);
    for window in windows {
        let found = told_in(&frame, policy, *window);
        for (index, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert_eq!(found, expected, "{name}: Decision {index} in windows of {window}");
        }
        assert_eq!(found.len(), expected.len(), "{name}: in windows of {window}");
    }
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples = Vec::new();
    for folder in [
        "proto-samples/mx",
        "proto-samples/broken",
        "proto-samples/korea",
        "../shared/data/messages/mx",
        "../shared/data/messages/traps/mx",
    ] {
        let Ok(files) = fs::read_dir(FilePath::new(env!("CARGO_MANIFEST_DIR")).join(folder)) else {
            eprintln!("skipped: {folder} is not here");
            continue;
        };
        let files = files.map(|file| file.unwrap().path()).filter(|file| file.extension().is_some_and(|is| is == "xml"));
        samples.extend(files.map(|file| (file.display().to_string(), fs::read(file).unwrap())));
    }
    samples.sort();
    samples
}

/// A batch of several payment blocks, with something of every kind in it.
fn batch(blocks: usize, transactions: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kim:E xmlns:kim='urn:x'><AppHdr><Fr><FIId><FinInstnId><BICFI>COBADEFF</BICFI></FinInstnId></FIId></Fr></AppHdr>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn><GrpHdr><MsgId>BATCH</MsgId><NbOfTxs>7</NbOfTxs>\
         <InitgPty><Nm>SINUIJU TRADING</Nm></InitgPty></GrpHdr>",
    );
    let mut number = 0;
    for block in 0..blocks {
        xml += &format!(
            "<PmtInf><PmtInfId>P{block}</PmtInfId><ReqdExctnDt><Dt>2026-11-2{block}</Dt></ReqdExctnDt><Dbtr><Nm>MÜLLER {block}</Nm></Dbtr>"
        );
        for _ in 0..transactions {
            number += 1;
            let name = ["SAMPLE GMBH", "KOREA KANGBONG TRADING", "KIM &amp; SONS", "NAMPO", "<![CDATA[GREEN PINE]]>"][number % 5];
            xml += &format!(
                "<CdtTrfTxInf><PmtId><EndToEndId>E{number}</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">{number}.00</InstdAmt></Amt>\
                 <Cdtr><Nm>{name}</Nm></Cdtr><RmtInf><Ustrd>INVOICE {number}</Ustrd><Ustrd>PAR<!-- note {number} -->T</Ustrd></RmtInf></CdtTrfTxInf>"
            );
            if number % 3 == 0 {
                xml += "<!-- PYONGYANG between --><Kim>x</Kim>";
            }
        }
        xml += "<SplmtryData><PlcAndNm>DANDONG</PlcAndNm></SplmtryData></PmtInf>";
    }
    xml + "<SplmtryData><PlcAndNm>CHONGJIN</PlcAndNm></SplmtryData></CstmrCdtTrfInitn></Document></kim:E>\n"
}

#[test]
fn samples_are_decided_alike_in_windows_of_any_size() {
    let samples = samples();
    assert!(samples.len() > 60);
    for (name, bytes) in &samples {
        check(name, bytes, &POLICY, &[1, 100, 1500]);
    }
}

#[test]
fn batches_are_decided_alike_in_windows_of_any_size() {
    for (blocks, transactions) in [(1, 2), (1, 7), (3, 4), (7, 1), (2, 1)] {
        let xml = batch(blocks, transactions);
        check("utf-8", xml.as_bytes(), &POLICY, &[1, 7, 400, 900, 5000]);
        let utf16: Vec<u8> =
            format!("\u{FEFF}{}", xml.replace("UTF-8", "UTF-16")).encode_utf16().flat_map(u16::to_le_bytes).collect();
        check("utf-16", &utf16, &POLICY, &[1, 901]);
        let unmarked: Vec<u8> =
            format!("\r\n {}", xml.replace("UTF-8", "UTF-16")).encode_utf16().flat_map(u16::to_be_bytes).collect();
        check("utf-16 behind white space", &unmarked, &POLICY, &[1, 901]);
        let utf32: Vec<u8> = xml.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect();
        check("utf-32", &utf32, &POLICY, &[1, 901]);
        let latin: Vec<u8> = xml.replace("UTF-8", "ISO-8859-1").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        check("latin-1", &latin, &POLICY, &[1, 900]);
        let mixed = [xml.as_bytes().split_at(700).0, b"\xFC", xml.as_bytes().split_at(700).1].concat();
        check("mixed", &mixed, &POLICY, &[1, 900]);
        check(
            "two documents",
            format!("<E>{xml}{xml}</E>").replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "").as_bytes(),
            &POLICY,
            &[1, 900],
        );
    }
}

#[test]
fn a_byte_order_mark_behind_a_transaction_is_a_character() {
    for between in ["\u{FEFF}", "\u{FEFF}KIM\u{FEFF}", "\u{FEFF}\u{FEFF}<Kim/>"] {
        let xml = batch(2, 3).replace("</CdtTrfTxInf>", &format!("</CdtTrfTxInf>{between}"));
        check(between, xml.as_bytes(), &policy(), &[1, 900]);
        let screened = screen(&Frame::new(xml.into()), &policy(), &arrival(), &mut ());
        assert!(screened.frame.defects.iter().any(|defect| defect.code == DefectCode::StrayText));
    }
}

/// Shared hits count in each transaction, those behind it as well, and rules that want a second indicator see both.
#[test]
fn what_transactions_share_counts_in_each_of_them() {
    let screened = screen(&Frame::new(batch(2, 5).into()), &POLICY, &arrival(), &mut ());
    assert_eq!(screened.units.len(), 10);
    for unit in &screened.units {
        let codes: Vec<_> = unit.hits.iter().filter_map(|hit| hit.parts.first()).map(|part| part.text.as_str()).collect();
        assert!(["SINUIJU", "DANDONG", "CHONGJIN"].iter().all(|word| codes.contains(word)), "{codes:?}");
        assert!(!codes.contains(&"PYONGYANG"));
        assert!(unit.verdict >= Verdict::Hold);
        assert_eq!(unit.unit.as_ref().unwrap().count, 10);
    }
    assert!(screened.frame.hits.iter().any(|hit| hit.parts[0].text == "PYONGYANG"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Also where it is broken, and wherever it ends.
    #[test]
    fn broken_batches_are_decided_alike(
        blocks in 1_usize..4,
        transactions in 1_usize..4,
        cut in any::<prop::sample::Index>(),
        hole in any::<prop::sample::Index>(),
        patch in prop::sample::select(vec!["", "<", "</PmtInf>", "<CdtTrfTxInf>", "</CdtTrfTxInf>", "<Document>", "&x;", "&", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE a>", "<?x", "\u{1}", "KIM", "<kim:a>", "'", "\u{FEFF}", "<Cdtr>", "<CdtTrfTxInf/>", "\u{FFFD}"]),
        window in prop::sample::select(vec![1_usize, 50, 333, 1000]),
    ) {
        let xml = batch(blocks, transactions);
        let characters: Vec<char> = xml.chars().collect();
        let hole = hole.index(characters.len());
        let patched: String = characters[..hole].iter().collect::<String>() + patch + &characters[hole..].iter().collect::<String>();
        let bytes = &patched.as_bytes()[..cut.index(patched.len()) + 1];
        check("cut", bytes, &policy(), &[window]);
        check("patched", patched.as_bytes(), &policy(), &[window]);
    }

    #[test]
    fn any_markup_is_decided_alike(
        pieces in prop::collection::vec(prop::sample::select(vec!["<CdtTrfTxInf>", "</CdtTrfTxInf>", "<CdtTrfTxInf/>", "<PmtInf>", "</PmtInf>", "KIM", "<Nm>", "</Nm>", "<a b='NAMPO'/>", "<!-- x -->", "&amp;", "\u{FEFF}", "&y;", "<Ustrd>JONG</Ustrd>", "<NbOfTxs>2</NbOfTxs>", " "]), 0..40),
        is_closed in any::<bool>(),
        window in 1_usize..60,
    ) {
        let end = if is_closed { "</CstmrCdtTrfInitn></Document>" } else { "" };
        let xml = format!("<Document><CstmrCdtTrfInitn><PmtInf>{}</PmtInf>{end}", pieces.concat());
        check("markup", xml.as_bytes(), &policy(), &[window]);
    }
}

/// Bytes that can be read so many times.
#[derive(Debug)]
struct Fading(Vec<u8>, AtomicUsize);

impl Store for Fading {
    fn read(&self, at: usize, into: &mut [u8]) -> Result<(), Unreadable> {
        let is_left = self.1.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        let bytes = self.0.get(at..at + into.len()).filter(|_| is_left).ok_or(Unreadable)?;
        into.copy_from_slice(bytes);
        Ok(())
    }
}

#[test]
fn a_frame_that_cannot_be_read_is_held() {
    let clean =
        batch(1, 4).replace("SINUIJU", "SAMPLE").replace("PYONGYANG", "x").replace("DANDONG", "x").replace("CHONGJIN", "x");
    let clean = clean
        .replace("<NbOfTxs>7", "<NbOfTxs>4")
        .replace("<Kim>x</Kim>", "")
        .replace("KOREA KANGBONG", "S")
        .replace("GREEN PINE", "S");
    let clean = clean
        .replace("NAMPO", "S")
        .replace("<kim:E xmlns:kim='urn:x'>", "<E>")
        .replace("</kim:E>", "</E>")
        .replace("MÜLLER", "MUELLER");
    let mut verdicts = Vec::new();
    for reads in 0..60 {
        let bytes = clean.clone().into_bytes();
        let length = bytes.len();
        let frame = Frame::stored(Arc::new(Fading(bytes, AtomicUsize::new(reads))), b"<a>", length, length as u64, [0; 32]);
        let mut count = 0;
        let decision = screen_each(&frame, &policy(), &arrival(), 300, &mut (), &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        let decision = decision.unwrap();
        let is_noted = decision.defects.iter().any(|defect| defect.code == DefectCode::Unreadable);
        assert_eq!(is_noted, decision.verdict == Verdict::Hold, "{reads}: {decision:?}");
        assert!(is_noted || count == 4);
        verdicts.push(decision.verdict);
    }
    assert_eq!((verdicts[0], *verdicts.last().unwrap()), (Verdict::Hold, Verdict::Pass));
}

#[test]
fn no_more_is_screened_than_is_wanted() {
    let frame = Frame::new(batch(1, 5).into());
    let mut count = 0;
    let decision = screen_each(&frame, &policy(), &arrival(), 1, &mut (), &mut |_| {
        count += 1;
        if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(decision.is_none());
    assert_eq!(count, 2);
}

/// Bytes that the search looks at, over a frame of `transactions` under a group header of `header` bytes.
fn bytes_looked_at(transactions: usize, header: usize) -> usize {
    let header = "<Ustrd>CARGO FOR DANDONG</Ustrd>".repeat(header / 32);
    let one = "<CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId><Cdtr><Nm>NAMPO</Nm></Cdtr></CdtTrfTxInf>";
    let xml = format!(
        "<Document><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId>{header}</GrpHdr>{}</FIToFICstmrCdtTrf></Document>",
        one.repeat(transactions)
    );
    let frame = Frame::new(xml.into_bytes().into());
    let (policy, arrival) = (policy(), arrival());
    let looked_at = std::cell::Cell::new(0);
    let detect = |unit: Unit<'_, '_>, _: &mut Vec<Defect>| {
        looked_at.set(looked_at.get() + unit.elements().map(|element| element.text.as_str().len()).sum::<usize>());
        Vec::new()
    };
    let mut count = 0;
    let run = Run { detect: Box::new(detect), ..Run::new(&frame, &policy, &arrival) };
    run.over(WINDOW_BYTES, &mut (), &mut |_| {
        count += 1;
        ControlFlow::Continue(())
    });
    assert_eq!(count, transactions);
    looked_at.get()
}

#[test]
fn what_is_shared_is_looked_through_once() {
    let small = bytes_looked_at(20_000, 32);
    let large = bytes_looked_at(20_000, 4 * MEMORY_BYTES_MAX);
    assert!(large - small <= 4 * MEMORY_BYTES_MAX, "{small} {large}");
}

#[test]
fn the_limit_of_shared_hits_keeps_and_one_beyond_is_a_doubt() {
    let lines = |hubs: usize| {
        let hubs = format!("narrative free-text 79 {}\n", "x ".repeat(hubs));
        hubs + "---\ncreditor name 59 x\n---\ncreditor name 59 SAMPLE\n---\n"
    };
    let at_limit = screened(&lines(CONTEXT_HITS_MAX), &[]);
    assert_eq!(at_limit.units.iter().map(|unit| unit.hits.len()).collect::<Vec<_>>(), [CONTEXT_HITS_MAX + 1, CONTEXT_HITS_MAX]);
    assert_eq!(verdicts(&at_limit).0, Verdict::Pass);
    let beyond = screened(&lines(CONTEXT_HITS_MAX + 1), &[]);
    assert_eq!(beyond.units[1].hits.len(), CONTEXT_HITS_MAX);
    assert_eq!(beyond.frame.hits.len(), CONTEXT_HITS_MAX + 1);
    assert_eq!(verdicts(&beyond), (Verdict::Hold, vec![Verdict::Hold, Verdict::Hold]));
}
