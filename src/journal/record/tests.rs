//! The lines, and the schema that describes them.

use super::*;
use crate::journal::sample;
use crate::message::{DefectCode, Kind, Role};
use jsonschema::Validator;
use serde_json::Value;

fn schema() -> Validator {
    let schema = serde_json::from_str(include_str!("../../../deploy/decision.schema.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn faults(json: &str) -> Vec<String> {
    schema().iter_errors(&serde_json::from_str(json).unwrap()).map(|error| error.to_string()).collect()
}

#[test]
fn the_line_is_the_contract() {
    let hex = |byte: &str| byte.repeat(32);
    let place = concat!(
        r#"{"evidence":"geography","code":"dprk.city","score":1.000,"designation":null,"alias":null,"#,
        r#""parts":[{"role":"creditor","kind":"name","path":"59/1","layer":0,"spans":[[412,438],[440,441]],"text":"SAMPLE\nTRADING"}],"#,
        r#""why":["all words equal"]}"#,
    );
    let expected = [
        r#"{"message":{"format":"mt","type":"103","reference":"REF\"1\"","uetr":"11111111-2222-4333-8444-555566667777","#,
        r#""sender":"AAAADEFFXXX","receiver":"BBBBUS33XXX","amount":{"value":"1234.56","currency":"USD"},"#,
        &format!(r#""value_date":"2026-11-01","sha256":"{}"}},"#, hex("02")),
        &format!(r#""unit":{{"index":3,"count":100,"end_to_end_id":"E2E","frame_sha256":"{}"}},"units":null,"#, hex("03")),
        r#""verdict":"block","#,
        r#""reasons":[{"rule":"dprk.listed-organisation","verdict":"block","basis":["UNSCR 1718 para 8(d)"],"hits":[0]}],"#,
        r#""hits":[{"evidence":"name","code":null,"score":0.970,"#,
        r#""designation":{"id":"un:KPe.004","name":"SAMPLE TRADING","type":"organisation","#,
        r#""entries":[{"list":"un","id":"KPe.004","programmes":["UN-1718"]}]},"#,
        r#""alias":{"text":"SAMPLE TRADING","strength":"strong"},"#,
        r#""parts":[{"role":"creditor","kind":"name","path":"59/1","layer":0,"spans":[[412,438],[440,441]],"text":"SAMPLE\nTRADING"}],"#,
        &format!(r#""why":["all words equal"]}},{place}],"suppressed":[{{"hit":{place},"rule":"good-guy.1"}}],"#),
        r#""defects":[{"code":"bad-block","severity":"doubt","spans":[[0,4]],"detail":"text between or inside blocks where none belongs"},"#,
        r#"{"code":"unknown-field","severity":"note","spans":[[7,9]],"#,
        r#""detail":"a field that this message type does not have; read as free text"}],"#,
        &format!(r#""versions":{{"engine":"0.1.0","rules":"sha256:{}","good_guys":"sha256:{}","#, hex("04"), hex("05")),
        &format!(r#""rail":"cbpr+","as_of":"2026-11-23","overlay":{{"sha256":"{}","count":2}},"#, hex("06")),
        &format!(r#""lists":[{{"list":"un","date":"2026-02-27","sha256":"{}","count":1003}},"#, hex("07")),
        &format!(r#"{{"list":"house","date":null,"sha256":"{}","count":1003}}]}}}}"#, hex("08")),
    ];
    assert_eq!(decision_json(&sample::full()), expected.concat());
}

#[test]
fn every_shape_fits_the_schema() {
    for decision in [sample::clean(), sample::full(), sample::counted()] {
        assert_eq!(faults(&decision_json(&decision)), [""; 0]);
    }
    assert_eq!(faults(&with_source(&decision_json(&sample::full()), "archive.rje#17")), [""; 0]);
}

#[test]
fn every_word_of_the_vocabularies_fits_the_schema() {
    let mut decision = sample::full();
    let (hit, part) = (sample::name_hit(), sample::name_hit().parts.remove(0));
    let roles = Role::ALL.iter().map(|role| Part { role: *role, ..part.clone() });
    let kinds = Kind::ALL.iter().map(|kind| Part { kind: *kind, ..part.clone() });
    decision.hits = vec![Hit { parts: roles.chain(kinds).collect(), ..hit }];
    decision.defects = DefectCode::ALL.iter().map(|code| Defect::new(*code, 0..0)).collect();
    for verdict in Verdict::ALL {
        decision.verdict = *verdict;
        assert_eq!(faults(&decision_json(&decision)), [""; 0]);
    }
}

#[test]
fn the_schema_refuses_what_is_not_in_the_contract() {
    let line = decision_json(&sample::full());
    let check = |from: &str, to: &str| {
        let changed = line.replacen(from, to, 1);
        assert_ne!(changed, line, "{from} does not stand in the line");
        assert_ne!(faults(&changed), [""; 0], "{to}");
    };
    check(r#""verdict":"block""#, r#""verdict":"maybe""#);
    check(r#""unit":{"#, r#""unit":{"more":1,"#);
    check(r#""layer":0"#, r#""layer":"0""#);
    check(r#""score":0.970"#, r#""score":970"#);
    check(r#""value":"1234.56""#, r#""value":1234.56"#);
    check(r#""rules":"sha256:"#, r#""rules":""#);
    check(r#""units":null,"#, "");
    check(r#"[412,438]"#, "[412]");
}

/// Every object of the schema is closed, and requires all of its members but `source`.
#[test]
fn the_schema_is_strict() {
    fn walk(schema: &Value, at: &str) {
        if let Some(members) = schema.get("properties").and_then(Value::as_object) {
            assert_eq!(schema["additionalProperties"], false, "{at}");
            let required = schema["required"].as_array().unwrap();
            for name in members.keys().filter(|name| *name != "source") {
                assert!(required.iter().any(|member| member == name), "{at}/{name}");
            }
        }
        match schema {
            Value::Object(members) => members.iter().for_each(|(name, value)| walk(value, &format!("{at}/{name}"))),
            Value::Array(values) => values.iter().for_each(|value| walk(value, at)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    walk(&serde_json::from_str(include_str!("../../../deploy/decision.schema.json")).unwrap(), "");
}

#[test]
fn scores_are_thousandths() {
    for (score, digits) in [(0, "0.000"), (1, "0.001"), (970, "0.970"), (999, "0.999"), (1000, "1.000"), (u16::MAX, "1.000")] {
        assert_eq!(json(&Score(score)), digits);
    }
}

#[test]
fn a_frame_of_several_units_counts_their_verdicts() {
    let counts = r#""unit":null,"units":{"count":3,"pass":1,"flag":0,"hold":1,"reject":0,"block":1},"#;
    assert!(decision_json(&sample::counted()).contains(counts));
}

#[test]
fn units_come_first_and_the_frame_last() {
    let (_, screened) = sample::screened("text");
    let lines = screened_json(&screened);
    let units: Vec<bool> = lines.lines().map(|line| line.contains(r#""unit":{"#)).collect();
    assert_eq!(units, [true, true, false]);
    assert!(lines.ends_with("}\n"));
}

#[test]
fn the_source_is_the_last_member() {
    let line = with_source(&decision_json(&sample::clean()), "a\"b.rje#17");
    assert!(line.ends_with(r#"]},"source":"a\"b.rje#17"}"#), "{line}");
}

#[test]
fn a_list_is_shown_with_all_its_counts() {
    let expected = format!(
        r#"{{"list":"un","date":"2026-02-27","sha256":"{}","count":1003,"dprk_count":155,"rejected_rows":1}}"#,
        "07".repeat(32)
    );
    let versions = sample::versions().lists;
    assert_eq!(list_json(&versions[0]), expected);
    assert!(lists_json(&versions).starts_with(&format!("[{expected},{{")));
    assert_eq!(lists_json(&[]), "[]");
}
