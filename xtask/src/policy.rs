//! The page's content policy. It stands in a meta tag because any static host must do;
//! `frame-ancestors` and reports work in a header only, so `boot/guard.js` refuses frames.

use anyhow::{Result, bail};

/// Where the page may send requests, besides its own origin: the hosts of OSS and COS. Regions
/// could be listed one by one (`https://*.oss-cn-hangzhou.aliyuncs.com`), but such lists grow old, and a bucket in a newer
/// region could not be reached. Other customers' buckets are under the same names: who wants exactly their own hosts
/// builds with `--only`.
const PROVIDERS: [&str; 3] = ["https://*.aliyuncs.com", "https://*.myqcloud.com", "https://*.tencentcos.cn"];

/// The origins that the page may call besides its own: the providers', or `only` those in their place, and
/// `connect` besides.
///
/// # Errors
/// Where one of them is no origin.
pub(crate) fn hosts(only: &[String], connect: &[String]) -> Result<Vec<String>> {
    only.iter().chain(connect).try_for_each(|origin| check_origin(origin))?;
    let providers = PROVIDERS.map(str::to_owned);
    let base = if only.is_empty() { &providers[..] } else { only };
    Ok(base.iter().chain(connect).cloned().collect())
}

/// The policy's text. `script` and `style` are the hashes of what stands inline, `hosts` are the origins of [`hosts`].
pub(crate) fn policy(script: &str, style: &str, hosts: &[String]) -> String {
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' '{script}'"),
        format!("style-src 'self' '{style}'"),
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
fn check_origin(origin: &str) -> Result<()> {
    let host = match origin.split_once("://") {
        Some(("https", host)) => host.strip_prefix("*.").unwrap_or(host),
        Some(("http", host)) if is_loopback(host) => host,
        _ => bail!("{origin}: an origin starts with https:// (http:// on loopback only)"),
    };
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let named = name.contains(|c: char| c != '.') && name.chars().all(fits);
    if !named || port.parse::<u16>().is_err() {
        bail!("{origin}: expected scheme, host and perhaps a port, such as https://oss.example.net:8443");
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

    fn with(only: &str, connect: &str) -> Vec<String> {
        let [only, connect] =
            [only, connect].map(|words| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        hosts(&only, &connect).expect("they are origins")
    }

    #[test]
    fn only_is_exactly_these_origins() {
        let connect_src = |hosts: &[String]| {
            let text = policy("sha256-abc=", "sha256-def=", hosts);
            let list = text.split("; ").find(|part| part.starts_with("connect-src")).map(str::to_owned);
            list.expect("the policy has the list")
        };
        let own = "https://logs-1.oss-cn-hangzhou.aliyuncs.com https://relay.example.net:8443";
        assert_eq!(connect_src(&with(own, "")), format!("connect-src 'self' {own}"));
        assert_eq!(connect_src(&with(own, "https://b")), format!("connect-src 'self' {own} https://b"));
        assert_eq!(connect_src(&with("", "")), format!("connect-src 'self' {}", PROVIDERS.join(" ")));
        assert!(hosts(&["https://a; script-src *".to_owned()], &[]).is_err());
        assert!(hosts(&[], &["a".to_owned()]).is_err());
    }

    #[test]
    fn the_policy_names_what_stands_inline_and_the_added_origins() {
        let text = policy("sha256-abc=", "sha256-def=", &with("", "https://oss.example.net"));
        assert!(text.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-abc=';"), "{text}");
        assert!(text.contains("style-src 'self' 'sha256-def=';"), "{text}");
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
