//! Ways in which a text inside XML says a name to a person or a machine, and not to whoever looks for its letters. Each is the content of an element.

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use std::io::Write as _;

/// What a way is called, and what it makes of a name.
pub type Mask = (&'static str, fn(&str) -> String);

/// Every way.
pub const MASKS: &[Mask] = &[
    ("plain", str::to_owned),
    ("cdata", |name| format!("<![CDATA[{name}]]>")),
    ("cdata in the middle", |name| cut(name, "<![CDATA[", "]]>")),
    ("comment between letters", |name| cut(name, "<!-- -->", "<!---->")),
    ("instruction between letters", |name| cut(name, "<?a?>", "<?a b?>")),
    ("decimal references", |name| each(name, |c| format!("&#{};", u32::from(c)))),
    ("hexadecimal references", |name| each(name, |c| format!("&#x{:X};", u32::from(c)))),
    ("some references", |name| every_other(name, |c| format!("&#{};", u32::from(c)))),
    ("references escaped once more", |name| each(name, |c| format!("&amp;#{};", u32::from(c)))),
    ("references in cdata", |name| format!("<![CDATA[{}]]>", each(name, |c| format!("&#{};", u32::from(c))))),
    ("references without their end", |name| each(name, |c| format!("&amp;#{} ", u32::from(c))).replace(' ', "")),
    ("blanks of HTML", |name| name.replace(' ', "&amp;nbsp;")),
    ("soft hyphens of HTML", |name| cut(name, "&amp;shy;", "&amp;zwnj;")),
    ("percent", |name| each(name, |c| format!("%{:02X}", u32::from(c)))),
    ("percent in small letters", |name| each(name, |c| format!("%{:02x}", u32::from(c)))),
    ("percent here and there", |name| every_other(name, |c| format!("%{:02X}", u32::from(c)))),
    ("percent twice", |name| each(name, |c| format!("%25{:02X}", u32::from(c)))),
    ("percent for blanks", |name| name.replace(' ', "%20")),
    ("percent with u", |name| each(name, |c| format!("%u{:04X}", u32::from(c)))),
    ("quoted-printable", |name| each(name, |c| format!("={:02X}", u32::from(c)))),
    ("soft line breaks", |name| cut(name, "=\n", "=\r\n")),
    ("backslash u", |name| each(name, |c| format!("\\u{:04x}", u32::from(c)))),
    ("backslash u in braces", |name| each(name, |c| format!("\\u{{{:x}}}", u32::from(c)))),
    ("backslash x", |name| each(name, |c| format!("\\x{:02x}", u32::from(c)))),
    ("hexadecimal bytes", |name| each(name, |c| format!("0x{:02X} ", u32::from(c)))),
    ("one hexadecimal number", |name| format!("0x{}", each(name, |c| format!("{:02x}", u32::from(c))))),
    ("base64", |name| base64(name.as_bytes())),
    ("base64 behind a line end", |name| format!("\n  {}", base64(name.as_bytes()))),
    ("base64 behind words", |name| format!("see {}", base64(name.as_bytes()))),
    ("base64 in lines", |name| in_lines(&base64(name.as_bytes()))),
    ("base64 without padding", |name| base64(name.as_bytes()).replace('=', "")),
    ("base64 for addresses", |name| url_safe(&base64(format!("{name}??>>~~").as_bytes()))),
    ("base64 with a byte order mark", |name| base64(format!("\u{FEFF}{name}").as_bytes())),
    ("base64 behind a byte order mark", |name| format!("\u{FEFF}{}", base64(name.as_bytes()))),
    ("base64 with blanks that cannot be seen", |name| base64(name.as_bytes()).replace('T', "\u{200B}T")),
    ("base64 of UTF-16", |name| base64(&utf16(&format!("\u{FEFF}{name}"), u16::to_le_bytes))),
    ("base64 of UTF-16 without a mark", |name| base64(&utf16(name, u16::to_le_bytes))),
    ("base64 of UTF-16, big end first", |name| base64(&utf16(name, u16::to_be_bytes))),
    ("base64 of gzip", |name| base64(&gzip(name.as_bytes()))),
    ("base64 of zlib", |name| base64(&zlib(name.as_bytes()))),
    ("base64 of base64", |name| base64(base64(name.as_bytes()).as_bytes())),
    ("base64 of gzip of XML", |name| base64(&gzip(format!("<a>{}</a>", cut(name, "<!---->", "<??>")).as_bytes()))),
    ("base64 of percent", |name| base64(each(name, |c| format!("%{:02X}", u32::from(c))).as_bytes())),
    ("XML in cdata", |name| format!("<![CDATA[{}]]>", document(name))),
    ("XML in cdata with references", |name| {
        format!("<![CDATA[{}]]>", document(&every_other(name, |c| format!("&#{};", u32::from(c)))))
    }),
    ("XML in cdata with comments", |name| format!("<![CDATA[{}]]>", document(&cut(name, "<!-- -->", "<!---->")))),
    ("XML behind words", |name| format!("<![CDATA[see: {}]]>", document(&cut(name, "<!-- -->", "<!---->")))),
    ("XML with its brackets escaped", |name| escaped(&document(name))),
    ("XML escaped twice", |name| escaped(&escaped(&document(&cut(name, "<!-- -->", "<!---->"))))),
    ("XML in percent", |name| each(&document(&cut(name, "<!-- -->", "<!---->")), |c| format!("%{:02X}", u32::from(c)))),
    ("XML in base64", |name| base64(document(&cut(name, "<!-- -->", "<!---->")).as_bytes())),
    ("XML of UTF-16 in base64", |name| {
        base64(&utf16(&format!("\u{FEFF}{}", document(&cut(name, "<!-- -->", "<!---->"))), u16::to_le_bytes))
    }),
    ("XML in cdata of XML in base64", |name| {
        base64(document(&format!("<![CDATA[{}]]>", document(&cut(name, "<!-- -->", "<!---->")))).as_bytes())
    }),
    ("XML in base64 in XML in base64", |name| {
        base64(document(&base64(document(&cut(name, "<!-- -->", "<!---->")).as_bytes())).as_bytes())
    }),
    ("four layers of base64", |name| (0..4).fold(cut(name, "<!-- -->", "<!---->"), |text, _| base64(document(&text).as_bytes()))),
    ("seven layers of base64", |name| (0..7).fold(name.to_owned(), |text, _| base64(text.as_bytes()))),
    ("FIN in cdata", |name| format!("<![CDATA[{}]]>", fin(name))),
    ("FIN in base64", |name| base64(fin(name).as_bytes())),
    ("a text block in base64", |name| base64(format!("\r\n:20:A\r\n:59:/1\r\n{name}\r\n").as_bytes())),
    ("zero-width blanks", |name| cut(name, "\u{200B}", "\u{2060}")),
    ("zero-width blanks for blanks", |name| name.replace(' ', "\u{200B}")),
    ("zero-width joiners", |name| cut(name, "\u{200D}", "\u{200C}")),
    ("soft hyphens", |name| cut(name, "\u{AD}", "\u{34F}")),
    ("marks over letters", |name| each_letter(name, |c| format!("{c}\u{336}\u{301}\u{20DD}"))),
    ("variation selectors", |name| each_letter(name, |c| format!("{c}\u{FE0F}"))),
    ("supplementary variation selectors", |name| each_letter(name, |c| format!("{c}\u{E0101}"))),
    ("invisible marks of other scripts", |name| cut(name, "\u{1D173}", "\u{1BCA0}")),
    ("marks of direction", |name| cut(name, "\u{200E}", "\u{61C}")),
    ("tags", |name| format!("A{}", each(name, |c| char::from_u32(0xE0000 + u32::from(c)).unwrap().to_string()))),
    ("right to left", |name| format!("\u{202E}{}\u{202C}", name.chars().rev().collect::<String>())),
    ("right to left by reference", |name| format!("&#x202E;{}&#x202C;", name.chars().rev().collect::<String>())),
    ("right to left in an isolate", |name| format!("\u{2066}\u{202E}{}\u{202C}\u{2069}", name.chars().rev().collect::<String>())),
    ("isolates around letters", |name| each_letter(name, |c| format!("\u{2068}{c}\u{2069}"))),
    ("deletion characters", |name| cut(name, "\u{7F}", "\u{80}")),
    ("full-width letters", |name| each_letter(name, |c| char::from_u32(0xFEE0 + u32::from(c)).unwrap().to_string())),
    ("mathematical letters", |name| {
        each_letter(name, |c| char::from_u32(0x1D400 + u32::from(c.to_ascii_uppercase()) - 65).unwrap().to_string())
    }),
    ("an attribute", |name| format!("<Nm xml:lang='{name}'/>")),
    ("a name", |name| format!("<{}/>", name.replace(' ', "-"))),
    ("a prefix", |name| format!("<{0}:Nm xmlns:{0}='urn:a'/>", name.replace(' ', "-"))),
    ("an attribute's references", |name| format!("<Nm a='{}'/>", every_other(name, |c| format!("&#{};", u32::from(c))))),
    ("a comment", |name| format!("<!-- {name} -->")),
    ("an instruction", |name| format!("<?pi {name}?>")),
    ("base64 in a comment", |name| format!("<!-- {} -->", base64(name.as_bytes()))),
    ("base64 in an attribute", |name| format!("<Nm a='{}'/>", base64(name.as_bytes()))),
    ("a declaration", |name| format!("<?xml version='{name}'?>")),
    ("a declaration in the middle", |name| format!("<?xml version=''?>{name}")),
    ("a document type", |name| format!("<!DOCTYPE a [<!ENTITY b '{name}'>]>&b;")),
    ("a namespace reset", |name| format!("<Nm xmlns=''>{name}</Nm>")),
    ("a document", document),
    ("a signature", |name| format!("<Signature><SignatureValue>{name}</SignatureValue></Signature>")),
    ("a value of a signature", |name| format!("<SignatureValue>{}/1a</SignatureValue>", name.replace(' ', "/"))),
    ("a value of a signature that is long", |name| {
        format!("<DigestValue>{}+9zK1/dGVzdC9+xYz0Q8w7Lr5Tq2Vb6Nm4K=</DigestValue>", name.replace(' ', "+"))
    }),
    ("a file", |name| format!("<NclsdFile><Cntt>{}</Cntt></NclsdFile>", base64(name.as_bytes()))),
    ("a packed file", |name| format!("<NclsdFile><Cntt>{}</Cntt></NclsdFile>", base64(&deflate(name.as_bytes())))),
    ("a binary file", |name| {
        let bytes: Vec<u8> = name.bytes().map(|byte| byte ^ 0xAA).cycle().take(200).collect();
        format!("<NclsdFile><Cntt>{}</Cntt></NclsdFile>", base64(&bytes))
    }),
    ("deep", |name| format!("{}{name}{}", "<a>".repeat(100), "</a>".repeat(100))),
];

/// A credit transfer with this content in its creditor's name.
pub fn document(name: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><CdtTrfTxInf><Cdtr><Nm>{name}</Nm></Cdtr></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"
    )
}

