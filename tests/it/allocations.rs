//! How often reading asks for memory: for lists of what is read, whose room doubles now and then, and never for one element. Only a text that had to be decoded or joined owns its
//! letters, and one that may have something packed into it is unpacked to see; these here have neither.

use interdict::frame::Frame;
use interdict::message::Message;

/// How many elements a message has, and how often memory was asked for to read it.
fn read(text: &str) -> (usize, u64) {
    let frame = Frame::new(text.to_owned().into());
    // What is made once for all messages is made here.
    let elements = Message::read(&frame).elements().len();
    let counted = allocation_counter::measure(|| {
        std::hint::black_box(Message::read(&frame));
    });
    (elements, counted.count_total)
}

/// Reads `text(count)` and twice as much of it. The lists that grow with a message are a handful, and each doubles once between the two.
fn check(text: impl Fn(u64) -> String) {
    let ((few, once), (many, twice)) = (read(&text(100)), read(&text(200)));
    assert!(many > few + 500, "{few} and {many} elements say nothing");
    assert!(twice <= once + LISTS, "{few} elements: memory was asked for {once} times; {many} elements: {twice} times");
    assert!(once <= ONCE + LISTS * u64::from(few.ilog2()), "{few} elements: memory was asked for {once} times");
}

/// Elements, their nodes, transactions, groups, and what a transaction or a group has of its own.
const LISTS: u64 = 8;

/// The type of the message, the names that it gives itself, the lists of what is open.
const ONCE: u64 = 32;

/// What a pacs.008 with this inside its first element costs.
fn check_pacs008(content: impl Fn(u64) -> String) {
    let head = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>";
    check(|count| format!("{head}{}</FIToFICstmrCdtTrf></Document>", content(count)));
}

#[test]
fn of_iso_20022_with_many_transactions() {
    let transaction = "<CdtTrfTxInf><IntrBkSttlmAmt Ccy=\"EUR\">1.50</IntrBkSttlmAmt><ChrgBr>SHAR</ChrgBr><Dbtr><Nm>Sample Werke AG</Nm></Dbtr><Cdtr><Nm>Ute Muster</Nm><PstlAdr>\
        <TwnNm>Mainz</TwnNm><Ctry>DE</Ctry></PstlAdr></Cdtr><RmtInf><Ustrd>rent for May</Ustrd></RmtInf></CdtTrfTxInf>";
    check_pacs008(|count| transaction.repeat(usize::try_from(count).unwrap()));
}

#[test]
fn of_iso_20022_with_a_long_transaction() {
    let charges = "<ChrgsInf><Amt Ccy=\"EUR\">1.50</Amt><Agt><FinInstnId><BICFI>COBADEFF</BICFI><Nm>Sample Bank</Nm></FinInstnId></Agt></ChrgsInf>";
    check_pacs008(|count| format!("<CdtTrfTxInf>{}</CdtTrfTxInf>", charges.repeat(2 * usize::try_from(count).unwrap())));
}
