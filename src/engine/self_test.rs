//! Whether a Policy finds what it lists. In: a Policy, and designations of its lists. Out: every name and number that was put into every place of a message where it can stand, and
//! was not found there. A new edition is activated after it: a list that was read wrongly, or a matcher that lost a script, shows here before a payment does.
//!
//! The places are rows of `self-test.tsv`. A message carries one text in one place, between a debtor and a creditor that nobody lists; found is what points to the designation,
//! whatever the rules make of it. Names that are shorter than any name that is looked for are not tried, they are counted: `MA` stands in every second message.

use super::{Arrival, Policy, screen};
use crate::detect::Evidence;
use crate::frame::Frame;
use crate::index::Snapshot;
use crate::index::name::is_looked_for;
use crate::list::{Designation, Identifier};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a self-test found out.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SelfTest {
    /// Designations that were tried.
    pub designations: usize,
    /// Messages that were screened: a name or number in a place.
    pub tried: usize,
    /// Names that are too short to be looked for in any text.
    pub too_short: usize,
    /// How many were not found.
    pub missed_count: usize,
    /// The first of them, in order, up to [`MISSED_MAX`].
    pub missed: Vec<Missed>,
}

/// What was put into a message, and not found there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Missed {
    /// Id of the designation.
    pub designation: String,
    /// The name or number.
    pub text: String,
    /// The place, as `self-test.tsv` calls it, behind its format.
    pub place: String,
}

impl SelfTest {
    /// Whether everything was found.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.missed_count == 0
    }
}

/// Puts every name and number of the designations into every place of a message, and looks whether `policy` finds it there.
#[must_use]
pub fn self_test<'d>(policy: &Policy, arrival: &Arrival, designations: impl IntoIterator<Item = &'d Designation>) -> SelfTest {
    let places = places();
    let mut outcome = SelfTest::default();
    for designation in designations {
        outcome.designations += 1;
        for listed in listed(designation) {
            if listed.evidence == Evidence::Name && !is_looked_for(&listed.text, designation.kind) {
                outcome.too_short += 1;
                continue;
            }
            for place in places.iter().filter(|place| place.carries == listed.carries) {
                outcome.tried += 1;
                if !place.finds(&listed, designation, policy, arrival) {
                    outcome.miss(designation, &listed, place);
                }
            }
        }
    }
    outcome
}

impl SelfTest {
    fn miss(&mut self, designation: &Designation, listed: &Listed<'_>, place: &Place) {
        self.missed_count += 1;
        if self.missed.len() < MISSED_MAX {
            let place = format!("{}, {}", place.format.as_str(), place.name);
            self.missed.push(Missed { designation: designation.id.clone(), text: listed.text.clone(), place });
        }
    }
}

/// What a self-test tries before lists are activated: everything that concerns the DPRK, and a sample of the rest. The digests of the lists choose the sample, so that the same
/// lists are always tried alike, and each edition in another place.
#[must_use]
pub fn chosen(snapshot: &Snapshot, sample_count: usize) -> Vec<Arc<Designation>> {
    let mut seed = Sha256::new();
    snapshot.versions().iter().for_each(|version| seed.update(version.sha256));
    let seed = seed.finalize();
    let mut chosen: Vec<Arc<Designation>> = Vec::new();
    let mut others: BTreeSet<([u8; 32], usize)> = BTreeSet::new();
    for (number, listed) in snapshot.listed().iter().enumerate() {
        if listed.designation.dprk {
            chosen.push(Arc::clone(&listed.designation));
            continue;
        }
        let lot = Sha256::new().chain_update(seed).chain_update(&listed.designation.id).finalize().into();
        others.insert((lot, number));
        if others.len() > sample_count {
            others.pop_last();
        }
    }
    let mut numbers: Vec<usize> = others.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    let sample = numbers.into_iter().filter_map(|number| snapshot.listed().get(number));
    chosen.extend(sample.map(|listed| Arc::clone(&listed.designation)));
    chosen
}

/// A name or a number of a designation.
struct Listed<'d> {
    carries: &'d str,
    text: String,
    issuer: &'d str,
    evidence: Evidence,
}

