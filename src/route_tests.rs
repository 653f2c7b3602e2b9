//! Addresses in both directions.

use super::*;
use crate::model::rule::Part;

fn place() -> Place {
    Place {
        provider: Provider::Oss,
        region: Region::parse("cn-hangzhou").expect("a region"),
        bucket: BucketName::parse("demo-250").expect("a bucket"),
    }
}

#[track_caller]
fn check(route: &Route, address: &str) {
    assert_eq!(route.address(), address);
    assert_eq!(Route::parse(address), Parsed { route: route.clone(), dropped: vec![] });
}

#[track_caller]
fn check_screen(screen: Screen, rest: &str) {
    check(&Route::bucket(&place(), screen), &format!("#/oss/cn-hangzhou/demo-250/rules{rest}"));
}

#[test]
fn every_screen_has_one_address() {
    check(&Route::Connect, "#/connect");
    check(&Route::rules(&place()), "#/oss/cn-hangzhou/demo-250/rules");
    check_screen(Screen::Create, "/new");
    check_screen(Screen::Import, "/import");
    check_screen(Screen::Several, "/change");
    check_screen(Screen::Many, "/many");
    check_screen(Screen::Doctor, "/doctor");
    check_screen(Screen::rule("a/b 清 %?&"), "/id/a%2Fb%20%E6%B8%85%20%25%3F%26");
    check_screen(Screen::Edit { id: "a?".into() }, "/id/a%3F/edit");
    check_screen(Screen::Copy { id: "edit".into() }, "/id/edit/copy");
    // A rule may be called what a screen is called.
    check_screen(Screen::rule("new"), "/id/new");
    check_screen(Screen::rule("import"), "/id/import");
}

#[test]
fn each_tab_of_a_rule_has_its_address() {
    for (tab, query) in [
        (Tab::Overview, ""),
        (Tab::Xml, "?tab=xml"),
        (Tab::Code, "?tab=code"),
        (Tab::Results, "?tab=results"),
    ] {
        check_screen(Screen::Rule { id: "a".into(), tab }, &format!("/id/a{query}"));
    }
}

#[test]
fn all_that_is_said_of_the_table_is_in_its_address() {
    let query = TableQuery {
        text: "logs & more".into(),
        sort: Some(Sort { column: Part::Frequency, descending: true }),
        page: 2,
        page_size: 50,
        ..TableQuery::default()
    };
    check_screen(Screen::Rules(query), "?filter=logs%20%26%20more&sort=-frequency&page=3&size=50");
    let facets = [
        (Part::Enabled, "true"),
        (Part::Enabled, "false"),
        (Part::Frequency, "Daily"),
        (Part::Frequency, ""),
        (Part::Format, "a,b"),
        (Part::Versions, "Current"),
    ];
    let filtered = facets
        .into_iter()
        .fold(TableQuery::default(), |query, (part, value)| query.with_facet(part, value, true));
    check_screen(
        Screen::Rules(filtered.clone()),
        "?status=true,false&frequency=Daily,&format=a%2Cb&versions=Current",
    );
    check_screen(Screen::Rules(filtered.without_filters().with_facet(Part::Enabled, "", true)), "?status=");
    let more = [
        (Part::Prefix, "none"),
        (Part::Prefix, "some"),
        (Part::Bucket, "acs:oss:::reports"),
        (Part::Encryption, ""),
        (Part::Encryption, "SSE-KMS"),
    ];
    let filtered = more
        .into_iter()
        .fold(TableQuery::default(), |query, (part, value)| query.with_facet(part, value, true));
    check_screen(
        Screen::Rules(filtered.with_chosen(true)),
        "?prefix=none,some&destination=reports&encryption=,SSE-KMS&chosen=on",
    );
    // A column that is shown on request sorts as well.
    check_screen(Screen::Rules(TableQuery::default().sorted_by(Part::AccountId)), "?sort=account");
}

#[test]
fn the_panel_and_its_tab_are_in_the_address() {
    let open = TableQuery::default().with_details(Some("a&b"));
    check_screen(Screen::Rules(open.clone()), "?details=a%26b");
    check_screen(Screen::Rules(TableQuery { tab: Tab::Code, ..open }), "?details=a%26b&tab=code");
}

