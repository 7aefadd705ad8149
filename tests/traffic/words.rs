//! What payments say: goods, invoices, ships, greetings, and words that look like something else.

use super::rng::Rng;

/// First words of firms that share words with listed ones and are others.
pub const NEAR_MISSES: &str = "Unity Trading|Unity Shipping|General Shipping|General Trading and Shipping|\
    Foreign Trade Services|Daesung Industrial|\
    Daesung Energy|Daewon Pharmaceutical|Korea Machinery Trading|Korea Precision Trading|Korea Ocean Logistics|\
    Ocean Marine Management Services|\
    Green Pine Garden Furniture|Pine Associated Consultants|Global Interface Systems|Orion Star Entertainment|\
    Hana Electronics Service|\
    Golden Triangle Tours|Liberty Shipping Lines|First Oil Change|East Land Properties|Namsan General Foods|Kumgang Shoes|\
    Koryo Ginseng|\
    Hong Kong Electronics Fair|Leader International Schools|External Construction Works|Everlasting Memories|Billion Stars|\
    Fortuna Toys|\
    Agricultural Development Consultants|Bridge Asia Consulting|Machine Industry Supplies|Eastern Shipping Agencies|\
    Chang An Motors|\
    Always Smooth Paints|Rainbow Trading|Good Brothers|Silver Star Shipping|Maritime Administration Services|\
    Changgwang Noodle House";

/// An authority of a country, if one of it has a name made of the words of a listed one.
pub fn authority(rng: &mut Rng, country: &str) -> Option<&'static str> {
    let of_country = || AUTHORITIES.split('|').filter_map(|entry| entry.split_once('~')).filter(|(code, _)| *code == country);
    of_country().nth(rng.below(of_country().count())).map(|(_, name)| name)
}

const AUTHORITIES: &str = "GB~Ministry of Defence UK|GB~HM Revenue and Customs|GB~HM Treasury|\
    VN~Ministry of Public Security Vietnam|\
    VN~General Department of Customs|VN~Ministry of National Defence Vietnam|IN~Ministry of Labour and Employment|\
    IN~Ministry of Defence India|\
    PK~Government of Khyber Pakhtunkhwa|PK~Pakistan Atomic Energy Commission|TH~Department of Public Security|\
    TW~Ministry of National Defense ROC|\
    KR~Ministry of Oceans and Fisheries|KR~Ministry of National Defense Republic of Korea|\
    CN~General Bureau of Geology Liaoning|\
    CN~Agricultural Development Office Dandong|US~State Security Printing Works|NG~Ministry of Petroleum Resources";

/// Goods of ordinary trade; each is also one that the resolutions name.
pub const GOODS: &str = "STEAM COAL|COKING COAL IN BULK|IRON ORE FINES 62 PCT|GOLD JEWELLERY 18K|FROZEN SEAFOOD|\
    FROZEN ALASKA POLLOCK|SQUID AND CRAB|\
    BRONZE STATUES|MARBLE STATUE FOR PARK|TEXTILES|COTTON FABRICS|MEN'S SUITS|WOVEN GARMENTS|HAIR WIGS|EYELASHES|\
    COPPER CATHODES|ZINC INGOTS|\
    LEAD CONCENTRATE|RARE EARTH MAGNETS|NICKEL PLATES|DIESEL OIL|CONDENSATE|LUBRICANTS|MACHINE TOOLS|CNC LATHE|BALL BEARINGS|\
    EARTH AND STONE|\
    TIMBER|AGRICULTURAL PRODUCTS|DRIED MUSHROOMS|GINSENG EXTRACT|ELECTRONIC PARTS|AUTO PARTS|COSMETICS|\
    SEMICONDUCTOR EQUIPMENT|MEDICAL DEVICES|\
    LUXURY WATCHES|WINE|SHIP SPARE PARTS|ANIMATION SERVICES|SOFTWARE DEVELOPMENT|TITANIUM DIOXIDE|PALM OIL|FERTILIZER|\
    SOLAR PANELS";

