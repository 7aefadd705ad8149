//! Whole messages, and fields one by one.

use super::writer::{DEFECTS_MAX, ELEMENTS_MAX};
use crate::message::mt::read;
use crate::message::{DefectCode, Element, Kind, Message, Role, Severity};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// A message of a type, handed in by the sender, with these fields.
fn message(message_type: &str, fields: &str) -> Vec<u8> {
    format!("{{1:F01COBADEFFAXXX1234567890}}{{2:I{message_type}CHASUS33XXXXN}}{{4:\r\n{fields}\r\n-}}").into_bytes()
}

fn line(element: &Element<'_>) -> String {
    format!("{} {} {} {}", element.path, element.role.as_str(), element.kind.as_str(), element.text.as_str())
}

/// What a field is read as: path, role, kind, text.
fn check(message_type: &str, fields: &str, expected: &[&str]) {
    let bytes = message(message_type, fields);
    let message = read(&bytes);
    let found: Vec<String> = message.elements().iter().map(line).filter(|line| !line.starts_with('{')).collect();
    assert_eq!(found, expected, "{message_type} {fields}");
}

fn codes(message: &Message<'_>) -> Vec<&'static str> {
    message.defects.iter().map(|defect| defect.code.as_str()).collect()
}

/// What is wrong with a message.
fn check_defects(bytes: &[u8], expected: &[&str]) {
    assert_eq!(codes(&read(bytes)), expected, "{}", String::from_utf8_lossy(bytes));
}

/// What is wrong with fields.
fn check_field_defects(message_type: &str, fields: &str, expected: &[&str]) {
    check_defects(&message(message_type, fields), expected);
}

/// Texts that are read together, by passage.
fn check_passages(message_type: &str, fields: &str, expected: &[&[&str]]) {
    let bytes = message(message_type, fields);
    let message = read(&bytes);
    let fields: Vec<&Element<'_>> = message.elements().iter().filter(|element| !line(element).starts_with('{')).collect();
    let passages: Vec<Vec<&str>> = fields
        .chunk_by(|one, other| one.passage == other.passage)
        .map(|passage| passage.iter().map(|element| element.text.as_str()).collect())
        .collect();
    assert_eq!(passages, expected);
}

#[test]
fn customer_by_name_and_address() {
    check(
        "103",
        ":50K:/DE89370400440532013000\r\nEXAMPLE GMBH \r\nKOELN\r\n:59:JANE SAMPLE",
        &[
            "50K/1 debtor iban DE89370400440532013000",
            "50K/2 debtor name EXAMPLE GMBH",
            "50K/3 debtor address KOELN",
            "59/1 creditor name JANE SAMPLE",
        ],
    );
}

#[test]
fn customer_by_bic() {
    check("103", ":59A:/123\r\nFTBDKPPY", &["59A/1 creditor account 123", "59A/2 creditor bic FTBDKPPY"]);
    check("101", ":50C:FTBDKPPY", &["A/50C/1 initiating-party bic FTBDKPPY"]);
    check("101", ":50G:/123\r\nFTBDKPPY", &["A/50G/1 debtor account 123", "A/50G/2 debtor bic FTBDKPPY"]);
    check("101", ":50L:KIM YONG CHOL", &["A/50L/1 initiating-party name KIM YONG CHOL"]);
}

#[test]
fn customer_with_numbered_lines() {
    check(
        "103",
        ":50F:CCPT/KP/654310175\r\n1/KIM\r\n1/YONG CHOL\r\n2/8 ROAD\r\n3/KP/PYONGYANG\r\n4/19620218\r\n5/CN/DANDONG\r\n6/DE/BANK/77\r\n7/KP/4711\r\n8/12",
        &[
            "50F/1 debtor identifier CCPT/KP/654310175",
            "50F/2 debtor name KIM",
            "50F/3 debtor name YONG CHOL",
            "50F/4 debtor address 8 ROAD",
            "50F/5 debtor country KP",
            "50F/5 debtor town PYONGYANG",
            "50F/6 debtor birth-date 19620218",
            "50F/7 debtor country CN",
            "50F/7 debtor town DANDONG",
            "50F/8 debtor identifier DE/BANK/77",
            "50F/9 debtor identifier KP/4711",
            "50F/10 debtor identifier 12",
        ],
    );
    check_passages(
        "103",
        ":50F:/123\r\n1/KIM YONG\r\n1/CHOL\r\n3/KP/NAMPO\r\n4/19620218\r\n7/KP/47\r\n8/11",
        &[&["123"], &["KIM YONG", "CHOL", "KP", "NAMPO"], &["19620218"], &["KP/47", "11"]],
    );
}

#[test]
fn numbered_lines_may_miss_repeat_or_lack_numbers() {
    check(
        "103",
        ":59F:/1\r\n1/JANE\r\n3/GB/LONDON\r\n3/EXTRA",
        &[
            "59F/1 creditor account 1",
            "59F/2 creditor name JANE",
            "59F/3 creditor country GB",
            "59F/3 creditor town LONDON",
            "59F/4 creditor town EXTRA",
        ],
    );
    check(
        "103",
        ":59F:/1\r\nJANE SMITH\r\nLONDON",
        &["59F/1 creditor account 1", "59F/2 creditor name JANE SMITH", "59F/3 creditor address LONDON"],
    );
    check(
        "103",
        ":59:1/JANE SMITH\r\n3/KP/NAMPO",
        &["59/1 creditor name JANE SMITH", "59/2 creditor country KP", "59/2 creditor town NAMPO"],
    );
    check(
        "103",
        ":50F:/1\r\n1/KIM\r\n4/1962",
        &["50F/1 debtor account 1", "50F/2 debtor name KIM", "50F/3 debtor free-text 1962"],
    );
}

#[test]
fn institutions() {
    check(
        "103",
        ":53A:/D/400312\r\nKDBKKPPY",
        &["53A/1 instructing-reimbursement-agent account 400312", "53A/2 instructing-reimbursement-agent bic KDBKKPPY"],
    );
    check(
        "103",
        ":53B:/C/12\r\nNAMPO",
        &["53B/1 instructing-reimbursement-agent account 12", "53B/2 instructing-reimbursement-agent address NAMPO"],
    );
    check("103", ":57C://CH123456", &["57C/1 creditor-agent account CH123456"]);
    check(
        "103",
        ":57D://SC123456\r\nFOREIGN TRADE BANK\r\nPYONGYANG",
        &[
            "57D/1 creditor-agent account SC123456",
            "57D/2 creditor-agent name FOREIGN TRADE BANK",
            "57D/3 creditor-agent address PYONGYANG",
        ],
    );
    check(
        "103",
        ":52A:/NAMPO BRANCH\r\nFTBDKPPY",
        &["52A/1 debtor-agent free-text NAMPO BRANCH", "52A/2 debtor-agent bic FTBDKPPY"],
    );
}

#[test]
fn a_field_for_a_bic_that_holds_words_is_a_doubt() {
    check("103", ":57A:FOREIGN TRADE BANK", &["57A/1 creditor-agent free-text FOREIGN TRADE BANK"]);
    check_field_defects("103", ":57A:FOREIGN TRADE BANK", &["bad-field"]);
    check_field_defects("103", ":57A:FTBDKPPY\r\nPYONGYANG", &["bad-field"]);
    check_field_defects("103", ":57C:FOREIGN TRADE BANK", &["bad-field"]);
    check_field_defects("103", ":57A:FTBDKPPY", &[]);
}

#[test]
fn parties_in_words() {
    check(
        "300",
        ":82J:/ABIC/FTBDKPPY/NAME/FOREIGN TRADE\r\n BANK/CITY/PYONGYANG\r\n/LEIC/529900T8BM49AURSDO55",
        &[
            "82J/1 code code ABIC",
            "82J/1 agent bic FTBDKPPY",
            "82J/1 code code NAME",
            "82J/1 agent name FOREIGN TRADE",
            "82J/2 agent name BANK",
            "82J/2 code code CITY",
            "82J/2 agent town PYONGYANG",
            "82J/3 code code LEIC",
            "82J/3 agent lei 529900T8BM49AURSDO55",
        ],
    );
}

#[test]
fn elements_of_one_actor_have_one_number() {
    let bytes = message("103", ":50K:/1\r\nA\r\n:52A:/2\r\nCOBADEFF\r\n:70:X");
    let parties: Vec<Option<u32>> = read(&bytes).elements().iter().skip(6).map(|element| element.party).collect();
    assert_eq!(parties, [Some(1), Some(1), Some(2), Some(2), None]);
}

#[test]
fn a_name_wrapped_into_the_address_is_one_passage() {
    check_passages("103", ":50K:/1\r\nKIM YONG\r\nCHOL\r\n:70:A\r\nB", &[&["1"], &["KIM YONG", "CHOL"], &["A", "B"]]);
}

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
            "86/1 narrative free-text /NAME/KOREAN TANGUN",
            "86/2 narrative free-text X",
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
    check_field_defects("940", ":61:KOREA TANGUN", &["bad-field"]);
    check("900", ":25P:123\r\nFTBDKPPY", &["25P/1 account-owner account 123", "25P/2 account-owner bic FTBDKPPY"]);
}

#[test]
fn a_query_may_hold_the_fields_of_its_original() {
    check(
        "192",
        ":11S:104\r\n221020\r\n:79:X\r\n:59:/1\r\nJOHN DOE\r\n:57A:FTBDKPPY",
        &[
            "11S/1 code code 104",
            "11S/2 date date 221020",
            "79/1 narrative free-text X",
            "59/1 debtor account 1",
            "59/2 debtor name JOHN DOE",
            "57A/1 debtor-agent bic FTBDKPPY",
        ],
    );
    check_field_defects("192", ":79:X\r\n:59:JOHN DOE", &[]);
}

#[test]
fn unknown_fields_and_unknown_types_are_text() {
    check("103", ":88Z:KOREA", &["88Z/1 unmapped free-text KOREA"]);
    check_field_defects("103", ":88Z:KOREA", &["unknown-field"]);
    check(
        "147",
        ":20:A\r\n:59:/1\r\nKOREA",
        &["20/1 unmapped free-text A", "59/1 unmapped free-text /1", "59/2 unmapped free-text KOREA"],
    );
    check_field_defects("147", ":20:A\r\n:59:/1\r\nKOREA", &["unknown-type"]);
}

#[test]
fn a_field_that_stands_twice_or_too_late_is_forged() {
    for (fields, forged) in [
        (":59:A\r\n:70:B\r\n:59:C", 1),
        (":59:A\r\n:59:B", 1),
        (":59:A\r\n:70:B\r\n:50K:C", 1),
        (":59:A\r\n:70:B\r\n:71A:SHA\r\n:72:C", 0),
        (":72:A\r\n:72:B", 1),
        (":71F:USD1,\r\n:71F:USD2,", 0),
        (":13C:/SNDTIME/0915+0100\r\n:23E:INTC\r\n:23E:CORT", 0),
    ] {
        check_field_defects("103", fields, &["forged-tag"][..forged]);
    }
    check_field_defects("199", ":79:PLEASE PAY\r\n:59:KOREA", &["forged-tag"]);
    check("199", ":79:PLEASE PAY\r\n:59:KOREA", &["79/1 narrative free-text PLEASE PAY", "59/1 creditor name KOREA"]);
    check_field_defects("202", ":58A:COBADEFF\r\n:50K:A\r\n:50K:B", &["forged-tag"]);
}

#[test]
fn a_forged_field_is_read_both_ways() {
    check_passages(
        "103",
        ":59:A\r\n:70:KOREA HEUNG\r\n:59:/123\r\nJIN TRADING\r\n:71A:SHA",
        &[&["A"], &["KOREA HEUNG", "123", "JIN TRADING"], &["SHA"]],
    );
    check_passages("103", ":70:KOREA HEUNG\r\n:88Z:JIN TRADING", &[&["KOREA HEUNG", "JIN TRADING"]]);
}

#[test]
fn sequences_and_occurrences() {
    check(
        "202",
        ":52A:COBADEFF\r\n:58A:CHASUS33\r\n:50K:A\r\n:52A:COBADEFF\r\n:59:B\r\n:33B:USD1,",
        &[
            "A/52A/1 debtor bic COBADEFF",
            "A/58A/1 creditor bic CHASUS33",
            "B/50K/1 debtor name A",
            "B/52A/1 debtor-agent bic COBADEFF",
            "B/59/1 creditor name B",
            "B/33B/1 amount amount USD1,",
        ],
    );
    check(
        "204",
        ":20:A\r\n:58A:COBADEFF\r\n:20:B\r\n:53A:CHASUS33\r\n:20:C\r\n:53A:CITIUS33",
        &[
            "A/20/1 message-reference reference A",
            "A/58A/1 creditor bic COBADEFF",
            "B/20/1 end-to-end-reference reference B",
            "B/53A/1 debtor bic CHASUS33",
            "B/20[2]/1 end-to-end-reference reference C",
            "B/53A[2]/1 debtor bic CITIUS33",
        ],
    );
    check(
        "104",
        ":20:A\r\n:21:B\r\n:32B:EUR1,\r\n:59:C\r\n:21:D\r\n:32B:EUR2,\r\n:59:E\r\n:32B:EUR3,\r\n:19:3,",
        &[
            "A/20/1 message-reference reference A",
            "B/21/1 end-to-end-reference reference B",
            "B/32B/1 settlement-amount amount EUR1,",
            "B/59/1 debtor name C",
            "B/21[2]/1 end-to-end-reference reference D",
            "B/32B[2]/1 settlement-amount amount EUR2,",
            "B/59[2]/1 debtor name E",
            "C/32B/1 amount amount EUR3,",
            "C/19/1 amount amount 3,",
        ],
    );
    check(
        "760",
        ":15A:\r\n:27:1/1\r\n:15B:\r\n:50:KOREA\r\n:15C:\r\n:50:NAMPO",
        &["A/27/1 code code 1/1", "B/50/1 applicant name KOREA", "C/50/1 applicant name NAMPO"],
    );
    check_field_defects("760", ":15A:\r\n:27:1/1\r\n:15B:\r\n:50:KOREA\r\n:15C:\r\n:50:NAMPO", &[]);
}

/// Texts of the elements of each transaction, without headers.
fn check_units(message_type: &str, fields: &str, expected: &[&[&str]]) {
    let bytes = message(message_type, fields);
    let message = read(&bytes);
    let units: Vec<Vec<&str>> = message
        .units()
        .map(|unit| {
            unit.elements().filter(|element| !line(element).starts_with('{')).map(|element| element.text.as_str()).collect()
        })
        .collect();
    assert_eq!(units, expected);
}

#[test]
fn several_transactions_share_their_context() {
    check_units("101", ":20:R\r\n:21:A\r\n:59:B\r\n:21:C\r\n:59:D", &[&["R", "A", "B"], &["R", "C", "D"]]);
    check_units(
        "102",
        ":20:R\r\n:21:A\r\n:59:B\r\n:21:C\r\n:59:D\r\n:32A:261124EUR3,",
        &[&["R", "261124", "EUR3,", "A", "B"], &["R", "261124", "EUR3,", "C", "D"]],
    );
    check_units(
        "203",
        ":19:3,\r\n:20:A\r\n:58A:COBADEFF\r\n:20:B\r\n:58A:CITIUS33",
        &[&["3,", "A", "COBADEFF"], &["3,", "B", "CITIUS33"]],
    );
    check_units("210", ":20:R\r\n:21:A\r\n:50:B\r\n:21:C\r\n:50:D", &[&["R", "A", "B"], &["R", "C", "D"]]);
    check_units("110", ":20:R\r\n:21:A\r\n:59:B\r\n:21:C\r\n:59:D", &[&["R", "A", "B"], &["R", "C", "D"]]);
    check_units("101", ":20:R\r\n:21:A\r\n:59:B", &[]);
    check_units("103", ":20:R\r\n:59:B", &[]);
}

/// Headers and trailers: path, role, kind, text of all elements outside the fields.
fn check_headers(bytes: &str, expected: &[&str]) {
    let message = read(bytes.as_bytes());
    let found: Vec<String> =
        message.elements().iter().map(line).filter(|line| line.starts_with('{') || line.starts_with("outside")).collect();
    assert_eq!(found, expected, "{bytes}");
}

#[test]
fn the_sender_hands_in_and_the_receiver_gets() {
    check_headers(
        "{1:F01COBADEFFAXXX1234567890}{2:I103CHASUS33XXXXU3003}{4:\n:20:A\n-}",
        &[
            "{1} header code F01",
            "{1} sender bic COBADEFFXXX",
            "{1} header code 1234567890",
            "{2} header code I103",
            "{2} receiver bic CHASUS33XXX",
            "{2} header code U3003",
        ],
    );
    check_headers(
        "{1:F01COBADEFFA5001234567890}{2:O1030915261120KGCBKPPYAXXX68398371832611200916N}{4:\n:20:A\n-}",
        &[
            "{1} header code F01",
            "{1} receiver bic COBADEFF500",
            "{1} header code 1234567890",
            "{2} header code O1030915261120",
            "{2} sender bic KGCBKPPYXXX",
            "{2} header code 68398371832611200916N",
        ],
    );
}

#[test]
fn a_bic_in_a_header_maps_to_its_bytes() {
    let bytes = message("103", ":20:A");
    let message = read(&bytes);
    let sender = message.elements().iter().find(|element| element.role == Role::Sender).unwrap();
    assert_eq!(sender.text.all_spans(), [6..14, 15..18]);
}

#[test]
fn user_block_and_trailer() {
    check_headers(
        "{1:F01COBADEFFAXXX1234567890}{3:{103:EBA}{119:STP}{121:11111111-2222-4333-8444-555566667777}{433:/AOK/KIM}{XYZ:KOREA}}{5:{CHK:3BC0E690E739}{MAC:KORYO}{PDE:1348261126GIBAATWWAXXX4511002231}{TNG:}}{S:{COP:S}}",
        &[
            "{1} header code F01",
            "{1} header bic COBADEFFXXX",
            "{1} header code 1234567890",
            "{3:103} header free-text EBA",
            "{3:119} header code STP",
            "{3:121} uetr reference 11111111-2222-4333-8444-555566667777",
            "{3:433} header free-text /AOK/KIM",
            "{3:XYZ} unmapped free-text XYZ",
            "{3:XYZ} unmapped free-text KOREA",
            "{5:CHK} trailer code 3BC0E690E739",
            "{5:MAC} trailer free-text KORYO",
            "{5:PDE} trailer code 1348261126",
            "{5:PDE} trailer bic GIBAATWWXXX",
            "{5:PDE} trailer code 4511002231",
            "{S:COP} trailer free-text S",
        ],
    );
}

#[test]
fn an_acknowledgement_stands_in_front_of_its_message() {
    let both = "{1:F21COBADEFFAXXX1234567890}{4:{177:1702090741}{451:0}}{1:F01COBADEFFAXXX1234567890}{2:I199CHASUS33XXXXN}{4:\r\n:20:A\r\n:79:B\r\n-}";
    check_defects(both.as_bytes(), &[]);
    let message = read(both.as_bytes());
    assert_eq!(message.message_type.as_deref(), Some("199"));
    assert_eq!(message.elements().iter().filter(|element| element.role == Role::Sender).count(), 1);
    check_defects(b"{1:F21COBADEFFAXXX1234567890}{4:\r\n:20:A\r\n-}", &["bad-block"]);
    check_defects(b"{1:F21COBADEFFAXXX1234567890}{4:{999:KOREA}}", &["unknown-field"]);
    let alone = b"{1:F21COBADEFFAXXX1234567890}{4:{177:1702090741}{451:0}}";
    check_defects(alone, &[]);
    assert_eq!(read(alone).message_type.as_deref(), Some("F21"));
}

#[test]
fn system_messages_have_no_fields() {
    check_defects(
        b"{1:F01COBADEFFAXXX1234567890}{2:I011DYDYXXXXXXXXN}{4:{175:1608}{106:010605COBADEFFAXXX0017000375}{108:TEST 1}}",
        &[],
    );
    check_defects(b"{1:F01COBADEFFAXXX1234567890}{2:I103DYDYXXXXXXXXN}{4:{175:1608}}", &["no-text-block"]);
}

#[test]
fn damaged_envelopes() {
    let head = "{1:F01COBADEFFAXXX1234567890}{2:I103CHASUS33XXXXN}";
    for (message, expected) in [
        ("$HEAD{4:\r\n:20:A\r\n-}", &[][..]),
        ("$HEAD\r\n{4:\n:20:A\n-}\n{5:{CHK:3BC0E690E739}}\r\n", &[]),
        ("\u{1}$HEAD{4:\r\n:20:A\r\n-}\u{3}   \0\0$", &[]),
        ("\u{feff}$HEAD{4:\r\n:20:A\r\n-}", &["not-swift-characters"]),
        ("$HEAD{4:\r:20:A\r-}", &[]),
        ("$HEAD{4:\r\n:20:A", &["no-block-end"]),
        ("$HEAD{4:\r\n:20:A\r\n{5:{CHK:3BC0E690E739}}", &["no-block-end"]),
        ("$HEAD{4:\r\n:20:A-}{5:{CHK:3BC0E690E739}}", &[]),
        ("$HEAD{4:\r\n:20:A-}B\r\n-}", &["bad-block"]),
        ("$HEAD{4:\r\n:20:A\r\n{1:F01B\r\n-}", &["bad-block"]),
        ("$HEAD{4:\r\nKOREA\r\n:20:A\r\n-}", &["text-before-fields"]),
        ("$HEAD{4:\r\n-}", &["no-text-block"]),
        ("$HEAD{5:{CHK:3BC0E690E739}}", &["no-text-block"]),
        ("$HEAD", &["no-text-block"]),
        ("KOREA $HEAD{4:\r\n:20:A\r\n-}", &["text-outside"]),
        ("$HEAD{4:\r\n:20:A\r\n-}KOREA", &["text-outside"]),
        ("$HEAD KOREA {4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{4:\r\n:20:A\r\n-}$HEAD{4:\r\n:20:B\r\n-}", &["text-outside"]),
        ("$HEAD{4:\r\n:20:A\r\n-}{4:\r\n:20:B\r\n-}", &["text-outside"]),
        ("$HEAD{X:KOREA}{4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{3:KOREA{108:A}}{4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{3:{108:A}{4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{3:{121:KOREA}}{4:\r\n:20:A\r\n-}", &["bad-header"]),
        ("{1:F01COBADEFFAXXX12345}{2:I103CHASUS33XXXXN}{4:\n:20:A\n-}", &["bad-header"]),
        ("{1:F01KOREA}{2:I103KOREA}{4:\n:20:A\n-}", &["bad-header", "bad-header"]),
        ("{1:F01COBADEFFAXXX1234567890}{4:\n:20:A\n-}", &["no-header"]),
        ("{4:\n:20:A\n-}", &["no-header"]),
        (":20:A\n:59:B\n-\n", &["no-header"]),
        ("{1:F01COBADEFFAXXX1234567890}{2:X}{4:\n:20:A\n-}", &["no-header", "bad-header"]),
    ] {
        check_defects(message.replace("$HEAD", head).as_bytes(), expected);
    }
}

#[test]
fn an_open_header_keeps_its_bic() {
    check_headers(
        "{1:F01KGCBKPPYAXXX12345}{4:\n:20:A\n-}",
        &["{1} header code F01", "{1} header bic KGCBKPPYXXX", "{1} header free-text 12345"],
    );
}

#[test]
fn fields_without_headers_are_read_by_number() {
    let message = read(b":20:A\r\n:59:/1\r\nKOREA\r\n:57A:FTBDKPPY\r\n:99X:B");
    let found: Vec<String> = message.elements().iter().map(line).collect();
    assert_eq!(
        found,
        [
            "20/1 message-reference reference A",
            "59/1 creditor account 1",
            "59/2 creditor name KOREA",
            "57A/1 creditor-agent bic FTBDKPPY",
            "99X/1 unmapped free-text B",
        ]
    );
    assert_eq!(message.message_type, None);
}

#[test]
fn characters_outside_the_sets() {
    let with = |text: &[u8]| message("199", ":20:A\r\n:79:M?LLER").split(|byte| *byte == b'?').collect::<Vec<_>>().join(text);
    let latin = with(b"\xDC");
    check_defects(&latin, &["undecodable"]);
    assert!(read(&latin).elements().iter().any(|element| element.text.as_str() == "MÜLLER"));
    check_defects(&with("Ü".as_bytes()), &["not-swift-characters"]);
    check_defects(&with(b"\x0B"), &["control-character"]);
    check_defects(&with(b"\0"), &["control-character"]);
    check_defects(&with("\u{9f}".as_bytes()), &["not-swift-characters", "control-character"]);
    check_defects(&with(b"\t"), &[]);
}

#[test]
fn elements_have_a_limit() {
    let elements_of_headers = 6;
    let field = |lines: usize| message("199", &format!(":79:{}", "X\n".repeat(lines)));
    let at_limit = field(ELEMENTS_MAX - elements_of_headers);
    assert_eq!((read(&at_limit).elements().len(), codes(&read(&at_limit))), (ELEMENTS_MAX, vec![]));
    let mut beyond = field(ELEMENTS_MAX - elements_of_headers + 1);
    beyond.extend_from_slice(b"KOREA");
    let message = read(&beyond);
    assert!(codes(&message).contains(&"too-many-elements"));
    assert_eq!(message.elements().len(), ELEMENTS_MAX + 1);
    assert!(message.elements().last().unwrap().text.as_str().ends_with("KOREA"));
}

#[test]
fn defects_have_a_limit_but_no_kind_is_left_out() {
    let fields = |count: usize| message("103", &format!("{}:57A:KOREA", ":88Z:X\n".repeat(count)));
    assert_eq!(read(&fields(DEFECTS_MAX)).defects.len(), DEFECTS_MAX + 1);
    assert_eq!(read(&fields(DEFECTS_MAX + 1)).defects.len(), DEFECTS_MAX + 1);
    assert!(codes(&read(&fields(DEFECTS_MAX + 1))).contains(&"bad-field"));
}

#[derive(Deserialize)]
struct Expectation {
    #[serde(rename = "type")]
    message_type: Option<String>,
    doubt: bool,
    units: Option<usize>,
    #[serde(default)]
    hit: Vec<ExpectedHit>,
}

#[derive(Debug, Deserialize)]
struct ExpectedHit {
    role: Option<String>,
    kind: Option<String>,
    path: Option<String>,
    text: Option<String>,
    #[serde(default)]
    texts: Vec<String>,
}

impl ExpectedHit {
    fn fits(&self, element: &Element<'_>, text: &str) -> bool {
        let is = |expected: &Option<String>, found: &str| expected.as_deref().is_none_or(|expected| expected == found);
        element.text.as_str().contains(text)
            && is(&self.role, element.role.as_str())
            && is(&self.kind, element.kind.as_str())
            && is(&self.path, &element.path.to_string())
    }

    /// The element of the first text; those of further texts follow in its passage.
    fn is_found(&self, message: &Message<'_>) -> bool {
        let texts: Vec<&str> = self.text.iter().chain(&self.texts).map(String::as_str).collect();
        let (first, others) = texts.split_first().map_or(("", &[][..]), |(first, others)| (*first, others));
        message.elements().iter().filter(|element| self.fits(element, first)).any(|element| {
            let passage = || message.elements().iter().filter(|other| other.passage == element.passage);
            others.iter().all(|text| passage().any(|other| self.fits(other, text)))
        })
    }
}

/// Each sample is read so that its expected hits can be found: type, doubt, units, and the places of the hits.
#[test]
fn samples_are_read_as_they_expect() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("proto-samples");
    let folders = ["mt", "broken"].map(|folder| samples.join(folder));
    let paths = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut count = 0;
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "fin")) {
        let bytes = fs::read(&path).unwrap();
        if bytes.is_empty() {
            continue;
        }
        let expected = fs::read_to_string(path.with_extension("fin.expect")).unwrap();
        let expected: Expectation = toml::from_str(&expected).unwrap();
        let message = read(&bytes);
        let name = path.display();
        assert_eq!(message.message_type, expected.message_type, "{name}");
        assert_eq!(
            message.defects.iter().any(|defect| defect.code.severity() == Severity::Doubt),
            expected.doubt,
            "{name}: {:?}",
            message.defects
        );
        assert_eq!(message.units().count(), expected.units.unwrap_or(0), "{name}");
        for hit in &expected.hit {
            assert!(hit.is_found(&message), "{name}: {hit:?}");
        }
        count += 1;
    }
    assert!(count > 90, "{count} samples");
}

