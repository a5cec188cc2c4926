//! The opened cell, the networks without memory and the unrolled loop in Chromium, as a person uses them.

use e2e::{Page, in_browser};

const RIGHT: char = '\u{e014}';
const LEFT: char = '\u{e012}';
const DOWN: char = '\u{e015}';
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

const CURRENT_BAND: &str = "return document.querySelector('.band.current button')?.textContent ?? ''";
const CARD: &str = "return document.querySelector('.card').textContent";
const SPOKEN: &str = "return document.querySelector('[aria-live=polite]').textContent";
/// What the network says at the end, on the strip.
const SAYS: &str = "return [...document.querySelectorAll('.time thead th')].at(-1).textContent";
const ADDRESS: &str = "return decodeURIComponent(location.search)";

/// The position: word and operation.
async fn at(page: &Page) -> (usize, usize) {
    let op = page.number("return document.querySelector('#figure').dataset.op").await as usize;
    (page.t().await, op)
}

#[test]
fn a_whole_lstm_timestep_is_stepped_operation_by_operation() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=cell&t=3").await;
        let shown = "return document.querySelectorAll('.cell-lines tbody [data-path]').length";
        for (op, band, numbers) in
            [(1, "1 forget", 12), (2, "2 input, candidate", 24), (3, "3 update", 28), (4, "4 output", 40)]
        {
            page.press(&[RIGHT]).await;
            assert_eq!(at(page).await, (4, op));
            assert_eq!(page.text(CURRENT_BAND).await, band);
            // Operators open what they give; besides them there are the numbers, a column each, for four units.
            assert_eq!(page.number(shown).await, f64::from(numbers), "numbers after operation {op}");
        }
        page.wait(
            "return location.search.includes('op=4') && location.search.includes('t=4')",
            "the address to follow",
        )
        .await;
        page.press(&[LEFT, LEFT]).await;
        assert_eq!((at(page).await, page.text(CURRENT_BAND).await.as_str()), ((4, 2), "2 input, candidate"));
        // A whole word on, and back to it through the band.
        page.click("[data-act=word]").await;
        assert_eq!(at(page).await, (5, 4));
        page.click("[data-operation='3']").await;
        assert_eq!(at(page).await, (5, 3));
        // The timeline holds this step's operations.
        page.press(&[RIGHT, RIGHT]).await;
        assert_eq!(at(page).await, (6, 1));
        // Reload keeps the operation.
        page.wait("return location.search.includes('op=1')", "the address to follow").await;
        let here = page.text("return location.search").await;
        page.open(&here).await;
        assert_eq!(at(page).await, (6, 1));
    });
}

