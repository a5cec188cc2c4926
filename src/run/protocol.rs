//! What a page and its worker say to one another: two closed enums, each a line of JSON and, where numbers are many, a
//! buffer that changes hands. Every `Ask` has a number; a `Tell` names the run it belongs to (the number of its `Start`).

use crate::device::gpu::GpuError;
use crate::engine::generate::Drawn;
use crate::engine::session::{Burst, Recalled, Record, Scored};
use crate::run::choice::{Chosen, Why};
use crate::shell::json::text;
use crate::tasks::dataset::DataError;
use serde_json::{Value, json};

/// From the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A run by its address, with the text of `data=own`. The buffer, if any, is a snapshot to go on from.
    Start {
        query: String,
        text: Option<String>,
        temperature: f32,
    },
    /// Another run of the same data, from the network in the buffer. If that cannot be, the run that stands goes on.
    Open,
    /// At most so many updates a second; 0 is as fast as it goes.
    Run {
        most_a_second: f32,
        /// The update to stop after; `None`: the last.
        until: Option<u32>,
    },
    Pause,
    /// One update.
    Once,
    /// Back to the beginning.
    Rewind,
    Sample {
        temperature: f32,
        seed: u32,
    },
    /// The network as a file.
    Save,
    /// Throws the GPU away, as a driver may.
    LoseDevice,
    /// One measured job by its address.
    Measure {
        query: String,
    },
}

/// What a run is, once its data is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Updates of the whole run, and between two held-out losses.
    pub total: u32,
    pub every: u32,
    pub steps: usize,
    pub batch: usize,
    /// Distinct tokens, tokens to learn from (0: no end of them), tokens that are read as unknown.
    pub vocab: usize,
    pub tokens: usize,
    pub unknown: usize,
    pub parameters: usize,
    /// Tokens that an update reads, on average.
    pub read: f64,
    /// Sequences that exist in all; 0 where that is no number worth telling.
    pub sequences: f64,
    /// Whether some of what there is is never learnt from.
    pub holds_out: bool,
    /// Updates of one pass through the data, and sequences that a measurement asks.
    pub round: u32,
    pub questions: usize,
}

/// From the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Tell {
    /// The program runs and listens.
    Ready,
    Begun(Facts),
    /// A saved network was opened: this is the run that fits it.
    Opened(String),
    /// Which device, and why.
    Device(Chosen),
    /// The record from update `from` on: replaces what the page had from there.
    Progress {
        from: u32,
        record: Record,
        is_running: bool,
        updates_a_second: f64,
        accuracy: Option<f64>,
    },
    Burst(Burst),
    /// What was measured since the last time, of data that asks questions.
    Recalled(Vec<Recalled>),
    Sample {
        updates: u32,
        tokens: Vec<Drawn>,
    },
    /// In the buffer.
    File,
    /// In the buffer: what a run can go on from.
    Snapshot,
    Measured(Value),
    Refused(DataError),
}

/// A message as it travels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parcel {
    pub head: String,
    pub bytes: Vec<u8>,
}

impl Ask {
    pub fn pack(&self, id: u32, bytes: Vec<u8>) -> Parcel {
        let head = match self {
            Ask::Start { query, text, temperature } => {
                json!({"ask": "start", "query": query, "text": text, "temperature": temperature})
            }
            Ask::Open => json!({"ask": "open"}),
            Ask::Run { most_a_second, until } => json!({"ask": "run", "most": most_a_second, "until": until}),
            Ask::Pause => json!({"ask": "pause"}),
            Ask::Once => json!({"ask": "once"}),
            Ask::Rewind => json!({"ask": "rewind"}),
            Ask::Sample { temperature, seed } => json!({"ask": "sample", "temperature": temperature, "seed": seed}),
            Ask::Save => json!({"ask": "save"}),
            Ask::LoseDevice => json!({"ask": "lose"}),
            Ask::Measure { query } => json!({"ask": "measure", "query": query}),
        };
        seal(head, id, bytes)
    }

    pub fn unpack(parcel: &Parcel) -> Option<(u32, Ask)> {
        let (id, v) = open(parcel)?;
        let word = |key: &str| v[key].as_str().map(str::to_string);
        let ask = match v["ask"].as_str()? {
            "start" => {
                Ask::Start { query: word("query")?, text: word("text"), temperature: v["temperature"].as_f64()? as f32 }
            }
            "open" => Ask::Open,
            "run" => Ask::Run {
                most_a_second: v["most"].as_f64()? as f32,
                until: v["until"].as_u64().and_then(|until| u32::try_from(until).ok()),
            },
            "pause" => Ask::Pause,
            "once" => Ask::Once,
            "rewind" => Ask::Rewind,
            "sample" => {
                Ask::Sample { temperature: v["temperature"].as_f64()? as f32, seed: v["seed"].as_u64()? as u32 }
            }
            "save" => Ask::Save,
            "lose" => Ask::LoseDevice,
            "measure" => Ask::Measure { query: word("query")? },
            _ => return None,
        };
        Some((id, ask))
    }
}

