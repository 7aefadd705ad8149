//! Whose a text is: everything that is said of one actor has one number, whatever message it stands in.

use super::{codes, pacs008, read};
use crate::message::DefectCode;

/// Texts that begin with the same capital are of one party, and of no other; those that begin with `-` are nobody's.
fn check(content: &str) {
    let xml = pacs008(&format!("<CdtTrfTxInf>{content}</CdtTrfTxInf>"));
    let message = read(xml.as_bytes());
    let mut numbers: Vec<(char, u32)> = Vec::new();
    for element in message.elements() {
        let text = element.text.as_str();
        let initial = text.chars().next().unwrap();
        let Some(party) = element.party else {
            assert_eq!(initial, '-', "{text} in {content}");
            continue;
        };
        match numbers.iter().find(|(known, number)| (*known == initial) || (*number == party)) {
            Some(known) => assert_eq!(*known, (initial, party), "{text} in {content}"),
            None => numbers.push((initial, party)),
        }
    }
    assert!(!codes(&message).contains(&DefectCode::UnknownField), "{content}");
}

/// What is said of a party, with this capital in front of each text.
fn party(initial: char) -> String {
    let texts = [
        ("<Nm>", "</Nm><PstlAdr>"),
        ("<StrtNm>", "</StrtNm>"),
        ("<TwnNm>", "</TwnNm>"),
        ("<Ctry>", "</Ctry>"),
        ("<AdrLine>", "</AdrLine></PstlAdr><Id><OrgId>"),
        ("<AnyBIC>", "</AnyBIC>"),
        ("<LEI>", "</LEI>"),
        ("<Othr><Id>", "</Id>"),
        ("<SchmeNm><Prtry>", "</Prtry></SchmeNm>"),
        ("<Issr>", "</Issr></Othr></OrgId><PrvtId><DtAndPlcOfBirth>"),
        ("<BirthDt>", "</BirthDt>"),
        ("<CityOfBirth>", "</CityOfBirth>"),
        ("<CtryOfBirth>", "</CtryOfBirth></DtAndPlcOfBirth></PrvtId></Id>"),
        ("<CtryOfRes>", "</CtryOfRes><CtctDtls>"),
        ("<Nm>", "</Nm>"),
        ("<EmailAdr>", "</EmailAdr></CtctDtls>"),
    ];
    texts.iter().map(|(before, behind)| format!("{before}{initial}1{behind}")).collect()
}

fn agent(initial: char) -> String {
    format!(
        "<FinInstnId><BICFI>{initial}1</BICFI><ClrSysMmbId><ClrSysId><Prtry>{initial}2</Prtry></ClrSysId><MmbId>{initial}3</MmbId></ClrSysMmbId><LEI>{initial}4</LEI><Nm>{initial}5</Nm>\
         <PstlAdr><Ctry>{initial}6</Ctry></PstlAdr><Othr><Id>{initial}7</Id></Othr></FinInstnId><BrnchId><Id>{initial}8</Id><Nm>{initial}9</Nm></BrnchId>"
    )
}

fn account(initial: char) -> String {
    format!("<Id><IBAN>{initial}1</IBAN></Id><Nm>{initial}2</Nm><Prxy><Id>{initial}3</Id></Prxy>")
}

/// Both sides of a payment, where a party may be an agent too (`Pty` or `Agt`) or stands alone.
fn sides(is_choice: bool) -> String {
    let (a, c) = match is_choice {
        true => (format!("<Pty>{}</Pty>", party('A')), format!("<Agt>{}</Agt>", agent('C'))),
        false => (party('A'), agent('C')),
    };
    [
        format!("<UltmtDbtr>{}</UltmtDbtr>", if is_choice { format!("<Pty>{}</Pty>", party('U')) } else { party('U') }),
        format!("<Dbtr>{a}</Dbtr><DbtrAcct>{}</DbtrAcct>", account('A')),
        format!("<DbtrAgt>{}</DbtrAgt><DbtrAgtAcct>{}</DbtrAgtAcct>", agent('B'), account('B')),
        format!("<CdtrAgt>{}</CdtrAgt><CdtrAgtAcct>{}</CdtrAgtAcct>", agent('D'), account('D')),
        format!("<Cdtr>{c}</Cdtr><CdtrAcct>{}</CdtrAcct>", account('C')),
    ]
    .concat()
}

#[test]
fn both_sides_of_a_payment_in_every_message() {
    check(&sides(false));
    check(&sides(true));
    for element in ["OrgnlTxRef", "RltdPties", "RtrChain", "UndrlygTx"] {
        check(&format!("<{element}>{}</{element}>", sides(true)));
    }
    for element in ["OrgnlTxRef", "UndrlygCstmrCdtTrf", "RtrChain", "OrgnlPmtInf"] {
        check(&format!("<{element}>{}</{element}>", sides(false)));
    }
}

/// The debtor of an underlying transfer is not the debtor of the transfer around it.
#[test]
fn an_underlying_payment_has_parties_of_its_own() {
    let inner = "<UndrlygCstmrCdtTrf><Dbtr><Nm>X1</Nm></Dbtr><DbtrAcct><Id><IBAN>X2</IBAN></Id></DbtrAcct></UndrlygCstmrCdtTrf>";
    check(&format!(
        "<Dbtr><FinInstnId><BICFI>A1</BICFI></FinInstnId></Dbtr>{inner}<DbtrAcct><Id><IBAN>A2</IBAN></Id></DbtrAcct>"
    ));
}

