//! Why training an RNN is slow: the same work with and without waiting, measured here.

use crate::app::lab::state::{Action, State};
use crate::platform;
use crate::scene::training::significant;
use crate::ui::lab::chart::chart;
use crate::ui::store::Send;
use yew::prelude::*;

pub fn stage(state: &State) -> Html {
    let m = state.lang.lab();
    let Some(picture) = state.speed.chart(state.lang, state.is_narrow) else { return sketch(state) };
    let (title, text) = state.speed.finding(state.lang);
    html! {
        <div class="curves">
            <figure class="plot">
                <figcaption>{ m.milliseconds }</figcaption>
                { chart(&picture, m.length, &format!("{title}. {}", text.join(" "))) }
            </figure>
            <details class="tool"><summary>{ m.table }</summary>
                <table class="numbers">
                    <thead><tr><th scope="col">{ m.cell }</th><th scope="col">{ m.length }</th><th scope="col">{ m.step_by_step }</th><th scope="col">{ m.at_once }</th></tr></thead>
                    <tbody>{ for state.speed.points().into_iter().map(|point| html! {
                        <tr><th scope="row">{ point.cell.label() }</th><td>{ point.len }</td>
                            <td data-value={point.in_a_row.to_string()}>{ significant(point.in_a_row) }</td>
                            <td data-value={point.at_once.to_string()}>{ significant(point.at_once) }</td></tr>
                    }) }</tbody>
                </table>
            </details>
        </div>
    }
}

/// What will be measured, before anything was: words that wait in one row, and as many on all cores.
fn sketch(state: &State) -> Html {
    let m = state.lang.lab();
    let cores = platform::cores();
    let (words, width) = if state.is_narrow { (4, 340.0) } else { (8, 600.0) };
    let (first, wide, tall) = (74.0, 64.0, 36.0);
    let place = |value: f64| format!("{value:.1}");
    let row = |core: usize, y: f64, words: usize, is_chained: bool| {
        html! {
            <>
                <text class="soft" x="0" y={place(y + 19.0)}>{ m.core.with(&[&(core + 1).to_string()]) }</text>
                { for (0..words).map(|k| html! { <rect class="sketch" x={place(first + wide * k as f64)} y={place(y)} width="40" height="28" rx="6" /> }) }
                if is_chained { { for (1..words).map(|k| html! {
                    <path class="waits" d={format!("M{:.1} {:.1}h16m-6-5l6 5l-6 5", first + wide * k as f64 - 20.0, y + 14.0)} />
                }) } }
            </>
        }
    };
    let below = 100.0;
    let height = below + tall * cores as f64;
    html! {
        <div class="curves">
            <figure class="plot sketch-plot">
                <figcaption>{ m.sketch }</figcaption>
                <svg viewBox={format!("0 0 {width} {height}")} role="img" aria-label={m.speed_idle_text}>
                    <defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V7" /></pattern></defs>
                    <text x={place(first)} y="18">{ m.step_by_step }</text>
                    { row(0, 26.0, words, true) }
                    <text x={place(first)} y={place(below - 8.0)}>{ m.at_once }</text>
                    { for (0..cores).map(|core| row(core, below + tall * core as f64, (words / cores).max(1), false)) }
                </svg>
            </figure>
        </div>
    }
}

pub fn card(state: &State) -> Html {
    let m = state.lang.lab();
    let (title, text) = state.speed.finding(state.lang);
    let rates = state.speed.throughput(state.lang);
    html! {
        <aside class="card" id="card" tabindex="-1">
            <h2>{ title }</h2>
            { for text.iter().map(|text| html! { <p>{ text }</p> }) }
            <p>{ m.slow_note }</p>
            if !rates.is_empty() {
                <h2>{ m.throughput }</h2>
                <p class="small">{ m.throughput_text }</p>
                <ul class="small rates">{ for rates.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            }
        </aside>
    }
}

pub fn tools(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    html! {
        <section class="tools" aria-label={m.measure}><div class="row">
            <button type="button" class="link-button" data-act="copy" onclick={send.on(Action::CopyLink)}>{ m.copy_link }</button>
        </div></section>
    }
}
