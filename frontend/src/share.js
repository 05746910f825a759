// The row under an article (app/src/news/share_row.rs): copying its address, and the browser's share dialog.
// The buttons are shown only if the browser supports them. build.mjs adds this to the script around the wasm,
// hence the block scope.
{
  const { classList } = document.documentElement;
  if (navigator.clipboard) classList.add("can-copy");
  if (navigator.share) classList.add("can-share");
  addEventListener("click", ({ target }) => {
    const way = target.closest?.(".share button");
    if (!way) return;
    const say = (words) => (way.closest(".share").lastElementChild.textContent = words);
    const url = document.querySelector("link[rel=canonical]").href;
    if (way.parentElement.className === "share__copy") {
      navigator.clipboard.writeText(url).then(
        () => say("Đã chép địa chỉ của bài."),
        () => say("Chưa chép được. Mời quý vị chép địa chỉ trên thanh địa chỉ."),
      );
    } else {
      // Cancelling the dialog is no error.
      navigator.share({ title: document.querySelector("h1").textContent, url }).catch(() => {});
    }
  });
}
