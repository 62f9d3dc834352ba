//! Bars and heat maps as numbers and words, without any drawing.

use aval_domain::lifecycle::Stage;

/// How a part of a bar is filled, so that it differs without its colour too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Plain, in the accent.
    Plain,
    /// Stripes.
    Stripes,
    /// Dots.
    Dots,
    /// Hollow.
    Hollow,
    /// What went well: plain.
    Good,
    /// What did not: stripes across.
    Bad,
    /// Cases in a stage, in its colour of the queue.
    Stage(Stage),
}

impl Fill {
    /// The class that carries its colour.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "fill-plain",
            Self::Stripes => "fill-stripes",
            Self::Dots => "fill-dots",
            Self::Hollow => "fill-hollow",
            Self::Good => "fill-good",
            Self::Bad => "fill-bad",
            Self::Stage(Stage::Open) => "fill-stage stage-open",
            Self::Stage(Stage::Analysis) => "fill-stage stage-analysis",
            Self::Stage(Stage::Solution) => "fill-stage stage-solution",
            Self::Stage(Stage::Testing) => "fill-stage stage-testing",
            Self::Stage(Stage::Closed) => "fill-stage stage-closed",
        }
    }

    /// The pattern that is drawn over its colour.
    #[must_use]
    pub const fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Plain | Self::Hollow | Self::Good | Self::Stage(Stage::Open | Stage::Closed) => {
                None
            }
            Self::Stripes | Self::Stage(Stage::Testing) => Some("url(#chart-stripes)"),
            Self::Dots | Self::Stage(Stage::Analysis) => Some("url(#chart-dots)"),
            Self::Bad | Self::Stage(Stage::Solution) => Some("url(#chart-crossed)"),
        }
    }
}

/// One of the things that bars are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What people call it.
    pub name: &'static str,
    /// How it looks.
    pub fill: Fill,
}

/// One bar: a value for each series.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What people call it.
    pub name: String,
    /// The values, in the order of the series.
    pub values: Vec<u32>,
    /// What stands at its end.
    pub end: String,
    /// How it is filled, where that is not what its series are.
    pub fill: Option<Fill>,
}

impl Bar {
    /// A bar with its sum at its end.
    #[must_use]
    pub fn with_sum(name: impl Into<String>, values: Vec<u32>) -> Self {
        let end = values.iter().sum::<u32>().to_string();
        Self { name: name.into(), values, end, fill: None }
    }
}

/// How long bars are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// As long as their values are together, the longest taking all the room.
    #[default]
    Sum,
    /// All of the same length: the parts are shares.
    Share,
    /// As long as their largest value: the others lie on it, from the same beginning.
    Largest,
}

/// A chart of bars, and the table behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarChart {
    /// What bars are made of.
    pub series: Vec<Series>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// How long they are.
    pub length: Length,
    /// The same as a table.
    pub table: Table,
}

/// A table: all cells are texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows; the first cell of each names it.
    pub rows: Vec<Vec<String>>,
}

/// A part of a bar: where it begins and how long it is, in percent of the longest bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Where it begins.
    pub from: f64,
    /// How long it is.
    pub length: f64,
    /// How it looks.
    pub fill: Fill,
}

impl BarChart {
    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.longest() == 0
    }

    fn length_of(&self, bar: &Bar) -> u32 {
        match self.length {
            Length::Largest => bar.values.iter().copied().max().unwrap_or_default(),
            Length::Sum | Length::Share => bar.values.iter().sum(),
        }
    }

    fn longest(&self) -> u32 {
        self.bars.iter().map(|bar| self.length_of(bar)).max().unwrap_or_default()
    }

    /// The parts of a bar that are not empty, in the order in which they are drawn.
    #[must_use]
    pub fn pieces(&self, bar: &Bar) -> Vec<Piece> {
        let whole = match self.length {
            Length::Share => self.length_of(bar),
            Length::Sum | Length::Largest => self.longest(),
        };
        let whole = f64::from(whole.max(1));
        let mut pieces = Vec::new();
        let mut from = 0.0;
        for (series, value) in self.series.iter().zip(&bar.values) {
            let length = f64::from(*value) * 100.0 / whole;
            if *value > 0 {
                pieces.push(Piece { from, length, fill: bar.fill.unwrap_or(series.fill) });
            }
            match self.length {
                Length::Sum | Length::Share => from += length,
                Length::Largest => {}
            }
        }
        pieces
    }

    /// All that a bar says, in words: "Alta: 3 a tiempo, 1 fuera de plazo".
    #[must_use]
    pub fn said(&self, bar: &Bar, value: impl Fn(u32) -> String) -> String {
        let parts: Vec<_> = self
            .series
            .iter()
            .zip(&bar.values)
            .filter(|(_, value)| **value > 0)
            .map(|(series, of)| format!("{} {}", series.name, value(*of)))
            .collect();
        if parts.is_empty() {
            format!("{}: {}", bar.name, bar.end)
        } else {
            format!("{}: {}", bar.name, parts.join(", "))
        }
    }
}

/// How strong a cell of a heat map is coloured, 0 for nothing to 4 for the most there is.
#[must_use]
pub fn heat(value: u32, most: u32) -> u32 {
    if value == 0 { 0 } else { (value * 4).div_ceil(most.max(1)).min(4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(length: Length) -> BarChart {
        BarChart {
            series: vec![
                Series { name: "a tiempo", fill: Fill::Good },
                Series { name: "fuera de plazo", fill: Fill::Bad },
            ],
            bars: vec![Bar::with_sum("Alta", vec![3, 1]), Bar::with_sum("Baja", vec![0, 2])],
            length,
            table: Table::default(),
        }
    }

    #[test]
    fn the_longest_bar_takes_all_the_room() {
        let chart = chart(Length::Sum);
        let pieces = |bar: usize| -> Vec<_> {
            chart.pieces(&chart.bars[bar]).iter().map(|piece| (piece.from, piece.length)).collect()
        };
        assert_eq!(pieces(0), [(0.0, 75.0), (75.0, 25.0)]);
        assert_eq!(pieces(1), [(0.0, 50.0)]);
        assert!(!chart.is_empty());
        assert!(BarChart::default().is_empty());
    }

    #[test]
    fn what_lies_on_each_other_begins_where_the_bar_does() {
        let chart = chart(Length::Largest);
        let pieces = chart.pieces(&chart.bars[0]);
        assert_eq!((pieces[0].length, pieces[1].from), (100.0, 0.0));
    }

    #[test]
    fn shares_take_all_the_room_of_each_bar() {
        let chart = chart(Length::Share);
        let lengths = chart
            .bars
            .iter()
            .map(|bar| chart.pieces(bar).iter().map(|piece| piece.length).sum::<f64>());
        assert_eq!(lengths.collect::<Vec<_>>(), [100.0, 100.0]);
    }

    #[test]
    fn a_bar_is_said_with_what_it_has() {
        let chart = chart(Length::Sum);
        let said = |bar: usize| chart.said(&chart.bars[bar], |value| value.to_string());
        assert_eq!(said(0), "Alta: a tiempo 3, fuera de plazo 1");
        assert_eq!(said(1), "Baja: fuera de plazo 2");
    }

    #[test]
    fn heat_goes_from_nothing_to_the_most_there_is() {
        assert_eq!([0, 1, 2, 5, 8].map(|value| heat(value, 8)), [0, 1, 1, 3, 4]);
        assert_eq!((heat(1, 1), heat(0, 0)), (4, 0));
    }
}
