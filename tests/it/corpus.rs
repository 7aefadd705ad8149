//! Messages of public test suites: each gets a Decision, loses no byte, and is recognised; valid ones raise no doubt.

use crate::support::{decide, messages, shared};
use crate::{mt_nothing_lost, mx_nothing_lost};
use interdict::frame::{Format, Frame};
use interdict::message::{Message, Severity};
use std::fs;

/// Files that are called valid and raise a doubt, or whose type is not what they are called, and why that is right.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("mt/prowide-core_MT100_005.txt", "headers alone"),
    ("mt/prowide-core_MT103_014.txt", "headers and blocks of one letter, without a text"),
    ("mt/prowide-core_MT103_033.txt", "headers alone"),
    ("mt/prowide-examples_MT202_001.txt", "13C, 52A and 58A hold something else"),
    ("mt/prowide-examples_MT202_002.txt", "13C and 58A hold something else"),
    ("mt/wso2_MT103-STP_001.txt", "a tag stands inside the line before it"),
    ("mt/queryfarm_MT940_002.txt", "the headers are an X"),
    ("mt/queryfarm_MT103_004.txt", "no party, and a UETR that is none"),
    ("mt/queryfarm_MT103_005.txt", "the headers are an X"),
    ("mt/queryfarm_MT103_016.txt", "the headers are an X, and no party"),
    ("mt/queryfarm_MT103_021.txt", "program text around a message"),
    ("mt/queryfarm_MT103_022.txt", "program text around a message"),
    ("mt/queryfarm_MT942_004.txt", "program text around a message"),
    ("mt/cmxl_MT940_004.txt", "headers in a form that SWIFT does not have"),
    ("mx/prowide-mx_pacs.009.001.02_001.xml", "a pacs.002 that speaks of a pacs.009"),
    ("mx/prowide-mx_pacs.008_003.xml", "called without the version that it has"),
    ("mx/prowide-mx_head.001.001.01_002.xml", "a business header that names no message"),
    ("mx/prowide-mx_head.001.001.02_001.xml", "a business header that names no message"),
    ("mx/prowide-mx_seev.037.002.02_007.xml", "two characters of text stand between elements"),
    ("mx/iso20022js_pain.002.001.03_002.xml", "its namespace is written in an attribute of another name"),
];

/// One file of the collection.
struct File<'t> {
    name: &'t str,
    message_type: &'t str,
    is_valid: bool,
}

fn files(table: &str) -> impl Iterator<Item = File<'_>> {
    table.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        File { name: cells[0], message_type: cells[2], is_valid: cells[3] == "valid" }
    })
}

/// What is wrong with how a message was read.
fn faults(file: &File<'_>, bytes: &[u8]) -> Vec<String> {
    let frame = Frame::new(bytes.to_vec().into());
    let message = Message::read(&frame);
    let lost = match frame.format() {
        Format::Mt => mt_nothing_lost::check(bytes).err(),
        Format::Mx => mx_nothing_lost::check(bytes).err(),
        Format::Unknown => None,
    };
    let mut faults: Vec<String> = lost.into_iter().collect();
    let read = message.message_type.as_deref().unwrap_or("none");
    if !is_type(file.message_type, read) {
        faults.push(format!("{} was read as {read}", file.message_type));
    }
    let doubts = message.defects.iter().filter(|defect| defect.code.severity() == Severity::Doubt);
    faults.extend(doubts.filter(|_| file.is_valid).map(|defect| format!("{} at {:?}", defect.code.as_str(), defect.span)));
    faults
}

/// Whether a type as the collection writes it (`MT103-STP`, `pacs.008.001.08`) is the one that was read. Fragments and files of several messages have none of their own.
fn is_type(called: &str, read: &str) -> bool {
    let name = called.trim_start_matches("MT").trim_end_matches('?').trim_end_matches("-frag").replace('-', "");
    match called {
        "fragment" | "unknown" | "RJE" | "AppHdr-only" => true,
        "ACK-SVC21" => read == "F21",
        _ => read == name || read.strip_prefix(&name).is_some_and(|variant| matches!(variant, "STP" | "REMIT" | "COV")),
    }
}

#[test]
fn messages_of_public_test_suites_are_understood() {
    let Some(folder) = shared("data/messages") else { return };
    let table = fs::read_to_string(folder.join("MANIFEST.tsv")).unwrap();
    let (mut count, mut wrong) = (0, Vec::new());
    for file in files(&table) {
        let bytes = fs::read(folder.join(file.name)).unwrap();
        for message in messages(&bytes) {
            count += 1;
            let screened = decide(message.clone());
            assert_eq!(screened.frame.message.sha256, *Frame::new(message.clone().into()).sha256());
            let faults = faults(&file, &message);
            match EXCEPTIONS.iter().find(|(name, _)| *name == file.name) {
                Some((name, _)) if faults.is_empty() => wrong.push(format!("{name} is no exception any more")),
                Some(_) => {}
                None => wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", file.name))),
            }
        }
    }
    println!("{count} messages, {} exceptions", EXCEPTIONS.len());
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}
