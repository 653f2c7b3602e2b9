//! Bytes as text, the way signatures and Content-MD5 need them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Standard base64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads standard base64 with padding.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Text for an XML element: `& < >` escaped.
pub(crate) fn xml_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Elements of text, one a line.
pub(crate) fn xml_lines(indent: &str, elements: &[(&str, String)]) -> String {
    let lines = elements.iter().map(|(name, text)| format!("{indent}<{name}>{}</{name}>\n", xml_text(text)));
    lines.collect()
}
