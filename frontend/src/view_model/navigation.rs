//! Going from page to page without the browser loading anything: where the focus goes.

/// A page as its heading finds it when it appears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    path: String,
    /// Whether one came here from another page of the product.
    arrived: bool,
    /// Whether it is the page's first heading: one that waits for its data may get another.
    first: bool,
}

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// On nothing: what had it is gone, or the page was just loaded.
    Nowhere,
    /// Around the page, as on the link in the header that leads to it.
    InFrame,
    /// Where somebody or something put it since: in the page, as on a form that begins with its first
    /// field, in a dialog, or in a menu that is open.
    Taken,
}

impl Visit {
    /// The page at `path`, after the one before.
    #[must_use]
    pub fn next(before: Option<Self>, path: &str) -> Self {
        match before {
            Some(before) if before.path == path => Self { first: false, ..before },
            before => Self { path: path.to_owned(), arrived: before.is_some(), first: true },
        }
    }

    /// Whether a heading that appears takes the focus.
    #[must_use]
    pub fn takes_focus(&self, focus: Focus) -> bool {
        match focus {
            Focus::Nowhere => self.arrived,
            Focus::InFrame => self.arrived && self.first,
            Focus::Taken => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_the_browser_loads_leaves_the_focus_alone() {
        let loaded = Visit::next(None, "/cola");
        assert!(!loaded.takes_focus(Focus::Nowhere));
        let again = Visit::next(Some(loaded), "/cola");
        assert!(!again.takes_focus(Focus::Nowhere));
    }

    #[test]
    fn the_heading_of_the_next_page_takes_the_focus_from_the_link_that_led_there() {
        let next = Visit::next(Some(Visit::next(None, "/cola")), "/empresas");
        assert!(next.takes_focus(Focus::InFrame));
        assert!(next.takes_focus(Focus::Nowhere));
    }

    #[test]
    fn a_form_that_has_the_focus_already_keeps_it() {
        let next = Visit::next(Some(Visit::next(None, "/")), "/entrar");
        assert!(!next.takes_focus(Focus::Taken));
    }

    #[test]
    fn a_second_heading_takes_the_place_of_the_first_but_not_of_where_one_went_since() {
        let waiting = Visit::next(Some(Visit::next(None, "/cola")), "/casos/CASO-000123");
        let there = Visit::next(Some(waiting), "/casos/CASO-000123");
        assert!(there.takes_focus(Focus::Nowhere));
        assert!(!there.takes_focus(Focus::InFrame));
    }
}
