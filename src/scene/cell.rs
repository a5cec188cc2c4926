//! One timestep opened: a row a unit, each row a line of arithmetic, as the anatomy has it; under the columns the
//! operations, which are the stops of the transport; and the equations of the present one with the numbers in them.

use crate::model::anatomy::{Function, Operand, Piece, Rule, Term, is_gate, operation_of, rule};
use crate::model::names::{Quantity, ValuePath};
use crate::scene::number::{Number, decimals};
use crate::scene::reading::present;
use crate::scene::reading::{When, opened, says};
use crate::scene::strip::{Strip, strip};
use crate::scene::symbols::{Glyph, operand, whole_formula};
use crate::scene::view::View;
use crate::scene::weights::{Weights, weights};

/// How a value is drawn: two kinds of memory that are never confused, a valve for a gate, else a plain cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Valve,
    C,
    H,
}

pub fn kind(quantity: Quantity) -> Kind {
    match quantity {
        Quantity::C => Kind::C,
        Quantity::H => Kind::H,
        gate if is_gate(gate) => Kind::Valve,
        _ => Kind::Plain,
    }
}

/// An operator: it has a name, and opens what it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Operator {
    pub sign: &'static str,
    pub label: String,
    pub opens: Option<ValuePath>,
    /// Between two groups.
    pub is_join: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CellPart {
    Number(Number, Operand),
    /// Not computed yet.
    Empty(Operand),
    Operator(Operator),
    Gap,
}

/// Over a column of values; `None` over a sign.
pub type Head = Option<(Vec<Glyph>, String, Quantity)>;

/// An operation as a bracket under its columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// From 1; 0 where the columns belong to none.
    pub operation: usize,
    pub name: String,
    pub columns: usize,
    pub when: When,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CellRow {
    pub unit: usize,
    pub name: String,
    pub parts: Vec<CellPart>,
    /// What the unit carries, in words.
    pub carries: Option<String>,
}

/// `formula`, then the same with numbers for the unit in hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    pub formula: Vec<Glyph>,
    pub parts: Vec<CellPart>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CellPanel {
    pub title: String,
    pub text: String,
    /// "4 blocks, 404 weights".
    pub count: String,
    pub heads: Vec<Head>,
    pub rows: Vec<CellRow>,
    pub bands: Vec<Band>,
    /// What its answer would be, where it may be said.
    pub says: Option<(String, Number)>,
}

/// The cell's own screen.
#[derive(Clone, Debug, PartialEq)]
pub struct CellStage {
    pub strip: Strip,
    pub lanes: Vec<CellPanel>,
    /// Of the first lane, or of the lane of the open number.
    pub equations: Vec<Equation>,
    pub equation_title: String,
    pub rounded: &'static str,
    /// Something was changed by hand: the dot is explained.
    pub is_edited: bool,
    /// What the marked units carry, where any are marked.
    pub legend: Option<String>,
    pub weights: Weights,
}

pub fn cell_stage(view: &View) -> CellStage {
    let m = view.messages();
    let lanes: Vec<View> = (0..view.lanes.len()).map(|index| view.lane(index)).collect();
    let spoken = view.trail.last().and_then(|path| view.lane_of(path)).unwrap_or(lanes[0]);
    CellStage {
        strip: strip(view, true),
        lanes: lanes.iter().map(cell_panel).collect(),
        equations: equations(&spoken),
        legend: lanes
            .iter()
            .any(|lane| (1..=lane.trace.model.config.hidden_size).any(|unit| carries(lane, unit).is_some()))
            .then(|| m.carriers(view.swap.map_or("", |(noun, _)| noun))),
        equation_title: {
            let unit = m.unit(&view.unit.to_string());
            if view.is_comparing() { format!("{} {unit}", spoken.cell().label()) } else { unit }
        },
        rounded: m.rounded_short,
        is_edited: !view.edits.is_empty(),
        weights: weights(&spoken),
    }
}

/// The pieces of the line that are shown: all of it, or, where cells stand side by side, what each operation is about.
fn shown(view: &View) -> Vec<usize> {
    let pieces = view.cell().spec().line;
    let is_main = |n: &usize| match pieces[*n] {
        Piece::Value(operand) => {
            let compared =
                matches!(operand.quantity, Quantity::A | Quantity::C | Quantity::G | Quantity::N | Quantity::H);
            !operand.before && !operand.complement && (compared || is_gate(operand.quantity))
        }
        _ => false,
    };
    (0..pieces.len()).filter(|n| !view.is_comparing() || is_main(n)).collect()
}

