//! Why early words stop teaching: how much of the gradient reaches each step, as lines on a logarithmic axis, and what
//! that means in words.

use crate::engine::flow::Itemised;
use crate::engine::trace::LossAt;
use crate::model::anatomy::{Function, Rule, rule};
use crate::model::cell::Cell;
use crate::model::names::Quantity;
use crate::scene::chart::{Axis, Room, path};
use crate::scene::number::{magnitude, power};
use crate::scene::placement::{Area, Inside, Place, best_place, half};
use crate::screens::gradient::lane::Lane;
use crate::screens::gradient::look::{Look, Scale};
use crate::screens::gradient::words::Words;
use crate::words::Lang;

/// Points at which a guess is drawn.
pub const POINTS: usize = 4;

/// The screen as it is drawn.
pub struct GradientView<'a> {
    pub lang: Lang,
    /// The focused one first.
    pub lanes: &'a [Lane],
    pub parts: Option<&'a Itemised>,
    pub singular: Option<&'a [(f64, f64)]>,
    pub look: Look,
    pub scale: Scale,
    /// Limit of the gradient's norm; 0 for none.
    pub clip: f64,
    pub gain: f64,
    pub forget_bias: f64,
    pub loss_at: LossAt,
    /// The step that is read out, from 1.
    pub t: usize,
    /// Decades, from the first step to the last; once it was drawn.
    pub guess: Option<[f64; POINTS]>,
    /// The curves are not shown yet.
    pub is_asking: bool,
    pub room: Room,
}

/// A curve with its markers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    pub class: &'static str,
    pub path: String,
    pub marks: Vec<(f64, f64)>,
    /// Every point that is drawn.
    pub points: Vec<(f64, f64)>,
    /// Where it leaves the axis: x, and whether at the top.
    pub off: Vec<(f64, bool)>,
    pub label: String,
    pub label_at: (f64, f64),
    /// Steps at which there is no number: from, to.
    pub lost: Option<(f64, f64)>,
}

/// What one number of the cell foretells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theory {
    pub path: String,
    pub points: Vec<(f64, f64)>,
    pub label: String,
    pub label_at: (f64, f64),
}

/// A region with what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub class: &'static str,
    pub top: f64,
    pub bottom: f64,
    pub text: &'static str,
    /// The middle of its letters.
    pub label_at: Place,
}

/// The number of the step that is read out: its point, and the tag that it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Readout {
    pub x: f64,
    pub y: f64,
    pub text: String,
    /// Left edge, upper edge and width of the tag.
    pub tag: (f64, f64, f64),
}

