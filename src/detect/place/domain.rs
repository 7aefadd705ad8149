//! Web and e-mail addresses in the DPRK's domain, `.kp`.

use super::{Reader, Sign, Stretch};
use crate::detect::Grade;
use crate::text::Border;

impl<'m, 'a> Reader<'_, 'm, 'a> {
    /// An address that ends in `.kp`. Initials do not: in `MR.KP SHARMA` nothing says that this is an address.
    pub(super) fn domain(&self, position: usize) -> Option<Sign<'m, 'a>> {
        if self.words.token(position) != "kp" || position == 0 {
            return None;
        }
        if self.border(position) != Border::Dot {
            return self.domain_in_next_line(position);
        }
        let (element, token) = self.source(position)?;
        let (before, behind) = self.around(position)?;
        let from = before.ceil_char_boundary(before.len().saturating_sub(ADDRESS_BYTES_MAX));
        let (skipped, before) = before.split_at_checked(from)?;
        let start = before.rfind(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | '<' | '"')).map_or(0, |at| at + 1);
        let host = before.get(start..)?.strip_suffix('.')?;
        let goes_on = behind.strip_prefix('.').is_some_and(|behind| behind.starts_with(char::is_alphanumeric));
        if goes_on || behind.starts_with('@') || !host.ends_with(char::is_alphanumeric) {
            return None;
        }
        let stretch = Stretch::Bytes(element, skipped.len() + address(before, start)..token.end);
        let grade = match host {
            _ if is_address(host) => Grade::Probable,
            _ if host.rsplit('.').next().is_some_and(|label| label.len() >= LONE_LABEL_MIN) => Grade::NeedsSecond,
            _ => return None,
        };
        Some(Sign::of_form(DOMAIN, grade, stretch, FORM))
    }

    /// `WWW.STAR-CO.NET.` at the end of a line, `KP` in the next.
    fn domain_in_next_line(&self, position: usize) -> Option<Sign<'m, 'a>> {
        let before = position - 1;
        let (_, end) = self.around(before)?;
        let is_cut = self.border(position) == Border::Line && self.border(before) == Border::Dot && end.starts_with('.');
        let is_second_level = is_cut && SECOND_LEVELS.contains(&self.words.token(before));
        is_second_level.then(|| Sign::of_form(DOMAIN, Grade::Probable, Stretch::Tokens(before..position + 1), FORM))
    }
}

/// Where the address begins: behind slashes and code words.
fn address(before: &str, start: usize) -> usize {
    start + before.get(start..).unwrap_or_default().find(char::is_alphanumeric).unwrap_or_default()
}

fn is_address(host: &str) -> bool {
    let lower = host.to_ascii_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let is_second_level = labels.last().is_some_and(|label| SECOND_LEVELS.contains(label));
    lower.contains('@')
        || lower.contains("://")
        || lower.contains("www.")
        || labels.len() > 2
        || labels.len() == 2 && is_second_level
}

const DOMAIN: &str = "dprk.domain";

const FORM: &str = "is an address in the DPRK's internet domain";

/// Second-level domains that are in use under `.kp`.
const SECOND_LEVELS: &[&str] = &["com", "net", "edu", "org", "gov", "rep", "tra", "co", "law", "aca"];

/// A domain name has 253 characters at most (RFC 1035).
const ADDRESS_BYTES_MAX: usize = 253;

/// `KCNA.KP` may be an address; `INV.KP` and `MR.KP` are not.
const LONE_LABEL_MIN: usize = 4;
