//! SWIFT FIN.
use super::Message;

pub(super) fn read(_bytes: &[u8]) -> Message<'_> {
    Message::default()
}