/// Coordinates of a picture of `width` × `height`.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// By how much the type is larger than usual.
    pub scale: f64,
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub rules: Vec<(f64, String)>,
    /// x, text, whether it is a word.
    pub ticks: Vec<(f64, String, bool)>,
    pub bands: Vec<Band>,
    pub series: Vec<Series>,
    /// What the theory says, behind the measured.
    pub theory: Option<Theory>,
    pub guess: Vec<(f64, f64)>,
    /// The step that is read out.
    pub here: Option<Readout>,
    /// Beside the steps: all weights together, a mark a cell; and where the clip line stands.
    pub weights: Option<(f64, Vec<(&'static str, f64)>)>,
    pub clip: Option<(f64, String)>,
}

/// Decades of the axis, whatever is on it.
const LOW: f64 = -8.0;
const HIGH: f64 = 4.0;
/// What would not move a weight, and what throws it.
const TOO_SMALL: f64 = 1e-4;
const TOO_LARGE: f64 = 1e2;
const TOP: f64 = 12.0;
/// Markers on a curve, at most.
const MARKS: usize = 24;

impl GradientView<'_> {
    pub fn m(&self) -> &'static Words {
        Words::of(self.lang)
    }
    pub fn steps(&self) -> usize {
        self.lanes.first().map_or(1, |lane| lane.h.len())
    }
    pub fn focus(&self) -> &Lane {
        &self.lanes[0]
    }
    /// Width, left, right and where the column of all weights stands.
    fn frame(&self) -> (f64, f64, f64, f64) {
        let (wide, k) = (self.room.width, self.room.scale());
        let [left, right, beside] = if self.room.is_narrow() { [44.0, 68.0, 26.0] } else { [58.0, 138.0, 60.0] };
        (wide, left * k, wide - right * k, wide - beside * k)
    }
    /// Height of what stands below the axis: words, and which way the error travels.
    pub fn below(&self) -> f64 {
        66.0 * self.room.scale()
    }
    /// The lower end of the axis.
    pub fn bottom(&self) -> f64 {
        let usual = if self.room.is_narrow() { 396.0 } else { 442.0 };
        // Under the title and the looks, above the bar; a frame that is lower than any phone is scrolled anyway.
        let tall = match self.room.height {
            low if low < 300.0 => 330.0,
            height => self.room.tall(usual, 0.58).min(height - 180.0),
        };
        tall - self.below()
    }
    pub fn x(&self, t: usize) -> f64 {
        let (_, left, right, _) = self.frame();
        let inset = 10.0;
        let share = (t - 1) as f64 / (self.steps().max(2) - 1) as f64;
        left + inset + share * (right - left - 2.0 * inset)
    }
    /// The step under a place of the picture.
    pub fn step_at(&self, x: f64) -> usize {
        let (first, last) = (self.x(1), self.x(self.steps().max(2)));
        let share = ((x - first) / (last - first)).clamp(0.0, 1.0);
        1 + (share * (self.steps() - 1) as f64).round() as usize
    }
    /// Steps at which the guess has its points.
    pub fn guess_steps(&self) -> [usize; POINTS] {
        std::array::from_fn(|n| 1 + n * (self.steps() - 1) / (POINTS - 1))
    }
    pub fn axis(&self) -> Axis {
        let (low, high) = match (self.look, self.scale) {
            (Look::Jacobian, _) => (-30.0, 10.0),
            (_, Scale::Linear) => {
                let all = self.lanes.iter().flat_map(|lane| &lane.h).copied().filter(|norm| norm.is_finite());
                (0.0, all.fold(0.0, f64::max).max(1e-30))
            }
            _ => (LOW, HIGH),
        };
        let is_linear = self.scale == Scale::Linear && self.look != Look::Jacobian;
        Axis { low, high, is_log: !is_linear, from: self.bottom(), to: TOP }
    }
    /// Rules across: each of them a hundred times less than the one above, or ten decades where there are many.
    fn rules(&self) -> Vec<(f64, String)> {
        let axis = self.axis();
        if !axis.is_log {
            let text = |value: f64| if value > 0.0 { magnitude(value) } else { "0".into() };
            return (0..=4).map(|n| f64::from(n) / 4.0 * axis.high).map(|v| (axis.place(v), text(v))).collect();
        }
        let every = if axis.high - axis.low > 20.0 { 10.0 } else { 2.0 };
        let decades = (0..40).map(|n| axis.high - f64::from(n) * every).take_while(|&decade| decade >= axis.low);
        decades.map(|decade| (axis.place(libm::pow(10.0, decade)), power(decade))).collect()
    }
    /// A lane's norms as the axis wants them.
    fn values(&self, norms: &[f64]) -> Vec<f64> {
        let last = norms.last().copied().unwrap_or(1.0);
        let of = |&norm: &f64| if self.scale == Scale::Relative { norm / last } else { norm };
        norms.iter().map(of).collect()
    }

    /// The horizontal axis: the first and the last word, and numbers between them; every word where there is room.
    pub fn ticks(&self) -> Vec<(f64, String, bool)> {
        let steps = self.steps();
        let words = &self.focus().trace.sequence.tokens;
        let room = (self.room.width / (70.0 * self.room.scale())).round().clamp(3.0, 12.0) as usize;
        let every = [1, 2, 5, 10, 20, 50].into_iter().find(|every| steps / every <= 2 * room).unwrap_or(100);
        let all = steps <= room;
        (1..=steps)
            .filter_map(|t| {
                let is_word = t == 1 || t == steps || all;
                // A number that would touch a word is left out.
                let gap = (t - 1).min(steps - t);
                let has_room = t % every == 0 && gap * 2 * room > steps * 2;
                let text = if is_word { words[t - 1].clone() } else { t.to_string() };
                (is_word || has_room).then(|| (self.x(t), text, is_word))
            })
            .collect()
    }

    fn series(&self, class: &'static str, label: String, values: &[f64]) -> Series {
        let axis = self.axis();
        let (mut out, mut pen_up) = (Series { class, label, ..Series::default() }, true);
        let every = values.len().div_ceil(MARKS).max(1);
        for (t, &value) in (1..).zip(values) {
            if !value.is_finite() {
                pen_up = true;
                let (x, first) = (self.x(t), out.lost.map_or(self.x(t), |(from, _)| from));
                out.lost = Some((first, x));
                continue;
            }
            let at = (self.x(t), axis.place(value));
            out.path.push_str(&format!("{}{:.1} {:.1}", if pen_up { "M" } else { "L" }, at.0, at.1));
            pen_up = false;
            out.points.push(at);
            if (values.len() - t).is_multiple_of(every) {
                match axis.off(value) {
                    Some(above) => out.off.push((at.0, above)),
                    None => out.marks.push(at),
                }
            }
        }
        out
    }
}

