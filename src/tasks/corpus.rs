//! Sentences whose last word only the noun decides. Two kinds of corpus share one format (described at the head of each
//! file in static/corpora): things in many sentence frames, and stories, where other sentences stand in between.

/// A thing and what is true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    pub word: String,
    /// (property, value), for instance (colour, red).
    pub facts: Vec<(String, String)>,
}

/// A sentence with a hole for the noun, whose last word is the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Which property it asks for.
    pub property: String,
    /// Everything before the answer; `{noun}`, `{name}` and `{filler}` stand for what is put there.
    pub frame: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// Empty but in stories.
    pub names: Vec<String>,
    pub nouns: Vec<Noun>,
    pub templates: Vec<Template>,
    /// Sentences in between (stories only).
    pub fillers: Vec<Vec<String>>,
    /// Those that name another noun, `{other}`.
    pub asides: Vec<Vec<String>>,
}

/// One sentence: its words before the answer, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub noun: usize,
    pub template: usize,
    pub words: Vec<String>,
    pub answer: String,
}

/// Sentences to learn from, to choose between runs by, and to judge by. Whole (noun, template) or (name, noun) pairs are
/// held out.
#[derive(Clone, Debug, Default)]
pub struct Split {
    pub training: Vec<Sentence>,
    pub validation: Vec<Sentence>,
    pub held_out: Vec<Sentence>,
}

pub const NOUN: &str = "{noun}";

impl Corpus {
    /// Panics on a malformed line: the files are ours.
    pub fn parse(text: &str) -> Self {
        let mut corpus = Corpus::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.split_whitespace().map(str::to_string);
            match words.next().as_deref() {
                Some("name") => corpus.names.extend(words),
                Some("filler") => corpus.fillers.push(words.collect()),
                Some("aside") => corpus.asides.push(words.collect()),
                Some("noun") => {
                    let word = words.next().expect("a noun has a word");
                    let fact = |fact: String| {
                        let (property, value) = fact.split_once('=').unwrap_or_else(|| panic!("{line}"));
                        (property.to_string(), value.to_string())
                    };
                    corpus.nouns.push(Noun { word, facts: words.map(fact).collect() });
                }
                Some("template") => {
                    let property = words.next().expect("a template has a property");
                    let mut frame: Vec<String> = words.collect();
                    assert_eq!(frame.pop(), Some(format!("{{{property}}}")), "{line}");
                    assert!(frame.iter().any(|word| word == NOUN), "{line}");
                    corpus.templates.push(Template { property, frame });
                }
                other => panic!("unknown line {other:?}"),
            }
        }
        corpus
    }

    pub fn is_story(&self) -> bool {
        !self.names.is_empty()
    }

    /// The answer of a template about a noun; `None` where nothing is said of it.
    pub fn fact(&self, noun: usize, template: usize) -> Option<&str> {
        let property = &self.templates[template].property;
        self.nouns[noun].facts.iter().find(|(known, _)| known == property).map(|(_, value)| value.as_str())
    }

    /// A sentence from its frame; `fill` says what stands for each part of it.
    pub fn sentence(&self, noun: usize, template: usize, fill: impl Fn(&str) -> Vec<String>) -> Sentence {
        let words = self.templates[template].frame.iter().flat_map(|part| fill(part)).collect();
        let answer = self.fact(noun, template).expect("a template that fits the noun").to_string();
        Sentence { noun, template, words, answer }
    }

    /// All values of a property, in order of appearance.
    pub fn values(&self, property: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for (found, value) in self.nouns.iter().flat_map(|noun| &noun.facts) {
            if found == property && !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }
}
