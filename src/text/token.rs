//! Typed text to tokens (FORMATS §1).

/// How a language marks its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Words between spaces.
    Spaced,
    /// Thai: no spaces between words; the vocabulary is matched first.
    Thai,
}

/// Tokens of their own.
const PUNCTUATION: [char; 4] = ['.', ',', '?', '!'];

/// Splits typed text. `segment` cuts what no known word covers (Thai only): it never decides how a known word is cut.
pub fn tokenize(text: &str, script: Script, vocab: &[String], segment: &dyn Fn(&str) -> Vec<String>) -> Vec<String> {
    let lower = vocab.iter().all(|word| word.chars().all(|c| !c.is_ascii_uppercase()));
    let cut = |chunk: &str| -> Vec<String> {
        match script {
            // A word that is known as it stands is never cut.
            _ if vocab.iter().any(|word| word == chunk) => vec![chunk.to_string()],
            Script::Spaced if lower => punctuated(&chunk.to_ascii_lowercase()),
            Script::Spaced => punctuated(chunk),
            Script::Thai => punctuated(chunk).iter().flat_map(|chunk| longest_match(chunk, vocab, segment)).collect(),
        }
    };
    text.split_whitespace().flat_map(cut).collect()
}

/// Cuts off punctuation; an apostrophe stays inside its word.
fn punctuated(chunk: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in chunk.chars() {
        if PUNCTUATION.contains(&c) {
            words.extend([c.to_string(), String::new()]);
        } else {
            words.last_mut().expect("never empty").push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A Thai vowel or tone mark that stands above or below a consonant: no word begins or is cut before one.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e45}' | '\u{e47}'..='\u{e4e}')
}

fn longest_match(chunk: &str, vocab: &[String], segment: &dyn Fn(&str) -> Vec<String>) -> Vec<String> {
    let (mut words, mut rest, mut unknown) = (Vec::new(), chunk, String::new());
    while let Some(first) = rest.chars().next() {
        let fits = |word: &&String| rest.strip_prefix(word.as_str()).is_some_and(|after| !after.starts_with(is_mark));
        let known = vocab.iter().filter(|word| !word.is_empty()).filter(fits).max_by_key(|word| word.len());
        match known {
            Some(word) => {
                flush(&mut unknown, &mut words, segment);
                words.push(word.clone());
                rest = &rest[word.len()..];
            }
            None => {
                unknown.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    flush(&mut unknown, &mut words, segment);
    words
}

/// Segments what no known word covers; nothing that was typed is ever dropped.
fn flush(unknown: &mut String, words: &mut Vec<String>, segment: &dyn Fn(&str) -> Vec<String>) {
    if unknown.is_empty() {
        return;
    }
    let parts = segment(unknown);
    if parts.concat() == *unknown {
        words.extend(parts.into_iter().filter(|part| !part.is_empty()));
    } else {
        words.push(unknown.clone());
    }
    unknown.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, script: Script, vocab: &[&str], expected: &[&str]) {
        let vocab: Vec<String> = vocab.iter().map(|word| word.to_string()).collect();
        let got = tokenize(text, script, &vocab, &|rest| vec![rest.to_string()]);
        assert_eq!(got, expected, "{text:?}");
    }

    #[test]
    fn english() {
        let vocab = &["the", "apple", "is"];
        check("The  APPLE is", Script::Spaced, vocab, &["the", "apple", "is"]);
        check("Tom's apple, is it?", Script::Spaced, vocab, &["tom's", "apple", ",", "is", "it", "?"]);
        check("", Script::Spaced, vocab, &[]);
        check("<b>hi</b> 🍎 שלום", Script::Spaced, vocab, &["<b>hi</b>", "🍎", "שלום"]);
        check("Tom is", Script::Spaced, &["Tom"], &["Tom", "is"]);
    }

    #[test]
    fn thai() {
        let vocab = &["แอปเปิ้ล", "มี", "สี", "ข้าว", "ข้าวโพด"];
        check("แอปเปิ้ลมีสี", Script::Thai, vocab, &["แอปเปิ้ล", "มี", "สี"]);
        check("ข้าวโพดมี สี", Script::Thai, vocab, &["ข้าวโพด", "มี", "สี"]);
        check("มังกรมีสี", Script::Thai, vocab, &["มังกร", "มี", "สี"]);
        // สี้ is another syllable than สี: a mark after a match means it is no match.
        check("สี้", Script::Thai, vocab, &["สี้"]);
    }

    #[test]
    fn a_segmenter_that_drops_text_is_not_believed() {
        let words = tokenize("xyz", Script::Thai, &[], &|_| vec!["x".into()]);
        assert_eq!(words, ["xyz"]);
    }
}
