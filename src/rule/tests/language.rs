//! The language of rules: what it can say, and every mistake with its place and its words.

use super::*;
use crate::verdict::Verdict;
use proptest::prelude::*;

/// `text` with rules that hold all that must be held.
pub(super) fn with_floor(text: &str) -> String {
    format!("{text}\n{FLOOR}")
}

/// `expected` has a line a mistake.
#[track_caller]
pub(super) fn check_mistakes(text: &str, expected: &[&str]) {
    let errors = Rules::parse(text).expect_err("a mistake").to_string();
    assert_eq!(errors.lines().collect::<Vec<_>>(), expected, "{text}");
}

/// One rule with a mistake in these lines, which stand from line 5.
#[track_caller]
fn check_rule(lines: &str, expected: &[&str]) {
    check_mistakes(&format!("[[rule]]\nid = \"a\"\ntitle = \"t\"\nbasis = []\n{lines}"), expected);
}

#[test]
fn the_builtin_rules_are_sound() {
    let rules = Rules::builtin();
    assert_eq!(rules.iter().count(), 17);
    for rule in rules.iter() {
        assert!(rule.note.is_some(), "{}", rule.id);
        let has_no_law = ["message.doubt", "watch.reported"].contains(&rule.id.as_str());
        assert_eq!(rule.basis.is_empty(), has_no_law, "{}", rule.id);
    }
    assert_eq!(rules.iter().next().unwrap().basis[0].to_string(), "from-hit");
    let digest = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(Rules::builtin_text()));
    assert_eq!(rules.sha256[..], digest[..]);
}

#[test]
fn rules_of_a_banks_own_are_read() {
    let rules = Rules::parse(&with_floor(
        r#"
        [[rule]]
        id = "own.port"
        title = "Nampo by sea"
        verdict = "hold"
        basis = [{ text = "Own policy 4.2", from = 2020-06-01, until = 2020-06-30 }, "from-hit"]
        from = 2020-01-01
        until = 2020-12-31
        [rule.when]
        evidence = "geography"
        grade = ["probable", "certain"]
        code = ["dprk.port", "sea.*"]
        role = "port-of-loading"
        kind = "port"
        rail = ["trade"]
        "#,
    ))
    .unwrap();
    let rule = rules.iter().next().unwrap();
    assert_eq!((rule.id.as_str(), rule.title.as_str(), rule.verdict), ("own.port", "Nampo by sea", Verdict::Hold));
    assert_eq!((rule.from, rule.until), (Some(day("2020-01-01")), Some(day("2020-12-31"))));
    let given = |rail: &str, as_of: &str, line: &str| {
        shown(&rules.judge(&Facts { hits: &hits(line), defects: &[], as_of: day(as_of), rail }))
    };
    let basis_on = |as_of: &str| {
        let hits = hits("geography probable dprk.port role=port-of-loading kind=port");
        rules.judge(&Facts { hits: &hits, defects: &[], as_of: day(as_of), rail: "trade" }).swap_remove(0).basis.len()
    };
    assert_eq!(["2020-05-31", "2020-06-01", "2020-06-30", "2020-07-01"].map(basis_on), [0, 1, 1, 0]);
    let (own, floor) = ("hold own.port 0", "hold floor.place 0");
    let nampo = "geography probable dprk.port role=port-of-loading kind=port";
    assert_eq!(given("trade", "2020-01-01", nampo), own);
    assert_eq!(given("trade", "2019-12-31", nampo), floor);
    assert_eq!(given("trade", "2020-12-31", nampo), own);
    assert_eq!(given("trade", "2021-01-01", nampo), floor);
    assert_eq!(given("cbpr+", "2020-01-01", nampo), floor);
    assert_eq!(given("trade", "2020-01-01", "geography probable sea.strait role=port-of-loading kind=port"), own);
    assert_eq!(given("trade", "2020-01-01", "geography probable seaside role=port-of-loading kind=port"), floor);
    assert_eq!(given("trade", "2020-01-01", "geography probable dprk.port role=port-of-discharge kind=port"), floor);
    assert_eq!(given("trade", "2020-01-01", "geography probable dprk.port role=port-of-loading kind=free-text"), floor);
}

