// Plays a video of another site in the page, once somebody clicks on it (app/domain/src/news/sanitize/videos.rs). Before
// that nothing of the other site is loaded. build.mjs adds this to the script around the wasm, hence the block scope.
{
  const PLAYERS = { youtube: "https://www.youtube-nocookie.com/embed/", vimeo: "https://player.vimeo.com/video/" };
  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-video] > a");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [provider, id] = link.parentElement.dataset.video.split(":");
    const player = document.createElement("iframe");
    Object.assign(player, { src: `${PLAYERS[provider]}${id}?autoplay=1`, title: link.textContent, allow: "autoplay; fullscreen", referrerPolicy: "strict-origin-when-cross-origin" });
    link.replaceWith(player);
    player.focus();
  });
}
