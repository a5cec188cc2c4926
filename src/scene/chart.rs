//! Charts: axes, rules, curves with their names, a level across. Everything is a coordinate of a picture as wide as what holds
//! it, so that its type has the size it says.

use crate::model::anatomy::Mark;
use crate::scene::number::{decimals, power, short};
use crate::scene::placement::{Area, are_apart, half};

/// The room that a picture has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Width of what holds it, and height of the window, in CSS pixels.
    pub width: f64,
    pub height: f64,
    /// Size of its type, in CSS pixels.
    pub type_size: f64,
}

impl Default for Room {
    fn default() -> Self {
        Room { width: 840.0, height: 800.0, type_size: Room::TYPE }
    }
}

impl Room {
    /// What distances are thought of in.
    pub const TYPE: f64 = 14.0;

    /// By how much the type is larger than usual.
    pub fn scale(self) -> f64 {
        self.type_size / Self::TYPE
    }
    /// Whether names have no room beside a picture as wide as on a desktop.
    pub fn is_narrow(self) -> bool {
        self.width < 560.0
    }
    /// So tall as usual, larger where the type is; at most that share of the window.
    pub fn tall(self, usual: f64, share: f64) -> f64 {
        (usual * self.scale()).min(share * self.height).max(110.0)
    }
}

/// An axis: numbers to places of the picture and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The numbers at its ends; decades where it is logarithmic.
    pub low: f64,
    pub high: f64,
    pub is_log: bool,
    /// Where they stand.
    pub from: f64,
    pub to: f64,
}

impl Axis {
    fn at(&self, value: f64) -> f64 {
        if self.is_log { libm::log10(value.max(1e-300)) } else { value }
    }
    /// Where a number stands; beyond the axis, at its end.
    pub fn place(&self, value: f64) -> f64 {
        let share = (self.at(value).clamp(self.low, self.high) - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }
    /// What stands at a place, in the units of `low` and `high`.
    pub fn value(&self, place: f64) -> f64 {
        let share = ((place - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.low + share * (self.high - self.low)
    }
    /// Whether a number lies beyond the high end (`true`) or the low one.
    pub fn off(&self, value: f64) -> Option<bool> {
        let at = self.at(value);
        if at > self.high + 1e-9 { Some(true) } else { (at < self.low - 1e-9).then_some(false) }
    }
    /// Round numbers on it, so many at most: 1, 2, 5 and their tens; whole decades where it is logarithmic.
    pub fn rules(&self, most: usize) -> Vec<f64> {
        let span = self.high - self.low;
        let least = span / most.max(1) as f64;
        let ten = libm::pow(10.0, libm::floor(libm::log10(least)));
        let step = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * ten).into_iter().find(|&step| step >= least * 0.999);
        let step = step.unwrap_or(10.0 * ten);
        let step = if self.is_log { step.max(1.0) } else { step };
        let first = libm::ceil(self.low / step - 1e-9);
        let at = (0..=most).map(|n| (first + n as f64) * step).take_while(|&at| at <= self.high + 1e-9 * span);
        at.map(|at| if self.is_log { libm::pow(10.0, at) } else { at }).collect()
    }
}

/// A curve, named at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    pub class: String,
    pub path: String,
    /// A marker on each of these.
    pub marks: Vec<(f64, f64)>,
    pub mark: Option<Mark>,
    pub label: String,
    pub end: (f64, f64),
    pub label_y: f64,
}

/// A chart as coordinates of a picture of `room.width` × `height`.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub room: Room,
    pub height: f64,
    pub x: Axis,
    pub y: Axis,
    pub rules: Vec<(f64, String)>,
    pub ticks: Vec<(f64, String)>,
    pub lines: Vec<ChartLine>,
    /// A level across, what it is, and where that is written: x, y, whether x is its right end.
    pub level: Option<(f64, String, (f64, f64, bool))>,
    /// A place that is pointed at.
    pub here: Option<f64>,
}

impl Chart {
    /// Axes alone. `x` and `y`: the numbers at their ends, and whether they are decades. Under the picture there is room for
    /// numbers and a name where `has_ticks`.
    pub fn new(room: Room, height: f64, has_ticks: bool, x: (f64, f64, bool), y: (f64, f64, bool)) -> Chart {
        let k = room.scale();
        let (left, beside) = if room.is_narrow() { (44.0 * k, 114.0 * k) } else { (46.0 * k, 150.0 * k) };
        let axis = |(low, high, is_log): (f64, f64, bool), from: f64, to: f64| Axis { low, high, is_log, from, to };
        Chart {
            room,
            height,
            x: axis(x, left, (room.width - beside).max(left + 60.0)),
            y: axis(y, height - if has_ticks { 46.0 * k } else { 14.0 }, 14.0),
            rules: Vec::new(),
            ticks: Vec::new(),
            lines: Vec::new(),
            level: None,
            here: None,
        }
    }

