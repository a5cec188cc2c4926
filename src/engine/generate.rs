//! Lets a network go on by itself: one token at a time, its state kept between.

use crate::engine::plan::Plan;
use crate::engine::program::{Buffers, Program};
use crate::engine::session::append_carry;
use crate::math::order::largest;
use crate::math::rng::Uniform;
use crate::model::Model;
use serde::{Deserialize, Serialize};

/// A token of a sample: given to the network, or drawn by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub token: String,
    pub is_given: bool,
    /// Whether it was right, where there is a right answer.
    pub is_right: Option<bool>,
}

/// A network between two tokens. The caller runs the program that [`Generator::feed`] hands out.
pub struct Generator {
    plan: Plan,
    program: Program,
    buffers: Buffers<f32>,
}

impl Generator {
    /// Nothing read yet. One direction only: what comes later cannot be read before it is said.
    pub fn new(model: &Model) -> Self {
        assert_eq!(model.config.directions, 1, "a bidirectional network does not go on by itself");
        let plan = Plan::new(&model.config, 1, 1, false);
        let buffers = plan.buffers(&model.params);
        // After each token the state goes on.
        let mut program = plan.program.clone();
        append_carry(&mut program, &plan);
        Self { plan, program, buffers }
    }

    /// Reads a token: run this.
    pub fn feed(&mut self, id: i32) -> (&Program, &mut Buffers<f32>) {
        self.buffers.set_ints(self.plan.ids, &[id]);
        (&self.program, &mut self.buffers)
    }

    /// Draws the next token from `softmax(logits / temperature)`; at 0 the likeliest.
    pub fn draw(&self, temperature: f32, random: &mut Uniform) -> usize {
        let logits = self.buffers.get(self.plan.logits);
        let best = largest(logits).unwrap_or(0);
        if temperature <= 0.0 {
            return best;
        }
        let weight = |&logit: &f32| libm::expf((logit - logits[best]) / temperature);
        let total: f32 = logits.iter().map(weight).sum();
        let mut left = random.next() * total;
        for (id, logit) in logits.iter().enumerate() {
            left -= weight(logit);
            if left < 0.0 {
                return id;
            }
        }
        best
    }
}
