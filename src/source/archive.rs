//! Packed files to streams. In: a reader. Out: the messages of everything packed in it, entry by entry; nothing is unpacked to disk first. gzip, zstd and tar are read in passing, and
//! may lie inside each other; zip has its directory at the end, so it must be a file. What is unpacked is measured against what was read for it.

use super::folder::is_left_out;
use super::{Found, Halt, Problem, Step, Walk};
use crate::frame::{self, Format};
use flate2::read::MultiGzDecoder;
use memchr::{memchr, memchr2, memmem};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek as _, SeekFrom};
use std::ops::Range;
use std::rc::Rc;
use tar::EntryType;
use zip::{CompressionMethod, ZipArchive};

/// How many archives may lie in each other. A `.tar.gz` is two; one more pair leaves room for a bundle of bundles.
pub(super) const DEPTH_MAX: u32 = 4;

/// Bytes that a packed one may stand for. Archives of payment messages, which repeat themselves, stay below 60 with `zstd -19 --long`; bombs reach thousands.
const UNPACKED_PER_PACKED_MAX: u64 = 256;

/// Bytes unpacked before that is measured: a small file may be all alike.
const UNPACKED_BYTES_FREE: u64 = 64 * 1024 * 1024;

/// Bytes that tell what a file is: the mark of a tar archive ends behind byte 262.
const HEAD_BYTES: u64 = 512;

/// A tar archive consists of records of this many bytes, and ends with one of zeros.
const TAR_RECORD_BYTES: u64 = 512;

/// Sizes and checksum that may stand behind an entry: signature, CRC-32 and two sizes of eight bytes (APPNOTE 6.3.10, 4.3.9).
const ZIP_DESCRIPTOR_BYTES_MAX: u64 = 24;

/// Longest directory of a zip archive: half a million files. What is longer is reported.
const ZIP_DIRECTORY_BYTES_MAX: u64 = 64 * 1024 * 1024;

enum Packing {
    Gzip,
    Zstd,
    Tar,
    Zip,
}

impl Packing {
    /// What the first bytes say. No payment message begins like the first three; that a message stands behind such a beginning, as one does in a zip archive whose files are
    /// stored as they are, makes no message of the whole.
    fn of(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1F, 0x8B, 0x08, ..] => Some(Packing::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Packing::Zstd),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Packing::Zip),
            _ if is_tar(head) => Some(Packing::Tar),
            _ => None,
        }
    }
}

impl Packing {
    /// Whether a message stands where unpacking does not look: in the name of the first file of a tar archive, in the fields of a gzip header, in a zstd frame to be skipped. A
    /// program that looks for messages behind a few bytes of noise finds it there.
    fn shows_a_message(&self, head: &[u8]) -> bool {
        match self {
            Packing::Gzip => gzip_fields(head).iter().any(|byte| matches!(byte, b'{' | b'<')),
            Packing::Zstd => frame::detect(skipped(head)) != Format::Unknown,
            Packing::Tar => frame::detect(head) != Format::Unknown,
            // All of a zip archive is looked at when it is read.
            Packing::Zip => false,
        }
    }
}

/// The optional fields of a gzip header, as far as they are in `head`: a field of any content, a name and a comment that end with NUL (RFC 1952, 2.3.1).
fn gzip_fields(head: &[u8]) -> &[u8] {
    let flags = head.get(3).copied().unwrap_or_default();
    let fields = head.get(10..).unwrap_or_default();
    let mut bytes = match fields {
        [low, high, ..] if flags & 4 != 0 => 2 + usize::from(u16::from_le_bytes([*low, *high])),
        _ => 0,
    };
    for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
        let text = fields.get(bytes..).unwrap_or_default();
        bytes += memchr(0, text).map_or(text.len(), |end| end + 1);
    }
    fields.get(..bytes).unwrap_or(fields)
}

/// What stands in a zstd frame that is to be skipped, as far as it is in `head` (RFC 8878, 3.1.2).
fn skipped(head: &[u8]) -> &[u8] {
    let [0x50..=0x5F, 0x2A, 0x4D, 0x18, a, b, c, d, content @ ..] = head else { return &[] };
    let bytes = usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).unwrap_or(usize::MAX);
    content.get(..bytes).unwrap_or(content)
}