/// Messages of a public test suite, each with a trap.
#[test]
fn traps_are_survived() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/messages/traps/mt");
    if !folder.is_dir() {
        eprintln!("skipped: the traps are not at hand");
        return;
    }
    for (name, expected, text) in [
        ("03_no_terminator", &["no-block-end"][..], "71A/1 code code SHA"),
        ("04_no_terminator_then_5", &["no-block-end"], "71A/1 code code SHA"),
        ("07_leading_blank_lines", &[], "59/2 creditor name JANE SMITH"),
        ("10_colon_line_in_70", &[], "70/2 remittance-information free-text :SEE NOTE"),
        ("11_tag_like_in_70", &["forged-tag"], "59[2]/1 creditor name FAKE PARTY"),
        ("13_lowercase_names", &[], "50K/2 debtor name john doe"),
        ("20_59F_1_3_only", &[], "59F/3 creditor country GB"),
        ("21_59F_double_1", &[], "59F/3 creditor name SMITH"),
        ("23_repeated_72", &["forged-tag"], "72[2]/1 instruction free-text SECOND"),
        ("25_missing_20", &[], "59/2 creditor name JANE SMITH"),
        ("28_body_only", &["no-header"], "59/2 creditor name JANE SMITH"),
        ("30_S_block_mdg", &[], "{S:MDG} trailer free-text 00AA"),
        ("34_pcc_framed", &[], "59/2 creditor name JANE SMITH"),
        ("35_two_messages", &["text-outside"], "outside unmapped free-text JANE SMITH"),
    ] {
        let bytes = fs::read(folder.join(name).with_extension("txt")).unwrap();
        let message = read(&bytes);
        assert_eq!(codes(&message), expected, "{name}");
        assert!(message.elements().iter().any(|element| line(element) == text), "{name}");
    }
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

/// What a transport without line ends leaves (`curl -d` strips them): fields that run into one another are a doubt, a time of day is none.
#[test]
fn fields_without_line_ends_are_a_doubt() {
    let whole = String::from_utf8(message("199", ":20:A\r\n:79:B")).unwrap();
    assert!(codes(&read(whole.replace("\r\n", "").as_bytes())).contains(&"tag-inside-line"));
    check_field_defects("199", ":20:A\r\n:79:PAID :59:/1", &["tag-inside-line"]);
    check_field_defects("199", ":20:A\r\n:79:PAID\r\nTO :59A:B", &["tag-inside-line"]);
    check_field_defects("199", ":20:A\r\n:79:AT 10:20:30 AND :A:", &[]);
}
