//! Readers of what comes from outside: no input makes one panic, and what they print they read.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use stocktake::config::Config;
use stocktake::draft_store::KeptDraft;
use stocktake::export::bundle;
use stocktake::form::connection::ConnectionDraft;
use stocktake::form::connection_store;
use stocktake::form::credential_text;
use stocktake::form::paste::{Note, pasted};
use stocktake::model::rule::Part;
use stocktake::model::{BucketName, EndpointTemplate, Provider, Region, Timestamp};
use stocktake::provider::http::Response;
use stocktake::provider::journal::{Entry, Progress};
use stocktake::provider::service;
use stocktake::provider::xml::Element;
use stocktake::route::{Place, Route, Screen};
use stocktake::state::preferences::Preferences;
use stocktake::state::table::{ALL_COLUMNS, FACETS, Sort, Tab, TableQuery};

use crate::{cases, generate, written_and_read};

/// A text of these pieces and of anything at all.
fn pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => select(pieces).prop_map(str::to_owned), 1 => any::<String>(), 1 => any::<char>().prop_map(String::from)];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const XML: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<a>",
    "</a>",
    "<a/>",
    "<a b='1'>",
    "<n:a xmlns:n=\"u\">",
    "&amp;",
    "&#x41;",
    "&#0;",
    "&",
    ";",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<!DOCTYPE a>",
    "<?xml version=\"1.0\"?>",
    "\u{feff}",
    "\r\n",
    "<InventoryConfiguration>",
    "</InventoryConfiguration>",
    "<Id>",
    "</Id>",
    "<IsEnabled>True</IsEnabled>",
    "<ListInventoryConfigurationResult>",
    "</ListInventoryConfigurationResult>",
    "<ListInventoryConfigurationsResult>",
    "</ListInventoryConfigurationsResult>",
    "<Error>",
    "</Error>",
    "<Code>AccessDenied</Code>",
    "<ServerTime>2026-03-14T08:09:10Z</ServerTime>",
    "<Filter>",
    "</Filter>",
    "<And>",
    "</And>",
    "<Tag><Key>a</Key></Tag>",
    "<Destination>",
    "</Destination>",
];

const CREDENTIALS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\",
    "=",
    "\n",
    "export ",
    "$env:",
    "set ",
    "'",
    "\u{feff}",
    "<",
    ">",
    "\"AccessKeyId\"",
    "\"SecurityToken\"",
    "\"Credentials\":{",
    "\"profiles\":[",
    "\"current\":\"a\"",
    "\"body\":\"{\\\"a\\\":1}\"",
    "OSS_ACCESS_KEY_ID",
    "TENCENTCLOUD_SECRET_ID",
    "token: ",
    "Expiration=",
    "2026-03-14T08:09:10Z",
    "9223372036854775808",
    "ID=STS.a ",
    "accessKeyId: 'STS.b', ",
    "SECRET_KEY=s\n",
    "{accessKeySecret: \"s\",",
    "--sts-token t ",
    "SecurityToken = \"t\"",
    "[profile x]\n",
    "- name: x\n  ",
    "<AccessKeyId>STS.c</AccessKeyId>",
    "```\n",
    "\u{27}\u{27}\u{27}",
    "/*",
    "# ",
    "endpoint=oss-cn-hangzhou.aliyuncs.com\n",
    "region: oss-cn-hangzhou-internal\n",
    "bucket: demo\n",
    "eptpl: http://{region}.aliyuncs.com\n",
];

const ROUTES: &[&str] = &[
    "#",
    "/",
    "?",
    "&",
    "=",
    "%",
    "%2",
    "%E6%B8%85",
    "%ff",
    "oss",
    "cos",
    "cn-hangzhou",
    "demo-250",
    "rules",
    "new",
    "import",
    "id",
    "connect",
    "filter=",
    "sort=-id",
    "status=",
    "true,False",
    "frequency=Daily",
    "prefix=none",
    "chosen=on",
    "details=",
    "tab=xml",
    "page=0",
    "page=99999999999999999999",
    "size=20",
    "edit",
    "..",
];

const CONFIG: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"title\"",
    "\"connections\"",
    "\"reads\"",
    "\"query\"",
    "\"name\"",
    "\"provider\"",
    "\"oss\"",
    "\"region\"",
    "\"bucket\"",
    "\"demo-250\"",
    "\"endpoint\"",
    "\"https://{bucket}.example\"",
    "\"credential_endpoints\"",
    "\"url\"",
    "null",
    "1e999",
    "\"language\"",
    "\"signature\"",
    "\"v1\"",
];

