//! What can be wrong with a message, and how much it weighs.

use std::ops::Range;

/// How much a defect weighs.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Every byte was screened and roles are certain.
    Note,
    /// Something may have been read differently from what the receiver will read. Asks for at least Hold.
    Doubt,
}

impl Severity {
    /// The name used in Decisions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Doubt => "doubt",
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Defect {
    /// What is wrong.
    pub code: DefectCode,
    /// Bytes of the frame.
    pub span: Range<u32>,
}

impl Defect {
    /// A defect at `span`.
    #[must_use]
    pub fn new(code: DefectCode, span: Range<u32>) -> Defect {
        Defect { code, span }
    }
}

macro_rules! defects {
    ($($(#[doc = $doc:literal])+ $variant:ident $code:literal $severity:ident $detail:literal,)+) => {
        /// Kinds of defects: name, severity, and the sentence that people read. The sentences hold nothing from the message.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum DefectCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl DefectCode {
            /// Every kind.
            pub const ALL: &[DefectCode] = &[$(DefectCode::$variant,)+];

            /// The name used in Decisions and metric labels.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(DefectCode::$variant => $code,)+ }
            }

            /// How much it weighs.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(DefectCode::$variant => Severity::$severity,)+ }
            }

            /// What it means, and why it matters.
            #[must_use]
            pub fn detail(self) -> &'static str {
                match self { $(DefectCode::$variant => $detail,)+ }
            }
        }
    };
}

