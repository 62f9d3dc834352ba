//! The user guide: its table of contents, and what comes before and after a page.

use aval_contract::guide::{GuideAudience, GuideEntry};

/// The pages by whom they are for, parts without pages left out.
#[must_use]
pub fn parts(pages: &[GuideEntry]) -> Vec<(GuideAudience, Vec<GuideEntry>)> {
    [GuideAudience::Customer, GuideAudience::Staff]
        .into_iter()
        .map(|audience| (audience, of_part(pages, audience).cloned().collect::<Vec<_>>()))
        .filter(|(_, pages)| !pages.is_empty())
        .collect()
}

/// What one reads before and after a page, within its part.
#[must_use]
pub fn neighbours<'a>(
    pages: &'a [GuideEntry],
    page: &GuideEntry,
) -> (Option<&'a GuideEntry>, Option<&'a GuideEntry>) {
    let part: Vec<_> = of_part(pages, page.audience).collect();
    let at = part.iter().position(|entry| entry.slug == page.slug);
    let by = |step: isize| at.and_then(|at| part.get(at.checked_add_signed(step)?).copied());
    (by(-1), by(1))
}

fn of_part(pages: &[GuideEntry], audience: GuideAudience) -> impl Iterator<Item = &GuideEntry> {
    pages.iter().filter(move |page| page.audience == audience)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(slug: &str, audience: GuideAudience) -> GuideEntry {
        let (slug, title) = (slug.to_owned(), slug.to_uppercase());
        GuideEntry { slug, audience, title, lead: "Qué hay aquí.".to_owned() }
    }

    fn pages() -> Vec<GuideEntry> {
        use GuideAudience::{Customer, Staff};
        vec![page("a", Customer), page("b", Customer), page("c", Customer), page("x", Staff)]
    }

    fn around(pages: &[GuideEntry], at: usize) -> [Option<&str>; 2] {
        let (before, after) = neighbours(pages, &pages[at]);
        [before, after].map(|page| page.map(|page| page.slug.as_str()))
    }

    #[test]
    fn customers_have_one_table_of_contents_and_support_two() {
        let all = parts(&pages());
        let counts: Vec<_> = all.iter().map(|(part, pages)| (*part, pages.len())).collect();
        assert_eq!(counts, [(GuideAudience::Customer, 3), (GuideAudience::Staff, 1)]);
        assert_eq!(parts(&pages()[..3]).len(), 1);
    }

    #[test]
    fn one_goes_from_page_to_page_within_a_part() {
        let pages = pages();
        assert_eq!(around(&pages, 0), [None, Some("b")]);
        assert_eq!(around(&pages, 1), [Some("a"), Some("c")]);
        assert_eq!(around(&pages, 2), [Some("b"), None]);
        assert_eq!(around(&pages, 3), [None, None]);
    }
}
