//! The page: header, notices, stage, card, transport.

use crate::app::action::Action;
use crate::app::address::{Address, Notice};
use crate::app::json::text;
use crate::app::message;
use crate::app::part::Part;
use crate::app::state::{Effect, Note, State};
use crate::i18n::Lang;
use crate::platform::{self, Preferences};
use crate::scene::step::Scene;
use crate::ui::header::Turn;
use crate::ui::store::{Send, Store};
use crate::ui::{card, detail, header, tools, transport};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The query string.
    pub query: AttrValue,
    pub preferences: Preferences,
}

/// What a program shows on this page.
pub trait Program: 'static {
    fn part() -> &'static Part;
    fn stage(state: &State, scene: &Scene, send: &Send) -> Html;
    /// Settings of its own, inside the card.
    fn settings(_: &State, _: &Send) -> Html {
        html! {}
    }
    /// What stands above the row of tools, and among its details.
    fn tools(_: &State, _: &Scene, _: &Send) -> [Html; 2] {
        Default::default()
    }
}

/// The page of a program.
#[component]
pub fn Page<P: Program>(props: &Props) -> Html {
    let store = {
        let (query, preferences) = (props.query.clone(), props.preferences.clone());
        use_reducer(move || Store::new(State::of(P::part(), &query, preferences)))
    };
    let send = {
        let dispatcher = store.dispatcher();
        use_memo((), move |_| Send(Callback::from(move |action: Action| dispatcher.dispatch(action))))
    };
    let state = &store.0;
    // Where a translator or a blocker changed the page, nothing of it can be relied upon: it is drawn anew as a whole.
    let drawing = platform::alterations(false);
    use_effect(|| {
        let _ = platform::alterations(true);
    });
    let latest = use_mut_ref(|| state.clone());
    *latest.borrow_mut() = state.clone();
    #[cfg(target_arch = "wasm32")]
    {
        let (latest, send) = (latest.clone(), send.clone());
        use_effect_with((), move |_| {
            crate::ui::listen::listen(&latest, &send);
            platform::post_to_parent(&text(&message::ready(&latest.borrow(), platform::content_height())));
            platform::arrived();
        });
    }
    let pending = use_mut_ref(|| false);
    {
        let (latest, send, store) = (latest.clone(), send.clone(), store.clone());
        use_effect_with(state.turn, move |_| {
            store.1.take().into_iter().for_each(|effect| perform(effect, &latest, &pending, &send));
        });
    }
    {
        let latest = latest.clone();
        let place = (state.t(), state.view().op, state.show.trace.sequence.tokens.clone());
        use_effect_with(place, move |_| {
            platform::reveal("current-column");
            let view = latest.borrow();
            // On a wide screen the card stands beside the picture.
            if (view.view().is_asking() || view.view().is_revealed()) && platform::is_narrow() {
                platform::reveal("card");
            }
            drop(view);
            platform::post_to_parent(&text(&message::settled(&latest.borrow())));
        });
    }
    let scene = (state.part.scene.scene)(&state.view());
    use_root(&state.address, state.lang, state.is_moving(), &scene.title);
    view::<P>(state, &scene, drawing, &send)
}

/// Keeps what hangs on the root element in step: language, theme, motion, present, embed, and the title.
#[hook]
pub fn use_root(address: &Address, lang: Lang, is_moving: bool, title: &str) {
    let is_on = |key: &str| address.get(key) == Some("1");
    let theme = address.get("theme").unwrap_or("auto").to_string();
    let flags = (theme, lang, is_moving, is_on("present"), is_on("embed"));
    let title = format!("{title} · {}", lang.messages().product);
    use_effect_with((flags, title), move |((theme, lang, moving, present, embed), title)| {
        let word = |on: bool| if on { "1" } else { "0" };
        let attributes = [
            ("lang", lang.id()),
            ("data-theme", theme.as_str()),
            ("data-motion", if *moving { "full" } else { "off" }),
            ("data-present", word(*present)),
            ("data-embed", word(*embed)),
        ];
        platform::set_root(&attributes, title);
    });
}

