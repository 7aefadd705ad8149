//! SWIFT MT beside MT103: transfers between banks, free text, letters of credit, statements.

use super::deal::{Deal, uuid};
use super::mt::{Envelope, MtField, creditor, debtor, join, remittance_lines};
use super::party::Bank;
use super::rng::Rng;
use super::text::{cut, swift_capitals, swift_x, wrap};
use super::words;

/// MT202: one bank pays another.
pub fn mt202(rng: &mut Rng, deal: &Deal) -> Vec<u8> {
    let mut fields = bank_transfer(rng, deal);
    if rng.chance(40) {
        fields.push(("72", words::fill(rng, &bank_note(&deal.via))));
    }
    let envelope =
        Envelope { kind: "202", sender: &deal.debtor.bank, receiver: &deal.via, validation: None, uetr: Some(&deal.uetr) };
    envelope.around(rng, &deal.swift_date(), &fields)
}

/// MT202 COV: the cover of a customer's payment, whose parties stand in sequence B.
pub fn mt202_cov(rng: &mut Rng, deal: &Deal) -> Vec<u8> {
    let structured = rng.chance(50);
    let mut fields = bank_transfer(rng, deal);
    fields.push(debtor(rng, &deal.debtor, structured));
    fields.push(("52A", deal.debtor.bank.bic(rng)));
    fields.push(("57A", deal.creditor.bank.bic(rng)));
    fields.push(creditor(rng, &deal.creditor, structured));
    fields.push(("70", remittance_lines(&deal.remittance)));
    fields.push(("33B", format!("{}{}", deal.currency, deal.swift_amount())));
    let envelope =
        Envelope { kind: "202", sender: &deal.debtor.bank, receiver: &deal.via, validation: Some("COV"), uetr: Some(&deal.uetr) };
    envelope.around(rng, &deal.swift_date(), &fields)
}

/// MT199: banks write about a customer's payment.
pub fn mt199(rng: &mut Rng, deal: &Deal) -> Vec<u8> {
    let narrative = narrative(rng, deal);
    mt199_message(rng, deal, join(wrap(&swift_x(&narrative), 50)))
}

/// MT199 with a given narrative.
pub fn mt199_message(rng: &mut Rng, deal: &Deal, narrative: String) -> Vec<u8> {
    let related = rng.fill("REF##########");
    let fields = [("20", deal.reference.clone()), ("21", related), ("79", narrative)];
    let uetr = uuid(rng);
    let envelope =
        Envelope { kind: "199", sender: &deal.debtor.bank, receiver: &deal.creditor.bank, validation: None, uetr: Some(&uetr) };
    envelope.around(rng, &deal.swift_date(), &fields)
}

/// MT700: a letter of credit is opened.
pub fn mt700(rng: &mut Rng, deal: &Deal) -> Vec<u8> {
    let (applicant, beneficiary) = (deal.debtor.swift_lines(rng), deal.creditor.swift_lines(rng));
    let (from, to) = (words::port(rng), words::port(rng));
    let goods = goods_lines(rng, deal);
    let fields = [
        ("27", "1/1".to_owned()),
        ("40A", rng.word("IRREVOCABLE|IRREVOCABLE TRANSFERABLE").to_owned()),
        ("20", deal.reference.clone()),
        ("31C", deal.swift_date()),
        ("40E", "UCP LATEST VERSION".to_owned()),
        ("31D", format!("270{}15{}", rng.between(1, 9), cut(&swift_capitals(&deal.creditor.town), 29))),
        ("50", join(applicant)),
        ("59", format!("/{}\r\n{}", deal.creditor.account, join(beneficiary))),
        ("32B", format!("{}{}", deal.currency, deal.swift_amount())),
        ("39A", rng.word("05/05|10/10|00/00").to_owned()),
        ("41D", "ANY BANK\r\nBY NEGOTIATION".to_owned()),
        ("42C", rng.word("AT SIGHT|90 DAYS AFTER B/L DATE|60 DAYS AFTER SIGHT").to_owned()),
        ("42A", deal.debtor.bank.bic(rng)),
        ("43P", rng.word("ALLOWED|NOT ALLOWED").to_owned()),
        ("43T", rng.word("ALLOWED|NOT ALLOWED").to_owned()),
        ("44E", format!("{from} PORT")),
        ("44F", to.to_owned()),
        ("44C", format!("2612{:02}", rng.between(1, 28))),
        ("45A", goods),
        ("46A", DOCUMENTS.join("\r\n")),
        ("47A", conditions(rng)),
        ("71D", "ALL BANKING CHARGES OUTSIDE THE\r\nISSUING BANK ARE FOR BENEFICIARY".to_owned()),
        ("48", "21/AFTER DATE OF SHIPMENT".to_owned()),
        ("49", rng.word("WITHOUT|MAY ADD|CONFIRM").to_owned()),
        ("57A", deal.creditor.bank.bic(rng)),
    ];
    let envelope =
        Envelope { kind: "700", sender: &deal.debtor.bank, receiver: &deal.creditor.bank, validation: None, uetr: None };
    envelope.around(rng, &deal.swift_date(), &fields)
}

