//! What a field of a kind looks like, with a place for what is planted.

/// What is planted.
pub struct Planted {
    pub text: &'static str,
}

/// A field's content.
pub enum Content {
    /// Words in front of the planted ones, and behind them.
    Words { before: &'static str, planted: &'static Planted, behind: &'static str },
    /// No words.
    Fixed(&'static str),
}

/// A listed company.
pub const NAME: &str = "KANGBONG TRADING CORPORATION";

const COMPANY: &Planted = &Planted { text: NAME };
const BANK: &Planted = &Planted { text: "FTBDKPPY" };
const COUNTRY: &Planted = &Planted { text: "KP" };
const COUNTRY_NAME: &Planted = &Planted { text: "NORTH KOREA" };
const PORT: &Planted = &Planted { text: "NAMPO" };
const SHIP: &Planted = &Planted { text: "WOORY STAR" };
const PASSPORT: &Planted = &Planted { text: "654310175" };

/// What stands in a field of this tag, of this kind.
pub fn of(tag: &str, kind: &str, message_type: &str) -> Content {
    let (number, letter) = tag.split_at(2);
    let words =
        |before: &'static str, planted: &'static Planted, behind: &'static str| Content::Words { before, planted, behind };
    let is_party = matches!(
        number,
        "50" | "51" | "52" | "53" | "54" | "55" | "56" | "57" | "58" | "59" | "42" | "81" | "82" | "83" | "84" | "85"
    ) || matches!(number, "86" | "87" | "88" | "89" | "91" | "96") && !letter.is_empty();
    match (number, letter, kind) {
        ("41", "A" | "F", "agent") => words("", BANK, "\r\nBY PAYMENT"),
        ("41", _, "agent") => words("", COMPANY, "\r\nSAMPLE STREET 1\r\nLONDON\r\nBY PAYMENT"),
        ("41", _, "address") => words("SAMPLE BANK\r\n", COMPANY, "\r\nLONDON\r\nBY PAYMENT"),
        ("41", _, "country") => words("SAMPLE BANK\r\nMAIN STREET 1\r\n", COUNTRY_NAME, "\r\nBY PAYMENT"),
        ("41", "A" | "F", _) => Content::Fixed("CHASUS33\r\nBY PAYMENT"),
        ("41", ..) => Content::Fixed("ANY BANK\r\nBY NEGOTIATION"),
        (_, "J", "party") if is_party => words("/ABIC/UNKN/NAME/", COMPANY, "/CITY/LONDON"),
        (_, "J", "account") if is_party => words("/ACCT/", COMPANY, "/NAME/SAMPLE BANK"),
        (_, "J", _) if is_party => words("/ABIC/", BANK, ""),
        ("50", "C", _) => words("", BANK, ""),
        ("50", "L", _) => words("", COMPANY, ""),
        (_, "A" | "G", "account") if is_party => words("/", COMPANY, "\r\nCHASUS33"),
        (_, "A" | "G", _) if is_party => words("/12345678\r\n", BANK, ""),
        (_, "F", "account") => words("/", COMPANY, "\r\n1/JANE SAMPLE\r\n3/DE/KOELN"),
        (_, "F", "party") => words("/12345678\r\n1/", COMPANY, "\r\n2/SAMPLE STREET 1\r\n3/DE/KOELN"),
        (_, "F", "address") if is_party => words("/12345678\r\n1/JANE SAMPLE\r\n2/", COMPANY, "\r\n3/DE/KOELN"),
        (_, "F", "country") if is_party => words("/12345678\r\n1/JANE SAMPLE\r\n3/", COUNTRY, "/RIVERSIDE"),
        ("50", "F", "reference") => words("CCPT/KP/", PASSPORT, "\r\n1/JANE SAMPLE\r\n3/DE/KOELN"),
        ("5" | "50" | "51", "" | "B", "party" | "address" | "country") if message_type.starts_with('7') => named(kind, ""),
        (_, "C", "account") if is_party => words("/", COMPANY, ""),
        (_, "B", "account") if is_party => words("/", COMPANY, "\r\nKOELN"),
        (_, "B", "address") if is_party => words("/12345678\r\n", COMPANY, ""),
        (_, _, "account") if is_party => words("/", COMPANY, "\r\nJANE SAMPLE\r\nSAMPLE STREET 1\r\nKOELN"),
        (_, _, "party" | "agent" | "address" | "country") if is_party => named(kind, "/12345678\r\n"),
        ("25", "P", "agent") => words("12345678\r\n", BANK, ""),
        ("25", "P", _) => words("", COMPANY, "\r\nCHASUS33"),
        ("25", "A", _) => words("/", COMPANY, ""),
        ("86", _, "party") => words("166?00TRANSFER?20INVOICE 12?32", COMPANY, ""),
        ("86", _, "account") => words("166?00TRANSFER?20INVOICE 12?31", COMPANY, "?32JANE SAMPLE"),
        ("86", _, _) => words("166?00TRANSFER?20INVOICE?21", COMPANY, "?32JANE SAMPLE"),
        ("72", _, "agent") => words("/INS/", BANK, ""),
        ("72", _, "party") => words("/BNF/", COMPANY, ""),
        ("72", ..) => words("/ACC/", COMPANY, ""),
        ("77", "B", "country") => words("/BENEFRES/", COUNTRY, "//SERVICES"),
        ("77", "B", _) => words("/ORDERRES/DE//", COMPANY, ""),
        ("77", "T", _) => words("/NARR/", COMPANY, ""),
        ("77", "E", _) => words("\r\n", COMPANY, ""),
        ("23", "E", _) if matches!(message_type, "103") => words("PHOB/", COMPANY, ""),
        ("23", "E", _) => words("OTHR/", COMPANY, ""),
        ("23", "F", _) => words("OTHR/", COMPANY, ""),
        ("23", "R", _) => words("REFU/", COMPANY, ""),
        ("23", "B", _) => Content::Fixed("CRED"),
        ("40", "C" | "E", _) | ("22", "K", _) | ("24", "E" | "G", _) => words("OTHR/", COMPANY, ""),
        ("31", "D", "address") => words("270215", COMPANY, ""),
        ("35", "B", "reference") => words("ISIN ", COMPANY, ""),
        ("35", "B", _) => words("ISIN DE0001135275\r\n", COMPANY, ""),
        ("39", "M", _) => words("", COUNTRY, ""),
        ("44", "J", "country") => words("", COUNTRY, "/RIVERSIDE"),
        ("44", "J", _) => words("GB/", COMPANY, ""),
        ("44", _, "port") => words("", PORT, ""),
        ("44", _, "country") => words("ANY PORT OF ", COUNTRY_NAME, ""),
        ("45", _, "country") => words("ORIGIN ", COUNTRY_NAME, ""),
        ("45", _, "port") => words("CIF PORT OF ", PORT, ""),
        ("48", ..) => words("21/", COMPANY, ""),
        ("61", _, "reference") => words("2611241124CR12000,00NTRF", COMPANY, "//BK 12"),
        ("61", _, "free_text") => words("2611241124CR12000,00NTRFNONREF//BK 12\r\n", COMPANY, ""),
        ("29", "A", "party") => words("/NAME/", COMPANY, ""),
        (_, _, "vessel") => words("MV ", SHIP, ""),
        (_, _, "amount" | "date") | ("11", ..) => Content::Fixed(fixed(tag, message_type)),
        ("20", ..) => words("", COMPANY, ""),
        _ => words("", COMPANY, ""),
    }
}

fn named(kind: &str, before: &'static str) -> Content {
    let words = |before, planted, behind| Content::Words { before, planted, behind };
    match (kind, before) {
        ("party" | "agent", before) => words(before, COMPANY, "\r\nSAMPLE STREET 1\r\nKOELN"),
        ("address", "") => words("JANE SAMPLE\r\n", COMPANY, "\r\nKOELN"),
        ("address", _) => words("/12345678\r\nJANE SAMPLE\r\n", COMPANY, "\r\nKOELN"),
        (_, "") => words("JANE SAMPLE\r\nSAMPLE STREET 1\r\n", COUNTRY_NAME, ""),
        _ => words("/12345678\r\nJANE SAMPLE\r\nSAMPLE STREET 1\r\n", COUNTRY_NAME, ""),
    }
}

/// What stands in a field of fixed form.
fn fixed(tag: &str, message_type: &str) -> &'static str {
    let is_treasury = message_type.starts_with('3');
    match tag {
        "11R" | "11S" => "103\r\n261124",
        "13C" => "/SNDTIME/0915+0100",
        "13D" => "2611240915+0100",
        "19" => "100,",
        "30" => "261124",
        "31C" | "31E" | "44C" if !is_treasury => "261124",
        "31L" | "31R" | "31S" => "261124",
        "31D" => "270215FRANKFURT",
        "31G" | "31W" => "20261124/1000/LONDON",
        "32A" | "32C" | "32D" | "33A" | "33C" | "33D" | "34A" => "261124USD1,",
        "32K" | "33K" => "D010CDUSD1,",
        "32E" => "USD",
        "34C" => "COMM/USD1,",
        "34F" => "USDD1,",
        "34P" | "34R" => "20261124USD1,",
        "60F" | "60M" | "62F" | "62M" | "64" | "65" => "C261124USD1,",
        "61" => "2611241124CR12000,00NTRFNONREF//BK 12",
        "90C" | "90D" => "5USD1,",
        "98D" => "20261124101500",
        "98G" => "20261124101500",
        "98H" => "101500",
        "30F" | "30P" | "30T" | "30U" | "30V" | "30X" | "31C" | "31E" => "20261124",
        _ => "USD1,",
    }
}
