//! What an index relies on: one name in two spellings has a key in common; ambiguity is bounded; nothing panics.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn northern_and_southern_forms_have_a_key_in_common() {
    for (north, south) in
        [("김룡해", "김용해"), ("리철", "이철"), ("김해룡", "김해용"), ("RYU Nyo", "YU Yo"), ("RO Rak", "NO Nak")]
    {
        let (one, two) = (name(north).unwrap(), name(south).unwrap());
        assert!(agree(&one, &two).is_some() && one.keys().iter().any(|key| two.keys().contains(key)), "{north} {south}");
    }
}

#[test]
fn a_mistyped_name_has_an_open_key_of_the_listed_one() {
    for (query, listed) in [
        ("KIM JOGN UN", "KIM JONG UN"),
        ("KIMM JONG UN", "KIM JONG UN"),
        ("JONGG UN KIM", "KIM JONG UN"),
        ("PARK JIN HYOOK", "PAK Jin Hyok"),
    ] {
        let ours = with_tokens(query, KoreanName::analyse_mistyped).unwrap();
        let open: BTreeSet<Key> = name(listed).unwrap().open_keys().into_iter().collect();
        assert!(ours.keys().iter().any(|key| open.contains(key)), "{query}");
        assert!(ours.open_keys().is_empty());
    }
}

/// Every surname of the table, in every system that writes it, is read as that surname, in front and behind.
#[test]
fn every_surname_is_read_in_each_system() {
    let jamo = spelling::Jamo::read(table::JAMO);
    let mut read = 0;
    for surname in column(table::SURNAMES).into_iter().filter(|surname| surname.chars().count() == 1) {
        let syllable = surname.chars().next().and_then(Syllable::of).unwrap();
        for spelling in jamo
            .spellings(syllable)
            .iter()
            .filter(|spelling| spelling.systems.meets(system::Systems::RULED) && !spelling.is_changed())
        {
            let text: String = spelling.letters.iter().map(|letter| latin_or_cyrillic(*letter)).collect();
            let given = if text.is_ascii() { ["myong", "min"] } else { ["мен", "мин"] };
            for tokens in [[text.as_str(), given[0], given[1]], [given[0], given[1], text.as_str()]] {
                let yale_only = !spelling.systems.meets(system::Systems::MIXED);
                let tokens = if yale_only { tokens.map(|token| if token == "myong" { "myeng" } else { token }) } else { tokens };
                let listed = KoreanName::analyse(&[surname, "명민"]).unwrap();
                let spelled = KoreanName::analyse(&tokens).unwrap_or_else(|| panic!("{tokens:?}"));
                assert!(agree(&spelled, &listed).is_some(), "{tokens:?}");
                read += 1;
            }
        }
    }
    assert!(read > 1000, "{read}");
}

