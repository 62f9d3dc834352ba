//! Which tickets of the queue are chosen, to do something with all of them.

use uuid::Uuid;

/// The chosen tickets, by their ids: they stay chosen when the list is loaded again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    chosen: Vec<Uuid>,
    /// The one that was pressed last, from which a range goes.
    anchor: Option<Uuid>,
}

impl Selection {
    /// Whether a ticket is chosen.
    #[must_use]
    pub fn has(&self, id: Uuid) -> bool {
        self.chosen.contains(&id)
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Chooses a ticket, or lets it go. With `range` all from the one pressed before to this one
    /// become what this one becomes; `order` are the tickets as they are listed.
    pub fn press(&mut self, id: Uuid, range: bool, order: &[Uuid]) {
        let choose = !self.has(id);
        let place = |id: Uuid| order.iter().position(|known| *known == id);
        let anchor = self.anchor.filter(|_| range).and_then(place);
        let pressed = match (anchor, place(id)) {
            (Some(from), Some(to)) => &order[from.min(to)..=from.max(to)],
            (None, _) | (_, None) => &[id],
        };
        self.chosen.retain(|known| !pressed.contains(known));
        if choose {
            self.chosen.extend_from_slice(pressed);
        }
        self.anchor = Some(id);
    }

    /// Chooses all listed tickets, or lets all go when they are chosen already.
    pub fn press_all(&mut self, order: &[Uuid]) {
        let all = self.has_all(order);
        self.chosen = if all { Vec::new() } else { order.to_vec() };
        self.anchor = None;
    }

    /// Whether all listed tickets are chosen.
    #[must_use]
    pub fn has_all(&self, order: &[Uuid]) -> bool {
        !order.is_empty() && order.iter().all(|id| self.has(*id))
    }

    /// Chooses exactly these.
    pub fn set(&mut self, ids: impl IntoIterator<Item = Uuid>) {
        self.chosen = ids.into_iter().collect();
        self.anchor = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn order() -> Vec<Uuid> {
        // Not by their ids: what counts is how they are listed.
        [5, 3, 8, 1, 9].map(id).to_vec()
    }

    fn chosen(selection: &Selection) -> Vec<Uuid> {
        order().into_iter().filter(|id| selection.has(*id)).collect()
    }

    #[test]
    fn a_press_chooses_and_a_second_one_lets_go() {
        let mut selection = Selection::default();
        selection.press(id(3), false, &order());
        selection.press(id(9), false, &order());
        assert_eq!(chosen(&selection), [id(3), id(9)]);
        selection.press(id(3), false, &order());
        assert_eq!(chosen(&selection), [id(9)]);
    }

    #[test]
    fn a_range_goes_from_the_one_pressed_before_in_either_direction() {
        let mut selection = Selection::default();
        selection.press(id(3), false, &order());
        selection.press(id(1), true, &order());
        assert_eq!(chosen(&selection), [id(3), id(8), id(1)]);
        selection.press(id(9), false, &order());
        selection.press(id(5), true, &order());
        assert_eq!(chosen(&selection), order());
        // What the pressed one becomes, the others become too.
        selection.press(id(1), true, &order());
        assert_eq!(chosen(&selection), [id(9)]);
    }

    #[test]
    fn a_range_from_a_ticket_that_is_no_longer_listed_is_a_single_press() {
        let mut selection = Selection::default();
        selection.press(id(77), false, &order());
        selection.press(id(1), true, &order());
        assert_eq!(chosen(&selection), [id(1)]);
        let mut fresh = Selection::default();
        fresh.press(id(8), true, &order());
        assert_eq!(chosen(&fresh), [id(8)]);
    }

    #[test]
    fn all_are_chosen_or_let_go_together() {
        let mut selection = Selection::default();
        assert!(!selection.has_all(&[]));
        selection.press(id(3), false, &order());
        selection.press_all(&order());
        assert!(selection.has_all(&order()));
        selection.press_all(&order());
        assert!(selection.is_empty());
    }
}
