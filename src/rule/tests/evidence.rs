//! Every row of the table of evidence, and what the samples show of it.

use super::*;

#[test]
fn a_certain_identifier_blocks() {
    check("identifier certain dprk/organisation", "block dprk.listed-identifier 0");
    check("identifier certain dprk/person role=remittance-information", "block dprk.listed-identifier 0");
    check("identifier certain dprk/vessel role=instruction", "block dprk.listed-identifier 0");
    check("identifier certain dprk/aircraft", "block dprk.listed-identifier 0");
    check("identifier certain dprk/unknown", "block dprk.listed-identifier 0");
    check("identifier certain dprk.bic-country role=intermediary-agent kind=bic", "block dprk.kp-bic 0");
    check("geography certain dprk.bic-country role=sender kind=bic", "block dprk.kp-bic 0");
}

#[test]
fn an_identifier_without_its_label_holds_or_corroborates() {
    check("identifier probable dprk/organisation role=narrative", "hold dprk.unlabelled-identifier 0");
    check("identifier probable dprk/vessel role=remittance-information", "hold dprk.unlabelled-identifier 0");
    check("identifier probable dprk.bic-country", "hold dprk.national-identifier 0");
    check("identifier certain dprk.call-sign", "hold dprk.national-identifier 0");
    check("identifier corroborates dprk/person", "");
    check("identifier corroborates dprk.bic-country", "");
    check("identifier corroborates dprk/person + identifier corroborates dprk/vessel", "");
    check(
        "identifier corroborates dprk/person + geography needs-second dprk.city",
        "hold dprk.place-second-indicator 0,1; hold dprk.identifier-second-indicator 0,1",
    );
    check("identifier corroborates dprk.bic-country + geography needs-second dprk.city", "");
}

#[test]
fn a_complete_organisation_name_blocks_where_parties_stand() {
    check("name certain dprk/organisation", "block dprk.listed-organisation 0");
    check("name certain dprk/organisation role=creditor-agent", "block dprk.listed-organisation 0");
    check("name certain dprk/organisation role=invoicee", "block dprk.listed-organisation 0");
    check("name certain dprk/organisation role=receiver", "block dprk.listed-organisation 0");
    check("name certain dprk/organisation role=remittance-information", "hold dprk.listed-name 0");
    check("name certain dprk/organisation role=unmapped", "hold dprk.listed-name 0");
}

#[test]
fn any_other_listed_name_holds() {
    check("name probable dprk/organisation", "hold dprk.listed-name 0");
    check("name probable dprk/person", "hold dprk.listed-name 0");
    check("name certain dprk/person", "hold dprk.listed-name 0");
    check("name certain dprk/vessel", "hold dprk.listed-name 0");
    check("name certain dprk/aircraft", "hold dprk.listed-name 0");
    check("name certain dprk/unknown", "hold dprk.listed-name 0");
}

#[test]
fn a_person_with_a_second_indicator_blocks() {
    let block = "block dprk.listed-person-second-indicator 0,1";
    let name = "name probable dprk/person id=p party=1";
    check(&format!("{name} + identifier corroborates dprk/person id=p kind=birth-date"), block);
    check(&format!("{name} + identifier corroborates dprk/person id=p kind=identifier"), block);
    check(&format!("{name} + identifier corroborates dprk/person id=p kind=address"), block);
    check(&format!("{name} + geography probable dprk.country party=1"), &format!("{block}; hold dprk.country 1"));
    check(&format!("{name} + geography probable dprk.capital party=1"), &format!("{block}; hold dprk.country 1"));
    check(
        &format!("{name} + identifier certain dprk.bic-country role=creditor-agent party=2"),
        &format!("block dprk.kp-bic 1; {block}"),
    );
    check(
        &format!("{name} + name certain dprk/organisation role=creditor-agent party=2"),
        &format!("block dprk.listed-organisation 1; {block}"),
    );
}

#[test]
fn what_is_not_about_the_person_is_no_second_indicator_for_a_person() {
    let name = "name probable dprk/person id=p party=1";
    check(&format!("{name} + identifier corroborates dprk/person id=q kind=birth-date"), "hold dprk.listed-name 0");
    check(&format!("{name} + geography probable dprk.country party=2"), "hold dprk.listed-name 0; hold dprk.country 1");
    check(&format!("{name} + geography probable dprk.country"), "hold dprk.listed-name 0; hold dprk.country 1");
    check(
        &format!("{name} + geography needs-second dprk.city party=1"),
        "hold dprk.listed-name 0; hold dprk.place-second-indicator 0,1",
    );
    check(&format!("{name} + geography corroborates korea-unqualified party=1"), "hold dprk.listed-name 0");
    check(&format!("{name} + name probable dprk/person id=q party=1"), "hold dprk.listed-name 0,1");
    check(&format!("{name} + name probable dprk/person id=p at=100-120"), "hold dprk.listed-name 0,1");
    check("geography probable dprk.country + name probable dprk/person", "hold dprk.listed-name 1; hold dprk.country 0");
}