/// Norms by step, cells overlaid.
pub fn plot(view: &GradientView) -> Plot {
    let m = view.m();
    let (axis, (width, left, right, beside)) = (view.axis(), view.frame());
    let (top, bottom) = (axis.to, axis.from);
    let mut plot = Plot {
        width,
        height: bottom + view.below(),
        scale: view.room.scale(),
        left,
        right,
        top,
        bottom,
        rules: view.rules(),
        ticks: view.ticks(),
        bands: Vec::new(),
        series: Vec::new(),
        theory: None,
        guess: view.guess.map_or_else(Vec::new, |guess| {
            let points = view.guess_steps().into_iter().zip(guess);
            points.map(|(t, decade)| (view.x(t), axis.place(libm::pow(10.0, decade)))).collect()
        }),
        here: None,
        weights: None,
        clip: None,
    };
    if axis.is_log && view.look == Look::Steps {
        let large = Band {
            class: "explodes",
            top,
            bottom: axis.place(TOO_LARGE),
            text: m.explodes,
            label_at: Place::default(),
        };
        let small = Band {
            class: "vanishes",
            top: axis.place(TOO_SMALL),
            bottom,
            text: m.too_small,
            label_at: Place::default(),
        };
        plot.bands = vec![large, small];
    }
    if view.is_asking {
        label(&mut plot);
        return plot;
    }
    for lane in view.lanes.iter().rev() {
        // What the forget gates alone leave, beside what really arrives: the gates and W bring some back as well.
        if let Some(rail) = lane.rail.as_ref().filter(|_| view.loss_at == LossAt::Last && lane.burst().is_none()) {
            plot.series.push(view.series("lstm alone", m.rail_alone.to_string(), &view.values(rail)));
        }
        if let Some(c) = &lane.c {
            plot.series.push(view.series("lstm rail", format!("{} c", lane.label()), &view.values(c)));
        }
        plot.series.push(view.series(lane.cell().id(), lane.label().to_string(), &view.values(&lane.h)));
    }
    plot.theory = theory(view, &axis);
    let focus = view.focus();
    let norm = view.values(&focus.h).get(view.t.max(1) - 1).copied().unwrap_or(f64::NAN);
    let (x, y) = (view.x(view.t.max(1)), axis.place(if norm.is_finite() { norm } else { libm::pow(10.0, axis.high) }));
    plot.here = Some(plot.readout(x, y, magnitude(norm)));
    if view.scale == Scale::Log {
        let marks = view.lanes.iter().filter(|lane| lane.weights.is_finite());
        plot.weights = Some((beside, marks.map(|lane| (lane.cell().id(), axis.place(lane.weights))).collect()));
        plot.clip = (view.clip > 0.0).then(|| (axis.place(view.clip), m.clip_at(&magnitude(view.clip))));
    }
    label(&mut plot);
    plot
}

