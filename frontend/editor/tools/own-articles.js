// In the dialog for links: words that are no address look for articles of this site.
import { address } from "./address.js";

/** How long the keys must rest before the server is asked, in milliseconds. */
const REST = 250;

/** Offers articles below a field while somebody types words into it; a chosen one becomes the address. */
export function offerArticles(form, field, source) {
  const box = form.appendChild(document.createElement("fieldset"));
  box.className = "editor-articles";
  box.hidden = true;
  box.appendChild(document.createElement("legend")).textContent = "Bài trên trang này";
  const said = box.appendChild(document.createElement("p"));
  said.className = "field__hint";
  said.setAttribute("role", "status");
  const list = box.appendChild(document.createElement("div"));
  let waiting;
  let asked = 0;

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = field.value.trim();
    // Answers to what was typed before come too late.
    asked += 1;
    box.hidden = true;
    if (typed.length < 2 || address(typed) !== undefined) return;
    const turn = asked;
    waiting = setTimeout(async () => {
      const found = await find(source, typed);
      if (turn === asked && found) show(found);
    }, REST);
  });

  function show(found) {
    box.hidden = false;
    said.textContent = found.length === 0 ? "Không có bài nào có những chữ ấy trong tiêu đề." : `Có ${found.length} bài, mới nhất ở trên.`;
    list.replaceChildren(...found.map(({ title, address: to, published }) => {
      const label = document.createElement("label");
      const radio = label.appendChild(document.createElement("input"));
      Object.assign(radio, { type: "radio", name: "bai", value: to });
      radio.addEventListener("change", () => { field.value = to; });
      label.append(title, Object.assign(document.createElement("small"), { textContent: published }));
      return label;
    }));
  }
}

/** Undefined without network, or if the session has ended. */
async function find(source, words) {
  const answer = await fetch(`${source}?${new URLSearchParams({ tu: words })}`).catch(() => undefined);
  const isList = answer?.ok && answer.headers.get("content-type")?.startsWith("application/json");
  return isList ? answer.json() : undefined;
}
