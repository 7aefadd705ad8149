//! Names that must and must not agree, and what running text gives.

use super::*;

#[test]
fn the_same_spelling_scores_1000_in_any_order_and_join() {
    for query in [
        "KIM Yong Chol",
        "Kim, Yong Chol",
        "Yong Chol KIM",
        "YONGCHOL KIM",
        "Kim Yong-chol",
        "KIMYONGCHOL",
        "KIMYONG CHOL",
        "Yo'ng-ch'o'l Kim",
        "kim yŏng chŏl",
    ] {
        check(query, "KIM YONG CHOL", 1000..=1000);
    }
    check("Nam Gung Min Su", "NAMGUNG Min-su", 1000..=1000);
    check("ChangSu Han", "HAN Chang Su", 1000..=1000);
}

#[test]
fn systems_agree_with_each_other() {
    for (query, listed) in [
        ("Kim Chŏng-ŭn", "KIM JONG UN"),
        ("Gim Jeong-eun", "KIM JONG UN"),
        ("Kim Jung Eun", "KIM JONG UN"),
        ("Lee Soo-yong", "RI SU YONG"),
        ("RHEE Chang Ho", "RI Chang Ho"),
        ("Yi Su-yong", "RI SU YONG"),
        ("Park Young-sik", "PAK Yong Sik"),
        ("Choi Hwi", "CH'OE Hwi"),
        ("Tsoi Hwi", "CHOE HWI"),
        ("Noh Kwang-chul", "RO Kwang Chol"),
        ("Oh Kook-Ryeol", "O Kuk-Ryol"),
        ("Woo Yong Soo", "U Yong Su"),
        ("Gwak Jong-cheol", "KWAK, Chong-chol"),
        ("Lim Yong-hyeok", "RIM Yong Hyok"),
        ("Yim Yong-hyeok", "RIM Yong Hyok"),
        ("Yoo Cheol-woo", "RYU Chol U"),
        ("Kim Yong-hae", "KIM Ryong Hae"),
        ("DJANG Tcheul Hy", "JANG Chol-hui"),
        ("KIM Sou-Kwang", "KIM SU GWANG"),
        ("PAK, Jin Hek", "PARK, Jin Hyok"),
        ("PAK, Ch'in-hyo'k", "PARK, Jin Hyok"),
        ("Sim Hyeon-seop", "SIM, Hyo'n-so'p"),
        ("JONG, Kyong Thaek", "CHO'NG, Kyo'ng-t'aek"),
        ("KANG P'il-Hun", "KANG Pil Hoon"),
        ("KU, Seung Sub", "KU, Sung Sop"),
    ] {
        check(query, listed, 930..=999);
    }
}

#[test]
fn changed_consonants_are_read_where_they_change() {
    for (query, listed) in [
        ("Kim Chollyong", "KIM Chol Ryong"),
        ("Kim Chol-lyong", "KIM Chol Ryong"),
        ("O Kungnyol", "O, Kuk-Ryol"),
        ("O Kung-nyol", "O, Kuk-Ryol"),
        ("Kim Paengma", "KIM Paek Ma"),
        ("Ri Churu", "RI Chul U"),
        ("Ri Chorho", "RI Chol Ho"),
        ("Pak Hagil", "PAK Hak Il"),
        ("Pak Somnam", "PAK Sop Nam"),
    ] {
        check(query, listed, 930..=999);
    }
    // Without the neighbour that changes them, the letters mean what they say.
    check_other("Kim Paeng", "KIM Paek");
    check_other("Kim Som", "KIM Sop");
}

