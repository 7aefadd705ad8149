//! How much a piece of evidence may ask for, and how much it must ask for. The table is the engine's: no file of rules can go beyond it.
//!
//! | evidence | alone | with a second indicator |
//! |---|---|---|
//! | identifier of a DPRK designation, certain | block | |
//! | BIC of country KP, certain | block | |
//! | name of a DPRK organisation, certain | block | |
//! | name of a DPRK person, certain or probable | hold | block, if the indicator is bound to the person |
//! | any other name of a DPRK designation, or identifier, certain or probable | hold | hold |
//! | name or identifier of another programme's designation | hold | hold |
//! | place, certain or probable | hold | hold |
//! | anything that needs a second indicator, or only corroborates | pass | hold |
//! | anything that is reported, not designated | flag | flag |

use super::condition::{Code, Condition, Listed, Second, Shares, Word};
use super::mistake::Mistake;
use super::{Rule, Subject};
use crate::detect::{Evidence, Grade};
use crate::list::DesignationKind;
use crate::verdict::Verdict;

/// One row of what a rule can match.
#[derive(Clone, Copy)]
struct Shape {
    evidence: Evidence,
    grade: Grade,
    listed: Listed,
    /// `None` where there is no designation.
    kind: Option<DesignationKind>,
    is_kp_bic: bool,
}

impl Shape {
    /// Whether hits of the shape exist: a name has a designation, a place has none.
    fn is_possible(self) -> bool {
        match self.evidence {
            Evidence::Identifier => true,
            Evidence::Name => self.listed != Listed::None,
            Evidence::Geography => self.listed == Listed::None,
        }
    }

    fn is_official(self) -> bool {
        match self.listed {
            Listed::Dprk | Listed::Other => self.evidence != Evidence::Geography,
            Listed::Reported | Listed::None => false,
        }
    }

    /// The most that it may ask for.
    fn ceiling(self, has_second: bool) -> Verdict {
        let verdict = match self.grade {
            Grade::Corroborates | Grade::NeedsSecond if has_second => Verdict::Hold,
            Grade::Corroborates | Grade::NeedsSecond => Verdict::Pass,
            Grade::Probable => self.ceiling_when_probable(has_second),
            Grade::Certain => self.ceiling_when_certain(has_second),
        };
        match self.listed {
            Listed::Reported => verdict.min(Verdict::Flag),
            Listed::Other => verdict.min(Verdict::Hold),
            Listed::Dprk | Listed::None => verdict,
        }
    }

    fn ceiling_when_probable(self, has_second: bool) -> Verdict {
        let is_person = self.evidence == Evidence::Name && self.kind == Some(DesignationKind::Person);
        if is_person && has_second { Verdict::Block } else { Verdict::Hold }
    }

    fn ceiling_when_certain(self, has_second: bool) -> Verdict {
        let blocks_alone = match self.evidence {
            Evidence::Identifier => self.listed != Listed::None || self.is_kp_bic,
            Evidence::Name => self.kind == Some(DesignationKind::Organisation),
            Evidence::Geography => self.is_kp_bic,
        };
        if blocks_alone { Verdict::Block } else { self.ceiling_when_probable(has_second) }
    }

    /// For people who write rules, in the words of their file.
    fn describe(self) -> String {
        let mut text = format!("evidence `{}` of grade `{}`", self.evidence.word(), self.grade.word());
        if self.listed != Listed::None {
            text += &format!(", listed `{}`", self.listed.word());
        }
        if let Some(kind) = self.kind {
            text += &format!(", type `{}`", kind.word());
        }
        text
    }
}

/// Every shape of hit that `condition` can match.
fn shapes(condition: &Condition) -> Vec<Shape> {
    let is_kp_bic = !condition.codes.is_empty() && condition.codes.iter().all(|code| *code == Code::Exactly(KP_BIC.to_owned()));
    let mut shapes = Vec::new();
    for &listed in choices(&condition.listed) {
        for kind in kinds(condition, listed) {
            for &evidence in choices(&condition.evidence) {
                for &grade in choices(&condition.grades) {
                    shapes.push(Shape { evidence, grade, listed, kind, is_kp_bic });
                }
            }
        }
    }
    shapes.retain(|shape| shape.is_possible());
    shapes
}

/// Only designations have a type.
fn kinds(condition: &Condition, listed: Listed) -> Vec<Option<DesignationKind>> {
    match (listed, condition.types.is_empty()) {
        (Listed::None, true) => vec![None],
        (Listed::None, false) => Vec::new(),
        (Listed::Dprk | Listed::Other | Listed::Reported, _) => choices(&condition.types).iter().copied().map(Some).collect(),
    }
}

