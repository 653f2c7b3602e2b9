//! Tests of what is said and offered below the table.

use super::{Offer, TableView};

fn view(page: usize, pages: usize) -> TableView {
    TableView { rows: vec![0; 7], matching: Vec::new(), matches: 57, loaded: 60, page, pages }
}

#[test]
fn the_first_the_last_and_those_around_are_offered() {
    let offers = |page, pages| {
        let words = view(page, pages).offers().into_iter().map(|offer| match offer {
            Offer::Page(at) => at.to_string(),
            Offer::GapBefore(at) => format!("…{at}"),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(offers(0, 1), "0");
    assert_eq!(offers(0, 4), "0 1 2 3");
    assert_eq!(offers(0, 5), "0 1 2 …4 4");
    assert_eq!(offers(5, 11), "0 …3 3 4 5 6 7 …10 10");
    assert_eq!(offers(2, 5), "0 1 2 3 4");
}

#[test]
fn the_range_counts_from_one_and_is_empty_without_rows() {
    assert_eq!(view(1, 2).range(50), (51, 57, 57));
    let none = TableView { rows: Vec::new(), matches: 0, ..view(0, 1) };
    assert_eq!(none.range(50), (0, 0, 0));
}
