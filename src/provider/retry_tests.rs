use super::*;

fn error(kind: ErrorKind, status: Option<u16>) -> Error {
    Error { kind, status, answer: None }
}

fn failed(error: &Error, attempt: u32) -> Failed<'_> {
    let (method, retry_after, waited) = (Method::Get, None, Duration::ZERO);
    Failed { method, error, retry_after, answered: true, looks_again: false, attempt, waited }
}

/// The waits in milliseconds without any chance, and then the end.
#[track_caller]
fn waits(error: &Error, expected: &[u64]) {
    let (mut attempt, mut waited) = (1, Duration::ZERO);
    for expected in expected {
        let next = Failed { waited, ..failed(error, attempt) }.next(0.5);
        let wait = Duration::from_millis(*expected);
        assert_eq!(next, Next::After(wait), "{error:?}, attempt {attempt}");
        (attempt, waited) = (attempt + 1, waited + wait);
    }
    let last = Failed { waited, ..failed(error, attempt) };
    assert_eq!(last.next(0.5), Next::GiveUp, "{error:?}");
    assert_eq!(last.attempts(), attempt);
}

#[test]
fn what_may_pass_by_itself_is_tried_again() {
    for status in [500, 502, 503, 504] {
        waits(&error(ErrorKind::Unavailable, Some(status)), &[500, 1_500]);
        waits(&error(ErrorKind::Relay(RelayFault::NoAnswer), Some(status)), &[500, 1_500]);
    }
    waits(&error(ErrorKind::NoResponse, None), &[500, 1_500]);
    for status in [429, 503] {
        waits(&error(ErrorKind::Throttled, Some(status)), &[1_000, 2_000, 4_000]);
    }
}

#[test]
fn what_would_be_refused_again_is_not() {
    for (kind, status) in [
        (ErrorKind::BlockedByPolicy, None),
        (ErrorKind::TimedOut, None),
        (ErrorKind::Cancelled, None),
        (ErrorKind::WrongEndpoint, None),
        (ErrorKind::CredentialsExpired, Some(403)),
        (ErrorKind::CredentialsRefused, Some(403)),
        (ErrorKind::SignatureMismatch, Some(403)),
        (ErrorKind::Clock, Some(403)),
        (ErrorKind::Denied, Some(403)),
        (ErrorKind::NoSuchBucket, Some(404)),
        (ErrorKind::NoSuchRule, Some(404)),
        (ErrorKind::Invalid, Some(400)),
        (ErrorKind::AccountState, Some(403)),
        (ErrorKind::AccountState, Some(503)),
        (ErrorKind::Unreadable, Some(200)),
        (ErrorKind::Unreadable, Some(503)),
        (ErrorKind::Unexpected, Some(302)),
        (ErrorKind::Relay(RelayFault::Page), Some(200)),
        (ErrorKind::Relay(RelayFault::Refused), Some(403)),
        (ErrorKind::Relay(RelayFault::TooLarge), Some(413)),
        // What a service does not know how to do it does not learn in a second.
        (ErrorKind::Unavailable, Some(501)),
        (ErrorKind::Unavailable, Some(505)),
        // RequestTimeout: it has waited for the request.
        (ErrorKind::Unavailable, Some(400)),
    ] {
        waits(&error(kind, status), &[]);
    }
}

#[test]
fn a_write_is_never_made_again() {
    for method in [Method::Put, Method::Post, Method::Delete] {
        for (kind, status) in [
            (ErrorKind::Unavailable, Some(503)),
            (ErrorKind::Throttled, Some(429)),
            (ErrorKind::NoResponse, None),
            (ErrorKind::Offline, None),
        ] {
            let error = error(kind, status);
            assert_eq!(Failed { method, ..failed(&error, 1) }.next(0.5), Next::GiveUp, "{method:?} {kind:?}");
        }
    }
}

#[test]
fn a_connection_that_was_never_answered_is_not_lost() {
    let error = error(ErrorKind::NoResponse, None);
    let failed = Failed { answered: false, ..failed(&error, 1) };
    assert_eq!(failed.next(0.5), Next::GiveUp);
}

#[test]
fn who_looks_again_by_itself_waits_only_for_a_network() {
    for (kind, status, next) in [
        (ErrorKind::Unavailable, Some(503), Next::GiveUp),
        (ErrorKind::NoResponse, None, Next::GiveUp),
        (ErrorKind::Offline, None, Next::WhenOnline),
    ] {
        let error = error(kind, status);
        assert_eq!(Failed { looks_again: true, ..failed(&error, 1) }.next(0.5), next, "{kind:?}");
    }
}

#[test]
fn without_a_network_it_is_waited_for_whatever_came_before() {
    let error = error(ErrorKind::Offline, None);
    for attempt in [1, 3, u32::MAX] {
        let waited = Duration::from_secs(29);
        assert_eq!(Failed { waited, ..failed(&error, attempt) }.next(0.5), Next::WhenOnline);
    }
}

#[test]
fn chance_makes_a_wait_a_quarter_shorter_or_longer() {
    let error = error(ErrorKind::Throttled, Some(503));
    for (chance, wait) in [(0.0, 750), (0.5, 1_000), (1.0, 1_250), (7.0, 1_250), (-1.0, 750)] {
        assert_eq!(failed(&error, 1).next(chance), Next::After(Duration::from_millis(wait)), "{chance}");
    }
}

#[test]
fn the_provider_is_never_asked_sooner_than_it_says_and_nobody_waits_for_minutes() {
    let error = error(ErrorKind::Throttled, Some(503));
    for (told, waited, next) in [
        (0, 0, Next::After(Duration::from_secs(1))),
        (5, 0, Next::After(Duration::from_secs(5))),
        (30, 0, Next::After(Duration::from_secs(30))),
        (31, 0, Next::GiveUp),
        (u64::MAX, 0, Next::GiveUp),
        (5, 25, Next::After(Duration::from_secs(5))),
        (5, 26, Next::GiveUp),
    ] {
        let (retry_after, waited) = (Some(Duration::from_secs(told)), Duration::from_secs(waited));
        assert_eq!(Failed { retry_after, waited, ..failed(&error, 1) }.next(0.5), next, "{told}");
    }
    // Nor is a refusal for good made again because a gateway says when.
    let refused = Error { kind: ErrorKind::Denied, status: Some(403), answer: None };
    let retry_after = Some(Duration::from_secs(1));
    assert_eq!(Failed { retry_after, ..failed(&refused, 1) }.next(0.5), Next::GiveUp);
}

#[test]
fn retry_after_is_seconds_or_a_time() {
    let now = Timestamp(1_773_475_750);
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    for (text, known, expected) in [
        ("0", None, seconds(0)),
        (" 120 ", None, seconds(120)),
        ("Sat, 14 Mar 2026 08:09:20 GMT", Some(now), seconds(10)),
        ("Sat, 14 Mar 2026 08:09:00 GMT", Some(now), seconds(0)),
        // Without the provider's time nobody knows how long that is.
        ("Sat, 14 Mar 2026 08:09:20 GMT", None, None),
        ("-1", Some(now), None),
        ("1.5", Some(now), None),
        ("soon", Some(now), None),
        ("", Some(now), None),
    ] {
        assert_eq!(retry_after(text, known), expected, "{text}");
    }
}
