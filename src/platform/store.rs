//! Bytes that outlive the page: the browser's database where it is allowed, and files that a person opens and saves.

use js_sys::{Array, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "unrolled";
const STORE: &str = "runs";

/// Calls `then` with the open database, or never, where storage is denied.
fn database(then: impl FnOnce(Option<IdbDatabase>) + 'static) {
    let request = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let Some(request) = request.and_then(|factory| factory.open_with_u32(DATABASE, 1).ok()) else { return then(None) };
    let opened = request.clone();
    let upgrade = Closure::once_into_js(move |_: JsValue| {
        if let Some(database) = result(&opened) {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    answer(&request.clone(), move |found| then(found.map(|database| database.unchecked_into())));
}

fn result(request: &IdbRequest) -> Option<JsValue> {
    request.result().ok().filter(|value| !value.is_undefined())
}

/// Calls `then` once, with the result or nothing.
fn answer(request: &IdbRequest, then: impl FnOnce(Option<JsValue>) + 'static) {
    let then = Rc::new(Cell::new(Some(then)));
    let finish = |request: IdbRequest, is_good: bool| {
        let then = then.clone();
        Closure::once_into_js(move |_: JsValue| {
            if let Some(then) = then.take() {
                then(if is_good { result(&request) } else { None });
            }
        })
    };
    request.set_onsuccess(Some(finish(request.clone(), true).unchecked_ref()));
    request.set_onerror(Some(finish(request.clone(), false).unchecked_ref()));
}

/// Keeps bytes for another visit, if it may; no bytes forget what was kept.
pub fn keep(key: &str, bytes: &[u8]) {
    let (key, bytes) = (JsValue::from(key), Uint8Array::from(bytes));
    database(move |database| {
        let store = database.and_then(|database| {
            let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite).ok()?;
            transaction.object_store(STORE).ok()
        });
        if let Some(store) = store {
            let _ = if bytes.length() == 0 { store.delete(&key) } else { store.put_with_key(&bytes, &key) };
        }
    });
}

/// Calls `then` with what was kept.
pub fn kept(key: &str, then: impl FnOnce(Option<Vec<u8>>) + 'static) {
    let key = JsValue::from(key);
    database(move |database| {
        let request = database.and_then(|database| {
            let store = database.transaction_with_str(STORE).ok()?.object_store(STORE).ok()?;
            store.get(&key).ok()
        });
        match request {
            Some(request) => answer(&request, move |found| {
                then(found.and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()));
            }),
            None => then(None),
        }
    });
}

/// Offers bytes as a file.
pub fn download(name: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence(&parts) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(anchor) = document.and_then(|document| document.create_element("a").ok()) {
        let anchor: web_sys::HtmlAnchorElement = anchor.unchecked_into();
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser has taken it by then.
    super::after(10_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    });
}

/// Name and bytes of the file that a person chose in a field or dropped on the page; its size, if that is over the limit.
pub fn read_file(event: &web_sys::Event, limit: f64, then: impl FnOnce(String, Result<Vec<u8>, f64>) + 'static) {
    let dropped = event.dyn_ref::<web_sys::DragEvent>().and_then(|event| event.data_transfer());
    let chosen = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let files = dropped.and_then(|dropped| dropped.files()).or_else(|| chosen.and_then(|field| field.files()));
    let Some(file) = files.and_then(|files| files.get(0)) else { return };
    let (name, size) = (file.name(), file.size());
    // Before anything is read.
    if size > limit {
        return then(name, Err(size));
    }
    super::spawn(async move {
        if let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await {
            then(name, Ok(Uint8Array::new(&buffer).to_vec()));
        }
    });
}
