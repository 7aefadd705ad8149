//! ISO 20022: pacs.008, pacs.009 and pain.001, with the header and wrapper they travel in.

use super::deal::Deal;
use super::party::{Bank, Party};
use super::rng::Rng;
use super::text::{cut, swift_capitals, wrap, xml_escape};
use super::words;

/// What a pacs.008 carries beyond the deal.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Name of the ultimate creditor.
    pub ultimate_creditor: Option<String>,
    /// Text to the creditor's agent, at most 140 letters.
    pub instruction: Option<String>,
    /// Lines of regulatory reporting, at most 35 letters each.
    pub regulatory: Vec<String>,
    /// Name of the debtor instead of the deal's.
    pub debtor_name: Option<String>,
    /// Name of the creditor instead of the deal's.
    pub creditor_name: Option<String>,
    /// Unstructured remittance instead of the deal's, at most 140 letters each.
    pub remittance: Option<Vec<String>>,
}

impl Extras {
    /// What ordinary traffic carries now and then.
    pub fn ordinary(rng: &mut Rng, deal: &Deal) -> Self {
        Self {
            ultimate_creditor: rng.chance(6).then(|| deal.creditor.name.clone()),
            instruction: rng.chance(8).then(|| words::fill(rng, "PLEASE ADVISE BENEFICIARY, CONTRACT {invoice}")),
            regulatory: if rng.chance(8) { vec![cut(&words::fill(rng, "GOODS {port} INV {invoice}"), 35)] } else { Vec::new() },
            ..Self::default()
        }
    }
}

/// pacs.008: a bank passes on its customer's credit transfer.
pub fn pacs008(rng: &mut Rng, deal: &Deal, extras: &Extras) -> Vec<u8> {
    let mut xml = Xml::new(rng, "pacs.008.001.08", "swift.cbprplus.03", deal);
    xml.open("FIToFICstmrCdtTrf");
    xml.group_header(deal, 1, true);
    xml.open("CdtTrfTxInf");
    xml.payment_id(rng, deal);
    xml.settlement(rng, deal);
    xml.agent("InstgAgt", &deal.debtor.bank);
    xml.agent("InstdAgt", &deal.via);
    xml.party(rng, "Dbtr", &deal.debtor, extras.debtor_name.as_deref());
    xml.account("DbtrAcct", &deal.debtor);
    xml.agent("DbtrAgt", &deal.debtor.bank);
    xml.agent("CdtrAgt", &deal.creditor.bank);
    xml.party(rng, "Cdtr", &deal.creditor, extras.creditor_name.as_deref());
    xml.account("CdtrAcct", &deal.creditor);
    xml.tail(rng, deal, extras);
    xml.close("CdtTrfTxInf");
    xml.close("FIToFICstmrCdtTrf");
    xml.finish()
}

/// pacs.009: one bank pays another.
pub fn pacs009(rng: &mut Rng, deal: &Deal) -> Vec<u8> {
    let mut xml = Xml::new(rng, "pacs.009.001.08", "swift.cbprplus.03", deal);
    xml.open("FICdtTrf");
    xml.group_header(deal, 1, true);
    xml.open("CdtTrfTxInf");
    xml.payment_id(rng, deal);
    let amount = deal.mx_amount();
    xml.amount("IntrBkSttlmAmt", deal.currency, &amount);
    xml.leaf("IntrBkSttlmDt", &deal.iso_date());
    xml.agent("InstgAgt", &deal.debtor.bank);
    xml.agent("InstdAgt", &deal.via);
    xml.institution(rng, "Dbtr", &deal.debtor.bank);
    xml.agent("CdtrAgt", &deal.via);
    xml.institution(rng, "Cdtr", &deal.creditor.bank);
    xml.leaf_in(&["Purp", "Cd"], rng.word("TREA|INTC|CASH"));
    xml.leaf_in(&["RmtInf", "Ustrd"], &words::fill(rng, "FX SETTLEMENT {invoice} VALUE {date}"));
    xml.close("CdtTrfTxInf");
    xml.close("FICdtTrf");
    xml.finish()
}

