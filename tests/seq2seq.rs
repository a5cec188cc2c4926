//! Encoder–decoders, and networks that read both ways: every number of a trace, forward and backward, is the sum that is shown, across the bridge and through
//! attention; what is cut is not looked at; what a person holds stays held.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashSet;
use std::rc::Rc;
use unrolled::device::compute::{trace, trace_with};
use unrolled::engine::explain::Explanation;
use unrolled::engine::held::{Held, exists};
use unrolled::engine::trace::{Sequence, Trace};
use unrolled::engine::{backward, explain, export};
use unrolled::model::Model;
use unrolled::model::cell::Cell;
use unrolled::model::config::{Config, Encoder, Input};
use unrolled::model::names::{Name, Place, Quantity, ValuePath};
use unrolled::model::params::{Params, layout};

const SOURCE: usize = 4;
const STEPS: usize = 3;

fn network(cells: (Cell, Cell), attends: bool, layers: usize) -> Rc<Model> {
    let words = |count: usize| (0..count).map(|word| format!("word{word}")).collect::<Vec<String>>();
    let (input, input_size) = if cells.0 == Cell::Ffn { (Input::Pixels, 9) } else { (Input::OneHot, 5) };
    let encoder = Encoder { cell: cells.0, input, input_size, vocab: words(5), attends };
    let config = Config { layers, encoder: Some(Box::new(encoder)), ..Config::words(cells.1, 3, words(4)) };
    let mut params = Params::random(&config, 5);
    params.tensors.iter_mut().flat_map(|tensor| &mut tensor.data).for_each(|value| *value *= 1.5);
    Rc::new(Model { config, params })
}

/// One network alone: both ways, or from the end.
fn alone(cell: Cell, layers: usize, directions: usize, reversed: bool) -> Rc<Model> {
    let vocab = (0..5).map(|word| format!("word{word}")).collect();
    let config = Config { layers, directions, reversed, ..Config::words(cell, 3, vocab) };
    let params = Params::random(&config, 6);
    Rc::new(Model { config, params })
}

fn sequence(model: &Model) -> Sequence {
    if model.config.encoder.is_none() {
        let tokens = (0..4).map(|t| format!("token{t}")).collect();
        return Sequence {
            tokens,
            ids: vec![3, 0, 4, 2],
            targets: vec![1, -100, 2, 0],
            asked: 2,
            ..Sequence::default()
        };
    }
    let is_picture = model.config.encoder.as_ref().is_some_and(|encoder| encoder.input == Input::Pixels);
    let source = if is_picture { 1 } else { SOURCE };
    let read = [3, 0, 4, 2];
    Sequence {
        tokens: (0..source + STEPS).map(|t| format!("token{t}")).collect(),
        ids: read[..source].iter().copied().chain([1, 0, 3]).collect(),
        targets: vec![-100; source].into_iter().chain([0, 3, 2]).collect(),
        pixels: if is_picture { vec![1, 0, 0, 1, 1, 0, 1, 0, 1] } else { Vec::new() },
        source,
        ..Sequence::default()
    }
}

/// All kinds: with attention and without, over a bridge of h alone and of h and c, two layers, a picture.
fn kinds() -> Vec<Rc<Model>> {
    vec![
        network((Cell::Gru, Cell::Gru), true, 1),
        network((Cell::Gru, Cell::Gru), false, 1),
        network((Cell::Lstm, Cell::Lstm), true, 1),
        network((Cell::Lstm, Cell::Lstm), false, 2),
        network((Cell::Rnn, Cell::Rnn), true, 2),
        network((Cell::Gru, Cell::Lstm), true, 1),
        network((Cell::Lstm, Cell::Gru), false, 1),
        network((Cell::Ffn, Cell::Gru), false, 1),
    ]
}

