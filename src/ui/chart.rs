//! Curves over updates or lengths, labelled at their ends.

use crate::scene::chart::{Chart, ChartFrame};
use yew::prelude::*;

/// A chart with what its horizontal axis counts.
pub fn chart(chart: &Chart, axis: &str, label: &str) -> Html {
    let place = |value: f64| format!("{value:.1}");
    let ChartFrame { width, left, right } = chart.frame;
    let across = |y: f64| format!("M{left} {y:.1}H{right}");
    html! {
        <svg viewBox={format!("0 0 {width} {}", chart.height)} role="img" aria-label={label.to_string()}>
            { for chart.rules.iter().map(|(y, text)| html! {
                <><path class="axis" d={across(*y)} /><text x={place(left - 8.0)} y={place(y + 5.0)} text-anchor="end" class="soft">{ text }</text></>
            }) }
            if let Some((y, _)) = &chart.level { <path class="level" d={across(*y)} /> }
            { for chart.ticks.iter().map(|(x, text)| html! { <text x={place(*x)} y={place(chart.height - 26.0)} text-anchor="middle" class="soft">{ text }</text> }) }
            if !chart.ticks.is_empty() {
                <text x={place((left + right) / 2.0)} y={place(chart.height - 5.0)} text-anchor="middle" class="soft">{ axis }</text>
            }
            { for chart.lines.iter().map(|line| html! {
                <g class={classes!("run", line.class.clone())}>
                    <path d={line.path.clone()} />
                    <circle cx={place(line.end.0)} cy={place(line.end.1)} r="3.5" />
                    <text x={place(line.end.0 + 10.0)} y={place(line.label_y + 5.0)}>{ &line.label }</text>
                </g>
            }) }
            if let Some((y, text)) = &chart.level {
                // Near the floor it stands below its line: there is nothing.
                <text x={place(right)} y={place(if *y > 0.7 * chart.height { y + 16.0 } else { y - 5.0 })} text-anchor="end" class="soft">{ text }</text>
            }
        </svg>
    }
}
