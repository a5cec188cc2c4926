//! A run as bytes: what a worker that has to be replaced, or a page that is opened again, goes on from.
//!
//! Format: magic, the address of the run and its data's fingerprint as JSON, then every tensor as little-endian f32.

use crate::engine::session::{Record, Scored, Snapshot};
use serde_json::{Value, json};

const MAGIC: &[u8; 8] = b"unrolled";
/// No run of ours is larger: 256 units, three layers, with two moments each, and the record.
pub const MAX_BYTES: usize = 64 << 20;

/// A run that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The address of the run.
    pub query: String,
    /// `Dataset::fingerprint` of what it learns from.
    pub data: u32,
    pub snapshot: Snapshot,
    pub record: Record,
}

/// Whether bytes mean to be a snapshot at all.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Bytes of a snapshot, with the query that its run came from and the fingerprint of its data.
pub fn write(query: &str, data: u32, snapshot: &Snapshot, record: &Record) -> Vec<u8> {
    let lens = |tensors: &[Vec<f32>]| tensors.iter().map(Vec::len).collect::<Vec<_>>();
    let scored: Vec<f32> = record.scored.iter().flat_map(|at| [at.training, at.held_out]).collect();
    let header = json!({
        "version": 2,
        "query": query,
        "data": data,
        "updates": snapshot.updates,
        "params": lens(&snapshot.params),
        "carried": lens(&snapshot.carried),
        "losses": record.losses.len(),
        "scored": record.scored.iter().map(|at| at.k).collect::<Vec<_>>(),
    });
    let header = header.to_string();
    let mut out = MAGIC.to_vec();
    out.extend((header.len() as u32).to_le_bytes());
    out.extend(header.as_bytes());
    let moments = snapshot.state.iter().flatten();
    let all = snapshot.params.iter().chain(moments).chain(&snapshot.carried);
    for values in all.chain([&record.losses, &record.norms, &scored]) {
        out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }
    out
}

/// Reads it back; `None` for anything that is not whole, finite and of this version.
pub fn read(bytes: &[u8]) -> Option<Kept> {
    if bytes.len() > MAX_BYTES {
        return None;
    }
    let rest = bytes.strip_prefix(MAGIC)?;
    let (len, rest) = rest.split_first_chunk::<4>()?;
    let (header, data) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    let header: Value = serde_json::from_slice(header).ok().filter(|header: &Value| header["version"] == 2)?;
    let numbers = |key: &str| -> Option<Vec<usize>> {
        header[key].as_array()?.iter().map(|number| Some(number.as_u64()? as usize)).collect()
    };
    let mut values = data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let (params, carried, ks) = (numbers("params")?, numbers("carried")?, numbers("scored")?);
    let losses = header["losses"].as_u64()? as usize;
    let total = params.iter().try_fold(0usize, |sum, len| sum.checked_add(len.checked_mul(3)?))?;
    let total = carried.iter().try_fold(total, |sum, len| sum.checked_add(*len))?;
    let total = total.checked_add(losses.checked_mul(2)?)?.checked_add(ks.len().checked_mul(2)?)?;
    if total.checked_mul(4)? != data.len() {
        return None;
    }
    let mut any = |len: usize| -> Vec<f32> { values.by_ref().take(len).collect() };
    let mut take = |len: usize| Some(any(len)).filter(|taken| taken.iter().all(|value| value.is_finite()));
    let tensors = params.iter().map(|&len| take(len)).collect::<Option<Vec<_>>>()?;
    let state = params.iter().map(|&len| Some([take(len)?, take(len)?])).collect::<Option<Vec<_>>>()?;
    let carried = carried.iter().map(|&len| take(len)).collect::<Option<Vec<_>>>()?;
    let updates = u32::try_from(header["updates"].as_u64()?).ok()?;
    let (losses, norms) = (take(losses)?, take(losses)?);
    // A held-out loss may have left the finite before training did.
    let pairs = any(2 * ks.len());
    let scored = ks.iter().zip(pairs.chunks_exact(2));
    let scored = scored.map(|(&k, pair)| Scored { k: k as u32, training: pair[0], held_out: pair[1] }).collect();
    Some(Kept {
        query: header["query"].as_str()?.to_string(),
        data: u32::try_from(header["data"].as_u64()?).ok()?,
        snapshot: Snapshot { updates, params: tensors, state, carried },
        record: Record { losses, norms, scored },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_survives_as_bytes_and_nothing_else_is_believed() {
        let snapshot = Snapshot {
            updates: 3,
            params: vec![vec![1.0, -2.5], vec![0.5]],
            state: vec![[vec![0.0, 1.0], vec![2.0, 3.0]], [vec![4.0], vec![5.0]]],
            carried: vec![vec![0.25; 4]],
        };
        let record = Record {
            losses: vec![3.0, 2.0, 1.0],
            norms: vec![1.0, 1.5, 2.0],
            scored: vec![Scored { k: 0, training: 3.1, held_out: 3.0 }, Scored { k: 3, training: 1.25, held_out: 1.5 }],
        };
        let bytes = write("fig=train", 7, &snapshot, &record);
        assert_eq!(read(&bytes), Some(Kept { query: "fig=train".into(), data: 7, snapshot, record }));
        assert!(is_one(&bytes));
        assert_eq!(read(&bytes[..bytes.len() - 4]), None);
        assert_eq!(read(&bytes[1..]), None);
        assert_eq!(read(b"unrolled\xff\xff\xff\xff"), None);
        let mut poisoned = bytes.clone();
        let end = poisoned.len() - 16;
        poisoned[end - 4..end].copy_from_slice(&f32::NAN.to_le_bytes());
        assert_eq!(read(&poisoned), None);
    }
}
