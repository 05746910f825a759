//! Type-erased views without code for asynchronous hydration.
//!
//! Every `into_any` adds a second copy of a view's hydration to the wasm, the asynchronous one for code that
//! is loaded on demand (tachys 0.2.19, `any_view.rs`), which is not used here. Without it, views hydrate
//! synchronously; that copy was 58 KB of 732 KB of code before wasm-opt.

use leptos::{
    prelude::{AnyView, IntoAny},
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        ssr::StreamBuilder,
        view::{Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
    },
};

/// Erases a view's type.
pub(crate) trait Erase {
    /// The erased view; no part of it may be asynchronous.
    fn erased(self) -> AnyView;
}

impl<T: RenderHtml> Erase for T {
    fn erased(self) -> AnyView {
        AtOnce(self).into_any()
    }
}

/// A view that hydrates synchronously: it keeps the default [`RenderHtml::hydrate_async`], which does that.
struct AtOnce<T>(T);

impl<T: Render> Render for AtOnce<T> {
    type State = T::State;

    fn build(self) -> Self::State {
        self.0.build()
    }

    fn rebuild(self, state: &mut Self::State) {
        self.0.rebuild(state);
    }
}

impl<T: RenderHtml> AddAnyAttr for AtOnce<T> {
    type Output<New: Attribute> = Self;

    /// Attribute spreading is not used here.
    fn add_any_attr<New: Attribute>(self, _attribute: New) -> Self::Output<New> {
        self
    }
}

impl<T: RenderHtml> RenderHtml for AtOnce<T> {
    type AsyncOutput = T::AsyncOutput;
    type Owned = AtOnce<T::Owned>;

    const MIN_LENGTH: usize = T::MIN_LENGTH;
    const EXISTS: bool = T::EXISTS;

    fn dry_resolve(&mut self) {
        self.0.dry_resolve();
    }

    async fn resolve(self) -> Self::AsyncOutput {
        self.0.resolve().await
    }

    fn html_len(&self) -> usize {
        self.0.html_len()
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        self.0.to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        buf: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        self.0.to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        self.0.hydrate::<FROM_SERVER>(cursor, position)
    }

    fn into_owned(self) -> Self::Owned {
        AtOnce(self.0.into_owned())
    }
}
