//! Headers and trailers: whoever stands in a terminal, and whatever words stand in a tag, are found there.

use super::content::NAME;
use crate::support::{POLICY, all_hits, decide, shared};
use interdict::verdict::Verdict;
use std::sync::LazyLock;

const BANK: &str = "FTBDKPPY";

/// The messages of a row of the table, `@` for what is planted, and what that is. Rows name blocks (`{1}`, `{2:I}`), or tags of one, apart by bars.
fn messages(path: &str) -> Vec<(String, &'static str)> {
    let whole = |block_1: &str, block_2: &str, block_3: &str, behind: &str| {
        let fields = ":20:REF\r\n:23B:CRED\r\n:32A:261124USD1,\r\n:50K:JOHN SAMPLE\r\n:59:JANE SAMPLE\r\n:71A:SHA";
        format!("{{1:{block_1}}}{{2:{block_2}}}{block_3}{{4:\r\n{fields}\r\n-}}{behind}")
    };
    let (own, other) = ("F01COBADEFFAXXX1234567890", "I103CHASUS33XXXXN");
    let inside = path.trim_start_matches('{').trim_end_matches('}');
    match inside.split_once(':') {
        None => vec![(whole("F01@AXXX1234567890", other, "", ""), BANK)],
        Some(("2", "I")) => vec![(whole(own, "I103@AXXXN", "", ""), BANK)],
        Some(("2", _)) => vec![(whole(own, "O1031200261124@AXXX22221234562611241300N", "", ""), BANK)],
        Some(("3", "106")) => vec![(whole(own, other, "{3:{106:261124@AXXX2222123456}}", ""), BANK)],
        Some(("3", "165")) => vec![(whole(own, other, "{3:{165:/ABC/@}}", ""), NAME)],
        Some(("3", "433" | "434")) => vec![(whole(own, other, &format!("{{3:{{{}:/FPO/@}}}}", &inside[2..]), ""), NAME)],
        Some(("3", tag)) => vec![(whole(own, other, &format!("{{3:{{{tag}:@}}}}"), ""), NAME)],
        Some((block, tags)) => {
            let tags = tags.split('|').map(|tag| tag.trim_matches('.')).map(|tag| if tag.is_empty() { "XYZ" } else { tag });
            tags.map(|tag| (whole(own, other, "", &format!("{{{block}:{{{tag}:@}}}}")), NAME)).collect()
        }
    }
}

#[test]
fn what_headers_and_trailers_hold_is_found_in_them() {
    let Some(path) = shared("data/screenable-mt.tsv") else { return };
    LazyLock::force(&POLICY);
    let table = std::fs::read_to_string(path).unwrap();
    let rows: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("*\t")).collect();
    assert_eq!(rows.len(), 18);
    let mut missed = Vec::new();
    for (message, planted) in rows.iter().flat_map(|row| messages(row.split('\t').next().unwrap())) {
        let at = u32::try_from(message.find('@').unwrap()).unwrap();
        let screened = decide(message.replace('@', planted));
        let end = at + u32::try_from(planted.len()).unwrap();
        let is_found = all_hits(&screened).flat_map(|hit| &hit.parts).flat_map(|part| &part.spans).any(|span| *span == (at..end));
        if !is_found || screened.frame.verdict < Verdict::Hold {
            missed.push(message);
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
