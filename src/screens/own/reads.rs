//! What is typed, pasted or dropped beside a network: words, rows of numbers, the names of its words. Checked whole before anything
//! changes.

use crate::engine::error::MAX_TOKENS;
use crate::math::rng::Uniform;
use crate::model::config::Config;
use crate::text::token::{Script, tokenize};
use serde_json::Value;
use std::collections::HashSet;

/// Why what was typed cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// So many words or rows; one to [`MAX_TOKENS`] are read.
    Count(usize),
    /// A line, from 1, and what of it is no finite number.
    NoNumber { line: usize, text: String },
    /// A line, from 1, with another count of numbers than the network reads.
    Width { line: usize, has: usize, needs: usize },
    /// So many names for so many words.
    Names { has: usize, needs: usize },
    /// A name that stands there twice.
    Twice(String),
    /// JSON, but neither a list of words nor words with the numbers from 0, each once.
    Json,
    /// Names so long that a file with them could not be opened again.
    Long,
}

/// Characters of what somebody typed that are repeated to them.
const SHOWN: usize = 24;

/// Words with spaces between, cut as on every screen.
pub fn words(text: &str, config: &Config, segment: &dyn Fn(&str) -> Vec<String>) -> Result<Vec<String>, Misread> {
    let script = if config.is_thai() { Script::Thai } else { Script::Spaced };
    // Whoever drops a novel is told so at once.
    let chunks = text.split_whitespace().count();
    if chunks > MAX_TOKENS {
        return Err(Misread::Count(chunks));
    }
    let words = tokenize(text, script, &config.vocab, segment);
    if (1..=MAX_TOKENS).contains(&words.len()) { Ok(words) } else { Err(Misread::Count(words.len())) }
}

/// Rows of numbers: a line a step, `width` numbers each, row-major; and a heading that was passed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    pub values: Vec<f32>,
    pub heading: Option<String>,
}

/// A line's numbers: where semicolons stand between them, or where there is one a line, a comma is a decimal point, as spreadsheets of
/// half the world write it. Of a line far too long as many as show that.
fn cells(line: &str, width: usize) -> Vec<String> {
    let plain = |cell: &str| cell.trim().trim_matches('"').to_string();
    let decimal = |cell: &str| plain(&cell.replace(',', "."));
    let most = 2 * width + 2;
    if line.contains(';') || width == 1 {
        line.split([';', '\t']).take(most).map(decimal).collect()
    } else if line.contains(',') {
        line.split(',').take(most).map(plain).collect()
    } else {
        line.split_whitespace().take(most).map(plain).collect()
    }
}

/// A minus sign may be the typographer's, as this page writes it.
fn number(cell: &str) -> Option<f32> {
    cell.replace('\u{2212}', "-").parse().ok().filter(|value: &f32| value.is_finite())
}

pub fn rows(text: &str, width: usize) -> Result<Rows, Misread> {
    let mut out = Rows::default();
    let lines = text.lines().map(|line| line.trim_start_matches('\u{feff}').trim()).enumerate();
    let mut lines = lines.filter(|(_, line)| !line.is_empty()).peekable();
    let cells = |line: &str| cells(line, width);
    let is_heading = |line: &str| cells(line).iter().all(|cell| number(cell).is_none());
    if let Some((_, line)) = lines.next_if(|(_, line)| is_heading(line)) {
        let more = if line.chars().count() > SHOWN { "…" } else { "" };
        out.heading = Some(line.chars().take(SHOWN).collect::<String>() + more);
    }
    let rows: Vec<(usize, &str)> = lines.collect();
    // One line alone that holds no number is no heading.
    if let (Some(text), []) = (&out.heading, &rows[..]) {
        return Err(Misread::NoNumber { line: 1, text: text.clone() });
    }
    if !(1..=MAX_TOKENS).contains(&rows.len()) {
        return Err(Misread::Count(rows.len()));
    }
    for (at, line) in rows {
        let cells = cells(line);
        let has = cells.len();
        if has != width {
            return Err(Misread::Width { line: at + 1, has, needs: width });
        }
        for cell in &cells {
            let text = || cell.chars().take(SHOWN).collect();
            out.values.push(number(cell).ok_or_else(|| Misread::NoNumber { line: at + 1, text: text() })?);
        }
    }
    Ok(out)
}

/// What a network of vectors reads until somebody gives it others: seeded, uniform between −1 and 1, of two decimals, none of them −0.
pub fn first_rows(width: usize) -> Vec<f32> {
    const STEPS: usize = 5;
    let mut uniform = Uniform::new(7);
    (0..STEPS * width).map(|_| (uniform.symmetric(1.0) * 100.0).round() / 100.0 + 0.0).collect()
}

/// Rows as they are typed: a line a step.
pub fn typed(values: &[f32], width: usize) -> String {
    let line = |row: &[f32]| row.iter().map(f32::to_string).collect::<Vec<String>>().join(", ");
    values.chunks(width.max(1)).map(line).collect::<Vec<String>>().join("\n")
}

