//! Every text is read back by what it is written for, whatever the names in it.

use serde_json::{Value, json};

use super::cors::texts;
use super::policy::{Right, policy, service_role};
use super::probe::{preflight, whereabouts};
use super::*;
use crate::model::{Connection, Endpoint, EndpointTemplate, Provider, SignatureVersion};
use crate::provider::http::Method;
use crate::provider::xml::Element;

const ORIGIN: &str = "https://console.example.com:8443";

fn connection(provider: Provider) -> Connection {
    match provider {
        Provider::Oss => Connection::to(provider, "cn-hangzhou", "demo"),
        Provider::Cos => Connection::to(provider, "ap-guangzhou", "demo-1250000000"),
    }
}

fn of(provider: Provider, form: Form, tool: &str) -> Text {
    let all = texts(ORIGIN, &connection(provider));
    all.into_iter().find(|text| text.form == form && text.tool == tool).expect(tool)
}

fn destination(bucket: &str, prefix: &str) -> Destination {
    Destination { bucket: bucket.to_owned(), prefix: prefix.to_owned() }
}

#[test]
fn only_forms_that_there_are_are_offered() {
    let forms = |provider| {
        texts(ORIGIN, &connection(provider))
            .into_iter()
            .map(|text| (text.form, text.tool))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        forms(Provider::Oss),
        [
            (Form::Xml, "PutBucketCors"),
            (Form::Json, "cors.json"),
            (Form::Command, "ossutil 2, aliyun ossutil"),
            (Form::Command, "ossutil 1, aliyun oss"),
            (Form::Terraform, "alicloud_oss_bucket_cors"),
            (Form::Python, "alibabacloud-oss-v2"),
        ]
    );
    // coscli and tccli have no such call.
    assert_eq!(
        forms(Provider::Cos),
        [
            (Form::Xml, "PUT Bucket cors"),
            (Form::Terraform, "tencentcloud_cos_bucket"),
            (Form::Python, "cos-python-sdk-v5"),
        ]
    );
}

#[test]
fn what_replaces_the_list_says_how_it_is_read() {
    for text in texts(ORIGIN, &connection(Provider::Oss)) {
        let reads_itself = text.form == Form::Python && text.text.contains("get_bucket_cors");
        assert_eq!(text.read_first.is_none(), reads_itself, "{}", text.tool);
        assert!(text.text.ends_with('\n'), "{}", text.tool);
    }
    assert!(of(Provider::Cos, Form::Python, "cos-python-sdk-v5").text.contains("get_bucket_cors"));
}

#[test]
fn the_xml_and_the_json_are_well_formed() {
    for provider in Provider::ALL {
        let xml = &texts(ORIGIN, &connection(provider))[0];
        let rule = Element::parse(xml.text.trim().as_bytes()).expect("XML");
        let rule = rule.child("CORSRule").expect("a rule");
        assert_eq!(rule.child_text("AllowedOrigin").as_deref(), Some(ORIGIN));
    }
    let text = of(Provider::Oss, Form::Json, "cors.json").text;
    let read: Value = serde_json::from_str(&text).expect("JSON");
    let expected = json!({
        "CORSRule": [{
            "AllowedOrigin": [ORIGIN],
            "AllowedMethod": ["GET", "PUT", "DELETE"],
            "AllowedHeader": "*",
            "ExposeHeader": ["x-oss-request-id", "x-oss-ec", "x-oss-err", "Date"],
            "MaxAgeSeconds": 600,
        }],
        "ResponseVary": true,
    });
    assert_eq!(read, expected);
    let command = of(Provider::Oss, Form::Command, "ossutil 2, aliyun ossutil").text;
    let (_, document) = command.split_once("<<'END'\n").expect("a document");
    let (document, call) = document.split_once("\nEND\n").expect("its end");
    assert_eq!(serde_json::from_str::<Value>(document).expect("JSON"), expected);
    assert_eq!(
        call,
        "ossutil api put-bucket-cors --bucket demo --region cn-hangzhou --cors-configuration file://cors.json\n"
    );
    let older = of(Provider::Oss, Form::Command, "ossutil 1, aliyun oss").text;
    assert!(older.ends_with("\nEND\nossutil cors --method put oss://demo cors.xml\n"), "{older}");
}

