//! Why training an RNN is slow: the same work with and without waiting, measured here.

use crate::app::lab::state::{Action, State};
use crate::scene::training::significant;
use crate::ui::lab::chart::chart;
use crate::ui::store::Send;
use yew::prelude::*;

pub fn stage(state: &State) -> Html {
    let m = state.lang.lab();
    let Some(picture) = state.speed.chart(state.lang, state.is_narrow) else {
        return html! { <p class="waiting soft">{ m.speed_idle_text }</p> };
    };
    let (title, text) = state.speed.finding(state.lang);
    html! {
        <div class="curves">
            <figure class="plot">
                <figcaption>{ m.milliseconds }</figcaption>
                { chart(&picture, m.length, &format!("{title}. {text}")) }
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

pub fn card(state: &State) -> Html {
    let m = state.lang.lab();
    let (title, text) = state.speed.finding(state.lang);
    let has_found = !state.speed.points().is_empty();
    let rates = state.speed.throughput(state.lang);
    html! {
        <aside class="card" id="card" tabindex="-1">
            <h2>{ title }</h2>
            if has_found { <p>{ text }</p> }
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
