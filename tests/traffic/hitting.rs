//! Messages that carry a given text in a given place and nothing else that is special.

use super::Payment;
use super::deal::Deal;
use super::mt::{MtField, join, mt103_fields, mt103_message};
use super::mt_other::mt199_message;
use super::mx::{Extras, pacs008, pieces};
use super::rng::Rng;
use super::text::wrap;

/// Where a text can stand.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Field {
    /// MT103 field 50K: name of the ordering customer, without a structure.
    Debtor50K,
    /// MT103 field 59: name of the beneficiary.
    Creditor59,
    /// MT103 field 59F: name of the beneficiary in numbered lines.
    Creditor59F,
    /// MT103 field 57D: the beneficiary's bank by name.
    Agent57D,
    /// MT103 field 70: what the payment is for.
    Remittance70,
    /// MT103 field 72: one bank to another.
    Instruction72,
    /// MT199 field 79: free text.
    Narrative79,
    /// pacs.008 `Cdtr/Nm`.
    MxCdtrNm,
    /// pacs.008 `Dbtr/Nm`.
    MxDbtrNm,
    /// pacs.008 `RmtInf/Ustrd`.
    MxUstrd,
    /// pacs.008 `UltmtCdtr/Nm`.
    MxUltmtCdtrNm,
    /// pacs.008 `RgltryRptg/Dtls/Inf`.
    MxRgltryRptgInf,
    /// pacs.008 `InstrForCdtrAgt/InstrInf`.
    MxInstrForCdtrAgt,
}

impl Field {
    /// Every place, MT first.
    pub const ALL: [Self; 13] = [
        Self::Debtor50K,
        Self::Creditor59,
        Self::Creditor59F,
        Self::Agent57D,
        Self::Remittance70,
        Self::Instruction72,
        Self::Narrative79,
        Self::MxCdtrNm,
        Self::MxDbtrNm,
        Self::MxUstrd,
        Self::MxUltmtCdtrNm,
        Self::MxRgltryRptgInf,
        Self::MxInstrForCdtrAgt,
    ];

    /// The tag or path, for a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debtor50K => "50K",
            Self::Creditor59 => "59",
            Self::Creditor59F => "59F",
            Self::Agent57D => "57D",
            Self::Remittance70 => "70",
            Self::Instruction72 => "72",
            Self::Narrative79 => "79",
            Self::MxCdtrNm => "Cdtr/Nm",
            Self::MxDbtrNm => "Dbtr/Nm",
            Self::MxUstrd => "RmtInf/Ustrd",
            Self::MxUltmtCdtrNm => "UltmtCdtr/Nm",
            Self::MxRgltryRptgInf => "RgltryRptg/Dtls/Inf",
            Self::MxInstrForCdtrAgt => "InstrForCdtrAgt/InstrInf",
        }
    }
}

/// An MT103, MT199 or pacs.008 between two plain European firms that carries `text` as the content of `field`.
///
/// MT lines have 35 letters (59F 33 behind the number, 72 29 and 33 behind the code, 79 50), broken at blanks where possible.
/// The letters of the text are not folded, and none is lost: a text too long for the field makes it longer than the standard
/// allows. A line break in the text is a line break in MT. In MX a text too long for one `Ustrd` or `Inf` fills
/// several.
pub fn with_text(seed: u64, field: Field, text: &str) -> Payment {
    let mut rng = Rng::new(seed);
    let deal = Deal::plain(&mut rng, seed);
    let story = format!("{} carries {text:?}", field.name());
    let mx = |rng: &mut Rng, extras: Extras| (pacs008(rng, &deal, &extras), "mx");
    let extras = Extras::default();
    let (bytes, format) = match field {
        Field::Debtor50K => mt103_around(&mut rng, &deal, &[("50K", &customer(&deal.debtor.account, text))]),
        Field::Creditor59 => mt103_around(&mut rng, &deal, &[("59", &customer(&deal.creditor.account, text))]),
        Field::Creditor59F => mt103_around(&mut rng, &deal, &[("59F", &numbered_customer(&deal, text))]),
        Field::Agent57D => mt103_around(&mut rng, &deal, &[("57D", &join(wrap(text, 35)))]),
        Field::Remittance70 => mt103_around(&mut rng, &deal, &[("70", &join(wrap(text, 35)))]),
        Field::Instruction72 => mt103_around(&mut rng, &deal, &[("72", &instruction(text))]),
        Field::Narrative79 => (mt199_message(&mut rng, &deal, join(wrap(text, 50))), "mt"),
        Field::MxCdtrNm => mx(&mut rng, Extras { creditor_name: Some(text.to_owned()), ..extras }),
        Field::MxDbtrNm => mx(&mut rng, Extras { debtor_name: Some(text.to_owned()), ..extras }),
        Field::MxUstrd => mx(&mut rng, Extras { remittance: Some(pieces(text, 140)), ..extras }),
        Field::MxUltmtCdtrNm => mx(&mut rng, Extras { ultimate_creditor: Some(text.to_owned()), ..extras }),
        Field::MxRgltryRptgInf => mx(&mut rng, Extras { regulatory: pieces(text, 35), ..extras }),
        Field::MxInstrForCdtrAgt => mx(&mut rng, Extras { instruction: Some(text.to_owned()), ..extras }),
    };
    Payment { bytes, format, story }
}

