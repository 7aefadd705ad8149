use super::*;
use crate::identifier::{Bic, Imo};
use crate::list::{Designation, Identifier, IdentifierKind, List, ListKind, ListVersion, ListedName, Strength};
use crate::message::{Element, Kind, Message, Path, PathNode, Role, Text};
use std::fmt::Write;

fn designation(id: &str, bics: &[&str], imos: &[Imo], identifiers: &[(IdentifierKind, &str, &str)]) -> Designation {
    let identifier = |(kind, value, country): &(IdentifierKind, &str, &str)| Identifier {
        kind: *kind,
        value: (*value).to_owned(),
        country: (!country.is_empty()).then(|| (*country).to_owned()),
    };
    Designation {
        id: id.to_owned(),
        dprk: true,
        names: vec![ListedName { text: id.to_uppercase(), strength: Strength::Strong, needs: None }],
        bics: bics.iter().filter_map(|bic| Bic::parse(bic)).collect(),
        imos: imos.to_vec(),
        identifiers: identifiers.iter().map(identifier).collect(),
        ..Designation::default()
    }
}

fn list(name: &str, kind: ListKind, designations: Vec<Designation>) -> List {
    let version = ListVersion {
        list: name.to_owned(),
        kind,
        date: None,
        sha256: [0; 32],
        count: designations.len(),
        dprk_count: 0,
        rejected_rows: 0,
    };
    List { version, designations }
}

fn snapshot() -> Snapshot {
    use IdentifierKind::*;
    let official = vec![
        designation("bank", &["FTBDKPPY"], &[], &[(Account, "400100200300", "")]),
        designation("other-bank", &["CSPJRU33"], &[], &[(Lei, "529900T8BM49AURSDO55", "")]),
        designation("ship", &[], &[Imo::Ship(9_004_700)], &[(Mmsi, "445123456", ""), (CallSign, "HMAB", "")]),
        designation("ship-2", &[], &[Imo::Ship(8_518_780)], &[]),
        designation("owner", &[], &[Imo::Company(5_987_860)], &[(Registration, "543400", "")]),
        designation("person", &[], &[], &[(Passport, "PS654310175", "KP"), (Passport, "321233", "KP")]),
        designation("chinese", &[], &[], &[(NationalId, "210602196905220510", "CN")]),
        designation("company", &[], &[], &[(Registration, "2001/044", "NA"), (Registration, "CH-217.0.135.719-4", "CH")]),
        designation("plane", &[], &[], &[(Tail, "P-881", "")]),
        designation(
            "hacker",
            &[],
            &[],
            &[(Wallet, "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", ""), (Wallet, "0xAbC0000000000000000000000000000000000001", "")],
        ),
    ];
    let watch = vec![designation("watched", &["WATCKPPY"], &[], &[])];
    Snapshot::build(vec![list("un", ListKind::Official, official), list("press", ListKind::Watch, watch)])
}

fn element(kind: Kind, text: &str) -> Element<'_> {
    let role = Role::RemittanceInformation;
    Element { role, kind, path: Path::Outside, text: Text::verbatim(text, 0), passage: 0, party: None, layer: 0 }
}

fn show(message: &Message<'_>) -> String {
    let mut shown = String::new();
    for hit in hits(message.whole(), &Folded::of(message.whole()), &snapshot()) {
        let texts: Vec<&str> = hit.parts.iter().map(|part| part.text.as_str()).collect();
        let subject = hit.designation.as_ref().map_or(hit.code.unwrap_or_default(), |designation| designation.id.as_str());
        writeln!(shown, "{subject} {} {}", hit.grade.as_str(), texts.join("|")).unwrap();
    }
    shown.trim_end().to_owned()
}

/// One element; expected is one hit a line.
fn check_in(kind: Kind, text: &str, expected: &str) {
    let message = Message::assembled(vec![element(kind, text)], Vec::new(), Vec::new());
    assert_eq!(show(&message), expected, "{text:?} in {kind:?}");
}

fn check(text: &str, expected: &str) {
    check_in(Kind::FreeText, text, expected);
}

