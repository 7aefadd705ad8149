//! A listed name that is cut into several elements of ISO 20022 is found, with the exact bytes of each of its parts.

use crate::support::{all_hits, decide};
use interdict::detect::{Evidence, Grade};
use interdict::verdict::Verdict;
use std::ops::Range;

/// A transaction in which the parts of one listed name are marked with `[` and `]`: one hit has these parts, and stops the payment.
fn found(content: &str) {
    let (xml, parts) = message(content);
    let screened = decide(xml.as_bytes());
    let spans: Vec<Vec<Range<u32>>> = all_hits(&screened)
        .filter(|hit| hit.evidence == Evidence::Name && hit.grade >= Grade::Probable)
        .map(|hit| hit.parts.iter().flat_map(|part| part.spans.clone()).collect())
        .collect();
    assert!(spans.contains(&parts), "{content}: {parts:?} in {spans:?}");
    assert!(screened.frame.verdict >= Verdict::Hold, "{content}");
}

/// A transaction in which nothing is found, though its texts would give a name if they were read together.
fn passes(content: &str) {
    let screened = decide(message(content).0);
    let hits: Vec<_> = all_hits(&screened).map(|hit| &hit.parts).collect();
    assert_eq!(screened.frame.verdict, Verdict::Pass, "{content}: {hits:?} {:?}", screened.frame.defects);
}

fn message(content: &str) -> (String, Vec<Range<u32>>) {
    let mut xml =
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.10\"><FIToFICstmrCdtTrf><CdtTrfTxInf>".to_owned();
    let (mut parts, mut start) = (Vec::new(), 0);
    for character in content.chars() {
        match character {
            '[' => start = u32::try_from(xml.len()).unwrap(),
            ']' => parts.push(start..u32::try_from(xml.len()).unwrap()),
            _ => xml.push(character),
        }
    }
    xml.push_str("</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>");
    (xml, parts)
}

#[test]
fn a_name_goes_on_in_the_address() {
    found("<Cdtr><Nm>[KANGBONG]</Nm><PstlAdr><AdrLine>[TRADING CORPORATION]</AdrLine></PstlAdr></Cdtr>");
    found(
        "<Cdtr><Nm>A B C [KANGBONG]</Nm><PstlAdr><Ctry>CN</Ctry><AdrLine>[TRADING CORPORATION], DANDONG</AdrLine></PstlAdr></Cdtr>",
    );
    found("<Cdtr><Nm>[KANGBO]</Nm><PstlAdr><AdrLine>[NG TRADING CORPORATION]</AdrLine></PstlAdr></Cdtr>");
    found("<Cdtr><Nm>[KANGBONG TRA]</Nm><PstlAdr><AdrLine>[DING CORPORATION]</AdrLine></PstlAdr></Cdtr>");
    found(
        "<Cdtr><Nm>A B C</Nm><PstlAdr><AdrLine>MAIN STREET 1</AdrLine><AdrLine>[KANGBONG]</AdrLine><AdrLine>[TRADING]</AdrLine></PstlAdr></Cdtr>",
    );
    found("<Cdtr><Nm>A B C</Nm><PstlAdr><AdrLine>C/O [KANGBONG TRADING CORPORATION]</AdrLine></PstlAdr></Cdtr>");
    found("<Cdtr><Nm>[KANGBONG]</Nm><PstlAdr><AdrLine>[TRADING]</AdrLine><AdrLine>[CORPORATION]</AdrLine></PstlAdr></Cdtr>");
}

#[test]
fn a_name_goes_on_in_a_structured_address() {
    for element in
        ["StrtNm", "BldgNm", "Dept", "SubDept", "Flr", "Room", "TwnNm", "TwnLctnNm", "DstrctNm", "CtrySubDvsn", "CareOf"]
    {
        found(&format!("<Cdtr><Nm>[KANGBONG]</Nm><PstlAdr><{element}>[TRADING CORPORATION]</{element}></PstlAdr></Cdtr>"));
    }
    found("<Cdtr><Nm>A B C</Nm><PstlAdr><Dept>[KANGBONG]</Dept><SubDept>[TRADING CORPORATION]</SubDept></PstlAdr></Cdtr>");
    found("<Cdtr><Nm>A B C</Nm><PstlAdr><BldgNm>[KANGBONG]</BldgNm><TwnNm>[TRADING CORPORATION]</TwnNm></PstlAdr></Cdtr>");
}

#[test]
fn agents_are_read_like_parties() {
    found(
        "<CdtrAgt><FinInstnId><Nm>[TANCHON COMMERCIAL]</Nm><PstlAdr><AdrLine>[BANK]</AdrLine></PstlAdr></FinInstnId></CdtrAgt>",
    );
    found("<IntrmyAgt1><FinInstnId><Nm>[TANCHON]</Nm></FinInstnId><BrnchId><Nm>[COMMERCIAL BANK]</Nm></BrnchId></IntrmyAgt1>");
}

