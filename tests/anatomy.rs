//! The equations as data against the kernels; and PyTorch's own traces against ours.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::agree;
use serde_json::Value;
use std::rc::Rc;
use unrolled::device::cpu::{Kernels, Pass, run};
use unrolled::engine::explain::{Reading, explain};
use unrolled::engine::export::to_json;
use unrolled::engine::trace::{LossAt, Sequence, Trace};
use unrolled::model::anatomy::{Piece, Rule, Term, is_gate, operation_of};
use unrolled::model::cell::Cell;
use unrolled::model::config::Config;
use unrolled::model::file;
use unrolled::model::names::{Name, Quantity, ValuePath};
use unrolled::model::params::Params;
use unrolled::model::{Model, names::Place};

fn trace(model: Model, ids: Vec<i32>, loss_at: LossAt) -> Trace {
    let model = Rc::new(model);
    let tokens =
        ids.iter().map(|&id| usize::try_from(id).map_or("?".into(), |id| model.config.vocab[id].clone())).collect();
    let sequence = Sequence::next_words(tokens, ids, None, loss_at).expect("a sequence");
    let (plan, mut buffers) = Trace::plan(&model, &sequence);
    run(&Kernels::SIMD, &plan.program, &mut buffers);
    Trace::new(model, sequence, Pass::SIMD.name, plan, buffers)
}

fn sample(cell: Cell, layers: usize, directions: usize) -> Trace {
    let vocab: Vec<String> = (0..6).map(|word| format!("word{word}")).collect();
    let config = Config { layers, directions, ..Config::words(cell, 3, vocab) };
    let params = Params::random(&config, 5);
    trace(Model { config, params }, vec![2, 0, -1, 5], LossAt::All)
}

/// Derived in f64 from values stored in f32.
const ANATOMY_TOLERANCE: f64 = 2e-6;

#[test]
fn the_equations_give_what_the_kernels_stored() {
    for cell in Cell::BY_UNIT {
        for (layers, directions) in [(1, 1), (2, 2)] {
            let trace = sample(cell, layers, directions);
            let mut compared = 0;
            for place in trace.model.config.places() {
                for equation in cell.spec().equations {
                    for t in 1..=trace.steps() {
                        for unit in 1..=3 {
                            let derived = trace
                                .derive(equation.quantity, place, t, unit)
                                .expect("every equation can be evaluated");
                            let stored =
                                trace.quantity(equation.quantity, place, t, unit).expect("every quantity has a value");
                            assert!(
                                (derived - stored).abs() <= ANATOMY_TOLERANCE,
                                "{} {:?}{place}.{t}.{unit}: {derived} against {stored}",
                                cell.id(),
                                equation.quantity
                            );
                            compared += usize::from(derived != stored);
                        }
                    }
                }
            }
            assert!(compared > 0, "nothing that a kernel stored was compared with what the equations derive");
        }
    }
}

/// Opens a number and everything under it; returns how many numbers were opened.
fn open(trace: &Trace, path: ValuePath, depth: usize) -> usize {
    let explanation = explain(trace, path).unwrap_or_else(|| panic!("{path} does not open"));
    let error = (explanation.recomputed() - explanation.value).abs();
    assert!(
        error <= ANATOMY_TOLERANCE,
        "{path}: the terms give {} where {} is shown",
        explanation.recomputed(),
        explanation.value
    );
    let mut opened = 1;
    if depth > 0 {
        for operand in explanation.operands() {
            if let Some(path) = operand.path {
                let value = trace.value(&path).expect("an operand has a value");
                let value = if operand.reading == Reading::Complement { 1.0 - value } else { value };
                assert_eq!(value, operand.value, "{path} is shown with another value than it has");
                opened += open(trace, path, depth - 1);
            }
        }
    }
    opened
}

#[test]
fn every_number_opens_down_to_weights_and_words() {
    for cell in Cell::BY_UNIT {
        for (layers, directions) in [(1, 1), (2, 2)] {
            let trace = sample(cell, layers, directions);
            let mut opened = 0;
            for t in 1..=trace.steps() {
                opened += open(&trace, ValuePath::new(Name::Probs, t, 1), if layers == 1 { 7 } else { 4 });
            }
            opened += open(&trace, ValuePath::new(Name::Loss, 1, 0), 3);
            assert!(opened > 300, "{}: only {opened} numbers were opened", cell.id());
        }
    }
}

#[test]
fn the_operations_of_a_step_compute_every_quantity_once_and_in_order() {
    for cell in Cell::BY_UNIT {
        let listed: Vec<Quantity> =
            cell.spec().operations.iter().flat_map(|operation| operation.quantities.to_vec()).collect();
        assert_eq!(listed.len(), cell.spec().equations.len(), "{}", cell.id());
        for equation in cell.spec().equations {
            let at = operation_of(cell, equation.quantity).expect("an operation computes it");
            let before = |quantity: Quantity| operation_of(cell, quantity).expect("an operation computes it") <= at;
            let needed: Vec<Quantity> = match equation.rule {
                Rule::Apply(_, of) | Rule::Squash(of) => vec![of],
                Rule::Sum(terms) => terms
                    .iter()
                    .flat_map(|term| match *term {
                        Term::Value(a) => vec![a],
                        Term::Product(a, b) => vec![a, b],
                        _ => Vec::new(),
                    })
                    .filter_map(|operand| (!operand.before).then_some(operand.quantity))
                    .collect(),
            };
            assert!(needed.into_iter().all(before), "{} {:?} needs what comes later", cell.id(), equation.quantity);
        }
        for operation in cell.spec().operations {
            assert!(operation.gate.is_none_or(is_gate));
        }
    }
}

