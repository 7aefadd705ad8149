use super::*;
use crate::message::{Message, Path, PathNode, Text};
use std::fmt::Write;

/// An element of a test: `role/kind: text`, both words as in Decisions.
fn element(role: Role, kind: Kind, text: &str) -> Element<'_> {
    Element { role, kind, path: Path::Outside, text: Text::verbatim(text, 0), passage: 0, party: Some(1), layer: 0 }
}

fn show(message: &Message<'_>) -> String {
    let mut shown = String::new();
    for hit in hits(message.whole(), &Folded::of(message.whole())) {
        let texts: Vec<&str> = hit.parts.iter().map(|part| part.text.as_str()).collect();
        let code = hit.code.unwrap_or_default();
        writeln!(shown, "{code} {} {}", hit.grade.as_str(), texts.join("|")).unwrap();
    }
    shown.trim_end().to_owned()
}

/// One element; expected is one hit a line.
fn check_in(role: Role, kind: Kind, text: &str, expected: &str) {
    let message = Message::assembled(vec![element(role, kind, text)], Vec::new(), Vec::new());
    assert_eq!(show(&message), expected, "{text:?} in {role:?} {kind:?}");
}

fn check(text: &str, expected: &str) {
    check_in(Role::RemittanceInformation, Kind::FreeText, text, expected);
}

