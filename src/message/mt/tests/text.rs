//! Amounts, code words, goods, statements: fields that are no party.

use super::*;

#[test]
fn amounts_and_dates() {
    check(
        "103",
        ":13C:/SNDTIME/0915+0100\r\n:23B:CRED\r\n:23E:PHOB/49 69 1\r\n:32A:261124USD15400,00\r\n:33B:JPY100,\r\n:36:0,9\r\n:71A:SHA\r\n:71F:USD10,",
        &[
            "13C/1 code code SNDTIME",
            "13C/1 date date 0915+0100",
            "23B/1 code code CRED",
            "23E/1 code code PHOB",
            "23E/1 instruction free-text 49 69 1",
            "32A/1 value-date date 261124",
            "32A/1 settlement-amount amount USD15400,00",
            "33B/1 amount amount JPY100,",
            "36/1 amount amount 0,9",
            "71A/1 code code SHA",
            "71F/1 charges amount USD10,",
        ],
    );
}

#[test]
fn no_word_hides_in_a_fixed_field() {
    for (fields, text) in [
        (":71A:MID", "71A/1 unmapped free-text MID"),
        (":23B:NADA", "23B/1 unmapped free-text NADA"),
        (":32A:261124MID KOTI", "32A/1 unmapped free-text 261124MID KOTI"),
        (":32A:269924USD1,", "32A/1 unmapped free-text 269924USD1,"),
        (":36:BELLA", "36/1 unmapped free-text BELLA"),
    ] {
        check("103", fields, &[text]);
        check_field_defects("103", fields, &["bad-field"]);
    }
    check("103", ":71A:SHA\r\nKORYO", &["71A/1 code code SHA", "71A/2 unmapped free-text KORYO"]);
    check_field_defects("103", ":71A:SHA\r\nKORYO", &["bad-field"]);
}

#[test]
fn code_words_of_running_text() {
    check(
        "103",
        ":72:/INS/FTBDKPPY\r\n/INS/TANCHON BANK\r\n/BNF/MR KIM\r\n//YONG CHOL\r\n/MID/X\r\nPLAIN",
        &[
            "72/1 code code INS",
            "72/1 previous-instructing-agent bic FTBDKPPY",
            "72/2 code code INS",
            "72/2 previous-instructing-agent free-text TANCHON BANK",
            "72/3 code code BNF",
            "72/3 instruction free-text MR KIM",
            "72/4 instruction free-text YONG CHOL",
            "72/5 instruction free-text /MID/X",
            "72/6 instruction free-text PLAIN",
        ],
    );
    check("103", ":72:/ACC/QUICKPAY", &["72/1 code code ACC", "72/1 instruction free-text QUICKPAY"]);
    check("199", ":79:/TEXT//UETR/174c", &["79/1 code code TEXT", "79/1 code code UETR", "79/1 narrative free-text 174c"]);
    check_passages("103", ":72:/ACC/CREDIT KOREA HEUNG\r\n//JIN TRADING", &[&["ACC", "CREDIT KOREA HEUNG", "JIN TRADING"]]);
}

#[test]
fn residence_in_regulatory_reporting() {
    check(
        "103",
        ":77B:/BENEFRES/KP//SERVICES\r\n//KOREA",
        &[
            "77B/1 code code BENEFRES",
            "77B/1 regulatory-reporting country KP",
            "77B/1 regulatory-reporting free-text SERVICES",
            "77B/2 regulatory-reporting free-text KOREA",
        ],
    );
    check("103", ":77B:/ORDERRES/KP", &["77B/1 code code ORDERRES", "77B/1 regulatory-reporting country KP"]);
    check("103", ":77B:/ORDERRES/KOREA//X", &["77B/1 code code ORDERRES", "77B/1 regulatory-reporting free-text KOREA//X"]);
}

#[test]
fn letters_of_credit() {
    check(
        "700",
        ":27:1/1\r\n:31D:270215NAMPO\r\n:41A:FTBDKPPY\r\nBY PAYMENT\r\n:44E:NAMPO\r\n:45A:COAL\r\n:48:21/DAYS",
        &[
            "27/1 code code 1/1",
            "31D/1 date date 270215",
            "31D/1 conditions free-text NAMPO",
            "41A/1 nominated-agent bic FTBDKPPY",
            "41A/2 code code BY PAYMENT",
            "44E/1 port-of-loading port NAMPO",
            "45A/1 goods goods COAL",
            "48/1 code code 21",
            "48/1 conditions free-text DAYS",
        ],
    );
}

#[test]
fn countries() {
    check("760", ":15B:\r\n:44J:KP/NORTH", &["B/44J/1 conditions country KP", "B/44J/1 conditions free-text NORTH"]);
    check("760", ":15B:\r\n:44J:KOREA", &["B/44J/1 conditions free-text KOREA"]);
    check("300", ":39M:KP", &["39M/1 narrative country KP"]);
}

