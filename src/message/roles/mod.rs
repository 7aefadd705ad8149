//! What each part of a message is: who it is about ([`Role`]), and what kind of text it holds ([`Kind`]).
//!
//! The mapping is data: `mt.tsv` has a row a field, `mx.tsv` a row an element name. A new message type is new rows, not new code. Words are those of ISO 20022, for MT too.

pub(super) mod mt;
pub(super) mod mx;

macro_rules! vocabulary {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident $text:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The name used in the tables, in Decisions and in rules.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// Reads the name.
            #[must_use]
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|word| word.as_str() == text)
            }
        }
    };
}

vocabulary! {
    /// Who or what an element is about, in ISO 20022 words.
    Role {
        /// Who sent the message.
        Sender "sender",
        /// Who receives it.
        Receiver "receiver",
        /// Owes the money: ordering customer, or ordering institution in a transfer between institutions.
        Debtor "debtor",
        /// Is owed the money.
        Creditor "creditor",
        /// Owes the debt that the debtor pays.
        UltimateDebtor "ultimate-debtor",
        /// Gets what the creditor receives.
        UltimateCreditor "ultimate-creditor",
        /// Initiates the payment.
        InitiatingParty "initiating-party",
        /// Services the debtor's account.
        DebtorAgent "debtor-agent",
        /// Services the creditor's account.
        CreditorAgent "creditor-agent",
        /// Stands between the two agents.
        IntermediaryAgent "intermediary-agent",
        /// Instructs the receiver.
        InstructingAgent "instructing-agent",
        /// Is instructed.
        InstructedAgent "instructed-agent",
        /// Instructed before the instructing agent.
        PreviousInstructingAgent "previous-instructing-agent",
        /// The sender's correspondent.
        InstructingReimbursementAgent "instructing-reimbursement-agent",
        /// The receiver's correspondent.
        InstructedReimbursementAgent "instructed-reimbursement-agent",
        /// A further reimbursement institution.
        ThirdReimbursementAgent "third-reimbursement-agent",
        /// Owns the account that is reported.
        AccountOwner "account-owner",
        /// Services the account that is reported.
        AccountServicer "account-servicer",
        /// Takes charges.
        ChargesAgent "charges-agent",
        /// Forwards the payment.
        ForwardingAgent "forwarding-agent",
        /// Any other agent.
        Agent "agent",
        /// Applies for a credit or an undertaking.
        Applicant "applicant",
        /// Benefits from a credit or an undertaking.
        Beneficiary "beneficiary",
        /// Issues it.
        IssuingAgent "issuing-agent",
        /// Advises it.
        AdvisingAgent "advising-agent",
        /// Is nominated to honour it.
        NominatedAgent "nominated-agent",
        /// Drafts are drawn on it.
        DraweeAgent "drawee-agent",
        /// Is asked to confirm it.
        RequestedConfirmationAgent "requested-confirmation-agent",
        /// Where goods are taken in charge.
        PlaceOfReceipt "place-of-receipt",
        /// Where goods go in the end.
        PlaceOfDelivery "place-of-delivery",
        /// Port or airport of loading.
        PortOfLoading "port-of-loading",
        /// Port or airport of discharge.
        PortOfDischarge "port-of-discharge",
        /// Goods and services.
        Goods "goods",
        /// Documents required.
        Documents "documents",
        /// Conditions of a credit or an undertaking.
        Conditions "conditions",
        /// What the payment is for, from debtor to creditor.
        RemittanceInformation "remittance-information",
        /// Instructions between banks.
        Instruction "instruction",
        /// For authorities.
        RegulatoryReporting "regulatory-reporting",
        /// Free text of a message or statement.
        Narrative "narrative",
        /// Purpose of the payment.
        Purpose "purpose",
        /// Charges.
        Charges "charges",
        /// Tax.
        Tax "tax",
        /// Issues the invoice.
        Invoicer "invoicer",
        /// Is invoiced.
        Invoicee "invoicee",
        /// Has wages or assets withheld.
        Garnishee "garnishee",
        /// Assigns a case.
        Assigner "assigner",
        /// Is assigned a case.
        Assignee "assignee",
        /// Any other party.
        Party "party",
        /// The message's own reference: field 20, `MsgId`.
        MessageReference "message-reference",
        /// Unique end-to-end transaction reference.
        Uetr "uetr",
        /// The debtor's reference that goes to the creditor.
        EndToEndReference "end-to-end-reference",
        /// Any other reference.
        Reference "reference",
        /// The amount that is settled.
        SettlementAmount "settlement-amount",
        /// Any other amount.
        Amount "amount",
        /// The day of settlement.
        ValueDate "value-date",
        /// Any other date.
        Date "date",
        /// A code word of the message type's own list.
        Code "code",
        /// Headers of the network or an envelope.
        Header "header",
        /// Trailers.
        Trailer "trailer",
        /// Text that no row maps. It is screened like any other.
        Unmapped "unmapped",
    }
}

