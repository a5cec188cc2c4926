//! The page: header, notices, stage, card, transport; the same places as in the first program.

use crate::app::lab::reduce::reduce;
use crate::app::lab::state::{Action, Effect, State, Status};
use crate::app::lab::words;
use crate::platform::{self, Preferences};
use crate::scene::training::verdict;
use crate::ui::header::{Turn, header};
use crate::ui::lab::engine::Engine;
use crate::ui::lab::{speed, train};
use crate::ui::page::{use_root, write_address};
use crate::ui::store::Send;
use crate::ui::transport::icon;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Where a run and a text are kept between visits.
const RUN: &str = "run";
const TEXT: &str = "text";

/// Workers at once, at most: as many as `platform::cores` counts.
const MOST_ENGINES: usize = 8;

struct Store(State);

impl Reducible for Store {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Store(reduce(&self.0, action)))
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The query string.
    pub query: AttrValue,
    pub preferences: Preferences,
}

/// The second program.
#[component]
pub fn Lab(props: &Props) -> Html {
    let store = {
        let (query, preferences) = (props.query.clone(), props.preferences.clone());
        use_reducer(move || Store(State::new(&query, preferences)))
    };
    let send = {
        let dispatcher = store.dispatcher();
        use_memo((), move |_| Send(Callback::from(move |action: Action| dispatcher.dispatch(action))))
    };
    let state = &store.0;
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
        let (latest, send, engines) = (latest.clone(), send.clone(), engines.clone());
        use_effect_with(state.turn, move |_| {
            let effects = latest.borrow().effects.clone();
            effects.into_iter().for_each(|effect| perform(effect, &latest, &pending, &engines, &send));
        });
    }
    let title = if state.is_speed() { state.lang.lab().speed_title } else { state.lang.lab().train_title };
    use_root(&state.address, state.lang, false, title);
    let spoken = spoken(state);
    #[cfg(target_arch = "wasm32")]
    {
        let (latest, spoken) = (latest.clone(), spoken.clone());
        use_effect_with(spoken, move |spoken| crate::ui::lab::listen::settled(&latest.borrow(), spoken));
    }
    view(state, title, &spoken, &send)
}

/// What is worth saying aloud: the finding, and where the run rests. Nothing while numbers only run.
fn spoken(state: &State) -> String {
    if state.is_speed() {
        return if state.speed.is_measuring() { String::new() } else { state.speed.finding(state.lang).0 };
    }
    let said = verdict(&state.view());
    match state.status {
        _ if state.facts.is_none() || state.record.held_out.is_empty() => String::new(),
        // Numbers that run are not read out; where they rest, they are.
        Status::Running => state.lang.lab().learning_title.to_string(),
        _ => format!("{}. {}", said.title, said.text),
    }
}

fn view(state: &State, title: &str, spoken: &str, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let hides = |part: &str| state.address.list("hide").contains(&part);
    let lede = if state.is_speed() { m.speed_lede } else { m.train_lede };
    html! {
        <div class="page">
            { header(&state.address, state.lang, state.fig(), &turn(send)) }
            <main class={classes!("lit", "on-lab", format!("on-{}", state.fig()))}>
                <div class="notices" role="status"><ul>
                    { for state.notes.iter().enumerate().map(|(n, note)| html! {
                        <li><span>{ words::note(state, note) }</span>
                            <button type="button" class="link-button" onclick={send.on(Action::Dismiss(n))}>{ state.lang.messages().dismiss }</button></li>
                    }) }
                </ul></div>
                <section class="stage">
                    if !hides("title") { <h1>{ title.to_string() }</h1> }
                    if !hides("caption") { <p class="lede">{ lede }</p> }
                    { if state.is_speed() { speed::stage(state) } else { train::stage(state, send) } }
                </section>
                if !hides("card") { { if state.is_speed() { speed::card(state) } else { train::card(state, send) } } }
                { if state.is_speed() { speed::tools(state, send) } else { train::tools(state, send) } }
                <p class="visually-hidden" role="status" aria-live="polite">{ spoken }</p>
            </main>
            if !hides("controls") { { transport(state, send) } }
        </div>
    }
}