pub fn cell_panel(view: &View) -> CellPanel {
    let m = view.messages();
    let config = &view.trace.model.config;
    let t = view.read();
    let pieces = shown(view);
    let rows = (1..=config.hidden_size).map(|unit| CellRow {
        unit,
        name: m.unit(&unit.to_string()),
        parts: pieces.iter().map(|&n| part(view, n, t, unit)).collect(),
        carries: carries(view, unit),
    });
    let says = (t == view.trace.steps() && view.is_revealed()).then(|| says(view, t));
    CellPanel {
        title: if view.is_comparing() { config.cell.label().to_string() } else { m.cell_title(view.word(t)) },
        text: m.cell_text.to_string(),
        count: {
            let head = config.classes * (config.hidden_size * config.directions + 1);
            let (blocks, inside) = (config.cell.blocks(), config.parameter_count() - head);
            m.blocks(&blocks.to_string(), &(inside / blocks).to_string(), &head.to_string())
        },
        heads: pieces.iter().map(|&n| head(view, &config.cell.spec().line[n])).collect(),
        rows: rows.collect(),
        bands: bands(view),
        says,
    }
}

pub fn head(view: &View, piece: &Piece) -> Head {
    let Piece::Value(of) = piece else { return None };
    let m = view.messages();
    let mut glyphs = operand(*of);
    let mut name = m.name_quantity(of.quantity);
    // Of a symbol that is a word and its name one is enough.
    match of.quantity {
        Quantity::Kept | Quantity::New => glyphs.clear(),
        Quantity::TanhC => name.clear(),
        _ => {}
    }
    Some((glyphs, name, of.quantity))
}

pub fn squash(view: &View) -> &'static str {
    let config = &view.trace.model.config;
    match rule(config.cell, config.nonlinearity, Quantity::H) {
        Some(Rule::Apply(function, _)) => function.symbol(),
        _ => "",
    }
}

fn part(view: &View, n: usize, t: usize, unit: usize) -> CellPart {
    let pieces = view.cell().spec().line;
    match pieces[n] {
        Piece::Value(operand) => value(view, operand, t, unit),
        Piece::Gap => CellPart::Gap,
        Piece::Sign("=") => CellPart::Operator(operator(view, equals(view, n, t, unit), false, n, t, unit)),
        Piece::Sign(sign) => CellPart::Operator(operator(view, sign, false, n, t, unit)),
        Piece::Squash => CellPart::Operator(operator(view, squash(view), false, n, t, unit)),
        Piece::Join("=") => CellPart::Operator(operator(view, equals(view, n, t, unit), true, n, t, unit)),
        Piece::Join(sign) => CellPart::Operator(operator(view, sign, true, n, t, unit)),
    }
}

/// `=` at piece `n` of the line where the printed numbers give the printed result, else `≈`.
pub fn equals(view: &View, n: usize, t: usize, unit: usize) -> &'static str {
    let pieces = view.cell().spec().line;
    // Between groups their results are taken together; inside one, what stands since the last result.
    let is_join = matches!(pieces[n], Piece::Join(_));
    let (mut groups, mut sum, mut product, mut times) = (0.0, 0.0, 0.0, false);
    for piece in &pieces[..n] {
        match *piece {
            Piece::Value(operand) => match value(view, operand, t, unit) {
                CellPart::Number(number, _) if times => product *= printed(&number),
                CellPart::Number(number, _) => product = printed(&number),
                _ => return "=",
            },
            Piece::Sign("+") => (sum, times) = (sum + product, false),
            Piece::Sign(sign) => {
                times = sign == "×";
                // A result stands alone from here on.
                sum *= f64::from(times);
            }
            Piece::Join("+") => (groups, sum, times) = (groups + product, 0.0, false),
            Piece::Squash | Piece::Join(_) | Piece::Gap => (groups, sum, times) = (0.0, 0.0, false),
        }
    }
    let said = if is_join { groups + product } else { sum + product };
    let Some(Piece::Value(result)) = pieces.get(n + 1) else { return "=" };
    match value(view, *result, t, unit) {
        CellPart::Number(number, _) if decimals(said, 2) != number.text => "≈",
        _ => "=",
    }
}