/// A plain MT103 with fields replaced or added verbatim, in the legal order of an MT103. A tag replaces every option of its
/// number (`59F` replaces 59); an empty content removes the field; a tag an MT103 does not know comes last. Line breaks inside
/// a content are the caller's and should be CR LF.
pub fn mt103_with(seed: u64, tag_lines: &[(&str, &str)]) -> Payment {
    let mut rng = Rng::new(seed);
    let deal = Deal::plain(&mut rng, seed);
    let (bytes, format) = mt103_around(&mut rng, &deal, tag_lines);
    let tags: Vec<&str> = tag_lines.iter().map(|(tag, _)| *tag).collect();
    Payment { bytes, format, story: format!("MT103 with own {}", tags.join(", ")) }
}

fn mt103_around(rng: &mut Rng, deal: &Deal, own: &[(&str, &str)]) -> (Vec<u8>, &'static str) {
    let number = |tag: &str| tag.chars().take(2).collect::<String>();
    let replaced: Vec<String> = own.iter().map(|(tag, _)| replaced_by(tag, number(tag))).collect();
    let base = mt103_fields(rng, deal, false);
    // What an ordinary message carries now and then is left out, so that nothing special stands beside the caller's fields.
    let kept = base.into_iter().filter(|(tag, _)| !["23E", "26T", "72", "77B"].contains(tag));
    let mut fields: Vec<MtField<'_>> =
        kept.filter(|(tag, _)| !replaced.iter().any(|prefix| tag.starts_with(prefix.as_str()))).collect();
    fields.extend(own.iter().filter(|(_, content)| !content.is_empty()).map(|(tag, content)| (*tag, (*content).to_owned())));
    fields.sort_by_key(|(tag, _)| place(tag));
    (mt103_message(rng, deal, false, &fields), "mt")
}

/// What a tag takes the place of: the party fields every option of their number, the others themselves alone.
fn replaced_by(tag: &str, number: String) -> String {
    let options = ["50", "52", "53", "54", "55", "56", "57", "59"];
    if options.contains(&number.as_str()) { number } else { tag.to_owned() }
}

/// The place of a tag in an MT103 as the standard orders its fields.
fn place(tag: &str) -> usize {
    const ORDER: [&str; 26] = [
        "20", "13C", "23B", "23E", "26T", "32A", "33B", "36", "50", "51", "52", "53", "54", "55", "56", "57", "59", "70", "71A",
        "71F", "71G", "72", "77B", "77T", "79", "",
    ];
    ORDER.iter().position(|head| tag.starts_with(head)).unwrap_or(ORDER.len())
}

fn customer(account: &str, text: &str) -> String {
    format!("/{account}\r\n{}", join(wrap(text, 35)))
}

fn numbered_customer(deal: &Deal, text: &str) -> String {
    let mut lines: Vec<String> = wrap(text, 33).into_iter().map(|line| format!("1/{line}")).collect();
    if lines.len() < 4 {
        lines.push(format!("3/{}/{}", deal.creditor.country, deal.creditor.bank.town));
    }
    format!("/{}\r\n{}", deal.creditor.account, join(lines))
}

/// Field 72: a code in front of the first line, `//` in front of the others.
fn instruction(text: &str) -> String {
    let lines = wrap(text, 29).into_iter().enumerate();
    join(lines.map(|(index, line)| if index == 0 { format!("/BNF/{line}") } else { format!("//{line}") }).collect())
}
