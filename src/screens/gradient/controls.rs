//! The settings of the gradient's screen: sliders and choices, each a key of the address, each answered at once.

use crate::model::cell::Cell;
use crate::model::initial::Initial;
use crate::scene::number::{decimals, magnitude};
use crate::screens::gradient::experiment::{Act, Experiment};
use crate::screens::gradient::look::{Look, Scale};
use crate::screens::gradient::plot::GradientView;
use crate::screens::gradient::state::Gradient;
use crate::ui::controls::{Controls, buttons};
use crate::ui::send::Send;
use yew::prelude::*;

/// The limit on a slider: 21 places from 10⁻³ to 10², then none.
const PLACES: f64 = 21.0;
fn place_of(clip: f64) -> f64 {
    if clip > 0.0 { ((libm::log10(clip) + 3.0) * 4.0).round().clamp(0.0, PLACES - 1.0) } else { PLACES }
}
fn clip_at(place: f64) -> String {
    if place >= PLACES {
        return "0".into();
    }
    let limit = libm::pow(10.0, place / 4.0 - 3.0);
    let digits = (1.0 - libm::floor(libm::log10(limit) + 1e-9)).max(0.0);
    format!("{limit:.0$}", digits as usize)
}

pub fn form(state: &Gradient, view: &GradientView, send: &Send) -> Html {
    let (m, experiment) = (view.m(), &state.experiment);
    let (settings, controls) = (&experiment.settings, Controls { shell: &state.shell, send });
    let bias = format!("{}{}", if settings.forget_bias > 0.0 { "+" } else { "" }, decimals(settings.forget_bias, 1));
    let clip = if experiment.clip > 0.0 { magnitude(experiment.clip) } else { m.off.to_string() };
    let loss = |id: &str| if id == "all" { m.loss_all } else { m.loss_last }.to_string();
    let axis = |id: &str| Scale::from_id(id).map_or(id.to_string(), |scale| m.axis_name(scale));
    let initial = |id: &str| Initial::from_id(id).map_or(id.to_string(), |kind| m.initial_name(kind));
    let has_lstm = settings.cells.iter().any(|cell| cell.has_rail());
    let cell = |cell: Cell| (cell.id().to_string(), cell.label().to_string(), settings.cells.contains(&cell));
    let toggle = |id: String| Cell::from_id(&id).map_or(Callback::noop(), |cell| send.on(Act::Toggle(cell)));
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { controls.slider("gain", m.gain, settings.gain, decimals(settings.gain, 2)) }
            if !settings.is_own { { controls.slider("len", m.length, view.steps() as f64, view.steps().to_string()) } }
            if has_lstm { { controls.slider("fbias", m.forget_bias, settings.forget_bias, bias) } }
            if experiment.look == Look::Steps && !view.is_asking {
                { controls.slider_over("clip", m.clip, clip, place_of(experiment.clip), (0.0, PLACES, 1.0), clip_at) }
            }
            { controls.buttons("loss", m.loss, if settings.is_loss_at_all() { "all" } else { "last" }, &loss) }
            if experiment.look == Look::Steps && !view.is_asking {
                { controls.buttons("axis", m.axis, experiment.scale.id(), &axis) }
            }
            <details class="tool">
                <summary>{ m.more }</summary>
                <p class="small soft">{ m.gain }{ ": " }{ m.gain_hint }</p>
                { controls.buttons("init", m.initial, settings.initial.id(), &initial) }
                { controls.buttons("nonlin", m.activation, if settings.is_relu() { "relu" } else { "tanh" }, &str::to_string) }
                { controls.buttons("seed", m.seed, &settings.seed.to_string(), &str::to_string) }
                { buttons("cell", m.cells, Cell::RECURRENT.map(cell).to_vec(), &toggle) }
                { own(view, experiment, send) }
            </details>
        </div>
    }
}

/// Words of one's own.
fn own(view: &GradientView, experiment: &Experiment, send: &Send) -> Html {
    let m = view.m();
    let vocab = &view.focus().trace.model.config.vocab;
    let lang = experiment.settings.example.lang();
    html! {
        <form class="own" onsubmit={send.on_submit(Act::Submit)}>
            <label for="own-words">{ m.own }</label>
            <input id="own-words" type="text" lang={lang} value={experiment.typed.clone()} autocomplete="off" spellcheck="false" maxlength="2000"
                aria-describedby="own-words-hint" oninput={send.on_value::<InputEvent, _>(Act::Typed)} />
            if let Some(refusal) = &experiment.refusal { <p class="refusal" role="alert">{ refusal }</p> }
            <p class="small soft" id="own-words-hint" lang={lang}>{ m.own_hint(&vocab.join(" ")) }</p>
            <div class="row">
                <button type="submit" class="plain" data-act="own">{ m.own_read }</button>
                if experiment.settings.is_own { <button type="button" class="plain" data-act="running" onclick={send.on(Act::DropWords)}>{ m.own_drop }</button> }
            </div>
        </form>
    }
}
