//! A short run of what `fuzz` does at length: every file of its corpus, and mutations of each. The reader never panics, and what it opens
//! is written and read back the same.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use unrolled::model::file;

static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/network");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the corpus").map(|file| file.expect("a file").path()).collect();
    files.sort();
    files.into_iter().map(|path| std::fs::read(path).expect("its bytes")).collect()
});

/// Whether it opened.
fn read(bytes: &[u8]) -> bool {
    let Ok((model, _)) = file::open(bytes) else { return false };
    let again = file::read(&file::write(&model)).expect("what was written is read");
    assert!(again == model, "what is read back is another network");
    true
}

#[test]
fn every_file_of_the_corpus_is_read_or_refused() {
    let opened = CORPUS.iter().filter(|bytes| read(bytes)).count();
    assert!(opened >= 12 && opened < CORPUS.len(), "{opened} of {}", CORPUS.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]
    /// A few bytes changed, cut out or put in, in the header as anywhere else.
    #[test]
    fn mutations_are_read_or_refused(
        which: prop::sample::Index,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3usize), 1..6),
    ) {
        let mut bytes = which.get(&CORPUS).clone();
        for (at, byte, kind) in changes {
            let at = at.index(bytes.len() + 1);
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.insert(at, byte),
            }
        }
        read(&bytes);
    }
}
