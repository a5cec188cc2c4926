//! Model files (FORMATS §3): safetensors with PyTorch's names. What a file is, what of it is a network, and what is left over.

mod container;
pub mod refusal;
mod write;

pub use container::MAX_FILE_BYTES;
pub use write::{write, write_half};

use crate::kernels::rnn::Nonlinearity;
use crate::model::Model;
use crate::model::cell::Cell;
use crate::model::config::{Config, Head, Input};
use crate::model::params::{Params, Tensor, layout};
use container::{Contents, read_tensors};
use refusal::{FileError, Limit, Receipt, Trouble};
use serde_json::Value;
use std::collections::HashMap;

/// The description of FORMATS §3: a JSON object whose fields are all optional.
struct Description(Value);

impl Description {
    /// Ours, or nothing: others keep something else under the same key. Whether it was passed over comes with it.
    fn parse(metadata: &HashMap<String, String>) -> Result<(Self, bool), FileError> {
        let Some(json) = metadata.get("config") else { return Ok((Self(Value::Null), false)) };
        let is_ours = metadata.get("format").is_some_and(|format| format == "unrolled-model");
        match serde_json::from_str(json) {
            Ok(value @ Value::Object(_)) => Ok((Self(value), false)),
            _ if is_ours => Err(FileError::Config(Trouble::Json)),
            _ => Ok((Self(Value::Null), true)),
        }
    }
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.as_str()
    }
    fn list(&self, key: &str) -> Result<Vec<String>, FileError> {
        let Some(list) = self.0.get(key) else { return Ok(Vec::new()) };
        let words = list.as_array().map(|items| items.iter().map(|item| item.as_str().map(str::to_string)).collect());
        words.flatten().ok_or_else(|| FileError::Config(Trouble::List(key.to_string())))
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

/// The same network without a table, taken to read words, one-hot, or else rows of numbers: where no file says which.
pub fn read_as(model: &Model, words: bool) -> Model {
    let mut model = model.clone();
    let config = &mut model.config;
    let is_next = words && config.classes == config.input_size;
    config.input = if words { Input::OneHot } else { Input::Vectors };
    config.head = match config.head {
        Head::Classify => Head::Classify,
        _ if is_next => Head::NextToken,
        _ => Head::Tag,
    };
    config.vocab = if words { numbered(config.input_size) } else { Vec::new() };
    model
}

/// What words are called that nobody names.
fn numbered(words: usize) -> Vec<String> {
    (0..words).map(|word| format!("word{word}")).collect()
}

/// Reads a network. What the description does not say is inferred from names and shapes.
pub fn read(bytes: &[u8]) -> Result<Model, FileError> {
    open(bytes).map(|(model, _)| model)
}

/// [`read`], with what was read otherwise than it was written.
pub fn open(bytes: &[u8]) -> Result<(Model, Receipt), FileError> {
    let Contents { tensors, others, metadata } = read_tensors(bytes)?;
    // In the order of the alphabet, so that nothing depends on the order in the file.
    let mut tensors = alphabetical(tensors);
    let (description, foreign_description) = Description::parse(&metadata)?;
    // A cell that is stepped by hand (nn.LSTMCell) is one layer.
    for tensor in &mut tensors {
        if ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].iter().any(|name| tensor.name.ends_with(name)) {
            tensor.name.push_str("_l0");
        }
    }
    let prefix = prefix(&tensors)?;
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
    let table = table(&mut rest, ih[1]);
    let (head_weight, head_bias) = head(&mut rest, hidden_size * directions)?;
    let has_table = table.as_ref().map(|table| table.shape[0]);
    let sizes = Sizes { cell, hidden_size, layers, directions, input_size: ih[1], classes: head_weight.shape[0] };
    let config = describe(&description, sizes, has_table)?;
    rnn.extend([Some(head_weight), head_bias, table].into_iter().flatten());
    let mut zeros = Vec::new();
    let mut params = Params::default();
    for slot in layout(&config) {
        let tensor = match take(&mut rnn, &slot.name) {
            Some(tensor) => tensor,
            // `bias=False`: nothing is added, which is what zeros add.
            None if slot.name.contains("bias") => {
                zeros.push(slot.name.clone());
                let data = vec![0.0; slot.shape.iter().product()];
                Tensor { name: slot.name.clone(), shape: slot.shape.clone(), data }
            }
            None => return Err(FileError::Missing(slot.name)),
        };
        if tensor.shape != slot.shape {
            return Err(FileError::Shape { name: slot.name, shape: tensor.shape, limit: Limit::Expected(slot.shape) });
        }
        params.tensors.push(tensor);
    }
    let left = rnn.into_iter().chain(rest).map(|tensor| (tensor.name, tensor.shape));
    let left_out = left.chain(others).collect();
    // A save of ours has the numbers for names where nobody gave others.
    let names_words = description.0.get("vocab").is_some() && config.vocab != numbered(config.vocab.len());
    let guesses_input =
        config.input != Input::Embedding && description.0.get("vocab").is_none() && description.text("input").is_none();
    Ok((Model { config, params }, Receipt { guesses_input, prefix, zeros, left_out, names_words, foreign_description }))
}