#[test]
fn other_scripts_agree_with_latin() {
    for (query, listed) in [
        ("리수용", "RI SU YONG"),
        ("이수용", "RI SU YONG"),
        ("김정은", "KIM JONG UN"),
        ("김 정은", "KIM JONG UN"),
        ("남궁민수", "NAMGUNG Min Su"),
        ("金正恩", "KIM JONG UN"),
        ("金 正 恩", "KIM JONG UN"),
        ("金与正", "KIM, Yo Jong"),
        ("金與正", "KIM, Yo Jong"),
        ("崔龙海", "CHOE, Ryong Hae"),
        ("金铁三", "KIM CHOL SAM"),
        ("金鐵三", "KIM CHOL SAM"),
        ("鉄三 金", "KIM CHOL SAM"),
        ("皇甫哲", "HWANGBO Chol"),
        ("Ким Чен Ын", "KIM JONG UN"),
        ("Ким Ен Чер", "KIM YONG CHOL"),
        ("Ким Ён Чхоль", "KIM YONG CHOL"),
        ("Чхве Рён Хэ", "CHOE, Ryong Hae"),
        ("Ли Су Ён", "RI SU YONG"),
        ("Ли Чхан Хо", "RI, Chang Ho"),
        ("Цой Сон Хи", "CHOE SON HUI"),
        ("Пак Чжин Хёк", "PARK, Jin Hyok"),
        ("Кім Йо Чон", "KIM, Yo Jong"),
        ("ЛИ ЧХАН-ХО", "리창호"),
    ] {
        check(query, listed, 930..=999);
    }
}

#[test]
fn hangul_in_pieces_is_the_same_as_composed() {
    let pieces: String = "김정은".nfkd().collect();
    let (apart, whole) = (KoreanName::analyse(&[&pieces]).unwrap(), KoreanName::analyse(&["김정은"]).unwrap());
    assert_eq!(apart.keys(), whole.keys());
    assert_eq!(agree(&apart, &whole).unwrap().score, 1000);
    assert_eq!(apart.hangul(), "김정은");
}

#[test]
fn characters_of_other_shape_are_one_and_others_cost() {
    check("金铁三", "金鐵三", 990..=994);
    check("金正恩", "金正银", 940..=960);
}

#[test]
fn mandarin_readings_agree_and_stay_low() {
    check("Jin Tiesan", "KIM CHOL SAM", 700..=760);
    check("Jin Tiesan", "김철삼", 700..=860);
    check("Jin Zhengen", "KIM JONG UN", 700..=760);
    check("Cui Longhai", "CHOE Ryong Hae", 700..=760);
    check("Li Cheng He", "RI SONG HYOK", 700..=760);
    check("LI, Hong Ri", "RI, Hong-il", 700..=760);
    check("Jin Tiesan", "金铁三", 800..=860);
    check("Zhao Chun Ryong", "JO CHUN RYONG", 800..=860);
    check("Jin Chang Hyok", "KIM Chang Hyok", 700..=760);
}

#[test]
fn two_chinese_names_agree_only_letter_by_letter() {
    check("Li Xianyi", "Li Xianyi", 1000..=1000);
    check_other("Zheng Xuanyi", "Zheng Xianyi");
}

#[test]
fn yale_is_read_where_it_shows() {
    check("Kim Ceng Un", "KIM JONG UN", 860..=900);
    check("Li Swu Yeng", "RI SU YONG", 860..=900);
    // Se is 세; only a name that is Yale throughout, and shows it, may mean 서 by it.
    check_other("Kim Se Min", "KIM So Min");
}

#[test]
fn names_that_differ_in_one_syllable_are_different_people() {
    for (query, listed) in [
        ("KIM JONG SIK", "KIM JONG UN"),
        ("KIM CHOL NAM", "KIM CHOL SAM"),
        ("PAK MUN IL", "PAK CHUN IL"),
        ("RI YONG MU", "RI SU YONG"),
        ("Kim Jong-in", "KIM JONG UN"),
        ("Kim Jong-uk", "KIM JONG UN"),
        ("Kim Dae-jung", "KIM JONG UN"),
        ("Kim Jong-hoon", "KIL, Jong Hun"),
        ("HAN, Kon U", "HAN, Kwon U"),
        ("JON Chol Yong", "JONG Chol Yong"),
        ("KIM Yong Chol", "KIM Chol Yong"),
        ("KIM Chol", "KIM Chol Nam"),
        ("KIM Yong Chol", "RIM Yong Chol"),
        ("KANG Chol Su", "HAN Chol Su"),
        ("KIM Song Chol", "KIM Sang Chol"),
        ("KIM Ha Na", "KIM Ha Ra"),
        ("김정숙", "김정식"),
        ("金大中", "KIM JONG UN"),
        ("Chi Yufeng", "CHI, Yupeng"),
    ] {
        check_other(query, listed);
    }
}

