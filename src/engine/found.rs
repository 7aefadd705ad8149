//! What is found for a frame while its parts go by, within limits: the surest hits, the first defects of each kind.

use super::suspended::SUPPRESSED_HITS_MAX;
use super::{Stated, UNIT_HITS_MAX};
use crate::decision::Suppressed;
use crate::detect::Hit;
use crate::frame::Frame;
use crate::message::{Defect, DefectCode};
use std::cmp::Reverse;

/// What stands outside of transactions, and every kind of defect.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) hits: SurestHits,
    pub(super) suppressed: Vec<Suppressed>,
    pub(super) stated: Stated,
    pub(super) defects: Vec<Defect>,
    counts: Vec<(DefectCode, usize)>,
}

impl Found {
    /// Adds hits that do not count, as far as there is room.
    pub(super) fn add_suppressed(&mut self, suppressed: &[Suppressed]) {
        let room = SUPPRESSED_HITS_MAX.saturating_sub(self.suppressed.len());
        self.suppressed.extend(suppressed.iter().take(room).cloned());
    }

    /// Adds defects, as far as their kinds were not met too often.
    pub(super) fn add_defects(&mut self, defects: &[Defect]) {
        for defect in defects {
            self.add(defect, DEFECTS_PER_CODE_MAX);
        }
    }

    /// Adds those of kinds that were not met before: one a transaction would be as many as there are transactions.
    pub(super) fn add_first_defects(&mut self, defects: &[Defect]) {
        for defect in defects {
            self.add(defect, 1);
        }
    }

    /// Notes that bytes could not be read.
    pub(super) fn unreadable(&mut self, frame: &Frame) {
        let end = u32::try_from(frame.bytes_kept()).unwrap_or(u32::MAX);
        self.add(&Defect::new(DefectCode::Unreadable, 0..end), 1);
    }

    fn add(&mut self, defect: &Defect, limit: usize) {
        let known = self.counts.iter_mut().find(|(code, _)| *code == defect.code);
        match known {
            Some((_, count)) if *count >= limit => return,
            Some((_, count)) => *count += 1,
            None => self.counts.push((defect.code, 1)),
        }
        self.defects.push(defect.clone());
    }
}

/// The surest [`UNIT_HITS_MAX`] hits of stretches, whatever the order in which these come.
#[derive(Debug, Default)]
pub(super) struct SurestHits(Vec<Placed>);

/// A hit, and where its stretch begins and which of its hits it is.
#[derive(Debug)]
struct Placed {
    place: (u32, usize),
    hit: Hit,
}

impl SurestHits {
    /// Adds the hits of a stretch that begins at this byte.
    pub(super) fn add(&mut self, at: u32, hits: &[Hit]) {
        for (index, hit) in hits.iter().enumerate() {
            self.0.push(Placed { place: (at, index), hit: hit.clone() });
            if self.0.len() >= 2 * KEPT {
                self.prune();
            }
        }
    }

    fn prune(&mut self) {
        self.0.sort_by_key(|placed| (rank(&placed.hit), placed.place));
        self.0.truncate(KEPT);
    }

    /// The hits in the order of the frame, and where there were too many, a doubt at the first that is left out.
    pub(super) fn finish(mut self) -> (Vec<Hit>, Option<Defect>) {
        self.0.sort_by_key(|placed| placed.place);
        surest(self.0.into_iter().map(|placed| placed.hit).collect(), UNIT_HITS_MAX)
    }
}

fn rank(hit: &Hit) -> impl Ord + use<> {
    (Reverse(hit.grade), hit.reported_only)
}

/// The surest `limit` hits in the order of the message, and where there were more, a doubt at the first that is left out.
pub(super) fn surest(hits: Vec<Hit>, limit: usize) -> (Vec<Hit>, Option<Defect>) {
    if hits.len() <= limit {
        return (hits, None);
    }
    let mut ranked: Vec<(usize, Hit)> = hits.into_iter().enumerate().collect();
    ranked.sort_by_key(|(index, hit)| (rank(hit), *index));
    let left_out = ranked.split_off(limit);
    let span = left_out.first().and_then(|(_, hit)| hit.parts.first()?.spans.first().cloned()).unwrap_or(0..0);
    ranked.sort_by_key(|(index, _)| *index);
    (ranked.into_iter().map(|(_, hit)| hit).collect(), Some(Defect::new(DefectCode::TooManyHits, span)))
}

/// One more than is recorded: the first that is left out says where.
const KEPT: usize = UNIT_HITS_MAX + 1;

/// Most defects of one kind that are recorded of a frame: more say nothing new.
const DEFECTS_PER_CODE_MAX: usize = 100;