#[test]
fn the_terraform_is_hcl_with_the_names_of_each_resource() {
    let read = |provider, tool| -> Value {
        let text = of(provider, Form::Terraform, tool).text;
        let body: Value = hcl::eval::from_str(&text, &hcl::eval::Context::new()).expect("HCL");
        body["resource"][tool]["stocktake"].clone()
    };
    let oss = read(Provider::Oss, "alicloud_oss_bucket_cors");
    assert_eq!((&oss["bucket"], &oss["response_vary"]), (&json!("demo"), &json!(true)));
    assert_eq!(oss["cors_rule"]["expose_header"][0], "x-oss-request-id");
    assert_eq!(oss["cors_rule"]["allowed_origins"], json!([ORIGIN]));
    let cos = read(Provider::Cos, "tencentcloud_cos_bucket");
    assert_eq!(cos["bucket"], "demo-1250000000");
    assert_eq!(cos["cors_rules"]["expose_headers"][0], "x-cos-request-id");
    assert_eq!(cos["cors_rules"]["max_age_seconds"], 600);
}

#[test]
fn an_endpoint_of_the_connection_stands_in_the_code_where_tools_can_use_it() {
    let endpoint =
        EndpointTemplate::parse("https://{bucket}.oss-accelerate.aliyuncs.com").expect("a template");
    let connection = Connection { endpoint: Some(endpoint), ..connection(Provider::Oss) };
    let all = texts(ORIGIN, &connection);
    let python = all.iter().find(|text| text.form == Form::Python).expect("Python");
    assert!(python.text.contains("config.endpoint = \"oss-accelerate.aliyuncs.com\"\n"), "{python:?}");
    let command = all.iter().find(|text| text.form == Form::Command).expect("a command");
    assert!(command.text.contains(" --endpoint oss-accelerate.aliyuncs.com "), "{command:?}");
}