#[test]
fn what_is_compared_is_in_the_address() {
    let open = TableQuery::default().with_details(Some("b"));
    let compared = open.with_compared(vec!["a,b".into(), "b".into()]);
    check_screen(Screen::Rules(compared.clone()), "?details=b&compare=a%2Cb,b");
    check_screen(Screen::Rules(compared.with_details(None)), "");
    // By hand it is enough to say what is compared: it is beside the table, as one rule would be.
    let parsed = Route::parse("#/oss/cn-hangzhou/demo-250/rules?compare=a,b");
    assert_eq!(parsed.dropped, [""; 0]);
    assert_eq!(parsed.route.address(), "#/oss/cn-hangzhou/demo-250/rules?details=a&compare=a,b");
    let many = |count: usize| (0..count).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
    for (ids, dropped) in [
        (many(COMPARED), false),
        (many(COMPARED + 1), true),
        ("a".to_owned(), true),
        ("a,".to_owned(), true),
        ("a,b,a".to_owned(), true),
        ("a,%ff".to_owned(), true),
        (String::new(), true),
    ] {
        let parsed = Route::parse(&format!("#/oss/cn-hangzhou/demo-250/rules?details=a&compare={ids}"));
        assert_eq!(parsed.dropped == ["compare"], dropped, "{ids:?}");
    }
}

#[test]
fn columns_are_in_the_address_of_a_view() {
    let seen = TableQuery { text: "a".into(), page: 3, page_size: 50, ..TableQuery::default() };
    let seen = seen.sorted_by(Part::Prefix).with_chosen(true).with_details(Some("a"));
    let view = seen.as_view(&[Part::Id, Part::Tags, Part::Enabled]);
    check_screen(Screen::Rules(view), "?filter=a&sort=prefix&size=50&columns=id,tags,status");
    for columns in ["", "id,", "status,id", "id,tags,tags", "id,new", "id,incremental-fields", "id,%74ags"] {
        let parsed = Route::parse(&format!("#/oss/cn-hangzhou/demo-250/rules?columns={columns}"));
        assert_eq!((parsed.route, parsed.dropped), (Route::rules(&place()), vec!["columns".to_owned()]));
    }
}

#[test]
fn facets_may_come_in_any_order_and_spelling() {
    let address = "#/oss/cn-hangzhou/demo-250/rules?frequency=Daily&page=4&status=True,FALSE,true";
    let parsed = Route::parse(address);
    assert_eq!(parsed.dropped, [""; 0]);
    assert_eq!(
        parsed.route.address(),
        "#/oss/cn-hangzhou/demo-250/rules?status=true,false&frequency=Daily&page=4"
    );
}

#[test]
fn bad_parts_are_dropped_and_named() {
    let parsed = Route::parse(
        "#/oss/cn-hangzhou/demo-250/rules?page=0&size=7&sort=x&filter=%ff&y=1&status=true,%f&prefix=a&chosen=yes&details=&tab=xml",
    );
    assert_eq!(parsed.route, Route::rules(&place()));
    let dropped = ["page", "size", "sort", "filter", "y", "status", "prefix", "chosen", "details", "tab"];
    assert_eq!(parsed.dropped, dropped);
    for (rest, dropped) in [
        ("id/a?tab=new", "tab"),
        ("id/a?page=2", "page"),
        ("new?id=a", "id"),
        ("import?x", "x"),
        ("id/a/edit?tab=xml", "tab"),
    ] {
        let parsed = Route::parse(&format!("#/oss/cn-hangzhou/demo-250/rules/{rest}"));
        assert_eq!(parsed.dropped, [dropped], "{rest}");
        let path = rest.split('?').next().unwrap_or_default();
        assert_eq!(parsed.route.address(), format!("#/oss/cn-hangzhou/demo-250/rules/{path}"));
    }
}

#[test]
fn an_address_with_a_bad_bucket_or_screen_names_no_screen() {
    for address in [
        "#/oss/cn-hangzhou/Bad_Bucket/rules",
        "#/s3/cn-hangzhou/demo-250/rules",
        "#/oss/cn-hangzhou/demo-250",
        "#/oss/cn-hangzhou/demo-250/rules/id/%zz",
        "#/oss/cn-hangzhou/demo-250/rules/id",
        "#/nothing",
    ] {
        assert_eq!(Route::parse(address).route, Route::Unknown, "{address}");
    }
    assert_eq!(Route::parse("").route, Route::Connect);
}
