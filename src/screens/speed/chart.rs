//! What was measured as curves over the length, both axes logarithmic.

use crate::model::cell::Cell;
use crate::scene::chart::{Chart, Room};
use crate::scene::number::full;
use crate::screens::speed::kinds::{Look, Place};
use crate::screens::speed::scaling::{CELLS, LAST, LENGTHS, Measured, Reading};
use crate::screens::speed::words::Words;
use crate::words::Lang;

/// A curve: its class, its name, and a number a length.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pub class: String,
    pub name: String,
    pub points: Vec<(usize, f64)>,
}

/// What of the measurement is seen.
pub fn curves(measured: &Measured, lang: Lang, look: Look) -> Vec<Curve> {
    let m = Words::of(lang);
    let of = |place: Place, cell: Cell, class: String, name: String| {
        let number = |reading: &Reading| match look {
            Look::Memory => reading.bytes / 1024.0,
            _ => reading.millis,
        };
        let points = measured
            .line(place, cell, look != Look::Forward)
            .iter()
            .map(|(len, found)| (*len, number(found)))
            .collect();
        Curve { class, name, points }
    };
    let plain = |place: Place, cells: &[Cell]| -> Vec<Curve> {
        cells.iter().map(|&cell| of(place, cell, cell.id().to_string(), m.net_word(cell))).collect()
    };
    let all = match look {
        Look::One | Look::Forward | Look::Memory => plain(Place::One, &CELLS),
        Look::Gpu => plain(Place::Gpu, &CELLS),
        Look::Cores => {
            let both = |cell: Cell| {
                let once = format!("{} {}", m.net_word(cell), m.at_once);
                [
                    of(Place::One, cell, cell.id().to_string(), m.net_word(cell)),
                    of(Place::Cores, cell, format!("{} once", cell.id()), once),
                ]
            };
            Cell::RECURRENT.into_iter().flat_map(both).collect()
        }
    };
    all.into_iter().filter(|curve| !curve.points.is_empty()).collect()
}

pub fn chart(curves: &[Curve], room: Room) -> Option<Chart> {
    let all = || curves.iter().flat_map(|curve| curve.points.iter().map(|(_, value)| *value));
    let (low, high) = all().fold((f64::INFINITY, 0.0f64), |(low, high), ms| (low.min(ms), high.max(ms)));
    if curves.is_empty() {
        return None;
    }
    // From a power of two to one.
    let two = |ms: f64, to: fn(f64) -> f64| libm::exp2(to(libm::log2(ms.max(1e-6))));
    let (low, high) = (two(low, libm::floor), two(high, libm::ceil).max(2.0 * two(low, libm::floor)));
    let ends = |low: f64, high: f64| (libm::log10(low), libm::log10(high), true);
    let (short, long) = (LENGTHS[0] as f64, LAST as f64);
    let x = ends(0.9 * short, 1.1 * long);
    let chart = Chart::new(room, room.tall(380.0, 0.56), true, x, ends(low, high));
    // 1, 2, 5 and their tens, as many as have room.
    let round = (-5..8).flat_map(|tens| [1.0, 2.0, 5.0].map(|digit| digit * libm::pow(10.0, f64::from(tens))));
    let inside: Vec<f64> = round.filter(|ms| (low..=high).contains(ms)).collect();
    let every = inside.len().div_ceil(7).max(1);
    let plain = |ms: f64| full(libm::round(ms * 1e5) / 1e5);
    let mut chart = chart.ruled(inside.into_iter().step_by(every), plain);
    chart.ticks = LENGTHS.map(|len| (chart.x.place(len as f64), len.to_string())).to_vec();
    for curve in curves {
        let points: Vec<(f64, f64)> = curve.points.iter().map(|&(len, value)| (len as f64, value)).collect();
        chart.line(curve.class.clone(), curve.name.clone(), &points);
    }
    Some(chart.named(None))
}