#[test]
fn a_bic_in_its_field() {
    let bic = |text, expected| check_in(Kind::Bic, text, expected);
    bic("FTBDKPPY", "bank certain FTBDKPPY");
    bic("ftbdkppyxxx", "bank certain ftbdkppyxxx");
    bic("FTBDKPP1KBC", "bank certain FTBDKPP1KBC");
    bic("FTBDKPPYAXXX", "bank certain FTBDKPPYAXXX");
    bic("CSPJRU99", "other-bank certain CSPJRU99");
    bic("SMPLKPPY", "dprk.bic-country certain SMPLKPPY");
    bic("WATCKPPY", "watched certain WATCKPPY\ndprk.bic-country certain WATCKPPY");
    bic("DEUTDEFF500", "");
}

#[test]
fn a_bic_behind_its_label() {
    check("ACCOUNT 400 SWIFT: FTBDKPPY", "bank certain FTBDKPPY");
    check("SWIFT CODE FTBDKPPY", "bank certain FTBDKPPY");
    check("BIC/FTBDKPPYXXX", "bank certain FTBDKPPYXXX");
    check("S.W.I.F.T. FTBDKPPY", "bank certain FTBDKPPY");
    check("BIC FTBD KPPY", "bank certain FTBD KPPY");
    check("BIC FTBD\nKPPY", "bank certain FTBD\nKPPY");
    check("BIC FTBD KP PY XXX", "bank certain FTBD KP PY");
    check("SWIFT\nFTBDKPPY", "bank certain FTBDKPPY");
    check("SWIFTFTBDKPPY", "bank certain FTBDKPPY");
    check("BICS FTBDKPPY", "bank probable FTBDKPPY");
    check("SWIFT: SMPLKPPY", "dprk.bic-country probable SMPLKPPY");
    check("BIC DEUTDEFF500", "");
}

#[test]
fn a_bic_in_text() {
    check("FORWARD TO FTBDKPPY TODAY", "bank probable FTBDKPPY");
    check("FORWARD TO FTBDKPP1 TODAY", "bank probable FTBDKPP1");
    check("FORWARD TO FTBDKPP TODAY", "bank probable FTBDKPP");
    check("FORWARD TO CSPJRU33", "other-bank probable CSPJRU33");
    check("FORWARD TO CSPJRU99", "other-bank corroborates CSPJRU99");
    check("FORWARD TO FTBD KPPY", "");
    check("FORWARD TO SMPLKPPY", "");
}

#[test]
fn words_that_are_well_formed_bics() {
    for word in ["QUICKPAY", "CLICKPAY", "TRACKPAD", "STOCKPOT", "CHECKPOINTS"] {
        check(&format!("{word} ORDER 5512"), "");
        check(&format!("SWIFT {word} ORDER"), "");
    }
    check("SWIFT CODE: QUICKPAY", "dprk.bic-country probable QUICKPAY");
}

#[test]
fn an_imo_number_behind_its_label() {
    for text in
        ["IMO 9004700", "IMO NO. 9004700", "IMO:9004700", "I.M.O. 9004700", "IMO NUMBER IS 9004700", "PORT DUES IMO\n9004700"]
    {
        check(text, "ship certain 9004700");
    }
    check("IMO9004700", "ship certain 9004700");
    check("IMO 900 4700", "ship certain 900 4700");
    check("IMO 900-4700", "ship certain 900-4700");
    check("IMO 9004\n700", "ship certain 9004\n700");
    check("OWNER REGISTERED IMO 5987860", "owner certain 5987860");
    check("IMO NOS 9004700, 8518780 AND 5987860", "ship certain 9004700\nship-2 certain 8518780\nowner certain 5987860");
    check("IMO 9004701/9004700", "ship certain 9004700");
    check("COMPANY IMO 543400", "owner probable 543400");
    check("IMO 90047001", "");
    check("IMO 9004701", "");
}

#[test]
fn an_imo_number_in_text() {
    check("VESSEL 8518780 DOCK FEES", "ship-2 probable 8518780");
    check("M/V EXAMPLE 8518780", "ship-2 probable 8518780");
    check("INVOICE 9004700 OF 20 NOV", "ship corroborates 9004700");
    check_in(Kind::Vessel, "9004700", "ship probable 9004700");
    check_in(Kind::Account, "9004700", "ship corroborates 9004700");
}

