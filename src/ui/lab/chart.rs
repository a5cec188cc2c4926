//! Curves over updates or lengths, labelled at their ends.

use crate::scene::training::{Chart, WIDTH};
use yew::prelude::*;

/// A chart with what its horizontal axis counts.
pub fn chart(chart: &Chart, axis: &str, label: &str) -> Html {
    let place = |value: f64| format!("{value:.1}");
    let below = chart.height - 26.0;
    html! {
        <svg viewBox={format!("0 0 {WIDTH} {}", chart.height)} role="img" aria-label={label.to_string()}>
            { for chart.rules.iter().map(|(y, text)| html! {
                <><path class="axis" d={format!("M52 {y:.1}H{}", WIDTH - 140.0)} /><text x="44" y={place(y + 5.0)} text-anchor="end" class="soft">{ text }</text></>
            }) }
            if let Some((y, text)) = &chart.level {
                <><path class="level" d={format!("M52 {y:.1}H{}", WIDTH - 140.0)} /><text x="58" y={place(y - 6.0)} class="soft">{ text }</text></>
            }
            { for chart.ticks.iter().map(|(x, text)| html! { <text x={place(*x)} y={place(below + 2.0)} text-anchor="middle" class="soft">{ text }</text> }) }
            <text x={place((WIDTH - 90.0) / 2.0)} y={place(chart.height - 4.0)} text-anchor="middle" class="soft">{ axis }</text>
            { for chart.lines.iter().map(|line| html! {
                <g class={classes!("run", line.class)}>
                    <path d={line.path.clone()} />
                    <circle cx={place(line.end.0)} cy={place(line.end.1)} r="3.5" />
                    <text x={place(line.end.0 + 10.0)} y={place(line.label_y + 5.0)}>{ &line.label }</text>
                </g>
            }) }
        </svg>
    }
}
