//! Every place of ISO 20022 messages where a name may stand: a listed name at that place is found there, and stops the message.
//!
//! `../shared/data/screenable-mx.tsv` has a row for a place; parties, agents, accounts and addresses are one row that expands through the rows of their type. For each row the
//! smallest message that has it is made, with a listed name in every text of the place, then with a listed BIC, a country, a port or a ship where one belongs.

use crate::support::{all_hits, decide, shared};
use interdict::detect::{Evidence, Grade, Hit};
use interdict::message::{DefectCode, Kind, Part, Role};
use interdict::verdict::Verdict;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::ops::Range;

/// A row: message, path, kind, notes.
type Row<'t> = [&'t str; 4];

/// What the words of the table mean: the role of everything below an element of one of these names, up to the next.
const ROLES: &[(Role, &str)] = &[
    (Role::Sender, "Fr Sndr Sender"),
    (Role::Receiver, "To Rcvr Receiver"),
    (Role::Debtor, "Dbtr OrgnlDbtr Pyer DbtrAcct OrgnlDbtrAcct PyerAcct PyerDbtrAcct DbtAcct"),
    (Role::Creditor, "Cdtr OrgnlCdtr CdtrSchmeId OrgnlCdtrSchmeId Pyee CdtrAcct OrgnlCdtrAcct PyeeAcct PyeeCdtrAcct CdtAcct"),
    (Role::UltimateDebtor, "UltmtDbtr OrgnlUltmtDbtr"),
    (Role::UltimateCreditor, "UltmtCdtr OrgnlUltmtCdtr"),
    (Role::InitiatingParty, "InitgPty"),
    (Role::DebtorAgent, "DbtrAgt OrgnlDbtrAgt DrwrAgt PyerFI DbtrAgtAcct OrgnlDbtrAgtAcct DrwrAgtAcct"),
    (Role::CreditorAgent, "CdtrAgt OrgnlCdtrAgt PyeeFI CdtrAgtAcct OrgnlCdtrAgtAcct"),
    (
        Role::IntermediaryAgent,
        "IntrmyAgt IntrmyAgt1 IntrmyAgt2 IntrmyAgt3 IntrmyAgtAcct IntrmyAgt1Acct IntrmyAgt2Acct IntrmyAgt3Acct",
    ),
    (Role::InstructingAgent, "InstgAgt"),
    (Role::InstructedAgent, "InstdAgt"),
    (
        Role::PreviousInstructingAgent,
        "PrvsInstgAgt1 PrvsInstgAgt2 PrvsInstgAgt3 PrvsInstgAgt1Acct PrvsInstgAgt2Acct PrvsInstgAgt3Acct",
    ),
    (Role::InstructingReimbursementAgent, "InstgRmbrsmntAgt InstgRmbrsmntAgtAcct"),
    (Role::InstructedReimbursementAgent, "InstdRmbrsmntAgt InstdRmbrsmntAgtAcct"),
    (Role::ThirdReimbursementAgent, "ThrdRmbrsmntAgt ThrdRmbrsmntAgtAcct"),
    (Role::AccountOwner, "Ownr AcctOwnr Acct RltdAcct ChrgsAcctOwnr PmtAcct AcctId"),
    (Role::AccountServicer, "Svcr AcctSvcr"),
    (Role::ChargesAgent, "ChrgsInf/Agt Chrgs/Agt ChrgsBrkdwn/Agt Rcrd/Agt ChrgsAcctAgt ChrgsAcctAgtAcct AgtAcct ChrgsRqstr"),
    (Role::Charges, "ChrgsAcct ChrgsInf Chrgs"),
    (Role::ForwardingAgent, "FwdgAgt"),
    (Role::Applicant, "Applcnt"),
    (Role::Beneficiary, "Bnfcry NewBnfcry"),
    (Role::AdvisingAgent, "AdvsgPty ScndAdvsgPty"),
    (Role::RequestedConfirmationAgent, "Cnfrmr"),
    (Role::Invoicer, "Invcr"),
    (Role::Invoicee, "Invcee"),
    (Role::Garnishee, "Grnshee"),
    (Role::Assigner, "Assgnr"),
    (Role::Assignee, "Assgne"),
    (
        Role::Agent,
        "FXAgt OrgnlNxtAgt RcvgAgt DlvrgAgt IssgAgt SttlmPlc FrstAgt BuyrBk SellrBk BuyrSdSubmitgBk SellrSdSubmitgBk OblgrBk RcptBk Submitr Initr SttlmAcct",
    ),
    (
        Role::Party,
        "RmtLctnDtls/PstlAdr RmtLctnPstlAdr Orgtr Cretr Authrty Buyr Sellr Spplr BllTo ShipTo Consgn Consgnr GrnshmtAdmstr MsgRcpt MsgSndr TradgPty ChqFr DlvrTo Manfctr MtchManfctr MtchIssr Presntr
         Oblgr RefIssr TrckrInfrmgPty TrckrInfrmdPty PtyOrAgt BuyrCtctPrsn SellrCtctPrsn BuyrBkCtctPrsn SellrBkCtctPrsn OthrBkCtctPrsn IdIssr PrePdAcct FincgAcct OblgrLbltyAcct
         OblgrChrgAcct OblgrSttlmAcct PurchsAcctgAcct AirCrrierNm RailCrrierNm RoadCrrierNm SeaCrrierNm CrrierAgtNm MstrNm OwnrNm ChrtrrNm DlvrToNm NtfctnRcptNm AirCrrierCtry RailCrrierCtry RoadCrrierCtry SeaCrrierCtry CrrierAgtCtry Rltd/Fr Rltd/To DlvrToAdr NtfctnRcptAdr",
    ),
    (Role::RemittanceInformation, "RmtInf RltdRmtInf RmtLctn"),
    (Role::Instruction, "InstrForCdtrAgt InstrForNxtAgt InstrForDbtrAgt InstrForInstdAgt InstrForAssgne InstrForChqAgt"),
    (Role::RegulatoryReporting, "RgltryRptg"),
    (Role::Purpose, "Purp CtgyPurp"),
    (Role::Tax, "Tax TaxRmt"),
    (Role::Goods, "Goods LineItm ComrclLineItms TradPdct"),
    (Role::PortOfLoading, "DprtureAirprt PortOfLoadng"),
    (Role::PortOfDischarge, "DstnAirprt PortOfDschrge"),
    (Role::PlaceOfReceipt, "PlcOfRct TakngInChrg"),
    (Role::PlaceOfDelivery, "PlcOfDlvry PlcOfFnlDstn"),
];