/// A number as it stands on the screen: what lies half way between two goes to the even one, as in text.
fn printed(number: &Number) -> f64 {
    libm::rint(number.value * 100.0) / 100.0
}

/// What an operator is called, and what it gives: the value after the next sign of equality.
fn operator(view: &View, sign: &'static str, is_join: bool, n: usize, t: usize, unit: usize) -> Operator {
    let m = view.messages();
    let pieces = view.cell().spec().line;
    // Between groups `+` leads to what the groups are together.
    let leads = |piece: &Piece| match piece {
        Piece::Join(sign) => is_join && *sign == "=",
        Piece::Sign(sign) => !is_join && matches!(*sign, "=" | "tanh"),
        Piece::Squash => !is_join,
        _ => false,
    };
    let at = (n..pieces.len()).find(|&at| leads(&pieces[at])).unwrap_or(n);
    let Some(Piece::Value(result)) = pieces.get(at + 1) else {
        return Operator { sign, label: m.operator(sign), opens: None, is_join };
    };
    let given = value(view, *result, t, unit);
    let name = m.name_quantity(result.quantity);
    let (text, opens) = match &given {
        CellPart::Number(number, _) => (format!("{name} {}", number.text), number.path),
        _ => (format!("{name}, {}", m.blank), None),
    };
    Operator { sign, label: m.operator_gives(&m.operator(sign), &text, &m.unit(&unit.to_string())), opens, is_join }
}

/// A value of the line, if it is there already. What comes from the step before always is.
pub fn value(view: &View, operand: Operand, t: usize, unit: usize) -> CellPart {
    if t == 0 || !(operand.before || view.is_computed(operand.quantity, view.place, t)) {
        return CellPart::Empty(operand);
    }
    let Some(value) = view.trace.operand(operand, view.place, t, unit) else { return CellPart::Empty(operand) };
    let at = if operand.before { view.trace.before(view.place, t) } else { Some(t) };
    let number = match at {
        Some(t) => {
            let mut number = opened(view, ValuePath::unit(operand.quantity, view.place, t, unit), value, 2);
            if operand.complement {
                number.label = format!("1 − {}", number.label);
            }
            number
        }
        None => Number::plain(value, view.messages().no_memory.to_string()),
    };
    CellPart::Number(number, operand)
}

/// Brackets under the columns: each value under the operation that computes it; what comes from before, with what follows.
fn bands(view: &View) -> Vec<Band> {
    let m = view.messages();
    let (cell, done) = (view.cell(), view.done());
    let pieces = cell.spec().line;
    let of = |n: usize| -> usize {
        let next = pieces[n..].iter().find_map(|piece| match piece {
            Piece::Value(operand) if !operand.before => operation_of(cell, operand.quantity),
            _ => None,
        });
        match pieces[n] {
            Piece::Gap | Piece::Join(_) => 0,
            _ => next.unwrap_or(0),
        }
    };
    let mut bands: Vec<Band> = Vec::new();
    for n in shown(view) {
        // A sign that leads on to the next operation stands between the two.
        let operation = match pieces[n] {
            Piece::Value(_) => of(n),
            _ if n > 0 && of(n - 1) == of(n) => of(n),
            _ => 0,
        };
        match bands.last_mut() {
            Some(band) if band.operation == operation => band.columns += 1,
            _ => bands.push(Band {
                operation,
                name: operation.checked_sub(1).map_or_else(String::new, |index| {
                    format!("{operation} {}", m.operation(cell.spec().operations[index].op))
                }),
                columns: 1,
                when: match operation {
                    _ if view.t == 0 => When::Future,
                    operation if operation == done && !view.is_revealed() => When::Current,
                    operation if operation <= done => When::Past,
                    _ => When::Future,
                },
            }),
        }
    }
    bands
}

/// What a unit carries across: those whose loss would cost the answer at least half of what the dearest one costs.
fn carries(view: &View, unit: usize) -> Option<String> {
    let effects = view.effects.get(view.lane_index())?;
    // Only a network that answers right has kept the noun; and where something was held by hand on the way, what its units carry
    // may be that.
    let (steps, noun) = (view.trace.steps(), view.noun_step()?);
    let is_right = view.truth.is_some_and(|truth| view.best(steps).0 == truth);
    let is_held = view.trace.held.iter().any(|(path, _)| path.t().is_some_and(|t| t >= noun));
    if !is_right || is_held {
        return None;
    }
    let most = effects.iter().copied().fold(0.0, f64::max);
    let (noun, _) = view.swap?;
    let is_carrier = most >= 0.1 && *effects.get(unit - 1)? >= 0.5 * most;
    is_carrier.then(|| view.messages().carries(noun))
}

