//! The numbers of an attention network and the arithmetic behind each, forward and backward, read off `model::attention`: one rule an
//! operator, and its reverse.

use crate::engine::backward;
use crate::engine::explain::{self, Explanation, Factor, Form, Leaf, Reading, Summand};
use crate::engine::trace::Trace;
use crate::math::real::Real;
use crate::model::attention::{EQUATIONS, Equation, Operand, Part, Projection, Rule, Site, rule};
use crate::model::cell::Cell;
use crate::model::names::{Name, ValuePath};

impl<R: Real> Trace<R> {
    /// A number of an attention network: of step `t` its element `at`, or between `t` and step `at`; all from 1.
    pub fn part(&self, part: Part, site: Site, t: usize, at: usize) -> Option<f64> {
        let plan = self.plan_ids();
        if t == 0 || at == 0 || t > self.steps() {
            return None;
        }
        let element = |row: &[R]| row.get(at - 1).map(|value| value.to_f64());
        let width = self.model.config.hidden_size;
        match part {
            Part::Position => element(self.row(plan.placed.as_ref()?.table, t, width)),
            Part::Placed => element(self.row(plan.placed.as_ref()?.u, t, width)),
            Part::Dot => Some(self.part(Part::Score, site, t, at)? * root(self)),
            Part::Score => self.between(plan.blocks.get(site.layer)?.attend.scores, site, t, at),
            Part::Weight => self.between(plan.blocks.get(site.layer)?.attend.weights, site, t, at),
            _ => {
                let slot = plan.blocks.get(site.layer)?.slot(part)?;
                element(&self.row(slot.value, t, slot.width)[slot.at..slot.at + width])
            }
        }
    }

    /// A number between step `t` and step `s`, if `t` sees `s`.
    fn between(&self, id: crate::engine::program::BufferId, site: Site, t: usize, s: usize) -> Option<f64> {
        let (steps, heads) = (self.steps(), self.model.config.attention.heads);
        let row = self.row(id, t, heads * steps);
        (site.head < heads && s <= self.seen(t)).then(|| row[site.head * steps + s - 1].to_f64())
    }

    /// Steps that `t` looks at: 1 to here.
    pub fn seen(&self, t: usize) -> usize {
        if self.model.config.attention.causal { t } else { self.steps() }
    }

    fn part_gradient(&self, part: Part, site: Site, t: usize, at: usize) -> Option<f64> {
        let plan = self.plan_ids();
        let width = self.model.config.hidden_size;
        match part {
            Part::Position => None,
            Part::Placed => {
                plan.placed.as_ref().and_then(|_| self.row(plan.dx, t, width).get(at - 1)).map(|d| d.to_f64())
            }
            Part::Dot => Some(self.part_gradient(Part::Score, site, t, at)? / root(self)),
            Part::Score => self.between(plan.blocks.get(site.layer)?.attend.dscores, site, t, at),
            Part::Weight => self.between(plan.blocks.get(site.layer)?.attend.dweights, site, t, at),
            _ => {
                let slot = plan.blocks.get(site.layer)?.slot(part)?;
                self.row(slot.gradient, t, slot.width)[slot.at..slot.at + width].get(at - 1).map(|d| d.to_f64())
            }
        }
    }
}

/// By what a dot product is divided.
fn root<R: Real>(trace: &Trace<R>) -> f64 {
    libm::sqrt(head_width(trace) as f64)
}

fn head_width<R: Real>(trace: &Trace<R>) -> usize {
    trace.model.config.hidden_size / trace.model.config.attention.heads
}

/// The head that element `j` (from 1) belongs to.
pub fn head_of<R: Real>(trace: &Trace<R>, j: usize) -> usize {
    (j - 1) / head_width(trace)
}

/// The elements of a head, from 1.
fn elements(trace: &Trace, head: usize) -> std::ops::RangeInclusive<usize> {
    let width = head_width(trace);
    head * width + 1..=(head + 1) * width
}

fn path(part: Part, site: Site, t: usize, at: usize) -> ValuePath {
    ValuePath::new(Name::Part(part, site), t, at)
}

/// What an equation of a layer reads.
fn resolved(trace: &Trace, operand: Operand, layer: usize) -> Name {
    let here = |part| Name::Part(part, Site { layer, head: 0 });
    match operand {
        Operand::Word => Name::X,
        Operand::Part(Part::Position) => Name::Part(Part::Position, Site::default()),
        Operand::Part(part) => here(part),
        Operand::Read => match layer.checked_sub(1) {
            Some(below) => Name::Part(Part::Sum, Site { layer: below, head: 0 }),
            None if trace.model.config.attention.positions => Name::Part(Part::Placed, Site::default()),
            None => Name::X,
        },
    }
}

/// Any number, forward or backward.
pub fn value(trace: &Trace, path: &ValuePath) -> Option<f64> {
    match path.name {
        Name::Part(part, site) if path.gradient && path.second > 0 => {
            trace.part(part, site, path.first, path.second)?;
            trace.part_gradient(part, site, path.first, path.second)
        }
        _ => backward::value(trace, path),
    }
}

