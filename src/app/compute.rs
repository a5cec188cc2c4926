//! Short sequences run at once, on the page's thread: one call for the whole trace.

use crate::device::cpu::{Simd, Twin, run};
use crate::engine::trace::{Sequence, Trace};
use crate::model::Model;
use std::rc::Rc;

/// Forward and backward of one sequence on the processor's fast path.
pub fn trace(model: Rc<Model>, sequence: Sequence) -> Trace {
    let (plan, mut buffers) = Trace::plan(&model, &sequence);
    run::<f32, Simd>(&plan.program, &mut buffers);
    Trace::new(model, sequence, <Simd as Twin<f32>>::NAME, plan, buffers)
}