impl Plot {
    /// The tag of a number stands above its point, or below it under the upper edge, and never on the numbers of the axis.
    fn readout(&self, x: f64, y: f64, text: String) -> Readout {
        let k = self.scale;
        let wide = k * (24.0 + 8.6 * text.chars().count() as f64);
        let left = (x - wide / 2.0).clamp(self.left + 3.0, (self.right - wide + 30.0 * k).max(self.left + 3.0));
        let top = if y < self.top + 46.0 * k { y + 14.0 * k } else { y - 42.0 * k };
        Readout { x, y, text, tag: (left, top, wide) }
    }

    /// Height of the tag.
    pub fn tag(&self) -> f64 {
        28.0 * self.scale
    }

    /// Every text in the picture with its name, for whoever wants to know whether two lie on one another.
    pub fn texts(&self) -> Vec<(String, Area)> {
        let (k, tag) = (self.scale, self.tag());
        let letters = |text: &str, x: f64, y: f64| (text.to_string(), (x, y, half(text, k), 8.0 * k));
        let mut out: Vec<(String, Area)> = Vec::new();
        let named = self.series.iter().filter(|series| !series.path.is_empty() && series.label_at.0 > 0.0);
        out.extend(named.map(|series| letters(&series.label, series.label_at.0, series.label_at.1 - 6.0 * k)));
        let theory = self.theory.iter().filter(|theory| theory.label_at.0 > 0.0);
        out.extend(theory.map(|theory| letters(&theory.label, theory.label_at.0, theory.label_at.1 - 5.0 * k)));
        if let Some(Readout { text, tag: (left, top, wide), .. }) = &self.here {
            out.push((text.clone(), (left + wide / 2.0, top + tag / 2.0, wide / 2.0, tag / 2.0)));
        }
        out.extend(self.rules.iter().map(|(y, text)| letters(text, self.left - 8.0 - half(text, k), *y)));
        out.extend(self.bands.iter().map(|band| letters(band.text, band.label_at.0, band.label_at.1)));
        out
    }
}

impl Band {
    /// The first place that is free: its ends at the edge of the picture, then its ends at the other edge.
    fn named(&self, plot: &Plot, is_free: impl Fn(&Place) -> bool) -> Place {
        let (wide, down) = (half(self.text, plot.scale), 14.0 * plot.scale);
        let edges = [self.top + down, self.bottom - down];
        let [outer, inner] = if self.top > plot.top { [edges[1], edges[0]] } else { edges };
        let [left, right] = [plot.left + wide, plot.right - wide];
        let places = [(right, outer, wide), (left, outer, wide), (right, inner, wide), (left, inner, wide)];
        places.into_iter().find(is_free).unwrap_or(places[0])
    }
}

