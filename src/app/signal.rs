//! Signals over Leptos' reactive graph whose machinery exists once.
//!
//! Leptos compiles the whole of a signal (reading, writing, telling its followers, going away) anew
//! for each type of value: some 2 KB a type, of which the console has thirty. Here every value
//! stands in one kind of slot, and only the look into it knows the type.

use std::any::Any;
use std::marker::PhantomData;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::dom::follow;

/// A value of any type. The page has one thread, which is what the wrapper stands for.
type Slot = SendWrapper<Box<dyn Any>>;

/// A value that can be followed and changed. Cheap to copy; gone with the owner it was made under.
pub(crate) struct Signal<T> {
    slot: RwSignal<Slot>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    /// A signal with its first value.
    pub(crate) fn new(value: T) -> Self {
        let slot: Slot = SendWrapper::new(Box::new(value));
        Signal { slot: RwSignal::new(slot), of: PhantomData }
    }

    /// Looks at the value, and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        looked(&mut |look| self.slot.with(|slot| look(&***slot)), read)
    }

    /// Looks at the value as it is now.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        looked(&mut |look| self.slot.with_untracked(|slot| look(&***slot)), read)
    }

    /// Changes the value and tells who follows it.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// The same; `None` when the signal is gone.
    pub(crate) fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        changed(&mut |act| self.slot.try_update(|slot| act(&mut ***slot)).unwrap_or_default(), change)
    }

    /// Changes the value and tells nobody.
    pub(crate) fn try_update_untracked<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        changed(
            &mut |act| self.slot.try_update_untracked(|slot| act(&mut ***slot)).unwrap_or_default(),
            change,
        )
    }

    /// Replaces the value.
    pub(crate) fn set(self, value: T) {
        self.try_set(value);
    }

    /// Replaces the value; gives it back when the signal is gone.
    pub(crate) fn try_set(self, value: T) -> Option<T> {
        let mut value = Some(value);
        self.try_update(|place| value.take().into_iter().for_each(|value| *place = value));
        value
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// The value, followed.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value as it is now; `None` when the signal is gone.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.try_update_untracked(|value| value.clone())
    }
}

/// A value that is made of others, and tells its followers only of real changes. It is made anew when the
/// browser comes to it, a moment after what it is made of has changed.
pub(crate) struct Derived<T>(Signal<Option<T>>);

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + 'static> Derived<T> {
    /// Makes the value, now and whenever what it is made of changes.
    pub(crate) fn new(make: impl Fn() -> T + 'static) -> Self {
        let signal = Signal::new(None);
        follow(Box::new(move || {
            let value = Some(make());
            if signal.with_untracked(|before| *before != value) {
                signal.set(value);
            }
        }));
        Derived(signal)
    }

    /// Looks at the value, and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with(|value| read(made(value)))
    }

    /// The value as it is now.
    pub(crate) fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.0.with_untracked(|value| made(value).clone())
    }
}

fn made<T>(value: &Option<T>) -> &T {
    value.as_ref().expect("the first value is made at once")
}

/// Takes a look at what a slot holds.
type Look<'a> = &'a mut dyn FnMut(&dyn Any);

/// Changes what a slot holds.
type Change<'a> = &'a mut dyn FnMut(&mut dyn Any);

/// Carries a typed look through the untyped slot.
fn looked<T: 'static, R>(slot: &mut dyn FnMut(Look<'_>), read: impl FnOnce(&T) -> R) -> R {
    let (mut read, mut result) = (Some(read), None);
    slot(&mut |value| result = value.downcast_ref::<T>().zip(read.take()).map(|(value, read)| read(value)));
    result.expect("a slot holds the type that it was made with, and is looked at while it is there")
}

/// Carries a typed change through the untyped slot; `None` when the slot is gone.
fn changed<T: 'static, R>(slot: &mut dyn FnMut(Change<'_>), change: impl FnOnce(&mut T) -> R) -> Option<R> {
    let (mut change, mut result) = (Some(change), None);
    slot(&mut |value| {
        result = value.downcast_mut::<T>().zip(change.take()).map(|(value, change)| change(value));
    });
    result
}