#[test]
fn every_case_of_the_table_holds() {
    let mut wrong = String::new();
    for line in include_str!("../../../tests/data/place-cases.tsv").lines().skip(1) {
        let [text, class, ids] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let found = scan::find(&Words::of(text));
        let strongest = found.iter().map(|found| found.place.class).max().map_or("none", Class::as_str);
        let mut found_ids: Vec<&str> = found.iter().map(|found| found.place.id).collect();
        let mut expected_ids: Vec<&str> = ids.split(',').filter(|id| !id.is_empty()).collect();
        found_ids.sort_unstable();
        found_ids.dedup();
        expected_ids.sort_unstable();
        if (strongest, &found_ids) != (class, &expected_ids) {
            writeln!(wrong, "{text}: {class} {expected_ids:?}, found {strongest} {found_ids:?}").unwrap();
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn classes_reach_as_far_as_they_should() {
    check("PYONGYANG", "dprk.capital probable PYONGYANG");
    check("SINUIJU", "dprk.city needs-second SINUIJU");
    check("DANDONG", "watch-port corroborates DANDONG");
    check("SHENYANG", "border-hub corroborates SHENYANG");
    check("BUSAN KOREA", "korea-unqualified corroborates KOREA");
    check("SINUIJU AND CHONGJIN", "dprk.city needs-second SINUIJU\ndprk.port needs-second CHONGJIN");
}

#[test]
fn a_port_is_clear_beside_a_word_for_ports() {
    check("NAMPO", "dprk.port needs-second NAMPO");
    check("NAMPO-DONG BUSAN TO NAMPO PORT", "dprk.port probable NAMPO");
    check("PORT OF LOADING: NAMPO", "dprk.port probable NAMPO");
    check("FOB CHONGJIN", "dprk.port probable CHONGJIN");
    check("NAMPO FOB", "dprk.port needs-second NAMPO");
    check("NAMPO STEEL WORKS SEA PORT", "dprk.port needs-second NAMPO");
    check_in(Role::PortOfLoading, Kind::Port, "NAMPO", "dprk.port probable NAMPO");
    check_in(Role::PlaceOfReceipt, Kind::Port, "SINUIJU", "dprk.city probable SINUIJU");
    check_in(Role::PortOfLoading, Kind::Port, "MANSUDAE", "dprk.organisation-word needs-second MANSUDAE");
    check_in(Role::PortOfLoading, Kind::Port, "DALIAN", "watch-port corroborates DALIAN");
}

#[test]
fn words_are_put_together() {
    check("PYONGY\nANG", "dprk.capital probable PYONGY\nANG");
    check("DEMOCRATIC PEOPLE'S REPUB\nLIC OF KOREA", "dprk.country probable DEMOCRATIC PEOPLE'S REPUB\nLIC OF KOREA");
    check("P Y O N G Y A N G", "dprk.capital probable P Y O N G Y A N G");
    check("AT P Y O N G Y A N G C I T Y", "dprk.capital probable P Y O N G Y A N G C I T Y");
    check("X Y P Y O N G Y A N G Z", "dprk.capital probable P Y O N G Y A N G");
    check("X Y D P R K Z", "");
    check("N O R T H  K O R E A", "dprk.country probable N O R T H  K O R E A");
    check("I N D.P.R.K.", "dprk.country probable D.P.R.K");
    check("PY0NGYANG", "dprk.capital probable PY0NGYANG");
    check("N0RTH K0REA", "dprk.country probable N0RTH K0REA");
}

#[test]
fn only_the_clearest_names_are_put_together_from_parts_of_short_lines() {
    check("NGUYEN VAN NAM\nPO BOX 12", "");
    check("SHIPMENT OF GOODS FROM THE CITY OF SINU\nIJU", "dprk.city needs-second SINU\nIJU");
    check("W0NSAN", "");
}

#[test]
fn false_friends_do_not_reach_over_lines_and_punctuation() {
    check("NAMPO-DONG", "");
    check("NAMPO DONG", "");
    check("NAMPO\nDONG HAE TRADING", "dprk.port needs-second NAMPO");
    check("NAMPO, DONG HAE TRADING", "dprk.port needs-second NAMPO");
    check("KIM CHOL PYONG, YANG LI", "");
}

#[test]
fn hangul_begins_with_its_word() {
    check("평양시", "dprk.capital probable 평양");
    check("초평양곡상회", "");
    check("동평양대극장", "dprk.capital probable 동평양");
}

#[test]
fn a_torn_line_of_fin_is_joined() {
    let lines = ["/REC/GOODS FROM THE DEMOCRATIC PEO", "//PLES REPUBLIC OF KOREA"];
    let elements = lines.map(|line| element(Role::Instruction, Kind::FreeText, line));
    let message = Message::assembled(elements.into(), Vec::new(), Vec::new());
    assert_eq!(show(&message), "dprk.country probable DEMOCRATIC PEO|PLES REPUBLIC OF KOREA");
}

#[test]
fn equal_facts_are_bounded() {
    let text = "KOREA ".repeat(1000) + "PYONGYANG";
    let message = Message::assembled(vec![element(Role::Narrative, Kind::FreeText, &text)], Vec::new(), Vec::new());
    let found = hits(message.whole(), &Folded::of(message.whole()));
    assert_eq!(found.len(), EQUAL_FACTS_MAX + 1);
    assert_eq!(found.last().unwrap().place, Some("pyongyang"));
    let mut elements = vec![element(Role::Creditor, Kind::Country, "KP"); EQUAL_FACTS_MAX + 2];
    elements.last_mut().unwrap().party = Some(2);
    let message = Message::assembled(elements, Vec::new(), Vec::new());
    let found = hits(message.whole(), &Folded::of(message.whole()));
    assert_eq!(found.len(), EQUAL_FACTS_MAX + 1, "the other party's is another fact");
    assert_eq!(found.last().unwrap().parts[0].party, Some(2));
}

#[test]
fn country_codes_where_countries_stand() {
    let country = |text, expected| check_in(Role::Creditor, Kind::Country, text, expected);
    country("KP", "dprk.country probable KP");
    country("PRK", "dprk.country probable PRK");
    country("408", "dprk.country probable 408");
    country("KP/PYONGYANG", "dprk.capital probable PYONGYANG\ndprk.country probable KP");
    country("PK", "");
    let address = |text, expected| check_in(Role::Creditor, Kind::Address, text, expected);
    address("3/KP/HOUSE 1", "dprk.country probable KP");
    address("SOMEWHERE, KP", "dprk.country needs-second KP");
    address("KP HOUSE 1", "");
    address("1032 KP", "");
    address("SOMEWHERE 1032, KP", "dprk.country needs-second KP");
    address("HOUSE 1 PESHAWAR, KP", "");
    address("408", "");
    check_in(Role::RegulatoryReporting, Kind::FreeText, "/BENEFRES/KP//EDUCATION SERVICES", "dprk.country probable KP");
    check_in(Role::Debtor, Kind::Identifier, "CCPT/KP/654310175", "dprk.country probable KP");
    check_in(Role::Debtor, Kind::Identifier, "KP/ISSUER/1234", "dprk.country probable KP");
    check_in(Role::Debtor, Kind::Identifier, "KP1234/5", "");
    check("COUNTRY OF ORIGIN: KP", "dprk.country probable KP");
    check("ORIGIN KP PAKISTAN", "");
    for other in ["KP SHARMA", "INV/KP/2026", "K.P. SINGH", "origin kp", "PRK SURGERY", "DONATION GOVT OF KP SCHEME", "408"] {
        check(other, "");
    }
}

#[test]
fn kp_is_a_province_where_the_party_is_in_pakistan() {
    let mut elements = ["KP", "PK", "KP"].map(|text| element(Role::Creditor, Kind::Address, text));
    elements[1].kind = Kind::Country;
    elements[2].party = Some(2);
    let message = Message::assembled(elements.into(), Vec::new(), Vec::new());
    assert_eq!(show(&message), "dprk.country needs-second KP", "only the other party's");
}

#[test]
fn currency() {
    check("KPW 5000", "dprk.currency needs-second KPW");
    check("5000,00 KPW", "dprk.currency needs-second KPW");
    check("KPW5000", "dprk.currency needs-second KPW5000");
    check("KPW TRADING", "");
    check_in(Role::SettlementAmount, Kind::Amount, "KPW5000,", "dprk.currency probable KPW");
    check_in(Role::SettlementAmount, Kind::Code, "KPW", "dprk.currency probable KPW");
    check_in(Role::SettlementAmount, Kind::Amount, "KRW5000,", "");
}

#[test]
fn location_codes() {
    let port = |text, expected| check_in(Role::PortOfLoading, Kind::Port, text, expected);
    port("KPNAM", "dprk.locode probable KPNAM");
    port("KP NAM", "dprk.locode probable KP NAM");
    port("KPCHJ", "dprk.locode needs-second KPCHJ");
    port("KPEME, TOGO", "");
    port("CNDDG", "watch-port corroborates CNDDG");
    port("FNJ", "dprk.airport probable FNJ");
    port("ZKPY", "dprk.airport probable ZKPY");
    port("PEK", "watch-port corroborates PEK");
    port("DSO HARBOUR", "");
    check("LOCODE KPNAM", "dprk.locode probable KPNAM");
    check("UN/LOCODE: KP NAM", "dprk.locode probable KP NAM");
    check("VIA KPNAM", "dprk.locode needs-second KPNAM");
    check("VIA ZKPY", "dprk.airport needs-second ZKPY");
    for other in ["VIA kpson", "VIA KPXYZ", "KP NAM", "VIA CNDDG", "FNJ", "VIA PEK"] {
        check(other, "");
    }
}

#[test]
fn telephone_numbers() {
    let is_phone = |text: &str, part: &str| check(text, &format!("dprk.dialling-code probable {part}"));
    is_phone("TEL +850 2 381 4410", "+850 2 381 4410");
    is_phone("TEL +850-2-381-4410 FAX", "+850-2-381-4410");
    is_phone("(+850) 2 381 4410", "+850) 2 381 4410");
    is_phone("+850 (0)2 381 4410", "+850 (0)2 381 4410");
    is_phone("+850-23814410", "+850-23814410");
    is_phone("+85023814410", "+85023814410");
    is_phone("+850.2.381.4410", "+850.2.381.4410");
    is_phone("+850-2-381", "+850-2-381");
    is_phone("+850 191 250 1234", "+850 191 250 1234");
    is_phone("TEL 00850 2 381 4410", "00850 2 381 4410");
    is_phone("TEL. 00 850 2 381 4410", "850 2 381 4410");
    is_phone("PHONE NO 011-850-2-381-4410", "850-2-381-4410");
    is_phone("TEL 850-2-381-4410", "850-2-381-4410");
    check("00850 2 381 4410", "dprk.dialling-code needs-second 00850 2 381 4410");
    check("(850-2) 381 4410", "dprk.dialling-code needs-second 850-2) 381 4410");
}

#[test]
fn what_looks_like_the_dialling_code() {
    for other in [
        "TEL +1 850 555 0142",
        "TEL (850) 555-0142",
        "TEL 850-234-5678",
        "+850 MT ZINC CONCENTRATE",
        "+850 2000 KG",
        "+850.200,00 USD",
        "+850,00",
        "100+850 2 381 4410",
        "INVOICE 00850238144",
        "INVOICE 850-2-381",
        "850 2",
        "TEL +850",
    ] {
        check(other, "");
    }
}

#[test]
fn telephone_fields_need_no_word() {
    let nodes = vec![PathNode { parent: None, name: "PhneNb".into(), occurrence: 1 }];
    let mut number = element(Role::Creditor, Kind::FreeText, "850-2-3814410");
    number.path = Path::Node(0);
    let message = Message::assembled(vec![number], nodes, Vec::new());
    assert_eq!(show(&message), "dprk.dialling-code probable 850-2-3814410");
}

#[test]
fn internet_addresses() {
    let is_address = |text: &str, part: &str| check(text, &format!("dprk.domain probable {part}"));
    is_address("SEE WWW.SAMPLE-TRAVEL.COM.KP FOR CONTACT", "WWW.SAMPLE-TRAVEL.COM.KP");
    is_address("sales@star-co.net.kp", "sales@star-co.net.kp");
    is_address("/EMAIL/a@silibank.kp.", "EMAIL/a@silibank.kp");
    is_address("http://kcna.kp/en", "http://kcna.kp");
    is_address("naenara.com.kp", "naenara.com.kp");
    is_address("WWW.STAR-CO.NET.\nKP", "NET.\nKP");
    check("KCNA.KP", "dprk.domain needs-second KCNA.KP");
    for other in ["K.P. SINGH", "MR.KP SHARMA", "INV.KP 12", "www.a.kp.com", "www.kp", "a@b.kpx", "WWW. KP", "END.\nKP SHARMA"] {
        check(other, "");
    }
}

#[test]
fn numbers_of_ships_and_aircraft() {
    check("MMSI 445123456", "dprk.mmsi probable 445123456");
    check("MMSI NO: 445 123 456", "dprk.mmsi probable 445 123 456");
    check("CALL SIGN HMAB", "dprk.call-sign probable HMAB");
    check("CALLSIGN: P5AB7", "dprk.call-sign probable P5AB7");
    check("TAIL NO P-632", "dprk.aircraft-mark probable P-632");
    check("AIRCRAFT REG. P632", "dprk.aircraft-mark probable P632");
    check("AIRCRAFT P-632", "dprk.aircraft-mark needs-second P-632");
    check("PASSPORT PS654320308", "dprk.passport corroborates PS654320308");
    check("PASSPORT NO PD 654320308", "dprk.passport corroborates PD 654320308");
    for other in [
        "INVOICE 445123456",
        "MMSI 440123456",
        "HMRC",
        "CALL SIGN D7AB",
        "CALL SIGN P4AB",
        "PART P-632",
        "AIRCRAFT P-180 AVANTI",
        "AIRCRAFT P-51",
        "AIRCRAFT P-750",
        "PS654320308",
        "REG P-632",
    ] {
        check(other, "");
    }
}

/// Each of these was, or would be, read many times over if the reading looked back or around without a bound.
#[test]
fn a_long_text_is_read_once() {
    for pattern in ["ORIGIN KP ", "a.kp/", "P Y O N G Y A N G ", "NORTH-", "850 2 ", "KOREA NORTH "] {
        let text = pattern.repeat(1_000_000 / pattern.len());
        let message = Message::assembled(vec![element(Role::Narrative, Kind::FreeText, &text)], Vec::new(), Vec::new());
        assert!(hits(message.whole(), &Folded::of(message.whole())).len() <= 4 * EQUAL_FACTS_MAX, "{pattern}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(parts in proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..24), kind in 0..Kind::ALL.len()) {
        let text = parts.concat();
        let message = Message::assembled(vec![element(Role::Narrative, Kind::ALL[kind], &text)], Vec::new(), Vec::new());
        let found = hits(message.whole(), &Folded::of(message.whole()));
        proptest::prop_assert!(found.iter().all(|hit| !hit.parts.is_empty() && hit.parts.iter().all(|part| !part.text.is_empty())));
    }
}

const FRAGMENTS: &[&str] = &[
    "KP",
    "kp",
    ".",
    "/",
    "+",
    "850",
    "00850",
    "2",
    "381",
    " ",
    "  ",
    "\n",
    "-",
    "(",
    ")",
    "@",
    "P",
    "Y",
    "PYONG",
    "YANG",
    "NORTH",
    "KOREA",
    "朝",
    "鮮",
    "평양",
    "é",
    "\u{301}",
    "\u{200b}",
    "IMO",
    "MMSI",
    "445",
    "123456",
    "P-881",
    "AIRCRAFT",
    "CALL SIGN",
    "HM",
    "KPNAM",
    "NAM",
    "LOCODE",
    "KPW",
    "COM",
    "ORIGIN",
    "８５０",
    "ﾋﾟｮﾝﾔﾝ",
    "&",
    "D.P.R.K",
    "0",
    "PASSPORT",
    "PS",
    "ZKPY",
];

#[test]
fn tables_are_well_formed() {
    let rows = include_str!("places.tsv").lines().count() - 1;
    assert_eq!(table::PLACES.len(), rows, "a row could not be read");
    let mut ids: Vec<&str> = table::PLACES.iter().map(|place| place.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rows, "ids are unique");
    let known = |code: &str| code.starts_with("dprk.") || matches!(code, "border-hub" | "watch-port" | "korea-unqualified");
    assert!(table::PLACES.iter().all(|place| known(place.code)));
    assert!(include_str!("false-friends.tsv").lines().all(|line| line.split('\t').count() == 3));
}

/// Published places whose bare name is a common word or another place: found by code, or with a word beside it, as the notes of the table say.
const NOT_BY_BARE_NAME: &[&str] = &["Gensan", "Tanyang (KPCCD)", "Panjang (KPPNG)", "Songdo (KP)", "Anju (KP)", "Tumen (China)"];

#[test]
fn every_published_place_is_found_by_some_spelling() {
    let Ok(facts) = std::fs::read_to_string("../shared/data/dprk-geography.tsv") else {
        return eprintln!("skipped: ../shared/data/dprk-geography.tsv is absent");
    };
    let mut missing = Vec::new();
    for row in facts.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
        let [name, variants, kind, ..] = row[..] else { panic!("{row:?}") };
        let spellings = variants.split(',').chain([name]);
        let is_found = spellings.into_iter().any(|spelling| !scan::find(&Words::of(spelling)).is_empty());
        let is_place = !matches!(kind, "false_friend" | "weak_list_name" | "identifier");
        if is_place && !is_found && !NOT_BY_BARE_NAME.contains(&name) {
            missing.push(name.to_owned());
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
