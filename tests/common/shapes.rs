//! Networks of every shape, drawn from a seed, and the same numbers for every device.

use unrolled::engine::plan::Plan;
use unrolled::engine::program::{Buffers, Program};
use unrolled::kernels::dropout;
use unrolled::kernels::rnn::Nonlinearity;
use unrolled::math::real::Real;
use unrolled::math::rng::Uniform;
use unrolled::model::attention::Attention;
use unrolled::model::cell::Cell;
use unrolled::model::config::{Config, Encoder, Input};
use unrolled::model::params::Params;

#[derive(Clone, Debug)]
pub struct Shape {
    pub config: Config,
    /// Steps of the encoder; 0 where there is none.
    pub source: usize,
    pub steps: usize,
    pub batch: usize,
    pub seed: u32,
}

impl Shape {
    pub fn plan(&self, dropped: Option<dropout::Settings>) -> Plan {
        let Shape { source, steps, batch, .. } = *self;
        Plan::of(&self.config, unrolled::engine::plan::Shape { source, steps, batch }, true, dropped)
    }
}

/// The same numbers for every twin: weights, words (some unknown), vectors, targets (some absent), first states.
pub fn fill<R: Real>(shape: &Shape, plan: &Plan, program: &Program) -> Buffers<R> {
    let mut random = Uniform::new(shape.seed);
    let mut buffers: Buffers<R> = Buffers::of(program);
    let start: Buffers<R> = plan.buffers(&Params::random(&shape.config, shape.seed ^ 1));
    for id in &plan.params {
        buffers.put(*id, start.get(*id).to_vec());
    }
    plan.fill(&mut buffers);
    let rows = shape.steps * shape.batch;
    let words = shape.config.vocab.len();
    let ids: Vec<i32> = (0..rows).map(|_| if random.below(8) == 0 { -1 } else { random.below(words) as i32 }).collect();
    let targets: Vec<i32> = (0..rows)
        .map(|_| if random.below(5) == 0 { -100 } else { random.below(shape.config.classes) as i32 })
        .collect();
    buffers.set_ints(plan.ids, &ids);
    buffers.set_ints(plan.targets, &targets);
    if let (Some(reader), Some(encoder)) = (&plan.reader, &shape.config.encoder) {
        let most = if encoder.input == Input::Pixels { 2 } else { encoder.vocab.len() };
        let read: Vec<i32> = (0..program.ints[reader.ids.0].len).map(|_| random.below(most) as i32).collect();
        buffers.set_ints(reader.ids, &read);
    }
    if let Some(attend) = &plan.attend {
        let cut: Vec<R> =
            buffers.get(attend.cut).iter().map(|_| R::from_f64(f64::from(random.below(5) == 0))).collect();
        buffers.put(attend.cut, cut);
    }
    let all = plan.reader.iter().flat_map(|reader| &reader.layers).chain(&plan.layers);
    let firsts = all.flat_map(|layer| [layer.h0, layer.c0]);
    for id in firsts.chain([plan.x]) {
        let values: Vec<R> = buffers.get(id).iter().map(|_| R::from_f64(f64::from(random.symmetric(1.0)))).collect();
        buffers.put(id, values);
    }
    buffers
}

/// Velocities and moments that are not zero: the state of an optimiser that has been used.
pub fn use_state(shape: &Shape, program: &Program, buffers: &mut Buffers<f32>) {
    let mut random = Uniform::new(shape.seed ^ 9);
    for (declared, values) in program.buffers.iter().zip(&mut buffers.reals) {
        if declared.name.starts_with("m.") || declared.name.starts_with("v.") {
            values.iter_mut().for_each(|value| *value = random.next() + 0.1);
        }
    }
}

/// A network and a batch by these numbers; any numbers will do.
pub fn shape(
    [cell, input, layers, directions]: [usize; 4],
    [hidden, words, width]: [usize; 3],
    [steps, batch]: [usize; 2],
    seed: u32,
) -> Shape {
    let vocab = (0..words).map(|word| format!("word{word}")).collect();
    if cell == 7 {
        return attending(layers, [hidden, words], [steps, batch], seed);
    }
    let cells = [Cell::Rnn, Cell::Rnn, Cell::Lstm, Cell::Gru, Cell::Ffn, Cell::Cnn, Cell::MinGru];
    let mut config = Config::words(cells[cell], hidden, vocab);
    config.nonlinearity = if cell == 1 { Nonlinearity::Relu } else { Nonlinearity::Tanh };
    config.input = [Input::OneHot, Input::Embedding, Input::Vectors][input];
    config.input_size = if input == 0 { words } else { width };
    config.layers = layers;
    config.directions = directions;
    // Some are read from their end alone; half of the recurrent ones have an encoder, with attention or without.
    config.reversed = directions == 1 && seed.is_multiple_of(5);
    let mut source = 0;
    if cell < 4 && directions == 1 && !config.reversed && seed.is_multiple_of(2) {
        source = 1 + (seed / 2 % 5) as usize;
        let cell = [config.cell, Cell::Gru, Cell::Ffn, Cell::Lstm][(seed / 10 % 4) as usize];
        let input = if cell == Cell::Ffn { Input::Pixels } else { Input::OneHot };
        let vocab: Vec<String> = (0..width).map(|word| format!("read{word}")).collect();
        let attends = seed.is_multiple_of(3);
        config.encoder = Some(Box::new(Encoder { cell, input, input_size: width, vocab, attends }));
    }
    Shape { config, source, steps, batch, seed }
}

/// An attention network; heads, mask, positions, a feed-forward part and heads that are off by the seed.
fn attending(layers: usize, [hidden, words]: [usize; 2], [steps, batch]: [usize; 2], seed: u32) -> Shape {
    let heads = 1 + (seed % 3) as usize;
    let (width, inner) = (heads * hidden.div_ceil(heads), [0, hidden][(seed / 3 % 2) as usize]);
    let attention = Attention {
        heads,
        causal: seed.is_multiple_of(5),
        positions: !seed.is_multiple_of(7),
        inner,
        off: if seed.is_multiple_of(4) { 2 } else { 0 },
    };
    let vocab = (0..words).map(|word| format!("word{word}")).collect();
    let config = Config { attention, layers, ..Config::attending(width, vocab) };
    Shape { config, source: 0, steps, batch, seed }
}
