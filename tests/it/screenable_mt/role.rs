//! How the table's names of fields correspond to roles.

use interdict::message::Role;

/// Whether a part with this role may be what the table calls by `label`.
pub fn is_of(role: Role, label: &str, tag: &str, message_type: &str) -> bool {
    let name = role.as_str();
    let special = SPECIAL
        .iter()
        .find(|(types, tags, _)| types.split(' ').any(|own| own == message_type) && tags.split(' ').any(|own| own == tag));
    if let Some((_, _, roles)) = special {
        return roles.split(' ').any(|own| own == name);
    }
    match LABELS.iter().find(|(labels, _)| labels.split('|').any(|own| own == label)) {
        Some((_, roles)) => roles.split(' ').any(|own| own == name),
        // Text and references: whatever the field is about, it has a row.
        None => role != Role::Unmapped,
    }
}

/// Fields whose name in the table says less than their place: types, tags, roles.
const SPECIAL: &[(&str, &str, &str)] = &[
    // The party that orders the transfer, which the table calls an applicant.
    ("210", "50 50C 50F", "debtor"),
    ("101 104 107", "50C 50L", "initiating-party"),
    ("200 201 202 203 205 400", "52A 52B 52D", "debtor debtor-agent"),
];

/// Names of fields, and the roles that fit them.
const LABELS: &[(&str, &str)] = &[
    ("Ordering Customer|Payer", "debtor"),
    ("Beneficiary|Beneficiary Customer|Payee", "creditor beneficiary"),
    ("Debtor|Drawee", "debtor drawee-agent"),
    ("Creditor|Principal", "creditor"),
    ("Applicant|Changed Applicant Details", "applicant"),
    ("First Beneficiary|Second Beneficiary", "applicant beneficiary"),
    ("Ordering Institution|Ordering Bank|Drawer Bank", "debtor debtor-agent agent"),
    ("Account With Institution|Account With Bank", "creditor-agent agent advising-agent"),
    ("Account Servicing Institution", "debtor-agent"),
    ("Sender's Correspondent|Reimbursing Bank", "instructing-reimbursement-agent instructed-reimbursement-agent"),
    ("Receiver's Correspondent", "instructed-reimbursement-agent"),
    ("Third Reimbursement Institution", "third-reimbursement-agent"),
    ("Intermediary|Intermediary 2|Intermediary Institution", "intermediary-agent"),
    ("Sending Institution", "instructing-agent forwarding-agent agent"),
    ("Beneficiary Institution|Beneficiary Bank", "creditor"),
    ("Debtor's Bank", "debtor-agent"),
    ("Creditor's Bank", "creditor-agent"),
    ("Debit Institution", "debtor"),
    ("Delivery Agent", "debtor-agent"),
    ("Receiving Agent", "creditor-agent"),
    ("Issuing Bank|Issuer|Issuing Bank of the Original Documentary Credit", "issuing-agent"),
    ("Applicant Bank", "agent debtor-agent"),
    ("Advising Bank|'Advise Through' Bank", "advising-agent"),
    ("Available With...|Available With ... By ...", "nominated-agent"),
    ("Requested Confirmation Party", "requested-confirmation-agent"),
    ("Negotiating Bank", "creditor-agent nominated-agent"),
    ("Sender of Cash Letter", "agent"),
    ("Non-Bank Issuer|Non-Bank Issuer of the Original Documentary Credit|Obligor/Instructing Party|Enquired Party", "party"),
    ("Account", "account-owner"),
    ("Party A|Party B|Fund|Fund Manager|Fund or Instructing Party|Fund or Beneficiary Customer", "agent party debtor creditor"),
    (
        "Broker Identification|Central Counterparty Clearing House (CCP)|Clearing Broker|Clearing Exception Party|Dealing Branch Party A|Dealing Branch Party B|Executing Broker|Reporting Party",
        "agent party",
    ),
    ("Sender to Receiver Information", "instruction previous-instructing-agent remittance-information"),
    ("Remittance Information", "remittance-information"),
    ("Description of Goods and/or Services", "goods"),
    ("Underlying Transaction Details", "goods"),
    ("Port of Loading/Airport of Departure", "port-of-loading"),
    ("Port of Discharge/Airport of Destination", "port-of-discharge"),
    ("Place of Taking in Charge/Dispatch from .../Place of Receipt", "place-of-receipt"),
    ("Place of Final Destination/For Transportation to .../Place of Delivery", "place-of-delivery"),
    ("Documents Required", "documents"),
    ("Additional Conditions", "conditions"),
    ("Regulatory Reporting", "regulatory-reporting"),
];
