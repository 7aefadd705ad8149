//! What is open: the elements from the root to where the reader stands, and what they mean for the text below them.

use super::form::{fit, is_base64};
use crate::message::roles::mx::{Form, Holds, Word};
use crate::message::{Kind, Role};
use std::ops::Range;

/// An element whose end tag has not come yet.
#[derive(Clone, Debug)]
pub(super) struct Open<'a> {
    /// The name as the tag has it, with its prefix.
    pub(super) tag: &'a str,
    /// Local name.
    pub(super) name: &'a str,
    /// What is known of the name.
    pub(super) word: Option<&'static Word>,
    /// Which sibling of this name.
    pub(super) occurrence: u32,
    /// Its node among the paths, once something needed it.
    pub(super) node: Option<u32>,
    /// Which part of the message it belongs to.
    pub(super) place: Place,
    /// What holds for everything below it.
    pub(super) section: Section,
    /// The passage of its own text, or of all texts below it that were cut from one.
    pub(super) passage: Option<u32>,
    /// The last child with text that may go on in the next child of the same name, and its passage.
    pub(super) flow: Option<(&'a str, u32)>,
    /// Whether a child was met.
    pub(super) has_children: bool,
    /// Where the names of its children begin in the reader's list.
    pub(super) names_from: usize,
    /// Where the actors among its children begin in the reader's list.
    pub(super) actors_from: usize,
    /// The message's elements before it.
    pub(super) elements_from: usize,
    /// Its group, when there are transactions in it.
    pub(super) group: Option<usize>,
    /// Transactions met inside it.
    pub(super) transactions: u32,
    /// How many transactions it says it has, and where it says so.
    pub(super) declared: Option<Declared>,
}

/// A number of transactions that the message gives.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) count: Option<u32>,
    /// Where it stands: in the text, or once that is gone, in the frame.
    pub(super) span: Range<u32>,
    pub(super) is_in_frame: bool,
}

/// The parts of a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// Around header and document.
    Envelope,
    /// The business header.
    Header,
    /// The document element.
    Document,
    /// Its first element, which names the message.
    Root,
    /// Below that.
    Content,
}

/// What the elements above a text mean for it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Section {
    /// The nearest actor, account or topic.
    pub(super) role: Option<Role>,
    /// The number of the actor.
    pub(super) party: Option<u32>,
    /// The passage of its name and address.
    pub(super) wording: Option<u32>,
    /// Inside an account.
    pub(super) is_account: bool,
    /// Inside a copy of another message's data.
    pub(super) is_original: bool,
    /// Inside content that ISO 20022 does not define, or that of an unknown message.
    pub(super) is_foreign: bool,
}

/// `BICFIDec2014Identifier`: ISO 9362 of 2014 has letters or digits in the first four places.
fn has_form_of_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes.get(4..6).is_some_and(|country| country.iter().all(u8::is_ascii_alphabetic))
}

/// What a text is, and whom it is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Meaning {
    pub(super) role: Role,
    pub(super) kind: Kind,
    /// It may hold a BIC among other things: a distinguished name.
    pub(super) is_distinguished_name: bool,
}

impl Open<'_> {
    /// What `text`, trimmed, is in this element. `stray` says that it stands between other elements.
    pub(super) fn meaning(&self, text: &str, stray: bool) -> Meaning {
        let holds = if stray { None } else { self.word.and_then(|word| word.holds) };
        let form = holds.map_or(Form::Kind(Kind::FreeText), |holds| holds.form);
        let kind = match form {
            Form::Base64 if is_base64(text) => Kind::Code,
            Form::AnyBic if !self.section.is_foreign => fit(Kind::Bic, text),
            Form::Kind(kind) if !self.section.is_foreign => self.in_account(fit(kind, text)),
            Form::DistinguishedName if !self.section.is_foreign => fit(Kind::Bic, text),
            Form::Kind(_) | Form::AnyBic | Form::DistinguishedName | Form::Base64 | Form::File => Kind::FreeText,
        };
        let is_distinguished_name = form == Form::DistinguishedName && kind == Kind::FreeText;
        Meaning { role: self.role(holds, form), kind, is_distinguished_name }
    }

    /// Whether the element is one for an institution's BIC, a country, an IBAN or an LEI, and `text` is none: who is meant is in doubt.
    pub(super) fn misfits(&self, text: &str) -> bool {
        let form = self.word.and_then(|word| word.holds).map(|holds| holds.form);
        !self.section.is_foreign
            && match form {
                Some(Form::Kind(Kind::Bic)) => !has_form_of_bic(text),
                Some(Form::Kind(kind @ (Kind::Country | Kind::Iban | Kind::Lei))) => fit(kind, text) != kind,
                _ => false,
            }
    }

    /// The role of an attribute that belongs to the text of this element, as its currency does.
    pub(super) fn own_role(&self) -> Role {
        let holds = self.word.and_then(|word| word.holds);
        self.role(holds, holds.map_or(Form::Kind(Kind::FreeText), |holds| holds.form))
    }

    /// The number of an account is no other identifier.
    fn in_account(&self, kind: Kind) -> Kind {
        if kind == Kind::Identifier && self.section.is_account { Kind::Account } else { kind }
    }

    fn role(&self, holds: Option<Holds>, form: Form) -> Role {
        if self.section.is_foreign || self.word.is_none() {
            return Role::Unmapped;
        }
        let role = self.section.role.or(holds.and_then(|holds| holds.role)).unwrap_or_else(|| self.usual_role(form));
        if self.section.is_original { of_another_message(role) } else { role }
    }

    /// The role of a text that neither its own name nor anything above it gives one.
    fn usual_role(&self, form: Form) -> Role {
        let kind = match form {
            Form::Kind(kind) => kind,
            Form::AnyBic => return Role::Party,
            Form::DistinguishedName | Form::Base64 | Form::File => return Role::Header,
        };
        match kind {
            Kind::Reference => Role::Reference,
            Kind::Amount => Role::Amount,
            Kind::Date => Role::Date,
            Kind::Code | Kind::FreeText if matches!(self.place, Place::Envelope | Place::Header) => Role::Header,
            Kind::Code => Role::Code,
            Kind::Goods | Kind::Vessel | Kind::Port => Role::Goods,
            Kind::FreeText => Role::Narrative,
            Kind::Bic | Kind::Lei => Role::Agent,
            Kind::Name
            | Kind::Address
            | Kind::Country
            | Kind::Town
            | Kind::Account
            | Kind::Iban
            | Kind::Identifier
            | Kind::BirthDate => Role::Party,
        }
    }
}

/// In a copy of another message, what identifies that one does not identify this one.
fn of_another_message(role: Role) -> Role {
    match role {
        Role::MessageReference | Role::Uetr | Role::EndToEndReference => Role::Reference,
        Role::SettlementAmount => Role::Amount,
        Role::ValueDate => Role::Date,
        other => other,
    }
}