#[test]
fn the_policies_of_ram_are_the_smallest() {
    let connection = connection(Provider::Oss);
    let places = [destination("reports", "daily"), destination("others", "")];
    let read = |right| -> Value { serde_json::from_str(&policy(right, &connection, &places)).expect("JSON") };
    assert_eq!(
        read(Right::Look),
        json!({"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": ["oss:GetBucketInventory"], "Resource": ["acs:oss:*:*:demo"]},
        ]})
    );
    assert_eq!(
        read(Right::Manage)["Statement"][0]["Action"],
        json!(["oss:GetBucketInventory", "oss:PutBucketInventory", "oss:DeleteBucketInventory"])
    );
    assert_eq!(
        read(Right::Reports)["Statement"],
        json!([
            {"Effect": "Allow", "Action": ["oss:GetObject"], "Resource": ["acs:oss:*:*:reports/daily/*"]},
            {"Effect": "Allow", "Action": ["oss:ListObjects"], "Resource": ["acs:oss:*:*:reports"],
             "Condition": {"StringLike": {"oss:Prefix": ["daily/*"]}}},
            {"Effect": "Allow", "Action": ["oss:GetObject"], "Resource": ["acs:oss:*:*:others/*"]},
            {"Effect": "Allow", "Action": ["oss:ListObjects"], "Resource": ["acs:oss:*:*:others"]},
        ])
    );
    let role = service_role(Provider::Oss, &places);
    assert_eq!(
        serde_json::from_str::<Value>(&role.trust).expect("JSON")["Statement"][0],
        json!({"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"Service": ["oss.aliyuncs.com"]}})
    );
    let rights: Value = serde_json::from_str(&role.rights.expect("rights")).expect("JSON");
    assert_eq!(rights["Statement"][0]["Resource"], json!(["acs:oss:*:*:reports/*", "acs:oss:*:*:others/*"]));
}

#[test]
fn the_policies_of_cam_name_region_and_account() {
    let connection = connection(Provider::Cos);
    let places = [destination("reports-1250000001", "a \"b\"\n清")];
    let read = |right| -> Value { serde_json::from_str(&policy(right, &connection, &places)).expect("JSON") };
    let source = json!(["qcs::cos:ap-guangzhou:uid/1250000000:demo-1250000000/*"]);
    let look = read(Right::Look);
    assert_eq!((&look["version"], &look["statement"][0]["resource"]), (&json!("2.0"), &source));
    assert_eq!(
        look["statement"][0]["action"],
        json!(["name/cos:GetBucketInventory", "name/cos:ListBucketInventory"])
    );
    let manage = read(Right::Manage);
    let reports = json!(["qcs::cos:ap-guangzhou:uid/1250000001:reports-1250000001/a \"b\"\n清/*"]);
    assert_eq!(manage["statement"][0]["action"].as_array().map(Vec::len), Some(5));
    assert_eq!(
        manage["statement"][1],
        json!({"effect": "allow", "action": ["name/cos:PutObject"], "resource": reports})
    );
    assert_eq!(read(Right::Reports)["statement"][0]["resource"], reports);
    let role = service_role(Provider::Cos, &places);
    assert_eq!((role.name, role.rights), (Some("COS_QcsRole"), None));
    assert_eq!(
        serde_json::from_str::<Value>(&role.trust).expect("JSON")["statement"][0]["principal"],
        json!({"service": "cos.cloud.tencent.com"})
    );
}

#[test]
fn destinations_are_those_of_the_rules_each_once() {
    let rule = |bucket: &str, prefix: &str| {
        Rule::default().with(Part::Bucket, bucket).with(Part::DestinationPrefix, prefix)
    };
    let rules = [
        rule("acs:oss:::reports", "daily/"),
        rule("acs:oss:::reports", "daily"),
        rule("qcs::cos:ap-guangzhou::r-1", ""),
        rule("", "x"),
    ];
    assert_eq!(destinations(&rules), [destination("reports", "daily"), destination("r-1", "")]);
    assert_eq!(destinations(&[]), [destination("DESTINATION-BUCKET", "PREFIX")]);
    let many: Vec<_> = (0..9).map(|number| rule(&format!("b{number}"), "")).collect();
    assert_eq!(destinations(&many).len(), MOST);
}

#[test]
fn the_question_of_a_browser_is_asked_without_credentials() {
    let ask = |connection: &Connection, method| {
        let endpoint = Endpoint::of_connection(connection).expect("an endpoint");
        preflight(connection, &endpoint, ORIGIN, method)
    };
    assert_eq!(
        ask(&connection(Provider::Oss), Method::Put),
        "curl -i -X OPTIONS 'https://demo.oss-cn-hangzhou.aliyuncs.com/?inventory&inventoryId=x' \\\n  \
         -H 'Origin: https://console.example.com:8443' \\\n  \
         -H 'Access-Control-Request-Method: PUT' \\\n  \
         -H 'Access-Control-Request-Headers: authorization,content-md5,content-type,x-oss-content-sha256,x-oss-date,x-oss-security-token'\n"
    );
    let older = Connection { signature: SignatureVersion::Older, ..connection(Provider::Oss) };
    assert!(ask(&older, Method::Delete).ends_with("authorization,x-oss-date,x-oss-security-token'\n"));
    let cos = ask(&connection(Provider::Cos), Method::Delete);
    assert!(cos.contains("myqcloud.com/?inventory&id=x'") && cos.contains("Method: DELETE'"), "{cos}");
    assert!(cos.ends_with("authorization,x-cos-security-token'\n"), "{cos}");
    let endpoint = Endpoint::of_connection(&connection(Provider::Cos)).expect("an endpoint");
    assert_eq!(
        whereabouts(&endpoint),
        "curl -i 'https://demo-1250000000.cos.ap-guangzhou.myqcloud.com/?inventory'\n"
    );
}

/// An origin comes from the browser, and an endpoint from whoever runs the site; neither ends a quotation.
#[test]
fn nothing_gets_out_of_its_quotes() {
    let odd = "https://a'b\"c\\d${e}";
    let endpoint = Endpoint::of_connection(&connection(Provider::Oss)).expect("an endpoint");
    let asked = preflight(&connection(Provider::Oss), &endpoint, odd, Method::Put);
    assert!(asked.contains("'Origin: https://a'\\''b\"c\\d${e}'"), "{asked}");
    for provider in Provider::ALL {
        for text in texts(odd, &connection(provider)) {
            match text.form {
                Form::Python => assert!(text.text.contains("\"https://a'b\\\"c\\\\d${e}\""), "{text:?}"),
                Form::Terraform => assert!(text.text.contains("\"https://a'b\\\"c\\\\d$${e}\""), "{text:?}"),
                Form::Json => assert!(serde_json::from_str::<Value>(&text.text).is_ok(), "{text:?}"),
                Form::Xml => assert!(Element::parse(text.text.trim().as_bytes()).is_ok(), "{text:?}"),
                // Between the marks of a here-document nothing means anything.
                Form::Command => assert!(text.text.contains("<<'END'\n"), "{text:?}"),
            }
        }
    }
}
