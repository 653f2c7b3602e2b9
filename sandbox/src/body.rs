//! Bodies on their way out, piece by piece: a gigabyte must not lie in memory,
//! and an answer that is cut off ends in the middle.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sending {
    /// As it is, with its length.
    Whole,
    /// With its length, but the connection ends after half of it.
    CutOff,
    /// With a gigabyte of spaces before its last tag, and without a length, so
    /// that only counting tells.
    Huge,
}

const GIGABYTE: usize = 1 << 30;

static SPACES: [u8; 1 << 16] = [b' '; 1 << 16];

enum Piece {
    Bytes(Bytes),
    Spaces(usize),
    /// Lets what came before go out first; with an error, hyper drops it.
    Pause,
    /// Ends the connection.
    Break,
}

/// A body for hyper. The default one is empty.
#[derive(Default)]
pub(crate) struct Outgoing {
    pieces: VecDeque<Piece>,
    length: Option<u64>,
}

impl Outgoing {
    pub(crate) fn new(body: Vec<u8>, sending: Sending) -> Self {
        let length = u64::try_from(body.len()).ok();
        let body = Bytes::from(body);
        match sending {
            // Without pieces hyper knows that nothing will come.
            Sending::Whole if body.is_empty() => Self { pieces: VecDeque::new(), length },
            Sending::Whole => Self { pieces: [Piece::Bytes(body)].into(), length },
            Sending::CutOff => {
                let half = body.slice(..body.len() / 2);
                Self { pieces: [Piece::Bytes(half), Piece::Pause, Piece::Break].into(), length }
            }
            Sending::Huge => {
                let (start, end) = around_the_last_tag(&body);
                let pieces = [Piece::Bytes(start), Piece::Spaces(GIGABYTE), Piece::Bytes(end)];
                Self { pieces: pieces.into(), length: None }
            }
        }
    }
}

fn around_the_last_tag(body: &Bytes) -> (Bytes, Bytes) {
    let tag = body.windows(2).rposition(|two| two == b"</").unwrap_or(body.len());
    (body.slice(..tag), body.slice(tag..))
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let bytes = match self.pieces.pop_front() {
            None => return Poll::Ready(None),
            Some(Piece::Bytes(bytes)) => bytes,
            Some(Piece::Spaces(left)) => {
                let now = left.min(SPACES.len());
                if now < left {
                    self.pieces.push_front(Piece::Spaces(left - now));
                }
                Bytes::from_static(&SPACES[..now])
            }
            Some(Piece::Pause) => {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Some(Piece::Break) => return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        };
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Asked once, before the first piece.
    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    #[tokio::test]
    async fn a_huge_body_is_a_gigabyte_inside_its_document() {
        let mut body = Outgoing::new(b"<a><b></b></a>".to_vec(), Sending::Huge);
        assert_eq!(body.size_hint().exact(), None);
        let (mut pieces, mut length) = (Vec::new(), 0);
        while let Some(frame) = body.frame().await {
            let bytes = frame.expect("no error").into_data().expect("data");
            length += bytes.len();
            pieces.push(bytes);
        }
        assert_eq!(length, GIGABYTE + "<a><b></b></a>".len());
        assert_eq!((&pieces[0][..], &pieces[1][..1]), (&b"<a><b></b>"[..], &b" "[..]));
        assert_eq!(pieces.last().map(|last| &last[..]), Some(&b"</a>"[..]));
        assert!(body.is_end_stream());
    }

    #[tokio::test]
    async fn other_bodies_say_their_length_and_may_not_keep_to_it() {
        let whole = Outgoing::new(b"abcd".to_vec(), Sending::Whole);
        assert_eq!(whole.size_hint().exact(), Some(4));
        assert_eq!(whole.collect().await.expect("no error").to_bytes(), "abcd");
        assert!(Outgoing::new(Vec::new(), Sending::Whole).is_end_stream());

        let mut cut = Outgoing::new(b"abcd".to_vec(), Sending::CutOff);
        assert_eq!(cut.size_hint().exact(), Some(4));
        let half = cut.frame().await.expect("a frame").expect("no error");
        assert_eq!(half.into_data().expect("data"), "ab");
        assert!(cut.frame().await.expect("the end").is_err());
    }
}
