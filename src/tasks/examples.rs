//! The examples that ship: a sentence, its corpus, its trained networks.

use crate::model::cell::Cell;
use crate::model::config::Config;
#[cfg(not(target_arch = "wasm32"))]
use crate::model::file;
use crate::model::params::{Params, layout};
use crate::model::{Model, half};
use crate::tasks::corpus::Corpus;
use crate::text::token::Script;

/// A running example, in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    Apple,
    AppleTh,
    Tom,
    TomTh,
    /// A blank between two sides (`tasks::cloze`).
    Trees,
    TreesTh,
    /// Shapes of task (`tasks::review`, `caption`, `phrases`, `reverse`).
    Review,
    ReviewTh,
    Caption,
    CaptionTh,
    Translate,
    Reverse,
    /// What attention and recurrence are compared on (`tasks::chase`, `pairs`).
    Chase,
    ChaseTh,
    Pairs,
    Apart,
}

/// The seed of every split and of the batches.
pub const SPLIT_SEED: u32 = 1;

/// What an example is.
struct Entry {
    /// As in the address.
    id: &'static str,
    twin: Example,
    lang: &'static str,
    script: Script,
    /// The words that are read; the next one is the question.
    words: &'static str,
    /// The same question from further away (apple) or from nearby (tom).
    other_words: &'static str,
    /// Twelve words to read on and on.
    running: &'static str,
    /// The noun of the sentence, and the one to change it to.
    swap: (&'static str, &'static str),
    /// Empty where sentences are made by a task of its own.
    corpus: &'static str,
}

/// In the order of [`Example`].
const ENTRIES: [Entry; 16] = [
    Entry {
        id: "apple",
        twin: Example::AppleTh,
        lang: "en",
        script: Script::Spaced,
        words: "the apple is",
        other_words: "the apple that we see is",
        running: "the apple is red the sky is blue the lemon is yellow",
        swap: ("apple", "sky"),
        corpus: include_str!("../../static/corpora/apple.txt"),
    },
    Entry {
        id: "apple-th",
        twin: Example::Apple,
        lang: "th",
        script: Script::Thai,
        words: "แอปเปิ้ล มี สี",
        other_words: "แอปเปิ้ล ที่ เห็น มี สี",
        running: "แอปเปิ้ล มี สี แดง ท้องฟ้า มี สี ฟ้า กล้วย มี สี เหลือง",
        swap: ("แอปเปิ้ล", "ท้องฟ้า"),
        corpus: include_str!("../../static/corpora/apple-th.txt"),
    },
    Entry {
        id: "tom",
        twin: Example::TomTh,
        lang: "en",
        script: Script::Spaced,
        words: "Tom is a cat . we see a dog . Tom's favourite food is",
        other_words: "Tom is a cat . Tom's favourite food is",
        running: "Tom is a cat . we see a dog . it rains",
        swap: ("cat", "rabbit"),
        corpus: include_str!("../../static/corpora/tom.txt"),
    },
    Entry {
        id: "tom-th",
        twin: Example::Tom,
        lang: "th",
        script: Script::Thai,
        words: "ทอม คือ แมว นั่น คือ หมา ตัว หนึ่ง อาหารโปรด ของ ทอม คือ",
        other_words: "ทอม คือ แมว อาหารโปรด ของ ทอม คือ",
        running: "ทอม คือ แมว นั่น คือ หมา ตัว หนึ่ง วันนี้ อากาศ ดี มาก",
        swap: ("แมว", "กระต่าย"),
        corpus: include_str!("../../static/corpora/tom-th.txt"),
    },
    task(Task { id: "trees", twin: Example::TreesTh, thai: false, words: "apple ▢ are tall" }),
    task(Task {
        id: "trees-th", twin: Example::Trees, thai: true, words: "ใน สวน มี ▢ แอปเปิ้ล"
    }),
    task(Task {
        id: "review",
        twin: Example::ReviewTh,
        thai: false,
        words: "the food was not good but the staff was bad if you ask my friends",
    }),
    task(Task {
        id: "review-th",
        twin: Example::Review,
        thai: true,
        words: "อาหาร ไม่ ดี แต่ พนักงาน แย่ ถ้า ถาม เพื่อน ของ ฉัน",
    }),
    task(Task { id: "caption", twin: Example::CaptionTh, thai: false, words: "" }),
    task(Task { id: "caption-th", twin: Example::Caption, thai: true, words: "" }),
    task(Task { id: "translate", twin: Example::Translate, thai: false, words: "two big red apples" }),
    task(Task { id: "reverse", twin: Example::Reverse, thai: false, words: "c a f e" }),
    task(Task { id: "chase", twin: Example::ChaseTh, thai: false, words: "the dog chased the cat . who was chased ?" }),
    task(Task {
        id: "chase-th", twin: Example::Chase, thai: true, words: "หมา ไล่ แมว . ใคร ถูก ไล่ ?"
    }),
    task(Task { id: "pairs", twin: Example::Pairs, thai: false, words: "b3 f1 a4 h2 c1 f?" }),
    task(Task { id: "apart", twin: Example::Apart, thai: false, words: "b 3 f 1 a 4 h 2 c 1 f" }),
];

