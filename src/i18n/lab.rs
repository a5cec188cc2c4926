//! What the screens of training and speed say: training in the page, and how fast it is.

use super::messages::{Template, messages};

messages! { Lab:
    // Training.
    pub train_title: &'static str,
    pub train_lede: &'static str,
    pub own_needed: &'static str,
    pub starting: &'static str,
    /// Tokens, distinct, parameters.
    pub facts: Template,
    /// Distinct, parameters: data without end.
    pub facts_endless: Template,
    /// Tokens read as unknown.
    pub facts_unknown: Template,
    // Settings.
    pub settings: &'static str,
    pub data: &'static str,
    pub data_name: fn(&str) -> &'static str,
    pub own_text: &'static str,
    pub own_hint: &'static str,
    pub own_read: &'static str,
    pub choose_file: &'static str,
    pub by: &'static str,
    pub by_characters: &'static str,
    pub by_words: &'static str,
    pub cell: &'static str,
    pub units: &'static str,
    pub layers: &'static str,
    pub optimiser: &'static str,
    pub optimiser_name: fn(&str) -> &'static str,
    pub rate: &'static str,
    pub clip: &'static str,
    pub none: &'static str,
    pub dropout: &'static str,
    pub batch: &'static str,
    pub window: &'static str,
    pub delay: &'static str,
    pub seed: &'static str,
    pub rounds: &'static str,
    pub nonlinearity: &'static str,
    pub device: &'static str,
    pub device_name: fn(&str) -> &'static str,
    pub temperature: &'static str,
    pub more: &'static str,
    pub another_run: &'static str,
    // The transport.
    pub transport: &'static str,
    pub start: &'static str,
    /// Updates.
    pub will_start: Template,
    pub go_on: &'static str,
    /// Updates left.
    pub will_go_on: Template,
    pub pause: &'static str,
    pub will_pause: &'static str,
    pub again: &'static str,
    pub will_again: &'static str,
    pub once: &'static str,
    pub rewind: &'static str,
    pub pace: &'static str,
    pub full_speed: &'static str,
    /// Update, of, percent.
    pub progress: Template,
    // Charts.
    pub loss_title: &'static str,
    /// Value of guessing.
    pub guessing: Template,
    pub training: &'static str,
    pub held_out: &'static str,
    pub updates: &'static str,
    pub norm_title: &'static str,
    /// Threshold.
    pub clip_line: Template,
    pub before: &'static str,
    pub table: &'static str,
    // Facts while it runs.
    /// Updates in all.
    pub at_update: Template,
    pub updates_a_second: &'static str,
    pub tokens_a_second: &'static str,
    pub left: &'static str,
    /// Seconds.
    pub seconds: Template,
    /// Minutes.
    pub minutes: Template,
    pub finished: &'static str,
    pub accuracy: &'static str,
    // Sample.
    pub sample_title: &'static str,
    /// Update.
    pub sample_after: Template,
    pub ask_again: &'static str,
    pub right: &'static str,
    pub wrong: &'static str,
    // Device.
    pub on_cpu: &'static str,
    pub on_gpu: &'static str,
    pub why_asked: &'static str,
    /// Milliseconds on the processor, on the GPU, for the trip.
    pub why_faster: Template,
    pub why_slower: Template,
    /// Adapter.
    pub why_software: Template,
    pub why_no_adapter: &'static str,
    pub why_large: &'static str,
    pub why_memory: &'static str,
    pub why_lost: &'static str,
    /// Where.
    pub why_disagrees: Template,
    pub take_gpu: &'static str,
    // What the curves mean.
    pub idle_title: &'static str,
    /// Loss, tokens, guessing.
    pub idle_text: Template,
    pub opened_title: &'static str,
    /// Loss, guessing.
    pub opened_text: Template,
    /// How much was done; training loss first and now, held-out loss first and now.
    pub early_title: &'static str,
    pub early_text: Template,
    pub one_update: &'static str,
    pub some_updates: Template,
    pub worse_title: &'static str,
    /// Training loss, held-out loss, guessing, training loss at the beginning.
    pub worse_text: Template,
    /// First training loss, last.
    pub rises_text: Template,
    pub hint_slower: &'static str,
    pub hint_faster: &'static str,
    pub hint_more: &'static str,
    pub of_unseen: &'static str,
    /// Sequences there are.
    pub of_all: Template,
    pub recalls_title: &'static str,
    /// Share right, of what, chance.
    pub recalls_text: Template,
    /// Share right.
    pub partly_title: Template,
    pub partly_text: Template,
    pub nothing_title: &'static str,
    pub nothing_text: Template,
    pub apart_low: &'static str,
    /// Update, loss.
    pub apart_rose: Template,
    pub all_there_are: &'static str,
    pub measured_alike: &'static str,
    pub accuracy_all: &'static str,
    /// Sequences there are.
    pub facts_all: Template,
    pub learning_title: &'static str,
    /// Held-out loss at first, now.
    pub learning_text: Template,
    pub by_heart_title: &'static str,
    /// Update, held-out then, now, training then, now.
    pub by_heart_text: Template,
    pub too_weak_title: &'static str,
    /// Training loss, held-out loss, guessing.
    pub too_weak_text: Template,
    pub unstable_title: &'static str,
    /// Best loss, now.
    pub unstable_text: Template,
    pub agree_title: &'static str,
    /// Training, held-out.
    pub agree_text: Template,
    pub apart_title: &'static str,
    /// Training, held-out.
    pub apart_text: Template,
    pub burst_title: &'static str,
    /// Update, tensor, place.
    pub burst_text: Template,
    /// Step.
    pub burst_step: Template,
    pub burst_hint: &'static str,
    /// Quantity.
    pub gradient_of: Template,
    /// Layer.
    pub gates_of: Template,
    pub moment_of: Template,
    // Actions and notices.
    pub pin: &'static str,
    /// Name.
    pub unpin: Template,
    pub save: &'static str,
    pub open: &'static str,
    pub copy_link: &'static str,
    pub reset: &'static str,
    pub restarted: &'static str,
    /// Updates.
    pub restored: Template,
    pub no_worker: &'static str,
    pub failed_title: &'static str,
    pub failed_text: &'static str,
    pub device_changed: Template,
    pub refuse_empty: &'static str,
    /// Byte.
    pub refuse_utf8: Template,
    /// Kilobytes, most.
    pub refuse_large: Template,
    /// Tokens, needed.
    pub refuse_short: Template,
    /// Why.
    pub refuse_file: Template,
    pub refuse_same: &'static str,
    pub refuse_nothing_again: &'static str,
    pub refuse_vocabulary: &'static str,
    // Speed.
    pub speed_title: &'static str,
    pub speed_lede: &'static str,
    pub measure: &'static str,
    pub will_measure: &'static str,
    pub measuring: &'static str,
    pub stop: &'static str,
    /// Done, of.
    pub measured_of: Template,
    pub step_by_step: &'static str,
    pub at_once: &'static str,
    pub length: &'static str,
    pub milliseconds: &'static str,
    pub speed_idle_title: &'static str,
    pub speed_idle_text: &'static str,
    /// Cell, length, milliseconds in a row, at once, cores. In the text: times, cores.
    pub speed_found_title: Template,
    /// Cores.
    pub speed_found_text: Template,
    /// Least and largest ratio.
    pub speed_gain: Template,
    pub speed_some_gain: &'static str,
    pub speed_no_gain: &'static str,
    /// Cell, words, milliseconds in a row, at once.
    pub speed_line: Template,
    /// Ratio.
    pub speed_times: Template,
    /// Spread.
    pub speed_same: Template,
    pub sketch: &'static str,
    /// Number of a core.
    pub core: Template,
    pub throughput: &'static str,
    pub throughput_text: &'static str,
    /// GFLOP/s, peak, percent.
    pub throughput_cpu: Template,
    /// GFLOP/s, adapter.
    pub throughput_gpu: Template,
    pub throughput_no_gpu: Template,
    pub slow_note: &'static str,
    pub early_text_all: Template,
    pub worse_text_all: Template,
}