const BUNDLES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"stocktake\":1,",
    "\"stocktake\":2,",
    "\"provider\":\"oss\",",
    "\"provider\":\"cos\",",
    "\"region\":\"cn-hangzhou\",",
    "\"bucket\":\"demo-250\",",
    "\"rules\":[",
    "{\"id\":\"a\",\"xml\":\"",
    "\"}",
    "<InventoryConfiguration>",
    "</InventoryConfiguration>",
    "<Id>a</Id>",
    "<Destination><COSBucketDestination><Bucket>b</Bucket></COSBucketDestination></Destination>",
    "<ListInventoryConfigurationResult>",
    "</ListInventoryConfigurationResult>",
    "\\u0000",
    "null",
];

const TEMPLATES: &[&str] = &[
    "https://",
    "http://",
    "{bucket}",
    "{",
    "}",
    ".",
    "/",
    ":",
    "443",
    "8417",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "[",
    "]",
    "@",
    "?",
    "#",
    "..",
    "relay",
    "aliyuncs.com",
    "\\",
    "%2f",
    "bucket",
];

const REGIONS: &[&str] = &[
    "oss-",
    "cos.",
    "cos",
    "-internal",
    "cn-hangzhou",
    "ap-guangzhou",
    "gz",
    "sh",
    "sg",
    "cn-south",
    "accelerate",
    "-overseas",
    ".aliyuncs.com",
    ".oss",
    ".myqcloud.com",
    ".tencentcos.cn",
    "demo-1250000000.",
    "https://",
    "/",
    "A",
];

const BUCKETS: &[&str] = &[
    "acs:oss:",
    "qcs::cos:",
    "arn:aws:s3:::",
    "oss://",
    "cos://",
    "https://",
    ":",
    "/",
    "*",
    "?",
    "%",
    "%41",
    " ",
    "reports-1250000000",
    "uin/1",
    "cn-hangzhou",
    ".oss-cn-hangzhou",
    ".cos.ap-guangzhou",
    ".aliyuncs.com",
    ".myqcloud.com",
];

/// What the device may have kept under a name of ours.
const KEPT: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "1",
    "null",
    "\"purpose\":\"edit\",",
    "\"id\":\"a\",",
    "\"provider\":\"oss\",\"region\":\"a\",\"bucket\":\"demo\"",
    "\"typed\":{\"id\":\"a\"}",
    "\"document\":\"<a>\"",
    "\"page_size\":50",
    "\"columns\":[\"id\"]",
    "\"theme\":\"dark\"",
    "{\"connections\":[",
    "{\"name\":\"demo\",\"provider\":\"oss\",\"region\":\"a\",\"bucket\":\"demo\"}",
    "\"<a/>\",\"<b/>\"",
    "\"removed\"",
];

const TIMES: &[&str] = &[
    "2026",
    "-",
    "03",
    "14",
    "T",
    "08",
    ":",
    "09",
    "Z",
    ".",
    "+",
    "0800",
    "9999-12-31T23:59:60",
    "0000",
    "２",
    "2026-03-14T08:09:10",
];

fn response(status: u16, body: Vec<u8>, header: &str) -> Response {
    let names = ["x-oss-err", "x-oss-ec", "x-oss-request-id", "x-cos-request-id"];
    Response { status, headers: names.map(|name| (name.to_owned(), header.to_owned())).to_vec(), body }
}

/// Everything that reads an answer.
fn read_all(response: &Response) {
    for provider in Provider::ALL {
        let service = service(provider);
        if let Ok(stored) = service.read_get(response) {
            let written = service.document(&stored.rule, Some(&stored.document));
            assert_eq!(service.layout().read(&written), Ok(stored.rule));
        }
        let _ = (service.read_list(response), service.read_run(response), service.read_delete(response));
        if let Err(error) = service.dialect().check(response) {
            let _ = service.help_page(&error.answer.unwrap_or_default());
        }
    }
}

fn tab() -> impl Strategy<Value = Tab> {
    select(&Tab::ALL[..])
}

