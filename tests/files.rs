//! Files that people bring: each kind opens, or is refused by what it is, in the person's language; nothing is dropped silently,
//! and no bytes whatever make the reader panic.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;
use unrolled::model::cell::Cell;
use unrolled::model::config::Input;
use unrolled::model::file::refusal::{FileError, Foreign, Limit, Trouble};
use unrolled::model::file::{MAX_FILE_BYTES, open, read, write};
use unrolled::run::files::refusal;
use unrolled::run::notes;
use unrolled::words::Lang;

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files");
    let mut found = std::fs::read_dir(folder).expect("the files").flatten().map(|file| file.path());
    let path = found.find(|path| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name)));
    std::fs::read(path.unwrap_or_else(|| panic!("{name} is not there"))).expect("a file")
}

fn refused(name: &str) -> FileError {
    open(&bytes(name)).expect_err(name)
}

#[test]
fn what_is_a_network_opens_and_says_what_was_left_out() {
    for (name, prefix) in
        [("m00", "rnn."), ("m01", "module.rnn."), ("m03", "encoder.lstm_1."), ("m39", "rnn."), ("m10", "cell.")]
    {
        let (model, receipt) = open(&bytes(name)).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert_eq!((model.config.cell, model.config.hidden_size, model.config.classes), (Cell::Lstm, 8, 50), "{name}");
        assert_eq!((receipt.prefix.as_str(), receipt.names_words), (prefix, true), "{name}");
        assert!(receipt.zeros.is_empty() && receipt.left_out.is_empty(), "{name}: {receipt:?}");
    }
    let left = |name: &str| open(&bytes(name)).unwrap_or_else(|why| panic!("{name}: {why:?}")).1.left_out;
    assert_eq!(left("m25"), [("mask".to_string(), vec![2])]);
    assert_eq!(left("m27"), [("buffer".to_string(), vec![0])]);
    assert_eq!(left("m42"), [("c0".to_string(), vec![1, 1, 8]), ("h0".to_string(), vec![1, 1, 8])]);
    let said = |name: &str| -> Vec<String> {
        let receipt = open(&bytes(name)).expect(name).1;
        notes::opened(&receipt).map(|note| note.words(Lang::En)).collect()
    };
    assert!(said("m42")[0].contains("c0 [1, 1, 8], h0 [1, 1, 8]"), "{:?}", said("m42"));
    assert!(said("m00").is_empty());
}

#[test]
fn biases_that_are_not_there_are_zero_and_said() {
    let (model, receipt) = open(&bytes("m07")).expect("bias=False");
    assert_eq!(receipt.zeros, ["rnn.bias_ih_l0", "rnn.bias_hh_l0"]);
    assert!(model.params.get("rnn.bias_ih_l0").is_some_and(|bias| bias.data == [0.0; 32]));
    assert_eq!(open(&bytes("m08")).expect("a head without bias").1.zeros, ["head.bias"]);
    // And what is saved of it has them.
    assert!(open(&write(&model)).expect("our own file").1.zeros.is_empty());
}

#[test]
fn a_bare_state_dict_opens_with_words_by_number() {
    for name in ["m20", "m23", "m21"] {
        let (model, receipt) = open(&bytes(name)).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert_eq!((model.config.vocab[0].as_str(), model.config.vocab.len()), ("word0", 50), "{name}");
        assert_eq!((receipt.names_words, receipt.foreign_description), (false, name == "m21"), "{name}");
    }
    // PyTorch's own word language model: its table is called `encoder`, its head `decoder`.
    let (model, receipt) = open(&bytes("m04")).expect("a word language model");
    assert_eq!((model.config.input, model.config.input_size, receipt.left_out.len()), (Input::Embedding, 8, 0));
    let decoder = safetensors::SafeTensors::deserialize(&bytes("m04"))
        .expect("a file")
        .tensor("decoder.weight")
        .expect("a head")
        .data()
        .to_vec();
    let head = model
        .params
        .get("head.weight")
        .expect("a head")
        .data
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect::<Vec<u8>>();
    assert_eq!(head, decoder, "the head is the decoder, not the table");
    // All that fits a network here stays readable as it was.
    for (name, layers, directions) in [("m15", 1, 2), ("m18", 3, 1), ("m24", 1, 1), ("m17", 1, 1)] {
        let config = read(&bytes(name)).unwrap_or_else(|why| panic!("{name}: {why:?}")).config;
        assert_eq!((config.layers, config.directions), (layers, directions), "{name}");
    }
}

