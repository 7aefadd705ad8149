//! Text as the networks carry it: folded to the SWIFT x set, wrapped into lines, escaped for XML.

/// Text in capitals of the SWIFT x set, as a bank's own system types it: letters with marks lose them (German ones become two
/// letters), `&` becomes `AND`, everything the set lacks becomes a blank.
pub fn swift_capitals(text: &str) -> String {
    swift_x(text).to_uppercase()
}

/// Text in the SWIFT x set with its case and its line breaks kept.
pub fn swift_x(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || "/-?:().,'+ \n".contains(letter) {
            folded.push(letter);
        } else {
            folded.push_str(letter_without_mark(letter));
        }
    }
    folded
}

/// Lines of at most `width` letters: broken at blanks where possible, a longer word cut, a line break of the text kept. No line
/// after a break of our own begins with `-` or `:`, which would end a block or open a field.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line.trim_end_matches('\r'), width)).collect()
}

/// Lines of exactly `width` letters but for the last: how a system breaks that counts letters only.
pub fn wrap_hard(text: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(width).map(|line| line.iter().collect::<String>().trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The first `width` letters, without a blank at the end.
pub fn cut(text: &str, width: usize) -> String {
    text.chars().take(width).collect::<String>().trim_end().to_owned()
}

/// First letter of each word large, the others small: `KIM YOUNG-SOO` becomes `Kim Young-Soo`.
pub fn title_case(text: &str) -> String {
    let mut begins = true;
    text.chars()
        .map(|letter| {
            let cased = if begins { letter } else { letter.to_lowercase().next().unwrap_or(letter) };
            begins = !letter.is_alphanumeric() && letter != '\'';
            cased
        })
        .collect()
}

/// Character data of XML.
pub fn xml_escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut rest: Vec<char> = line.chars().collect();
    let mut lines = Vec::new();
    while rest.len() > width {
        let (end, next) = break_at(&rest, width);
        lines.push(rest.iter().take(end).collect::<String>());
        rest.drain(..next);
    }
    lines.push(rest.into_iter().collect());
    lines
}

/// Where the first line ends and where the next begins: at the last run of blanks that fits and is not followed by `-` or `:`.
fn break_at(letters: &[char], width: usize) -> (usize, usize) {
    let blank = |at: usize| letters.get(at) == Some(&' ');
    for end in (1..=width).rev().filter(|&end| blank(end) && !blank(end - 1)) {
        let next = (end..letters.len()).find(|&at| !blank(at)).unwrap_or(letters.len());
        if !matches!(letters.get(next), Some('-' | ':')) {
            return (end, next);
        }
    }
    (width, width)
}

fn letter_without_mark(letter: char) -> &'static str {
    match letter {
        '&' => "AND",
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'ø' | 'Ø' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' => "ss",
        'á' | 'à' | 'â' | 'ã' | 'ă' | 'ą' => "a",
        'Á' | 'À' | 'Â' | 'Ã' => "A",
        'ç' | 'ć' => "c",
        'Ç' | 'Ć' => "C",
        'é' | 'è' | 'ê' | 'ë' | 'ę' => "e",
        'É' | 'È' | 'Ê' => "E",
        'ğ' => "g",
        'í' | 'ì' | 'î' | 'ï' | 'ı' => "i",
        'Í' | 'Î' | 'İ' => "I",
        'ł' => "l",
        'Ł' => "L",
        'ñ' | 'ń' => "n",
        'Ñ' => "N",
        'ó' | 'ò' | 'ô' | 'õ' => "o",
        'Ó' | 'Ò' | 'Ô' | 'Õ' => "O",
        'ś' | 'ş' => "s",
        'Ś' | 'Ş' => "S",
        'ú' | 'ù' | 'û' => "u",
        'Ú' | 'Ù' | 'Û' => "U",
        'ź' | 'ż' => "z",
        'Ź' | 'Ż' => "Z",
        '’' => "'",
        _ => " ",
    }
}
