//! HTTP by hand: requests to the letter, with what no client would send, and answers as they came.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::site::{CONSOLE, Site};

const LIMIT: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header that came once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} came twice: {:?}", self.headers);
        value
    }

    /// Whether the relay says this itself.
    pub(crate) fn is_the_relays(&self) -> bool {
        self.body.starts_with("<NotPassedOn>")
    }
}

/// A connection that stays open.
pub(crate) struct Line(BufReader<TcpStream>);

impl Line {
    pub(crate) fn to(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        stream.set_read_timeout(Some(LIMIT)).expect("a limit can be set");
        stream.set_nodelay(true).expect("small requests do not wait");
        Line(BufReader::new(stream))
    }

    /// Sends a request to the letter; `head` ends without a blank line.
    pub(crate) fn ask(&mut self, head: &str, body: &[u8]) -> Answer {
        let mut request = format!("{head}\r\n\r\n").into_bytes();
        request.extend(body);
        // A server that refuses may have closed before it has read all.
        drop(self.0.get_mut().write_all(&request));
        self.answer(!head.starts_with("HEAD"))
    }

    fn answer(&mut self, has_body: bool) -> Answer {
        let status = self.line();
        let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.expect("an answer has a status");
        let mut headers = Vec::new();
        loop {
            let line = self.line();
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: String::new() };
        if has_body {
            answer.body = String::from_utf8_lossy(&self.body(&answer)).into_owned();
        }
        answer
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("the server answers");
        line.trim_end().to_owned()
    }

    fn body(&mut self, answer: &Answer) -> Vec<u8> {
        let mut body = Vec::new();
        if answer.header("transfer-encoding") == Some("chunked") {
            loop {
                let length = usize::from_str_radix(&self.line(), 16).expect("a chunk has a length");
                let mut chunk = vec![0; length + 2];
                self.0.read_exact(&mut chunk).expect("a chunk comes whole");
                if length == 0 {
                    return body;
                }
                body.extend(&chunk[..length]);
            }
        }
        let length = answer.header("content-length").map_or(0, |length| length.parse().expect("a number"));
        body.resize(length, 0);
        self.0.read_exact(&mut body).expect("a body comes whole");
        body
    }
}

impl Site {
    /// Asks once, by the relay: `METHOD HOST/?QUERY`, with headers in full.
    pub(crate) fn relay(&self, asked: &str, headers: &[&str], body: &[u8]) -> Answer {
        let (method, rest) = asked.split_once(' ').expect("a method and a host");
        self.ask(&format!("{method} /{CONSOLE}/relay/{rest}"), headers, body)
    }

    /// Asks once: `METHOD /PATH`.
    pub(crate) fn ask(&self, asked: &str, headers: &[&str], body: &[u8]) -> Answer {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        let length = format!("Content-Length: {}", body.len());
        let mut lines = vec![format!("{asked} HTTP/1.1"), host, "Connection: close".to_owned()];
        lines.extend(headers.iter().map(|header| (*header).to_owned()));
        let is_chunked = headers.iter().any(|header| header.starts_with("Transfer-Encoding"));
        if !body.is_empty() && !is_chunked {
            lines.push(length);
        }
        Line::to(self.port).ask(&lines.join("\r\n"), body)
    }
}
