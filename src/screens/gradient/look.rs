//! What can be looked at, and on which axis.

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A norm a step, cells overlaid.
    #[default]
    Steps,
    /// Every unit at every step.
    Units,
    /// What each loss contributes at each step.
    Losses,
    /// What the way to the last step does to a vector.
    Jacobian,
    /// The proof: networks that learn to recall.
    Recall,
}

impl Look {
    pub const ALL: [Look; 5] = [Look::Steps, Look::Units, Look::Losses, Look::Jacobian, Look::Recall];
    /// As in the address.
    pub fn id(self) -> &'static str {
        match self {
            Look::Steps => "steps",
            Look::Units => "units",
            Look::Losses => "losses",
            Look::Jacobian => "back",
            Look::Recall => "proof",
        }
    }
}

/// The vertical axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    #[default]
    Log,
    /// Of what the last step receives.
    Relative,
    Linear,
}

impl Scale {
    pub const ALL: [Scale; 3] = [Scale::Log, Scale::Relative, Scale::Linear];
    /// As in the address.
    pub fn id(self) -> &'static str {
        match self {
            Scale::Log => "log",
            Scale::Relative => "relative",
            Scale::Linear => "linear",
        }
    }
    pub fn from_id(id: &str) -> Option<Scale> {
        Scale::ALL.into_iter().find(|scale| scale.id() == id)
    }
}
