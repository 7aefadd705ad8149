//! What a rule can say of a hit.

use crate::detect::{Evidence, Grade, Hit, Part};
use crate::list::{DesignationKind, Indicator};
use crate::message::{Kind, Role};
use crate::verdict::Verdict;

/// What must hold of one hit: something of every list that is not empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Condition {
    pub(super) evidence: Vec<Evidence>,
    pub(super) grades: Vec<Grade>,
    pub(super) listed: Vec<Listed>,
    pub(super) codes: Vec<Code>,
    pub(super) types: Vec<DesignationKind>,
    pub(super) needs: Vec<Need>,
    pub(super) classes: Vec<RoleClass>,
    pub(super) roles: Vec<Role>,
    pub(super) kinds: Vec<Kind>,
}

impl Condition {
    /// Whether `hit` fulfils all of it.
    pub(super) fn admits(&self, hit: &Hit) -> bool {
        allows(&self.evidence, hit.evidence)
            && allows(&self.grades, hit.grade)
            && allows(&self.listed, Listed::of(hit))
            && (self.codes.is_empty() || hit.code.is_some_and(|code| self.codes.iter().any(|pattern| pattern.matches(code))))
            && (self.types.is_empty() || hit.designation.as_ref().is_some_and(|it| self.types.contains(&it.kind)))
            && allows(&self.needs, Need::of(hit))
            && (!self.looks_at_parts() || hit.parts.iter().any(|part| self.admits_part(part)))
    }

    /// Whether it asks what a hit stands in, and not only what it is.
    pub(super) fn looks_at_parts(&self) -> bool {
        !(self.classes.is_empty() && self.roles.is_empty() && self.kinds.is_empty())
    }

    fn admits_part(&self, part: &Part) -> bool {
        allows(&self.classes, RoleClass::of(part.role)) && allows(&self.roles, part.role) && allows(&self.kinds, part.kind)
    }
}

/// What must hold of a second indicator.
#[derive(Clone, Debug)]
pub(super) struct Second {
    /// What it must have in common with the first; nothing, when it need only stand in the same unit.
    pub(super) shares: Option<Shares>,
    pub(super) condition: Condition,
}

/// An empty list leaves the question open.
fn allows<T: PartialEq>(given: &[T], value: T) -> bool {
    given.is_empty() || given.contains(&value)
}

/// A word of the rules' language: one value of a closed set.
pub(super) trait Word: Copy + PartialEq + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// As it is written.
    fn word(self) -> &'static str;

    /// Reads it.
    fn read(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.word() == text)
    }
}

/// Which kind of list a hit points to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Listed {
    /// Official, and about the DPRK.
    Dprk,
    /// Official, under other programmes only.
    Other,
    /// Reported, not designated.
    Reported,
    /// No list: a place, a national number range.
    None,
}

impl Listed {
    pub(super) fn of(hit: &Hit) -> Listed {
        match &hit.designation {
            None => Listed::None,
            Some(_) if hit.reported_only => Listed::Reported,
            Some(designation) if designation.dprk => Listed::Dprk,
            Some(_) => Listed::Other,
        }
    }
}

impl Word for Listed {
    const ALL: &'static [Listed] = &[Listed::Dprk, Listed::Other, Listed::Reported, Listed::None];

    fn word(self) -> &'static str {
        match self {
            Listed::Dprk => "dprk",
            Listed::Other => "other",
            Listed::Reported => "reported",
            Listed::None => "none",
        }
    }
}

/// What a name needs beside it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Need {
    Dprk,
    Vessel,
    Nothing,
}

impl Need {
    fn of(hit: &Hit) -> Need {
        match hit.needs {
            Some(Indicator::Dprk) => Need::Dprk,
            Some(Indicator::Vessel) => Need::Vessel,
            None => Need::Nothing,
        }
    }
}

impl Word for Need {
    const ALL: &'static [Need] = &[Need::Dprk, Need::Vessel, Need::Nothing];

    fn word(self) -> &'static str {
        match self {
            Need::Dprk => "dprk",
            Need::Vessel => "vessel",
            Need::Nothing => "nothing",
        }
    }
}

/// Roles, coarsely.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RoleClass {
    /// A party that is no financial institution by its role.
    Party,
    /// A financial institution, sender and receiver of the message included.
    Agent,
    /// Everything else: narrative, references, goods, ports.
    Text,
}

impl RoleClass {
    fn of(role: Role) -> RoleClass {
        if role.is_agent() || matches!(role, Role::Sender | Role::Receiver) {
            RoleClass::Agent
        } else if role.is_actor() {
            RoleClass::Party
        } else {
            RoleClass::Text
        }
    }
}

impl Word for RoleClass {
    const ALL: &'static [RoleClass] = &[RoleClass::Party, RoleClass::Agent, RoleClass::Text];

    fn word(self) -> &'static str {
        match self {
            RoleClass::Party => "party",
            RoleClass::Agent => "agent",
            RoleClass::Text => "text",
        }
    }
}

/// What a second indicator must have in common with the first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shares {
    /// Both point to one designation.
    Designation,
    /// Both stand in the particulars of one party of the message.
    Party,
}

impl Shares {
    pub(super) fn holds(self, first: &Hit, second: &Hit) -> bool {
        match self {
            Shares::Designation => match (&first.designation, &second.designation) {
                (Some(first), Some(second)) => first.id == second.id,
                (None, _) | (_, None) => false,
            },
            Shares::Party => {
                let parties = |hit: &Hit| hit.parts.iter().filter_map(|part| part.party).collect::<Vec<_>>();
                let of_first = parties(first);
                parties(second).iter().any(|party| of_first.contains(party))
            }
        }
    }
}

impl Word for Shares {
    const ALL: &'static [Shares] = &[Shares::Designation, Shares::Party];

    fn word(self) -> &'static str {
        match self {
            Shares::Designation => "designation",
            Shares::Party => "party",
        }
    }
}

impl Word for Verdict {
    const ALL: &'static [Verdict] = Verdict::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Word for Evidence {
    const ALL: &'static [Evidence] = Evidence::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Word for Grade {
    const ALL: &'static [Grade] = Grade::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Word for DesignationKind {
    const ALL: &'static [DesignationKind] = &[
        DesignationKind::Person,
        DesignationKind::Organisation,
        DesignationKind::Vessel,
        DesignationKind::Aircraft,
        DesignationKind::Unknown,
    ];

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Word for Role {
    const ALL: &'static [Role] = Role::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Word for Kind {
    const ALL: &'static [Kind] = Kind::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

/// A code of a hit, or all codes that begin the same way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Code {
    Exactly(String),
    /// The text ends with the point: `dprk.`.
    Under(String),
}

impl Code {
    /// Reads `dprk.city` or `dprk.*`.
    pub(super) fn read(text: &str) -> Option<Code> {
        let is_plain =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
        match text.strip_suffix('*') {
            Some(stem) if stem.len() > 1 && stem.ends_with('.') && is_plain(stem) => Some(Code::Under(stem.to_owned())),
            None if !text.is_empty() && is_plain(text) => Some(Code::Exactly(text.to_owned())),
            Some(_) | None => None,
        }
    }

    pub(super) fn matches(&self, code: &str) -> bool {
        match self {
            Code::Exactly(text) => text == code,
            Code::Under(stem) => code.starts_with(stem.as_str()),
        }
    }
}