    /// Updates along the x axis, from none to all.
    pub fn over_updates(room: Room, height: f64, has_ticks: bool, total: u32, y: (f64, f64, bool)) -> Chart {
        let mut chart = Chart::new(room, height, has_ticks, (0.0, f64::from(total.max(1)), false), y);
        if has_ticks {
            // The end is a number of its own, and none stands near it.
            let wide = |at: f64| half(&decimals(at, 0), room.scale());
            let end = f64::from(total.max(1));
            let gap = |at: f64| chart.x.place(end) - chart.x.place(at) - wide(end) - wide(at);
            let whole = chart.x.rules(4).into_iter().filter(|at| at.fract() == 0.0);
            let round = whole.filter(|&at| gap(at) > 4.0).chain((total > 0).then_some(end));
            chart.ticks = round.map(|at| (chart.x.place(at), decimals(at, 0))).collect();
        }
        chart
    }

    /// Rules across, with their text: every one of them, or every second, third, … where the type has no room.
    pub fn ruled(mut self, values: impl IntoIterator<Item = f64>, text: impl Fn(f64) -> String) -> Chart {
        let rules: Vec<(f64, String)> = values.into_iter().map(|value| (self.y.place(value), text(value))).collect();
        let gaps = rules.windows(2).map(|pair| (pair[0].0 - pair[1].0).abs());
        let every = (1.15 * self.room.type_size / gaps.fold(f64::INFINITY, f64::min).max(0.1)).ceil().max(1.0);
        self.rules = rules.into_iter().step_by(every as usize).collect();
        self
    }

    /// Marks under the picture, by where they stand in the data: the last of them, and every other that has room.
    pub fn ticked(mut self, marks: impl DoubleEndedIterator<Item = (f64, String)>) -> Chart {
        let mut free = f64::INFINITY;
        for (value, text) in marks.rev() {
            let (x, wide) = (self.x.place(value), half(&text, self.room.scale()));
            if x + wide <= free {
                free = x - wide;
                self.ticks.push((x, text));
            }
        }
        self.ticks.reverse();
        self
    }

    /// Adds a curve through points of the data, in front of those that there are.
    pub fn line(&mut self, class: impl Into<String>, label: impl Into<String>, points: &[(f64, f64)]) {
        let places: Vec<(f64, f64)> = points.iter().map(|&(x, y)| (self.x.place(x), self.y.place(y))).collect();
        let Some(&end) = places.last() else { return };
        self.lines.push(ChartLine {
            class: class.into(),
            path: path(&places),
            marks: Vec::new(),
            mark: None,
            label: label.into(),
            end,
            label_y: end.1,
        });
    }

    /// The same with a marker on each point.
    pub fn marked(&mut self, class: &str, mark: Mark, label: &str, points: &[(f64, f64)]) {
        let places = points.iter().map(|&(x, y)| (self.x.place(x), self.y.place(y))).collect();
        self.line(class, label, points);
        if let Some(line) = self.lines.last_mut().filter(|_| !points.is_empty()) {
            (line.mark, line.marks) = (Some(mark), places);
        }
    }

    /// Puts every name where it lies on no other; `level` is a line across, with what it is.
    pub fn named(mut self, level: Option<(f64, String)>) -> Chart {
        spread(&mut self.lines, 1.5 * self.room.type_size, self.y.from);
        let Some((value, text)) = level else { return self };
        let (y, size) = (self.y.place(value), self.room.type_size);
        let taken: Vec<Area> = self.texts().into_iter().map(|(_, area)| area).collect();
        let wide = half(&text, self.room.scale());
        // Above its line or below, at the right end or at the left, wherever no other text stands.
        let lines = [-0.45, 1.15, -1.75, 2.45, -3.05, 3.75];
        let places = lines.into_iter().flat_map(|down| [(true, down), (false, down)]).map(|(is_right, down)| {
            let x = if is_right { self.x.to } else { self.x.from + 4.0 };
            (x, y + down * size, is_right)
        });
        let places: Vec<(f64, f64, bool)> = places.collect();
        let is_free = |&(x, y, is_right): &(f64, f64, bool)| {
            let middle = if is_right { x - wide } else { x + wide };
            let area = (middle, y - 0.35 * size, wide, 0.6 * size);
            y < self.y.from + 2.0 * size && y > self.y.to && taken.iter().all(|other| are_apart(area, *other, 0.0))
        };
        let place = places.iter().copied().find(is_free).unwrap_or(places[0]);
        self.level = Some((y, text, place));
        self
    }

