//! The chain: what an entry holds, and the digest that links it to the one before. No file is touched here.

use super::record::{hex, screened_json};
use crate::decision::{Decision, Screened, Versions};
use crate::frame::Frame;
use crate::verdict::Verdict;
use bytes::Bytes;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// What an entry records.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum EntryKind {
    /// The journal was opened: the first entry of an epoch.
    Epoch,
    /// A frame was decided.
    Decision,
}

impl EntryKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            EntryKind::Epoch => "epoch",
            EntryKind::Decision => "decision",
        }
    }
}

/// An entry that waits for its place in the chain. Everything that costs time (writing JSON, digests of bodies) is done when one is made, in the caller's thread.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) kind: EntryKind,
    pub(super) recorded_at: Timestamp,
    pub(super) verdict: Option<Verdict>,
    pub(super) frame_sha256: Option<[u8; 32]>,
    pub(super) content_sha256: Option<[u8; 32]>,
    pub(super) policy_sha256: Option<[u8; 32]>,
    pub(super) parts: Vec<Part>,
}

/// A body that belongs to an entry. The chain holds its digest; the body itself may be erased.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) sha256: [u8; 32],
    pub(super) body: Bytes,
}

impl Draft {
    /// What was decided about a frame, and the frame itself as evidence. `recorded_at` stands in the entry, not in the Decision.
    #[must_use]
    pub fn decision(frame: &Frame, screened: &Screened, recorded_at: Timestamp) -> Draft {
        Draft::written(frame, &screened.frame, screened_json(screened), recorded_at)
    }

    /// The same where the Decisions were written down one by one: `lines` holds the whole frame's, with that on the frame, `decision`, last.
    #[must_use]
    pub fn written(frame: &Frame, decision: &Decision, lines: String, recorded_at: Timestamp) -> Draft {
        let kept = frame.slice(0..frame.bytes_kept()).unwrap_or_default();
        let is_whole = kept.len() as u64 == frame.bytes_total();
        let message_sha256 = if is_whole { *frame.sha256() } else { Sha256::digest(&kept).into() };
        Draft {
            kind: EntryKind::Decision,
            recorded_at,
            verdict: Some(decision.verdict),
            frame_sha256: Some(*frame.sha256()),
            content_sha256: None,
            policy_sha256: Some(policy_sha256(&decision.versions)),
            parts: vec![Part::new(PART_DECISIONS, lines.into()), Part { name: PART_MESSAGE, sha256: message_sha256, body: kept }],
        }
    }

    /// The journal is opened by `writer`, running version `engine` of this program.
    pub(super) fn epoch(writer: &str, engine: &str, recorded_at: Timestamp) -> Draft {
        let opening = super::record::json(&Opening { format: FORMAT, engine, writer });
        Draft {
            kind: EntryKind::Epoch,
            recorded_at,
            verdict: None,
            frame_sha256: None,
            content_sha256: None,
            policy_sha256: None,
            parts: vec![Part::new(PART_EPOCH, opening.into())],
        }
    }

    /// Names the content that a retry of this message would have again, whatever its envelope says.
    #[must_use]
    pub fn with_content_sha256(self, content_sha256: [u8; 32]) -> Draft {
        Draft { content_sha256: Some(content_sha256), ..self }
    }

    /// Length of all bodies.
    pub(super) fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.body.len()).sum()
    }

    /// The Decisions as they will be read back.
    pub(super) fn decisions(&self) -> Bytes {
        self.parts.iter().find(|part| part.name == PART_DECISIONS).map(|part| part.body.clone()).unwrap_or_default()
    }
}

impl Part {
    fn new(name: &'static str, body: Bytes) -> Part {
        Part { name, sha256: Sha256::digest(&body).into(), body }
    }
}

#[derive(serde::Serialize)]
struct Opening<'a> {
    format: u32,
    engine: &'a str,
    writer: &'a str,
}