fn equations(view: &View) -> Vec<Equation> {
    let config = &view.trace.model.config;
    let Some(operation) = present(view) else { return Vec::new() };
    let is_inside = |quantity: Quantity| {
        let applies = |other: &&Quantity| matches!(rule(config.cell, config.nonlinearity, **other), Some(Rule::Apply(_, of)) if of == quantity);
        quantity != Quantity::C && operation.quantities.iter().any(|other| applies(&other))
    };
    let shown = operation.quantities.iter().filter(|&&quantity| !is_inside(quantity));
    shown
        .map(|&quantity| Equation { formula: whole_formula(config, quantity), parts: in_numbers(view, quantity) })
        .collect()
}

/// The right side of an equation with the numbers of the unit in hand, and what it gives.
fn in_numbers(view: &View, quantity: Quantity) -> Vec<CellPart> {
    let config = &view.trace.model.config;
    let (t, unit) = (view.read(), view.unit);
    let now = |quantity: Quantity| Operand { quantity, before: false, complement: false };
    let sign =
        |sign: &'static str| CellPart::Operator(Operator { sign, label: String::new(), opens: None, is_join: false });
    let mut parts = Vec::new();
    // `1 − z` is written out, so that the number behind the minus is z.
    let written = |operand: Operand| -> Vec<CellPart> {
        let plain = value(view, Operand { complement: false, ..operand }, t, unit);
        if operand.complement { vec![sign("(1 −"), plain, sign(")")] } else { vec![plain] }
    };
    match rule(config.cell, config.nonlinearity, quantity) {
        Some(Rule::Apply(function, of)) => {
            parts.extend([sign(function.symbol()), sign("("), value(view, now(of), t, unit), sign(")")]);
        }
        Some(Rule::Sum(terms)) => {
            for (n, term) in terms.iter().enumerate() {
                let plus = (n > 0).then(|| sign("+"));
                match *term {
                    Term::Value(a) => parts.extend(plus.into_iter().chain(written(a))),
                    Term::Product(a, b) => {
                        let factors = written(a).into_iter().chain([sign("×")]).chain(written(b));
                        parts.extend(plus.into_iter().chain(factors));
                    }
                    // A sum over weights opens by its result.
                    _ => {}
                }
            }
        }
        _ => {}
    }
    let result = value(view, now(quantity), t, unit);
    let held = view.trace.held.get(&ValuePath::unit(quantity, view.place, t, unit));
    match (held, view.trace.derive(quantity, view.place, t, unit)) {
        // What it would be, and what it is held at.
        (Some(_), Some(own)) => {
            let m = view.messages();
            let own = Number::plain(own, m.edited_legend.to_string());
            parts.extend([sign("="), CellPart::Number(own, now(quantity)), sign(m.held_at)]);
        }
        _ if parts.is_empty() => {}
        _ => parts.push(sign(if adds_up(&parts, &result) { "=" } else { "≈" })),
    }
    parts.push(result);
    parts
}

/// Whether the numbers as they are printed give the printed result.
fn adds_up(parts: &[CellPart], result: &CellPart) -> bool {
    let (mut sum, mut product, mut function, mut complement) = (0.0, 1.0, None, false);
    for part in parts {
        match part {
            CellPart::Number(number, _) => {
                product *= if complement { 1.0 - printed(number) } else { printed(number) };
                complement = false;
            }
            CellPart::Operator(Operator { sign: "(1 −", .. }) => complement = true,
            CellPart::Operator(Operator { sign: "+", .. }) => (sum, product) = (sum + product, 1.0),
            CellPart::Operator(Operator { sign: "σ", .. }) => function = Some(Function::Sigmoid),
            CellPart::Operator(Operator { sign: "tanh", .. }) => function = Some(Function::Tanh),
            _ => {}
        }
    }
    let said = function.map_or(sum + product, |function| function.apply(sum + product));
    matches!(result, CellPart::Number(number, _) if decimals(said, 2) == number.text)
}
