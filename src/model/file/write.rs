//! Networks as files: what [`super::read`] reads, and PyTorch too.

use crate::kernels::rnn::Nonlinearity;
use crate::model::config::Input;
use crate::model::{Model, half};
use serde_json::json;

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