    /// Every text in the picture with where it stands, for whoever wants to know whether two lie on one another.
    pub fn texts(&self) -> Vec<(String, Area)> {
        let (k, size) = (self.room.scale(), self.room.type_size);
        let area = |text: &str, middle: f64, foot: f64| (middle, foot - 0.35 * size, half(text, k), 0.5 * size);
        let named = self.lines.iter().filter(|line| !line.label.is_empty());
        let mut out: Vec<(String, Area)> = named
            .map(|line| {
                let text = &line.label;
                (text.clone(), area(text, line.end.0 + 10.0 + half(text, k), line.label_y + 0.35 * size))
            })
            .collect();
        out.extend(
            self.rules
                .iter()
                .map(|(y, text)| (text.clone(), area(text, self.x.from - 8.0 - half(text, k), y + 0.35 * size))),
        );
        out.extend(self.ticks.iter().map(|(x, text)| (text.clone(), area(text, *x, self.height - 1.9 * size))));
        out.extend(self.level.iter().map(|(_, text, (x, y, is_right))| {
            let wide = half(text, k);
            (text.clone(), area(text, if *is_right { x - wide } else { x + wide }, *y))
        }));
        out
    }
}

pub fn path(points: &[(f64, f64)]) -> String {
    let step = |(n, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
    points.iter().enumerate().map(step).collect()
}

/// Names that would touch move apart, in the order in which they stand, by `least`.
fn spread(lines: &mut [ChartLine], least: f64, floor: f64) {
    let mut order: Vec<usize> = Vec::new();
    for n in (0..lines.len()).filter(|&n| !lines[n].label.is_empty()) {
        let at = order.iter().position(|&other| lines[other].label_y > lines[n].label_y).unwrap_or(order.len());
        order.insert(at, n);
    }
    for pair in 1..order.len() {
        let above = lines[order[pair - 1]].label_y;
        let line = &mut lines[order[pair]];
        line.label_y = line.label_y.max(above + least);
    }
    for pair in (0..order.len()).rev() {
        let limit = if pair + 1 < order.len() { lines[order[pair + 1]].label_y - least } else { floor };
        let line = &mut lines[order[pair]];
        line.label_y = line.label_y.min(limit);
    }
}

/// A power of ten, by its value.
pub fn decade(value: f64) -> String {
    power(libm::round(libm::log10(value)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_are_counted_in_whole_numbers() {
        let ticks = |total| Chart::over_updates(Room::default(), 200.0, true, total, (0.0, 1.0, false)).ticks;
        let texts = |total| ticks(total).into_iter().map(|(_, text)| text).collect::<Vec<String>>();
        assert_eq!((texts(0), texts(1)), (vec!["0".to_string()], vec!["0".to_string(), "1".into()]));
        assert_eq!(texts(2), ["0", "1", "2"]);
        assert_eq!(texts(3150).last().map(String::as_str), Some("3150"));
    }

    #[test]
    fn rules_are_round_and_inside() {
        let axis = |low, high, is_log| Axis { low, high, is_log, from: 100.0, to: 0.0 };
        assert_eq!(axis(0.0, 3150.0, false).rules(4), [0.0, 1000.0, 2000.0, 3000.0]);
        assert_eq!(axis(0.0, 1.0, false).rules(4).len(), 3);
        assert_eq!(axis(-8.0, 4.0, true).rules(6).len(), 7);
        assert_eq!(axis(-2.0, 1.0, true).rules(10), [0.01, 0.1, 1.0, 10.0]);
        assert_eq!(axis(0.0, 1.0, false).off(2.0), Some(true));
        assert_eq!(axis(-8.0, 4.0, true).off(1e-9), Some(false));
        let log = axis(-8.0, 4.0, true);
        assert!((log.value(log.place(1e-3)) + 3.0).abs() < 1e-9);
    }

    #[test]
    fn numbers_of_any_size_stay_short() {
        assert_eq!(
            [0.0, 0.00123, 0.5, 12.34, 1234.5, 4.56e7, 1e-9].map(significant),
            ["0.00", "0.00123", "0.500", "12.3", "1234", "4.6·10⁷", "1.0·10⁻⁹"]
        );
    }
}
