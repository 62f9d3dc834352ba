//! The pages: docs/user-guide, made ready to be shown once.
//!
//! A page begins with its heading and one paragraph, its lead. Between them pages link to each other
//! by file (`stages.md#pruebas`) and to pictures by `../images/name.png`, so that they can be read
//! where the source is read, too.

use std::collections::HashSet;
use std::sync::LazyLock;

use aval_contract::guide::{GuideAudience, GuideEntry, GuidePage, GuideSection};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::pictures::Picture;
use crate::auth::{Anybody, Caller};

/// A page.
pub(super) struct Page {
    /// As it is answered.
    pub(super) shown: GuidePage,
}

/// What a page is made from.
struct Source {
    file: &'static str,
    slug: &'static str,
    audience: GuideAudience,
    text: &'static str,
}

macro_rules! sources {
    ($($audience:ident $file:literal as $slug:literal,)+) => {
        [$(Source {
            file: concat!($file, ".md"),
            slug: $slug,
            audience: GuideAudience::$audience,
            text: include_str!(concat!("../../../../docs/user-guide/", $file, ".md")),
        }),+]
    };
}

/// In the order in which one reads them.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    Vec::from(sources! {
        Customer "first-case" as "primer-caso",
        Customer "stages" as "etapas",
        Customer "service-hours" as "horario",
        Customer "special-hours" as "horarios-especiales",
        Customer "approving-plans" as "planes",
        Customer "testing" as "pruebas",
        Customer "reporters" as "usuarios",
        Customer "contact" as "contacto",
        Staff "queue" as "cola",
        Staff "handling-a-case" as "atender-un-caso",
        Staff "work-plans" as "escribir-planes",
        Staff "after-hours" as "fuera-de-horario",
        Staff "promises" as "plazos",
        Staff "reports" as "reportes",
        Staff "keyboard" as "teclado",
    })
});

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| SOURCES.iter().map(Page::of).collect());

/// All pages.
pub(super) fn all() -> &'static [Page] {
    &PAGES
}

impl Page {
    /// Whether somebody may read it.
    pub(super) fn is_for(&self, reader: &Anybody) -> bool {
        match self.shown.entry.audience {
            GuideAudience::Customer => true,
            GuideAudience::Staff => reader.0.as_ref().is_some_and(Caller::is_staff),
        }
    }

    fn of(source: &Source) -> Self {
        let mut reading = Reading::default();
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let events: Vec<_> = Parser::new_ext(source.text, options).collect();
        let body = reading.body(events);
        let mut raw = String::with_capacity(source.text.len() * 3 / 2);
        html::push_html(&mut raw, body.into_iter());
        let Reading { title, lead, sections } = reading;
        let (slug, audience) = (source.slug.to_owned(), source.audience);
        let entry = GuideEntry { slug, audience, title, lead };
        Self { shown: GuidePage { entry, sections, body_html: clean(&raw) } }
    }
}

/// What is found out about a page while it is read.
#[derive(Default)]
struct Reading {
    title: String,
    lead: String,
    sections: Vec<GuideSection>,
}

impl Reading {
    /// What stands below heading and lead, with ids, addresses and pictures as the product has them.
    fn body<'a>(&mut self, events: Vec<Event<'a>>) -> Vec<Event<'a>> {
        let mut body = Vec::with_capacity(events.len());
        let mut rest = events.into_iter();
        while let Some(event) = rest.next() {
            match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                    self.title = text_until(&mut rest, |end| matches!(end, TagEnd::Heading(_))).0;
                }
                Event::Start(Tag::Paragraph) if self.lead.is_empty() => {
                    self.lead = text_until(&mut rest, |end| *end == TagEnd::Paragraph).0;
                }
                Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                    let (title, inside) =
                        text_until(&mut rest, |end| matches!(end, TagEnd::Heading(_)));
                    let id = anchor(&title);
                    let named = Some(CowStr::from(id.clone()));
                    body.push(Event::Start(Tag::Heading { level, id: named, classes, attrs }));
                    body.extend(inside);
                    body.push(Event::End(TagEnd::Heading(level)));
                    if level == HeadingLevel::H2 {
                        self.sections.push(GuideSection { id, title });
                    }
                }
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let dest_url = address(&dest_url).into();
                    body.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let (told, _) = text_until(&mut rest, |end| *end == TagEnd::Image);
                    body.push(Event::InlineHtml(image(&dest_url, &told).into()));
                }
                other => body.push(other),
            }
        }
        body
    }
}

/// The text up to an end, and the events that it is made of.
fn text_until<'a>(
    rest: &mut impl Iterator<Item = Event<'a>>,
    is_end: impl Fn(&TagEnd) -> bool,
) -> (String, Vec<Event<'a>>) {
    let mut text = String::new();
    let inside = rest.take_while(|event| !matches!(event, Event::End(end) if is_end(end)));
    let inside: Vec<_> = inside.collect();
    for event in &inside {
        if let Event::Text(part) | Event::Code(part) = event {
            text.push_str(part);
        } else if matches!(event, Event::SoftBreak | Event::HardBreak) {
            text.push(' ');
        }
    }
    (text, inside)
}

