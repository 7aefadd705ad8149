//! Files that are not what they should be: an error that says where, or a counted defect, and nothing that goes missing in silence.

use super::*;
use proptest::prelude::*;

/// `change` to one file of the small quartet.
fn changed(name: &str, change: impl Fn(&str) -> String) -> Vec<ListFile> {
    let mut files = quartet();
    let file = files.iter_mut().find(|file| file.name() == name).unwrap();
    file.bytes = change(str::from_utf8(&file.bytes).unwrap()).into_bytes();
    files
}

fn check_error(files: &[ListFile], expected: &str) {
    let errors = errors(files);
    assert!(errors.iter().any(|error| error.to_string().contains(expected)), "{expected}: {errors:?}");
}

/// The one defect of an edition.
fn check_rejected(files: &[ListFile], file: &str, line: u64, reason: &str) -> Edition {
    let edition = edition(files);
    let [rejected] = edition.rejected.as_slice() else { panic!("{:?}", edition.rejected) };
    assert_eq!((rejected.file.as_str(), rejected.line), (file, line), "{}", rejected.reason);
    assert!(rejected.reason.contains(reason), "{}", rejected.reason);
    edition
}

#[test]
fn a_quartet_is_four_files() {
    for missing in ["add.csv", "alt.csv", "sdn_comments.csv"] {
        let files: Vec<_> = quartet().into_iter().filter(|file| file.name() != missing).collect();
        check_error(&files, &format!("o/sdn.csv: {missing} is missing beside it"));
    }
}

#[test]
fn a_file_that_is_something_else_is_not_read() {
    let sdn = |text: &str| changed("sdn.csv", |_| text.to_owned());
    check_error(
        &sdn("<!DOCTYPE html>\n<html>Access denied</html>\n"),
        "o/sdn.csv: named like the SDN list of OFAC in CSV, but it begins with a tag",
    );
    check_error(&sdn(""), "it is empty");
    check_error(&sdn("1,\"A\"\n"), "its first line has 2 cells");
    check_error(&sdn("id,type,name\n"), "its first line has 3 cells");
    let mut utf_16 = quartet();
    utf_16[0].bytes = SDN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_error(&utf_16, "it is not ASCII, Latin-1 or UTF-8");
    let mut utf_16 = quartet();
    utf_16[2].bytes = ALT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_error(&utf_16, "o/alt.csv, line 1: it has a zero byte");
    check_error(&[file("sdn.xml", "<html/>")], "its first element is");
    check_error(&[file("sdn_advanced.xml", "<sdnList/>")], "its first element is");
}

#[test]
fn a_file_that_was_cut_is_not_read() {
    let cut = |text: &str, end: &str| text.split_once(end).unwrap().0.to_owned();
    check_error(&changed("sdn.csv", |text| cut(text, "Passport")), "o/sdn.csv, line 2: it ends in the middle of a line");
    check_error(&changed("alt.csv", |text| cut(text, "GULL")), "o/alt.csv, line 2: it ends in the middle of a line");
    for end in ["<lastName>", "</uid>", "</sdnEntry>"] {
        let text = "<sdnList>\n<sdnEntry><uid>1</uid>\n<lastName>A</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>";
        let broken = errors(&[file("sdn.xml", &cut(text, end))]).remove(0);
        assert!(matches!(broken, ListError::Broken { line: 1.., .. }), "{broken}");
    }
}

#[test]
fn entities_and_document_types_are_refused() {
    check_error(&[file("sdn.xml", "<!DOCTYPE sdnList [<!ENTITY a \"b\">]><sdnList/>")], "it has a DTD");
    check_error(&[file("sdn.xml", "<sdnList>\n&bomb;</sdnList>")], "sdn.xml, line 2: it has an entity");
}

