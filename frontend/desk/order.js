// Rows that have an order can be dragged among their siblings. Without this script the buttons of each row do the same.
{
  const ROWS = "[data-order]";
  let dragged;

  improve(document);
  document.addEventListener("desk-content", ({ target }) => improve(target));

  function improve(root) {
    for (const row of root.querySelectorAll(ROWS)) row.draggable = true;
  }

  document.addEventListener("dragstart", (event) => {
    const row = event.target.closest?.(ROWS);
    // A link within the row is dragged as a link.
    if (!row || event.target !== row) return;
    dragged = row;
    row.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.id);
  });

  document.addEventListener("dragover", (event) => {
    const target = targetOf(event);
    mark(target);
    if (target) event.preventDefault();
  });

  document.addEventListener("drop", (event) => {
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    move(dragged, isBefore(event, target) ? target.dataset.id : nextSibling(target)?.dataset.id);
  });

  document.addEventListener("dragend", () => {
    mark();
    dragged?.classList.remove("is-dragged");
    dragged = undefined;
  });

  /** The row under the pointer, if the dragged one may go beside it. */
  function targetOf(event) {
    const row = dragged && event.target.closest?.(ROWS);
    return row && row !== dragged && row.dataset.siblings === dragged.dataset.siblings ? row : undefined;
  }

  function isBefore(event, row) {
    const { top, height } = row.getBoundingClientRect();
    return event.clientY < top + height / 2;
  }

  function nextSibling(row) {
    const rows = [...row.parentElement.querySelectorAll(ROWS)];
    const siblings = rows.filter(({ dataset }) => dataset.siblings === row.dataset.siblings);
    return siblings[siblings.indexOf(row) + 1];
  }

  function mark(row) {
    for (const marked of document.querySelectorAll(".is-drop-target")) marked.classList.remove("is-drop-target");
    row?.classList.add("is-drop-target");
  }

  /** Sends the form of the row's buttons, so that what follows is the same. */
  function move(row, before) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = row.dataset.order;
    form.hidden = true;
    const field = Object.assign(document.createElement("input"), { name: "truoc", value: before ?? "" });
    form.append(field);
    row.closest(".desk-main, main, body").append(form);
    form.requestSubmit();
    form.remove();
  }
}
