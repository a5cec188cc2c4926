//! Drawings of 8 × 8 and what is said of them: one thing in a quarter of the picture, said in one of two ways, both of them right.
//!
//! `a big circle at the top left` or `at the top left a big circle`; `วงกลม ใหญ่ อยู่ มุม ซ้าย บน` or `มุม ซ้าย บน มี วงกลม ใหญ่`. Four kinds in
//! two sizes make eight things, in four quarters: 32 scenes. In training one pixel is turned over at random. Two things side by
//! side (`two`) are a second, harder drawing.

use crate::math::rng::Uniform;
use crate::tasks::cloze::different;
use crate::tasks::item::Item;
use crate::text::vocab::ids;

/// Pixels of a side.
pub const SIDE: usize = 8;
pub const PIXELS: usize = SIDE * SIDE;
/// The word that a decoder begins with and ends with.
pub const MARK: &str = "·";

const KINDS: [[&str; 4]; 2] = [["circle", "square", "cross", "triangle"], ["วงกลม", "สี่เหลี่ยม", "กากบาท", "สามเหลี่ยม"]];
const SIZES: [[&str; 2]; 2] = [["small", "big"], ["เล็ก", "ใหญ่"]];
const DOWN: [[&str; 2]; 2] = [["top", "bottom"], ["บน", "ล่าง"]];
const ACROSS: [[&str; 2]; 2] = [["left", "right"], ["ซ้าย", "ขวา"]];

/// By kind: the small one of 3 × 3, the big one of 4 × 4.
const SHAPES: [[&[&str]; 2]; 4] = [
    [&[".#.", "#.#", ".#."], &[".##.", "#..#", "#..#", ".##."]],
    [&["###", "#.#", "###"], &["####", "#..#", "#..#", "####"]],
    [&["#.#", ".#.", "#.#"], &["#..#", ".##.", ".##.", "#..#"]],
    [&["#..", "##.", "###"], &["#...", "##..", "#.#.", "####"]],
];

/// A thing: kind and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    pub kind: usize,
    /// 0 small, 1 big.
    pub size: usize,
}

/// What there is to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// A thing in a quarter: top left, top right, bottom left, bottom right.
    One(Thing, usize),
    /// Left and right.
    Two(Thing, Thing),
}

/// The eight things.
pub fn things() -> Vec<Thing> {
    (0..4).flat_map(|kind| (0..2).map(move |size| Thing { kind, size })).collect()
}

/// All scenes with one thing, or with two.
pub fn scenes(two: bool) -> Vec<Scene> {
    let things = things();
    if two {
        return things.iter().flat_map(|&a| things.iter().map(move |&b| Scene::Two(a, b))).collect();
    }
    things.iter().flat_map(|&thing| (0..4).map(move |quarter| Scene::One(thing, quarter))).collect()
}

impl Scene {
    /// Twelve pairs of 64 are never learnt. Of one thing nothing is held out but drawings: a network without shared weights cannot
    /// know a shape where it never stood.
    pub fn is_held_out(self) -> bool {
        let number = |thing: Thing| 2 * thing.kind + thing.size;
        matches!(self, Scene::Two(a, b) if (number(a) + number(b)).is_multiple_of(5))
    }

    /// 64 pixels row by row, without any turned over.
    pub fn pixels(self) -> Vec<i32> {
        let mut out = vec![0; PIXELS];
        let mut draw = |thing: Thing, (top, left): (usize, usize)| {
            for (y, row) in SHAPES[thing.kind][thing.size].iter().enumerate() {
                for (x, mark) in row.bytes().enumerate() {
                    out[SIDE * (top + y) + left + x] |= i32::from(mark == b'#');
                }
            }
        };
        match self {
            Scene::One(thing, quarter) => draw(thing, (quarter / 2 * 4, quarter % 2 * 4)),
            Scene::Two(left, right) => {
                draw(left, (2, 0));
                draw(right, (2, 4));
            }
        }
        out
    }

    /// The two true captions.
    pub fn captions(self, thai: bool) -> [Vec<String>; 2] {
        let lang = usize::from(thai);
        let name = |thing: Thing| {
            let (kind, size) = (KINDS[lang][thing.kind], SIZES[lang][thing.size]);
            if thai { vec![kind, size] } else { vec!["a", size, kind] }
        };
        let both: [Vec<&str>; 2] = match self {
            Scene::One(thing, quarter) => {
                let (down, across) = (DOWN[lang][quarter / 2], ACROSS[lang][quarter % 2]);
                if thai {
                    [
                        [&name(thing)[..], &["อยู่", "มุม", across, down]].concat(),
                        [&["มุม", across, down, "มี"], &name(thing)[..]].concat(),
                    ]
                } else {
                    let place = ["at", "the", down, across];
                    [[&name(thing)[..], &place].concat(), [&place, &name(thing)[..]].concat()]
                }
            }
            Scene::Two(a, b) => {
                let joint = if thai { "และ" } else { "and" };
                [(a, b), (b, a)].map(|(a, b)| [&name(a)[..], &[joint], &name(b)].concat())
            }
        };
        both.map(|words| words.into_iter().map(str::to_string).collect())
    }
}

/// Turns `flips` pixels over at random, none of them twice.
pub fn turned(mut pixels: Vec<i32>, flips: usize, random: &mut Uniform) -> Vec<i32> {
    let mut places: Vec<usize> = (0..PIXELS).collect();
    random.shuffle(&mut places);
    for &place in &places[..flips.min(PIXELS)] {
        pixels[place] ^= 1;
    }
    pixels
}

/// Everything that may be said, and the mark.
pub fn vocab(thai: bool, two: bool) -> Vec<String> {
    different(scenes(two).into_iter().flat_map(|scene| scene.captions(thai).into_iter().flatten()).chain([MARK.into()]))
}

/// A training example: a scene that is not held out, one pixel turned over, one of the two captions by chance. Without `reads`, the
/// decoder reads the mark at every step: it does not know what it has said.
pub fn sample(thai: bool, two: bool, reads: bool, vocab: &[String], random: &mut Uniform) -> Item {
    let scenes: Vec<Scene> = scenes(two).into_iter().filter(|scene| !scene.is_held_out()).collect();
    let scene = scenes[random.below(scenes.len())];
    let said = random.below(2);
    drawn(scene, thai, turned(scene.pixels(), 1, random), said, reads, vocab)
}

/// A drawing of a scene, and what is said of it: the first or the second of the two ways.
pub fn drawn(scene: Scene, thai: bool, pixels: Vec<i32>, said: usize, reads: bool, vocab: &[String]) -> Item {
    let both = scene.captions(thai).map(|words| ids(vocab, &words));
    let mark = vocab.len() as i32 - 1;
    let mut item = Item { also: both[1 - said].clone(), ..Item::said(pixels, 1, &both[said], mark) };
    if !reads {
        item.ids.fill(0);
    }
    item
}

/// How often a caption drawn by chance is true of a decoder that sees the picture and the position but not its own words, with the
/// true share of every word at every position. No such decoder does better.
pub fn blind_ceiling(thai: bool) -> f64 {
    let scenes = scenes(false);
    let right = |scene: &Scene| {
        let [a, b] = scene.captions(thai);
        // Where the two ways differ, each word is drawn with a half.
        let differ = a.iter().zip(&b).filter(|(a, b)| a != b).count() as i32;
        2.0 * libm::exp2(-f64::from(differ))
    };
    scenes.iter().map(right).sum::<f64>() / scenes.len() as f64
}
