//! The reader of networks on any bytes: it never panics, and whatever it opens is written and read back the same.
//!
//! In `fuzz`, with cargo-fuzz: `cargo fuzz run network -- -dict=network.dict -max_len=4096`. The corpus is kept in
//! `fuzz/corpus/network`; `tests/fuzzed.rs` runs it with some thousand mutations of each.
#![no_main]

use libfuzzer_sys::fuzz_target;
use unrolled::model::file;

fuzz_target!(|bytes: &[u8]| {
    if let Ok((model, _)) = file::open(bytes) {
        let again = file::read(&file::write(&model)).expect("what was written is read");
        assert!(again == model, "what is read back is another network");
    }
});