/// The mark alone may stand in the text of a message; with the right checksum before it, it does not by chance.
fn is_tar(head: &[u8]) -> bool {
    let sum = |range: Range<usize>| head.get(range).unwrap_or_default().iter().map(|byte| u32::from(*byte)).sum::<u32>();
    let digits = head.get(148..156).unwrap_or_default();
    let stated =
        digits.iter().filter(|digit| matches!(digit, b'0'..=b'7')).fold(0, |sum, digit| sum * 8 + u32::from(digit - b'0'));
    // The eight bytes of the checksum count as blanks.
    head.get(257..262) == Some(b"ustar") && stated == sum(0..148) + 8 * 32 + sum(156..512)
}

/// What is known, but not read here: its name, and what to do.
fn foreign(head: &[u8]) -> Option<Problem> {
    let starts = |(mark, _, _): &&(&[u8], _, _)| head.starts_with(mark);
    FOREIGN.iter().find(starts).map(|(_, name, advice)| Problem::Foreign(name, advice))
}

const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xFD7zXZ\0", "an xz archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"LZIP", "an lzip archive", UNPACK),
    (b"\x04\x22\x4D\x18", "an lz4 archive", UNPACK),
    (b"\x1F\x9D", "a file packed with compress", UNPACK),
    (b"MSCF", "a cabinet archive", UNPACK),
    (b"%PDF-", "a PDF document", EXPORT),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Office document", EXPORT),
    (b"{\\rtf", "an RTF document", EXPORT),
    (b"-----BEGIN PGP MESSAGE", "encrypted with PGP", "decrypt it first, and screen what it holds"),
];

const UNPACK: &str = "unpack it, and screen the files";
const EXPORT: &str = "screen the messages as the system that made it exports them";

/// The file that every Office document packed as zip has.
const OFFICE_ENTRY: &str = "[Content_Types].xml";

/// Looks whether a file is a zip archive, and goes back to its start.
pub(super) fn is_zip(file: &mut File) -> io::Result<bool> {
    if !file.metadata()?.is_file() {
        return Ok(false);
    }
    let head = head_of(file)?;
    file.rewind()?;
    Ok(matches!(Packing::of(&head), Some(Packing::Zip)))
}

fn head_of(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

impl Walk<'_> {
    pub(super) fn packed_or_not(&mut self, name: &str, reader: &mut dyn Read, budget: &Rc<Budget>, depth: u32) -> Step {
        let head = head_of(reader).map_err(Problem::Read)?;
        let packing = Packing::of(&head);
        let mut whole = head.as_slice().chain(reader);
        match packing {
            None => match foreign(&head) {
                Some(problem) => Err(problem.into()),
                None => self.messages(name, &head, &mut whole),
            },
            Some(packing) if packing.shows_a_message(&head) => Err(Problem::TwoFormats.into()),
            Some(_) if depth == DEPTH_MAX => Err(Problem::TooDeep.into()),
            Some(Packing::Gzip) => {
                self.packed_or_not(name, &mut Unpacked::new(MultiGzDecoder::new(whole), budget), budget, depth + 1)
            }
            Some(Packing::Zstd) => {
                let decoder = zstd::Decoder::new(whole).map_err(Problem::Read)?;
                self.packed_or_not(name, &mut Unpacked::new(decoder, budget), budget, depth + 1)
            }
            Some(Packing::Tar) => self.something(|walk| walk.tar(name, &mut whole, budget, depth)),
            Some(Packing::Zip) => Err(Problem::ZipInPassing.into()),
        }
    }

    fn tar(&mut self, name: &str, reader: &mut dyn Read, budget: &Rc<Budget>, depth: u32) -> Step {
        let mut reader = ZerosAtEnd { reader, zeros: 0 };
        let mut archive = tar::Archive::new(&mut reader as &mut dyn Read);
        for entry in archive.entries().map_err(Problem::Read)? {
            let mut entry = entry.map_err(Problem::Read)?;
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let source = format!("{name}!{path}");
            match entry.header().entry_type() {
                EntryType::Directory | EntryType::XGlobalHeader => {}
                EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse if !is_left_out(&path) => {
                    self.attempt(&source, |walk| {
                        let mut counted = Counted { size: entry.size(), reader: &mut entry, bytes: 0 };
                        walk.packed_or_not(&source, &mut counted, budget, depth + 1)?;
                        counted.read_all().map_err(Problem::Read).map_err(Halt::from)
                    })?;
                }
                _ => self.hand_over(Found::LeftOut { source })?,
            }
        }
        reader.read_to_end_mark()
    }

    pub(super) fn zip(&mut self, name: &str, file: File) -> Step {
        let budget = Rc::new(Budget::default());
        budget.packed.set(file.metadata().map_err(Problem::Read)?.len());
        let raw = file.try_clone().map_err(Problem::Read)?;
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(packing_problem)?;
        if archive.index_for_name(OFFICE_ENTRY).is_some() {
            return Err(Problem::Foreign("an Office document", EXPORT).into());
        }
        for index in 0..archive.len() {
            self.zip_entry(name, &mut archive, index, &budget)?;
        }
        let read = spans_read(&mut archive);
        let has_more = has_more_than_its_entries(&mut archive) || !ends_with_its_directory(archive).map_err(Problem::Read)?;
        match has_more {
            true => Err(Problem::Packing("it holds bytes that no entry of its directory accounts for".to_owned()).into()),
            false if has_message_outside(read, BufReader::new(raw)).map_err(Problem::Read)? => Err(Problem::TwoFormats.into()),
            false => Ok(()),
        }
    }

    fn zip_entry(&mut self, name: &str, archive: &mut ZipArchive<BufReader<File>>, index: usize, budget: &Rc<Budget>) -> Step {
        let path = match archive.by_index_data(index) {
            Ok(entry) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
            Err(_) => format!("entry {index}"),
        };
        let source = format!("{name}!{path}");
        self.attempt(&source, |walk| {
            let entry = archive.by_index(index).map_err(packing_problem)?;
            (walk.taken)(entry.compressed_size());
            if entry.is_dir() {
                Ok(())
            } else if entry.is_symlink() || is_left_out(&path) {
                walk.hand_over(Found::LeftOut { source: source.clone() })
            } else {
                walk.packed_or_not(&source, &mut Unpacked::new(entry, budget), budget, 1)
            }
        })
    }
}

