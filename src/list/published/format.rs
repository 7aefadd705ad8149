//! Which files are which list: names to readers, and the files of one list to one reading.

use super::{Edition, ListError, ListFile, canada, dfat, eu, ftm, japan, ofac, seco, uk, un, watch};
use std::iter;

/// A form in which a list is published.
pub(super) struct Format {
    /// What an error calls it.
    pub(super) title: &'static str,
    /// The files of one edition. The first holds the entries and names the edition; the others lie beside it, in the same folder.
    pub(super) parts: &'static [Part],
    /// Whether the first file begins as one of this format does; else what was found instead.
    pub(super) confirms: fn(&[u8]) -> Result<(), String>,
    /// Reads the edition. The files come in the order of `parts`; an optional one that is not there is `None`.
    pub(super) read: fn(&[Option<&ListFile>]) -> Result<Edition, ListError>,
}

/// A file of a format.
pub(super) struct Part {
    /// The published name, in any case; one `*` stands for any characters. In a part behind the first, `*` is what it was in the first.
    pub(super) name: &'static str,
    /// Whether the edition is not whole without it.
    pub(super) is_required: bool,
}

/// All formats, the more telling name first: a name is that of the first format that has it.
const FORMATS: &[Format] = &[
    ofac::SDN_CSV,
    ofac::CONSOLIDATED_CSV,
    ofac::SDN_XML,
    ofac::CONSOLIDATED_XML,
    ofac::SDN_ADVANCED,
    ofac::CONSOLIDATED_ADVANCED,
    ofac::SDN_ENHANCED,
    ofac::CONSOLIDATED_ENHANCED,
    seco::FORMAT,
    un::FORMAT,
    dfat::WORKBOOK,
    dfat::CSV,
    canada::FORMAT,
    eu::XML,
    eu::DATED_XML,
    eu::DATED_XSD_XML,
    eu::CSV,
    eu::DATED_CSV,
    uk::CSV,
    uk::UNDERSCORED_CSV,
    uk::XML,
    uk::UNDERSCORED_XML,
    uk::OFSI,
    japan::CSV,
    japan::WORKBOOK,
    ftm::JSON,
    ftm::CSV,
    watch::FORMAT,
];

/// Files that lie beside lists and are none.
const BESIDE: &[&str] =
    &["readme*", "license*", "licence*", "*.sha256", "*.sha512", "*.md5", "sha256sums*", "checksums*", "manifest*"];

/// Reads the files of a folder: all editions in it, sorted by the name of the list, or everything that is wrong.
///
/// # Errors
///
/// An unknown, unconfirmed or broken file, a list that is incomplete or there twice, or no list at all.
pub fn read(files: &[ListFile]) -> Result<Vec<Edition>, Vec<ListError>> {
    let mut errors = Vec::new();
    let mut editions: Vec<(Edition, &str)> = Vec::new();
    for group in groups(files, &mut errors) {
        match group.read() {
            Ok(edition) => editions.push((edition, &group.first.path)),
            Err(error) => errors.push(error),
        }
    }
    editions.sort_by(|(one, _), (other, _)| one.list.version.list.cmp(&other.list.version.list));
    for ((one, one_path), (other, other_path)) in editions.iter().zip(editions.iter().skip(1)) {
        if one.list.version.list == other.list.version.list {
            errors.push(ListError::Twice {
                list: one.list.version.list.clone(),
                one: (*one_path).to_owned(),
                other: (*other_path).to_owned(),
            });
        }
    }
    if editions.is_empty() && errors.is_empty() {
        errors.push(ListError::Empty { expected: expected() });
    }
    if errors.is_empty() { Ok(editions.into_iter().map(|(edition, _)| edition).collect()) } else { Err(errors) }
}

/// The names of the files of each format, its first file first; `*` stands for any characters.
pub fn names() -> impl Iterator<Item = Vec<&'static str>> {
    FORMATS.iter().map(|format| format.parts.iter().map(|part| part.name).collect())
}

/// The files of one edition.
struct Group<'f> {
    format: &'static Format,
    first: &'f ListFile,
    files: Vec<Option<&'f ListFile>>,
}

impl Group<'_> {
    fn read(&self) -> Result<Edition, ListError> {
        (self.format.confirms)(&self.first.bytes).map_err(|found| ListError::Unconfirmed {
            file: self.first.path.clone(),
            list: self.format.title.to_owned(),
            found,
        })?;
        for (part, file) in self.format.parts.iter().zip(&self.files) {
            if part.is_required && file.is_none() {
                return Err(ListError::Incomplete {
                    file: self.first.path.clone(),
                    missing: part.name.to_owned(),
                    list: self.format.title.to_owned(),
                });
            }
        }
        (self.format.read)(&self.files)
    }
}