/// Content that ISO 20022 does not define: no role is expected.
const FOREIGN: &[&str] = &["Envlp", "Sgntr", "Any"];

/// Places where the name is not found as it stands, each with its reason: the end of a path.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn a_listed_name_is_found_at_every_place() {
    let Some(table) = shared("data/screenable-mx.tsv").map(|file| std::fs::read_to_string(file).unwrap()) else { return };
    let table = Table::read(&table);
    let wrong = std::thread::scope(|scope| {
        let shares: Vec<_> = table.rows.chunks(table.rows.len().div_ceil(THREADS)).collect();
        let threads: Vec<_> =
            shares.iter().map(|rows| scope.spawn(|| rows.iter().flat_map(|row| table.check(row)).collect())).collect();
        threads.into_iter().flat_map(|thread| -> Vec<Wrong> { thread.join().unwrap() }).collect::<Vec<_>>()
    });
    println!("{} rows, {} places wrong", table.rows.len(), wrong.len());
    let mut kinds: BTreeMap<(&str, String), (usize, &Wrong)> = BTreeMap::new();
    for wrong in &wrong {
        let end = wrong.path.rsplit('/').take(3).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("/");
        kinds.entry((wrong.what, end)).or_insert((0, wrong)).0 += 1;
    }
    kinds
        .values()
        .for_each(|(count, wrong)| println!("{count:5} {} {} {} {}", wrong.what, wrong.message, wrong.path, wrong.more));
    assert!(wrong.is_empty(), "{} places wrong", wrong.len());
}

/// What is wrong at a place.
struct Wrong {
    what: &'static str,
    message: String,
    path: String,
    more: String,
}

/// Of hits that say the same, so many are kept.
const PLACES_AT_ONCE: usize = 16;

struct Table<'t> {
    rows: Vec<Row<'t>>,
    types: HashMap<&'t str, Vec<Row<'t>>>,
}