/// pain.001: a customer instructs its bank to pay one or more creditors.
pub fn pain001(rng: &mut Rng, deal: &Deal, others: &[Deal]) -> Vec<u8> {
    let mut xml = Xml::new(rng, "pain.001.001.09", "", deal);
    xml.open("CstmrCdtTrfInitn");
    xml.group_header(deal, others.len() + 1, false);
    xml.open("PmtInf");
    xml.leaf("PmtInfId", &format!("{}-1", deal.reference));
    xml.leaf("PmtMtd", "TRF");
    xml.leaf_in(&["ReqdExctnDt", "Dt"], &deal.iso_date());
    xml.party(rng, "Dbtr", &deal.debtor, None);
    xml.account("DbtrAcct", &deal.debtor);
    xml.agent("DbtrAgt", &deal.debtor.bank);
    for payment in std::iter::once(deal).chain(others) {
        xml.open("CdtTrfTxInf");
        xml.payment_id(rng, payment);
        let amount = payment.mx_amount();
        xml.open("Amt");
        xml.amount("InstdAmt", payment.currency, &amount);
        xml.close("Amt");
        xml.leaf("ChrgBr", "SHAR");
        xml.agent("CdtrAgt", &payment.creditor.bank);
        xml.party(rng, "Cdtr", &payment.creditor, None);
        xml.account("CdtrAcct", &payment.creditor);
        xml.leaf_in(&["RmtInf", "Ustrd"], &payment.remittance);
        xml.close("CdtTrfTxInf");
    }
    xml.close("PmtInf");
    xml.close("CstmrCdtTrfInitn");
    xml.finish()
}

/// The text of an XML message as it grows.
struct Xml {
    text: String,
    /// How deep the next element is indented, or nothing for a message in one line.
    indent: Option<usize>,
    wrapper: Option<&'static str>,
    created: String,
}

impl Xml {
    /// Declaration, wrapper, header and the opened `Document`; three messages of ten are a `Document` alone.
    fn new(rng: &mut Rng, definition: &str, service: &str, deal: &Deal) -> Self {
        let wrapper = match rng.below(10) {
            0..=2 => None,
            3..=6 => Some("RequestPayload"),
            _ => Some("Envelope"),
        };
        let created = format!("{}T{:02}:{:02}:00+00:00", deal.iso_date(), rng.between(6, 20), rng.between(0, 59));
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        let mut xml = Self { text, indent: rng.chance(50).then_some(0), wrapper, created };
        if let Some(wrapper) = wrapper {
            xml.open(wrapper);
            xml.header(definition, service, deal);
        }
        xml.start(&format!("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{definition}\""));
        xml
    }

    fn finish(mut self) -> Vec<u8> {
        self.close("Document");
        if let Some(wrapper) = self.wrapper {
            self.close(wrapper);
        }
        self.text.into_bytes()
    }

