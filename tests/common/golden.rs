//! One PyTorch case: reads it, runs it on a twin, compares every tensor.

use super::{FORWARD_TOLERANCE, GRADIENT_TOLERANCE, agree, wide};
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;
use unrolled::device::cpu::{Kernels, run};
use unrolled::engine::plan::{Plan, Shape};
use unrolled::engine::program::{BufferId, Buffers, Layer};
use unrolled::kernels::rnn::Nonlinearity;
use unrolled::math::real::Real;
use unrolled::model::cell::Cell;
use unrolled::model::config::{Config, Encoder, Input};
use unrolled::model::params::{Params, Tensor, layout};

/// Every case found at build time.
pub const CASES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/goldens.rs"));

pub struct Case {
    pub config: Config,
    pub params: Params,
    /// Steps of the encoder; 0 where there is none.
    pub source: usize,
    pub steps: usize,
    pub batch: usize,
    /// Only what a network gives is in the file, not what lies between.
    is_outside_only: bool,
    pub tensors: HashMap<String, Vec<f64>>,
    pub targets: Vec<i32>,
}

impl Case {
    pub fn read(bytes: &[u8]) -> Case {
        let (_, metadata) = SafeTensors::read_metadata(bytes).expect("a safetensors file");
        let case = &metadata.metadata().as_ref().expect("metadata")["case"];
        let case: serde_json::Value = serde_json::from_str(case).expect("JSON");
        let number = |key: &str| case[key].as_u64().unwrap_or_else(|| panic!("{key} is missing")) as usize;
        let mut config =
            Config::words(Cell::from_id(case["cell"].as_str().expect("a cell")).expect("a known cell"), 1, vec![]);
        config.input = Input::Vectors;
        config.input_size = number("input_size");
        config.hidden_size = number("hidden_size");
        config.layers = number("layers");
        config.directions = number("directions");
        config.classes = number("vocab");
        config.nonlinearity = if case["nonlinearity"] == "relu" { Nonlinearity::Relu } else { Nonlinearity::Tanh };
        if let Some(encoder) = case["encoder"].as_str() {
            let cell = Cell::from_id(encoder).expect("a known cell");
            let (input_size, attends) = (number("read"), case["attends"] == true);
            config.encoder =
                Some(Box::new(Encoder { cell, input: Input::Vectors, input_size, vocab: vec![], attends }));
        }
        let (mut tensors, mut targets) = (HashMap::new(), Vec::new());
        for (name, view) in SafeTensors::deserialize(bytes).expect("a safetensors file").iter() {
            if view.dtype() == Dtype::I64 {
                targets = view
                    .data()
                    .chunks_exact(8)
                    .map(|b| i64::from_le_bytes(b.try_into().expect("eight bytes")) as i32)
                    .collect();
            } else {
                let read = |b: &[u8]| f64::from(f32::from_le_bytes(b.try_into().expect("four bytes")));
                tensors.insert(name.to_string(), view.data().chunks_exact(4).map(read).collect::<Vec<f64>>());
            }
        }
        let mut params = Params::default();
        for slot in layout(&config) {
            let data = tensors[&slot.name].iter().map(|&value| value as f32).collect();
            params.tensors.push(Tensor { name: slot.name, shape: slot.shape, data });
        }
        let source = if config.encoder.is_some() { number("source") } else { 0 };
        let is_outside_only = case["only"] == "ends";
        let (steps, batch) = (number("steps"), number("batch"));
        Case { config, params, source, steps, batch, is_outside_only, tensors, targets }
    }

    /// `[B, T, width]` to our `[T, B, width]`, or back: the same permutation with the sizes exchanged.
    fn swap(values: &[f64], outer: usize, inner: usize) -> Vec<f64> {
        let width = values.len() / (outer * inner);
        let mut out = Vec::with_capacity(values.len());
        for j in 0..inner {
            for i in 0..outer {
                out.extend_from_slice(&values[(i * inner + j) * width..][..width]);
            }
        }
        out
    }

