//! Values held fixed and edited, against PyTorch; and the anatomy's reverse rules against the kernels' backpropagation.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{FORWARD_TOLERANCE, GRADIENT_TOLERANCE, agree, agree_above};
use serde_json::Value;
use std::rc::Rc;
use unrolled::device::compute::{trace, trace_with};
use unrolled::engine::evaluate::Evaluation;
use unrolled::engine::export::to_json;
use unrolled::engine::held::Held;
use unrolled::engine::trace::{LossAt, Sequence, Trace};
use unrolled::model::Model;
use unrolled::model::cell::Cell;
use unrolled::model::config::Config;
use unrolled::model::names::{Name, Place, Quantity, ValuePath};
use unrolled::model::params::Params;

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Number(number) => vec![number.as_f64().expect("a number")],
        _ => Vec::new(),
    }
}

struct Case {
    name: String,
    model: Model,
    sequence: Sequence,
    held: Held,
    expected: Value,
}

fn cases() -> Vec<Case> {
    let all: Vec<Value> = serde_json::from_str(include_str!("fixtures/edits.json")).expect("JSON");
    all.into_iter().map(case).collect()
}

fn case(expected: Value) -> Case {
    let cell = Cell::from_id(expected["cell"].as_str().expect("a cell")).expect("a known cell");
    let number = |key: &str| expected[key].as_u64().expect("a number") as usize;
    let vocab: Vec<String> = (0..number("words")).map(|word| format!("word{word}")).collect();
    let config = Config::words(cell, number("hidden"), vocab.clone());
    let mut params = Params::random(&config, 1);
    for tensor in &mut params.tensors {
        tensor.data = numbers(&expected["params"][&tensor.name]).iter().map(|&value| value as f32).collect();
    }
    let mut held = Vec::new();
    for (path, value) in expected["set"].as_object().expect("edits") {
        let path = ValuePath::parse(path).unwrap_or_else(|| panic!("{path} is no path"));
        let value = value.as_f64().expect("a number");
        match params.find(path.name, path.first, path.second) {
            Some((tensor, index)) => params.tensors[tensor].data[index] = value as f32,
            None => held.push((path, value)),
        }
    }
    let ids: Vec<i32> = numbers(&expected["ids"]).iter().map(|&id| id as i32).collect();
    let words = ids.iter().map(|&id| vocab[id as usize].clone()).collect();
    let sequence = Sequence::next_words(words, ids, Some(number("answer")), LossAt::All).expect("words");
    Case {
        name: format!("{}: {}", cell.id(), expected["name"].as_str().expect("a name")),
        model: Model { config, params },
        sequence,
        held: Held::new(held),
        expected,
    }
}

/// Everything that the case lists, of ours. Returns how many lists were compared.
fn compare(case: &Case, trace: &Trace) -> Result<usize, String> {
    let (expected, name) = (&case.expected, &case.name);
    let steps = 1..=trace.steps();
    let mut compared = 0;
    for (quantity, values) in expected["values"].as_object().expect("values") {
        let units = if quantity == "x" { trace.model.config.input_size } else { trace.model.config.hidden_size };
        let path = if quantity == "x" { quantity.clone() } else { format!("{quantity}_l0") };
        let path = Name::parse(&path).unwrap_or_else(|| panic!("{path} is no name"));
        let ours = steps
            .clone()
            .flat_map(|t| (1..=units).map(move |unit| trace.value(&ValuePath::new(path, t, unit)).unwrap_or(f64::NAN)));
        agree(&format!("{name}, {quantity}"), &numbers(values), &ours.collect::<Vec<f64>>(), FORWARD_TOLERANCE)?;
        compared += 1;
    }
    let probs: Vec<f64> = steps.clone().flat_map(|t| trace.probs(t).iter().map(|&p| f64::from(p))).collect();
    agree(&format!("{name}, probabilities"), &numbers(&expected["probs"]), &probs, FORWARD_TOLERANCE)?;
    let json = to_json(trace, None);
    agree(&format!("{name}, loss"), &numbers(&expected["loss"]), &numbers(&json["loss"]), FORWARD_TOLERANCE)?;
    for (tensor, gradient) in expected["dparams"].as_object().expect("gradients") {
        let ours = numbers(&json["grad"][tensor]["data"]);
        agree(&format!("{name}, gradient of {tensor}"), &numbers(gradient), &ours, GRADIENT_TOLERANCE)?;
        compared += 1;
    }
    let step = |t: usize| &json["steps"][t]["grad"];
    for (quantity, gradient) in expected["grads"].as_object().expect("gradients") {
        let of = |t: usize| if quantity == "x" { &step(t)["x"] } else { &step(t)["layers"][0][quantity] };
        if of(0).is_null() {
            continue;
        }
        let ours: Vec<f64> = (0..trace.steps()).flat_map(|t| numbers(of(t))).collect();
        agree(&format!("{name}, gradient of {quantity}"), &numbers(gradient), &ours, GRADIENT_TOLERANCE)?;
        compared += 1;
    }
    Ok(compared)
}

#[test]
fn clamps_and_edits_are_pytorchs() {
    let (mut compared, mut by_cell) = (0, [0; 3]);
    for case in cases() {
        let trace = trace_with(Rc::new(case.model.clone()), case.sequence.clone(), case.held.clone(), 0);
        compared += compare(&case, &trace).unwrap_or_else(|why| panic!("{why}"));
        by_cell[case.model.config.cell as usize] += 1;
    }
    println!("{compared} lists of numbers agree with PyTorch under {by_cell:?} sets of edits of RNN, LSTM, GRU");
    assert!(by_cell.iter().all(|&count| count >= 6), "three clamps and three edits for each cell: {by_cell:?}");
}

