//! Charts over updates, lengths or distances.

use crate::model::anatomy::Mark;
use crate::scene::chart::{Chart, ChartLine};
use yew::prelude::*;

pub fn at(value: f64) -> String {
    format!("{value:.1}")
}

/// A chart with what its horizontal axis counts.
pub fn chart(chart: &Chart, axis: &str, label: &str) -> Html {
    let (left, right, size) = (chart.x.from, chart.x.to, chart.room.type_size);
    let across = |y: f64| format!("M{left:.1} {y:.1}H{right:.1}");
    let foot = 0.35 * size;
    html! {
        <svg viewBox={format!("0 0 {:.0} {:.0}", chart.room.width, chart.height)} font-size={at(size)} role="img" aria-label={label.to_string()}>
            { for chart.rules.iter().map(|(y, text)| html! {
                <><path class="axis" d={across(*y)} /><text x={at(left - 8.0)} y={at(y + foot)} text-anchor="end" class="soft">{ text }</text></>
            }) }
            if let Some((y, ..)) = &chart.level { <path class="level" d={across(*y)} /> }
            { for chart.ticks.iter().map(|(x, text)| html! { <text x={at(*x)} y={at(chart.height - 1.9 * size)} text-anchor="middle" class="soft">{ text }</text> }) }
            if !chart.ticks.is_empty() {
                <text x={at((left + right) / 2.0)} y={at(chart.height - 0.4 * size)} text-anchor="middle" class="soft">{ axis }</text>
            }
            if let Some(x) = chart.here { <path class="here" d={format!("M{x:.1} {:.1}V{:.1}", chart.y.to, chart.y.from)} /> }
            { for chart.lines.iter().map(|line| curve(line, foot)) }
            if let Some((_, text, (x, y, is_right))) = &chart.level {
                <text x={at(*x)} y={at(*y)} text-anchor={if *is_right { "end" } else { "start" }} class="soft">{ text }</text>
            }
        </svg>
    }
}

fn curve(line: &ChartLine, foot: f64) -> Html {
    html! {
        <g class={classes!("run", line.class.clone())}>
            <path class="line" d={line.path.clone()} />
            if let Some(mark) = line.mark {
                { for line.marks.iter().map(|(x, y)| marker(mark, *x, *y, 4.5)) }
            } else {
                <circle cx={at(line.end.0)} cy={at(line.end.1)} r="3.5" />
            }
            <text x={at(line.end.0 + 10.0)} y={at(line.label_y + foot)}>{ &line.label }</text>
        </g>
    }
}

/// A marker a cell, so that colour never stands alone.
pub fn marker(mark: Mark, x: f64, y: f64, half: f64) -> Html {
    match mark {
        Mark::Square => {
            html! { <rect x={at(x - half)} y={at(y - half)} width={at(2.0 * half)} height={at(2.0 * half)} /> }
        }
        Mark::Triangle => {
            let (up, wide) = (1.3 * half, 1.15 * half);
            html! { <path class="mark" d={format!("M{x:.1} {:.1}l{wide:.1} {:.1}h{:.1}z", y - up, 2.1 * half, -2.0 * wide)} /> }
        }
        Mark::Circle => html! { <circle cx={at(x)} cy={at(y)} r={at(1.1 * half)} /> },
    }
}
