//! The inventory calls: for each, a request that is not signed yet and a reader for its answer.
//!
//! They are alike at both providers but for the names that [`Service`] gives.

use markup::{Branch, Inner, Tree};

use super::error::{Error, ErrorKind};
use super::http::{Method, Request, Response};
use super::xml::Element;
use super::{RulePage, Service, StoredPage, StoredRule};
use crate::model::Rule;
use crate::model::rule::flag;

/// Where a rule of a page was found.
struct Found<'t> {
    page: Branch<'t>,
    document: Branch<'t>,
}

/// Takes the rules of a page, one after another. No type parameter: what reads pages exists once.
type Give<'g> = &'g mut dyn FnMut(Rule, Found<'_>);

/// A document out of a page. What it is named after may be declared by the page, and is lost outside of it otherwise.
fn taken_out(page: Branch<'_>, document: Branch<'_>) -> Element {
    let mut document = Element::of(document);
    for inner in page.inside() {
        if let Inner::Attribute(name, value) = inner
            && (name == "xmlns" || name.starts_with("xmlns:"))
            && document.attributes.iter().all(|(known, _)| known != name)
        {
            document.attributes.push((name.to_owned(), value.to_owned()));
        }
    }
    document
}

impl dyn Service {
    /// Asks for a page of rules; the first one when there is no token.
    #[must_use]
    pub fn list_request(&self, token: Option<&str>) -> Request {
        let mut query = vec![("inventory", String::new())];
        query.extend(token.map(|token| ("continuation-token", token.to_owned())));
        Request { method: Method::Get, query, body: None, can_be_stopped: true }
    }

    /// Reads a page. A bucket without rules is an empty page, however the provider says it.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that cannot be read.
    pub fn read_list(&self, response: &Response) -> Result<RulePage, Error> {
        let mut rules = Vec::new();
        let next = self.read_page(response, &mut |rule, _| rules.push(rule))?;
        Ok(RulePage { rules, next })
    }

    /// Reads a page and keeps the documents in it, each as it is when it is read by itself.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that cannot be read.
    pub fn read_stored(&self, response: &Response) -> Result<StoredPage, Error> {
        let mut rules = Vec::new();
        let next = self.read_page(response, &mut |rule, Found { page, document }| {
            let document = taken_out(page, document);
            // One that cannot be read holds its own text, which is now another.
            let rule = if rule.unreadable().is_some() { self.layout().read_any(&document) } else { rule };
            rules.push(StoredRule { rule, document });
        })?;
        Ok(StoredPage { rules, next })
    }

    /// Gives each rule of a page away with where it was found; then the token of the next page.
    fn read_page(&self, response: &Response, give: Give<'_>) -> Result<Option<String>, Error> {
        match self.dialect().check(response) {
            // OSS answers so for a bucket without rules (oss2's own test against the live service).
            Err(error) if error.kind == ErrorKind::NoSuchRule => Ok(None),
            Err(error) => Err(error),
            Ok(()) => self.page(response, give).ok_or_else(|| self.dialect().unreadable(response)),
        }
    }

    fn page(&self, response: &Response, give: Give<'_>) -> Option<Option<String>> {
        let layout = self.layout();
        let tree = Tree::parse(&response.body).ok()?;
        let document = Some(tree.root()).filter(|root| root.local_name() == layout.list)?;
        let text = |name: &str| document.child(name).map(Branch::text);
        let truncated = text("IsTruncated").and_then(|text| flag(&text)) == Some(true);
        let next = text("NextContinuationToken").filter(|token| truncated && !token.is_empty());
        // More is said to follow, but not how to ask for it: a part must not pass for the whole.
        if truncated && next.is_none() {
            return None;
        }
        let mut reader = layout.reader();
        let rules = document.elements().filter(|element| element.local_name() == super::document::ROOT);
        rules.for_each(|rule| give(reader.read_any(rule), Found { page: document, document: rule }));
        Some(next)
    }

    /// Asks for one rule.
    #[must_use]
    pub fn get_request(&self, id: &str) -> Request {
        self.of_rule(Method::Get, id, None)
    }

    /// Reads one rule.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that cannot be read.
    pub fn read_get(&self, response: &Response) -> Result<StoredRule, Error> {
        self.dialect().check(response)?;
        let document = Element::parse(&response.body).map_err(|_| self.dialect().unreadable(response))?;
        let rule = self.layout().read(&document).map_err(|_| self.dialect().unreadable(response))?;
        Ok(StoredRule { rule, document })
    }

    /// Reads one rule, and also one that lacks what a rule must have ([`Rule::unreadable`]): to be looked at.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that is no rule's document.
    pub fn read_any(&self, response: &Response) -> Result<StoredRule, Error> {
        self.dialect().check(response)?;
        let document =
            Element::parse(&response.body).ok().filter(|root| root.local_name() == super::document::ROOT);
        let document = document.ok_or_else(|| self.dialect().unreadable(response))?;
        Ok(StoredRule { rule: self.layout().read_any(&document), document })
    }

    /// Writes a document under an id, without what says nothing in it.
    #[must_use]
    pub fn put_request(&self, id: &str, document: &Element) -> Request {
        self.of_rule(Method::Put, id, Some(self.layout().without_unset(document).to_document()))
    }

    /// Runs a document once, at once, without keeping it. Only where
    /// [`runs_once`](crate::model::Capabilities::runs_once) is set.
    #[must_use]
    pub fn run_request(&self, id: &str, document: &Element) -> Request {
        self.of_rule(Method::Post, id, Some(self.layout().without_unset(document).to_document()))
    }

    /// Reads the answer to a write: documented as 200 without a body at both providers.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that is not the documented one.
    pub fn read_put(&self, response: &Response) -> Result<(), Error> {
        self.dialect().check_done(response)
    }

    /// Reads the number of a job that was started.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that cannot be read.
    pub fn read_run(&self, response: &Response) -> Result<String, Error> {
        self.dialect().check(response)?;
        let document = Element::parse(&response.body).map_err(|_| self.dialect().unreadable(response))?;
        document.child_text("JobId").ok_or_else(|| self.dialect().unreadable(response))
    }

    /// Removes a rule.
    #[must_use]
    pub fn delete_request(&self, id: &str) -> Request {
        self.of_rule(Method::Delete, id, None)
    }

    /// Reads the answer to a removal. A rule that was not there any more counts as removed: 204 or
    /// 404, which of them is documented nowhere.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that is not the documented one.
    pub fn read_delete(&self, response: &Response) -> Result<(), Error> {
        match self.dialect().check_done(response) {
            Err(error) if error.is_absence() => Ok(()),
            checked => checked,
        }
    }

    /// The document of a rule: `kept` with every difference to `rule` written into it, or a new
    /// one. What `rule` does not know, and text that did not change, stays as it was.
    #[must_use]
    pub fn document(&self, rule: &Rule, kept: Option<&Element>) -> Element {
        self.layout().write(rule, kept)
    }

    fn of_rule(&self, method: Method, id: &str, body: Option<String>) -> Request {
        let query = vec![("inventory", String::new()), (self.id_parameter(), id.to_owned())];
        Request { method, query, body, can_be_stopped: false }
    }
}
