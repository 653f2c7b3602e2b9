//! How a stored rule is printed.

use super::*;

#[test]
fn recorded_answers_are_printed_as_recorded() {
    let vectors = crate::vectors::oss();
    for response in vectors["responses"].as_array().expect("responses") {
        let body = response["body"].as_str().unwrap_or_default();
        if response["operation"] != "get" || response["status"] != 200 {
            continue;
        }
        let (_, xml) = body.split_once('\n').expect("a declaration");
        let expected = xml.replace("<SSE-OSS/>", "<SSE-OSS></SSE-OSS>").replace("Standard,IA", "IA,Standard");
        assert_eq!(print(xml), expected, "{}", response["name"]);
    }
}

#[test]
fn element_order_and_spelling_of_a_client_do_not_come_back() {
    let sent = "<InventoryConfiguration><OptionalFields><Field>ETag</Field><Field>Size</Field></OptionalFields><Filter><StorageClass>Standard,IA</StorageClass><Prefix>a&amp;b</Prefix></Filter><IsEnabled>True</IsEnabled><Id>r1</Id></InventoryConfiguration>";
    let printed = "<InventoryConfiguration><Id>r1</Id><IsEnabled>true</IsEnabled><Filter><Prefix>a&amp;b</Prefix><StorageClass>IA,Standard</StorageClass></Filter><OptionalFields><Field>ETag</Field><Field>Size</Field></OptionalFields></InventoryConfiguration>";
    assert_eq!(print(sent), printed);
}