#[test]
fn strong_geography_holds() {
    for code in ["country", "capital", "dialling-code", "domain", "district", "province"] {
        check(&format!("geography probable dprk.{code}"), "hold dprk.country 0");
        check(&format!("geography certain dprk.{code}"), "hold dprk.country 0");
    }
    check("geography probable dprk.locode role=port-of-loading kind=port", "hold dprk.port 0");
    check("geography probable dprk.port role=port-of-loading kind=port", "hold dprk.port 0");
    check("geography probable dprk.port role=remittance-information kind=free-text", "hold dprk.port 0");
}

#[test]
fn medium_geography_needs_a_second_indicator() {
    let hold = "hold dprk.place-second-indicator";
    check("geography needs-second dprk.city", "");
    check("geography needs-second dprk.port", "");
    check("geography needs-second dprk.organisation-word", "");
    check("geography needs-second dprk.city + geography needs-second dprk.port", &format!("{hold} 0,1"));
    check("geography needs-second dprk.organisation-word + geography needs-second dprk.address", &format!("{hold} 0,1"));
    check("geography needs-second dprk.port + geography corroborates dprk.province", &format!("{hold} 0,1"));
    check("geography corroborates dprk.organisation-word + geography needs-second dprk.city", &format!("{hold} 0,1"));
    check("geography needs-second dprk.city + geography probable dprk.country", &format!("hold dprk.country 1; {hold} 0,1"));
    check("geography needs-second dprk.city + name certain reported/organisation", &format!("{hold} 0,1; flag watch.reported 1"));
}

#[test]
fn what_only_corroborates_is_nothing_alone() {
    check("geography corroborates watch-port role=port-of-loading kind=port", "");
    check("geography corroborates border-hub", "");
    check("geography corroborates korea-unqualified", "");
    check("geography corroborates dprk.city + geography corroborates dprk.province", "");
    check("geography corroborates watch-port + geography corroborates border-hub + geography corroborates korea-unqualified", "");
    check("name corroborates dprk/organisation", "");
    check("name corroborates dprk/organisation + name corroborates dprk/person", "");
    check("name corroborates dprk/organisation + geography corroborates dprk.province", "");
}

#[test]
fn watch_ports_border_hubs_and_the_bare_word_korea_are_no_second_indicator() {
    for code in ["watch-port", "border-hub", "korea-unqualified", "dprk.country"] {
        check(&format!("geography needs-second dprk.city + geography corroborates {code}"), "");
        check(&format!("name needs-second dprk/organisation needs=dprk + geography corroborates {code}"), "");
        check(&format!("name corroborates dprk/organisation + geography corroborates {code}"), "");
    }
}

#[test]
fn a_weak_alias_and_a_city_hold_together() {
    check(
        "name corroborates dprk/organisation + geography needs-second dprk.city",
        "hold dprk.place-second-indicator 0,1; hold dprk.weak-name-second-indicator 0,1",
    );
    check(
        "name corroborates dprk/organisation + geography probable dprk.country",
        "hold dprk.country 1; hold dprk.weak-name-second-indicator 0,1",
    );
    check(
        "name corroborates dprk/person id=p + identifier corroborates dprk/person id=p kind=birth-date",
        "hold dprk.weak-name-second-indicator 0,1",
    );
}

#[test]
fn a_name_too_common_needs_what_its_row_says() {
    let ministry = "name needs-second dprk/organisation needs=dprk";
    check(ministry, "");
    check(&format!("{ministry} + {ministry}"), "");
    check(&format!("{ministry} + name corroborates dprk/person"), "");
    check(&format!("{ministry} + geography corroborates dprk.province"), "");
    check(
        &format!("{ministry} + geography needs-second dprk.city"),
        "hold dprk.place-second-indicator 0,1; hold dprk.common-name-second-indicator 0,1",
    );
    check(
        &format!("{ministry} + geography probable dprk.dialling-code"),
        "hold dprk.country 1; hold dprk.common-name-second-indicator 0,1",
    );
    let ship = "name needs-second dprk/vessel id=v needs=vessel";
    check(ship, "");
    check(&format!("{ship} + geography needs-second dprk.city"), "");
    check(&format!("{ship} + geography needs-second dprk.port"), "hold dprk.ship-name-second-indicator 0,1");
    check(&format!("{ship} + geography corroborates watch-port"), "");
    check(&format!("{ship} + identifier corroborates dprk/vessel id=v"), "hold dprk.ship-name-second-indicator 0,1");
    check(&format!("{ship} + identifier corroborates dprk/vessel id=w"), "");
}