#[test]
fn the_printed_equations_add_up() {
    in_browser(1280, 800, &[], async |page| {
        // c = kept + new, and kept = f × c: from the numbers on the screen in full precision.
        let numbers = "return [...document.querySelectorAll('.equation')].map(e => [...e.querySelectorAll('.in-numbers [data-value]')].map(n => +n.dataset.value))";
        for (query, shape) in [
            ("?fig=cell&t=4&op=3", "sum"),
            ("?fig=cell&t=4&op=1", "product"),
            ("?fig=cell&cell=rnn&t=4&op=1", "sum"),
            ("?fig=cell&cell=gru&t=4", "sum"),
        ] {
            page.open(query).await;
            let lines = page.script(numbers).await;
            let last: Vec<f64> = lines
                .as_array()
                .and_then(|lines| lines.last()?.as_array())
                .expect("an equation")
                .iter()
                .map(|n| n.as_f64().expect("a number"))
                .collect();
            let [a, b, c] = last[..] else { panic!("{query}: {last:?}") };
            let said = if shape == "sum" { a + b } else { a * b };
            assert!((said - c).abs() < 1e-5, "{query}: {a} and {b} give {said}, {c} is printed");
        }
        // Words, formula and picture light each other up, both ways.
        page.open("?fig=cell&t=4&op=1").await;
        let lit = "return ['.mark-word', '.formula span', '.cell-lines th span'].map(s => getComputedStyle(document.querySelector(`${s}[data-q=f]`)).outlineStyle).join(' ')";
        assert_eq!(page.text(lit).await, "none none none");
        page.script("document.querySelector('.in-hand-row [data-path=\"f_l0.4.1\"]').focus()").await;
        page.press(&['\u{e008}']).await;
        page.settle().await;
        assert_eq!(page.text(lit).await, "solid solid solid");
        // Every row of the table likewise: c_before × f = kept, i × g = new, kept + new = c, o × tanh c = h.
        page.open("?fig=cell&t=9").await;
        let rows = "return [...document.querySelectorAll('.cell-lines tbody tr')].map(r => [...r.querySelectorAll('[data-value]')].map(n => +n.dataset.value))";
        for row in page.script(rows).await.as_array().expect("rows") {
            let n: Vec<f64> = row.as_array().expect("a row").iter().map(|n| n.as_f64().expect("a number")).collect();
            let [c0, f, kept, i, g, new, c, o, tanh_c, h] = n[..] else { panic!("{n:?}") };
            for (said, printed) in [(c0 * f, kept), (i * g, new), (kept + new, c), (c.tanh(), tanh_c), (o * tanh_c, h)]
            {
                assert!((said - printed).abs() < 1e-5, "{said} where {printed} is printed");
            }
        }
    });
}

#[test]
fn a_shut_gate_changes_the_answer_survives_a_reload_and_can_be_restored() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=cell&t=14&predict=off").await;
        page.press(&[RIGHT]).await;
        assert_eq!(page.text(SAYS).await, "fish");
        let sure = page.value(".card [data-path^=probs]").await;
        // Back to "is", the forget operation: hold f at 0.
        page.open("?fig=cell&t=14&op=1&predict=off").await;
        assert_eq!(page.text("return document.querySelector('.time thead .current').textContent").await, "is");
        page.click("[data-act=hold-0]").await;
        assert_eq!(
            page.number("return document.querySelectorAll('.cell-lines .edited').length").await,
            4.0,
            "each valve is marked"
        );
        assert_eq!(page.value("[data-path='f_l0.14.2']").await, 0.0);
        let spoken = page.text(SPOKEN).await;
        assert!(
            spoken.contains("forget gate 0.00") && spoken.ends_with("Changed by hand: forget gate at “is”."),
            "{spoken}"
        );
        assert_eq!(page.value("[data-path='kept_l0.14.2']").await, 0.0);
        page.press(&[RIGHT, RIGHT, RIGHT, RIGHT]).await;
        let answer = page.text(SAYS).await;
        assert_ne!(answer, "fish", "with nothing kept it cannot know");
        assert!(page.text(CARD).await.contains("Without your changes it says “fish”"), "{}", page.text(CARD).await);
        page.wait(
            "return /f_l0\\.14\\.4=0/.test(decodeURIComponent(location.search)) && /t=15/.test(location.search)",
            "the address to carry the clamps and the step",
        )
        .await;
        let here = page.text("return location.search").await;
        page.open(&here).await;
        assert_eq!(page.text(SAYS).await, answer, "a reload keeps the clamps");
        page.click("[data-act=restore-all]").await;
        assert_eq!(page.text(SAYS).await, "fish");
        assert_eq!(page.value(".card [data-path^=probs]").await, sure, "restored to the bit");
        page.wait("return !location.search.includes('set=')", "the address to forget them").await;
    });
}

