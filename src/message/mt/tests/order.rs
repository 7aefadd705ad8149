//! Which field belongs where: sequences, transactions, fields of other messages, forged ones.

use super::*;
use crate::message::mt::sequence::COUNTED_TAGS_MAX;

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

/// What a transport without line ends leaves (`curl -d` strips them): fields that run into one another are a doubt, a time of day is none.
#[test]
fn fields_without_line_ends_are_a_doubt() {
    let whole = String::from_utf8(message("199", ":20:A\r\n:79:B")).unwrap();
    assert!(codes(&read(whole.replace("\r\n", "").as_bytes())).contains(&"tag-inside-line"));
    check_field_defects("199", ":20:A\r\n:79:PAID :59:/1", &["tag-inside-line"]);
    check_field_defects("199", ":20:A\r\n:79:PAID\r\nTO :59A:B", &["tag-inside-line"]);
    check_field_defects("199", ":20:A\r\n:79:AT 10:20:30 AND :A:", &[]);
}

/// Fields in another order than that of their type are no forgery where no free text stands before them.
#[test]
fn order_alone_forges_nothing() {
    check_field_defects("202", ":20:A\r\n:53B:/1\r\n:21:B\r\n:32A:261124USD1,\r\n:58A:CHASUS33", &[]);
    check_field_defects("103", ":20:A\r\n:59:B\r\n:50K:C", &[]);
    check_field_defects("103", ":20:A\r\n:59:B\r\n:70:C\r\n:71A:SHA\r\n:50K:D", &["forged-tag"]);
    check_field_defects("103", ":20:A\r\n:59:B\r\n:50K:C\r\n:59A:CHASUS33", &["forged-tag"]);
}

#[test]
fn an_envelope_holds_the_fields_of_another_message() {
    check(
        "798",
        ":20:A\r\n:12:700\r\n:77E:\r\n:27A:1/2\r\n:50:KANGBONG\r\n:59:/1\r\nB\r\n:44E:NAMPO",
        &[
            "20/1 message-reference reference A",
            "12/1 code code 700",
            "27A/1 unmapped free-text 1/2",
            "50/1 applicant name KANGBONG",
            "59/1 beneficiary account 1",
            "59/2 beneficiary name B",
            "44E/1 port-of-loading port NAMPO",
        ],
    );
    check(
        "198",
        ":12:999\r\n:77E:X\r\n:79:Y",
        &["12/1 code code 999", "77E/1 narrative free-text X", "79/1 narrative free-text Y"],
    );
    check_field_defects("798", ":12:700\r\n:77E:\r\n:59:A\r\n:70:B", &[]);
}

#[test]
fn several_statements_of_one_message() {
    check_units("940", ":20:A\r\n:25:1\r\n:20:B\r\n:25:2", &[&["A", "1"], &["B", "2"]]);
    check_field_defects("940", ":20:A\r\n:25:1\r\n:86:X\r\n:20:B\r\n:25:2\r\n:86:X", &[]);
}

#[test]
fn tags_are_counted_up_to_the_limit() {
    let tags: Vec<String> = (10..99).flat_map(|number| ('A'..='Z').map(move |letter| format!("{number}{letter}"))).collect();
    let (counted, rest) = tags.split_at(COUNTED_TAGS_MAX);
    let fields = |tags: &[String]| tags.iter().map(|tag| format!(":{tag}:X")).collect::<Vec<_>>().join("\r\n");
    let all = [counted, &rest[..1]].concat();
    let bytes = message("147", &format!("{}\r\n{}", fields(&all), fields(&all)));
    let found = read(&bytes);
    let second = found.elements().iter().map(|element| element.path.to_string()).filter(|path| path.contains("[2]")).count();
    assert_eq!(second, COUNTED_TAGS_MAX);
}
