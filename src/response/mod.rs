//! Verdict to what may be said outside, per rail. In: rail, format, what is answered, verdict. Out: the answer's message type, status, reason code and neutral words, or that
//! nothing goes out.
//!
//! The table is data (`responses.tsv`). An answer holds the code of the scheme and neutral words, never the name of a list, a score or text that was found: whoever reads it
//! must not learn why. A block returns no funds, whatever the rail.

use crate::frame::Format;
use crate::verdict::Verdict;
use std::sync::LazyLock;

/// What is answered.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Answers {
    /// A payment, or anything else that is to be carried out.
    Payment,
    /// A request to cancel or recall one: camt.055, camt.056, MT n92.
    Cancellation,
}

impl Answers {
    /// What a message of this type is answered as.
    #[must_use]
    pub fn to(message_type: &str) -> Answers {
        let is_mt = message_type.len() == 3 && message_type.ends_with("92");
        let is_mx = ["camt.055", "camt.056"].iter().any(|number| message_type.starts_with(number));
        if is_mt || is_mx { Answers::Cancellation } else { Answers::Payment }
    }

    fn as_str(self) -> &'static str {
        match self {
            Answers::Payment => "payment",
            Answers::Cancellation => "cancellation",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Response {
    /// The rail as the door names it; none for any.
    pub rail: Option<&'static str>,
    /// `mt` or `mx`.
    pub format: &'static str,
    /// `payment` or `cancellation`; none for both.
    pub answers: Option<&'static str>,
    /// On which verdict.
    pub verdict: Verdict,
    /// Type of the answer, such as `pacs.002`; none where nothing goes out.
    pub message: Option<&'static str>,
    /// Status of the transaction or investigation, or the code word of MT.
    pub status: Option<&'static str>,
    /// Reason code of the scheme.
    pub reason: Option<&'static str>,
    /// Neutral words, in the character set of SWIFT.
    pub text: Option<&'static str>,
    /// Where the code is defined or used.
    pub source: &'static str,
}

/// What may be said outside. A frame of unknown format is answered by nothing: nobody knows who would read it.
#[must_use]
pub fn response(rail: &str, format: Format, answers: Answers, verdict: Verdict) -> Option<&'static Response> {
    let fits = |row: &&Response| {
        row.format == format.as_str()
            && row.verdict == verdict
            && row.rail.is_none_or(|of_row| of_row == rail)
            && row.answers.is_none_or(|of_row| of_row == answers.as_str())
    };
    TABLE.rows.iter().filter(fits).max_by_key(|row| (row.rail.is_some(), row.answers.is_some()))
}

/// Every row, in the order of the table.
pub fn responses() -> impl Iterator<Item = &'static Response> {
    TABLE.rows.iter()
}

struct Table {
    rows: Vec<Response>,
    /// Lines that are no rows; a test keeps it empty.
    unread: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let lines = include_str!("responses.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut table = Table { rows: Vec::new(), unread: Vec::new() };
    for line in lines {
        match row(line) {
            Some(row) => table.rows.push(row),
            None => table.unread.push(line),
        }
    }
    table
});

