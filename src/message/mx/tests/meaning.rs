//! Roles, kinds, parties and passages.

use super::{check, pacs008, read};
use crate::message::{Kind, Role};

#[test]
fn the_nearest_actor_decides_the_role() {
    for (element, role) in [
        ("Dbtr", Role::Debtor),
        ("UltmtDbtr", Role::UltimateDebtor),
        ("Cdtr", Role::Creditor),
        ("UltmtCdtr", Role::UltimateCreditor),
        ("InitgPty", Role::InitiatingParty),
        ("DbtrAgt", Role::DebtorAgent),
        ("CdtrAgt", Role::CreditorAgent),
        ("IntrmyAgt1", Role::IntermediaryAgent),
        ("IntrmyAgt3", Role::IntermediaryAgent),
        ("PrvsInstgAgt2", Role::PreviousInstructingAgent),
        ("InstgAgt", Role::InstructingAgent),
        ("InstdAgt", Role::InstructedAgent),
        ("InstgRmbrsmntAgt", Role::InstructingReimbursementAgent),
        ("InstdRmbrsmntAgt", Role::InstructedReimbursementAgent),
        ("ThrdRmbrsmntAgt", Role::ThirdReimbursementAgent),
        ("FwdgAgt", Role::ForwardingAgent),
        ("RmtInf/Strd/Invcr", Role::Invoicer),
        ("RmtInf/Strd/Invcee", Role::Invoicee),
        ("RmtInf/Strd/GrnshmtRmt/Grnshee", Role::Garnishee),
        ("ChrgsInf/Agt", Role::ChargesAgent),
        ("Agt", Role::Agent),
        ("Cdtr/Pty", Role::Creditor),
        ("Cdtr/Agt", Role::Creditor),
        ("RltdPties/Prtry/Pty", Role::Party),
        ("Acct/Ownr", Role::AccountOwner),
        ("Acct/Svcr", Role::AccountServicer),
        ("Assgnmt/Assgnr/Agt", Role::Assigner),
        ("Assgnmt/Assgne/Pty", Role::Assignee),
        ("OrgnlTxRef/Cdtr/Pty", Role::Creditor),
        ("UndrlygCstmrCdtTrf/Cdtr", Role::Creditor),
        ("RgltryRptg/Authrty", Role::Party),
    ] {
        let steps: Vec<&str> = element.split('/').collect();
        let (starts, ends): (String, String) =
            (steps.iter().map(|s| format!("<{s}>")).collect(), steps.iter().rev().map(|s| format!("</{s}>")).collect());
        check(&format!("{starts}<Nm>A</Nm>{ends}"), &[&format!("{} name {element}/Nm: A", role.as_str())], &[]);
    }
}

#[test]
fn leaf_names_decide_the_kind() {
    for (path, kind, text) in [
        ("Cdtr/PstlAdr/AdrLine", Kind::Address, "MAIN STREET"),
        ("Cdtr/PstlAdr/TwnNm", Kind::Town, "PYONGYANG"),
        ("Cdtr/PstlAdr/Ctry", Kind::Country, "KP"),
        ("Cdtr/PstlAdr/CtrySubDvsn", Kind::Address, "KP"),
        ("Cdtr/CtryOfRes", Kind::Country, "KP"),
        ("Cdtr/Id/OrgId/AnyBIC", Kind::Bic, "KUDBKPPY"),
        ("Cdtr/Id/OrgId/LEI", Kind::Lei, "529900T8BM49AURSDO55"),
        ("Cdtr/Id/OrgId/Othr/Id", Kind::Identifier, "123"),
        ("Cdtr/Id/PrvtId/Othr/SchmeNm/Cd", Kind::Code, "CCPT"),
        ("Cdtr/Id/PrvtId/DtAndPlcOfBirth/BirthDt", Kind::BirthDate, "1969-08-18"),
        ("Cdtr/Id/PrvtId/DtAndPlcOfBirth/CityOfBirth", Kind::Town, "NAMPO"),
        ("Cdtr/Id/PrvtId/DtAndPlcOfBirth/CtryOfBirth", Kind::Country, "KP"),
        ("Cdtr/CtctDtls/PhneNb", Kind::FreeText, "+850-2"),
        ("Cdtr/FinInstnId/ClrSysMmbId/MmbId", Kind::Identifier, "021000021"),
        ("CdtrAcct/Id/IBAN", Kind::Iban, "DE89370400440532013000"),
        ("CdtrAcct/Id/Othr/Id", Kind::Account, "36123456"),
        ("CdtrAcct/Prxy/Id", Kind::Account, "+4917"),
        ("CdtrAcct/Nm", Kind::Name, "KIM"),
        ("CdtrAcct/Ccy", Kind::Code, "USD"),
    ] {
        let steps: Vec<&str> = path.split('/').collect();
        let (starts, ends): (String, String) =
            (steps.iter().map(|s| format!("<{s}>")).collect(), steps.iter().rev().map(|s| format!("</{s}>")).collect());
        check(&format!("{starts}{text}{ends}"), &[&format!("creditor {} {path}: {text}", kind.as_str())], &[]);
    }
}