fn factor(trace: &Trace, path: ValuePath) -> Option<Factor> {
    Some(Factor { path: Some(path), value: value(trace, &path)?, reading: Reading::Plain })
}

fn product(factors: Vec<Factor>) -> Summand {
    Summand { value: factors.iter().map(|factor| factor.value).product(), factors }
}

fn pair(trace: &Trace, a: ValuePath, b: ValuePath) -> Option<Summand> {
    Some(product(vec![factor(trace, a)?, factor(trace, b)?]))
}

/// `1 / √d`.
fn scale(trace: &Trace) -> Factor {
    Factor { path: None, value: 1.0 / root(trace), reading: Reading::Root(head_width(trace)) }
}

const MINUS: Factor = Factor { path: None, value: -1.0, reading: Reading::Minus };

/// One level of the arithmetic of any number of an attention network; `None` if there is no such number.
pub fn explain(trace: &Trace, path: ValuePath) -> Option<Explanation> {
    match path.name {
        _ if path.gradient => gradient(trace, path),
        Name::Part(part, site) => {
            let value = value(trace, &path)?;
            Some(Explanation { path, value, form: forward(trace, part, site, path.first, path.second)? })
        }
        _ => explain::explain(trace, path),
    }
}

fn forward(trace: &Trace, part: Part, site: Site, t: usize, at: usize) -> Option<Form> {
    let number = |name| factor(trace, ValuePath::new(name, t, at));
    let sum = |parts: Vec<Summand>| Some(Form::Sum { parts, zeros: 0 });
    match rule(part) {
        Rule::Formula => Some(Form::Leaf(Leaf::Position)),
        Rule::Add(a, b) => {
            let of = |operand| Some(product(vec![number(resolved(trace, operand, site.layer))?]));
            sum(vec![of(a)?, of(b)?])
        }
        Rule::Project { weight, bias, block, of } => {
            let width = trace.model.config.hidden_size;
            let (row, of) = (block * width + at, resolved(trace, of, site.layer));
            let weight = |column| ValuePath::new(Name::Projection(weight, site.layer), row, column);
            let term = |column| pair(trace, weight(column), ValuePath::new(of, t, column));
            let mut parts = (1..=width).map(term).collect::<Option<Vec<Summand>>>()?;
            let bias = ValuePath::new(Name::Projection(bias, site.layer), row, 0);
            parts.push(product(vec![factor(trace, bias)?]));
            sum(parts)
        }
        Rule::Dot(a, b) => {
            let own = Site { head: 0, ..site };
            let term = |j| pair(trace, path(a, own, t, j), path(b, own, at, j));
            sum(elements(trace, site.head).map(term).collect::<Option<_>>()?)
        }
        Rule::Scale(of) => sum(vec![product(vec![factor(trace, path(of, site, t, at))?, scale(trace)])]),
        Rule::Softmax(of) => {
            let all = 1..=trace.seen(t);
            let logits = all.map(|s| factor(trace, path(of, site, t, s))).collect::<Option<Vec<Factor>>>()?;
            let max = logits.iter().map(|logit| logit.value).fold(f64::NEG_INFINITY, f64::max);
            let exponentials = logits.iter().map(|logit| libm::exp(logit.value - max)).collect();
            Some(Form::Softmax { logits, exponentials, index: at - 1 })
        }
        Rule::Mix(a, b) => {
            let head = head_of(trace, at);
            if trace.model.config.attention.is_off(site.layer, head) {
                return Some(Form::Leaf(Leaf::Off));
            }
            let term = |s| pair(trace, path(a, Site { head, ..site }, t, s), path(b, site, s, at));
            sum((1..=trace.seen(t)).map(term).collect::<Option<_>>()?)
        }
    }
}

fn gradient(trace: &Trace, path: ValuePath) -> Option<Explanation> {
    let parts = match path.name {
        Name::Part(Part::Position, _) => return None,
        Name::Part(..) | Name::X if !path.is_norm() => handed_back(trace, path)?,
        Name::Projection(projection, layer) => of_weight(trace, projection, layer, path.first, path.second)?,
        Name::Embedding => {
            let steps = (1..=trace.steps()).filter(|&t| trace.sequence.ids[t - 1] + 1 == path.first as i32);
            let of = |t| Some(product(vec![factor(trace, ValuePath::new(Name::X, t, path.second).as_gradient())?]));
            steps.map(of).collect::<Option<_>>()?
        }
        _ => return backward::explain(trace, path),
    };
    let value = value(trace, &path)?;
    Some(Explanation { path, value, form: Form::Sum { parts, zeros: 0 } })
}

/// What each equation that uses a number hands back to it.
fn handed_back(trace: &Trace, path: ValuePath) -> Option<Vec<Summand>> {
    let config = &trace.model.config;
    trace.value(&ValuePath { gradient: false, ..path })?;
    let mut parts = Vec::new();
    for layer in 0..config.layers {
        for equation in EQUATIONS.iter().filter(|equation| layer == 0 || equation.part.is_of_layer()) {
            if matches!(equation.part, Part::Position | Part::Placed) && !config.attention.positions {
                continue;
            }
            parts.extend(through(trace, equation, layer, path)?);
        }
    }
    if path.name == last(trace) {
        parts.extend(backward::from_head(trace, path.first, path.second)?);
    }
    Some(parts)
}

