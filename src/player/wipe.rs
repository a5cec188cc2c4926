//! What the answer loses when one unit's memory is wiped: found by running the rest of the sentence with each unit in turn
//! held at 0, all of them at once as a batch.

use crate::device::cpu::{Pass, pass};
use crate::engine::plan::Plan;
use crate::engine::trace::Trace;
use crate::math::order::largest;
use crate::model::config::Input;
use crate::model::names::{Place, Quantity};

/// By unit: probability of the network's own answer, minus what is left of it when the unit's memory (c and h of an LSTM,
/// else h) is 0 after step `t`. Empty where there is no later step, or where the network is not one layer read forward.
pub fn of_units(trace: &Trace, t: usize) -> Vec<f64> {
    let config = &trace.model.config;
    let (steps, hidden) = (trace.steps(), config.hidden_size);
    let is_plain = config.layers == 1 && config.directions == 1 && config.input != Input::Vectors;
    let held_later = trace.held.iter().any(|(path, _)| path.t().is_some_and(|step| step > t));
    if t == 0 || t >= steps || !is_plain || held_later {
        return Vec::new();
    }
    // Row 0 goes on untouched; row u without unit u.
    let (rest, batch) = (steps - t, hidden + 1);
    let plan = Plan::new(config, rest, batch, false);
    let mut buffers = plan.buffers(&trace.model.params);
    let ids: Vec<i32> = trace.sequence.ids[t..].iter().flat_map(|&id| vec![id; batch]).collect();
    buffers.set_ints(plan.ids, &ids);
    let state = |quantity: Quantity| -> Vec<f32> {
        let value = |unit: usize| trace.quantity(quantity, Place::FIRST, t, unit).unwrap_or(0.0) as f32;
        let row = |wiped: usize| (1..=hidden).map(move |unit| if unit == wiped { 0.0 } else { value(unit) });
        (0..batch).flat_map(row).collect()
    };
    buffers.set(plan.layers[0].h0, state(Quantity::H));
    if config.cell.has_rail() {
        buffers.set(plan.layers[0].c0, state(Quantity::C));
    }
    pass(&Pass::SIMD, &plan.program, &mut buffers);
    let last = &buffers.get(plan.probs)[(rest - 1) * batch * config.classes..];
    let answer = largest(&last[..config.classes]).unwrap_or(0);
    let p = |row: usize| f64::from(last[row * config.classes + answer]);
    (1..=hidden).map(|unit| p(0) - p(unit)).collect()
}
