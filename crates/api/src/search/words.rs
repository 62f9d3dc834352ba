//! One tokenizer for what is written and what is asked, so that both engines give one answer.
//!
//! What is kept of a text is a row of tokens, each a letter that says what it stands for and a word
//! without accents: `w` a whole word, `s` its stem, `t` and `u` the same for words of a title, `c`
//! who may see the text. Both engines index these tokens and nothing else; none of them splits,
//! stems or folds.

use std::ops::Range;

use aval_domain::text::fold;
use rust_stemmers::{Algorithm, Stemmer};
use uuid::Uuid;

/// The longest word that is kept, in characters. Longer ones are no words: keys, encoded files.
const LONGEST_WORD: usize = 40;
/// How many words of a text are looked at. A tsvector of Postgres counts positions to 16,383.
const MOST_WORDS: usize = 5_000;
/// The most words of a question.
const MOST_TERMS: usize = 12;
/// Stands between two texts, so that no phrase reaches from one into the other.
const BREAK: &str = "x";

/// Words that are everywhere and so say nothing where any word of a question may match.
const STOP_WORDS: [&str; 48] = [
    "a", "al", "ante", "como", "con", "cuando", "de", "del", "desde", "donde", "e", "el", "ella",
    "en", "entre", "era", "es", "esta", "este", "esto", "ha", "hay", "la", "las", "le", "les",
    "lo", "los", "me", "mi", "muy", "nos", "o", "para", "pero", "por", "que", "se", "si", "sin",
    "sobre", "su", "sus", "un", "una", "y", "ya", "no",
];

/// The words of a text with where they stand in it, in bytes.
fn located(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || unicode_mark(c);
    let mut rest = text;
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = rest.find(is_part)?;
        let word = &rest[start..];
        let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
        let found = (at + start, &word[..end]);
        at += start + end;
        rest = &word[end..];
        Some(found)
    })
}

/// Accents may be characters of their own, after their letter.
fn unicode_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// A word as it is compared: without accents, in lower case. Nothing but letters and digits is left.
fn plain(word: &str) -> String {
    fold(word).chars().filter(|c| c.is_alphanumeric()).take(LONGEST_WORD).collect()
}

/// A word without its ending: stemmed as Spanish before its accents go, since they matter to the
/// stemmer.
fn stem(word: &str) -> String {
    plain(&Stemmer::create(Algorithm::Spanish).stem(&word.to_lowercase()))
}

/// Who may see a text that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Everybody signed in.
    Everyone,
    /// This company and support.
    Company(Uuid),
    /// Support only.
    Staff,
}

impl Seen {
    fn token(self) -> String {
        match self {
            Self::Everyone => "ceveryone".to_owned(),
            Self::Company(id) => format!("c{}", id.simple()),
            Self::Staff => "cstaff".to_owned(),
        }
    }
}

/// What is kept of a text: its tokens in their order.
#[must_use]
pub fn tokens(title: &str, bodies: &[&str], seen: Seen) -> Vec<String> {
    let mut tokens = vec![seen.token(), BREAK.to_owned()];
    let (mut stems, mut left) = (Vec::new(), MOST_WORDS);
    for (place, text) in std::iter::once(title).chain(bodies.iter().copied()).enumerate() {
        for (_, word) in located(text).take(left) {
            let whole = plain(word);
            if whole.is_empty() {
                continue;
            }
            let stem = stem(word);
            left -= 1;
            if place == 0 {
                stems.push(format!("t{whole}"));
                stems.push(format!("u{stem}"));
            }
            tokens.push(format!("w{whole}"));
            stems.push(format!("s{stem}"));
        }
        tokens.push(BREAK.to_owned());
    }
    // Where a stem stands is of no use: each is kept once.
    stems.sort_unstable();
    stems.dedup();
    tokens.append(&mut stems);
    tokens
}

/// A part of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    /// A word. The last one of a question may still be being typed: then its beginning is enough.
    Word { whole: String, stem: String, may_go_on: bool },
    /// Words in this order, written `"so"`.
    Phrase(Vec<String>),
}

/// Which terms of a question a text has to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    All,
    /// At least one: for offering what may fit.
    Any,
}

/// A condition on tokens, which each engine writes in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// This token.
    Token(String),
    /// A token that begins so.
    Beginning(String),
    /// These tokens one after the other.
    Row(Vec<String>),
    /// All of these.
    All(Vec<Pattern>),
    /// At least one of these.
    Any(Vec<Pattern>),
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    terms: Vec<Term>,
}

