//! The form in which everything is said: both languages side by side. What one of them lacks does not compile, nor does a
//! place for a value that only one of them has.

use super::Lang;
use super::protect::{JOINER, protect};

/// A list of what is said. Where it has no entry of a name, the list that it builds on is asked. First fixed texts
/// (`title: "…" | "…";`) and sentences with named places (`read(word): "It read “{word}”" | "…";`), which become methods; then
/// choices, which are exhaustive over their type.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub $list:ident $(: $base:ty)?;
        $( $(#[$doc:meta])* $name:ident $(($($hole:ident),+))? : $en:literal | $th:literal; )*
        $( [choices] $( $(#[$cdoc:meta])* $choice:ident [$of:ty] $with:tt $cases:tt )+ )?
    ) => {
        $(#[$meta])*
        pub struct $list {
            pub lang: $crate::words::Lang,
            $($(#[$doc])* pub $name: &'static str,)*
        }

        $(const _: () = assert!($crate::words::list::fills($en, $th, &[$($(stringify!($hole)),+)?], true), stringify!($name));)*

        impl $list {
            /// In one of the languages.
            pub fn of(lang: $crate::words::Lang) -> &'static Self {
                static EN: $list = $list { lang: $crate::words::Lang::En, $($name: $en,)* };
                static TH: std::sync::OnceLock<$list> = std::sync::OnceLock::new();
                // Protected once; the texts live as long as the page.
                let thai = || $list {
                    lang: $crate::words::Lang::Th,
                    $($name: $crate::words::protect::protect($th).leak(),)*
                };
                match lang {
                    $crate::words::Lang::En => &EN,
                    $crate::words::Lang::Th => TH.get_or_init(thai),
                }
            }
            $($(
                pub fn $name(&self, $($hole: &str),+) -> String {
                    $crate::words::list::fill(self.$name, &[$((stringify!($hole), $hole)),+])
                }
            )?)*
            $($( $crate::words::list::choice! { $(#[$cdoc])* $choice [$of] $with $cases } )+)?
        }

        $(impl std::ops::Deref for $list {
            type Target = $base;
            fn deref(&self) -> &$base {
                <$base>::of(self.lang)
            }
        })?
    };
}

/// A choice of a list, as a method.
macro_rules! choice {
    (
        $(#[$doc:meta])* $name:ident [$of:ty] ($($hole:ident),*) { $($case:pat => $en:literal | $th:literal,)+ }
    ) => {
        $(#[$doc])*
        pub fn $name(&self, which: $of, $($hole: &str),*) -> String {
            const PLACES: &[&str] = &[$(stringify!($hole)),*];
            $(const _: () = assert!($crate::words::list::fills($en, $th, PLACES, false), stringify!($name));)+
            let (en, th) = match which { $($case => ($en, $th),)+ };
            $crate::words::list::choose(self.lang, en, th, &[$((stringify!($hole), $hole)),*])
        }
    };
}
pub(crate) use {choice, words};

/// A sentence with its places filled.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').unwrap_or(("", after));
        out.push_str(before);
        let value = values.iter().find(|(name, _)| *name == place).map_or("", |(_, value)| value);
        // A Thai word that was put in breaks no better than our own; a sentence that was has been here before.
        if value.contains(JOINER) {
            out.push_str(value)
        } else {
            out.push_str(&protect(value))
        }
        rest = after;
    }
    out + rest
}

/// What was chosen, in the language, with its places filled.
pub fn choose(lang: Lang, en: &'static str, th: &'static str, values: &[(&str, &str)]) -> String {
    match lang {
        Lang::En => fill(en, values),
        Lang::Th => fill(&protect(th), values),
    }
}

/// Whether both texts have the same places, all of them among `names`; and, with `all`, every one of those.
pub const fn fills(en: &str, th: &str, names: &[&str], all: bool) -> bool {
    match (places(en, names), places(th, names)) {
        (Some(en), Some(th)) => en == th && (!all || en + 1 == 1 << names.len()),
        _ => false,
    }
}

/// Which of the names have a place in the text, a bit each; nothing where a place has another name.
const fn places(text: &str, names: &[&str]) -> Option<u32> {
    let (text, mut found, mut at) = (text.as_bytes(), 0, 0);
    while at < text.len() {
        if text[at] == b'{' {
            let mut name = 0;
            while name < names.len() && !stands(text, at + 1, names[name].as_bytes()) {
                name += 1;
            }
            if name == names.len() {
                return None;
            }
            found |= 1 << name;
        }
        at += 1;
    }
    Some(found)
}

/// Whether a name and a closing brace stand at a place of the text.
const fn stands(text: &[u8], at: usize, name: &[u8]) -> bool {
    let mut n = 0;
    while n < name.len() {
        if at + n >= text.len() || text[at + n] != name[n] {
            return false;
        }
        n += 1;
    }
    at + n < text.len() && text[at + n] == b'}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_places() {
        assert_eq!(fill("{b} of {a}, {b}", &[("a", "x"), ("b", "y")]), "y of x, y");
        assert!(fill("“{word}”", &[("word", "แอปเปิ้ล")]).contains(JOINER));
    }

    #[test]
    fn a_place_of_one_language_alone_is_seen() {
        assert!(fills("{a} of {b}", "{b} {a}", &["a", "b"], true));
        assert!(!fills("{a} of {b}", "{b}", &["a", "b"], true));
        assert!(!fills("{a}", "{a}", &["a", "b"], true), "one is never said");
        assert!(fills("{a}", "{a}", &["a", "b"], false));
        assert!(!fills("{c}", "{c}", &["a", "b"], false), "nobody gives it");
        assert!(!fills("{a", "{a", &["a"], true));
    }
}
