//! Composes the settings that each module owns.
//!
//! In: the text of one TOML file, and the environment, which wins. Out: a [`Config`], or every mistake at once, each with the line or the variable it stands in. What a
//! setting means, its default and its limits are its module's; `deploy/interdict.toml` documents them all.

use crate::{journal, serve};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

/// All settings: one member a section.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The service and its doors.
    pub serve: serve::Settings,
    /// What to screen against.
    pub policy: serve::PolicySettings,
    /// The record.
    pub journal: journal::Settings,
}

/// Everything that is wrong with a configuration. Shows as one line a mistake.
#[derive(Debug, thiserror::Error)]
#[error("{}", lines(.mistakes))]
pub struct ConfigError {
    /// At least one.
    pub mistakes: Vec<Mistake>,
}

/// One mistake.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mistake {
    /// Where it stands.
    pub place: Place,
    /// What is wrong, and what would be right.
    pub why: String,
}

/// Where a setting was given. The order is that of the reports.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Place {
    /// The file as a whole.
    File(String),
    /// In the file, at a line counted from 1.
    Line(String, usize),
    /// In this environment variable.
    Variable(String),
    /// Nowhere: it is the default beside other settings.
    Default,
}

impl Config {
    /// Reads the file at `path`, if one is given, and the process's environment.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or anything in it or in the environment is wrong.
    pub fn load(path: Option<&Path>) -> Result<Config, ConfigError> {
        let Some(path) = path else { return Config::read(None, std::env::vars_os()) };
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Config::read(Some((&name, &text)), std::env::vars_os()),
            Err(cause) => {
                let why = format!("cannot be read: {cause}");
                Err(ConfigError { mistakes: vec![Mistake { place: Place::File(name), why }] })
            }
        }
    }

    /// Reads a file's name and text, and variables.
    ///
    /// # Errors
    ///
    /// When anything in them is wrong.
    pub fn read(
        file: Option<(&str, &str)>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Config, ConfigError> {
        let mut reading = Reading::new();
        if let Some((name, text)) = file {
            reading.file(name, text);
        }
        reading.environment(variables);
        reading.finish()
    }
}

/// A configuration that is being put together.
struct Reading {
    /// The defaults: which keys there are, and of what type.
    defaults: Table,
    /// The defaults, and over them what was given.
    merged: Table,
    /// Where `section.key` was given last.
    places: BTreeMap<(String, String), Place>,
    mistakes: Vec<Mistake>,
}

impl Reading {
    fn new() -> Reading {
        let defaults = Table::try_from(Config::default()).expect("settings are TOML: a test writes them");
        Reading { merged: defaults.clone(), defaults, places: BTreeMap::new(), mistakes: Vec::new() }
    }

    fn file(&mut self, name: &str, text: &str) {
        let (places, faults) = DeTable::parse_recoverable(text);
        let line = |span: std::ops::Range<usize>| Place::Line(name.to_owned(), line_of(text, span.start));
        for fault in &faults {
            let place = fault.span().map_or(Place::File(name.to_owned()), line);
            self.mistake(place, fault.message().to_owned());
        }
        // A text that is no TOML says nothing certain about its keys.
        let Ok(values) = text.parse::<Table>() else { return };
        for (section, content) in places.get_ref() {
            let DeValue::Table(keys) = content.get_ref() else {
                self.mistake(line(section.span()), format!("{} must be a section: [{}]", section.get_ref(), section.get_ref()));
                continue;
            };
            if !self.defaults.contains_key(section.get_ref().as_ref()) {
                self.mistake(line(section.span()), unknown_section(section.get_ref(), &self.defaults));
                continue;
            }
            for key in keys.keys() {
                let value = values.get(section.get_ref().as_ref()).and_then(|section| section.get(key.get_ref().as_ref()));
                if let Some(value) = value {
                    self.set(section.get_ref(), key.get_ref(), value.clone(), line(key.span()));
                }
            }
        }
    }

    /// Variables without two underscores are not settings: they belong to the command line.
    fn environment(&mut self, variables: impl IntoIterator<Item = (OsString, OsString)>) {
        let mut variables: Vec<_> =
            variables.into_iter().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect();
        variables.sort_unstable();
        for (name, value) in variables {
            let Some((section, key)) = name.strip_prefix(PREFIX).and_then(|name| name.split_once("__")) else { continue };
            let place = Place::Variable(name.clone());
            match value.into_string() {
                Ok(text) => self.variable(&section.to_lowercase(), &key.to_lowercase(), text, place),
                Err(_) => self.mistake(place, "is not UTF-8".to_owned()),
            }
        }
    }

    fn variable(&mut self, section: &str, key: &str, text: String, place: Place) {
        let Some(keys) = self.defaults.get(section) else {
            return self.mistake(place, unknown_section(section, &self.defaults));
        };
        let typed = match keys.get(key) {
            Some(Value::Integer(_)) => text.parse().map(Value::Integer).unwrap_or(Value::String(text)),
            Some(Value::Boolean(_)) => text.parse().map(Value::Boolean).unwrap_or(Value::String(text)),
            _ => Value::String(text),
        };
        self.set(section, key, typed, place);
    }

