//! A few lines of PyTorch that read the saved file and give the numbers of the screen, with three sums to compare by eye.

use crate::engine::trace::Trace;
use crate::model::cell::Cell;
use crate::model::config::Input;
use crate::model::names::{Name, Place, Quantity, ValuePath};

/// Σ of the last layer's hidden states, of the logits, and of the largest probability of each step.
pub fn sums(trace: &Trace) -> [f64; 3] {
    let config = &trace.model.config;
    let last: Vec<Place> = config.places().into_iter().filter(|place| place.layer + 1 == config.layers).collect();
    let steps = 1..=trace.steps();
    let value = |name: Name, t: usize, at: usize| trace.value(&ValuePath::new(name, t, at)).unwrap_or(f64::NAN);
    let hidden = |t: usize| {
        let of = |place: &Place| {
            (1..=config.hidden_size).map(|unit| value(Name::Unit(Quantity::H, *place), t, unit)).sum::<f64>()
        };
        last.iter().map(of).sum::<f64>()
    };
    let logits = |t: usize| (1..=config.classes).map(|class| value(Name::Logits, t, class)).sum::<f64>();
    let most = |t: usize| trace.probs(t).iter().fold(0.0f64, |most, &p| most.max(f64::from(p)));
    [steps.clone().map(hidden).sum(), steps.clone().map(logits).sum(), steps.map(most).sum()]
}

/// Words for a comment, which ends where the line does: whatever they hold.
fn comment(words: &[String]) -> String {
    words
        .join(" ")
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { '·' } else { c })
        .collect()
}

/// `None` for what PyTorch has no module of one name for.
pub fn snippet(trace: &Trace, sums: [f64; 3], file: &str) -> Option<String> {
    let config = &trace.model.config;
    let module = match config.cell {
        Cell::Rnn => "RNN",
        Cell::Lstm => "LSTM",
        Cell::Gru => "GRU",
        _ => return None,
    };
    let ids: Vec<String> = trace.sequence.ids.iter().map(i32::to_string).collect();
    let ids = format!("ids = torch.tensor([{}])  # {}\n", ids.join(", "), comment(&trace.sequence.tokens));
    let read = match config.input {
        Input::Vectors => {
            let rows = trace.sequence.vectors.chunks(config.input_size.max(1)).map(|row| format!("{row:?}"));
            format!("x = torch.tensor([{}])", rows.collect::<Vec<String>>().join(",\n                  "))
        }
        Input::Embedding => "x = w[\"embedding.weight\"][ids.clamp(min=0)] * (ids >= 0)[:, None]".to_string(),
        _ => format!(
            "x = torch.nn.functional.one_hot(ids.clamp(min=0), {}).float() * (ids >= 0)[:, None]",
            config.input_size
        ),
    };
    let ids = if config.input == Input::Vectors { String::new() } else { ids };
    let relu = if config.cell == Cell::Rnn && config.nonlinearity == crate::kernels::rnn::Nonlinearity::Relu {
        ", nonlinearity=\"relu\""
    } else {
        ""
    };
    let both = if config.directions == 2 { ", bidirectional=True" } else { "" };
    let layers = if config.layers > 1 { format!(", num_layers={}", config.layers) } else { String::new() };
    let [hidden, logits, most] = sums.map(|sum| format!("{sum:.4}"));
    Some(format!(
        "import torch\n\
         from safetensors.torch import load_file\n\n\
         w = load_file(\"{file}\")\n\
         rnn = torch.nn.{module}({}, {}{layers}{both}{relu})\n\
         rnn.load_state_dict({{k.removeprefix(\"rnn.\"): v for k, v in w.items() if k.startswith(\"rnn.\")}})\n\
         {ids}{read}\n\
         with torch.no_grad():\n    \
             h, _ = rnn(x)\n    \
             logits = h @ w[\"head.weight\"].T + w[\"head.bias\"]\n\
         print(h.sum(), logits.sum(), logits.softmax(-1).amax(-1).sum())\n\
         # {hidden}  {logits}  {most}\n",
        config.input_size, config.hidden_size,
    ))
}
