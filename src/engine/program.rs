//! Work as data: kernel commands over named buffers. A device runs them in order and knows nothing of networks.

use crate::kernels::rnn::Nonlinearity;
use crate::kernels::sequence::Dims;
use crate::kernels::{adam, attend, dropout, linear, positions, rmsprop, self_attend, sgd};
use crate::model::cell::Cell;
use crate::model::names::Quantity;

/// A buffer of real numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferId(pub usize);

/// A buffer of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntsId(pub usize);

/// A declared buffer. All start at zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub name: String,
    pub len: usize,
}

/// Which kernel a [`Layer`] runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    Rnn(Nonlinearity),
    Lstm,
    Gru,
    MinGru,
    FeedForward(Nonlinearity),
    Conv1d(Nonlinearity),
}

impl LayerKind {
    /// Whether its kernels are with every page; the others come with the screens that show them.
    pub fn is_everywhere(self) -> bool {
        matches!(self, LayerKind::Rnn(_) | LayerKind::Lstm | LayerKind::Gru)
    }
    /// Whether all its steps can be computed at once, though each has a memory.
    pub fn is_parallel(self) -> bool {
        self == LayerKind::MinGru
    }
}

/// One layer and direction: every buffer its kernel reads or writes. Those that a kind does not use are empty.
#[derive(Clone, Debug)]
pub struct Layer {
    pub kind: LayerKind,
    pub dims: Dims,
    /// weight_ih, weight_hh, bias_ih, bias_hh.
    pub weights: [BufferId; 4],
    pub dweights: [BufferId; 4],
    pub x: BufferId,
    pub h0: BufferId,
    pub c0: BufferId,
    /// Packed gates; the pre-activation `a` of an RNN.
    pub gates: BufferId,
    pub c: BufferId,
    pub tanh_c: BufferId,
    pub q: BufferId,
    pub h: BufferId,
    pub dy: BufferId,
    /// What reaches the last `c` from a network that goes on with it; empty where none does.
    pub dc_last: BufferId,
    pub dgates: BufferId,
    pub dpre: BufferId,
    pub dpre_hh: BufferId,
    pub dc: BufferId,
    pub dh: BufferId,
    pub dx: BufferId,
    pub dh0: BufferId,
    pub dc0: BufferId,
}

/// Where a layer keeps a quantity: block `block` of the `blocks` (of H values) in a row.
pub struct Slot {
    pub value: BufferId,
    /// `None` for what only the forward pass keeps.
    pub gradient: Option<BufferId>,
    pub block: usize,
    pub blocks: usize,
}

impl Layer {
    /// `None` for a quantity that the anatomy derives, or that the cell does not have.
    pub fn slot(&self, cell: Cell, quantity: Quantity) -> Option<Slot> {
        let whole = |value, gradient| Some(Slot { value, gradient, block: 0, blocks: 1 });
        match quantity {
            Quantity::H => whole(self.h, Some(self.dh)),
            quantity if !cell.has(quantity) => None,
            Quantity::C => whole(self.c, Some(self.dc)),
            Quantity::TanhC => whole(self.tanh_c, None),
            Quantity::Q => whole(self.q, None),
            _ => {
                let gates = cell.spec().packed;
                let block = gates.iter().position(|&gate| gate == quantity)?;
                Some(Slot { value: self.gates, gradient: Some(self.dgates), block, blocks: gates.len() })
            }
        }
    }
}

/// A decoder's look back at its encoder: every buffer that its kernel reads or writes.
#[derive(Clone, Debug)]
pub struct Attend {
    pub dims: attend::Dims,
    pub query: BufferId,
    pub keys: BufferId,
    pub cut: BufferId,
    pub scores: BufferId,
    pub weights: BufferId,
    pub context: BufferId,
    pub dcontext: BufferId,
    pub dweights: BufferId,
    pub dscores: BufferId,
    pub dquery: BufferId,
    pub dkeys: BufferId,
}

/// Self-attention: every buffer that its kernel reads or writes.
#[derive(Clone, Debug)]
pub struct SelfAttend {
    pub dims: self_attend::Dims,
    pub qkv: BufferId,
    pub live: BufferId,
    pub scores: BufferId,
    pub weights: BufferId,
    pub y: BufferId,
    pub dy: BufferId,
    pub dweights: BufferId,
    pub dscores: BufferId,
    pub dqkv: BufferId,
}

/// Parameters and their gradients, those of the layers first and in their order.
#[derive(Clone, Copy)]
pub struct Tensors<'a> {
    pub params: &'a [BufferId],
    pub grads: &'a [BufferId],
    /// An empty buffer, for what a kind of layer does not have.
    pub none: BufferId,
}