#[test]
fn a_number_is_changed_in_place_refused_in_words_and_restored() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=cell&t=4").await;
        let h = page.value("[data-path='h_l0.4.1']").await;
        page.click(".cell-lines [data-path='c_l0.4.1']").await;
        let type_in = async |text: &str| {
            page.script("const f = document.querySelector('#field'); f.focus(); f.select()").await;
            page.client.active_element().await.expect("the field").send_keys(text).await.expect("typing");
            page.press(&[ENTER]).await;
        };
        for (bad, word) in [
            ("frog", "not a number"),
            ("1e999", "too large"),
            ("infinity", "too large"),
            ("1000001", "between"),
            ("", "not a number"),
        ] {
            if bad.is_empty() {
                page.script("const f = document.querySelector('#field'); f.value = ''; f.dispatchEvent(new Event('input', {bubbles: true}))").await;
            }
            type_in(bad).await;
            let refusal = page.text("return document.querySelector('#field-refusal')?.textContent ?? ''").await;
            assert!(refusal.contains(word), "{bad:?} is refused with {refusal:?}");
            assert_eq!(page.value("[data-path='h_l0.4.1']").await, h, "a refusal changes nothing");
        }
        type_in("2.5").await;
        assert_eq!(page.value(".cell-lines [data-path='c_l0.4.1']").await, 2.5);
        assert_ne!(page.value("[data-path='h_l0.4.1']").await, h, "what is downstream follows");
        assert_eq!(page.text("return [...document.querySelectorAll('.refusal')].length + ''").await, "0");
        page.click("[data-act=restore]").await;
        assert_eq!(page.value("[data-path='h_l0.4.1']").await, h);
        // A weight: it moves every step.
        page.click("#weights summary").await;
        page.press(&[ESCAPE]).await;
        let before = page.value(".time [data-path='h_l0.2.1']").await;
        page.click("#weights [data-path='weight_hh_l0.13.1']").await;
        type_in("-3").await;
        assert_ne!(page.value(".time [data-path='h_l0.2.1']").await, before);
        assert!(
            page.text("return document.querySelector('#weights [data-path=\"weight_hh_l0.13.1\"]').className")
                .await
                .contains("edited")
        );
    });
}

#[test]
fn wrong_edits_in_a_link_are_named_and_the_rest_applies() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=cell&t=4&op=2&set=frog_l0.1.1=3,f_l0.4.9=1,i_l0.4.2=0,g_l0.4.1=1e9&pins=h_l0.1.2,h_l0.1.77")
            .await;
        let notices = page.text("return document.querySelector('.notices').textContent").await;
        for wrong in ["frog_l0.1.1=3", "f_l0.4.9", "g_l0.4.1=1e9", "h_l0.1.77"] {
            assert!(notices.contains(wrong), "{wrong} is not named: {notices}");
        }
        assert_eq!(at(page).await, (4, 2));
        assert_eq!(page.value(".cell-lines [data-path='i_l0.4.2']").await, 0.0, "the good one applies");
        assert_eq!(page.number("return document.querySelectorAll('.time tr.pin').length").await, 1.0);
    });
}

#[test]
fn three_cells_go_in_lock_step() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=cell").await;
        page.click("[data-cell='rnn,lstm,gru']").await;
        assert_eq!(page.number("return document.querySelectorAll('.lane').length").await, 3.0);
        let counts = "return [...document.querySelectorAll('.lane-name .soft')].map(e => +e.textContent.match(/^(\\d+) ×/)[1]).join(' : ')";
        assert_eq!(page.text(counts).await, "1 : 4 : 3");
        page.press(&[RIGHT]).await;
        let bands = "return [...document.querySelectorAll('.band.current button')].map(e => e.textContent).join(', ')";
        assert_eq!(page.text(bands).await, "1 add up, 1 forget, 1 reset");
        page.press(&[RIGHT, RIGHT]).await;
        assert_eq!(page.text(bands).await, "2 squash, 3 update, 3 update");
        assert_eq!(at(page).await, (1, 3));
        page.press(&[RIGHT]).await;
        // The same number has the same colour in each of them.
        let colours = "return [...document.querySelectorAll('.lanes .cell[data-value]')].every(e => { \
            const stop = Math.min(5, Math.round(Math.abs(+e.dataset.value) * 5)); \
            return e.classList.contains(stop === 0 ? 'z' : (+e.dataset.value < 0 ? 'n' : 'p') + stop); })";
        assert_eq!(page.script(colours).await, serde_json::Value::Bool(true));
        // A number of one lane opens that lane's arithmetic, and its path carries the cell.
        page.click(".lane [data-path='lstm:c_l0.1.2']").await;
        assert_eq!(page.text("return document.querySelector('#detail').dataset.path").await, "lstm:c_l0.1.2");
        page.wait("return decodeURIComponent(location.search).includes('open=lstm:c_l0.1.2')", "the address to follow")
            .await;
        let trace = "window.heard = []; addEventListener('message', e => e.data?.type === 'got' && heard.push(e.data)); \
            postMessage({unrolled: 1, type: 'get', what: 'trace', nonce: 1}, '*')";
        page.script(trace).await;
        page.wait("return window.heard.length === 1", "the traces").await;
        assert_eq!(page.text("return heard[0].value.map(t => t.model.cell).join(' ')").await, "rnn lstm gru");
    });
}

