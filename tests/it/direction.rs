//! A module names only modules above it in `src/lib.rs`; the core names neither file nor clock; the doors do not know each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn a_module_names_only_modules_above_it() {
    let order = modules_in_order();
    assert!(order.len() > 10, "src/lib.rs lists its modules: {order:?}");
    let position = |module: &str| order.iter().position(|other| other == module);
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = position(&source.module) else { continue };
        for named in source.modules_named() {
            let above = position(&named).is_some_and(|place| place <= own);
            if !above {
                wrong.push(format!("{} names `{named}`, which is not above `{}`", source.path.display(), source.module));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_belongs_to_a_module_of_the_list() {
    let order = modules_in_order();
    let strangers = sources().into_iter().filter(|source| !order.contains(&source.module)).map(|source| source.path);
    let strangers: Vec<PathBuf> = strangers.filter(|path| !path.ends_with("lib.rs") && !path.ends_with("main.rs")).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}

#[test]
fn the_core_has_neither_input_nor_clock_nor_chance() {
    let order = modules_in_order();
    let last = order.iter().position(|module| module == LAST_OF_THE_CORE).expect("the core ends where the list says");
    let core = order.get(..=last).unwrap_or_default();
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| core.contains(&source.module)) {
        let code = IN_MEMORY.iter().fold(source.code.clone(), |code, used| code.replace(used, ""));
        let of_std = segments_behind(&code, "std");
        wrong.extend(NOT_OF_STD.iter().filter(|name| of_std.contains(**name)).map(|name| source.names(&format!("std::{name}"))));
        wrong.extend(NOT_IN_THE_CORE.iter().filter(|word| has_word(&source.code, word)).map(|word| source.names(word)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn doors_do_not_name_each_other() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| source.module == "serve") {
        let Some(door) = DOORS.iter().find(|door| source.is_in(&format!("serve/{door}"))) else { continue };
        for other in DOORS.iter().filter(|other| *other != door) {
            let named =
                ["crate::serve", "super", "super::super"].iter().any(|root| segments_behind(&source.code, root).contains(*other));
            if named {
                wrong.push(source.names(&format!("the door `{other}`")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The core ends here; what follows may do input and output.
const LAST_OF_THE_CORE: &str = "engine";

/// Ways in, each a file or folder in `src/serve`.
const DOORS: &[&str] = &["http", "proxy", "tcp", "folder", "kafka"];

const NOT_OF_STD: &[&str] = &["fs", "net", "io", "env", "process", "os"];

/// What of `std::io` reads bytes that are in memory already: a workbook is a packed archive.
const IN_MEMORY: &[&str] = &["use std::io::Cursor;", "use std::io::Read as _;"];

const NOT_IN_THE_CORE: &[&str] = &[
    "tokio",
    "Instant",
    "SystemTime",
    "rand",
    "fastrand",
    "getrandom",
    "Zoned::now",
    "ZonedDateTime::now",
    "Timestamp::now",
    "TimeZone::system",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
];

/// A file of `src`, without its comments, texts and tests.
struct Source {
    path: PathBuf,
    /// The module of `lib.rs` that it belongs to.
    module: String,
    /// How many modules it lies inside of, its own included.
    depth: usize,
    code: String,
}

impl Source {
    fn read(root: &Path, path: &Path) -> Source {
        let inside = path.strip_prefix(root).expect("files of the folder lie in it").with_extension("");
        let mut modules: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if modules.last().is_some_and(|last| last == "mod") {
            modules.pop();
        }
        let text = fs::read_to_string(path).expect("source files are UTF-8");
        let code = without_tests(&without_comments_and_texts(&text));
        Source { path: path.to_owned(), module: modules.first().cloned().unwrap_or_default(), depth: modules.len(), code }
    }

    /// Modules of `lib.rs` that the code names, by `crate::` or by as many `super::` as lead there.
    fn modules_named(&self) -> BTreeSet<String> {
        let by_super = vec!["super"; self.depth].join("::");
        let mut named = segments_behind(&self.code, "crate");
        named.extend(segments_behind(&self.code, &by_super));
        named
    }

    fn is_in(&self, module: &str) -> bool {
        let path = self.path.to_string_lossy();
        path.contains(&format!("/{module}.rs")) || path.contains(&format!("/{module}/"))
    }

    fn names(&self, what: &str) -> String {
        format!("{} names {what}", self.path.display())
    }
}

fn modules_in_order() -> Vec<String> {
    let text = fs::read_to_string(source_root().join("lib.rs")).expect("src/lib.rs exists");
    let code = without_comments_and_texts(&text);
    let declarations = code.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    declarations.map(str::to_owned).collect()
}

fn sources() -> Vec<Source> {
    let root = source_root();
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src is readable") {
            let path = entry.expect("src is readable").path();
            if path.is_dir() && !is_test(&path) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test(&path) {
                sources.push(Source::read(&root, &path));
            }
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

/// A module of tests in a file or folder of its own.
fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// What follows `root::` anywhere in the code, in braces or not: the first segment of each path.
fn segments_behind(code: &str, root: &str) -> BTreeSet<String> {
    let prefix = format!("{root}::");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(&prefix) {
        let (before, behind) = code.split_at(at);
        let begins_path = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        if !begins_path {
            continue;
        }
        let behind = behind.strip_prefix(prefix.as_str()).unwrap_or_default().trim_start();
        match behind.strip_prefix('{') {
            Some(list) => found.extend(first_segments(list)),
            None => found.extend(first_word(behind)),
        }
    }
    found
}

/// The first segments of the paths in a list that was opened by a brace: `a::{b, c}, d as e}` gives a and d.
fn first_segments(list: &str) -> Vec<String> {
    let mut depth = 1;
    let mut outer = String::new();
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 1 => outer.push(character),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    outer.split(',').filter_map(|path| first_word(path.trim_start())).collect()
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

fn has_word(code: &str, word: &str) -> bool {
    let is_part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let (before, behind) = code.split_at(at);
        let behind = behind.strip_prefix(word).unwrap_or_default();
        !before.ends_with(is_part_of_word) && !behind.starts_with(is_part_of_word)
    })
}

/// Rust code with comments left out and every text literal empty.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_text_hashes(rest, &code) {
            let end = format!("\"{}", "#".repeat(hashes));
            let begin = hashes + 2;
            rest.get(begin..).and_then(|inner| inner.find(&end)).map_or(rest.len(), |at| begin + at + end.len())
        } else if character == '"' {
            literal_length(rest, '"')
        } else if character == '\'' && is_character_literal(rest) {
            literal_length(rest, '\'')
        } else {
            code.push(character);
            character.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    code
}

/// Code without the items that only tests have.
fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut parts = code.split("#[cfg(test)]");
    kept.extend(parts.next());
    parts.for_each(|part| kept.push_str(behind_item(part)));
    kept
}

/// What follows the first item: a declaration up to its semicolon, or anything in braces.
fn behind_item(code: &str) -> &str {
    let mut depth = 0;
    for (at, character) in code.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(character, ';' | '}') {
            return code.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

/// Number of `#` of a raw text literal that begins here.
fn raw_text_hashes(rest: &str, before: &str) -> Option<usize> {
    let inner = rest.strip_prefix('r')?;
    let begins_word = !before.ends_with(|c: char| (c.is_alphanumeric() && c != 'b') || c == '_');
    let hashes = inner.len() - inner.trim_start_matches('#').len();
    (begins_word && inner.trim_start_matches('#').starts_with('"')).then_some(hashes)
}

fn literal_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Unlike a lifetime, a character is closed.
fn is_character_literal(rest: &str) -> bool {
    let mut inner = rest.chars().skip(1);
    inner.next() == Some('\\') || inner.next() == Some('\'')
}

#[test]
fn the_reader_of_code_sees_what_it_should() {
    let code = without_comments_and_texts(
        "use crate::{a::{x, y}, b as c}; // crate::d\nlet t = (\"crate::e\", 'x', '\"', r#\"crate::f\"#, &'a crate::g::G);",
    );
    assert_eq!(segments_behind(&code, "crate").into_iter().collect::<Vec<_>>(), ["a", "b", "g"]);
    assert!(has_word("let now = Timestamp::now();", "Timestamp::now"));
    assert!(!has_word("let instant = InstantRail;", "Instant"));
    assert!(segments_behind("super::super::frame::x", "super::super").contains("frame"));
    assert!(!segments_behind("super::super::frame::x", "super").contains("frame"));
    assert_eq!(without_tests("a; #[cfg(test)] mod b; c #[cfg(test)] mod d { e { f; } } g"), "a;  c  g");
}