    /// The program, forward and backward, and its operands in place.
    pub fn prepare<R: Real>(&self) -> (Plan, Buffers<R>) {
        unrolled::device::more::bring();
        unrolled::device::parallel::bring();
        let shape = Shape { source: self.source, steps: self.steps, batch: self.batch };
        let plan = Plan::of(&self.config, shape, true, None);
        let mut buffers: Buffers<R> = plan.buffers(&self.params);
        let real = |values: Vec<f64>| values.into_iter().map(R::from_f64);
        if let Some(reader) = &plan.reader {
            buffers.set(reader.x, real(Self::swap(&self.tensors["source"], self.batch, self.source)));
        }
        buffers.set(plan.x, real(Self::swap(&self.tensors["x"], self.batch, self.steps)));
        let targets: Vec<f64> = self.targets.iter().map(|&target| f64::from(target)).collect();
        let targets: Vec<i32> =
            Self::swap(&targets, self.batch, self.steps).into_iter().map(|target| target as i32).collect();
        buffers.set_ints(plan.targets, &targets);
        let first = self.batch * self.config.hidden_size;
        let first_states = plan.layers.iter().enumerate().filter(|_| self.tensors.contains_key("h0"));
        for (index, layer) in first_states {
            buffers.set(layer.h0, real(self.tensors["h0"][index * first..][..first].to_vec()));
            if let Some(c0) = self.tensors.get("c0") {
                buffers.set(layer.c0, real(c0[index * first..][..first].to_vec()));
            }
        }
        (plan, buffers)
    }

    /// Runs it on a twin.
    pub fn run<R: Real>(&self, kernels: &Kernels<R>) -> (Plan, Buffers<R>) {
        let (plan, mut buffers) = self.prepare();
        run(kernels, &plan.program, &mut buffers);
        (plan, buffers)
    }

    /// Compares every result and every gradient of the file. Returns how many tensors agreed, or what did not.
    pub fn compare<R: Real>(&self, plan: &Plan, buffers: &Buffers<R>) -> Result<usize, Vec<String>> {
        self.compare_within(plan, buffers, [FORWARD_TOLERANCE, GRADIENT_TOLERANCE])
    }

