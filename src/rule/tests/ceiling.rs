//! What a rule may ask for at most, and what the rules together must ask for.

use super::language::{FLOOR, check_mistakes, with_floor};
use super::*;

/// What `verdict` on this condition is refused with, without the words that are the same every time; empty where it is accepted.
#[track_caller]
fn check_ceiling(verdict: &str, when: &str, seconds: &str, expected: &str) {
    let second = if seconds.is_empty() { String::new() } else { format!("second = [{{ {seconds} }}]") };
    let rule =
        format!("[[rule]]\nid = \"a\"\ntitle = \"t\"\nbasis = []\nverdict = \"{verdict}\"\nwhen = {{ {when} }}\n{second}\n");
    let refusal = Rules::parse(&with_floor(&rule)).err().map(|errors| errors.to_string()).unwrap_or_default();
    assert_eq!(refusal.strip_prefix("line 5, column 11: ").unwrap_or(&refusal), expected, "{verdict} when {when}");
}

#[test]
fn no_rule_exceeds_the_ceiling_of_its_evidence() {
    let accepted = [
        ("block", "evidence = 'identifier', grade = 'certain', listed = 'dprk'"),
        ("block", "code = 'dprk.bic-country', grade = 'certain', listed = 'none'"),
        ("block", "evidence = 'name', grade = 'certain', listed = 'dprk', type = 'organisation'"),
        ("hold", "evidence = 'name', grade = ['probable', 'certain'], listed = ['dprk', 'other']"),
        ("hold", "evidence = 'geography', grade = 'certain'"),
        ("flag", "evidence = 'geography', grade = 'probable'"),
        ("flag", "evidence = ['name', 'identifier'], grade = ['probable', 'certain'], listed = 'reported'"),
    ];
    for (verdict, when) in accepted {
        check_ceiling(verdict, when, "", "");
    }
    let above = |verdict: &str, evidence: &str, ceiling: &str| {
        format!("`{verdict}` is more than evidence {evidence} may ask for; ask for `{ceiling}`, or narrow [rule.when]")
    };
    let refused = [
        (
            "block",
            "evidence = 'identifier', grade = ['certain', 'probable'], listed = 'dprk'",
            "`identifier` of grade `probable`, listed `dprk`, type `person`",
            "hold",
        ),
        (
            "block",
            "evidence = 'identifier', grade = 'certain', listed = ['dprk', 'other']",
            "`identifier` of grade `certain`, listed `other`, type `person`",
            "hold",
        ),
        ("block", "evidence = 'identifier', grade = 'certain', listed = 'none'", "`identifier` of grade `certain`", "hold"),
        (
            "block",
            "code = ['dprk.bic-country', 'dprk.domain'], grade = 'certain', listed = 'none'",
            "`identifier` of grade `certain`",
            "hold",
        ),
        ("block", "code = 'dprk.*', grade = 'certain', evidence = 'geography'", "`geography` of grade `certain`", "hold"),
        (
            "block",
            "evidence = 'name', grade = 'certain', listed = 'dprk'",
            "`name` of grade `certain`, listed `dprk`, type `person`",
            "hold",
        ),
        (
            "block",
            "evidence = 'name', grade = 'certain', listed = 'dprk', type = 'vessel'",
            "`name` of grade `certain`, listed `dprk`, type `vessel`",
            "hold",
        ),
        ("block", "evidence = 'geography', grade = 'certain'", "`geography` of grade `certain`", "hold"),
        ("hold", "evidence = 'name', grade = 'certain'", "`name` of grade `certain`, listed `reported`, type `person`", "flag"),
        (
            "hold",
            "evidence = 'identifier', grade = 'certain', listed = 'reported', type = 'vessel'",
            "`identifier` of grade `certain`, listed `reported`, type `vessel`",
            "flag",
        ),
    ];
    for (verdict, when, evidence, ceiling) in refused {
        check_ceiling(verdict, when, "", &above(verdict, evidence, ceiling));
    }
}

#[test]
fn a_code_does_not_hide_a_designation() {
    check_ceiling(
        "block",
        "code = 'birth-date', grade = 'probable', listed = 'dprk', type = 'person'",
        "",
        "`block` is more than evidence `identifier` of grade `probable`, listed `dprk`, type `person` may ask for; ask for `hold`, or narrow [rule.when]",
    );
}

#[test]
fn a_rule_that_no_hit_can_fulfil_is_a_mistake() {
    let nothing = "no hit is like [rule.when]: names have a designation and places have none, and only designations have a type; correct `evidence`, \
                   `listed` or `type`";
    check_ceiling("hold", "evidence = 'name', listed = 'none'", "", nothing);
    check_ceiling("hold", "evidence = 'geography', listed = 'dprk'", "", nothing);
    check_ceiling("hold", "evidence = 'identifier', listed = 'none', type = 'vessel'", "", nothing);
}

#[test]
fn weak_evidence_never_stops_alone() {
    let refused =
        |evidence: &str| format!("evidence {evidence} never stops a payment alone; add [[rule.second]], or narrow [rule.when]");
    check_ceiling("hold", "evidence = 'geography'", "", &refused("`geography` of grade `corroborates`"));
    check_ceiling("flag", "evidence = 'geography', grade = 'needs-second'", "", &refused("`geography` of grade `needs-second`"));
    check_ceiling("hold", "evidence = 'geography'", "evidence = 'name'", "");
    check_ceiling(
        "block",
        "evidence = 'geography', grade = 'needs-second'",
        "evidence = 'name', grade = 'certain'",
        "`block` is more than evidence `geography` of grade `needs-second` may ask for; ask for `hold`, or narrow [rule.when]",
    );
}

