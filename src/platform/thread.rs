//! Other threads: a line to the worker, or to the page from within it; and giving way between two pieces of work.

use futures_channel::oneshot;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[derive(Default)]
struct Inbox {
    parcels: VecDeque<(Vec<u8>, Vec<u8>)>,
    /// Who sleeps until something comes.
    sleeper: Option<oneshot::Sender<()>>,
    on_arrival: Option<Rc<dyn Fn()>>,
}

/// One end of a line: short messages, each with bytes that change hands.
#[derive(Clone)]
pub struct Port {
    /// A worker, a worker's own scope, or a message port: each posts and receives alike.
    object: Object,
    inbox: Rc<RefCell<Inbox>>,
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn call(object: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    get(object, method).dyn_into::<Function>()?.apply(object, arguments)
}

impl Port {
    fn over(object: Object) -> Port {
        let port = Port { object, inbox: Rc::default() };
        let inbox = port.inbox.clone();
        let receive = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            let data = get(&event, "data");
            let Ok(head) = get(&data, "0").dyn_into::<Uint8Array>() else { return };
            let head = head.to_vec();
            let bytes = get(&data, "1").dyn_into::<js_sys::ArrayBuffer>().ok();
            let bytes = bytes.map_or_else(Vec::new, |buffer| Uint8Array::new(&buffer).to_vec());
            let (sleeper, on_arrival) = {
                let mut inbox = inbox.borrow_mut();
                inbox.parcels.push_back((head, bytes));
                (inbox.sleeper.take(), inbox.on_arrival.clone())
            };
            if let Some(sleeper) = sleeper {
                let _ = sleeper.send(());
            }
            if let Some(on_arrival) = on_arrival {
                on_arrival();
            }
        });
        let _ = Reflect::set(&port.object, &"onmessage".into(), receive.as_ref());
        // A line lives as long as its thread.
        receive.forget();
        port
    }

    /// To whoever started this thread: the page's end of a channel where it runs on the page's own thread.
    pub fn own() -> Port {
        let global = js_sys::global();
        let given = get(&global, "unrolledPort");
        Port::over(given.dyn_into::<Object>().unwrap_or_else(|_| global.unchecked_into()))
    }

    /// To a new worker that runs the engine, or to the engine on this thread. `on_failure` is called if it does not start.
    pub fn engine(on_this_thread: bool, on_failure: impl Fn() + 'static) -> Option<Port> {
        let start = get(&js_sys::global(), "unrolledEngine").dyn_into::<Function>().ok()?;
        let object = start.call1(&JsValue::NULL, &on_this_thread.into()).ok()?.dyn_into::<Object>().ok()?;
        let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| on_failure());
        let _ = Reflect::set(&object, &"onerror".into(), failed.as_ref());
        failed.forget();
        Some(Port::over(object))
    }

    pub fn on_arrival(&self, then: impl Fn() + 'static) {
        self.inbox.borrow_mut().on_arrival = Some(Rc::new(then));
    }

    pub fn post(&self, head: &[u8], bytes: Vec<u8>) {
        let (message, transfer) = (Array::of2(&Uint8Array::from(head), &JsValue::NULL), Array::new());
        if !bytes.is_empty() {
            let buffer = Uint8Array::from(&bytes[..]).buffer();
            message.set(1, buffer.clone().into());
            transfer.push(&buffer);
        }
        let _ = call(&self.object, "postMessage", &Array::of2(&message, &transfer));
    }

    pub fn receive(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        self.inbox.borrow_mut().parcels.pop_front()
    }

    /// Sleeps until something lies in the inbox.
    pub async fn arrival(&self) {
        if !self.inbox.borrow().parcels.is_empty() {
            return;
        }
        let (sender, woken) = oneshot::channel();
        self.inbox.borrow_mut().sleeper = Some(sender);
        let _ = woken.await;
    }

    /// Ends the worker, whatever it does.
    pub fn end(&self) {
        self.inbox.borrow_mut().on_arrival = None;
        let _ = call(&self.object, "terminate", &Array::new());
    }
}

/// Cores that may work at the same time: a power of two, at most eight.
pub fn cores() -> usize {
    let known = get(&get(&js_sys::global(), "navigator"), "hardwareConcurrency").as_f64().unwrap_or(1.0);
    [8, 4, 2].into_iter().find(|&cores| cores as f64 <= known).unwrap_or(1)
}

/// Whether this thread has no page of its own.
pub fn is_worker() -> bool {
    web_sys::window().is_none()
}
/// Whether the engine was started on the page's own thread.
pub fn has_engine() -> bool {
    !is_worker() && is_started_by_page()
}
/// Whether this thread was started by a page of ours.
pub fn is_started_by_page() -> bool {
    is_worker() || get(&js_sys::global(), "unrolledPort").is_object()
}

thread_local! {
    /// A channel to oneself: what is posted arrives after everything that waits already. (A timer would be slowed down.)
    static ECHO: RefCell<Option<(Port, Object)>> = const { RefCell::new(None) };
}

/// Lets messages, and on a page the drawing, have their turn.
pub async fn breathe() {
    let echo = ECHO.with(|echo| {
        let mut echo = echo.borrow_mut();
        if echo.is_none() {
            let class = get(&js_sys::global(), "MessageChannel").dyn_into::<Function>().ok();
            let channel = class.and_then(|class| Reflect::construct(&class, &Array::new()).ok());
            *echo = channel.map(|channel| {
                let (one, other) = (get(&channel, "port1"), get(&channel, "port2"));
                (Port::over(one.unchecked_into()), other.unchecked_into())
            });
        }
        echo.clone()
    });
    let Some((port, other)) = echo else { return };
    let _ = call(&other, "postMessage", &Array::of1(&Array::of2(&Uint8Array::new_with_length(0), &JsValue::NULL)));
    port.arrival().await;
    port.receive();
}

/// Sleeps for some milliseconds.
pub async fn sleep(millis: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = call(&js_sys::global(), "setTimeout", &Array::of2(&resolve, &millis.into()));
    });
    let _ = JsFuture::from(promise).await;
}

/// Runs a future on this thread.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// What the browser calls its GPU; empty where it will not say.
pub async fn adapter_name() -> String {
    let gpu = get(&get(&js_sys::global(), "navigator"), "gpu");
    let Ok(asked) = call(&gpu, "requestAdapter", &Array::new()) else { return String::new() };
    let Ok(promise) = asked.dyn_into::<Promise>() else { return String::new() };
    let Ok(adapter) = JsFuture::from(promise).await else { return String::new() };
    let info = get(&adapter, "info");
    let parts = ["vendor", "architecture", "description"].map(|key| get(&info, key).as_string().unwrap_or_default());
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
