//! The page: mounts the application over its prerendered first state.

#[cfg(target_arch = "wasm32")]
fn main() {
    use unrolled::platform;
    use unrolled::ui::page::{Page, Props};
    use unrolled::ui::walk::Walk;
    if !unrolled::tasks::examples::install(&platform::take_networks()) {
        // boot.js says it in words.
        wasm_bindgen::throw_str("the file of trained networks is damaged");
    }
    let root =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        let props = Props { query: platform::query().into(), preferences: platform::preferences() };
        yew::Renderer::<Page<Walk>>::with_root_and_props(root, props).render();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is the page's program, made for the browser. `cargo xtask serve` builds and serves it.");
}
