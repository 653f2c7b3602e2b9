//! Short names between the wasm and its script.
//!
//! wasm-bindgen names each import and export after what it does and adds a hash of 16 digits, in
//! the wasm and again in the script. Digits of a hash do not compress: for this bundle they weigh
//! 4 KB (brotli). Both files are ours to write, so both get the same short names.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, Result, bail};

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// Before each short name, so that it cannot be one of the script's own.
const MARK: char = '$';

/// Both parts of the wasm and the scripts with short names. What the later part imports is what the first
/// one exports.
pub(crate) fn shorten(first: &[u8], later: &[u8], scripts: &mut [String]) -> Result<[Vec<u8>; 2]> {
    let taken = |script: &String| {
        script.split(MARK).skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    if scripts.iter().any(taken) {
        bail!("the bindings use names with {MARK} themselves");
    }
    let mut names = Names::default();
    let first = renamed(first, &mut names)?;
    // Its own exports are called by nobody: its functions are reached through the table.
    let later = renamed(later, &mut names)?;
    for script in scripts {
        *script = rename(script, &names.0);
    }
    Ok([first, later])
}

fn renamed(wasm: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let mut out = wasm.get(..8).context("no wasm header")?.to_vec();
    for (kind, body) in sections(wasm)? {
        let body = match kind {
            IMPORTS => imports(body, names)?,
            EXPORTS => exports(body, names)?,
            _ => body.to_vec(),
        };
        out.push(kind);
        push_number(&mut out, body.len());
        out.extend(body);
    }
    Ok(out)
}

/// The names of the functions that the wasm imports.
pub(crate) fn imported(wasm: &[u8]) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for (_, body) in sections(wasm)?.into_iter().filter(|(kind, _)| *kind == IMPORTS) {
        // Read for its names only: what it would write is dropped.
        let mut names = Names::default();
        imports(body, &mut names)?;
        found.extend(names.0.into_keys());
    }
    Ok(found)
}

/// The sections behind the header: kind and body.
fn sections(wasm: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut rest = Reader(wasm.get(8..).context("no wasm header")?);
    let mut sections = Vec::new();
    while let Some(kind) = rest.byte() {
        let length = rest.number()?;
        sections.push((kind, rest.take(length)?));
    }
    Ok(sections)
}

/// The short name of each long one.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn of(&mut self, long: &str) -> String {
        // The script has variables of that name, too.
        if long == "memory" { long.to_owned() } else { self.short(long) }
    }

    fn short(&mut self, long: &str) -> String {
        let next = self.0.len();
        self.0.entry(long.to_owned()).or_insert_with(|| numbered(next)).clone()
    }
}

fn numbered(mut number: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let mut name = MARK.to_string();
    loop {
        name.push(char::from(LETTERS[number % 26]));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}

fn imports(body: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let (mut reader, mut out) = (Reader(body), Vec::new());
    let count = reader.number()?;
    push_number(&mut out, count);
    for _ in 0..count {
        let module = reader.text()?;
        let field = reader.text()?;
        push_text(&mut out, module);
        push_text(&mut out, &names.of(field));
        let kind = reader.byte().context("an import without a kind")?;
        out.push(kind);
        let numbers = match kind {
            // A function: its type.
            0 => 1,
            // A table: what it holds, then its limits.
            1 => {
                out.push(reader.byte().context("a table without a type")?);
                limits(&mut reader, &mut out)?
            }
            // A memory: its limits.
            2 => limits(&mut reader, &mut out)?,
            // A global: its type, and whether it changes.
            3 => 2,
            _ => bail!("an import of an unknown kind: {field}"),
        };
        for _ in 0..numbers {
            push_number(&mut out, reader.number()?);
        }
    }
    Ok(out)
}

/// How many numbers follow: a smallest size, and perhaps a largest.
fn limits(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Result<usize> {
    let flags = reader.byte().context("limits that are cut off")?;
    out.push(flags);
    Ok(1 + usize::from(flags & 1))
}

fn exports(body: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let (mut reader, mut out) = (Reader(body), Vec::new());
    let count = reader.number()?;
    push_number(&mut out, count);
    for _ in 0..count {
        let name = reader.text()?;
        push_text(&mut out, &names.of(name));
        out.push(reader.byte().context("an export without a kind")?);
        push_number(&mut out, reader.number()?);
    }
    Ok(out)
}

/// Replaces whole identifiers.
fn rename(script: &str, names: &HashMap<String, String>) -> String {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|c| !part(c)).unwrap_or(rest.len());
        out.push_str(names.get(&rest[..word]).map_or(&rest[..word], String::as_str));
        rest = &rest[word..];
        let gap = rest.find(part).unwrap_or(rest.len());
        out.push_str(&rest[..gap]);
        rest = &rest[gap..];
    }
    out
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned number of the wasm format: seven bits a byte, the lowest first.
    fn number(&mut self) -> Result<usize> {
        let (mut value, mut shift) = (0_usize, 0);
        loop {
            let byte = self.byte().context("the wasm is cut off")?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
            shift += 7;
            if shift > 28 {
                bail!("a number in the wasm is too long");
            }
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("the wasm is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }
}

fn push_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    push_number(out, text.len());
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports `m.long_a` and exports it as `long_b`, and its memory.
    fn module() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([1, 4, 1, 0x60, 0, 0]);
        wasm.extend([2, 12, 1, 1, b'm', 6]);
        wasm.extend(b"long_a");
        wasm.extend([0, 0]);
        wasm.extend([7, 19, 2, 6]);
        wasm.extend(b"long_b");
        wasm.extend([0, 0, 6]);
        wasm.extend(b"memory");
        wasm.extend([2, 0]);
        wasm
    }

    /// A module that imports `m.long_b` as a global, a table and a memory.
    fn later() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([2, 39, 3, 1, b'm', 6]);
        wasm.extend(b"long_b");
        wasm.extend([3, 0x7f, 1, 1, b'm', 6]);
        wasm.extend(b"long_c");
        wasm.extend([1, 0x70, 1, 2, 9, 1, b'm', 6]);
        wasm.extend(b"memory");
        wasm.extend([2, 0, 1]);
        wasm
    }

    #[test]
    fn both_files_get_the_same_short_names_and_memory_keeps_its_own() {
        let script = "const i = {long_a: f, long_ab: g}; wasm.long_b(wasm.memory)";
        let mut scripts = [script.to_owned(), "first.long_b()".to_owned()];
        let [first, later] = shorten(&module(), &later(), &mut scripts).expect("two modules");
        assert_eq!(scripts, ["const i = {$a: f, long_ab: g}; wasm.$b(wasm.memory)", "first.$b()"]);
        for wasm in [&first, &later] {
            let text = String::from_utf8_lossy(wasm).into_owned();
            assert!(text.contains("$b") && text.contains("memory"), "{text}");
            assert!(!text.contains("long"), "{text}");
        }
        // Shortening what is short changes no length: the sections still parse.
        assert!(shorten(&first, &later, &mut []).is_ok());
    }

    #[test]
    fn a_cut_off_module_is_refused() {
        let module = module();
        assert!(shorten(&module[..module.len() - 3], &module, &mut []).is_err());
        assert!(shorten(b"\0as", &module, &mut []).is_err());
        assert!(shorten(&module, &module, &mut ["$a".to_owned()]).is_err());
    }

    #[test]
    fn names_stay_short_and_apart() {
        assert_eq!([0, 25, 26, 700].map(numbered), ["$a", "$z", "$ab", "$yab"]);
    }
}
