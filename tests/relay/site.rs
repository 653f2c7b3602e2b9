//! A recipe at work, with something to serve in a folder below its own.

use std::path::Path;

use crate::place::{Folder, Running, copy_folder, free_port};
use crate::recipe::Server;
use crate::upstream::Upstream;

/// The folder of the console.
pub(crate) const CONSOLE: &str = "tools/stocktake";

/// The site, running.
pub(crate) struct Site {
    pub(crate) upstream: Upstream,
    pub(crate) port: u16,
    server: Server,
    running: Option<Running>,
    folder: Folder,
}

impl Site {
    /// Serves a page that stands for the console.
    pub(crate) async fn start(server: Server) -> Self {
        let folder = Folder::new();
        folder.make(&format!("site/{CONSOLE}"));
        for (name, text) in [
            ("index.html", "<!doctype html><title>Console</title>"),
            ("config.json", "{}"),
            ("app-0123456789abcdef.js", "1"),
            ("app-0123456789abcdef.js.gz", "packed by gzip"),
            ("app-0123456789abcdef.js.br", "packed by brotli"),
            ("app-0123456789abcdef.wasm", "2"),
            ("style-0123456789abcdef.css", "3"),
            ("licences.txt", "4"),
        ] {
            folder.write(&format!("site/{CONSOLE}/{name}"), text);
        }
        Site::of(folder, server).await
    }

    /// Serves a built console, with this `config.json` for the sandbox behind the relay.
    pub(crate) async fn with_console(
        server: Server,
        built: &Path,
        config: impl Fn(&Upstream) -> String,
    ) -> Self {
        let folder = Folder::new();
        copy_folder(built, &folder.path(&format!("site/{CONSOLE}")));
        let site = Site::of(folder, server).await;
        site.folder.write(&format!("site/{CONSOLE}/config.json"), &config(&site.upstream));
        site
    }

    async fn of(folder: Folder, server: Server) -> Self {
        let upstream = Upstream::start(&folder).await;
        let port = free_port();
        let running = Some(server.start(&folder, &upstream, port));
        Site { upstream, port, server, running, folder }
    }

    /// The address of the console, without the last slash.
    pub(crate) fn console(&self) -> String {
        format!("http://127.0.0.1:{}/{CONSOLE}", self.port)
    }

    /// Ends the server; gives all that it has written into whatever file, by the file's name.
    pub(crate) fn end(&mut self) -> Vec<(String, String)> {
        drop(self.running.take());
        let mut written = Vec::new();
        collect(&self.folder.path(self.server.name()), &mut written);
        written
    }
}

fn collect(folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            let bytes = std::fs::read(&path).unwrap_or_default();
            into.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}
