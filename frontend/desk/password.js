// A button that shows the typed password. It is hidden again before the form is sent, so that browsers
// recognize it as a password. Without this script there is no button.
improve(document);
document.addEventListener("desk-content", ({ target }) => improve(target));

function improve(root) {
  for (const input of root.querySelectorAll("input[type=password]")) offer(input);
}

function offer(input) {
  const button = document.createElement("button");
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? "Ẩn mật khẩu" : "Hiện mật khẩu";
  };
  show(false);
  button.type = "button";
  button.className = "field__show";
  button.setAttribute("aria-controls", input.id);
  // Keeps the password from online spell checkers.
  input.spellcheck = false;
  input.autocapitalize = "off";
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
  input.after(button);
}
