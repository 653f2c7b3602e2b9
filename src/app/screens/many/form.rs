//! What is typed on the screen: whose buckets and which, where the reports go, and the yes to hosts that are not the
//! provider's.

use std::sync::Arc;

use leptos::prelude::*;

use super::planning::Planning;
use super::side::Side;
use super::source::Source;
use crate::app::i18n::{I18n, use_i18n};
use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::deployment::{Site, use_deployment};
use crate::app::services::focus::focus;
use crate::app::services::notices::{Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::taken::{Taken, use_taken};
use crate::config::Preset;
use crate::form::targets::{Targets, line_of};
use crate::model::rule::Part;
use crate::model::{Connection, Rule};
use crate::state::patterns::Patterns;

/// The ids of the fields, for the focus.
pub(super) const BUCKETS: &str = "many-buckets";
pub(super) const TRUST: &str = "many-trust";

/// The id of the field for a pattern.
pub(super) fn pattern_id(part: Part) -> &'static str {
    match part {
        Part::Bucket => "many-destination",
        Part::DestinationPrefix => "many-prefix",
        Part::AccountId => "many-account",
        _ => "many-role",
    }
}

/// What is to be planned.
pub(super) struct Asked {
    /// The buckets, each of them trusted.
    pub(super) connections: Vec<Connection>,
    /// The rules as they were when it was asked.
    pub(super) rules: Vec<Rule>,
    pub(super) patterns: Patterns,
    /// With whose credentials the buckets are reached.
    pub(super) lender: OpenBucket,
}

/// The screen's form. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Whose rules, and for buckets of its provider whose credentials.
    pub(super) bucket: OpenBucket,
    /// Whose buckets they are taken to.
    pub(super) side: Side,
    pub(super) source: StoredValue<Source>,
    /// The rules that are taken.
    pub(super) rules: Memo<Vec<Rule>>,
    /// Whether they are those of a work that was cut off.
    pub(super) resumed: bool,
    pub(super) typed: RwSignal<String>,
    /// The site's other connections, of whatever provider.
    pub(super) presets: StoredValue<Vec<Preset>>,
    /// The places of those that are ticked.
    pub(super) ticked: RwSignal<Vec<usize>>,
    pub(super) patterns: RwSignal<Patterns>,
    /// What is named.
    pub(super) targets: Memo<Targets>,
    /// Whether problems are shown.
    pub(super) tried: RwSignal<bool>,
    /// The hosts to which the user said yes here.
    pub(super) agreed: RwSignal<Vec<String>>,
    /// What is planned.
    pub(super) asked: RwSignal<Option<Arc<Asked>>>,
    /// Whether rules are being written.
    pub(super) acting: RwSignal<bool>,
    /// The plan that is shown.
    pub(super) plan: StoredValue<Option<Planning>>,
    connections: Connections,
    pub(super) taken: Taken,
    pub(super) notices: Notices,
    pub(super) i18n: I18n,
}

impl Form {
    /// The form as it is found: empty, or as the tab has kept it.
    pub(super) fn new(bucket: OpenBucket) -> Self {
        let (connections, taken) = (use_connections(), use_taken());
        let (source, kept, resumed) = Source::found(bucket, taken);
        let presets = presets(&bucket.connection());
        let side = Side::new(bucket, connections, &kept);
        let (ticked, lines) = kept.taken_apart(side.provider.get_untracked(), &presets);
        let of = source.clone();
        let (presets, typed) = (StoredValue::new(presets), RwSignal::new(lines));
        let ticked = RwSignal::new(ticked);
        let targets = Memo::new(move |_| {
            let Some(base) = side.lender.get().map(OpenBucket::connection) else { return Targets::default() };
            let mut targets = typed.with(|typed| Targets::read(typed, &base));
            presets.with_value(|presets| {
                ticked.with(|ticked| {
                    let chosen = ticked.iter().filter_map(|at| presets.get(*at));
                    let chosen = chosen.filter(|preset| preset.connection.provider == base.provider);
                    chosen.for_each(|preset| targets.add(preset.connection.clone()));
                });
            });
            targets
        });
        let form = Form {
            bucket,
            side,
            source: StoredValue::new(source),
            rules: Memo::new(move |_| of.rules(bucket)),
            resumed,
            typed,
            presets,
            ticked,
            patterns: RwSignal::new(kept.patterns),
            targets,
            tried: RwSignal::new(false),
            agreed: RwSignal::new(Vec::new()),
            asked: RwSignal::new(None),
            acting: RwSignal::new(false),
            plan: StoredValue::new(None),
            connections,
            taken,
            notices: use_notices(),
            i18n: use_i18n(),
        };
        form.has_come_back();
        form
    }