#[test]
fn what_is_none_is_refused_by_what_it_is() {
    assert_eq!(refused("m09"), FileError::Projection("rnn.weight_hr_l0".into()));
    assert_eq!(refused("m12"), FileError::WeightNorm("rnn.weight_hh_l0_g".into()));
    assert_eq!(refused("m13"), FileError::Several(vec!["lstm1".into(), "lstm2".into()]));
    assert_eq!(refused("m14"), FileError::Several(vec!["decoder.gru".into(), "encoder.gru".into()]));
    assert!(matches!(refused("m28"), FileError::Shape { limit: Limit::Rank, .. }));
    assert!(matches!(refused("m29"), FileError::NotFinite { .. }));
    assert!(matches!(refused("m30"), FileError::Kind { .. }));
    assert!(matches!(refused("m31"), FileError::Truncated { has, needs } if (has as u64) < needs));
    assert_eq!(refused("m32"), FileError::Duplicate("a".into()));
    assert_eq!(refused("m33"), FileError::Foreign(Foreign::LfsPointer));
    assert_eq!(refused("m34"), FileError::Foreign(Foreign::WebPage));
    assert_eq!(refused("m38"), FileError::Empty);
    let first = |bytes: &[u8]| open(&[bytes, &[0; 80]].concat()).err();
    for (begins, is) in [
        (&b"\x80\x02}q\x00."[..], Foreign::Pickle),
        (b"PK\x03\x04archive/data.pkl", Foreign::Pickle),
        (b"\x89HDF\r\n\x1a\n", Foreign::Hdf5),
        (b"GGUF\x03", Foreign::Gguf),
        (b"\x93NUMPY\x01", Foreign::NumPy),
        (b"\xef\xbb\xbf  <html>", Foreign::WebPage),
    ] {
        assert_eq!(first(begins), Some(FileError::Foreign(is)));
    }
    // A header whose length begins like a pickle is none.
    let padded = |size: usize| [&(size as u64).to_le_bytes()[..], b"{}", &vec![b' '; size - 2]].concat();
    assert_eq!(open(&padded(0x0280)).err(), Some(FileError::Missing("rnn.weight_ih_l0".into())));
    assert_eq!(open(b"{\"epoch\": 3}").err(), Some(FileError::Foreign(Foreign::Text)));
    assert_eq!(open(&vec![0; MAX_FILE_BYTES + 1]).err(), Some(FileError::TooLarge(MAX_FILE_BYTES + 1)));
    // A weight whose products nothing holds.
    let mut model = read(&bytes("m00")).expect("the control");
    model.params.tensors[0].data[3] = 3e38;
    assert!(matches!(open(&write(&model)).err(), Some(FileError::Huge { index: 3, .. })));
    // More than any machine has: the sum does not wrap.
    let far = br#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551615]}}"#;
    let far = open(&[&(far.len() as u64).to_le_bytes()[..], far].concat()).err();
    assert!(matches!(far, Some(FileError::Truncated { needs: u64::MAX, .. })), "{far:?}");
    // Ours and broken is told; somebody else's is passed over (m21).
    let ours = String::from_utf8_lossy(&bytes("m21")).contains("unrolled-model");
    assert!(!ours, "m21 is somebody else's");
}

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let name = || "rnn.weight_hh_l0".to_string();
    let shape = |limit: Limit| FileError::Shape { name: name(), shape: vec![3, 2], limit };
    let limits = [
        Limit::Rank,
        Limit::Dimension,
        Limit::Elements,
        Limit::Matrix,
        Limit::Taps,
        Limit::Rows,
        Limit::Expected(vec![4]),
    ];
    let troubles = [
        Trouble::Json,
        Trouble::List("vocab".into()),
        Trouble::Cell { said: "gru".into(), found: "lstm".into() },
        Trouble::Words { said: 3, has: 4 },
        Trouble::Nonlinearity("gelu".into()),
        Trouble::Head("crf".into()),
        Trouble::Classes { classes: 3, words: 4 },
    ];
    let files = ["m09", "m12", "m13", "m28", "m29", "m30", "m31", "m32", "m33", "m34", "m38"].map(refused);
    let all = limits.map(shape).into_iter().chain(troubles.map(FileError::Config)).chain(files);
    for why in all {
        let (en, th) = (refusal(Lang::En, &why), refusal(Lang::Th, &why));
        assert!(en.starts_with("This file cannot be opened: ") && en.ends_with('.'), "{en}");
        assert!(th.chars().any(|c| ('\u{e01}'..='\u{e5b}').contains(&c)), "{th}");
        assert_ne!(en, th);
    }
    let pickle = refusal(Lang::Th, &FileError::Foreign(Foreign::Pickle));
    assert!(pickle.contains("save_file(torch.load("), "the conversion is there: {pickle}");
}

/// Bytes changed, cut out, doubled and swapped in real files: refused or opened, never a panic, never more than the caps.
#[test]
fn no_bytes_make_the_reader_panic() {
    let seeds: Vec<Vec<u8>> = ["m00", "m04", "m15", "m24", "m32", "m42"].map(bytes).to_vec();
    let mut state = 7u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below.max(1)
    };
    let (mut opened, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut file = seeds[next(seeds.len())].clone();
        // Most of what can go wrong stands in the header.
        let reach = if next(4) > 0 { 900.min(file.len()) } else { file.len() };
        for _ in 0..=next(4) {
            let at = next(reach.min(file.len()));
            match next(5) {
                0 => file[at] = next(256) as u8,
                1 => file[at] = *b"0123456789[]{},:\"".get(next(17)).expect("one of them"),
                2 => file.truncate(at.max(1)),
                3 => file.insert(at, next(256) as u8),
                _ => drop(file.remove(at)),
            }
            if file.len() < 2 {
                break;
            }
        }
        match open(&file) {
            Ok(_) => opened += 1,
            Err(why) => {
                refused += 1;
                assert!(!refusal(Lang::Th, &why).is_empty());
            }
        }
    }
    assert!(
        opened > 100 && refused > 1000,
        "{opened} opened, {refused} refused: the bytes were hardly changed, or always"
    );
}
