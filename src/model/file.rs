//! Model files (FORMATS §3): safetensors with PyTorch's names. Caps are checked before anything is allocated.

use crate::kernels::rnn::Nonlinearity;
use crate::model::Model;
use crate::model::config::{Cell, Config, Head, Input};
use crate::model::params::{Params, Tensor, layout};
use safetensors::{Dtype, SafeTensors};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub const MAX_FILE_BYTES: usize = 16 << 20;
pub const MAX_HEADER_BYTES: u64 = 64 << 10;
pub const MAX_TENSORS: usize = 256;
pub const MAX_RANK: usize = 3;
pub const MAX_DIMENSION: usize = 4096;
pub const MAX_ELEMENTS: usize = 4_000_000;

/// Why a file was refused. Each names the tensor and the reason; the present state stays as it was.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FileError {
    #[error("the file has {0} bytes; at most {MAX_FILE_BYTES} are read")]
    TooLarge(usize),
    #[error("this is not a safetensors file: {0}")]
    NotSafetensors(String),
    #[error("the header has {0} bytes; at most {MAX_HEADER_BYTES} are read")]
    HeaderTooLarge(u64),
    #[error("the file holds {0} tensors; at most {MAX_TENSORS} are read")]
    TooManyTensors(usize),
    #[error("tensor {name} has shape {shape:?}: {limit}")]
    Shape { name: String, shape: Vec<usize>, limit: String },
    #[error("tensor {name} holds {dtype}; f32, f16 and f64 are read")]
    Kind { name: String, dtype: String },
    #[error("tensor {name} holds a value that is not finite, at position {index}")]
    NotFinite { name: String, index: usize },
    #[error("tensor {0} is missing")]
    Missing(String),
    #[error("the description of the network cannot be read: {0}")]
    Config(String),
}

/// The `config` of FORMATS §3, as JSON.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Description {
    cell: Option<String>,
    nonlinearity: Option<String>,
    input: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vocab: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
    head: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trained_on: Option<String>,
}

/// All float tensors of a safetensors file by name, converted to f32; and its description.
pub struct Contents {
    pub tensors: HashMap<String, Tensor>,
    pub metadata: HashMap<String, String>,
}

/// Reads a safetensors file within the caps.
pub fn read_tensors(bytes: &[u8]) -> Result<Contents, FileError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(FileError::TooLarge(bytes.len()));
    }
    let header = bytes.first_chunk::<8>().map(|size| u64::from_le_bytes(*size));
    let header = header.ok_or_else(|| FileError::NotSafetensors("it is too short".into()))?;
    if header > MAX_HEADER_BYTES {
        return Err(FileError::HeaderTooLarge(header));
    }
    let broken = |error: safetensors::SafeTensorError| FileError::NotSafetensors(error.to_string());
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(broken)?;
    let file = SafeTensors::deserialize(bytes).map_err(broken)?;
    if file.len() > MAX_TENSORS {
        return Err(FileError::TooManyTensors(file.len()));
    }
    let mut elements = 0usize;
    for (name, view) in file.iter() {
        let shape = view.shape().to_vec();
        let refuse = |limit: String| Err(FileError::Shape { name: name.into(), shape: shape.clone(), limit });
        if shape.len() > MAX_RANK {
            return refuse(format!("at most {MAX_RANK} dimensions are read"));
        }
        if shape.iter().any(|&size| size == 0 || size > MAX_DIMENSION) {
            return refuse(format!("each dimension must be 1 to {MAX_DIMENSION}"));
        }
        elements += shape.iter().product::<usize>();
        if elements > MAX_ELEMENTS {
            return refuse(format!("the file holds more than {MAX_ELEMENTS} values in all"));
        }
    }
    let mut tensors = HashMap::new();
    for (name, view) in file.iter() {
        let data: Vec<f32> = match view.dtype() {
            Dtype::F32 => view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            Dtype::F64 => (view.data().chunks_exact(8))
                .map(|b| f64::from_le_bytes(*b.first_chunk().expect("eight bytes")) as f32)
                .collect(),
            Dtype::F16 => view.data().chunks_exact(2).map(|b| half(u16::from_le_bytes([b[0], b[1]]))).collect(),
            // Not a weight (targets, counters): nothing of ours is stored so.
            Dtype::I64 | Dtype::I32 => continue,
            other => return Err(FileError::Kind { name: name.into(), dtype: format!("{other:?}") }),
        };
        if let Some(index) = data.iter().position(|value| !value.is_finite()) {
            return Err(FileError::NotFinite { name: name.into(), index });
        }
        tensors.insert(name.to_string(), Tensor { name: name.into(), shape: view.shape().to_vec(), data });
    }
    Ok(Contents { tensors, metadata: metadata.metadata().clone().unwrap_or_default() })
}

