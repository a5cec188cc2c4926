//! The diagram, the same for every shape, and beside it what only one shape has.

use crate::model::cell::Cell;
use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::number::{Number, full};
use crate::scene::palette::fill;
use crate::screens::types::acts::{Own, hand};
use crate::screens::types::drawing;
use crate::screens::types::lanes::{Lane, Meter};
use crate::screens::types::measure::Measured;
use crate::screens::types::plane::{HEIGHT, Plane, WIDTH};
use crate::screens::types::scene::{Grid, Lamp, Step, TypesStage};
use crate::screens::types::task::{Feed, Task, attends, is_two, most};
use crate::screens::types::told::{named, read_at};
use crate::screens::types::words::Words;
use crate::shell::action::Action;
use crate::tasks::caption::MARK;
use crate::ui::controls::buttons;
use crate::ui::number::{Depth, number, signed_bar};
use crate::ui::send::Send;
use crate::words::protect::plain;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub fn stage(state: &Player, stage: &TypesStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <>
            { picker(state, stage, send) }
            <div id="figure" class={classes!("shapes", stage.task.id())} role="group" aria-label={m.figure} tabindex="0">
                if stage.task == Task::Caption { { picture(state, stage, send) } }
                { diagram(state, stage, send) }
            </div>
            if let Some(grid) = &stage.grid { { self::grid(state, grid, send) } }
            if let Some(plane) = &stage.plane { { self::plane(state, plane) } }
            if !stage.rivals.is_empty() { { rivals(state, stage) } }
            if let Some(measured) = &stage.measured { { self::measured(state, stage.task, measured, send) } }
        </>
    }
}

/// Which steps have a lamp lit below and above: the shape in a picture.
fn lamps(task: Task) -> (&'static [bool], &'static [bool]) {
    match task {
        Task::Review => (&[true, true, true, true], &[false, false, false, true]),
        Task::Caption => (&[true, false, false, false], &[false, true, true, true]),
        Task::Translate | Task::Reverse => (&[true, true, false, false, false], &[false, false, true, true, true]),
    }
}

fn picker(state: &Player, stage: &TypesStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <div class="picker" role="group" aria-label={m.shapes}>
            { shape(Own::Single, "single", stage.is_single, [m.one_to_one, m.single].map(String::from), (&[true], &[true]), send) }
            { for Task::ALL.map(|task| {
                let is_on = task == stage.task && !stage.is_single;
                shape(Own::Task(task), task.id(), is_on, [m.shape_of(task), m.example_of(task)].map(String::from), lamps(task), send)
            }) }
        </div>
    }
}

/// A shape as a button: its cells, and which lamps are lit.
fn shape(
    own: Own,
    id: &'static str,
    is_on: bool,
    [shape, example]: [String; 2],
    (below, above): (&[bool], &[bool]),
    send: &Send,
) -> Html {
    let width = 11 * below.len() + 4;
    html! {
        <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-task={id} onclick={send.on(act(own))}>
            <svg viewBox={format!("0 0 {width} 34")} width={width.to_string()} height="34" aria-hidden="true">
                { for below.iter().zip(above).enumerate().map(|(n, (below, above))| {
                    let x = 11 * n + 3;
                    html! { <>
                        <circle class={classes!("bulb", above.then_some("lit"))} cx={(x + 4).to_string()} cy="5" r="2.6" />
                        <rect x={x.to_string()} y="11" width="8" height="12" rx="2" />
                        <circle class={classes!("bulb", below.then_some("lit"))} cx={(x + 4).to_string()} cy="29" r="2.6" />
                    </> }
                }) }
            </svg>
            <span><b>{ shape }</b>{ " " }<span class="small">{ example }</span></span>
        </button>
    }
}

fn act(own: Own) -> Action {
    Action::Own(crate::shell::action::Own::new(own))
}

