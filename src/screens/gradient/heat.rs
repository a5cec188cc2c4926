//! Magnitudes as a grid on a fixed logarithmic scale: units by steps, or losses by steps. One path a level, so that
//! twenty thousand cells are ten elements.

use crate::engine::flow::gradient;
use crate::model::names::Quantity;
use crate::scene::number::{magnitude, power};
use crate::scene::placement::{Area, half};
use crate::screens::gradient::look::Look;
use crate::screens::gradient::plot::GradientView;

/// Levels of the scale: a decade each, from below 10⁻⁸.
pub const LEVELS: usize = 10;
const LOWEST: f64 = -8.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    pub width: f64,
    pub height: f64,
    pub top: f64,
    pub bottom: f64,
    /// A path a level, from the faintest.
    pub levels: [String; LEVELS],
    /// Steps where there is no number.
    pub lost: String,
    /// x, text, whether it is a word.
    pub ticks: Vec<(f64, String, bool)>,
    /// Right end of what the rows are called; y, text.
    pub rows_end: f64,
    pub rows: Vec<(f64, String)>,
    /// The column that is read out: from, to.
    pub here: (f64, f64),
    /// Upper edge of each level in the legend, from the faintest, and where it begins; nothing where type has no room.
    pub legend: Vec<(f64, String)>,
    pub scale: f64,
    /// The largest of the column that is read out, in words.
    pub spoken: String,
}

/// The level of a magnitude; `None` where it is no number.
pub fn level(value: f64) -> Option<usize> {
    let decade = libm::floor(libm::log10(value.abs().max(1e-300)));
    value.is_finite().then(|| (decade - LOWEST + 1.0).clamp(0.0, LEVELS as f64 - 1.0) as usize)
}

pub fn heat(view: &GradientView) -> Heat {
    let steps = view.steps();
    let trace = &view.focus().trace;
    let is_by_loss = view.look == Look::Losses;
    let rows = if is_by_loss { steps } else { trace.model.config.hidden_size };
    let (top, bottom) = (12.0, view.bottom());
    let tall = (bottom - top) / rows as f64;
    let wide = (view.x(steps.max(2)) - view.x(1)) / (steps.max(2) - 1) as f64;
    let gap = if wide.min(tall) > 8.0 { 1.5 } else { 0.0 };
    let (mut levels, mut lost): ([String; LEVELS], String) = Default::default();
    let mut largest = (0.0, 0);
    for t in 1..=steps {
        let gradient = gradient(trace, Quantity::H, t).unwrap_or_default();
        for row in 0..rows {
            let value = match view.parts {
                Some(parts) if is_by_loss => {
                    if row + 1 < t {
                        continue;
                    }
                    view.focus().held(parts.norms[row * steps + t - 1])
                }
                _ if is_by_loss => continue,
                _ => view.focus().held(gradient[row].abs()),
            };
            if t == view.t && value > largest.0 {
                largest = (value, row + 1);
            }
            // Losses stand from below, as steps do from the left.
            let y = if is_by_loss { bottom - (row + 1) as f64 * tall } else { top + row as f64 * tall };
            let x = view.x(t) - wide / 2.0;
            let path = level(value).map_or(&mut lost, |level| &mut levels[level]);
            path.push_str(&format!("M{x:.1} {y:.1}h{:.2}v{:.2}h-{0:.2}z", wide - gap, tall - gap));
        }
    }
    let m = view.m();
    let name = |row: usize| if is_by_loss { format!("L{}", row + 1) } else { format!("u{}", row + 1) };
    // As many names as have room.
    let most = ((bottom - top) / (1.3 * view.room.type_size)).max(1.0) as usize;
    let every = [1, 2, 5, 10, 20, 50].into_iter().find(|every| rows / every <= most).unwrap_or(100);
    let y = |row: usize| if is_by_loss { bottom - (row as f64 + 0.5) * tall } else { top + (row as f64 + 0.5) * tall };
    let scale = view.room.scale();
    let step = (bottom - top) / LEVELS as f64;
    let each = (1.2 * view.room.type_size / step).ceil().max(1.0) as usize;
    let legend = |level: usize| {
        let text = if level == 0 { "0".into() } else { power(LOWEST + level as f64 - 1.0) };
        (bottom - step * (level as f64 + 1.0), if level.is_multiple_of(each) { text } else { String::new() })
    };
    Heat {
        width: view.room.width,
        height: bottom + view.below(),
        top,
        bottom,
        levels,
        lost,
        ticks: view.ticks(),
        rows: (0..rows).filter(|row| (row + 1) % every == 0).map(|row| (y(row), name(row))).collect(),
        here: (view.x(view.t) - wide / 2.0, view.x(view.t) + wide / 2.0 - gap),
        rows_end: view.x(1) - wide / 2.0 - 6.0 * scale,
        legend: (0..LEVELS).map(legend).collect(),
        scale,
        spoken: format!("{}: {} ({})", m.step(&view.t.to_string()), magnitude(largest.0), name(largest.1.max(1) - 1)),
    }
}

impl Heat {
    /// Every text of the rows and of the legend with where it stands.
    pub fn texts(&self) -> Vec<(String, Area)> {
        let (k, tall) = (self.scale, 8.0 * self.scale);
        let rows =
            self.rows.iter().map(|(y, text)| (text.clone(), (self.rows_end - half(text, k), *y, half(text, k), tall)));
        let step = (self.bottom - self.top) / LEVELS as f64;
        let named = self.legend.iter().filter(|(_, text)| !text.is_empty());
        let legend = named.map(|(y, text)| {
            let at = self.width - 34.0 * k + half(text, k);
            (text.clone(), (at, y + step / 2.0, half(text, k), tall))
        });
        rows.chain(legend).collect()
    }
}