impl Question {
    /// Reads a question: words, and phrases in quotes. Of very long ones only the beginning counts.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut terms = Vec::new();
        // An open quote is one that is still being typed: its words are words.
        let last_is_open = text.matches('"').count() % 2 == 1;
        let parts: Vec<&str> = text.split('"').collect();
        for (place, part) in parts.iter().enumerate() {
            let quoted = place % 2 == 1 && !(last_is_open && place + 1 == parts.len());
            let words = located(part).map(|(_, word)| (plain(word), stem(word)));
            let words: Vec<_> = words.filter(|(whole, _)| !whole.is_empty()).collect();
            if quoted && words.len() > 1 {
                terms.push(Term::Phrase(words.into_iter().map(|(whole, _)| whole).collect()));
            } else {
                let word = |(whole, stem)| Term::Word { whole, stem, may_go_on: false };
                terms.extend(words.into_iter().map(word));
            }
        }
        terms.truncate(MOST_TERMS);
        // One letter begins too many words to look for them all.
        if let Some(Term::Word { whole, may_go_on, .. }) = terms.last_mut() {
            *may_go_on = whole.chars().count() > 1;
        }
        Self { terms }
    }

    /// The same without what is in every text, for matching any of its words.
    #[must_use]
    pub fn without_stop_words(mut self) -> Self {
        self.terms.retain(|term| match term {
            Term::Word { whole, .. } => !STOP_WORDS.contains(&whole.as_str()),
            Term::Phrase(_) => true,
        });
        self
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The condition on a text's tokens: its words, or those of its title only; seen by the people
    /// of one company, or by support, which sees everything.
    #[must_use]
    pub fn pattern(&self, wanted: Wanted, in_title: bool, company: Option<Uuid>) -> Pattern {
        self.condition(wanted, in_title, company, true)
    }

    /// The same without texts that have but the beginning of a word in common: quick also where that
    /// beginning is everywhere, since nothing has to be put together from many words.
    #[must_use]
    pub fn pattern_of_words(
        &self,
        wanted: Wanted,
        in_title: bool,
        company: Option<Uuid>,
    ) -> Pattern {
        self.condition(wanted, in_title, company, false)
    }

    fn condition(
        &self,
        wanted: Wanted,
        in_title: bool,
        company: Option<Uuid>,
        beginnings: bool,
    ) -> Pattern {
        let (word_letter, stem_letter) = if in_title { ('t', 'u') } else { ('w', 's') };
        let of_term = |term: &Term| match term {
            Term::Word { whole, stem, may_go_on } => {
                let token = format!("{word_letter}{whole}");
                let begins = if beginnings && *may_go_on {
                    Pattern::Beginning(token)
                } else {
                    Pattern::Token(token)
                };
                Pattern::Any(vec![begins, Pattern::Token(format!("{stem_letter}{stem}"))])
            }
            Term::Phrase(words) => {
                Pattern::Row(words.iter().map(|word| format!("w{word}")).collect())
            }
        };
        let terms: Vec<Pattern> = self.terms.iter().map(of_term).collect();
        let mut all = match wanted {
            Wanted::All => terms,
            Wanted::Any => vec![Pattern::Any(terms)],
        };
        if let Some(company) = company {
            let seen = [Seen::Company(company), Seen::Everyone];
            all.push(Pattern::Any(seen.map(|seen| Pattern::Token(seen.token())).to_vec()));
        }
        Pattern::All(all)
    }

    /// Where the words asked for stand in a text, in bytes, in their order.
    #[must_use]
    pub fn matches(&self, text: &str) -> Vec<Range<usize>> {
        let words = words_of(text);
        let mut found = vec![false; words.len()];
        for term in &self.terms {
            term.mark(&words, &mut found);
        }
        let ranges = words.into_iter().zip(found).filter(|(_, found)| *found);
        ranges.map(|(word, _)| word.range).collect()
    }

    /// How many of the terms a text has.
    #[must_use]
    pub fn terms_in(&self, text: &str) -> usize {
        let words = words_of(text);
        let has = |term: &&Term| {
            let mut found = vec![false; words.len()];
            term.mark(&words, &mut found);
            found.contains(&true)
        };
        self.terms.iter().filter(has).count()
    }
}

/// A word of a text that is looked at again.
struct Located {
    range: Range<usize>,
    whole: String,
    stem: String,
}

/// The words of a text, as far as they are kept.
fn words_of(text: &str) -> Vec<Located> {
    let word = |(at, word): (usize, &str)| Located {
        range: at..at + word.len(),
        whole: plain(word),
        stem: stem(word),
    };
    located(text).take(MOST_WORDS).map(word).collect()
}