#[test]
fn the_keyboard_alone_steps_holds_changes_pins_and_restores() {
    in_browser(1280, 800, &["--force-prefers-reduced-motion"], async |page| {
        page.open("?fig=cell&t=3").await;
        page.press(&[RIGHT]).await;
        let spoken = page.text(SPOKEN).await;
        assert!(spoken.starts_with("Step 4 of 14, read “cat”. forget. unit 1: forget gate"), "{spoken}");
        page.script("document.querySelector('#figure').focus()").await;
        page.press(&[DOWN]).await;
        assert_eq!(page.text("return document.querySelector('.in-hand-row th').textContent").await, "unit 2");
        assert!(page.text(SPOKEN).await.contains("unit 2: forget gate"));
        // Every operator has a name, and the row in hand can be walked with Tab.
        let nameless = "return [...document.querySelectorAll('.operator')].filter(e => !/(times|plus|equals|tanh)/.test(e.ariaLabel)).length";
        assert_eq!(page.number(nameless).await, 0.0);
        // The figure's Enter opens a number of the unit in hand; E goes into its field.
        page.press(&[ENTER]).await;
        assert_eq!(page.text("return document.activeElement.id").await, "detail");
        page.press(&['e']).await;
        assert_eq!(page.text("return document.activeElement.id").await, "field");
        page.press(&[ESCAPE]).await;
        assert_eq!(page.number("return document.querySelectorAll('#detail').length").await, 0.0);
        // The gate: its button is reached and pressed, and so is the way back.
        page.script("document.querySelector('[data-act=hold-0]').focus()").await;
        page.press(&[ENTER]).await;
        assert_eq!(page.value("[data-path='f_l0.4.3']").await, 0.0);
        page.script("document.querySelector('[data-act=restore-all]').focus()").await;
        page.press(&[ENTER]).await;
        assert_ne!(page.value("[data-path='f_l0.4.3']").await, 0.0);
        assert_eq!(page.text(CURRENT_BAND).await, "1 forget", "the position stays");
        // Pin and unpin.
        page.script("document.querySelector('.in-hand-row [data-path=\"f_l0.4.2\"]').focus()").await;
        page.press(&[ENTER]).await;
        page.script("document.querySelector('#detail').focus()").await;
        page.press(&['p']).await;
        page.wait("return location.search.includes('pins=f_l0.1.2')", "the pin in the address").await;
        page.script("document.querySelector('.unpin').focus()").await;
        page.press(&[ENTER]).await;
        page.wait("return !location.search.includes('pins=')", "the pin to go").await;
    });
}