fn listed(designation: &Designation) -> impl Iterator<Item = Listed<'_>> {
    let number = |carries, text, issuer| Listed { carries, text, issuer, evidence: Evidence::Identifier };
    let names = designation.names.iter().map(|name| Listed {
        carries: "name",
        text: name.text.clone(),
        issuer: "",
        evidence: Evidence::Name,
    });
    let bics = designation.bics.iter().map(move |bic| number("bic", bic.to_string(), ""));
    let imos = designation.imos.iter().map(move |imo| number("imo", format!("{:07}", imo.number()), ""));
    let identifiers = designation.identifiers.iter().map(move |own: &Identifier| {
        number(own.kind.as_str(), own.number().trim().to_owned(), own.country.as_deref().unwrap_or_default())
    });
    names.chain(bics).chain(imos).chain(identifiers)
}

/// A place of a message.
struct Place {
    name: &'static str,
    format: PlaceFormat,
    carries: &'static str,
    /// Characters of a line; `None` where lines have no end.
    width: Option<usize>,
    more: &'static str,
    template: &'static str,
}

#[derive(Clone, Copy)]
enum PlaceFormat {
    Mt,
    Mx,
}

impl PlaceFormat {
    fn as_str(self) -> &'static str {
        match self {
            PlaceFormat::Mt => "mt",
            PlaceFormat::Mx => "mx",
        }
    }
}

fn places() -> Vec<Place> {
    PLACES.lines().filter(|line| !line.starts_with('#')).filter_map(place).collect()
}

fn place(line: &'static str) -> Option<Place> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [name, format, carries, width, more, template] = *cells else { return None };
    let format = match format {
        "mt" => PlaceFormat::Mt,
        "mx" => PlaceFormat::Mx,
        _ => return None,
    };
    let width = width.parse().ok().filter(|width| *width > 0);
    Some(Place { name, format, carries, width, more: if more == "-" { "" } else { more }, template })
}

impl Place {
    fn finds(&self, listed: &Listed<'_>, designation: &Designation, policy: &Policy, arrival: &Arrival) -> bool {
        let screened = screen(&Frame::new(self.message(listed).into_bytes().into()), policy, arrival, &mut ());
        let decisions = std::iter::once(&screened.frame).chain(&screened.units);
        let mut hits = decisions.flat_map(|decision| &decision.hits).filter(|hit| hit.evidence == listed.evidence);
        hits.any(|hit| hit.designation.as_ref().is_some_and(|own| own.id == designation.id))
    }

    fn message(&self, listed: &Listed<'_>) -> String {
        match self.format {
            PlaceFormat::Mt => {
                // Braces end a block: no sender can write them.
                let text = listed.text.replace(['{', '}', '\r', '\n'], " ");
                let lines = self.width.map_or_else(|| vec![text.clone()], |width| wrap(&text, self.room(width), width));
                let text = lines.join(&format!("\n{}", self.more));
                let own = self.template.replace("\\n", "\n").replace("{}", &text);
                MT.replace("{}", &own).replace('\n', "\r\n")
            }
            PlaceFormat::Mx => {
                let text = listed.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let issuer = if listed.issuer.is_empty() { "ZZ" } else { listed.issuer };
                MX.replace("{}", &self.template.replace("{issuer}", issuer).replace("{}", &text))
            }
        }
    }

    /// Characters of the first line: other words may stand in front of the text.
    fn room(&self, width: usize) -> usize {
        let before = self.template.split("{}").next().unwrap_or_default();
        let line = before.rsplit("\\n").next().unwrap_or_default();
        // A tag and the number or code of a line do not count.
        let words = line.rsplit([':', '/']).next().unwrap_or_default();
        width.saturating_sub(words.chars().count()).max(1)
    }
}

