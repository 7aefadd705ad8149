//! Hits to Rulings. Rules are data: TOML, compiled in from `rules/dprk.toml` or read from a file.

/// A set of rules, checked.
#[derive(Clone, Debug)]
pub struct Rules {
    /// SHA-256 of the text that they were read from.
    pub sha256: [u8; 32],
}