/// Whether the archive holds more than its directory says: an entry that the directory leaves out, or one of two of the same name, is found by programs that read an archive
/// from its start, and not by those that begin with the directory, as this one does.
fn has_more_than_its_entries(archive: &mut ZipArchive<BufReader<File>>) -> bool {
    let mut spans: Vec<(u64, u64)> = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(index) else { return true };
        let Some(start) = entry.data_start() else { return true };
        spans.push((entry.header_start(), start.saturating_add(entry.compressed_size())));
    }
    spans.sort_unstable();
    let mut end = 0;
    for (start, entry_end) in spans.into_iter().chain([(archive.central_directory_start(), 0)]) {
        if start > end + ZIP_DESCRIPTOR_BYTES_MAX {
            return true;
        }
        end = end.max(entry_end);
    }
    false
}

/// Whether the directory, from its first entry to the end of the file, is all directory. What stands between its parts, behind it, or in a comment that looks like a message, is
/// seen by programs that look for messages wherever they are.
fn ends_with_its_directory(archive: ZipArchive<BufReader<File>>) -> io::Result<bool> {
    let start = archive.central_directory_start();
    let is_comment = |comment: &[u8]| memchr2(b'{', b'<', comment).is_none();
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start))?;
    let mut directory = Vec::new();
    file.take(ZIP_DIRECTORY_BYTES_MAX).read_to_end(&mut directory)?;
    let mut rest = directory.as_slice();
    let number = |record: &[u8], at: usize| {
        record.get(at..at + 2).map_or(0, |two| two.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    loop {
        // The fixed part of each record, and the lengths of what follows it (APPNOTE 6.3.10, 4.3.12 to 4.3.16).
        let bytes = match rest {
            [b'P', b'K', 1, 2, ..] => 46 + number(rest, 28) + number(rest, 30) + number(rest, 32),
            [b'P', b'K', 6, 6, ..] => 12 + number(rest, 4),
            [b'P', b'K', 6, 7, ..] => 20,
            [b'P', b'K', 5, 6, ..] => {
                let comment = rest.get(22..).unwrap_or_default();
                return Ok(comment.len() == number(rest, 20) && is_comment(comment));
            }
            _ => return Ok(false),
        };
        rest = rest.get(bytes..).unwrap_or_default();
    }
}

/// Where the data of those entries stands that are handed over as messages, in the order of the file. Of one that is left out, nobody finds a message in what is compressed.
fn spans_read(archive: &mut ZipArchive<BufReader<File>>) -> Vec<Range<u64>> {
    let mut spans = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(index) else { continue };
        let is_left_out = entry.is_dir() || entry.is_symlink() || is_left_out(&String::from_utf8_lossy(entry.name_raw()));
        if let Some(start) = entry.data_start().filter(|_| !is_left_out || entry.compression() != CompressionMethod::Stored) {
            spans.push(start..start.saturating_add(entry.compressed_size()));
        }
    }
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans
}