/// The members of an entry, as they are linked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Members<'a> {
    pub(super) sequence: u64,
    pub(super) epoch: u64,
    pub(super) kind: &'a str,
    pub(super) recorded_at: &'a str,
    pub(super) verdict: Option<&'a str>,
    pub(super) frame_sha256: Option<&'a [u8]>,
    pub(super) content_sha256: Option<&'a [u8]>,
    pub(super) policy_sha256: Option<&'a [u8]>,
    pub(super) payload_sha256: &'a [u8],
    pub(super) previous: &'a [u8],
}

impl Members<'_> {
    /// The digest that the next entry names as its previous one.
    pub(super) fn link(&self) -> [u8; 32] {
        let absent = || ABSENT.to_owned();
        let digest = |digest: Option<&[u8]>| digest.map_or_else(absent, hex);
        let text = format!(
            "interdict-journal {FORMAT}\nsequence {}\nepoch {}\nkind {}\nrecorded_at {}\nverdict {}\nframe_sha256 {}\ncontent_sha256 {}\npolicy_sha256 {}\n\
             payload_sha256 {}\nprevious {}\n",
            self.sequence,
            self.epoch,
            self.kind,
            self.recorded_at,
            self.verdict.unwrap_or(ABSENT),
            digest(self.frame_sha256),
            digest(self.content_sha256),
            digest(self.policy_sha256),
            hex(self.payload_sha256),
            hex(self.previous),
        );
        Sha256::digest(text).into()
    }

    /// Whether the linked text can be read in one way only: words are printable, without spaces, and no word says "absent".
    pub(super) fn is_plain(&self) -> bool {
        [self.kind, self.recorded_at].into_iter().chain(self.verdict).all(is_word)
    }
}

/// Digest of the bodies' digests, in the order of their names.
pub(super) fn payload_sha256<'a>(parts: impl IntoIterator<Item = (&'a str, u64, &'a [u8])>) -> [u8; 32] {
    let mut text = String::new();
    for (name, bytes, sha256) in parts {
        writeln!(text, "{name} {bytes} {}", hex(sha256)).expect("a String takes every write");
    }
    Sha256::digest(text).into()
}

/// A word of the linked text.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text != ABSENT && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Everything beside message, rail and day that a decision depends on, in one digest. The order of the lists does not matter.
fn policy_sha256(versions: &Versions) -> [u8; 32] {
    let Versions { engine, rules_sha256, good_guys_sha256, rail: _, as_of: _, overlay_sha256, overlay_count: _, lists } =
        versions;
    let mut lists: Vec<String> = lists.iter().map(|list| format!("list {} {:?}\n", hex(&list.sha256), list.list)).collect();
    lists.sort_unstable();
    let (rules, good_guys, overlay) = (hex(rules_sha256), hex(good_guys_sha256), hex(overlay_sha256));
    let head = format!("interdict-policy 1\nengine {engine}\nrules {rules}\ngood_guys {good_guys}\noverlay {overlay}\n");
    Sha256::digest(head + &lists.concat()).into()
}

/// Version of the linked text, and of the tables (`user_version`).
pub(super) const FORMAT: u32 = 1;

/// What the first entry of a journal names as its previous one.
pub(super) const GENESIS: [u8; 32] = [0; 32];

/// The Decisions on a frame, lines of JSON.
pub(super) const PART_DECISIONS: &str = "decisions";

/// The frame, byte for byte.
pub(super) const PART_MESSAGE: &str = "message";

/// Who opened an epoch, JSON.
pub(super) const PART_EPOCH: &str = "epoch";

