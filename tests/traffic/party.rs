//! Who pays and who is paid: persons, firms and banks of a country, with address and account.

use super::korea::{self, KR};
use super::locale::{Locale, NameStyle};
use super::locale_east::EAST;
use super::locale_west::{PLAIN, WEST};
use super::rng::Rng;
use super::text::{cut, swift_capitals, swift_x, wrap, wrap_hard};
use super::words;

/// A bank.
#[derive(Clone, Debug)]
pub struct Bank {
    /// BIC of 8 characters.
    pub bic8: &'static str,
    /// Name in the SWIFT x set.
    pub name: &'static str,
    /// Town of its head office.
    pub town: &'static str,
    /// ISO 3166 code.
    pub country: &'static str,
}

impl Bank {
    /// One bank of a country.
    pub fn of(rng: &mut Rng, locale: &Locale) -> Self {
        let mut parts = rng.frequent(locale.banks).split('~');
        let mut next = || parts.next().unwrap_or_default();
        Self { bic8: next(), name: next(), town: next(), country: locale.country }
    }

    /// The BIC as a field carries it: 11 characters, at times 8.
    pub fn bic(&self, rng: &mut Rng) -> String {
        if rng.chance(75) { format!("{}XXX", self.bic8) } else { self.bic8.to_owned() }
    }
}

/// A customer of a bank.
#[derive(Clone, Debug)]
pub struct Party {
    /// Name in Latin letters, marks and case kept.
    pub name: String,
    /// Name in the country's own script.
    pub native_name: Option<String>,
    /// Street and number.
    pub street: String,
    /// Town, at times with its province.
    pub town: String,
    /// Postcode, or nothing where the country has none.
    pub postcode: String,
    /// The country as the address writes it.
    pub country_name: &'static str,
    /// ISO 3166 code.
    pub country: &'static str,
    /// Account number or IBAN.
    pub account: String,
    /// Whether the account is an IBAN.
    pub iban: bool,
    /// Whether the party is a natural person.
    pub person: bool,
    /// What an address line adds about telephones, or nothing.
    pub phone: Option<String>,
    /// The bank that keeps the account.
    pub bank: Bank,
}

impl Party {
    /// A customer in some country but South Korea.
    pub fn foreign(rng: &mut Rng) -> Self {
        let locale = foreign_locale(rng);
        let person = rng.chance(35);
        let (name, native_name) = if person { person_name(rng, locale) } else { firm_name(rng, locale) };
        Self::at(rng, locale, name, native_name, person)
    }

    /// A customer from South Korea; one person in ten lives abroad.
    pub fn korean(rng: &mut Rng) -> Self {
        if rng.chance(45) {
            let (name, hangul) = korea::person(rng);
            let home = if rng.chance(10) { foreign_locale(rng) } else { &KR };
            return Self::at(rng, home, name, hangul, true);
        }
        if rng.chance(12) {
            let (name, street, town) = korea::institution(rng);
            let mut party = Self::at(rng, &KR, name, None, false);
            party.street = street;
            party.town = town;
            return party;
        }
        let (name, native_name) = firm_name(rng, &KR);
        Self::at(rng, &KR, name, native_name, false)
    }

    /// A firm of western Europe without any word that is special.
    pub fn plain(rng: &mut Rng) -> Self {
        let locale = *rng.pick(&PLAIN);
        let name =
            [rng.word(locale.family), rng.word("Papier|Consulting|Optik|Design|Print|Audio|Garten"), rng.word(locale.forms)]
                .join(" ");
        let mut party = Self::at(rng, locale, name, None, false);
        party.phone = None;
        party
    }

    /// The name in the SWIFT x set: mostly capitals.
    pub fn swift_name(&self, rng: &mut Rng) -> String {
        if rng.chance(88) { swift_capitals(&self.name) } else { swift_x(&self.name) }
    }

    /// The name as MX carries it: capitals from an older system, the native script, or as people write it.
    pub fn mx_name(&self, rng: &mut Rng) -> String {
        match &self.native_name {
            Some(native) if rng.chance(25) => native.clone(),
            _ if rng.chance(50) => swift_capitals(&self.name),
            _ => self.name.clone(),
        }
    }

