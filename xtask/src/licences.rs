//! `licences.txt`: the licences of everything that is compiled into the wasm, with their texts. That is what cargo resolves
//! for wasm32 without tests, build scripts and macros. Those of the standard library are in a file of the compiler's own,
//! which lies beside it.
//!
//! Texts are the files that each package is published with. One that brings none gets the text of the MIT licence
//! with its authors' names, if it offers that licence; otherwise there is no bundle.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::output_of;
use crate::{paths, tools};

/// The file's name in the bundle.
pub(crate) const FILE: &str = "licences.txt";

/// The name of the one about the standard library.
pub(crate) const OF_STD: &str = "licences-std.html";

/// How the file of a licence begins, in capitals.
const NAMES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT"];

/// How a file begins that may hold the text of a licence: a notice has to come along, but is none.
const TEXTS: [&str; 4] = ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"];

/// Characters of the shortest licence text. The one of ISC has some 700.
const SHORTEST: usize = 400;

/// A package that is compiled into the wasm.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    /// As the package says it: `MIT OR Apache-2.0`.
    licence: String,
    /// It comes from this workspace, and from no registry.
    is_ours: bool,
}

/// Writes both files into a bundle.
///
/// # Errors
/// Where a package is not there or has no licence text.
pub(crate) fn write(workspace: &Path, folder: &Path) -> Result<()> {
    let of_std = paths::sysroot()?.join("share/doc/rust/COPYRIGHT-library.html");
    fs::copy(&of_std, folder.join(OF_STD)).with_context(|| format!("cannot copy {}", of_std.display()))?;
    fs::write(folder.join(FILE), text(workspace)?)?;
    Ok(())
}

fn text(workspace: &Path) -> Result<String> {
    let mut texts = Texts::default();
    // Packages of this workspace are no third party's; the first of them stands for all.
    let (ours, theirs): (Vec<_>, Vec<_>) = tree(workspace)?.into_iter().partition(|package| package.is_ours);
    let first = ours.iter().find(|package| package.name == "stocktake").context("stocktake is not there")?;
    texts.add(first, &licence_files(workspace)?)?;
    for package in &theirs {
        texts.add(package, &licence_files(&registry_folder(package)?)?)?;
    }
    texts.add_std()?;
    Ok(texts.written())
}

/// What the console is compiled from for wasm32.
fn tree(workspace: &Path) -> Result<Vec<Package>> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["tree", "--locked", "--package", "stocktake", "--target", tools::TARGET])
        .args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}|{l}"])
        .current_dir(workspace);
    let lines = output_of(&mut cargo).context("cargo cannot tell what is compiled")?;
    let mut packages = lines.lines().map(parsed).collect::<Result<Vec<_>>>()?;
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// `name v1.2.3|MIT`, `name v1.2.3 (/folder)|MIT (*)`. A package that comes from git (`name v1.2.3 (https://…)|MIT`)
/// is an error: its licence would have to be looked for elsewhere.
fn parsed(line: &str) -> Result<Package> {
    let read = || {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('|')?;
        let (name, rest) = package.split_once(" v")?;
        let (version, folder) = rest.split_once(" (").unwrap_or((rest, ""));
        // What comes from somebody's repository is in no folder of ours, and no registry's.
        if folder.contains("://") {
            return None;
        }
        let is_ours = !folder.is_empty();
        Some(Package { name: name.into(), version: version.into(), licence: licence.into(), is_ours })
    };
    read().with_context(|| format!("cargo tree wrote `{line}`: no package of a registry or of a folder"))
}

/// Where cargo has unpacked a package from a registry.
fn registry_folder(package: &Package) -> Result<PathBuf> {
    let name = format!("{}-{}", package.name, package.version);
    let registries = paths::cargo_home()?.join("registry/src");
    let found = fs::read_dir(&registries).with_context(|| format!("cannot read {}", registries.display()))?;
    let mut folders = found.flatten().map(|registry| registry.path().join(&name));
    folders.find(|folder| folder.is_dir()).with_context(|| format!("the source of {name} is not there"))
}

