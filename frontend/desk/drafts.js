// Loads what keeps drafts while somebody writes (app/src/editing/drafting). Without it the form is sent as ever.

const place = document.querySelector("[data-drafts-script]");
if (place) {
  const { draftsScript, draftsWasm } = place.dataset;
  const code = fetch(draftsWasm).catch(() => fetch(draftsWasm));
  const { default: load, keep_drafts } = await import(draftsScript).catch(() => import(`${draftsScript}?2`));
  await load({ module_or_path: code });
  keep_drafts();
}