/// Every number that there is.
fn paths(trace: &Trace) -> Vec<ValuePath> {
    let (config, source, steps) = (&trace.model.config, trace.sequence.source, trace.steps());
    let mut paths = Vec::new();
    for t in 1..=steps {
        let here = trace.config(t);
        for place in here.places() {
            for equation in here.cell.spec().equations {
                let of = |unit| ValuePath::unit(equation.quantity, place, t, unit);
                paths.extend((1..=config.hidden_size).map(of));
            }
        }
        paths.extend((1..=here.input_size).map(|j| ValuePath::new(Name::X, t, j)));
        if trace.speaks(t) {
            paths.extend((1..=config.classes).map(|class| ValuePath::new(Name::Logits, t, class)));
            if config.attends() {
                paths.extend((1..=source).map(|s| ValuePath::new(Name::Scores, t, s)));
                paths.extend((1..=source).map(|s| ValuePath::new(Name::Attention, t, s)));
                paths.extend((1..=config.hidden_size).map(|unit| ValuePath::new(Name::Context, t, unit)));
            }
        }
    }
    for slot in layout(config) {
        let columns: usize = slot.shape[1..].iter().product();
        let is_vector = slot.shape.len() == 1;
        for row in 1..=slot.shape[0] {
            let all = if is_vector { 0..=0 } else { 1..=columns };
            paths.extend(all.map(|column| ValuePath::new(slot.path, row, column)));
        }
    }
    paths
}

fn adds_up(trace: &Trace, path: ValuePath, explained: Explanation, value: f64) {
    let sum = explained.recomputed();
    assert_eq!(explained.value, value, "{path}");
    assert!((sum - value).abs() <= 4e-6 * value.abs().max(0.2), "{path}: {sum} instead of {value}");
    for operand in explained.operands().iter().filter_map(|operand| operand.path) {
        assert!(backward::value(trace, &operand).is_some(), "{path} leads to {operand}, which does not exist");
    }
    assert_eq!(ValuePath::parse(&path.to_string()), Some(path));
}

#[test]
fn every_number_is_the_sum_that_is_shown_forward_and_backward() {
    let mut compared = 0;
    let others = Cell::RECURRENT.into_iter().flat_map(|cell| {
        [alone(cell, 2, 2, false), alone(cell, 1, 2, false), alone(cell, 1, 1, true), alone(cell, 2, 1, true)]
    });
    for model in kinds().into_iter().chain(others) {
        let trace = trace(model.clone(), sequence(&model));
        for path in paths(&trace) {
            let value = trace.value(&path).unwrap_or_else(|| panic!("{path} has no value"));
            adds_up(&trace, path, explain::explain(&trace, path).expect("it has arithmetic"), value);
            let path = path.as_gradient();
            let value = backward::value(&trace, &path).unwrap_or_else(|| panic!("{path} has no value"));
            adds_up(&trace, path, backward::explain(&trace, path).expect("it has arithmetic"), value);
            compared += 2;
        }
    }
    assert!(compared > 4000, "{compared}");
}

#[test]
fn a_number_of_the_decoder_opens_down_to_the_first_word_of_the_encoder() {
    for model in kinds() {
        let trace = trace(model.clone(), sequence(&model));
        let mut open = vec![ValuePath::new(Name::Probs, trace.steps(), 1)];
        let mut seen = HashSet::new();
        while let Some(path) = open.pop() {
            if seen.insert(path) {
                let explained = explain::explain(&trace, path).expect("it has arithmetic");
                open.extend(explained.operands().iter().filter_map(|operand| operand.path));
            }
        }
        assert!(seen.iter().any(|path| path.name == Name::X && path.first == 1), "the first word is not reached");
        // And the way back reaches it: its gradient is not nothing.
        let first = ValuePath::new(Name::X, 1, 1).norm();
        assert!(backward::value(&trace, &first).is_some_and(|norm| norm > 0.0));
    }
}

