//! SWIFT MT: the envelope, MT103 in its variants, and the parts other types share.

use super::deal::Deal;
use super::party::{Bank, Party, phone_of};
use super::rng::Rng;
use super::text::{cut, swift_capitals, swift_x, title_case, wrap};
use super::words;

/// Tag and content of a field; lines of the content end in CR LF.
pub type MtField<'a> = (&'a str, String);

/// What an envelope says beside the fields.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Message type, three digits.
    pub kind: &'a str,
    /// Who sends.
    pub sender: &'a Bank,
    /// Who receives.
    pub receiver: &'a Bank,
    /// `STP` or `COV`.
    pub validation: Option<&'a str>,
    /// UETR of block 3.
    pub uetr: Option<&'a str>,
}

impl Envelope<'_> {
    /// The message: blocks 1, 2, 3, the fields, and the trailer.
    pub fn around(&self, rng: &mut Rng, date: &str, fields: &[MtField<'_>]) -> Vec<u8> {
        let (sender, receiver, kind) = (self.sender.bic8, self.receiver.bic8, self.kind);
        let sequence = rng.fill("##########");
        let mut message = if rng.chance(60) {
            format!("{{1:F01{sender}AXXX{sequence}}}{{2:I{kind}{receiver}XXXXN}}")
        } else {
            let mir = rng.fill("##########");
            let (hour, minute) = (rng.between(6, 21), rng.between(10, 49));
            let sent = format!("{hour:02}{minute:02}{date}{sender}AXXX{mir}{date}{hour:02}{}", minute + 2);
            format!("{{1:F01{receiver}AXXX{sequence}}}{{2:O{kind}{sent}N}}")
        };
        message.push_str(&self.block_3(rng));
        message.push_str("{4:\r\n");
        for (tag, content) in fields {
            message.push_str(&format!(":{tag}:{content}\r\n"));
        }
        message.push_str("-}");
        if rng.chance(80) {
            let check = rng.next_u64() & 0xFFFF_FFFF_FFFF;
            message.push_str(&format!("{{5:{{CHK:{check:012X}}}}}"));
        }
        message.into_bytes()
    }

    fn block_3(&self, rng: &mut Rng) -> String {
        let user_reference = if rng.chance(20) { rng.fill("{108:MUR########}") } else { String::new() };
        let validation = self.validation.map_or_else(String::new, |flag| format!("{{119:{flag}}}"));
        let uetr = self.uetr.map_or_else(String::new, |uetr| format!("{{121:{uetr}}}"));
        let tags = [user_reference, validation, uetr].concat();
        if tags.is_empty() { tags } else { format!("{{3:{tags}}}") }
    }
}

/// An ordinary MT103: bytes, and its name for the story.
pub fn mt103(rng: &mut Rng, deal: &Deal) -> (Vec<u8>, &'static str) {
    let stp = rng.chance(35);
    let fields = mt103_fields(rng, deal, stp);
    let message = mt103_message(rng, deal, stp, &fields);
    (message, if stp { "MT103 STP" } else { "MT103" })
}

/// The MT103 of a deal around given fields.
pub fn mt103_message(rng: &mut Rng, deal: &Deal, stp: bool, fields: &[MtField<'_>]) -> Vec<u8> {
    let direct = fields.iter().all(|(tag, _)| !tag.starts_with("57"));
    let receiver = if direct { &deal.creditor.bank } else { &deal.via };
    let envelope =
        Envelope { kind: "103", sender: &deal.debtor.bank, receiver, validation: stp.then_some("STP"), uetr: Some(&deal.uetr) };
    envelope.around(rng, &deal.swift_date(), fields)
}

/// The fields of an MT103 in their legal order.
pub fn mt103_fields(rng: &mut Rng, deal: &Deal, stp: bool) -> Vec<MtField<'static>> {
    let structured = rng.chance(40);
    let mut fields = vec![("20", deal.reference.clone()), ("23B", "CRED".to_owned())];
    if !stp && rng.chance(6) {
        fields.push(("23E", format!("PHOB/{}", swift_x(&phone_of(rng, deal.creditor.country)))));
    }
    if rng.chance(5) {
        fields.push(("26T", rng.word("K90|S01|A10|D08").to_owned()));
    }
    fields.push(("32A", format!("{}{}{}", deal.swift_date(), deal.currency, deal.swift_amount())));
    let charges = rng.weighted("SHA:70|OUR:22|BEN:8");
    if stp || charges == "BEN" || rng.chance(70) {
        fields.push(("33B", format!("{}{}", deal.currency, deal.swift_amount())));
    }
    fields.push(debtor(rng, &deal.debtor, structured));
    fields.extend(agents(rng, deal, stp));
    fields.push(creditor(rng, &deal.creditor, structured));
    if rng.chance(94) {
        fields.push(("70", remittance_lines(&deal.remittance)));
    }
    fields.push(("71A", charges.to_owned()));
    if charges == "BEN" {
        fields.push(("71F", format!("{}{},", deal.currency, rng.between(5, 40))));
    }
    if rng.chance(22) {
        fields.push(("72", bank_instruction(rng, deal)));
    }
    if rng.chance(8) {
        let code = rng.word("BENEFRES|ORDERRES");
        let party = if code == "BENEFRES" { &deal.creditor } else { &deal.debtor };
        fields.push(("77B", format!("/{code}/{}//{}", party.country, cut(&swift_capitals(&party.town), 18))));
    }
    fields
}

