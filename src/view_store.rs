//! Views of the table of rules under names, as the device keeps them: filters, order, rows per page and columns.
//!
//! What is kept may be of another version or spoilt: a view without a name is none, and of what it shows that is taken
//! which an address could say.

use serde::{Deserialize, Serialize};

use crate::formats::Understood;
use crate::model::Provider;
use crate::route::{parse_query, print_query};
use crate::state::table::TableQuery;

/// A view under a name. Values of filters are the provider's, so that it is of one provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: String,
    /// In whose buckets it is offered.
    pub provider: Provider,
    /// What it shows, as [`TableQuery::as_view`] gives it.
    pub query: TableQuery,
}

/// All of them, in the order in which they were saved. As JSON it is
/// `[{"name": "…", "provider": "oss", "shows": "status=false&columns=id,prefix"}]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Understood<Kept>>", into = "Vec<Understood<Kept>>")]
pub struct Views(Vec<View>);

/// One of them as it is kept.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    name: String,
    provider: Provider,
    /// The query of its address.
    shows: String,
}

impl Views {
    /// Those for a provider.
    pub fn of(&self, provider: Provider) -> impl Iterator<Item = &View> {
        self.0.iter().filter(move |view| view.provider == provider)
    }

    /// Whether there is one of this name.
    #[must_use]
    pub fn has(&self, provider: Provider, name: &str) -> bool {
        self.of(provider).any(|view| view.name == name.trim())
    }

    /// Saves a view, in the place of one with the same name. Without a name nothing is saved.
    pub fn save(&mut self, view: View) {
        let view = View { name: view.name.trim().to_owned(), ..view };
        let same = |known: &&mut View| known.provider == view.provider && known.name == view.name;
        match self.0.iter_mut().find(same) {
            _ if view.name.is_empty() => {}
            Some(known) => *known = view,
            None => self.0.push(view),
        }
    }

    /// Deletes a view.
    pub fn delete(&mut self, provider: Provider, name: &str) {
        self.0.retain(|view| view.provider != provider || view.name != name);
    }
}

impl From<Views> for Vec<Understood<Kept>> {
    fn from(views: Views) -> Self {
        let kept = |View { name, provider, query }: View| {
            let shows = print_query(&query).trim_start_matches('?').to_owned();
            Understood(Some(Kept { name, provider, shows }))
        };
        views.0.into_iter().map(kept).collect()
    }
}

impl From<Vec<Understood<Kept>>> for Views {
    fn from(kept: Vec<Understood<Kept>>) -> Self {
        let mut views = Views::default();
        for Kept { name, provider, shows } in kept.into_iter().filter_map(|kept| kept.0) {
            // What is not understood is as if it had not been kept.
            let query = parse_query(&shows, &mut Vec::new());
            views.save(View { name, provider, query });
        }
        views
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rule::Part;

    fn view(name: &str, provider: Provider, text: &str) -> View {
        let query = TableQuery::default().with_text(text).as_view(&[Part::Id, Part::Prefix]);
        View { name: name.to_owned(), provider, query }
    }

    fn names(views: &Views, provider: Provider) -> Vec<&str> {
        views.of(provider).map(|view| view.name.as_str()).collect()
    }

    #[test]
    fn a_name_is_of_one_view_of_a_provider() {
        let mut views = Views::default();
        views.save(view("b", Provider::Oss, "1"));
        views.save(view(" a ", Provider::Oss, "2"));
        views.save(view("b", Provider::Cos, "3"));
        views.save(view("  ", Provider::Oss, "4"));
        assert_eq!(names(&views, Provider::Oss), ["b", "a"]);
        views.save(view("b", Provider::Oss, "5"));
        let of_oss: Vec<_> = views.of(Provider::Oss).cloned().collect();
        assert_eq!(of_oss, [view("b", Provider::Oss, "5"), view("a", Provider::Oss, "2")]);
        assert!(views.has(Provider::Oss, "a ") && !views.has(Provider::Cos, "a"));
        views.delete(Provider::Oss, "b");
        assert_eq!((names(&views, Provider::Oss), names(&views, Provider::Cos)), (vec!["a"], vec!["b"]));
    }

    #[test]
    fn what_is_kept_is_read_back_and_what_is_not_understood_is_passed_over() {
        let kept = r#"[{"name":"清 & \"b\"","provider":"cos","shows":"filter=a%26b&sort=-id&size=50&columns=id,prefix"}]"#;
        let views: Views = serde_json::from_str(kept).expect("JSON");
        assert_eq!(names(&views, Provider::Cos), ["清 & \"b\""]);
        assert_eq!(serde_json::to_string(&views).expect("JSON"), kept);
        let odd = r#"[3, {"name": "a"}, {"name": "", "provider": "oss", "shows": ""}, {"name": "b", "provider": "s3", "shows": ""},
            {"name": "c", "provider": "oss", "shows": "filter=x&columns=id,prefix&new=1&page=0"}]"#;
        let views: Views = serde_json::from_str(odd).expect("JSON");
        assert_eq!(views.of(Provider::Oss).collect::<Vec<_>>(), [&view("c", Provider::Oss, "x")]);
    }
}
