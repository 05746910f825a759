// Videos of YouTube and Vimeo: a paragraph of one link, which readers can play in its place. The server judges addresses
// in the same way (app/domain/src/news/sanitize/videos.rs).

const YOUTUBE = /^https:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:[^#]*&)?v=|shorts\/|live\/)|youtu\.be\/)([\w-]{11})(?:[?&#]|$)/;
const VIMEO = /^https:\/\/(?:www\.)?vimeo\.com\/(\d{6,12})(?:[?&#]|$)/;

/** The address of a video as it is stored; undefined if it is none. */
export function videoAddress(typed) {
  const text = typed.trim().replace(/^(?:http:\/\/)?(?=[\w.]*(?:youtube\.com|youtu\.be|vimeo\.com)\/)/, "https://");
  const [youtube, vimeo] = [YOUTUBE.exec(text)?.[1], VIMEO.exec(text)?.[1]];
  if (youtube) return `https://www.youtube.com/watch?v=${youtube}`;
  return vimeo && `https://vimeo.com/${vimeo}`;
}

/** Whether an address is that of a video. */
export const isVideo = (href) => YOUTUBE.test(href) || VIMEO.test(href);
