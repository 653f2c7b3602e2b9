#![no_main]
//! See the function of the same name.

libfuzzer_sys::fuzz_target!(|data: &[u8]| stocktake_fuzz::config(data));
