// Once something has failed within the wasm, or a translator has put its own elements around the texts, the page is one without
// JavaScript: links lead on and forms are sent by the browser alone. Nothing here needs the wasm. Stands at the head of the
// script that loads it, so that these listeners are the first.
{
  const here = () => location.pathname + location.search;
  /** Where the page was when something failed; empty before. */
  let failed = "";
  /** Whether the page that is drawn is another one than the address bar names: on the way between them. */
  const isOnTheWay = () => {
    const drawn = document.querySelector("link[rel=canonical]");
    return drawn && new URL(drawn.href).pathname !== location.pathname;
  };
  const note = (event) => {
    if (!/wasm/.test((event.error ?? event.reason)?.stack)) return;
    // The first failure stands in the console; those that follow from it do not.
    if (failed) event.preventDefault();
    else if (isOnTheWay()) location.reload();
    failed ||= here();
  };
  addEventListener("error", note);
  addEventListener("unhandledrejection", note);
  // Before the router and the forms hear of it.
  const alone = (event) => {
    if (failed || document.querySelector("body font")) event.stopImmediatePropagation();
  };
  addEventListener("click", alone, true);
  addEventListener("submit", alone, true);
  // A poll that is touched asks for a key: the form that the browser sends gets its own, and the later of the two would not be
  // the voter's.
  addEventListener("focusin", alone, true);
  // Back to a page that only the open site could draw.
  addEventListener("popstate", () => {
    if (failed && failed !== here()) location.reload();
  });
}
