//! What each kind of evidence comes to: as a table of what was met, where it is found, and what of the rest is left out.

use super::*;
use crate::doctor::finding::Remedy;
use crate::model::{Connection, Provider, Timestamp};
use crate::provider::error::ProviderAnswer;
use crate::provider::examine::ReadForm;

const SETTING: Setting = Setting { headers_only: false, own_origin: false };

fn connection() -> Connection {
    Connection::to(Provider::Oss, "cn-hangzhou", "demo")
}

fn timed<T>(value: T) -> Timed<T> {
    Timed { millis: 41, value }
}

fn examined<R>(outcome: Result<R, Error>) -> Examined<R> {
    let status = outcome.as_ref().map_or_else(|error| error.status, |_| Some(200));
    Examined { outcome, status, request_id: String::new(), ahead: None, texts: None }
}

fn page(rules: usize) -> Examined<FirstPage> {
    let first = (rules > 0).then(|| "a".to_owned());
    examined(Ok(FirstPage { rules, more: false, first }))
}

/// The provider's refusal.
fn refused(kind: ErrorKind) -> Examined<FirstPage> {
    examined(Err(error(kind)))
}

fn error(kind: ErrorKind) -> Error {
    Error { kind, status: Some(403), answer: Some(Box::new(ProviderAnswer::default())) }
}

/// No answer.
fn none(kind: ErrorKind) -> Examined<FirstPage> {
    examined(Err(Error::of_kind(kind)))
}

/// Somebody else's answer.
fn foreign(kind: ErrorKind, status: u16) -> Examined<FirstPage> {
    examined(Err(Error { kind, status: Some(status), answer: None }))
}

/// Runs a check to its end: what is left out is not looked at, as on the screen.
fn run(setting: Setting, all: &Evidence) -> Checkup {
    let mut checkup = Checkup::begin(setting, all.known_rule.clone());
    while let Some(step) = checkup.step() {
        if checkup.blocker(step).is_none() {
            let evidence = &mut checkup.evidence;
            match step {
                Step::SecureContext => evidence.secure = all.secure,
                Step::Online => evidence.online = all.online,
                Step::Host => evidence.host.clone_from(&all.host),
                Step::SimpleRead => evidence.simple.clone_from(&all.simple),
                Step::PreflightRead => evidence.preflight.clone_from(&all.preflight),
                Step::Clock => evidence.ahead = all.ahead,
                Step::Token => evidence.end = all.end,
                Step::Signature | Step::List => {}
                Step::Get => evidence.rule.clone_from(&all.rule),
            }
        }
        checkup.go_on();
    }
    checkup
}

/// All is well.
fn healthy() -> Evidence {
    Evidence {
        secure: Some(true),
        online: Some(true),
        host: Some(timed(Probe::Answered)),
        simple: Some(timed(page(12))),
        preflight: Some(timed(page(12))),
        rule: Some(("a".to_owned(), timed(examined(Ok(()))))),
        ..Evidence::default()
    }
}

fn both(read: &Examined<FirstPage>) -> Evidence {
    Evidence { simple: Some(timed(read.clone())), preflight: Some(timed(read.clone())), ..healthy() }
}

/// A letter for each step: passed, failed, unknown, skipped, waiting, running.
fn letters(checkup: &Checkup) -> String {
    let letter = |step| match checkup.state(step) {
        State::Passed => 'p',
        State::Failed(_) => 'F',
        State::Unknown => '?',
        State::Skipped(_) => '-',
        State::Waiting => 'w',
        State::Running => 'r',
    };
    Step::ALL.into_iter().map(letter).collect()
}

