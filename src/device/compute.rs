//! Short sequences run at once, on the page's thread: one call for the whole trace.

use crate::device::cpu::{Pass, pass, step};
use crate::engine::evaluate::{Evaluation, first_touched, write_inputs};
use crate::engine::held::Held;
use crate::engine::plan::Plan;
use crate::engine::program::{Buffers, Command};
use crate::engine::trace::{Sequence, Trace};
use crate::model::Model;
use crate::model::config::Config;
use crate::model::names::Name;
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
    run(&model, &sequence, &held, truncation, &plan, &mut buffers);
    Trace::new(model, sequence, Pass::SIMD.name, plan, buffers).with_held(held).with_truncation(truncation)
}

fn run(model: &Model, sequence: &Sequence, held: &Held, truncation: usize, plan: &Plan, buffers: &mut Buffers<f32>) {
    cut_arrows(held, plan, sequence, buffers);
    let by_anatomy = !held.is_empty() || truncation > 0;
    let reader = model.config.reader();
    // The config and the first step of each layer, in the order in which they run.
    let of = |config: &'_ Config, first: usize| config.places().into_iter().map(move |place| (place, first));
    let halves = reader.iter().map(|reader| (reader, 0)).chain([(&model.config, sequence.source)]);
    let mut places =
        halves.flat_map(|(config, first)| of(config, first).map(move |(place, first)| (config, place, first)));
    let mut evaluated = Vec::new();
    for command in &plan.program.commands {
        match command {
            Command::LayerForward(layer) if by_anatomy => {
                step(&Pass::SIMD, command, buffers);
                let (config, place, first) = places.next().expect("a place a layer");
                let evaluation = Evaluation::new(config, place, first, layer, buffers, held);
                if !held.is_empty() {
                    evaluation.write(layer, buffers, first_touched(held, layer, config, first));
                }
                evaluated.push((layer.h, config.cell, evaluation));
            }
            Command::LayerBackward(layer) if by_anatomy => {
                let at = evaluated.iter().position(|(h, ..)| *h == layer.h);
                let (_, cell, evaluation) = evaluated.swap_remove(at.expect("every layer ran forward"));
                let dc_last = buffers.get(layer.dc_last).to_vec();
                let reversed = evaluation.reverse(buffers.get(layer.dy), &dc_last, truncation);
                reversed.write(cell, layer, buffers);
            }
            Command::Embed { x, .. } | Command::Pixels { x, .. } => {
                step(&Pass::SIMD, command, buffers);
                let is_reader = plan.reader.as_ref().is_some_and(|reader| reader.x == *x);
                let (config, first) = match reader.as_ref().filter(|_| is_reader) {
                    Some(reader) => (reader, 0),
                    None => (&model.config, sequence.source),
                };
                let mut input = buffers.take(*x);
                write_inputs(held, config, first, &mut input);
                buffers.put(*x, input);
            }
            command => step(&Pass::SIMD, command, buffers),
        }
    }
}

/// A weight of attention that is held is an arrow that is cut: the others share what it had.
fn cut_arrows(held: &Held, plan: &Plan, sequence: &Sequence, buffers: &mut Buffers<f32>) {
    let Some(attend) = &plan.attend else { return };
    for (path, _) in held.iter().filter(|(path, _)| path.name == Name::Attention) {
        // A cut of a step that is not there yet waits.
        let at = (path.first - 1 - sequence.source) * sequence.source + path.second - 1;
        buffers.reals[attend.cut.0].get_mut(at).into_iter().for_each(|cut| *cut = 1.0);
    }
}
