//! The browser's console: who wrote which line.

/// A line of the browser's console.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Who wrote it: `console-api` is the page, `network`, `security` and `other` are Chromium.
    pub(crate) source: String,
    /// Such as `SEVERE`.
    pub(crate) level: String,
    /// What it says.
    pub(crate) message: String,
}

impl From<thirtyfour::BrowserLogEntry> for Line {
    fn from(entry: thirtyfour::BrowserLogEntry) -> Self {
        Line { source: entry.source.unwrap_or_default(), level: entry.level, message: entry.message }
    }
}

impl Line {
    /// Whether Chromium wrote it about a request or a file, out of the program's reach.
    pub(crate) fn is_chromiums(&self) -> bool {
        match self.source.as_str() {
            "network" | "security" | "other" => true,
            // ChromeDriver's own page, which speaks the newer protocol.
            "console-api" => self.message.contains("\"Launching Mapper instance"),
            // What `fetch` was refused comes as of a script, like an uncaught exception; CORS with
            // the request's URL.
            "javascript" => {
                // The words follow the page's address and a dash, or the source and a line number.
                let after_address = self.message.split_once(" - ").map(|(_, words)| words);
                let after_line = self.message.splitn(3, ' ').nth(2);
                [after_address, after_line].into_iter().flatten().any(|words| {
                    words.starts_with("Access to fetch at '") || words.starts_with("Fetch API cannot load ")
                })
            }
            _ => false,
        }
    }
}
