//! What becomes of calls, by the names of buckets and over a socket.

use super::*;
use crate::test_user::User;
use crate::{Provider, query};

#[test]
fn names_of_buckets_say_what_becomes_of_calls() {
    let five = CarriedOut::After(Duration::from_secs(5));
    let cases = [
        ("done-delete-502", Operation::Delete, None, CarriedOut::AtOnce, Answer::Gateway502Html),
        ("undone-put-504-2", Operation::Put, Some(2), CarriedOut::Never, Answer::Empty504),
        ("done-run-cut-10", Operation::RunOnce, Some(10), CarriedOut::AtOnce, Answer::CutOff),
        ("late-delete-5", Operation::Delete, None, five, Answer::Empty504),
    ];
    for (name, operation, nth, carried_out, answer) in cases {
        let expected = Some(Aftermath { operation, nth, carried_out, answer });
        assert_eq!(Aftermath::of_bucket(name), expected, "{name}");
        assert_eq!(Aftermath::of_bucket(&format!("{name}-1250000000")), expected, "{name}");
    }
    let slugs = Answer::ALL.map(Answer::slug);
    assert_eq!(slugs, ["500", "502", "504", "cut", "large", "redirect", "html", "403", "400"]);
    for slug in slugs {
        let read = Aftermath::of_bucket(&format!("done-put-{slug}")).map(|read| read.answer.slug());
        assert_eq!(read, Some(slug));
    }
    let longest = Aftermath::of_bucket("late-put-3600").map(|read| read.carried_out);
    assert_eq!(longest, Some(CarriedOut::After(Duration::from_secs(60))));
}

#[test]
fn other_names_say_nothing() {
    for name in [
        "done-delete",
        "done-delete-418",
        "done-list-502",
        "done-delete-502-0",
        "done-delete-502-x",
        "done-delete-502-1-1",
        "late-delete-x",
        "late-delete-5-1",
        "over-delete-502",
        "demo-250",
    ] {
        assert_eq!(Aftermath::of_bucket(name), None, "{name}");
    }
}

/// The query of a bucket's first rule, and its id.
fn first(user: &User, bucket: &str) -> (String, String) {
    let id = user.sandbox.rule_ids(bucket).remove(0);
    let parameter = if user.provider == Provider::Oss { "inventoryId" } else { "id" };
    (format!("inventory&{parameter}={}", query::percent_encode(&id)), id)
}

fn named(provider: Provider, bucket: &str) -> String {
    match provider {
        Provider::Oss => bucket.into(),
        Provider::Cos => format!("{bucket}-1250000000"),
    }
}

fn of(operation: Operation, nth: Option<u64>, carried_out: CarriedOut, answer: Answer) -> Aftermath {
    Aftermath { operation, nth, carried_out, answer }
}

/// Every answer to a DELETE, and what a page may read of it.
#[tokio::test]
async fn every_answer_comes_whether_the_call_was_carried_out_or_not() {
    let answers = [
        ("500", 500, "InternalError", "</Error>\n"),
        ("502", 502, "", "nginx</center>\r\n</body>\r\n</html>\r\n"),
        ("504", 504, "", ""),
        ("cut", 200, "", "  "),
        ("large", 200, "", "  </Result>"),
        ("redirect", 307, "", ""),
        ("html", 200, "", "</html>"),
        ("403", 403, "", ""),
        ("400", 400, "SomethingNew", "</Error>\n"),
    ];
    for provider in [Provider::Oss, Provider::Cos] {
        let user = User::of(provider).await;
        for (slug, status, code, end) in answers {
            for (kind, rules) in [("done", 4), ("undone", 5)] {
                let bucket = named(provider, &format!("{kind}-delete-{slug}"));
                let (one, _) = first(&user, &bucket);
                assert_eq!(user.preflight(&bucket, "DELETE").await.status, 200);
                let answer = user.call("DELETE", &bucket, &one, "").await;
                assert_eq!((answer.status, answer.code()), (status, code), "{bucket}");
                assert!(answer.body.ends_with(end), "{bucket}");
                assert_eq!(answer.body.is_empty(), end.is_empty(), "{bucket}");
                assert_eq!(user.sandbox.rule_ids(&bucket).len(), rules, "{bucket}");
                let page = answer.header("access-control-allow-origin");
                assert_eq!(page.is_some(), slug != "cut", "{bucket}");
                let said: usize =
                    answer.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
                assert_eq!(said > answer.body.len(), slug == "cut", "{bucket}");
                assert_eq!(said > 8 << 20, slug == "large", "{bucket}");
                assert_eq!(answer.header("location").is_some(), slug == "redirect", "{bucket}");
                // Reads stay as they are.
                user.read(&bucket, "inventory").await.check(200, "");
            }
        }
    }
}

