//! A trace as JSON (FORMATS §4).

use crate::engine::trace::{LossAt, Trace};
use crate::kernels::rnn::Nonlinearity;
use crate::math::matrix::norm;
use crate::math::real::Real;
use crate::model::attention::{Part, Site};
use crate::model::cell::Cell;
use crate::model::names::{Name, Place, Quantity};
use serde_json::{Map, Value, json};

fn numbers<R: Real>(values: &[R]) -> Value {
    values.iter().map(|value| json!(value.to_f64())).collect()
}

/// The whole trace, or, with `hidden_after`, only steps up to that one carry what the network says (an open question
/// must not be answered by its own export).
pub fn to_json<R: Real>(trace: &Trace<R>, hidden_after: Option<usize>) -> Value {
    let config = &trace.model.config;
    let shown = |t: usize| hidden_after.is_none_or(|last| t <= last);
    let encoder = config.encoder.as_ref().map(|encoder| {
        let (cell, attends) = (encoder.cell.id(), encoder.attends);
        json!({"cell": cell, "input_size": encoder.input_size, "vocab": encoder.vocab, "attends": attends})
    });
    // Without a loss there is no gradient: zeros would say that one was measured.
    let has_gradients = hidden_after.is_none() && trace.loss().is_some();
    let steps: Vec<Value> = (1..=trace.steps()).map(|t| step(trace, t, shown(t), has_gradients)).collect();
    let targets: Vec<Value> = (trace.sequence.targets.iter().enumerate())
        .map(|(t, &target)| match usize::try_from(target) {
            Ok(target) if shown(t + 1) => json!(config.class_name(target)),
            _ => Value::Null,
        })
        .collect();
    let complete = hidden_after.is_none();
    let mut out = json!({
        "format": "unrolled-trace",
        "version": 1,
        "device": trace.device,
        "model": {
            "cell": config.cell.id(),
            "nonlinearity": if config.nonlinearity == Nonlinearity::Tanh { "tanh" } else { "relu" },
            "layers": config.layers,
            "directions": config.directions,
            "input_size": config.input_size,
            "hidden_size": config.hidden_size,
            "classes": config.classes,
            "vocab": config.vocab,
            "head": config.head.id(),
        },
        "tokens": trace.sequence.tokens,
        "targets": targets,
        "loss_at": if trace.sequence.loss_at == LossAt::All { "all" } else { "last" },
        "loss": if complete { json!(trace.loss().map(Real::to_f64)) } else { Value::Null },
        "steps": steps,
    });
    if let Some(encoder) = encoder {
        out["model"]["encoder"] = encoder;
        out["source"] = json!(trace.sequence.source);
    }
    if has_gradients {
        let grad: Map<String, Value> = trace
            .parameter_gradients()
            .map(|(tensor, grad)| (tensor.name.clone(), json!({"shape": tensor.shape, "data": numbers(grad)})))
            .collect();
        out["grad"] = Value::Object(grad);
        out["norms"] = norms(trace);
    }
    out
}

/// A word as a cell of a table (RFC 4180): quoted where it needs to be.
pub fn quoted(word: &str) -> String {
    match word.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", word.replace('"', "\"\"")),
        false => word.to_string(),
    }
}

/// The same numbers as a table: a row a value, `t,token,name,i,value`, with names as in value paths. Lines end as RFC 4180 has
/// them.
pub fn to_csv<R: Real>(trace: &Trace<R>) -> String {
    let config = &trace.model.config;
    let mut out = String::from("t,token,name,i,value\r\n");
    for t in 1..=trace.steps() {
        let token = trace.sequence.tokens.get(t - 1).map_or("", String::as_str);
        let token = quoted(token);
        let mut list = |name: &str, values: &[R]| {
            for (at, value) in values.iter().enumerate() {
                out += &format!("{t},{token},{name},{},{}\r\n", at + 1, json!(value.to_f64()));
            }
        };
        list("x", trace.read(t));
        for place in trace.config(t).places() {
            for &quantity in trace.config(t).cell.spec().listed {
                let values = trace.stored(quantity, place, t, false).unwrap_or_default();
                list(&Name::Unit(quantity, place).to_string(), values);
            }
        }
        if trace.speaks(t) {
            list("logits", trace.row(trace.plan_ids().logits, t, config.classes));
            list("probs", trace.probs(t));
        }
    }
    out
}

/// Gradients carry the hidden answer back to the first step: they come only with a whole trace.
fn step<R: Real>(trace: &Trace<R>, t: usize, shown: bool, has_gradients: bool) -> Value {
    let (config, plan) = (trace.config(t), trace.plan_ids());
    let speaks = trace.speaks(t);
    let layers = |gradient: bool| -> Vec<Value> {
        config.places().into_iter().map(|place| layer(trace, place, t, gradient)).collect()
    };
    let mut out = json!({
        "t": t,
        "token": trace.sequence.tokens.get(t - 1),
        "x": numbers(trace.read(t)),
        "layers": layers(false),
    });
    if let Some(attention) = trace.attention(t) {
        out["attention"] = numbers(attention);
    }
    // Of an attention network: a row a head and layer, a weight a word that is seen.
    if config.cell == Cell::Attention {
        let row = |layer, head| -> Value {
            let site = Site { layer, head };
            (1..=trace.seen(t)).map(|s| json!(trace.part(Part::Weight, site, t, s))).collect()
        };
        let heads = |layer| -> Value { (0..config.attention.heads).map(|head| row(layer, head)).collect() };
        out["attention"] = (0..config.layers).map(heads).collect();
    }
    if shown && speaks {
        out["logits"] = numbers(trace.row(plan.logits, t, config.classes));
        out["probs"] = numbers(trace.probs(t));
        out["loss"] = json!(trace.step_loss(t).map(Real::to_f64));
    }
    if has_gradients {
        out["grad"] = json!({
            "x": numbers(trace.input_gradient(t)),
            "layers": layers(true),
        });
        if speaks {
            out["grad"]["logits"] = numbers(trace.logit_gradient(t));
        }
    }
    out
}

fn layer<R: Real>(trace: &Trace<R>, place: Place, t: usize, gradient: bool) -> Value {
    let mut out = json!({"layer": place.layer, "direction": if place.reverse { "backward" } else { "forward" }});
    for &quantity in trace.config(t).cell.spec().listed {
        out[quantity.name()] = trace.stored(quantity, place, t, gradient).map_or(Value::Null, numbers);
    }
    out
}

/// `‖∂L/∂h_t‖₂` by layer and direction, in f64: an f32 sum of squares underflows at 1e-23.
fn norms<R: Real>(trace: &Trace<R>) -> Value {
    let of = |quantity: Quantity| -> Vec<Vec<f64>> {
        let rows = |place| (1..=trace.steps()).filter_map(move |t| trace.stored(quantity, place, t, true));
        let places = trace.model.config.places().into_iter();
        places.map(|place| rows(place).map(|row| norm(row.iter().map(|d| d.to_f64()))).collect()).collect()
    };
    let mut out = json!({"h": of(Quantity::H)});
    if trace.model.config.cell.has_rail() {
        out["c"] = json!(of(Quantity::C));
    }
    out
}
