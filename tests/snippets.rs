//! The lines of PyTorch that `own` hands out, run by PyTorch itself: for every cell, layers, directions and kinds of input the text that
//! was run is the text that is handed out, and the sums that it printed are those on the screen.
//!
//! Made by `tests/fixtures/make_snippets.py`.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use unrolled::kernels::rnn::Nonlinearity;
use unrolled::model::Model;
use unrolled::model::cell::Cell;
use unrolled::model::config::{Config, Head, Input};
use unrolled::model::file;
use unrolled::model::params::Params;
use unrolled::screens::CATALOGUE;
use unrolled::screens::own::snippet::sums;
use unrolled::screens::own::state::{Act, Desk};
use unrolled::shell::action::{Action, Own};

/// What the sums may differ by: PyTorch prints four decimals, and adds in another order.
const TOLERANCE: f64 = 2e-4;

fn cases() -> Vec<(String, Model)> {
    let mut out = Vec::new();
    let cells = [Cell::Rnn, Cell::Rnn, Cell::Lstm, Cell::Gru];
    for (kind, cell) in cells.into_iter().enumerate() {
        for layers in 1..=3 {
            for directions in 1..=2 {
                let input = [Input::OneHot, Input::Embedding, Input::Vectors][(kind + layers + directions) % 3];
                let vocab: Vec<String> = ["the", "apple", "is", "red", "."].map(String::from).to_vec();
                let plain = Config::words(cell, 4, if input == Input::Vectors { Vec::new() } else { vocab });
                let config = Config {
                    input,
                    input_size: if input == Input::OneHot { 5 } else { 3 },
                    classes: 5,
                    layers,
                    directions,
                    nonlinearity: if kind == 1 { Nonlinearity::Relu } else { Nonlinearity::Tanh },
                    head: if input == Input::Vectors { Head::Tag } else { Head::NextToken },
                    ..plain
                };
                let params = Params::random(&config, out.len() as u32);
                let relu = if kind == 1 { "_relu" } else { "" };
                out.push((format!("{}{relu}_{layers}_{directions}", cell.id()), Model { config, params }));
            }
        }
    }
    out
}

/// The desk with the network open, on words of which it does not know one, or on its first rows.
fn desk(name: &str, model: &Model) -> Desk {
    let mut desk = Desk::new(CATALOGUE.begin("fig=own", Default::default()));
    let act = |desk: &mut Desk, act: Act| desk.apply(Action::Own(Own::new(act)));
    act(&mut desk, Act::File(format!("{name}.safetensors"), Ok(file::write(model))));
    if desk.reads_words() {
        act(&mut desk, Act::Read("the apple zebra is .".into()));
    }
    assert_eq!(desk.refusal, None, "{name}");
    desk
}

#[test]
fn the_lines_were_run_by_pytorch_and_gave_the_sums_of_the_screen() {
    let fixtures: Value = serde_json::from_str(include_str!("fixtures/snippets.json")).expect("the fixtures");
    let cases = cases();
    assert_eq!(fixtures.as_object().map(serde_json::Map::len), Some(cases.len()));
    for (name, model) in &cases {
        let desk = desk(name, model);
        let fixture = &fixtures[name];
        assert_eq!(desk.snippet(), fixture["lines"].as_str(), "{name}: other lines than were run");
        let expected: Vec<f64> =
            fixture["printed"].as_array().expect("sums").iter().filter_map(Value::as_f64).collect();
        let found = sums(desk.trace().expect("a run"));
        assert_eq!(expected.len(), found.len());
        let agrees = |expected: &[f64]| {
            expected.iter().zip(found).all(|(expected, found)| {
                let error = (expected - found).abs();
                error <= TOLERANCE
            })
        };
        assert!(agrees(&expected), "{name}: {expected:?} {found:?}");
        // Seen to fail: one unit in the third decimal of one sum.
        for at in 0..expected.len() {
            let mut planted = expected.clone();
            planted[at] += 1e-3;
            assert!(!agrees(&planted), "{name}");
            planted[at] = f64::NAN;
            assert!(!agrees(&planted), "{name}");
        }
    }
}

/// For `make_snippets.py`: every network as it is saved, and its lines, in the folder that `SNIPPETS` names.
#[test]
#[ignore = "writes files for PyTorch to run"]
fn write_snippets() {
    let folder = std::path::PathBuf::from(std::env::var("SNIPPETS").expect("SNIPPETS names a folder"));
    for (name, model) in cases() {
        let desk = desk(&name, &model);
        std::fs::write(folder.join(format!("{name}.unrolled.safetensors")), file::write(&model)).expect("written");
        std::fs::write(folder.join(format!("{name}.py")), desk.snippet().expect("lines")).expect("written");
    }
}