/// What the head reads.
pub fn last<R: Real>(trace: &Trace<R>) -> Name {
    Name::Part(Part::Sum, Site { layer: trace.model.config.layers - 1, head: 0 })
}

/// What one equation of a layer hands back to a number.
fn through(trace: &Trace, equation: &Equation, layer: usize, number: ValuePath) -> Option<Vec<Summand>> {
    let (t, at) = (number.first, number.second);
    let reads = |operand| resolved(trace, operand, layer) == number.name;
    // Of what lies between two words the head is the number's own; of the others the element's.
    let site = |head| Site { layer, head };
    let is = |part: Part| match number.name {
        Name::Part(own, at) => own == part && at.layer == layer,
        _ => false,
    };
    let own = match number.name {
        Name::Part(part, site) if part.is_between() => site.head,
        _ => head_of(trace, at),
    };
    let d = |part: Part, head: usize, t: usize, at: usize| path(part, site(head), t, at).as_gradient();
    let plain = if equation.part.is_of_layer() { layer } else { 0 };
    let gives = |at: usize| path(equation.part, Site { layer: plain, head: 0 }, t, at).as_gradient();
    let askers = || (1..=trace.steps()).filter(|&asking| t <= trace.seen(asking));
    match equation.rule {
        Rule::Add(a, b) if reads(a) || reads(b) => Some(vec![product(vec![factor(trace, gives(at))?])]),
        Rule::Project { weight, block, of, .. } if reads(of) => {
            let width = trace.model.config.hidden_size;
            let weight = |row| ValuePath::new(Name::Projection(weight, layer), block * width + row, at);
            (1..=width).map(|row| pair(trace, weight(row), gives(row))).collect()
        }
        Rule::Dot(a, b) if is(a) => {
            (1..=trace.seen(t)).map(|s| pair(trace, path(b, site(0), s, at), d(Part::Dot, own, t, s))).collect()
        }
        Rule::Dot(a, b) if is(b) => {
            askers().map(|asking| pair(trace, path(a, site(0), asking, at), d(Part::Dot, own, asking, t))).collect()
        }
        Rule::Scale(of) if is(of) => {
            Some(vec![product(vec![factor(trace, d(equation.part, own, t, at))?, scale(trace)])])
        }
        Rule::Softmax(of) if is(of) => softmax_back(trace, equation.part, site(own), t, at),
        Rule::Mix(a, _) | Rule::Mix(_, a) if is(a) && trace.model.config.attention.is_off(layer, own) => {
            Some(Vec::new())
        }
        Rule::Mix(a, b) if is(a) => {
            elements(trace, own).map(|j| pair(trace, path(b, site(0), at, j), d(equation.part, 0, t, j))).collect()
        }
        Rule::Mix(a, b) if is(b) => {
            let shares = |asking| path(a, site(own), asking, t);
            askers().map(|asking| pair(trace, shares(asking), d(equation.part, 0, asking, at))).collect()
        }
        _ => Some(Vec::new()),
    }
}

/// `a_s (da_s − Σ_k a_k da_k)`.
fn softmax_back(trace: &Trace, weights: Part, site: Site, t: usize, s: usize) -> Option<Vec<Summand>> {
    let a = |s| factor(trace, path(weights, site, t, s));
    let da = |s| factor(trace, path(weights, site, t, s).as_gradient());
    let mut parts = vec![product(vec![a(s)?, da(s)?])];
    for k in 1..=trace.seen(t) {
        parts.push(product(vec![MINUS, a(s)?, a(k)?, da(k)?]));
    }
    Some(parts)
}

/// One slice a step: what the weight met there, and what came back.
fn of_weight(trace: &Trace, projection: Projection, layer: usize, row: usize, column: usize) -> Option<Vec<Summand>> {
    let width = trace.model.config.hidden_size;
    let reads = |equation: &&Equation| match equation.rule {
        Rule::Project { weight, bias, block, .. } => {
            (weight == projection || bias == projection) && (row - 1) / width == block
        }
        _ => false,
    };
    let equation = EQUATIONS.iter().find(reads)?;
    let Rule::Project { of, .. } = equation.rule else { return None };
    let of = resolved(trace, of, layer);
    let slice = |t| {
        let mut factors =
            vec![factor(trace, path(equation.part, Site { layer, head: 0 }, t, (row - 1) % width + 1).as_gradient())?];
        if !projection.is_bias() {
            factors.push(factor(trace, ValuePath::new(of, t, column))?);
        }
        Some(product(factors))
    };
    (1..=trace.steps()).map(slice).collect()
}

/// Whether a network is one of these, whose every number opens.
pub fn is_attention<R: Real>(trace: &Trace<R>) -> bool {
    trace.model.config.cell == Cell::Attention && trace.model.config.attention.inner == 0
}
