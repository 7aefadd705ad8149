//! Lists as large as all official ones together, from a seed: fictional parties whose words are as unevenly spread as those of real names.

use crate::traffic::Rng;
use interdict::identifier::{Bic, Imo};
use interdict::list::{
    Designation, DesignationKind, Identifier, IdentifierKind, List, ListEntry, ListKind, ListVersion, ListedName, Reference,
    Strength,
};

/// The lists, each with how many of the parties it has, and the first of them: what several have, they have in common.
const LISTS: &[(&str, usize, usize)] = &[
    ("un", 0, 1_000),
    ("ofac-sdn", 0, 18_000),
    ("eu", 16_500, 6_000),
    ("uk", 20_000, 5_000),
    ("dfat", 24_000, 4_000),
    ("ca", 26_500, 6_000),
];

/// All lists of a seed: 40 000 entries.
pub fn lists(seed: u64) -> Vec<List> {
    LISTS.iter().map(|(name, first, count)| list(name, *first, *count, seed)).collect()
}

/// A list of the parties from `first` on.
pub fn list(name: &str, first: usize, count: usize, seed: u64) -> List {
    let mut designations: Vec<Designation> = (first..first + count).map(|party| designation(name, party, seed)).collect();
    designations.sort_by(|one, other| one.id.cmp(&other.id));
    let version = ListVersion {
        list: name.to_owned(),
        kind: ListKind::Official,
        date: Some(jiff::civil::date(2026, 6, 5)),
        sha256: [7; 32],
        count,
        dprk_count: designations.iter().filter(|own| own.dprk).count(),
        rejected_rows: 0,
    };
    List { version, designations }
}

fn designation(list: &str, party: usize, seed: u64) -> Designation {
    let mut rng = Rng::of_item(seed, party as u64);
    let rng = &mut rng;
    let kind = match rng.below(100) {
        0..52 => DesignationKind::Person,
        52..86 => DesignationKind::Organisation,
        86..99 => DesignationKind::Vessel,
        _ => DesignationKind::Aircraft,
    };
    let dprk = rng.chance(2);
    let country = rng.word("KP|IR|RU|SY|CN|CU|VE|MM|BY|LB|IQ|AF").to_owned();
    let names = (0..rng.between(1, 5)).map(|at| ListedName {
        text: name(kind, rng),
        strength: if at > 0 && rng.chance(10) { Strength::Weak } else { Strength::Strong },
        needs: None,
    });
    let names = names.collect();
    let entry = ListEntry {
        list: list.to_owned(),
        id: party.to_string(),
        programmes: vec![rng.word("DPRK3|IRAN|RUSSIA-EO14024|SDGT|SYRIA|NPWMD|SDNTK").to_owned()],
        basis: vec!["31 CFR chapter V".to_owned()],
        ..ListEntry::default()
    };
    let mut identifiers = Vec::new();
    for _ in 0..rng.below(3) {
        let kind = match kind {
            DesignationKind::Person => *rng.pick(&[IdentifierKind::Passport, IdentifierKind::NationalId]),
            _ => IdentifierKind::Registration,
        };
        identifiers.push(Identifier { kind, value: rng.fill("@#########"), country: Some(country.clone()) });
    }
    let imo =
        (kind == DesignationKind::Vessel).then(|| (0..10).find_map(|check| Imo::ship(&format!("{}{check}", 900_000 + party))));
    let bic = (kind == DesignationKind::Organisation && rng.chance(10)).then(|| Bic::parse(&rng.fill("@@@@RU@@")));
    // What the second and further lists have, they have by the number of the first.
    let of_first =
        LISTS.iter().find(|(name, first, count)| *name != list && (*first..first + count).contains(&party) && rng.chance(70));
    Designation {
        id: format!("{list}:{party}"),
        kind,
        dprk,
        names,
        entries: vec![entry],
        bics: bic.flatten().into_iter().collect(),
        imos: imo.flatten().into_iter().collect(),
        identifiers,
        birth_dates: if kind == DesignationKind::Person {
            vec![format!("19{}-0{}-1{}", rng.between(40, 99), rng.between(1, 9), rng.below(10))]
        } else {
            Vec::new()
        },
        nationalities: vec![country.clone()],
        countries: vec![country],
        addresses: vec![format!("{} {} Street, {}", rng.between(1, 200), word(rng, 20_000), word(rng, 3_000))],
        references: of_first
            .map(|(name, ..)| Reference { list: (*name).to_owned(), id: party.to_string() })
            .into_iter()
            .collect(),
        ..Designation::default()
    }
}

fn name(kind: DesignationKind, rng: &mut Rng) -> String {
    match kind {
        DesignationKind::Person => {
            let given: Vec<String> = (0..rng.between(1, 3)).map(|_| word(rng, 6_000)).collect();
            format!("{} {}", word(rng, 12_000).to_uppercase(), given.join(" "))
        }
        DesignationKind::Organisation | DesignationKind::Unknown => {
            let own: Vec<String> = (0..rng.between(1, 3)).map(|_| word(rng, 25_000)).collect();
            let trade = rng.frequent("Trading|General Trading|Shipping|Bank|Industries|Petrochemical|Construction|Technology|Energy|Investment|Aviation|Foundation|Research Institute|Import Export");
            format!(
                "{} {trade} {}",
                own.join(" "),
                rng.frequent("Company Limited|LLC|Co., Ltd.|JSC|Corporation|Group|Organization|GmbH")
            )
        }
        DesignationKind::Vessel => format!("{} {}", word(rng, 8_000), rng.frequent("STAR|OCEAN|PEARL|1|2|SEA|GLORY|I|II|7")),
        DesignationKind::Aircraft => rng.fill("EP-@@@"),
    }
}

/// One of so many words, the first ones most often.
fn word(rng: &mut Rng, count: usize) -> String {
    let rank = rng.below(count).min(rng.below(count)).min(rng.below(count));
    let mut letters = Rng::of_item(0xD1C7, rank as u64);
    let syllables = if rank < 300 { 2 } else { letters.between(2, 4) };
    let mut word: String = (0..syllables).map(|_| letters.word(SYLLABLES)).collect();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

const SYLLABLES: &str = "al|ab|dul|mo|ham|mad|has|san|iv|an|pet|rov|ser|gey|mar|tin|ka|rim|ov|ros|ne|ft|ta|sha|zad|ir|is|tek|no|vo|lu|ga|ri|chol|yong|kim|su|ho|min|ja|far|be|lo|rus|da|mas|cus|bei|rut|ve|ra|el|mi|tor|qas|em|sol|ei|ma|ni";
