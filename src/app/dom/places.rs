//! Places among an element's children whose elements come, stay and go.

use std::any::Any;
use std::cell::RefCell;

use leptos::prelude::*;
use leptos::web_sys::{self, Element, Node};
use wasm_bindgen::JsCast as _;

use super::{El, append, focus, follow, insert};
use crate::app::signal::Signal;

/// What an element in a list stands for, with the key that tells it apart.
type Keyed = (String, Box<dyn Any>);

/// Makes an element stand for another item.
type OverwriteFn = Box<dyn Fn(&dyn Any)>;

/// Draws what an element stands for. Some elements can be written over.
type DrawFn = dyn Fn(&dyn Any) -> Option<(El, Option<OverwriteFn>)>;

impl El {
    /// Adds a place whose one element is drawn again whenever what it reads changes.
    pub(crate) fn bind_child(self, draw: impl Fn() -> Option<El> + 'static) -> Self {
        self.bind_child_boxed(Box::new(draw))
    }

    fn bind_child_boxed(self, draw: Box<dyn Fn() -> Option<El>>) -> Self {
        let marker = self.marker();
        let shown = RefCell::new(None::<Element>);
        follow(Box::new(move || {
            let next = draw().map(|el| el.0);
            let before = shown.replace(next.clone());
            let focused = Focused::within(&mut before.iter());
            if let Some(before) = before {
                before.remove();
            }
            if let (Some(parent), Some(next)) = (marker.parent_node(), next) {
                insert(&parent, &next, Some(&marker));
            }
            focused.into_iter().for_each(Focused::pass_on);
        }));
        self
    }

    /// Adds a place for an element that is drawn when it comes to be wanted, and stays as long as it is.
    pub(crate) fn show_when(
        self,
        wanted: impl Fn() -> bool + 'static,
        draw: impl Fn() -> El + 'static,
    ) -> Self {
        self.show_when_boxed(Box::new(wanted), Box::new(draw))
    }

    fn show_when_boxed(self, wanted: Box<dyn Fn() -> bool>, draw: Box<dyn Fn() -> El>) -> Self {
        let item = || (String::new(), Box::new(()) as Box<dyn Any>);
        let items = move || wanted().then(item).into_iter().collect();
        self.bind_items(Box::new(items), |_, _| true, Box::new(move |_| Some((draw(), None))))
    }

    /// Adds a place for one element that stays as long as what it stands for is equal.
    pub(crate) fn bind_one<T: PartialEq + 'static>(
        self,
        item: impl Fn() -> Option<T> + 'static,
        draw: impl Fn(&T) -> El + 'static,
    ) -> Self {
        self.bind_each(move || item().into_iter().collect(), |_| String::new(), draw)
    }

    /// Adds a place with one element for each item. An element stays as long as its item is
    /// there and equal; `key` tells items apart.
    pub(crate) fn bind_each<T: PartialEq + 'static>(
        self,
        items: impl Fn() -> Vec<T> + 'static,
        key: fn(&T) -> String,
        draw: impl Fn(&T) -> El + 'static,
    ) -> Self {
        let erase = move |item: T| (key(&item), Box::new(item) as Box<dyn Any>);
        self.bind_items(
            Box::new(move || items().into_iter().map(erase).collect()),
            |a, b| a.downcast_ref::<T>() == b.downcast_ref::<T>(),
            Box::new(move |item| Some((draw(item.downcast_ref()?), None))),
        )
    }

    /// The same for rows of a table, which are many and alike: an element whose item has left is written over
    /// for the one that takes its place, by the signal that it was drawn with. That takes a third of the time.
    pub(crate) fn bind_rows<T: PartialEq + Clone + 'static>(
        self,
        items: impl Fn() -> Vec<T> + 'static,
        key: fn(&T) -> String,
        draw: impl Fn(Signal<T>) -> El + 'static,
    ) -> Self {
        let erase = move |item: T| (key(&item), Box::new(item) as Box<dyn Any>);
        let draw = move |item: &dyn Any| {
            let row = Signal::new(item.downcast_ref::<T>()?.clone());
            let overwrite = move |item: &dyn Any| {
                item.downcast_ref::<T>().into_iter().for_each(|item| row.set(item.clone()));
            };
            Some((draw(row), Some(Box::new(overwrite) as OverwriteFn)))
        };
        self.bind_items(
            Box::new(move || items().into_iter().map(erase).collect()),
            |a, b| a.downcast_ref::<T>() == b.downcast_ref::<T>(),
            Box::new(draw),
        )
    }

    /// Both without their type, so that it exists once.
    fn bind_items(
        self,
        items: Box<dyn Fn() -> Vec<Keyed>>,
        equal: fn(&dyn Any, &dyn Any) -> bool,
        draw: Box<DrawFn>,
    ) -> Self {
        let (start, end) = (self.marker(), self.marker());
        let owner = Owner::current().unwrap_or_default();
        let shown = RefCell::new(Vec::<Option<Item>>::new());
        follow(Box::new(move || {
            let mut before = shown.take();
            let items = items();
            // Who is there already keeps its element, wherever it goes now.
            let mut after: Vec<Option<Item>> = Vec::new();
            for (key, value) in &items {
                let stays =
                    |old: &Item| old.key == *key && (old.overwrite.is_some() || equal(&*old.value, &**value));
                let old = before.iter_mut().find(|old| old.as_ref().is_some_and(stays));
                after.push(old.and_then(Option::take));
            }
            // Who is new is written over what leaves its place, or drawn.
            for (at, (key, value)) in items.into_iter().enumerate() {
                let mut old = after[at].take();
                if let Some(leaving) = before.get_mut(at).filter(|_| old.is_none()) {
                    old = leaving.take_if(|old| old.overwrite.is_some());
                }
                after[at] = match old {
                    Some(old) => Some(old.stand_for(key, value, equal)),
                    None => Item::draw(key, value, &owner, &draw),
                };
            }
            let focused = Focused::within(&mut before.iter().flatten().map(|item| &item.element));
            before.into_iter().flatten().for_each(Item::remove);
            if let Some(parent) = end.parent_node() {
                put_in_order(&parent, after.iter().flatten().map(|item| &item.element), &start, &end);
            }
            focused.into_iter().for_each(Focused::pass_on);
            shown.replace(after);
        }));
        self
    }

    /// Marks a place among the children.
    fn marker(&self) -> Node {
        let marker: Node = document().create_comment("").into();
        append(&self.0, &marker);
        marker
    }
}