/// One kernel with its operands, in the order of its contract.
#[derive(Clone, Debug)]
pub enum Command {
    Embed {
        input: usize,
        weight: Option<BufferId>,
        ids: IntsId,
        x: BufferId,
    },
    EmbedBackward {
        input: usize,
        ids: IntsId,
        dx: BufferId,
        dweight: BufferId,
    },
    /// The integers as reals.
    Pixels {
        ids: IntsId,
        x: BufferId,
    },
    LayerForward(Box<Layer>),
    LayerBackward(Box<Layer>),
    Join {
        hidden: usize,
        forward: BufferId,
        reverse: BufferId,
        y: BufferId,
    },
    JoinBackward {
        hidden: usize,
        dy: BufferId,
        forward: BufferId,
        reverse: BufferId,
    },
    /// `out = a + b`: the gradient of an input that two directions read.
    Sum {
        a: BufferId,
        b: BufferId,
        out: BufferId,
    },
    Attend(Box<Attend>),
    AttendBackward(Box<Attend>),
    /// `y = x` with where each step stands added.
    Positions {
        dims: positions::Dims,
        table: BufferId,
        x: BufferId,
        y: BufferId,
    },
    SelfAttend(Box<SelfAttend>),
    SelfAttendBackward(Box<SelfAttend>),
    Linear {
        dims: linear::Dims,
        weight: BufferId,
        bias: BufferId,
        x: BufferId,
        y: BufferId,
    },
    LinearBackward {
        dims: linear::Dims,
        weight: BufferId,
        x: BufferId,
        dy: BufferId,
        dx: BufferId,
        dweight: BufferId,
        dbias: BufferId,
    },
    CrossEntropy {
        classes: usize,
        logits: BufferId,
        targets: IntsId,
        probs: BufferId,
        losses: BufferId,
        loss: BufferId,
    },
    CrossEntropyBackward {
        classes: usize,
        probs: BufferId,
        targets: IntsId,
        dlogits: BufferId,
    },
    /// `y = x` with some values left out; `x` and `y` may be one buffer.
    Dropout {
        settings: dropout::Settings,
        k: u32,
        x: BufferId,
        y: BufferId,
    },
    /// All of `to` from a part of `from`: the state that the next batch begins with.
    Copy {
        from: BufferId,
        at: usize,
        to: BufferId,
    },
    /// All of `from` into a part of `to`; with `adds` on top of what is there.
    Put {
        from: BufferId,
        to: BufferId,
        at: usize,
        adds: bool,
    },
    ClipNorm {
        /// Infinite: only the norm is taken.
        max_norm: f64,
        grads: Vec<BufferId>,
        norm: BufferId,
    },
    Sgd {
        settings: sgd::Settings,
        weight: BufferId,
        grad: BufferId,
        velocity: BufferId,
    },
    RmsProp {
        settings: rmsprop::Settings,
        weight: BufferId,
        grad: BufferId,
        v: BufferId,
    },
    Adam {
        settings: adam::Settings,
        k: u32,
        weight: BufferId,
        grad: BufferId,
        m: BufferId,
        v: BufferId,
    },
}

impl Command {
    /// Makes it the command of update `number`, from 1.
    pub fn of_update(&mut self, number: u32) {
        if let Command::Adam { k, .. } | Command::Dropout { k, .. } = self {
            *k = number;
        }
    }
}

/// Buffers and the commands over them.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub buffers: Vec<Declared>,
    pub ints: Vec<Declared>,
    pub commands: Vec<Command>,
}

impl Program {
    pub fn buffer(&mut self, name: impl Into<String>, len: usize) -> BufferId {
        self.buffers.push(Declared { name: name.into(), len });
        BufferId(self.buffers.len() - 1)
    }
    pub fn integers(&mut self, name: impl Into<String>, len: usize) -> IntsId {
        self.ints.push(Declared { name: name.into(), len });
        IntsId(self.ints.len() - 1)
    }
}

/// The contents of a program's buffers.
#[derive(Clone, Debug)]
pub struct Buffers<R> {
    pub reals: Vec<Vec<R>>,
    pub ints: Vec<Vec<i32>>,
}

impl<R: crate::math::real::Real> Buffers<R> {
    /// All zero.
    pub fn of(program: &Program) -> Self {
        Self {
            reals: program.buffers.iter().map(|buffer| vec![R::ZERO; buffer.len]).collect(),
            ints: program.ints.iter().map(|buffer| vec![0; buffer.len]).collect(),
        }
    }
    pub fn get(&self, id: BufferId) -> &[R] {
        &self.reals[id.0]
    }
    /// Fills a buffer. Panics if the length differs.
    pub fn set(&mut self, id: BufferId, values: impl IntoIterator<Item = R>) {
        let mut values = values.into_iter();
        for slot in &mut self.reals[id.0] {
            *slot = values.next().expect("fewer values than the buffer holds");
        }
        assert!(values.next().is_none(), "more values than the buffer holds");
    }
    pub fn set_ints(&mut self, id: IntsId, values: &[i32]) {
        self.ints[id.0].copy_from_slice(values);
    }
    /// Takes a buffer out, so that a kernel may write it while it reads others.
    pub fn take(&mut self, id: BufferId) -> Vec<R> {
        std::mem::take(&mut self.reals[id.0])
    }
    pub fn put(&mut self, id: BufferId, values: Vec<R>) {
        self.reals[id.0] = values;
    }
}
