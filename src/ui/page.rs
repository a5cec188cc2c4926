//! The page of every screen: header, notices, stage, card, transport. It knows no screen.

use crate::platform;
use crate::shell::action::{Action, Effect};
use crate::shell::message::envelope;
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::ui::header::header;
use crate::ui::history::{self, Pen, Written};
use crate::ui::keys::EVERYWHERE;
use crate::ui::lecture::without_look;
use crate::ui::onward::onward;
use crate::ui::screen::{Catalogue, Frame, Latest, Screen, Stand, settled};
use crate::ui::send::Send;
use crate::ui::store::{Due, Event, Store};
use crate::words::Lang;
use serde_json::json;
use std::rc::Rc;
use yew::prelude::*;

/// A screen's first state, for Yew: equal only to itself.
#[derive(Clone)]
pub struct First(pub Rc<dyn Screen>);

impl PartialEq for First {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub first: First,
    pub catalogue: Catalogue,
}

#[component]
pub fn Page(props: &Props) -> Html {
    let store = {
        let (first, catalogue) = (props.first.0.clone(), props.catalogue);
        use_reducer(move || Store::new(first, catalogue))
    };
    let send = {
        let dispatcher = store.dispatcher();
        use_memo((), move |_| Send(Callback::from(move |action| dispatcher.dispatch(Event::Do(action)))))
    };
    let screen = &store.screen;
    // Where a translator or a blocker changed the page, nothing of it can be relied upon: it is drawn anew as a whole.
    let drawing = platform::alterations(false);
    let locked = screen.shell().address.get("lock").map(str::to_string);
    use_effect(move || {
        let names = locked.as_deref().unwrap_or_default();
        platform::lock(&names.split(',').filter(|name| !name.is_empty()).collect::<Vec<&str>>());
    });
    let latest = use_mut_ref(|| screen.clone());
    *latest.borrow_mut() = screen.clone();
    let pen: Pen = use_mut_ref(Written::default);
    #[cfg(target_arch = "wasm32")]
    {
        use crate::shell::message::ready;
        let (latest, send, pen, catalogue) = (latest.clone(), send.clone(), pen.clone(), store.catalogue);
        use_effect_with((), move |_| {
            history::begin(&pen, &**latest.borrow());
            crate::ui::listen::listen(&latest, &pen, catalogue, &send);
            platform::arrived();
            // Once all that the root says is drawn: the height is that of what is seen.
            platform::after(0, move || {
                let screen = latest.borrow().clone();
                crate::ui::listen::tell(&ready(screen.shell(), &screen.link(), platform::content_height()));
            });
        });
    }
    {
        let (latest, send, store) = (latest.clone(), send.clone(), store.clone());
        let dispatcher = store.dispatcher();
        let opened = Callback::from(move |event| dispatcher.dispatch(event));
        use_effect_with(store.turn, move |_| {
            for due in store.take() {
                match due {
                    Due::Effect(effect) => {
                        perform(effect, &latest.borrow().clone(), store.catalogue, &pen, &opened, &send)
                    }
                    Due::Errand(errand) => errand(&send),
                    Due::Lecture(wanted) => bring(wanted, store.catalogue, &latest, &opened, &send),
                    Due::Write { is_new: true } => history::push(&pen, &latest.borrow().link()),
                    Due::Write { is_new: false } => history::write(&pen, &latest),
                }
            }
        });
    }
    let frame = screen.frame();
    use_told(&latest, &frame);
    use_root(screen.shell(), &frame.title);
    // After it: what the root says decides how much room there is.
    use_drawn(&latest, &send);
    let over = store.aids.map_or_else(Html::default, |aids| {
        (aids.view)(&Stand { screen: &**screen, frame: &frame, aid: store.lecture.aid.as_ref(), send: &send })
    });
    view(&**screen, &frame, store.catalogue, drawing, over, &send)
}

/// Brings what draws a lecture, and the deck of that name.
fn bring(wanted: Option<(String, Lang)>, catalogue: Catalogue, latest: &Latest, opened: &Callback<Event>, send: &Send) {
    let (latest, opened, send) = (latest.clone(), opened.clone(), send.clone());
    platform::spawn(async move {
        let aids = (catalogue.aids)().await;
        if let Some(aids) = aids {
            opened.emit(Event::Aids(aids));
        }
        if let Some((name, lang)) = wanted {
            let deck = match aids {
                Some(aids) => (aids.begin)(name, lang, &latest, &send).await,
                None => None,
            };
            opened.emit(Event::Deck(deck.map(Rc::new)));
        }
    });
}