/// Whether the name of a file begins, in capitals, with one of these.
fn begins_with(file: &Path, names: &[&str]) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
    names.iter().any(|start| name.starts_with(start))
}

/// The licence files of a folder, by name.
fn licence_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_file() && begins_with(&path, &NAMES) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Packages, and the texts of their licences: each text once, under all that it is of.
#[derive(Default)]
struct Texts {
    /// Package and licence as they are listed.
    listed: Vec<[String; 2]>,
    /// By its words: the text and its packages. Packages break the lines of one text differently.
    texts: BTreeMap<String, (String, Vec<String>)>,
}

impl Texts {
    fn add(&mut self, package: &Package, files: &[PathBuf]) -> Result<()> {
        let name = format!("{} {}", package.name, package.version);
        let texts = files.iter().map(|file| read(file)).collect::<Result<Vec<_>>>()?;
        // A file may only name the licence, and a notice may be long without being one.
        let is_text = |(file, text): (&PathBuf, &String)| begins_with(file, &TEXTS) && text.len() >= SHORTEST;
        if !files.iter().zip(&texts).any(is_text) {
            self.of(&name, &mit_of(package)?);
        }
        texts.iter().for_each(|text| self.of(&name, text));
        self.listed.push([name, package.licence.clone()]);
        Ok(())
    }

    fn add_std(&mut self) -> Result<()> {
        let rustc = output_of(Command::new("rustc").arg("--version")).context("there is no rustc")?;
        let version = rustc.split_whitespace().nth(1).unwrap_or_default();
        let licence = format!("MIT OR Apache-2.0; in full, with what it is made of, in {OF_STD}");
        self.listed.push([format!("Rust standard library {version}"), licence]);
        Ok(())
    }

    fn of(&mut self, package: &str, text: &str) {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, packages) = self.texts.entry(words).or_insert_with(|| (text.to_owned(), Vec::new()));
        if packages.last().is_none_or(|last| last != package) {
            packages.push(package.to_owned());
        }
    }

    fn written(mut self) -> String {
        self.listed.sort();
        self.listed.dedup();
        // The mark at the beginning says UTF-8 where a host does not.
        let mut out =
            "\u{feff}What Stocktake's WebAssembly is compiled from, and under which licences.\n\n".to_owned();
        for [package, licence] in &self.listed {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{package}: {licence}");
        }
        let mut texts: Vec<_> = self.texts.into_values().collect();
        texts.sort_by(|(_, one), (_, other)| one.cmp(other));
        for (text, packages) in texts {
            let line = "-".repeat(80);
            let _ = write!(out, "\n{line}\n{}\n{line}\n\n{text}\n", packages.join(", "));
        }
        out
    }
}

/// A licence text with one kind of line end, and without blanks behind lines.
fn read(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim_matches('\n').to_owned())
}

/// The MIT licence for a package that offers it and brings no text.
fn mit_of(package: &Package) -> Result<String> {
    let offered = package.licence.split([' ', '/', '(', ')']).any(|word| word == "MIT");
    if !offered || package.licence.contains(" AND ") {
        bail!("{} {} ({}) brings no licence text", package.name, package.version, package.licence);
    }
    let manifest = registry_folder(package)?.join("Cargo.toml");
    let manifest =
        fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let authors = authors(&manifest).unwrap_or_else(|| format!("the authors of {}", package.name));
    Ok(MIT.replace("{authors}", &authors))
}

