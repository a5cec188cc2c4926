//! The corpora of the task shapes, counted: their sizes, and the best that anyone who sees only a part could do.
#![cfg(not(target_arch = "wasm32"))]

use unrolled::math::rng::Uniform;
use unrolled::tasks::ceiling::{bag, ceiling, last};
use unrolled::tasks::cloze::Cloze;
use unrolled::tasks::review::{Part, Review};
use unrolled::tasks::{caption, chase, cloze, pairs, phrases, review, switch};

fn close(got: f64, percent: f64) {
    assert!((100.0 * got - percent).abs() < 0.05, "{:.2} % instead of {percent} %", 100.0 * got);
}

#[test]
fn either_side_of_the_blank_alone_is_right_one_time_in_three() {
    for thai in [false, true] {
        let all = cloze::sentences(thai);
        assert_eq!((all.len(), cloze::answers(thai).len()), (81, 9));
        let (held_out, learnt): (Vec<Cloze>, Vec<Cloze>) = all.clone().into_iter().partition(Cloze::is_held_out);
        assert_eq!((learnt.len(), held_out.len()), (54, 27));
        for part in [&all, &learnt, &held_out] {
            let of =
                |see: &dyn Fn(&Cloze) -> Vec<String>| ceiling(part.iter().map(|s| (see(s), s.answer.clone(), 1.0)));
            close(of(&|s| s.left().to_vec()), 100.0 / 3.0);
            close(of(&|s| s.right().to_vec()), 100.0 / 3.0);
            close(of(&|s| s.words.clone()), 100.0);
        }
        for noun in &held_out {
            assert!(!learnt.iter().any(|other| other.words == noun.words), "{:?} is learnt", noun.words);
        }
    }
}

#[test]
fn a_bag_of_words_cannot_judge_a_review() {
    for thai in [false, true] {
        let all = review::every(thai, Part::All);
        assert_eq!((all.len(), review::vocab(thai).len()), (115_800, 34));
        close(all.iter().map(|(_, weight)| weight).sum(), 100.0);
        let share = |label| all.iter().filter(|(r, _)| r.label == label).map(|(_, w)| w).sum::<f64>();
        for (label, percent) in [38.7, 22.5, 38.7].into_iter().enumerate() {
            assert!((100.0 * share(label) - percent).abs() < 0.1);
        }
        let lengths: Vec<usize> = all.iter().map(|(review, _)| review.words.len()).collect();
        let range = (*lengths.iter().min().expect("some"), *lengths.iter().max().expect("some"));
        assert_eq!(range, if thai { (2, 14) } else { (4, 19) });
        let of = |all: &[(Review, f64)], see: &dyn Fn(&Review) -> Vec<String>| {
            ceiling(all.iter().map(|(review, weight)| (see(review), review.label, *weight)))
        };
        close(of(&all, &|_| Vec::new()), 38.75);
        close(of(&all, &|r| last(&r.words, 3)), 48.4);
        close(of(&all, &|r| bag(&r.words)), 77.5);
        close(of(&all, &|r| r.words.clone()), 100.0);
        let held_out = review::every(thai, Part::HeldOut);
        close(of(&held_out, &|r| last(&r.words, 3)), 47.8);
        close(of(&held_out, &|r| bag(&r.words)), 76.6);
        // What the page computes without telling all of them is the same.
        let known = review::ceilings(thai);
        assert!((known.window - of(&held_out, &|r| last(&r.words, 3))).abs() < 1e-9);
        assert!((known.bag - of(&held_out, &|r| bag(&r.words))).abs() < 1e-9);
    }
}

#[test]
fn matched_pairs_have_the_same_words_and_opposite_answers() {
    for thai in [false, true] {
        for tail in [None, Some(0)] {
            let pairs = review::matched_pairs(thai, tail);
            for [a, b] in &pairs {
                assert_eq!(bag(&a.words), bag(&b.words));
                assert_eq!(a.label + b.label, 2, "{:?} {:?}", a.words, b.words);
                assert_ne!(a.label, 1);
                assert_eq!(review::meaning(thai, &a.words), Some(a.label));
            }
            let flat = || pairs.iter().flatten();
            close(ceiling(flat().map(|r| (bag(&r.words), r.label, 1.0))), 50.0);
            let window = ceiling(flat().map(|r| (last(&r.words, 3), r.label, 1.0)));
            close(window, if tail.is_some() { 50.0 } else { 100.0 });
        }
    }
    let own: Vec<String> = "the film was purple".split(' ').map(str::to_string).collect();
    assert_eq!(review::meaning(false, &own), None);
}

#[test]
fn who_does_not_read_their_own_words_seldom_says_a_true_caption() {
    close(caption::blind_ceiling(false), 1.6);
    close(caption::blind_ceiling(true), 3.1);
    for thai in [false, true] {
        assert_eq!((caption::scenes(false).len(), caption::vocab(thai, false).len()), (32, 14));
        for scene in caption::scenes(false) {
            let [a, b] = scene.captions(thai);
            assert!(a != b && a.len() == b.len());
        }
        // No two scenes look alike.
        let pixels: std::collections::HashSet<Vec<i32>> =
            caption::scenes(false).into_iter().map(|scene| scene.pixels()).collect();
        assert_eq!(pixels.len(), 32);
    }
    let two = caption::scenes(true);
    assert_eq!((two.len(), two.iter().filter(|scene| scene.is_held_out()).count()), (64, 12));
}