fn diagram(state: &Player, stage: &TypesStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let is_wide = stage.steps.first().is_some_and(|step| step.cells.len() > 8);
    let has_encoder = stage.steps.iter().any(|step| step.is_encoder);
    let out_lang = out_lang(state, stage.task);
    let in_lang = |step: &Step| if step.is_encoder { state.show.example.lang() } else { out_lang };
    html! {
        <div class="scroll" tabindex="-1">
            <table class={classes!("diagram", (stage.steps.len() > 10).then_some("many"))}>
                if has_encoder { <thead><tr><td />
                    { for [true, false].map(|is_encoder| {
                        let count = stage.steps.iter().filter(|step| step.is_encoder == is_encoder).count();
                        html! { <th colspan={count.to_string()} scope="colgroup" class="half small soft">{ if is_encoder { m.encoder } else { m.decoder } }</th> }
                    }) }
                </tr></thead> }
                <tbody>
                    <tr class="lamps above"><th scope="row">{ m.lamp_out }</th>{ for stage.steps.iter().map(|step| lamp(state, step, &step.output, false, out_lang, send)) }</tr>
                    if stage.task == Task::Review { <tr class="meters"><th scope="row" class="small">{ m.meter }</th>
                        { for stage.meters.iter().map(|meter| html! { <td>{ meter.as_ref().map_or_else(Html::default, |meter| self::meter(meter, send)) }</td> }) }
                    </tr> }
                    <tr class="states"><td />{ for stage.steps.iter().map(|step| cells(state, step, is_wide, m, send)) }</tr>
                    if is_wide { <tr class="in-hand-row"><th scope="row" class="small">{ m.unit_row(&stage.unit.to_string()) }</th>
                        { for stage.steps.iter().map(|step| html! { <td class={step.is_bridge.then_some("bridge")}>{ match step.cells.get(stage.unit - 1) {
                            Some(Some(n)) => number(n, classes!("chip", n.fill), Depth::Root, step.is_current, send),
                            _ => html! { <span class="chip empty" /> },
                        } }</td> }) }
                    </tr> }
                    <tr class="lamps below"><th scope="row">{ m.lamp_in }</th>{ for stage.steps.iter().map(|step| lamp(state, step, &step.input, true, in_lang(step), send)) }</tr>
                </tbody>
                { for stage.lanes.iter().map(|lane| self::lane(state, lane)) }
            </table>
        </div>
    }
}

/// The language of what comes out.
fn out_lang(state: &Player, task: Task) -> &'static str {
    if task == Task::Translate { "th" } else { state.show.example.lang() }
}

fn lamp(state: &Player, step: &Step, lamp: &Lamp, is_input: bool, lang: &'static str, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let view = state.view();
    // After the answer it is the last step that one looks at.
    let is_here = step.is_current || (view.t > view.stops() && step.t == view.stops());
    let class = classes!(
        lamp.is_lit.then_some("lit"),
        (lamp.word.is_some() && step.is_read).then_some("done"),
        step.is_current.then_some("now"),
        lamp.is_wrong.then_some("wrong"),
        lamp.is_first_wrong.then_some("first-wrong"),
        lamp.is_unknown.then_some("unknown"),
        step.is_bridge.then_some("bridge")
    );
    let word = lamp
        .word
        .as_ref()
        .map(|word| if word == drawing::NAME { m.picture.to_string() } else { named(m, word, is_input) });
    let id = (is_here && is_input).then_some("current-column");
    // The marks and the drawing are told in the language of the page.
    let is_told = lamp.word.as_deref().is_some_and(|word| word == drawing::NAME || word == MARK);
    let lang = (!is_told).then_some(lang);
    html! {
        <td {class} {id}>
            if lamp.is_lit {
                <span class="lamp" title={lamp.is_first_wrong.then_some(m.first_wrong_label)}>
                    { match &word { Some(word) => html! { <bdi {lang}>{ word }</bdi> }, None => html! { <span class="blank-lamp" aria-hidden="true" /> } } }
                    if let Some(gloss) = &lamp.gloss { <span class="gloss" lang="en">{ gloss }</span> }
                    if lamp.is_first_wrong { <span class="visually-hidden">{ m.first_wrong_label }</span> } else if lamp.is_wrong { <span class="visually-hidden">{ m.wrong_label }</span> }
                </span>
                if let Some(n) = &lamp.number { { number(n, "in-text small", Depth::Root, step.is_current, send) } }
            }
        </td>
    }
}

fn meter(meter: &Meter, send: &Send) -> Html {
    html! { <div class="meter">{ number(&meter.number, "in-text small", Depth::Root, false, send) }{ signed_bar(meter.share) }</div> }
}

