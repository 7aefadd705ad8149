//! The verdicts that the samples ask for, from what there is to find in them.

use super::*;
use crate::verdict::Verdict;
use std::fs;

/// The verdict of `proto-samples/NAME.expect` follows from hits such as these.
#[track_caller]
fn check(name: &str, line: &str) {
    let path = format!("{}/proto-samples/{name}.expect", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let wanted = text.lines().find_map(|line| line.strip_prefix("verdict = ")).unwrap();
    let found = judge(&Rules::builtin(), line, TODAY).iter().map(|ruling| ruling.verdict).max().unwrap_or_default();
    assert_eq!(Verdict::parse(wanted.trim_matches('"')), Some(found), "{name}");
}

#[test]
fn identifiers() {
    check("mt/103-listed-bank-by-bic.fin", "identifier certain dprk/organisation role=creditor-agent kind=bic");
    check("mt/103-kp-bic-not-listed.fin", "identifier certain dprk.bic-country role=creditor-agent kind=bic");
    check("mt/103-72-ins-listed-bic.fin", "identifier certain dprk/organisation role=instruction kind=free-text");
    check("mt/199-listed-bic-unlabelled.fin", "identifier probable dprk/organisation role=narrative kind=free-text");
    check("mt/299-listed-bic-behind-swift.fin", "identifier certain dprk/organisation role=narrative kind=free-text");
    check("mt/202-listed-bank-as-sender.fin", "identifier certain dprk/organisation role=sender kind=bic");
    check("mt/103-passport-behind-label-70.fin", "identifier certain dprk/person role=remittance-information kind=free-text");
    check(
        "mt/103-passport-number-as-invoice.fin",
        "identifier corroborates dprk/person role=remittance-information kind=free-text",
    );
    check("mt/103-imo-behind-label-72.fin", "identifier certain dprk/vessel role=instruction kind=free-text");
    check("mt/103-imo-unlabelled-vessel-word.fin", "identifier probable dprk/vessel role=remittance-information kind=free-text");
    check("mt/103-imo-number-as-invoice.fin", "identifier corroborates dprk/vessel role=remittance-information kind=free-text");
    check("mt/103-aircraft-tail.fin", "identifier certain dprk/aircraft role=remittance-information kind=free-text");
    check(
        "mt/103-quickpay.fin",
        "identifier corroborates dprk.bic-country words=QUICKPAY + identifier corroborates dprk.bic-country words=CLICKPAY",
    );
    check("mx/pacs008-listed-bank-in-header.xml", "identifier certain dprk/organisation role=receiver kind=bic");
}

#[test]
fn names() {
    check("mt/103-listed-company-in-59.fin", "name certain dprk/organisation role=creditor");
    check("mt/103-listed-company-in-70.fin", "name certain dprk/organisation role=remittance-information kind=free-text");
    check("mt/103-listed-company-with-extra-words.fin", "name probable dprk/organisation role=creditor");
    check("mt/103-hana-banking-corporation-seoul.fin", "name probable dprk/organisation role=creditor-agent");
    check("mt/103-72-ins-listed-bank-name.fin", "name certain dprk/organisation role=instruction kind=free-text");
    check("mt/103-unknown-tag-listed-name.fin", "name certain dprk/organisation role=unmapped kind=free-text");
    check("mt/103-vessel-behind-mv-70.fin", "name probable dprk/vessel role=remittance-information kind=free-text");
    check(
        "mt/103-vessel-name-no-context.fin",
        "name needs-second dprk/vessel needs=vessel role=remittance-information kind=free-text",
    );
    check("mt/103-common-ship-name.fin", "name needs-second dprk/vessel needs=vessel role=creditor");
    check("mt/103-too-common-ministry.fin", "name needs-second dprk/organisation needs=dprk role=creditor");
    check(
        "mt/103-reported-not-listed.fin",
        "name certain reported/organisation at=0-40 + geography corroborates dprk.organisation-word at=6-13",
    );
    check("mt/103-weak-alias-alone.fin", "name corroborates dprk/organisation role=remittance-information");
    check(
        "mt/103-weak-alias-and-city.fin",
        "name corroborates dprk/organisation words=BTSB + geography needs-second dprk.city words=SINUIJU",
    );
    check("mx/pacs008-listed-invoicee.xml", "name certain dprk/organisation role=invoicee");
    check("mx/pacs008-listed-name-in-end-to-end-id.xml", "name certain dprk/organisation role=reference kind=reference");
}

#[test]
fn people() {
    check("mt/103-person-alone.fin", "name probable dprk/person party=1");
    check("mt/103-person-in-72-bnf.fin", "name probable dprk/person role=instruction kind=free-text");
    check(
        "mt/103-person-birth-date-50f.fin",
        "name probable dprk/person id=p party=1 + identifier corroborates dprk/person id=p party=1 kind=birth-date",
    );
    check("mt/103-person-other-birth-date-50f.fin", "name probable dprk/person id=p party=1");
    check(
        "mt/103-person-and-kp-country-59f.fin",
        "name probable dprk/person party=2 + geography probable dprk.country party=2 kind=country words=KP",
    );
    check(
        "mx/pacs008-person-residence-kp.xml",
        "name probable dprk/person party=2 + geography probable dprk.country party=2 kind=country words=KP",
    );
    check("mt/103-passport-50f-ccpt.fin", "identifier certain dprk/person role=debtor kind=identifier");
}

#[test]
fn places() {
    check("mt/103-dprk-city-alone.fin", "geography needs-second dprk.city role=remittance-information");
    check(
        "mt/103-two-dprk-cities.fin",
        "geography needs-second dprk.city words=SINUIJU + geography needs-second dprk.port words=CHONGJIN",
    );
    check("mt/103-pyongyang-in-address.fin", "geography probable dprk.capital kind=address");
    check("mt/103-phone-850.fin", "geography probable dprk.dialling-code kind=address");
    check("mt/103-chosun-university.fin", "geography corroborates korea-unqualified");
    check("mt/103-chosun-university-pyongyang.fin", "geography probable dprk.capital");
    check("mt/103-nampo-dong-busan.fin", "");
    check("mt/103-nampo-dong-and-nampo-port.fin", "geography probable dprk.port words=NAMPO role=remittance-information");
    check("mt/700-loading-port-nampo.fin", "geography probable dprk.port role=port-of-loading kind=port");
    check("mt/700-loading-locode-kpnam.fin", "geography probable dprk.locode role=port-of-loading kind=port");
    check("mt/700-dalian-to-hamburg.fin", "geography corroborates watch-port role=port-of-loading kind=port");
    check("mt/999-kp-web-address.fin", "geography probable dprk.domain role=narrative");
    check(
        "mx/pacs008-hotel-street-medium.xml",
        "geography needs-second dprk.district place=moranbong + geography needs-second dprk.district place=moranbong",
    );
}