impl Tell {
    pub fn pack(&self, run: u32, bytes: Vec<u8>) -> Parcel {
        let mut bytes = bytes;
        let head = match self {
            Tell::Ready => json!({"tell": "ready"}),
            Tell::Begun(f) => json!({
                "tell": "begun", "total": f.total, "every": f.every, "steps": f.steps, "batch": f.batch,
                "vocab": f.vocab, "tokens": f.tokens, "unknown": f.unknown, "parameters": f.parameters,
                "read": f.read, "sequences": f.sequences, "holds_out": f.holds_out,
                "round": f.round, "questions": f.questions,
            }),
            Tell::Opened(query) => json!({"tell": "opened", "query": query}),
            Tell::Device(chosen) => json!({
                "tell": "device", "device": chosen.device, "adapter": chosen.adapter, "why": pack_why(&chosen.why),
            }),
            Tell::Progress { from, record, is_running, updates_a_second, accuracy } => {
                let scored: Vec<f32> = record.scored.iter().flat_map(|at| [at.training, at.held_out]).collect();
                let all = record.losses.iter().chain(&record.norms).chain(&scored);
                bytes = all.flat_map(|value| value.to_le_bytes()).collect();
                json!({
                    "tell": "progress", "from": from, "count": record.losses.len(), "running": is_running,
                    "scored": record.scored.iter().map(|at| at.k).collect::<Vec<_>>(),
                    "rate": updates_a_second, "accuracy": accuracy,
                })
            }
            Tell::Recalled(all) => {
                json!({"tell": "recalled", "all": all.iter().map(|at| (at.k, at.right, at.reach)).collect::<Vec<_>>()})
            }
            Tell::Burst(burst) => json!({"tell": "burst", "k": burst.k, "tensor": burst.tensor, "step": burst.step}),
            Tell::Sample { updates, tokens } => {
                let token = |drawn: &Drawn| json!([drawn.token, drawn.is_given, drawn.is_right]);
                json!({"tell": "sample", "updates": updates, "tokens": tokens.iter().map(token).collect::<Vec<_>>()})
            }
            Tell::File => json!({"tell": "file"}),
            Tell::Snapshot => json!({"tell": "snapshot"}),
            Tell::Measured(value) => json!({"tell": "measured", "value": value}),
            Tell::Refused(why) => {
                let (why, a, b) = match *why {
                    DataError::File(ref why) => {
                        return seal(json!({"tell": "refused", "why": "file", "text": why}), run, bytes);
                    }
                    DataError::Empty => ("empty", 0, 0),
                    DataError::Same => ("same", 0, 0),
                    DataError::NothingAgain => ("nothing-again", 0, 0),
                    DataError::NotUtf8 { at } => ("utf8", at, 0),
                    DataError::TooLarge { bytes } => ("large", bytes, 0),
                    DataError::TooShort { tokens, needed } => ("short", tokens, needed),
                };
                json!({"tell": "refused", "why": why, "a": a, "b": b})
            }
        };
        seal(head, run, bytes)
    }