/// Stands for a member that an entry does not have.
const ABSENT: &str = "-";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::sample;

    const MEMBERS: Members<'static> = Members {
        sequence: 2,
        epoch: 1,
        kind: "decision",
        recorded_at: "2026-11-24T10:00:00.000000Z",
        verdict: Some("hold"),
        frame_sha256: Some(&[1; 32]),
        content_sha256: None,
        policy_sha256: Some(&[2; 32]),
        payload_sha256: &[3; 32],
        previous: &[4; 32],
    };

    /// The text is part of the format: whoever audits a journal computes it with tools of their own.
    #[test]
    fn the_linked_text_is_the_documented_one() {
        let text = format!(
            "interdict-journal 1\nsequence 2\nepoch 1\nkind decision\nrecorded_at 2026-11-24T10:00:00.000000Z\nverdict hold\nframe_sha256 {}\n\
             content_sha256 -\npolicy_sha256 {}\npayload_sha256 {}\nprevious {}\n",
            "01".repeat(32),
            "02".repeat(32),
            "03".repeat(32),
            "04".repeat(32),
        );
        assert_eq!(MEMBERS.link(), <[u8; 32]>::from(Sha256::digest(text)));
    }

    #[test]
    fn every_member_is_linked() {
        let changed = [
            Members { sequence: 3, ..MEMBERS },
            Members { epoch: 2, ..MEMBERS },
            Members { kind: "epoch", ..MEMBERS },
            Members { recorded_at: "2026-11-24T10:00:00.000001Z", ..MEMBERS },
            Members { verdict: None, ..MEMBERS },
            Members { verdict: Some("pass"), ..MEMBERS },
            Members { frame_sha256: None, ..MEMBERS },
            Members { content_sha256: Some(&[1; 32]), ..MEMBERS },
            Members { policy_sha256: Some(&[1; 32]), ..MEMBERS },
            Members { payload_sha256: &[1; 32], ..MEMBERS },
            Members { previous: &[1; 32], ..MEMBERS },
        ];
        for members in changed {
            assert_ne!(members.link(), MEMBERS.link(), "{members:?}");
        }
    }

    #[test]
    fn words_that_would_blur_the_text_are_not_plain() {
        assert!(MEMBERS.is_plain());
        for word in ["-", "", "a b", "a\nverdict pass", "\u{e9}"] {
            assert!(!Members { verdict: Some(word), ..MEMBERS }.is_plain(), "{word:?}");
            assert!(!Members { kind: word, ..MEMBERS }.is_plain(), "{word:?}");
            assert!(!Members { recorded_at: word, ..MEMBERS }.is_plain(), "{word:?}");
        }
    }

    #[test]
    fn the_policy_digest_names_lists_rules_and_program_but_neither_day_nor_rail() {
        let versions = sample::versions();
        let same = policy_sha256(&versions);
        let day = jiff::civil::date(2027, 1, 1);
        assert_eq!(policy_sha256(&Versions { as_of: day, rail: "other".into(), ..versions.clone() }), same);
        let reversed = versions.lists.iter().rev().cloned().collect();
        assert_eq!(policy_sha256(&Versions { lists: reversed, ..versions.clone() }), same);
        let one_list = versions.lists.iter().take(1).cloned().collect();
        for other in [
            Versions { engine: "0.1.1", ..versions.clone() },
            Versions { rules_sha256: [9; 32], ..versions.clone() },
            Versions { good_guys_sha256: [9; 32], ..versions.clone() },
            Versions { overlay_sha256: [9; 32], ..versions.clone() },
            Versions { lists: one_list, ..versions.clone() },
        ] {
            assert_ne!(policy_sha256(&other), same, "{other:?}");
        }
    }

    #[test]
    fn a_message_cut_short_keeps_both_digests() {
        let (_, screened) = sample::screened("x");
        let frame = Frame::cut_short(Bytes::from_static(b"beginning"), 1 << 40, [7; 32]);
        let draft = Draft::decision(&frame, &screened, Timestamp::UNIX_EPOCH);
        assert_eq!(draft.frame_sha256, Some([7; 32]));
        assert_eq!(draft.parts[1].sha256, <[u8; 32]>::from(Sha256::digest(b"beginning")));
        let whole = Draft::decision(&Frame::new("x".into()), &screened, Timestamp::UNIX_EPOCH);
        assert_eq!(whole.parts[1].sha256, whole.frame_sha256.unwrap());
    }
}
