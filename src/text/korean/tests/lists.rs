//! Labelled lists. They are no part of the project: without them the tests skip.

use super::*;
use std::collections::BTreeSet;

/// Rows of a table that is not part of the project; without it the test has nothing to say.
fn shared(file: &str) -> Option<Vec<Vec<String>>> {
    let path = std::path::Path::new("../shared/data").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return None;
    };
    Some(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn cell(row: &[String], place: usize) -> &str {
    row.get(place).map(String::as_str).unwrap_or_default()
}

/// Names of a row of designations: the primary one and its aliases.
fn names_of(row: &[String]) -> Vec<&str> {
    [3, 4, 5].into_iter().flat_map(|place| cell(row, place).split(" | ")).map(str::trim).filter(|name| !name.is_empty()).collect()
}

fn persons(list: &str) -> Option<Vec<Vec<String>>> {
    let rows = shared("dprk-designations.tsv")?;
    Some(rows.into_iter().filter(|row| cell(row, 0).starts_with(list) && cell(row, 2) == "individual").collect())
}

/// Best score of a query against a listed name, in whole, with a slip, or by a window that leaves out titles.
fn best_score(query: &str, listed: &str) -> Option<u16> {
    let theirs = name(listed)?;
    let whole = name(query).and_then(|ours| agree(&ours, &theirs));
    let slipped = || with_tokens(query, KoreanName::analyse_mistyped).and_then(|ours| agree(&ours, &theirs));
    let untitled = || {
        let words = fold(query);
        let start = words.iter().position(|word| !TITLES.contains(&word.as_str()))?;
        name(&words[start..].join(" ")).and_then(|ours| agree(&ours, &theirs))
    };
    whole.or_else(slipped).or_else(untitled).map(|agreement| agreement.score)
}

const TITLES: [&str; 2] = ["mr", "general"];

#[test]
fn labelled_pairs_are_told_apart() {
    let Some(rows) = shared("names/dprk-dev.tsv") else { return };
    let mut counts = [0; 4];
    for row in rows.iter().filter(|row| cell(row, 2) == "Person") {
        let (match_wanted, score) = (cell(row, 3) == "match", best_score(cell(row, 0), cell(row, 1)));
        counts[usize::from(match_wanted) * 2 + usize::from(score.is_some())] += 1;
        if match_wanted != score.is_some() {
            println!("{} | {} is labelled {}, score {score:?}", cell(row, 0), cell(row, 1), cell(row, 3));
        }
    }
    let [others_apart, others_agreeing, matches_missed, matches_found] = counts;
    println!(
        "labelled persons: {matches_found} found, {matches_missed} missed; {others_apart} apart, {others_agreeing} wrongly agreeing"
    );
    assert!(matches_found >= 61 && matches_missed <= 2 && others_agreeing == 0, "{counts:?}");
}

#[test]
fn listed_persons_can_be_read() {
    for (list, least, of) in
        [("UN-1718", 79, 80), ("US-OFAC-SDN", 210, 273), ("UK-SL", 128, 138), ("EU-FSF", 155, 166), ("AU-DFAT", 95, 107)]
    {
        let Some(rows) = persons(list) else { return };
        let read = rows.iter().filter(|row| name(cell(row, 3)).is_some()).count();
        println!("{list}: {read} of {} primary names of persons are read", rows.len());
        assert!(rows.len() == of && read >= least, "{list}: {read} of {}", rows.len());
    }
}

/// Where a list gives the Hangul, the Latin spellings of the same entry are labelled with it.
#[test]
fn hangul_of_listed_persons_agrees_with_their_latin_names() {
    let Some(rows) = persons("EU-FSF") else { return };
    let is_hangul = |text: &str| text.chars().all(|letter| Syllable::of(letter).is_some());
    let latin: Vec<(usize, KoreanName)> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| {
            names_of(cells).into_iter().filter(|text| text.is_ascii()).filter_map(move |text| Some((row, name(text)?)))
        })
        .collect();
    let (mut found, mut missed, mut foreign) = (0, 0, 0);
    for (row, hangul) in rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| names_of(cells).into_iter().filter(|text| is_hangul(text)).map(move |text| (row, text)))
    {
        let hits: Vec<usize> = latin
            .iter()
            .filter(|(_, listed)| name(hangul).is_some_and(|ours| agree(&ours, listed).is_some()))
            .map(|(row, _)| *row)
            .collect();
        if hits.contains(&row) {
            found += 1
        } else {
            missed += 1
        }
        foreign += hits.iter().filter(|hit| **hit != row).collect::<BTreeSet<_>>().len();
        if !hits.contains(&row) {
            println!("missed: {hangul} of {:?}", names_of(&rows[row]));
        }
    }
    println!(
        "hangul of listed persons: {found} found by a Latin name of the same entry, {missed} not; {foreign} other entries agree too"
    );
    assert!(found >= 60 && missed <= 6, "{found} {missed} {foreign}");
}

