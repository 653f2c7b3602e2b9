//! `#[loader(PART)]`: the mark of a function that hands out code of a part of the wasm that comes later.

use proc_macro::{Ident, Span, TokenStream, TokenTree};

/// Puts what only such functions reach into the wasm file of `PART`, and makes the function async: it fetches that file
/// first. The function returns `Result<_, E>`, where `E` can be made of `leptos::wasm_split::SplitLoaderError`.
///
/// For a release this is `#[leptos::wasm_split::wasm_split]`. The development profile keeps the wasm whole: the names that
/// `wasm_split` gives depend on where a function stands in all sources of the crate, so that each save would have most of
/// them compiled anew.
#[proc_macro_attribute]
pub fn loader(part: TokenStream, function: TokenStream) -> TokenStream {
    let mut written = parsed(&format!(
        "#[cfg(not(debug_assertions))]
         #[::leptos::wasm_split::wasm_split({part}, wasm_split_path = ::leptos::wasm_split, fallible)]"
    ));
    written.extend(function.clone());
    written.extend(parsed("#[cfg(debug_assertions)]"));
    written.extend(made_async(function));
    written
}

fn parsed(tokens: &str) -> TokenStream {
    tokens.parse().unwrap_or_else(|error| panic!("{tokens}: {error}"))
}

/// Its first `fn` is the function's own; others are of types.
fn made_async(function: TokenStream) -> impl Iterator<Item = TokenTree> {
    let mut is_marked = false;
    function.into_iter().flat_map(move |token| {
        let begins = !is_marked && matches!(&token, TokenTree::Ident(word) if word.to_string() == "fn");
        is_marked |= begins;
        let mark = begins.then(|| TokenTree::Ident(Ident::new("async", Span::call_site())));
        mark.into_iter().chain([token])
    })
}