/// The state: numbers where they are few, a strip of colours where they are many.
fn cells(state: &Player, step: &Step, is_wide: bool, m: &Words, send: &Send) -> Html {
    let class = classes!(
        step.is_current.then_some("now"),
        step.is_bridge.then_some("bridge"),
        (!step.is_read).then_some("future")
    );
    if !is_wide {
        return html! {
            <td {class}><div class="cells">{ for step.cells.iter().enumerate().map(|(unit, cell)| match cell {
                Some(n) => number(n, classes!("cell", n.fill), Depth::Root, step.is_current && unit + 1 == state.unit, send),
                None => html! { <span class="cell empty" /> },
            }) }</div></td>
        };
    }
    let count = step.cells.len();
    html! {
        <td {class}><button type="button" class="state-strip" tabindex="-1" data-step={step.t.to_string()} aria-label={plain(&if step.is_read { m.state_label(&strip_word(m, read_at(&state.view(), step.t), step.is_encoder)) } else { m.step_label(&step.t.to_string()) })} onclick={send.on(Act::Goto(step.t))}>
            <svg viewBox={format!("0 0 10 {}", 3 * count)} preserveAspectRatio="none" aria-hidden="true">
                { for step.cells.iter().enumerate().map(|(n, cell)| html! {
                    <rect x="0" y={(3 * n).to_string()} width="10" height="3" class={cell.as_ref().map_or("nothing", |n| n.fill)} />
                }) }
            </svg>
        </button></td>
    }
}

/// What a step read, in words.
fn strip_word(m: &Words, word: &str, is_encoder: bool) -> String {
    if word == drawing::NAME && is_encoder { m.picture.to_string() } else { named(m, word, true) }
}

fn grid(state: &Player, grid: &Grid, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    html! {
        <section class="looks-at" aria-labelledby="looks-at">
            <h2 id="looks-at">{ m.grid_title }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="looks-at">
                <table>
                    <thead><tr><td />{ for grid.heads.iter().map(|word| html! { <th scope="col"><bdi {lang}>{ word }</bdi></th> }) }</tr></thead>
                    <tbody>{ for grid.rows.iter().map(|row| html! {
                        <tr class={classes!(row.is_current.then_some("now"))}><th scope="row"><bdi lang={out_lang(state, Task::of(&state.shell.address))}>{ &row.word }</bdi>
                            if let Some(gloss) = &row.gloss { <span class="gloss" lang="en">{ gloss }</span> }</th>
                            { for row.cells.iter().map(|(n, is_cut)| html! {
                                <td>{ number(n, classes!("look", fill(n.value), is_cut.then_some("cut")), Depth::Root, row.is_current, send) }</td>
                            }) }
                        </tr>
                    }) }</tbody>
                </table>
            </div>
            <p class="small soft">{ m.grid_text }</p>
        </section>
    }
}

fn plane(state: &Player, plane: &Plane) -> Html {
    let m = Words::of(state.shell.lang);
    let at = |value: f64| format!("{value:.1}");
    let path: String = plane
        .points
        .iter()
        .enumerate()
        .map(|(n, p)| format!("{}{:.1} {:.1}", if n == 0 { "M" } else { "L" }, p.x, p.y))
        .collect();
    html! {
        <section class="plane" aria-labelledby="plane">
            <h2 id="plane">{ m.plane_title }</h2>
            <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} role="img" aria-label={m.plane_text}>
                <path class="axis" d={format!("M{:.1} 8V{:.1}", plane.middle, HEIGHT - 18.0)} />
                <text x="4" y={at(HEIGHT - 4.0)} class="soft">{ m.negative_end }</text>
                <text x={at(WIDTH - 4.0)} y={at(HEIGHT - 4.0)} text-anchor="end" class="soft">{ m.positive_end }</text>
                <path class="way" d={path} />
                { for plane.points.iter().map(|point| html! { <circle class={classes!(point.is_current.then_some("now"))} cx={at(point.x)} cy={at(point.y)} r={if point.is_current { "6" } else { "3" }} /> }) }
                { for plane.points.iter().filter_map(|point| {
                    let (x, y, ends) = point.label?;
                    let class = if point.is_current { "here" } else { "soft" };
                    Some(html! { <text {class} x={at(x)} y={at(y)} text-anchor={if ends { "end" } else { "start" }}>{ &point.word }</text> })
                }) }
            </svg>
            <p class="small soft">{ m.plane_text }</p>
        </section>
    }
}

/// Rows of the diagram for who reads along.
fn lane(state: &Player, lane: &Lane) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    html! {
        <tbody class="lane">
            <tr><th scope="rowgroup" colspan={(lane.meters.len() + 1).to_string()}><span>{ &lane.name }</span></th></tr>
            <tr class="meters"><th scope="row" class="small">{ m.meter }</th>
                { for lane.meters.iter().map(|meter| html! { <td>{ meter.as_ref().map_or_else(Html::default, |meter| html! {
                    <div class="meter"><span class="small" data-value={full(meter.number.value)}>{ &meter.number.text }</span>{ signed_bar(meter.share) }</div>
                }) }</td> }) }
            </tr>
            if !lane.words.is_empty() { <tr class="words"><th scope="row" class="small">{ m.lamp_in }</th>
                { for lane.words.iter().zip(1..).map(|(word, t)| html! { <td class={classes!((t == state.view().read()).then_some("now"))}><bdi {lang}>{ word }</bdi></td> }) }
            </tr> }
        </tbody>
    }
}