impl<'t> Table<'t> {
    fn read(text: &'t str) -> Table<'t> {
        let mut table = Table { rows: Vec::new(), types: HashMap::new() };
        for line in text.lines().skip(1) {
            let mut columns = line.split('\t');
            let [Some(message), Some(path), Some(_), Some(kind)] = std::array::from_fn(|_| columns.next()) else {
                panic!("{line}")
            };
            let row = [message, path, kind, columns.next().unwrap_or_default()];
            match message.strip_prefix("TYPE:") {
                Some(name) => table.types.entry(name).or_default().push(row),
                None if message == "envelope" => {}
                None => table.rows.push(row),
            }
        }
        table
    }

    /// The texts of a row: paths below the message, and what they hold.
    fn leaves(&self, row: &Row<'t>) -> Vec<(String, &'t str)> {
        let mut leaves = Vec::new();
        self.expand(row[1].replace("[*]", "").replace("##any", "Any/Thing"), row, &mut leaves);
        leaves
    }

    fn expand(&self, path: String, row: &Row<'t>, leaves: &mut Vec<(String, &'t str)>) {
        let named = row[3].split("; ").find_map(|note| note.strip_prefix("type=").or(note.strip_prefix("see TYPE:")));
        let name = named
            .and_then(|name| name.split(' ').next())
            .map(|name| if name.starts_with("Party") && name.ends_with("Choice") { "Party38Choice" } else { name });
        match name.and_then(|name| self.types.get(name)) {
            Some(rows) => {
                for row in rows {
                    let below = row[1].trim_start_matches('.').replace("[*]", "");
                    self.expand(format!("{path}{below}"), row, leaves);
                }
            }
            None => leaves.push((path, row[2])),
        }
    }

    fn check(&self, row: &Row<'t>) -> Vec<Wrong> {
        let leaves = self.leaves(row);
        let some = leaves.chunks(PLACES_AT_ONCE);
        let mut wrong: Vec<Wrong> = some.flat_map(|leaves| check(row[0], leaves, |_, _| Some((NAME, Evidence::Name)))).collect();
        let fitting: Vec<_> = leaves.iter().filter(|(path, kind)| fitting(path, kind).is_some()).cloned().collect();
        wrong.extend(fitting.chunks(PLACES_AT_ONCE).flat_map(|fitting| check(row[0], fitting, fitting_text)));
        wrong
    }
}

fn fitting_text<'a>(path: &str, kind: &str) -> Option<(&'a str, Evidence)> {
    fitting(path, kind)
}

/// What belongs at a place and is listed, or a sign of the DPRK.
fn fitting<'a>(path: &str, kind: &str) -> Option<(&'a str, Evidence)> {
    let name = path.rsplit('/').next().unwrap();
    match (name, kind) {
        ("BIC" | "BICFI" | "AnyBIC" | "BEI" | "BICOrBEI", _) => Some(("FTBDKPPY", Evidence::Identifier)),
        (_, "country") => Some(("KP", Evidence::Geography)),
        (_, "port") => Some(("NAMPO", Evidence::Geography)),
        ("VsslNm", _) => Some(("CHON MA SAN", Evidence::Name)),
        _ => None,
    }
}

/// Screens the message with these texts.
fn check<'a>(
    message: &str,
    leaves: &[(String, &str)],
    text_of: impl Fn(&str, &str) -> Option<(&'a str, Evidence)>,
) -> Vec<Wrong> {
    let mut tree = Tree::default();
    for (path, kind) in leaves {
        let text = text_of(path, kind).unwrap().0;
        tree.insert(path.trim_start_matches('/').split('/'), text);
    }
    let (xml, places) = document(message, &tree);
    let screened = decide(xml.as_bytes());
    let hits: Vec<&Hit> = all_hits(&screened).collect();
    let wrong = |what, path: &str, more: String| Wrong { what, message: message.to_owned(), path: path.to_owned(), more };
    let mut found = Vec::new();
    let defects = screened.frame.defects.iter().map(|defect| defect.code);
    let refused = [DefectCode::UnknownType, DefectCode::TypeConflict, DefectCode::NoDocument, DefectCode::UnknownField];
    found.extend(defects.filter(|code| refused.contains(code)).map(|code| wrong(code.as_str(), &leaves[0].0, String::new())));
    if screened.frame.verdict < Verdict::Hold && screened.units.iter().all(|unit| unit.verdict < Verdict::Hold) {
        found.push(wrong("passed", &leaves[0].0, String::new()));
    }
    for (path, kind) in leaves {
        let (_, evidence) = text_of(path, kind).unwrap();
        let span = places[path.as_str()].clone();
        if EXCEPTIONS.iter().any(|(end, _)| path.ends_with(end)) {
            continue;
        }
        let here = |part: &&Part| part.spans.as_slice() == std::slice::from_ref(&span);
        let part = hits
            .iter()
            .filter(|hit| hit.evidence == evidence && hit.grade >= Grade::Probable)
            .flat_map(|hit| &hit.parts)
            .find(here);
        let Some(part) = part else {
            found.push(wrong(
                "not found",
                path,
                format!("{:?}", hits.iter().map(|hit| (&hit.parts, hit.grade)).take(1).collect::<Vec<_>>()),
            ));
            continue;
        };
        if part.path != path_in(path) {
            found.push(wrong("path", path, part.path.clone()));
        }
        if let Some(expected) = misplaced(path, kind, part) {
            found.push(wrong("role", path, format!("{} {}, not {expected}", part.role.as_str(), part.kind.as_str())));
        }
    }
    found
}

