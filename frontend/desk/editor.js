// Loads the text editor where a form has one. Without it, or if it cannot be loaded, the field of the form
// stays what it is: a textarea of HTML.

improve(document);
document.addEventListener("desk-content", ({ target }) => improve(target));

function improve(root) {
  for (const element of root.querySelectorAll("rich-editor[script]")) {
    import(element.getAttribute("script")).catch(() => {});
  }
}
