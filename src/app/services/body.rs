//! The body of an answer, read as it comes and never beyond a limit.

use gloo_net::http::Response;
use js_sys::{Reflect, Uint8Array};
use leptos::web_sys::ReadableStreamDefaultReader;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyProblem {
    /// Larger than was asked for. The rest was not fetched.
    TooLarge,
    /// There is no answer, or only its beginning came.
    Broken,
}

/// Reads the body of an answer.
///
/// # Errors
/// [`BodyProblem`]; nothing beyond `limit` bytes, but the piece that passes it, is ever in memory.
pub(crate) async fn read(answer: &Response, limit: usize) -> Result<Vec<u8>, BodyProblem> {
    read_heard(answer, limit, &|| ()).await
}

/// The same, and each piece that comes is heard.
///
/// # Errors
/// As for [`read`].
pub(super) async fn read_heard(
    answer: &Response,
    limit: usize,
    heard: &dyn Fn(),
) -> Result<Vec<u8>, BodyProblem> {
    // An answer without a body has no stream.
    let Some(stream) = answer.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Some(piece) = next(&reader).await.map_err(|_| BodyProblem::Broken)? {
        heard();
        if bytes.len() + piece.length() as usize > limit {
            // Ends the download; nobody waits for that.
            drop(reader.cancel());
            return Err(BodyProblem::TooLarge);
        }
        bytes.extend(piece.to_vec());
    }
    Ok(bytes)
}

/// The next piece; `None` at the end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let piece = JsFuture::from(reader.read()).await?;
    let is_last = Reflect::get(&piece, &"done".into())?.is_truthy();
    if is_last { Ok(None) } else { Reflect::get(&piece, &"value".into())?.dyn_into().map(Some) }
}