/// What stands before the names of the only network that is in the file.
fn prefix(tensors: &[Tensor]) -> Result<String, FileError> {
    let named = |part: &str| tensors.iter().find(|tensor| tensor.name.contains(part)).map(|tensor| tensor.name.clone());
    if let Some(name) = named("weight_hr_l") {
        return Err(FileError::Projection(name));
    }
    let parts = ["_l0_g", "_l0_v", ".original0", ".original1"];
    if let Some(name) = tensors.iter().find(|tensor| parts.iter().any(|part| tensor.name.ends_with(part))) {
        return Err(FileError::WeightNorm(name.name.clone()));
    }
    let prefixes = tensors.iter().filter_map(|tensor| tensor.name.strip_suffix("weight_ih_l0"));
    let prefixes: Vec<String> = prefixes.map(str::to_string).collect();
    match prefixes.as_slice() {
        [] => Err(FileError::Missing("rnn.weight_ih_l0".into())),
        [one] => Ok(one.clone()),
        several => Err(FileError::Several(several.iter().map(|name| name.trim_end_matches('.').to_string()).collect())),
    }
}

/// The table of embeddings, `[V, width]`: by its name; so that a head that fits as well stays.
fn table(rest: &mut Vec<Tensor>, width: usize) -> Option<Tensor> {
    let names = ["emb", "encoder", "lookup", "wte"];
    let is_table = |tensor: &&Tensor| {
        let name = tensor.name.to_ascii_lowercase();
        names.iter().any(|part| name.contains(part)) && tensor.shape.len() == 2 && tensor.shape[1] == width
    };
    let name = rest.iter().find(is_table).map(|tensor| tensor.name.clone())?;
    take(rest, &name).map(|table| Tensor { name: "embedding.weight".into(), ..table })
}

/// The head by its name, else the first matrix that fits, in the order of the alphabet; and its bias, if it has one.
fn head(rest: &mut Vec<Tensor>, width: usize) -> Result<(Tensor, Option<Tensor>), FileError> {
    let fits = |t: &&Tensor| t.name.ends_with("weight") && t.shape.len() == 2 && t.shape[1] == width;
    let found = rest.iter().filter(fits).min_by_key(|tensor| !tensor.name.ends_with("head.weight"));
    let name = found.map(|tensor| tensor.name.clone()).ok_or_else(|| FileError::Missing("head.weight".into()))?;
    let bias = take(rest, &format!("{}bias", name.trim_end_matches("weight")));
    let weight = take(rest, &name).ok_or(FileError::Missing(name))?;
    let rename = |name: &str, tensor: Tensor| Tensor { name: name.into(), ..tensor };
    Ok((rename("head.weight", weight), bias.map(|bias| rename("head.bias", bias))))
}