/// Ships that no list knows.
pub const VESSELS: &str = "OCEAN PIONEER|PACIFIC HARMONY|NORDIC ANGEL|ASIAN GRACE|HANSA FRIEND|BALTIC BREEZE|GOLDEN BEACH|\
    SEA EMPRESS|EVER LUCID|\
    STAR OF PIRAEUS|BLUE MARLIN V|YM EXCELLENCE|HYUNDAI SPLENDOR|KOREA CHEMI|ATLANTIC DAWN|SUNNY ROSE|MSC CLARA|\
    DONG JIN VOYAGER|GLORY STAR|LUCKY SEA";

const PORTS: &str = "BUSAN|INCHEON|DALIAN|SHANGHAI|QINGDAO|VLADIVOSTOK|HAMBURG|ROTTERDAM|HOUSTON|PIRAEUS|KARACHI|LAEM CHABANG|\
    YOKOHAMA|SANTOS|FELIXSTOWE|\
    PYEONGTAEK|GUNSAN|NANTONG|RIZHAO|YINGKOU|ULSAN|KAOHSIUNG|ALGECIRAS|GENERAL SANTOS";

/// A port of ordinary trade.
pub fn port(rng: &mut Rng) -> &'static str {
    rng.word(PORTS)
}

/// A ship and its number as papers write it; the number's check digit is right and its range lies above that of old ships.
pub fn vessel(rng: &mut Rng) -> String {
    let mark = rng.word("MV|M/V|MT|M.V.|VESSEL|SS");
    let name = rng.word(VESSELS);
    if rng.chance(30) { format!("{mark} {name} IMO {}", imo_number(rng)) } else { format!("{mark} {name}") }
}

/// What field 70 or `Ustrd` says, at most 140 letters of the SWIFT x set. `facts` receives what is special about it.
pub fn remittance(rng: &mut Rng, person: bool, facts: &mut Vec<&'static str>) -> String {
    let template = match rng.below(100) {
        0..=8 => {
            facts.push("false friend in the remittance");
            rng.word(FALSE_FRIENDS)
        }
        9..=29 if person => rng.word(PERSONAL),
        9..=30 => {
            facts.push("goods in the remittance");
            rng.word(TRADE)
        }
        31..=42 => {
            facts.push("remittance not in English");
            rng.word(OTHER_LANGUAGES)
        }
        _ => rng.word(INVOICES),
    };
    fill(rng, template)
}

/// An ordinary sentence in English, German, French or Spanish around `text`, which stands in it unchanged.
pub fn sentence_with(rng: &mut Rng, text: &str) -> String {
    let template = rng.word(AROUND);
    // The text is set in last, so that nothing in it is taken for a pattern.
    let (before, after) = template.split_once('*').unwrap_or((template, ""));
    format!("{}{text}{}", fill(rng, before), fill(rng, after))
}

/// Fills the patterns of [`Rng::fill`] and the words `{goods}`, `{vessel}`, `{port}`, `{month}`, `{date}`, `{invoice}`.
pub fn fill(rng: &mut Rng, template: &str) -> String {
    let mut filled = rng.fill(template);
    while let Some((before, after)) = filled.split_once('{') {
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        let word = match key {
            "goods" => rng.word(GOODS).to_owned(),
            "vessel" => vessel(rng),
            "port" => port(rng).to_owned(),
            "month" => rng.word("JAN|FEB|MARCH|APRIL|MAY|JUNE|JULY|AUG|SEPT|OCT|NOV|DEC").to_owned(),
            "date" => format!("{:02}.{:02}.2026", rng.between(1, 28), rng.between(1, 11)),
            _ => invoice(rng),
        };
        filled = format!("{before}{word}{after}");
    }
    filled
}

/// An invoice number of the usual shapes: 7 to 9 digits, or letters and a year.
fn invoice(rng: &mut Rng) -> String {
    let pattern =
        rng.word("#######|########|#########|9######|8######|INV-2026-####|@@######|26/####|@@@-####-26|R#######|EXP########");
    rng.fill(pattern)
}

/// Seven digits whose last is the check digit of ship numbers: the sum of the first six times 7 to 2, modulo 10.
fn imo_number(rng: &mut Rng) -> String {
    let digits = rng.fill("####");
    let first_six = format!("9{}{digits}", rng.between(6, 9));
    let sum: u32 =
        first_six.chars().filter_map(|digit| digit.to_digit(10)).zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum();
    format!("{first_six}{}", sum % 10)
}

