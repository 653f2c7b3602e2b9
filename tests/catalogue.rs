//! The catalogue against itself and against its uses: in `leptos_i18n` a key that one language
//! lacks is only a warning, and a place that nobody fills would be shown in braces.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every sentence of a language by its key, such as `rules.title`.
fn sentences(language: &Path) -> BTreeMap<String, String> {
    fn collect(prefix: &str, value: &Value, into: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                    collect(&key, value, into);
                }
            }
            Value::String(text) => {
                into.insert(prefix.to_owned(), text.clone());
            }
            other => panic!("{prefix} is neither an object nor a text: {other}"),
        }
    }
    let text = fs::read_to_string(language).expect("a language file");
    let mut all = BTreeMap::new();
    collect("", &serde_json::from_str(&text).expect("JSON"), &mut all);
    all
}

fn languages() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(root().join("locales"))
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// The `{name}` places of a sentence.
fn places(sentence: &str) -> BTreeSet<String> {
    let is_name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let after_braces = sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    after_braces.map(|(name, _)| name.to_owned()).filter(|name| is_name(name)).collect()
}

fn sources(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push((path.clone(), fs::read_to_string(&path).expect("text")));
        }
    }
}

/// A use of a sentence: its key, and the places that the use fills.
struct Use {
    file: PathBuf,
    key: String,
    filled: BTreeSet<String>,
}

fn uses() -> Vec<Use> {
    let mut files = Vec::new();
    sources(&root().join("src/app"), &mut files);
    let mut uses = Vec::new();
    for (file, text) in files {
        let pieces: Vec<&str> = text.split("td_string!(").collect();
        for (before, after) in pieces.iter().zip(&pieces[1..]) {
            let (inside, rest) = after.split_once(')').expect("a closed call");
            let mut parts = inside.split(',').map(str::trim);
            let key = parts.nth(1).unwrap_or_default().to_owned();
            if key.contains('$') {
                continue; // The macro that gives the three sentences of an error: see `error_uses`.
            }
            let values = rest.trim_start().strip_prefix(',').filter(|_| before.trim_end().ends_with("fill("));
            let list = values.and_then(|values| values.split_once(']')).map_or("", |(list, _)| list);
            let filled = list.split("(\"").skip(1).filter_map(|value| value.split_once('"'));
            uses.push(Use {
                file: file.clone(),
                key,
                filled: filled.map(|(name, _)| name.to_owned()).collect(),
            });
        }
        uses.extend(error_uses(&file, &text));
    }
    assert!(uses.len() > 150, "only {} uses were found: the scan is broken", uses.len());
    uses
}

/// The places that are filled in every sentence about an error, whether it has them or not.
const ERROR_PLACES: [&str; 6] = ["origin", "endpoint", "provider", "rights", "limit", "apart"];

/// `sentences!(i18n, what, cause, next)` uses three keys of the group `error`.
fn error_uses(file: &Path, text: &str) -> Vec<Use> {
    let calls = text.split("sentences!(").skip(1).filter_map(|rest| rest.split_once(')'));
    let names = calls.flat_map(|(inside, _)| inside.split(',').skip(1).map(str::trim));
    let filled: BTreeSet<String> = ERROR_PLACES.map(str::to_owned).into();
    names
        .map(|name| Use { file: file.to_owned(), key: format!("error.{name}"), filled: filled.clone() })
        .collect()
}

#[test]
fn every_language_has_the_same_keys_and_places() {
    let files = languages();
    let first = sentences(&files[0]);
    for file in &files[1..] {
        let other = sentences(file);
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{}", file.display());
        for (key, sentence) in &first {
            assert_eq!(places(sentence), places(&other[key]), "{key} in {}", file.display());
        }
    }
}

#[test]
fn every_use_has_its_sentence_and_fills_its_places() {
    // Written for a person to type, not to be filled.
    const LITERAL: [&str; 3] = ["connect.endpoint_hint", "endpoint.characters", "endpoint.path_style"];
    let sentences = sentences(&languages()[0]);
    for Use { file, key, filled } in uses() {
        let sentence =
            sentences.get(&key).unwrap_or_else(|| panic!("{key} in {} is nowhere", file.display()));
        let of_an_error = filled.len() == ERROR_PLACES.len();
        if of_an_error {
            assert!(places(sentence).is_subset(&filled), "{key} in {}", file.display());
        } else if !LITERAL.contains(&key.as_str()) {
            assert_eq!(filled, places(sentence), "{key} in {}", file.display());
        }
    }
}

#[test]
fn every_sentence_is_used() {
    let used: BTreeSet<String> = uses().into_iter().map(|one| one.key).collect();
    let unused: Vec<String> =
        sentences(&languages()[0]).into_keys().filter(|key| !used.contains(key)).collect();
    assert_eq!(unused, Vec::<String>::new());
}