/// An example whose sentences a task makes.
struct Task {
    id: &'static str,
    twin: Example,
    thai: bool,
    words: &'static str,
}

const fn task(task: Task) -> Entry {
    let (lang, script) = if task.thai { ("th", Script::Thai) } else { ("en", Script::Spaced) };
    let Task { id, twin, words, .. } = task;
    Entry { id, twin, lang, script, words, other_words: words, running: words, swap: ("", ""), corpus: "" }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_string).collect()
}

impl Example {
    /// Those whose sentences a task makes.
    const OF_TASKS: [Example; 12] = [
        Example::Trees,
        Example::TreesTh,
        Example::Review,
        Example::ReviewTh,
        Example::Caption,
        Example::CaptionTh,
        Example::Translate,
        Example::Reverse,
        Example::Chase,
        Example::ChaseTh,
        Example::Pairs,
        Example::Apart,
    ];
    /// Those with a corpus.
    pub const ALL: [Example; 4] = [Example::Apple, Example::AppleTh, Example::Tom, Example::TomTh];

    fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }
    /// As in the address.
    pub fn id(self) -> &'static str {
        self.entry().id
    }
    pub fn from_id(id: &str) -> Option<Example> {
        Example::ALL.into_iter().chain(Example::OF_TASKS).find(|example| example.id() == id)
    }
    /// Whether its sentences stand in a corpus: whether it can be read word by word, and learnt from.
    pub fn has_corpus(self) -> bool {
        !self.entry().corpus.is_empty()
    }
    /// The same example in the other language.
    pub fn twin(self) -> Example {
        self.entry().twin
    }
    /// The example as a language has it.
    pub fn in_language(self, lang: &str) -> Example {
        if self.lang() == lang { self } else { self.twin() }
    }
    /// The language of its words.
    pub fn lang(self) -> &'static str {
        self.entry().lang
    }
    pub fn script(self) -> Script {
        self.entry().script
    }
    /// The words that are read; the next one is the question.
    pub fn words(self) -> Vec<String> {
        words(self.entry().words)
    }
    /// The same question at another distance from the noun: further away for `apple`, nearby for `tom`.
    pub fn other_words(self) -> Vec<String> {
        words(self.entry().other_words)
    }
    /// The first words of an endless text: twelve, round and round.
    pub fn running_words(self, count: usize) -> Vec<String> {
        self.entry().running.split(' ').cycle().take(count).map(str::to_string).collect()
    }
    /// The noun of the sentence, and the one to change it to.
    pub fn swap(self) -> (&'static str, &'static str) {
        self.entry().swap
    }
    pub fn corpus(self) -> Corpus {
        Corpus::parse(self.entry().corpus)
    }
    /// Whether a network of this cell and size ships trained.
    pub fn ships(self, cell: Cell, hidden: usize) -> bool {
        SHIPPED.contains(&(self, cell, hidden))
    }
    /// The trained network, where that size ships.
    pub fn trained(self, cell: Cell, hidden: usize) -> Option<Model> {
        network(SHIPPED.iter().position(|shipped| *shipped == (self, cell, hidden))?)
    }
    /// A network of this example's words with random weights.
    pub fn random(self, cell: Cell, hidden: usize, seed: u32) -> Model {
        let config = Config { lang: Some(self.lang().into()), ..Config::words(cell, hidden, self.corpus().vocab()) };
        let params = Params::random(&config, seed);
        Model { config, params }
    }
}

/// One list gives the order of the archive and, natively, the files themselves.
macro_rules! shipped {
    ($($example:ident $cell:ident $hidden:literal $name:literal)+) => {
        /// Networks that ship, in the order in which the archive holds them.
        pub const SHIPPED: &[(Example, Cell, usize)] = &[$((Example::$example, Cell::$cell, $hidden)),+];

        /// Natively the files are part of the program.
        #[cfg(not(target_arch = "wasm32"))]
        fn network(index: usize) -> Option<Model> {
            const FILES: &[&[u8]] = &[$(include_bytes!(concat!("../../static/models/", $name, ".safetensors"))),+];
            file::read(FILES[index]).ok()
        }

        /// In the browser they come beside the program (see [`install`]).
        #[cfg(target_arch = "wasm32")]
        fn network(index: usize) -> Option<Model> {
            NETWORKS.get()?.get(index).cloned()
        }
    };
}