const INVOICES: &str = "INVOICE {invoice}|INV {invoice} DATED {date}|/INV/{invoice}|PAYMENT FOR INVOICE NO. {invoice}|\
    INV. NO. {invoice} AND {invoice}|\
    PO 45000##### INV {invoice}|/RFB/{invoice}|/ROC/{invoice}|PROFORMA INVOICE {invoice}|30 PCT DEPOSIT FOR PI {invoice}|\
    BALANCE PAYMENT ORDER {invoice}|\
    SETTLEMENT OF INVOICES {invoice}, {invoice}, {invoice}|CONTRACT NO. {invoice} DD {date}|OFFICE RENT {month} 2026|\
    CONSULTING FEE {month}|\
    TRADE PAYMENT {invoice} LESS CREDIT NOTE {invoice}|INSURANCE PREMIUM POLICY {invoice}|COMMISSION {month} 2026|\
    LICENSE FEE REF {invoice}|\
    SERVICE FEE AS PER AGREEMENT DATED {date}|FREIGHT CHARGES INV {invoice}|CUST NO ###### INV {invoice}|\
    PATENT ANNUITY {invoice}|\
    REFUND OVERPAYMENT INV {invoice}|DIVIDEND 2025|LOAN REPAYMENT TRANCHE #|EXHIBITION BOOTH DEPOSIT {invoice}";

const TRADE: &str = "{goods} INV {invoice}|PAYMENT FOR {goods} AS PER CONTRACT {invoice}|{goods} SHIPPED PER {vessel}|\
    PURCHASE OF {goods}, {port}|\
    {goods} #### MT B/L {invoice} {port}|PORT DUES {port} {vessel}|HIRE PAYMENT {vessel} C/P DD {date}|\
    FREIGHT {vessel} {port} TO {port}|\
    AGENCY FEE {vessel} CALL AT {port}|BUNKERS SUPPLIED TO {vessel} AT {port}|{goods} CONTAINER @@@U####### EX {port}|\
    CREW WAGES {month} {vessel}|\
    DEMURRAGE {vessel} {port}|IMPORT OF {goods} AND {goods}|ADVANCE FOR {goods} FROM {port}";

const PERSONAL: &str = "FAMILY SUPPORT|LIVING EXPENSES|TUITION FEE {month} 2026 STUDENT ID {invoice}|SALARY {month} 2026|\
    GIFT TO SON|MEDICAL EXPENSES|\
    RENT {month}|PURCHASE OF APARTMENT|SAVINGS|TRAVEL EXPENSES|WEDDING GIFT|SCHOOL FEES TERM #|REPAYMENT OF LOAN|\
    MONTHLY ALLOWANCE|CAR PURCHASE DEPOSIT|\
    INHERITANCE ESTATE FILE {invoice}|PENSION {month} 2026|FREELANCE WORK {month}|DONATION|HOLIDAY APARTMENT BOOKING {invoice}";

const OTHER_LANGUAGES: &str = "RECHNUNG NR. {invoice} VOM {date}|RG {invoice} KD-NR ######|MIETE {month} 2026|GEHALT {month}|\
    FACTURE NO {invoice} DU {date}|\
    REGLEMENT FACTURES {invoice} ET {invoice}|LOYER {month} 2026|SALAIRE {month}|PAGO FACTURA {invoice}|\
    PAGO A CUENTA PEDIDO {invoice}|ALQUILER {month}|\
    FATTURA N. {invoice} DEL {date}|SALDO FATTURA {invoice}|FACTUUR {invoice}|ZAPLATA ZA FAKTURE {invoice}|\
    FATURA NO {invoice} BEDELI|\
    OPLATA PO DOGOVORU {invoice} OT {date}|OPLATA PO SCHETU {invoice} BEZ NDS|PAGAMENTO NF {invoice}|HAKBI {month}|\
    SAENGHWALBI SONGGEUM";