#[test]
fn official_evidence_is_never_flagged() {
    let refused = |evidence: &str| {
        format!(
            "evidence {evidence} stands on an official list and is never let go on with a flag; ask for `hold`, or narrow [rule.when]"
        )
    };
    check_ceiling(
        "flag",
        "evidence = 'name', grade = 'probable', listed = 'dprk', type = 'person'",
        "",
        &refused("`name` of grade `probable`, listed `dprk`, type `person`"),
    );
    check_ceiling(
        "flag",
        "evidence = 'identifier', grade = 'certain', listed = ['reported', 'other']",
        "",
        &refused("`identifier` of grade `certain`, listed `other`, type `person`"),
    );
    check_ceiling(
        "flag",
        "evidence = 'name', grade = 'corroborates', listed = 'dprk', type = 'vessel'",
        "evidence = 'geography'",
        &refused("`name` of grade `corroborates`, listed `dprk`, type `vessel`"),
    );
}

#[test]
fn a_person_is_blocked_only_on_what_is_bound_to_it() {
    let person = "evidence = 'name', grade = ['probable', 'certain'], listed = 'dprk', type = 'person'";
    let loose = "line 7, column 11: to block a person this second indicator must be bound to it: say `shares = \"designation\"`, or `shares = \"party\"` with \
                 grades from `probable`, or take only the grade `certain`";
    check_ceiling("block", person, "evidence = 'geography', shares = 'party', grade = 'probable'", "");
    check_ceiling("block", person, "evidence = 'identifier', shares = 'designation'", "");
    check_ceiling("block", person, "evidence = 'identifier', grade = 'certain'", "");
    check_ceiling("block", person, "evidence = 'geography', grade = 'probable'", loose);
    check_ceiling("block", person, "evidence = 'geography', shares = 'party'", loose);
    check_ceiling("block", person, "evidence = 'geography', shares = 'party', grade = ['needs-second', 'certain']", loose);
}

#[test]
fn what_must_be_held_has_a_rule() {
    check_mistakes(
        "",
        &[
            "line 1, column 1: no rule holds evidence `identifier` of grade `probable`, listed `dprk`, type `person`; add one without further conditions, so that \
         nothing of the kind can go on unseen",
            "line 1, column 1: no rule holds evidence `name` of grade `probable`, listed `dprk`, type `person`; add one without further conditions, so that nothing \
         of the kind can go on unseen",
            "line 1, column 1: no rule holds evidence `identifier` of grade `probable`; add one without further conditions, so that nothing of the kind can go on unseen",
            "line 1, column 1: no rule holds evidence `geography` of grade `probable`; add one without further conditions, so that nothing of the kind can go on unseen",
            "line 1, column 1: no rule holds evidence `identifier` of grade `certain`, listed `dprk`, type `person`; add one without further conditions, so that \
         nothing of the kind can go on unseen",
            "line 1, column 1: no rule holds evidence `name` of grade `certain`, listed `dprk`, type `person`; add one without further conditions, so that nothing of \
         the kind can go on unseen",
            "line 1, column 1: no rule holds evidence `identifier` of grade `certain`; add one without further conditions, so that nothing of the kind can go on unseen",
            "line 1, column 1: no rule holds evidence `geography` of grade `certain`; add one without further conditions, so that nothing of the kind can go on unseen",
            "line 1, column 1: no rule holds messages that could not be read with certainty; add one with `doubt = true` in [rule.when], on all rails and without dates",
        ],
    );
    assert!(Rules::parse(FLOOR).is_ok());
    let narrowings = [
        ("evidence = ['name']", "evidence = ['name']\ntype = ['person', 'organisation', 'vessel', 'aircraft']"),
        ("evidence = ['name']", "evidence = ['name']\nrole-class = ['party', 'agent', 'text']"),
        ("evidence = ['name']", "evidence = ['name']\nneeds = 'nothing'"),
        ("evidence = ['name']", "evidence = ['name']\nrail = 'cbpr+'"),
        ("evidence = 'geography'", "evidence = 'geography'\ncode = 'dprk.*'"),
        ("verdict = 'hold' # place", "verdict = 'flag'"),
        ("verdict = 'hold' # place", "verdict = 'hold'\nuntil = 2099-12-31"),
        ("verdict = 'hold' # place", "verdict = 'hold'\nsecond = [{ evidence = 'name' }]"),
        ("verdict = 'hold' # doubt", "verdict = 'hold'\nuntil = 2099-12-31"),
        ("verdict = 'hold' # doubt", "verdict = 'hold'\nfrom = 2000-01-01"),
        ("doubt = true", "doubt = true\nrail = 'cbpr+'"),
    ];
    for (wide, narrow) in narrowings {
        let text = FLOOR.replace(wide, narrow);
        assert!(text != FLOOR && Rules::parse(&text).is_err(), "{narrow}");
    }
    assert!(Rules::parse(&FLOOR.replace("verdict = 'hold' # place", "verdict = 'hold'\nfrom = 2000-01-01")).is_ok());
}
