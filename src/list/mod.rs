//! Published lists to Designations. In: the bytes of a list. Out: entries with names, identifiers and legal basis; rows that cannot be read are reported, never dropped in
//! silence. No file is opened here.

pub mod builtin;

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
    /// Dates of birth as far as they are known: `1969-08-18`, `1969-08`, `1969`.
    pub birth_dates: Vec<String>,
    /// Countries of nationality, ISO 3166-1 alpha-2.
    pub nationalities: Vec<String>,
    /// Addresses as published.
    pub addresses: Vec<String>,
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
}

/// What a name that is too common to stop alone needs beside it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Indicator {
    /// Another sign of the DPRK in the same transaction.
    Dprk,
    /// A vessel word or number right at the name.
    Vessel,
}

/// An entry of one list.
#[derive(Clone, Debug)]
pub struct ListEntry {
    /// Short name of the list: `un`, `ofac-sdn`, `eu`, `uk`, `dfat`.
    pub list: String,
    /// The list's own number of the entry.
    pub id: String,
    /// Programmes or regimes.
    pub programmes: Vec<String>,
    /// Legal basis.
    pub basis: Vec<String>,
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