#[test]
fn topics_give_their_role_to_what_no_actor_owns() {
    check(
        "<RmtInf><Strd><RfrdDocInf><Nb>A1</Nb></RfrdDocInf></Strd></RmtInf>",
        &["remittance-information reference RmtInf/Strd/RfrdDocInf/Nb: A1"],
        &[],
    );
    check(
        "<RgltryRptg><Dtls><Inf>A</Inf><Ctry>KP</Ctry></Dtls></RgltryRptg>",
        &["regulatory-reporting free-text RgltryRptg/Dtls/Inf: A", "regulatory-reporting country RgltryRptg/Dtls/Ctry: KP"],
        &[],
    );
    check("<InstrForNxtAgt><InstrInf>A</InstrInf></InstrForNxtAgt>", &["instruction free-text InstrForNxtAgt/InstrInf: A"], &[]);
    check("<Purp><Cd>GDDS</Cd></Purp>", &["purpose code Purp/Cd: GDDS"], &[]);
    check(
        "<Tax><Dbtr><TaxId>A1</TaxId></Dbtr><RefNb>B2</RefNb></Tax>",
        &["debtor identifier Tax/Dbtr/TaxId: A1", "tax reference Tax/RefNb: B2"],
        &[],
    );
    check("<CxlRsnInf><AddtlInf>A</AddtlInf></CxlRsnInf>", &["narrative free-text CxlRsnInf/AddtlInf: A"], &[]);
}

#[test]
fn a_copy_of_another_message_does_not_identify_this_one() {
    check(
        "<PmtId><EndToEndId>A</EndToEndId><UETR>B</UETR></PmtId>",
        &["end-to-end-reference reference PmtId/EndToEndId: A", "uetr reference PmtId/UETR: B"],
        &[],
    );
    check(
        "<OrgnlTxRef><EndToEndId>A</EndToEndId><IntrBkSttlmAmt>1</IntrBkSttlmAmt></OrgnlTxRef>",
        &["reference reference OrgnlTxRef/EndToEndId: A", "amount amount OrgnlTxRef/IntrBkSttlmAmt: 1"],
        &[],
    );
}

#[test]
fn foreign_content_is_free_text() {
    let foreign = [
        "narrative free-text SplmtryData/PlcAndNm: P",
        "unmapped free-text SplmtryData/Envlp/Cdtr/Nm: KIM",
        "unmapped free-text SplmtryData/Envlp/Buyer: Buyer",
        "unmapped free-text SplmtryData/Envlp/Buyer: LEE",
    ];
    check(
        "<SplmtryData><PlcAndNm>P</PlcAndNm><Envlp>\n<Cdtr><Nm>KIM</Nm></Cdtr><Buyer>LEE</Buyer></Envlp></SplmtryData>",
        &foreign,
        &[],
    );
}

#[test]
fn a_signature_is_a_code_and_words_in_its_place_are_not() {
    let value = "u4V5RTn/8RR4NGhPpUvayTbivcaYcr8Hp5iaSsc239xxyfnyUedxzpyNQ1bOV";
    check(
        &format!("<Sgntr><SignatureValue>{value}</SignatureValue></Sgntr>"),
        &[&format!("unmapped code Sgntr/SignatureValue: {value}")],
        &[],
    );
    check("<Sgntr><SignatureValue>KOREA</SignatureValue></Sgntr>", &["unmapped free-text Sgntr/SignatureValue: KOREA"], &[]);
}

fn parties(content: &str) -> Vec<Option<u32>> {
    let xml = pacs008(&format!("<CdtTrfTxInf>{content}</CdtTrfTxInf>"));
    read(xml.as_bytes()).elements().iter().map(|element| element.party).collect()
}

#[test]
fn an_actor_has_one_number_with_its_account() {
    let account = |name: &str| format!("<{name}><Id><Othr><Id>1</Id></Othr></Id></{name}>");
    let actor = |name: &str| format!("<{name}><Nm>A</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></{name}>");
    assert_eq!(parties(&(actor("Dbtr") + &account("DbtrAcct"))), [Some(0), Some(0), Some(0)]);
    assert_eq!(parties(&(account("DbtrAcct") + &actor("Dbtr"))), [Some(0), Some(0), Some(0)]);
    assert_eq!(parties(&(actor("Dbtr") + &actor("Cdtr") + &account("DbtrAcct"))), [Some(0), Some(0), Some(1), Some(1), Some(0)]);
    let chain = [actor("IntrmyAgt1"), account("IntrmyAgt1Acct"), actor("IntrmyAgt2"), account("IntrmyAgt2Acct")].concat();
    assert_eq!(parties(&chain), [0, 0, 0, 1, 1, 1].map(Some));
    assert_eq!(
        parties("<Acct><Id><IBAN>1</IBAN></Id><Ownr><Nm>A</Nm></Ownr><Svcr><Nm>B</Nm></Svcr></Acct>"),
        [0, 0, 1].map(Some)
    );
    assert_eq!(parties(&(actor("Cdtr") + &actor("Cdtr"))), [0, 0, 1, 1].map(Some));
    assert_eq!(parties("<RmtInf><Ustrd>A</Ustrd></RmtInf>"), [None]);
}

