//! Short sequences run at once, on the page's thread: one call for the whole trace.

use crate::device::cpu::{Pass, pass, step};
use crate::engine::evaluate::{Evaluation, first_touched, write_inputs};
use crate::engine::held::Held;
use crate::engine::program::{Buffers, Command};
use crate::engine::trace::{Sequence, Trace};
use crate::model::Model;
use crate::model::config::Config;
use std::rc::Rc;

/// Forward and backward of one sequence on the processor's fast path.
pub fn trace(model: Rc<Model>, sequence: Sequence) -> Trace {
    trace_with(model, sequence, Held::default(), 0)
}

/// The same by the judge, in f64: for gradients through gates and states so near their ends that an f32 slope is 0 or noise.
/// Memory begins at ±`push`, unit by unit, instead of 0: whether a change in the last digit grows into all of them.
pub fn trace_f64(model: Rc<Model>, sequence: Sequence, push: f64) -> Trace<f64> {
    let (plan, mut buffers) = Trace::<f64>::plan(&model, &sequence);
    let start = (0..model.config.hidden_size).map(|unit| if unit % 2 == 0 { push } else { -push });
    buffers.set(plan.layers[0].h0, start);
    pass(&Pass::SCALAR, &plan.program, &mut buffers);
    Trace::new(model, sequence, Pass::<f64>::SCALAR.name, plan, buffers)
}

/// [`trace`] with values held fixed: up to the first of them the kernels' numbers stand to the bit, from there on the
/// anatomy is evaluated. Backpropagation is cut every `truncation` steps; 0 for never.
pub fn trace_with(model: Rc<Model>, sequence: Sequence, held: Held, truncation: usize) -> Trace {
    let (plan, mut buffers) = Trace::<f32>::plan(&model, &sequence);
    let places = model.config.places();
    let by_anatomy = !held.is_empty() || truncation > 0;
    let (mut forward, mut backward) = (places.iter(), Vec::new());
    for command in &plan.program.commands {
        match command {
            Command::LayerForward(layer) if by_anatomy => {
                step(&Pass::SIMD, command, &mut buffers);
                let place = *forward.next().expect("a place a layer");
                let evaluation = Evaluation::new(&model.config, place, layer, &buffers, &held);
                if !held.is_empty() {
                    evaluation.write(layer, &mut buffers, first_touched(&held, layer, model.config.directions));
                }
                backward.push((place, evaluation));
            }
            Command::LayerBackward(layer) if by_anatomy => {
                let at = backward.iter().position(|(place, _)| plan.is_layer(&model.config, *place, layer));
                let (_, evaluation) = backward.swap_remove(at.expect("every layer ran forward"));
                let reversed = evaluation.reverse(buffers.get(layer.dy), truncation);
                reversed.write(model.config.cell, layer, &mut buffers);
            }
            Command::Embed { x, .. } => {
                step(&Pass::SIMD, command, &mut buffers);
                hold_inputs(&held, &model.config, *x, &mut buffers);
            }
            command => step(&Pass::SIMD, command, &mut buffers),
        }
    }
    Trace::new(model, sequence, Pass::SIMD.name, plan, buffers).with_held(held).with_truncation(truncation)
}

fn hold_inputs(held: &Held, config: &Config, x: crate::engine::program::BufferId, buffers: &mut Buffers<f32>) {
    let mut input = buffers.take(x);
    write_inputs(held, config, &mut input);
    buffers.put(x, input);
}