fn post(shell: &Shell, kind: &str, fields: serde_json::Value) {
    let message = envelope(shell.address.get("id"), kind, fields);
    let text = crate::shell::json::text(&message);
    platform::post_to_parent(&text);
    // The speaker's window hears where the lecture stands.
    if kind == "state" && shell.address.is_set("beat") {
        platform::post_to_windows(&text);
    }
}

/// Tells the host what has settled, whether the goal is reached, and what the address had wrong.
#[hook]
fn use_told(latest: &Latest, frame: &Frame) {
    let screen = latest.borrow().clone();
    {
        let latest = latest.clone();
        use_effect_with((screen.shell().fig(), frame.place.clone(), screen.link()), move |_| {
            let screen = latest.borrow().clone();
            post(screen.shell(), "state", settled(&*screen));
            // Whenever somebody gets there.
            if screen.frame().is_at_end && screen.shell().address.get("goal") == Some("end") {
                post(screen.shell(), "goal", json!({"goal": "end"}));
            }
        });
    }
    {
        let (latest, told) = (latest.clone(), use_mut_ref(Vec::new));
        use_effect_with(screen.shell().notes.clone(), move |notes| {
            let screen = latest.borrow().clone();
            // What the host has heard of already is not said again.
            let before = told.replace(notes.clone());
            for note in notes.iter().filter(|note| note.is_fault() && !before.contains(note)) {
                let fields = json!({"code": note.code(), "message": note.words(screen.shell().lang)});
                post(screen.shell(), "error", fields);
            }
        });
    }
}

/// After each drawing: others' changes are counted from there, the focus is somewhere, pictures have the room they were drawn for.
#[hook]
fn use_drawn(latest: &Latest, send: &Send) {
    let (send, latest) = (send.clone(), latest.clone());
    use_effect(move || {
        let _ = platform::alterations(true);
        platform::mend_focus();
        platform::mend_lists();
        if latest.borrow().shell().is_resized() {
            send.now(Action::Resized);
        }
    });
}

/// Keeps what hangs on the root element in step: language, theme, motion, present, embed, and the title.
#[hook]
fn use_root(shell: &Shell, title: &str) {
    let word = |on: bool| if on { "1" } else { "0" };
    let theme = shell.address.get("theme").unwrap_or("auto").to_string();
    let embeds = shell.address.get("embed") == Some("1");
    let moving = if shell.is_moving() { "full" } else { "off" };
    let [present, blank, spot] = [shell.is_presenting(), shell.is_blank, shell.is_spot].map(word);
    let flags = (theme, shell.lang, moving, present, word(embeds), blank, spot);
    let title = format!("{title} · {}", shell.lang.messages().product);
    use_effect_with((flags, title), move |((theme, lang, moving, present, embed, blank, spot), title)| {
        let attributes = [
            ("lang", lang.id()),
            ("data-theme", theme.as_str()),
            ("data-motion", moving),
            ("data-present", present),
            ("data-embed", embed),
            ("data-blank", blank),
            ("data-spot", spot),
        ];
        platform::set_root(&attributes, title);
    });
}

