// The form of an article shows how it will look in search results and chats, and its lead picture as cards crop it
// (app/src/editing/article_form_page/elsewhere.rs, focus.rs). Without this script they show what was saved.

improve(document);
document.addEventListener("desk-content", ({ target }) => improve(target));

function improve(root) {
  for (const previews of root.querySelectorAll(".elsewhere")) follow(previews);
}

function follow(previews) {
  const form = previews.closest("form");
  const typed = (own, usual) => form.elements.namedItem(own).value.trim() || form.elements.namedItem(usual).value.trim();
  const say = (part, words) => {
    for (const place of previews.querySelectorAll(`.elsewhere__${part}`)) place.textContent = words;
  };
  form.addEventListener("input", () => {
    say("title", typed("tieu-de-chia-se", "tieu-de") || "Tiêu đề bài");
    say("description", typed("mo-ta-chia-se", "sapo"));
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name === "hinh") showPicture(form, target.closest("[data-address]")?.dataset.address);
  });
}

/** Shows another lead picture, whose main point is not chosen yet. */
function showPicture(form, src) {
  const focus = form.querySelector(".focus");
  focus.hidden = src === undefined;
  focus.querySelector("input[value='']").checked = true;
  for (const place of form.querySelectorAll(".focus__area, .focus__crop, .elsewhere__picture")) {
    place.querySelector("img")?.remove();
    if (src !== undefined) place.prepend(Object.assign(document.createElement("img"), { src, alt: "" }));
  }
}
