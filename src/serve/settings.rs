//! Settings of the service.

use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Section `[serve]` of the configuration.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address and port of the HTTP door. Requests are neither authenticated nor encrypted.
    pub listen: SocketAddr,
    /// The rail that the HTTP door stands on, as rules name it.
    pub rail: String,
    /// Most connections at a time; further ones wait to be accepted.
    pub connections_max: u32,
    /// A connection is closed when nothing was received or sent for this long.
    pub idle_seconds_max: u32,
    /// Longest time from the first to the last byte of a body.
    pub body_seconds_max: u32,
    /// Longest wait for messages in flight when the service is stopped.
    pub shutdown_seconds_max: u32,
    /// A list that bears an older date than this warns.
    pub list_age_days_max: u32,
}

/// Section `[policy]` of the configuration: what to screen against. Whoever loads the policy reads it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PolicySettings {
    /// Whether the built-in DPRK list is screened against.
    pub builtin: bool,
    /// Folder of published lists; empty for none.
    pub lists: PathBuf,
    /// Rules instead of the built-in ones; empty for those.
    pub rules: PathBuf,
}

impl Settings {
    /// Everything that is wrong with them: the name of the setting, and what would be right.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(&'static str, String)> {
        let mut mistakes = Vec::new();
        if self.rail.is_empty() || self.rail.len() > RAIL_BYTES_MAX || !self.rail.bytes().all(|byte| byte.is_ascii_graphic()) {
            mistakes.push(("rail", "must be 1 to 32 printable ASCII characters without spaces".to_owned()));
        }
        for (key, value, max) in [
            ("connections_max", self.connections_max, CONNECTIONS_MAX),
            ("idle_seconds_max", self.idle_seconds_max, SECONDS_MAX),
            ("body_seconds_max", self.body_seconds_max, SECONDS_MAX),
            ("shutdown_seconds_max", self.shutdown_seconds_max, SECONDS_MAX),
            ("list_age_days_max", self.list_age_days_max, DAYS_MAX),
        ] {
            if !(1..=max).contains(&value) {
                mistakes.push((key, format!("must be 1 to {max}")));
            }
        }
        mistakes
    }
}

impl PolicySettings {
    /// Everything that is wrong with them: the name of the setting, and what would be right.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(&'static str, String)> {
        if self.builtin || !self.lists.as_os_str().is_empty() {
            return Vec::new();
        }
        vec![("builtin", "must be true when policy.lists names no folder: there would be nothing to screen against".to_owned())]
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            rail: "unspecified".into(),
            connections_max: 1024,
            idle_seconds_max: 60,
            body_seconds_max: 30,
            shutdown_seconds_max: 30,
            list_age_days_max: 7,
        }
    }
}

impl Default for PolicySettings {
    fn default() -> PolicySettings {
        PolicySettings { builtin: true, lists: PathBuf::new(), rules: PathBuf::new() }
    }
}

/// Names of rails are short words: `cbpr+`, `target2`.
const RAIL_BYTES_MAX: usize = 32;

/// A connection takes a file descriptor, and 65536 is what common service managers allow at most.
const CONNECTIONS_MAX: u32 = 65_536;

/// An hour: a longer wait is a mistake in the unit.
const SECONDS_MAX: u32 = 3_600;

/// Ten years: a longer age is a mistake in the unit.
const DAYS_MAX: u32 = 3_660;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(settings: Settings, expected: &[&str]) {
        let keys: Vec<_> = settings.mistakes().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, expected, "{settings:?}");
    }

    #[test]
    fn defaults_have_no_mistakes_and_listen_on_loopback() {
        check(Settings::default(), &[]);
        assert!(Settings::default().listen.ip().is_loopback());
        assert_eq!(PolicySettings::default().mistakes(), []);
    }

    #[test]
    fn limits_hold() {
        let settings = Settings::default;
        check(
            Settings { connections_max: CONNECTIONS_MAX, idle_seconds_max: SECONDS_MAX, body_seconds_max: 1, ..settings() },
            &[],
        );
        check(
            Settings { list_age_days_max: DAYS_MAX, shutdown_seconds_max: 1, rail: "r".repeat(RAIL_BYTES_MAX), ..settings() },
            &[],
        );
        check(
            Settings { connections_max: CONNECTIONS_MAX + 1, idle_seconds_max: 0, ..settings() },
            &["connections_max", "idle_seconds_max"],
        );
        check(
            Settings { body_seconds_max: SECONDS_MAX + 1, shutdown_seconds_max: 0, ..settings() },
            &["body_seconds_max", "shutdown_seconds_max"],
        );
        check(Settings { list_age_days_max: DAYS_MAX + 1, ..settings() }, &["list_age_days_max"]);
        for rail in ["", "two words", &"r".repeat(RAIL_BYTES_MAX + 1)] {
            check(Settings { rail: rail.into(), ..settings() }, &["rail"]);
        }
    }

    #[test]
    fn there_is_something_to_screen_against() {
        let nothing = PolicySettings { builtin: false, ..PolicySettings::default() };
        assert_eq!(nothing.mistakes().len(), 1);
        assert_eq!(PolicySettings { lists: "lists".into(), ..nothing }.mistakes(), []);
    }
}
