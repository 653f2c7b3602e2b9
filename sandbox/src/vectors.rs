//! The recorded vectors, for tests.

use serde_json::Value;

pub(crate) fn oss() -> Value {
    read("oss.json")
}

pub(crate) fn cos() -> Value {
    read("cos.json")
}

fn read(name: &str) -> Value {
    let path = format!("{}/../tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect(name);
    serde_json::from_str(&text).expect("the vectors are JSON")
}