#[test]
fn role_classes_divide_the_roles() {
    let rules = Rules::parse(&with_floor(&["party", "agent", "text"].map(|class| {
        format!("[[rule]]\nid = '{class}'\ntitle = 't'\nverdict = 'hold'\nbasis = ['A', 'from-hit']\nwhen = {{ listed = 'dprk', grade = 'certain', role-class = '{class}' }}\n")
    }).concat()))
    .unwrap();
    for (role, class) in [
        ("creditor", "party"),
        ("invoicee", "party"),
        ("party", "party"),
        ("creditor-agent", "agent"),
        ("agent", "agent"),
        ("sender", "agent"),
        ("receiver", "agent"),
        ("narrative", "text"),
        ("port-of-loading", "text"),
        ("header", "text"),
    ] {
        let rulings = judge(&rules, &format!("name certain dprk/person role={role} basis=un:A basis=un:B"), TODAY);
        assert_eq!(shown(&rulings), format!("hold {class} 0"), "{role}");
        assert_eq!(rulings[0].basis, ["A", "B"]);
    }
}

#[test]
fn reject_needs_its_mark() {
    let text = |mark: &str| {
        with_floor(&format!(
            "[[rule]]\nid = \"own\"\ntitle = \"t\"\nbasis = []\nverdict = \"reject\"\n{mark}\n[rule.when]\ncode = \"dprk.bic-country\"\nlisted = \"none\"\ngrade = \"certain\"\n"
        ))
    };
    let rules = Rules::parse(&text("nothing-to-freeze = true")).unwrap();
    assert_eq!(shown(&judge(&rules, "identifier certain dprk.bic-country", TODAY)), "reject own 0");
    check_mistakes(
        &text(""),
        &[
            "line 5, column 11: `reject` returns the money: say `nothing-to-freeze = true` if no listed party has an interest in it, or ask for `hold`",
        ],
    );
    check_rule(
        "verdict = \"hold\"\nnothing-to-freeze = true\nwhen = { evidence = \"geography\", grade = \"certain\" }",
        &["line 6, column 21: `nothing-to-freeze` belongs to rules that ask for `reject`; leave it out"],
    );
    check_rule(
        "verdict = \"reject\"\nnothing-to-freeze = true\nwhen = { evidence = \"identifier\", grade = \"certain\", listed = \"dprk\" }",
        &[
            "line 5, column 11: evidence `identifier` of grade `certain`, listed `dprk`, type `person` stands on an official list: its property is frozen \
           and never returned; ask for `hold` or `block`",
        ],
    );
}

#[test]
fn all_mistakes_are_reported_together() {
    check_mistakes(
        r#"[[rule]]
id = "Dprk Port"
titel = "Port"
verdict = "stop"
basis = "from-hit"
from = "2020-01-01"
until = 2020-02-30

[rule.when]
evidence = ["geography", "geografy"]
grade = []
colour = "red"
"#,
        &["line 7, column 9: not TOML: invalid date, expected day between 01 and 29"],
    );
    check_mistakes(
        r#"version = 2
[[rule]]
id = "Dprk Port"
titel = "Port"
verdict = "stop"
from = "2020-01-01"
until = 2020-02-03T10:00:00

[rule.when]
evidence = ["geography", "geografy"]
grade = []
code = ["dprk.*.city", "*"]
role = "loading"
colour = "red"

[[rule.second]]
shares = "bank"
listed = 4
"#,
        &[
            "line 1, column 1: unknown key `version` in the file; known are rule",
            "line 2, column 1: [[rule]] has no `title`; add it",
            "line 2, column 1: [[rule]] has no `basis`; add it",
            "line 3, column 6: `Dprk Port` is no rule id; use lower-case letters, digits, points and hyphens",
            "line 4, column 1: unknown key `titel` in [[rule]]; known are id, title, verdict, nothing-to-freeze, basis, from, until, note, when, second",
            "line 5, column 11: `verdict` does not know the word `stop`; known are pass, flag, hold, reject, block",
            "line 6, column 8: `from` is no day of the calendar, or has a time of day; write a date like 2006-10-14, without quotes",
            "line 7, column 9: `until` is no day of the calendar, or has a time of day; write a date like 2006-10-14, without quotes",
            "line 10, column 26: `evidence` does not know the word `geografy`; known are identifier, name, geography",
            "line 11, column 9: `grade` must be a text in quotes, or a list of such",
            "line 12, column 9: `code` must be a code such as `dprk.city`, or the beginning of some, such as `dprk.*`",
            "line 12, column 24: `code` must be a code such as `dprk.city`, or the beginning of some, such as `dprk.*`",
            ROLES,
            "line 14, column 1: unknown key `colour` in [rule.when]; known are doubt, rail, evidence, grade, listed, code, type, needs, role-class, role, kind",
            "line 17, column 10: `shares` does not know the word `bank`; known are designation, party",
            "line 18, column 10: `listed` must be a text in quotes, or a list of such",
        ],
    );
}

