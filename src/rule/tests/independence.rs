//! When a second hit is a second indicator.

use super::*;

const CITY: &str = "geography needs-second dprk.city";
const PORT: &str = "geography needs-second dprk.port";

#[test]
fn a_place_named_twice_is_one_fact() {
    check(&format!("{CITY} words=SINUIJU + {CITY} words=Sinuiju"), "");
    check(&format!("{CITY} words=SINUI-JU + {CITY} words=Sinuiju"), "");
    check(&format!("{PORT} words=NAMPO place=nampo + {PORT} words=CHINNAMPO place=nampo"), "");
    check(&format!("{PORT} words=SONBONG place=sonbong + {PORT} words=Sonbong place=rason"), "");
}

#[test]
fn two_places_are_two_facts() {
    let hold = "hold dprk.place-second-indicator 0,1";
    check(&format!("{CITY} words=SINUIJU + {CITY} words=HAMHUNG"), hold);
    check(&format!("{CITY} words=HAMHUNG place=hamhung + {CITY} words=SOUTH_HAMGYONG place=south-hamgyong"), hold);
    check(&format!("{CITY} words=SINUIJU + {CITY} words=SINUIJU + {PORT} words=NAMPO"), "hold dprk.place-second-indicator 0,1,2");
}

#[test]
fn hits_that_share_bytes_are_one_fact() {
    check(&format!("{CITY} at=10-20 + {PORT} at=19-25"), "");
    check(&format!("{CITY} at=10-20 + {PORT} at=12-14"), "");
    check(&format!("{CITY} at=10-20 + {PORT} at=20-25"), "hold dprk.place-second-indicator 0,1");
    check(&format!("name corroborates dprk/organisation at=0-30 + {CITY} at=6-13"), "");
}

#[test]
fn inside_a_decoded_payload_the_words_decide() {
    check(
        &format!("{CITY} at=10-90 layer=1 words=WONSAN + {PORT} at=10-90 layer=1 words=HAEJU"),
        "hold dprk.place-second-indicator 0,1",
    );
    check(
        &format!(
            "name corroborates dprk/organisation at=10-90 layer=1 words=WONSAN_TRADING + {PORT} at=10-90 layer=1 words=WONSAN"
        ),
        "",
    );
    check(&format!("{CITY} at=10-90 words=WONSAN + {PORT} at=10-90 layer=1 words=HAEJU"), "hold dprk.place-second-indicator 0,1");
    check(&format!("{CITY} at=10-90 words=WONSAN + {PORT} at=10-90 words=HAEJU"), "");
}

#[test]
fn another_name_of_the_same_party_is_the_same_fact() {
    let rules = Rules::parse(&super::language::with_floor(
        r#"
        [[rule]]
        id = "two-names"
        title = "Two weak names"
        verdict = "hold"
        basis = []
        [rule.when]
        evidence = "name"
        grade = "corroborates"
        listed = "dprk"
        [[rule.second]]
        evidence = "name"
        "#,
    ))
    .unwrap();
    let check = |line: &str, expected: &str| assert_eq!(shown(&judge(&rules, line, TODAY)), expected, "{line}");
    check("name corroborates dprk/person id=p + name corroborates dprk/person id=p", "");
    check("name corroborates dprk/person id=p + name corroborates dprk/person id=q", "hold two-names 0,1");
    check("name corroborates dprk/person id=p words=KIM + name corroborates dprk/person id=q words=Kim", "");
}
