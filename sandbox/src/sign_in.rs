//! The organisation's sign-in in front of a server that hands out credentials: it knows who is asking, and says so in a
//! header. Only for tests in process, which say at which port the server is.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::provider::Provider;
use crate::reply::Reply;

/// Who has signed in.
const USER: &str = "alice@example.com";
/// More than credentials can be.
const LARGEST: u64 = 1 << 20;

/// The server's answer, for somebody who has signed in.
pub(crate) async fn pass_on(port: u16, provider: Provider) -> Reply {
    let answer = ask(port, provider).await.ok();
    answer
        .as_deref()
        .and_then(read)
        .unwrap_or_else(|| Reply::text(502, "The server behind the sign-in does not answer."))
}

async fn ask(port: u16, provider: Provider) -> io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    // HTTP/1.0: the end of the connection is the end of the answer.
    let request = format!(
        "GET /sts/{} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-User: {USER}\r\n\r\n",
        provider.as_str()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.take(LARGEST).read_to_string(&mut answer).await?;
    Ok(answer)
}

/// An answer of HTTP/1.0 with its status and its type.
fn read(answer: &str) -> Option<Reply> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let (first, headers) = head.split_once("\r\n")?;
    let status = first.split(' ').nth(1)?.parse().ok()?;
    let content_type = headers.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-type").then(|| value.trim())
    });
    let mut reply = Reply::of_type(status, content_type.unwrap_or("text/plain"), body.to_owned());
    reply.headers.push(("cache-control", "no-store".into()));
    Some(reply)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let reply =
            read("HTTP/1.0 403 Forbidden\r\nContent-Type: application/json\r\nX: y\r\n\r\n{\r\n\r\n}");
        let reply = reply.expect("an answer");
        assert_eq!((reply.status, reply.body.as_slice()), (403, b"{\r\n\r\n}".as_slice()));
        assert_eq!(reply.headers[0], ("content-type", "application/json".into()));
        assert!(read("HTTP/1.0 200 OK\r\n\r\n").is_none() && read("").is_none());
    }
}
