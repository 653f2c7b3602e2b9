//! What can be set for the site's `config.json`.

/// What the site answers for `config.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SiteConfig {
    /// The demo's connections.
    #[default]
    Demo,
    /// 200 with this text, as somebody wrote it.
    Text(String),
    /// 200 with a page: a login in front of the site, or what stands in for a missing file.
    Page,
    /// 404.
    Missing,
    /// 302 to a login.
    Redirect,
}
