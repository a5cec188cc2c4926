//! The curve of right answers against distance as coordinates of a 640 × 268 picture, labelled on the curves.

use crate::model::cell::Cell;
use crate::scene::number::{full, percent};
use crate::scene::view::View;

/// A cell's share of right answers by distance.
#[derive(Clone, Debug, PartialEq)]
pub struct DistanceCurve {
    pub cell: Cell,
    /// (words from the noun to the answer, share of held-out sentences answered right).
    pub points: Vec<(usize, f64)>,
    /// Sentences a point.
    pub sentences: usize,
    /// Of them different ones, at the distance where they are fewest: near by there are not many.
    pub different: usize,
    /// What it says of the short sentence, with nothing in between: the probability of the true answer, and whether that is
    /// its first choice.
    pub short: (f64, bool),
}

#[derive(Clone, Debug, PartialEq)]
pub struct DistanceLine {
    pub cell: Cell,
    pub path: String,
    pub points: Vec<(f64, f64)>,
    pub label_y: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DistancePlot {
    pub text: String,
    pub spoken: String,
    /// Horizontal rules with their text, vertical ticks with theirs.
    pub rules: Vec<(f64, String)>,
    pub ticks: Vec<(f64, String)>,
    /// Where the sentence on the screen stands.
    pub here: Option<f64>,
    pub lines: Vec<DistanceLine>,
    /// A row a distance: each cell's share, shown and full.
    pub rows: Vec<(String, Vec<(String, String)>)>,
    pub short: String,
}

/// The least room between the labels of two curves, in the picture's units: a line of text on a phone.
const LABEL: f64 = 24.0;

pub fn plot(view: &View, curves: &[DistanceCurve]) -> Option<DistancePlot> {
    let m = view.messages();
    let first = curves.first()?;
    let (near, far) = (first.points.first()?.0 as f64, first.points.last()?.0 as f64);
    let x = |distance: f64| 70.0 + (distance - near) / (far - near) * 480.0;
    let y = |share: f64| 210.0 - share * 190.0;
    let mut lines: Vec<DistanceLine> = curves
        .iter()
        .map(|curve| {
            let points: Vec<(f64, f64)> = curve.points.iter().map(|&(d, share)| (x(d as f64), y(share))).collect();
            let step = |(n, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
            DistanceLine {
                cell: curve.cell,
                path: points.iter().enumerate().map(step).collect(),
                label_y: points.last().map_or(0.0, |point| point.1),
                points,
            }
        })
        .collect();
    // Labels that would touch move apart, each to its own side.
    for n in 1..lines.len() {
        for other in 0..n {
            let gap = lines[n].label_y - lines[other].label_y;
            if gap.abs() < LABEL {
                lines[n].label_y = lines[other].label_y + if gap > 0.0 { LABEL } else { -LABEL };
            }
        }
    }
    let distance = view.noun_step().map(|noun| view.trace.steps() + 1 - noun);
    let row = |(n, &(distance, _)): (usize, &(usize, f64))| {
        let shares = curves.iter().filter_map(|curve| curve.points.get(n));
        (distance.to_string(), shares.map(|&(_, share)| (percent(share), full(share))).collect())
    };
    let right: Vec<String> =
        curves.iter().filter(|curve| curve.short.1).map(|curve| curve.cell.label().to_string()).collect();
    let said = |curve: &DistanceCurve| {
        let (first, last) = (curve.points[0], curve.points[curve.points.len() - 1]);
        format!("{}: {} → {}.", curve.cell.label(), percent(first.1), percent(last.1))
    };
    let of = [first.sentences, first.different].map(|count| count.to_string());
    Some(DistancePlot {
        text: match distance {
            Some(distance) => m.curves_text(&distance.to_string(), &of[0], &of[1]),
            None => m.curves_text_plain(&of[0], &of[1]),
        },
        spoken: format!("{}. {}", m.curves_title, curves.iter().map(said).collect::<Vec<String>>().join(" ")),
        rules: [0.0, 0.5, 1.0].map(|share| (y(share), format!("{:.0}%", share * 100.0))).to_vec(),
        ticks: first.points.iter().map(|&(d, _)| (x(d as f64), d.to_string())).collect(),
        here: distance.map(|d| d as f64).filter(|d| (near..=far).contains(d)).map(x),
        lines,
        rows: first.points.iter().enumerate().map(row).collect(),
        short: {
            let said = |curve: &DistanceCurve| format!("{} {}", curve.cell.label(), percent(curve.short.0));
            let said = curves.iter().map(said).collect::<Vec<String>>().join(", ");
            match right.len() {
                all if all == curves.len() => m.short_all(&said),
                0 => m.short_none(&said),
                _ => m.short_some(&right.join(", "), &said),
            }
        },
    })
}