#[test]
fn each_wall_is_found_where_it_stands() {
    use ErrorKind::{
        AccountState, Clock, CredentialsExpired, CredentialsRefused, Denied, NoResponse, NoSuchBucket,
        OlderSignature, SignatureMismatch, Unavailable, Unreadable, WrongEndpoint, WrongRegion,
    };
    let call = |kind| Some(Finding::Call(error(kind)));
    let denied = || Some(Finding::Denied);
    let with = |simple: Examined<FirstPage>, preflight: Examined<FirstPage>| Evidence {
        simple: Some(timed(simple)),
        preflight: Some(timed(preflight)),
        ..healthy()
    };
    let of_rule =
        |kind| Evidence { rule: Some(("a".into(), timed(examined(Err(error(kind)))))), ..healthy() };
    let ahead = |seconds| Evidence { ahead: Some(seconds), ..healthy() };
    for (what, evidence, expected, main) in [
        ("all is well", healthy(), "pppppppppp", None),
        ("no rules", both(&page(0)), "ppppppppp-", None),
        ("not secure", Evidence { secure: Some(false), ..healthy() }, "Fppppppppp", Some(Finding::NotSecure)),
        ("offline", Evidence { online: Some(false), ..healthy() }, "pF--------", Some(Finding::Offline)),
        (
            "no host",
            Evidence { host: Some(timed(Probe::NoAnswer)), ..healthy() },
            "ppF-------",
            Some(Finding::Unreached),
        ),
        (
            "a slow host",
            Evidence { host: Some(timed(Probe::TooSlow)), ..healthy() },
            "ppF-------",
            Some(Finding::TooSlow),
        ),
        (
            "a policy",
            Evidence { host: Some(timed(Probe::Forbidden)), ..healthy() },
            "ppF-------",
            Some(Finding::Forbidden),
        ),
        (
            "no CORS rule, or another region",
            both(&none(NoResponse)),
            "pppFF-----",
            Some(Finding::NotReadable),
        ),
        ("no preflight", with(page(12), none(NoResponse)), "ppppFppppp", Some(Finding::PreflightRefused)),
        ("no query", with(none(NoResponse), page(12)), "pppFpppppp", Some(Finding::QueryBlocked)),
        ("a query that is refused", with(refused(Denied), page(12)), "pppppppppp", None),
        ("a portal", both(&foreign(Unreadable, 200)), "pppFF-----", Some(Finding::NotTheProvider(200))),
        ("a gateway", both(&foreign(Unavailable, 502)), "pppFF-----", Some(Finding::NotTheProvider(502))),
        ("too slow", both(&none(ErrorKind::TimedOut)), "pppFF-----", Some(Finding::TooSlow)),
        ("forgotten meanwhile", both(&none(ErrorKind::Cancelled)), "ppp??-----", None),
        ("the clock", both(&refused(Clock)), "pppppF----", Some(Finding::ClockRefused(None))),
        ("a clock allowed for", ahead(1_200), "pppppFpppp", Some(Finding::ClockOff(1_200))),
        ("a clock a little off", ahead(-840), "pppppppppp", None),
        ("a clock days off", ahead(-90_000), "pppppF----", Some(Finding::ClockRefused(Some(-90_000)))),
        ("an ended token", both(&refused(CredentialsExpired)), "ppppp?F---", call(CredentialsExpired)),
        ("an unknown key", both(&refused(CredentialsRefused)), "ppppp?F---", call(CredentialsRefused)),
        ("a signature", both(&refused(SignatureMismatch)), "ppppp??F--", Some(Finding::Mismatch(None))),
        ("V1", both(&refused(OlderSignature)), "ppppp??F--", call(OlderSignature)),
        ("the signature's region", both(&refused(WrongRegion)), "ppppp??F--", call(WrongRegion)),
        ("no right", both(&refused(Denied)), "ppppp?ppF-", denied()),
        ("another endpoint", both(&refused(WrongEndpoint)), "ppppp???F-", call(WrongEndpoint)),
        ("no such bucket", both(&refused(NoSuchBucket)), "ppppp???F-", call(NoSuchBucket)),
        ("busy", both(&refused(Unavailable)), "ppppp???F-", call(Unavailable)),
        ("frozen", both(&refused(AccountState)), "ppppp???F-", call(AccountState)),
        ("no right to read one", of_rule(Denied), "pppppppppF", denied()),
        ("a rule that is gone", of_rule(ErrorKind::NoSuchRule), "ppppppppp?", None),
        (
            "a clock beside a missing right",
            Evidence { ahead: Some(1_200), ..both(&refused(Denied)) },
            "pppppFppF-",
            denied(),
        ),
    ] {
        let checkup = run(SETTING, &evidence);
        assert_eq!(letters(&checkup), expected, "{what}");
        assert_eq!(checkup.main_finding().map(|(_, finding)| finding), main, "{what}");
    }
}

#[test]
fn what_is_left_out_names_the_step_that_failed() {
    let because = |evidence: &Evidence, step| run(SETTING, evidence).state(step);
    let offline = Evidence { online: Some(false), ..healthy() };
    for step in Step::ALL.into_iter().filter(|step| *step > Step::Online) {
        assert_eq!(because(&offline, step), State::Skipped(Because::Of(Step::Online)), "{step:?}");
    }
    let hidden = both(&none(ErrorKind::NoResponse));
    assert_eq!(because(&hidden, Step::Token), State::Skipped(Because::Of(Step::SimpleRead)));
    let ended = both(&refused(ErrorKind::CredentialsExpired));
    assert_eq!(because(&ended, Step::Get), State::Skipped(Because::Of(Step::Token)));
    let denied = both(&refused(ErrorKind::Denied));
    assert_eq!(because(&denied, Step::Get), State::Skipped(Because::Of(Step::List)));
    assert_eq!(because(&both(&page(0)), Step::Get), State::Skipped(Because::NoRule));
}

