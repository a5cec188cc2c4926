//! The settings of the gradient's screen: sliders and choices, each a key of the address, each answered at once.

use crate::model::cell::Cell;
use crate::model::initial::Initial;
use crate::scene::number::{decimals, full, magnitude};
use crate::screens::gradient::experiment::{Act, Experiment, FORGET_BIASES, GAINS, LENGTHS};
use crate::screens::gradient::look::{Look, Scale};
use crate::screens::gradient::plot::GradientView;
use crate::shell::action::Action;
use crate::ui::send::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A slider: key, name, what it shows, and its range.
pub struct Slider {
    pub key: &'static str,
    pub label: &'static str,
    pub shown: String,
    pub value: f64,
    pub range: (f64, f64, f64),
}

pub fn slider(slider: Slider, send: &Send, spell: fn(f64) -> String) -> Html {
    let Slider { key, label, shown, value, range: (least, most, step) } = slider;
    let send = send.clone();
    let slide = Callback::from(move |event: InputEvent| {
        let value = event.target_unchecked_into::<HtmlInputElement>().value();
        if let Some(value) = crate::platform::number(&value) {
            send.now(Action::Set(key, spell(value)));
        }
    });
    html! {
        <div class="slider">
            <label for={format!("set-{key}")}>{ label }</label><output>{ shown.clone() }</output>
            <input type="range" id={format!("set-{key}")} min={full(least)} max={full(most)} step={full(step)} value={full(value)} aria-valuetext={shown} oninput={slide} />
        </div>
    }
}

/// A choice between a few, as buttons: value, name, whether it is chosen.
pub fn choice(key: &'static str, label: &str, options: Vec<(String, String, bool)>, send: &Send) -> Html {
    html! {
        <div class="setting" data-key={key}><span>{ label.to_string() }</span>
            <div class="seg" role="group" aria-label={label.to_string()}>
                { for options.into_iter().map(|(value, name, is_on)| html! {
                    <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-value={value.clone()}
                        onclick={send.on(Action::Set(key, value))}>{ name }</button>
                }) }
            </div></div>
    }
}

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

fn two(value: f64) -> String {
    format!("{value:.2}")
}

pub fn form(view: &GradientView, experiment: &Experiment, send: &Send) -> Html {
    let m = view.m();
    let settings = &experiment.settings;
    let whole = |value: f64| format!("{value:.0}");
    let gain = Slider {
        key: "gain",
        label: m.gain,
        shown: decimals(settings.gain, 2),
        value: settings.gain,
        range: (GAINS.0, 2.0, 0.05),
    };
    let len = Slider {
        key: "len",
        label: m.length,
        shown: view.steps().to_string(),
        value: view.steps() as f64,
        range: (LENGTHS.0 as f64, LENGTHS.2 as f64, 1.0),
    };
    let bias = Slider {
        key: "fbias",
        label: m.forget_bias,
        shown: format!("{}{}", if settings.forget_bias > 0.0 { "+" } else { "" }, decimals(settings.forget_bias, 1)),
        value: settings.forget_bias,
        range: (FORGET_BIASES.0, FORGET_BIASES.2, 0.5),
    };
    let clip = Slider {
        key: "clip",
        label: m.clip,
        shown: if experiment.clip > 0.0 { magnitude(experiment.clip) } else { m.off.to_string() },
        value: place_of(experiment.clip),
        range: (0.0, PLACES, 1.0),
    };
    let loss = [("last", m.loss_last, false), ("all", m.loss_all, true)];
    let loss = loss.map(|(id, name, at)| (id.to_string(), name.to_string(), settings.is_loss_at_all() == at)).to_vec();
    let axis = [("log", Scale::Log), ("relative", Scale::Relative), ("linear", Scale::Linear)]
        .map(|(id, scale)| (id.to_string(), m.axis_name(scale), experiment.scale == scale))
        .to_vec();
    let is_relu = settings.is_relu();
    let activation =
        [("tanh", !is_relu), ("relu", is_relu)].map(|(id, is_on)| (id.to_string(), id.to_string(), is_on)).to_vec();
    let initial =
        Initial::ALL.map(|kind| (kind.id().to_string(), m.initial_name(kind), kind == settings.initial)).to_vec();
    let seeds = (1..=9).map(|seed: u32| (seed.to_string(), seed.to_string(), seed == settings.seed)).collect();
    let has_lstm = settings.cells.iter().any(|cell| cell.has_rail());
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { slider(gain, send, two) }
            if !settings.is_own { { slider(len, send, whole) } }
            if has_lstm { { slider(bias, send, two) } }
            if experiment.look == Look::Steps && !view.is_asking { { slider(clip, send, clip_at) } }
            { choice("loss", m.loss, loss, send) }
            if experiment.look == Look::Steps && !view.is_asking { { choice("axis", m.axis, axis, send) } }
            <details class="tool">
                <summary>{ m.more }</summary>
                <p class="small soft">{ m.gain }{ ": " }{ m.gain_hint }</p>
                { choice("init", m.initial, initial, send) }
                { choice("nonlin", m.activation, activation, send) }
                { choice("seed", m.seed, seeds, send) }
                { cells(view, experiment, send) }
                { own(view, experiment, send) }
            </details>
        </div>
    }
}

fn cells(view: &GradientView, experiment: &Experiment, send: &Send) -> Html {
    let m = view.m();
    html! {
        <div class="setting"><span>{ m.cells }</span>
            <div class="seg" role="group" aria-label={m.cells}>
                { for Cell::RECURRENT.map(|cell| {
                    let is_on = experiment.settings.cells.contains(&cell);
                    html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-cell={cell.id()}
                        onclick={send.on(Act::Toggle(cell))}>{ cell.label() }</button> }
                }) }
            </div></div>
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
