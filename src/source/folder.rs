//! Folders to files: everything below, sorted by the bytes of the paths, so that the same folder is always read in the same order.

use super::{Found, Problem, Step, Walk};
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

impl Walk<'_> {
    pub(super) fn folder(&mut self, root: &Path) -> Step {
        let mut levels = vec![entries(root).map_err(Problem::Open)?.into_iter()];
        while let Some(level) = levels.last_mut() {
            let Some(entry) = level.next() else {
                levels.pop();
                continue;
            };
            let source = entry.path.to_string_lossy();
            if is_left_out(&entry.name()) || entry.is_link_to_folder() {
                self.hand_over(Found::LeftOut { source: source.into_owned() })?;
            } else if entry.kind.is_dir() {
                self.attempt(&source, |_| {
                    levels.push(entries(&entry.path).map_err(Problem::Open)?.into_iter());
                    Ok(())
                })?;
            } else {
                self.attempt(&source, |walk| walk.member(&entry))?;
            }
        }
        Ok(())
    }

    /// A pipe or device in a folder could keep the walk waiting for ever.
    fn member(&mut self, entry: &Entry) -> Step {
        let is_file = fs::metadata(&entry.path).map_err(Problem::Open)?.is_file();
        if is_file { self.file(&entry.path) } else { Err(Problem::NotAFile.into()) }
    }
}

/// Whether the file name, or a folder on the path to it, says that this is no message: hidden, or README, LICENSE, Markdown, an expectation beside a sample, a checksum.
pub(super) fn is_left_out(path: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && !part.trim_matches('.').is_empty();
    let name = path.rsplit('/').next().unwrap_or_default();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_about_the_folder = PROSE_NAMES.iter().any(|prose| stem.eq_ignore_ascii_case(prose))
        && PROSE_EXTENSIONS.iter().any(|prose| extension.eq_ignore_ascii_case(prose));
    let is_beside_a_message = COMPANION_EXTENSIONS.iter().any(|companion| extension.eq_ignore_ascii_case(companion));
    path.split('/').any(is_hidden) || is_about_the_folder || is_beside_a_message
}

const PROSE_NAMES: &[&str] = &["readme", "license", "licence"];
const PROSE_EXTENSIONS: &[&str] = &["", "txt"];
const COMPANION_EXTENSIONS: &[&str] = &["md", "expect", "sha256"];

/// Bytes in a file, or in all files below a folder that would be read.
pub(super) fn bytes_below(path: &Path) -> u64 {
    let mut paths = vec![path.to_owned()];
    let mut bytes = 0;
    while let Some(path) = paths.pop() {
        match fs::metadata(&path) {
            Ok(facts) if facts.is_dir() => {
                let inside = entries(&path).unwrap_or_default();
                let read = inside.into_iter().filter(|entry| !is_left_out(&entry.name()) && !entry.is_link_to_folder());
                paths.extend(read.map(|entry| entry.path));
            }
            Ok(facts) => bytes += facts.len(),
            Err(_) => {}
        }
    }
    bytes
}

struct Entry {
    path: PathBuf,
    kind: FileType,
}

impl Entry {
    fn of(entry: &DirEntry) -> io::Result<Entry> {
        Ok(Entry { path: entry.path(), kind: entry.file_type()? })
    }

    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Following one could lead in a circle.
    fn is_link_to_folder(&self) -> bool {
        self.kind.is_symlink() && self.path.is_dir()
    }

    /// The bytes of a whole path compare as those of its parts do, when a folder's name goes on with the slash that follows it.
    fn order(&self) -> Vec<u8> {
        let mut order = self.path.as_os_str().as_encoded_bytes().to_vec();
        if self.kind.is_dir() {
            order.push(b'/');
        }
        order
    }
}

fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let entries = fs::read_dir(folder)?.map(|entry| Entry::of(&entry?));
    let mut entries = entries.collect::<io::Result<Vec<Entry>>>()?;
    entries.sort_by_cached_key(Entry::order);
    Ok(entries)
}