#[test]
fn columns_count_characters() {
    check_rule(
        "note = 'ÄÖÜ' \nverdict = \"hold\"\nwhen = { evidence = [\"geography\", \"북\"], ort = 1 }",
        &[
            "line 7, column 35: `evidence` does not know the word `북`; known are identifier, name, geography",
            "line 7, column 41: unknown key `ort` in [rule.when]; known are doubt, rail, evidence, grade, listed, code, type, needs, role-class, role, kind",
        ],
    );
}

#[test]
fn shapes_of_toml_that_are_no_rules() {
    check_mistakes("[[rule]\n", &["line 1, column 8: not TOML: unclosed array table, expected `]`"]);
    check_mistakes("rule = 3", &["line 1, column 8: `rule` must be written as a table in two pairs of brackets"]);
    check_mistakes("rule = [3]", &["line 1, column 9: `rule` must be a table"]);
    check_rule(
        "verdict = \"hold\"\nwhen = { doubt = true }\n[[rule]]\nbasis = [{ from = 2020-01-01, year = 1 }, 3, {}]",
        &[
            "line 7, column 1: [[rule]] has no `id`; add it",
            "line 7, column 1: [[rule]] has no `title`; add it",
            "line 7, column 1: [[rule]] has no `verdict`; add it",
            "line 7, column 1: [[rule]] has no `when`; add it",
            "line 8, column 10: an entry of `basis` has no `text`; add it",
            "line 8, column 31: unknown key `year` in an entry of `basis`; known are text, from, until",
            "line 8, column 43: `basis` must be a text in quotes that is not empty",
            "line 8, column 46: an entry of `basis` has no `text`; add it",
        ],
    );
    check_rule("verdict = \"hold\"", &["line 1, column 1: [[rule]] has no `when`; add it"]);
    check_rule("verdict = \"hold\"\nwhen = 3", &["line 6, column 8: `when` must be a table"]);
    check_rule(
        "verdict = \"hold\"\nwhen = {}",
        &["line 6, column 8: [rule.when] says nothing of the hits; say which evidence the rule takes up"],
    );
    check_rule(
        "verdict = \"hold\"\nnote = ' '\n[rule.when]\ndoubt = true",
        &["line 6, column 8: `note` must be a text in quotes that is not empty"],
    );
}

#[test]
fn an_id_stands_once() {
    let twice = FLOOR.replace("floor.identifier-range", "floor.identifier");
    check_mistakes(&twice, &["line 10, column 6: rule id `floor.identifier` stands on line 2 already; ids are unique"]);
}

#[test]
fn a_rule_must_be_able_to_apply() {
    check_rule(
        "verdict = \"pass\"\nwhen = { evidence = \"geography\" }",
        &["line 5, column 11: a rule that asks for `pass` has no effect, and lowers no other rule; leave it out"],
    );
    check_rule(
        "verdict = \"hold\"\nfrom = 2020-01-02\nuntil = 2020-01-01\nwhen = { evidence = \"geography\" }",
        &["line 7, column 9: `until` lies before `from`; this would never apply"],
    );
}

