//! Starts the console in the page. On the host there is nothing to start: the binary exists so
//! that one package holds both layers.

fn main() {
    #[cfg(target_arch = "wasm32")]
    stocktake::app::mount();
}
