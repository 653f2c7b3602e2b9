//! What must hold for any bytes from outside. One function a target; the committed corpus is also run
//! through them by the ordinary tests (`tests/properties`).

use stocktake::config::Config;
use stocktake::form::connection::ConnectionDraft;
use stocktake::form::connection_store;
use stocktake::form::credential_text;
use stocktake::model::{Endpoint, EndpointTemplate, Provider, Timestamp};
use stocktake::provider::http::Response;
use stocktake::provider::service;
use stocktake::provider::xml::Element;
use stocktake::route::Route;

/// An answer of either provider, as any that could be expected. What is read as a rule is written, and read
/// again as the same.
pub fn answers(data: &[u8]) {
    let parsed = Element::parse(data);
    if let Ok(element) = &parsed {
        assert_eq!(Element::parse(element.to_document().as_bytes()).as_ref(), Ok(element));
    }
    for provider in Provider::ALL {
        let service = service(provider);
        for status in [200, 403] {
            let header = String::from_utf8_lossy(data).into_owned();
            let headers = vec![("x-oss-err".to_owned(), header)];
            let response = Response { status, headers, body: data.to_vec() };
            if let Ok(stored) = service.read_get(&response) {
                let kept = service.document(&stored.rule, Some(&stored.document));
                assert_eq!(service.layout().read(&kept), Ok(stored.rule.clone()));
                assert_eq!(Element::parse(kept.to_document().as_bytes()), Ok(kept));
            }
            if let Ok(page) = service.read_list(&response) {
                // A page has no document: what is known of a rule makes a new one.
                for rule in page.rules {
                    let new = service.document(&rule, None);
                    let again = Element::parse(new.to_document().as_bytes()).expect("XML");
                    assert_eq!(service.document(&rule, Some(&again)), again);
                }
            }
            let _ = (service.read_run(&response), service.read_delete(&response));
            if let Err(error) = service.dialect().check(&response) {
                let _ = service.help_page(&error.answer.unwrap_or_default());
            }
        }
    }
}

/// A pasted or fetched text with credentials. Those that are accepted can be sent, and what is offered beside them
/// can be a connection.
pub fn credentials(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for provider in Provider::ALL {
        for offer in credential_text::offers(&text, &[provider], Timestamp(0)).unwrap_or_default() {
            for place in offer.set.places_at(provider) {
                let filled = ConnectionDraft::new(provider).with_place(provider, &place);
                let problems = filled.check().err().unwrap_or_default();
                assert!(problems.endpoint.is_none());
                assert!(place.region.is_none() || problems.region.is_none());
                assert!(place.bucket.is_none() || problems.bucket.is_none());
            }
        }
        let Ok(found) = credential_text::read(&text, provider, Timestamp(0)) else { continue };
        let texts = [&found.access_key_id, found.access_key_secret.expose(), found.security_token.expose()];
        for text in texts {
            assert!(!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()));
        }
        assert!(!found.expired(Timestamp(0)));
    }
}

/// A fragment, an endpoint and a time. What is understood is printed and understood again.
pub fn addresses(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let route = Route::parse(&text).route;
    if route != Route::Unknown {
        let again = Route::parse(&route.address());
        assert_eq!((again.route, again.dropped), (route, vec![]));
    }
    if let Ok(template) = EndpointTemplate::parse(&text) {
        assert_eq!(EndpointTemplate::parse(template.as_str()), Ok(template));
    }
    if let Some(time) = Timestamp::parse_rfc3339(&text) {
        assert_eq!(Timestamp::parse_rfc3339(&time.rfc3339()), Some(time));
    }
}

/// `config.json`. A connection that is offered can be remembered and opened.
pub fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(config) = Config::parse(&text) else { return };
    for preset in config.connections {
        let connection = preset.connection;
        let remembered = connection_store::written(std::slice::from_ref(&connection)).expect("JSON");
        assert_eq!(connection_store::read(&remembered), std::slice::from_ref(&connection));
        if let Ok(endpoint) = Endpoint::of_connection(&connection) {
            assert!(endpoint.path.starts_with('/') && endpoint.path.ends_with('/'));
            assert!(endpoint.origin().is_ascii() && !endpoint.host().is_empty());
        }
    }
}