fn rivals(state: &Player, stage: &TypesStage) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <section class="waiting" aria-labelledby="rivals">
            <h2 id="rivals">{ m.rivals_title }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="rivals">
                <table>
                    <thead><tr><td /><th scope="col">{ m.rivals_says }</th><th scope="col">{ m.rivals_twin }</th><th scope="col">{ m.rivals_right }</th><th scope="col">{ m.rivals_most }</th></tr></thead>
                    <tbody>{ for stage.rivals.iter().map(|rival| html! {
                        <tr><th scope="row">{ &rival.name }</th><td>{ &rival.says }</td><td>{ &rival.of_twin }</td><td>{ &rival.share }</td><td>{ &rival.most }</td></tr>
                    }) }</tbody>
                </table>
            </div>
            <p class="small soft">{ m.rivals_text }</p>
        </section>
    }
}

/// What was measured here, or the button that begins it.
fn measured(state: &Player, task: Task, measured: &Measured, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <section class="waiting measured" aria-labelledby="measured">
            <h2 id="measured" tabindex="-1">{ m.measured_title }</h2>
            if measured.done == 0 {
                <button type="button" class="plain" data-act="measure" onclick={send.on(act(Own::Measure(task)))}>{ m.measure }</button>
            } else {
                if let Some(chart) = &measured.chart { <div class="curves">{ crate::ui::chart::chart(chart, m.bits, m.measured_title) }</div> }
                <div class="scroll" tabindex="0" role="group" aria-labelledby="measured">
                    <table>
                        <thead><tr><td />{ for measured.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                        <tbody>{ for measured.rows.iter().map(|(name, shares)| html! {
                            <tr><th scope="row">{ name }</th>{ for shares.iter().map(|share| html! { <td>{ share.clone().unwrap_or_else(|| "…".into()) }</td> }) }</tr>
                        }) }</tbody>
                    </table>
                </div>
            }
            <p class="small soft" role="status">{ if measured.is_done { m.measured_done.to_string() } else if measured.done > 0 { m.measuring(&measured.done.to_string(), &measured.all.to_string()) } else { String::new() } }</p>
            <p class="small soft">{ &measured.text }</p>
        </section>
    }
}

/// The drawing, and beside it what the unit in hand looks for.
fn picture(state: &Player, stage: &TypesStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let own = act;
    let pixel = |(n, &value): (usize, &i32)| {
        let (row, column) = drawing::place(n);
        let (row, column) = (row.to_string(), column.to_string());
        let label = m.pixel(&row, &column);
        html! {
            <button type="button" class={classes!("pixel", (value == 1).then_some("on"))} aria-pressed={(value == 1).to_string()} aria-label={label}
                data-pixel={n.to_string()} tabindex={if n == hand(state) { "0" } else { "-1" }} onclick={send.on(own(Own::Pixel(n)))} />
        }
    };
    let steers = {
        let send = send.clone();
        let at = hand(state);
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" if at % 8 < 7 => at + 1,
                "ArrowLeft" if !at.is_multiple_of(8) => at - 1,
                "ArrowDown" if at < 56 => at + 8,
                "ArrowUp" if at >= 8 => at - 8,
                "Home" => at - at % 8,
                "End" => at - at % 8 + 7,
                "ArrowRight" | "ArrowLeft" | "ArrowDown" | "ArrowUp" => at,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            send.now(act(Own::Hand(to)));
        })
    };
    html! {
        <div class="picture">
            <div class="canvas" role="group" aria-label={m.drawing} onkeydown={steers}>{ for stage.pixels.iter().enumerate().map(pixel) }</div>
            <div class="sees">
                <div class="canvas small-canvas" role="group" aria-label={m.weights_of(&stage.unit.to_string())}>
                    { for stage.weights.iter().enumerate().map(|(at, n): (usize, &Number)| {
                        number(&Number { text: String::new(), ..n.clone() }, classes!("weight", fill(n.value * 2.0)), Depth::Root, at == hand(state), send)
                    }) }
                </div>
                <span class="small soft">{ m.weights_of(&stage.unit.to_string()) }</span>
            </div>
            <div class="row">
                <button type="button" class="plain" data-act="clear" onclick={send.on(own(Own::Clear))}>{ m.clear }</button>
                <button type="button" class="plain" data-act="another" onclick={send.on(own(Own::Another))}>{ m.another }</button>
                <button type="button" class="plain" data-act="say-again" onclick={send.on(own(Own::Again))}>{ m.again_draw }</button>
            </div>
            if stage.pixels.iter().all(|&pixel| pixel == 0) { <p class="small" role="status">{ m.empty_drawing }</p> }
        </div>
    }
}