#[test]
fn a_clamp_that_is_left_out_would_be_seen() {
    for case in cases().into_iter().filter(|case| !case.held.is_empty()) {
        let without = trace(Rc::new(case.model.clone()), case.sequence.clone());
        assert!(compare(&case, &without).is_err(), "{}: passes without its clamp", case.name);
        // The same clamp one unit further is not the same clamp.
        let moved = Held::new(
            case.held
                .iter()
                .map(|(path, value)| (ValuePath { second: path.second % 3 + 1, ..*path }, f64::from(*value) + 0.125)),
        );
        let moved = trace_with(Rc::new(case.model.clone()), case.sequence.clone(), moved, 0);
        assert!(compare(&case, &moved).is_err(), "{}: passes with another clamp", case.name);
    }
}

fn sample(cell: Cell, layers: usize, directions: usize) -> (Rc<Model>, Sequence) {
    let vocab: Vec<String> = (0..6).map(|word| format!("word{word}")).collect();
    let config = Config { layers, directions, ..Config::words(cell, 3, vocab.clone()) };
    let params = Params::random(&config, 5);
    let ids = vec![2, 0, -1, 5, 1];
    let words = ids.iter().map(|id| format!("word{id}")).collect();
    let sequence = Sequence::next_words(words, ids, Some(3), LossAt::All).expect("words");
    (Rc::new(Model { config, params }), sequence)
}

#[test]
fn before_a_held_value_every_bit_stands() {
    for cell in Cell::BY_UNIT {
        let (model, sequence) = sample(cell, 2, 1);
        let free = trace(model.clone(), sequence.clone());
        let path = ValuePath::unit(Quantity::H, Place { layer: 1, ..Place::FIRST }, 3, 2);
        let held = trace_with(model.clone(), sequence.clone(), Held::new([(path, 0.75)]), 0);
        assert_eq!(held.value(&path), Some(0.75));
        let apart = |t: usize| {
            let at = |class: usize| ValuePath::new(Name::Probs, t, class);
            let value = |trace: &Trace, class: usize| trace.value(&at(class)).expect("a probability");
            (1..=6).map(|class| (value(&held, class) - value(&free, class)).abs()).fold(0.0, f64::max)
        };
        let same = |t: usize| apart(t) == 0.0;
        assert!(same(1) && same(2), "{}: a value at step 3 moved a step before it", cell.id());
        assert!(!same(3), "{}: the value moved nothing", cell.id());
        // From there on the anatomy computes: without a memory what the kernel would have, but for its rounding.
        assert_eq!(
            apart(4) < 1e-6,
            matches!(cell, Cell::Ffn | Cell::Cnn),
            "{}: only a memory carries it on",
            cell.id()
        );
    }
}

#[test]
fn the_anatomy_evaluated_and_reversed_is_what_the_kernels_do() {
    let nothing = Held::default();
    for cell in Cell::BY_UNIT {
        for (layers, directions) in [(1, 1), (2, 2)] {
            let (model, sequence) = sample(cell, layers, directions);
            let (plan, mut buffers) = Trace::plan(&model, &sequence);
            unrolled::device::cpu::run(&unrolled::device::cpu::Kernels::SIMD, &plan.program, &mut buffers);
            let by_kernels = buffers.clone();
            let mut quantities = 0;
            for (index, place) in model.config.places().into_iter().enumerate() {
                let layer = &plan.layers[index];
                let evaluation = Evaluation::new(&model.config, place, 0, layer, &buffers, &nothing);
                let reversed = evaluation.reverse(buffers.get(layer.dy), &[], 0);
                quantities +=
                    cell.spec().equations.iter().filter(|e| !reversed.gradient(e.quantity).is_empty()).count();
                evaluation.write(layer, &mut buffers, 0);
                reversed.write(cell, layer, &mut buffers);
            }
            assert_eq!(quantities, cell.spec().equations.len() * model.config.places().len());
            for (n, declared) in plan.program.buffers.iter().enumerate() {
                let (a, b) = (common::wide(&by_kernels.reals[n]), common::wide(&buffers.reals[n]));
                let what = format!("{} {layers}×{directions} {}", cell.id(), declared.name);
                agree_above(&what, &a, &b, 2e-5, 1e-2).unwrap_or_else(|why| panic!("{why}"));
            }
        }
    }
}

#[test]
fn held_values_do_not_pass_a_gradient() {
    for cell in Cell::RECURRENT {
        let (model, sequence) = sample(cell, 1, 1);
        let h = |unit| (ValuePath::unit(Quantity::H, Place::FIRST, 5, unit), 0.1);
        // Everything that the head reads at the last step is constant: with the loss there alone, no weight but the
        // head's can matter (an LSTM's c goes on, but nothing reads it any more).
        let sequence = Sequence { loss_at: LossAt::Last, ..sequence };
        let held = trace_with(model, sequence, Held::new([h(1), h(2), h(3)]), 0);
        for (tensor, gradient) in held.parameter_gradients() {
            let is_head = tensor.name.starts_with("head.");
            assert_eq!(gradient.iter().any(|&d| d != 0.0), is_head, "{} {}", cell.id(), tensor.name);
        }
    }
}
