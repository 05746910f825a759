// The buttons under the title of an article (app/src/ui/reading_tools.rs): what they do is loaded when they are first
// used. build.mjs adds this to the script around the wasm, hence the block scope; AIDS and LISTEN are the addresses of
// aids.js and listen.js.
{
  const { classList, dataset } = document.documentElement;
  const speech = window.speechSynthesis;
  classList.add("can-read");
  // Chosen on another open page.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "reading") dataset.reading = newValue ?? "";
  });
  // Browsers learn late which voices there are. On Android languages are written with an underscore.
  const listVoices = () => classList.toggle("can-listen", speech.getVoices().some(({ lang }) => /^vi([-_]|$)/i.test(lang)));
  if (speech) {
    speech.addEventListener?.("voiceschanged", listVoices);
    listVoices();
  }
  addEventListener("click", ({ target }) => {
    const tool = target.closest?.(".reading-tools button");
    if (!tool) return;
    const said = tool.parentElement.lastElementChild;
    import(tool.matches("[aria-expanded]") ? "AIDS" : "LISTEN").then(
      ({ use }) => (said.textContent = use(tool) ?? ""),
      () => (said.textContent = "Chưa tải được phần này. Mời quý vị tải lại trang rồi thử lại."),
    );
  });
}
