// Improves the upload form for pictures: files can be dropped anywhere on it, have a preview, and are sent
// one after the other with their progress. Without this script the form is sent as it is. Also handles the
// copy buttons.

const MOST_BYTES = 20 * 1024 * 1024;
const KINDS = ["image/jpeg", "image/png", "image/webp"];
const OFFLINE = "Mất kết nối với trang khi đang gửi. Xin quý vị gửi lại sau ít phút.";
const SIGNED_OUT = "Phiên đăng nhập đã hết. Xin đăng nhập ở một thẻ khác rồi gửi lại.";
const ONE_ONLY = "Mô tả và chú thích chỉ ghi được khi tải một hình. Xin xóa hai ô này, hoặc chỉ chọn một hình.";

improve(document);
document.addEventListener("desk-content", ({ target }) => improve(target));

function improve(root) {
  root.querySelectorAll("form[data-upload]").forEach(improveUpload);
  root.querySelectorAll("button[data-copy]").forEach(offerCopy);
}

/** Opens a page of the desk, without loading it if moves.js is there. */
function open(address) {
  const isLoaded = document.dispatchEvent(new CustomEvent("desk-visit", { detail: address, cancelable: true }));
  if (isLoaded) location.assign(address);
}

function improveUpload(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-upload-list]");
  const state = form.querySelector("[data-upload-state]");
  const button = form.querySelector("button[type=submit]");
  const say = (words) => {
    state.textContent = words;
    state.hidden = words === "";
  };

  input.addEventListener("change", () => {
    say("");
    show([...input.files]);
  });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("upload-form--over", kind === "dragenter" || kind === "dragover");
      if (kind !== "drop" || button.disabled) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    });
  }
  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (files.length === 0) return;
    event.preventDefault();
    const words = [...form.querySelectorAll("input[type=text]")].some((line) => line.value.trim() !== "");
    if (files.length > 1 && words) return say(ONE_ONLY);
    say("");
    button.disabled = true;
    const answers = [];
    for (const [at, file] of files.entries()) {
      // Somebody has gone on to another page.
      if (!form.isConnected) return;
      const answer = objection(file) ?? (await send(file, list.children[at].querySelector("progress")));
      list.children[at].querySelector("span").textContent = answer.reason ?? "đã nhận";
      list.children[at].classList.toggle("upload-list__refused", answer.reason !== undefined);
      answers.push(answer);
    }
    if (!form.isConnected) return;
    const refused = answers.filter((answer) => answer.reason !== undefined).length;
    if (refused === 0) return open(files.length === 1 ? answers[0].address : `${form.action}?da=tai-len`);
    button.disabled = false;
    const kept = new DataTransfer();
    files.filter((_, at) => answers[at].reason !== undefined).forEach((file) => kept.items.add(file));
    input.files = kept.files;
    [...list.children].filter((_, at) => answers[at].reason === undefined).forEach((line) => line.remove());
    const taken = files.length - refused;
    const said = taken === 0 ? "Chưa nhận hình nào" : `Đã nhận ${taken} hình, chưa nhận ${refused} hình`;
    say(`${said}; lý do được ghi cạnh từng hình.`);
  });

  // Files that the server would refuse in any case.
  function objection(file) {
    if (file.size > MOST_BYTES) return { reason: "Hình lớn hơn 20 MB." };
    if (file.size === 0) return { reason: "Hình trống, không có gì bên trong." };
    return undefined;
  }

  function show(files) {
    list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    list.replaceChildren(...files.map((file) => {
      const line = document.createElement("li");
      if (KINDS.includes(file.type)) {
        const image = line.appendChild(document.createElement("img"));
        image.alt = "";
        image.onerror = () => image.remove();
        image.src = URL.createObjectURL(file);
      }
      line.appendChild(document.createElement("strong")).textContent = file.name;
      line.appendChild(document.createElement("span")).textContent = objection(file)?.reason ?? "";
      line.appendChild(document.createElement("progress")).value = 0;
      return line;
    }));
    list.hidden = files.length === 0;
  }

  function send(file, progress) {
    return new Promise((answered) => {
      const data = new FormData(form);
      data.set(input.name, file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.responseType = "document";
      request.upload.onprogress = (event) => { progress.value = event.loaded / event.total; };
      request.onerror = () => answered({ reason: OFFLINE });
      request.onload = () => {
        const address = new URL(request.responseURL);
        if (request.status === 200 && address.searchParams.has("da")) return answered({ address: address.href });
        if (request.status === 200) return answered({ reason: SIGNED_OUT });
        // The response is the page of the form, which contains the reason.
        const places = ["[data-reason]", ".field__problem:not([hidden])", ".notice__text", ".error-page__sentence"];
        const words = places.map((place) => request.response?.querySelector(place)?.textContent.trim());
        answered({ reason: words.find((words) => words) ?? OFFLINE });
      };
      request.send(data);
    });
  }
}

function offerCopy(button) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    const written = navigator.clipboard?.writeText(source.value ?? source.textContent).then(() => true, () => false);
    const done = (await written) ?? document.execCommand("copy");
    button.textContent = done ? "Đã chép, hãy dán vào nơi cần" : "Xin bấm Ctrl+C để chép";
  });
}
