//! What the tokeniser must keep, case by case; what holds for all text is `properties.rs`.
//! Tests only. Floor 2.

use super::tokenise::{Marking, tokenise};
use crate::prose::TokenFlags;

fn plain(prose: &str) -> (String, Vec<crate::prose::Token>) {
    tokenise(prose, &Marking { pieces: &[], links: &[], strong: &[] })
}

fn norms(prose: &str) -> Vec<String> {
    let (norm, tokens) = plain(prose);
    tokens.iter().map(|token| norm[token.norm.start as usize..token.norm.end as usize].to_owned()).collect()
}

fn flags(prose: &str, token: usize) -> TokenFlags {
    plain(prose).1[token].flags
}

#[test]
fn words_keep_their_digits_and_numbers_their_points() {
    assert_eq!(
        norms("B12 cur3s 2.5 mg, 1,000 or 2,3."),
        ["b12", "cur3s", "2.5", "mg", ",", "1,000", "or", "2", ",", "3", "."]
    );
}

#[test]
fn leet_signs_stay_in_words_and_prices_do_not() {
    assert_eq!(norms("depre$$ion @nxiety $100 US$"), ["depre$$ion", "@nxiety", "$", "100", "us", "$"]);
}

#[test]
fn addresses_are_one_opaque_token() {
    let text = "Mail a.b@c.org or see https://x.y/z?a=1, www.a.de.";
    assert_eq!(norms(text), ["mail", "\u{FFFC}", "or", "see", "\u{FFFC}", ",", "\u{FFFC}", "."]);
    assert!(flags(text, 1).has(TokenFlags::OPAQUE) && flags(text, 4).has(TokenFlags::OPAQUE));
}

#[test]
fn contractions_stay_and_clitics_split() {
    assert_eq!(
        norms("doesn’t can't John's we'll O'Brien o'clock"),
        ["doesn't", "can't", "john", "'s", "we", "'ll", "o'brien", "o'clock"]
    );
    assert_eq!(norms("users' 'quoted' \u{FFFC}'s"), ["users", "'", "'", "quoted", "'", "\u{FFFC}", "'s"]);
}

#[test]
fn a_denial_without_its_apostrophe_is_one() {
    assert_eq!(norms("It wont. I DONT, we couldnt!"), ["it", "won't", ".", "i", "don't", ",", "we", "couldn't", "!"]);
    assert_eq!(norms("want sant front"), ["want", "sant", "front"]);
}

#[test]
fn a_hyphen_inside_joins_and_a_dash_is_a_mark() {
    assert_eq!(norms("anti-inflammatory pre- 7‑OH"), ["anti", "inflammatory", "pre", "-", "7", "oh"]);
    assert!(flags("anti-inflammatory", 1).has(TokenFlags::JOINED));
    assert!(!flags("anti-inflammatory", 1).has(TokenFlags::SPACE_BEFORE));
    assert_eq!(norms("a - b – c—d--e 2–5 −3"), ["a", "—", "b", "—", "c", "—", "d", "—", "e", "2", "-", "5", "-", "3"]);
}

#[test]
fn dots_and_quotes_are_plain_marks() {
    assert_eq!(norms("“so…” ‘no’... ok？"), ["\"", "so", "…", "\"", "'", "no", "'", "…", "ok", "?"]);
}

#[test]
fn invisible_characters_and_emoji_vanish_inside_words() {
    for text in ["cu\u{AD}res", "cu\u{200B}res", "cu😀res", "cu\u{2060}\u{FEFF}res", "cu\u{200D}❤\u{FE0F}res"] {
        assert_eq!(norms(text), ["cures"], "{text:?}");
        assert!(flags(text, 0).has(TokenFlags::INVISIBLE), "{text:?}");
    }
    assert_eq!(norms("cures\u{200B} 😀 Pain"), ["cures", "😀", "pain"]);
    assert!(!flags("cures\u{200B} pain", 0).has(TokenFlags::INVISIBLE));
}

#[test]
fn pictures_between_the_words_of_a_sentence_say_nothing() {
    assert_eq!(norms("drops cure 🌿🌿\u{FE0F} gout 🌿"), ["drops", "cure", "gout", "🌿"]);
    assert_eq!(norms("🌿 gout 🌿 Asthma ❌ cure ✔ ease"), ["🌿", "gout", "🌿", "asthma", "❌", "cure", "✔", "ease"]);
}

#[test]
fn look_alikes_read_as_latin_in_latin_words_only() {
    assert_eq!(
        norms("сures саnсer сосе TNFα µg Ω α-lipoic при да"),
        ["cures", "cancer", "coce", "tnfα", "μg", "ω", "α", "lipoic", "при", "да"]
    );
    assert_eq!(norms("ᴏᴜʀ ᴅʀᴏᴘs ꜰɪɢʜᴛ ᴍɪɢʀᴀɪɴᴇ ʙʏ ᴋᴇᴇᴘɪɴɢ"), ["our", "drops", "fight", "migraine", "by", "keeping"]);
    assert!(flags("сures", 0).has(TokenFlags::LOOKALIKE) && flags("𝐜𝐮𝐫𝐞𝐬", 0).has(TokenFlags::LOOKALIKE));
    assert!(!flags("café", 0).has(TokenFlags::LOOKALIKE) && !flags("µg", 0).has(TokenFlags::LOOKALIKE));
}

#[test]
fn case_and_spacing_show_in_the_flags() {
    assert!(flags("Kratom", 0).has(TokenFlags::CAPITAL) && !flags("Kratom", 0).has(TokenFlags::ALL_CAPS));
    assert!(flags("FDA", 0).has(TokenFlags::ALL_CAPS) && !flags("A", 0).has(TokenFlags::ALL_CAPS));
    assert!(flags("5\u{A0}mg", 1).has(TokenFlags::NBSP_BEFORE) && !flags("5 mg", 1).has(TokenFlags::NBSP_BEFORE));
    assert!(flags("a, b", 1).has(TokenFlags::MARK) && !flags("a, b", 1).has(TokenFlags::SPACE_BEFORE));
}
