//! The state of a review as a place: from negative to positive across, and up what of it moves most beside that.

use crate::model::names::{Name, ValuePath};
use crate::scene::view::View;

#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
    pub word: String,
    /// Where the word stands, and whether it ends there; nothing where there is no room for it.
    pub label: Option<(f64, f64, bool)>,
    pub is_current: bool,
}

/// Places in a picture of [`WIDTH`] × [`HEIGHT`]; the first point is where nothing has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    pub points: Vec<Point>,
    /// Where the two scores are equal.
    pub middle: f64,
}

pub const WIDTH: f64 = 420.0;
pub const HEIGHT: f64 = 220.0;
const EDGE: f64 = 24.0;

pub fn plane(view: &View) -> Option<Plane> {
    let trace = view.trace;
    let config = &trace.model.config;
    let (units, last) = (config.hidden_size, config.classes);
    if view.read() == 0 || config.encoder.is_some() {
        return None;
    }
    let weight = |class: usize, unit: usize| trace.value(&ValuePath::new(Name::HeadWeight, class, unit)).unwrap_or(0.0);
    let bias = |class: usize| trace.value(&ValuePath::new(Name::HeadBias, class, 0)).unwrap_or(0.0);
    let across: Vec<f64> = (1..=units).map(|unit| weight(last, unit) - weight(1, unit)).collect();
    let size = libm::sqrt(across.iter().map(|w| w * w).sum::<f64>()).max(1e-9);
    let across: Vec<f64> = across.iter().map(|w| w / size).collect();
    let states: Vec<Vec<f64>> = std::iter::once(vec![0.0; units])
        .chain((1..=trace.steps()).map(|t| trace.hidden(t).iter().map(|&h| f64::from(h)).collect()))
        .collect();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // What is left of each state without the way across, and the direction in which that varies most.
    let rest: Vec<Vec<f64>> = (states.iter())
        .map(|state| {
            let along = dot(state, &across);
            state.iter().zip(&across).map(|(h, w)| h - along * w).collect()
        })
        .collect();
    let up = principal(&rest);
    let places: Vec<(f64, f64)> = states.iter().zip(&rest).map(|(h, r)| (dot(h, &across), dot(r, &up))).collect();
    let middle = -(bias(last) - bias(1)) / size;
    // The whole sentence sets the scale, so that nothing moves while it is read.
    let xs: Vec<f64> = places.iter().map(|place| place.0).chain([middle]).collect();
    let ys: Vec<f64> = places.iter().map(|place| place.1).collect();
    let x = |value: f64| scaled(value, &xs, EDGE, WIDTH - EDGE);
    let y = |value: f64| scaled(value, &ys, HEIGHT - EDGE, EDGE);
    let point = |t: usize| Point {
        x: x(places[t].0),
        y: y(places[t].1),
        word: view.word(t).to_string(),
        label: None,
        is_current: t == view.read(),
    };
    let mut points: Vec<Point> = (0..=view.read()).map(point).collect();
    name(&mut points);
    Some(Plane { points, middle: x(middle) })
}

/// Names the points from the last to the first, each where no name stands yet.
fn name(points: &mut [Point]) {
    const LETTER: f64 = 7.5;
    let mut taken: Vec<(f64, f64, f64)> =
        points.iter().map(|point| (point.x - 5.0, point.x + 5.0, point.y + 5.0)).collect();
    for point in points.iter_mut().skip(1).rev() {
        let wide = LETTER * point.word.chars().count() as f64;
        let places = [-6.0, 16.0, -19.0].into_iter().flat_map(|down| [(down, false), (down, true)]);
        for (down, ends) in places {
            let (at, y) = (if ends { point.x - 9.0 } else { point.x + 9.0 }, point.y + down);
            let (left, right) = if ends { (at - wide, at) } else { (at, at + wide) };
            let is_inside = left > 0.0 && right < WIDTH && y > 10.0 && y < HEIGHT - 18.0;
            let is_free = taken.iter().all(|(l, r, foot)| right < *l || left > *r || (y - foot).abs() > 11.0);
            if is_inside && is_free {
                point.label = Some((at, y, ends));
                taken.push((left, right, y));
                break;
            }
        }
    }
}

fn scaled(value: f64, all: &[f64], from: f64, to: f64) -> f64 {
    let (low, high) = all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &v| (low.min(v), high.max(v)));
    let share = if high - low > 1e-9 { (value - low) / (high - low) } else { 0.5 };
    from + share * (to - from)
}

/// The first principal axis of rows, by powers of their products.
fn principal(rows: &[Vec<f64>]) -> Vec<f64> {
    let width = rows.first().map_or(0, Vec::len);
    let mean: Vec<f64> =
        (0..width).map(|j| rows.iter().map(|row| row[j]).sum::<f64>() / rows.len().max(1) as f64).collect();
    let mut axis: Vec<f64> = (0..width).map(|j| 1.0 + 0.1 * j as f64).collect();
    for _ in 0..60 {
        let mut next = vec![0.0; width];
        for row in rows {
            let along: f64 = row.iter().zip(&mean).zip(&axis).map(|((v, m), a)| (v - m) * a).sum();
            next.iter_mut().zip(row).zip(&mean).for_each(|((n, v), m)| *n += along * (v - m));
        }
        let size = libm::sqrt(next.iter().map(|n| n * n).sum::<f64>());
        if size < 1e-12 {
            break;
        }
        axis = next.into_iter().map(|n| n / size).collect();
    }
    axis
}
