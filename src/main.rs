//! The page: mounts the screen that the address asks for over the prerendered first state, and brings the others when they are
//! asked for.

#[cfg(target_arch = "wasm32")]
mod page {
    use std::rc::Rc;
    use unrolled::platform;
    use unrolled::screens::{MENU, of_bundle};
    use unrolled::shell::notes::Note;
    use unrolled::shell::settings::{Bundle, Facts, LOOK};
    use unrolled::tasks::{archives, examples};
    use unrolled::ui::aids::AIDS;
    use unrolled::ui::page::{First, Page, Props};
    use unrolled::ui::screen::{Aids, Catalogue, Loading, Open};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    const CATALOGUE: Catalogue =
        Catalogue { screens: MENU, load, aids: || Box::pin(async { Some(teach(None).await.ok()?.1) }) };

    /// A chunk did not arrive.
    struct Missing;

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Self {
            Missing
        }
    }

    // The split points: what only one of these reaches is loaded when one of its screens is first opened.

    #[wasm_split(walk, fallible)]
    fn walk(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Walk as usize }>(facts))
    }

    #[wasm_split(back, fallible)]
    fn back(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Back as usize }>(facts))
    }

    #[wasm_split(lab, fallible)]
    fn lab(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Lab as usize }>(facts))
    }

    #[wasm_split(gradient, fallible)]
    fn gradient(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Gradient as usize }>(facts))
    }

    #[wasm_split(tasks, fallible)]
    fn tasks(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Tasks as usize }>(facts))
    }

    #[wasm_split(attention, fallible)]
    fn attention(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Attention as usize }>(facts))
    }

    #[wasm_split(compare, fallible)]
    fn compare(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Compare as usize }>(facts))
    }

    #[wasm_split(own, fallible)]
    fn own(facts: &'static Facts) -> Result<Option<Open>, Missing> {
        Ok(of_bundle::<{ Bundle::Own as usize }>(facts))
    }

    /// A screen of that bundle, and what draws a lecture on whatever screen.
    #[wasm_split(teach, fallible)]
    fn teach(facts: Option<&'static Facts>) -> Result<(Option<Open>, &'static Aids), Missing> {
        Ok((facts.and_then(of_bundle::<{ Bundle::Teach as usize }>), &AIDS))
    }

    /// Brings an archive of networks, if it is not there yet; says whether it is now.
    async fn bring(name: &'static str) -> bool {
        let is_here = || if name == "networks" { examples::is_installed() } else { archives::is_here(name) };
        if is_here() {
            return true;
        }
        let bytes = platform::networks(name).await;
        // Another screen may have brought them meanwhile.
        is_here() || if name == "networks" { examples::install(&bytes) } else { archives::put(name, bytes) }
    }

    fn load(facts: &'static Facts) -> Loading {
        Box::pin(async move {
            for name in facts.networks {
                if !bring(name).await {
                    return None;
                }
            }
            let found = match facts.bundle {
                Bundle::Core => Ok(of_bundle::<{ Bundle::Core as usize }>(facts)),
                Bundle::Walk => walk(facts).await,
                Bundle::Back => back(facts).await,
                Bundle::Lab => lab(facts).await,
                Bundle::Gradient => gradient(facts).await,
                Bundle::Tasks => tasks(facts).await,
                Bundle::Attention => attention(facts).await,
                Bundle::Compare => compare(facts).await,
                Bundle::Own => own(facts).await,
                Bundle::Teach => teach(Some(facts)).await.map(|(open, _)| open),
            };
            found.ok().flatten()
        })
    }

    pub async fn start() {
        let preferences = Rc::new(platform::preferences());
        let mut shell = CATALOGUE.begin(&platform::query(), preferences.clone());
        let open = match load(shell.facts).await {
            Some(open) => open,
            // The first screen is part of the page.
            None => {
                let missing = shell.facts;
                shell = CATALOGUE.begin(&shell.address.only(LOOK).query(), preferences);
                shell.notes.push(Note::NotArrived(missing.words.name));
                let Some(open) = load(shell.facts).await else {
                    return platform::trouble("networks.bin");
                };
                open
            }
        };
        let root = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id("app"));
        if let Some(root) = root {
            let props = Props { first: First(open(shell).into()), catalogue: CATALOGUE };
            yew::Renderer::<Page>::with_root_and_props(root, props).render();
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    unrolled::platform::spawn(page::start());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is the page's program, made for the browser. `cargo xtask serve` builds and serves it.");
}
