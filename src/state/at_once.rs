//! A few works at a time, out of a row of them: which may begin, and when no more do. It begins with one alone, and each that
//! ends well lets one more be under way: what meets all of them, such as a right that is missing, meets one.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// How many are under way at the same time at most: browsers have six connections to a host, and the rest of the page
/// wants some.
pub const MOST: usize = 4;

/// What the end of one says of those that have not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    On,
    /// The other side is busy: one at a time, until that goes well.
    OneByOne,
    /// None of them begins any more.
    NoFurther,
}

/// How many may be under way.
struct Room {
    now: usize,
}

impl Room {
    fn after(&mut self, then: Then) {
        self.now = match then {
            // Closed is closed, whatever those say that were under way.
            _ if self.now == 0 => 0,
            Then::On => MOST.min(self.now + 1),
            Then::OneByOne => 1,
            Then::NoFurther => 0,
        };
    }
}

/// A work under way, with its place in the row.
type UnderWay<'a, R> = (usize, Pin<Box<dyn Future<Output = (R, Then)> + 'a>>);

/// Works on a row, in its order. `begins` is asked before each; after a no, as after [`Then::NoFurther`], no other is begun,
/// and those under way come to their end. Gives the results in the order of the row; nothing of what was not begun.
pub async fn at_once<T, R>(
    row: &[T],
    mut begins: impl FnMut(&T) -> bool,
    work: impl AsyncFn(&T) -> (R, Then),
) -> Vec<Option<R>> {
    let mut results: Vec<Option<R>> = row.iter().map(|_| None).collect();
    let mut room = Room { now: 1 };
    let mut left = row.iter().enumerate();
    let mut under_way: Vec<UnderWay<'_, R>> = Vec::with_capacity(MOST);
    loop {
        while under_way.len() < room.now
            && let Some((at, one)) = left.next()
        {
            match begins(one) {
                true => under_way.push((at, Box::pin(work(one)))),
                false => room.after(Then::NoFurther),
            }
        }
        if under_way.is_empty() {
            return results;
        }
        let (at, result, then) = next_end(&mut under_way).await;
        results[at] = Some(result);
        room.after(then);
    }
}

/// Waits until one of them ends.
async fn next_end<R>(under_way: &mut Vec<UnderWay<'_, R>>) -> (usize, R, Then) {
    poll_fn(|context| {
        for place in 0..under_way.len() {
            if let Poll::Ready((result, then)) = under_way[place].1.as_mut().poll(context) {
                let (at, _) = under_way.remove(place);
                return Poll::Ready((at, result, then));
            }
        }
        Poll::Pending
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    /// Works that end when they are told to.
    #[derive(Default)]
    struct Desk {
        begun: RefCell<Vec<usize>>,
        ends: RefCell<BTreeMap<usize, Then>>,
        stopped: Cell<bool>,
    }

    impl Desk {
        fn begins(&self, one: usize) -> bool {
            if !self.stopped.get() {
                self.begun.borrow_mut().push(one);
            }
            !self.stopped.get()
        }

        async fn work(&self, one: usize) -> (usize, Then) {
            poll_fn(|_| match self.ends.borrow().get(&one) {
                Some(then) => Poll::Ready((one * 10, *then)),
                None => Poll::Pending,
            })
            .await
        }
    }

    /// What happens to the works.
    enum Step {
        Ends(usize, Then),
        Stop,
    }
    use Step::{Ends, Stop};
    use Then::{NoFurther, On, OneByOne};

    /// Goes through the steps with a row of eight; gives which have begun after each step, and the results if it is over.
    fn gone_through(steps: &[Step]) -> (Vec<Vec<usize>>, Option<Vec<Option<usize>>>) {
        let desk = Desk::default();
        let row: Vec<usize> = (0..8).collect();
        let mut all = pin!(at_once(&row, |one| desk.begins(*one), async |one: &usize| desk.work(*one).await));
        let mut poll = || match all.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(results) => Some(results),
            Poll::Pending => None,
        };
        let mut results = poll();
        let mut begun = vec![desk.begun.take()];
        for step in steps {
            assert!(results.is_none(), "it is over before a step");
            match step {
                Ends(one, then) => drop(desk.ends.borrow_mut().insert(*one, *then)),
                Stop => desk.stopped.set(true),
            }
            results = poll();
            begun.push(desk.begun.take());
        }
        (begun, results)
    }

    #[test]
    fn the_first_goes_alone_and_each_that_ends_well_lets_one_more_begin_up_to_four() {
        let (begun, results) = gone_through(&[
            Ends(0, On),
            Ends(2, On),
            Ends(1, On),
            Ends(4, On),
            Ends(5, On),
            Ends(7, On),
            Ends(6, On),
            Ends(3, On),
        ]);
        let expected: [&[usize]; 9] = [&[0], &[1, 2], &[3, 4], &[5, 6], &[7], &[], &[], &[], &[]];
        assert_eq!(begun, expected);
        // The results have the order of the row, whichever ended first.
        assert_eq!(results, Some((0..8).map(|one| Some(one * 10)).collect()));
    }

    #[test]
    fn after_stop_none_begins_and_those_under_way_end() {
        let (begun, results) =
            gone_through(&[Ends(0, On), Ends(1, On), Stop, Ends(4, On), Ends(2, On), Ends(3, On)]);
        let expected: [&[usize]; 7] = [&[0], &[1, 2], &[3, 4], &[], &[], &[], &[]];
        assert_eq!(begun, expected);
        let done = [Some(0), Some(10), Some(20), Some(30), Some(40), None, None, None];
        assert_eq!(results, Some(done.to_vec()));
    }

    #[test]
    fn after_a_failure_of_all_none_begins_whatever_those_under_way_say() {
        let (begun, results) =
            gone_through(&[Ends(0, On), Ends(1, On), Ends(3, NoFurther), Ends(2, On), Ends(4, OneByOne)]);
        let expected: [&[usize]; 6] = [&[0], &[1, 2], &[3, 4], &[], &[], &[]];
        assert_eq!(begun, expected);
        let done = [Some(0), Some(10), Some(20), Some(30), Some(40), None, None, None];
        assert_eq!(results, Some(done.to_vec()));
        let (begun, results) = gone_through(&[Ends(0, NoFurther)]);
        assert_eq!((begun, results.map(|results| results[0])), (vec![vec![0], vec![]], Some(Some(0))));
    }

    #[test]
    fn to_a_busy_provider_they_go_one_by_one_until_one_ends_well() {
        let (begun, _) = gone_through(&[
            Ends(0, On),
            Ends(1, On),
            Ends(2, OneByOne),
            // One of those under way, and there is still another.
            Ends(3, OneByOne),
            Ends(4, OneByOne),
            Ends(5, On),
        ]);
        let expected: [&[usize]; 7] = [&[0], &[1, 2], &[3, 4], &[], &[], &[5], &[6, 7]];
        assert_eq!(begun, expected);
    }

    #[test]
    fn of_nothing_there_is_no_result() {
        let row: [usize; 0] = [];
        let mut all = pin!(at_once(&row, |_| true, async |one: &usize| (*one, On)));
        let polled = all.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled, Poll::Ready(Vec::new()));
    }
}