#[tokio::test]
async fn writes_and_jobs_are_carried_out_or_not_too() {
    let user = User::of(Provider::Cos).await;
    let (done, undone) = ("done-put-502-1250000000", "undone-put-502-1250000000");
    let (one, id) = first(&user, done);
    let xml = user.sandbox.rule_xml(done, &id).expect("seeded");
    let changed = xml.replace("<IsEnabled>true", "<IsEnabled>false");
    for (bucket, stored) in [(done, &changed), (undone, &xml.replace(done, undone))] {
        assert_eq!(user.call("PUT", bucket, &one, &changed).await.status, 502);
        assert_eq!(user.sandbox.rule_xml(bucket, &id).as_ref(), Some(stored));
    }
    let job = "inventory&id=job";
    let body = xml.replace(&id, "job").replace("<Schedule><Frequency>Daily</Frequency></Schedule>", "");
    let body = body.replace("<IsEnabled>true</IsEnabled>", "");
    for (bucket, again) in [("done-run-504-1-1250000000", 400), ("undone-run-504-1-1250000000", 200)] {
        let answer = user.call("POST", bucket, job, &body).await;
        assert_eq!(answer.status, 504, "{bucket} {}", answer.body);
        assert_eq!(user.call("POST", bucket, job, &body).await.status, again, "{bucket}");
    }
}

#[tokio::test]
async fn what_the_provider_refuses_it_refuses_as_ever() {
    let user = User::new().await;
    for kind in ["done", "undone"] {
        let bucket = format!("{kind}-put-html");
        let (one, id) = first(&user, &bucket);
        let xml = user.sandbox.rule_xml(&bucket, &id).expect("seeded");
        user.call("PUT", &bucket, &one, &xml).await.check(409, "InventoryAlreadyExist");
        user.call("PUT", &bucket, "inventory&inventoryId=new", "<a/>").await.check(400, "MalformedXML");
        let unsigned = user.send("PUT", &user.host(&bucket), &format!("/?{one}"), &[], &xml).await;
        unsigned.check(403, "AccessDenied");
    }
}

#[tokio::test]
async fn only_the_nth_call_since_it_was_set_is_hit() {
    let user = User::new().await;
    let bucket = "undone-delete-504-2";
    let (one, _) = first(&user, bucket);
    for (status, rules) in [(204, 4), (504, 4), (204, 4)] {
        assert_eq!(user.call("DELETE", bucket, &one, "").await.status, status);
        assert_eq!(user.sandbox.rule_ids(bucket).len(), rules);
    }
    let get = of(Operation::Get, None, CarriedOut::Never, Answer::Empty403);
    let second = of(Operation::List, Some(2), CarriedOut::AtOnce, Answer::Error500Xml);
    let third = of(Operation::List, Some(3), CarriedOut::AtOnce, Answer::Empty504);
    for _ in 0..2 {
        user.sandbox.set_aftermaths("demo-250", vec![get, second, third]);
        let (one, _) = first(&user, "demo-250");
        for status in [200, 500, 504, 200] {
            assert_eq!(user.read("demo-250", "inventory").await.status, status);
            assert_eq!(user.read("demo-250", &one).await.status, 403);
        }
    }
    user.sandbox.set_aftermaths("demo-250", Vec::new());
    user.sandbox.set_aftermaths(bucket, Vec::new());
    user.read("demo-250", &first(&user, "demo-250").0).await.check(200, "");
    for _ in 0..3 {
        assert_eq!(user.call("DELETE", bucket, &one, "").await.status, 204);
    }
}

#[tokio::test]
async fn late_work_is_done_on_the_rules_as_they_are_then() {
    let user = User::new().await;
    let bucket = "late-delete-1";
    let (one, id) = first(&user, bucket);
    let xml = user.sandbox.rule_xml(bucket, &id).expect("seeded");
    assert_eq!(user.call("DELETE", bucket, &one, "").await.status, 504);
    assert!(user.sandbox.rule_xml(bucket, &id).is_some());
    // Another removes it and writes it anew; the keys end too.
    assert!(user.sandbox.remove_rule(bucket, &id));
    user.call("PUT", bucket, &one, &xml).await.check(200, "");
    user.sandbox.expire_all_credentials();
    let gone = async {
        while user.sandbox.rule_xml(bucket, &id).is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(10), gone).await.is_ok());
    assert_eq!(user.sandbox.rule_ids(bucket).len(), 4);
}

#[tokio::test]
async fn a_late_write_can_be_answered_with_anything() {
    let user = User::of(Provider::Cos).await;
    let bucket = "demo-250-1250000000";
    let (one, id) = first(&user, bucket);
    let xml = user.sandbox.rule_xml(bucket, &id).expect("seeded");
    let changed = xml.replace("<IsEnabled>true", "<IsEnabled>false");
    let late = CarriedOut::After(Duration::from_millis(300));
    user.sandbox.set_aftermaths(bucket, vec![of(Operation::Put, None, late, Answer::UnknownCode400)]);
    user.call("PUT", bucket, &one, &changed).await.check(400, "SomethingNew");
    assert_eq!(user.sandbox.rule_xml(bucket, &id), Some(xml));
    let written = async {
        while user.sandbox.rule_xml(bucket, &id).as_ref() != Some(&changed) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(10), written).await.is_ok());
}
