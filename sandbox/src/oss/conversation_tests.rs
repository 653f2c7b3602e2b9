//! Whole conversations with OSS about what COS does not have.

use crate::query;
use crate::test_user::User;

#[tokio::test]
async fn zeros_are_shown_and_not_taken_back() {
    let user = User::new().await;
    let shown = async |bucket: &str, query: &str| user.read(bucket, query).await.body;
    let list = shown("demo-zeros", "inventory").await;
    assert_eq!(list.matches("<Filter><Prefix>").count(), 3);
    assert_eq!(list.matches("<StorageClass></StorageClass></Filter>").count(), 2);
    assert_eq!(list.matches("<LowerSizeBound>0</LowerSizeBound>").count(), 2);
    let id = user.sandbox.rule_ids("demo-zeros").remove(0);
    let one = format!("inventory&inventoryId={}", query::percent_encode(&id));
    let read = shown("demo-zeros", &one).await;
    assert!(list.contains(read.split_once('\n').expect("a declaration").1));
    assert!(!user.sandbox.rule_xml("demo-zeros", &id).expect("seeded").contains("Filter"));
    assert_eq!(user.call("DELETE", "demo-zeros", &one, "").await.status, 204);
    let begin = user.call("PUT", "demo-zeros", &one, &read).await;
    begin.check(400, "InvalidArgument");
    assert_eq!(begin.header("x-oss-ec"), Some("0020-00000008"));

    user.sandbox.set_zero_filters("demo-zeros", false);
    assert_eq!(shown("demo-zeros", "inventory").await.matches("<Prefix>logs/</Prefix></Filter>").count(), 1);
    user.sandbox.set_zero_filters("demo-every-field", true);
    assert_eq!(shown("demo-every-field", "inventory").await.matches("</StorageClass></Filter>").count(), 6);
}
