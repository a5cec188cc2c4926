//! `cargo xtask train`: the shipped weights from the corpora and seeds, the same bytes each time.
//!
//! For every example, cell and size it trains from a few seeds, keeps the run that answers the validation sentences best
//! (then the one with the lower loss there), and prints how often that one answers the held-out sentences right.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    native::train_all(&only);
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use unrolled::device::cpu::{Simd, run};
    use unrolled::engine::plan::Plan;
    use unrolled::engine::session::{Batch, Optimiser, Session};
    use unrolled::kernels::adam;
    use unrolled::kernels::embedding::UNKNOWN;
    use unrolled::kernels::softmax_xent::IGNORED;
    use unrolled::math::rng::Uniform;
    use unrolled::model::config::{Cell, Config};
    use unrolled::model::params::Params;
    use unrolled::model::{Model, file};
    use unrolled::tasks::corpus::Sentence;
    use unrolled::tasks::examples::{Example, SPLIT_SEED, TRAINED_SIZES};
    use unrolled::tasks::trainer::{batch, epoch};

    const SEEDS: u32 = 8;
    const BATCH: usize = 32;
    const LEARNING_RATE: f64 = 0.02;
    const CLIP: f64 = 1.0;
    /// What differs between small and large networks.
    struct Recipe {
        epochs: usize,
        /// One update in so many counts every word, the others only the answer, which is what the example asks for.
        every_word: u32,
        /// Share of words that are read as unknown while learning: a large network would learn sentences by heart.
        blanked: f32,
    }

    /// The small networks are those whose every step is looked at; the large ones are held to their answers.
    fn recipe(hidden: usize) -> Recipe {
        if hidden <= 4 {
            Recipe { epochs: 500, every_word: 4, blanked: 0.0 }
        } else {
            Recipe { epochs: 300, every_word: 8, blanked: 0.04 }
        }
    }

    pub fn train_all(only: &[String]) {
        for example in Example::ALL {
            let corpus = example.corpus();
            let (vocab, split) = (corpus.vocab(), corpus.split(SPLIT_SEED));
            println!(
                "{}: {} words, {} sentences to learn from, {} to choose by, {} held out",
                example.id(),
                vocab.len(),
                split.training.len(),
                split.validation.len(),
                split.held_out.len()
            );
            for cell in Cell::ALL {
                for hidden in TRAINED_SIZES {
                    let name = format!("{}-{}-{hidden}", example.id(), cell.id());
                    if !only.is_empty() && !only.contains(&name) {
                        continue;
                    }
                    let config = Config {
                        lang: Some(example.lang().into()),
                        name: Some(name.clone()),
                        trained_on: Some(format!(
                            "{} short sentences about things and their colours, tastes and places",
                            split.training.len()
                        )),
                        ..Config::words(cell, hidden, vocab.clone())
                    };
                    let (mut best, mut best_score) = (None, (0.0, f32::MIN));
                    for seed in 1..=SEEDS {
                        let model = train(&config, &split.training, seed);
                        let (right, loss) = judge(&model, &split.validation);
                        if (right, -loss) > best_score {
                            (best, best_score) = (Some((seed, model)), (right, -loss));
                        }
                    }
                    let (seed, model) = best.expect("some seed answers something");
                    let (held_out, _) = judge(&model, &split.held_out);
                    let (learnt, _) = judge(&model, &split.training);
                    println!(
                        "{name}: seed {seed}, answers {:.1} % of held-out, {:.1} % of validation, {:.1} % of training sentences",
                        100.0 * held_out,
                        100.0 * best_score.0,
                        100.0 * learnt
                    );
                    std::fs::write(format!("static/models/{name}.safetensors"), file::write(&model))
                        .expect("static/models can be written");
                }
            }
        }
    }

    fn train(config: &Config, sentences: &[Sentence], seed: u32) -> Model {
        let params = Params::random(config, seed);
        let mut random = Uniform::new(seed);
        let mut settings = adam::Settings { learning_rate: LEARNING_RATE, ..adam::Settings::default() };
        let mut session = Session::new(Model { config: config.clone(), params }, Optimiser::Adam(settings), Some(CLIP));
        let Recipe { epochs, every_word, blanked } = recipe(config.hidden_size);
        for round in 0..epochs {
            // The rate falls to a twentieth along half a cosine.
            let progress = round as f64 / epochs as f64;
            settings.learning_rate =
                LEARNING_RATE * (0.05 + 0.95 * 0.5 * (1.0 + libm::cos(std::f64::consts::PI * progress)));
            session.set_optimiser(Optimiser::Adam(settings));
            for mut batch in epoch(&config.vocab, sentences, BATCH, &mut random) {
                for id in &mut batch.ids {
                    if random.next() < blanked {
                        *id = UNKNOWN;
                    }
                }
                if !session.updates().is_multiple_of(every_word) {
                    answers_only(&mut batch);
                }
                let mut update = session.next(&batch);
                run::<f32, Simd>(&update.program, &mut update.buffers);
                session.accept(update);
            }
        }
        session.model()
    }

    /// Leaves each sentence only its last target.
    fn answers_only(batch: &mut Batch) {
        for b in 0..batch.batch {
            let at = |t: usize| t * batch.batch + b;
            let last = (0..batch.steps).rev().find(|&t| batch.targets[at(t)] >= 0).expect("a sentence has an answer");
            for t in 0..last {
                batch.targets[at(t)] = IGNORED;
            }
        }
    }

    /// Share of sentences whose answer is the first choice, and the mean loss of the answers.
    fn judge(model: &Model, sentences: &[Sentence]) -> (f32, f32) {
        let (mut right, mut loss) = (0, 0.0);
        for sentence in sentences {
            let mut one = batch(&model.config.vocab, &[sentence]);
            answers_only(&mut one);
            let plan = Plan::new(&model.config, one.steps, 1, false);
            let mut buffers = plan.buffers(&model.params);
            buffers.set_ints(plan.ids, &one.ids);
            buffers.set_ints(plan.targets, &one.targets);
            run::<f32, Simd>(&plan.program, &mut buffers);
            let probs = &buffers.get(plan.probs)[(one.steps - 1) * model.config.classes..];
            let first = (0..probs.len()).max_by(|&a, &b| probs[a].total_cmp(&probs[b])).expect("some class");
            right += usize::from(model.config.vocab[first] == sentence.answer);
            loss += buffers.get(plan.loss)[0];
        }
        (right as f32 / sentences.len() as f32, loss / sentences.len() as f32)
    }
}
