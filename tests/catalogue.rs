//! The catalogue against itself and against its uses. That each use names a sentence and fills its places is the
//! compiler's; but in `leptos_i18n` a key that one language lacks is only a warning, a place that is misspelt is
//! plain text, and a sentence may lie there unused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The sentences with braces that a person is to type.
const LITERAL: [&str; 4] =
    ["connect.endpoint_hint", "endpoint.characters", "endpoint.path_style", "several.patterns"];

/// The macros that take a sentence by its key, as their second argument.
const MACROS: [&str; 3] = ["t!(", "t_string!(", "td_string!("];

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

/// The names in the `{{ name }}` places of a sentence, and what stands around them.
fn places(sentence: &str) -> (BTreeSet<&str>, String) {
    let is_name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let mut names = BTreeSet::new();
    let mut around = String::new();
    for (at, piece) in sentence.split("{{ ").enumerate() {
        match piece.split_once(" }}") {
            Some((name, rest)) if at > 0 && is_name(name) => {
                names.insert(name);
                around.push_str(rest);
            }
            _ if at > 0 => around.extend(["{{ ", piece]),
            _ => around.push_str(piece),
        }
    }
    (names, around)
}

fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push(fs::read_to_string(&path).expect("text"));
        }
    }
}

/// What stands behind each call of a macro, such as `t!(`; `format!(` is another one than `t!(`.
fn calls<'a>(text: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    let is_start = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let found = text.match_indices(opening).filter(move |(at, _)| is_start(&text[..*at]));
    found.map(|(at, found)| &text[at + found.len()..])
}

/// The arguments of a call whose parenthesis has been opened.
fn arguments(call: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in call.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                arguments.push(&call[start..at]);
                break;
            }
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                arguments.push(&call[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments
}

/// The key that an argument begins with; what fills its places may stand behind.
fn key(argument: &str) -> &str {
    let argument = argument.trim_start();
    let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    argument.find(|c| !is_of_key(c)).map_or(argument, |end| &argument[..end])
}

/// The keys of the sentences that the browser layer uses.
fn used() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&root().join("src/app"), &mut files);
    let mut used = BTreeSet::new();
    for text in &files {
        for call in MACROS.iter().flat_map(|name| calls(text, name)) {
            used.extend(arguments(call).get(1).map(|argument| key(argument).to_owned()));
        }
        // `sentences!(i18n, what, cause, next)` uses three keys of the group `error`.
        for call in calls(text, "sentences!(") {
            used.extend(arguments(call).iter().skip(1).map(|name| format!("error.{}", key(name))));
        }
    }
    assert!(used.len() > 150, "only {} uses were found: the scan is broken", used.len());
    used
}

#[test]
fn every_language_has_the_same_keys_and_places() {
    let files = languages();
    let first = sentences(&files[0]);
    for file in &files[1..] {
        let other = sentences(file);
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{}", file.display());
        for (key, sentence) in &first {
            assert_eq!(places(sentence).0, places(&other[key]).0, "{key} in {}", file.display());
        }
    }
}

#[test]
fn every_brace_belongs_to_a_place() {
    for file in languages() {
        for (key, sentence) in sentences(&file) {
            let around = places(&sentence).1;
            let typed = ["{bucket}", "{host}", "{id}"];
            let around = match LITERAL.contains(&key.as_str()) {
                true => typed.iter().fold(around, |around, typed| around.replace(typed, "")),
                false => around,
            };
            assert!(!around.contains(['{', '}']), "{key} in {}: {sentence}", file.display());
        }
    }
}

#[test]
fn every_sentence_is_used() {
    let used = used();
    let unused: Vec<String> =
        sentences(&languages()[0]).into_keys().filter(|key| !used.contains(key)).collect();
    assert_eq!(unused, Vec::<String>::new());
}
