//! Characters that make a person read something else than stands there: they turn the direction of letters around, or spell words that nobody sees.
//!
//! Not meant are the marks that right-to-left scripts need (LRM, RLM, ALM), joiners, soft hyphens and selectors of a form: ordinary texts have them, and folding reads over them.

/// Whether a character misleads: embeddings, overrides and isolates of direction (Unicode Standard Annex 9), and tags, which are ASCII that cannot be seen (Unicode 16, chapter 23.9).
pub(in crate::message) fn is_misleading(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
}

/// Where the first such character stands in UTF-8. Bytes that are no UTF-8 are looked at like any other.
pub(in crate::message) fn find_misleading(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(0xE2, 0xF3, bytes).find(|at| {
        matches!(
            bytes.get(*at..).unwrap_or_default(),
            [0xE2, 0x80, 0xAA..=0xAE, ..] | [0xE2, 0x81, 0xA6..=0xA9, ..] | [0xF3, 0xA0, 0x80 | 0x81, ..]
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_their_bytes_agree() {
        for character in ('\u{80}'..=char::MAX).filter(|c| *c < '\u{3000}' || *c > '\u{DFFFF}') {
            let text = format!("a{character}");
            let expected = is_misleading(character).then_some(1);
            assert_eq!(find_misleading(text.as_bytes()), expected, "{:x}", u32::from(character));
        }
    }

    #[test]
    fn what_ordinary_texts_need_does_not_mislead() {
        for text in ["", "KIM", "فاتورة\u{200F}", "می\u{200C}خواهم", "\u{AD}", "\u{1F469}\u{200D}\u{1F4BB}", "€ – “”", "김정은"]
        {
            assert_eq!(find_misleading(text.as_bytes()), None, "{text}");
        }
    }
}
