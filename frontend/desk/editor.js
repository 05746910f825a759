// Loads the text editor where a form has one. Without it, or if it cannot be loaded, the field of the form
// stays what it is: a textarea of HTML.

for (const element of document.querySelectorAll("rich-editor[script]")) {
  import(element.getAttribute("script")).catch(() => {});
}
