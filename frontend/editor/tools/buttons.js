// The buttons of what stands in the text.

/** What a view says of its row of tools, for ProseMirror: only its content is text. */
export const besideText = (row, content) => ({
  stopEvent: (event) => row.contains(event.target),
  ignoreMutation: (mutation) => mutation.type !== "selection" && !content.contains(mutation.target),
});

/** Adds a button to a row; a button of an icon has its label as its name. */
export function addButton(row, label, run, icon) {
  const button = row.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "editor-card__button";
  button.append(icon ?? label);
  if (icon) button.ariaLabel = button.title = label;
  button.addEventListener("click", run);
  return button;
}
