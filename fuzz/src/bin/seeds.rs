//! Writes the seeds of `answers` anew: every document in `tests/vectors`, under its own name. Those of the
//! other targets are few and were written by hand.

use std::fs;
use std::path::Path;

use serde_json::Value;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (provider, answers) in [("oss", "responses"), ("cos", "xml")] {
        let file = folder.join(format!("../tests/vectors/{provider}.json"));
        let vectors: Value = serde_json::from_slice(&fs::read(file).expect("the vectors")).expect("JSON");
        for answer in list(&vectors[answers]) {
            write(folder, provider, &answer["name"], &answer["body"]);
        }
        for request in list(&vectors["signing"]) {
            write(folder, provider, &request["name"], &request["request"]["body"]);
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn write(folder: &Path, provider: &str, name: &Value, body: &Value) {
    if let (Some(name), Some(body)) = (name.as_str(), body.as_str().filter(|body| !body.is_empty())) {
        fs::write(folder.join(format!("corpus/answers/{provider}-{name}.xml")), body).expect("written");
    }
}
