//! The relay that a site may have: a folder of the page's own origin behind which a server passes calls on to the
//! provider, for buckets that do not answer pages. `FOLDER/HOST/?inventory…` goes to `https://HOST/?inventory…`.

use super::endpoint::EndpointTemplate;

/// The template of a site's relay. `written` is relative to the page (`relay`, `./relay/`, `/relay/`) or absolute, of
/// the page's own origin; `page` is the page's address. `None` for anything else: a relay of another origin would have
/// to answer preflights, which is what it is there to spare, and would be one more party that sees the token.
#[must_use]
pub fn template(written: &str, page: &str) -> Option<EndpointTemplate> {
    let (origin, folder) = origin_and_folder(page)?;
    let written = written.trim().trim_end_matches('/');
    let address = match written.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let theirs = format!("{}://{}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
            (theirs == origin).then(|| format!("{origin}/{path}"))?
        }
        None if written.starts_with("//") => return None,
        None => match written.strip_prefix('/') {
            Some(path) => format!("{origin}/{path}"),
            None => format!("{origin}{folder}{}", written.strip_prefix("./").unwrap_or(written)),
        },
    };
    // No folder would put the host where the page's own files are.
    let is_a_folder = !written.is_empty() && !address.ends_with('/') && !address.contains(['{', '}']);
    is_a_folder.then(|| EndpointTemplate::parse(&format!("{address}/{{host}}")).ok())?
}

/// `https://console.example.com` and `/folder/` of an address such as `https://console.example.com/folder/index.html#/`.
fn origin_and_folder(page: &str) -> Option<(&str, &str)> {
    let page = page.split(['?', '#']).next()?;
    let host = page.find("://")? + 3;
    let path = page[host..].find('/')? + host;
    let (origin, path) = page.split_at(path);
    Some((origin, &path[..=path.rfind('/')?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "https://console.example.com/tools/stocktake/index.html?x=/y#/oss/cn-hangzhou/demo/rules";

    fn of(written: &str) -> Option<String> {
        template(written, PAGE).map(|template| template.as_str().to_owned())
    }

    #[test]
    fn a_relay_is_a_folder_of_the_pages_own_origin() {
        let beside = Some("https://console.example.com/tools/stocktake/relay/{host}".to_owned());
        for written in ["relay", "relay/", " ./relay/ ", "https://console.example.com/tools/stocktake/relay/"]
        {
            assert_eq!(of(written), beside, "{written}");
        }
        let of_the_site = Some("https://console.example.com/oss/relay/{host}".to_owned());
        for written in ["/oss/relay/", "HTTPS://Console.example.com/oss/relay"] {
            assert_eq!(of(written), of_the_site, "{written}");
        }
        let local = template("relay/", "http://127.0.0.1:8417/").expect("a relay");
        assert_eq!(local.as_str(), "http://127.0.0.1:8417/relay/{host}");
    }

    #[test]
    fn what_leads_elsewhere_is_none() {
        for written in [
            "",
            "/",
            "./",
            "https://relay.example.net/",
            "https://console.example.com.example.net/relay",
            "https://console.example.com:8443/relay",
            "https://user@console.example.com/relay",
            "http://console.example.com/relay",
            "//relay.example.net/relay",
            "../relay",
            "relay/../../x",
            "relay?x",
            "relay/{host}",
            "javascript://console.example.com/relay",
        ] {
            assert_eq!(of(written), None, "{written}");
        }
        // Neither is a token sent in the clear.
        assert_eq!(template("relay", "http://console.example.com/"), None);
        assert_eq!(template("relay", "about:blank"), None);
    }
}