#[test]
fn north_and_south_write_one_name() {
    check("김용해", "김룡해", 980..=990);
    check("윤철", "尹哲", 985..=990);
    check("임성진", "림성진", 980..=990);
    check("김해용", "김해룡", 980..=990);
    check_other("김하나", "김하라");
    let why = agreement("이수용", "RI SU YONG").unwrap().why;
    assert!(why.contains(&"이 (이) and RI (리) are the northern and the southern form of one surname".to_owned()), "{why:?}");
}

#[test]
fn explanations_name_the_syllables() {
    let agreement = agreement("Park Jin-hyuk", "PAK, Ch'in-hyo'k").unwrap();
    assert_eq!(agreement.hangul, "박진혁");
    assert_eq!(
        agreement.why,
        ["both can stand for 박진혁", "PARK and PAK are both 박", "JIN and CHIN are both 진", "HYUK and HYOK are both 혁"]
    );
    assert_eq!(
        self::agreement("Kim Jong Un", "KIM, Jong Un").unwrap().why,
        ["the same spelling, which can stand for 김 정/종 운/은/언"]
    );
}

#[test]
fn what_is_no_korean_name_is_not_read() {
    for text in [
        "",
        "KIM",
        "JOHN SMITH",
        "Vladimir Putin",
        "Nguyen Van",
        "KIM YONG CHOL BANK",
        "James Kim",
        "Tsang Yung Yuan",
        "12 34",
        "한국무역협회",
        "Ким Иванов",
    ] {
        assert!(name(text).is_none(), "{text}");
    }
    assert!(KoreanName::analyse(&["kim", "", "chol"]).is_none());
}

#[test]
fn a_name_has_no_more_tokens_than_the_limit() {
    assert!(name("Nam Gung Min Su Chol").is_some());
    assert!(name("Nam Gung Min Su Chol Ho").is_none());
    assert_eq!(NAME_TOKENS_MAX, 5);
}

#[test]
fn a_slip_counts_within_one_syllable() {
    let slipped = |query: &str, listed: &str| agree(&with_tokens(query, KoreanName::analyse_mistyped)?, &name(listed)?);
    for (query, listed) in [
        ("KIM JOGN UN", "KIM JONG UN"),
        ("KIM J0NG UN", "KIM JONG UN"),
        ("KIM JOMG UN", "KIM JONG UN"),
        ("KIM YONG CH0L", "KIM YONG CHOL"),
        ("PARK JIN HYOOK", "PARK, Jin Hyok"),
        ("PARK JIN HYUKK", "PARK, Jin Hyok"),
        ("KIMM JONG UN", "KIM JONG UN"),
        ("JONG UN KMI", "KIM JONG UN"),
        ("Ким Чкон Ын", "김정은"),
    ] {
        let agreement = slipped(query, listed);
        assert!(
            agreement.as_ref().is_some_and(|agreement| agreement.mistyped && (800..=880).contains(&agreement.score)),
            "{query} {agreement:?}"
        );
    }
    for (query, listed) in [
        ("KIM JAMES UN", "KIM JONG UN"),
        ("KIM JOGGN UN", "KIM JONG UN"),
        ("KIM SONG UNX", "KIM JONG UN"),
        ("KIM XXXXX UN", "KIM JONG UN"),
    ] {
        assert!(slipped(query, listed).is_none(), "{query}");
    }
    // Two slips, too few words, or nothing wrong: no mistyped name.
    for text in ["KIM JOGN UNX", "KIM JOGN", "KIM JONG UN", "JOGN", "KIM GMBH-AND UN", "KIM TRANSFERS UN"] {
        assert!(with_tokens(text, KoreanName::analyse_mistyped).is_none(), "{text}");
    }
}

