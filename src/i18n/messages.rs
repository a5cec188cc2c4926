//! The list of everything that is said. A sentence with values has places for them; both languages fill every field.

use super::protect::{JOINER, protect};

/// A sentence with places `{0}`, `{1}`, `{2}` for values that are already worded.
#[derive(Clone, Copy, Debug)]
pub struct Template(pub &'static str);

impl Template {
    pub fn with(self, values: &[&str]) -> String {
        let mut out = String::new();
        let mut rest = self.0;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').unwrap_or(("", after));
            out.push_str(before);
            let value = place.parse().ok().and_then(|place: usize| values.get(place)).unwrap_or(&"");
            // A Thai word that was put in breaks no better than our own; a sentence that was has been here before.
            if value.contains(JOINER) {
                out.push_str(value)
            } else {
                out.push_str(&protect(value))
            }
            rest = after;
        }
        out + rest
    }
}

/// A part of the list, in which every fixed text can be replaced.
pub trait Translated {
    fn map(self, f: &dyn Fn(&'static str) -> &'static str) -> Self;
}

impl Translated for &'static str {
    fn map(self, f: &dyn Fn(&'static str) -> &'static str) -> Self {
        f(self)
    }
}
impl Translated for Template {
    fn map(self, f: &dyn Fn(&'static str) -> &'static str) -> Self {
        Template(f(self.0))
    }
}
impl<T: Translated, const N: usize> Translated for [T; N] {
    fn map(self, f: &dyn Fn(&'static str) -> &'static str) -> Self {
        self.map(|part| part.map(f))
    }
}
/// Keys and what they do.
impl Translated for (&'static str, &'static str) {
    fn map(self, f: &dyn Fn(&'static str) -> &'static str) -> Self {
        (self.0, f(self.1))
    }
}
/// What is worded by a function is replaced there.
macro_rules! functions {
    ($($type:ty),+) => { $(impl Translated for $type {
        fn map(self, _: &dyn Fn(&'static str) -> &'static str) -> Self {
            self
        }
    })+ };
}
functions!(
    fn(&str) -> String,
    fn(&str, &str, &str) -> String,
    fn(&str) -> &'static str,
    fn(&str) -> (String, String),
    fn(usize, &str) -> String,
    fn(&str, &[String], usize) -> String,
    fn(&str, &str, &[&str]) -> (String, String)
);

/// A list of everything that one program says.
macro_rules! messages {
    ($list:ident: $($(#[$meta:meta])* pub $name:ident: $type:ty,)*) => {
        pub struct $list { $($(#[$meta])* pub $name: $type,)* }

        impl $list {
            /// Every fixed text replaced.
            pub fn map(self, f: &dyn Fn(&'static str) -> &'static str) -> Self {
                $list { $($name: $crate::i18n::messages::Translated::map(self.$name, f),)* }
            }
        }
    };
}
pub(super) use messages;

messages! { Messages:
    // The frame.
    pub product: &'static str,
    pub tagline: &'static str,
    pub skip_link: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub themes: [&'static str; 5],
    pub present: &'static str,
    pub leave_present: &'static str,
    pub dismiss: &'static str,

    // The step screen.
    /// Units.
    pub step_lede: Template,
    pub strip: &'static str,
    /// Step, word.
    pub column: Template,
    pub column_answer: &'static str,
    /// Unit, word, value.
    pub state_value: Template,
    pub remembers: &'static str,
    pub unknown: &'static str,
    pub bars_title: Template,
    pub bars_empty: &'static str,
    pub bars_hidden: &'static str,
    pub other: &'static str,
    /// Word, percent.
    pub bar_value: Template,
    /// Percent; where the network's first choice is not the true answer.
    pub blank: &'static str,

    // The transport.
    pub transport: &'static str,
    pub first: &'static str,
    pub back: &'static str,
    pub step: &'static str,
    /// Word.
    pub will_read: Template,
    pub will_reveal: &'static str,
    pub again: &'static str,
    pub from_start: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub timeline: &'static str,
    /// Step, steps, word.
    pub position: Template,
    pub position_start: &'static str,
    pub position_answer: &'static str,
    pub speed: &'static str,

    // The card.
    pub start_title: &'static str,
    /// Units, first word.
    pub start_text: Template,
    /// Word.
    pub read_title: Template,
    /// Unit, before, after.
    pub read_text: Template,
    pub read_hint: &'static str,
    /// Word.
    pub unknown_title: Template,
    pub unknown_text: Template,
    /// Sentence so far.
    pub question_title: Template,
    /// Noun, units.
    pub question_text: Template,
    pub question_text_plain: Template,
    pub show_me: &'static str,
    /// Word, percent.
    pub answer_title: Template,
    /// Noun.
    pub answer_text: Template,
    pub answer_text_plain: &'static str,
    /// True answer.
    pub answer_wrong: Template,
    /// Said of a sentence that no training ever held.
    pub answer_must: &'static str,
    /// Guess.
    pub guess_right: Template,
    pub guess_other: Template,
    /// From, to.
    pub change_word: Template,
    pub untrained: Template,

    // Actions.
    pub own_sentence: &'static str,
    pub own_label: &'static str,
    pub own_hint: &'static str,
    pub own_read: &'static str,
    pub cancel: &'static str,
    pub known_words: &'static str,
    pub network: &'static str,
    pub cell: &'static str,
    pub units: &'static str,
    pub fewer: &'static str,
    pub more: &'static str,
    pub weights: &'static str,
    pub trained: &'static str,
    pub random: &'static str,
    pub seed: &'static str,
    pub table: &'static str,
    pub copy_link: &'static str,
    pub copied: &'static str,
    pub copy_failed: Template,
    pub reset: &'static str,
    pub keys: &'static str,
    /// On every screen.
    pub key_list: [(&'static str, &'static str); 10],
    /// On a screen that steps through a network.
    pub key_list_steps: [(&'static str, &'static str); 9],
    /// Sentences.
    pub trained_on: Template,
    /// Sentences.
    pub trained_on_frames: Template,
    pub trained_on_stories: Template,
    pub random_note: Template,

    // Zooming in.
    pub sentence: &'static str,
    /// Step, word.
    pub crumb_step: Template,
    pub open_cell: Template,
    pub up: &'static str,
    pub close: &'static str,
    pub cell_title: Template,
    pub cell_text: &'static str,
    pub unit: Template,
    pub opens: Template,
    pub arithmetic: &'static str,
    pub from_word: &'static str,
    pub from_memory: &'static str,
    pub sum: &'static str,
    pub zero_products: Template,
    pub rounded: &'static str,
    pub no_memory: &'static str,
    pub leaf_trained: &'static str,
    pub leaf_random: Template,
    /// Word.
    pub leaf_one: Template,
    /// Column's word, word that was read.
    pub leaf_zero: Template,
    pub leaf_unknown: Template,
    pub leaf_given: &'static str,
    pub leaf_held: &'static str,
    pub softmax_text: &'static str,
    pub others_sum: Template,
    pub curve: Template,

    // Names of numbers.
    pub name_hidden: Template,
    pub name_quantity: fn(&str) -> &'static str,
    /// Beside the number it is multiplied with, which says the rest.
    pub short_weight: &'static str,
    pub short_bias: &'static str,
    pub name_input: Template,
    pub name_weight_ih: Template,
    pub name_weight_hh: Template,
    pub name_bias: Template,
    pub name_score: Template,
    pub name_probability: Template,
    pub name_head_weight: Template,
    pub name_head_bias: Template,
    pub name_loss: &'static str,

    // The table.
    pub table_caption: &'static str,
    pub table_word: &'static str,
    pub table_guess: &'static str,

    // What is said aloud.
    pub say_start: Template,
    /// Position ("Step 2 of 3"), word.
    pub say_read: Template,
    /// Unit, before, after.
    pub say_change: Template,
    /// Word, percent.
    pub say_guess: Template,
    pub say_question: Template,
    pub say_answer: Template,

    // Screens.
    pub title: fn(&str) -> String,
    pub menu: &'static str,
    /// Position in the menu, count.
    pub screen_of: Template,
    /// Cells, words read, words.
    pub cell_lede: fn(&str, &str, &str) -> String,
    pub memory_lede: &'static str,
    pub unroll_lede: &'static str,

    // Inside the cell.
    /// Blocks of weights, weights a block, weights of the output layer.
    pub blocks: Template,
    pub operator: fn(&str) -> &'static str,
    /// Operator, what it gives, unit.
    pub operator_gives: Template,
    /// An operation under its columns; what the main button will do.
    pub operation: fn(&str) -> String,
    pub will_do: fn(&str) -> String,
    /// Operation, unit, its numbers: title and text of the card.
    pub operation_text: fn(&str, &str, &[&str]) -> (String, String),
    /// Gate, 0 or 1.
    pub hold: Template,
    pub let_go: Template,
    pub carries: Template,
    pub carriers: Template,
    pub next_word: &'static str,
    pub operations: &'static str,
    pub beside: &'static str,
    pub show_weights: &'static str,
    pub weights_word: &'static str,
    pub weights_memory: &'static str,
    pub weights_text: &'static str,
    pub live_equation: &'static str,

    // Touching the numbers.
    pub change_label: &'static str,
    pub change: &'static str,
    pub restore: &'static str,
    pub was: Template,
    pub restore_all: Template,
    pub hold_label: &'static str,
    pub free: &'static str,
    pub pin: &'static str,
    pub unpin: Template,
    pub pinned: &'static str,
    /// Word, percent.
    pub untouched: Template,
    pub error_not_a_number: &'static str,
    pub error_infinite: &'static str,
    pub error_too_large: &'static str,
    pub error_too_many_edits: &'static str,
    pub notice_no_value: Template,

    // Side by side.
    /// Stop, stops, word.
    pub lock_step: Template,
    pub lock_step_text: &'static str,
    /// True answer.
    pub answer_wrong_story: Template,
    pub changed: Template,
    /// What, word.
    pub changed_at: Template,
    pub edited_legend: &'static str,
    pub held_at: &'static str,
    pub will_stop: Template,
    pub already_done: &'static str,
    pub leaf_changed: &'static str,
    pub gate_range: &'static str,
    pub rounded_short: &'static str,
    pub trained_how: &'static str,
    pub each_title: &'static str,
    /// Cell, word, percent.
    pub one_says: Template,
    pub truth_is: Template,
    pub with_filler: &'static str,
    pub without_filler: &'static str,
    pub curves: &'static str,
    pub curves_title: &'static str,
    /// Distance of the sentence on the screen, sentences a point.
    pub curves_text: Template,
    /// Stories.
    pub curves_text_plain: Template,
    pub curves_training: &'static str,
    /// Who answers the short sentence, in words.
    pub curves_short: fn(&str, &[String], usize) -> String,
    pub axis_distance: &'static str,
    pub axis_right: &'static str,

    // Without memory.
    /// Name and one line about a kind of network.
    pub lane: fn(&str) -> (String, String),
    pub memory_start: Template,
    pub memory_read: Template,
    /// Noun, other noun.
    pub memory_question: Template,
    pub memory_question_text: &'static str,
    pub memory_choices: [&'static str; 4],
    pub memory_answer_title: &'static str,
    /// Which of the choices is true, noun.
    pub memory_findings: fn(usize, &str) -> String,
    pub guess_was_right: &'static str,
    pub guess_was_other: &'static str,
    pub nearer: &'static str,
    pub farther: &'static str,
    /// Other noun, word.
    pub says_of_other: Template,
    pub changes: &'static str,
    pub same: &'static str,

    // Unrolled.
    pub rolled_title: &'static str,
    pub rolled_text: &'static str,
    pub unroll_it: &'static str,
    pub roll_it: &'static str,
    pub unrolled_title: Template,
    /// Words, weights.
    pub unrolled_text: Template,
    /// Weights, inside the cell, to say a word.
    pub unrolled_same: Template,
    pub unrolled_hint: &'static str,
    pub twice_as_long: Template,
    pub length: &'static str,
    pub shorter: &'static str,
    pub longer: &'static str,
    pub from_unit: Template,
    pub from_this_word: Template,
    pub one_card: Template,
    pub one_card_text: &'static str,
    pub count_words: &'static str,
    pub count_memory: &'static str,
    pub count_weights: &'static str,
    /// Word, steps back.
    pub steps_back: Template,

    // Refusals and notices.
    pub error_empty: &'static str,
    /// Count, most.
    pub error_too_long: Template,
    pub error_too_many_characters: &'static str,
    /// Key, value.
    pub notice_bad: Template,
    /// Key.
    pub notice_unknown_key: Template,
    /// Key, the key that may have been meant.
    pub notice_unknown_near: Template,
    /// Name of the screen.
    pub notice_not_arrived: Template,
    /// What the next screen invites to.
    pub next_screen: Template,
    pub recap: &'static str,
    pub recap_again: &'static str,
    pub was_reset: &'static str,
    pub was_begun_anew: &'static str,
    pub undo: &'static str,
    /// What was typed, least, most.
    pub field_whole: Template,
    pub notice_too_long: &'static str,
    /// Screen.
    pub notice_no_screen: Template,
    /// Units.
    pub notice_untrained_size: Template,
    pub notice_not_here: Template,
    pub notice_own_file: &'static str,
    pub notice_hidden_value: Template,
}