    /// The parts that are chosen for all rules.
    pub(super) fn placed_parts(self) -> Vec<Part> {
        Patterns::parts(self.side.own, self.side.provider.get())
    }

    /// Whether a part must be chosen here.
    pub(super) fn needs(self, part: Part) -> bool {
        Patterns::needs(part, self.side.own, self.side.provider.get())
    }

    /// Whether a part that must be chosen is not.
    pub(super) fn lacks(self, part: Part) -> bool {
        self.needs(part) && self.patterns.with(|patterns| patterns.of(part).trim().is_empty())
    }

    /// Whether a rule is on this screen alone, and would be gone with its plan.
    pub(super) fn holds_only_copy(self) -> bool {
        self.plan.try_with_value(|plan| plan.is_some_and(Planning::holds_only_copy)).unwrap_or_default()
    }

    /// The hosts that still need a yes.
    pub(super) fn untrusted(self) -> Vec<String> {
        let mut hosts = self.targets.with(Targets::foreign_hosts);
        hosts.retain(|host| !self.connections.trusts(host));
        hosts
    }

    /// Whether the yes that is given is for each of them.
    pub(super) fn agrees(self) -> bool {
        let hosts = self.untrusted();
        self.agreed.with(|agreed| hosts.iter().all(|host| agreed.contains(host)))
    }

    /// Whether no plan can be made now.
    pub(super) fn is_idle(self) -> bool {
        let no_way = self.rules.with(Vec::is_empty) || self.side.lender.get().is_none();
        self.acting.get() || no_way || self.is_partial() || self.holds_only_copy()
    }

    /// Whether some of the rules are not read yet: a plan would leave them out.
    pub(super) fn is_partial(self) -> bool {
        self.source.with_value(|source| source.is_partial(self.bucket))
    }

    /// Ticks one of the site's connections, or takes the tick away.
    pub(super) fn tick(self, at: usize, on: bool) {
        self.ticked.update(|ticked| {
            ticked.retain(|known| *known != at);
            ticked.extend(on.then_some(at));
        });
    }

    /// Plans what is named; what keeps it from that gets the focus.
    pub(super) fn submit(self) {
        let Some(lender) = self.side.lender.get_untracked().filter(|_| !untrack(|| self.is_idle())) else {
            return;
        };
        self.tried.set(true);
        if let Some(first) = untrack(|| self.first_problem()) {
            return focus(first);
        }
        for host in untrack(|| self.untrusted()) {
            self.connections.trust(host);
        }
        // The question goes with its cause.
        self.agreed.set(Vec::new());
        let asked = Asked {
            connections: self.targets.with_untracked(|targets| targets.connections.clone()),
            rules: self.rules.get_untracked(),
            patterns: self.patterns.get_untracked(),
            lender,
        };
        self.keep(asked.connections.iter().map(line_of).collect());
        self.asked.set(Some(Arc::new(asked)));
    }

    fn first_problem(self) -> Option<&'static str> {
        let named = self.targets.with(|targets| targets.wrong.is_empty() && !targets.connections.is_empty());
        if !named {
            return Some(BUCKETS);
        }
        let is_wrong = |part: &Part| {
            self.lacks(*part) || self.patterns.with(|patterns| patterns.unknown_in(*part).is_some())
        };
        let wrong = self.placed_parts().into_iter().find(is_wrong).map(pattern_id);
        wrong.or_else(|| (!self.agrees()).then_some(TRUST))
    }
}

/// The connections that the site offers beside this one.
fn presets(base: &Connection) -> Vec<Preset> {
    let other = |preset: &&Preset| {
        let Connection { provider, region, bucket, .. } = &preset.connection;
        !base.same_bucket(*provider, region, bucket)
    };
    use_deployment().state().with_untracked(|site| match site {
        Site::Ready(config) => config.connections.iter().filter(other).cloned().collect(),
        Site::Reading | Site::Wrong(_) | Site::LeftAside => Vec::new(),
    })
}
