//! Touching the numbers: edits, clamps and pins, all of them in the address.

use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::player::state::Player;
use crate::scene::refusal::{EditError, edit_error};
use crate::scene::view::Field;
use crate::shell::action::Effect;
use crate::shell::address::{Address, MAX_CHARACTERS};
use crate::shell::notes::Note;

/// Beyond this a value is refused (FORMATS: it must fit the address, and stay a number in f32 arithmetic).
pub const MOST: f64 = 1e6;

/// Reads a typed number: a comma may stand for the point, and a true minus sign for a hyphen.
pub fn parse(text: &str) -> Result<f64, EditError> {
    let plain: String = text.trim().replace(',', ".").replace('−', "-");
    let is_endless =
        ["inf", "infinity", "∞"].contains(&plain.trim_start_matches(['-', '+']).to_ascii_lowercase().as_str());
    let value =
        if is_endless { f64::INFINITY } else { crate::platform::number(&plain).ok_or(EditError::NotANumber)? };
    if value.is_infinite() {
        Err(EditError::Infinite)
    } else if value.abs() > MOST {
        Err(EditError::TooLarge)
    } else {
        Ok(value)
    }
}

/// Changes the open number, or says beside the field why not; a refusal changes nothing.
pub fn submit(s: &mut Player, text: &str) {
    let Some(&path) = s.trail.last() else { return };
    let refused = match parse(text) {
        Ok(value) => change(s, &[(path, Some(value))]).err(),
        Err(error) => Some(error),
    };
    s.field = refused.map(|error| Field { text: text.to_string(), refusal: Some(edit_error(s.shell.lang, error)) });
    s.shell.effects.push(Effect::Focus(if s.field.is_some() { "field" } else { "detail" }));
}

pub fn restore(s: &mut Player, path: &ValuePath) {
    say(change(s, &[(*path, None)]), s);
    s.shell.effects.push(Effect::Focus("field"));
}

/// A refusal without a field to stand beside becomes a note.
fn say(result: Result<(), EditError>, s: &mut Player) {
    if let Err(error) = result {
        s.shell.notes.push(Note::Refused(edit_error(s.shell.lang, error)));
    }
}

pub fn restore_all(s: &mut Player) {
    s.shell.address.remove("set");
    recompute(s);
    s.shell.effects.push(Effect::Focus("card"));
}

/// Holds a gate of the present step at a value for every unit, or lets it go.
pub fn hold(s: &mut Player, gate: Quantity, value: Option<u8>) {
    let view = s.view();
    let (t, hidden) = (view.read(), s.show.hidden);
    if t == 0 {
        return;
    }
    let paths: Vec<(ValuePath, Option<f64>)> = (1..=hidden)
        .map(|unit| (view.path(ValuePath::unit(gate, Place::FIRST, t, unit)), value.map(f64::from)))
        .collect();
    say(change(s, &paths), s);
    s.shell.effects.push(Effect::Focus("card"));
}

pub fn hold_one(s: &mut Player, path: ValuePath, value: Option<u8>) {
    say(change(s, &[(path, value.map(f64::from))]), s);
}

/// Sets or restores values, all or none of them.
fn change(s: &mut Player, changes: &[(ValuePath, Option<f64>)]) -> Result<(), EditError> {
    let mut edits = s.show.edits.clone();
    for (path, value) in changes {
        edits.retain(|(other, _)| other != path);
        edits.extend(value.map(|value| (*path, value)));
    }
    let mut address: Address = s.shell.address.clone();
    if !address.set_edits(&edits) || !fits(&address) {
        return Err(EditError::TooMany);
    }
    s.shell.address = address;
    recompute(s);
    Ok(())
}

/// Whether a link stays readable, with room for the keys that may follow.
fn fits(address: &Address) -> bool {
    const ROOM: usize = 200;
    address.query().len() + ROOM <= MAX_CHARACTERS
}

/// Before other cells come: what was changed or pinned belongs to the cell that it was changed in.
pub fn qualify(s: &mut Player) {
    let cell = s.show.cell;
    let named = |path: ValuePath| ValuePath { cell: path.cell.or(Some(cell)), ..path };
    let edits: Vec<(ValuePath, f64)> = s.show.edits.iter().map(|&(path, value)| (named(path), value)).collect();
    s.shell.address.set_edits(&edits);
    let pins: Vec<String> = s.pins.iter().map(|&pin| named(pin).to_string()).collect();
    s.shell.address.set_list("pins", &pins);
}

/// Everything downstream, with the position and the open number where they are.
fn recompute(s: &mut Player) {
    s.playing = None;
    s.field = None;
    s.shell.address.set("ex", s.show.id());
    s.refresh();
}

/// Pins a number over time, or takes its pin away. A pin has no step of its own: it is written with step 1.
pub fn pin(s: &mut Player, path: ValuePath) {
    if !path.name.is_over_time() || path.name == Name::Loss {
        return;
    }
    let path = ValuePath { first: 1, ..path };
    let mut pins = s.pins.clone();
    match pins.iter().position(|other| *other == path) {
        Some(at) => drop(pins.remove(at)),
        None => pins.push(path),
    }
    let mut address = s.shell.address.clone();
    let list: Vec<String> = pins.iter().map(ValuePath::to_string).collect();
    if address.set_list("pins", &list) && fits(&address) {
        s.set_pins(pins);
        // The button that took it away is gone with it.
        if s.trail.is_empty() {
            s.shell.effects.push(Effect::Focus("figure"));
        }
    } else {
        say(Err(EditError::TooMany), s);
    }
}
