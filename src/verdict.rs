//! What happens to a message.

use std::fmt;

/// What happens to a message; the order is that of severity.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// Forwarded byte for byte.
    #[default]
    Pass,
    /// Forwarded, and an alert is opened.
    Flag,
    /// Not forwarded until people released it.
    Hold,
    /// Not forwarded, returned: prohibited, with nothing to freeze.
    Reject,
    /// Not forwarded and never returned: the property is frozen.
    Block,
}

impl Verdict {
    /// All of them, from the mildest.
    pub const ALL: &[Verdict] = &[Verdict::Pass, Verdict::Flag, Verdict::Hold, Verdict::Reject, Verdict::Block];

    /// The name used everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Flag => "flag",
            Verdict::Hold => "hold",
            Verdict::Reject => "reject",
            Verdict::Block => "block",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Verdict> {
        Verdict::ALL.iter().copied().find(|verdict| verdict.as_str() == text)
    }

    /// Whether the message goes on to its receiver.
    #[must_use]
    pub fn is_forwarded(self) -> bool {
        self <= Verdict::Flag
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