#[test]
fn only_the_memory_knows_a_noun_far_back() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=memory").await;
        page.press(&[RIGHT, RIGHT, RIGHT]).await;
        assert!(page.text(CARD).await.contains("whose answer changes?"));
        assert_eq!(
            page.number("return document.querySelectorAll('.verdict [data-value]').length").await,
            0.0,
            "nothing is given away"
        );
        page.press(&['2']).await;
        let changes =
            "return [...document.querySelectorAll('.verdict')].map(e => e.querySelector('.moves') ? 1 : 0).join('')";
        assert_eq!(page.text(changes).await, "011");
        assert!(page.text(CARD).await.contains("You were right."));
        page.click("[data-act=distance]").await;
        assert_eq!(page.t().await, 6, "the question stands again");
        page.press(&[RIGHT]).await;
        assert_eq!(page.text(changes).await, "001", "at a distance of four the window fails too");
        let answers = "return [...document.querySelectorAll('.verdict bdi')].map(e => e.textContent).join(' ')";
        let before = page.text(answers).await;
        page.click("[data-act=change]").await;
        let after = page.text(answers).await;
        let (before, after): (Vec<&str>, Vec<&str>) = (before.split(' ').collect(), after.split(' ').collect());
        assert_eq!((before[0], before[1]), (after[0], after[1]), "without memory the answer stays");
        assert_eq!((before[2], after[2]), ("red", "blue"));
    });
}

#[test]
fn the_loop_unrolls_the_weights_stay_and_one_weight_moves_every_moment() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=unroll&t=4").await;
        let visible = "return [...document.querySelectorAll('.ghost')].filter(e => getComputedStyle(e).visibility === 'visible').length";
        page.wait(&format!("{} === 1", visible), "one cell with its loop").await;
        let weights = "return document.querySelectorAll('.counts dd')[2].textContent";
        let count = page.text(weights).await;
        page.click("[data-act=rolled]").await;
        page.wait(&format!("{} === 4", visible), "four moments").await;
        page.click("[data-act=twice]").await;
        assert_eq!(page.number("return document.querySelectorAll('.ghost').length").await, 8.0);
        assert_eq!(page.text(weights).await, count, "more words, not more weights");
        let rows = "return [...document.querySelectorAll('.ghost')].slice(0, 4).map(e => e.querySelector('[data-value]').dataset.value).join(' ')";
        let before = page.text(rows).await;
        page.click(".weight-card [data-path='bias_ih_l0.1']").await;
        page.script("const f = document.querySelector('#field'); f.focus(); f.select()").await;
        page.client.active_element().await.expect("the field").send_keys("-2").await.expect("typing");
        page.press(&[ENTER]).await;
        let after = page.text(rows).await;
        for (before, after) in before.split(' ').zip(after.split(' ')) {
            assert_ne!(before, after, "a moment stayed where it was");
        }
        page.wait("return location.search.includes('len=8') && location.search.includes('set=')", "the address").await;
    });
}

#[test]
fn screens_are_reached_by_the_menu_and_left_by_back() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?t=2").await;
        page.script("const s = document.querySelector('#screen'); s.value = 'cell'; s.dispatchEvent(new Event('change', {bubbles: true}))").await;
        page.wait("return location.search.includes('fig=cell')", "the address").await;
        assert!(page.text("return document.querySelector('h1').textContent").await.contains("gate"));
        page.back().await;
        page.wait("return document.querySelector('h1')?.textContent.includes('Watch')", "the screen before").await;
        assert_eq!(page.t().await, 2);
        // The curve is measured when it is asked for, and stands by the answer.
        page.open("?fig=cell&t=2").await;
        page.click("#curves summary").await;
        page.wait("return document.querySelectorAll('.plot .run').length === 3", "three curves").await;
        page.open("?fig=cell&t=14").await;
        page.press(&[RIGHT]).await;
        page.wait("return document.querySelectorAll('.plot .run').length === 3", "three curves").await;
        let shares = "return [...document.querySelectorAll('.plot tbody tr')].map(r => [...r.querySelectorAll('td')].map(d => +d.dataset.value))";
        let shares = page.script(shares).await;
        let at = |cell: usize, point: usize| shares[point][cell].as_f64().expect("a share");
        assert!(at(0, 1) <= 0.60 && at(1, 1) >= 0.95 && at(2, 1) >= 0.95, "{shares}");
        assert!(page.text(ADDRESS).await.contains("fig=cell"));
    });
}
