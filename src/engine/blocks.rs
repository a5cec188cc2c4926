//! Layers of self-attention as a program declares and runs them: in-projection, look, out-projection, and what was read added again.

use crate::engine::program::{BufferId, Buffers, Command, Layer, LayerKind, Program, SelfAttend, Tensors};
use crate::kernels::rnn::Nonlinearity;
use crate::kernels::{linear, positions, self_attend, sequence};
use crate::math::real::Real;
use crate::model::attention::{Part, Projection};
use crate::model::config::Config;

/// Where words stand, added to what they are.
#[derive(Clone, Debug)]
pub struct Placed {
    pub dims: positions::Dims,
    pub table: BufferId,
    pub x: BufferId,
    pub u: BufferId,
}

/// One layer.
#[derive(Clone, Debug)]
pub struct Block {
    pub attend: SelfAttend,
    /// Which heads take part.
    live: Vec<bool>,
    /// In the order of `Projection::of`.
    params: Vec<BufferId>,
    grads: Vec<BufferId>,
    /// What it reads, what it found, and both together.
    pub x: BufferId,
    pub out: BufferId,
    pub y: BufferId,
    pub dx: BufferId,
    pub dy: BufferId,
    /// What comes back through the in-projection.
    back: BufferId,
    inner: Option<Inner>,
}

/// The feed-forward part of a layer.
#[derive(Clone, Debug)]
struct Inner {
    layer: Layer,
    out: BufferId,
    z: BufferId,
    dz: BufferId,
}

/// Where a layer keeps a part: columns from `at` of rows of `width`, a row a step.
pub struct Slot {
    pub value: BufferId,
    pub gradient: BufferId,
    pub at: usize,
    pub width: usize,
}

/// The table of positions of `steps` steps.
pub fn place(program: &mut Program, config: &Config, [steps, batch]: [usize; 2], x: BufferId) -> Placed {
    let width = config.hidden_size;
    let dims = positions::Dims { steps, batch, width };
    let (table, u) = (program.buffer("p", steps * width), program.buffer("u", steps * batch * width));
    Placed { dims, table, x, u }
}

impl Placed {
    pub fn command(&self) -> Command {
        Command::Positions { dims: self.dims, table: self.table, x: self.x, y: self.u }
    }
    /// The table itself, which no command computes.
    pub fn fill<R: Real>(&self, buffers: &mut Buffers<R>) {
        let positions::Dims { steps, width, .. } = self.dims;
        let of = |n: usize| R::from_f64(positions::encoding(n / width, n % width, width));
        buffers.set(self.table, (0..steps * width).map(of));
    }
}

impl Block {
    pub fn new(
        program: &mut Program,
        config: &Config,
        [steps, batch]: [usize; 2],
        tensors: Tensors,
        (x, dx): (BufferId, BufferId),
        layer: usize,
    ) -> Self {
        let (width, heads) = (config.hidden_size, config.attention.heads);
        let dims = self_attend::Dims { steps, batch, width, heads, causal: config.attention.causal };
        let rows = steps * batch;
        let mut declare = |name: &str, len: usize| program.buffer(format!("{name}_l{layer}"), len);
        let (wide, scores) = (rows * width, rows * heads * steps);
        let attend = SelfAttend {
            dims,
            qkv: declare("qkv", 3 * wide),
            live: declare("live", heads),
            scores: declare("scores", scores),
            weights: declare("attention", scores),
            y: declare("mix", wide),
            dy: declare("dmix", wide),
            dweights: declare("dattention", scores),
            dscores: declare("dscores", scores),
            dqkv: declare("dqkv", 3 * wide),
        };
        let (out, y, dy, back) = (declare("out", wide), declare("y", wide), declare("dy", wide), declare("back", wide));
        let own = Projection::of(config.attention.inner);
        let of = |ids: &[BufferId]| ids[layer * own.len()..][..own.len()].to_vec();
        let (params, grads) = (of(tensors.params), of(tensors.grads));
        let live = (0..heads).map(|head| !config.attention.is_off(layer, head)).collect();
        let mut block = Block { attend, live, params, grads, x, out, y, dx, dy, back, inner: None };
        if config.attention.inner > 0 {
            block.inner = Some(block.inner(program, tensors.none, config.attention.inner, layer));
        }
        block
    }

    fn inner(&self, program: &mut Program, none: BufferId, hidden: usize, layer: usize) -> Inner {
        let self_attend::Dims { steps, batch, width, .. } = self.attend.dims;
        let rows = steps * batch;
        let mut declare = |name: &str, len: usize| program.buffer(format!("{name}_l{layer}"), len);
        let dims = sequence::Dims { steps, batch, input: width, hidden, reverse: false };
        let first =
            |ids: &[BufferId]| [self.of(ids, Projection::First), none, self.of(ids, Projection::FirstBias), none];
        let wide = |declare: &mut dyn FnMut(&str, usize) -> BufferId, name: &str| declare(name, rows * hidden);
        let of_layer = Layer {
            kind: LayerKind::FeedForward(Nonlinearity::Relu),
            dims,
            weights: first(&self.params),
            dweights: first(&self.grads),
            x: self.y,
            gates: wide(&mut declare, "inner_a"),
            h: wide(&mut declare, "inner_h"),
            dy: wide(&mut declare, "dinner"),
            dgates: wide(&mut declare, "dinner_a"),
            dh: wide(&mut declare, "dinner_h"),
            dx: declare("inner_back", rows * width),
            h0: declare("inner_h0", batch * hidden),
            dh0: declare("dinner_h0", batch * hidden),
            c0: none,
            c: none,
            tanh_c: none,
            q: none,
            dc_last: none,
            dpre: none,
            dpre_hh: none,
            dc: none,
            dc0: none,
        };
        let (out, z, dz) =
            (declare("inner_out", rows * width), declare("z", rows * width), declare("dz", rows * width));
        Inner { layer: of_layer, out, z, dz }
    }

