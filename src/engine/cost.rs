//! What it costs a network to read so many words: products, numbers kept, steps that wait for one another. Counted from its sizes, for
//! inputs of any kind that are vectors, without the readout.

use crate::model::cell::{Cell, Weight};
use crate::model::config::Config;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Multiplications, each with its sum.
    pub products: usize,
    /// Numbers that must be kept to read on, or to answer for a word when it is this network's turn.
    pub kept: usize,
    /// Steps of the longest chain in which each waits for the one before.
    pub waits: usize,
}

/// Of one layer's width in and out, and of how many words are seen.
pub fn reading(config: &Config, steps: usize) -> Cost {
    let (hidden, spec, layers) = (config.hidden_size, config.cell.spec(), config.layers);
    let layer = |layer: usize| match config.cell {
        Cell::Attention => attention(config, steps),
        _ => {
            let remembers = if spec.weights.contains(&Weight::Hh) { hidden } else { 0 };
            let reads = config.layer_input(layer) * spec.window + remembers;
            config.directions * steps * config.cell.blocks() * hidden * reads
        }
    };
    let products = (0..layers).map(layer).sum();
    let states = hidden * layers * (1 + usize::from(config.cell.has_rail()));
    let (kept, waits) = match config.cell {
        // A key and a value of every word.
        Cell::Attention => (2 * hidden * steps * layers, layers),
        Cell::Ffn => (0, layers),
        Cell::Cnn => ((spec.window - 1) * config.input_size * layers, layers),
        // A scan halves what is left.
        Cell::MinGru => (states, layers * (steps.max(2) as f64).log2().ceil() as usize),
        // Who reads from the end as well has every state before the first word is answered for.
        _ if config.directions == 2 => (2 * states * steps, layers * steps),
        _ => (states, steps + layers - 1),
    };
    Cost { products, kept, waits }
}

/// The projections, and a product and a sum for every pair of words that see each other.
fn attention(config: &Config, steps: usize) -> usize {
    let width = config.hidden_size;
    let pairs = if config.attention.causal { steps * (steps + 1) / 2 } else { steps * steps };
    steps * (4 * width * width + 2 * width * config.attention.inner) + 2 * pairs * width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::attention::Attention;

    fn words(count: usize) -> Vec<String> {
        (0..count).map(|word| word.to_string()).collect()
    }

    #[test]
    fn a_recurrent_network_waits_and_an_attention_network_grows() {
        let lstm = Config::words(Cell::Lstm, 8, words(16));
        let at = |steps| reading(&lstm, steps);
        assert_eq!(at(10), Cost { products: 10 * 4 * 8 * (16 + 8), kept: 16, waits: 10 });
        assert_eq!((at(20).products, at(20).kept), (2 * at(10).products, at(10).kept));
        let attention = Config::attending(16, words(4));
        let at = |steps| reading(&attention, steps);
        assert_eq!(at(10), Cost { products: 10 * 4 * 256 + 2 * 100 * 16, kept: 320, waits: 1 });
        assert!(at(20).products > 2 * at(10).products && at(20).kept == 2 * at(10).kept);
        let causal = Config { attention: Attention { causal: true, ..attention.attention }, ..attention.clone() };
        assert!(reading(&causal, 10).products < at(10).products);
    }

    #[test]
    fn windows_and_scans_do_not_wait_for_every_word() {
        let cnn = Config::words(Cell::Cnn, 8, words(16));
        assert_eq!(reading(&cnn, 10), Cost { products: 10 * 8 * 48, kept: 32, waits: 1 });
        assert_eq!(reading(&Config::words(Cell::Ffn, 8, words(16)), 10).kept, 0);
        let scan = Config::words(Cell::MinGru, 8, words(16));
        assert_eq!([2, 8, 9, 1024].map(|steps| reading(&scan, steps).waits), [1, 3, 4, 10]);
        let both = Config { directions: 2, ..Config::words(Cell::Gru, 8, words(16)) };
        assert_eq!(reading(&both, 10).kept, 2 * 8 * 10);
    }
}
