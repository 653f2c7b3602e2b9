//! Takes out of the script what the wasm does not call any more.

use std::collections::HashSet;

/// The script without the functions that it offers and the wasm does not import.
pub(crate) fn imports(script: &str, imported: &HashSet<String>) -> String {
    const INDENT: &str = "        ";
    let mut kept = String::new();
    let mut inside = false;
    for line in script.split_inclusive('\n') {
        let entry = line.strip_prefix(INDENT).filter(|entry| entry.starts_with("__wb"));
        let name = entry.and_then(|entry| entry.split_once(": function(")).map(|(name, _)| name);
        inside |= name.is_some_and(|name| !imported.contains(name));
        if !inside {
            kept.push_str(line);
        }
        // An entry ends with a brace in its own column.
        inside &= !line.strip_prefix(INDENT).is_some_and(|end| end.starts_with('}'));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_functions_that_the_wasm_imports_stay() {
        let script = "const i = {\n        __wbg_a_1: function(x) {\n            x();\n        },\n\
            \x20       __wbg_b_1: function() { return handle(function () {\n            y();\n\
            \x20       }, arguments); },\n        __wbg_c_1: function() {\n        },\n};\n";
        let left = imports(script, &["__wbg_a_1".to_owned(), "__wbg_c_1".to_owned()].into());
        assert!(left.contains("x();") && !left.contains("y();") && left.contains("__wbg_c_1"), "{left}");
        assert!(left.ends_with("};\n"), "{left}");
    }
}