fn passages(content: &str) -> Vec<u32> {
    let xml = pacs008(&format!("<CdtTrfTxInf>{content}</CdtTrfTxInf>"));
    let message = read(xml.as_bytes());
    let mut order = Vec::new();
    let mut nth = |passage: u32| {
        order.iter().position(|known| *known == passage).unwrap_or_else(|| {
            order.push(passage);
            order.len() - 1
        })
    };
    message.elements().iter().map(|element| nth(element.passage) as u32).collect()
}

#[test]
fn neighbours_of_one_name_are_one_passage() {
    assert_eq!(passages("<RmtInf><Ustrd>KIM</Ustrd><Ustrd>JONG</Ustrd></RmtInf>"), [0, 0]);
    assert_eq!(passages("<Cdtr><Nm>A</Nm></Cdtr><Dbtr><Nm>B</Nm></Dbtr>"), [0, 1]);
    let instruction = "<InstrForNxtAgt><InstrInf>A</InstrInf></InstrForNxtAgt>";
    assert_eq!(passages(&instruction.repeat(2)), [0, 0]);
    assert_eq!(
        passages(&format!("{instruction}<InstrForCdtrAgt><Cd>HOLD</Cd><InstrInf>B</InstrInf></InstrForCdtrAgt>{instruction}")),
        [0, 1, 2, 3]
    );
    let strd = "<Strd><AddtlRmtInf>A</AddtlRmtInf></Strd>".repeat(2);
    assert_eq!(passages(&format!("<RmtInf>{strd}</RmtInf>")), [0, 0]);
    let reporting = "<RgltryRptg><Dtls><Inf>A</Inf><Inf>B</Inf></Dtls><Dtls><Inf>C</Inf></Dtls></RgltryRptg>";
    assert_eq!(passages(reporting), [0, 0, 0]);
    assert_eq!(passages("<SplmtryData><Envlp><line>A</line><line>B</line></Envlp></SplmtryData>"), [0, 1, 2, 1]);
    assert_eq!(passages("<SplmtryData><Envlp><Nm>A</Nm><Cd>B</Cd><Prtry>C</Prtry></Envlp></SplmtryData>"), [0, 0, 0]);
}

#[test]
fn name_and_address_of_an_actor_are_one_passage() {
    let address = "<PstlAdr><Dept>B</Dept><StrtNm>C</StrtNm><TwnNm>D</TwnNm><Ctry>DE</Ctry><AdrLine>E</AdrLine></PstlAdr>";
    assert_eq!(passages(&format!("<Cdtr><Nm>A</Nm>{address}</Cdtr>")), [0, 0, 0, 0, 1, 0]);
    assert_eq!(passages(&format!("<CdtrAgt><FinInstnId><Nm>A</Nm>{address}</FinInstnId></CdtrAgt>")), [0, 0, 0, 0, 1, 0]);
    assert_eq!(passages(&format!("<Cdtr><Pty><Nm>A</Nm>{address}</Pty></Cdtr>")), [0, 0, 0, 0, 1, 0]);
    assert_eq!(passages("<Cdtr><GvnNm>A</GvnNm><MddlNm>B</MddlNm><FmlyNm>C</FmlyNm><Nm>D</Nm></Cdtr>"), [0, 0, 0, 0]);
    assert_eq!(passages("<DlvrToNm>A</DlvrToNm><DlvrToAdr><StrtNm>B</StrtNm></DlvrToAdr>"), [0, 0]);
}

#[test]
fn other_people_and_places_of_an_actor_stay_apart() {
    assert_eq!(passages("<Cdtr><Nm>A</Nm><CtctDtls><Nm>B</Nm><Dept>C</Dept></CtctDtls></Cdtr>"), [0, 1, 1]);
    assert_eq!(
        passages(
            "<Cdtr><Nm>A</Nm><Id><PrvtId><DtAndPlcOfBirth><CityOfBirth>B</CityOfBirth></DtAndPlcOfBirth></PrvtId></Id></Cdtr>"
        ),
        [0, 1]
    );
    assert_eq!(passages("<Cdtr><Nm>A</Nm></Cdtr><CdtrAcct><Nm>B</Nm></CdtrAcct>"), [0, 1]);
    assert_eq!(passages("<Acct><Nm>A</Nm><Ownr><Nm>B</Nm></Ownr><Svcr><Nm>C</Nm></Svcr></Acct>"), [0, 1, 2]);
    assert_eq!(passages("<PlcOfIsse><StrtNm>A</StrtNm><TwnNm>B</TwnNm></PlcOfIsse>"), [0, 0]);
}
