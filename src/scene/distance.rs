//! The curve of right answers against distance, named on the curves.

use crate::model::cell::Cell;
use crate::scene::chart::{Chart, Room};
use crate::scene::number::{decimals, full, percent};
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
pub struct DistancePlot {
    pub text: String,
    pub spoken: String,
    pub chart: Chart,
    /// A row a distance: each cell's share, shown and full.
    pub rows: Vec<(String, Vec<(String, String)>)>,
    pub short: String,
}

pub fn plot(view: &View, curves: &[DistanceCurve], room: Room) -> Option<DistancePlot> {
    let m = view.messages();
    let first = curves.first()?;
    let (near, far) = (first.points.first()?.0 as f64, first.points.last()?.0 as f64);
    let chart = Chart::new(room, room.tall(268.0, 0.5), true, (near - 0.3, far + 0.3, false), (0.0, 1.0, false));
    let mut chart = chart.ruled([0.0, 0.5, 1.0], |share| format!("{}%", decimals(100.0 * share, 0)));
    chart.ticks = first.points.iter().map(|&(d, _)| (chart.x.place(d as f64), d.to_string())).collect();
    for curve in curves {
        let points: Vec<(f64, f64)> = curve.points.iter().map(|&(d, share)| (d as f64, share)).collect();
        chart.marked(curve.cell.id(), curve.cell.spec().mark, curve.cell.label(), &points);
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
        chart: Chart {
            here: distance.map(|d| d as f64).filter(|d| (near..=far).contains(d)).map(|d| chart.x.place(d)),
            ..chart.named(None)
        },
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