defects! {
    /// Nothing was received.
    Empty "empty" Doubt "the message is empty",
    /// Neither FIN nor XML.
    UnknownFormat "unknown-format" Doubt "neither SWIFT FIN nor XML; read as plain text",
    /// A message type or document without rows in the role tables.
    UnknownType "unknown-type" Doubt "message type is not known; every field was read as free text",
    /// Longer than the format's limit.
    TooLong "too-long" Doubt "the message, or a part of it that has to be read at once, is longer than the limit; the rest was not taken apart",
    /// Its bytes could not be read back from where they were put.
    Unreadable "unreadable" Doubt "bytes of the message could not be read back; not all of it was screened",
    /// More elements than the limit.
    TooManyElements "too-many-elements" Doubt "the message has more elements than the limit; the rest was read as plain text",
    /// More hits than the limit.
    TooManyHits "too-many-hits" Doubt "more was found than the limit; only the surest of it is recorded",
    /// More candidates than the search may look at.
    SearchCutShort "search-cut-short" Doubt "the text has more words of listed names than the search may look at; not every name was looked for",
    /// Nested deeper than the limit.
    TooDeep "too-deep" Doubt "elements are nested deeper than the limit; deeper ones were read as text",
    /// Bytes that are not in the declared or assumed encoding.
    Undecodable "undecodable" Doubt "bytes that are not UTF-8; read as Windows-1252",
    /// The declaration names an encoding that the bytes are not in, or that is not known here.
    EncodingConflict "encoding-conflict" Doubt "the declared encoding is unknown or contradicts the bytes",
    /// Bytes that are not UTF-8 in a format that has no declared encoding.
    NotSwiftCharacters "not-swift-characters" Note "characters outside the SWIFT character sets",
    /// Control characters in text.
    ControlCharacter "control-character" Doubt "control characters in text",
    /// Characters that turn the direction of text around, or spell words that nobody sees.
    MisleadingCharacter "misleading-character" Doubt "characters that change the direction of text or cannot be seen; a person may read other words than were screened",
    /// Letters in escapes that no program writes.
    DisguisedText "disguised-text" Doubt "letters are written as escapes, which no program does; they were read both ways",
    /// Encoded content that is neither text nor a message.
    UnreadableContent "unreadable-content" Doubt "encoded content that could not be read, or unpacks to more than the limit",
    /// Block 4 is missing.
    NoTextBlock "no-text-block" Doubt "the FIN message has no text block",
    /// No headers: sender, receiver and type are not known.
    NoHeader "no-header" Doubt "the FIN message has no header blocks; its type is not known",
    /// Fields of a statement, without headers.
    BareStatement "bare-statement" Note "a statement without header blocks; sender and receiver are not known",
    /// The end of the last block is missing.
    NoBlockEnd "no-block-end" Note "the text block or the trailer is not closed; it was read to the end of the message",
    /// Closing braces or an empty trailer behind the message.
    SecondEnd "second-end" Note "closing braces or an empty trailer stand behind the end of the message",
    /// A brace that opens or closes nothing.
    BadBlock "bad-block" Doubt "text between or inside blocks where none belongs",
    /// A header block of the wrong length or form.
    BadHeader "bad-header" Doubt "a header block does not have the form that SWIFT gives it",
    /// A header block of another length, in which terminal and type stand where they should.
    LooseHeader "loose-header" Note "a header block is longer or shorter than SWIFT makes it; who and what it names is certain",
    /// A field tag without a row for this message type.
    UnknownField "unknown-field" Note "a field that this message type does not have; read as free text",
    /// Text before the first field of the text block.
    TextBeforeFields "text-before-fields" Doubt "text before the first field of the text block",
    /// Text before the first field of a statement without headers.
    Preface "preface" Note "text in front of a statement without headers; screened as free text",
    /// Text in front of or behind the message.
    TextOutside "text-outside" Doubt "text in front of or behind the message",
    /// A line in narrative that looks like a field of its own.
    ForgedTag "forged-tag" Doubt "a field stands where its message type does not have it, behind free text that may have been cut by it",
    /// A tag that does not begin a line.
    TagInsideLine "tag-inside-line" Doubt "a field tag stands inside a line; line ends may have been lost on the way, so that fields run into one another",
    /// A fixed field that does not hold what it should.
    BadField "bad-field" Doubt "a field of fixed form holds something else; read as free text",
    /// A field of fixed form of a statement that holds something else.
    LooseField "loose-field" Note "a field of a statement does not have its form; read as free text",
    /// Nobody pays, or nobody is paid.
    MissingParty "missing-party" Doubt "a payment does not say who pays, or who is paid; the parties may stand where nobody looks",
    /// A tag beyond the limits on names and attributes.
    TagTooLong "tag-too-long" Doubt "a tag has a longer name or more attributes than any message needs; the rest of it was read as plain text",
    /// An XML document type declaration.
    Doctype "doctype" Doubt "a document type declaration; entities are not expanded",
    /// A reference to an entity that XML does not predefine.
    UnknownEntity "unknown-entity" Doubt "a reference to an unknown entity; its text is not known",
    /// XML that is not well-formed.
    Malformed "malformed" Doubt "the XML is not well-formed; what could not be taken apart was read as plain text",
    /// An end tag is missing at the end of the message.
    Unclosed "unclosed" Doubt "the XML ends before its elements are closed",
    /// More than one root element.
    SecondRoot "second-root" Doubt "more than one root element that is not a header and its document",
    /// Text between elements where only white space belongs.
    StrayText "stray-text" Doubt "text between elements where only white space belongs",
    /// A comment or processing instruction.
    HiddenText "hidden-text" Note "a comment or processing instruction; its text was screened",
    /// An attribute without a row.
    UnknownAttribute "unknown-attribute" Note "an attribute that ISO 20022 does not use here; screened as free text",
    /// No message definition was recognised.
    NoDocument "no-document" Doubt "XML without an ISO 20022 document",
    /// A business header, and no document.
    HeaderOnly "header-only" Note "a business header without a document; all of it was screened",
    /// Namespace and header name different versions of one message.
    VersionConflict "version-conflict" Note "namespace and header name different versions of the message; reading does not depend on it",
    /// Namespace and content name different messages.
    TypeConflict "type-conflict" Doubt "namespace, header and content name different message types",
    /// The message claims another rail than the door it came through.
    RailConflict "rail-conflict" Doubt "the message claims another rail than the one it came through",
    /// A count in the header differs from the content.
    CountMismatch "count-mismatch" Doubt "the number of transactions differs from what the header says",
}
