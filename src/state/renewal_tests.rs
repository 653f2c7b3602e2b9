use super::*;

const NOW: Timestamp = Timestamp(1_700_000_000);

fn at(seconds: i64) -> Timestamp {
    NOW.plus(seconds)
}

/// Credentials that came now and last so long.
fn lasting(life: i64) -> Held {
    Held::new(NOW, Some(at(life)), Some(0))
}

fn due(held: Held, chance: u8) -> Option<i64> {
    Attempts::default().next(&[held], NOW, chance).map(|due| due.since(NOW))
}

#[test]
fn the_next_are_asked_for_in_the_last_part_of_a_life() {
    for (life, earliest, latest) in [
        (60, 36, 48),
        (124, 74, 99),
        (600, 360, 480),
        (900, 540, 720),
        (3_600, 2_160, 2_880),
        (43_200, 25_920, 34_560),
        // A token that the endpoint has kept for long: what is left of it counts.
        (10, 6, 8),
        (0, 0, 0),
        (-30, 0, 0),
    ] {
        assert_eq!(due(lasting(life), 0), Some(earliest), "{life} s at the earliest");
        assert_eq!(due(lasting(life), 255), Some(latest), "{life} s at the latest");
        for chance in 0..=255 {
            let due = due(lasting(life), chance).unwrap_or_default();
            assert!((earliest..=latest).contains(&due), "{life} s: {due}");
        }
    }
}

#[test]
fn pages_that_were_opened_together_do_not_ask_together() {
    let mut times: Vec<_> = (0..=255).step_by(25).filter_map(|chance| due(lasting(3_600), chance)).collect();
    times.dedup();
    assert_eq!(times.len(), 11, "{times:?}");
}

#[test]
fn the_first_end_of_several_counts() {
    let later = Held::new(at(-60), Some(at(7_200)), Some(0));
    let next = Attempts::default().next(&[later, lasting(900)], NOW, 0);
    assert_eq!(next, Some(at(540)));
}

#[test]
fn without_an_end_or_without_credentials_nothing_is_asked_for() {
    assert_eq!(due(Held::new(NOW, None, Some(0)), 0), None);
    assert_eq!(Attempts::default().next(&[], NOW, 0), None);
}

#[test]
fn the_providers_clock_says_when_they_end() {
    // The device is 20 minutes ahead: 15 minutes of life look ended.
    let end = Some(at(900 - 1_200));
    assert_eq!(due(Held::new(NOW, end, Some(-1_200)), 0), Some(540));
    assert!(!Held::new(NOW, end, Some(-1_200)).is_over(NOW));
    // While nobody has told the provider's time, that look says nothing, or fresh ones would be asked for without end.
    assert_eq!(due(Held::new(NOW, end, None), 0), None);
    assert!(!Held::new(NOW, end, None).is_over(NOW));
    // The device is 20 minutes behind.
    assert_eq!(due(Held::new(NOW, Some(at(900 + 1_200)), Some(1_200)), 0), Some(540));
}

#[test]
fn a_device_that_slept_asks_at_once() {
    let held = lasting(900);
    let awake = at(40_000);
    assert!(held.is_over(awake));
    let next = Attempts::default().next(&[held], awake, 255);
    assert!(next.is_some_and(|next| next <= awake));
}

#[test]
fn the_last_seconds_count_as_over() {
    for (left, over) in [(-10, true), (0, true), (5, true), (6, false), (600, false)] {
        assert_eq!(lasting(left).is_over(NOW), over, "{left}");
    }
    assert!(lasting(120).is_nearly_over(NOW) && !lasting(121).is_nearly_over(NOW));
}

#[test]
fn pauses_grow_and_end() {
    let ended = [lasting(-600)];
    let mut attempts = Attempts::default();
    let mut pauses = Vec::new();
    for _ in 0..9 {
        attempts.failed(&ended, NOW, 128);
        pauses.push(attempts.next(&ended, NOW, 0).map_or(0, |next| next.since(NOW)));
    }
    assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
    assert!(!attempts.may_ask(at(299)) && attempts.may_ask(at(300)));
    attempts.succeeded();
    assert!(attempts.may_ask(NOW));
    attempts.failed(&ended, NOW, 128);
    assert!(attempts.may_ask(at(5)), "it begins anew");
}

#[test]
fn pauses_are_jittered_by_half() {
    for (chance, wait) in [(0, 150), (128, 300), (255, 448)] {
        let mut attempts = Attempts { vain: 30, ..Attempts::default() };
        attempts.failed(&[], NOW, chance);
        assert!(attempts.may_ask(at(wait)) && !attempts.may_ask(at(wait - 1)), "{chance}");
    }
}

#[test]
fn another_attempt_comes_before_the_end() {
    let held = [lasting(100)];
    let mut attempts = Attempts { vain: 20, ..Attempts::default() };
    let mut now = NOW;
    let mut made = 0;
    while !held[0].is_over(now) {
        attempts.failed(&held, now, 255);
        now = attempts.next(&held, now, 255).unwrap_or(now);
        made += 1;
    }
    assert!(now <= at(100) && (3..12).contains(&made), "{made} attempts until {}", now.since(NOW));
}

#[test]
fn a_clock_that_is_set_back_does_not_stop_it() {
    let mut attempts = Attempts::default();
    attempts.failed(&[], NOW, 0);
    assert!(attempts.may_ask(at(-86_400)));
}

#[test]
fn what_ends_earlier_replaces_nothing() {
    for (held, answered, better) in [
        (Some(at(100)), Some(at(101)), true),
        (Some(at(100)), Some(at(100)), false),
        (Some(at(100)), Some(at(50)), false),
        (None, Some(at(50)), true),
        (Some(at(100)), None, true),
        (None, None, true),
    ] {
        assert_eq!(replaces(held, answered), better, "{held:?} {answered:?}");
    }
}

#[test]
fn a_provider_that_refuses_everything_is_not_answered_without_end() {
    let mut attempts = Attempts::default();
    let asked: Vec<_> = (0..120).filter(|second| attempts.asks_after_refusal(at(*second))).collect();
    assert_eq!(asked, [0, 5, 15, 35, 75]);
    assert!(attempts.asks_after_refusal(at(5_000)), "long ago");
    assert!(!attempts.asks_after_refusal(at(5_001)) && attempts.asks_after_refusal(at(5_005)), "and anew");
    assert!(attempts.asks_after_refusal(at(-5_000)), "a clock that was set back");
}