/// Listed persons with different names stay apart: nearly all pairs of one list do, the rest can be spelled alike.
#[test]
fn listed_persons_seldom_agree_with_each_other() {
    let Some(rows) = persons("UN-1718") else { return };
    let names: Vec<KoreanName> = rows.iter().filter_map(|row| name(cell(row, 3))).collect();
    let mut agreeing = 0;
    for (place, one) in names.iter().enumerate() {
        for two in names.iter().skip(place + 1).filter(|two| agree(one, two).is_some()) {
            println!("agree: {} and {}", one.hangul(), two.hangul());
            agreeing += 1;
        }
    }
    println!("{agreeing} of {} pairs of UN persons agree", names.len() * (names.len() - 1) / 2);
    assert!(agreeing <= 6, "{agreeing}");
}

/// Names of other languages are seldom read as Korean ones of surname and two given syllables in tokens of their own.
#[test]
fn foreign_names_are_seldom_read() {
    let (mut read, mut all) = (0, 0);
    for file in ["names/watchman-dev.tsv", "names/name-bench-dev.tsv"] {
        let Some(rows) = shared(file) else { return };
        let names: BTreeSet<&str> = rows.iter().flat_map(|row| [cell(row, 0), cell(row, 1)]).collect();
        all += names.len();
        for text in names {
            let plausibility = name(text).map(|name| name.plausibility());
            if plausibility
                .is_some_and(|plausibility| plausibility.given_syllables == 2 && plausibility.tokens > 1 && !plausibility.chinese)
            {
                println!("read: {text} as {}", name(text).unwrap().hangul());
                read += 1;
            }
        }
    }
    println!("{read} of {all} names of other languages are read as Korean");
    assert!(read * 50 <= all, "{read} of {all}");
}

/// What the spellings of a published table stand for, they stand for here, up to northern and southern forms.
#[test]
fn spellings_of_the_romanization_table_are_read() {
    let Some(rows) = shared("korean-romanization.tsv") else { return };
    let (mut read, mut missed) = (0, Vec::new());
    for row in &rows {
        let columns =
            [2, 3, 4, 5, 7].map(|place| (place, cell(row, place))).into_iter().chain([(8, cell(row, 8)), (6, cell(row, 6))]);
        for (column, spelling) in columns.flat_map(|(column, cell)| cell.split(',').map(move |spelling| (column, spelling))) {
            let spelling = fold(spelling).concat();
            let shelf = match (cell(row, 1), column) {
                ("surname", _) => trie::Shelf::Surname,
                (_, 8) => trie::Shelf::Yale,
                (_, 6) => trie::Shelf::Pinyin,
                _ => trie::Shelf::Given,
            };
            let Some(letters) = letter::Letters::read(&spelling) else { continue };
            let syllable = cell(row, 0)
                .chars()
                .next()
                .and_then(Syllable::of)
                .filter(|_| cell(row, 0).chars().count() == 1)
                .or_else(|| table::compound_of(cell(row, 0)));
            let southern = syllable.unwrap().southern();
            let found = table::exact(letters.as_slice(), shelf).iter().any(|reading| reading.syllable.southern() == southern);
            if found { read += 1 } else { missed.push(format!("{} {spelling}", cell(row, 0))) }
        }
    }
    println!("{read} spellings of the table are read, {} are not: {missed:?}", missed.len());
    assert!(missed.len() * 50 <= read, "{read} {missed:?}");
}

/// The second ground of the index: names that agree have a key in common, or an open key where a slip is allowed.
#[test]
fn agreeing_names_have_a_key_in_common() {
    let (Some(un), Some(eu)) = (persons("UN-1718"), persons("EU-FSF")) else { return };
    let names: Vec<KoreanName> = un.iter().chain(&eu).flat_map(|row| names_of(row)).filter_map(name).collect();
    let keys: Vec<BTreeSet<Key>> = names.iter().map(|name| name.keys().into_iter().collect()).collect();
    let mut agreeing = 0;
    for (one, ours) in names.iter().zip(&keys) {
        for (two, theirs) in names.iter().zip(&keys).filter(|(two, _)| agree(one, two).is_some()) {
            assert!(!ours.is_disjoint(theirs), "{} {}", one.hangul(), two.hangul());
            agreeing += 1;
        }
    }
    println!("{agreeing} of {} pairs of listed names agree; all have a key in common", names.len() * names.len());
    assert!(agreeing > names.len());
}
