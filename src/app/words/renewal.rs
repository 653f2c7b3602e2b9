//! The words for credentials that the site does not renew.

use super::Words;
use crate::app::i18n::t_string;
use crate::app::services::renewal::NotRenewed;
use crate::model::Provider;

impl Words {
    /// Why the site's endpoint did not renew what it had handed out.
    pub(crate) fn not_renewed(self, problem: &NotRenewed, provider: Provider) -> String {
        match problem {
            NotRenewed::Fetch(problem) => self.fetch_problem(problem, provider),
            NotRenewed::NoNewer => t_string!(self.i18n, renewal.no_newer).to_owned(),
        }
    }
}