#[test]
fn a_wrong_equation_would_be_seen() {
    // The forget gate's rule applied to the input gate's pre-activation gives another number.
    let trace = sample(Cell::Lstm, 1, 1);
    let f = trace.quantity(Quantity::F, Place::FIRST, 2, 1).expect("f");
    let i = trace.quantity(Quantity::I, Place::FIRST, 2, 1).expect("i");
    assert!((f - i).abs() > 100.0 * ANATOMY_TOLERANCE, "swapped gates would pass");
}

#[test]
fn the_line_of_an_opened_cell_holds_only_its_own_quantities() {
    for cell in Cell::BY_UNIT {
        for piece in cell.spec().line {
            if let Piece::Value(operand) = piece {
                assert!(
                    cell.spec().equations.iter().any(|equation| equation.quantity == operand.quantity),
                    "{operand:?}"
                );
            }
        }
        assert!(matches!(cell.spec().line.last(), Some(Piece::Value(operand)) if operand.quantity == Quantity::H));
    }
}

#[test]
fn the_line_of_an_opened_cell_is_true_from_left_to_right() {
    for cell in Cell::BY_UNIT {
        let trace = sample(cell, 1, 1);
        for unit in 1..=3 {
            let (mut so_far, mut sign, mut checked) = (0.0, "", 0);
            let (mut term, mut groups) = (0.0, 0.0);
            for piece in cell.spec().line {
                match piece {
                    Piece::Gap => sign = "",
                    Piece::Squash => sign = "tanh",
                    Piece::Sign(next) => sign = next,
                    // What was said so far is one group: the groups are added up, and then said to be something.
                    Piece::Join(next) => {
                        groups += so_far + term;
                        (so_far, term) = (0.0, 0.0);
                        sign = if *next == "=" { "groups" } else { "" };
                    }
                    Piece::Value(operand) => {
                        let value = trace.operand(*operand, Place::FIRST, 2, unit).expect("a value");
                        let said = match sign {
                            "=" => Some(so_far + term),
                            "tanh" => Some(libm::tanh(so_far + term)),
                            "groups" => Some(groups),
                            "" => None,
                            "×" => {
                                term *= value;
                                continue;
                            }
                            "+" => {
                                (so_far, term) = (so_far + term, value);
                                continue;
                            }
                            other => panic!("{other} is no sign"),
                        };
                        if let Some(said) = said {
                            let error = (said - value).abs();
                            assert!(error <= ANATOMY_TOLERANCE, "{} {operand:?}: {said} against {value}", cell.id());
                            checked += 1;
                        }
                        (so_far, term) = (0.0, value);
                    }
                }
            }
            let least = match cell {
                Cell::Lstm | Cell::Gru => 4,
                Cell::MinGru => 3,
                Cell::Rnn => 2,
                Cell::Ffn | Cell::Cnn | Cell::Attention => 1,
            };
            assert!(checked >= least, "{}: only {checked} signs were checked", cell.id());
        }
    }
}

const MODELS: &[(&str, &[u8], &str)] = include!(concat!(env!("OUT_DIR"), "/golden_models.rs"));

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Number(number) => vec![number.as_f64().expect("a number")],
        _ => Vec::new(),
    }
}

/// Walks PyTorch's trace and demands the same numbers at the same place of ours.
fn walk(at: &str, expected: &Value, got: &Value, compared: &mut usize) -> Result<(), String> {
    let tolerance = if at.contains("grad") || at.contains("norms") {
        common::GRADIENT_TOLERANCE
    } else {
        common::FORWARD_TOLERANCE
    };
    match expected {
        Value::Object(fields) => fields.iter().try_for_each(|(key, value)| {
            let inner = format!("{at}.{key}");
            walk(&inner, value, got.get(key).ok_or(format!("{inner} is missing"))?, compared)
        }),
        Value::Array(items) if items.iter().any(|item| item.is_object()) => {
            let ours = got.as_array().ok_or(format!("{at} is no list"))?;
            if ours.len() != items.len() {
                return Err(format!("{at} has {} entries, {} are expected", ours.len(), items.len()));
            }
            items
                .iter()
                .zip(ours)
                .enumerate()
                .try_for_each(|(n, (item, ours))| walk(&format!("{at}[{n}]"), item, ours, compared))
        }
        Value::Array(_) | Value::Number(_) => {
            *compared += 1;
            agree(at, &numbers(expected), &numbers(got), tolerance)
        }
        _ => {
            if expected == got {
                Ok(())
            } else {
                Err(format!("{at}: {got} where {expected} is expected"))
            }
        }
    }
}

#[test]
fn model_files_open_and_their_traces_are_pytorchs() {
    assert!(!MODELS.is_empty(), "no model file was found");
    for (name, bytes, json) in MODELS {
        let model = file::read(bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let expected: Value = serde_json::from_str(json).expect("JSON");
        let words: Vec<&str> = expected["text"].as_str().expect("text").split(' ').collect();
        let ids = words
            .iter()
            .map(|word| model.config.vocab.iter().position(|known| known == word).map_or(-1, |id| id as i32));
        let loss_at = if expected["loss_at"] == "last" { LossAt::Last } else { LossAt::All };
        let ours = to_json(&trace(model.clone(), ids.collect(), loss_at), None);
        let mut compared = 0;
        for key in ["loss", "loss_at", "steps", "grad", "norms"] {
            if let Some(part) = expected.get(key) {
                walk(key, part, &ours[key], &mut compared).unwrap_or_else(|why| panic!("{name}: {why}"));
            }
        }
        println!("{name}: {compared} lists of numbers agree with PyTorch");
        assert!(compared > 20, "{name}: only {compared} lists were compared");
    }
}
