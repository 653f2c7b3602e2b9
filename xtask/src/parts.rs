//! The parts that come later, as they are published: their files, and the script by which the first part fetches them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::seal::{self, Sealed};
use crate::split::{LOADER, Split};

/// A file and the parts that need it.
type Needed = (Vec<String>, Sealed);

/// Writes the files into the bundle, and the script beside the bindings.
pub(crate) fn seal(stage: &Path, source: &Path, split: &Split) -> Result<()> {
    let mut files = Vec::new();
    for piece in &split.pieces {
        files.push((piece.parts.clone(), seal::wasm(stage, &piece.name, &piece.wasm, true)?));
    }
    for part in &split.parts {
        if seal::style_file(source, part).is_file() {
            files.push((vec![part.clone()], seal::style(stage, source, part, true)?));
        }
    }
    fs::write(split.loaders(), loaders(&source.join("boot/lazy.js"), &split.parts, &files))?;
    Ok(())
}

fn loaders(lazy: &Path, parts: &[String], files: &[Needed]) -> String {
    let mut script = format!("import {{ part }} from {lazy:?};\n");
    for part in parts {
        let needed = files.iter().filter(|(parts, _)| parts.contains(part));
        let needed: Vec<String> = needed.map(|(_, file)| file.json()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(script, "export const {LOADER}{part} = part([{}]);", needed.join(", "));
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_fetches_its_files_and_those_that_it_shares() {
        let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let file = |parts: &[&str], name: &str| {
            (named(parts), Sealed { name: name.to_owned(), integrity: "i".to_owned() })
        };
        let files =
            [file(&["later", "table"], "shared"), file(&["table"], "table"), file(&["later"], "style")];
        let script = loaders(Path::new("/boot/lazy.js"), &named(&["later", "table"]), &files);
        let [shared, table, style] = files.map(|(_, file)| file.json());
        let wanted = format!(
            "import {{ part }} from \"/boot/lazy.js\";\n\
             export const __wasm_split_load_later = part([{shared}, {style}]);\n\
             export const __wasm_split_load_table = part([{shared}, {table}]);\n"
        );
        assert_eq!(script, wanted);
    }
}
