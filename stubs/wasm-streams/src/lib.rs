//! In the place of `wasm-streams`, which leptos needs for server functions that stream.
//!
//! This console has no server and calls none of them. The real crate exports three classes to
//! JavaScript, which no linker can leave out however unused they are: 3 KB of the bundle. This one has
//! the same names, and streams that are empty.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// An empty stream.
    pub fn from_stream<S: Stream>(_: S) -> Self {
        ReadableStream(web_sys::ReadableStream::new().unwrap_or_else(|error| wasm_bindgen::throw_val(error)))
    }

    /// Takes a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        ReadableStream(raw)
    }

    /// The stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Nothing of what is in the stream.
    pub fn into_stream(self) -> Nothing {
        Nothing
    }
}

/// A stream that ends at once.
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
