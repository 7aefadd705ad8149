//! What is not the DPRK goes on; what only looks like a false friend does not.

use crate::support::{all_hits, decide, verdict};
use crate::traffic::{Rng, mt103_with};
use interdict::verdict::Verdict;

/// The verdict on an otherwise clean MT103 with this field.
fn check(tag: &str, text: &str, expected: Verdict) {
    let screened = decide(mt103_with(7, &[(tag, text)]).bytes);
    let hits: Vec<_> = all_hits(&screened).map(|hit| (hit.code, &hit.parts, hit.grade)).collect();
    assert_eq!(screened.frame.verdict, expected, ":{tag}:{text:?} {hits:?}");
}

fn passes(tag: &str, text: &str) {
    check(tag, text, Verdict::Pass);
}

#[test]
fn south_korea_goes_on() {
    for name in [
        "HYUNDAI MOTOR COMPANY",
        "SAMSUNG ELECTRONICS CO LTD",
        "KOREA ZINC COMPANY",
        "KOREA ELECTRIC POWER CORPORATION",
        "DAESANG CORPORATION",
        "CHOSUN REFRACTORIES CO LTD",
        "KUMHO TIRE CO INC",
        "PARK SEO-YEON",
        "LEE DONG-HOON",
    ] {
        passes("59", &format!("/110123456789\r\n{name}\r\n123 TEHERAN-RO GANGNAM-GU\r\nSEOUL 06133\r\nREPUBLIC OF KOREA"));
    }
    for bank in [
        "KOOKMIN BANK",
        "WOORI BANK",
        "SHINHAN BANK",
        "INDUSTRIAL BANK OF KOREA",
        "EXPORT-IMPORT BANK OF KOREA",
        "KOREA DEVELOPMENT BANK",
    ] {
        passes("57D", &format!("{bank}\r\nJUNG-GU\r\nSEOUL, SOUTH KOREA"));
    }
    passes("59", "/110123456789\r\nCHOSUN UNIVERSITY\r\n309 PILMUN-DAERO DONG-GU\r\nGWANGJU REPUBLIC OF KOREA");
    passes("70", "TUITION CHOSUN UNIVERSITY SPRING");
    passes("70", "FREIGHT PYEONGTAEK TO HAMBURG");
    passes("70", "NAMPO-DONG OFFICE BUSAN RENT");
}

#[test]
fn bodies_that_many_states_have_go_on() {
    passes("59", "/12345678\r\nUK MINISTRY OF DEFENCE\r\nMAIN BUILDING WHITEHALL\r\nLONDON");
    passes("59", "/12345678\r\nMINISTRY OF PUBLIC SECURITY\r\n44 YET KIEU\r\nHANOI VIETNAM");
    passes("59", "/12345678\r\nGOVERNMENT OF KHYBER PAKHTUNKHWA\r\nPESHAWAR KHYBER PAKHTUNKHWA");
    passes("70", "REPUBLIC OF KOREA PAVILION");
}

#[test]
fn words_that_are_shaped_like_a_code_go_on() {
    for word in ["QUICKPAY", "CLICKPAY", "TRACKPAD", "STOCKPOT", "CHECKPOINTS", "BACKPACK", "TICKPROOF"] {
        passes("70", word);
        passes("70", &format!("{word} INVOICE 118"));
    }
}

#[test]
fn numbers_of_invoices_go_on() {
    let mut rng = Rng::new(20_261_124);
    for _ in 0..10_000 {
        let digits = rng.between(7, 9);
        let number: String = (0..digits).map(|_| char::from(b'0' + u8::try_from(rng.below(10)).unwrap())).collect();
        let screened = verdict(mt103_with(3, &[("70", &format!("INVOICE {number}"))]).bytes);
        assert_eq!(screened, Verdict::Pass, "{number}");
    }
}

#[test]
fn a_false_friend_covers_its_own_bytes_only() {
    check("70", "CHOSUN UNIVERSITY PYONGYANG", Verdict::Hold);
    check("70", "NAMPO-DONG BUSAN TO NAMPO PORT", Verdict::Hold);
    check("57D", "HANA BANKING CORPORATION, SEOUL", Verdict::Hold);
    check("70", "KHYBER PAKHTUNKHWA AND PYONGYANG", Verdict::Hold);
    check("70", "DEMOCRATIC PEOPLE'S REPUBLIC OF\r\nKOREA", Verdict::Hold);
}