fn row(line: &'static str) -> Option<Response> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [rail, format, answers, verdict, message, status, reason, text, source] = *cells.as_slice() else { return None };
    let any = |cell| (cell != "*").then_some(cell);
    let stated = |cell| (cell != "-").then_some(cell);
    Some(Response {
        rail: any(rail),
        format,
        answers: any(answers),
        verdict: Verdict::parse(verdict)?,
        message: stated(message),
        status: stated(status),
        reason: stated(reason),
        text: stated(text),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_is_a_row_and_no_two_are_alike() {
        assert_eq!(TABLE.unread, Vec::<&str>::new());
        let mut seen = HashSet::new();
        for row in responses() {
            assert!(seen.insert((row.rail, row.format, row.answers, row.verdict)), "{row:?}");
            assert!(matches!(row.format, "mt" | "mx") && !row.source.is_empty(), "{row:?}");
            assert!(matches!(row.answers, None | Some("payment" | "cancellation")), "{row:?}");
            assert!(row.message.is_some() || row.status.is_none() && row.reason.is_none() && row.text.is_none(), "{row:?}");
        }
    }

    fn check(rail: &str, format: Format, message_type: &str, verdict: Verdict, expected: Option<(&str, &str, &str)>) {
        let row = response(rail, format, Answers::to(message_type), verdict).unwrap();
        let found = row.message.map(|message| (message, row.status.unwrap_or("-"), row.reason.unwrap_or("-")));
        assert_eq!(found, expected, "{rail} {message_type} {verdict}");
    }

    #[test]
    fn rails_answer_in_their_own_codes() {
        check("cbpr+", Format::Mx, "pacs.008.001.08", Verdict::Reject, Some(("pacs.002", "RJCT", "RR04")));
        check("rtp", Format::Mx, "pacs.008.001.08", Verdict::Reject, Some(("pacs.002", "RJCT", "NARR")));
        check("rtp", Format::Mx, "pacs.008.001.08", Verdict::Block, Some(("pacs.002", "-", "BLKD")));
        check("sct-inst", Format::Mx, "pacs.008.001.08", Verdict::Hold, Some(("pacs.002", "RJCT", "RR04")));
        check("unspecified", Format::Mx, "pacs.008.001.08", Verdict::Hold, None);
        check("unspecified", Format::Mx, "camt.056.001.08", Verdict::Reject, Some(("camt.029", "RJCR", "LEGL")));
        check("unspecified", Format::Mt, "103", Verdict::Reject, Some(("n99", "/REJT/", "RR04")));
        check("unspecified", Format::Mt, "292", Verdict::Reject, Some(("n96", "/RJCR/", "LEGL")));
    }

    #[test]
    fn every_verdict_has_a_row_on_every_rail() {
        let rails: HashSet<&str> = responses().filter_map(|row| row.rail).chain(["unspecified"]).collect();
        for rail in rails {
            for format in [Format::Mt, Format::Mx] {
                for answers in [Answers::Payment, Answers::Cancellation] {
                    for verdict in Verdict::ALL {
                        assert!(response(rail, format, answers, *verdict).is_some(), "{rail} {format:?} {answers:?} {verdict}");
                    }
                }
            }
        }
        assert_eq!(response("cbpr+", Format::Unknown, Answers::Payment, Verdict::Hold), None);
    }

    #[test]
    fn what_is_forwarded_needs_no_answer_and_a_block_returns_nothing() {
        for row in responses() {
            assert!(!(row.verdict.is_forwarded() && row.message.is_some()), "{row:?}");
            assert!(row.verdict != Verdict::Block || row.status.is_none_or(|status| !RETURNING.contains(&status)), "{row:?}");
        }
    }

    /// Status words that give the money back.
    const RETURNING: &[&str] = &["RJCT", "RJCR", "/REJT/", "/RETN/", "/RJCR/"];

    /// Words that would tell why.
    #[test]
    fn texts_are_neutral_and_can_be_sent() {
        const TELLING: &[&str] = &[
            "SANCTION",
            "LIST",
            "OFAC",
            "EMBARGO",
            "MATCH",
            "HIT",
            "SCORE",
            "NAME",
            "KOREA",
            "DPRK",
            "FREEZ",
            "FROZEN",
            "BLOCK",
            "COMPLIANCE",
        ];
        for row in responses() {
            let Some(text) = row.text else { continue };
            assert!(!TELLING.iter().any(|word| text.contains(word)), "{row:?}");
            let is_sendable = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b" /-?:().,'+".contains(&byte);
            assert!(text.bytes().all(is_sendable) && text.len() <= TEXT_BYTES_MAX, "{row:?}");
        }
    }

    /// `Max105Text`, the shortest narrative that one of these answers has room for (AddtlInf of pacs.002).
    const TEXT_BYTES_MAX: usize = 105;
}
