// The reading aids: size and spacing of the text, colours, contrast. What is chosen are words in an attribute of the
// document (style/reading.css), remembered in the browser and set before the next page is painted
// (app/src/ui/reading_tools.rs).

/** What can be chosen; the first of each is without a word. */
const CHOICES = [
  { legend: "Cỡ chữ", options: { "": "Vừa", "size-1": "Lớn", "size-2": "Lớn hơn", "size-3": "Lớn nhất" } },
  { legend: "Giãn dòng", options: { "": "Vừa", "space-1": "Rộng", "space-2": "Rất rộng" } },
  { legend: "Màu nền", options: { "": "Theo máy", light: "Sáng", dark: "Tối" } },
  { legend: "Tương phản", options: { "": "Vừa", strong: "Mạnh" } },
];

const root = document.documentElement;
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** Opens or closes the choices below the buttons. */
export function use(button) {
  const tools = button.parentElement;
  const open = tools.nextElementSibling?.matches(".aids");
  if (open) tools.nextElementSibling.remove();
  else tools.after(choices());
  button.setAttribute("aria-expanded", String(!open));
}

function choices() {
  const chosen = root.dataset.reading.split(" ");
  const groups = CHOICES.map(({ legend, options }, group) => {
    const words = Object.keys(options);
    const now = words.find((word) => word && chosen.includes(word)) ?? "";
    const labels = words.map((word) =>
      element("label", { className: "aids__choice" },
        element("input", { type: "radio", name: `aids-${group}`, value: word, checked: word === now }),
        element("span", {}, options[word])));
    return element("fieldset", { className: "aids__group" }, element("legend", {}, legend), element("div", { className: "aids__row" }, ...labels));
  });
  const said = element("p", { className: "aids__said" });
  said.setAttribute("role", "status");
  const form = element("form", { className: "aids" }, ...groups, element("button", { className: "aids__reset", type: "reset" }, "Đặt lại"), said);
  form.setAttribute("aria-label", "Cách hiển thị bài");
  form.addEventListener("change", () => {
    said.textContent = keep([...new FormData(form).values()].filter(Boolean).join(" "));
  });
  form.addEventListener("reset", (event) => {
    // The form would go back to what was chosen when it was opened.
    event.preventDefault();
    for (const first of form.querySelectorAll('[value=""]')) first.checked = true;
    said.textContent = keep("");
  });
  return form;
}

/** Applies and remembers a choice; returns what there is to say. */
function keep(words) {
  root.dataset.reading = words;
  try {
    if (words) localStorage.setItem("reading", words);
    else localStorage.removeItem("reading");
  } catch {
    return "Trình duyệt không cho lưu lựa chọn này, nên lựa chọn chỉ có hiệu lực đến khi quý vị đóng trang.";
  }
  return words ? "Máy này nhớ lựa chọn của quý vị cho những lần đọc sau." : "Đã về cách hiển thị ban đầu.";
}