    pub fn unpack(parcel: &Parcel) -> Option<(u32, Tell)> {
        let (run, v) = open(parcel)?;
        let number = |key: &str| v[key].as_u64().map(|n| n as usize);
        let tell = match v["tell"].as_str()? {
            "ready" => Tell::Ready,
            "begun" => Tell::Begun(Facts {
                total: number("total")? as u32,
                every: number("every")? as u32,
                steps: number("steps")?,
                batch: number("batch")?,
                vocab: number("vocab")?,
                tokens: number("tokens")?,
                unknown: number("unknown")?,
                parameters: number("parameters")?,
                read: v["read"].as_f64()?,
                sequences: v["sequences"].as_f64()?,
                holds_out: v["holds_out"].as_bool()?,
                round: number("round")? as u32,
                questions: number("questions")?,
            }),
            "opened" => Tell::Opened(v["query"].as_str()?.into()),
            "device" => {
                let device = if v["device"] == "webgpu" { "webgpu" } else { Chosen::default().device };
                Tell::Device(Chosen { device, adapter: v["adapter"].as_str()?.into(), why: unpack_why(&v["why"])? })
            }
            "progress" => {
                let ks =
                    v["scored"].as_array()?.iter().map(|k| Some(k.as_u64()? as u32)).collect::<Option<Vec<u32>>>()?;
                let count = number("count")?;
                let values: Vec<f32> =
                    parcel.bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
                if values.len() != 2 * (count + ks.len()) {
                    return None;
                }
                let scored = ks.into_iter().zip(values[2 * count..].chunks_exact(2));
                let scored = scored.map(|(k, pair)| Scored { k, training: pair[0], held_out: pair[1] }).collect();
                let record =
                    Record { losses: values[..count].to_vec(), norms: values[count..2 * count].to_vec(), scored };
                Tell::Progress {
                    from: number("from")? as u32,
                    record,
                    is_running: v["running"].as_bool()?,
                    updates_a_second: v["rate"].as_f64().unwrap_or(0.0),
                    accuracy: v["accuracy"].as_f64(),
                }
            }
            "recalled" => {
                let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
                let row = |row: &Value| {
                    Some(Recalled { k: row[0].as_u64()? as u32, right: number(&row[1]), reach: number(&row[2]) })
                };
                Tell::Recalled(v["all"].as_array()?.iter().map(row).collect::<Option<Vec<_>>>()?)
            }
            "burst" => Tell::Burst(Burst {
                k: number("k")? as u32,
                tensor: v["tensor"].as_str()?.into(),
                step: number("step"),
            }),
            "sample" => {
                let drawn = |token: &Value| {
                    let (word, is_given) = (token[0].as_str()?.to_string(), token[1].as_bool()?);
                    Some(Drawn { token: word, is_given, is_right: token[2].as_bool() })
                };
                let tokens = v["tokens"].as_array()?.iter().map(drawn).collect::<Option<Vec<_>>>()?;
                Tell::Sample { updates: number("updates")? as u32, tokens }
            }
            "file" => Tell::File,
            "snapshot" => Tell::Snapshot,
            "measured" => Tell::Measured(v["value"].clone()),
            "refused" => Tell::Refused(match v["why"].as_str()? {
                "empty" => DataError::Empty,
                "same" => DataError::Same,
                "nothing-again" => DataError::NothingAgain,
                "file" => DataError::File(v["text"].as_str()?.into()),
                "utf8" => DataError::NotUtf8 { at: number("a")? },
                "large" => DataError::TooLarge { bytes: number("a")? },
                _ => DataError::TooShort { tokens: number("a")?, needed: number("b")? },
            }),
            _ => return None,
        };
        Some((run, tell))
    }
}

fn seal(mut head: Value, id: u32, bytes: Vec<u8>) -> Parcel {
    head["id"] = json!(id);
    Parcel { head: text(&head), bytes }
}

fn open(parcel: &Parcel) -> Option<(u32, Value)> {
    let value: Value = serde_json::from_str(&parcel.head).ok()?;
    Some((value["id"].as_u64()? as u32, value))
}

fn pack_why(why: &Why) -> Value {
    match why {
        Why::Start => json!({"is": "start"}),
        Why::Asked => json!({"is": "asked"}),
        Why::Faster { cpu, gpu, trip } => json!({"is": "faster", "cpu": cpu, "gpu": gpu, "trip": trip}),
        Why::Slower { cpu, gpu, trip } => json!({"is": "slower", "cpu": cpu, "gpu": gpu, "trip": trip}),
        Why::Software => json!({"is": "software"}),
        Why::Failed(error) => {
            let (is, text) = match error {
                GpuError::NoAdapter(text) => ("no-adapter", text.clone()),
                GpuError::NoDevice(text) => ("no-device", text.clone()),
                GpuError::TooLarge { needed, most } => return json!({"is": "large", "needed": needed, "most": most}),
                GpuError::OutOfMemory => ("memory", String::new()),
                GpuError::Lost => ("lost", String::new()),
                GpuError::Disagrees(text) => ("disagrees", text.clone()),
            };
            json!({"is": is, "text": text})
        }
    }
}

