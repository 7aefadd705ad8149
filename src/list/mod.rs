//! Published lists to Designations. In: the bytes of a list. Out: entries with names, identifiers and legal basis; rows that cannot be read are reported, never dropped in
//! silence. No file is opened here.

pub mod builtin;
pub mod published;

use crate::identifier::{Bic, Imo};
use jiff::civil::Date;

/// One real person, organisation, vessel or aircraft, with its entries on one or more lists.
#[derive(Clone, Debug, Default)]
pub struct Designation {
    /// Stable across versions of the lists: `list:entry` of the entry that identifies it.
    pub id: String,
    /// What it is.
    pub kind: DesignationKind,
    /// Whether it concerns the DPRK: by programme, nationality, address, or a reference to an entry that does.
    pub dprk: bool,
    /// Its names; the first is the primary one.
    pub names: Vec<ListedName>,
    /// Where it is listed.
    pub entries: Vec<ListEntry>,
    /// Business identifier codes.
    pub bics: Vec<Bic>,
    /// IMO numbers, of a ship or of a company.
    pub imos: Vec<Imo>,
    /// Passports, national ids, registrations, tail numbers, wallets ...
    pub identifiers: Vec<Identifier>,
    /// Dates of birth as far as they are known: `1969-08-18`, `1969-08`, `1969`; in the forms of ISO 8601-2 `1947~` (about) and `1967/1969` (between).
    pub birth_dates: Vec<String>,
    /// Places of birth as published.
    pub birth_places: Vec<String>,
    /// Countries of nationality, ISO 3166-1 alpha-2.
    pub nationalities: Vec<String>,
    /// Flags that a ship is listed under, ISO 3166-1 alpha-2.
    pub flags: Vec<String>,
    /// Countries of its addresses, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Addresses as published; those that are no more than a country stand in `countries` alone.
    pub addresses: Vec<String>,
    /// The first day on which an entry was listed, as far as the lists say so.
    pub listed_on: Option<Date>,
    /// What else a person should know: who reported it and when, where it is not designated.
    pub notes: Vec<String>,
    /// Entries of other lists that its publisher says are the same party, by their numbers there.
    pub references: Vec<Reference>,
    /// Parties that its publisher says it belongs to, or works for.
    pub links: Vec<Link>,
}

impl Designation {
    /// Takes over everything that another entry of the same party says. The id and the kind stay, but for a kind that was unknown; of a name that both have, the weaker strength
    /// counts.
    pub fn absorb(&mut self, other: Designation) {
        if self.kind == DesignationKind::Unknown {
            self.kind = other.kind;
        }
        self.dprk |= other.dprk;
        for name in other.names {
            match self.names.iter_mut().find(|known| known.text == name.text) {
                Some(known) => {
                    known.strength = known.strength.min(name.strength);
                    known.needs = known.needs.or(name.needs);
                }
                None => self.names.push(name),
            }
        }
        add_new(&mut self.entries, other.entries);
        add_new(&mut self.bics, other.bics);
        add_new(&mut self.imos, other.imos);
        add_new(&mut self.identifiers, other.identifiers);
        add_new(&mut self.birth_dates, other.birth_dates);
        add_new(&mut self.birth_places, other.birth_places);
        add_new(&mut self.nationalities, other.nationalities);
        add_new(&mut self.flags, other.flags);
        add_new(&mut self.countries, other.countries);
        add_new(&mut self.addresses, other.addresses);
        self.listed_on = self.listed_on.into_iter().chain(other.listed_on).min();
        add_new(&mut self.notes, other.notes);
        add_new(&mut self.references, other.references);
        add_new(&mut self.links, other.links);
    }
}

fn add_new<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for value in more {
        if !to.contains(&value) {
            to.push(value);
        }
    }
}

/// What a designation is.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum DesignationKind {
    /// A person.
    Person,
    /// A company, bank, authority, fleet ...
    Organisation,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// The list does not say.
    #[default]
    Unknown,
}

impl DesignationKind {
    /// The name used in list files, rules and Decisions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DesignationKind::Person => "person",
            DesignationKind::Organisation => "organisation",
            DesignationKind::Vessel => "vessel",
            DesignationKind::Aircraft => "aircraft",
            DesignationKind::Unknown => "unknown",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<DesignationKind> {
        use DesignationKind::{Aircraft, Organisation, Person, Unknown, Vessel};
        [Person, Organisation, Vessel, Aircraft, Unknown].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A name, and how far it identifies.
#[derive(Clone, Debug)]
pub struct ListedName {
    /// As published.
    pub text: String,
    /// The weakest strength that any list gives it.
    pub strength: Strength,
    /// What it needs beside it, where it is a name too common to stop a payment alone.
    pub needs: Option<Indicator>,
}

/// How far a name identifies.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Strength {
    /// Broad or generic: it corroborates, and never stops a payment alone (OFAC FAQ 122-125).
    Weak,
    /// A name of the past.
    Former,
    /// A name or alias in full.
    Strong,
}

impl Strength {
    /// The name used in Decisions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Weak => "weak",
            Strength::Former => "former",
            Strength::Strong => "strong",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Strength> {
        [Strength::Weak, Strength::Former, Strength::Strong].into_iter().find(|strength| strength.as_str() == text)
    }
}

/// What a name that is too common to stop alone needs beside it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Indicator {
    /// Another sign of the DPRK in the same transaction.
    Dprk,
    /// A vessel word or number right at the name.
    Vessel,
}

