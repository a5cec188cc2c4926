//! The address: parses, validates, round-trips; anything wrong becomes a notice and the rest applies.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unrolled::shell::address::{Address, KEYS, Kind, MAX_CHARACTERS, Notice};

/// A value that a key accepts.
fn valid(kind: Kind) -> BoxedStrategy<String> {
    let path = "(h_l0|f_l1_reverse|a_i_l0|weight_hh_l0|head\\.weight|probs|x)\\.[1-9][0-9]?\\.[1-9]";
    match kind {
        Kind::Choice(choices) => proptest::sample::select(choices.to_vec()).prop_map(str::to_string).boxed(),
        Kind::Choices(choices, most) => proptest::sample::subsequence(choices.to_vec(), 1..=most.min(choices.len()))
            .prop_map(|items| items.join(","))
            .boxed(),
        Kind::Integer(least, most) => (least..=most).prop_map(|n| n.to_string()).boxed(),
        Kind::Real(least, most) => (least..=most).prop_map(|n| format!("{n}")).boxed(),
        Kind::Tokens => {
            proptest::collection::vec("[a-zก-ฮ<>&=%+#?'🍎א]{1,9}", 1..9).prop_map(|words| words.join(" ")).boxed()
        }
        Kind::Opaque(_) => "[a-zA-Z0-9 ._&=-]{1,20}".prop_map(|text| text).boxed(),
        Kind::Path => path.prop_map(|text| text).boxed(),
        Kind::Paths => proptest::collection::vec(path, 1..4).prop_map(|paths| paths.join(",")).boxed(),
        Kind::Edits => proptest::collection::vec((path, -1e3..1e3f64), 1..4)
            .prop_map(|edits| edits.into_iter().map(|(path, n)| format!("{path}={n}")).collect::<Vec<_>>().join(","))
            .boxed(),
        Kind::Names => "[a-z]{1,8}(,[a-z-]{1,8}){0,3}".prop_map(|text| text).boxed(),
    }
}

fn addresses() -> impl Strategy<Value = Address> {
    let values: Vec<_> = KEYS
        .iter()
        .map(|(key, kind, _)| proptest::option::of(valid(*kind).prop_map(move |value| (*key, value))))
        .collect();
    values.prop_map(|values| {
        let mut address = Address::default();
        for (key, value) in values.into_iter().flatten() {
            assert!(address.set(key, &value), "{key}={value} is not accepted");
        }
        address
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn every_address_round_trips(address in addresses()) {
        let query = address.query();
        prop_assume!(query.chars().count() <= MAX_CHARACTERS);
        let (back, notices) = Address::parse(&query);
        prop_assert_eq!(&notices, &vec![]);
        prop_assert_eq!(&back, &address);
        prop_assert_eq!(back.query(), query, "the canonical form is its own canonical form");
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,200}") {
        let (address, _) = Address::parse(&text);
        let (again, notices) = Address::parse(&address.query());
        prop_assert_eq!(notices, vec![]);
        prop_assert_eq!(again, address);
    }

    #[test]
    fn damage_to_one_key_leaves_the_others(address in addresses(), at in 0usize..40, junk in "[<>;\u{0}!]{1,6}") {
        let (key, ..) = KEYS[at % KEYS.len()];
        let mut rest = address.clone();
        rest.remove(key);
        let mut query = form_urlencoded::Serializer::new(rest.query());
        query.append_pair(key, &junk);
        let query = query.finish();
        prop_assume!(query.chars().count() <= MAX_CHARACTERS);
        let (back, notices) = Address::parse(&query);
        let opaque = matches!(KEYS[at % KEYS.len()].1, Kind::Opaque(_) | Kind::Tokens) && !junk.contains('\u{0}');
        if !opaque {
            prop_assert_eq!(back, rest);
            prop_assert!(matches!(&notices[..], [Notice::Bad(named, _)] if named == key), "{:?}", notices);
        }
    }
}

fn check(query: &str, canonical: &str, bad: &[&str]) {
    let (address, notices) = Address::parse(query);
    assert_eq!(address.query(), canonical, "{query}");
    let named: Vec<String> = notices
        .iter()
        .map(|notice| match notice {
            Notice::Bad(key, _) => key.clone(),
            Notice::Unknown(key, near) => format!("{key}→{}", near.unwrap_or("?")),
            Notice::TooLong => "too long".into(),
        })
        .collect();
    assert_eq!(named, bad, "{query}");
}

#[test]
fn examples_of_the_contract() {
    check("", "", &[]);
    check("?fig=step&t=2&ex=apple", "ex=apple&t=2", &[]);
    check("t=2&unknown=1&embeded=1&hiden=4", "t=2", &["unknown→?", "embeded→embed", "hiden→hidden"]);
    check("t=2&amp;lang=th", "t=2&lang=th", &[]);
    check("text=the+sky++is", "text=the+sky+is", &[]);
    check("hidden=0&seed=4294967296&t=-1&cell=banana&lang=de", "", &["hidden", "seed", "t", "cell", "lang"]);
    check("cell=rnn,lstm,gru&lr=0.50&lr=NaN", "cell=rnn,lstm,gru&lr=0.5", &["lr"]);
    check("cell=rnn,rnn", "", &["cell"]);
    check("open=h_l0.3.2&set=f_l0.3.2=0", "open=h_l0.3.2&set=f_l0.3.2%3D0", &[]);
    check("open=drop%20table&set=f_l0.3.2=inf", "", &["open", "set"]);
    check(&format!("text={}", ["word"; 65].join("+")), "", &["text"]);
    check(&format!("t=1&text={}", "x".repeat(5000)), "t=1", &["too long"]);
}
