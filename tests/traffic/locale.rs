//! What a country's payments are made of: names, firms, streets, towns, banks and the shape of an account.
//!
//! A table is one string with entries between `|`. Names stand by falling frequency. An entry `Latin=native` has a second form in
//! the country's own script, which only MX messages can carry.

/// Order and form of a person's name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NameStyle {
    /// Given name, family name; at times a middle initial.
    GivenFirst,
    /// Given name and two family names.
    TwoFamilyNames,
    /// Given name, at times a patronymic, family name that agrees with it.
    Slavic,
    /// Given name, father's name, family name, with `BIN` or `AL`.
    Arabic,
    /// Family name, then one or two syllables.
    Chinese,
    /// Family name, middle name, given name.
    Vietnamese,
    /// Either order.
    Japanese,
    /// Syllables in the habit of South Korea.
    Korean,
}

/// One country.
#[derive(Debug)]
pub struct Locale {
    /// ISO 3166 code.
    pub country: &'static str,
    /// How addresses write the country.
    pub country_names: &'static str,
    /// ISO 4217 code of its currency.
    pub currency: &'static str,
    /// A telephone number as a pattern.
    pub phone: &'static str,
    /// A domestic account, or the part of an IBAN behind the check digits, as a pattern; `$` is the bank's four letters.
    pub account: &'static str,
    /// Whether accounts are IBANs.
    pub iban: bool,
    /// How names are built.
    pub style: NameStyle,
    /// Given names, or syllables of them.
    pub given: &'static str,
    /// Family names.
    pub family: &'static str,
    /// First words of firm names.
    pub stems: &'static str,
    /// What firms do.
    pub trades: &'static str,
    /// Legal forms.
    pub forms: &'static str,
    /// Streets as patterns.
    pub streets: &'static str,
    /// Town and postcode pattern, `TOWN~PATTERN`.
    pub towns: &'static str,
    /// Banks, `BIC~NAME~TOWN`.
    pub banks: &'static str,
}
