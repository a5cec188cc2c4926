//! What a link may ask of a screen that steps through a network.

use crate::scene::lesson::Lesson;
use crate::shell::settings::Setting;

/// Settings of every screen that steps through a network; each screen's own ranges stand in its lesson.
pub const fn steps(lesson: &Lesson, usual_hidden: &'static str) -> [Setting; 14] {
    [
        Setting::any("ex").offering(lesson.shows),
        Setting::any("text"),
        Setting::any("cell"),
        Setting::any("w"),
        Setting::any("seed"),
        Setting::whole("hidden", lesson.hidden_range, Some(usual_hidden)),
        Setting::one_of("loss", &["last", "all"], None),
        Setting::any("t"),
        Setting::any("zoom"),
        Setting::any("open"),
        Setting::any("pins"),
        Setting::any("set"),
        Setting::one_of("device", &["auto", "cpu"], None),
        Setting::any("op"),
    ]
}
