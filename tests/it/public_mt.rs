//! Messages of public test suites: each is decided, its type is known, and one that its suite calls valid is not doubted.

use crate::support::{decide, messages, shared};
use interdict::message::Severity;

#[test]
fn public_messages_are_read_as_their_suites_say() {
    let Some(folder) = shared("data/messages") else { return };
    let manifest = std::fs::read_to_string(folder.join("MANIFEST.tsv")).unwrap();
    let mut offenders = Vec::new();
    let mut checked = 0;
    for line in manifest.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [file, _, message_type, verdict, ..] = columns.as_slice() else { panic!("{line}") };
        if !file.starts_with("mt") && !file.starts_with("traps/mt") {
            continue;
        }
        checked += 1;
        for message in messages(&std::fs::read(folder.join(file)).unwrap()) {
            let screened = decide(message);
            let defects = screened.frame.defects.iter().filter(|defect| defect.code.severity() == Severity::Doubt);
            let defects: Vec<String> = defects.map(|defect| format!("{}@{:?}", defect.code.as_str(), defect.span)).collect();
            let found = &screened.frame.message.message_type;
            offenders.push(format!("{file} {message_type} {verdict}: {found:?} {} {defects:?}", screened.frame.verdict));
        }
    }
    assert!(checked > 100, "only {checked} messages");
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}
