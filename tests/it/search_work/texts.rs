//! Texts that make a search work: each is cheap to write and as long as one likes, and asks for what the search does most of.

use interdict::list::builtin;
use std::iter;

/// The name of each family, and the words that it repeats; every text is made of as many of them as it has room for.
fn families() -> Vec<(&'static str, Vec<String>)> {
    let listed = || builtin::official().designations.into_iter();
    let one = |text: &str| vec![text.to_owned()];
    let many = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let numbers = listed().flat_map(|designation| designation.identifiers).map(|identifier| format!("{} ", identifier.value));
    let imos = listed().flat_map(|designation| designation.imos).map(|imo| format!("IMO {} ", imo.number()));
    let bics = listed().flat_map(|designation| designation.bics).map(|bic| format!("{} ", bic.as_str()));
    let vocabulary = include_str!("../../../src/text/words.tsv").lines().filter_map(|line| line.split('\t').nth(2));
    let places = include_str!("../../../src/detect/place/places.tsv").lines().skip(1).filter_map(|line| line.split('\t').nth(4));
    vec![
        ("listed name", one("KIM CHOL\n")),
        ("listed name, three words", one("KIM JONG UN\n")),
        ("listed name, cut", one("KIM JONG UN 1\n")),
        ("listed name, in another order", one("BANK DAESONG KOREA ")),
        ("listed name, nothing between", one("KIMJONGUN ")),
        ("every listed name", listed().flat_map(|own| own.names).map(|name| format!("{}\n", name.text)).collect()),
        ("title between", many(&["KIM ", "MR ", "MR ", "MR "])),
        ("titles", iter::once("KIM ".to_owned()).chain(vec!["MR ".to_owned(); 1000]).collect()),
        ("legal forms", iter::once("KOREA DAESONG BANK ".to_owned()).chain(vec!["CO LTD ".to_owned(); 1000]).collect()),
        ("surname", one("KIM ")),
        ("surname, cut", one("KIM 1 ")),
        ("names of five, cut", one("NAM GUNG SONG CHOL YONG 1 ")),
        ("torn syllables", one("KIM YO NG CH OL ")),
        ("torn once", one("KIM YO NG CHOL X ")),
        ("joined names", many(&["KIMYONGCHOL 1 ", "CHOERYONGHAE 2 ", "NAMGUNGSONGCHOL 3 "])),
        ("Hangul", ('\u{ac00}'..='\u{d7a3}').map(String::from).collect()),
        ("Hangul name", one("김정은")),
        ("Hangul names", many(&["김정은 ", "김영철 1 "])),
        ("Han name", one("金铁三")),
        ("Cyrillic", one("ким чен ын 1 ")),
        ("vocabulary", vocabulary.flat_map(|words| words.split(' ')).map(|word| format!("{word} ")).collect()),
        ("digits", one("0123456789")),
        ("phone numbers", one("850 ")),
        ("numbers", numbers.collect()),
        ("a letter apart", many(&["K ", "I ", "M "])),
        ("a letter dotted", many(&["P.", "Y.", "O.", "N.", "G.", "Y.", "A.", "N.", "G."])),
        ("same letter", one("A ")),
        ("one word", one("K")),
        ("one readable word", one("kimchol")),
        ("places", places.flat_map(|names| names.split('|')).map(|name| format!("{name}, ")).collect()),
        ("place", one("PYONGYANG NAMPO ")),
        ("false friend", one("NAMPO DONG ")),
        ("hyphens", many(&["KIM-", "HYONG-", "JIK-"])),
        ("IMO label", one("IMO ")),
        ("IMO numbers", imos.collect()),
        ("one IMO label", iter::once("IMO ".to_owned()).chain(vec!["9999993 ".to_owned(); 1000]).collect()),
        ("ship beside number", one("VESSEL 9004700 ")),
        ("passport label", one("PASSPORT NO ")),
        ("BICs", bics.collect()),
        ("BIC-like", many(&["ABCDKPPY ", "QUICKPAY ", "SWIFT ABCDKPPA "])),
        ("country", one("KP ")),
        ("won", one("KPW 1 ")),
        ("domain", one("WWW.A.KP ")),
        ("punctuation", one(".,-/()")),
        ("full stops", one(".")),
        ("spaces", one(" ")),
        ("lines", one("A\n")),
        ("marks", one("a\u{301}")),
        ("emoji", one("😀")),
        ("look-alikes", one("Kіm Chоl ")),
        ("filler beside a name", many(&["MV ", "THE ", "NAME ", "IS ", "CHON MA SAN "])),
    ]
}

/// Every family, with a text of about `bytes` bytes.
pub fn texts(bytes: usize) -> Vec<(&'static str, String)> {
    let text = |words: Vec<String>| {
        let mut text = String::with_capacity(bytes);
        let mut words = words.iter().cycle();
        while let Some(word) = words.next().filter(|_| text.len() < bytes) {
            text.push_str(word);
        }
        text
    };
    families().into_iter().map(|(name, words)| (name, text(words))).collect()
}

/// A pacs.008 whose creditor is called so.
pub fn named(text: &str) -> Vec<u8> {
    document("Cdtr", &format!("<Nm>{}</Nm>", escaped(text)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn document(tag: &str, content: &str) -> Vec<u8> {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><CdtTrfTxInf><{tag}>{content}</{tag}></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"
    )
    .into_bytes()
}

/// A pacs.008 whose remittance information is one element a line.
pub fn in_elements(text: &str) -> Vec<u8> {
    let lines: String = text.split_inclusive(['\n', '1']).map(|line| format!("<Ustrd>{}</Ustrd>", escaped(line))).collect();
    document("RmtInf", &lines)
}

/// A pacs.008 with as many debtors, each with a date of birth, as the text has lines.
pub fn in_parties(text: &str) -> Vec<u8> {
    let party = |line: &str| {
        let birth = "<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1984-01-08</BirthDt></DtAndPlcOfBirth></PrvtId></Id>";
        format!("<UltmtDbtr><Nm>{}</Nm>{birth}</UltmtDbtr>", escaped(line))
    };
    document("Tx", &text.split_inclusive(['\n', '1']).map(party).collect::<String>())
}