fn transport(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let (done, all) =
        if state.is_speed() { state.speed.count() } else { (state.updates() as usize, state.total() as usize) };
    let left = all.saturating_sub(done).to_string();
    let (verb, will) = match (state.is_speed(), state.status) {
        (true, Status::Running) => (m.measuring, m.measured_of.with(&[&done.to_string(), &all.to_string()])),
        (true, _) => (m.measure, m.will_measure.to_string()),
        (_, Status::Running) => (m.pause, m.will_pause.to_string()),
        _ if state.is_done() => (m.again, m.will_again.to_string()),
        _ if done == 0 => (m.start, if all > 0 { m.will_start.with(&[&all.to_string()]) } else { String::new() }),
        _ => (m.go_on, m.will_go_on.with(&[&left])),
    };
    let is_ready = if state.is_speed() { !state.speed.is_measuring() } else { state.is_ready() };
    let share = if all > 0 { 100.0 * done as f64 / all as f64 } else { 0.0 };
    let position = m.progress.with(&[&done.to_string(), &all.to_string(), &format!("{share:.0}%")]);
    let disabled = |yes: bool| yes.then_some("true");
    html! {
        <footer class="transport">
            <div role="group" aria-label={m.transport}>
                if !state.is_speed() {
                    <button type="button" class="square" data-act="rewind" aria-label={m.rewind} title={m.rewind} aria-keyshortcuts="Home"
                        aria-disabled={disabled(!is_ready || done == 0)} onclick={send.on(Action::Rewind)}>{ icon("M4 4h2.2v12H4zM16 4v12L7.4 10z") }</button>
                }
                <button type="button" class="go" id="go" data-act="go" aria-disabled={disabled(!is_ready)} onclick={send.on(Action::Go)}>
                    <span class="verb">{ verb }</span>{ " " }<span class="will">{ will }</span>
                </button>
                if !state.is_speed() {
                    <button type="button" class="plain once" data-act="once" aria-keyshortcuts="ArrowRight"
                        aria-disabled={disabled(!is_ready || state.is_done())} onclick={send.on(Action::Once)}>{ m.once }</button>
                }
                <div class="timeline" role="progressbar" aria-valuemin="0" aria-valuemax={all.to_string()} aria-valuenow={done.to_string()}
                    aria-valuetext={position.clone()} aria-label={if state.is_speed() { m.measuring } else { m.updates }}>
                    <svg aria-hidden="true"><line x1="0" y1="50%" x2="100%" y2="50%" class="way" />
                        <line x1="0" y1="50%" x2={format!("{share:.2}%")} y2="50%" class="done" />
                        <circle cx={format!("{share:.2}%")} cy="50%" r="8" class="here" />
                    </svg>
                </div>
                if !state.is_speed() {
                    <div class="seg speed" role="group" aria-label={m.pace}>
                        { for [("0.5", "½×"), ("1", "1×"), ("2", m.full_speed)].map(|(id, text)| {
                            let is_on = state.address.get("speed") == Some(id);
                            html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-pace={id}
                                onclick={send.on(Action::Pace(id.into()))}>{ text }</button> }
                        }) }
                    </div>
                }
                <button type="button" class="plain leave" onclick={send.on(Action::Present(false))}>{ state.lang.messages().leave_present }</button>
            </div>
        </footer>
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
        Effect::Open(query) => platform::open_query(&query),
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
        Effect::Download(name, bytes) => platform::download(&name, &bytes),
        Effect::Restart { on_this_thread } => {
            engines.iter().for_each(Engine::end);
            engines[0].start(on_this_thread, send);
        }
    }
}