/// A FIN message with this beneficiary.
pub fn fin(name: &str) -> String {
    format!(
        "{{1:F01COBADEFFXXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{4:\r\n:20:PAY1\r\n:23B:CRED\r\n:32A:261124USD15400,00\r\n:50K:/1\r\nEXAMPLE GMBH\r\n:59:/2\r\n{name}\r\n:71A:SHA\r\n-}}"
    )
}

/// With its brackets and ampersands escaped.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// RFC 4648, with padding.
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        let digit = |place: u32| char::from(ALPHABET[(bits >> (18 - 6 * place) & 63) as usize]);
        text.extend((0..=u32::try_from(group.len()).unwrap()).map(digit));
        text.extend(std::iter::repeat_n('=', 3 - group.len()));
    }
    text
}

/// The alphabet for addresses.
pub fn url_safe(text: &str) -> String {
    text.replace('+', "-").replace('/', "_").replace('=', "")
}

fn in_lines(text: &str) -> String {
    text.as_bytes().chunks(12).map(|line| str::from_utf8(line).unwrap().to_owned() + "\r\n  ").collect()
}

pub fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn each(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(write).collect()
}

fn each_letter(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(|c| if c == ' ' { c.to_string() } else { write(c) }).collect()
}

fn every_other(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().enumerate().map(|(place, c)| if place % 2 == 1 { write(c) } else { c.to_string() }).collect()
}

/// Two pieces of markup between letters, inside of words.
fn cut(text: &str, first: &str, second: &str) -> String {
    let middle = text.len() / 2;
    format!("{}{first}{}{second}{}", &text[..2], &text[2..middle], &text[middle..])
}
