//! The list of everything that is said. A sentence with values is a function; both languages fill every field.

/// A value in a sentence, already worded.
type One = fn(&str) -> String;
type Two = fn(&str, &str) -> String;
type Three = fn(&str, &str, &str) -> String;

pub struct Messages {
    // The frame.
    pub product: String,
    pub tagline: String,
    pub skip_link: String,
    pub language: String,
    pub theme: String,
    pub themes: [String; 5],
    pub present: String,
    pub leave_present: String,
    pub screen_step: String,
    pub dismiss: String,

    // The step screen.
    pub step_title: String,
    /// Units.
    pub step_lede: One,
    pub strip: String,
    /// Step, word.
    pub column: Two,
    pub column_answer: String,
    /// Unit, word, value.
    pub state_value: Three,
    pub remembers: String,
    pub unknown: String,
    pub bars_title: One,
    pub bars_empty: String,
    pub bars_hidden: String,
    pub other: String,
    /// Word, percent.
    pub bar_value: Two,
    /// Percent; where the network's first choice is not the true answer.
    pub blank: String,

    // The transport.
    pub transport: String,
    pub first: String,
    pub back: String,
    pub step: String,
    /// Word.
    pub will_read: One,
    pub will_reveal: String,
    pub again: String,
    pub from_start: String,
    pub play: String,
    pub pause: String,
    pub timeline: String,
    /// Step, steps, word.
    pub position: Three,
    pub position_start: String,
    pub position_answer: String,
    pub speed: String,

    // The card.
    pub start_title: String,
    /// Units, first word.
    pub start_text: Two,
    /// Word.
    pub read_title: One,
    /// Unit, before, after.
    pub read_text: Three,
    pub read_hint: String,
    /// Word.
    pub unknown_title: One,
    pub unknown_text: One,
    /// Sentence so far.
    pub question_title: One,
    /// Noun, units.
    pub question_text: Two,
    pub question_text_plain: One,
    pub show_me: String,
    /// Word, percent.
    pub answer_title: Two,
    /// Noun.
    pub answer_text: One,
    pub answer_text_plain: String,
    /// True answer.
    pub answer_wrong: One,
    /// Guess.
    pub guess_right: One,
    pub guess_other: One,
    /// From, to.
    pub change_word: Two,
    pub untrained: One,

    // Actions.
    pub own_sentence: String,
    pub own_label: String,
    pub own_hint: String,
    pub own_read: String,
    pub cancel: String,
    pub known_words: String,
    pub network: String,
    pub cell: String,
    pub units: String,
    pub fewer: String,
    pub more: String,
    pub weights: String,
    pub trained: String,
    pub random: String,
    pub seed: String,
    pub table: String,
    pub copy_link: String,
    pub copied: String,
    pub copy_failed: One,
    pub reset: String,
    pub keys: String,
    pub key_list: [(&'static str, String); 9],
    /// Sentences.
    pub trained_on: One,
    pub random_note: One,

    // Zooming in.
    pub sentence: String,
    /// Step, word.
    pub crumb_step: Two,
    pub open_cell: One,
    pub up: String,
    pub close: String,
    pub cell_title: One,
    pub cell_text: String,
    pub unit: One,
    pub opens: One,
    pub arithmetic: String,
    pub from_word: String,
    pub from_memory: String,
    pub sum: String,
    pub zero_products: One,
    pub rounded: String,
    pub no_memory: String,
    pub leaf_trained: String,
    pub leaf_random: One,
    /// Word.
    pub leaf_one: One,
    /// Column's word, word that was read.
    pub leaf_zero: Two,
    pub leaf_unknown: One,
    pub leaf_given: String,
    pub softmax_text: String,
    pub others_sum: One,
    pub curve: One,

    // Names of numbers.
    pub name_hidden: Two,
    pub name_quantity: fn(&str) -> &'static str,
    /// Beside the number it is multiplied with, which says the rest.
    pub short_weight: String,
    pub short_bias: String,
    pub name_input: One,
    pub name_weight_ih: Two,
    pub name_weight_hh: Two,
    pub name_bias: One,
    pub name_score: One,
    pub name_probability: One,
    pub name_head_weight: Two,
    pub name_head_bias: One,
    pub name_loss: String,

    // The table.
    pub table_caption: String,
    pub table_word: String,
    pub table_guess: String,

    // What is said aloud.
    pub say_start: One,
    /// Position ("Step 2 of 3"), word.
    pub say_read: Three,
    /// Unit, before, after.
    pub say_change: Three,
    /// Word, percent.
    pub say_guess: Two,
    pub say_question: One,
    pub say_answer: Two,

    // Refusals and notices.
    pub error_empty: String,
    /// Count, most.
    pub error_too_long: Two,
    pub error_too_many_characters: String,
    /// Key, value.
    pub notice_bad: Two,
    pub notice_too_long: String,
    /// Screen.
    pub notice_no_screen: One,
    /// Units.
    pub notice_untrained_size: One,
    pub notice_not_here: One,
    pub notice_own_file: String,
    pub notice_hidden_value: One,
}
