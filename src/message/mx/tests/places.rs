//! Addresses, reporting, proprietary codes and numbers: role, kind and path of each text, and which misfits are doubts.

use super::{check, codes, pacs008, read};
use crate::message::DefectCode;

#[test]
fn addresses_are_structured_or_not_or_both() {
    let address = |content: &str, expected: &[&str]| {
        let expected: Vec<String> = expected.iter().map(|line| line.replace("./", "Dbtr/PstlAdr/")).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&format!("<Dbtr><PstlAdr>{content}</PstlAdr></Dbtr>"), &expected, &[]);
    };
    address("<AdrLine>A</AdrLine><AdrLine>B</AdrLine>", &["debtor address ./AdrLine: A", "debtor address ./AdrLine[2]: B"]);
    address(
        "<Dept>A</Dept><SubDept>B</SubDept><StrtNm>C</StrtNm><BldgNb>1</BldgNb><BldgNm>D</BldgNm><Flr>2</Flr><UnitNb>3</UnitNb><PstBx>4</PstBx><Room>5</Room><PstCd>6</PstCd>",
        &[
            "debtor address ./Dept: A",
            "debtor address ./SubDept: B",
            "debtor address ./StrtNm: C",
            "debtor address ./BldgNb: 1",
            "debtor address ./BldgNm: D",
            "debtor address ./Flr: 2",
            "debtor address ./UnitNb: 3",
            "debtor address ./PstBx: 4",
            "debtor address ./Room: 5",
            "debtor address ./PstCd: 6",
        ],
    );
    address(
        "<CareOf>A</CareOf><TwnNm>B</TwnNm><TwnLctnNm>C</TwnLctnNm><DstrctNm>D</DstrctNm><CtrySubDvsn>E</CtrySubDvsn><Ctry>KP</Ctry><AdrLine>F</AdrLine>",
        &[
            "debtor address ./CareOf: A",
            "debtor town ./TwnNm: B",
            "debtor address ./TwnLctnNm: C",
            "debtor address ./DstrctNm: D",
            "debtor address ./CtrySubDvsn: E",
            "debtor country ./Ctry: KP",
            "debtor address ./AdrLine: F",
        ],
    );
    address(
        "<AdrTp><Prtry><Id>A</Id><Issr>B</Issr><SchmeNm>C</SchmeNm></Prtry></AdrTp>",
        &[
            "debtor reference ./AdrTp/Prtry/Id: A",
            "debtor free-text ./AdrTp/Prtry/Issr: B",
            "debtor free-text ./AdrTp/Prtry/SchmeNm: C",
        ],
    );
}

#[test]
fn what_authorities_are_told() {
    check(
        "<RgltryRptg><Authrty><Nm>A</Nm><Ctry>KP</Ctry></Authrty><Dtls><Tp>B</Tp><Ctry>KP</Ctry><Cd>C</Cd><Inf>D</Inf></Dtls></RgltryRptg>",
        &[
            "party name RgltryRptg/Authrty/Nm: A",
            "party country RgltryRptg/Authrty/Ctry: KP",
            "regulatory-reporting free-text RgltryRptg/Dtls/Tp: B",
            "regulatory-reporting country RgltryRptg/Dtls/Ctry: KP",
            "regulatory-reporting free-text RgltryRptg/Dtls/Cd: C",
            "regulatory-reporting free-text RgltryRptg/Dtls/Inf: D",
        ],
        &[],
    );
    check(
        "<Tax><Dbtr><TaxId>1</TaxId><RegnId>2</RegnId><Authstn><Titl>A</Titl><Nm>B</Nm></Authstn></Dbtr><AdmstnZone>C</AdmstnZone><Mtd>D</Mtd><Rcrd><Ctgy>E</Ctgy><FrmsCd>F</FrmsCd></Rcrd></Tax>",
        &[
            "debtor identifier Tax/Dbtr/TaxId: 1",
            "debtor identifier Tax/Dbtr/RegnId: 2",
            "debtor free-text Tax/Dbtr/Authstn/Titl: A",
            "debtor name Tax/Dbtr/Authstn/Nm: B",
            "tax free-text Tax/AdmstnZone: C",
            "tax free-text Tax/Mtd: D",
            "tax free-text Tax/Rcrd/Ctgy: E",
            "tax free-text Tax/Rcrd/FrmsCd: F",
        ],
        &[],
    );
}