/// The path as Decisions have it.
fn path_in(path: &str) -> &str {
    match path.strip_prefix("/Document/") {
        Some(path) => path.split_once('/').map_or(path, |(_, path)| path),
        None => path.trim_start_matches('/'),
    }
}

/// What was expected, where the role or kind of a part is another.
fn misplaced(path: &str, kind: &str, part: &Part) -> Option<String> {
    let steps: Vec<&str> = path_in(path).split('/').collect();
    if steps.iter().any(|step| FOREIGN.contains(step)) {
        return None;
    }
    let nearest = (0..steps.len()).rev().find_map(|at| role_of(&steps, at));
    let is_role = match nearest {
        Some(role) => part.role == role,
        None => match kind {
            "party" | "agent" | "account" => part.role.is_actor(),
            _ => part.role != Role::Unmapped,
        },
    };
    let is_kind = match (kind, steps.last().copied().unwrap_or_default()) {
        ("party", "Nm") => part.kind == Kind::Name,
        ("vessel", "VsslNm") => part.kind == Kind::Vessel,
        ("goods", _) => part.kind == Kind::Goods,
        _ => !part.kind.is_wordless(),
    };
    (!is_role || !is_kind).then(|| format!("{} {kind}", nearest.map_or("any", Role::as_str)))
}

/// What the table's word at this step means, or it and the one above.
fn role_of(steps: &[&str], at: usize) -> Option<Role> {
    let pair = at.checked_sub(1).map(|above| format!("{}/{}", steps[above], steps[at])).unwrap_or_default();
    let named =
        |name: &str| ROLES.iter().find(|(_, names)| names.split_whitespace().any(|own| own == name)).map(|(role, _)| *role);
    named(&pair).or_else(|| named(steps[at]))
}

/// Elements by path.
#[derive(Default)]
struct Tree<'a> {
    text: Option<&'a str>,
    children: Vec<(String, Tree<'a>)>,
}

impl<'a> Tree<'a> {
    fn insert<'p>(&mut self, mut path: impl Iterator<Item = &'p str>, text: &'a str) {
        let Some(name) = path.next() else {
            self.text = Some(text);
            return;
        };
        let at = self.children.iter().position(|(child, _)| child == name).unwrap_or_else(|| {
            self.children.push((name.to_owned(), Tree::default()));
            self.children.len() - 1
        });
        self.children[at].1.insert(path, text);
    }

    /// Writes the elements below `path`, and notes where the texts stand.
    fn write(&self, path: &str, namespace: &str, xml: &mut String, places: &mut HashMap<String, Range<u32>>) {
        for (name, child) in &self.children {
            let path = format!("{path}/{name}");
            let attribute = match name.as_str() {
                "Document" => namespace,
                "Any" => " xmlns=\"urn:any\"",
                _ => "",
            };
            write!(xml, "<{name}{attribute}>").unwrap();
            if let Some(text) = child.text {
                let at = u32::try_from(xml.len()).unwrap();
                xml.push_str(text);
                places.insert(path.clone(), at..at + u32::try_from(text.len()).unwrap());
            }
            child.write(&path, "", xml, places);
            write!(xml, "</{name}>").unwrap();
        }
    }
}

/// The message, with a header where it is not all header, and where its texts stand.
fn document(message: &str, tree: &Tree<'_>) -> (String, HashMap<String, Range<u32>>) {
    let (mut xml, mut places) = (String::new(), HashMap::new());
    let namespace = format!(" xmlns=\"urn:iso:std:iso:20022:tech:xsd:{message}\"");
    xml.push_str("<BusMsg>");
    if message.starts_with("head.") {
        tree.write("", &namespace, &mut xml, &mut places);
        xml.push_str("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr><MsgId>1</MsgId></GrpHdr></FIToFICstmrCdtTrf></Document>");
    } else {
        let header = "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr><FIId><FinInstnId><BICFI>COBADEFF</BICFI></FinInstnId></FIId></Fr><BizMsgIdr>B1</BizMsgIdr>";
        write!(xml, "{header}<MsgDefIdr>{message}</MsgDefIdr></AppHdr>").unwrap();
        tree.write("", &namespace, &mut xml, &mut places);
    }
    xml.push_str("</BusMsg>");
    (xml, places)
}

/// A body without a namesake, that stops a payment wherever it stands.
const NAME: &str = "KANGBONG TRADING CORPORATION";

const THREADS: usize = 2;