#[test]
fn a_row_that_is_none_is_counted() {
    let with = |name: &str, row: &str| changed(name, |text| format!("{row}\r\n{text}"));
    let behind = |row: &str| changed("sdn.csv", |text| text.replace('\u{1A}', &format!("{row}\r\n\u{1A}")));
    check_rejected(&with("add.csv", "1,10,\"A\",\"B\",\"Cuba\""), "o/add.csv", 1, "it has 5 cells, not 6");
    check_rejected(&with("add.csv", "9,10,\"A\",\"B\",\"Cuba\",-0- "), "o/add.csv", 1, "no entry has the number 9");
    check_rejected(&with("alt.csv", "9,10,\"aka\",\"B\",-0- "), "o/alt.csv", 1, "no entry has the number 9");
    check_rejected(&with("alt.csv", "x,10,\"aka\",\"B\",-0- "), "o/alt.csv", 1, "does not begin with the number");
    check_rejected(&with("alt.csv", "1,10,\"aka\",-0- ,-0- "), "o/alt.csv", 1, "no name");
    check_rejected(&with("alt.csv", "1,10,\"zka\",\"B\",-0- "), "o/alt.csv", 1, "no type of alias");
    check_rejected(&with("alt.csv", "1,10,\"aka\",\"B,-0- "), "o/alt.csv", 1, "a quote is not closed");
    check_rejected(&with("alt.csv", "1,10,\"aka\",\"B\"C,-0- "), "o/alt.csv", 1, "behind a closing quote");
    check_rejected(&with("alt.csv", "1,10,aka,B\"C\",-0- "), "o/alt.csv", 1, "in the middle of a cell");
    check_rejected(&with("add.csv", "1,10,\"A\",\"B\",\"Atlantis\",-0- "), "o/add.csv", 1, "is no country");
    check_rejected(&with("sdn_comments.csv", "9,\"more\""), "o/sdn_comments.csv", 1, "no entry has the number 9");
    let row = |type_and_more: &str| format!("5,\"A\",{type_and_more},-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ");
    check_rejected(&behind(&row("\"robot\"")), "o/sdn.csv", 5, "no type of entry");
    check_rejected(&behind(&row("-0- ,-0- ")), "o/sdn.csv", 5, "it has 13 cells, not 12");
    check_rejected(&behind(&row("-0- ").replace("\"A\"", "-0- ")), "o/sdn.csv", 5, "no name");
    let twice = check_rejected(&behind(&row("-0- ").replace('5', "1")), "o/sdn.csv", 5, "stands twice");
    assert_eq!((twice.list.version.count, twice.list.designations.len()), (5, 4));
    assert!(names(entry(&twice, "ofac-sdn:1")).contains(&("strong", "A")));
}

#[test]
fn remarks_that_go_on_must_fit() {
    let remarks = |remarks: &str, comments: &str| {
        let mut files =
            changed("sdn.csv", |_| format!("1,\"A\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remarks}\"\r\n"));
        files[1].bytes = Vec::new();
        files[2].bytes = Vec::new();
        files[3].bytes = format!("{comments}\u{1A}").into_bytes();
        files
    };
    let before = format!("{}; Tax ID No. 12", "x".repeat(1000 - "; Tax ID No. 12".len()));
    let whole = edition(&remarks(&before, "1,\"34 (Cuba); Registration ID 77.\"\r\n"));
    assert_eq!(whole.rejected, []);
    let numbers =
        |edition: &Edition| entry(edition, "ofac-sdn:1").identifiers.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
    assert_eq!(numbers(&whole), ["1234", "77"]);
    let cut = check_rejected(&remarks(&before, ""), "o/sdn.csv", 1, "go on nowhere in sdn_comments.csv");
    assert_eq!(numbers(&cut), Vec::<String>::new());
    assert!(entry(&cut, "ofac-sdn:1").notes.contains(&"Tax ID No. 12".to_owned()));
    // One character less is no cut.
    assert_eq!(numbers(&edition(&remarks(before.strip_prefix('x').unwrap(), ""))), ["12"]);
    let unfit = check_rejected(
        &remarks("Tax ID No. 12.", "1,\"34 (Cuba); Registration ID 77.\"\r\n"),
        "o/sdn.csv",
        1,
        "of different days",
    );
    assert_eq!(numbers(&unfit), ["12", "77"]);
}

#[test]
fn latin_1_and_a_mark_and_column_names_are_read() {
    let mut files = changed("sdn.csv", |text| {
        format!(
            "\u{FEFF}ent_num,SDN_name,SDN_type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Vess_owner,Remarks\r\n{text}"
        )
    });
    files[2].bytes = b"1,20,\"aka\",\"CAF\xC9 BANK\",-0- \r\n1,21,\"aka\",\"CAF\xC3\x89 UTF\",-0- \r\n".to_vec();
    let edition = edition(&files);
    assert_eq!(edition.rejected, []);
    assert_eq!(edition.holds[0], ("sdn.csv rows".to_owned(), 4));
    let names = names(entry(&edition, "ofac-sdn:1"));
    assert!(names.contains(&("strong", "CAFÉ BANK")) && names.contains(&("strong", "CAFÉ UTF")), "{names:?}");
}