#[test]
fn papers_behind_their_label() {
    check("GUEST PASSPORT 654310175", "person certain 654310175");
    check("PASSPORT NO PS 654310175", "person certain PS 654310175");
    check("PASSPORT NO: PS654310175", "person certain PS654310175");
    check("PASSPORT 654 310 175", "person certain 654 310 175");
    check("PPT654310175", "person certain 654310175");
    check("PASSPORT KP654310175", "person certain 654310175");
    check("PASSPORT KP 654310175", "person certain 654310175");
    check("PASSPORT RU 654310175", "person probable 654310175");
    check("PASSPORT 321233", "person probable 321233");
    check("PASSPORT KP 321233", "person certain 321233");
    check("NATIONAL ID 210602196905220510", "chinese certain 210602196905220510");
    check("REG. NO. CH-217.0.135.719-4", "company certain CH-217.0.135.719-4");
    check("REGISTRATION NO 2001/044", "company probable 2001/044");
    check("LEI 529900T8BM49AURSDO55", "other-bank certain 529900T8BM49AURSDO55");
    check("ACCOUNT NO 400100200300", "bank certain 400100200300");
    check("A/C 654310175 ACCOUNT 654310175", "person corroborates 654310175\nperson corroborates 654310175");
}

#[test]
fn a_number_has_so_many_groups_and_no_more() {
    let found = |groups: usize| {
        let number: Vec<String> = (10..10 + groups).map(|group| group.to_string()).collect();
        let number = number.join("-");
        let listed = designation("all", &[], &[], &[(IdentifierKind::Registration, &number, "CH")]);
        let snapshot = Snapshot::build(vec![list("un", ListKind::Official, vec![listed])]);
        let text = format!("REGISTRATION NO {number}");
        let message = Message::assembled(vec![element(Kind::FreeText, &text)], Vec::new(), Vec::new());
        hits(message.whole(), &Folded::of(message.whole()), &snapshot).len()
    };
    assert_eq!((found(read::VALUE_PARTS_MAX), found(read::VALUE_PARTS_MAX + 1)), (1, 0));
}

#[test]
fn papers_in_text() {
    check("INVOICE 654310175", "person corroborates 654310175");
    check("PASSPORT OF JOHN DOE 654310175", "person probable 654310175");
    check("INVOICE 321233", "");
    check("REF 210602196905220510", "chinese probable 210602196905220510");
    check("REF 529900T8BM49AURSDO55", "other-bank probable 529900T8BM49AURSDO55");
    check("REF 529900T8BM49\nAURSDO55", "other-bank probable 529900T8BM49\nAURSDO55");
}

#[test]
fn fields_for_numbers_of_a_party() {
    let field = |text, expected| check_in(Kind::Identifier, text, expected);
    field("CCPT/KP/654310175", "person certain 654310175");
    field("CCPT/RU/654310175", "person probable 654310175");
    field("NIDN/CN/210602196905220510", "chinese certain 210602196905220510");
    field("CUST/NA/BANK/2001/044", "company certain 2001/044");
    field("654310175", "person probable 654310175");
    field("KP/654310175", "person probable 654310175");
    field("PS 654310175", "person probable PS 654310175");
    field("9004700", "ship corroborates 9004700");
    check_in(Kind::Lei, "529900T8BM49AURSDO55", "other-bank certain 529900T8BM49AURSDO55");
    check_in(Kind::Account, "400-100-200-300", "bank certain 400-100-200-300");
    check_in(Kind::Account, "ACC 400100200300", "bank certain 400100200300");
    check_in(Kind::Account, "654310175", "person corroborates 654310175");
}

/// `Othr/Id` with elements beside it.
fn check_other(id: &str, beside: &[(&'static str, &'static str)], expected: &str) {
    let mut nodes = vec![
        PathNode { parent: None, name: "Othr".into(), occurrence: 2 },
        PathNode { parent: Some(0), name: "Id".into(), occurrence: 1 },
    ];
    let mut elements = vec![Element { path: Path::Node(1), party: Some(7), ..element(Kind::Identifier, id) }];
    for (name, text) in beside {
        let mut parent = 0;
        for step in name.split('/') {
            nodes.push(PathNode { parent: Some(parent), name: step.into(), occurrence: 1 });
            parent = u32::try_from(nodes.len() - 1).unwrap();
        }
        let passage = u32::try_from(elements.len()).unwrap();
        elements.push(Element { path: Path::Node(parent), party: Some(7), passage, ..element(Kind::Code, text) });
    }
    assert_eq!(show(&Message::assembled(elements, nodes, Vec::new())), expected, "{id} {beside:?}");
}