#[test]
fn the_bridge_is_the_last_state_and_nothing_else() {
    for model in kinds().into_iter().filter(|model| !model.config.attends()) {
        let read = sequence(&model);
        let other = Sequence { ids: [&[0, 1, 2, 3][..read.source], &read.ids[read.source..]].concat(), ..read.clone() };
        let first = trace(model.clone(), read);
        let (source, units) = (first.sequence.source, model.config.hidden_size);
        let again = if model.config.reader().expect("it has one").input == Input::Pixels {
            let pixels = first.sequence.pixels.iter().map(|pixel| 1 - pixel).collect();
            trace(model.clone(), Sequence { pixels, ..other })
        } else {
            trace(model.clone(), other)
        };
        assert_ne!(first.probs(source + 1), again.probs(source + 1), "what is read makes a difference");
        // With the states of the last step held at those of the other sentence, all that follows is the other's.
        let place = |layer| Place { layer, ..Place::FIRST };
        let quantities = if model.config.encoder.as_ref().expect("it has one").cell == Cell::Lstm {
            vec![Quantity::H, Quantity::C]
        } else {
            vec![Quantity::H]
        };
        let mut held = Vec::new();
        for layer in 0..model.config.layers {
            for unit in 1..=units {
                for &quantity in &quantities {
                    let path = ValuePath::unit(quantity, place(layer), source, unit);
                    held.push((path, again.value(&path).expect("it exists")));
                }
            }
        }
        assert!(held.iter().all(|(path, _)| exists(&model, source, first.steps(), path)));
        let moved = trace_with(model.clone(), first.sequence.clone(), Held::new(held), 0);
        for (a, b) in moved.probs(source + 1).iter().zip(again.probs(source + 1)) {
            assert!((a - b).abs() < 1e-5, "{a} {b}");
        }
    }
}

#[test]
fn a_cut_arrow_takes_nothing_and_the_others_share_what_it_had() {
    let model = network((Cell::Gru, Cell::Gru), true, 1);
    let read = sequence(&model);
    let whole = trace(model.clone(), read.clone());
    let t = SOURCE + 2;
    let path = ValuePath::new(Name::Attention, t, 2);
    let cut = trace_with(model.clone(), read.clone(), Held::new([(path, 0.0)]), 0);
    let (before, after) = (whole.attention(t).expect("it attends"), cut.attention(t).expect("it attends"));
    assert_eq!(after[1], 0.0);
    let left = 1.0 - before[1];
    for s in [0, 2, 3] {
        assert!((after[s] - before[s] / left).abs() < 1e-6, "{before:?} {after:?}");
    }
    assert_ne!(whole.probs(t), cut.probs(t));
    // The step before is as it was, and the arithmetic still adds up.
    assert_eq!(whole.probs(t - 1), cut.probs(t - 1));
    for s in 1..=SOURCE {
        let path = ValuePath::new(Name::Attention, t, s);
        let value = cut.value(&path).expect("it exists");
        adds_up(&cut, path, explain::explain(&cut, path).expect("it has arithmetic"), value);
    }
    // All of them cut: nothing is taken, and nothing is not a number.
    let all = (1..=SOURCE).map(|s| (ValuePath::new(Name::Attention, t, s), 0.0));
    let blind = trace_with(model, read, Held::new(all), 0);
    assert!(blind.attention(t).expect("it attends").iter().all(|&weight| weight == 0.0));
    assert!(blind.probs(t).iter().all(|p| p.is_finite()));
}

#[test]
fn the_export_says_who_reads_and_who_speaks() {
    let model = network((Cell::Gru, Cell::Gru), true, 1);
    let json = export::to_json(&trace(model.clone(), sequence(&model)), None);
    assert_eq!(json["source"], SOURCE);
    assert_eq!(json["model"]["encoder"]["attends"], true);
    let steps = json["steps"].as_array().expect("a list");
    assert_eq!(steps.len(), SOURCE + STEPS);
    assert!(steps[0]["logits"].is_null() && steps[0]["x"].as_array().map(Vec::len) == Some(5));
    let first = &steps[SOURCE];
    assert_eq!(first["attention"].as_array().map(Vec::len), Some(SOURCE));
    assert_eq!(first["logits"].as_array().map(Vec::len), Some(4));
    assert!(json["grad"]["encoder.weight_hh_l0"]["data"].as_array().is_some_and(|data| data.len() == 27));
}
