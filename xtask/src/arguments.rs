//! Command-line arguments, read by hand: three commands with six options do not
//! justify the compile time of a parser crate.

use std::collections::VecDeque;

use anyhow::{Result, bail, ensure};

/// What is left of the command line.
pub(crate) struct Arguments(VecDeque<String>);

impl Arguments {
    /// The arguments of this process, without the program's name.
    pub(crate) fn from_environment() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// Takes the first word.
    pub(crate) fn command(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Takes `name` if it is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() != before
    }

    /// Takes every `name VALUE` and `name=VALUE`.
    pub(crate) fn values(&mut self, name: &str) -> Result<Vec<String>> {
        self.taken(name, |words| words.pop_front().into_iter().collect())
    }

    /// Takes every `name VALUE...` and `name=VALUE`: the values end with the next option. At least one stands behind
    /// each name.
    pub(crate) fn lists(&mut self, name: &str) -> Result<Vec<String>> {
        self.taken(name, |words| {
            let end = words.iter().position(|word| word.starts_with("--")).unwrap_or(words.len());
            words.drain(..end).collect()
        })
    }

    /// Takes what `behind` takes of the words behind each `name`, which is never nothing, and every `name=VALUE`.
    fn taken(
        &mut self,
        name: &str,
        behind: impl Fn(&mut VecDeque<String>) -> Vec<String>,
    ) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let mut rest = VecDeque::new();
        while let Some(word) = self.0.pop_front() {
            if word == name {
                let values = behind(&mut self.0);
                ensure!(!values.is_empty(), "{name} needs a value");
                found.extend(values);
            } else if let Some(value) = word.strip_prefix(name).and_then(|w| w.strip_prefix('=')) {
                found.push(value.to_owned());
            } else {
                rest.push_back(word);
            }
        }
        self.0 = rest;
        Ok(found)
    }

    /// Takes `name VALUE`, which may stand once.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let mut values = self.values(name)?;
        if values.len() > 1 {
            bail!("{name} is given more than once");
        }
        Ok(values.pop())
    }

    /// Refuses what nobody took.
    pub(crate) fn finish(self) -> Result<()> {
        match self.0.front() {
            Some(word) => bail!("unexpected argument `{word}`; see `cargo xtask --help`"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &str) -> Arguments {
        Arguments(words.split(' ').map(str::to_owned).collect())
    }

    #[test]
    fn options_are_taken_in_both_forms_and_the_rest_is_refused() {
        let mut given = arguments("--connect https://a --keep-going --connect=https://b --what");
        assert_eq!(given.values("--connect").expect("both have values"), ["https://a", "https://b"]);
        assert!(given.flag("--keep-going"));
        assert!(!given.flag("--keep-going"));
        let error = given.finish().expect_err("--what is unknown").to_string();
        assert!(error.contains("--what"), "{error}");
    }

    #[test]
    fn a_list_ends_with_the_next_option() {
        let mut given = arguments("--only https://a https://b --out dist --only=https://c");
        assert_eq!(given.lists("--only").expect("it has values"), ["https://a", "https://b", "https://c"]);
        assert_eq!(given.value("--out").expect("it has a value").as_deref(), Some("dist"));
        assert!(given.finish().is_ok());
        assert!(arguments("--only --out dist").lists("--only").is_err());
        assert!(arguments("--out dist --only").lists("--only").is_err());
    }

    #[test]
    fn an_option_without_its_value_is_refused() {
        assert!(arguments("--port").value("--port").is_err());
        assert!(arguments("--port 1 --port 2").value("--port").is_err());
    }
}