fn unpack_why(v: &Value) -> Option<Why> {
    let real = |key: &str| v[key].as_f64();
    let text = || v["text"].as_str().unwrap_or_default().to_string();
    Some(match v["is"].as_str()? {
        "start" => Why::Start,
        "asked" => Why::Asked,
        "faster" => Why::Faster { cpu: real("cpu")?, gpu: real("gpu")?, trip: real("trip")? },
        "slower" => Why::Slower { cpu: real("cpu")?, gpu: real("gpu")?, trip: real("trip")? },
        "software" => Why::Software,
        "no-adapter" => Why::Failed(GpuError::NoAdapter(text())),
        "no-device" => Why::Failed(GpuError::NoDevice(text())),
        "large" => Why::Failed(GpuError::TooLarge { needed: v["needed"].as_u64()?, most: v["most"].as_u64()? }),
        "memory" => Why::Failed(GpuError::OutOfMemory),
        "lost" => Why::Failed(GpuError::Lost),
        "disagrees" => Why::Failed(GpuError::Disagrees(text())),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_arrives_as_it_was_sent() {
        let asks = [
            Ask::Start { query: "fig=train&data=own".into(), text: Some("ก \"quoted\"\n".into()), temperature: 0.5 },
            Ask::Open,
            Ask::Run { most_a_second: 2.5, until: Some(7) },
            Ask::Pause,
            Ask::Once,
            Ask::Rewind,
            Ask::Sample { temperature: 0.5, seed: 7 },
            Ask::Save,
            Ask::LoseDevice,
            Ask::Measure { query: "job=train".into() },
        ];
        for (id, ask) in asks.into_iter().enumerate() {
            let parcel = ask.pack(id as u32, vec![1, 2]);
            assert_eq!((Ask::unpack(&parcel), parcel.bytes.clone()), (Some((id as u32, ask)), vec![1, 2]));
        }
        let whys = [
            Why::Start,
            Why::Asked,
            Why::Faster { cpu: 2.5, gpu: 0.5, trip: 1.0 },
            Why::Slower { cpu: 0.5, gpu: 2.5, trip: 1.0 },
            Why::Software,
            Why::Failed(GpuError::NoAdapter("none".into())),
            Why::Failed(GpuError::NoDevice("none".into())),
            Why::Failed(GpuError::TooLarge { needed: 9, most: 8 }),
            Why::Failed(GpuError::OutOfMemory),
            Why::Failed(GpuError::Lost),
            Why::Failed(GpuError::Disagrees("h_l0".into())),
        ];
        let devices = whys.map(|why| Tell::Device(Chosen { device: "webgpu", adapter: "one".into(), why }));
        let record = Record {
            losses: vec![1.5, 0.25],
            norms: vec![2.0, 3.0],
            scored: vec![Scored { k: 4, training: 0.25, held_out: 0.5 }],
        };
        let drawn = |is_right| Drawn { token: "แดง".into(), is_given: false, is_right };
        let tells = [
            Tell::Ready,
            Tell::Begun(Facts {
                total: 9,
                every: 2,
                steps: 3,
                batch: 4,
                vocab: 5,
                tokens: 6,
                unknown: 7,
                parameters: 8,
                read: 78.5,
                sequences: 8.0,
                holds_out: true,
                round: 10,
                questions: 11,
            }),
            Tell::Progress { from: 3, record, is_running: true, updates_a_second: 12.5, accuracy: Some(0.75) },
            Tell::Burst(Burst { k: 4, tensor: "h_l0".into(), step: Some(2) }),
            Tell::Recalled(vec![Recalled { k: 3, right: 0.5, reach: 1e-7 }]),
            Tell::Sample { updates: 5, tokens: vec![drawn(None), drawn(Some(true))] },
            Tell::File,
            Tell::Snapshot,
            Tell::Measured(json!({"median_ms": 1.5})),
            Tell::Opened("cell=gru".into()),
            Tell::Refused(DataError::Empty),
            Tell::Refused(DataError::Same),
            Tell::Refused(DataError::File("why".into())),
            Tell::Refused(DataError::NotUtf8 { at: 3 }),
            Tell::Refused(DataError::TooLarge { bytes: 9 }),
            Tell::Refused(DataError::TooShort { tokens: 2, needed: 20 }),
        ];
        for tell in tells.into_iter().chain(devices) {
            assert_eq!(Tell::unpack(&tell.pack(6, Vec::new())), Some((6, tell)));
        }
    }

    #[test]
    fn what_is_not_a_message_is_none() {
        for head in
            ["", "{}", "[]", "{\"id\":1,\"tell\":\"progress\",\"held\":[],\"count\":3,\"from\":0,\"running\":true}"]
        {
            let parcel = Parcel { head: head.into(), bytes: vec![0; 8] };
            assert_eq!((Ask::unpack(&parcel), Tell::unpack(&parcel)), (None, None), "{head}");
        }
    }
}
