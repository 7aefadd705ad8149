//! The same payment as MT and as ISO 20022: both give the same parties, agents, countries and free text, in the same roles, and the same verdict.

use crate::support::{decide, package, shared};
use interdict::frame::Frame;
use interdict::message::{Element, Kind, Message, Role};
use interdict::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Words, and the same text without anything between them: MT cuts words at the ends of lines.
#[derive(Clone, Default)]
struct Words {
    words: BTreeSet<String>,
    squeezed: String,
}

impl Words {
    fn add(&mut self, words: impl IntoIterator<Item = String>) {
        for word in words {
            self.squeezed.push_str(&word);
            self.words.insert(word);
        }
    }

    /// The words that do not stand in the other text.
    fn beyond<'w>(&'w self, other: &Words) -> Vec<&'w str> {
        self.words.iter().map(String::as_str).filter(|word| !other.squeezed.contains(word)).collect()
    }
}

/// What a message says, whatever its format.
#[derive(Default)]
struct Said {
    /// Of each actor: BICs, names, addresses, countries, accounts, other identifications.
    actors: BTreeMap<Role, Words>,
    /// Free text of all kinds.
    free_text: Words,
    /// Everything.
    all: Words,
}

impl Said {
    fn by(bytes: &[u8]) -> Said {
        let frame = Frame::new(bytes.to_vec().into());
        let message = Message::read(&frame);
        let mut said = Said::default();
        for element in message.elements().iter().filter(|element| is_said(element)) {
            let words = words(element);
            said.all.add(words.iter().cloned());
            if is_actor(element.role) {
                said.actors.entry(element.role).or_default().add(words);
            } else if is_free_text(element) {
                said.free_text.add(words);
            }
        }
        said
    }
}

/// A comment belongs to the file, not to the payment.
fn is_said(element: &Element<'_>) -> bool {
    element.role != Role::Unmapped && !matches!(element.kind, Kind::Amount | Kind::Date)
}

/// Instructing and instructed agent of an ISO 20022 message are sender and receiver of an MT.
fn is_actor(role: Role) -> bool {
    use Role::*;
    matches!(
        role,
        Sender
            | Receiver
            | Debtor
            | Creditor
            | UltimateDebtor
            | UltimateCreditor
            | InitiatingParty
            | DebtorAgent
            | CreditorAgent
            | IntermediaryAgent
            | PreviousInstructingAgent
            | InstructingReimbursementAgent
            | InstructedReimbursementAgent
            | ThirdReimbursementAgent
    )
}

fn is_free_text(element: &Element<'_>) -> bool {
    use Role::*;
    element.kind == Kind::FreeText
        && matches!(element.role, RemittanceInformation | Instruction | Narrative | Purpose | RegulatoryReporting)
}

/// Words, with the filler of translations and the code words of MT left out, and a BIC of a head office in its short form.
fn words(element: &Element<'_>) -> Vec<String> {
    let text = element.text.as_str();
    if element.kind == Kind::Bic {
        return vec![text.strip_suffix("XXX").filter(|bic| bic.len() == 8).unwrap_or(text).to_owned()];
    }
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .map(|word| word.strip_prefix("FW").filter(|number| number.parse::<u64>().is_ok()).unwrap_or(word).to_owned())
        .collect()
}

/// `99` is the place of a reason behind `/RETN/`.
const FILLERS: &[&str] = &["NOTPROVIDED", "BNF", "INS", "ROC", "CHGS", "RETN", "REJT", "UETR", "OCMT", "99", "USABA"];

/// What differs between the two.
fn differences(mt: &Said, mx: &Said) -> Vec<String> {
    let mut differences = Vec::new();
    let none = Words::default();
    for role in mt.actors.keys().chain(mx.actors.keys()).collect::<BTreeSet<_>>() {
        let (of_mt, of_mx) = (mt.actors.get(role).unwrap_or(&none), mx.actors.get(role).unwrap_or(&none));
        let beyond = (of_mt.beyond(of_mx), of_mx.beyond(of_mt));
        if !(beyond.0.is_empty() && beyond.1.is_empty()) {
            differences.push(format!("{role:?}: MT {:?}, MX {:?}", beyond.0, beyond.1));
        }
    }
    for (what, lost) in [("MT", mt.free_text.beyond(&mx.all)), ("MX", mx.free_text.beyond(&mt.all))] {
        if !lost.is_empty() {
            differences.push(format!("free text of {what} only: {lost:?}"));
        }
    }
    differences
}

