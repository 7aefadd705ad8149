//! Stands in for modules that are being written elsewhere. REMOVE ON MERGE: each item names what takes its place.

use crate::decision::Decision;

/// -> `crate::journal::decision_json`
pub(super) fn decision_json(decision: &Decision) -> String {
    let message = &decision.message;
    let unit = decision.unit.as_ref().map(|unit| serde_json::json!({"index": unit.index, "count": unit.count}));
    serde_json::json!({
        "message": {"format": message.format.as_str(), "type": message.message_type, "sha256": hex(&message.sha256)},
        "unit": unit,
        "verdict": decision.verdict.as_str(),
        "defects": decision.defects.iter().map(|defect| serde_json::json!({"code": defect.code.as_str()})).collect::<Vec<_>>(),
        "versions": {"rail": decision.versions.rail, "as_of": decision.versions.as_of.to_string()},
    })
    .to_string()
}

/// -> `crate::journal::with_source`
pub(super) fn with_source(decision_json: &str, source: &str) -> String {
    let members = decision_json.strip_suffix('}').unwrap_or(decision_json);
    format!("{members},\"source\":{}}}", json(source))
}

/// -> `crate::journal::json`
pub(super) fn json(text: &(impl serde::Serialize + ?Sized)) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// -> `crate::journal::hex`
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
