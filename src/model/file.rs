//! Model files (FORMATS §3): safetensors with PyTorch's names. Caps are checked before anything is allocated.

use crate::kernels::rnn::Nonlinearity;
use crate::model::cell::Cell;
use crate::model::config::{Config, Head, Input};
use crate::model::params::{Params, Tensor, layout};
use crate::model::{Model, half};
use safetensors::{Dtype, SafeTensors};
use serde_json::{Value, json};
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

/// All float tensors of a safetensors file, converted to f32; and its description.
pub struct Contents {
    pub tensors: Vec<Tensor>,
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
    let mut tensors = Vec::new();
    for (name, view) in file.iter() {
        let data: Vec<f32> = match view.dtype() {
            Dtype::F32 => view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            Dtype::F64 => (view.data().chunks_exact(8))
                .map(|b| f64::from_le_bytes(*b.first_chunk().expect("eight bytes")) as f32)
                .collect(),
            Dtype::F16 => view.data().chunks_exact(2).map(|b| half::read(u16::from_le_bytes([b[0], b[1]]))).collect(),
            // Not a weight (targets, counters): nothing of ours is stored so.
            Dtype::I64 | Dtype::I32 => continue,
            other => return Err(FileError::Kind { name: name.into(), dtype: format!("{other:?}") }),
        };
        if let Some(index) = data.iter().position(|value| !value.is_finite()) {
            return Err(FileError::NotFinite { name: name.into(), index });
        }
        tensors.push(Tensor { name: name.into(), shape: view.shape().to_vec(), data });
    }
    Ok(Contents { tensors, metadata: metadata.metadata().clone().unwrap_or_default() })
}

/// The description of FORMATS §3: a JSON object whose fields are all optional.
struct Description(Value);

impl Description {
    fn parse(json: Option<&String>) -> Result<Self, FileError> {
        let value = json.map_or(Ok(Value::Null), |json| serde_json::from_str(json));
        value.map(Self).map_err(|error| FileError::Config(error.to_string()))
    }
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.as_str()
    }
    fn list(&self, key: &str) -> Result<Vec<String>, FileError> {
        let Some(list) = self.0.get(key) else { return Ok(Vec::new()) };
        let words = list.as_array().map(|items| items.iter().map(|item| item.as_str().map(str::to_string)).collect());
        words.flatten().ok_or_else(|| FileError::Config(format!("{key} must be a list of words")))
    }
}

/// Takes a tensor out by its name.
fn take(tensors: &mut Vec<Tensor>, name: &str) -> Option<Tensor> {
    tensors.iter().position(|tensor| tensor.name == name).map(|index| tensors.swap_remove(index))
}

/// A list this short needs no sort of its own in the download.
fn alphabetical(tensors: Vec<Tensor>) -> Vec<Tensor> {
    let mut out: Vec<Tensor> = Vec::new();
    for tensor in tensors {
        let at = out.iter().position(|other| other.name > tensor.name).unwrap_or(out.len());
        out.insert(at, tensor);
    }
    out
}

