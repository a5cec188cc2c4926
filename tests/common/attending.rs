//! PyTorch's values for whole attention networks (`make_attending.py`).

use super::{agree, wide};
use safetensors::SafeTensors;
use std::collections::HashMap;
use std::path::Path;
use unrolled::engine::plan::{Plan, Shape};
use unrolled::engine::program::Buffers;
use unrolled::math::real::Real;
use unrolled::model::attention::Attention;
use unrolled::model::config::{Config, Head};
use unrolled::model::params::{Params, Tensor, layout};

pub struct AttendingCase {
    pub name: String,
    pub config: Config,
    pub shape: Shape,
    pub ids: Vec<i32>,
    pub targets: Vec<i32>,
    pub tensors: HashMap<String, Vec<f64>>,
}

/// Every file that the script writes.
pub fn cases() -> Vec<AttendingCase> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/attending");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> AttendingCase {
    let bytes = std::fs::read(path).expect("a file");
    let (_, metadata) = SafeTensors::read_metadata(&bytes).expect("a safetensors file");
    let case: serde_json::Value =
        serde_json::from_str(&metadata.metadata().as_ref().expect("metadata")["case"]).expect("JSON");
    let number = |key: &str| case[key].as_u64().expect("a number") as usize;
    let vocab = (0..number("words")).map(|word| format!("word{word}")).collect();
    let attention = Attention {
        heads: number("heads"),
        causal: case["causal"] == true,
        positions: case["positions"] == true,
        inner: number("inner"),
        off: 0,
    };
    let classes = number("classes");
    let config = Config {
        attention,
        layers: number("layers"),
        classes,
        head: Head::Classify,
        labels: (0..classes).map(|class| format!("class{class}")).collect(),
        ..Config::attending(number("width"), vocab)
    };
    let file = SafeTensors::deserialize(&bytes).expect("a safetensors file");
    let words = |data: &[u8]| -> Vec<[u8; 4]> {
        data.chunks_exact(4).map(|bytes| bytes.try_into().expect("four bytes")).collect()
    };
    let integers = |name: &str| -> Vec<i32> {
        words(file.tensor(name).expect("integers").data()).into_iter().map(i32::from_le_bytes).collect()
    };
    let reals = |data: &[u8]| words(data).into_iter().map(|bytes| f64::from(f32::from_le_bytes(bytes))).collect();
    AttendingCase {
        name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
        config,
        shape: Shape { source: 0, steps: number("steps"), batch: number("batch") },
        ids: integers("ids"),
        targets: integers("targets"),
        tensors: file.iter().map(|(name, view)| (name.to_string(), reals(view.data()))).collect(),
    }
}

impl AttendingCase {
    pub fn params(&self) -> Params {
        let tensor = |slot: unrolled::model::params::Slot| Tensor {
            data: self.tensors[&slot.name].iter().map(|&value| value as f32).collect(),
            name: slot.name,
            shape: slot.shape,
        };
        Params { tensors: layout(&self.config).into_iter().map(tensor).collect() }
    }
    /// The program with its inputs in place.
    pub fn prepare<R: Real>(&self) -> (Plan, Buffers<R>) {
        let plan = Plan::of(&self.config, self.shape, true, None);
        let mut buffers = plan.buffers(&self.params());
        buffers.set_ints(plan.ids, &self.ids);
        buffers.set_ints(plan.targets, &self.targets);
        (plan, buffers)
    }
    /// Every buffer of which the file has a tensor; how many there were.
    pub fn compare<R: Real>(&self, plan: &Plan, buffers: &Buffers<R>, within: [f64; 2]) -> Result<usize, String> {
        let mut count = 0;
        for (declared, got) in plan.program.buffers.iter().zip(&buffers.reals) {
            if let Some(expected) = self.tensors.get(&declared.name) {
                let tolerance = within[usize::from(declared.name.starts_with('d'))];
                agree(&format!("{} {}", self.name, declared.name), expected, &wide(got), tolerance)?;
                count += 1;
            }
        }
        Ok(count)
    }
}
