//! Colour is value and nothing else: eleven stops, orange below zero, paper at zero, blue above. The colours themselves
//! are in static/style.css; the test below reads them there and checks every pair of fill and text.

/// Class of the fill for a value in [−1, 1]; beyond that the outermost stop.
pub fn fill(value: f64) -> &'static str {
    const POSITIVE: [&str; 6] = ["z", "p1", "p2", "p3", "p4", "p5"];
    const NEGATIVE: [&str; 6] = ["z", "n1", "n2", "n3", "n4", "n5"];
    let stop = ((value.abs() * 5.0).round() as usize).min(5);
    if value < 0.0 { NEGATIVE[stop] } else { POSITIVE[stop] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn stops_are_symmetric_and_saturate() {
        assert_eq!([0.0, 0.09, -0.09, 0.2, -0.2, 1.0, -7.0].map(fill), ["z", "z", "z", "p1", "n1", "p5", "n5"]);
    }

    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two hex digits")) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// `--name: #rrggbb` declarations of each theme, by the comment that names it.
    fn themes() -> Vec<(String, HashMap<String, String>)> {
        let css = include_str!("../../static/style.css");
        let mut themes: Vec<(String, HashMap<String, String>)> = Vec::new();
        for line in css.lines() {
            if let Some(name) = line.trim().strip_prefix("/* theme ") {
                themes.push((name.trim_end_matches(" */").to_string(), HashMap::new()));
            }
            for declaration in line.split([';', '{']) {
                let Some((name, value)) = declaration.trim().strip_prefix("--").and_then(|d| d.split_once(':')) else {
                    continue;
                };
                if let Some((_, theme)) =
                    themes.last_mut().filter(|_| value.trim().len() == 7 && value.trim().starts_with('#'))
                {
                    theme.insert(name.trim().to_string(), value.trim().to_string());
                }
            }
        }
        themes
    }

    #[test]
    fn every_text_is_readable_on_its_fill_in_every_theme() {
        let themes = themes();
        assert!(themes.len() >= 4, "found only {} themes in style.css", themes.len());
        let base = themes[0].1.clone();
        for (name, theme) in &themes {
            let colour =
                |key: &str| theme.get(key).or(base.get(key)).unwrap_or_else(|| panic!("{name} lacks --{key}")).clone();
            for stop in ["n5", "n4", "n3", "n2", "n1", "z", "p1", "p2", "p3", "p4", "p5"] {
                let ratio = contrast(&colour(stop), &colour(&format!("{stop}-text")));
                assert!(ratio >= 4.5, "{name}: text on {stop} has contrast {ratio:.2}");
            }
            for (text, ground) in [
                ("ink", "paper"),
                ("soft", "paper"),
                ("ink", "card"),
                ("soft", "card"),
                ("on-ink", "ink"),
                ("soft", "faint"),
                ("ink", "faint"),
                ("ring", "paper"),
            ] {
                let least = if text == "ring" { 3.0 } else { 4.5 };
                let ratio = contrast(&colour(text), &colour(ground));
                assert!(ratio >= least, "{name}: {text} on {ground} has contrast {ratio:.2}");
            }
        }
    }
}