#[test]
fn the_scheme_beside_a_number() {
    check_other("654310175", &[("SchmeNm/Cd", "CCPT")], "person certain 654310175");
    check_other("654310175", &[("SchmeNm/Prtry", "PASSPORT NUMBER")], "person certain 654310175");
    check_other("654310175", &[("SchmeNm/Cd", "CCPT"), ("Issr", "KP")], "person certain 654310175");
    check_other("654310175", &[("SchmeNm/Cd", "CCPT"), ("Issr", "MY")], "person probable 654310175");
    check_other("654310175", &[("SchmeNm/Cd", "BANK")], "person probable 654310175");
    check_other("654310175", &[], "person probable 654310175");
    check_other("5987860", &[("SchmeNm/Prtry", "IMO")], "owner certain 5987860");
    check_other("5987860", &[], "owner corroborates 5987860");
}

#[test]
fn ships_and_aircraft() {
    check("MMSI 445123456", "ship certain 445123456");
    check("MMSI NO 445-123-456", "ship certain 445-123-456");
    check("VESSEL 445123456", "ship probable 445123456");
    check("INVOICE 445123456", "ship corroborates 445123456");
    check("CALL SIGN HMAB", "ship certain HMAB");
    check("HMAB", "");
    check("GROUND HANDLING AIRCRAFT P-881", "plane certain P-881");
    check("TAIL NUMBER P881", "plane certain P881");
    check("AIRCRAFT IL-62 MARK P-881", "plane probable P-881");
    check("REGISTRATION P-881", "plane certain P-881");
    check("REGISTRATION OF PUMP P-881", "");
    check("PUMP P-881", "");
}

#[test]
fn wallets() {
    check("BTC 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", "hacker certain 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h");
    check("BTC 12QTD5BFWRSDNSAZY76UVE1XYCGNTOJH9H", "hacker probable 12QTD5BFWRSDNSAZY76UVE1XYCGNTOJH9H");
    check("SEND TO 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", "hacker probable 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h");
    check("ETH 0xabc0000000000000000000000000000000000001", "hacker certain 0xabc0000000000000000000000000000000000001");
    check("WALLET 0xabc000000000000000000\n0000000000000000001", "hacker certain 0xabc000000000000000000\n0000000000000000001");
    check_in(Kind::Account, "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", "hacker certain 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h");
}

#[test]
fn reasons_can_be_checked() {
    let message = Message::assembled(vec![element(Kind::Bic, "FTBDKPPY")], Vec::new(), Vec::new());
    let hit = &hits(message.whole(), &Folded::of(message.whole()), &snapshot())[0];
    assert_eq!(hit.why, ["BIC FTBDKPPY begins with FTBDKP, listed for BANK", "it stands in a field for BICs"]);
}

#[test]
fn a_label_does_not_reach_into_the_next_passage() {
    let mut elements = ["IMO", "9004700"].map(|text| element(Kind::FreeText, text));
    elements[1].passage = 1;
    assert_eq!(show(&Message::assembled(elements.into(), Vec::new(), Vec::new())), "ship corroborates 9004700");
}

#[test]
fn equal_facts_are_bounded() {
    let text = "IMO 9004700 ".repeat(1000) + "IMO 8518780";
    let message = Message::assembled(vec![element(Kind::FreeText, &text)], Vec::new(), Vec::new());
    let found = hits(message.whole(), &Folded::of(message.whole()), &snapshot());
    assert_eq!(found.len(), EQUAL_FACTS_MAX + 1);
}

#[test]
fn fields_are_asked_for_their_scheme_a_bounded_number_of_times() {
    let schemes = |fields: usize| {
        let elements =
            (0_u32..).take(fields).map(|passage| Element { passage, ..element(Kind::Identifier, "CCPT/RU/X/654310175") });
        let message = Message::assembled(elements.collect(), Vec::new(), Vec::new());
        let folded = Folded::of(message.whole());
        read::Reader::new(message.whole(), &folded, &snapshot()).read().last().unwrap().standing
    };
    assert_eq!(schemes(read::SCHEMES_MAX), "the message gives another issuing country than the list");
    assert_eq!(schemes(read::SCHEMES_MAX + 1), "it stands in a field for numbers of a party");
}

