//! The remarks of an entry: facts and quoted aliases, apart by `; `, with a full stop at the end. In: the text of one or two cells. Out: what it says, in an entry.

use super::draft::Draft;
use super::facts;
use crate::list::Strength;

/// Reads remarks. A quoted alias is a weak one (OFAC FAQ 122 to 125): the strong ones stand in a file of their own.
pub(super) fn read(text: &str, draft: &mut Draft, faults: &mut Vec<String>) {
    parts(text).for_each(|part| remark(part, draft, faults));
}

/// Reads remarks that end in the middle. The last piece is not interpreted: half of a number is another number.
pub(super) fn read_cut(text: &str, draft: &mut Draft, faults: &mut Vec<String>) {
    let (whole, rest) = text.rsplit_once(BETWEEN).unwrap_or(("", text));
    read(whole, draft, faults);
    draft.note(rest);
}

/// Reads remarks that begin in the middle.
pub(super) fn read_continued(text: &str, draft: &mut Draft, faults: &mut Vec<String>) {
    let (rest, whole) = text.split_once(BETWEEN).unwrap_or((text, ""));
    draft.note(rest);
    read(whole, draft, faults);
}

const BETWEEN: &str = "; ";

fn parts(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    text.strip_suffix('.').unwrap_or(text).split(BETWEEN).map(str::trim).filter(|part| !part.is_empty())
}

fn remark(part: &str, draft: &mut Draft, faults: &mut Vec<String>) {
    match quoted_alias(part) {
        Some(alias) => draft.name(alias, Strength::Weak),
        // The XML form has links in brackets.
        None => {
            let bracketed = part.strip_prefix('(').and_then(|part| part.strip_suffix(')')).filter(|part| part.starts_with(LINK));
            facts::read(bracketed.unwrap_or(part), draft, faults);
        }
    }
}

const LINK: &str = "Linked To:";

fn quoted_alias(part: &str) -> Option<&str> {
    let quoted = ["a.k.a. '", "f.k.a. '", "n.k.a. '"].iter().find_map(|word| part.strip_prefix(word))?;
    quoted.strip_suffix('\'').filter(|alias| !alias.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{Designation, DesignationKind};

    fn entry(read: fn(&str, &mut Draft, &mut Vec<String>), text: &str) -> Designation {
        let mut draft = Draft::new("l", "1", DesignationKind::Person);
        draft.name("KIM, Yong Chol", Strength::Strong);
        let mut faults = Vec::new();
        read(text, &mut draft, &mut faults);
        assert_eq!(faults.len(), 0, "{faults:?}");
        draft.finish()
    }

    #[test]
    fn remarks_are_taken_apart() {
        let entry = entry(
            read,
            "DOB circa 1947; alt. DOB circa 1946; POB Pyongan-Pukto, North Korea; a.k.a. 'KIM, Y'; a.k.a. ''ABD'; Linked To: OFFICE 39; Major General.",
        );
        assert_eq!(entry.birth_dates, ["1947~", "1946~"]);
        let weak: Vec<_> = entry.names.iter().filter(|name| name.strength == Strength::Weak).map(|name| &name.text).collect();
        assert_eq!(weak, ["Y KIM", "'ABD"]);
        assert_eq!(entry.links[0].name, "OFFICE 39");
        assert_eq!(entry.notes, ["Major General"]);
    }

    #[test]
    fn links_may_stand_in_brackets() {
        let entry = entry(read, "All offices worldwide; (Linked To: HAMAS); (Linked To: GHANI, A (B))");
        assert_eq!(entry.links.iter().map(|link| &link.name).collect::<Vec<_>>(), ["HAMAS", "GHANI, A (B)"]);
        assert_eq!(entry.notes, ["All offices worldwide"]);
    }

    #[test]
    fn half_a_piece_is_not_interpreted() {
        let cut = entry(read_cut, "DOB 1947; Passport 12345");
        assert_eq!((cut.birth_dates.len(), cut.identifiers.len(), cut.notes), (1, 0, vec!["Passport 12345".to_owned()]));
        let continued = entry(read_continued, "sport 12345; DOB 1947.");
        assert_eq!(
            (continued.birth_dates.len(), continued.identifiers.len(), continued.notes),
            (1, 0, vec!["sport 12345".to_owned()])
        );
    }

    #[test]
    fn odd_remarks_are_notes_or_nothing() {
        assert_eq!(entry(read, " . ").notes.len(), 0);
        assert_eq!(entry(read, "a.k.a. ''; a.k.a. 'open").notes, ["a.k.a. ''", "a.k.a. 'open"]);
    }
}
