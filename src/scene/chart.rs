//! Curves as coordinates of a picture.

use crate::scene::number::{decimals, power, short};

/// The least room between two labels.
const LABEL: f64 = 21.0;

/// A curve, labelled at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    pub class: String,
    pub path: String,
    pub label: String,
    pub end: (f64, f64),
    pub label_y: f64,
}

/// Curves as coordinates of a picture of `width` × `height`; one unit is a CSS pixel where there is room.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub frame: ChartFrame,
    pub height: f64,
    pub rules: Vec<(f64, String)>,
    pub ticks: Vec<(f64, String)>,
    pub lines: Vec<ChartLine>,
    /// A level across, with what it is.
    pub level: Option<(f64, String)>,
}

/// Where curves stand between the numbers of the axis and their own labels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartFrame {
    pub width: f64,
    pub left: f64,
    pub right: f64,
}

impl ChartFrame {
    /// For a desktop, or for a phone.
    pub fn new(is_narrow: bool) -> ChartFrame {
        if is_narrow {
            ChartFrame { width: 360.0, left: 38.0, right: 246.0 }
        } else {
            ChartFrame { width: 840.0, left: 46.0, right: 690.0 }
        }
    }
    pub fn x(&self, update: f64, total: u32) -> f64 {
        self.left + update / f64::from(total.max(1)) * (self.right - self.left)
    }
    pub fn ticks(&self, total: u32) -> Vec<(f64, String)> {
        [0, total / 2, total].iter().map(|&at| (self.x(f64::from(at), total), at.to_string())).collect()
    }
}

pub fn path(points: &[(f64, f64)]) -> String {
    let step = |(n, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
    points.iter().enumerate().map(step).collect()
}

/// Labels that would touch move apart, in the order in which they stand.
pub fn spread(lines: &mut [ChartLine], floor: f64) {
    let mut order: Vec<usize> = Vec::new();
    for n in (0..lines.len()).filter(|&n| !lines[n].label.is_empty()) {
        let at = order.iter().position(|&other| lines[other].label_y > lines[n].label_y).unwrap_or(order.len());
        order.insert(at, n);
    }
    for pair in 1..order.len() {
        let above = lines[order[pair - 1]].label_y;
        let line = &mut lines[order[pair]];
        line.label_y = line.label_y.max(above + LABEL);
    }
    for pair in (0..order.len()).rev() {
        let limit = if pair + 1 < order.len() { lines[order[pair + 1]].label_y - LABEL } else { floor };
        let line = &mut lines[order[pair]];
        line.label_y = line.label_y.min(limit);
    }
}

/// Rules at powers of ten.
pub fn power_rules(decades: &[f64], y: impl Fn(f64) -> f64) -> Vec<(f64, String)> {
    decades.iter().map(|&decade| (y(libm::pow(10.0, decade)), power(decade))).collect()
}

/// Three digits that count, or a power of ten.
pub fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return short(value);
    }
    let exponent = libm::floor(libm::log10(value.abs()));
    match exponent as i32 {
        -3..=-1 => decimals(value, (2.0 - exponent) as usize),
        0 => decimals(value, 2),
        1 => decimals(value, 1),
        2..=4 => decimals(value, 0),
        _ => format!("{}·{}", decimals(value / libm::pow(10.0, exponent), 1), power(exponent)),
    }
}