/// Seeded: linear congruential, the constants of Knuth's MMIX.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn invoice_numbers_never_stop_a_payment() {
    let digits = 10_u64.pow(9);
    let papers = (0..2000).map(|n| (IdentifierKind::Passport, (n * 499_999 + 100_000_007_u64).to_string()));
    let papers: Vec<_> = papers.collect();
    let identifiers: Vec<_> = papers.iter().map(|(kind, value)| (*kind, value.as_str(), "KP")).collect();
    let imos: Vec<Imo> = (1_000_000..10_000_000).step_by(37).filter_map(|n: u32| Imo::ship(&n.to_string())).collect();
    let all = designation("all", &[], &imos, &identifiers);
    let snapshot = Snapshot::build(vec![list("un", ListKind::Official, vec![all])]);
    let (mut seed, mut equal) = (1718, 0);
    for _ in 0..10_000 {
        let length = 7 + random(&mut seed) % 3;
        let number = random(&mut seed) % digits % 10_u64.pow(u32::try_from(length).unwrap());
        let text = format!("INVOICE {number:0width$} OF 20 NOV", width = usize::try_from(length).unwrap());
        let message = Message::assembled(vec![element(Kind::FreeText, &text)], Vec::new(), Vec::new());
        let found = hits(message.whole(), &Folded::of(message.whole()), &snapshot);
        equal += found.len();
        assert!(found.iter().all(|hit| hit.grade == Grade::Corroborates), "{text}");
    }
    assert!(equal > 0, "no number was equal to a listed one: the test shows nothing");
}

fn rows(name: &str) -> Option<Vec<Vec<String>>> {
    let path = format!("../shared/data/lists/ref/{name}");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {path} is absent");
        return None;
    };
    Some(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

#[test]
fn every_published_bic_is_found() {
    let Some(rows) = rows("dprk_bics.tsv") else { return };
    let bics: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let snapshot = Snapshot::build(vec![list("un", ListKind::Official, vec![designation("all", &bics, &[], &[])])]);
    for bic in bics {
        let texts =
            [(Kind::Bic, bic.to_owned()), (Kind::FreeText, format!("SWIFT {bic}")), (Kind::FreeText, format!("VIA {bic} TODAY"))];
        for ((kind, text), grade) in texts.into_iter().zip([Grade::Certain, Grade::Certain, Grade::Probable]) {
            let message = Message::assembled(vec![element(kind, &text)], Vec::new(), Vec::new());
            let found = hits(message.whole(), &Folded::of(message.whole()), &snapshot);
            assert_eq!(found.iter().map(|hit| hit.grade).collect::<Vec<_>>(), [grade], "{text}");
        }
    }
}

#[test]
fn every_published_imo_number_is_found() {
    let Some(rows) = rows("dprk_imo.tsv") else { return };
    let imos: Vec<Imo> = rows.iter().filter_map(|row| Imo::ship(&row[0]).or_else(|| Imo::company(&row[0]))).collect();
    assert!(imos.len() * 10 > rows.len() * 9, "{} of {} numbers have a check digit", imos.len(), rows.len());
    let snapshot = Snapshot::build(vec![list("un", ListKind::Official, vec![designation("all", &[], &imos, &[])])]);
    for imo in imos {
        let text = format!("DUES IMO NO {}", imo.number());
        let message = Message::assembled(vec![element(Kind::FreeText, &text)], Vec::new(), Vec::new());
        let found = hits(message.whole(), &Folded::of(message.whole()), &snapshot);
        assert_eq!(found.iter().map(|hit| hit.grade).collect::<Vec<_>>(), [Grade::Certain], "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(parts in proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..24), kind in 0..Kind::ALL.len()) {
        let text = parts.concat();
        let message = Message::assembled(vec![element(Kind::ALL[kind], &text)], Vec::new(), Vec::new());
        let found = hits(message.whole(), &Folded::of(message.whole()), &snapshot());
        proptest::prop_assert!(found.iter().all(|hit| !hit.parts.is_empty() && hit.parts.iter().all(|part| !part.text.is_empty())));
    }
}

const FRAGMENTS: &[&str] = &[
    "FTBD",
    "KPPY",
    "FTBDKPPY",
    "XXX",
    "SWIFT",
    "BIC",
    "IMO",
    "9004700",
    "900",
    "4700",
    "NO",
    "CODE",
    " ",
    "  ",
    "\n",
    "-",
    ".",
    "/",
    ":",
    "PASSPORT",
    "PS",
    "PS654310175",
    "654310175",
    "KP",
    "é",
    "\u{301}",
    "平",
    "ＦＴＢＤ",
    "９００４７００",
    "AIRCRAFT",
    "P",
    "881",
    "MMSI",
    "445123456",
    "CALL SIGN",
    "HMAB",
    "ACCOUNT",
    "400100200300",
    "and",
    "VESSEL",
    "I.M.O.",
    "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
];