/// The step of the decoder at which it has just spoken, from 1.
fn speaking(state: &Player) -> Option<usize> {
    let view = state.view();
    let source = view.trace.sequence.source;
    (source > 0 && view.t > source && view.t <= view.stops()).then(|| view.t - source)
}

/// Another word for what it has said here.
fn say(state: &Player, step: usize, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let config = &state.show.trace.model.config;
    let now = state.shell.address.get("say").unwrap_or_default();
    let own = format!("{step}=");
    let forced = now.split(' ').find_map(|item| item.strip_prefix(&own)).unwrap_or_default().to_string();
    let pick = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            send.now(act(Own::Say(step, value)));
        })
    };
    let task = Task::of(&state.shell.address);
    html! {
        <div class="setting"><label for="say-instead">{ m.say_instead }</label>
            <select id="say-instead" lang={out_lang(state, task)} onchange={pick}>
                <option value="" selected={forced.is_empty()}>{ m.say_own }</option>
                { for (0..config.classes).map(|class| {
                    let word = config.class_name(class);
                    let text = named(m, &word, false);
                    html! { <option value={word.clone()} selected={word == forced}>{ text }</option> }
                }) }
            </select></div>
    }
}

pub fn settings(state: &Player, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let address = &state.shell.address;
    let task = Task::of(address);
    let set = |key: &'static str| move |value: String| send.on(Action::Set(key, value));
    let choice = |value: &str, name: String, is_on: bool| (value.to_string(), name, is_on);
    let cell = |cell: Cell| choice(cell.id(), cell.label().to_string(), state.show.cell == cell);
    let feed = Feed::of(address);
    let feeds: &[Feed] = match task {
        Task::Caption if is_two(address) => &[],
        Task::Caption => &[Feed::Own, Feed::Nothing],
        Task::Translate | Task::Reverse => &[Feed::Own, Feed::Truth],
        Task::Review => &[],
    };
    let feed_id = |feed: &Feed| match feed {
        Feed::Own => "own",
        Feed::Truth => "truth",
        Feed::Nothing => "none",
    };
    let looks = attends(address, task);
    let sizes: &[usize] = if looks { &[3, 4] } else { &[3, 1] };
    let size = |&count: &usize| {
        let name = if count == 1 { m.one_phrase.to_string() } else { m.phrases(&count.to_string()) };
        choice(&count.to_string(), name, most(address) == count)
    };
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            if task == Task::Review { { buttons("cell", m.cell_label, [Cell::Rnn, Cell::Lstm, Cell::Gru].map(cell).to_vec(), &set("cell")) } }
            if task.may_attend() { { buttons("attend", m.attend_label, vec![choice("1", m.on.into(), looks), choice("0", m.off.into(), !looks)], &set("attend")) } }
            if task == Task::Translate { { buttons("len", m.most_label, sizes.iter().map(size).collect(), &set("len")) } }
            if task == Task::Reverse && !looks { { buttons("hidden", m.size_label, ["4", "8", "16", "32"].map(|size| choice(size, size.into(), state.show.hidden.to_string() == size)).to_vec(), &set("hidden")) } }
            if task == Task::Caption {
                { buttons("len", m.things_label, vec![choice("", "1".into(), !is_two(address)), choice("2", "2".into(), is_two(address))], &set("len")) }
                { buttons("temp", m.choose_label, vec![choice("1", m.chance.into(), address.get("temp") != Some("0")), choice("0", m.likeliest.into(), address.get("temp") == Some("0"))], &set("temp")) }
            }
            if let Some(step) = speaking(state).filter(|_| feed == Feed::Own) { { say(state, step, send) } }
            if !feeds.is_empty() { { buttons("feed", m.feed_label, feeds.iter().map(|one| choice(feed_id(one), m.feed_name(*one).into(), *one == feed)).collect(), &set("feed")) } }
        </div>
    }
}