/// Whether a message stands outside of what was read: in a name, an extra field, a comment, or in an entry that was left out. A program that knows nothing of archives finds it.
fn has_message_outside(read: Vec<Range<u64>>, mut file: BufReader<File>) -> io::Result<bool> {
    let mut from = 0;
    for span in read {
        file.seek(SeekFrom::Start(from))?;
        if has_message(&mut (&mut file).take(span.start.saturating_sub(from)))? {
            return Ok(true);
        }
        from = from.max(span.end);
    }
    file.seek(SeekFrom::Start(from))?;
    has_message(&mut file)
}

/// Whether the header of a FIN message or the declaration of an XML document stands anywhere in these bytes.
fn has_message(reader: &mut dyn Read) -> io::Result<bool> {
    let mut window = Vec::new();
    loop {
        window.drain(..window.len().saturating_sub(MESSAGE_MARK_BYTES_MAX - 1));
        if reader.take(HEAD_BYTES).read_to_end(&mut window)? == 0 {
            return Ok(false);
        }
        let is_fin = |at: usize| matches!(window.get(at + 3..at + 6), Some([b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9']));
        if memmem::find(&window, b"<?xml").is_some() || memmem::find_iter(&window, b"{1:").any(is_fin) {
            return Ok(true);
        }
    }
}

/// `{1:F01` has so many bytes.
const MESSAGE_MARK_BYTES_MAX: usize = 6;

fn packing_problem(error: zip::result::ZipError) -> Problem {
    Problem::Packing(error.to_string())
}

/// How much was read of one input, and how much came out of it.
#[derive(Default)]
pub(super) struct Budget {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Budget {
    fn is_overdrawn(&self) -> bool {
        let allowed = self.packed.get().saturating_mul(UNPACKED_PER_PACKED_MAX).saturating_add(UNPACKED_BYTES_FREE);
        self.unpacked.get() > allowed
    }
}

/// The bytes of an input as they lie on the disk, counted.
pub(super) struct Packed<'a> {
    reader: &'a mut dyn Read,
    budget: Rc<Budget>,
    taken: &'a dyn Fn(u64),
}

impl<'a> Packed<'a> {
    pub(super) fn new(reader: &'a mut dyn Read, budget: Rc<Budget>, taken: &'a dyn Fn(u64)) -> Packed<'a> {
        Packed { reader, budget, taken }
    }
}

impl Read for Packed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.budget.packed.set(self.budget.packed.get() + read as u64);
        (self.taken)(read as u64);
        Ok(read)
    }
}

/// What comes out of a decoder, as long as it is in proportion to what went in.
struct Unpacked<R> {
    reader: R,
    budget: Rc<Budget>,
}

impl<R: Read> Unpacked<R> {
    fn new(reader: R, budget: &Rc<Budget>) -> Unpacked<R> {
        Unpacked { reader, budget: Rc::clone(budget) }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.budget.unpacked.set(self.budget.unpacked.get() + read as u64);
        if self.budget.is_overdrawn() {
            let limit = format!("it unpacks to more than {UNPACKED_PER_PACKED_MAX} times its size");
            return Err(io::Error::other(limit));
        }
        Ok(read)
    }
}

/// An entry whose size is known before: one that ends early was cut.
struct Counted<R> {
    reader: R,
    bytes: u64,
    size: u64,
}

impl<R: Read> Counted<R> {
    fn read_all(&mut self) -> io::Result<()> {
        io::copy(self, &mut io::sink())?;
        if self.bytes == self.size { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Knows with how many zeros the bytes read so far end.
struct ZerosAtEnd<'a> {
    reader: &'a mut dyn Read,
    zeros: u64,
}

impl ZerosAtEnd<'_> {
    /// An archive that ends without its mark was cut, and what stands behind the mark would be read by nobody. Reading to the end also lets a decoder below check its sum.
    fn read_to_end_mark(&mut self) -> Step {
        if self.zeros < TAR_RECORD_BYTES {
            return Err(Problem::Read(ErrorKind::UnexpectedEof.into()).into());
        }
        let zeros_before = self.zeros;
        let behind = io::copy(self, &mut io::sink()).map_err(Problem::Read)?;
        if self.zeros == zeros_before + behind { Ok(()) } else { Err(Problem::Packing("bytes follow its end".to_owned()).into()) }
    }
}

impl Read for ZerosAtEnd<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        let bytes = into.get(..read).unwrap_or_default();
        self.zeros = match bytes.iter().rev().position(|byte| *byte != 0) {
            Some(zeros) => zeros as u64,
            None => self.zeros + read as u64,
        };
        Ok(read)
    }
}