    /// Name and address in at most four lines of 35, behind the account line of field 50K or 59.
    pub fn swift_lines(&self, rng: &mut Rng) -> Vec<String> {
        let name = self.swift_name(rng);
        if rng.chance(10) {
            let run_on = format!("{name} {} {} {}", self.street, self.town, self.country_name);
            let mut lines = wrap_hard(&swift_capitals(&run_on), 35);
            lines.truncate(4);
            return lines.into_iter().map(|line| line.trim_start_matches(['-', ':', '/']).to_owned()).collect();
        }
        let mut lines: Vec<String> = wrap(&name, 35).into_iter().take(2).collect();
        if rng.chance(12) {
            return lines;
        }
        let room = 4 - lines.len();
        lines.extend(self.address_lines().into_iter().skip(usize::from(room < 3)).take(room).map(|line| cut(&line, 35)));
        if let Some(phone) = self.phone.as_deref().filter(|_| lines.len() < 4) {
            lines.push(phone.to_owned());
        }
        lines
    }

    /// Street; postcode and town; country.
    fn address_lines(&self) -> [String; 3] {
        let town = format!("{} {}", self.postcode, self.town);
        [swift_capitals(&self.street), swift_capitals(town.trim()), self.country_name.to_owned()]
    }

    fn at(rng: &mut Rng, locale: &'static Locale, name: String, native_name: Option<String>, person: bool) -> Self {
        let (town, postcode) = rng.frequent(locale.towns).split_once('~').unwrap_or_default();
        let bank = Bank::of(rng, locale);
        let street = rng.word(locale.streets);
        let phone = rng.chance(15).then(|| rng.word(locale.phone));
        Self {
            name,
            native_name,
            street: rng.fill(street),
            town: town.to_owned(),
            postcode: rng.fill(postcode),
            country_name: rng.frequent(locale.country_names),
            country: locale.country,
            account: account(rng, locale, &bank),
            iban: locale.iban,
            person,
            phone: phone.map(|pattern| rng.fill(pattern)),
            bank,
        }
    }
}

/// A bank of some country but South Korea.
pub fn foreign_bank(rng: &mut Rng) -> Bank {
    let locale = foreign_locale(rng);
    Bank::of(rng, locale)
}

/// A bank of South Korea.
pub fn korean_bank(rng: &mut Rng) -> Bank {
    Bank::of(rng, &KR)
}

/// A correspondent bank of a currency.
pub fn correspondent(rng: &mut Rng, currency: &str) -> Bank {
    let locale = all_locales().find(|locale| locale.currency == currency).unwrap_or(&KR);
    Bank::of(rng, locale)
}

/// The currency of a country.
pub fn currency_of(country: &str) -> &'static str {
    all_locales().find(|locale| locale.country == country).map_or("USD", |locale| locale.currency)
}

/// The telephone number of somebody in a country.
pub fn phone_of(rng: &mut Rng, country: &str) -> String {
    let pattern =
        all_locales().find(|locale| locale.country == country).map_or("+1 850 555 01##", |locale| rng.word(locale.phone));
    rng.fill(pattern)
}

fn all_locales() -> impl Iterator<Item = &'static Locale> {
    WEST.iter().chain(&EAST).map(|(locale, _)| *locale).chain(std::iter::once(&KR))
}

fn foreign_locale(rng: &mut Rng) -> &'static Locale {
    let shares = || WEST.iter().chain(&EAST).copied();
    let mut rest = rng.below(shares().map(|(_, share)| share).sum());
    for (locale, share) in shares() {
        if rest < share {
            return locale;
        }
        rest -= share;
    }
    &KR
}

fn person_name(rng: &mut Rng, locale: &Locale) -> (String, Option<String>) {
    let (given, given_native) = pair(rng.frequent(locale.given));
    let (family, family_native) = pair(rng.frequent(locale.family));
    match locale.style {
        NameStyle::GivenFirst if rng.chance(15) => {
            let initial = rng.fill("@");
            (format!("{given} {initial}. {family}"), None)
        }
        NameStyle::GivenFirst if rng.chance(8) => (format!("{family}, {given}"), None),
        NameStyle::GivenFirst => (format!("{given} {family}"), None),
        NameStyle::TwoFamilyNames => (format!("{given} {family} {}", rng.frequent(locale.family)), None),
        NameStyle::Slavic => slavic_name((given, given_native), (family, family_native)),
        NameStyle::Arabic => (format!("{given} {} {family}", rng.word("Mohammed|Abdullah|bin Ali|bin Saad|Ahmed|Saeed")), None),
        NameStyle::Chinese => chinese_name(rng, locale, (family, family_native)),
        NameStyle::Vietnamese => (format!("{family} {} {given}", rng.word("Van|Thi|Thi Thu|Duc|Minh|Ngoc|Quoc")), None),
        NameStyle::Japanese if rng.chance(50) => (format!("{family} {given}"), None),
        NameStyle::Japanese => (format!("{given} {family}"), None),
        NameStyle::Korean => korea::person(rng),
    }
}

