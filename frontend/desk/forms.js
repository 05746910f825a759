// Protects text typed into the forms of the desk: leaving a changed form asks for confirmation, files that
// the server would refuse are reported before sending, and a form that is being sent is not sent again.
// Without this script the server handles these cases.

const MOST_BYTES = 20 * 1024 * 1024;
const MOST_TOGETHER = 24 * 1024 * 1024;
const TOO_LARGE = "Tệp này lớn hơn 20 MB nên máy chủ không nhận. Xin chọn tệp nhỏ hơn.";
const TOO_LARGE_TOGETHER = "Các tệp gửi cùng lúc lớn hơn 24 MB. Xin gửi từng tệp, mỗi lần lưu một tệp.";

const SURE = "Nội dung vừa nhập chưa được lưu. Rời trang và bỏ nội dung ấy?";

/** What the forms had when they were shown; nothing for a form with what somebody has sent. */
const before = new WeakMap();

improve(document);
document.addEventListener("desk-content", ({ target }) => improve(target));
document.addEventListener("submit", once);
document.addEventListener("submit", forgetDrafts);
addEventListener("beforeunload", (event) => {
  if (unsaved().some(({ dataset }) => dataset.sent === undefined)) event.preventDefault();
});
// Within the desk (moves.js) what is kept as a draft goes to the server by itself.
document.addEventListener("desk-leave", (event) => {
  if (unsaved().some(({ dataset }) => dataset.draft !== "unsaved") && !confirm(SURE)) event.preventDefault();
});

function improve(root) {
  for (const form of root.querySelectorAll("form[data-keep]")) {
    before.set(form, "typed" in form.dataset ? undefined : typed(form));
    form.addEventListener("submit", (event) => tooLarge(form) && event.preventDefault());
    sayWhatPublishingDoes(form);
  }
}

function typed(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
}

/** The forms of the page with something that the server does not have. Where drafts are kept
 * (app/src/editing/drafting), the form says it itself: `saved`, `unsaved`, or `lost` if the browser keeps nothing. */
function unsaved() {
  const forms = [...document.querySelectorAll("form[data-keep]")];
  return forms.filter((form) => (form.dataset.draft ? form.dataset.draft !== "saved" : typed(form) !== before.get(form)));
}

/** Signing out removes what the browser keeps of drafts: others may use this computer. Without network nobody is
 * signed out. */
function forgetDrafts(event) {
  // If there are none, deleting them is no error.
  if (navigator.onLine && event.target.matches("form[action='/dang-xuat']")) indexedDB.deleteDatabase("trangnhat-ban-nhap");
}

/** Reports files that are too large at their fields; returns whether there are any. */
function tooLarge(form) {
  let together = 0;
  let refused;
  for (const input of form.querySelectorAll("input[type=file]")) {
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    together += size;
    const words = size > MOST_BYTES ? TOO_LARGE : together > MOST_TOGETHER ? TOO_LARGE_TOGETHER : "";
    sayBeside(input, words);
    if (words && !refused) refused = input;
  }
  refused?.focus();
  return refused !== undefined;
}

function sayBeside(input, words) {
  const id = `${input.id}-loi`;
  let line = document.getElementById(id);
  if (!words) return line?.dataset.said !== undefined && line.remove();
  if (!line) {
    line = document.createElement("p");
    line.id = id;
    line.className = "field__problem";
    line.dataset.said = "";
    line.setAttribute("role", "alert");
    input.after(line);
    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  }
  line.textContent = words;
}

/** Updates the label of the publish button from the typed time. This time and `data-now` are in the site's
 * time zone. */
function sayWhatPublishingDoes(form) {
  const [time, button] = [form.elements.namedItem("gio-dang"), form.querySelector("button[name=luu-dang]")];
  if (!time || !button) return;
  const instant = (local) => new Date(`${local}Z`).getTime();
  const behind = Date.now() - instant(form.dataset.now);
  const say = () => {
    const [day, hour] = time.value.split("T");
    const ahead = hour && instant(time.value) > Date.now() - behind;
    button.textContent = ahead ? `Lưu và hẹn đăng lúc ${hour} ngày ${day.split("-").reverse().join("/")}` : "Lưu và đăng";
  };
  time.addEventListener("input", say);
  say();
}

/** Prevents a double click from sending a form twice. If sending was stopped, it can be sent again; its
 * form key prevents duplicates. */
function once(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || event.submitter?.formTarget === "_blank") return;
  if (form.dataset.sent !== undefined) return event.preventDefault();
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, 3_000);
}