#[test]
fn no_token_stands_in_an_address_where_it_must_not() {
    let setting = Setting { headers_only: true, ..SETTING };
    let checkup = run(setting, &healthy());
    assert_eq!(checkup.state(Step::SimpleRead), State::Skipped(Because::HeadersOnly));
    assert_eq!(checkup.evidence.simple, None, "it is not looked at");
    assert_eq!(letters(&checkup), "ppp-pppppp");
    let blocked = run(setting, &both(&none(ErrorKind::NoResponse)));
    assert_eq!(letters(&blocked), "ppp-F-----");
    assert_eq!(blocked.main_finding(), Some((Step::PreflightRead, Finding::NotReadable)));
    assert_eq!(blocked.state(Step::Clock), State::Skipped(Because::Of(Step::PreflightRead)));
}

#[test]
fn on_the_pages_own_host_nobody_is_asked_first() {
    let setting = Setting { own_origin: true, ..SETTING };
    let evidence = Evidence { preflight: Some(timed(none(ErrorKind::NoResponse))), ..healthy() };
    assert_eq!(run(setting, &evidence).main_finding(), Some((Step::PreflightRead, Finding::Unreached)));
}

#[test]
fn a_check_goes_on_and_stops_where_it_is() {
    let mut checkup = Checkup::begin(SETTING, None);
    assert_eq!(letters(&checkup), "rwwwwwwwww");
    checkup.evidence.secure = Some(true);
    checkup.go_on();
    assert_eq!(letters(&checkup), "prwwwwwwww");
    checkup.stop();
    assert_eq!(letters(&checkup), "p---------");
    assert_eq!(checkup.state(Step::Get), State::Skipped(Because::Stopped));
    assert_eq!(checkup.step(), None);
    // What comes after that changes nothing.
    checkup.go_on();
    checkup.stop();
    assert_eq!(letters(&checkup), "p---------");
}

#[test]
fn the_rule_that_is_read_is_of_the_list() {
    let known = |rules| Evidence { known_rule: Some("known".into()), ..both(&page(rules)) };
    assert_eq!(known(2).rule_to_read(), Some(("a", ReadForm::Query)));
    // The list is newer than what was read before.
    assert_eq!(known(0).rule_to_read(), None);
    let odd = examined(Ok(FirstPage { rules: 2, more: true, first: None }));
    let odd = Evidence { known_rule: Some("known".into()), ..both(&odd) };
    assert_eq!(odd.rule_to_read(), Some(("known", ReadForm::Query)));
    let in_headers = Evidence { simple: Some(timed(refused(ErrorKind::Denied))), ..healthy() };
    assert_eq!(in_headers.rule_to_read(), Some(("a", ReadForm::Header)));
}

#[test]
fn the_way_out_belongs_to_the_wall() {
    let connection = connection();
    let of = |finding: Finding| finding.remedies(&connection);
    assert_eq!(of(Finding::NotReadable), [Remedy::Whereabouts, Remedy::Cors]);
    assert_eq!(of(Finding::PreflightRefused), [Remedy::Cors]);
    assert_eq!(of(Finding::QueryBlocked), [Remedy::Elsewhere]);
    assert_eq!(of(Finding::Denied), [Remedy::Policies, Remedy::Renew]);
    assert_eq!(of(Finding::Call(error(ErrorKind::CredentialsExpired))), [Remedy::Renew]);
    assert_eq!(of(Finding::Call(error(ErrorKind::NoSuchBucket))), [Remedy::Elsewhere]);
    assert_eq!(of(Finding::Call(error(ErrorKind::Unavailable))), []);
    let mut named = error(ErrorKind::WrongEndpoint);
    let answer =
        ProviderAnswer { endpoint: Some("oss-cn-shanghai.aliyuncs.com".into()), ..Default::default() };
    named.answer = Some(Box::new(answer));
    let [Remedy::Region(right)] = &of(Finding::Call(named))[..] else { panic!("no region") };
    assert_eq!(right.region.as_str(), "cn-shanghai");
}

#[test]
fn the_time_of_an_answer_is_better_than_what_was_known() {
    let mut read = page(1);
    read.ahead = Some(1_000);
    let evidence = Evidence { ahead: Some(7), end: Some((Timestamp(1), Timestamp(0))), ..both(&read) };
    assert_eq!(evidence.seconds_ahead(), Some(1_000));
    assert_eq!(run(SETTING, &evidence).state(Step::Clock), State::Failed(Finding::ClockOff(1_000)));
}

#[test]
fn a_check_is_offered_where_it_can_tell_more() {
    use crate::doctor::helps;
    for (kind, expected) in [
        (ErrorKind::NoResponse, true),
        (ErrorKind::Denied, true),
        (ErrorKind::Clock, true),
        (ErrorKind::Unavailable, true),
        (ErrorKind::Cancelled, false),
        (ErrorKind::RepeatedToken, false),
    ] {
        assert_eq!(helps(&Error::of_kind(kind)), expected, "{kind:?}");
    }
    assert!(!helps(&error(ErrorKind::AlreadyExists)));
    assert!(!helps(&error(ErrorKind::NoSuchRule)));
    assert!(helps(&error(ErrorKind::SignatureMismatch)));
}
