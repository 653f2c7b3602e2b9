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
fn filters_that_are_not_set_can_be_shown_as_empty_and_0() {
    let zeros = |set: &str| {
        let xml = format!(
            "<InventoryConfiguration><Id>r1</Id>{set}<IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>"
        );
        let shown = with_zeros(&print(&xml));
        let filter = shown.strip_prefix("<InventoryConfiguration><Id>r1</Id><Filter>");
        let filter = filter.and_then(|rest| {
            rest.strip_suffix(
                "</Filter><IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>",
            )
        });
        filter.expect(&shown).to_owned()
    };
    let none = "<Prefix></Prefix><LastModifyBeginTimeStamp>0</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>0</LastModifyEndTimeStamp><LowerSizeBound>0</LowerSizeBound><UpperSizeBound>0</UpperSizeBound><StorageClass></StorageClass>";
    assert_eq!(zeros(""), none);
    assert_eq!(zeros("<Filter></Filter>"), none);
    let prefix = zeros("<Filter><Prefix>a&amp;b</Prefix></Filter>");
    assert_eq!(prefix, none.replace("<Prefix>", "<Prefix>a&amp;b"));
    let all = none.replace(">0<", ">1637883649<").replace("<StorageClass>", "<StorageClass>IA,Standard");
    let all = format!("{all}<NewFilter><A>1</A></NewFilter>");
    assert_eq!(zeros(&format!("<Filter>{all}</Filter>")), all);
    assert_eq!(with_zeros("<broken"), "<broken");
}

#[test]
fn element_order_and_spelling_of_a_client_do_not_come_back() {
    let sent = "<InventoryConfiguration><OptionalFields><Field>ETag</Field><Field>Size</Field></OptionalFields><Filter><StorageClass>Standard,IA</StorageClass><Prefix>a&amp;b</Prefix></Filter><IsEnabled>True</IsEnabled><Id>r1</Id></InventoryConfiguration>";
    let printed = "<InventoryConfiguration><Id>r1</Id><IsEnabled>true</IsEnabled><Filter><Prefix>a&amp;b</Prefix><StorageClass>IA,Standard</StorageClass></Filter><OptionalFields><Field>ETag</Field><Field>Size</Field></OptionalFields></InventoryConfiguration>";
    assert_eq!(print(sent), printed);
}
