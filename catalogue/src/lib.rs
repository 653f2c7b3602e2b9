//! What `build.rs` made of `locales/`: 2.4 MB of code, twice as much as the whole browser layer that says the sentences.
//! A page needs it and nobody else, so for the host there is none.

#[cfg(target_arch = "wasm32")]
#[allow(missing_docs, dead_code, unreachable_pub, unused_imports, clippy::all)]
mod made {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

#[cfg(target_arch = "wasm32")]
pub use made::i18n;
