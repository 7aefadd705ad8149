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
        &[
            "61/1 date date 261124",
            "61/1 code code D",
            "61/1 amount amount 1,",
            "61/1 code free-text NMID",
            "61/1 reference reference X",
        ],
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