impl Term {
    /// Marks the words that are what is asked for.
    fn mark(&self, words: &[Located], found: &mut [bool]) {
        match self {
            Self::Word { whole, stem, may_go_on } => {
                for (word, found) in words.iter().zip(found) {
                    let begins = *may_go_on && word.whole.starts_with(whole.as_str());
                    *found |= begins || word.whole == *whole || word.stem == *stem;
                }
            }
            Self::Phrase(asked) => {
                for place in 0..(words.len() + 1).saturating_sub(asked.len()) {
                    let row = &words[place..place + asked.len()];
                    if row.iter().map(|word| &word.whole).eq(asked.iter()) {
                        found[place..place + asked.len()].fill(true);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an index does with a pattern.
    fn fits(tokens: &[String], pattern: &Pattern) -> bool {
        match pattern {
            Pattern::Token(token) => tokens.contains(token),
            Pattern::Beginning(start) => tokens.iter().any(|token| token.starts_with(start)),
            Pattern::Row(row) => tokens.windows(row.len()).any(|window| window == row.as_slice()),
            Pattern::All(all) => all.iter().all(|one| fits(tokens, one)),
            Pattern::Any(any) => any.iter().any(|one| fits(tokens, one)),
        }
    }

    fn finds(text: &str, asked: &str) -> bool {
        let question = Question::parse(asked);
        if question.is_empty() {
            return false;
        }
        let pattern = question.pattern(Wanted::All, false, None);
        let is_found = fits(&tokens("", &[text], Seen::Everyone), &pattern);
        let marked = question.terms_in(text) == question.terms.len();
        assert_eq!(is_found, marked, "what is found is marked: {asked} in {text}");
        is_found
    }

    #[test]
    fn accents_case_and_word_endings_do_not_matter() {
        assert!(finds("La facturación electrónica falló", "FACTURACION"));
        assert!(finds("Los agentes no pueden llamar", "agente llamar"));
        assert!(finds("No abre el módulo de nómina", "modulos nomina"));
        assert!(finds("La facturación falló", "facturaciones"));
        assert!(finds("Las facturaciones", "facturacion"));
        assert!(finds("El boton esta danado", "botón está dañado"));
        assert!(finds("El bot\u{f3}n", "boto\u{301}n"));
        assert!(!finds("No abre el módulo", "nómina"));
    }

    #[test]
    fn whole_words_can_be_asked_for_alone() {
        let tokens = tokens("", &["El marcador falló"], Seen::Everyone);
        let of_words = |asked| Question::parse(asked).pattern_of_words(Wanted::All, false, None);
        assert!(fits(&tokens, &of_words("marcadores")));
        assert!(!fits(&tokens, &of_words("marc")));
    }

    #[test]
    fn a_wrong_accent_is_no_obstacle() {
        assert!(finds("La facturación falló", "factúracion"));
        assert!(finds("Marcador caído", "márcador"));
    }

    #[test]
    fn a_word_that_is_being_typed_finds_too() {
        assert!(finds("CASO-000123 Marcador caído", "marcad"));
        assert!(finds("CASO-000123 Marcador caído", "caso-000123"));
        assert!(!finds("CASO-000123 Marcador caído", "arcador"));
        assert!(finds("El marcador no llama", "marcador llam"));
        // What is not typed last is whole, in any form.
        assert!(!finds("El marcador no llama", "marca llama"));
        assert!(!finds("Marcador", "m"));
    }

    #[test]
    fn a_phrase_is_found_in_its_order_only() {
        assert!(finds("La llamada no entra a la cola", "\"no entra\""));
        assert!(!finds("Entra, no sale", "\"no entra\""));
        // Still being typed.
        assert!(finds("Entra, no sale", "\"no entra"));
        assert!(!finds("x", "\"\""));
    }

    #[test]
    fn a_phrase_does_not_reach_from_one_text_into_the_next() {
        let tokens = tokens("Marcador no", &["entra"], Seen::Everyone);
        let pattern = Question::parse("\"no entra\"").pattern(Wanted::All, false, None);
        assert!(!fits(&tokens, &pattern));
    }

    #[test]
    fn a_company_finds_its_own_and_what_is_for_everyone() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let finds = |seen| {
            let pattern = Question::parse("marcador").pattern(Wanted::All, false, Some(own));
            fits(&tokens("Marcador", &[], seen), &pattern)
        };
        assert!(finds(Seen::Company(own)));
        assert!(finds(Seen::Everyone));
        assert!(!finds(Seen::Company(other)));
        assert!(!finds(Seen::Staff));
    }

    #[test]
    fn no_question_reaches_the_tokens_that_say_who_may_see() {
        // A word comes with its letter, so that none is ever `cstaff`.
        assert!(!finds("Marcador", "cstaff"));
        assert!(!finds("Marcador", "ceveryone"));
    }

    #[test]
    fn titles_are_told_from_texts() {
        let tokens = tokens("Marcador caído", &["No llama"], Seen::Everyone);
        let titled = |asked| Question::parse(asked).pattern(Wanted::All, true, None);
        assert!(fits(&tokens, &titled("caido")));
        assert!(!fits(&tokens, &titled("llama")));
    }

    #[test]
    fn offering_what_may_fit_takes_any_word_that_says_something() {
        let question = Question::parse("El marcador no está").without_stop_words();
        let pattern = question.pattern(Wanted::Any, false, None);
        assert!(fits(&tokens("Marcador caído", &[], Seen::Everyone), &pattern));
        assert!(!fits(&tokens("El correo no llega", &[], Seen::Everyone), &pattern));
    }

    #[test]
    fn matches_are_places_in_the_text() {
        let text = "¿Ya abrió el Módulo? Los módulos no abren.";
        let marked: Vec<&str> =
            Question::parse("modulo").matches(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["Módulo", "módulos"]);
    }

    #[test]
    fn a_text_without_end_is_kept_within_bounds() {
        let long = "palabra ".repeat(20_000) + &"x".repeat(100_000);
        let tokens = tokens("", &[&long], Seen::Everyone);
        assert!(tokens.len() < 16_383);
        assert!(tokens.iter().all(|token| token.chars().count() <= LONGEST_WORD + 1));
    }
}