fn choices<T: Word>(given: &[T]) -> &[T] {
    if given.is_empty() { T::ALL } else { given }
}

/// The first thing, if any, for which `rule` asks too much or too little.
pub(super) fn check(rule: &Rule) -> Option<Mistake> {
    let Subject::Hits(condition) = &rule.when else {
        return (rule.verdict != Verdict::Hold).then_some(Mistake::DoubtHolds);
    };
    let has_second = !rule.seconds.is_empty();
    let shapes = shapes(condition);
    if shapes.is_empty() {
        return Some(Mistake::MatchesNothing);
    }
    shapes.into_iter().find_map(|shape| check_shape(shape, rule.verdict, has_second))
}

fn check_shape(shape: Shape, verdict: Verdict, has_second: bool) -> Option<Mistake> {
    let ceiling = shape.ceiling(has_second);
    let evidence = || shape.describe();
    match verdict {
        _ if ceiling == Verdict::Pass => Some(Mistake::NeverAlone { evidence: evidence() }),
        _ if verdict > ceiling => Some(Mistake::AboveCeiling { verdict, ceiling, evidence: evidence() }),
        Verdict::Flag if shape.is_official() => Some(Mistake::FlagsListed { evidence: evidence() }),
        Verdict::Reject if shape.is_official() => Some(Mistake::ReturnsListed { evidence: evidence() }),
        Verdict::Pass | Verdict::Flag | Verdict::Hold | Verdict::Reject | Verdict::Block => None,
    }
}

/// Whether a second indicator says enough of a person to block on: its own particulars, the party it stands in, or something that is certain by itself.
pub(super) fn is_bound(second: &Second) -> bool {
    let all_from =
        |least: Grade| !second.condition.grades.is_empty() && second.condition.grades.iter().all(|grade| *grade >= least);
    match second.shares {
        Some(Shares::Designation) => true,
        Some(Shares::Party) => all_from(Grade::Probable),
        None => all_from(Grade::Certain),
    }
}

/// What must not go on whatever a file of rules says, and is not held by any of `rules`.
pub(super) fn uncovered(rules: &[Rule]) -> Vec<Mistake> {
    let mut mistakes: Vec<Mistake> = musts()
        .into_iter()
        .filter_map(|shapes| shapes.into_iter().find(|shape| !rules.iter().any(|rule| covers(rule, *shape))))
        .map(|shape| Mistake::Uncovered { evidence: shape.describe() })
        .collect();
    let holds_doubt = |rule: &Rule| matches!(rule.when, Subject::Doubt) && is_unconditional(rule) && rule.from.is_none();
    if !rules.iter().any(holds_doubt) {
        mistakes.push(Mistake::DoubtUncovered);
    }
    mistakes
}

/// What must be held, in groups that are reported once.
fn musts() -> Vec<Vec<Shape>> {
    let grades = [Grade::Probable, Grade::Certain];
    let listed = |evidence, grade| {
        let kinds = DesignationKind::ALL.iter();
        kinds.map(|kind| Shape { evidence, grade, listed: Listed::Dprk, kind: Some(*kind), is_kp_bic: false }).collect()
    };
    let unlisted = |evidence, grade| vec![Shape { evidence, grade, listed: Listed::None, kind: None, is_kp_bic: false }];
    grades
        .into_iter()
        .flat_map(|grade| {
            [
                listed(Evidence::Identifier, grade),
                listed(Evidence::Name, grade),
                unlisted(Evidence::Identifier, grade),
                unlisted(Evidence::Geography, grade),
            ]
        })
        .collect()
}

/// Whether `rule` stops every hit of the shape. A first day does not matter: it is the day on which the law began.
fn covers(rule: &Rule, shape: Shape) -> bool {
    let Subject::Hits(condition) = &rule.when else { return false };
    let is_narrow = !condition.codes.is_empty() || !condition.needs.is_empty() || condition.looks_at_parts();
    let allows_kind = shape.kind.map_or(condition.types.is_empty(), |kind| choices(&condition.types).contains(&kind));
    is_unconditional(rule)
        && !is_narrow
        && allows_kind
        && choices(&condition.evidence).contains(&shape.evidence)
        && choices(&condition.grades).contains(&shape.grade)
        && choices(&condition.listed).contains(&shape.listed)
}

fn is_unconditional(rule: &Rule) -> bool {
    rule.verdict >= Verdict::Hold && rule.seconds.is_empty() && rule.rails.is_empty() && rule.until.is_none()
}

/// A BIC whose country is KP, in an element of its own kind or behind its label.
const KP_BIC: &str = "dprk.bic-country";