    fn of(&self, ids: &[BufferId], projection: Projection) -> BufferId {
        ids[projection as usize]
    }
    /// What the layer says, and its gradient.
    pub fn top(&self) -> (BufferId, BufferId) {
        self.inner.as_ref().map_or((self.y, self.dy), |inner| (inner.z, inner.dz))
    }

    /// The first half of its feed-forward part.
    pub fn inner_layer(&self) -> Option<&Layer> {
        self.inner.as_ref().map(|inner| &inner.layer)
    }

    /// Where it keeps a part; `None` for what no kernel stores, or what lies between two words.
    pub fn slot(&self, part: Part) -> Option<Slot> {
        let width = self.attend.dims.width;
        let whole = |value, gradient| Some(Slot { value, gradient, at: 0, width });
        let packed = |block: usize| {
            Some(Slot { value: self.attend.qkv, gradient: self.attend.dqkv, at: block * width, width: 3 * width })
        };
        match part {
            Part::Query => packed(0),
            Part::Key => packed(1),
            Part::Value => packed(2),
            Part::Mix => whole(self.attend.y, self.attend.dy),
            // The sum hands its gradient on as it is.
            Part::Out => whole(self.out, self.dy),
            Part::Sum => whole(self.y, self.dy),
            _ => None,
        }
    }

    /// Which heads take part, which no command computes.
    pub fn fill<R: Real>(&self, buffers: &mut Buffers<R>) {
        buffers.set(self.attend.live, self.live.iter().map(|&is_live| if is_live { R::ONE } else { R::ZERO }));
    }

    fn dims(&self, input: usize, output: usize) -> linear::Dims {
        linear::Dims { rows: self.attend.dims.steps * self.attend.dims.batch, input, output }
    }
    fn linear(
        &self,
        [input, output]: [usize; 2],
        weight: Projection,
        bias: Projection,
        x: BufferId,
        y: BufferId,
    ) -> Command {
        let (weight, bias) = (self.of(&self.params, weight), self.of(&self.params, bias));
        Command::Linear { dims: self.dims(input, output), weight, bias, x, y }
    }
    fn linear_back(
        &self,
        [input, output]: [usize; 2],
        (weight, bias): (Projection, Projection),
        x: BufferId,
        [dy, dx]: [BufferId; 2],
    ) -> Command {
        let (dweight, dbias) = (self.of(&self.grads, weight), self.of(&self.grads, bias));
        let weight = self.of(&self.params, weight);
        Command::LinearBackward { dims: self.dims(input, output), weight, x, dy, dx, dweight, dbias }
    }

    pub fn forward(&self, commands: &mut Vec<Command>) {
        let width = self.attend.dims.width;
        commands.push(self.linear([width, 3 * width], Projection::In, Projection::InBias, self.x, self.attend.qkv));
        commands.push(Command::SelfAttend(Box::new(self.attend.clone())));
        commands.push(self.linear([width, width], Projection::Out, Projection::OutBias, self.attend.y, self.out));
        commands.push(Command::Sum { a: self.x, b: self.out, out: self.y });
        if let Some(inner) = &self.inner {
            let sizes = [inner.layer.dims.hidden, width];
            commands.push(Command::LayerForward(Box::new(inner.layer.clone())));
            commands.push(self.linear(sizes, Projection::Second, Projection::SecondBias, inner.layer.h, inner.out));
            commands.push(Command::Sum { a: self.y, b: inner.out, out: inner.z });
        }
    }

    pub fn backward(&self, commands: &mut Vec<Command>) {
        let width = self.attend.dims.width;
        if let Some(Inner { layer, dz, .. }) = &self.inner {
            let (sizes, second) = ([layer.dims.hidden, width], (Projection::Second, Projection::SecondBias));
            commands.push(self.linear_back(sizes, second, layer.h, [*dz, layer.dy]));
            commands.push(Command::LayerBackward(Box::new(layer.clone())));
            commands.push(Command::Sum { a: *dz, b: layer.dx, out: self.dy });
        }
        let out = (Projection::Out, Projection::OutBias);
        commands.push(self.linear_back([width, width], out, self.attend.y, [self.dy, self.attend.dy]));
        commands.push(Command::SelfAttendBackward(Box::new(self.attend.clone())));
        let read = (Projection::In, Projection::InBias);
        commands.push(self.linear_back([width, 3 * width], read, self.x, [self.attend.dqkv, self.back]));
        commands.push(Command::Sum { a: self.dy, b: self.back, out: self.dx });
    }
}
