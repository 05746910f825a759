// The pictures that the form offers, in the dialogs for pictures.

/** Adds the pictures that can be chosen; `choose` gets the alternative text of a chosen one. */
export function offerPictures(dialog, editor, type, choose = () => {}) {
  const form = editor.view.dom.closest("form");
  const offered = [...(form?.querySelectorAll("[data-address]") ?? [])];
  const grid = dialog.appendChild(document.createElement("fieldset"));
  grid.className = "editor-pictures";
  grid.appendChild(document.createElement("legend")).textContent = offered.length > 0 ? "Hoặc chọn hình đã có" : "Chưa có hình nào để chọn.";
  return offered.map((choice) => {
    const image = choice.querySelector("img");
    // What stands for a text that is missing is none.
    const picture = { src: choice.dataset.address, alt: /^Hình số \d+$/.test(image.alt) ? "" : image.alt };
    const label = grid.appendChild(document.createElement("label"));
    label.className = "picture-choice";
    const box = label.appendChild(document.createElement("input"));
    Object.assign(box, { type, name: "hinh", value: picture.src });
    box.addEventListener("change", () => choose(picture.alt));
    label.append(Object.assign(image.cloneNode(), { loading: "lazy" }));
    return { box, picture };
  });
}
