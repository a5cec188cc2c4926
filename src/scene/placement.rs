//! Where the texts of a picture stand, so that none lies on another.

/// Where a text stands: the middle of its letters, half its width and half its height.
pub type Area = (f64, f64, f64, f64);

/// The part of a picture in which curves and their names may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inside {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// By how much the type is larger than usual.
    pub scale: f64,
}

/// Texts that lie on one another by more than a pixel, in words.
pub fn overlaps(texts: &[(String, Area)]) -> Vec<String> {
    let mut found = Vec::new();
    for (n, (a, one)) in texts.iter().enumerate() {
        for (b, other) in &texts[..n] {
            if !are_apart(*one, *other, -1.0) {
                found.push(format!("“{a}” lies on “{b}”"));
            }
        }
    }
    found
}

/// Whether two texts are as far from one another as that, across or down.
pub fn are_apart(one: Area, other: Area, by: f64) -> bool {
    (one.0 - other.0).abs() >= one.2 + other.2 + by || (one.1 - other.1).abs() >= one.3 + other.3 + by
}

/// Less room than this, and letters touch a curve.
const ROOM: f64 = 8.0;
/// A text in the picture: the middle of its letters, and half its width.
pub type Place = (f64, f64, f64);

/// Half the width of a label of some letters, in type of `scale` times the usual size; marks above and below others have none.
pub fn half(text: &str, scale: f64) -> f64 {
    let is_mark =
        |c: char| matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{200b}' | '\u{2060}');
    scale * (4.3 * text.chars().filter(|&c| !is_mark(c)).count() as f64 + 4.0)
}

/// The freest place for a text along a curve of its own; it is taken then. Without `must`, nowhere (0, 0) where letters would touch.
pub fn best_place(
    inside: &Inside,
    curves: &[Vec<(f64, f64)>],
    own: &[(f64, f64)],
    text: &str,
    must: bool,
    taken: &mut Vec<Place>,
) -> (f64, f64) {
    let (wide, scale) = (half(text, inside.scale), inside.scale);
    let room = |at: (f64, f64)| {
        let of_curves = curves
            .iter()
            .flatten()
            .filter(|(x, y)| (x - at.0).abs() < wide && y.is_finite())
            .map(|(_, y)| (y - at.1).abs());
        // Letters need more room than a line.
        let of_texts = taken
            .iter()
            .filter(|(x, _, half)| (x - at.0).abs() < wide + half)
            .map(|(_, y, _)| (y - at.1).abs() - 8.0 * scale);
        let free = of_curves.chain(of_texts).fold(60.0 * scale, f64::min);
        let is_inside = (at.1 - inside.top).min(inside.bottom - at.1) > 10.0 * scale
            && at.0 - wide > inside.left
            && at.0 + wide < inside.right;
        if is_inside { free } else { -1.0 }
    };
    let pick = |least: f64, places: &mut dyn Iterator<Item = (f64, f64)>| {
        places.fold((least, (0.0, 0.0)), |best, at| {
            let free = room(at);
            if free > best.0 + 0.5 { (free, at) } else { best }
        })
    };
    let beside = || {
        let along = (own.len() / 10..=own.len() * 9 / 10).filter_map(|at| own.get(at));
        along.flat_map(|&(x, y)| [-18.0, 18.0, -30.0, 30.0].map(|by| (x, y + scale * by)))
    };
    let mut best = pick(ROOM * scale, &mut beside());
    if best.0 <= ROOM * scale {
        // Nowhere beside its curve: wherever there is room, or nowhere.
        let (wide, tall) = (inside.right - inside.left, inside.bottom - inside.top);
        let grid = (1..12).flat_map(|row| (1..12).map(move |column| (column, row)));
        let at = |(column, row): (i32, i32)| {
            (inside.left + wide * f64::from(column) / 12.0, inside.top + tall * f64::from(row) / 12.0)
        };
        best = pick(ROOM * scale, &mut grid.map(at));
    }
    if best.0 <= ROOM * scale && must {
        // Over a curve at worst, never over other letters.
        let is_clear = |at: &(f64, f64)| {
            let apart = |(x, y, half): &Place| (x - at.0).abs() >= wide + half || (y - at.1).abs() >= 26.0 * scale;
            taken.iter().all(apart)
        };
        let (across, down) = (inside.right - inside.left, inside.bottom - inside.top);
        let grid = (1..24).flat_map(|row| (1..24).map(move |column| (column, row)));
        let at = |(column, row): (i32, i32)| {
            (inside.left + across * f64::from(column) / 24.0, inside.top + down * f64::from(row) / 24.0)
        };
        best = pick(-2.0, &mut beside().chain(grid.map(at)).filter(is_clear));
    }
    taken.push((best.1.0, best.1.1, wide));
    best.1
}
