//! A folder of list files, at any depth, plain or packed, to editions.

use crate::list::activation::Refusal;
use crate::list::published::{self, Edition, ListError, ListFile};
use flate2::read::MultiGzDecoder;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Longest list file, unpacked. OFAC's advanced XML, the longest that is published, has some 120 MB.
pub const FILE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Why a folder gives no lists.
#[derive(Debug, Error)]
pub enum FolderError {
    /// The file system does not give it.
    #[error("{}: cannot be read ({cause}). Check the path, and whether you may read it", path.display())]
    Unreadable {
        /// What was asked for.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// It unpacks to more than a list has.
    #[error("{}: unpacked it has more than {FILE_BYTES_MAX} bytes, which no published list has", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
    },
    /// What lies there is not what it should be.
    #[error(transparent)]
    List(#[from] ListError),
    /// It should not be used.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Reads all lists of a folder; a path to a single file reads that one. Files and folders whose names begin with a dot are left out.
///
/// # Errors
///
/// Everything that is wrong with any of the files; nothing is loaded then.
pub fn read(folder: &Path) -> Result<Vec<Edition>, Vec<FolderError>> {
    let mut errors = Vec::new();
    let mut files = Vec::new();
    for path in paths(folder, &mut errors) {
        match file(folder, &path) {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    published::read(&files).map_err(|errors| errors.into_iter().map(FolderError::List).collect())
}

/// The files below, by the bytes of their paths, so that the same folder is always read in the same order.
fn paths(folder: &Path, errors: &mut Vec<FolderError>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        // Links are followed: banks keep `current` as one.
        let inside = fs::metadata(&path).and_then(|facts| if facts.is_dir() { fs::read_dir(&path).map(Some) } else { Ok(None) });
        let entries = match inside {
            Ok(None) => {
                found.push(path);
                continue;
            }
            Ok(Some(entries)) => entries.collect::<io::Result<Vec<_>>>(),
            Err(cause) => Err(cause),
        };
        match entries {
            Ok(entries) if found.len() + open.len() + entries.len() <= FILES_MAX => {
                let is_shown = |path: &PathBuf| path.file_name().is_some_and(|name| !name.as_encoded_bytes().starts_with(b"."));
                open.extend(entries.into_iter().map(|entry| entry.path()).filter(is_shown));
            }
            Ok(_) => {
                let cause = io::Error::other(format!("there are more than {FILES_MAX} files below; is it a folder of lists?"));
                errors.push(FolderError::Unreadable { path, cause });
                break;
            }
            Err(cause) => errors.push(FolderError::Unreadable { path, cause }),
        }
    }
    found.sort();
    found
}

fn file(folder: &Path, path: &Path) -> Result<ListFile, FolderError> {
    let below = path
        .strip_prefix(folder)
        .ok()
        .filter(|below| *below != Path::new(""))
        .unwrap_or(Path::new(path.file_name().unwrap_or_default()));
    let name = below.to_string_lossy().into_owned();
    let unreadable = |cause| FolderError::Unreadable { path: path.to_owned(), cause };
    let file = BufReader::new(File::open(path).map_err(unreadable)?);
    let (name, reader): (&str, Box<dyn Read>) = match name.rsplit_once('.') {
        Some((stem, "gz" | "GZ")) => (stem, Box::new(MultiGzDecoder::new(file))),
        Some((stem, "zst" | "ZST")) => (stem, Box::new(zstd::Decoder::with_buffer(file).map_err(unreadable)?)),
        _ => (&name, Box::new(file)),
    };
    let mut bytes = Vec::new();
    reader.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES_MAX) {
        return Err(FolderError::TooLong { path: path.to_owned() });
    }
    Ok(ListFile { path: name.to_owned(), bytes })
}

/// More files, and it is a home directory rather than a folder of lists.
const FILES_MAX: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const LIST: &[u8] = b"id,type,name\n1,person,Ann Example\n";

    /// Lists of a folder with these files, or what is wrong.
    fn check(files: &[(&str, &[u8])], expected: Result<&[&str], &str>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        match (read(folder.path()), expected) {
            (Ok(editions), Ok(expected)) => {
                let lists: Vec<_> = editions.iter().map(|edition| edition.list.version.list.as_str()).collect();
                assert_eq!(lists, expected);
            }
            (Err(errors), Err(expected)) => assert!(errors[0].to_string().contains(expected), "{}", errors[0]),
            (read, _) => panic!("{files:?}: {read:?}"),
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn lists_lie_at_any_depth_plain_or_packed() {
        let (packed, zstd) = (gzip(LIST), zstd::encode_all(LIST, 1).unwrap());
        let files: &[(&str, &[u8])] =
            &[("b/c/two.csv.gz", &packed), ("one.csv", LIST), ("three.csv.zst", &zstd), ("README", b"x"), (".hidden/x", b"x")];
        check(files, Ok(&["one", "three", "two"]));
    }

    #[test]
    fn what_cannot_be_loaded_is_named() {
        check(&[], Err("no list file is in the folder"));
        check(&[("sdn.cvs", b"1")], Err("sdn.cvs: not the published name"));
        check(&[("one.csv.gz", b"no gzip")], Err("one.csv.gz: cannot be read"));
        check(&[("one.csv", LIST), ("old/one.csv", LIST)], Err("one is there twice: old/one.csv and one.csv"));
        let packed = gzip(LIST);
        check(&[("one.csv.gz", &packed[..packed.len() - 9])], Err("one.csv.gz: cannot be read"));
    }

    #[test]
    fn a_single_file_and_a_missing_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house.csv");
        fs::write(&path, LIST).unwrap();
        assert_eq!(read(&path).unwrap()[0].list.version.list, "house");
        let errors = read(Path::new("/does/not/exist")).unwrap_err();
        assert!(errors[0].to_string().starts_with("/does/not/exist: cannot be read"), "{}", errors[0]);
    }
}