fn table_query() -> impl Strategy<Value = TableQuery> {
    let sort = (select(&ALL_COLUMNS[..]), any::<bool>())
        .prop_map(|(column, descending)| Sort { column, descending });
    let value = prop_oneof![
        any::<String>(),
        select(&["true", "False", "Daily", "daily", "", ",", "none", "Some", "acs:oss:::reports"][..])
            .prop_map(str::to_owned)
    ];
    let facets = vec((select(&FACETS[..]), value), 0..6);
    let size = select(&TableQuery::PAGE_SIZES[..]);
    let details = proptest::option::of((
        any::<String>().prop_filter("no rule is called nothing", |id| !id.is_empty()),
        tab(),
    ));
    let filters = (any::<String>(), facets, any::<bool>());
    (filters, proptest::option::of(sort), 0..10_000_usize, size, details).prop_map(
        |((text, facets, chosen), sort, page, page_size, details)| {
            let query = TableQuery { text, chosen, sort, page_size, ..TableQuery::default() };
            let query =
                facets.iter().fold(query, |query, (part, value)| query.with_facet(*part, value, true));
            let (details, tab) = details.unzip();
            TableQuery { page, details, tab: tab.unwrap_or_default(), ..query }
        },
    )
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn no_text_makes_the_reader_of_xml_panic(text in pieces(XML)) {
        if let Ok(element) = Element::parse(text.as_bytes()) {
            prop_assert_eq!(Element::parse(element.to_document().as_bytes()), Ok(element));
        }
    }

    #[test]
    fn no_bytes_make_the_reader_of_xml_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = Element::parse(&bytes);
    }

    #[test]
    fn no_answer_makes_a_reader_panic(
        status in select(&[200_u16, 204, 400, 403, 404, 409, 500][..]), body in pieces(XML), header in pieces(XML),
    ) {
        read_all(&response(status, body.into_bytes(), &header));
    }

    #[test]
    fn no_bytes_in_an_answer_make_a_reader_panic(
        status in any::<u16>(), body in vec(any::<u8>(), 0..100), header in any::<String>(),
    ) {
        read_all(&response(status, body, &header));
    }

    #[test]
    fn no_pasted_text_makes_the_reader_of_credentials_panic(text in pieces(CREDENTIALS)) {
        for provider in Provider::ALL {
            for offer in credential_text::offers(&text, &[provider], Timestamp(0)).unwrap_or_default() {
                for place in offer.set.places_at(provider) {
                    let problems = ConnectionDraft::new(provider).with_place(provider, &place).check().err();
                    prop_assert!(problems.unwrap_or_default().endpoint.is_none());
                }
            }
            if let Ok(credentials) = credential_text::read(&text, provider, Timestamp(0)) {
                prop_assert!(credentials.security_token.expose().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(!credentials.access_key_secret.expose().is_empty());
            }
        }
    }

    #[test]
    fn no_fragment_makes_the_reader_of_addresses_panic(text in pieces(ROUTES)) {
        let parsed = Route::parse(&text).route;
        if parsed != Route::Unknown {
            let again = Route::parse(&parsed.address());
            prop_assert_eq!((again.route, again.dropped), (parsed, vec![]));
        }
    }

    #[test]
    fn every_rule_and_every_table_has_an_address(
        id in any::<String>().prop_filter("no rule is called nothing", |id| !id.is_empty()), tab in tab(), query in table_query(),
    ) {
        let place = Place {
            provider: Provider::Cos,
            region: Region::parse("ap-guangzhou").expect("a region"),
            bucket: BucketName::parse("demo-1250000000").expect("a bucket"),
        };
        for screen in [Screen::Rule { id, tab }, Screen::Rules(query), Screen::Import] {
            let route = Route::bucket(&place, screen);
            let again = Route::parse(&route.address());
            prop_assert_eq!((again.route, again.dropped), (route, vec![]));
        }
    }

    #[test]
    fn no_file_makes_the_reader_of_the_configuration_panic(text in pieces(CONFIG)) {
        let _ = Config::parse(&text);
    }

    #[test]
    fn no_file_makes_the_reader_of_bundles_panic(text in pieces(BUNDLES)) {
        let whole = format!(
            "{{\"stocktake\":1,\"provider\":\"cos\",\"region\":\"ap-beijing\",\"bucket\":\"abc\",\"rules\":[{{\"id\":\"a\",\"xml\":{}}}]}}",
            serde_json::Value::String(text.clone()),
        );
        for text in [&text, &whole] {
            if let Ok(bundle) = bundle::read(text) {
                let layout = service(bundle.provider).layout();
                for stored in bundle.rules {
                    prop_assert_eq!(layout.read(&stored.document), Ok(stored.rule));
                }
            }
        }
    }

    #[test]
    fn a_remembered_connection_is_read_back(
        connection in generate::provider().prop_flat_map(generate::connection), template in proptest::option::of(select(&[
            "https://{bucket}.example.com", "https://relay.example/{bucket}.example.com", "http://localhost:8417",
        ][..])),
    ) {
        let connection = template.map_or(connection.clone(), |template| generate::at(&connection, template));
        let text = connection_store::written(std::slice::from_ref(&connection)).expect("JSON");
        prop_assert_eq!(connection_store::read(&text), std::slice::from_ref(&connection));
        // Earlier versions read it as a configuration.
        let read = Config::parse(&text).expect("accepted");
        prop_assert_eq!(&read.connections[0].connection, &connection);
    }

    #[test]
    fn no_text_makes_the_reader_of_endpoints_panic(text in pieces(TEMPLATES), provider in generate::provider()) {
        if let Ok(template) = EndpointTemplate::parse(&text).and_then(|template| template.for_provider(provider)) {
            // What was accepted with one bucket's name is accepted with any.
            let draft = ConnectionDraft {
                region: "cn-hangzhou".into(),
                bucket: format!("{}-1", "b".repeat(61)),
                endpoint: template.as_str().to_owned(),
                ..ConnectionDraft::new(provider)
            };
            let connection = draft.check().expect("a connection");
            let endpoint = stocktake::model::Endpoint::of_connection(&connection);
            if let Ok(endpoint) = endpoint {
                prop_assert!(endpoint.origin().is_ascii() && endpoint.path.starts_with('/') && endpoint.path.ends_with('/'));
            }
        }
    }

    #[test]
    fn what_was_read_as_a_region_is_read_again_as_the_same(text in pieces(REGIONS), provider in generate::provider()) {
        if let Ok(region) = Region::read(provider, &text) {
            prop_assert_eq!(Region::read(provider, region.as_str()), Ok(region.clone()));
            prop_assert_eq!(Region::parse(region.as_str()), Ok(region));
        }
    }

    #[test]
    fn no_text_makes_the_reader_of_bucket_addresses_panic(text in pieces(TEMPLATES)) {
        for provider in Provider::ALL {
            if let Some(draft) = ConnectionDraft::new(provider).with_pasted_bucket(&text) {
                prop_assert!(BucketName::parse(&draft.bucket).is_ok());
            }
        }
    }

    #[test]
    fn what_was_taken_apart_stays_as_it_is(
        text in pieces(BUCKETS), connection in generate::provider().prop_flat_map(generate::connection),
    ) {
        for part in Part::all() {
            let Some(taken) = pasted(part, &text, &connection) else { continue };
            for (part, text) in taken.sets.iter().filter(|_| taken.note == Note::TakenApart) {
                let again = pasted(*part, text, &connection);
                prop_assert!(again.is_none_or(|again| again.note == Note::BlanksKept), "{:?}", text);
            }
        }
    }

    #[test]
    fn what_the_device_kept_is_read_or_left_out(text in pieces(KEPT)) {
        let preferences: Preferences = serde_json::from_str(&text).unwrap_or_default();
        prop_assert_eq!(preferences.columns.first(), Some(&Part::Id));
        prop_assert_eq!(written_and_read(&preferences), preferences);
        if let Ok(draft) = serde_json::from_str::<KeptDraft>(&text) {
            let _ = draft.route().address();
            prop_assert_eq!(written_and_read(&draft), draft);
        }
        if let Ok(entry) = serde_json::from_str::<Entry>(&text) {
            prop_assert_eq!(written_and_read(&entry), entry);
        }
        for connection in connection_store::read(&text) {
            let text = connection_store::written(std::slice::from_ref(&connection)).expect("JSON");
            prop_assert_eq!(connection_store::read(&text), [connection]);
        }
    }

    #[test]
    fn what_the_journal_keeps_comes_back(
        documents in any::<[String; 2]>(), at in any::<i64>(), removals in vec(any::<i64>(), 0..4),
        progress in select(&[Progress::UnderWay, Progress::Removed, Progress::Finished][..]),
    ) {
        let removals = removals.into_iter().map(Timestamp).collect();
        let entry = Entry { documents, at: Timestamp(at), progress, removals };
        prop_assert_eq!(written_and_read(&entry), entry);
    }

    #[test]
    fn no_text_makes_the_reader_of_times_panic(text in pieces(TIMES)) {
        let _ = Timestamp::parse_rfc3339(&text);
    }

    #[test]
    fn every_time_of_four_digit_years_is_read_back(seconds in -62_167_219_200_i64..253_402_300_800) {
        let time = Timestamp(seconds);
        prop_assert_eq!(Timestamp::parse_rfc3339(&time.rfc3339()), Some(time));
    }

    #[test]
    fn any_number_of_seconds_can_be_printed(seconds in any::<i64>()) {
        let time = Timestamp(seconds);
        let _ = (time.rfc3339(), time.iso_basic(), time.http_date(), time.plus(seconds), time.since(Timestamp(i64::MIN)));
    }

    #[test]
    fn no_text_is_a_part_by_accident(text in any::<String>()) {
        prop_assert!(Part::from_slug(&text).is_none_or(|part| part.slug() == text));
    }
}
