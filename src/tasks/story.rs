//! Stories: somebody is an animal, other things are said, and then the question what that somebody likes to eat. The number
//! of sentences in between sets the distance between the animal and the answer.

use crate::math::rng::Uniform;
use crate::tasks::corpus::{Corpus, NOUN, Sentence, Split};

/// A sentence in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Index of a filler.
    Filler(usize),
    /// Index of an aside, and of the noun that it names.
    Aside(usize, usize),
}

const FILLER: &str = "{filler}";
/// Stories that each pair of name and noun is told in, by the number of sentences in between: more short ones than long.
const STORIES: [usize; 5] = [16, 10, 6, 4, 4];
/// Share of sentences in between that name another animal.
const ASIDES: f32 = 0.4;

/// The story of a name and a noun.
pub fn tell(corpus: &Corpus, name: usize, noun: usize, between: &[Between]) -> Sentence {
    let (name, word) = (&corpus.names[name], &corpus.nouns[noun].word);
    corpus.sentence(noun, 0, |part| match part {
        FILLER => between.iter().flat_map(|between| said(corpus, *between)).collect(),
        part => vec![part.replace("{name}", name).replace(NOUN, word)],
    })
}

fn said(corpus: &Corpus, between: Between) -> Vec<String> {
    match between {
        Between::Filler(index) => corpus.fillers[index].clone(),
        Between::Aside(index, noun) => {
            corpus.asides[index].iter().map(|word| word.replace("{other}", &corpus.nouns[noun].word)).collect()
        }
    }
}

/// So many sentences, drawn.
pub fn draw(corpus: &Corpus, count: usize, random: &mut Uniform) -> Vec<Between> {
    let one = |_| {
        if random.next() < ASIDES {
            Between::Aside(random.below(corpus.asides.len()), random.below(corpus.nouns.len()))
        } else {
            Between::Filler(random.below(corpus.fillers.len()))
        }
    };
    (0..count).map(one).collect()
}

/// Words from the noun to the answer: 1 where the answer follows at once.
pub fn distance(corpus: &Corpus, sentence: &Sentence) -> usize {
    let frame = &corpus.templates[sentence.template].frame;
    // Each part before the noun is one word.
    let noun = frame.iter().position(|part| part == NOUN).expect("every frame has a noun");
    sentence.words.len() - noun
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Training,
    Validation,
    HeldOut,
}

/// Every name is told of with every noun, so that a name says nothing of its animal. At each number of sentences in between
/// some pairs are held out, others at the next: what is judged pairs name and noun as they were never paired at that
/// distance.
fn part(corpus: &Corpus, name: usize, noun: usize, between: usize) -> Part {
    match (name + noun + between) % corpus.nouns.len() {
        0 => Part::HeldOut,
        1 => Part::Validation,
        _ => Part::Training,
    }
}

/// (name, noun) of all pairs that belong to a part at so many sentences in between.
fn pairs(corpus: &Corpus, of: Part, between: usize) -> Vec<(usize, usize)> {
    let all = (0..corpus.names.len()).flat_map(|name| (0..corpus.nouns.len()).map(move |noun| (name, noun)));
    all.filter(|&(name, noun)| part(corpus, name, noun, between) == of).collect()
}

pub fn split(corpus: &Corpus, seed: u32) -> Split {
    let mut random = Uniform::new(seed);
    let mut stories = |of: Part| -> Vec<Sentence> {
        let mut out = Vec::new();
        for (between, &count) in STORIES.iter().enumerate() {
            for (name, noun) in pairs(corpus, of, between) {
                out.extend((0..count).map(|_| tell(corpus, name, noun, &draw(corpus, between, &mut random))));
            }
        }
        out
    };
    Split { training: stories(Part::Training), validation: stories(Part::Validation), held_out: stories(Part::HeldOut) }
}

/// Held-out stories with exactly so many sentences in between, `each` of a pair of name and noun.
pub fn held_out(corpus: &Corpus, between: usize, each: usize, seed: u32) -> Vec<Sentence> {
    let mut random = Uniform::new(seed.wrapping_add(1000 + between as u32));
    let mut one = |(name, noun)| tell(corpus, name, noun, &draw(corpus, between, &mut random));
    pairs(corpus, Part::HeldOut, between).into_iter().flat_map(|pair| vec![pair; each]).map(&mut one).collect()
}

/// Whether `words` is `sentence` with anything in between.
pub fn begins_and_ends_as(corpus: &Corpus, sentence: &Sentence, words: &[String]) -> bool {
    let frame = &corpus.templates[sentence.template].frame;
    let Some(at) = frame.iter().position(|part| part == FILLER) else { return sentence.words == words };
    let (start, end) = sentence.words.split_at(at);
    words.len() >= sentence.words.len() && words.starts_with(start) && words.ends_with(end)
}