/// A name whose family name agrees with a given name of a woman.
fn slavic_name((given, given_native): (&str, &str), (family, family_native): (&str, &str)) -> (String, Option<String>) {
    let woman = given.ends_with('a');
    let feminine = |ends: [&str; 3], a: &str, family: &str| {
        if woman && ends.iter().any(|end| family.ends_with(end)) { format!("{family}{a}") } else { family.to_owned() }
    };
    let latin = if woman && family.ends_with("ki") {
        format!("{}a", family.trim_end_matches('i'))
    } else {
        feminine(["ov", "ev", "in"], "a", family)
    };
    let native = (given != given_native).then(|| format!("{given_native} {}", feminine(["ов", "ев", "ёв"], "а", family_native)));
    (format!("{given} {latin}"), native)
}

/// A family name and one or two syllables, joined, apart or with a hyphen.
fn chinese_name(rng: &mut Rng, locale: &Locale, (family, family_native): (&str, &str)) -> (String, Option<String>) {
    let (first, first_native) = pair(rng.word(locale.given));
    let (second, second_native) = if rng.chance(75) { pair(rng.word(locale.given)) } else { ("", "") };
    let given = match locale.country {
        "CN" => format!("{first}{}", second.to_lowercase()),
        "TW" => format!("{first}-{second}").trim_end_matches('-').to_owned(),
        _ => format!("{first} {second}").trim_end().to_owned(),
    };
    let native = (family != family_native).then(|| [family_native, first_native, second_native].concat());
    let name = if rng.chance(80) { format!("{family} {given}") } else { format!("{given} {family}") };
    (name, native)
}

fn firm_name(rng: &mut Rng, locale: &Locale) -> (String, Option<String>) {
    if rng.chance(2) {
        let (form, _) = pair(rng.word(locale.forms));
        return (format!("{} {form}", rng.word(words::NEAR_MISSES)), None);
    }
    if let Some(name) = words::authority(rng, locale.country).filter(|_| rng.chance(4)) {
        return (name.to_owned(), None);
    }
    let (trade, trade_native) = pair(rng.word(locale.trades));
    let (form, form_native) = pair(rng.frequent(locale.forms));
    let (stem, stem_native) =
        if rng.chance(25) && locale.country != "KR" { pair(rng.frequent(locale.family)) } else { pair(rng.word(locale.stems)) };
    match locale.country {
        "KR" if rng.chance(20) && !trade.contains(' ') => (format!("{stem}{} {form}", trade.to_lowercase()), None),
        "CN" => {
            let (town, _) = rng.frequent(locale.towns).split_once(['~', ',']).unwrap_or_default();
            (format!("{town} {stem} {trade} {form}"), Some([stem_native, trade_native, form_native].concat()))
        }
        "TW" => (format!("{stem} {trade} {form}"), Some([stem_native, trade_native, form_native].concat())),
        "RU" | "UA" => (format!("{form} {stem} {trade}"), Some(format!("{form_native} «{stem_native} {trade_native}»"))),
        "ID" => (format!("PT {stem} {trade} {form}"), None),
        _ => (format!("{stem} {trade} {form}"), None),
    }
}

/// Both forms of a table entry: Latin and native, which are the same where the entry has but one.
fn pair(entry: &'static str) -> (&'static str, &'static str) {
    entry.split_once('=').unwrap_or((entry, entry))
}

/// An account; an IBAN carries its check digits (ISO 7064 MOD 97-10), though not the check digits some countries add inside.
fn account(rng: &mut Rng, locale: &Locale, bank: &Bank) -> String {
    let pattern = rng.word(locale.account);
    let own = rng.fill(pattern).replace('$', &bank.bic8.chars().take(4).collect::<String>());
    if !locale.iban {
        return own;
    }
    let check = 98 - remainder_97(&format!("{own}{}00", locale.country));
    format!("{}{check:02}{own}", locale.country)
}

fn remainder_97(text: &str) -> u32 {
    text.chars().filter_map(|letter| letter.to_digit(36)).fold(0, |rest, value| {
        let shift = if value > 9 { 100 } else { 10 };
        (rest * shift + value) % 97
    })
}