/// IEEE 754 half precision.
fn half(bits: u16) -> f32 {
    let (sign, exponent, fraction) =
        (u32::from(bits >> 15) << 31, u32::from(bits >> 10 & 0x1f), u32::from(bits & 0x3ff));
    match exponent {
        // Subnormal: multiples of 2⁻²⁴.
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

/// Reads a network. What the description does not say is inferred from names and shapes.
pub fn read(bytes: &[u8]) -> Result<Model, FileError> {
    let Contents { mut tensors, metadata } = read_tensors(bytes)?;
    let description: Description = match metadata.get("config") {
        Some(json) => serde_json::from_str(json).map_err(|error| FileError::Config(error.to_string()))?,
        None => Description::default(),
    };
    // Any common prefix before `weight_ih_l0` is accepted.
    let first = tensors.keys().find(|name| name.ends_with("weight_ih_l0"));
    let prefix = first
        .ok_or_else(|| FileError::Missing("rnn.weight_ih_l0".into()))?
        .trim_end_matches("weight_ih_l0")
        .to_string();
    let take = |tensors: &mut HashMap<String, Tensor>, name: &str| tensors.remove(&format!("{prefix}{name}"));
    let mut rnn = HashMap::new();
    let names: Vec<String> = tensors.keys().filter_map(|name| name.strip_prefix(&prefix).map(str::to_string)).collect();
    for name in names.iter().filter(|name| name.starts_with("weight_") || name.starts_with("bias_")) {
        if let Some(tensor) = take(&mut tensors, name) {
            rnn.insert(name.clone(), tensor);
        }
    }
    let shape_of = |name: &str| -> Result<Vec<usize>, FileError> {
        let shape = rnn
            .get(name)
            .map(|tensor| tensor.shape.clone())
            .ok_or_else(|| FileError::Missing(format!("{prefix}{name}")))?;
        if shape.len() == 2 {
            Ok(shape)
        } else {
            Err(FileError::Shape { name: name.into(), shape, limit: "a matrix is expected".into() })
        }
    };
    let (ih, hh) = (shape_of("weight_ih_l0")?, shape_of("weight_hh_l0")?);
    let hidden_size = hh[1];
    let cell = match hh[0] / hidden_size {
        1 => Cell::Rnn,
        3 => Cell::Gru,
        4 => Cell::Lstm,
        _ => {
            let limit = "rows must be 1, 3 or 4 times the columns".into();
            return Err(FileError::Shape { name: "weight_hh_l0".into(), shape: hh, limit });
        }
    };
    if let Some(said) = description.cell.as_deref().filter(|said| *said != cell.id()) {
        return Err(FileError::Config(format!(
            "it says cell {said}, but weight_hh_l0 has the rows of a {}",
            cell.id()
        )));
    }
    let layers = (0..).take_while(|layer| rnn.contains_key(&format!("weight_ih_l{layer}"))).count();
    let directions = if rnn.contains_key("weight_ih_l0_reverse") { 2 } else { 1 };
    let table = take(&mut tensors, "embedding.weight").or_else(|| tensors.remove("embedding.weight")).or_else(|| {
        let name = tensors
            .iter()
            .find(|(name, t)| name.contains("emb") && t.shape.len() == 2 && t.shape[1] == ih[1])?
            .0
            .clone();
        tensors.remove(&name)
    });
    let width = hidden_size * directions;
    // The head by its name, else the first matrix that fits, in the order of the alphabet.
    let fits = |t: &Tensor| t.name.ends_with("weight") && t.shape.len() == 2 && t.shape[1] == width;
    let named = |name: &str| name != "head.weight" && name != format!("{prefix}head.weight");
    let head = tensors.values().filter(|tensor| fits(tensor)).map(|tensor| tensor.name.clone());
    let head =
        head.min_by_key(|name| (named(name), name.clone())).ok_or_else(|| FileError::Missing("head.weight".into()))?;
    let head_weight = tensors.remove(&head).expect("it was just found");
    let bias = format!("{}bias", head.trim_end_matches("weight"));
    let head_bias = tensors.remove(&bias).ok_or(FileError::Missing(bias))?;
    let words = table.as_ref().map_or(ih[1], |table| table.shape[0]);
    let input = match (description.input.as_deref(), &table) {
        (Some("vectors"), _) => Input::Vectors,
        (_, Some(_)) => Input::Embedding,
        (_, None) => Input::OneHot,
    };
    let mut vocab = description.vocab;
    if vocab.is_empty() && input != Input::Vectors {
        vocab = (0..words).map(|word| format!("word{word}")).collect();
    }
    if input != Input::Vectors && vocab.len() != words {
        return Err(FileError::Config(format!("the vocabulary has {} words, the weights have {words}", vocab.len())));
    }
    let nonlinearity = match description.nonlinearity.as_deref() {
        None | Some("tanh") => Nonlinearity::Tanh,
        Some("relu") => Nonlinearity::Relu,
        Some(other) => return Err(FileError::Config(format!("nonlinearity {other} is neither tanh nor relu"))),
    };
    let head_kind = description.head.as_deref().unwrap_or("next-token");
    let config = Config {
        cell,
        nonlinearity,
        input,
        input_size: ih[1],
        hidden_size,
        layers,
        directions,
        classes: head_weight.shape[0],
        head: Head::from_id(head_kind).ok_or_else(|| FileError::Config(format!("head {head_kind} is not known")))?,
        vocab,
        labels: description.labels,
        lang: description.lang,
        name: description.name,
        trained_on: description.trained_on,
    };
    if config.head == Head::NextToken && config.input != Input::Vectors && config.classes != config.vocab.len() {
        let (classes, words) = (config.classes, config.vocab.len());
        return Err(FileError::Config(format!(
            "a next-token head needs a class a word: {classes} classes, {words} words"
        )));
    }
    let mut ours: HashMap<String, Tensor> =
        rnn.into_iter().map(|(name, tensor)| (format!("rnn.{name}"), tensor)).collect();
    ours.insert("head.weight".into(), head_weight);
    ours.insert("head.bias".into(), head_bias);
    ours.extend(table.map(|table| ("embedding.weight".to_string(), table)));
    let mut params = Params::default();
    for slot in layout(&config) {
        let mut tensor = ours.remove(&slot.name).ok_or_else(|| FileError::Missing(slot.name.clone()))?;
        if tensor.shape != slot.shape {
            let limit = format!("{:?} is expected", slot.shape);
            return Err(FileError::Shape { name: slot.name, shape: tensor.shape, limit });
        }
        tensor.name = slot.name;
        params.tensors.push(tensor);
    }
    Ok(Model { config, params })
}

/// Writes a network with its description; the same network gives the same bytes.
pub fn write(model: &Model) -> Vec<u8> {
    let config = &model.config;
    let description = Description {
        cell: Some(config.cell.id().into()),
        nonlinearity: Some(if config.nonlinearity == Nonlinearity::Tanh { "tanh" } else { "relu" }.into()),
        input: Some(if config.input == Input::Vectors { "vectors" } else { "tokens" }.into()),
        vocab: config.vocab.clone(),
        labels: config.labels.clone(),
        head: Some(config.head.id().into()),
        lang: config.lang.clone(),
        name: config.name.clone(),
        trained_on: config.trained_on.clone(),
    };
    // The header is written by hand: the library keeps metadata in a hash map, whose order changes from run to run.
    let mut header = serde_json::Map::new();
    let json = serde_json::to_string(&description).expect("plain data");
    header
        .insert("__metadata__".into(), serde_json::json!({"config": json, "format": "unrolled-model", "version": "1"}));
    let mut data: Vec<u8> = Vec::new();
    for tensor in &model.params.tensors {
        let start = data.len();
        data.extend_from_slice(bytemuck::cast_slice::<f32, u8>(&tensor.data));
        header.insert(
            tensor.name.clone(),
            serde_json::json!({"dtype": "F32", "shape": tensor.shape, "data_offsets": [start, data.len()]}),
        );
    }
    let mut header = serde_json::to_vec(&header).expect("plain data");
    header.resize(header.len().next_multiple_of(8), b' ');
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header);
    file.extend(data);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Model {
        let vocab = ["the", "apple", "is"].map(String::from).to_vec();
        let config = Config { lang: Some("en".into()), ..Config::words(Cell::Gru, 2, vocab) };
        let params = Params::random(&config, 3);
        Model { config, params }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let model = sample();
        let bytes = write(&model);
        assert_eq!(read(&bytes).expect("our own file"), model);
        assert_eq!(write(&model), bytes, "the same network must give the same bytes");
    }

    #[test]
    fn broken_files_are_refused_in_words() {
        let good = write(&sample());
        assert!(matches!(read(b""), Err(FileError::NotSafetensors(_))));
        assert!(matches!(read(b"<!doctype html><html>"), Err(FileError::HeaderTooLarge(_))));
        assert!(matches!(read(&good[..good.len() - 4]), Err(FileError::NotSafetensors(_))));
        assert!(matches!(read(&vec![0; MAX_FILE_BYTES + 1]), Err(FileError::TooLarge(_))));
        let mut poisoned = good.clone();
        let end = poisoned.len();
        poisoned[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
        assert!(matches!(read(&poisoned), Err(FileError::NotFinite { .. })), "{:?}", read(&poisoned).err());
        let mut model = sample();
        model.params.tensors.retain(|tensor| tensor.name != "rnn.bias_hh_l0");
        assert_eq!(read(&write(&model)).err(), Some(FileError::Missing("rnn.bias_hh_l0".into())));
        let mut model = sample();
        model.params.tensors[0].shape = vec![3, 2, 3];
        assert!(matches!(read(&write(&model)), Err(FileError::Shape { .. })));
    }

    #[test]
    fn half_precision_is_converted() {
        assert_eq!([0x3c00, 0xc000, 0x3555, 0x0001].map(half), [1.0, -2.0, 0.333_251_95, 5.960_464_5e-8]);
    }
}
