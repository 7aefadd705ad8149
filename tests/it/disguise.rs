//! Ways to write a name, a code or a place so that a person still reads it: each is stopped.

use crate::support::verdict;
use crate::traffic::mt103_with;
use interdict::verdict::Verdict;

fn stops(tag: &str, text: &str) {
    assert!(verdict(mt103_with(7, &[(tag, text)]).bytes) >= Verdict::Hold, ":{tag}:{text}");
}

#[test]
fn digits_hang_on_a_word() {
    for text in [
        "INV?32KOREA DAESONG BANK",
        "0210044518KOREA DAESONG BANK",
        "KOREA DAESONG BANK2026",
        "INV 20NORTH KOREA",
        "100PYONGYANG",
    ] {
        stops("70", text);
    }
}

#[test]
fn a_possessive_is_a_name() {
    for text in ["KOREA DAESONG BANK'S FEE", "NORTH KOREA'S GOODS", "DPRK'S EMBASSY", "KIM JONG UN'S GIFT"] {
        stops("70", text);
    }
}

#[test]
fn letters_are_pulled_apart() {
    for text in ["K.O.R.E.A. D.A.E.S.O.N.G. B.A.N.K.", "K-O-R-E-A D-A-E-S-O-N-G B-A-N-K", "P Y O N G Y A N G"] {
        stops("70", text);
    }
}

#[test]
fn what_is_no_account_is_read_in_an_account() {
    stops("59", "/12345678/KDBKKPPY\r\nSAMPLE INC");
}

#[test]
fn a_word_about_another_country_stands_in_another_word() {
    stops("70", "SWATCH WATCHES\r\nCOUNTRY OF ORIGIN KP");
}

#[test]
fn filler_uses_up_the_search() {
    stops("70", &format!("{}BANK DAESONG KOREA", "DAESONG ".repeat(4200)));
}

#[test]
fn line_ends_are_lost_on_the_way() {
    let whole = String::from_utf8(mt103_with(7, &[("57A", "ABCDKPPY")]).bytes).unwrap();
    assert!(verdict(whole.replace("\r\n", "")) >= Verdict::Hold);
}

#[test]
fn bytes_of_another_code_page_are_a_doubt() {
    let whole = mt103_with(7, &[("70", "TO ??")]).bytes;
    // 朝鲜 in GB 18030.
    let at = whole.windows(2).position(|pair| pair == b"??").unwrap();
    let bytes = [&whole[..at], b"\xB3\xAF\xCF\xCA", &whole[at + 2..]].concat();
    assert!(verdict(bytes) >= Verdict::Hold);
}
