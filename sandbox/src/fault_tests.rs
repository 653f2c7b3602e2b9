//! Faults that show on the way to the client only.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::oss::test_signing;
use crate::test_user::{PAGE, User};

/// A gigabyte is too much to read here; `body` counts it.
#[tokio::test]
async fn a_huge_list_does_not_say_its_length() {
    let user = User::new().await;
    let host = user.host("error-huge");
    let query = test_signing::query(&user.credentials, "error-huge", "inventory");
    let address = ("127.0.0.1", user.sandbox.port());
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("a connection");
    let request = format!("GET /?{query} HTTP/1.1\r\nhost: {host}\r\norigin: {PAGE}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut bytes = vec![0; 16 << 20];
    stream.read_exact(&mut bytes).await.expect("read");
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("transfer-encoding: chunked"), "{head}");
    assert!(head.contains("access-control-allow-origin: *") && !head.contains("content-length"), "{head}");
    assert!(body.contains("</IsTruncated>") && !body.contains("</ListInventoryConfigurationsResult>"));
    // A write is answered as ever.
    let one = "inventory&inventoryId=none";
    assert_eq!(user.call("DELETE", "error-huge", one, "").await.status, 204);
}
