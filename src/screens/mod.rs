//! The screens, and the table of all of them: a screen is a folder and a line here. The table makes the menu, what each bundle
//! holds, and the list that the tests walk through; nothing else names a screen.
//!
//! Absent on purpose: what two screens share; that belongs to `player`, `run`, `scene` or `ui`. Start reading at [`step`].

use crate::shell::settings::{Bundle, Facts};
use crate::ui::screen::{Catalogue, Open};

macro_rules! screens {
    ($($screen:ident)*) => {
        $(pub mod $screen;)*

        /// In the order of the menu.
        pub static MENU: &[&Facts] = &[$(&$screen::FACTS),*];

        /// The way to open a screen of one bundle. Which bundle is known when this is compiled, so that nothing of the others comes
        /// along: what only one bundle reaches is a chunk of its own (`src/main.rs` holds the split points).
        pub fn of_bundle<const BUNDLE: usize>(facts: &Facts) -> Option<Open> {
            $(if const { $screen::FACTS.bundle as usize == BUNDLE } && facts.fig == $screen::FACTS.fig {
                return Some($screen::open);
            })*
            None
        }
    };
}

screens! { step memory unroll cell types train bptt gradient brnn attention compare speed own teach }

/// All of them, where nothing has to be loaded first.
pub const CATALOGUE: Catalogue = Catalogue {
    screens: MENU,
    load: |facts| {
        let open = match facts.bundle {
            Bundle::Core => of_bundle::<{ Bundle::Core as usize }>(facts),
            Bundle::Walk => of_bundle::<{ Bundle::Walk as usize }>(facts),
            Bundle::Back => of_bundle::<{ Bundle::Back as usize }>(facts),
            Bundle::Lab => of_bundle::<{ Bundle::Lab as usize }>(facts),
            Bundle::Gradient => of_bundle::<{ Bundle::Gradient as usize }>(facts),
            Bundle::Tasks => of_bundle::<{ Bundle::Tasks as usize }>(facts),
            Bundle::Attention => of_bundle::<{ Bundle::Attention as usize }>(facts),
            Bundle::Compare => of_bundle::<{ Bundle::Compare as usize }>(facts),
            Bundle::Own => of_bundle::<{ Bundle::Own as usize }>(facts),
            Bundle::Teach => of_bundle::<{ Bundle::Teach as usize }>(facts),
        };
        Box::pin(std::future::ready(open))
    },
    aids: || Box::pin(std::future::ready(Some(&crate::ui::aids::AIDS))),
};
