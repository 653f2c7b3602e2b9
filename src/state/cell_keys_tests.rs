//! A small plan side by side, walked through by keys.

use super::*;
use crate::state::side_by_side::rows;

/// Two wanted rules and one that the last bucket alone has; the second bucket is not read.
fn opening(look: impl Fn(&Opening)) {
    let column = |besides: &[&str]| {
        let besides = besides.iter().map(|id| (*id).to_owned()).collect();
        Some(Arc::new(Column { same: vec![false; 2], besides: Arc::new(besides) }))
    };
    let columns = [column(&[]), None, column(&["x"])];
    let rows = rows(2, &columns, false);
    look(&Opening { rows: &rows, columns: &columns, shown: 0..3 });
}

#[test]
fn keys_lead_past_cells_that_do_not_open() {
    opening(|opening| {
        for (from, turn, to) in [
            ((0, 0), Turn::Forth, Some((0, 2))),
            ((0, 2), Turn::Back, Some((0, 0))),
            ((0, 2), Turn::Forth, None),
            ((0, 0), Turn::Back, None),
            ((0, 2), Turn::Down, Some((1, 2))),
            ((1, 2), Turn::Down, Some((2, 2))),
            ((1, 0), Turn::Down, None),
            ((2, 2), Turn::Up, Some((1, 2))),
            ((0, 0), Turn::Up, None),
            ((1, 2), Turn::RowStart, Some((1, 0))),
            ((1, 0), Turn::RowEnd, Some((1, 2))),
            ((2, 2), Turn::RowStart, Some((2, 2))),
            ((2, 2), Turn::First, Some((0, 0))),
            ((0, 0), Turn::Last, Some((2, 2))),
        ] {
            assert_eq!(opening.turned(from, turn), to, "{turn:?} from {from:?}");
        }
    });
    assert_eq!(Turn::of_key("Home", false), Some(Turn::RowStart));
    assert_eq!(Turn::of_key("Home", true), Some(Turn::First));
    assert_eq!((Turn::of_key("ArrowUp", true), Turn::of_key("Enter", false)), (None, None));
}

#[test]
fn tab_stops_at_one_cell_where_the_focus_was_last() {
    opening(|opening| {
        let at = |of: RowOf, column: usize| opening.stop(Some(&(of, column)));
        assert_eq!(opening.stop(None), Some((0, 0)));
        assert_eq!(at(RowOf::Wanted(1), 2), Some((1, 2)));
        assert_eq!(at(RowOf::Besides("x".into()), 2), Some((2, 2)));
        // It does not open, or is on another page.
        assert_eq!(at(RowOf::Wanted(1), 1), Some((0, 0)));
        let Opening { rows, columns, .. } = opening;
        let next_page = Opening { rows, columns, shown: 2..3 };
        assert_eq!(next_page.stop(Some(&(RowOf::Wanted(1), 2))), Some((2, 2)));
        assert_eq!(next_page.turned((2, 2), Turn::Up), None);
        assert_eq!(Opening { rows, columns: &[None], shown: 0..3 }.stop(None), None);
    });
}
