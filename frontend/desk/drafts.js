// Loads what keeps drafts while somebody writes (app/src/editing/drafting). Without it the form is sent as ever.

let loaded;

improve();
document.addEventListener("desk-content", improve);

async function improve() {
  const place = document.querySelector("[data-drafts-script]");
  if (!place) return;
  loaded ??= load(place.dataset);
  try {
    (await loaded)();
  } catch (error) {
    loaded = undefined;
    throw error;
  }
}

async function load({ draftsScript, draftsWasm }) {
  const code = fetch(draftsWasm).catch(() => fetch(draftsWasm));
  const { default: begin, keep_drafts } = await import(draftsScript).catch(() => import(`${draftsScript}?2`));
  await begin({ module_or_path: code });
  return keep_drafts;
}
