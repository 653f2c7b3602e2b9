//! Line icons from one inline sprite. Decoration only: words stand beside each.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    /// A tick in a circle.
    On,
    /// A bar in a circle.
    Off,
    /// A triangle with a mark.
    Alert,
    /// A circular arrow.
    Refresh,
    /// A plus.
    Plus,
    /// A bin.
    Bin,
    /// Two sheets.
    Copy,
    /// A cross.
    Close,
    /// An arrow to the left.
    Back,
    /// A key.
    Key,
    /// A magnifying glass.
    Search,
    /// A clock.
    Clock,
    /// A window with a part set off at its right.
    Panel,
    /// A cog wheel.
    Gear,
    /// An arrowhead down.
    Down,
    /// An arrow down onto a line.
    Download,
    /// A funnel.
    Funnel,
    /// The curve of a heartbeat.
    Pulse,
}

impl Picture {
    /// Path data on a 16 by 16 grid.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Picture::On => "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M5.2 8.2l2 2 3.6-4.1",
            Picture::Off => "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M5.3 8h5.4",
            Picture::Alert => "M8 2 1.6 13.4h12.8zM8 6.4v3.2M8 11.3v.4",
            Picture::Refresh => "M13.4 8A5.4 5.4 0 1 1 11.6 4M13.4 1.9v3.2h-3.2",
            Picture::Plus => "M8 2.8v10.4M2.8 8h10.4",
            Picture::Bin => "M2.8 4.3h10.4M6 4.3V2.6h4v1.7M4.1 4.3l.6 9h6.6l.6-9M6.7 6.8v4M9.3 6.8v4",
            Picture::Copy => "M5.8 5.8h7.4v7.4H5.8zM10.2 5.8V2.8H2.8v7.4h3",
            Picture::Close => "m3.6 3.6 8.8 8.8M12.4 3.6l-8.8 8.8",
            Picture::Back => "M9.8 3.2 5 8l4.8 4.8",
            Picture::Key => {
                "M10.2 2.2a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2M7.6 8.4 2.4 13.6M4.4 11.6l1.8 1.8"
            }
            Picture::Search => "M7 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2M10.4 10.4l3.4 3.4",
            Picture::Panel => "M2.4 3h11.2v10H2.4zM9.6 3v10",
            Picture::Gear => {
                "M8 5.9a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5\
                 M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4"
            }
            Picture::Down => "m4 6.2 4 4 4-4",
            Picture::Download => "M8 2.4v7.4M4.8 6.8 8 10l3.2-3.2M2.8 13.2h10.4",
            Picture::Funnel => "M2.4 3h11.2L9.6 8.2v4.8l-3.2-1.8v-3z",
            Picture::Pulse => "M1.6 8.4h2.9l1.9-5 3 9.4 1.9-4.4h3.1",
            Picture::Clock => "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M8 4.4V8l2.5 1.6",
        }
    }
}

/// An icon in the size and colour of the text around it.
#[component]
pub(crate) fn Icon(picture: Picture) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=picture.path()></path>
        </svg>
    }
}
