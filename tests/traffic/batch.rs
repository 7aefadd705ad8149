//! A batch of credit transfers (pain.001) of any length, without white space between its tags, as payroll systems write it.

use super::Rng;

/// The text of a batch with so many transactions, piece by piece: its header, each transaction, its end. A new payment block begins every thousand.
pub fn pain001(transactions: u64) -> impl Iterator<Item = String> {
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn><GrpHdr><MsgId>PAYROLL-2026-11</MsgId>\
         <CreDtTm>2026-11-24T06:00:00Z</CreDtTm><NbOfTxs>{transactions}</NbOfTxs><InitgPty><Nm>Sample Werke AG</Nm></InitgPty></GrpHdr>"
    );
    let tail = if transactions > 0 { "</PmtInf></CstmrCdtTrfInitn></Document>" } else { "</CstmrCdtTrfInitn></Document>" };
    let body = (0..transactions).map(|number| {
        let block = if number % BLOCK == 0 { block(number) } else { String::new() };
        block + &transaction(number)
    });
    std::iter::once(head).chain(body).chain([tail.to_owned()])
}

fn block(number: u64) -> String {
    let end = if number > 0 { "</PmtInf>" } else { "" };
    format!(
        "{end}<PmtInf><PmtInfId>BLOCK-{}</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-11-26</Dt></ReqdExctnDt><Dbtr><Nm>Sample Werke AG</Nm><PstlAdr><StrtNm>Hauptstrasse</StrtNm>\
         <TwnNm>Stuttgart</TwnNm><Ctry>DE</Ctry></PstlAdr></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></DbtrAgt>",
        number / BLOCK + 1
    )
}

fn transaction(number: u64) -> String {
    let mut rng = Rng::new(number);
    let (first, last) = (rng.pick(&FIRST), rng.pick(&LAST));
    let (street, town) = (rng.pick(&STREETS), rng.pick(&TOWNS));
    let (house, cents) = (rng.between(1, 99), rng.between(100_000, 999_999));
    format!(
        "<CdtTrfTxInf><PmtId><InstrId>I{number}</InstrId><EndToEndId>SALARY-{number}</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">{}.{:02}</InstdAmt></Amt><CdtrAgt><FinInstnId>\
         <BICFI>DEUTDEFFXXX</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>{first} {last}</Nm><PstlAdr><StrtNm>{street}</StrtNm><BldgNb>{house}</BldgNb><PstCd>{}</PstCd><TwnNm>{town}</TwnNm><Ctry>DE</Ctry></PstlAdr>\
         </Cdtr><CdtrAcct><Id><IBAN>DE{:020}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>SALARY NOVEMBER 2026 NO {number}</Ustrd></RmtInf></CdtTrfTxInf>",
        cents / 100,
        cents % 100,
        10_000 + cents % 80_000,
        number * 7919 + 12
    )
}

/// Transactions of one payment block.
const BLOCK: u64 = 1000;

const FIRST: [&str; 8] = ["Anna", "Bernd", "Clara", "Dieter", "Elke", "Frank", "Greta", "Hans"];
const LAST: [&str; 8] = ["Becker", "Schulz", "Hoffmann", "Wagner", "Koch", "Bauer", "Richter", "Klein"];
const STREETS: [&str; 4] = ["Gartenweg", "Lindenallee", "Bahnhofstrasse", "Am Markt"];
const TOWNS: [&str; 4] = ["Heilbronn", "Esslingen", "Reutlingen", "Ulm"];