fn view<P: Program>(state: &State, scene: &Scene, drawing: u32, send: &Send) -> Html {
    let m = state.lang.messages();
    let hides = |part: &str| state.address.list("hide").contains(&part);
    // While playing faster than a sentence can be spoken, silence.
    let spoken = if state.playing.is_some() && state.address.get("speed") == Some("2") { "" } else { &scene.spoken };
    let beside = state.show.screen.fig != "step";
    html! {
        <div class="page" key={drawing} data-speed={state.address.get("speed").unwrap_or("1").to_string()} data-t={state.t().to_string()}>
            { header::header(&state.address, state.lang, state.show.screen.fig, &turn(send)) }
            <main class={classes!("lit", format!("on-{}", state.show.screen.fig), (state.show.lanes.len() > 1).then_some("comparing"))}>
                { notices(state, send) }
                <section class="stage">
                    if !hides("title") { <h1>{ &scene.title }</h1> }
                    if !hides("caption") { <p class="lede">{ &scene.lede }</p> }
                    { P::stage(state, scene, send) }
                </section>
                // Where the picture itself is what the arithmetic is about, it opens beside it, in the card's place.
                if beside && scene.panel.is_some() {
                    <div class="aside">{ detail::detail(state, scene, send) }</div>
                } else if !hides("card") {
                    { card::card(state, scene, P::settings(state, send), send) }
                }
                { tools::tools(state, scene, &hides, P::tools(state, scene, send), send) }
                <p class="visually-hidden" role="status" aria-live="polite">{ spoken }</p>
            </main>
            if !hides("controls") { { transport::transport(state, scene, send) } }
            <noscript>{ m.tagline }</noscript>
        </div>
    }
}

fn turn(send: &Send) -> Callback<Turn> {
    let send = send.clone();
    Callback::from(move |turn| {
        send.now(match turn {
            Turn::Lang(lang) => Action::Lang(lang),
            Turn::Theme(theme) => Action::Theme(theme),
            Turn::Screen(fig) => Action::Screen(fig),
            Turn::Present(presents) => Action::Present(presents),
        });
    })
}

fn notices(state: &State, send: &Send) -> Html {
    let m = state.lang.messages();
    html! {
        <div class="notices" role="status"><ul>
            { for state.notes.iter().enumerate().map(|(n, note)| html! {
                <li><span>{ words(state, note) }</span>
                    <button type="button" class="link-button" onclick={send.on(Action::Dismiss(n))}>{ m.dismiss }</button></li>
            }) }
        </ul></div>
    }
}

fn words(state: &State, note: &Note) -> String {
    let m = state.lang.messages();
    match note {
        Note::Address(Notice::Bad(key, value)) => m.notice_bad.with(&[key, value]),
        Note::Address(Notice::TooLong) => m.notice_too_long.to_string(),
        Note::NoScreen(screen) => m.notice_no_screen.with(&[screen]),
        Note::UntrainedSize(units) => m.notice_untrained_size.with(&[&units.to_string()]),
        Note::NotHere(key) => m.notice_not_here.with(&[key]),
        Note::OwnFile => m.notice_own_file.to_string(),
        Note::NoValue(path) => m.notice_no_value.with(&[path]),
        Note::Refused(why) => why.clone(),
        Note::HiddenValue(path) => m.notice_hidden_value.with(&[path]),
        Note::Copied => m.copied.to_string(),
        Note::CopyFailed(link) => m.copy_failed.with(&[link]),
    }
}

/// Writes the address, at most every 300 ms: the last state of that time.
pub fn write_address(pending: &Rc<RefCell<bool>>, link: impl Fn() -> String + 'static) {
    if !pending.replace(true) {
        let pending = pending.clone();
        platform::after(300, move || {
            pending.replace(false);
            platform::replace_query(&link());
        });
    }
}

/// Does what the reducer asked for.
fn perform(effect: Effect, latest: &Rc<RefCell<State>>, pending: &Rc<RefCell<bool>>, send: &Send) {
    match effect {
        Effect::Address => {
            let latest = latest.clone();
            write_address(pending, move || latest.borrow().link());
        }
        Effect::Push => platform::push_query(&latest.borrow().link()),
        Effect::Open(query) => platform::open_query(&query, true),
        Effect::Replace(query) => platform::open_query(&query, false),
        Effect::Tick(number, millis) => {
            let send = send.clone();
            platform::after(millis, move || send.now(Action::Tick(number)));
        }
        Effect::Copy(query) => {
            let send = send.clone();
            platform::copy(&platform::link(&query), move |is_done| send.now(Action::Copied(is_done)));
        }
        Effect::Measure => {
            let send = send.clone();
            platform::after(80, move || send.now(Action::MeasureCurves));
        }
        Effect::Reveal(id) => platform::reveal(id),
        // On a screen whose units are rows, the same number of the new unit.
        Effect::Focus("in-hand") => match platform::focused("data-q") {
            Some(quantity) => {
                platform::focus_first(&["#in-hand", &format!(".in-hand-row button[data-q='{quantity}']")])
            }
            None => platform::focus("in-hand"),
        },
        Effect::Focus(id) => platform::focus(id),
        Effect::FocusNumber(path) => platform::focus_first(&[
            &format!(".stage [data-path='{path}']"),
            "#in-hand",
            ".in-hand-row [data-path]",
            "#figure",
        ]),
    }
}
