//! How well each cell answers at each distance, measured in the page when it is asked for.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::distance::plot;
use crate::screens::cell::words::Words;
use crate::ui::chart::chart;
use crate::ui::send::Send;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

pub fn curves(state: &Player, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let toggle = {
        let send = send.clone();
        let is_measured = state.curves.is_some();
        Callback::from(move |event: Event| {
            if event.target_unchecked_into::<HtmlDetailsElement>().open() && !is_measured {
                send.now(Act::MeasureCurves);
            }
        })
    };
    html! {
        <details class="tool" id="curves" ontoggle={toggle}>
            <summary>{ m.curves }</summary>
            { picture(state) }
        </details>
    }
}

/// What was measured, once it is: the picture, its numbers as a table, and how they came about.
pub fn picture(state: &Player) -> Html {
    let m = Words::of(state.shell.lang);
    let Some(plot) = state.curves.as_ref().and_then(|found| plot(&state.view(), found, state.shell.room)) else {
        return html! {};
    };
    html! {
        <figure class="plot">
            <figcaption><b>{ m.curves_title }</b>{ " " }<span class="small soft">{ &plot.text }</span></figcaption>
            { chart(&plot.chart, m.axis_distance, &plot.spoken) }
            <table>
                <thead><tr><th scope="col">{ m.axis_distance }</th>{ for plot.chart.lines.iter().map(|line| html! { <th scope="col">{ &line.label }</th> }) }</tr></thead>
                <tbody>{ for plot.rows.iter().map(|(distance, values)| html! {
                    <tr><th scope="row">{ distance }</th>{ for values.iter().map(|(text, value)| html! { <td data-value={value.clone()}>{ text }</td> }) }</tr>
                }) }</tbody>
            </table>
            <p class="small soft">{ m.curves_training }{ " " }{ &plot.short }</p>
        </figure>
    }
}
