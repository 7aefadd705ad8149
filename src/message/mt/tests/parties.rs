//! Parties and institutions, by the letters of their tags.

use super::*;

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
fn words_of_a_party_that_stand_twice_are_one_name() {
    check_passages(
        "300",
        ":82J:/NAME/KANGBONG TRADING/NAME/CORPORATION",
        &[&["NAME", "KANGBONG TRADING", "NAME", "CORPORATION"]],
    );
}

#[test]
fn countries_of_numbered_lines() {
    for (line, expected) in [
        ("3/KP/NAMPO", &["country KP", "town NAMPO"][..]),
        ("3/PRK/NAMPO", &["country PRK", "town NAMPO"]),
        ("3/KP-01/PYONGYANG", &["country KP", "town -01/PYONGYANG"]),
        ("3/KP", &["country KP"]),
        ("3/LE MANS", &["town LE MANS"]),
        ("3/KOREA/NAMPO", &["town KOREA/NAMPO"]),
    ] {
        let bytes = message("103", &format!(":59F:/1\r\n1/A\r\n{line}"));
        let found = read(&bytes);
        let elements = found.elements().iter().filter(|element| element.path.to_string() == "59F/3");
        let shown: Vec<String> = elements.map(|element| format!("{} {}", element.kind.as_str(), element.text.as_str())).collect();
        assert_eq!(shown, expected, "{line}");
    }
}

/// Numbers out of order or too often are read by what they say; there is no doubt what they mean.
#[test]
fn numbered_lines_in_any_order() {
    check(
        "103",
        ":59F:/1\r\n3/KP/NAMPO\r\n1/KIM\r\n1/YONG\r\n1/CHOL\r\n2/A",
        &[
            "59F/1 creditor account 1",
            "59F/2 creditor country KP",
            "59F/2 creditor town NAMPO",
            "59F/3 creditor name KIM",
            "59F/4 creditor name YONG",
            "59F/5 creditor name CHOL",
            "59F/6 creditor address A",
        ],
    );
    check_field_defects("103", ":59F:/1\r\n3/KP/NAMPO\r\n1/KIM\r\n1/YONG", &[]);
}

#[test]
fn a_payment_names_both_sides() {
    let is_missing = |message_type: &str, fields: &str| {
        let bytes = message(message_type, fields);
        read(&bytes).defects.iter().any(|defect| defect.code == DefectCode::MissingParty)
    };
    assert!(!is_missing("103", ":32A:261124USD1,\r\n:50K:A\r\n:59:B"));
    assert!(is_missing("103", ":32A:261124USD1,\r\n:50K:A"));
    assert!(is_missing("103", ":32A:261124USD1,\r\n:59F:B"));
    assert!(is_missing("202", ":32A:261124USD1,\r\n:58A:CHASUS33\r\n:50K:A"));
    assert!(!is_missing("202", ":32A:261124USD1,\r\n:58A:CHASUS33"));
    // Without an amount nobody is paid.
    assert!(!is_missing("103", ":20:A\r\n:72:B"));
    assert!(!is_missing("199", ":20:A\r\n:79:B"));
}