/// The names of `count` words in the order of their numbers: a line a word, or with spaces or commas between, or as JSON keeps them
/// (a list, or numbers by word).
pub fn names(text: &str, count: usize) -> Result<Vec<String>, Misread> {
    let text = text.trim();
    let tidy = |parts: Vec<&str>| -> Vec<String> {
        parts.into_iter().map(|word| word.trim().to_string()).filter(|word| !word.is_empty()).collect()
    };
    let ways = [tidy(text.lines().collect()), tidy(text.split(',').collect()), tidy(text.split_whitespace().collect())];
    let plain = || ways.iter().find(|way| way.len() == count).unwrap_or(&ways[2]).clone();
    let names = match text.starts_with(['[', '{']) {
        // Python prints single quotes.
        true => serde_json::from_str(text)
            .or_else(|_| serde_json::from_str(&text.replace('\'', "\"")))
            .ok()
            .and_then(listed)
            .ok_or(Misread::Json)?,
        false => plain(),
    };
    if names.len() != count {
        return Err(Misread::Names { has: names.len(), needs: count });
    }
    let mut seen = HashSet::new();
    match names.iter().find(|name| !seen.insert(name.as_str())) {
        Some(name) => Err(Misread::Twice(name.chars().take(SHOWN).collect())),
        None => Ok(names),
    }
}

/// Words of a JSON list; or of an object from words to their numbers, in the order of the numbers.
fn listed(json: Value) -> Option<Vec<String>> {
    if let Value::Object(numbers) = json {
        let mut out = vec![None; numbers.len()];
        for (word, number) in numbers {
            *out.get_mut(usize::try_from(number.as_u64()?).ok()?)? = Some(word);
        }
        return out.into_iter().collect();
    }
    json.as_array()?.iter().map(|word| word.as_str().map(str::to_string)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_spreadsheets_write_them() {
        let values = vec![0.5, -1.0, 2.0, 3.25];
        for text in [
            "0.5, -1\n2,3.25",
            "0.5 -1\r\n2\t3.25\r\n",
            "0,5;-1\n\n2;3,25\n",
            "a,b\n0.5,-1\n2,3.25",
            "\u{feff}\"0.5\",\"-1\"\n2,3.25",
        ] {
            assert_eq!(rows(text, 2).expect(text).values, values, "{text}");
        }
        assert_eq!(rows("left,right\n1,2", 2).expect("a heading").heading.as_deref(), Some("left,right"));
        assert_eq!(rows("1,2\n\n1,2,3", 2), Err(Misread::Width { line: 3, has: 3, needs: 2 }));
        assert_eq!(rows("1,x", 2), Err(Misread::NoNumber { line: 1, text: "x".into() }));
        assert_eq!(rows("1,", 2), Err(Misread::NoNumber { line: 1, text: String::new() }));
        for not_finite in ["NaN", "inf", "1e39"] {
            assert!(matches!(rows(&format!("1,2\n1,{not_finite}"), 2), Err(Misread::NoNumber { line: 2, .. })));
        }
        assert_eq!(rows("only,words", 2), Err(Misread::NoNumber { line: 1, text: "only,words".into() }));
        assert_eq!(rows("value\n0,5\n\"1,5\"\n−2", 1).expect("decimal commas").values, [0.5, 1.5, -2.0]);
        for text in ["", " \n"] {
            assert_eq!(rows(text, 2), Err(Misread::Count(0)), "{text:?}");
        }
        assert_eq!(rows(&"1 2\n".repeat(70), 2), Err(Misread::Count(70)));
        let first = first_rows(3);
        assert_eq!(rows(&typed(&first, 3), 3).expect("what is shown").values, first);
    }

    #[test]
    fn names_are_read_as_people_keep_them() {
        let words = ["the", "apple", "is"].map(String::from).to_vec();
        for text in [
            "the\napple\nis\n",
            "the apple is",
            "the, apple, is",
            r#"["the","apple","is"]"#,
            "['the', 'apple', 'is']",
            "{'the': 0, 'is': 2, 'apple': 1}",
            r#"{"apple":1,"is":2,"the":0}"#,
        ] {
            assert_eq!(names(text, 3).as_ref(), Ok(&words), "{text}");
        }
        assert_eq!(names("ice cream\nthe\nis", 3).expect("a line a word")[0], "ice cream");
        assert_eq!(names("the apple", 3), Err(Misread::Names { has: 2, needs: 3 }));
        assert_eq!(names("the the is", 3), Err(Misread::Twice("the".into())));
        assert_eq!(names("", 1), Err(Misread::Names { has: 0, needs: 1 }));
        // Numbers that leave a gap name nothing.
        for broken in [r#"{"apple":5,"is":2,"the":0}"#, r#"{"apple":0,"is":0,"the":1}"#, r#"["the",1,"is"]"#] {
            assert_eq!(names(broken, 3), Err(Misread::Json), "{broken}");
        }
    }
}