    /// Tries one setting alone over the defaults, so that each mistake is found whatever else is wrong.
    fn set(&mut self, section: &str, key: &str, value: Value, place: Place) {
        let mut alone = self.defaults.clone();
        let Some(keys) = alone.get_mut(section).and_then(Value::as_table_mut) else { return };
        if !keys.contains_key(key) {
            let known: Vec<&str> = keys.keys().map(String::as_str).collect();
            return self.mistake(place, format!("{section}.{key} is not a setting; [{section}] has {}", known.join(", ")));
        }
        keys.insert(key.to_owned(), value.clone());
        if let Err(fault) = Config::deserialize(alone) {
            return self.mistake(place, format!("{section}.{key}: {}", fault.message()));
        }
        if let Some(keys) = self.merged.get_mut(section).and_then(Value::as_table_mut) {
            keys.insert(key.to_owned(), value);
        }
        self.places.insert((section.to_owned(), key.to_owned()), place);
    }

    fn finish(mut self) -> Result<Config, ConfigError> {
        let config = Config::deserialize(self.merged.clone())
            .expect("each setting was tried alone, and none depends on another to be read");
        let by_section =
            [("serve", config.serve.mistakes()), ("policy", config.policy.mistakes()), ("journal", config.journal.mistakes())];
        for (section, mistakes) in by_section {
            for (key, why) in mistakes {
                let place = self.places.get(&(section.to_owned(), key.to_owned())).cloned().unwrap_or(Place::Default);
                self.mistake(place, format!("{section}.{key} {why}"));
            }
        }
        self.mistakes.sort_by(|one, other| one.place.cmp(&other.place));
        if self.mistakes.is_empty() { Ok(config) } else { Err(ConfigError { mistakes: self.mistakes }) }
    }

    fn mistake(&mut self, place: Place, why: String) {
        self.mistakes.push(Mistake { place, why });
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Line(file, line) => write!(f, "{file}:{line}: {}", self.why),
            Place::File(place) | Place::Variable(place) => write!(f, "{place}: {}", self.why),
            Place::Default => f.write_str(&self.why),
        }
    }
}

fn lines(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n")
}

