//! A drawing of the page as a file of its own: its look travels along as presentation attributes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement, Url, XmlSerializer};

/// What style sheets say of a drawing.
const LOOK: [&str; 12] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "opacity",
    "fill-opacity",
    "font-size",
    "font-family",
    "font-weight",
    "text-anchor",
    "paint-order",
];
/// Pixels of a saved picture per unit of the drawing.
const SCALE: f64 = 2.5;

/// Saves the first drawing inside the element `id`: as lines (`name.svg`), or as pixels (`name.png`).
pub fn picture(id: &str, name: &str, as_pixels: bool) {
    let Some((text, width, height)) = drawing(id) else { return };
    if !as_pixels {
        return super::download(&format!("{name}.svg"), text.as_bytes());
    }
    let _ = pixels(&text, width * SCALE, height * SCALE, format!("{name}.png"));
}

/// The drawing with its look written into it, and its size.
fn drawing(id: &str) -> Option<(String, f64, f64)> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let svg = document.query_selector(&format!("#{id} svg")).ok()??;
    let copy: Element = svg.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let (old, new) = (svg.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    for n in 0..old.length() {
        let (Some(old), Some(new)) = (old.get(n), new.get(n)) else { continue };
        let (old, new): (Element, Element) = (old.unchecked_into(), new.unchecked_into());
        let style = window.get_computed_style(&old).ok()??;
        for key in LOOK {
            if let Ok(value) = style.get_property_value(key) {
                let _ = new.set_attribute(key, &value);
            }
        }
    }
    let view: Vec<f64> = svg.get_attribute("viewBox")?.split(' ').filter_map(super::number).collect();
    let [.., width, height] = view[..] else { return None };
    let paper =
        window.get_computed_style(&document.body()?.into()).ok()??.get_property_value("background-color").ok()?;
    let ground = document.create_element_ns(Some("http://www.w3.org/2000/svg"), "rect").ok()?;
    let (w, h) = (width.to_string(), height.to_string());
    for (key, value) in [("width", &w), ("height", &h), ("fill", &paper)] {
        ground.set_attribute(key, value).ok()?;
    }
    copy.insert_before(&ground, copy.first_child().as_ref()).ok()?;
    copy.set_attribute("width", &w).ok()?;
    copy.set_attribute("height", &h).ok()?;
    Some((XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?, width, height))
}

fn pixels(text: &str, width: f64, height: f64, name: String) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&parts, &options)?)?;
    let image = HtmlImageElement::new()?;
    let (drawn, from) = (image.clone(), url.clone());
    let ready = Closure::once_into_js(move || {
        let _ = draw(&drawn, width, height, name);
        let _ = Url::revoke_object_url(&from);
    });
    image.set_onload(Some(ready.unchecked_ref()));
    image.set_src(&url);
    Ok(())
}

fn draw(image: &HtmlImageElement, width: f64, height: f64, name: String) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        let Some(blob) = blob else { return };
        super::spawn(async move {
            if let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(blob.array_buffer()).await {
                super::download(&name, &js_sys::Uint8Array::new(&buffer).to_vec());
            }
        });
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}
