//! Self-attention as a program of its own, and PyTorch's values for it.

use super::{agree, wide};
use safetensors::SafeTensors;
use std::collections::HashMap;
use std::path::Path;
use unrolled::engine::program::{BufferId, Buffers, Command, Program, SelfAttend};
use unrolled::kernels::self_attend::Dims;
use unrolled::math::real::Real;

/// The kernel's operands by their names, as the files have them.
pub fn operands(a: &SelfAttend) -> [(&'static str, BufferId); 9] {
    [
        ("qkv", a.qkv),
        ("live", a.live),
        ("dy", a.dy),
        ("scores", a.scores),
        ("weights", a.weights),
        ("y", a.y),
        ("dweights", a.dweights),
        ("dscores", a.dscores),
        ("dqkv", a.dqkv),
    ]
}

/// Forward and backward, and nothing else.
pub fn program(dims: Dims) -> (Program, SelfAttend) {
    let mut program = Program::default();
    let rows = dims.steps * dims.batch;
    let mut declare = |name: &str, len: usize| program.buffer(name, len);
    let (of_heads, of_scores) = (rows * dims.width, rows * dims.heads * dims.steps);
    let attend = SelfAttend {
        dims,
        qkv: declare("qkv", 3 * of_heads),
        live: declare("live", dims.heads),
        scores: declare("scores", of_scores),
        weights: declare("weights", of_scores),
        y: declare("y", of_heads),
        dy: declare("dy", of_heads),
        dweights: declare("dweights", of_scores),
        dscores: declare("dscores", of_scores),
        dqkv: declare("dqkv", 3 * of_heads),
    };
    program.commands =
        vec![Command::SelfAttend(Box::new(attend.clone())), Command::SelfAttendBackward(Box::new(attend.clone()))];
    (program, attend)
}

pub struct AttentionCase {
    pub name: String,
    pub dims: Dims,
    pub tensors: HashMap<String, Vec<f64>>,
}

/// Every file that `make_attention.py` writes.
pub fn cases() -> Vec<AttentionCase> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/attention");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> AttentionCase {
    let bytes = std::fs::read(path).expect("a file");
    let (_, metadata) = SafeTensors::read_metadata(&bytes).expect("a safetensors file");
    let case: serde_json::Value =
        serde_json::from_str(&metadata.metadata().as_ref().expect("metadata")["case"]).expect("JSON");
    let number = |key: &str| case[key].as_u64().expect("a number") as usize;
    let dims = Dims {
        steps: number("steps"),
        batch: number("batch"),
        width: number("width"),
        heads: number("heads"),
        causal: case["causal"] == true,
    };
    let value = |b: &[u8]| f64::from(f32::from_le_bytes(b.try_into().expect("four bytes")));
    let file = SafeTensors::deserialize(&bytes).expect("a safetensors file");
    let tensors = file.iter().map(|(name, view)| (name.to_string(), view.data().chunks_exact(4).map(value).collect()));
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    AttentionCase { name, dims, tensors: tensors.collect() }
}

impl AttentionCase {
    /// The program with its inputs in place.
    pub fn prepare<R: Real>(&self) -> (Program, SelfAttend, Buffers<R>) {
        let (program, attend) = program(self.dims);
        let mut buffers = Buffers::of(&program);
        for (name, id) in operands(&attend).into_iter().take(3) {
            buffers.set(id, self.tensors[name].iter().map(|&value| R::from_f64(value)));
        }
        (program, attend, buffers)
    }
    /// Everything that was computed against the file.
    pub fn compare<R: Real>(&self, attend: &SelfAttend, buffers: &Buffers<R>, within: [f64; 2]) -> Result<(), String> {
        for (name, id) in operands(attend).into_iter().skip(3) {
            let tolerance = within[usize::from(name.starts_with('d'))];
            agree(&format!("{} {name}", self.name), &self.tensors[name], &wide(buffers.get(id)), tolerance)?;
        }
        Ok(())
    }
}