#[test]
fn where_remittance_advice_goes() {
    check(
        "<RltdRmtInf><RmtLctnDtls><Mtd>EMAL</Mtd><ElctrncAdr>A@B</ElctrncAdr><PstlAdr><Nm>C</Nm><Adr><StrtNm>D</StrtNm><Ctry>KP</Ctry></Adr></PstlAdr></RmtLctnDtls></RltdRmtInf>",
        &[
            "remittance-information free-text RltdRmtInf/RmtLctnDtls/Mtd: EMAL",
            "remittance-information free-text RltdRmtInf/RmtLctnDtls/ElctrncAdr: A@B",
            "party name RltdRmtInf/RmtLctnDtls/PstlAdr/Nm: C",
            "party address RltdRmtInf/RmtLctnDtls/PstlAdr/Adr/StrtNm: D",
            "party country RltdRmtInf/RmtLctnDtls/PstlAdr/Adr/Ctry: KP",
        ],
        &[],
    );
    let file = "<NclsdFile><FileNm>A</FileNm><DgtlSgntr><Pty><Nm>B</Nm><CtryOfRes>KP</CtryOfRes></Pty></DgtlSgntr></NclsdFile>";
    check(
        file,
        &[
            "narrative free-text NclsdFile/FileNm: A",
            "party name NclsdFile/DgtlSgntr/Pty/Nm: B",
            "party country NclsdFile/DgtlSgntr/Pty/CtryOfRes: KP",
        ],
        &[],
    );
}

#[test]
fn own_codes_of_banks_are_free_text() {
    check("<Purp><Prtry>A</Prtry></Purp>", &["purpose free-text Purp/Prtry: A"], &[]);
    check(
        "<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Prtry>A</Prtry></ClrSysId><MmbId>1</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>",
        &[
            "creditor-agent free-text CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Prtry: A",
            "creditor-agent identifier CdtrAgt/FinInstnId/ClrSysMmbId/MmbId: 1",
        ],
        &[],
    );
    check(
        "<Cdtr><Id><PrvtId><Othr><Id>1</Id><SchmeNm><Prtry>A</Prtry></SchmeNm><Issr>B</Issr></Othr></PrvtId></Id></Cdtr>",
        &[
            "creditor identifier Cdtr/Id/PrvtId/Othr/Id: 1",
            "creditor free-text Cdtr/Id/PrvtId/Othr/SchmeNm/Prtry: A",
            "creditor free-text Cdtr/Id/PrvtId/Othr/Issr: B",
        ],
        &[],
    );
    check(
        "<SplmtryData><Envlp><EnvlpSpcfc>A</EnvlpSpcfc></Envlp></SplmtryData>",
        &["unmapped free-text SplmtryData/Envlp/EnvlpSpcfc: EnvlpSpcfc", "unmapped free-text SplmtryData/Envlp/EnvlpSpcfc: A"],
        &[],
    );
}

/// Whether `text` in the element at `path` is a doubt.
fn is_doubt(path: &str, text: &str) -> bool {
    let (starts, ends): (String, String) = (
        path.split('/').map(|step| format!("<{step}>")).collect(),
        path.split('/').rev().map(|step| format!("</{step}>")).collect(),
    );
    let xml = pacs008(&format!("<CdtTrfTxInf>{starts}{text}{ends}</CdtTrfTxInf>"));
    let message = read(xml.as_bytes());
    assert!(
        message.elements().iter().any(|element| element.text.as_str() == text && !element.kind.is_wordless()),
        "{path} {text}"
    );
    codes(&message).contains(&DefectCode::BadField)
}

#[test]
fn who_is_meant_must_be_clear() {
    for (path, good, bad) in [
        ("CdtrAgt/FinInstnId/BICFI", "COBADEFFXXX", "COMMERZBANK AG"),
        ("CdtrAgt/FinInstnId/LEI", "529900T8BM49AURSDO55", "COMMERZBANK AG"),
        ("Cdtr/PstlAdr/Ctry", "DE", "GERMANY"),
        ("Cdtr/Id/OrgId/LEI", "529900T8BM49AURSDO55", "KANGBONG"),
        ("CdtrAcct/Id/IBAN", "DE89370400440532013000", "KANGBONG TRADING"),
        ("CdtrAcct/Id/IBAN", "DE89 3704 0044 0532 0130 00", "12345678"),
    ] {
        assert!(!is_doubt(path, good), "{path} {good}");
        assert!(is_doubt(path, bad), "{path} {bad}");
    }
}

/// A party has a name beside its code, and an account may be called anything: the text is screened, and nobody is in doubt.
#[test]
fn other_misfits_are_texts() {
    assert!(!is_doubt("Cdtr/Id/OrgId/AnyBIC", "JOHNDOE99"));
    assert!(!is_doubt("InitgPty/Id/OrgId/BICOrBEI", "JOHNDOE99"));
    assert!(!is_doubt("CdtrAcct/Id/Othr/Id", "KANGBONG TRADING"));
    assert!(!is_doubt("Cdtr/Id/PrvtId/Othr/Id", "NOT PROVIDED"));
}
