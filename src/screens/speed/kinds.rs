//! Where a job is done, and which curves are looked at.

/// Where and how a job is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One sequence, on one core.
    One,
    /// As many words that need not wait for one another, shared by all cores.
    Cores,
    /// One sequence, on WebGPU.
    Gpu,
}

/// Which curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Updates on one core.
    One,
    /// Forward passes on one core.
    Forward,
    /// Updates of what waits, on one core and on all.
    Cores,
    /// Updates on WebGPU.
    Gpu,
    /// Memory of an update.
    Memory,
}

impl Look {
    pub const ALL: [Look; 5] = [Look::One, Look::Forward, Look::Cores, Look::Gpu, Look::Memory];
    pub fn id(self) -> &'static str {
        match self {
            Look::One => "one",
            Look::Forward => "forward",
            Look::Cores => "cores",
            Look::Gpu => "gpu",
            Look::Memory => "memory",
        }
    }
    pub fn of(id: &str) -> Look {
        Look::ALL.into_iter().find(|look| look.id() == id).unwrap_or(Look::One)
    }
}
