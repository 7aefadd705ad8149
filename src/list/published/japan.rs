//! Japan's list of parties whose assets are frozen, as the Ministry of Finance publishes it in CSV (`shisantouketsu20260828.csv`) and as a workbook. The columns are those of the CSV of August 2026; a
//! workbook is read where its first sheet has the same. Of the programme it says no more than a number (`区分`).

use super::cell::{is_nothing, plain};
use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::table::{self, Row, Table};
use super::{Edition, ListError, ListFile, date};
use crate::list::{DesignationKind, IdentifierKind, ListKind, Strength};
use unicode_normalization::UnicodeNormalization as _;

pub(super) const CSV: Format = Format {
    title: "the list of Japan in CSV",
    parts: &[Part { name: "shisantouketsu*.csv", is_required: true }],
    confirms,
    read: read_csv,
};

pub(super) const WORKBOOK: Format = Format {
    title: "the list of Japan as a workbook",
    parts: &[Part { name: "shisantouketsu*.xlsx", is_required: true }],
    confirms: table::is_workbook,
    read: read_workbook,
};

const COLUMNS: &[&str] = &[
    "番号",
    "氏名（英語）",
    "氏名（日本語）",
    "区分",
    "告示日付",
    "告示番号",
    "個人・団体",
    "別名・別称（日本語）",
    "別名・別称（英語）",
    "旧称（日本語）",
    "旧称（英語）",
    "確定に十分でない別名（日本語）",
    "確定に十分でない別名（英語）",
    "称号（日本語）",
    "称号（英語）",
    "役職（日本語）",
    "役職（英語）",
    "生年月日",
    "出生地（日本語）",
    "出生地（英語）",
    "国籍（日本語）",
    "国籍（英語）",
    "旅券番号",
    "身分証番号",
    "住所・所在地（国）（日本語）",
    "住所・所在地（都市その他の情報）（日本語）",
    "住所・所在地（国）（英語）",
    "住所・所在地（都市その他の情報）（英語）",
    "国連参照番号",
    "リスト掲載日",
    "その他の情報",
    "外務省告示情報",
];

fn confirms(bytes: &[u8]) -> Result<(), String> {
    table::confirms(bytes, b',', &["番号", "氏名（英語）"])
}

fn read_csv(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "shisantouketsu.csv".to_owned() }) };
    rows(&table::csv(file, b',', COLUMNS)?, file)
}

fn read_workbook(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "shisantouketsu.xlsx".to_owned() }) };
    rows(&table::workbook(file, COLUMNS)?, file)
}

fn rows(table: &Table, file: &ListFile) -> Result<Edition, ListError> {
    let mut collection = Collection::default();
    table.report(&mut collection, COLUMNS, file);
    for row in table.rows() {
        collection.take(entry(&row), file, row.line);
    }
    collection.holds("rows", table.count());
    // The day stands in the name of the file alone.
    let digits: String = file.name().chars().filter(char::is_ascii_digit).take(8).collect();
    let date = digits.parse::<jiff::civil::Date>().ok().filter(|_| digits.len() == 8);
    Ok(collection.finish("jp", ListKind::Official, date, [file].into_iter()))
}

