//! The two places of a company's designated people.
//!
//! The source: "Se designará a máximo dos usuarios por empresa". The database guarantees it by
//! a unique pair of company and slot; the numbers come from here.

/// Active reporters a company may have, invited ones included.
pub const MAX_REPORTERS: u8 = 2;

/// The lowest slot that nobody holds, counted from 1; `None` when the company is full.
#[must_use]
pub fn free_slot(taken: &[u8]) -> Option<u8> {
    (1..=MAX_REPORTERS).find(|slot| !taken.contains(slot))
}

#[cfg(test)]
mod tests {
    use super::free_slot;

    #[test]
    fn the_first_reporter_gets_the_first_slot() {
        assert_eq!(free_slot(&[]), Some(1));
    }

    #[test]
    fn the_second_reporter_gets_the_second_slot() {
        assert_eq!(free_slot(&[1]), Some(2));
    }

    #[test]
    fn a_third_reporter_gets_none() {
        assert_eq!(free_slot(&[1, 2]), None);
        assert_eq!(free_slot(&[2, 1]), None);
    }

    #[test]
    fn a_freed_first_slot_is_given_again() {
        assert_eq!(free_slot(&[2]), Some(1));
    }
}