    /// The same with other tolerances, forward and gradients.
    pub fn compare_within<R: Real>(
        &self,
        plan: &Plan,
        buffers: &Buffers<R>,
        [forward, gradient]: [f64; 2],
    ) -> Result<usize, Vec<String>> {
        let (mut wrong, mut compared) = (Vec::new(), 0);
        let mut check = |name: &str, got: Vec<f64>, tolerance: f64| {
            let Some(expected) = self.tensors.get(name) else {
                return wrong.push(format!("{name} is not in the file"));
            };
            compared += 1;
            wrong.extend(agree(name, expected, &got, tolerance).err());
        };
        let get = |id: BufferId| wide(buffers.get(id));
        let batched = |id: BufferId| Self::swap(&get(id), self.steps, self.batch);
        check("out.logits", batched(plan.logits), forward);
        check("out.probs", batched(plan.probs), forward);
        check("out.loss", get(plan.loss), forward);
        if self.source == 0 {
            check("out.seq", batched(plan.top), forward);
        }
        check("grad.x", batched(plan.dx), gradient);
        for (slot, id) in layout(&self.config).iter().zip(&plan.grads) {
            check(&format!("grad.{}", slot.name), get(*id), gradient);
        }
        if let Some(reader) = &plan.reader {
            let read = |id: BufferId| Self::swap(&get(id), self.source, self.batch);
            check("grad.source", read(reader.dx), gradient);
            let last = |layers: &[Layer]| layers.last().expect("a layer").clone();
            let (encoder, decoder) = (last(&reader.layers), last(&plan.layers));
            check("out.encoder.h", read(encoder.h), forward);
            check("out.decoder.h", batched(decoder.h), forward);
            if let Some(attend) = &plan.attend {
                for (name, value, d) in [
                    ("scores", attend.scores, attend.dscores),
                    ("attention", attend.weights, attend.dweights),
                    ("context", attend.context, attend.dcontext),
                ] {
                    check(&format!("out.{name}"), batched(value), forward);
                    check(&format!("grad.{name}"), batched(d), gradient);
                }
            }
            return if wrong.is_empty() { Ok(compared) } else { Err(wrong) };
        }
        let stack =
            |ids: &dyn Fn(usize) -> BufferId| (0..plan.layers.len()).flat_map(|index| get(ids(index))).collect();
        if self.tensors.contains_key("h0") {
            check("grad.h0", stack(&|index| plan.layers[index].dh0), gradient);
        }
        if self.config.cell == Cell::Lstm {
            check("grad.c0", stack(&|index| plan.layers[index].dc0), gradient);
        }
        if self.is_outside_only {
            return if wrong.is_empty() { Ok(compared) } else { Err(wrong) };
        }
        let gates: &[&str] = match self.config.cell {
            Cell::Rnn | Cell::Ffn | Cell::Cnn => &["a"],
            Cell::Lstm => &["i", "f", "g", "o"],
            Cell::Gru => &["r", "z", "n"],
            Cell::MinGru => &["z", "n"],
            Cell::Attention => &[],
        };
        let hidden = self.config.hidden_size;
        for (place, layer) in self.config.places().into_iter().zip(&plan.layers) {
            let pick = |id: BufferId, gate: usize| -> Vec<f64> {
                batched(id)
                    .chunks(gates.len() * hidden)
                    .flat_map(|row| row[gate * hidden..][..hidden].to_vec())
                    .collect()
            };
            for (index, gate) in gates.iter().enumerate() {
                check(&format!("out.{gate}{place}"), pick(layer.gates, index), forward);
                check(&format!("grad.{gate}{place}"), pick(layer.dgates, index), gradient);
            }
            check(&format!("out.h{place}"), batched(layer.h), forward);
            check(&format!("grad.h{place}"), batched(layer.dh), gradient);
            if self.config.cell == Cell::Lstm {
                check(&format!("out.c{place}"), batched(layer.c), forward);
                check(&format!("grad.c{place}"), batched(layer.dc), gradient);
            }
        }
        if wrong.is_empty() { Ok(compared) } else { Err(wrong) }
    }
}

/// Runs every case on one twin; returns the count of cases and tensors.
pub fn all<R: Real>(kernels: &Kernels<R>) -> (usize, usize) {
    assert!(!CASES.is_empty(), "no PyTorch case was found: is UNROLLED_GOLDENS right?");
    let mut tensors = 0;
    for (name, bytes) in CASES {
        let case = Case::read(bytes);
        let (plan, buffers) = case.run(kernels);
        match case.compare(&plan, &buffers) {
            Ok(count) => tensors += count,
            Err(wrong) => panic!("{name} on {}:\n  {}", kernels.pass.name, wrong.join("\n  ")),
        }
    }
    (CASES.len(), tensors)
}

/// A number that changes if any bit of any result changes: three random networks of odd sizes, trained for one update on
/// the SIMD path.
pub fn fingerprint() -> u64 {
    use unrolled::engine::session::{Optimiser, append_update};
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for cell in Cell::RECURRENT {
        let vocab = (0..11).map(|word| format!("word{word}")).collect();
        let config = Config { layers: 2, directions: 2, ..Config::words(cell, 13, vocab) };
        let plan = Plan::new(&config, 7, 3, true);
        let mut program = plan.program.clone();
        append_update(&mut program, &plan, Optimiser::Adam(Default::default()), Some(1.0), 1);
        let start: Buffers<f32> = plan.buffers(&Params::random(&config, 3));
        let mut buffers: Buffers<f32> = Buffers::of(&program);
        for id in &plan.params {
            buffers.put(*id, start.get(*id).to_vec());
        }
        let words: Vec<i32> = (0..21).map(|n| n * 5 % 12 - 1).collect();
        buffers.set_ints(plan.ids, &words);
        buffers.set_ints(plan.targets, &words);
        run(&Kernels::SIMD, &program, &mut buffers);
        for value in buffers.reals.iter().flatten() {
            hash = (hash ^ u64::from(value.to_bits())).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// Native and browser must both give it.
pub const FINGERPRINT: u64 = 16168118915218308299;