/// MT940: a statement whose entries name counterparties.
pub fn mt940(rng: &mut Rng, deal: &Deal, others: &[Deal]) -> Vec<u8> {
    let (date, currency) = (deal.swift_date(), deal.currency);
    let mut fields = vec![
        ("20", deal.reference.clone()),
        ("25", deal.debtor.account.clone()),
        ("28C", rng.fill("2##/1")),
        ("60F", format!("C{date}{currency}{}", rng.fill("5#####,##"))),
    ];
    for entry in std::iter::once(deal).chain(others) {
        let sign = rng.word("D|C");
        let day = date.get(2..).unwrap_or_default();
        let transaction = rng.fill("NTRF########//BK########");
        fields.push(("61", format!("{date}{day}{sign}{}{transaction}", entry.swift_amount())));
        let details = format!("{} {}", swift_capitals(&entry.creditor.name), entry.remittance);
        fields.push(("86", statement_details(rng, entry, &details)));
    }
    fields.push(("62F", format!("C{date}{currency}{}", rng.fill("4#####,##"))));
    if rng.chance(40) {
        fields.push(("64", format!("C{date}{currency}{}", rng.fill("4#####,##"))));
    }
    let envelope = Envelope { kind: "940", sender: &deal.debtor.bank, receiver: &deal.via, validation: None, uetr: None };
    envelope.around(rng, &date, &fields)
}

/// Sequence A of a transfer between banks.
fn bank_transfer(rng: &mut Rng, deal: &Deal) -> Vec<MtField<'static>> {
    let mut fields = vec![
        ("20", deal.reference.clone()),
        ("21", rng.fill(&related_reference(&deal.reference))),
        ("32A", format!("{}{}{}", deal.swift_date(), deal.currency, deal.swift_amount())),
        ("52A", deal.debtor.bank.bic(rng)),
    ];
    if rng.chance(30) {
        fields.push(("53B", rng.fill("/########")));
    }
    if rng.chance(15) {
        fields.push(("56A", deal.via.bic(rng)));
    }
    if rng.chance(75) || fields.iter().any(|(tag, _)| *tag == "56A") {
        fields.push(("57A", deal.via.bic(rng)));
    }
    fields.push(("58A", deal.creditor.bank.bic(rng)));
    fields
}

/// A pattern for the related reference: another head in front of the last ten characters of the own one.
fn related_reference(reference: &str) -> String {
    format!("R##{}", reference.chars().rev().take(10).collect::<String>().chars().rev().collect::<String>())
}

fn bank_note(via: &Bank) -> String {
    format!("/INS/{}XXX\r\n/BNF/FX DEAL {{invoice}}\r\n//VALUE {{date}}", via.bic8)
}

fn narrative(rng: &mut Rng, deal: &Deal) -> String {
    let party = swift_capitals(&deal.creditor.name);
    let head = match rng.below(5) {
        0 => format!("PLEASE CONFIRM DATE OF CREDIT TO {party}"),
        1 => format!("BENEFICIARY {party} CLAIMS NON RECEIPT OF FUNDS."),
        2 => format!("KINDLY PROVIDE FULL ADDRESS AND PURPOSE OF PAYMENT FOR {party}"),
        3 => format!("PLEASE AMEND BENEFICIARY NAME TO READ {party}"),
        _ => "STATUS OF THE PAYMENT PLEASE, OUR CUSTOMER IS WAITING.".to_owned(),
    };
    let tail = words::fill(rng, "YOUR REF {invoice}. REGARDS, PAYMENT INVESTIGATIONS");
    let amount = format!("OUR PAYMENT DATED {} {}{}", deal.swift_date(), deal.currency, deal.swift_amount());
    format!("ATTN PAYMENT INVESTIGATIONS\n{amount}\nREMITTANCE {}\n{head}\n{tail}", deal.remittance)
}

fn goods_lines(rng: &mut Rng, deal: &Deal) -> String {
    let lines = [
        format!("+{}", words::fill(rng, "{goods}")),
        format!("+{}", words::fill(rng, "{goods} AND {goods}")),
        words::fill(rng, "AS PER PROFORMA INVOICE NO. {invoice} DATED {date}"),
        format!("COUNTRY OF ORIGIN {}", deal.creditor.country_name),
        rng.word("CIF DESTINATION PORT|FOB LOADING PORT|CFR INCOTERMS 2020").to_owned(),
    ];
    lines.iter().flat_map(|line| wrap(&swift_x(line), 65)).collect::<Vec<_>>().join("\r\n")
}

fn conditions(rng: &mut Rng) -> String {
    let vessel = words::vessel(rng);
    let lines = [
        "+ALL DOCUMENTS MUST SHOW THE NUMBER OF THIS CREDIT".to_owned(),
        format!("+SHIPMENT BY {vessel} IS ACCEPTABLE"),
        "+VESSELS FLYING THE FLAG OF A COUNTRY UNDER UN SANCTIONS ARE NOT\r\nACCEPTABLE".to_owned(),
    ];
    lines.join("\r\n")
}

/// Field 86 in plain words, or with the German subfields.
fn statement_details(rng: &mut Rng, entry: &Deal, details: &str) -> String {
    let text = if rng.chance(30) {
        let remittance = swift_x(&entry.remittance);
        let name = cut(&swift_capitals(&entry.creditor.name), 27);
        format!("166?00TRANSFER?20{}?30{}?31{}?32{name}", cut(&remittance, 27), entry.creditor.bank.bic8, entry.creditor.account)
    } else {
        swift_x(details)
    };
    join(wrap(&text, 65).into_iter().take(6).collect())
}

const DOCUMENTS: [&str; 4] = [
    "+SIGNED COMMERCIAL INVOICE IN TRIPLICATE",
    "+FULL SET CLEAN ON BOARD OCEAN BILLS OF LADING MADE OUT TO ORDER",
    "+PACKING LIST IN DUPLICATE",
    "+CERTIFICATE OF ORIGIN ISSUED BY CHAMBER OF COMMERCE",
];