#[test]
fn statements() {
    check(
        "940",
        ":60F:C261123EUR9610,00\r\n:61:2611241124CR12000,00NTRFNONREF//BK/7\r\nMR KIM\r\n:86:/NAME/KOREAN TANGUN\r\nX",
        &[
            "60F/1 code code C",
            "60F/1 date date 261123",
            "60F/1 amount amount EUR9610,00",
            "61/1 date date 2611241124",
            "61/1 code code CR",
            "61/1 amount amount 12000,00",
            "61/1 code code NTRF",
            "61/1 reference reference NONREF",
            "61/1 reference reference BK/7",
            "61/2 narrative free-text MR KIM",
            "86/1 code code NAME",
            "86/1 party name KOREAN TANGUN",
            "86/2 party name X",
        ],
    );
    check(
        "940",
        ":61:261124D1,NMIDX",
        &["61/1 date date 261124", "61/1 code code D", "61/1 amount amount 1,", "61/1 reference free-text NMIDX"],
    );
    check_field_defects("940", ":61:KOREA TANGUN", &["loose-field"]);
    check("900", ":25P:123\r\nFTBDKPPY", &["25P/1 account-owner account 123", "25P/2 account-owner bic FTBDKPPY"]);
}

#[test]
fn what_a_message_is_about_stands_once() {
    let bytes = message("103", ":20:A\r\n:32A:261124USD1,\r\n:33B:EUR2,");
    let message = read(&bytes);
    let count =
        |role: Role, kind: Kind| message.elements().iter().filter(|element| element.role == role && element.kind == kind).count();
    let facts = [
        (Role::MessageReference, Kind::Reference),
        (Role::Sender, Kind::Bic),
        (Role::Receiver, Kind::Bic),
        (Role::SettlementAmount, Kind::Amount),
        (Role::ValueDate, Kind::Date),
    ];
    assert_eq!(facts.map(|(role, kind)| count(role, kind)), [1; 5]);
    assert!(!codes(&message).contains(&DefectCode::BadField.as_str()));
}

#[test]
fn code_words_stand_in_the_middle_of_lines() {
    check(
        "103",
        ":70:/INV/abc/SDF-96//1234-234///ROC/98I",
        &[
            "70/1 code code INV",
            "70/1 remittance-information free-text abc/SDF-96//1234-234//",
            "70/1 code code ROC",
            "70/1 remittance-information free-text 98I",
        ],
    );
    check(
        "103",
        ":72:/ACC/\r\n/INS/CHASUS33\r\n/BNF/ /REC/X",
        &[
            "72/1 code code ACC",
            "72/2 code code INS",
            "72/2 previous-instructing-agent bic CHASUS33",
            "72/3 code code BNF",
            "72/3 code code REC",
            "72/3 instruction free-text X",
        ],
    );
}

#[test]
fn a_bic_that_a_line_cuts_is_one() {
    check(
        "103",
        ":72:/INS/KDBK\r\n//KPPY\r\n/INS/CHASUS33\r\n//XXX\r\n/INTA/TANCHON\r\n//BANK",
        &[
            "72/1 code code INS",
            "72/1 previous-instructing-agent bic KDBKKPPY",
            "72/3 code code INS",
            "72/3 previous-instructing-agent bic CHASUS33",
            "72/4 previous-instructing-agent free-text XXX",
            "72/5 code code INTA",
            "72/5 intermediary-agent free-text TANCHON",
            "72/6 intermediary-agent free-text BANK",
        ],
    );
    let bytes = message("103", ":72:/INS/KDBK\r\n//KPPY");
    let spans =
        read(&bytes).elements().iter().find(|element| element.text.as_str() == "KDBKKPPY").map(|bic| bic.text.all_spans());
    let at = |text: &[u8]| u32::try_from(memchr::memmem::find(&bytes, text).unwrap()).unwrap();
    assert_eq!(spans, Some(vec![at(b"KDBK")..at(b"KDBK") + 4, at(b"KPPY")..at(b"KPPY") + 4]));
}

#[test]
fn residence_in_other_forms() {
    check(
        "103",
        ":77B:/BENEFRES/\r\n//KP//SERVICES",
        &["77B/1 code code BENEFRES", "77B/2 regulatory-reporting country KP", "77B/2 regulatory-reporting free-text SERVICES"],
    );
    check("103", ":77B:/BENEFRES/PRK", &["77B/1 code code BENEFRES", "77B/1 regulatory-reporting country PRK"]);
}

#[test]
fn details_of_german_banks() {
    check(
        "940",
        ":86:166?00TRANSFER?20INVOICE 7?21FOR M\r\nR KIM?30FTBDKPPY?31DE89370400440532013000?32KOREAN TAN?33GUN?34011",
        &[
            "86/1 narrative free-text 166",
            "86/1 narrative free-text TRANSFER",
            "86/1 narrative free-text INVOICE 7",
            "86/1 narrative free-text FOR M",
            "86/2 narrative free-text R KIM",
            "86/2 agent bic FTBDKPPY",
            "86/2 party iban DE89370400440532013000",
            "86/2 party name KOREAN TAN",
            "86/2 party name GUN",
            "86/2 narrative free-text 011",
        ],
    );
    check("940", ":86:PAID?20 TIMES", &["86/1 narrative free-text PAID?20 TIMES"]);
}