/// Puts each label above or below its own curve, where it is farthest from everything else: curves, other labels, the number
/// that is read out, the names of the bands.
fn label(plot: &mut Plot) {
    let mut taken: Vec<Place> = Vec::new();
    if let Some(Readout { tag: (left, top, wide), .. }) = &plot.here {
        // It is higher than letters are: as high as two rows that lie half on one another.
        let rows = [-7.0, 7.0].map(|by| top + plot.tag() / 2.0 + by * plot.scale);
        taken.extend(rows.map(|y| (left + wide / 2.0, y, *wide / 2.0)));
    }
    let reach = 16.0 * plot.scale;
    let line = plot.here.as_ref().map(|here| here.x);
    let is_free = |place: &Place| {
        let is_off = |tag: &Place| (place.0 - tag.0).abs() >= place.2 + tag.2 || (place.1 - tag.1).abs() >= reach;
        taken.iter().all(is_off) && line.is_none_or(|x| (place.0 - x).abs() >= place.2)
    };
    let names: Vec<Place> = plot.bands.iter().map(|band| band.named(plot, is_free)).collect();
    for (band, name) in plot.bands.iter_mut().zip(&names) {
        band.label_at = *name;
    }
    taken.extend(names);
    let inside = Inside { left: plot.left, right: plot.right, top: plot.top, bottom: plot.bottom, scale: plot.scale };
    let curves: Vec<Vec<(f64, f64)>> = plot.series.iter().map(|series| series.points.clone()).collect();
    for n in 0..plot.series.len() {
        let (x, y) = best_place(&inside, &curves, &curves[n], &plot.series[n].label, true, &mut taken);
        // From the middle of the letters to their foot.
        plot.series[n].label_at = (x, y + 6.0 * plot.scale);
    }
    if let Some(theory) = &plot.theory {
        let (x, y) = best_place(&inside, &curves, &theory.points, &theory.label, false, &mut taken);
        if let Some(theory) = &mut plot.theory {
            theory.label_at = (x, y + 5.0 * inside.scale);
        }
    }
}

/// What one number of the cell foretells: the spectral radius for the RNN, as long as h stays near 0; the forget gate's bias for
/// the LSTM's rail alone, as long as the gate stays there.
fn theory(view: &GradientView, axis: &Axis) -> Option<Theory> {
    let lane = view.focus();
    let power = |factor: f64| format!("{}ⁿ", magnitude(factor));
    let (factor, name) = match lane.cell() {
        Cell::Rnn => {
            let is_relu = rule(Cell::Rnn, lane.trace.model.config.nonlinearity, Quantity::H)
                .is_some_and(|rule| matches!(rule, Rule::Apply(Function::Relu, _)));
            let name = if is_relu { Words::theory_relu } else { Words::theory };
            (view.gain, name(view.m(), &power(view.gain)))
        }
        Cell::Lstm => {
            let open = 1.0 / (1.0 + libm::exp(-view.forget_bias));
            (open, view.m().theory_rail(&power(open)))
        }
        _ => return None,
    };
    let last = match view.look {
        Look::Jacobian => 1.0,
        _ => view.values(&lane.h).last().copied().filter(|last| last.is_finite())?,
    };
    if !axis.is_log || view.loss_at == LossAt::All && view.look == Look::Steps {
        return None;
    }
    let steps = view.steps();
    let y = |t: usize| axis.place(last * libm::pow(factor, (steps - t) as f64));
    let points: Vec<(f64, f64)> = (1..=steps).map(|t| (view.x(t), y(t))).collect();
    let path = path(&points);
    // Where the line lies inside the picture.
    let points = points.into_iter().filter(|(_, y)| *y > axis.to + 8.0 && *y < axis.from - 8.0).collect();
    Some(Theory { path, points, label: name, label_at: (0.0, 0.0) })
}

/// The largest and the smallest singular value of the way to the last step.
pub fn singular_plot(view: &GradientView) -> Plot {
    let mut plot = plot(&GradientView { is_asking: true, guess: None, ..view_of(view) });
    let values = view.singular.unwrap_or_default();
    let pick = |of: fn(&(f64, f64)) -> f64| values.iter().map(of).collect::<Vec<f64>>();
    let m = view.m();
    plot.series = vec![
        view.series("rnn", m.largest.to_string(), &pick(|pair| pair.0)),
        view.series("gru", m.smallest.to_string(), &pick(|pair| pair.1)),
    ];
    let axis = view.axis();
    plot.theory = theory(view, &axis);
    let largest = values.get(view.t.max(1) - 1).map_or(f64::NAN, |pair| pair.0);
    plot.here = Some(plot.readout(view.x(view.t.max(1)), axis.place(largest), magnitude(largest)));
    label(&mut plot);
    plot
}

fn view_of<'a>(view: &GradientView<'a>) -> GradientView<'a> {
    GradientView { ..*view }
}
