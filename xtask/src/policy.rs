//! The page's content policy. It stands in a meta tag because any static host must do;
//! `frame-ancestors` and reports work in a header only, so `boot/guard.js` refuses frames.

use anyhow::{Result, bail};

/// Where the page may send requests, besides its own origin: the hosts of OSS, COS and
/// their token services.
const PROVIDERS: [&str; 3] = ["https://*.aliyuncs.com", "https://*.myqcloud.com", "https://*.tencentcos.cn"];

/// The policy's text. `guard` is the hash source of the one inline script, `connect`
/// the origins that the deployer added.
pub(crate) fn policy(guard: &str, connect: &[String]) -> String {
    let added = connect.iter().map(String::as_str);
    let hosts: Vec<&str> = PROVIDERS.into_iter().chain(added).collect();
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' '{guard}'"),
        "style-src 'self'".to_owned(),
        "img-src 'self' data:".to_owned(),
        "font-src 'self'".to_owned(),
        format!("connect-src 'self' {}", hosts.join(" ")),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
    ]
    .join("; ")
}

/// Accepts `https://HOST[:PORT]`, with `*.` before the host at most, and plain http on
/// loopback. Anything else would widen the policy by more than one origin.
pub(crate) fn check_origin(origin: &str) -> Result<()> {
    let host = match origin.split_once("://") {
        Some(("https", host)) => host.strip_prefix("*.").unwrap_or(host),
        Some(("http", host)) if is_loopback(host) => host,
        _ => bail!("--connect {origin}: an origin starts with https:// (http:// on loopback only)"),
    };
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let named = name.contains(|c: char| c != '.') && name.chars().all(fits);
    if !named || port.parse::<u16>().is_err() {
        bail!(
            "--connect {origin}: expected scheme, host and perhaps a port, such as https://oss.example.net:8443"
        );
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or(host);
    name == "127.0.0.1" || name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_guard_and_the_added_origins() {
        let text = policy("sha256-abc=", &["https://oss.example.net".to_owned()]);
        assert!(text.contains("'sha256-abc='"), "{text}");
        assert!(text.contains("https://*.tencentcos.cn https://oss.example.net;"), "{text}");
        assert!(!text.contains("unsafe-inline"), "{text}");
    }

    #[test]
    fn only_origins_are_accepted() {
        for good in [
            "https://oss.example.net",
            "https://*.example.net:8443",
            "http://127.0.0.1:9000",
            "http://bucket.localhost:9000",
        ] {
            assert!(check_origin(good).is_ok(), "{good}");
        }
        for bad in [
            "oss.example.net",
            "http://oss.example.net",
            "https://",
            "https://*",
            "https://a/b",
            "https://a; script-src *",
            "https://a:port",
            "*",
        ] {
            assert!(check_origin(bad).is_err(), "{bad}");
        }
    }
}