#[rustfmt::skip]
shipped! {
    Apple Rnn 4 "apple-rnn-4" Apple Lstm 4 "apple-lstm-4" Apple Gru 4 "apple-gru-4"
    Apple Ffn 4 "apple-ffn-4" Apple Cnn 4 "apple-cnn-4"
    Apple Rnn 8 "apple-rnn-8" Apple Lstm 8 "apple-lstm-8" Apple Gru 8 "apple-gru-8"
    AppleTh Rnn 4 "apple-th-rnn-4" AppleTh Lstm 4 "apple-th-lstm-4" AppleTh Gru 4 "apple-th-gru-4"
    AppleTh Ffn 4 "apple-th-ffn-4" AppleTh Cnn 4 "apple-th-cnn-4"
    AppleTh Rnn 8 "apple-th-rnn-8" AppleTh Lstm 8 "apple-th-lstm-8" AppleTh Gru 8 "apple-th-gru-8"
    Tom Rnn 4 "tom-rnn-4" Tom Lstm 4 "tom-lstm-4" Tom Gru 4 "tom-gru-4"
    TomTh Rnn 4 "tom-th-rnn-4" TomTh Lstm 4 "tom-th-lstm-4" TomTh Gru 4 "tom-th-gru-4"
}

/// What a network of this example and shape was trained on, in a sentence.
pub fn trained_on(example: Example, sentences: usize) -> String {
    match example {
        Example::Apple | Example::AppleTh => {
            format!("{sentences} short sentences about things and their colours, tastes and places")
        }
        Example::Tom | Example::TomTh => format!("{sentences} short stories about animals and what they eat"),
        _ => format!("{sentences} examples"),
    }
}

/// The shipped network without its weights.
fn described(example: Example, cell: Cell, hidden: usize, sentences: usize) -> Config {
    Config {
        lang: Some(example.lang().into()),
        name: Some(format!("{}-{}-{hidden}", example.id(), cell.id())),
        trained_on: Some(trained_on(example, sentences)),
        ..Config::words(cell, hidden, example.corpus().vocab())
    }
}

/// The archive of all shipped networks, which the page loads beside the program: for each the number of sentences it learnt
/// from (u32, little-endian) and its weights in half precision, in the order of the layout. The rest follows from the list
/// and the corpus, so that the page needs no reader of files for it.
#[cfg(not(target_arch = "wasm32"))]
pub fn archive() -> Vec<u8> {
    let mut out = Vec::new();
    for &(example, cell, hidden) in SHIPPED {
        let model = example.trained(cell, hidden).expect("a shipped file opens: a test reads them all");
        let said = model.config.trained_on.as_deref().and_then(|text| text.split(' ').next()?.parse().ok());
        out.extend(u32::to_le_bytes(said.expect("it says how many sentences")));
        out.extend(model.params.tensors.iter().flat_map(|tensor| half::bytes(&tensor.data)));
    }
    out
}

/// The shipped networks of an archive; `None` if it is not whole.
pub fn unpack(archive: &[u8]) -> Option<Vec<Model>> {
    let mut rest = archive;
    let mut models = Vec::new();
    for &(example, cell, hidden) in SHIPPED {
        let (count, after) = rest.split_first_chunk::<4>()?;
        let config = described(example, cell, hidden, u32::from_le_bytes(*count) as usize);
        let mut params = Params::default();
        rest = after;
        for slot in layout(&config) {
            params.tensors.push(half::take(slot, &mut rest)?);
        }
        models.push(Model { config, params });
    }
    rest.is_empty().then_some(models)
}

#[cfg(target_arch = "wasm32")]
static NETWORKS: std::sync::OnceLock<Vec<Model>> = std::sync::OnceLock::new();

/// Gives the page its networks, once, before anything asks for one. Says whether the archive is whole.
pub fn install(archive: &[u8]) -> bool {
    let networks = unpack(archive);
    #[cfg(target_arch = "wasm32")]
    return networks.is_some_and(|networks| NETWORKS.set(networks).is_ok());
    #[cfg(not(target_arch = "wasm32"))]
    networks.is_some()
}
/// Whether [`install`] has been done. Natively the files are part of the program.
pub fn is_installed() -> bool {
    #[cfg(target_arch = "wasm32")]
    return NETWORKS.get().is_some();
    #[cfg(not(target_arch = "wasm32"))]
    true
}