#[test]
fn the_classifier_needs_its_noun() {
    let all = phrases::every();
    assert_eq!(all.len(), 1260);
    assert_eq!(all.iter().filter(|phrase| phrase.is_held_out()).count(), 252);
    assert_eq!((phrases::english_vocab().len(), phrases::thai_vocab().len()), (39, 33));
    let without = |english: Vec<&'static str>| english[..english.len() - 1].to_vec();
    close(ceiling(all.iter().map(|p| (without(p.english()), p.classifier(), 1.0))), 25.2);
    close(ceiling(all.iter().map(|p| (without(p.english()), p.thai(), 1.0))), 8.4);
    close(ceiling(all.iter().map(|p| (p.english(), p.thai(), 1.0))), 100.0);
    assert!(all.iter().all(|phrase| phrase.english().len() != phrase.thai().len()), "lengths never agree");
    let said: Vec<String> = "two big red apples and a cat".split(' ').map(str::to_string).collect();
    let (thai, count) = phrases::translation(&said).expect("phrases of ours");
    assert_eq!((thai.join(" ").as_str(), count), ("แอปเปิ้ล ลูก ใหญ่ สี แดง สอง ลูก และ แมว ตัว หนึ่ง", 2));
    let glossed =
        |word: &String| phrases::gloss(word).is_some() || phrases::is_classifier(word) || word == caption::MARK;
    assert!(phrases::thai_vocab().iter().all(glossed));
}

#[test]
fn a_bag_of_words_does_not_know_who_was_chased() {
    for thai in [false, true] {
        let all = chase::sentences(thai);
        let (held_out, learnt): (Vec<_>, Vec<_>) = all.clone().into_iter().partition(chase::Chase::is_held_out);
        assert_eq!((all.len(), held_out.len(), learnt.len()), (168, 24, 144));
        for part in [&all, &learnt, &held_out] {
            close(ceiling(part.iter().map(|s| (bag(&s.words), s.answer.clone(), 1.0))), 50.0);
            close(ceiling(part.iter().map(|s| (s.words.clone(), s.answer.clone(), 1.0))), 100.0);
        }
        // A pair that is held out is held out in both orders: the same bag is never met with either answer.
        for sentence in &held_out {
            assert!(!learnt.iter().any(|other| bag(&other.words) == bag(&sentence.words)));
        }
        for sentence in &all {
            assert_eq!(chase::answer(thai, &sentence.words), Some(&sentence.answer));
        }
        let mut other = all[0].words.clone();
        other.swap(0, 1);
        assert_eq!(chase::answer(thai, &other), None);
        assert_eq!(chase::answer(thai, &[]), None);
    }
}

#[test]
fn pairs_are_as_many_bits_and_as_easily_guessed_as_the_page_says() {
    for (count, percent) in [(1, 100.0), (2, 62.5), (3, 56.2), (4, 53.1), (6, 47.0), (8, 44.2)] {
        let got = 100.0 * pairs::commonest(count);
        assert!((got - percent).abs() < 0.06, "{count}: {got}");
    }
    for (count, bits) in [(1, 5.0), (2, 8.8), (4, 14.1), (8, 16.0)] {
        assert!((pairs::bits(count) - bits).abs() < 0.06, "{count}: {}", pairs::bits(count));
    }
    let mut random = Uniform::new(3);
    for count in 1..=pairs::MOST {
        let sample = pairs::sample(count, &mut random);
        let mut keys: Vec<usize> = sample.pairs.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count, "keys differ");
        // Whoever knows the words can answer: the value stands with its key, or right behind it.
        for apart in [false, true] {
            let (item, vocab) = (sample.item(apart, count), pairs::vocab(apart));
            let words: Vec<&str> = item.ids.iter().map(|&id| vocab[id as usize].as_str()).collect();
            for (t, &target) in item.targets.iter().enumerate().filter(|(_, target)| **target >= 0) {
                let value = (target + 1).to_string();
                let key = words[t].trim_end_matches('?');
                let stands = if apart {
                    words[..2 * count].chunks(2).any(|pair| pair == [key, value.as_str()])
                } else {
                    words[..count].contains(&format!("{key}{value}").as_str())
                };
                assert!(stands, "{key} {value} in {words:?}");
            }
            assert_eq!(item.targets.iter().filter(|&&target| target >= 0).count(), count);
        }
    }
    assert_eq!((pairs::vocab(false).len(), pairs::vocab(true).len()), (40, 12));
}

#[test]
fn no_window_knows_whether_the_light_is_on() {
    for length in [4, 8, 12] {
        let all = (0..1u32 << length).map(|bits| (0..length).map(|n| (bits >> n & 1) as i32).collect::<Vec<i32>>());
        let items: Vec<_> = all.map(|presses| (switch::item(&presses).targets[length - 1], presses)).collect();
        let of = |from: usize| ceiling(items.iter().map(|(on, presses)| (presses[from..].to_vec(), *on, 1.0)));
        close(of(length - 3), 50.0);
        close(of(1), 50.0);
        close(of(0), 100.0);
    }
    assert_eq!(switch::item(&[0, 1, 1, 1, 0]).targets, [0, 1, 0, 1, 1]);
}