#[test]
fn reported_parties_are_flagged_at_most() {
    for kind in ["person", "organisation", "vessel", "aircraft", "unknown"] {
        check(&format!("name certain reported/{kind}"), "flag watch.reported 0");
        check(&format!("identifier certain reported/{kind}"), "flag watch.reported 0");
    }
    check("name needs-second reported/organisation needs=dprk", "");
    check("name probable reported/person id=p party=1 + identifier corroborates reported/person id=p", "flag watch.reported 0");
    check(
        "name probable reported/person party=1 + geography probable dprk.country party=1",
        "hold dprk.country 1; flag watch.reported 0",
    );
    check(
        "name certain reported/organisation at=0-30 + geography needs-second dprk.organisation-word at=6-13",
        "flag watch.reported 0",
    );
    check(
        "name certain reported/organisation at=0-30 + geography corroborates dprk.organisation-word at=6-13",
        "flag watch.reported 0",
    );
}

#[test]
fn other_programmes_hold_at_most() {
    check("name certain other/organisation", "hold listed.other 0");
    check("identifier certain other/person", "hold listed.other 0");
    check("name probable other/person id=p + identifier corroborates other/person id=p", "hold listed.other 0");
    check("name needs-second other/organisation", "");
    check("name corroborates other/organisation + geography needs-second dprk.city", "");
}

#[test]
fn a_doubt_holds_and_a_note_does_not() {
    let rules = Rules::builtin();
    let with = |defects: &[Defect]| shown(&rules.judge(&Facts { hits: &[], defects, as_of: day(TODAY), rail: "any" }));
    assert_eq!(with(&[]), "");
    assert_eq!(with(&doubts()[..1]), "");
    assert_eq!(with(&doubts()), "hold message.doubt");
    for code in DefectCode::ALL {
        let held = with(&[Defect::new(*code, 0..0)]) == "hold message.doubt";
        assert_eq!(held, code.severity() == crate::message::Severity::Doubt, "{code:?}");
    }
}

#[test]
fn rulings_come_most_severe_first_and_each_hit_is_taken_up_once() {
    check(
        "name certain reported/person + geography probable dprk.capital + name probable dprk/organisation + identifier certain dprk/organisation \
         + geography probable dprk.country",
        "block dprk.listed-identifier 3; hold dprk.listed-name 2; hold dprk.country 1,4; flag watch.reported 0",
    );
}

#[test]
fn dates_are_days_of_receipt_and_include_both_ends() {
    let rules = Rules::builtin();
    let bic = "identifier certain dprk.bic-country";
    assert_eq!(shown(&judge(&rules, bic, "2016-03-01")), "hold dprk.national-identifier 0");
    assert_eq!(shown(&judge(&rules, bic, "2016-03-02")), "block dprk.kp-bic 0");
    assert_eq!(shown(&judge(&rules, "geography probable dprk.country", "2006-10-13")), "");
    assert_eq!(shown(&judge(&rules, "geography probable dprk.country", "2006-10-14")), "hold dprk.country 0");
    assert_eq!(shown(&judge(&rules, "name probable dprk/person", "2005-06-28")), "hold dprk.listed-name 0");
}

#[test]
fn the_legal_basis_is_the_rules_own_and_that_of_the_entries() {
    let on = |as_of: &str, line: &str| judge(&Rules::builtin(), line, as_of).swap_remove(0).basis;
    let basis = |line: &str| on(TODAY, line);
    let port = "geography probable dprk.port";
    assert_eq!(on("2006-10-14", port), ["UNSCR 1718 (2006)"]);
    assert_eq!(on("2017-08-29", port), ["UNSCR 1718 (2006)", "31 CFR part 510"]);
    assert_eq!(on("2017-08-30", port), ["UNSCR 1718 (2006)", "31 CFR part 510", "Regulation (EU) 2017/1509"]);
    assert_eq!(basis(port), ["UNSCR 1718 (2006)", "UNSCR 2397 (2017)", "31 CFR part 510", "Regulation (EU) 2017/1509"]);
    assert_eq!(
        basis("identifier certain dprk/person basis=un:UNSCR_1718 basis=uk:SI_2019/411 basis=un:UNSCR_1718"),
        ["SI 2019/411", "UNSCR 1718"]
    );
    assert_eq!(basis("identifier certain dprk/person basis=ofac-sdn::DPRK3:NPWMD"), ["ofac-sdn: DPRK3, NPWMD"]);
    assert_eq!(basis("identifier certain dprk/person basis=dfat:"), ["dfat: 17"]);
    assert_eq!(basis("identifier certain dprk/person"), Vec::<String>::new());
    assert_eq!(
        basis("name probable dprk/person id=p basis=un:A + identifier corroborates dprk/person id=p basis=un:A basis=eu:B"),
        ["A", "B"]
    );
}
