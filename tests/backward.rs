//! The arithmetic of every gradient: what is written out adds up to what the kernels and PyTorch give; a cut stops what
//! comes back and nothing else.
#![cfg(not(target_arch = "wasm32"))]

use std::rc::Rc;
use unrolled::device::compute::{trace, trace_with};
use unrolled::engine::backward::{explain, value};
use unrolled::engine::held::Held;
use unrolled::engine::trace::{LossAt, Sequence, Trace};
use unrolled::kernels::rnn::Nonlinearity;
use unrolled::model::Model;
use unrolled::model::cell::{Cell, Weight};
use unrolled::model::config::Config;
use unrolled::model::names::{Name, Place, Quantity, ValuePath};
use unrolled::model::params::Params;

const STEPS: usize = 5;
const UNITS: usize = 3;

fn network(cell: Cell, nonlinearity: Nonlinearity) -> Rc<Model> {
    let vocab = (0..4).map(|word| word.to_string()).collect();
    let config = Config { nonlinearity, ..Config::words(cell, UNITS, vocab) };
    let mut params = Params::random(&config, 11);
    params.tensors.iter_mut().flat_map(|tensor| &mut tensor.data).for_each(|value| *value *= 1.5);
    Rc::new(Model { config, params })
}

fn sequence(loss_at: LossAt) -> Sequence {
    let ids = vec![0, 2, 1, -1, 3];
    Sequence {
        tokens: vec![String::new(); STEPS],
        ids,
        targets: vec![2, 1, -100, 3, 0],
        loss_at,
        ..Sequence::default()
    }
}

/// Every gradient that has arithmetic.
fn paths(trace: &Trace) -> Vec<ValuePath> {
    let config = &trace.model.config;
    let mut paths = Vec::new();
    for t in 1..=STEPS {
        for equation in config.cell.spec().equations {
            paths.extend((1..=UNITS).map(|unit| ValuePath::unit(equation.quantity, Place::FIRST, t, unit)));
        }
        paths.extend((1..=config.input_size).map(|j| ValuePath::new(Name::X, t, j)));
        paths.extend((1..=config.classes).map(|class| ValuePath::new(Name::Logits, t, class)));
    }
    for &weight in config.cell.spec().weights {
        let columns = match weight {
            Weight::Ih => config.input_size,
            Weight::Hh => UNITS,
            _ => 0,
        };
        for row in 1..=config.cell.blocks() * UNITS {
            let name = Name::Weight(weight, Place::FIRST);
            paths.extend((columns.min(1)..=columns).map(|column| ValuePath::new(name, row, column)));
        }
    }
    for class in 1..=config.classes {
        paths.push(ValuePath::new(Name::HeadBias, class, 0));
        paths.extend((1..=UNITS).map(|j| ValuePath::new(Name::HeadWeight, class, j)));
    }
    paths.into_iter().map(ValuePath::as_gradient).collect()
}

/// Every sum against the number that it explains, and every operand against its own value.
fn adds_up(trace: &Trace) -> usize {
    let mut all = paths(trace);
    all.extend(
        (1..=STEPS)
            .flat_map(|t| [ValuePath::unit(Quantity::H, Place::FIRST, t, 1), ValuePath::new(Name::X, t, 1)])
            .map(ValuePath::norm),
    );
    for path in &all {
        let explained = explain(trace, *path).unwrap_or_else(|| panic!("{path} has no arithmetic"));
        let shown = value(trace, path).expect("it exists");
        assert_eq!(explained.value, shown, "{path}");
        let sum = explained.recomputed();
        assert!((sum - shown).abs() <= 2e-6 * shown.abs().max(0.1), "{path}: {sum} instead of {shown}");
        for operand in explained.operands() {
            if let Some(of) = operand.path {
                assert!(value(trace, &of).is_some(), "{path} leads to {of}, which does not exist");
            }
        }
        assert_eq!(ValuePath::parse(&path.to_string()), Some(*path));
    }
    all.len()
}

#[test]
fn every_gradient_is_the_sum_that_is_shown() {
    let mut compared = 0;
    for (cell, nonlinearity) in [
        (Cell::Rnn, Nonlinearity::Tanh),
        (Cell::Rnn, Nonlinearity::Relu),
        (Cell::Lstm, Nonlinearity::Tanh),
        (Cell::Gru, Nonlinearity::Tanh),
    ] {
        for loss_at in [LossAt::Last, LossAt::All] {
            compared += adds_up(&trace(network(cell, nonlinearity), sequence(loss_at)));
        }
    }
    assert!(compared > 1500, "{compared}");
}

#[test]
fn a_value_held_by_hand_hands_nothing_back() {
    for cell in Cell::RECURRENT {
        let model = network(cell, Nonlinearity::Tanh);
        let held = |t: usize| (1..=UNITS).map(move |unit| (ValuePath::unit(Quantity::H, Place::FIRST, t, unit), 0.5));
        let held = trace_with(model, sequence(LossAt::Last), Held::new(held(3)), 0);
        adds_up(&held);
        let before = ValuePath::unit(Quantity::H, Place::FIRST, 2, 1).as_gradient();
        // The LSTM's own rail goes round what is held.
        let through =
            if cell == Cell::Lstm { ValuePath::unit(Quantity::O, Place::FIRST, 3, 1).as_gradient() } else { before };
        assert_eq!(value(&held, &through), Some(0.0), "{cell:?}");
    }
}

#[test]
fn a_cut_stops_what_comes_back_and_the_state_still_crosses() {
    for cell in Cell::RECURRENT {
        let model = network(cell, Nonlinearity::Tanh);
        let whole = trace(model.clone(), sequence(LossAt::All));
        let cut = trace_with(model.clone(), sequence(LossAt::All), Held::default(), 2);
        adds_up(&cut);
        assert_eq!(cut.hidden(STEPS), whole.hidden(STEPS), "forward nothing changes");
        let h = |trace: &Trace, t: usize| value(trace, &ValuePath::unit(Quantity::H, Place::FIRST, t, 1).as_gradient());
        // Steps 5, and 3 and 4, and 1 and 2 learn by themselves.
        assert_eq!(h(&cut, 5), h(&whole, 5));
        assert_ne!(h(&cut, 4), h(&whole, 4));
        // The last part alone, begun with the state that the others left, is what the cut one is there.
        let mut first = sequence(LossAt::All);
        first.targets[..4].fill(-100);
        first.targets[4] = 0;
        let only_last = trace_with(model.clone(), first, Held::default(), 2);
        for t in 1..=4 {
            assert_eq!(h(&only_last, t), Some(0.0), "{cell:?}: nothing of step 5 reaches step {t}");
        }
        assert!(h(&only_last, 5) != Some(0.0));
    }
}