/// Lines of at most so many characters, broken at blanks where a line has one.
fn wrap(text: &str, first: usize, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut room = first;
    for word in text.split_inclusive(' ') {
        let length = word.trim_end().chars().count();
        if room < length && length <= width && lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
            room = width;
        }
        for character in word.chars() {
            if room == 0 {
                lines.push(String::new());
                room = width;
            }
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
            room -= 1;
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Most misses that are reported one by one: a matcher that lost a script misses thousands, and the first say which.
pub const MISSED_MAX: usize = 1_000;

const PLACES: &str = include_str!("self-test.tsv");

const MT: &str = "{1:F01AAAABE22AXXX0000000000}{2:I103BBBBFR22XXXXN}{4:\n:20:SELFTEST\n:23B:CRED\n:32A:261124EUR1,00\n:50K:/1\nBETA EXAMPLE\n{}\n-}";

const MX: &str = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr><MsgId>SELFTEST</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf>{}</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::builtin;
    use crate::rule::Rules;
    use std::sync::LazyLock;

    static POLICY: LazyLock<Policy> =
        LazyLock::new(|| Policy::new(vec![builtin::official(), builtin::watch()], Rules::builtin()));

    fn arrival() -> Arrival {
        Arrival { rail: "cbpr+".to_owned(), as_of: jiff::civil::date(2026, 11, 24) }
    }

    #[test]
    fn every_row_is_read_and_every_kind_has_a_place() {
        let rows = PLACES.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(places().len(), rows);
        let kinds = crate::list::IdentifierKind::ALL.iter().map(|kind| kind.as_str()).chain(["name", "bic", "imo"]);
        for kind in kinds {
            let formats: Vec<&str> =
                places().iter().filter(|place| place.carries == kind).map(|place| place.format.as_str()).collect();
            assert!(formats.contains(&"mt") && formats.contains(&"mx"), "{kind}: {formats:?}");
        }
    }

    #[test]
    fn all_that_the_built_in_lists_have_is_found() {
        let chosen = chosen(&POLICY.snapshot, 0);
        let outcome = self_test(&POLICY, &arrival(), chosen.iter().map(|own| &**own));
        assert_eq!(outcome.designations, POLICY.snapshot.listed().len());
        assert!(outcome.tried > 20_000, "{}", outcome.tried);
        let missed: Vec<String> =
            outcome.missed.iter().map(|missed| format!("{} {:?} in {}", missed.designation, missed.text, missed.place)).collect();
        assert!(outcome.is_passed(), "{} of {} missed\n{}", outcome.missed_count, outcome.tried, missed.join("\n"));
        println!("{} messages, {} names too short", outcome.tried, outcome.too_short);
    }

    #[test]
    fn what_is_not_listed_is_missed_and_reported_up_to_the_limit() {
        let stranger = Designation {
            id: "un:0".into(),
            names: (0..100).map(|at| crate::list::ListedName { text: format!("Nobody Listed {at}"), ..named() }).collect(),
            ..Designation::default()
        };
        let outcome = self_test(&POLICY, &arrival(), [&stranger]);
        let places = places().iter().filter(|place| place.carries == "name").count();
        assert_eq!((outcome.missed_count, outcome.missed.len()), (100 * places, MISSED_MAX));
        assert_eq!(outcome.missed[0].place, "mt, creditor name");
    }

    fn named() -> crate::list::ListedName {
        crate::list::ListedName { text: String::new(), strength: crate::list::Strength::Strong, needs: None }
    }

    #[test]
    fn the_digests_choose_the_sample() {
        let lists = |digest: u8| {
            let mut list = builtin::official();
            list.version.sha256 = [digest; 32];
            list.designations.iter_mut().for_each(|own| own.dprk = false);
            Snapshot::build(vec![list])
        };
        let ids = |digest, count| chosen(&lists(digest), count).iter().map(|own| own.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(1, 20).len(), 20);
        assert_eq!(ids(1, 20), ids(1, 20));
        assert_ne!(ids(1, 20), ids(2, 20));
        assert!(ids(1, 10).iter().all(|id| ids(1, 20).contains(id)));
    }

    #[test]
    fn lines_break_at_blanks_where_they_can() {
        let check = |text: &str, first: usize, width: usize, expected: &[&str]| assert_eq!(wrap(text, first, width), expected);
        check("GREEN PINE ASSOCIATED", 35, 35, &["GREEN PINE ASSOCIATED"]);
        check("GREEN PINE ASSOCIATED", 10, 10, &["GREEN PINE", "ASSOCIATED"]);
        check("GREEN PINE", 3, 10, &["GRE", "EN PINE"]);
        check("GREENPINEASSOCIATED", 5, 10, &["GREEN", "PINEASSOCI", "ATED"]);
    }
}