    fn header(&mut self, definition: &str, service: &str, deal: &Deal) {
        self.start("AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"");
        let receiver = if definition.starts_with("pain") { &deal.debtor.bank } else { &deal.via };
        for (side, bank) in [("Fr", &deal.debtor.bank), ("To", receiver)] {
            self.leaf_in(&[side, "FIId", "FinInstnId", "BICFI"], &format!("{}XXX", bank.bic8));
        }
        self.leaf("BizMsgIdr", &deal.reference);
        self.leaf("MsgDefIdr", definition);
        if !service.is_empty() {
            self.leaf("BizSvc", service);
        }
        let created = self.created.clone();
        self.leaf("CreDt", &created);
        self.close("AppHdr");
    }

    fn group_header(&mut self, deal: &Deal, transactions: usize, interbank: bool) {
        self.open("GrpHdr");
        self.leaf("MsgId", &deal.reference);
        let created = self.created.clone();
        self.leaf("CreDtTm", &created);
        self.leaf("NbOfTxs", &transactions.to_string());
        if interbank {
            self.leaf_in(&["SttlmInf", "SttlmMtd"], "INDA");
        } else {
            self.leaf_in(&["InitgPty", "Nm"], &deal.debtor.name);
        }
        self.close("GrpHdr");
    }

    fn payment_id(&mut self, rng: &mut Rng, deal: &Deal) {
        self.open("PmtId");
        self.leaf("InstrId", &deal.reference);
        let end_to_end = if rng.chance(25) { "NOTPROVIDED".to_owned() } else { rng.fill(end_to_end_pattern(deal)) };
        self.leaf("EndToEndId", &end_to_end);
        self.leaf("UETR", &deal.uetr);
        self.close("PmtId");
    }

    fn settlement(&mut self, rng: &mut Rng, deal: &Deal) {
        let amount = deal.mx_amount();
        self.amount("IntrBkSttlmAmt", deal.currency, &amount);
        self.leaf("IntrBkSttlmDt", &deal.iso_date());
        if rng.chance(60) {
            self.amount("InstdAmt", deal.currency, &amount);
        }
        self.leaf("ChrgBr", rng.weighted("SHAR:70|DEBT:20|CRED:10"));
    }

    /// Ultimate creditor, instruction, purpose, regulatory reporting and remittance, in the order of the schema.
    fn tail(&mut self, rng: &mut Rng, deal: &Deal, extras: &Extras) {
        if let Some(name) = &extras.ultimate_creditor {
            self.leaf_in(&["UltmtCdtr", "Nm"], name);
        }
        if let Some(text) = &extras.instruction {
            self.leaf_in(&["InstrForCdtrAgt", "InstrInf"], text);
        }
        if rng.chance(35) {
            self.leaf_in(&["Purp", "Cd"], rng.weighted("GDDS:40|SCVE:20|SALA:10|SUPP:20|TRAD:10"));
        }
        if !extras.regulatory.is_empty() {
            self.open("RgltryRptg");
            self.open("Dtls");
            extras.regulatory.iter().for_each(|line| self.leaf("Inf", line));
            self.close("Dtls");
            self.close("RgltryRptg");
        }
        let ordinary = || vec![deal.remittance.clone()];
        self.open("RmtInf");
        extras.remittance.clone().unwrap_or_else(ordinary).iter().for_each(|text| self.leaf("Ustrd", text));
        self.close("RmtInf");
    }

    fn party(&mut self, rng: &mut Rng, element: &str, party: &Party, name: Option<&str>) {
        let own_name = party.mx_name(rng);
        self.open(element);
        self.leaf("Nm", name.unwrap_or(&own_name));
        self.address(rng, party);
        if let Some(phone) = party.phone.as_deref().filter(|phone| phone.starts_with('+')) {
            let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
            let (prefix, number) = digits.split_at_checked(if digits.starts_with('1') { 1 } else { 2 }).unwrap_or_default();
            self.leaf_in(&["CtctDtls", "PhneNb"], &format!("+{prefix}-{number}"));
        }
        self.close(element);
    }

    /// A structured address, or the hybrid one of two lines with town and country.
    fn address(&mut self, rng: &mut Rng, party: &Party) {
        self.open("PstlAdr");
        let hybrid = rng.chance(35);
        if !hybrid {
            self.leaf("StrtNm", &cut(&party.street, 70));
        }
        if !party.postcode.is_empty() {
            self.leaf("PstCd", &party.postcode);
        }
        self.leaf("TwnNm", &party.town);
        self.leaf("Ctry", party.country);
        if hybrid {
            self.leaf("AdrLine", &cut(&swift_capitals(&party.street), 70));
        }
        self.close("PstlAdr");
    }

    fn account(&mut self, element: &str, party: &Party) {
        let path: &[&str] = if party.iban { &[element, "Id", "IBAN"] } else { &[element, "Id", "Othr", "Id"] };
        self.leaf_in(path, &party.account);
    }

    fn agent(&mut self, element: &str, bank: &Bank) {
        self.leaf_in(&[element, "FinInstnId", "BICFI"], &format!("{}XXX", bank.bic8));
    }

    /// A bank as a party of its own: BIC, at times name and address.
    fn institution(&mut self, rng: &mut Rng, element: &str, bank: &Bank) {
        self.open(element);
        self.open("FinInstnId");
        self.leaf("BICFI", &format!("{}XXX", bank.bic8));
        if rng.chance(50) {
            self.leaf("Nm", bank.name);
            self.open("PstlAdr");
            self.leaf("TwnNm", bank.town);
            self.leaf("Ctry", bank.country);
            self.close("PstlAdr");
        }
        self.close("FinInstnId");
        self.close(element);
    }

    fn amount(&mut self, element: &str, currency: &str, amount: &str) {
        self.line(&format!("<{element} Ccy=\"{currency}\">{amount}</{element}>"));
    }

    fn leaf_in(&mut self, path: &[&str], text: &str) {
        let Some((last, parents)) = path.split_last() else { return };
        parents.iter().for_each(|parent| self.open(parent));
        self.leaf(last, text);
        parents.iter().rev().for_each(|parent| self.close(parent));
    }

    fn leaf(&mut self, element: &str, text: &str) {
        self.line(&format!("<{element}>{}</{element}>", xml_escape(text)));
    }

    fn open(&mut self, element: &str) {
        self.start(element);
    }

    /// Opens an element whose attributes follow its name.
    fn start(&mut self, element: &str) {
        self.line(&format!("<{element}>"));
        self.indent = self.indent.map(|depth| depth + 1);
    }

    fn close(&mut self, element: &str) {
        self.indent = self.indent.map(|depth| depth.saturating_sub(1));
        self.line(&format!("</{element}>"));
    }

    fn line(&mut self, line: &str) {
        if let Some(depth) = self.indent {
            self.text.push_str(&"  ".repeat(depth));
        }
        self.text.push_str(line);
        if self.indent.is_some() {
            self.text.push('\n');
        }
    }
}

/// Lines for elements of a limited length.
pub fn pieces(text: &str, width: usize) -> Vec<String> {
    if text.chars().count() <= width { vec![text.to_owned()] } else { wrap(text, width) }
}

/// A pattern for the reference the debtor gave: of the bank's portal for a person, of an invoice for a firm.
fn end_to_end_pattern(deal: &Deal) -> &'static str {
    if deal.debtor.person { "E2E-########" } else { "INV-2026-#####" }
}