/// An element in a list, with what it stands for and the owner of what it follows.
struct Item {
    key: String,
    value: Box<dyn Any>,
    element: Element,
    owner: Owner,
    overwrite: Option<OverwriteFn>,
}

impl Item {
    fn draw(key: String, value: Box<dyn Any>, parent: &Owner, draw: &DrawFn) -> Option<Self> {
        let owner = parent.child();
        let (element, overwrite) = owner.with(|| untrack(|| draw(&*value)))?;
        Some(Item { key, value, element: element.0, owner, overwrite })
    }

    /// The same element for another item, or for the same one as it is now.
    fn stand_for(self, key: String, value: Box<dyn Any>, equal: fn(&dyn Any, &dyn Any) -> bool) -> Self {
        if let Some(overwrite) = self.overwrite.as_ref().filter(|_| !equal(&*self.value, &*value)) {
            overwrite(&*value);
        }
        Item { key, value, ..self }
    }

    fn remove(self) {
        self.element.remove();
        self.owner.cleanup();
    }
}

/// What can have the focus.
const FOCUSABLE: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// Where the focus stands in something that is about to be taken away. A browser would drop it to the page
/// itself, and a keyboard would start from the top.
struct Focused {
    /// The section around what goes. A whole screen has none, and focuses its heading itself.
    region: Element,
    /// Its place among what can have the focus there.
    at: u32,
}

impl Focused {
    /// Asks for the focus once, and only when something leaves: this is on the way of each key in the filter.
    fn within(leaving: &mut dyn Iterator<Item = &Element>) -> Option<Self> {
        let first = leaving.next()?;
        let active = document().active_element()?;
        let leaving = std::iter::once(first).chain(leaving).find(|one| one.contains(Some(&active)))?;
        let region = leaving.parent_element()?.closest("section, dialog").ok()??;
        let all = region.query_selector_all(FOCUSABLE).ok()?;
        let at =
            (0..all.length()).find(|at| all.get(*at).is_some_and(|one| one.is_same_node(Some(&active))))?;
        Some(Focused { region, at })
    }

    /// Gives it to what stands at the same place now, or else to the nearest before it.
    fn pass_on(self) {
        let Ok(all) = self.region.query_selector_all(FOCUSABLE) else { return };
        for next in (0..=self.at).rev().filter_map(|at| all.get(at)) {
            // What is hidden does not take it.
            drop(next.unchecked_ref::<web_sys::HtmlElement>().focus());
            if document().active_element().is_some_and(|active| active.is_same_node(Some(&next))) {
                return;
            }
        }
        focus("main");
    }
}

/// Puts elements between two marks in this order. One that is in its place is not touched: moving
/// it would cost it the focus.
fn put_in_order<'a>(parent: &Node, elements: impl Iterator<Item = &'a Element>, start: &Node, end: &Node) {
    let mut at = start.next_sibling();
    for element in elements {
        if at.as_ref().is_some_and(|node| node.is_same_node(Some(element))) {
            at = element.next_sibling();
        } else {
            insert(parent, element, at.as_ref().or(Some(end)));
        }
    }
}
