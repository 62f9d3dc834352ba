//! The parts that only the pages of tickets use: values in, a view out.
//!
//! Most are plain functions of what they show, called anew when that changes: on a page with many
//! words, a closure for each of them would be most of the download.

mod badges;
mod choice_cards;
mod due;
mod next_panel;
mod stepper;

pub use self::badges::{kind_glyph, kind_word, priority_badge, stage_badge};
pub use self::choice_cards::{Choice, ChoiceCards};
pub use self::due::due_lines;
pub use self::next_panel::next_panel;
pub use self::stepper::stepper;