fn entry(row: &Row<'_>) -> Draft {
    let cell = |column| row.cell(column);
    let kind = match cell("個人・団体") {
        "個人" => DesignationKind::Person,
        "団体" => DesignationKind::Organisation,
        "船舶" => DesignationKind::Vessel,
        _ => DesignationKind::Unknown,
    };
    let number = cell("番号");
    let mut draft = Draft::new("jp", number, kind);
    if number.is_empty() {
        draft.fault("it has no 番号");
    }
    if kind == DesignationKind::Unknown {
        draft.fault(format!("個人・団体 {:.10?} is not known", cell("個人・団体")));
    }
    let both = |column: &str| [format!("{column}（英語）"), format!("{column}（日本語）")];
    for column in both("氏名") {
        draft.name(row.cell(&column), Strength::Strong);
    }
    for (column, strength) in
        [("別名・別称", Strength::Strong), ("旧称", Strength::Former), ("確定に十分でない別名", Strength::Weak)]
    {
        for column in both(column) {
            values(row.cell(&column)).for_each(|name| draft.name(name, strength));
        }
    }
    for column in ["称号", "役職"].into_iter().flat_map(both) {
        draft.note(&column, row.cell(&column));
    }
    values(cell("生年月日")).for_each(|text| birth(text, &mut draft));
    for column in both("出生地") {
        values(row.cell(&column)).for_each(|place| draft.birth_place([place]));
    }
    for column in both("国籍") {
        values(row.cell(&column)).for_each(|country| draft.nationalities(country));
    }
    draft.address([cell("住所・所在地（都市その他の情報）（英語）")], cell("住所・所在地（国）（英語）"));
    draft.address([cell("住所・所在地（都市その他の情報）（日本語）")], cell("住所・所在地（国）（日本語）"));
    values(cell("旅券番号")).for_each(|text| document(IdentifierKind::Passport, text, &mut draft));
    values(cell("身分証番号")).for_each(|text| document(IdentifierKind::NationalId, text, &mut draft));
    let reference = cell("国連参照番号");
    draft.reference("un", reference);
    if reference.starts_with("KP") {
        draft.concerns_dprk();
    }
    draft.programme(cell("区分"));
    match japanese_date(cell("リスト掲載日").split('（').next().unwrap_or_default()) {
        Some(day) => draft.listed_on(&day),
        None => draft.note("リスト掲載日", cell("リスト掲載日")),
    }
    draft.note("告示", &format!("{} {}", cell("告示日付"), cell("告示番号")));
    draft.remark("", cell("その他の情報"));
    if let Some((_, original)) = cell("その他の情報").split_once("(original script:") {
        draft.name(original.split(')').next().unwrap_or_default(), Strength::Strong);
    }
    draft.note("外務省告示情報", cell("外務省告示情報"));
    row.others(COLUMNS).for_each(|(column, text)| draft.remark(column, text));
    draft
}

/// The values of a cell.
fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '；']).map(str::trim).filter(|value| !is_nothing(value) && *value != "不明")
}

/// `1941/8/20`, `1970年`, `1963年頃`, `1955年から1958年の間`, with digits of either width.
fn birth(text: &str, draft: &mut Draft) {
    let plain_digits: String = plain(text).nfkc().collect();
    let (is_about, exact) = match plain_digits.strip_suffix('頃') {
        Some(exact) => (true, exact),
        None => (false, plain_digits.as_str()),
    };
    let birth = match exact.split_once("から") {
        Some((from, to)) => {
            let year = |text: &str| text.trim_end_matches("の間").trim_end_matches('年').to_owned();
            date::birth(&format!("between {} and {}", year(from), year(to)))
        }
        None => japanese_date(exact).and_then(|day| date::birth(&day)),
    };
    match birth {
        Some(birth) if is_about => draft.birth(&date::about(&birth)),
        Some(birth) => draft.birth(&birth),
        None => draft.births(text),
    }
}

/// The date of `2001年1月25日`, `1941/8/20` or `1970年`, as 2001-01-25 or 1970.
fn japanese_date(text: &str) -> Option<String> {
    let text: String = text.nfkc().filter(|character| !character.is_whitespace()).collect();
    let parts: Vec<&str> = text.split(['年', '月', '日', '/', '.']).filter(|part| !part.is_empty()).collect();
    match *parts.as_slice() {
        [year, month, day] => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        [year, month] => Some(format!("{year}-{month:0>2}")),
        [year] => Some(year.to_owned()),
        _ => None,
    }
}

/// The number among the words of `アフガニスタン旅券 P04581926（2024年8月7日に発行）`.
fn document(kind: IdentifierKind, text: &str, draft: &mut Draft) {
    let head: String = text.split(['（', '(']).next().unwrap_or_default().nfkc().collect();
    let is_number = |character: char| character.is_ascii_alphanumeric() || character == '-';
    let numbers: Vec<&str> = head
        .split(|character| !is_number(character))
        .filter(|word| word.bytes().filter(u8::is_ascii_digit).count() >= 4)
        .collect();
    for number in &numbers {
        draft.identifier(kind, number, "");
    }
    if numbers.is_empty() || head.len() < text.len() {
        draft.note(kind.as_str(), text);
    }
}
