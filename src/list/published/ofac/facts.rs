//! Facts in the words of the Treasury: `Passport 654320308 (Korea, North) expires 04 Jul 2017`. In: one fact. Out: what it means, put into an entry; what is not understood, or
//! says more than a Designation holds, is a note of the entry in full. The XML forms state the same facts in parts; they are put in these words, so that all forms read alike.

use super::super::{country, date};
use super::draft::{Draft, add};
use crate::identifier::{Bic, Imo};
use crate::list::{DesignationKind, IdentifierKind, Relation};
use std::sync::LazyLock;

/// Reads a fact into the entry. A number that breaks its own check digits is a fault as well as a note.
pub(super) fn read(published: &str, draft: &mut Draft, faults: &mut Vec<String>) {
    let published = published.trim();
    let text = published.strip_prefix("alt. ").unwrap_or(published);
    let Some((meaning, value)) = meaning(text) else { return draft.note(published) };
    let value = value.trim_start_matches([':', ' ']).trim();
    let is_understood = match meaning {
        Meaning::BirthDate => birth_date(value, draft),
        Meaning::BirthPlace => {
            add(&mut draft.designation.birth_places, value);
            true
        }
        Meaning::Nationality => coded(value, &mut draft.designation.nationalities),
        Meaning::Flag => coded(value, &mut draft.designation.flags),
        Meaning::Registered => {
            draft.designation.dprk |= country::code(value) == Some("KP");
            false
        }
        Meaning::Linked => linked(Relation::LinkedTo, value, draft),
        Meaning::Owner => linked(Relation::OwnedBy(None), value, draft),
        Meaning::Bic => bic(value, draft, faults),
        Meaning::Wallet => wallet(value, draft),
        Meaning::Number(kind) => number(kind, value, draft, faults),
    };
    if !is_understood {
        draft.note(published);
    }
}

#[derive(Clone, Copy, Debug)]
enum Meaning {
    BirthDate,
    BirthPlace,
    Nationality,
    /// Where it is registered, which is not where it is: no field for that.
    Registered,
    Flag,
    Linked,
    Owner,
    Bic,
    Wallet,
    Number(IdentifierKind),
}

impl Meaning {
    fn parse(text: &str) -> Option<Meaning> {
        Some(match text {
            "birth-date" => Meaning::BirthDate,
            "birth-place" => Meaning::BirthPlace,
            "nationality" => Meaning::Nationality,
            "registered" => Meaning::Registered,
            "flag" => Meaning::Flag,
            "linked" => Meaning::Linked,
            "owner" => Meaning::Owner,
            "bic" => Meaning::Bic,
            "wallet" => Meaning::Wallet,
            kind => Meaning::Number(IdentifierKind::parse(kind)?),
        })
    }
}

/// The meaning of the longest label that a fact begins with, and what stands behind it.
fn meaning(text: &str) -> Option<(Meaning, &str)> {
    LABELS.iter().find_map(|(label, meaning)| {
        let is_it = text.get(..label.len())?.eq_ignore_ascii_case(label);
        let behind = text.get(label.len()..)?;
        let is_whole = label.ends_with(':') || behind.is_empty() || behind.starts_with([' ', ':']);
        (is_it && is_whole).then_some((*meaning, behind))
    })
}

/// The longest label first.
static LABELS: LazyLock<Vec<(&'static str, Meaning)>> = LazyLock::new(|| {
    let rows = FACTS.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t'));
    let mut labels: Vec<_> = rows.filter_map(|(label, meaning)| Some((label, Meaning::parse(meaning)?))).collect();
    labels.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
    labels
});

const FACTS: &str = include_str!("facts.tsv");

fn birth_date(value: &str, draft: &mut Draft) -> bool {
    let Some(date) = date::birth(value) else { return false };
    add(&mut draft.designation.birth_dates, &date);
    true
}