impl Indicator {
    /// Reads the name used in list files.
    #[must_use]
    pub fn parse(text: &str) -> Option<Indicator> {
        match text {
            "dprk" => Some(Indicator::Dprk),
            "vessel" => Some(Indicator::Vessel),
            _ => None,
        }
    }
}

/// An entry of one list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ListEntry {
    /// Short name of the list: `un`, `ofac-sdn`, `eu`, `uk`, `dfat`.
    pub list: String,
    /// The list's own number of the entry.
    pub id: String,
    /// Programmes or regimes.
    pub programmes: Vec<String>,
    /// Legal basis.
    pub basis: Vec<String>,
    /// The day on which it was listed.
    pub listed_on: Option<Date>,
    /// The day on which it was taken off, where the publisher keeps such entries.
    pub delisted_on: Option<Date>,
}

/// An entry of another list.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Reference {
    /// Short name of that list.
    pub list: String,
    /// The entry's number there.
    pub id: String,
}

/// Another party, as an entry names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// What it is to the entry.
    pub relation: Relation,
    /// Its id, `list:entry`, where the publisher gives its number.
    pub id: Option<String>,
    /// Its name, as published.
    pub name: String,
}

/// What another party is to a designation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Relation {
    /// It is linked to it: the publisher says no more.
    LinkedTo,
    /// It owns this share of it, in hundredths of a percent; `None` where the publisher gives no figure.
    OwnedBy(Option<u16>),
    /// It controls it or directs it.
    ControlledBy,
    /// It acts for it or on its behalf.
    ActsFor,
}

/// A number of a party.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// As published.
    pub value: String,
    /// Issuing country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// What an identifier is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum IdentifierKind {
    /// Travel document.
    Passport,
    /// National identity number.
    NationalId,
    /// Registration, licence or tax number of an organisation.
    Registration,
    /// Legal entity identifier (ISO 17442).
    Lei,
    /// Account number.
    Account,
    /// Digital currency address.
    Wallet,
    /// Registration mark of an aircraft.
    Tail,
    /// Maritime mobile service identity.
    Mmsi,
    /// Radio call sign.
    CallSign,
}

impl IdentifierKind {
    /// All of them.
    pub const ALL: &[IdentifierKind] = &[
        IdentifierKind::Passport,
        IdentifierKind::NationalId,
        IdentifierKind::Registration,
        IdentifierKind::Lei,
        IdentifierKind::Account,
        IdentifierKind::Wallet,
        IdentifierKind::Tail,
        IdentifierKind::Mmsi,
        IdentifierKind::CallSign,
    ];

    /// The name used in list files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            IdentifierKind::Passport => "passport",
            IdentifierKind::NationalId => "national-id",
            IdentifierKind::Registration => "registration",
            IdentifierKind::Lei => "lei",
            IdentifierKind::Account => "account",
            IdentifierKind::Wallet => "wallet",
            IdentifierKind::Tail => "tail",
            IdentifierKind::Mmsi => "mmsi",
            IdentifierKind::CallSign => "call-sign",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<IdentifierKind> {
        IdentifierKind::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// Whether being on a list has legal effect.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ListKind {
    /// Published by an authority.
    Official,
    /// Reported, not designated: flags at most.
    Watch,
}

/// A list, as loaded.
#[derive(Clone, Debug)]
pub struct List {
    /// Which one, and which edition.
    pub version: ListVersion,
    /// Its designations, sorted by id.
    pub designations: Vec<Designation>,
}

/// Which edition of a list a Decision was made on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ListVersion {
    /// Short name.
    pub list: String,
    /// Whether it has legal effect.
    pub kind: ListKind,
    /// The list's own date.
    pub date: Option<Date>,
    /// SHA-256 of what was read.
    pub sha256: [u8; 32],
    /// Entries.
    pub count: usize,
    /// Entries that concern the DPRK.
    pub dprk_count: usize,
    /// Rows that could not be read.
    pub rejected_rows: usize,
}
