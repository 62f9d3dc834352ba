//! Texts with the words asked for marked.

use aval_contract::search::Piece;
use leptos::prelude::*;

/// A text whose marked pieces stand out.
pub fn marked(pieces: Vec<Piece>) -> AnyView {
    pieces
        .into_iter()
        .map(|piece| {
            if piece.marked {
                view! { <mark class="found">{piece.text}</mark> }.into_any()
            } else {
                piece.text.into_any()
            }
        })
        .collect_view()
        .into_any()
}