fn unknown_section(section: &str, defaults: &Table) -> String {
    let known: Vec<String> = defaults.keys().map(|section| format!("[{section}]")).collect();
    format!("there is no section [{section}]; there are {}", known.join(", "))
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// What the names of this program's variables begin with.
const PREFIX: &str = "INTERDICT_";

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../deploy/interdict.toml");

    fn read(text: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(Some(("test.toml", text)), variables.iter().map(|(name, value)| (name.into(), value.into())))
    }

    fn check(text: &str, variables: &[(&str, &str)], expected: &[&str]) {
        let found = match read(text, variables) {
            Ok(_) => Vec::new(),
            Err(error) => error.to_string().lines().map(str::to_owned).collect(),
        };
        let fits =
            found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
        assert!(fits, "expected {expected:#?}\nfound {found:#?}");
    }

    #[test]
    fn the_example_has_every_key_with_its_default() {
        assert_eq!(read(EXAMPLE, &[]).unwrap(), Config::default());
        let example: Table = EXAMPLE.parse().unwrap();
        assert_eq!(example, Table::try_from(Config::default()).unwrap());
    }

    #[test]
    fn the_example_explains_every_key() {
        let lines: Vec<&str> = EXAMPLE.lines().collect();
        for pair in lines.windows(2) {
            let is_key = pair[1].starts_with(|first: char| first.is_ascii_lowercase());
            assert!(!is_key || pair[0].starts_with("# "), "{} has no comment", pair[1]);
        }
    }

    #[test]
    fn nothing_given_is_the_defaults() {
        assert_eq!(Config::read(None, []).unwrap(), Config::default());
        assert_eq!(read("", &[("HOME", "/root"), ("INTERDICT_CONFIG", "a"), ("OTHER__KEY", "b")]).unwrap(), Config::default());
    }

    #[test]
    fn the_file_is_read_and_the_environment_wins() {
        let text = "[journal]\nwriter = 'file'\nsync_wait_ms_max = 7\n[policy]\nlists = 'folder'";
        let variables = [
            ("INTERDICT_JOURNAL__WRITER", "environment"),
            ("INTERDICT_SERVE__LISTEN", "[::1]:80"),
            ("INTERDICT_POLICY__BUILTIN", "false"),
            ("INTERDICT_SERVE__IDLE_SECONDS_MAX", "9"),
        ];
        let config = read(text, &variables).unwrap();
        assert_eq!((config.journal.writer.as_str(), config.journal.sync_wait_ms_max), ("environment", 7));
        assert_eq!((config.serve.listen, config.serve.idle_seconds_max), ("[::1]:80".parse().unwrap(), 9));
        assert_eq!((config.policy.builtin, config.policy.lists.as_path()), (false, Path::new("folder")));
    }

    #[test]
    fn every_key_can_be_given_by_environment() {
        for (section, keys) in &Table::try_from(Config::default()).unwrap() {
            for key in keys.as_table().unwrap().keys() {
                let name = format!("INTERDICT_{}__{}", section.to_uppercase(), key.to_uppercase());
                // Two values that fit no setting of any type at once: one of them is refused, so the variable was read.
                let refused = ["", "no such value"].iter().any(|value| read("", &[(&name, value)]).is_err());
                let is_path = ["directory", "lists", "rules"].contains(&key.as_str());
                assert!(refused || is_path, "{name}");
            }
        }
    }

    #[test]
    fn unknown_keys_and_sections_are_mistakes() {
        check("[journal]\nwritter = 'a'", &[], &["test.toml:2: journal.writter is not a setting; [journal] has directory, "]);
        check(
            "\n[jurnal]\nwriter = 'a'",
            &[],
            &["test.toml:2: there is no section [jurnal]; there are [journal], [policy], [serve]"],
        );
        check("serve = 1", &[], &["test.toml:1: serve must be a section: [serve]"]);
        check("[[serve]]\nrail = 'a'", &[], &["test.toml:1: serve must be a section"]);
        check("[serve.tls]\nkey = 'a'", &[], &["test.toml:1: serve.tls is not a setting"]);
        check("", &[("INTERDICT_SERVE__RAILS", "a")], &["INTERDICT_SERVE__RAILS: serve.rails is not a setting"]);
        check("", &[("INTERDICT_SERVER__RAIL", "a")], &["INTERDICT_SERVER__RAIL: there is no section [server]"]);
    }

    #[test]
    fn values_of_a_wrong_type_are_mistakes() {
        check("[journal]\n\nsync_wait_ms_max = 'a'", &[], &["test.toml:3: journal.sync_wait_ms_max: invalid type"]);
        check("[journal]\nsync_wait_ms_max = -1", &[], &["test.toml:2: journal.sync_wait_ms_max: invalid value"]);
        check("[serve]\nlisten = 'localhost'", &[], &["test.toml:2: serve.listen: invalid socket address syntax"]);
        check("", &[("INTERDICT_POLICY__BUILTIN", "yes")], &["INTERDICT_POLICY__BUILTIN: policy.builtin: invalid type"]);
    }

    #[test]
    fn values_beyond_their_limits_are_mistakes() {
        check("[serve]\nbody_seconds_max = 0", &[], &["test.toml:2: serve.body_seconds_max must be 1 to 3600"]);
        check("[policy]\nbuiltin = false", &[], &["test.toml:2: policy.builtin must be true when"]);
        check(
            "",
            &[("INTERDICT_JOURNAL__WRITER", "a b")],
            &["INTERDICT_JOURNAL__WRITER: journal.writer must be 1 to 64 printable"],
        );
    }

    #[test]
    fn a_text_that_is_no_toml_is_told_with_its_line() {
        check("[serve]\nrail = \n", &[], &["test.toml:2: "]);
        check("[serve]\nrail = 'a'\nrail = 'b'\n", &[], &["test.toml:3: duplicate key"]);
    }

    #[test]
    fn all_mistakes_are_reported_together() {
        check(
            "[serve]\nbody_seconds_max = 0\nrails = 'a'\n[jurnal]\nwriter = 'a'\n[journal]\nwriter = 1\n",
            &[("INTERDICT_JOURNAL__SYNC_WAIT_MS_MAX", "soon"), ("INTERDICT_POLICY__BUILTIN", "false")],
            &[
                "test.toml:2: serve.body_seconds_max must be",
                "test.toml:3: serve.rails is not a setting",
                "test.toml:4: there is no section [jurnal]",
                "test.toml:7: journal.writer: invalid type",
                "INTERDICT_JOURNAL__SYNC_WAIT_MS_MAX: journal.sync_wait_ms_max: invalid type",
                "INTERDICT_POLICY__BUILTIN: policy.builtin must be true",
            ],
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_not_utf_8_is_a_mistake() {
        use std::os::unix::ffi::OsStringExt as _;
        let variable = ("INTERDICT_JOURNAL__WRITER".into(), OsString::from_vec(vec![0xff]));
        assert_eq!(Config::read(None, [variable]).unwrap_err().to_string(), "INTERDICT_JOURNAL__WRITER: is not UTF-8");
    }

    #[test]
    fn a_file_that_is_not_there_is_told() {
        let error = Config::load(Some(Path::new("/no/such/interdict.toml"))).unwrap_err();
        assert!(error.to_string().starts_with("/no/such/interdict.toml: cannot be read: "), "{error}");
    }
}
