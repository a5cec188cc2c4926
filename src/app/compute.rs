//! Short sequences run at once, on the page's thread: one call for the whole trace.

use crate::device::cpu::{Simd, Twin, execute};
use crate::engine::evaluate::{Evaluation, first_touched, write_inputs};
use crate::engine::held::Held;
use crate::engine::program::{Buffers, Command};
use crate::engine::trace::{Sequence, Trace};
use crate::model::Model;
use crate::model::config::Config;
use std::rc::Rc;

/// Forward and backward of one sequence on the processor's fast path.
pub fn trace(model: Rc<Model>, sequence: Sequence) -> Trace {
    trace_with(model, sequence, Held::default())
}

/// [`trace`] with values held fixed: up to the first of them the kernels' numbers stand to the bit, from there on the
/// anatomy is evaluated.
pub fn trace_with(model: Rc<Model>, sequence: Sequence, held: Held) -> Trace {
    let (plan, mut buffers) = Trace::plan(&model, &sequence);
    let places = model.config.places();
    let (mut forward, mut backward) = (places.iter(), Vec::new());
    for command in &plan.program.commands {
        match command {
            Command::LayerForward(layer) if !held.is_empty() => {
                execute::<f32, Simd>(command, &mut buffers);
                let place = *forward.next().expect("a place a layer");
                let evaluation = Evaluation::new(&model.config, place, layer, &buffers, &held);
                evaluation.write(layer, &mut buffers, first_touched(&held, layer, model.config.directions));
                backward.push((place, evaluation));
            }
            Command::LayerBackward(layer) if !held.is_empty() => {
                let at = backward.iter().position(|(place, _)| plan.is_layer(&model.config, *place, layer));
                let (_, evaluation) = backward.swap_remove(at.expect("every layer ran forward"));
                let reversed = evaluation.reverse(buffers.get(layer.dy));
                reversed.write(model.config.cell, layer, &mut buffers);
            }
            Command::Embed { x, .. } => {
                execute::<f32, Simd>(command, &mut buffers);
                hold_inputs(&held, &model.config, *x, &mut buffers);
            }
            command => execute::<f32, Simd>(command, &mut buffers),
        }
    }
    Trace::new(model, sequence, <Simd as Twin<f32>>::NAME, plan, buffers).with_held(held)
}

fn hold_inputs(held: &Held, config: &Config, x: crate::engine::program::BufferId, buffers: &mut Buffers<f32>) {
    let mut input = buffers.take(x);
    write_inputs(held, config, &mut input);
    buffers.put(x, input);
}
