//! Pictures, drawn in place.

use leptos::prelude::*;

/// The pictures there are; each one path on a 24 × 24 grid, drawn with strokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Something went wrong or is due.
    Alert,
    /// Later, forward.
    ArrowRight,
    /// Back.
    ArrowLeft,
    /// One place further up.
    ArrowUp,
    /// One place further down.
    ArrowDown,
    /// A file on something.
    Attachment,
    /// Something to be told.
    Bell,
    /// A company.
    Building,
    /// A date.
    Calendar,
    /// Figures.
    Chart,
    /// Yes, done.
    Check,
    /// A time.
    Clock,
    /// Away with it.
    Close,
    /// Take the text along.
    Copy,
    /// Write.
    Edit,
    /// Look.
    Eye,
    /// Fewer.
    Filter,
    /// What to know.
    Info,
    /// The way in, for programs.
    Key,
    /// Other words.
    Language,
    /// Nobody else's.
    Lock,
    /// A letter.
    Mail,
    /// More.
    Menu,
    /// A message.
    Message,
    /// At night.
    Moon,
    /// A few more actions.
    More,
    /// Without network.
    Offline,
    /// A person.
    Person,
    /// Several people.
    People,
    /// A call.
    Phone,
    /// One more.
    Plus,
    /// A cell phone.
    Mobile,
    /// Again.
    Refresh,
    /// Find.
    Search,
    /// Off with it.
    Send,
    /// Proven.
    Shield,
    /// Out.
    SignOut,
    /// At day.
    Sun,
    /// A kind of thing.
    Tag,
    /// A case.
    Ticket,
    /// Gone for good.
    Trash,
    /// From this device.
    Upload,
    /// How it looks on a screen.
    Screen,
}

