//! A listed name in any disguise, at places of every ISO 20022 sample.

use crate::masks::MASKS;
use crate::mx_nothing_lost::SAMPLES;
use crate::support::verdict;
use crate::traffic::Rng;
use interdict::verdict::Verdict;
use std::sync::LazyLock;

const LISTED: [&str; 3] = ["KANGBONG TRADING CORPORATION", "Kim Yong Chol", "TANCHON COMMERCIAL BANK"];

/// Samples in UTF-8, with the ends of the texts in them.
static TEXTS: LazyLock<Vec<(&str, &str, Vec<usize>)>> = LazyLock::new(|| {
    let texts = SAMPLES.iter().filter_map(|(name, bytes)| Some((name.as_str(), str::from_utf8(bytes).ok()?)));
    // Not inside a CDATA section, where markup is text.
    let is_text = |before: &str| !before.trim_ascii_end().ends_with('>') && before.rfind("<![CDATA[") <= before.rfind("]]>");
    let ends =
        |text: &str| -> Vec<usize> { text.match_indices("</").map(|(at, _)| at).filter(|at| is_text(&text[..*at])).collect() };
    texts.map(|(name, text)| (name, text, ends(text))).filter(|(.., ends)| !ends.is_empty()).collect()
});

/// A listed name behind the text of any element, in whatever disguise. In `cargo test` some places are tried, with `INTERDICT_PLACES=all` a hundred times as many.
#[test]
fn a_masked_name_never_passes() {
    let all = std::env::var("INTERDICT_PLACES").is_ok_and(|places| places == "all");
    let count = if all { 200_000 } else { 2_000 };
    let mut rng = Rng::new(20_261_124);
    let mut passed = Vec::new();
    for _ in 0..count {
        let (file, text, ends) = rng.pick(&TEXTS);
        let (at, (what, write), name) = (*rng.pick(ends), rng.pick(MASKS), rng.pick(&LISTED));
        if verdict(format!("{} {}{}", &text[..at], write(name), &text[at..])) < Verdict::Hold {
            let before = text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect::<String>();
            passed.push(format!("{file}: {name} {what} behind {before:?}"));
        }
    }
    println!("{count} masked names, {} passed", passed.len());
    assert!(passed.is_empty(), "{} passed:\n{}", passed.len(), passed.join("\n"));
}