vocabulary! {
    /// What the text of an element is.
    Kind {
        /// Name of a person, an organisation or an institution.
        Name "name",
        /// Postal address, or a part of one.
        Address "address",
        /// Country, as a code or a name.
        Country "country",
        /// Town.
        Town "town",
        /// Business identifier code.
        Bic "bic",
        /// Account number that is no IBAN, with or without slashes.
        Account "account",
        /// International bank account number.
        Iban "iban",
        /// Legal entity identifier.
        Lei "lei",
        /// Passport, national identity, registration, tax and other numbers of a party.
        Identifier "identifier",
        /// Date of birth.
        BirthDate "birth-date",
        /// Text without a form.
        FreeText "free-text",
        /// Port, airport or place of carriage.
        Port "port",
        /// Ship.
        Vessel "vessel",
        /// Goods.
        Goods "goods",
        /// Reference.
        Reference "reference",
        /// Amount with currency, in the form that its format prescribes.
        Amount "amount",
        /// Date or time, in the form that its format prescribes.
        Date "date",
        /// A code of a fixed form.
        Code "code",
    }
}

impl Kind {
    /// Whether the form of the text leaves no room for words: only text that was checked against that form may have such a kind.
    #[must_use]
    pub fn is_wordless(self) -> bool {
        matches!(self, Kind::Amount | Kind::Date | Kind::Code)
    }
}

impl Role {
    /// Whether the role is one of a person or body: names in it are names of parties, not words of a text.
    #[must_use]
    pub fn is_actor(self) -> bool {
        self.is_agent()
            || matches!(
                self,
                Role::Sender
                    | Role::Receiver
                    | Role::Debtor
                    | Role::Creditor
                    | Role::UltimateDebtor
                    | Role::UltimateCreditor
                    | Role::InitiatingParty
                    | Role::AccountOwner
                    | Role::Applicant
                    | Role::Beneficiary
                    | Role::Invoicer
                    | Role::Invoicee
                    | Role::Garnishee
                    | Role::Assigner
                    | Role::Assignee
                    | Role::Party
            )
    }

    /// Whether the role is one of a financial institution.
    #[must_use]
    pub fn is_agent(self) -> bool {
        matches!(
            self,
            Role::DebtorAgent
                | Role::CreditorAgent
                | Role::IntermediaryAgent
                | Role::InstructingAgent
                | Role::InstructedAgent
                | Role::PreviousInstructingAgent
                | Role::InstructingReimbursementAgent
                | Role::InstructedReimbursementAgent
                | Role::ThirdReimbursementAgent
                | Role::AccountServicer
                | Role::ChargesAgent
                | Role::ForwardingAgent
                | Role::Agent
                | Role::IssuingAgent
                | Role::AdvisingAgent
                | Role::NominatedAgent
                | Role::DraweeAgent
                | Role::RequestedConfirmationAgent
        )
    }
}