impl Glyph {
    /// The strokes.
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => {
                "M12 9v4m0 3.5v.01M10.3 4 2.6 17.5A2 2 0 0 0 4.3 20.5h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z"
            }
            Self::ArrowRight => "M5 12h14m-6-6 6 6-6 6",
            Self::ArrowLeft => "M19 12H5m6 6-6-6 6-6",
            Self::ArrowUp => "M12 19V5m-6 6 6-6 6 6",
            Self::ArrowDown => "M12 5v14m6-6-6 6-6-6",
            Self::Attachment => {
                "m20.5 11.5-8.6 8.6a5.6 5.6 0 0 1-8-8l8.6-8.5a3.7 3.7 0 0 1 5.3 5.3L9.2 17.4a1.9 1.9 0 0 1-2.6-2.6l7.9-7.9"
            }
            Self::Bell => {
                "M6 10a6 6 0 0 1 12 0c0 5 2 6.500 2 6.500H4S6 15 6 10Zm4 10a2.200 2.200 0 0 0 4 0"
            }
            Self::Building => {
                "M4 21V5a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v16m0-12h3a2 2 0 0 1 2 2v10M2.5 21h19M8 7.5h3M8 11.5h3M8 15.5h3"
            }
            Self::Calendar => {
                "M7 3v4m10-4v4M3.5 10h17M5.5 5h13a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z"
            }
            Self::Chart => "M5 20v-7m7 7V4m7 16V9",
            Self::Check => "m5 12.5 4.5 4.5L19.5 7",
            Self::Clock => "M12 7v5l3.2 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Copy => {
                "M9 9h10a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 21H9.5A1.5 1.5 0 0 1 8 19.5V10a1 1 0 0 1 1-1ZM16 9V4.5A1.5 1.5 0 0 0 14.5 3H5a1.5 1.5 0 0 0-1.5 1.500V14A1.5 1.5 0 0 0 5 15.500h3"
            }
            Self::Edit => "M4 20h4L19.3 8.700a2.1 2.1 0 0 0-3-3L5 17v3Zm10-12 3 3",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z"
            }
            Self::Filter => "M4 6h16M7 12h10m-7 6h4",
            Self::Info => "M12 11v5m0-8.500v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
            Self::Key => {
                "M14.5 9.5 21 3m-3 3 2.5 2.500M15.5 8.5 18 11M9 21a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Z"
            }
            Self::Language => {
                "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM3.5 9h17m-17 6h17M12 3c2.5 2.5 3.5 5.5 3.5 9s-1 6.5-3.5 9c-2.5-2.5-3.5-5.5-3.5-9s1-6.5 3.5-9Z"
            }
            Self::Lock => {
                "M7.5 10.500V8a4.5 4.5 0 0 1 9 0v2.500M6 10.500h12a1.5 1.5 0 0 1 1.5 1.500v7.500A1.5 1.5 0 0 1 18 21H6a1.5 1.5 0 0 1-1.5-1.500V12A1.5 1.5 0 0 1 6 10.500Z"
            }
            Self::Mail => {
                "M4.5 5h15A1.5 1.5 0 0 1 21 6.500v11a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 17.500v-11A1.5 1.5 0 0 1 4.5 5ZM3.5 7l8.5 6 8.5-6"
            }
            Self::Menu => "M4 6.500h16M4 12h16M4 17.500h16",
            Self::Message => {
                "M20.5 11.500a8 8 0 0 1-8.5 8 9 9 0 0 1-3.5-.7L4 20l1.2-3.800a7.6 7.6 0 0 1-1.7-4.7 8 8 0 0 1 8.5-8 8 8 0 0 1 8.5 8Z"
            }
            Self::Moon => "M20.5 14A8.5 8.5 0 0 1 10 3.5 8.5 8.5 0 1 0 20.5 14Z",
            Self::More => {
                "M4.500 12a.75 .75 0 1 0 1.500 0a.75 .75 0 1 0-1.500 0M11.250 12a.75 .75 0 1 0 1.500 0a.75 .75 0 1 0-1.500 0M18 12a.75 .75 0 1 0 1.500 0a.75 .75 0 1 0-1.500 0"
            }
            Self::Offline => {
                "m3 3 18 18M8.5 16.500a5 5 0 0 1 6 -.5M5.5 13a9 9 0 0 1 4-2.300M2.5 9.500a14 14 0 0 1 4-2.600m4.5-1A14 14 0 0 1 21.5 9.500M16 11.500a9 9 0 0 1 2.5 1.500M12 20h.01"
            }
            Self::Person => "M4.5 20.500a7.5 7.5 0 0 1 15 0M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z",
            Self::People => {
                "M2.5 20a6.5 6.5 0 0 1 13 0M12.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0Zm3.5 3.300a3.5 3.5 0 0 0 0-6.700M18 14.200a6.5 6.5 0 0 1 3.5 5.8"
            }
            Self::Phone => {
                "M5 3.500h3.500L10.5 8l-2.3 1.700a13 13 0 0 0 6 6L16 13.500l4.5 2V19a1.8 1.8 0 0 1-2 1.800A16.5 16.5 0 0 1 3.2 5.5 1.8 1.8 0 0 1 5 3.500Z"
            }
            Self::Plus => "M12 5v14m-7-7h14",
            Self::Mobile => {
                "M8 2.500h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.500H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.500Zm3 16h2"
            }
            Self::Refresh => {
                "M20 5v5h-5M4 19v-5h5M5.5 9a7 7 0 0 1 11.8-2.500L20 10M4 14l2.7 3.500A7 7 0 0 0 18.5 15"
            }
            Self::Search => "m20.5 20.5-4.7-4.700M18 10.500a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z",
            Self::Send => "M21 3 10.5 13.500M21 3l-6.5 18-4-7.500L3 9.5 21 3Z",
            Self::Shield => {
                "M12 3 5 5.500v6c0 4.5 3 8 7 9.5 4-1.5 7-5 7-9.500v-6L12 3Zm-3 9 2.2 2.200L15.5 10"
            }
            Self::SignOut => {
                "M14 4h4.500A1.5 1.5 0 0 1 20 5.500v13a1.5 1.5 0 0 1-1.5 1.500H14M10 8l-4 4 4 4m-4-4h10"
            }
            Self::Sun => {
                "M12 2.500v2m0 15v2m9.5-9.500h-2m-15 0h-2m16.2-6.7-1.4 1.400M6.7 17.300l-1.4 1.400m13.4 0-1.4-1.400M6.7 6.7 5.3 5.300M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z"
            }
            Self::Tag => {
                "M3.5 5v6.500L12.5 20.500a1.8 1.8 0 0 0 2.5 0l5.5-5.500a1.8 1.8 0 0 0 0-2.500L11.5 3.500H5A1.5 1.5 0 0 0 3.5 5ZM8 8h.01"
            }
            Self::Ticket => {
                "M4.5 6h15A1.5 1.5 0 0 1 21 7.500V10a2 2 0 0 0 0 4v2.500a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 16.500V14a2 2 0 0 0 0-4V7.500A1.5 1.5 0 0 1 4.5 6ZM14 6v2m0 3v2m0 3v2"
            }
            Self::Trash => {
                "M4 6.500h16M9 6.500V4.500A1 1 0 0 1 10 3.500h4a1 1 0 0 1 1 1v2m3.5 0-.8 12.500a1.5 1.5 0 0 1-1.5 1.500H7.800A1.5 1.5 0 0 1 6.3 19L5.5 6.500M10 11v5m4-5v5"
            }
            Self::Upload => {
                "M12 16V4m-5 5 5-5 5 5M4 16v3a1.5 1.5 0 0 0 1.5 1.500h13A1.5 1.5 0 0 0 20 19v-3"
            }
            Self::Screen => {
                "M4.5 4h15A1.5 1.5 0 0 1 21 5.500v10a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 15.500v-10A1.5 1.5 0 0 1 4.5 4ZM8.5 20.500h7M12 17v3.5"
            }
        }
    }
}

/// A picture beside a text. Screen readers don't hear of it: the text says what there is to say.
#[component]
pub fn Icon(
    /// Which picture.
    glyph: Glyph,
    /// Extra classes, for its size.
    #[prop(default = "icon")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
