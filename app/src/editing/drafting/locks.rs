//! Web Locks: an open editor holds the lock of its record, so that another one takes over only what nobody keeps
//! any more. web-sys has them behind a flag of the compiler, hence the calls by name.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::JsFuture;

/// The locks of one editor. They are held until they are released or the page is closed.
#[derive(Debug, Default)]
pub(super) struct Locks {
    /// What settles the promise of each lock.
    releases: Rc<RefCell<Vec<Function>>>,
}

impl Locks {
    /// Takes a lock, if nobody holds it. `None` if the browser has no locks: it has them on https and on this machine
    /// only.
    pub(super) async fn take(&self, name: &str) -> Option<bool> {
        request(name, Rc::clone(&self.releases)).await
    }

    /// Releases all of them.
    pub(super) fn release(&self) {
        for release in self.releases.take() {
            // A function that settles a promise does not throw.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

async fn request(name: &str, releases: Rc<RefCell<Vec<Function>>>) -> Option<bool> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let answered = Promise::new(&mut |resolve, _| {
        let releases = Rc::clone(&releases);
        let held = Closure::once_into_js(move |lock: JsValue| {
            let is_taken = !lock.is_null();
            // A promise is always settled without an error.
            let _ = resolve.call1(&JsValue::NULL, &is_taken.into());
            // The lock is held until this promise is settled.
            let mut hold = |release, _| releases.borrow_mut().push(release);
            if is_taken { Promise::new(&mut hold).into() } else { JsValue::UNDEFINED }
        });
        let options = Object::new();
        // Setting a property of a new object cannot fail, and what is wrong with a request is in its promise.
        let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
        let _ = request.call3(&locks, &name.into(), &options, &held);
    });
    JsFuture::from(answered).await.ok()?.as_bool()
}
