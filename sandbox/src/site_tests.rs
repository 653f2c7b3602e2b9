//! The policy's one change, and which files are reachable.

use super::*;

const PAGE: &str = r#"<!doctype html><html><head>
<meta charset="utf-8">
<META http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' https://*.aliyuncs.com https://*.myqcloud.com; style-src 'self'">
<title>connect-src > is not here; 清单</title></head></html>
"#;

#[test]
fn only_the_source_list_of_connect_src_changes() {
    let changed = with_connect_sources(PAGE, "SOURCES");
    let expected = PAGE.replace("'self' https://*.aliyuncs.com https://*.myqcloud.com", "SOURCES");
    assert_eq!(changed, expected);
}

#[test]
fn the_list_ends_with_the_attribute_when_it_is_last() {
    let page = r#"<meta content='img-src x;connect-src "self" a b' http-equiv=Content-Security-Policy><p>"#;
    let changed = with_connect_sources(page, "S");
    assert_eq!(changed, page.replace(r#""self" a b"#, "S"));
}

#[test]
fn a_page_without_the_directive_is_left_alone() {
    let pages = [
        "",
        "<meta",
        "<meta http-equiv=content-security-policy>",
        r#"<meta http-equiv="Content-Security-Policy" content="connect-src-elem x">"#,
        r#"<meta name="connect-src" content="connect-src x">"#,
    ];
    for page in pages {
        assert_eq!(with_connect_sources(page, "S"), page);
    }
}

#[test]
fn paths_never_leave_the_folder() {
    let folder = Path::new("site");
    let refused = [
        "/../secret",
        "/a/../../secret",
        "/%2e%2e/secret",
        "/%2E%2E%2Fsecret",
        "/..%5Csecret",
        "/a%00b",
        "/.hidden",
        "/./a",
        "/c:/x",
        "relative",
    ];
    for path in refused {
        assert_eq!(file_path(folder, path), None, "{path}");
    }
    assert_eq!(file_path(folder, "/"), Some("site/index.html".into()));
    assert_eq!(file_path(folder, "/a%20b/c.js"), Some("site/a b/c.js".into()));
    // A doubled slash must not turn into an absolute path.
    assert_eq!(file_path(folder, "//etc/passwd"), Some("site/etc/passwd".into()));
}

#[test]
fn encodings_are_taken_as_offered() {
    for (header, br) in [("gzip, br", true), ("br;q=1.0", true), ("br;q=0", false), ("", false)] {
        assert_eq!(accepts(header, "br"), br, "{header}");
    }
}

#[test]
fn names_with_a_hash_may_be_kept() {
    assert!(caching("stocktake-4f2a91bc03d7_bg.wasm").contains("immutable"));
    assert!(caching("index-0a1b2c3d.css").contains("immutable"));
    for name in ["boot.js", "style.css", "config.json", "deadbeef.js"] {
        assert_eq!(caching(name), "no-cache", "{name}");
    }
}