/// Field 50 as K or F.
pub fn debtor(rng: &mut Rng, party: &Party, structured: bool) -> MtField<'static> {
    if structured { ("50F", structured_party(rng, party)) } else { ("50K", plain_party(rng, party)) }
}

/// Field 59 plain or F.
pub fn creditor(rng: &mut Rng, party: &Party, structured: bool) -> MtField<'static> {
    if structured { ("59F", structured_party(rng, party)) } else { ("59", plain_party(rng, party)) }
}

/// The remittance in four lines of 35.
pub fn remittance_lines(text: &str) -> String {
    join(wrap(&swift_x(text), 35).into_iter().take(4).collect())
}

/// Lines of a field, joined as the network does.
pub fn join(lines: Vec<String>) -> String {
    lines.join("\r\n")
}

/// The agents between debtor and creditor: 52a to 57a.
fn agents(rng: &mut Rng, deal: &Deal, stp: bool) -> Vec<MtField<'static>> {
    let mut fields = vec![("52A", deal.debtor.bank.bic(rng))];
    if rng.chance(25) {
        fields.push(("53A", deal.via.bic(rng)));
    } else if rng.chance(10) {
        fields.push(("53B", rng.fill("/##########")));
    }
    if rng.chance(12) {
        fields.push(("54A", deal.via.bic(rng)));
    }
    if rng.chance(8) {
        fields.push(("56A", deal.via.bic(rng)));
    }
    if rng.chance(65) || fields.iter().any(|(tag, _)| *tag == "56A") {
        let by_name = !stp && rng.chance(12);
        fields.push(if by_name { ("57D", bank_lines(rng, &deal.creditor.bank)) } else { ("57A", deal.creditor.bank.bic(rng)) });
    }
    fields
}

/// A bank by name and address, as option D gives it.
fn bank_lines(rng: &mut Rng, bank: &Bank) -> String {
    let mut lines: Vec<String> = wrap(&swift_capitals(bank.name), 35).into_iter().take(2).collect();
    if rng.chance(50) {
        lines.push(rng.word("MAIN BRANCH|HEAD OFFICE|INTERNATIONAL DIVISION|TRADE SERVICES CENTRE|CITY BRANCH").to_owned());
    }
    lines.push(cut(&format!("{} {}", swift_capitals(bank.town), bank.country), 35));
    if rng.chance(50) { format!("/{}\r\n{}", rng.fill("########"), join(lines)) } else { join(lines) }
}

fn plain_party(rng: &mut Rng, party: &Party) -> String {
    let lines = party.swift_lines(rng);
    format!("/{}\r\n{}", party.account, join(lines))
}

/// Account, then at most four numbered lines: name 1, street 2, country and town 3, and for a few persons birth date 4 and
/// place 5.
fn structured_party(rng: &mut Rng, party: &Party) -> String {
    let name = party.swift_name(rng);
    let mut lines: Vec<String> = wrap(&name, 33).into_iter().take(2).map(|line| format!("1/{line}")).collect();
    let town = format!("3/{}/{}", party.country, cut(swift_capitals(&format!("{} {}", party.town, party.postcode)).trim(), 30));
    if party.person && lines.len() == 1 && rng.chance(8) {
        let (year, month, day) = (rng.between(1945, 2004), rng.between(1, 12), rng.between(1, 28));
        let birthplace = format!("5/{}/{}", party.country, cut(&swift_capitals(&party.town), 30));
        lines.extend([town, format!("4/{year}{month:02}{day:02}"), birthplace]);
    } else {
        lines.push(format!("2/{}", cut(&swift_capitals(&party.street), 33)));
        lines.push(town);
    }
    format!("/{}\r\n{}", party.account, join(lines))
}

/// Field 72, each line of at most 35 letters and at most three lines.
fn bank_instruction(rng: &mut Rng, deal: &Deal) -> String {
    match rng.below(6) {
        0 => format!("/INS/{}XXX", deal.via.bic8),
        1 => "/ACC/PLS ADVISE BENEF. BY PHONE".to_owned(),
        2 => format!("/BNF/{}", cut(&title_case(&swift_capitals(&deal.creditor.name)), 30)),
        3 => format!("/REC/{}", words::fill(rng, "COVER SENT UNDER REF\r\n//{invoice} VIA CHIPS")),
        4 => format!("/INS/{}XXX\r\n/ACC/{}", deal.via.bic8, rng.word("URGENT|SALARY|TRADE SETTLEMENT|QUICKPAY CHANNEL")),
        _ => format!("/BNF/{}", words::fill(rng, "INV {invoice}\r\n//DELIVERY {port}")),
    }
}