#[test]
fn names_of_persons_come_in_parts() {
    found("<Cdtr><FmlyNm>[KIM]</FmlyNm><GvnNm>[YONG CHOL]</GvnNm></Cdtr>");
    found("<Cdtr><GvnNm>[YONG CHOL]</GvnNm><FmlyNm>[KIM]</FmlyNm></Cdtr>");
    found("<Cdtr><Nm>[KIM]</Nm><GvnNm>[YONG-CHOL]</GvnNm></Cdtr>");
    found("<Cdtr><GvnNm>[YONG]</GvnNm><MddlNm>[CHOL]</MddlNm><FmlyNm>[KIM]</FmlyNm></Cdtr>");
    found("<Cdtr><FrstNm>[YONG CHOL]</FrstNm><Nm>[KIM]</Nm></Cdtr>");
    found("<Cdtr><Nm>[KIM YONG]</Nm><PstlAdr><StrtNm>[CHOL]</StrtNm></PstlAdr></Cdtr>");
    found("<RmtInf><Strd><Invcr><CtctDtls><GvnNm>[YONG CHOL]</GvnNm><Nm>[KIM]</Nm></CtctDtls></Invcr></Strd></RmtInf>");
}

/// Another spelling of a Korean name is found whatever the address begins with.
#[test]
fn the_address_hides_no_spelling_of_a_name() {
    found("<Cdtr><Nm>[GIM YEONG CHEOL]</Nm><PstlAdr><AdrLine>NAM SAN RO 12</AdrLine></PstlAdr></Cdtr>");
    found("<Cdtr><Nm>[GIM]</Nm><PstlAdr><AdrLine>[YEONG CHEOL]</AdrLine></PstlAdr></Cdtr>");
}

#[test]
fn free_text_goes_on_in_its_neighbours() {
    let two = |around: &str, element: &str| {
        format!(
            "<{around}><{element}>FOR [KANGBONG]</{element}><{element}>[TRADING CORPORATION] INVOICE 12</{element}></{around}>"
        )
    };
    found(&two("RmtInf", "Ustrd"));
    found(&two("CxlRsnInf", "AddtlInf"));
    found(&two("RgltryRptg", "Inf"));
    found("<RmtInf><Strd><AddtlRmtInf>[KANGBONG]</AddtlRmtInf><AddtlRmtInf>[TRADING CORPORATION]</AddtlRmtInf></Strd></RmtInf>");
    found(
        "<RmtInf><Strd><AddtlRmtInf>[KANGBONG]</AddtlRmtInf></Strd><Strd><AddtlRmtInf>[TRADING CORPORATION]</AddtlRmtInf></Strd></RmtInf>",
    );
    for element in ["InstrForCdtrAgt", "InstrForNxtAgt"] {
        found(&format!(
            "<{element}><InstrInf>[KANGBONG]</InstrInf></{element}><{element}><InstrInf>[TRADING CORPORATION]</InstrInf></{element}>"
        ));
    }
    found(
        "<RgltryRptg><Dtls><Inf>[KANGBONG]</Inf></Dtls></RgltryRptg><RgltryRptg><Dtls><Inf>[TRADING CORPORATION]</Inf></Dtls></RgltryRptg>",
    );
    found(
        "<StsRsnInf><AddtlInf>[KANGBONG]</AddtlInf></StsRsnInf><StsRsnInf><AddtlInf>[TRADING CORPORATION]</AddtlInf></StsRsnInf>",
    );
}

#[test]
fn content_that_nobody_defines_is_read_from_text_to_text() {
    found("<SplmtryData><Envlp><First>[KANGBONG]</First><Second>[TRADING CORPORATION]</Second></Envlp></SplmtryData>");
    found("<SplmtryData><Envlp><Own><Surname>[KIM]</Surname><GivenName>[YONG CHOL]</GivenName></Own></Envlp></SplmtryData>");
    found("<SplmtryData><Envlp><Nm>[KIM]</Nm><Cd>[YONG CHOL]</Cd></Envlp></SplmtryData>");
}

#[test]
fn different_people_are_not_read_together() {
    passes("<Dbtr><Nm>KANGBONG</Nm></Dbtr><Cdtr><Nm>TRADING CORPORATION</Nm></Cdtr>");
    passes("<Cdtr><Nm>KIM</Nm><CtctDtls><Nm>YONG CHOL</Nm></CtctDtls></Cdtr>");
    passes("<Cdtr><Nm>KANGBONG</Nm></Cdtr><CdtrAcct><Nm>TRADING CORPORATION</Nm></CdtrAcct>");
    passes("<CdtrAgt><FinInstnId><Nm>TANCHON</Nm></FinInstnId></CdtrAgt><Cdtr><Nm>COMMERCIAL BANK</Nm></Cdtr>");
}
