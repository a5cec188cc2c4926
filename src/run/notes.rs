//! Sentences about devices, notices and refusals, in the person's language.

use crate::device::gpu::GpuError;
use crate::kernels::rnn::Nonlinearity;
use crate::model::file::refusal::Receipt;
use crate::run::choice::{Chosen, Why};
use crate::run::files::{self, Files};
use crate::run::setup::Setup;
use crate::run::words::Runs;
use crate::scene::chart::significant;
use crate::scene::number::short;
use crate::shell::notes::Note;
use crate::tasks::tokens::{DataError, MAX_TEXT_BYTES};
use crate::words::Lang;

/// What ran, and why.
pub fn device(chosen: &Chosen, m: &Runs) -> (String, String) {
    let name = match (chosen.is_on_gpu, chosen.adapter.is_empty()) {
        (false, _) => m.on_cpu.to_string(),
        (true, true) => m.on_gpu.to_string(),
        (true, false) => format!("{} · {}", m.on_gpu, chosen.adapter),
    };
    (name, why(&chosen.why, &chosen.adapter, m))
}

fn why(why: &Why, adapter: &str, m: &Runs) -> String {
    let times = |cpu: &f64, gpu: &f64, trip: &f64| [cpu, gpu, trip].map(|&millis| significant(millis));
    match why {
        Why::Start => String::new(),
        Why::Asked => m.why_asked.to_string(),
        Why::Faster { cpu, gpu, trip } => {
            let [cpu, gpu, trip] = times(cpu, gpu, trip);
            m.why_faster(&cpu, &gpu, &trip)
        }
        Why::Slower { cpu, gpu, trip } => {
            let [cpu, gpu, trip] = times(cpu, gpu, trip);
            m.why_slower(&cpu, &gpu, &trip)
        }
        Why::Software => m.why_software(if adapter.is_empty() { "SwiftShader" } else { adapter }),
        Why::Failed(error) => match error {
            GpuError::NoAdapter(_) | GpuError::NoDevice(_) => m.why_no_adapter.to_string(),
            GpuError::TooLarge { .. } => m.why_large.to_string(),
            GpuError::OutOfMemory => m.why_memory.to_string(),
            GpuError::Lost => m.why_lost.to_string(),
            GpuError::Disagrees(what) => m.why_disagrees(what),
        },
    }
}

pub fn refusal(lang: Lang, why: &DataError) -> String {
    let m = Runs::of(lang);
    match why {
        DataError::Empty => m.refuse_empty.to_string(),
        DataError::Same => m.refuse_same.to_string(),
        DataError::NothingAgain => m.refuse_nothing_again.to_string(),
        DataError::NotUtf8 { at } => m.refuse_utf8(&(at + 1).to_string()),
        DataError::TooLarge { bytes } => {
            m.refuse_large(&bytes.div_ceil(1024).to_string(), &(MAX_TEXT_BYTES / 1024).to_string())
        }
        DataError::TooShort { tokens, needed } => m.refuse_short(&tokens.to_string(), &needed.to_string()),
        DataError::File(why) => files::refusal(lang, why),
    }
}

/// What of an opened file is not as it was written.
pub fn opened(receipt: &Receipt) -> impl Iterator<Item = Note> + use<> {
    let left_out = receipt.left_out.iter().map(|(name, shape)| format!("{name} {}", files::written(shape)));
    let left_out: Vec<String> = left_out.collect();
    let left = (!left_out.is_empty())
        .then(|| Note::own(LEFT_OUT, left_out.join(", "), |lang, names| Files::of(lang).left_out(names)));
    let zeros = (!receipt.zeros.is_empty())
        .then(|| Note::news(ZEROS, receipt.zeros.join(", "), |lang, names| Files::of(lang).zeros(names)));
    left.into_iter().chain(zeros)
}

pub const LEFT_OUT: &str = "left-out";
pub const ZEROS: &str = "zero-biases";
pub const RESTARTED: &str = "restarted";
pub const NO_WORKER: &str = "no-worker";
pub const DEVICE: &str = "device";
pub const RESTORED: &str = "restored";

pub fn restarted() -> Note {
    Note::news(RESTARTED, "", |lang, _| Runs::of(lang).restarted.to_string())
}
pub fn restored(updates: u32) -> Note {
    Note::news(RESTORED, updates.to_string(), |lang, updates| Runs::of(lang).restored(updates))
}
pub fn no_worker() -> Note {
    Note::own(NO_WORKER, "", |lang, _| Runs::of(lang).no_worker.to_string())
}
/// The device changed in the middle.
pub fn device_changed(why: &str) -> Note {
    Note::own(DEVICE, why.to_string(), |lang, why| Runs::of(lang).device_changed(why))
}

/// A run in a few signs, for the label of its curve.
pub fn short_name(setup: &Setup) -> String {
    let relu = if setup.nonlinearity == Nonlinearity::Relu { " relu" } else { "" };
    let layers = if setup.layers > 1 { format!("{}×", setup.layers) } else { String::new() };
    format!("{}{relu} {layers}{} · {}", setup.cell.label(), setup.hidden, crate::scene::number::full(setup.rate))
}

/// A span of seconds.
pub fn span(seconds: f64, m: &Runs) -> String {
    if seconds < 90.0 {
        m.seconds(&format!("{:.0}", seconds.ceil()))
    } else {
        m.minutes(&format!("{:.0}", (seconds / 60.0).ceil()))
    }
}

/// A count a second, short.
pub fn rate(per_second: f64) -> String {
    if per_second >= 10_000.0 {
        format!("{:.0}k", per_second / 1000.0)
    } else if per_second >= 10.0 {
        format!("{per_second:.0}")
    } else {
        short(per_second)
    }
}
