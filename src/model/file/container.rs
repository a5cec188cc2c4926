//! The container: tensors of a safetensors file, within caps that are checked before anything is allocated.

use super::refusal::{FileError, Foreign, Limit};
use crate::model::half;
use crate::model::params::Tensor;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::HashMap;
use std::fmt;

pub const MAX_FILE_BYTES: usize = 16 << 20;
pub const MAX_HEADER_BYTES: u64 = 64 << 10;
pub const MAX_TENSORS: usize = 256;
pub const MAX_RANK: usize = 3;
pub const MAX_DIMENSION: usize = 4096;
pub const MAX_ELEMENTS: usize = 4_000_000;
/// Beyond this the product of two weights nears the end of f32.
pub const MAX_WEIGHT: f32 = 1e18;

/// All float tensors of a file, converted to f32; what else lies in it; and its description.
pub struct Contents {
    pub tensors: Vec<Tensor>,
    /// Masks, counters, empty buffers: names and shapes.
    pub others: Vec<(String, Vec<usize>)>,
    pub metadata: HashMap<String, String>,
}

/// What a file that is no safetensors file begins like.
fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| bytes.starts_with(with);
    Some(match bytes {
        _ if begins(b"version https://git-lfs") => Foreign::LfsPointer,
        // A pickle of protocol 2 to 5; a header of 0x0280 bytes begins so too, with zeros behind.
        [0x80, 2..=5, rest @ ..] if rest.iter().take(6).any(|&b| b != 0) => Foreign::Pickle,
        _ if begins(b"PK\x03\x04") => Foreign::Pickle,
        _ if begins(b"\x89HDF") => Foreign::Hdf5,
        _ if begins(b"GGUF") => Foreign::Gguf,
        _ if begins(b"\x93NUMPY") => Foreign::NumPy,
        _ if plain.starts_with(b"<") => Foreign::WebPage,
        // A header of 8 bytes that reads as letters would be of 2⁶¹ bytes and more.
        _ if bytes.iter().take(64).all(|&b| b == b'\n' || b == b'\r' || b == b'\t' || (32..127).contains(&b)) => {
            Foreign::Text
        }
        _ => return None,
    })
}

/// Keys of a JSON object, and whether one comes twice; a map would keep the last alone.
struct Keys(Option<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Keys;
            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let (mut seen, mut twice) = (Vec::<String>::new(), None);
                while let Some((key, _)) = map.next_entry::<String, IgnoredAny>()? {
                    if seen.contains(&key) {
                        twice = Some(key);
                    } else if seen.len() <= MAX_TENSORS {
                        seen.push(key);
                    }
                }
                Ok(Keys(twice))
            }
        }
        from.deserialize_map(Each)
    }
}

/// The header, before the library reads it: its size, whether a name comes twice, and whether all that it names is there.
fn header(bytes: &[u8]) -> Result<(), FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(FileError::TooLarge(bytes.len()));
    }
    if let Some(foreign) = foreign(bytes) {
        return Err(FileError::Foreign(foreign));
    }
    let size = bytes.first_chunk::<8>().map(|size| u64::from_le_bytes(*size));
    let size = size.ok_or(FileError::Truncated { has: bytes.len(), needs: 8 })?;
    if size > MAX_HEADER_BYTES {
        return Err(FileError::HeaderTooLarge(size));
    }
    let start = 8 + size as usize;
    let json = bytes.get(8..start).ok_or(FileError::Truncated { has: bytes.len(), needs: start as u64 })?;
    if let Ok(Keys(Some(name))) = serde_json::from_slice(json) {
        return Err(FileError::Duplicate(name));
    }
    let Ok(serde_json::Value::Object(entries)) = serde_json::from_slice(json) else { return Ok(()) };
    let end = |entry: &serde_json::Value| entry.get("data_offsets")?.get(1)?.as_u64();
    // In 64 bits: what a header says may be anything.
    let needs = (start as u64).saturating_add(entries.values().filter_map(end).max().unwrap_or(0));
    if needs > bytes.len() as u64 { Err(FileError::Truncated { has: bytes.len(), needs }) } else { Ok(()) }
}

/// Reads a safetensors file within the caps.
pub fn read_tensors(bytes: &[u8]) -> Result<Contents, FileError> {
    header(bytes)?;
    let broken = |error: safetensors::SafeTensorError| FileError::NotSafetensors(error.to_string());
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(broken)?;
    let file = SafeTensors::deserialize(bytes).map_err(broken)?;
    if file.len() > MAX_TENSORS {
        return Err(FileError::TooManyTensors(file.len()));
    }
    let is_weight = |dtype: Dtype| {
        !matches!(
            dtype,
            Dtype::BOOL
                | Dtype::U8
                | Dtype::I8
                | Dtype::I16
                | Dtype::U16
                | Dtype::I32
                | Dtype::U32
                | Dtype::I64
                | Dtype::U64
        )
    };
    let (mut weights, mut others) = (Vec::new(), Vec::new());
    let mut elements = 0usize;
    for (name, view) in file.iter() {
        let shape = view.shape().to_vec();
        // No weight, or nothing: it lies beside the network.
        if !is_weight(view.dtype()) || shape.contains(&0) {
            others.push((name.to_string(), shape));
            continue;
        }
        let refuse = |limit: Limit| Err(FileError::Shape { name: name.into(), shape: shape.clone(), limit });
        if shape.len() > MAX_RANK {
            return refuse(Limit::Rank);
        }
        if shape.iter().any(|&size| size > MAX_DIMENSION) {
            return refuse(Limit::Dimension);
        }
        elements += shape.iter().product::<usize>();
        if elements > MAX_ELEMENTS {
            return refuse(Limit::Elements);
        }
        weights.push((name, view));
    }
    let mut tensors = Vec::new();
    for (name, view) in weights {
        let data: Vec<f32> = match view.dtype() {
            Dtype::F32 => view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            Dtype::F64 => (view.data().chunks_exact(8))
                .map(|b| f64::from_le_bytes(*b.first_chunk().expect("eight bytes")) as f32)
                .collect(),
            Dtype::F16 => view.data().chunks_exact(2).map(|b| half::read(u16::from_le_bytes([b[0], b[1]]))).collect(),
            other => return Err(FileError::Kind { name: name.into(), dtype: format!("{other:?}") }),
        };
        let at = |is_bad: &dyn Fn(f32) -> bool| data.iter().position(|&value| is_bad(value));
        if let Some(index) = at(&|value| !value.is_finite()) {
            return Err(FileError::NotFinite { name: name.into(), index });
        }
        if let Some(index) = at(&|value| value.abs() > MAX_WEIGHT) {
            return Err(FileError::Huge { name: name.into(), index });
        }
        tensors.push(Tensor { name: name.into(), shape: view.shape().to_vec(), data });
    }
    Ok(Contents { tensors, others, metadata: metadata.metadata().clone().unwrap_or_default() })
}