/// Reads a network. What the description does not say is inferred from names and shapes.
pub fn read(bytes: &[u8]) -> Result<Model, FileError> {
    let Contents { tensors, metadata } = read_tensors(bytes)?;
    // In the order of the alphabet, so that nothing depends on the order in the file.
    let tensors = alphabetical(tensors);
    let description = Description::parse(metadata.get("config"))?;
    // Any common prefix before `weight_ih_l0` is accepted.
    let first = tensors.iter().find(|tensor| tensor.name.ends_with("weight_ih_l0"));
    let first = first.ok_or_else(|| FileError::Missing("rnn.weight_ih_l0".into()))?;
    let prefix = first.name.trim_end_matches("weight_ih_l0").to_string();
    let (mut rnn, mut rest): (Vec<Tensor>, Vec<Tensor>) = tensors.into_iter().partition(|tensor| {
        let name = tensor.name.strip_prefix(&prefix);
        name.is_some_and(|name| name.starts_with("weight_") || name.starts_with("bias_"))
    });
    for tensor in &mut rnn {
        tensor.name = format!("rnn.{}", &tensor.name[prefix.len()..]);
    }
    let has = |name: &str| rnn.iter().any(|tensor| tensor.name == name);
    let shape_of = |name: &str| rnn.iter().find(|tensor| tensor.name == name).map(|tensor| tensor.shape.clone());
    let (cell, hidden_size, ih) = kind_of(&description, &shape_of)?;
    let layers = (0..).take_while(|layer| has(&format!("rnn.weight_ih_l{layer}"))).count();
    let directions = if has("rnn.weight_ih_l0_reverse") { 2 } else { 1 };
    let is_table =
        |tensor: &&Tensor| tensor.name.contains("emb") && tensor.shape.len() == 2 && tensor.shape[1] == ih[1];
    let table = rest.iter().find(is_table).map(|tensor| tensor.name.clone()).and_then(|name| take(&mut rest, &name));
    let width = hidden_size * directions;
    // The head by its name, else the first matrix that fits, in the order of the alphabet.
    let fits = |t: &&Tensor| t.name.ends_with("weight") && t.shape.len() == 2 && t.shape[1] == width;
    let head = rest.iter().filter(fits).min_by_key(|tensor| !tensor.name.ends_with("head.weight"));
    let head = head.map(|tensor| tensor.name.clone()).ok_or_else(|| FileError::Missing("head.weight".into()))?;
    let bias = format!("{}bias", head.trim_end_matches("weight"));
    let head_weight = take(&mut rest, &head).ok_or(FileError::Missing(head))?;
    let head_bias = take(&mut rest, &bias).ok_or(FileError::Missing(bias))?;
    let has_table = table.as_ref().map(|table| table.shape[0]);
    let sizes = Sizes { cell, hidden_size, layers, directions, input_size: ih[1], classes: head_weight.shape[0] };
    let config = describe(&description, sizes, has_table)?;
    let rename = |name: &str, tensor: Tensor| Tensor { name: name.into(), ..tensor };
    rnn.extend([rename("head.weight", head_weight), rename("head.bias", head_bias)]);
    rnn.extend(table.map(|table| rename("embedding.weight", table)));
    let mut params = Params::default();
    for slot in layout(&config) {
        let tensor = take(&mut rnn, &slot.name).ok_or_else(|| FileError::Missing(slot.name.clone()))?;
        if tensor.shape != slot.shape {
            let limit = format!("{:?} is expected", slot.shape);
            return Err(FileError::Shape { name: slot.name, shape: tensor.shape, limit });
        }
        params.tensors.push(tensor);
    }
    Ok(Model { config, params })
}

fn shape_error(name: &str, shape: &[usize], limit: &str) -> FileError {
    FileError::Shape { name: name.into(), shape: shape.to_vec(), limit: limit.into() }
}

/// Which cell the weights are of, its units, and the shape of `weight_ih_l0`.
fn kind_of(
    description: &Description,
    shape_of: &dyn Fn(&str) -> Option<Vec<usize>>,
) -> Result<(Cell, usize, Vec<usize>), FileError> {
    let ih = shape_of("rnn.weight_ih_l0").ok_or_else(|| FileError::Missing("rnn.weight_ih_l0".into()))?;
    // What has no memory says so: without `weight_hh` a recurrent network is a broken one.
    let memoryless = match description.text("cell") {
        Some("ffn") => Some(Cell::Ffn),
        Some("cnn") => Some(Cell::Cnn),
        _ => None,
    };
    let rank = if memoryless == Some(Cell::Cnn) { 3 } else { 2 };
    if ih.len() != rank {
        return Err(shape_error("rnn.weight_ih_l0", &ih, if rank == 2 { "a matrix is expected" } else { "[H, I, 3]" }));
    }
    let (cell, hidden_size) = match (memoryless, shape_of("rnn.weight_hh_l0").as_deref()) {
        (Some(cell), _) => (cell, ih[0]),
        (None, None) => return Err(FileError::Missing("rnn.weight_hh_l0".into())),
        (None, Some(&[rows, units])) => match (rows % units, rows / units) {
            (0, 1) => (Cell::Rnn, units),
            (0, 3) => (Cell::Gru, units),
            (0, 4) => (Cell::Lstm, units),
            _ => {
                let limit = "rows must be 1, 3 or 4 times the columns";
                return Err(shape_error("rnn.weight_hh_l0", &[rows, units], limit));
            }
        },
        (None, Some(shape)) => return Err(shape_error("rnn.weight_hh_l0", shape, "a matrix is expected")),
    };
    if let Some(said) = description.text("cell").filter(|said| *said != cell.id()) {
        return Err(FileError::Config(format!(
            "it says cell {said}, but weight_hh_l0 has the rows of a {}",
            cell.id()
        )));
    }
    Ok((cell, hidden_size, ih))
}

