//! What a page and its worker say to one another: two closed enums, as bytes (postcard), and for files a buffer that changes
//! hands. Every `Ask` has a number; a `Tell` names the run it belongs to (the number of its `Start`).

use crate::engine::generate::Drawn;
use crate::engine::session::{Burst, Recalled, Record};
use crate::model::file::refusal::Receipt;
use crate::run::choice::Chosen;
use crate::tasks::tokens::DataError;
use serde::{Deserialize, Serialize};

/// From the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tell {
    /// The program runs and listens.
    Ready,
    Begun(Facts),
    /// A saved network was opened: this is the run that fits it.
    Opened(String, Receipt),
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
    /// A measured job (FORMATS §5), as JSON.
    Measured(String),
    Refused(DataError),
}

/// A message as it travels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parcel {
    pub head: Vec<u8>,
    pub bytes: Vec<u8>,
}

impl Ask {
    pub fn pack(&self, id: u32, bytes: Vec<u8>) -> Parcel {
        seal(self, id, bytes)
    }
    pub fn unpack(parcel: &Parcel) -> Option<(u32, Ask)> {
        postcard::from_bytes(&parcel.head).ok()
    }
}

impl Tell {
    pub fn pack(&self, run: u32, bytes: Vec<u8>) -> Parcel {
        seal(self, run, bytes)
    }
    pub fn unpack(parcel: &Parcel) -> Option<(u32, Tell)> {
        postcard::from_bytes(&parcel.head).ok()
    }
}

fn seal(what: &impl Serialize, id: u32, bytes: Vec<u8>) -> Parcel {
    // Plain data into memory: that cannot fail.
    Parcel { head: postcard::to_allocvec(&(id, what)).unwrap_or_default(), bytes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::gpu::GpuError;
    use crate::engine::session::Scored;
    use crate::model::file::refusal::FileError;
    use crate::run::choice::Why;

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
        let devices = whys.map(|why| Tell::Device(Chosen { is_on_gpu: true, adapter: "one".into(), why }));
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
            Tell::Measured("{\"median_ms\": 1.5}".into()),
            Tell::Opened("cell=gru".into(), Receipt::default()),
            Tell::Refused(DataError::Empty),
            Tell::Refused(DataError::Same),
            Tell::Refused(DataError::File(FileError::Missing("why".into()))),
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
        let whole = Tell::Opened("cell=gru".into(), Receipt::default()).pack(6, Vec::new()).head;
        for head in [&[][..], &[1], &[1, 200], &[0xff; 40], &whole[..whole.len() - 1]] {
            let parcel = Parcel { head: head.to_vec(), bytes: vec![0; 8] };
            assert_eq!((Ask::unpack(&parcel), Tell::unpack(&parcel)), (None, None), "{head:?}");
        }
    }
}