fn view(screen: &dyn Screen, frame: &Frame, catalogue: Catalogue, drawing: u32, over: Html, send: &Send) -> Html {
    let shell = screen.shell();
    let m = shell.lang.messages();
    let parts = screen.parts(send);
    let fig = shell.fig();
    let classes = classes!("lit", format!("on-{fig}"), frame.classes.clone());
    let bar = (!shell.hides("controls")).then(|| {
        html! {
            <footer class="transport">
                <div role="group" aria-label={m.transport}>
                    { parts.bar }
                    <button type="button" class="plain leave" onclick={send.on(Action::Present(false))}>{ m.leave_present }</button>
                </div>
            </footer>
        }
    });
    // In somebody else's page it stands above all that grows, for such a frame is as high as what it shows.
    let (inside, below) = if shell.address.get("embed") == Some("1") { (bar, None) } else { (None, bar) };
    html! {
        <div class="page" key={format!("{fig}{drawing}")} data-speed={shell.address.get("speed").unwrap_or("1").to_string()} data-t={frame.t.to_string()}>
            { header(shell, &catalogue, send) }
            { over }
            { notices(shell, send) }
            <main class={classes}>
                { inside }
                <section class="stage">
                    if !shell.hides("title") { <h1>{ &frame.title }</h1> }
                    if !shell.hides("caption") && !frame.lede.is_empty() { <p class="lede">{ &frame.lede }</p> }
                    { parts.stage }
                </section>
                <div class="beside">{ parts.card }{ onward(screen, frame, catalogue, send) }</div>
                { parts.tools }
                { keys(screen) }
                <p class="visually-hidden" role="status" aria-live="polite">{ &frame.spoken }</p>
                <p class="on-paper" aria-hidden="true">{ &frame.spoken }<br />{ platform::link(&without_look(&screen.link())) }</p>
            </main>
            { below }
        </div>
    }
}

fn notices(shell: &Shell, send: &Send) -> Html {
    let m = shell.lang.messages();
    html! {
        <div class="notices" role="status"><ul>
            { for shell.notes.iter().enumerate().map(|(n, note)| html! {
                <li data-note={note.code()}><span>{ note.words(shell.lang) }</span>
                    if matches!(note, Note::Reset | Note::Anew) {
                        <button type="button" class="link-button" data-act="undo" onclick={send.on(Action::Undo)}>{ m.undo }</button>
                    }
                    <button type="button" class="link-button" onclick={send.on(Action::Dismiss(n))}>{ m.dismiss }</button></li>
            }) }
        </ul></div>
    }
}

/// The keys of every screen, and of this one.
fn keys(screen: &dyn Screen) -> Html {
    let m = screen.shell().lang.messages();
    html! {
        <details class="tool wide" id="keys">
            <summary>{ m.keys }</summary>
            <dl class="keys">
                { for EVERYWHERE.iter().chain(screen.key_list()).map(|(keys, what)| html! {
                    <><dt>{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt><dd>{ what(m) }</dd></>
                }) }
            </dl>
        </details>
    }
}

/// Does what the reducer asked for.
fn perform(
    effect: Effect,
    screen: &Rc<dyn Screen>,
    catalogue: Catalogue,
    pen: &Pen,
    opened: &Callback<Event>,
    send: &Send,
) {
    let send = send.clone();
    match effect {
        Effect::Load(load) => {
            let opened = opened.clone();
            platform::spawn(async move {
                opened.emit(match (catalogue.load)(load.facts).await {
                    Some(open) => Event::Opened(open, load),
                    None => Event::NotArrived(load),
                });
            });
        }
        Effect::Replace => history::replace(pen, &screen.link()),
        Effect::Copy(query) => {
            let link = platform::link(&query);
            platform::copy(&link.clone(), move |is_done| send.now(Action::Copied(link, is_done)));
        }
        Effect::Focus(id) => platform::focus(id),
        Effect::Arrive => platform::arrive(&["#figure", "#go"]),
        Effect::FocusFirst(selectors) => {
            // On a screen whose units are rows, the same number of the new unit.
            let quantity = platform::focused("data-q").unwrap_or_default();
            let selectors: Vec<String> =
                selectors.into_iter().map(|selector| selector.replace("{q}", &quantity)).collect();
            platform::focus_first(&selectors.iter().map(String::as_str).collect::<Vec<&str>>());
        }
        Effect::Reveal(id) => platform::reveal(id),
        Effect::After(millis, action) => platform::after(millis, move || send.now(action)),
        Effect::Tell(kind, fields) => {
            let is_goal = kind == "answer" && fields["correct"] == true;
            post(screen.shell(), kind, fields);
            if is_goal && screen.shell().address.get("goal") == Some("answer") {
                post(screen.shell(), "goal", json!({"goal": "answer"}));
            }
        }
        Effect::Download(name, bytes) => platform::download(&name, &bytes),
        Effect::Picture(name, as_pixels) => platform::picture("picture", name, as_pixels),
        Effect::FullScreen(is_full) => platform::full_screen(is_full),
    }
}
