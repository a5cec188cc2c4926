//! A picture of what the page shows, as a file of its own. static/still.js draws it, fetched when one is first asked for.

use wasm_bindgen::prelude::*;

/// Pixels of a saved picture per unit of the drawing.
const SCALE: f64 = 2.5;

#[wasm_bindgen]
extern "C" {
    /// In static/boot.js.
    #[wasm_bindgen(js_name = unrolledStill, catch)]
    async fn draw(selector: &str, lines: Vec<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = unrolledStillOf, catch)]
    async fn draw_other(query: &str, width: u32, height: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = unrolledPixels, catch)]
    async fn paint(svg: &str, width: f64) -> Result<JsValue, JsValue>;
}

/// The first element that a selector finds as an SVG, with lines of text below it; of `body`, what the window shows.
pub async fn still(selector: &str, lines: Vec<String>) -> Option<String> {
    draw(selector, lines).await.ok()?.as_string()
}

/// What another state of the page looks like in a window of that size (CSS pixels).
pub async fn still_of(query: &str, (width, height): (u32, u32)) -> Option<String> {
    draw_other(query, width, height).await.ok()?.as_string()
}

/// An SVG as the bytes of a PNG, so many pixels wide.
pub async fn pixels(svg: &str, width: f64) -> Option<Vec<u8>> {
    Some(js_sys::Uint8Array::new(&paint(svg, width).await.ok()?).to_vec())
}

/// The width that an SVG of ours says it has.
fn width_of(svg: &str) -> Option<f64> {
    super::number(svg.split_once(" width=\"")?.1.split_once('"')?.0)
}

/// Saves an SVG under a name: as lines (`name.svg`), or as pixels (`name.png`).
pub async fn save_picture(svg: &str, name: &str, as_pixels: bool) {
    if !as_pixels {
        return super::download(&format!("{name}.svg"), svg.as_bytes());
    }
    if let Some(bytes) = pixels(svg, SCALE * width_of(svg).unwrap_or(800.0)).await {
        super::download(&format!("{name}.png"), &bytes);
    }
}

/// Saves the first drawing inside the element `id`.
pub fn picture(id: &'static str, name: &'static str, as_pixels: bool) {
    super::spawn(async move {
        if let Some(svg) = still(&format!("#{id} svg"), Vec::new()).await {
            save_picture(&svg, name, as_pixels).await;
        }
    });
}