/// Whose two halves say different things, and why that is right.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("mt/ballerina-mt2mx_MT205_002.txt", "the translation drops the code of the reason"),
    ("mt/ballerina-mx2mt_MT196_005.txt", "the translation shortens a reference and turns a status into a code"),
    ("mt/ballerina-mx2mt_MT202_001.txt", "the translation turns the debtor's agent into an instructing agent behind /INS/"),
    ("mt/ballerina-mx2mt_MT205_001.txt", "the translation drops the creditor and the debtor's agent"),
    ("mt/ballerina-mx2mt_MT292_001.txt", "the translation drops the debtor and its agent"),
];

fn check(title: &str, mt: &[u8], mx: &[u8], wrong: &mut Vec<String>) {
    let differences = differences(&Said::by(mt), &Said::by(mx));
    let verdicts = (decide(mt).frame.verdict, decide(mx).frame.verdict);
    wrong.extend(differences.into_iter().map(|difference| format!("{title}: {difference}")));
    if verdicts.0 != verdicts.1 {
        wrong.push(format!("{title}: {verdicts:?}"));
    }
}

#[test]
fn pairs_of_public_test_suites_agree() {
    let Some(folder) = shared("data/messages") else { return };
    let table = fs::read_to_string(folder.join("PAIRS.tsv")).unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t');
        let (mt, mx) = (cells.next().unwrap(), cells.next().unwrap());
        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        if !EXCEPTIONS.iter().any(|(exception, _)| *exception == mt) {
            check(mt, &read(mt), &read(mx), &mut wrong);
            count += 1;
        }
    }
    println!("{count} pairs, and {} exceptions", EXCEPTIONS.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn own_pairs_agree() {
    let text = fs::read_to_string(package("tests/data/pairs.txt")).unwrap();
    let mut wrong = Vec::new();
    let mut stopped = 0;
    let pairs: Vec<&str> = text.split("\n== ").skip(1).collect();
    for pair in &pairs {
        let (title, rest) = pair.split_once('\n').unwrap();
        let (fields, transaction) = rest.split_once("\n--\n").unwrap();
        let (mt, mx) = (mt103(fields), pacs008(fields, transaction));
        check(title, mt.as_bytes(), mx.as_bytes(), &mut wrong);
        stopped += usize::from(decide(mt).frame.verdict != Verdict::Pass);
    }
    println!("{} pairs, {stopped} of them stopped", pairs.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pairs.len() >= 20 && stopped >= 8, "{} pairs, {stopped} stopped", pairs.len());
}

fn mt103(fields: &str) -> String {
    let fields = fields.replace('\n', "\r\n");
    format!("{{1:F01COBADEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{3:{{121:{UETR}}}}}{{4:\r\n{fields}\r\n-}}")
}

fn pacs008(fields: &str, transaction: &str) -> String {
    let reference = fields.lines().find_map(|line| line.strip_prefix(":20:")).unwrap();
    let (date, amount) = fields.lines().find_map(|line| line.strip_prefix(":32A:")).unwrap().split_at(6);
    let (currency, amount) = amount.split_at(3);
    let (amount, date) = (amount.replace(',', "."), format!("20{}-{}-{}", &date[..2], &date[2..4], &date[4..]));
    let (amount_element, agents) = transaction_parts(transaction);
    format!(
        r#"<Envelope xmlns="urn:swift:xsd:envelope"><AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr><FIId><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>CHASUS33XXX</BICFI></FinInstnId></FIId></To><BizMsgIdr>{reference}</BizMsgIdr><MsgDefIdr>pacs.008.001.08</MsgDefIdr><BizSvc>swift.cbprplus.02</BizSvc><CreDt>2026-11-24T09:00:00Z</CreDt></AppHdr>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>{reference}</MsgId><CreDtTm>2026-11-24T09:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><InstrId>{reference}</InstrId><EndToEndId>NOTPROVIDED</EndToEndId><UETR>{UETR}</UETR></PmtId><IntrBkSttlmAmt Ccy="{currency}">{amount}</IntrBkSttlmAmt><IntrBkSttlmDt>{date}</IntrBkSttlmDt>
{amount_element}<InstgAgt><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></InstgAgt><InstdAgt><FinInstnId><BICFI>CHASUS33XXX</BICFI></FinInstnId></InstdAgt>{agents}</CdtTrfTxInf></FIToFICstmrCdtTrf></Document></Envelope>"#
    )
}

/// What stands in front of the instructing agent, and behind it: the order of the schema.
fn transaction_parts(transaction: &str) -> (&str, &str) {
    let at = ["<IntrmyAgt1>", "<Dbtr>"].iter().filter_map(|tag| transaction.find(tag)).min().unwrap();
    transaction.split_at(at)
}

const UETR: &str = "6f1b3b1e-8c3a-4a55-9a3e-2f5d0c1e7a10";
