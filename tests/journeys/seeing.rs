//! What a user sees: every look waits until it is as it should be.

use serde_json::json;

use crate::page::{Page, Role};

impl Page {
    /// Waits until the page says something.
    pub(crate) async fn sees(&self, words: &str) {
        let script = "return squeeze(document.body.innerText).includes(arguments[0])";
        self.wait_until(&format!("the words {words:?}"), script, vec![json!(words)]).await;
    }

    /// Waits until the page does not say something.
    pub(crate) async fn sees_no(&self, words: &str) {
        let script = "return !squeeze(document.body.innerText).includes(arguments[0])";
        self.wait_until(&format!("the words {words:?} to be gone"), script, vec![json!(words)]).await;
    }

    /// Waits for an element.
    pub(crate) async fn finds(&self, role: Role, name: &str) {
        let script = "return find(arguments[0], arguments[1]).length > 0";
        self.wait_until(&format!("{role:?} {name:?}"), script, role.and_name(name)).await;
    }

    /// Waits until an element is gone.
    pub(crate) async fn finds_no(&self, role: Role, name: &str) {
        let script = "return find(arguments[0], arguments[1]).length === 0";
        self.wait_until(&format!("{role:?} {name:?} to be gone"), script, role.and_name(name)).await;
    }

    /// Waits until the element, the only one of its role and name, fulfils a condition in
    /// JavaScript: `is("button", "Create", "!element.disabled")`.
    pub(crate) async fn is(&self, role: Role, name: &str, condition: &str) {
        let script = format!(
            "const [element, ...others] = find(arguments[0], arguments[1]);
             return element !== undefined && others.length === 0 && Boolean({condition})"
        );
        self.wait_until(&format!("{role:?} {name:?} with {condition}"), &script, role.and_name(name)).await;
    }

    /// Waits until elements stand in this order, for the eye from the top down and in the document.
    pub(crate) async fn reads_in_order(&self, elements: &[(Role, &str)]) {
        let named: Vec<_> = elements.iter().map(|(role, name)| json!([role.word(), name])).collect();
        let script = "
            const elements = arguments[0].map(([role, name]) => find(role, name)[0]);
            // As if nothing were scrolled, the boxes in the page included.
            const scrolled = (element) => element ? element.scrollTop + scrolled(element.parentElement) : 0;
            const top = (element) => element.getBoundingClientRect().top + scrolled(element.parentElement);
            const follows = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
            // A line's elements differ by a few pixels.
            const under = (a, b) => top(b) > top(a) - 12;
            return elements.every((element, at) =>
                element && (at === 0 || (follows(elements[at - 1], element) && under(elements[at - 1], element))))";
        self.wait_until(&format!("the order {elements:?}"), script, vec![json!(named)]).await;
    }

    /// Waits until exactly these are chosen in a group.
    pub(crate) async fn chosen(&self, group: &str, role: Role, names: &[&str]) {
        let script = "const chosen = findIn(arguments[0], arguments[1], '').filter((element) => element.checked).map(nameOf);
            return chosen.length === arguments[2].length && arguments[2].every((name) => chosen.includes(name))";
        let what = format!("{names:?} to be all that is chosen of {group:?}");
        self.wait_until(&what, script, vec![json!(group), json!(role.word()), json!(names)]).await;
    }

    /// Waits until the focus is on an element.
    pub(crate) async fn focus_is_on(&self, role: Role, name: &str) {
        let wanted = format!("{} {name}", role.word());
        let script = "return focused() === arguments[0]";
        self.wait_until(&format!("the focus on {wanted:?}"), script, vec![json!(wanted)]).await;
    }

    /// The row headers of the table in sight, from the top.
    pub(crate) async fn row_headers(&self) -> Vec<String> {
        self.eval("return find('rowheader', '').map(nameOf)").await
    }
}