fn shape_error(name: &str, shape: &[usize], limit: Limit) -> FileError {
    FileError::Shape { name: name.into(), shape: shape.to_vec(), limit }
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
        return Err(shape_error("rnn.weight_ih_l0", &ih, if rank == 2 { Limit::Matrix } else { Limit::Taps }));
    }
    let (cell, hidden_size) = match (memoryless, shape_of("rnn.weight_hh_l0").as_deref()) {
        (Some(cell), _) => (cell, ih[0]),
        (None, None) => return Err(FileError::Missing("rnn.weight_hh_l0".into())),
        (None, Some(&[rows, units])) => match (rows % units, rows / units) {
            (0, 1) => (Cell::Rnn, units),
            (0, 3) => (Cell::Gru, units),
            (0, 4) => (Cell::Lstm, units),
            _ => return Err(shape_error("rnn.weight_hh_l0", &[rows, units], Limit::Rows)),
        },
        (None, Some(shape)) => return Err(shape_error("rnn.weight_hh_l0", shape, Limit::Matrix)),
    };
    if let Some(said) = description.text("cell").filter(|said| *said != cell.id()) {
        return Err(FileError::Config(Trouble::Cell { said: said.to_string(), found: cell.id().to_string() }));
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
    let has_words = description.0.get("vocab").is_some() || description.text("input") == Some("tokens");
    let input = match (description.text("input"), table) {
        (Some("vectors"), _) => Input::Vectors,
        (_, Some(_)) => Input::Embedding,
        // Who says the next word has an answer a word; one number alone is a series.
        _ if has_words || sizes.classes == words && words > 1 => Input::OneHot,
        _ => Input::Vectors,
    };
    let mut vocab = description.list("vocab")?;
    if vocab.is_empty() && input != Input::Vectors {
        vocab = numbered(words);
    }
    if input != Input::Vectors && vocab.len() != words {
        return Err(FileError::Config(Trouble::Words { said: vocab.len(), has: words }));
    }
    let nonlinearity = match description.text("nonlinearity") {
        None | Some("tanh") => Nonlinearity::Tanh,
        Some("relu") => Nonlinearity::Relu,
        Some(other) => return Err(FileError::Config(Trouble::Nonlinearity(other.to_string()))),
    };
    let says_next = input != Input::Vectors && (has_words || sizes.classes == words);
    let kind = description.text("head").unwrap_or(if says_next { "next-token" } else { "tag" });
    let kind = Head::from_id(kind).ok_or_else(|| FileError::Config(Trouble::Head(kind.to_string())))?;
    if kind == Head::NextToken && input != Input::Vectors && sizes.classes != words {
        return Err(FileError::Config(Trouble::Classes { classes: sizes.classes, words }));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::half;
    use refusal::Foreign;

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
        assert_eq!(read(b"").err(), Some(FileError::Empty));
        assert_eq!(read(b"<!doctype html><html>").err(), Some(FileError::Foreign(Foreign::WebPage)));
        assert!(matches!(read(&[255; 64]), Err(FileError::HeaderTooLarge(_))));
        assert!(matches!(read(&good[..good.len() - 4]), Err(FileError::Truncated { .. })));
        assert!(matches!(read(&vec![0; MAX_FILE_BYTES + 1]), Err(FileError::TooLarge(_))));
        let mut poisoned = good.clone();
        let end = poisoned.len();
        poisoned[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
        assert!(matches!(read(&poisoned), Err(FileError::NotFinite { .. })), "{:?}", read(&poisoned).err());
        let mut model = sample();
        model.params.tensors.retain(|tensor| tensor.name != "rnn.weight_hh_l0");
        assert_eq!(read(&write(&model)).err(), Some(FileError::Missing("rnn.weight_hh_l0".into())));
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
