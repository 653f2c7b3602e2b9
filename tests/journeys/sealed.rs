//! A bundle of which one byte was changed does not start, and says so.

use std::path::{Path, PathBuf};

use crate::browser::told;
use crate::cloud::OSS;
use crate::journey::{journey, journey_on};
use crate::page::Role;

const REFUSED: &str =
    "Stocktake did not start: one of its files is missing, blocked, or not the one that was published.";

/// A copy of the site; deleted when dropped.
struct Copied(PathBuf);

impl Copied {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("stocktake-sealed-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
        for file in files(Path::new(&told("STOCKTAKE_SITE"))) {
            let name = file.file_name().expect("a file has a name");
            std::fs::copy(&file, folder.join(name)).expect("a file of the site can be copied");
        }
        Copied(folder)
    }

    /// Changes one bit in the middle of the only such file, and removes its compressed siblings.
    fn damage(&self, stem: &str, extension: &str) {
        let mine =
            |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(stem));
        let (whole, compressed): (Vec<_>, Vec<_>) = files(&self.0)
            .into_iter()
            .filter(mine)
            .partition(|path| path.extension().is_some_and(|is| is.to_string_lossy() == extension));
        let [file] = whole.as_slice() else { panic!("one {stem}*.{extension} expected: {whole:?}") };
        let mut bytes = std::fs::read(file).expect("a file of the site can be read");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(file, bytes).expect("a copy can be written");
        for sibling in compressed {
            std::fs::remove_file(sibling).expect("a copy can be removed");
        }
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        // A leftover costs space in a folder that the system empties.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a folder can be read").path()).filter(|path| path.is_file()).collect()
}

async fn check(stem: &str, extension: &str) {
    let site = Copied::new(extension);
    site.damage(stem, extension);
    let name = format!("sealed_{extension}");
    journey_on(&name, site.0.clone(), async |journey| {
        journey.page.open("").await;
        journey.page.sees(REFUSED).await;
        let started: bool =
            journey.page.eval("return document.getElementById('app').childElementCount > 0").await;
        assert!(!started, "the app started all the same");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_script_is_refused() {
    check("boot-", "js").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_module_is_refused() {
    check("stocktake", "wasm").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_style_is_refused() {
    check("main-", "css").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sandbox_serves_the_published_page() {
    journey("the_sandbox_serves_the_published_page", async |journey| {
        journey.page.open("").await;
        let fetch = "
            const done = arguments[arguments.length - 1];
            fetch('index.html').then((answer) => answer.text()).then(done)";
        let answer = journey.page.driver().execute_async(fetch, vec![]).await;
        let served: String = answer.and_then(|answer| answer.convert()).expect("the page is served");
        let path = Path::new(&told("STOCKTAKE_SITE")).join("index.html");
        let published = std::fs::read_to_string(path).expect("a site has an index.html");
        let ([before, list, after], [shown_before, shown_list, shown_after]) =
            (around_sources(&published), around_sources(&served));
        assert_eq!((shown_before, shown_after), (before, after), "every other byte is the published one");
        assert!(list.contains("aliyuncs.com") && !list.contains("localhost"), "{list}");
        assert!(shown_list.contains("localhost"), "{shown_list}");
    })
    .await;
}

/// What stands before, in and after the list of `connect-src`.
fn around_sources(html: &str) -> [&str; 3] {
    let (before, rest) = html.split_once("connect-src").expect("the page has a content policy");
    let end = rest.find([';', '"']).expect("the policy ends");
    [before, &rest[..end], &rest[end..]]
}

/// The later part is asked for behind the first one: what is wrong with it is said there.
async fn check_later(extension: &str) {
    let name = format!("sealed_later_{extension}");
    let site = Copied::new(&name);
    site.damage("later-", extension);
    journey_on(&name, site.0.clone(), async |journey| {
        let page = &journey.page;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        page.finds(Role::Alert, "A part of the console could not be loaded.").await;
        page.finds(Role::Button, "Retry").await;
        page.click(Role::Button, "Retry").await;
        page.finds(Role::Alert, "A part of the console could not be loaded.").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_later_module_is_refused() {
    check_later("wasm").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_later_stylesheet_is_refused() {
    check_later("css").await;
}