/// Words that resemble an indicator and are none.
const FALSE_FRIENDS: &str = "QUICKPAY REF {invoice}|CLICKPAY ORDER {invoice}|TRACKPAD AND KEYBOARD INV {invoice}|\
    BACKPACK QUICKPAY {invoice}|\
    PRK EYE SURGERY DR WILSON INV {invoice}|CALL +1 850 555 01## FOR DETAILS|TEL (408) 555-01## INV {invoice}|\
    PHONE 1-445-555-01## ORDER {invoice}|\
    PROJECT KP PESHAWAR ROADS PHASE #|SOLAR PUMPS KHYBER PAKHTUNKHWA LOT #|HEALTH CARE KPK GRANT {invoice}|\
    NAMPO HARVEST DAY BOTHAVILLE STAND #|\
    HOTEL NAMPO-DONG BUSAN # NIGHTS|CONFERENCE PYEONGCHANG GANGWON-DO|SHIPMENT EX PYEONGTAEK PORT INV {invoice}|\
    TICKETS KOREAN AIR KE0### SEOUL|\
    THIRD FLOOR OFFICE RENT {month}|SONGDO APARTMENT CONTRACT {invoice}|KAESONG STREET FOOD FRANCHISE SEOUL|\
    CHOSUN UNIVERSITY TUITION {month} 2026|\
    MINISTRY OF DEFENCE UK CONTRACT {invoice}|MINISTRY OF PUBLIC SECURITY VIETNAM VISA FEES|\
    GOODS VIA DALIAN CHINA INV {invoice}|\
    DANDONG LIAONING FACTORY SAMPLE {invoice}|GINSENG FROM KUMSAN KOREA INV {invoice}|SEAFOOD VLADIVOSTOK RUSSIA INV {invoice}|\
    MADE IN KOREA COSMETICS {invoice}|KOREA TRADE FAIR BOOTH {invoice}|ANSAN FACTORY RENT {month}|\
    TAEAN SOLAR PARK SHARE {invoice}|\
    KOREAN LANGUAGE COURSE SEOUL|PAEKTU MOUNTAIN TOUR CHANGBAISHAN|ORDER HM###### AND PS######|\
    UNITY LICENSE SUBSCRIPTION {invoice}|\
    SUNCHEON BAY GARDEN EXPO|ATTN MR KIM, SALES DEPT, INV {invoice}|C/O LEE AND PARTNERS SEOUL|REF RI {invoice}|\
    PAK HOLDINGS BONUS {month}|\
    IMO COURSE FEE MARITIME UNIVERSITY|PATRIOT TOURS BOSTON|BELLA ITALIA RESTAURANT SUPPLY|NEPTUN DIVING EQUIPMENT {invoice}|\
    MID YEAR BONUS|\
    PAYMENT KPMG AUDIT KOREA {invoice}|WON SAN PEDRO CONTRACT {invoice}|STAR 18 MODEL KITS|RGB LED STRIPS {invoice}|\
    KPA RETIREMENT FUND {month}";

/// `*` is where the text goes.
const AROUND: &str = "PAYMENT ON BEHALF OF * FOR INVOICE {invoice}|INV {invoice} GOODS ORDERED BY *|\
    PLEASE CREDIT * UNDER ADVICE TO US|\
    FOR FURTHER CREDIT TO *, REF {invoice}|AS AGREED WITH * ON {date}|DELIVERY ARRANGED BY * TO OUR WAREHOUSE|\
    COMMISSION DUE TO * FOR {month} 2026|\
    CONTRACT {invoice} BETWEEN US AND *|SAMPLES SENT BY * ARRIVED ON {date}|SECOND PART OF THE PRICE, * HAS THE PAPERS|\
    ZAHLUNG IM AUFTRAG VON * LAUT RECHNUNG {invoice}|RECHNUNG {invoice} VOM {date}, EMPFAENGER *|\
    WARE GELIEFERT DURCH * AM {date}|\
    BITTE AN * WEITERLEITEN, KD-NR ######|REGLEMENT POUR LE COMPTE DE * FACTURE {invoice}|\
    FACTURE {invoice} DU {date} ETABLIE PAR *|\
    MARCHANDISE LIVREE PAR * LE {date}|PAGO POR CUENTA DE * FACTURA {invoice}|PEDIDO {invoice} ENTREGADO POR * EL {date}|\
    PAGO A FAVOR DE * SEGUN CONTRATO {invoice}";
