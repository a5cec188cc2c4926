//! How well each cell answers at each distance, measured in the page when it is asked for.

use crate::model::anatomy::Mark;
use crate::model::cell::Cell;
use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::distance::plot;
use crate::screens::cell::words::Words;
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
    let Some(plot) = state.curves.as_ref().and_then(|found| plot(&state.view(), found)) else { return html! {} };
    html! {
        <figure class="plot">
            <figcaption><b>{ m.curves_title }</b>{ " " }<span class="small soft">{ &plot.text }</span></figcaption>
            <svg viewBox="0 0 640 268" role="img" aria-label={plot.spoken.clone()}>
                { for plot.rules.iter().map(|(y, text)| html! {
                    <><path class="axis" d={format!("M56 {y:.1}H560")} /><text x="48" y={format!("{:.1}", y + 5.0)} text-anchor="end">{ text }</text></>
                }) }
                { for plot.ticks.iter().map(|(x, text)| html! { <text x={format!("{x:.1}")} y="236" text-anchor="middle">{ text }</text> }) }
                <text x="308" y="262" text-anchor="middle" class="soft">{ m.axis_distance }</text>
                if let Some(x) = plot.here { <path class="here" d={format!("M{x:.1} 16V212")} /> }
                { for plot.lines.iter().map(|line| html! {
                    <g class={classes!("series", line.cell.id())}>
                        <path d={line.path.clone()} />
                        { for line.points.iter().map(|(x, y)| marker(line.cell, *x, *y)) }
                        <text x="566" y={format!("{:.1}", line.label_y + 5.0)}>{ line.cell.label().to_string() }</text>
                    </g>
                }) }
            </svg>
            <table>
                <thead><tr><th scope="col">{ m.axis_distance }</th>{ for plot.lines.iter().map(|line| html! { <th scope="col">{ line.cell.label().to_string() }</th> }) }</tr></thead>
                <tbody>{ for plot.rows.iter().map(|(distance, values)| html! {
                    <tr><th scope="row">{ distance }</th>{ for values.iter().map(|(text, value)| html! { <td data-value={value.clone()}>{ text }</td> }) }</tr>
                }) }</tbody>
            </table>
            <p class="small soft">{ m.curves_training }{ " " }{ &plot.short }</p>
        </figure>
    }
}

/// A marker a cell, so that colour never stands alone.
fn marker(cell: Cell, x: f64, y: f64) -> Html {
    match cell.spec().mark {
        Mark::Square => {
            html! { <rect x={format!("{:.1}", x - 4.5)} y={format!("{:.1}", y - 4.5)} width="9" height="9" /> }
        }
        Mark::Triangle => html! { <path class="mark" d={format!("M{x:.1} {:.1}l5.5 10h-11z", y - 6.0)} /> },
        Mark::Circle => html! { <circle cx={format!("{x:.1}")} cy={format!("{y:.1}")} r="5" /> },
    }
}