fn coded(value: &str, codes: &mut Vec<String>) -> bool {
    let Some(code) = country::code(value) else { return false };
    add(codes, code);
    true
}

fn linked(relation: Relation, value: &str, draft: &mut Draft) -> bool {
    if value.is_empty() {
        return false;
    }
    draft.link(relation, None, value);
    true
}

fn bic(value: &str, draft: &mut Draft, faults: &mut Vec<String>) -> bool {
    let (code, behind) = value.split_once(' ').unwrap_or((value, ""));
    match Bic::parse(code) {
        Some(bic) if !draft.designation.bics.contains(&bic) => draft.designation.bics.push(bic),
        Some(_) => {}
        None => {
            faults.push(format!("{code:.40?} is no BIC"));
            return false;
        }
    }
    behind.is_empty()
}

/// `- XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h`. The currency stays in a note.
fn wallet(value: &str, draft: &mut Draft) -> bool {
    let mut words = value.trim_start_matches(['-', ' ']).split_whitespace();
    if let (Some(_currency), Some(address)) = (words.next(), words.next()) {
        draft.identifier(IdentifierKind::Wallet, address, None);
    }
    false
}

/// A number with the country that issued it, when, and until when it is good: `K47248790 (Iran) issued 21 Oct 2018 expires 20 Oct 2023`.
fn number(kind: IdentifierKind, value: &str, draft: &mut Draft, faults: &mut Vec<String>) -> bool {
    let ends = [" issued ", " expires "].iter().filter_map(|word| value.find(word)).min();
    let (numbered, dates) = value.split_at_checked(ends.unwrap_or(value.len())).unwrap_or((value, ""));
    let (numbered, issuer) = issued_by(numbered);
    if let Some(digits) = numbered.strip_prefix("IMO ") {
        return imo(digits.trim(), draft, faults) && dates.is_empty();
    }
    let Some(number) = number_of(numbered).filter(|number| may_be_letters(kind) || number.contains(char::is_numeric)) else {
        return false;
    };
    draft.identifier(kind_of(kind, &number, draft.designation.kind), &number, issuer);
    dates.is_empty() && number == numbered
}

/// Ships and companies have numbers of the same form, and the labels do not keep them apart: the check digit does, and where both fit, what the entry is.
fn imo(digits: &str, draft: &mut Draft, faults: &mut Vec<String>) -> bool {
    let is_vessel = draft.designation.kind == DesignationKind::Vessel;
    let number = if is_vessel {
        Imo::ship(digits).or_else(|| Imo::company(digits))
    } else {
        Imo::company(digits).or_else(|| Imo::ship(digits))
    };
    match number {
        Some(number) if !draft.designation.imos.contains(&number) => draft.designation.imos.push(number),
        Some(_) => {}
        None => faults.push(format!("{digits:.40?} is no IMO number")),
    }
    number.is_some()
}

/// Takes the country in brackets from the end.
fn issued_by(value: &str) -> (&str, Option<&'static str>) {
    let value = value.trim();
    let bracketed = value.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    match bracketed.and_then(|(before, name)| Some((before.trim_end(), country::code(name)?))) {
        Some((before, code)) => (before, Some(code)),
        None => (value, None),
    }
}

/// Marks of aircraft and call signs are often letters alone; all other numbers have a digit.
fn may_be_letters(kind: IdentifierKind) -> bool {
    matches!(kind, IdentifierKind::Tail | IdentifierKind::CallSign)
}

/// The words of a number up to the first of prose: `B 960789`, `HRB 96201` of `HRB 96201 (Stuttgart)`.
fn number_of(value: &str) -> Option<String> {
    let words = value.split_whitespace().skip_while(|word| NUMBER_WORDS.contains(&word.trim_end_matches([':', '.'])));
    let number: Vec<&str> = words.take_while(|word| !is_prose(word)).collect();
    let number = number.join(" ");
    let number = number.trim_end_matches([',', ';', ' ']);
    (!number.is_empty()).then(|| number.to_owned())
}

