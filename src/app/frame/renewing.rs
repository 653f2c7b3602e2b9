//! Says that the site does not renew credentials, with the ways out, and that it does again.

use leptos::prelude::*;

use crate::app::i18n::t_string;
use crate::app::services::clock::use_time;
use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::notices::{Kind, Notices, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::renewal::NotRenewed;
use crate::app::words::{Words, use_words};
use crate::model::credentials::TimeLeft;
use crate::model::{Provider, Timestamp};
use crate::route::Place;

/// What is said about one cloud.
#[derive(Clone, PartialEq)]
struct Failing {
    problem: NotRenewed,
    /// Whether some of its credentials have ended.
    is_over: bool,
    /// A bucket for which others can be given.
    place: Place,
}

/// Looks for as long as the page lives.
pub(crate) fn watch() {
    let (time, connections, notices, words) = (use_time(), use_connections(), use_notices(), use_words());
    for provider in Provider::ALL {
        let failing = Memo::new(move |_| Failing::of(connections, provider, time));
        let shown = StoredValue::new(None);
        Effect::new(move || {
            let number = shown.get_value();
            shown.set_value(match failing.get() {
                Some(failing) => Some(failing.say(number, provider, notices, words)),
                None => {
                    say_that_it_works(number, provider, connections, notices, words);
                    None
                }
            });
        });
        Effect::new(move || {
            if let Some([before, after]) = connections.renewals().take_other_account(provider) {
                let i18n = words.i18n;
                let text = t_string!(i18n, renewal.other_account, before = before, after = after);
                notices.warning(text, None);
            }
        });
    }
}

impl Failing {
    fn of(connections: Connections, provider: Provider, time: ReadSignal<Timestamp>) -> Option<Self> {
        let problem = connections.renewals().problem(provider)?;
        let mut all = connections.all();
        all.retain(|open| open.renews_itself() && open.place().provider == provider);
        let place = all.first()?.place();
        let has_ended = |open: &OpenBucket| matches!(open.time_left(time.get()), TimeLeft::Certain(..=0));
        let is_over = connections.renewals().is_refused(provider) || all.iter().any(has_ended);
        Some(Failing { problem, is_over, place })
    }

    /// In the place of what was said before; gives the number of the message.
    fn say(self, number: Option<u32>, provider: Provider, notices: Notices, words: Words) -> u32 {
        let (i18n, name) = (words.i18n, provider.service_name());
        let (kind, next) = match self.is_over {
            true => (Kind::Failure, t_string!(i18n, renewal.is_over, provider = name)),
            false => (Kind::Warning, t_string!(i18n, renewal.goes_on, provider = name)),
        };
        let text = [words.not_renewed(&self.problem, provider).as_str(), " ", &next].concat();
        let ways = [Way::TryAgain(provider), Way::Paste(self.place)];
        match number {
            Some(number) => {
                notices.turn_into(number, kind, text, ways);
                number
            }
            None => notices.add(kind, text, ways),
        }
    }
}

/// Takes back that it does not, if that is still in sight.
fn say_that_it_works(
    number: Option<u32>,
    provider: Provider,
    connections: Connections,
    notices: Notices,
    words: Words,
) {
    let Some(number) = number.filter(|number| notices.is_shown(*number)) else { return };
    let is_renewed = connections
        .with_all(|all| all.iter().any(|open| open.renews_itself() && open.place().provider == provider));
    if is_renewed {
        let text = t_string!(words.i18n, renewal.works_again).to_owned();
        notices.turn_into(number, Kind::Success, text, []);
    } else {
        notices.dismiss(number);
    }
}