#[test]
fn readings_of_a_token_are_its_cuts() {
    let cuts = |token: &str| {
        readings(token)
            .iter()
            .map(|cut| cut.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(cuts("chol"), ["chol"]);
    assert_eq!(cuts("sunam"), ["su nam", "sun am"]);
    assert_eq!(cuts("kim").len(), 1);
    assert_eq!(cuts("sohan"), ["so han"]);
    assert_eq!(cuts("sohmin"), ["soh min"]);
    assert_eq!(cuts("payment"), [""; 0]);
    assert_eq!(cuts("정은"), ["정 은"]);
    assert!(cuts("yonguk").contains(&"yong uk".to_owned()) && cuts("yonguk").contains(&"yon guk".to_owned()));
    let syllables: String = readings("chong")[0][0].syllables.iter().map(Syllable::to_string).collect();
    assert_eq!(syllables, "정종청총");
}

/// Ambiguity is small, and stays so when the tables grow.
#[test]
fn spellings_have_few_readings() {
    for (shelf, most, mean_tenths) in
        [(trie::Shelf::Surname, 5, 13), (trie::Shelf::Given, 8, 16), (trie::Shelf::Yale, 1, 10), (trie::Shelf::Pinyin, 8, 18)]
    {
        let counts: Vec<usize> = table::all(shelf)
            .iter()
            .map(|(_, readings)| readings.iter().map(|reading| reading.syllable).collect::<BTreeSet<_>>().len())
            .collect();
        let (largest, mean) = (counts.iter().copied().max().unwrap(), counts.iter().sum::<usize>() * 10 / counts.len());
        println!("{shelf:?}: {} spellings, at most {largest} readings, mean {}.{}", counts.len(), mean / 10, mean % 10);
        assert!(largest <= most && mean <= mean_tenths, "{shelf:?} {largest} {mean}");
    }
}

/// A name as a property sees it: which surname and syllables, and how both sides spell and lay them out.
#[derive(Clone, Debug)]
struct Spelled {
    surname: usize,
    given: Vec<usize>,
    ours: Layout,
    theirs: Layout,
}

#[derive(Clone, Debug)]
struct Layout {
    system: usize,
    choice: usize,
    surname_last: bool,
    joined: bool,
    all_joined: bool,
}

/// Systems that a name is spelled in; written Hangul is the last.
const SYSTEMS: [Option<system::Systems>; 7] = [
    Some(system::Systems::MCCUNE_REISCHAUER),
    Some(system::Systems::REVISED),
    Some(system::Systems::DPRK),
    Some(system::Systems::HABIT),
    Some(system::Systems::KONTSEVICH),
    Some(system::Systems::RUSSIAN),
    None,
];

/// Most keys of a name. Measured over 300 000 random names: 92.
const KEYS_SEEN_MAX: usize = 128;

fn layouts() -> impl Strategy<Value = Layout> {
    (0..SYSTEMS.len(), any::<usize>(), any::<[bool; 3]>()).prop_map(|(system, choice, [surname_last, joined, all_joined])| {
        Layout { system, choice, surname_last, joined, all_joined }
    })
}

fn spelled_names() -> impl Strategy<Value = Spelled> {
    (any::<usize>(), proptest::collection::vec(any::<usize>(), 1..=3), layouts(), layouts())
        .prop_map(|(surname, given, ours, theirs)| Spelled { surname, given, ours, theirs })
}

fn pick<T: Clone>(values: &[T], choice: usize) -> T {
    values[choice % values.len()].clone()
}

/// The tokens of a name in one layout. Spellings come from the rules of the letters, independent of the tables of names; those with a neighbour's mark are left out.
fn laid_out(name: &Spelled, layout: &Layout) -> Option<Vec<String>> {
    let jamo = spelling::Jamo::read(table::JAMO);
    let spell = |text: &str, turn: usize| -> Option<String> {
        let Some(system) = SYSTEMS[layout.system] else { return Some(text.to_owned()) };
        text.chars().try_fold(String::new(), |word, letter| {
            let mut spellings = jamo.spellings(Syllable::of(letter)?);
            spellings.retain(|spelling| {
                spelling.systems.meets(system) && !spelling.is_changed() && spelling.after == reading::After::Any
            });
            let letters = (!spellings.is_empty())
                .then(|| pick(&spellings, layout.choice.rotate_left(u32::try_from(turn * 7).unwrap())).letters)?;
            Some(word + &letters.iter().map(|letter| latin_or_cyrillic(*letter)).collect::<String>())
        })
    };
    let surname = spell(pick(&column(table::SURNAMES), name.surname), 0)?;
    let given = name
        .given
        .iter()
        .enumerate()
        .map(|(turn, choice)| spell(pick(&column(table::GIVEN), *choice), turn + 1))
        .collect::<Option<Vec<_>>>()?;
    let given = if layout.joined { vec![given.concat()] } else { given };
    let mut tokens = if layout.surname_last { [given, vec![surname]].concat() } else { [vec![surname], given].concat() };
    if layout.all_joined {
        tokens = vec![tokens.concat()];
    }
    Some(tokens)
}

/// Names that the analysis leaves out on purpose: rare syllables and two-syllable surnames in habit spellings, given names that begin with a plain surname, and a surname of one
/// letter at the end of a joined name. And names that are longer than a token may be.
fn is_left_out(name: &Spelled, layout: &Layout) -> bool {
    let is_rare = |table: &'static str, choice: usize| {
        table.lines().nth(choice % (table.lines().count() - 1) + 1).is_some_and(|line| line.contains("\trare\t"))
    };
    let habit = SYSTEMS[layout.system].is_some_and(|system| system::Systems::HABIT.or(system::Systems::RUSSIAN).meets(system));
    let rare = is_rare(table::SURNAMES, name.surname) || name.given.iter().any(|given| is_rare(table::GIVEN, *given));
    let compound = pick(&column(table::SURNAMES), name.surname).chars().count() > 1;
    let first = pick(&column(table::GIVEN), name.given[0]);
    let begins_plain = table::SURNAMES.contains(&format!("\n{first}\tfrequent\t")) && is_rare(table::GIVEN, name.given[0]);
    let apart = laid_out(name, &Layout { all_joined: false, ..layout.clone() }).unwrap_or_default();
    let ends_in_letter = layout.surname_last
        && layout.all_joined
        && SYSTEMS[layout.system].is_some()
        && apart.last().is_some_and(|surname| surname.chars().count() == 1);
    let long = apart.iter().map(|token| token.chars().count()).sum::<usize>() > TOKEN_LETTERS_MAX;
    (habit && (rare || compound)) || (layout.surname_last && begins_plain) || ends_in_letter || long
}

/// Tokens that are names, nearly names, and anything else.
fn odd_tokens() -> impl Strategy<Value = String> {
    let part = proptest::sample::select(vec![
        "kim", "yong", "chol", "hy", "u", "o", "i", "n", "g", "oh", "eu", "ng", "ll", "김", "남궁", "金", "铁", "ким", "ч", "е",
        "\u{1100}", "\u{1161}", "7", "é",
    ]);
    prop_oneof![4 => proptest::collection::vec(part, 1..5).prop_map(|parts| parts.concat()), 1 => ".{0,40}"]
}

/// Words of names, whole and torn, and of payments.
fn words() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "kim",
        "yong",
        "chol",
        "jong",
        "un",
        "ri",
        "su",
        "yongchol",
        "kimyongchol",
        "nam",
        "gung",
        "hwang",
        "bo",
        "yo",
        "ng",
        "ch",
        "ol",
        "jin",
        "tiesan",
        "cui",
        "zheng",
        "invoice",
        "trading",
        "street",
        "seoul",
        "o",
        "i",
        "an",
        "der",
        "ким",
        "ен",
        "чер",
        "김",
        "정은",
        "金",
        "正恩",
        "namgung",
        "song",
        "swu",
        "ceng",
        "hyek",
    ]);
    word.prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any tokens: no panic, the same result twice, and all within the bounds.
    #[test]
    fn any_tokens_are_taken(tokens in proptest::collection::vec(odd_tokens(), 0..9)) {
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let found = windows(&tokens);
        let again = windows(&tokens);
        prop_assert_eq!(format!("{found:?}"), format!("{again:?}"));
        for window in &found {
            prop_assert!(window.tokens.end <= tokens.len() && window.tokens.start < window.tokens.end);
            prop_assert!(window.name.parses().len() <= PARSES_MAX);
            prop_assert!(window.name.plausibility().given_syllables <= GIVEN_SYLLABLES_MAX);
            prop_assert!(!window.name.keys().is_empty());
            prop_assert!(window.name.plausibility().mistyped || agree(&window.name, &window.name).is_some_and(|agreement| agreement.score == 1000));
        }
        for name in [KoreanName::analyse(&tokens), KoreanName::analyse_mistyped(&tokens)].into_iter().flatten() {
            prop_assert!(name.parses().len() <= PARSES_MAX && name.hangul().chars().count() <= 5);
        }
    }

    /// Of all windows the same ones can stand alone, whether the others were built or not.
    #[test]
    fn windows_that_stand_alone_are_found_without_the_others(tokens in proptest::collection::vec(prop_oneof![2 => odd_tokens(), 3 => words()], 0..12)) {
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let is_believed = |window: &Window| {
            let plausibility = window.name.plausibility();
            let is_part = window.extends_before || window.extends_after || window.inside;
            plausibility.given_syllables >= 2 && !(plausibility.chinese || plausibility.mistyped || is_part)
        };
        let expected: Vec<Window> = windows(&tokens).into_iter().filter(is_believed).collect();
        let found: Vec<Window> = standalone_windows(&tokens).filter(is_believed).collect();
        prop_assert_eq!(format!("{found:?}"), format!("{expected:?}"));
    }

    /// The ground of the index: one name, spelled and laid out at random on both sides, is found and agrees.
    #[test]
    fn one_name_in_two_spellings_is_found_and_agrees(spelled in spelled_names()) {
        let Some(ours) = laid_out(&spelled, &spelled.ours) else { return Ok(()) };
        let Some(theirs) = laid_out(&spelled, &spelled.theirs) else { return Ok(()) };
        let expected = !is_left_out(&spelled, &spelled.ours) && !is_left_out(&spelled, &spelled.theirs);
        if expected {
            let analysed = |tokens: &[String]| KoreanName::analyse(&tokens.iter().map(String::as_str).collect::<Vec<_>>());
            let (one, two) = (analysed(&ours), analysed(&theirs));
            prop_assert!(one.is_some() && two.is_some(), "{ours:?} {theirs:?}");
            let (one, two) = (one.unwrap(), two.unwrap());
            prop_assert!(agree(&one, &two).is_some(), "{ours:?} {theirs:?}");
            let text: Vec<&str> = ["payment", "to"].into_iter().chain(ours.iter().map(String::as_str)).chain(["ref"]).collect();
            let forms: Vec<lattice::Form<'_>> = ours.iter().map(|token| lattice::Form::of(token)).collect();
            prop_assert!(name::parses(&forms).len() <= PARSES_MAX, "{ours:?}");
            let listed = two.keys();
            prop_assert!(listed.len() <= KEYS_SEEN_MAX, "{theirs:?}");
            let found = query_keys(&text).iter().any(|(key, tokens)| listed.contains(key) && *tokens == (2..2 + ours.len()));
            prop_assert!(found, "{ours:?} {theirs:?}");
        }
    }
}