/// The id of a heading, as code hosts make it, so that links with one hold there and here.
fn anchor(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Where a link leads in the product.
fn address(link: &str) -> String {
    let (file, section) = link.split_once('#').map_or((link, None), |(f, s)| (f, Some(s)));
    let page = SOURCES.iter().find(|source| source.file == file);
    match (page, section) {
        (Some(page), Some(section)) => format!("/ayuda/{}#{section}", page.slug),
        (Some(page), None) => format!("/ayuda/{}", page.slug),
        (None, _) => link.to_owned(),
    }
}

/// A picture that is fetched when it comes into view and whose place is kept free until then; pressed,
/// it shows itself in its own size.
fn image(link: &str, told: &str) -> String {
    let name = link.strip_prefix("../images/").and_then(|file| file.strip_suffix(".png"));
    let Some(Picture { path, size: (width, height), .. }) = name.and_then(Picture::named) else {
        return String::new();
    };
    let shape = if width < height { "is-phone" } else { "is-desk" };
    let alt = ammonia::clean_text(told);
    format!(
        "<a href=\"/{path}\" target=\"_blank\" rel=\"external\"><img src=\"/{path}\" alt=\"{alt}\" \
         width=\"{width}\" height=\"{height}\" class=\"{shape}\" loading=\"lazy\"></a>"
    )
}

/// By ammonia's list, and what the guide's own pages need besides.
fn clean(raw: &str) -> String {
    let classes = HashSet::from(["is-phone", "is-desk"]);
    ammonia::Builder::default()
        .add_tag_attributes("h2", ["id"])
        .add_tag_attributes("h3", ["id"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("a", ["target", "rel"])
        .add_allowed_classes("img", classes)
        .link_rel(None)
        .clean(raw)
        .to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// What stands between the quotes of each `name="…"`.
    fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
        let parts = html.split(&format!(" {name}=\"")).skip(1).collect::<Vec<_>>();
        parts.into_iter().filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn each_file_of_the_guide_is_a_page_with_heading_lead_and_sections() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/user-guide");
        let files = std::fs::read_dir(folder)
            .expect("the guide")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let files: HashSet<String> = files.collect();
        let pages: HashSet<String> = SOURCES.iter().map(|page| page.file.to_owned()).collect();
        assert_eq!(pages, files);
        for (Source { file, .. }, Page { shown }) in SOURCES.iter().zip(all()) {
            assert!(!shown.entry.title.is_empty(), "{file} has no heading");
            assert!(!shown.entry.lead.is_empty(), "{file} has no lead");
            assert!(shown.sections.len() >= 2, "{file} has nothing to find one's way by");
            let ids: HashSet<&str> = values(&shown.body_html, "id").into_iter().collect();
            let told: HashSet<&str> = shown.sections.iter().map(|s| s.id.as_str()).collect();
            assert!(told.is_subset(&ids), "{file}: {told:?} in {ids:?}");
            assert_eq!(told.len(), shown.sections.len(), "{file} has two headings alike");
            assert!(!shown.body_html.contains("<h1"), "{file} has two headings of a page");
        }
    }

    #[test]
    fn links_of_the_guide_lead_to_pages_and_headings_that_there_are() {
        for (Source { file, .. }, Page { shown }) in SOURCES.iter().zip(all()) {
            for link in values(&shown.body_html, "href") {
                if link.starts_with("mailto:") || link.starts_with("tel:") {
                    continue;
                }
                let (path, section) =
                    link.split_once('#').map_or((link, None), |(p, s)| (p, Some(s)));
                let slug = path.strip_prefix("/ayuda/").unwrap_or(&shown.entry.slug);
                let page = all().iter().find(|page| page.shown.entry.slug == slug);
                let page = page.unwrap_or_else(|| panic!("{file}: {link} leads nowhere"));
                // A customer is never led to a page that she can't open.
                let hidden = shown.entry.audience == GuideAudience::Customer
                    && page.shown.entry.audience == GuideAudience::Staff;
                assert!(!hidden, "{file}: {link} is for support");
                if let Some(section) = section {
                    let ids = values(&page.shown.body_html, "id");
                    assert!(ids.contains(&section), "{file}: {link} among {ids:?}");
                }
            }
        }
    }

    #[test]
    fn pictures_of_the_guide_are_there_say_what_they_show_and_wait_until_they_are_seen() {
        for (source, page) in SOURCES.iter().zip(all()) {
            let html = &page.shown.body_html;
            assert_eq!(html.matches("<img").count(), source.text.matches("![").count(), "{html}");
            for path in values(html, "src") {
                let path = path.strip_prefix('/').expect("an address of the product");
                assert!(super::super::picture(path).is_some(), "{}: {path}", source.file);
            }
            for name in ["alt", "width", "height"] {
                assert!(values(html, name).iter().all(|value| !value.is_empty()), "{name}");
            }
            assert_eq!(values(html, "loading").len(), html.matches("<img").count());
        }
    }

    #[test]
    fn a_heading_is_found_by_its_words() {
        assert_eq!(anchor("¿Qué hace el silencio?"), "qué-hace-el-silencio");
        assert_eq!(anchor("Paso 1: Crear"), "paso-1-crear");
    }
}
