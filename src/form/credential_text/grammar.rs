//! What the grammars of the texts have in common: comments, headings, commands, escapes.

use super::section::Section;
use crate::model::echo::beginning;

/// Words that begin a statement and say nothing of its name.
const COMMANDS: [&str; 9] = ["export", "set", "declare", "local", "const", "let", "var", "env", "run"];
/// Commands that take a name and a value without anything between them.
pub(super) const SETTERS: [&str; 3] = ["setx", "setenv", "env"];
/// Values that say that there is none, or where it is to be had.
const NO_VALUES: [&str; 7] = ["null", "none", "nil", "undefined", "true", "false", "~"];
const ELSEWHERE: [&str; 6] = ["$", "<", "var.", "process.env", "os.environ", "os.getenv"];

/// Bytes of the longest name that is looked for.
pub(super) const LONGEST_NAME: usize = 256;

/// Where a statement stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Ends with its line.
    Line,
    /// Between brackets, where a line may end anywhere.
    Block,
}

/// The name in `[name]`, alone in its line.
pub(super) fn heading(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?;
    let (name, behind) = name.trim_start_matches('[').split_once(']')?;
    let behind = behind.trim_start_matches(']').trim();
    let is_name = !name.contains(['{', '[', ':', ',', '=', '\'']) && !name.trim().is_empty();
    (is_name && (behind.is_empty() || behind.starts_with(['#', ';']))).then(|| name.trim().trim_matches('"'))
}

/// Whether a text begins with a comment. `first` says that nothing but blanks stands before it in its line.
pub(super) fn begins_comment(text: &str, place: Place, first: bool) -> bool {
    text.starts_with('#')
        || text.starts_with("/*")
        || text.starts_with("//")
        || (first
            && place == Place::Line
            && (text.starts_with([';', '!'])
                || text.starts_with("::")
                || text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("rem "))))
}

/// Whether a quote is closed in a line.
pub(super) fn closes_in(line: &str, quote: char) -> bool {
    line.contains(quote)
}

/// Whether the rest of a line, behind a value, has another name with a value in it, or code.
pub(super) fn has_another_name(tail: &str) -> bool {
    let tail = beginning(tail, LONGEST_NAME);
    let first = tail.split_whitespace().next().unwrap_or_default();
    let is_flag = first.starts_with("--") || (first.starts_with('-') && first.len() == 2);
    if is_flag || first.starts_with(['"', '\'']) {
        return true;
    }
    let statement = tail.split([',', ';', '"', '\'']).next().unwrap_or_default();
    if statement.contains(['(', '{']) {
        return true;
    }
    let Some((name, behind)) = statement.split_once(['=', ':']) else { return false };
    let word = bare_name(name);
    let is_name = word.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
        && !word.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '+'));
    // What ends with `=` is the end of a value of Base64; before a quote the statement was cut.
    is_name && !behind.starts_with('=') && (!behind.trim().is_empty() || statement.len() < tail.len())
}

/// A name without the words of a command before it.
pub(super) fn bare_name(name: &str) -> &str {
    let mut name = name.trim();
    while let Some((first, rest)) = name.split_once(char::is_whitespace)
        && (first.starts_with('-') || COMMANDS.iter().any(|command| first.eq_ignore_ascii_case(command)))
    {
        name = rest.trim_start();
    }
    name
}

/// Whether a word is a value.
pub(super) fn has_value(word: &str) -> bool {
    !NO_VALUES.iter().any(|none| word.eq_ignore_ascii_case(none))
        && !ELSEWHERE.iter().any(|beginning| word.starts_with(beginning))
}

/// Words that have no `=` among them: flags with their values (`--sts-token CAIS`), and the commands that set a
/// variable (`setx NAME VALUE`, `set -x NAME VALUE`).
pub(super) fn words(text: &str, into: &mut Section) {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [command, name, value] if SETTERS.iter().any(|setter| command.eq_ignore_ascii_case(setter)) => {
            into.add(name, value);
        }
        [command, option, name, value] if *command == "set" && option.starts_with('-') => {
            into.add(name, value);
        }
        words => {
            for pair in words.windows(2) {
                if let [flag, value] = pair
                    && flag.starts_with("--")
                    && !value.starts_with('-')
                {
                    into.add(flag, value);
                }
            }
        }
    }
}

/// The character that an escape stands for.
pub(super) fn escaped(c: char, chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let mut code = |digits: usize| {
        let text: String = chars.by_ref().take(digits).map(|(_, c)| c).collect();
        u32::from_str_radix(&text, 16).ok().and_then(char::from_u32)
    };
    match c {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'u' => code(4),
        'x' => code(2),
        // A line that goes on.
        '\n' => None,
        c => Some(c),
    }
}
