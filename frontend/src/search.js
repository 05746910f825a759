// The search box in the header (app/src/search/search_box.rs): suggestions are loaded by the first person who uses it,
// `/` leads to it, and a search is a move within the page. build.mjs adds this to the script around the wasm, hence the
// block scope; SUGGEST is the address of suggest.js.
{
  addEventListener("focusin", ({ target }) => {
    if (target.matches(".search-box__words") && !target.dataset.helped) {
      target.dataset.helped = "";
      // Without suggestions the form works as before.
      import("SUGGEST").then(({ help }) => help(target), () => delete target.dataset.helped);
    }
  });
  addEventListener("keydown", (event) => {
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector(".search-box__words");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.role !== "search" && form.getAttribute("role") !== "search") return;
    event.preventDefault();
    const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
    // The router follows links only.
    const link = Object.assign(document.createElement("a"), { href: `${form.getAttribute("action")}?${new URLSearchParams(chosen)}` });
    form.append(link);
    link.click();
    link.remove();
  });
}
