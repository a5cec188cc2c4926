//! The second program: the screens that train and measure, with a worker beside them.

#[cfg(target_arch = "wasm32")]
fn main() {
    use unrolled::app::lab::reduce::Training;
    use unrolled::platform;
    use unrolled::ui::lab::page::{Lab, Props};
    let root =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        let props = Props { query: platform::query().into(), preferences: platform::preferences() };
        yew::Renderer::<Lab<Training>>::with_root_and_props(root, props).render();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is a program for the browser. `cargo xtask serve` builds and serves it.");
}