/// `authors = ["A <a@example.com>", "B"]` of a manifest, on one line or several.
fn authors(manifest: &str) -> Option<String> {
    let (_, rest) = manifest.split_once("\nauthors = [")?;
    let (list, _) = rest.split_once(']')?;
    let names: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// <https://spdx.org/licenses/MIT.html>
const MIT: &str = include_str!("mit.txt");

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, licence: &str) -> Package {
        Package { name: name.into(), version: "1.0.0".into(), licence: licence.into(), is_ours: false }
    }

    #[test]
    fn lines_of_cargo_tree_are_read() {
        let plain = parsed("serde v1.0.2+a|MIT OR Apache-2.0 (*)").expect("a package");
        assert_eq!((plain.name.as_str(), plain.version.as_str()), ("serde", "1.0.2+a"));
        assert_eq!((plain.licence.as_str(), plain.is_ours), ("MIT OR Apache-2.0", false));
        let local = parsed("markup v0.1.0 (/a folder/markup)|MIT").expect("a package");
        assert_eq!((local.version.as_str(), local.is_ours), ("0.1.0", true));
        assert!(parsed("warning: something").is_err());
        // It is not ours, though something stands in brackets.
        for from_git in ["https://github.com/a/b?branch=main#0123abcd", "ssh://git@example.com/a/b#0123abcd"]
        {
            assert!(parsed(&format!("b v1.0.0 ({from_git})|MIT")).is_err(), "{from_git}");
        }
    }

    #[test]
    fn a_text_stands_once_under_all_its_packages() {
        let mut texts = Texts::default();
        texts.of("b 1.0.0", "the same\n  words");
        texts.of("a 1.0.0", "the same words");
        texts.of("a 1.0.0", "other words");
        let text = texts.written();
        assert_eq!(text.matches("words").count(), 2, "{text}");
        assert!(text.contains("\nb 1.0.0, a 1.0.0\n") && text.contains("\na 1.0.0\n"), "{text}");
    }

    #[test]
    fn authors_are_read_from_one_line_or_several() {
        let one = "[package]\nauthors = [\"A <a@example.com>\"]\nname = \"x\"";
        assert_eq!(authors(one).as_deref(), Some("A <a@example.com>"));
        let several = "[package]\nauthors = [\n    \"A\",\n    \"B\",\n]\n";
        assert_eq!(authors(several).as_deref(), Some("A, B"));
        assert_eq!(authors("[package]\nauthors = []\n"), None);
        assert_eq!(authors("[package]\n"), None);
    }

    #[test]
    fn a_package_without_a_text_that_does_not_offer_mit_is_refused() {
        for licence in ["Apache-2.0", "MIT AND Zlib", "MIT-0", ""] {
            assert!(mit_of(&package("x", licence)).is_err(), "{licence}");
        }
    }

    #[test]
    fn a_notice_is_no_licence_text() {
        let folder = std::env::temp_dir().join(format!("licences-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let write = |name: &str, words: usize| {
            let file = folder.join(name);
            fs::write(&file, "word ".repeat(words)).expect("written");
            file
        };
        let notices = ["NOTICE", "COPYRIGHT.txt"].map(|name| write(name, SHORTEST));
        let licence = [write("LICENSE-APACHE", SHORTEST)];
        // It offers no MIT, so there is no text that could stand for a missing one.
        let add = |files: &[PathBuf]| Texts::default().add(&package("x", "Apache-2.0"), files);
        let (alone, beside) = (add(&notices), add(&[&notices[..], &licence].concat()));
        let named = add(&[write("LICENSE", 10)]);
        fs::remove_dir_all(&folder).expect("removed");
        assert!(alone.is_err() && named.is_err());
        beside.expect("the licence is there");
    }

    /// What is tested with, built with or expanded from is in no wasm.
    #[test]
    fn everything_in_the_wasm_is_named_with_a_text_and_nothing_else() {
        let packages = tree(&paths::workspace().expect("run by cargo")).expect("it resolves");
        let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
        for inside in ["leptos", "wasm-bindgen", "web-sys", "sha2", "quick-xml"] {
            assert!(names.contains(&inside), "{inside} is missing");
        }
        for outside in ["thirtyfour", "proptest", "leptos_macro", "leptos_i18n_build", "sandbox", "tokio"] {
            assert!(!names.contains(&outside), "{outside} is in no wasm");
        }
        for package in packages.iter().filter(|package| !package.is_ours) {
            let mut texts = Texts::default();
            let files = licence_files(&registry_folder(package).expect("its source is there"));
            texts.add(package, &files.expect("readable")).expect("it has a text");
            assert!(texts.texts.keys().any(|words| words.len() > SHORTEST), "{package:?}");
        }
    }
}
