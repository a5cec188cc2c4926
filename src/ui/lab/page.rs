//! The page: header, notices, stage, card, transport; the same places as in the first program.

use crate::app::lab::part::{Part, reduce};
use crate::app::lab::proof::MOST_WORKERS;
use crate::app::lab::state::{Action, Effect, State};
use crate::app::lab::words;
use crate::platform::{self, Preferences};
use crate::ui::header::{Turn, header};
use crate::ui::lab::engine::Engine;
use crate::ui::lab::transport::transport;
use crate::ui::page::{use_root, write_address};
use crate::ui::store::{Due, Send};
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use yew::prelude::*;

/// Where a run and a text are kept between visits.
const RUN: &str = "run";
const TEXT: &str = "text";
const PROOF: &str = "proof";

/// Workers at once, at most: as many as `platform::cores` counts.
const MOST_ENGINES: usize = MOST_WORKERS;

/// What a program shows on this page.
pub trait Screens: Part {
    /// A claim, not a topic.
    fn title(state: &State) -> &'static str;
    fn lede(state: &State) -> String;
    /// What is worth saying aloud. Nothing while numbers only run.
    fn spoken(state: &State) -> String;
    fn stage(state: &State, send: &Send<Action>) -> Html;
    fn card(state: &State, send: &Send<Action>) -> Html;
    fn tools(state: &State, send: &Send<Action>) -> Html;
    /// The main button and what stands beside it.
    fn bar(state: &State, send: &Send<Action>) -> Html;
}

struct Store<P>(State, Due<Effect>, PhantomData<P>);

impl<P: Part> Reducible for Store<P> {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = reduce::<P>(&self.0, action);
        let due = self.1.add(&next.effects);
        Rc::new(Store(next, due, PhantomData))
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The query string.
    pub query: AttrValue,
    pub preferences: Preferences,
}

/// The page of a program.
#[component]
pub fn Lab<P: Screens>(props: &Props) -> Html {
    let store = {
        let (query, preferences) = (props.query.clone(), props.preferences.clone());
        use_reducer(move || {
            let state = State::new::<P>(&query, preferences);
            let due = Due::new(&state.effects);
            Store(state, due, PhantomData::<P>)
        })
    };
    let send = {
        let dispatcher = store.dispatcher();
        use_memo((), move |_| Send(Callback::from(move |action: Action| dispatcher.dispatch(action))))
    };
    let state = &store.0;
    // As in `ui::page`.
    let drawing = platform::alterations(false);
    use_effect(|| {
        let _ = platform::alterations(true);
    });
    let latest = use_mut_ref(|| state.clone());
    *latest.borrow_mut() = state.clone();
    let engines = use_memo((), |_| std::array::from_fn::<Engine, MOST_ENGINES, _>(|_| Engine::default()));
    let pending = use_mut_ref(|| false);
    #[cfg(target_arch = "wasm32")]
    {
        let (latest, send) = (latest.clone(), send.clone());
        use_effect_with((), move |_| {
            crate::ui::lab::listen::listen(&latest, &send);
            platform::arrived();
        });
    }
    {
        let (latest, send, engines, store) = (latest.clone(), send.clone(), engines.clone(), store.clone());
        use_effect_with(state.turn, move |_| {
            store.1.take().into_iter().for_each(|effect| perform(effect, &latest, &pending, &engines, &send));
        });
    }
    let title = P::title(state);
    use_root(&state.address, state.lang, false, title);
    let spoken = P::spoken(state);
    #[cfg(target_arch = "wasm32")]
    {
        let (latest, spoken) = (latest.clone(), spoken.clone());
        use_effect_with(spoken, move |spoken| crate::ui::lab::listen::settled(&latest.borrow(), spoken));
    }
    view::<P>(state, &spoken, drawing, &send)
}

fn view<P: Screens>(state: &State, spoken: &str, drawing: u32, send: &Send<Action>) -> Html {
    let hides = |part: &str| state.address.list("hide").contains(&part);
    html! {
        <div class="page" key={drawing}>
            { header(&state.address, state.lang, state.fig(), &turn(send)) }
            <main class={classes!("lit", "on-lab", format!("on-{}", state.fig()))}>
                <div class="notices" role="status"><ul>
                    { for state.notes.iter().enumerate().map(|(n, note)| html! {
                        <li><span>{ words::note(state, note) }</span>
                            <button type="button" class="link-button" onclick={send.on(Action::Dismiss(n))}>{ state.lang.messages().dismiss }</button></li>
                    }) }
                </ul></div>
                <section class="stage">
                    if !hides("title") { <h1>{ P::title(state) }</h1> }
                    if !hides("caption") { <p class="lede">{ P::lede(state) }</p> }
                    { P::stage(state, send) }
                </section>
                if !hides("card") { { P::card(state, send) } }
                { P::tools(state, send) }
                <p class="visually-hidden" role="status" aria-live="polite">{ spoken }</p>
            </main>
            if !hides("controls") { { transport(state, P::bar(state, send), send) } }
        </div>
    }
}

fn turn(send: &Send<Action>) -> Callback<Turn> {
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

/// Does what the reducer asked for.
fn perform(
    effect: Effect,
    latest: &Rc<RefCell<State>>,
    pending: &Rc<RefCell<bool>>,
    engines: &Rc<[Engine; MOST_ENGINES]>,
    send: &Rc<Send<Action>>,
) {
    match effect {
        Effect::Address => {
            let latest = latest.clone();
            write_address(pending, move || latest.borrow().link());
        }
        Effect::Copy(query) => {
            let send = send.clone();
            platform::copy(&platform::link(&query), move |is_done| send.now(Action::Copied(is_done)));
        }
        Effect::Open(query) => platform::open_query(&query, true),
        Effect::Replace(query) => platform::open_query(&query, false),
        Effect::Ask(id, ask, bytes) => engines[0].ask(id, &ask, bytes.to_vec(), send),
        Effect::AskOne(worker, id, ask) => engines[worker].ask(id, &ask, Vec::new(), send),
        Effect::Recall => {
            let send = send.clone();
            let give_up = send.clone();
            // Where storage never answers, the run begins without it.
            platform::after(1500, move || give_up.now(Action::Recalled(None, None)));
            platform::kept(RUN, move |run| {
                platform::kept(TEXT, move |text| send.now(Action::Recalled(run, text)));
            });
        }
        Effect::KeepRun(bytes) => platform::keep(RUN, &bytes),
        Effect::KeepText(bytes) => platform::keep(TEXT, &bytes),
        Effect::KeepProof(bytes) => platform::keep(PROOF, &bytes),
        Effect::RecallProof => {
            let send = send.clone();
            platform::kept(PROOF, move |proof| send.now(Action::ProofKept(proof)));
        }
        Effect::Picture(name, as_pixels) => platform::picture("picture", name, as_pixels),
        Effect::Download(name, bytes) => platform::download(&name, &bytes),
        Effect::Restart { on_this_thread } => {
            engines.iter().for_each(Engine::end);
            engines[0].start(on_this_thread, send);
        }
    }
}