#[test]
fn a_cell_of_a_million_characters_is_read() {
    let long = "A".repeat(1_000_000);
    let edition = edition(&changed("alt.csv", |text| text.replace("GULL BANK", &long)));
    assert!(entry(&edition, "ofac-sdn:1").names.iter().any(|name| name.text.len() == 1_000_000));
    let xml = format!("<sdnList><sdnEntry><uid>1</uid><lastName>{long}</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>");
    assert_eq!(entry(&super::edition(&[file("sdn.xml", &xml)]), "ofac-sdn:1").names[0].text.len(), 1_000_000);
}

#[test]
fn what_is_not_known_in_xml_is_counted_and_noted() {
    let check = |inside: &str, reason: &str| {
        let text = format!(
            "<sdnList>\n<publshInformation><Record_Count>1</Record_Count></publshInformation>\n<sdnEntry><uid>1</uid><lastName>A</lastName><sdnType>Entity</sdnType>{inside}</sdnEntry>\n</sdnList>"
        );
        check_rejected(&[file("sdn.xml", &text)], "sdn.xml", 3, reason)
    };
    let edition = check("<colour>blue</colour>", "the element \"colour\" is not known");
    assert_eq!(entry(&edition, "ofac-sdn:1").notes, ["blue"]);
    check_rejected(&[file("sdn.xml", "<sdnList>\n<sdnEntri/></sdnList>")], "sdn.xml", 2, "the element \"sdnEntri\" is not known");
    let enhanced = "<sanctionsData>\n<entities>\n<entityy/></entities></sanctionsData>";
    check_rejected(&[file("sdn_enhanced.xml", enhanced)], "sdn_enhanced.xml", 3, "the element \"entityy\" is not known");
    let advanced = forms::SAMPLES[1].1.replace("FeatureTypeID=\"13\"", "FeatureTypeID=\"999\"");
    check_rejected(&[file("sdn_advanced.xml", &advanced)], "sdn_advanced.xml", 28, "FeatureType 999 is not defined");
    check("<addressList><address><country>Atlantis</country></address></addressList>", "is no country");
    let two = "<sdnList>\n<publshInformation><Record_Count>2</Record_Count></publshInformation><sdnEntry><uid>1</uid><lastName>A</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>";
    check_rejected(&[file("sdn.xml", two)], "sdn.xml", 1, "says that it has 2 entries, and has 1");
    let unnamed = "<sdnList>\n<sdnEntry><uid>1</uid><sdnType>Entity</sdnType></sdnEntry></sdnList>";
    check_rejected(&[file("sdn.xml", unnamed)], "sdn.xml", 2, "no number or no name");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever happens to the bytes of a quartet: an error, or each line of each file is in an entry, or joined to one, or reported.
    #[test]
    fn no_row_goes_missing(which in 0..3_usize, edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6)) {
        let mut files = quartet();
        let bytes = &mut files[which].bytes;
        for (at, byte, how) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        let lines = |file: &ListFile| {
            let bytes = file.bytes.strip_suffix(b"\x1A").unwrap_or(&file.bytes);
            bytes.split(|byte| *byte == b'\n').count() - usize::from(bytes.ends_with(b"\n") || bytes.is_empty())
        };
        if let Ok(editions) = read(&files) {
            let edition = &editions[0];
            for (file, (_, count)) in files.iter().zip(&edition.holds) {
                prop_assert_eq!(lines(file), *count, "{}", file.path);
            }
            let rejected = |file: &ListFile| edition.rejected.iter().filter(|row| row.file == file.path).count();
            prop_assert!(edition.list.version.count + rejected(&files[0]) >= lines(&files[0]));
            prop_assert_eq!(edition.list.version.rejected_rows, edition.rejected.len());
        }
    }

    /// The same for XML: an error, or an edition.
    #[test]
    fn no_xml_panics(form in 0..3_usize, edits in prop::collection::vec((any::<prop::sample::Index>(), 0..128_u8), 1..6)) {
        let (name, text) = forms::SAMPLES[form];
        let mut bytes = text.as_bytes().to_vec();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(editions) = read(&[ListFile { path: name.to_owned(), bytes }]) {
            prop_assert!(editions[0].list.version.count <= 4);
        }
    }
}