/// Words between a label and its number.
const NUMBER_WORDS: &[&str] = &["No", "Number", "Booklet", "#", ""];

fn is_prose(word: &str) -> bool {
    let mut run = 0;
    let has_run = word.chars().any(|character| {
        run = if character.is_lowercase() { run + 1 } else { 0 };
        run >= 3
    });
    has_run && !word.contains(char::is_numeric)
}

fn kind_of(kind: IdentifierKind, number: &str, of: DesignationKind) -> IdentifierKind {
    let is_lei = number.len() == LEI_BYTES && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match (kind, of) {
        (IdentifierKind::Lei, _) if !is_lei => IdentifierKind::Registration,
        (IdentifierKind::NationalId, DesignationKind::Organisation) => IdentifierKind::Registration,
        (kind, _) => kind,
    }
}

/// ISO 17442.
const LEI_BYTES: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{Designation, Identifier};

    fn entry(kind: DesignationKind, fact: &str) -> (Designation, Vec<String>) {
        let mut draft = Draft::new("l", "1", kind);
        let mut faults = Vec::new();
        read(fact, &mut draft, &mut faults);
        (draft.finish(), faults)
    }

    /// `is_noted`: whether the fact stands in the notes as well.
    fn check(fact: &str, kind: &str, value: &str, country: Option<&str>, is_noted: bool) {
        let (entry, faults) = entry(DesignationKind::Person, fact);
        let kind = IdentifierKind::parse(kind).unwrap();
        assert_eq!(entry.identifiers, [Identifier { kind, value: value.into(), country: country.map(Into::into) }], "{fact}");
        assert_eq!(entry.notes.iter().any(|note| note == fact), is_noted, "{fact}");
        assert_eq!(faults.len(), 0, "{fact}");
    }

    fn check_note(fact: &str) {
        let (entry, faults) = entry(DesignationKind::Person, fact);
        assert_eq!((entry.notes, faults.len()), (vec![fact.to_owned()], 0));
        assert!(entry.identifiers.is_empty() && entry.birth_dates.is_empty() && entry.nationalities.is_empty(), "{fact}");
    }

    #[test]
    fn numbers_and_their_countries() {
        check("Passport 654320308 (Korea, North)", "passport", "654320308", Some("KP"), false);
        check("alt. Passport PS 472330208 (Korea, North) expires 04 Jul 2017", "passport", "PS 472330208", Some("KP"), true);
        check("Passport L 886177 issued 14 Dec 1998 expires 13 Dec 2003", "passport", "L 886177", None, true);
        check("Passport D000000483, Diplomatic (Syria)", "passport", "D000000483", Some("SY"), true);
        check("Passport Booklet: A5199819 (Pakistan)", "passport", "A5199819", Some("PK"), true);
        check("Passport 4117921 issued under the name Dilawar Khan", "passport", "4117921", None, true);
        check("Diplomatic Passport 563420258 (Korea, North)", "passport", "563420258", Some("KP"), false);
        check("Citizen's Card Number 211226197812154256 (China)", "national-id", "211226197812154256", Some("CN"), false);
        check("Registration Number HRA 738077 (Stuttgart) (Germany)", "registration", "HRA 738077", Some("DE"), true);
        check("NIT # 800018928-0 (Colombia)", "registration", "800018928-0", Some("CO"), false);
        check("V.A.T. Number BG 121024920 (Bulgaria)", "registration", "BG 121024920", Some("BG"), false);
        check(
            "Unified Social Credit Code (USCC) 9113100033607322XK (China)",
            "registration",
            "9113100033607322XK",
            Some("CN"),
            false,
        );
        check("Legal Entity Number 253400HA6URWT39X2982", "lei", "253400HA6URWT39X2982", None, false);
        check("Legal Entity Number 851683897 (Netherlands)", "registration", "851683897", Some("NL"), false);
        check("MMSI 572469210", "mmsi", "572469210", None, false);
        check("Other Vessel Call Sign 5IM713", "call-sign", "5IM713", None, false);
        check("Aircraft Tail Number EP-MMH", "tail", "EP-MMH", None, false);
        check(
            "alt. Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
            "wallet",
            "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
            None,
            true,
        );
    }

    #[test]
    fn what_is_not_understood_is_a_note_as_it_stands() {
        check_note("Gender Male");
        check_note("Brigadier General");
        check_note("Passport issued in Sarajevo, Bosnia-Herzegovina");
        check_note("DOB unknown");
        check_note("nationality possibly Palestinian;arrested 23 Apr 2002");
        check_note("Passports 1 and 2");
        check_note("Aircraft Mode S Transponder Code 140AE7");
        check_note("Nationality of Registration Russia");
        check_note("Digital Currency Address - XBT");
    }

    #[test]
    fn facts_of_a_person_or_ship() {
        let person = |fact: &str| entry(DesignationKind::Person, fact).0;
        assert_eq!(person("alt. DOB circa 1947").birth_dates, ["1947~"]);
        assert_eq!(person("Birthdate 01 Jan 1968 to 31 Dec 1968").birth_dates, ["1968"]);
        assert_eq!(person("POB Pyongan-Pukto, North Korea").birth_places, ["Pyongan-Pukto, North Korea"]);
        assert_eq!(person("alt. nationality Korea, North").nationalities, ["KP"]);
        assert_eq!(person("citizen Korea, North").nationalities, ["KP"]);
        assert_eq!(person("Other Vessel Flag Tanzania").flags, ["TZ"]);
        assert!(person("Nationality of Registration Korea, North").dprk);
        let owner = person("Vessel Owner Samir de Navegacion S.A.").links.remove(0);
        assert_eq!((owner.relation, owner.name.as_str()), (Relation::OwnedBy(None), "Samir de Navegacion S.A."));
        assert_eq!(person("Linked To: SOLEIMANI, Qasem").links[0].name, "SOLEIMANI, Qasem");
    }

    #[test]
    fn codes_with_check_digits() {
        let of = |kind, fact: &str| entry(kind, fact);
        let (bank, faults) = of(DesignationKind::Organisation, "SWIFT/BIC FTBDKPPY");
        assert_eq!((bank.bics[0].as_str(), faults.len(), bank.notes.len()), ("FTBDKPPYXXX", 0, 0));
        let (bank, faults) = of(DesignationKind::Organisation, "SWIFT/BIC FTBD");
        assert_eq!((bank.bics.len(), faults.len(), bank.notes.len()), (0, 1, 1));
        let (ship, _) = of(DesignationKind::Vessel, "Vessel Registration Identification IMO 9004700");
        assert_eq!(ship.imos, [Imo::Ship(9_004_700)]);
        let (company, _) = of(DesignationKind::Organisation, "Company Number IMO 5758476 (Korea, North)");
        assert_eq!(company.imos, [Imo::Company(5_758_476)]);
        let (ship, faults) = of(DesignationKind::Vessel, "Identification Number IMO 9004702");
        assert_eq!((ship.imos.len(), faults.len(), ship.notes.len()), (0, 1, 1));
        let (ship, _) = of(DesignationKind::Vessel, "Vessel Registration Identification 1234 (Cuba)");
        assert_eq!(ship.identifiers[0].kind, IdentifierKind::Registration);
        let (company, _) = of(DesignationKind::Organisation, "Identification Number 1234");
        assert_eq!(company.identifiers[0].kind, IdentifierKind::Registration);
    }

    #[test]
    fn every_row_of_the_table_has_a_meaning() {
        let rows: Vec<_> = FACTS.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert_eq!(rows.len(), LABELS.len());
        for row in rows {
            let (label, _) = row.split_once('\t').unwrap();
            assert_eq!(meaning(&format!("{label} 1")).unwrap().1, " 1", "{label}");
        }
    }
}
