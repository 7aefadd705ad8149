//! Clean traffic: what a bank passes all day. Every stop of one of these payments is a false one.

use super::Payment;
use super::deal::Deal;
use super::mt::mt103;
use super::mt_other::{mt199, mt202, mt202_cov, mt700, mt940};
use super::mx::{Extras, pacs008, pacs009, pain001};
use super::party::{foreign_bank, korean_bank};
use super::rng::Rng;

/// `count` realistic payments, all different, none with a sanctioned party; a third has to do with South Korea. Persons are drawn
/// by frequency, so some are homonyms of listed ones, as in life. Payment `n` depends on the seed and on `n` alone.
pub fn clean(seed: u64, count: usize) -> impl Iterator<Item = Payment> {
    (0_u64..).take(count).map(move |index| clean_payment(seed, index))
}

fn clean_payment(seed: u64, index: u64) -> Payment {
    let mut rng = Rng::of_item(seed, index);
    let rng = &mut rng;
    let korean = rng.below(3) == 0;
    let mut deal = Deal::ordinary(rng, index, korean);
    let mut others = Vec::new();
    let (bytes, message) = match rng.weighted("103:34|008:33|202:6|cov:6|199:4|700:4|940:4|009:5|001:4") {
        "103" => mt103(rng, &deal),
        "202" => {
            between_banks(rng, &mut deal, korean);
            (mt202(rng, &deal), "MT202")
        }
        "cov" => (mt202_cov(rng, &deal), "MT202 COV"),
        "199" => (mt199(rng, &deal), "MT199"),
        "700" => (mt700(rng, &deal), "MT700"),
        "940" => {
            others = more_deals(rng, index, korean, 4, &deal);
            (mt940(rng, &deal, &others), "MT940")
        }
        "009" => {
            between_banks(rng, &mut deal, korean);
            (pacs009(rng, &deal), "pacs.009")
        }
        "001" => {
            others = more_deals(rng, index, korean, 2, &deal);
            (pain001(rng, &deal, &others), "pain.001")
        }
        _ => {
            let extras = Extras::ordinary(rng, &deal);
            (pacs008(rng, &deal, &extras), "pacs.008")
        }
    };
    let format = if bytes.starts_with(b"<") { "mx" } else { "mt" };
    let more: String = others.iter().map(|deal| format!(", and to {} ({})", deal.creditor.name, deal.creditor.country)).collect();
    Payment { bytes, format, story: deal.story(message) + &more }
}

/// Up to `most` further payments of the same debtor and in the same currency.
fn more_deals(rng: &mut Rng, index: u64, korean: bool, most: usize, first: &Deal) -> Vec<Deal> {
    let count = rng.between(0, most);
    let deals = (0..count).map(|_| Deal::ordinary(rng, index, korean));
    deals.map(|deal| Deal { currency: first.currency, debtor: first.debtor.clone(), ..deal }).collect()
}

/// A payment of banks for themselves: the parties are the banks, and what is told of the customers does not apply.
fn between_banks(rng: &mut Rng, deal: &mut Deal, korean: bool) {
    deal.debtor.bank = foreign_bank(rng);
    deal.creditor.bank = if korean { korean_bank(rng) } else { foreign_bank(rng) };
    for party in [&mut deal.debtor, &mut deal.creditor] {
        party.name = party.bank.name.to_owned();
        party.country = party.bank.country;
        party.person = false;
    }
    deal.facts.clear();
}
