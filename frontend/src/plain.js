// After an error in the wasm, or if a translator has wrapped the texts in its own elements, the page works as
// without JavaScript: the browser alone follows links and sends forms. Nothing here needs the wasm. This is
// at the beginning of the script that loads the wasm, so that these listeners run first.
{
  const here = () => location.pathname + location.search;
  /** The address of the page when the error occurred; empty before. */
  let failed = "";
  /** The address of the page that is shown. The address bar is ahead of it during a navigation. */
  let shown = here();
  // A page stands if no error came before the frame after it was inserted.
  new MutationObserver(() => requestAnimationFrame(() => (shown = here()))).observe(document.querySelector("main") ?? document.body, { childList: true });
  const note = (event) => {
    if (!/wasm/.test((event.error ?? event.reason)?.stack)) return;
    // The first error is in the console; later ones are suppressed.
    if (failed) event.preventDefault();
    else if (shown !== here()) location.reload();
    failed ||= here();
  };
  addEventListener("error", note);
  addEventListener("unhandledrejection", note);
  // Runs before the listeners of router and forms.
  const alone = (event) => {
    if (failed || document.querySelector("body font")) event.stopImmediatePropagation();
  };
  addEventListener("click", alone, true);
  addEventListener("submit", alone, true);
  // Focusing a poll would request a voter key. The form sent by the browser gets its own key, and the later
  // one of the two would not be the voter's.
  addEventListener("focusin", alone, true);
  // Going back to a page that only client-side navigation has shown.
  addEventListener("popstate", () => {
    if (failed && failed !== here()) location.reload();
  });
}