#[test]
fn doubt_stands_alone_and_holds() {
    let alone = "`doubt` stands alone in [rule.when] and without [[rule.second]]; make two rules";
    check_rule("verdict = \"hold\"\nwhen = { doubt = true, evidence = \"name\" }", &[&format!("line 6, column 18: {alone}")]);
    check_rule(
        "verdict = \"hold\"\nwhen = { doubt = true }\nsecond = [{ evidence = \"name\" }]",
        &[&format!("line 5, column 11: {alone}")],
    );
    check_rule(
        "verdict = \"hold\"\nwhen = { doubt = false }",
        &["line 6, column 18: `doubt` can only be true; a message without doubts asks for nothing"],
    );
    for verdict in ["flag", "block"] {
        check_rule(
            &format!("verdict = \"{verdict}\"\nwhen = {{ doubt = true }}"),
            &[
                "line 5, column 11: a message that could not be read with certainty is held, neither more nor less; ask for `hold`",
            ],
        );
    }
}

proptest! {
    #[test]
    fn any_damage_to_a_file_is_a_mistake_at_a_place_or_none(from in 0..Rules::builtin_text().len(), count in 1..80_usize, patch in "[a-z\\[\\]{}='\"\n ]{0,4}") {
        let text: String = Rules::builtin_text().chars().enumerate().filter(|(at, _)| !(from..from + count).contains(at)).map(|(_, letter)| letter).collect();
        let text = text.get(..from).unwrap_or_default().to_owned() + &patch + text.get(from..).unwrap_or_default();
        if let Err(errors) = Rules::parse(&text) {
            let lines = text.lines().count() + 1;
            prop_assert!(!errors.0.is_empty());
            prop_assert!(errors.0.iter().all(|error| (1..=lines).contains(&error.line) && error.column >= 1), "{errors}");
        }
    }
}

pub(super) const FLOOR: &str = "[[rule]]
id = 'floor.identifier'
title = 'Listed identifier'
verdict = 'hold'
basis = 'from-hit'
when = { evidence = 'identifier', grade = ['probable', 'certain'], listed = 'dprk' }

[[rule]]
title = 'National identifier'
id = 'floor.identifier-range'
verdict = 'hold'
basis = []
when = { evidence = 'identifier', grade = ['probable', 'certain'], listed = 'none' }

[[rule]]
id = 'floor.name'
title = 'Listed name'
verdict = 'hold'
basis = 'from-hit'
[rule.when]
evidence = ['name']
grade = ['probable', 'certain']
listed = 'dprk'

[[rule]]
id = 'floor.place'
title = 'Place'
verdict = 'hold' # place
basis = []
[rule.when]
evidence = 'geography'
grade = ['probable', 'certain']

[[rule]]
id = 'floor.doubt'
title = 'Doubt'
verdict = 'hold' # doubt
basis = []
[rule.when]
doubt = true
";

const ROLES: &str = "line 13, column 8: `role` does not know the word `loading`; known are sender, receiver, debtor, creditor, ultimate-debtor, ultimate-creditor, \
    initiating-party, debtor-agent, creditor-agent, intermediary-agent, instructing-agent, instructed-agent, previous-instructing-agent, \
    instructing-reimbursement-agent, instructed-reimbursement-agent, third-reimbursement-agent, account-owner, account-servicer, charges-agent, forwarding-agent, \
    agent, applicant, beneficiary, issuing-agent, advising-agent, nominated-agent, drawee-agent, requested-confirmation-agent, place-of-receipt, place-of-delivery, \
    port-of-loading, port-of-discharge, goods, documents, conditions, remittance-information, instruction, regulatory-reporting, narrative, purpose, charges, tax, \
    invoicer, invoicee, garnishee, assigner, assignee, party, message-reference, uetr, end-to-end-reference, reference, settlement-amount, amount, value-date, date, \
    code, header, trailer, unmapped";
