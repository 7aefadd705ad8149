mod broken;
mod forms;
mod published;

use super::super::{Edition, ListError, ListFile, read};
use crate::list::Designation;

fn file(path: &str, text: &str) -> ListFile {
    ListFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// The only edition that the files make.
fn edition(files: &[ListFile]) -> Edition {
    let mut editions = read(files).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert_eq!(editions.len(), 1);
    editions.remove(0)
}

fn errors(files: &[ListFile]) -> Vec<ListError> {
    read(files).map(|editions| editions.len()).unwrap_err()
}

fn entry<'e>(edition: &'e Edition, id: &str) -> &'e Designation {
    edition.list.designations.iter().find(|entry| entry.id == id).unwrap_or_else(|| panic!("{id} is missing"))
}

/// Strength and text of each name.
fn names(entry: &Designation) -> Vec<(&str, &str)> {
    entry.names.iter().map(|name| (name.strength.as_str(), name.text.as_str())).collect()
}

const SDN: &str = "1,\"BLUE TERN BANK\",-0- ,\"DPRK2] [SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"SWIFT/BIC ABCDKPPY; a.k.a. 'BTB'.\"\r\n\
    2,\"EXAMPLE, Ann\",\"individual\",\"NPWMD\",\"Director\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 01 Jan 1968; nationality Korea, North; Passport 654320308 (Korea, North); Linked To: BLUE TERN BANK.\"\r\n\
    3,\"TERN\",\"vessel\",\"CUBA\",-0- ,\"HMYX\",\"Tug\",\"1,200\",\"212\",\"Democratic People's Republic of Korea\",\"Example Shipping\",\"Vessel Registration Identification IMO 9004700; MMSI 445123000; f.k.a. 'GULL'.\"\r\n\
    4,\"P-532\",\"aircraft\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\u{1A}";
const ADD: &str = "1,10,\"1 Example Street\",\"Pyongyang\",\"Korea, North\",-0- \r\n2,11,-0- ,-0- ,\"Cuba\",\"office\"\r\n\u{1A}";
const ALT: &str =
    "1,20,\"aka\",\"TERN BANK, LTD\",-0- \r\n1,21,\"fka\",\"GULL BANK\",-0- \r\n2,22,\"nka\",\"SAMPLE, Ann\",-0- \r\n\u{1A}";
const COMMENTS: &str = "\u{1A}";

/// A small quartet of fictional parties.
fn quartet() -> Vec<ListFile> {
    vec![file("o/sdn.csv", SDN), file("o/add.csv", ADD), file("o/alt.csv", ALT), file("o/sdn_comments.csv", COMMENTS)]
}