/// What the tensors say of a network.
struct Sizes {
    cell: Cell,
    hidden_size: usize,
    layers: usize,
    directions: usize,
    input_size: usize,
    classes: usize,
}

/// The configuration of a file: what its tensors say, and what it says itself. `table`: words of its embedding, if it has one.
fn describe(description: &Description, sizes: Sizes, table: Option<usize>) -> Result<Config, FileError> {
    let words = table.unwrap_or(sizes.input_size);
    let input = match (description.text("input"), table) {
        (Some("vectors"), _) => Input::Vectors,
        (_, Some(_)) => Input::Embedding,
        (_, None) => Input::OneHot,
    };
    let mut vocab = description.list("vocab")?;
    if vocab.is_empty() && input != Input::Vectors {
        vocab = (0..words).map(|word| format!("word{word}")).collect();
    }
    if input != Input::Vectors && vocab.len() != words {
        return Err(FileError::Config(format!("the vocabulary has {} words, the weights have {words}", vocab.len())));
    }
    let nonlinearity = match description.text("nonlinearity") {
        None | Some("tanh") => Nonlinearity::Tanh,
        Some("relu") => Nonlinearity::Relu,
        Some(other) => return Err(FileError::Config(format!("nonlinearity {other} is neither tanh nor relu"))),
    };
    let kind = description.text("head").unwrap_or("next-token");
    let kind = Head::from_id(kind).ok_or_else(|| FileError::Config(format!("head {kind} is not known")))?;
    if kind == Head::NextToken && input != Input::Vectors && sizes.classes != words {
        let why = format!("a next-token head needs a class a word: {} classes, {words} words", sizes.classes);
        return Err(FileError::Config(why));
    }
    let own = |key: &str| description.text(key).map(str::to_string);
    Ok(Config {
        cell: sizes.cell,
        nonlinearity,
        input,
        input_size: sizes.input_size,
        hidden_size: sizes.hidden_size,
        layers: sizes.layers,
        directions: sizes.directions,
        reversed: false,
        encoder: None,
        attention: crate::model::attention::Attention::default(),
        classes: sizes.classes,
        head: kind,
        vocab,
        labels: description.list("labels")?,
        lang: own("lang"),
        name: own("name"),
        trained_on: own("trained_on"),
    })
}

/// Writes a network with its description; the same network gives the same bytes.
pub fn write(model: &Model) -> Vec<u8> {
    write_as(model, "F32", |data| bytemuck::cast_slice(data).to_vec())
}

/// [`write`] in half precision (see [`half::round`]).
pub fn write_half(model: &Model) -> Vec<u8> {
    write_as(model, "F16", half::bytes)
}

fn write_as(model: &Model, dtype: &str, bytes: impl Fn(&[f32]) -> Vec<u8>) -> Vec<u8> {
    let config = &model.config;
    let mut description = json!({
        "cell": config.cell.id(),
        "nonlinearity": if config.nonlinearity == Nonlinearity::Tanh { "tanh" } else { "relu" },
        "input": if config.input == Input::Vectors { "vectors" } else { "tokens" },
        "vocab": config.vocab,
        "labels": config.labels,
        "head": config.head.id(),
        "lang": config.lang,
        "name": config.name,
        "trained_on": config.trained_on,
    });
    // What is not known is left out, not written as null or empty.
    if let Some(fields) = description.as_object_mut() {
        fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    // The header is written by hand: the library keeps metadata in a hash map, whose order changes from run to run.
    let mut header = serde_json::Map::new();
    let json = description.to_string();
    header.insert("__metadata__".into(), json!({"config": json, "format": "unrolled-model", "version": "1"}));
    let mut data: Vec<u8> = Vec::new();
    for tensor in &model.params.tensors {
        let start = data.len();
        data.extend(bytes(&tensor.data));
        header.insert(
            tensor.name.clone(),
            json!({"dtype": dtype, "shape": tensor.shape, "data_offsets": [start, data.len()]}),
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
    fn half_the_file_holds_rounded_weights() {
        let mut model = sample();
        half::round(&mut model);
        assert_eq!(read(&write_half(&model)).expect("our own file"), model);
    }
}
