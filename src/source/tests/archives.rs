//! Archives: packed files, files of several, and what is no whole one.

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(zip::CompressionMethod::Deflated, files)
}

fn zip_with(method: zip::CompressionMethod, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_that_holds_more_than_its_directory_says_is_not_whole() {
    let mut bytes = zip_of(&[("a.fin", ONE.as_bytes()), ("b.fin", TWO.as_bytes())]);
    check(&[("+a.zip", &bytes)], &["a.zip!a.fin = mt", "a.zip!b.fin = mt"]);
    for at in 0..bytes.len() - 5 {
        if &bytes[at..at + 5] == b"b.fin" {
            bytes[at] = b'a';
        }
    }
    check(&[("+a.zip", &bytes)], &["a.zip!a.fin = mt", "! a.zip: part of the archive cannot be unpacked"]);
}

#[test]
fn a_message_where_unpacking_does_not_look_is_reported() {
    let told = "begins like a message and is an archive as well";
    let packed = |header: &[u8]| [b"\x1F\x8B\x08", header, &gzip(TWO.as_bytes())[10..]].concat();
    let text = ONE.as_bytes();
    let length = [u8::try_from(text.len()).unwrap(), 0];
    for header in [
        [b"\x08\0\0\0\0\0\x03", text, b"\0"].concat(),
        [b"\x10\0\0\0\0\0\x03", text, b"\0"].concat(),
        [b"\x18\0\0\0\0\0\x03name\0", text, b"\0"].concat(),
        [b"\x04\0\0\0\0\0\x03", length.as_slice(), text].concat(),
    ] {
        check(&[("+a.gz", &packed(&header))], &[&format!("! a.gz: {told}")]);
    }
    check(&[("+a.gz", &packed(b"\x08\0\0\0\0\0\x03batch.fin\0"))], &["a.gz = mt 24"]);
    let skipped =
        |text: &[u8]| [b"\x50\x2A\x4D\x18", &length[..], b"\0\0", text, &zstd::encode_all(TWO.as_bytes(), 1).unwrap()].concat();
    check(&[("+a.zst", &skipped(text))], &[&format!("! a.zst: {told}")]);
    check(&[("+a.zst", &skipped(&[b'x'; 24]))], &["a.zst = mt 24"]);
}

#[test]
fn a_message_beside_the_entries_of_a_zip_is_reported() {
    let real = "{1:F01AAAABEBBAXXX0000000000}";
    let told = "! a.zip: begins like a message and is an archive as well";
    let stored = |name, text: &[u8]| zip_with(zip::CompressionMethod::Stored, &[("a.fin", ONE.as_bytes()), (name, text)]);
    check(&[("+a.zip", &stored(real, TWO.as_bytes()))], &["a.zip!a.fin = mt", &format!("a.zip!{real} = mt"), told]);
    let far = [vec![b'x'; 509], real.into()].concat();
    check(&[("+a.zip", &stored("README", &far))], &["a.zip!a.fin = mt", "- a.zip!README", told]);
    check(&[("+a.zip", &stored("README", b"prose"))], &["a.zip!a.fin = mt", "- a.zip!README"]);
    check(&[("+a.zip", &stored("{b}.fin", &far))], &["a.zip!a.fin = mt", "a.zip!{b}.fin = unknown"]);
}

#[test]
fn padding_in_front_of_a_message_is_no_length() {
    for padding in ["\0\0\0 ", "\0\0\0\n", "\0\0\0$", "\r\n\r\n", "    "] {
        check(&[("+a.fin", format!("{padding}{ONE}{TWO}").as_bytes())], &["a.fin#1 = mt", "a.fin#2 = mt"]);
    }
}

#[test]
fn packed_files_are_read_whatever_their_name() {
    let batch = format!("{ONE}${TWO}$");
    check(&[("+a.gz", &gzip(ONE.as_bytes()))], &["a.gz = mt 24"]);
    check(&[("+a.fin", &gzip(batch.as_bytes()))], &["a.fin#1 = mt", "a.fin#2 = mt"]);
    check(&[("+a.zst", &zstd::encode_all(batch.as_bytes(), 1).unwrap())], &["a.zst#1 = mt", "a.zst#2 = mt"]);
    check(&[("+a", &[gzip(b"<a>"), gzip(b"</a>")].concat())], &["a = mx 7"]);
}

#[test]
fn entries_are_named_behind_their_archive() {
    let batch = format!("{ONE}${TWO}$");
    let files: [(&str, &[u8]); 3] = [("x/one.fin", ONE.as_bytes()), ("README.md", b"x"), ("batch.rje", batch.as_bytes())];
    let expected = |archive: &str| {
        let lines = ["!x/one.fin = mt", "!README.md", "!batch.rje#1 = mt", "!batch.rje#2 = mt"];
        lines.map(|line| if line.contains("README") { format!("- {archive}{line}") } else { format!("{archive}{line}") })
    };
    for (name, bytes) in [("a.tar", tar_of(&files)), ("a.tgz", gzip(&tar_of(&files))), ("a.zip", zip_of(&files))] {
        let expected = expected(name);
        check(&[(&format!("+{name}"), &bytes)], &expected.each_ref().map(String::as_str));
    }
}

#[test]
fn archives_lie_in_each_other_up_to_the_limit() {
    let mut bytes = ONE.as_bytes().to_vec();
    for _ in 0..archive::DEPTH_MAX {
        bytes = gzip(&bytes);
    }
    check(&[("+deep", &bytes)], &["deep = mt 24"]);
    check(&[("+deeper", &gzip(&bytes))], &["! deeper: archives are packed more than 4 deep"]);
    check(
        &[("+a.tar", &tar_of(&[("in.zip", &zip_of(&[]))]))],
        &["! a.tar!in.zip: is a zip archive that cannot be read in passing"],
    );
}

#[test]
fn an_archive_is_one_whatever_it_looks_like() {
    let stored = zip_with(zip::CompressionMethod::Stored, &[("a.fin", ONE.as_bytes()), ("b.fin", TWO.as_bytes())]);
    check(&[("+a.zip", &stored)], &["a.zip!a.fin = mt 24", "a.zip!b.fin = mt 24"]);
    check(&[("+b", b"PK\x03\x04 {1:F01")], &["! b: part of the archive cannot be unpacked"]);
    let behind_a_message = [ONE.as_bytes(), &stored].concat();
    check(&[("+c.fin", &behind_a_message)], &["c.fin = mt"]);
}

#[test]
fn what_is_message_and_archive_at_once_is_reported() {
    let disguised = tar_of(&[("{1:F01", b"x")]);
    check(&[("+a.tar", &disguised)], &["! a.tar: begins like a message and is an archive as well"]);
    let mut text = disguised.clone();
    text[0] = b'{' + 1;
    check(&[("+no.tar", &text)], &["no.tar = unknown"]);
    let zip = zip_of(&[("a.fin", ONE.as_bytes())]);
    let more = "! a.zip: part of the archive cannot be unpacked (it holds bytes";
    let mut with_comment = zip.clone();
    let end = with_comment.len();
    with_comment[end - 2] = u8::try_from(TWO.len()).unwrap();
    with_comment.extend_from_slice(TWO.as_bytes());
    check(&[("+a.zip", &with_comment)], &["a.zip!a.fin = mt", more]);
    let prose = TWO.replace(['{', '}'], "(");
    let with_prose = [&with_comment[..end], prose.as_bytes()].concat();
    check(&[("+a.zip", &with_prose)], &["a.zip!a.fin = mt"]);
    check(&[("+a.zip", &[&zip, TWO.as_bytes()].concat())], &["a.zip!a.fin = mt", more]);
}

#[test]
fn what_is_something_else_is_named() {
    let check_named = |bytes: &[u8], name: &str| check(&[("+a", bytes)], &[&format!("! a: is {name}, which is not read here: ")]);
    check_named(b"BZh91AY&SY", "a bzip2 archive");
    check_named(b"\xFD7zXZ\0\0", "an xz archive");
    check_named(b"7z\xBC\xAF\x27\x1C\0", "a 7z archive");
    check_named(b"Rar!\x1A\x07\x01\0", "a RAR archive");
    check_named(b"%PDF-1.7\n{1:F01", "a PDF document");
    check_named(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Office document");
    check_named(&zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<a/>")]), "an Office document");
    check(
        &[("+a.tar", &tar_of(&[("x.pdf", b"%PDF-1.7"), ("y.fin", ONE.as_bytes())]))],
        &["! a.tar!x.pdf: is a PDF", "a.tar!y.fin = mt"],
    );
}

// JSON.

#[test]
fn damage_is_reported_and_what_came_before_it_is_read() {
    let text = vec![b'x'; 300_000];
    let packed = gzip(&text);
    check(&[("+cut.gz", &packed[..packed.len() - 4])], &["! cut.gz: could not be read to its end"]);
    let files: [(&str, &[u8]); 2] = [("a.fin", ONE.as_bytes()), ("b.fin", &text)];
    let whole = tar_of(&files);
    let cut_in_entry = &whole[..whole.len() - 2048];
    check(
        &[("+cut.tar", cut_in_entry)],
        &["cut.tar!a.fin = mt", "cut.tar!b.fin = unknown", "! cut.tar!b.fin: could not be read", "! cut.tar: could"],
    );
    let cut_at_mark = &whole[..whole.len() - 1024];
    check(
        &[("+mark.tar", cut_at_mark)],
        &["mark.tar!a.fin = mt", "mark.tar!b.fin = unknown", "! mark.tar: could not be read to its end"],
    );
    let followed = [whole.as_slice(), ONE.as_bytes()].concat();
    check(
        &[("+more.tar", &followed)],
        &["more.tar!a.fin = mt", "more.tar!b.fin", "! more.tar: part of the archive cannot be unpacked"],
    );
    check(&[("+bad.zip", b"PK\x03\x04garbage")], &["! bad.zip: part of the archive cannot be unpacked"]);
}

#[test]
fn a_bomb_is_not_unpacked_to_its_end() {
    const FREE: usize = 64 * 1024 * 1024;
    let at_limit = zstd::encode_all(io::repeat(b' ').take(FREE as u64), 1).unwrap();
    assert_eq!(findings(&[("+a.zst", &at_limit)]).len(), 1);
    let bomb = zstd::encode_all(io::repeat(b'x').take(4 * FREE as u64), 1).unwrap();
    assert!(bomb.len() * 256 < FREE, "{}", bomb.len());
    check(&[("+bomb.zst", &bomb)], &["! bomb.zst: could not be read to its end (it unpacks to more than 256 times its size)"]);
}

// Streams.