/// Puts the files of each edition together. A file that belongs to none is an error.
fn groups<'f>(files: &'f [ListFile], errors: &mut Vec<ListError>) -> Vec<Group<'f>> {
    let mut is_taken = vec![false; files.len()];
    let mut groups = Vec::new();
    for format in FORMATS {
        let Some((first_part, others)) = format.parts.split_first() else { continue };
        for (number, first) in files.iter().enumerate() {
            let Some(star) = stands_for(first_part.name, first.name()).filter(|_| is_taken.get(number) == Some(&false)) else {
                continue;
            };
            if is_rather_another(format, first, FORMATS) {
                continue;
            }
            let beside = |part: &Part| {
                let name = part.name.replacen('*', star, 1);
                let is_it =
                    |file: &ListFile| folder(&file.path) == folder(&first.path) && file.name().eq_ignore_ascii_case(&name);
                files.iter().position(is_it)
            };
            let numbers: Vec<Option<usize>> = iter::once(Some(number)).chain(others.iter().map(beside)).collect();
            for taken in numbers.iter().flatten() {
                if let Some(taken) = is_taken.get_mut(*taken) {
                    *taken = true;
                }
            }
            let files = numbers.into_iter().map(|number| number.and_then(|number| files.get(number))).collect();
            groups.push(Group { format, first, files });
        }
    }
    let left = files.iter().zip(is_taken).filter(|(file, is_taken)| !is_taken && !lies_beside(file.name()));
    errors.extend(left.map(|(file, _)| ListError::UnknownFile { file: file.path.clone(), expected: expected() }));
    groups
}

/// Whether the content is not of this format, but of another that publishes a file of that very name: two authorities have a `consolidated.xml`.
fn is_rather_another(format: &Format, file: &ListFile, formats: &[Format]) -> bool {
    let has_name = |other: &&Format| {
        other.title != format.title
            && other.parts.first().is_some_and(|part| !part.name.starts_with('*') && stands_for(part.name, file.name()).is_some())
    };
    let is_it = |of: &Format| (of.confirms)(&file.bytes).is_ok();
    let mut namesakes = formats.iter().filter(has_name).peekable();
    namesakes.peek().is_some() && !is_it(format) && namesakes.any(is_it)
}

fn folder(path: &str) -> &str {
    path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}

fn lies_beside(name: &str) -> bool {
    name.starts_with('.') || BESIDE.iter().any(|pattern| stands_for(pattern, name).is_some())
}

/// What `*` stands for where `name` fits `pattern`; empty where the pattern has none.
fn stands_for<'n>(pattern: &str, name: &'n str) -> Option<&'n str> {
    let Some((before, behind)) = pattern.split_once('*') else {
        return name.eq_ignore_ascii_case(pattern).then_some("");
    };
    let middle_end = name.len().checked_sub(behind.len()).filter(|end| *end >= before.len())?;
    let fits = name.get(..before.len())?.eq_ignore_ascii_case(before) && name.get(middle_end..)?.eq_ignore_ascii_case(behind);
    name.get(before.len()..middle_end).filter(|_| fits)
}

fn expected() -> String {
    let names: Vec<&str> = FORMATS.iter().filter_map(|format| format.parts.first()).map(|part| part.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WATCH: &[u8] = b"id,type,name\n1,person,Ann Example\n";

    fn file(path: &str, bytes: &[u8]) -> ListFile {
        ListFile { path: path.to_owned(), bytes: bytes.to_vec() }
    }

    #[test]
    fn a_star_stands_for_what_differs() {
        let check = |pattern: &str, name: &str, expected: Option<&str>| {
            assert_eq!(stands_for(pattern, name), expected, "{pattern} {name}")
        };
        check("sdn.csv", "SDN.CSV", Some(""));
        check("sdn.csv", "sdn.cvs", None);
        check("*.csv", "house.csv", Some("house"));
        check("*.csv", ".csv", Some(""));
        check("*-FULL-1_1.xml", "20260605-FULL-1_1.XML", Some("20260605"));
        check("a*a", "a", None);
    }

    #[test]
    fn the_content_tells_files_of_one_name_apart() {
        const fn format(title: &'static str, confirms: fn(&[u8]) -> Result<(), String>) -> Format {
            Format { title, parts: &[Part { name: "same.xml", is_required: true }], confirms, read: |_| unreachable!() }
        }
        let formats = [
            format("one", |bytes| if bytes == b"one" { Ok(()) } else { Err(String::new()) }),
            format("two", |bytes| if bytes == b"two" { Ok(()) } else { Err(String::new()) }),
        ];
        let check = |content: &[u8], expected: [bool; 2]| {
            let is_another = |format| is_rather_another(format, &file("Same.xml", content), &formats);
            assert_eq!(formats.each_ref().map(is_another), expected, "{content:?}");
        };
        check(b"one", [false, true]);
        check(b"two", [true, false]);
        check(b"neither", [false, false]);
    }

    #[test]
    fn what_is_no_list_is_said_file_by_file() {
        let files = [file("README.md", b"x"), file("sdn.cvs", b"x"), file("house.csv", WATCH)];
        let errors = read(&files).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].to_string().starts_with("sdn.cvs: not the published name"), "{}", errors[0]);
    }

    #[test]
    fn a_folder_without_a_list_is_an_error() {
        assert_eq!(read(&[file("LICENSE", b"x")]).unwrap_err(), [ListError::Empty { expected: expected() }]);
    }

    #[test]
    fn a_list_in_two_folders_is_there_twice() {
        let errors = read(&[file("a/house.csv", WATCH), file("b/house.csv", WATCH)]).unwrap_err();
        let expected = ListError::Twice { list: "house".into(), one: "a/house.csv".into(), other: "b/house.csv".into() };
        assert_eq!(errors, [expected]);
    }
}