#[test]
fn details_in_words() {
    check(
        "940",
        ":86:/EREF/7 8/BENM//NAME/CONTRA ACCOUN\r\nT HOLDER/REMI//ISDT/2013-07-11",
        &[
            "86/1 code code EREF",
            "86/1 narrative free-text 7 8",
            "86/1 code code BENM",
            "86/1 code code NAME",
            "86/1 creditor name CONTRA ACCOUN",
            "86/2 creditor name T HOLDER",
            "86/2 code code REMI",
            "86/2 code code ISDT",
            "86/2 narrative free-text 2013-07-11",
        ],
    );
    check(
        "942",
        ":86:/TRTP/SEPA/IBAN/NL71RABO0123456789/BIC/RABONL2U/NAME/J SAMPLE/REMI/X",
        &[
            "86/1 code code TRTP",
            "86/1 narrative free-text SEPA",
            "86/1 code code IBAN",
            "86/1 party account NL71RABO0123456789",
            "86/1 code code BIC",
            "86/1 party bic RABONL2U",
            "86/1 code code NAME",
            "86/1 party name J SAMPLE",
            "86/1 code code REMI",
            "86/1 remittance-information free-text X",
        ],
    );
    check("941", ":86:PAID BY MR KIM", &["86/1 narrative free-text PAID BY MR KIM"]);
}

/// Real statements: other types of transaction, a space, amounts without a whole number, nothing behind the amount.
#[test]
fn entries_as_banks_write_them() {
    for (entry, parts) in [
        ("2310011001RCD10,00ACHPGSGW", &["2310011001", "RCD", "10,00", "ACHPGSGW"][..]),
        ("2212051205C,32NDIV2521//RJ", &["2212051205", "C", ",32", "NDIV", "2521", "RJ"]),
        ("2006080608D12,35 NRTIKREF+//20", &["2006080608", "D", "12,35", "NRTI", "KREF+", "20"]),
        ("1710111011DF2402,00S   X", &["1710111011", "DF", "2402,00", "S   X"]),
        ("130101D000000000025,00N102EREF", &["130101", "D", "000000000025,00", "N102EREF"]),
        ("261124C1,", &["261124", "C", "1,"]),
    ] {
        let bytes = message("940", &format!(":61:{entry}"));
        let found = read(&bytes);
        let elements = found.elements().iter().filter(|element| element.path.to_string().starts_with("61"));
        assert_eq!(elements.map(|element| element.text.as_str()).collect::<Vec<_>>(), parts, "{entry}");
        assert_eq!(codes(&found), Vec::<&str>::new(), "{entry}");
    }
    check_field_defects("940", ":61:2611241124CR12000NTRFX", &["loose-field"]);
    check_field_defects("940", ":61:261124C,NTRFX", &["loose-field"]);
}

#[test]
fn securities_name_parties_behind_qualifiers() {
    check(
        "540",
        ":16R:GENL\r\n:20C::SEME//REF\r\n:98A::SETT//20261124\r\n:35B:ISIN DE0001135275\r\nBUND\r\n:97A::SAFE//1234\r\n:95P::BUYR//FTBDKPPY\r\n:95Q::DEAG//FOREIGN TRADE BANK\r\nPYONGYANG\r\n:95R::REAG/CRST/1234\r\n:95C::INVE//KP\r\n:94C::SAFE//KP\r\n:70E::SPRO//FOR MR KIM\r\nYONG CHOL\r\n:95Q::XYZW//A",
        &[
            "16R/1 header free-text GENL",
            "20C/1 code code SEME",
            "20C/1 message-reference reference REF",
            "98A/1 code free-text SETT",
            "98A/1 date free-text 20261124",
            "35B/1 narrative free-text ISIN DE0001135275",
            "35B/2 narrative free-text BUND",
            "97A/1 code code SAFE",
            "97A/1 account-owner account 1234",
            "95P/1 code code BUYR",
            "95P/1 party bic FTBDKPPY",
            "95Q/1 code code DEAG",
            "95Q/1 agent name FOREIGN TRADE BANK",
            "95Q/2 agent address PYONGYANG",
            "95R/1 code code REAG",
            "95R/1 agent identifier CRST/1234",
            "95C/1 code code INVE",
            "95C/1 party country KP",
            "94C/1 code code SAFE",
            "94C/1 account-owner country KP",
            "70E/1 code free-text SPRO",
            "70E/1 narrative free-text FOR MR KIM",
            "70E/2 narrative free-text YONG CHOL",
            "95Q[2]/1 code free-text XYZW",
            "95Q[2]/1 party name A",
        ],
    );
    check_field_defects("564", ":95P::ACOW//FOREIGN TRADE BANK", &["bad-field"]);
    check_field_defects("599", ":79:A\r\n:95Q::DEAG//B", &["unknown-field"]);
}
