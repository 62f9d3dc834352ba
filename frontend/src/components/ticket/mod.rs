//! The parts that only the pages of tickets use: props in, events out.

mod badges;
mod choice_cards;
mod due;
mod next_panel;
mod stepper;

pub use self::badges::{KindWord, PriorityBadge, StageBadge, kind_glyph};
pub use self::choice_cards::{Choice, ChoiceCards};
pub use self::due::DueChip;
pub use self::next_panel::NextPanel;
pub use self::stepper::Stepper;
