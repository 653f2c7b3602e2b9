//! Which source a bundle was built from: version and commit, in `version.json` and in the page's head, from where the
//! page's footer shows them. They stand in no wasm, so that a commit alone compiles nothing anew.

use std::path::Path;
use std::process::Command;

use crate::process::output_of;

/// A build's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Such as `0.1.0`.
    version: &'static str,
    /// 40 hexadecimal digits, with `-dirty` behind them where tracked files are not as they were committed, or
    /// `unknown` outside of a repository.
    commit: String,
}

impl Origin {
    /// The source in a folder.
    pub(crate) fn of(workspace: &Path) -> Self {
        // All packages of the workspace have one version.
        Self { version: env!("CARGO_PKG_VERSION"), commit: commit(workspace) }
    }

    /// `version.json`.
    pub(crate) fn json(&self) -> String {
        format!("{{\"version\":\"{}\",\"commit\":\"{}\"}}\n", self.version, self.commit)
    }

    /// The same in the page's head.
    pub(crate) fn tags(&self) -> String {
        format!(
            "<meta name=\"version\" content=\"{}\">\n<meta name=\"commit\" content=\"{}\">",
            self.version, self.commit
        )
    }
}

fn commit(workspace: &Path) -> String {
    let git = |words: &[&str]| {
        let mut command = Command::new("git");
        command.args(words).current_dir(workspace);
        // A hook of git's runs with these, and they name another repository.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        output_of(&mut command)
    };
    // A copy of the source may lie in a repository that does not know it.
    let known = git(&["ls-files", "--error-unmatch", "Cargo.lock"]).is_some();
    let named = known.then(|| git(&["describe", "--always", "--exclude=*", "--abbrev=40", "--dirty"]));
    let named = named.flatten().map(|text| text.trim().to_owned());
    named.filter(|name| is_commit(name)).unwrap_or_else(|| "unknown".to_owned())
}

/// What is written into a page as it is.
fn is_commit(text: &str) -> bool {
    let digits = text.strip_suffix("-dirty").unwrap_or(text);
    digits.len() >= 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_file_and_the_page_say_the_same() {
        let origin = Origin { version: "1.2.3", commit: "c".repeat(40) };
        assert_eq!(origin.json(), format!("{{\"version\":\"1.2.3\",\"commit\":\"{}\"}}\n", "c".repeat(40)));
        let tags = origin.tags();
        for (name, value) in [("version", "1.2.3"), ("commit", &"c".repeat(40))] {
            assert!(tags.contains(&format!("<meta name=\"{name}\" content=\"{value}\">")), "{tags}");
        }
    }

    #[test]
    fn a_commit_is_named_and_a_change_is_told() {
        let folder = std::env::temp_dir().join(format!("stocktake-origin-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("copy")).expect("writable");
        for file in ["Cargo.lock", "copy/Cargo.lock"] {
            fs::write(folder.join(file), "one").expect("writable");
        }
        assert_eq!(commit(&folder), "unknown");
        let git = |words: &str| {
            let mut command = Command::new("git");
            let named = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
            command.args(named).args(words.split(' ')).current_dir(&folder);
            output_of(&mut command).expect("git works")
        };
        git("init --quiet");
        assert_eq!(commit(&folder), "unknown", "nothing is committed");
        git("add Cargo.lock");
        git("commit --quiet --no-gpg-sign -m first");
        let head = git("rev-parse HEAD").trim().to_owned();
        assert_eq!(commit(&folder), head);
        assert_eq!(commit(&folder.join("copy")), "unknown", "the repository does not know this copy");
        git("tag -m v1 v1");
        assert_eq!(commit(&folder), head);
        fs::write(folder.join("Cargo.lock"), "two").expect("writable");
        assert_eq!(commit(&folder), format!("{head}-dirty"));
        fs::remove_dir_all(folder).expect("removable");
    }
}
