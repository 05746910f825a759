// Passkeys: signing in with one, and adding one to one's own account. The pages show these parts only if this
// script runs in a browser that supports passkeys; everything else works without it. The server creates the
// ceremonies (server/src/accounts/ceremony.rs); this script only encodes and decodes.

/** An error with a message for the person. */
class Refusal extends Error {}

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Sends a request and parses the response; a refusal contains its own sentence. */
async function send(address, body = {}) {
  let answer;
  try {
    answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new Refusal("Chưa kết nối được với trang. Xin quý vị thử lại sau ít phút.");
  }
  const read = await answer.json().catch(() => ({}));
  if (answer.ok && answer.headers.get("content-type")?.startsWith("application/json")) return read;
  throw new Refusal(read.problem ?? "Phiên đăng nhập đã hết hoặc máy chủ gặp trục trặc. Xin tải lại trang rồi thử lại.");
}

/** The browser's credential, with binary data encoded as text. */
function packed(credential, names) {
  const response = Object.fromEntries(names.map((name) => [name, credential.response[name] && text(credential.response[name])]));
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

async function signIn(address, next) {
  const { publicKey } = await send(`${address}/bat-dau`);
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.allowCredentials = [];
  const credential = await navigator.credentials.get({ publicKey });
  const names = ["authenticatorData", "clientDataJSON", "signature", "userHandle"];
  return send(address, { credential: packed(credential, names), next });
}

async function add(address, name, password) {
  const { publicKey } = await send(`${address}/bat-dau`, { name, password });
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.user.id = bytes(publicKey.user.id);
  publicKey.excludeCredentials = (publicKey.excludeCredentials ?? []).map((known) => ({ ...known, id: bytes(known.id) }));
  const credential = await navigator.credentials.create({ publicKey });
  return send(address, packed(credential, ["attestationObject", "clientDataJSON"]));
}

/** The error message. */
function sentence(error) {
  if (error instanceof Refusal) return error.message;
  switch (error.name) {
    case "NotAllowedError":
    case "AbortError":
      return "Quý vị đã hủy, hoặc đã quá thời gian chờ. Xin thử lại.";
    case "InvalidStateError":
      return "Thiết bị này đã có khóa của tài khoản này rồi.";
    case "NotSupportedError":
    case "ConstraintError":
      return "Trình duyệt hoặc thiết bị này chưa dùng được khóa truy cập.";
    case "SecurityError":
      return "Trình duyệt không cho phép dùng khóa truy cập ở địa chỉ này.";
    default:
      return "Có trục trặc khi dùng khóa truy cập. Xin thử lại.";
  }
}

/** Runs one ceremony at a time, follows the server's redirect, and shows errors below the button. */
async function perform(block, ceremony) {
  const [button, problem] = [block.querySelector("button:not(.field__show)"), block.querySelector("[role=alert]")];
  button.disabled = true;
  problem.hidden = true;
  try {
    const { to } = await ceremony();
    location.assign(to);
  } catch (error) {
    problem.textContent = sentence(error);
    problem.hidden = false;
    button.disabled = false;
  }
}

function improve(root) {
  if (!window.PublicKeyCredential) return;
  for (const block of root.querySelectorAll("[data-passkey-sign-in]")) {
    const { passkeySignIn: address, next } = block.dataset;
    block.querySelector("button").addEventListener("click", () => perform(block, () => signIn(address, next)));
    block.hidden = false;
  }
  for (const form of root.querySelectorAll("[data-passkey-add]")) {
    const value = (name) => form.elements.namedItem(name).value;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      perform(form, () => add(form.getAttribute("action"), value("ten-khoa"), value("mat-khau-khoa")));
    });
    form.hidden = false;
  }
  for (const missing of root.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
}

improve(document);
document.addEventListener("desk-content", ({ target }) => improve(target));