#[test]
fn agents_in_a_row() {
    let chain: String = ["PrvsInstgAgt1", "PrvsInstgAgt2", "IntrmyAgt1", "IntrmyAgt2", "IntrmyAgt3", "InstgRmbrsmntAgt"]
        .iter()
        .zip('A'..)
        .map(|(name, initial)| format!("<{name}>{}</{name}><{name}Acct>{}</{name}Acct>", agent(initial), account(initial)))
        .collect();
    check(&chain);
}

#[test]
fn cases_and_their_parties() {
    let assignment = |assigner: &str, assignee: &str| {
        format!("<Assgnmt><Id>-</Id><Assgnr>{assigner}</Assgnr><Assgne>{assignee}</Assgne></Assgnmt>")
    };
    let (pty, agt) = (|initial| format!("<Pty>{}</Pty>", party(initial)), |initial| format!("<Agt>{}</Agt>", agent(initial)));
    check(&(assignment(&pty('A'), &agt('B')) + &format!("<Case><Id>-</Id><Cretr>{}</Cretr></Case>", pty('C'))));
    check(&(assignment(&agt('A'), &pty('B')) + &format!("<Case><Id>-</Id><Cretr>{}</Cretr></Case>", agt('C'))));
}

#[test]
fn accounts_of_statements() {
    check(&format!("<Stmt><Acct>{}<Ownr>{}</Ownr><Svcr>{}</Svcr></Acct></Stmt>", account('A'), party('A'), agent('B')));
    check(&format!(
        "<RltdAcct>{}</RltdAcct><RltdAgts><RcvgAgt>{}</RcvgAgt><DlvrgAgt>{}</DlvrgAgt></RltdAgts>",
        account('A'),
        agent('B'),
        agent('C')
    ));
}

#[test]
fn parties_of_remittance_and_reporting() {
    check(&format!(
        "<RmtInf><Ustrd>-</Ustrd><Strd><Invcr>{}</Invcr><Invcee>{}</Invcee><GrnshmtRmt><Grnshee>{}</Grnshee><GrnshmtAdmstr>{}</GrnshmtAdmstr></GrnshmtRmt></Strd></RmtInf>",
        party('A'),
        party('B'),
        party('C'),
        party('D'),
    ));
    check("<RgltryRptg><Authrty><Nm>A1</Nm><Ctry>A2</Ctry></Authrty><Dtls><Ctry>-</Ctry><Inf>-</Inf></Dtls></RgltryRptg>");
    check(
        "<Tax><Cdtr><TaxId>A1</TaxId></Cdtr><Dbtr><TaxId>B1</TaxId><Authstn><Titl>B2</Titl><Nm>B3</Nm></Authstn></Dbtr><RefNb>-</RefNb></Tax>",
    );
    check(
        "<RltdRmtInf><RmtLctnDtls><ElctrncAdr>-</ElctrncAdr><PstlAdr><Nm>A1</Nm><Adr><StrtNm>A2</StrtNm><Ctry>A3</Ctry></Adr></PstlAdr></RmtLctnDtls></RltdRmtInf>",
    );
}

#[test]
fn parties_of_trade() {
    let trade = |initial: char| {
        format!(
            "<PtyId>{}</PtyId><LglOrg><Id>{initial}2</Id><Nm>{initial}3</Nm></LglOrg><TaxPty><TaxId>{initial}4</TaxId></TaxPty>",
            party(initial)
        )
    };
    check(&format!(
        "<Buyr>{}</Buyr><Sellr>{}</Sellr><Consgnr>{}</Consgnr><Consgn>{}</Consgn>",
        trade('A'),
        trade('B'),
        trade('C'),
        trade('D')
    ));
    check(&format!("<Hdr><Sndr><Pty><BasePty>{}</BasePty></Pty></Sndr></Hdr>", trade('A')));
    check(
        "<BuyrBk><BIC>A1</BIC></BuyrBk><SellrBk><BIC>B1</BIC></SellrBk><BuyrCtctPrsn><Nm>C1</Nm><GvnNm>C2</GvnNm></BuyrCtctPrsn>",
    );
    check(
        "<TrnsprtBySea><VsslNm>-</VsslNm><PortOfLoadng>-</PortOfLoadng><SeaCrrierNm>A1</SeaCrrierNm><SeaCrrierCtry>A2</SeaCrrierCtry><CrrierAgtNm>B1</CrrierAgtNm><CrrierAgtCtry>B2</CrrierAgtCtry></TrnsprtBySea>",
    );
    check("<NtfctnRcptNm>A1</NtfctnRcptNm><NtfctnRcptAdr><StrtNm>A2</StrtNm><Ctry>A3</Ctry></NtfctnRcptAdr>");
    check(
        "<Applcnt><Nm>A1</Nm></Applcnt><Bnfcry><Nm>B1</Nm><PstlAdr><Ctry>B2</Ctry></PstlAdr></Bnfcry><AdvsgPty><Pty><Nm>C1</Nm></Pty></AdvsgPty>",
    );
}

/// Elements that no row knows keep the party around them.
#[test]
fn an_unknown_element_does_not_lose_the_party() {
    let xml = pacs008("<CdtTrfTxInf><Cdtr><Kim><Nm>A</Nm><Jong><Ctry>DE</Ctry></Jong></Kim><Nm>B</Nm></Cdtr></CdtTrfTxInf>");
    let message = read(xml.as_bytes());
    let known = message.elements().iter().filter(|element| matches!(element.text.as_str(), "A" | "DE" | "B"));
    let of_whom: Vec<_> = known.map(|element| (element.role.as_str(), element.party)).collect();
    assert_eq!(of_whom, [("creditor", Some(0)); 3]);
}