/// The windows of a text: tokens and Hangul, the widest first.
fn windows_of(text: &str) -> Vec<(String, String)> {
    let tokens = fold(text);
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let mut windows = windows(&tokens);
    windows.sort_by_key(|window| std::cmp::Reverse(window.tokens.len()));
    windows.into_iter().map(|window| (tokens[window.tokens.clone()].join(" "), window.name.hangul())).collect()
}

fn window_agrees(text: &str, listed: &str) -> Option<(Window, Agreement)> {
    let listed = name(listed).unwrap();
    let windows = with_tokens(text, windows);
    windows
        .into_iter()
        .filter_map(|window| agree(&window.name, &listed).map(|agreement| (window, agreement)))
        .max_by_key(|(_, agreement)| agreement.score)
}

#[test]
fn names_are_found_in_running_text() {
    for (text, listed, tokens) in [
        ("MR KIM YONG CHOL", "KIM YONG CHOL", 1..4),
        ("PAYMENT TO GENERAL KIM YONGCHOL PYONGYANG", "KIM YONG CHOL", 3..5),
        ("consulting fee yongchol kim invoice 7", "KIM YONG CHOL", 2..4),
        ("B/O RISUYONG ACC 12", "RI SU YONG", 2..3),
        ("ACC YONGCHOLPARK 12", "PAK YONG CHOL", 1..2),
        ("FOR KIM JOGN UN", "KIM JONG UN", 1..4),
        ("TO KIM JO NG UN REF", "KIM JONG UN", 1..5),
        ("TO KI M JONG UN REF", "KIM JONG UN", 1..5),
        ("INV KIM YONGC HOL", "KIM YONG CHOL", 1..4),
        ("付款 金正恩先生", "KIM JONG UN", 1..2),
        ("수취인 김정은에게 송금", "KIM JONG UN", 1..2),
        ("перевод для Ким Ен Чер за товар", "KIM YONG CHOL", 2..5),
    ] {
        let (window, _) = window_agrees(text, listed).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(window.tokens, tokens, "{text}");
    }
}

#[test]
fn windows_tell_what_they_are() {
    let (window, _) = window_agrees("KIM CHOL NAM", "KIM CHOL").unwrap();
    assert!(!window.extends_before && window.extends_after);
    let (window, _) = window_agrees("TO KIM JO NG UN REF", "KIM JONG UN").unwrap();
    assert!(window.mended && !window.inside);
    let (window, _) = window_agrees("수취인 김정은에게", "KIM JONG UN").unwrap();
    assert!(window.inside && !window.mended);
    assert_eq!(windows_of("PAYMENT FOR GOODS INVOICE 4711"), []);
    assert_eq!(windows_of("")[..], []);
}

#[test]
fn plausibility_tells_a_name_from_words() {
    let plausibility = |text: &str| name(text).unwrap().plausibility();
    let full = plausibility("KIM Yong Chol");
    assert_eq!((full.given_syllables, full.tokens, full.surname, full.surname_letters), (2, 3, Use::Frequent, 3));
    assert!(full.consistent && !full.surname_last && !full.joined && !full.chinese && !full.written && !full.mistyped);
    assert!(plausibility("Yongchol Kim").surname_last);
    assert!(plausibility("RISUYONG").joined);
    assert!(!plausibility("Lee Soo-yong").consistent);
    assert!(plausibility("Gim Yeong-cheol").consistent);
    assert!(plausibility("Jin Tiesan").chinese);
    assert!(plausibility("김정은").written && !plausibility("김정은").joined);
    assert!(plausibility("金正恩").written);
    assert_eq!(plausibility("Song Rim").given_syllables, 1);
    assert_eq!(plausibility("O Un").surname_letters, 1);
    assert!(with_tokens("KIM JOGN UN", KoreanName::analyse_mistyped).unwrap().plausibility().mistyped);
    // Single words that can be read as names have surname and given name joined.
    for word in ["Kimono", "Mario", "Toronto", "Union", "Samsung", "Hyundai", "Korea", "Pyongyang"] {
        assert!(name(word).is_none_or(|name| name.plausibility().joined), "{word}");
    }
    for word in ["Miami", "Song", "Sun", "Han", "Minsk"] {
        assert!(name(word).is_none(), "{word}");
    }
}
