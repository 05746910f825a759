// Pictures cannot be copied with their text: what the clipboard names is a file of the other machine, or of another
// site. Where each was stands a numbered paragraph, so that none is forgotten.

/** A paragraph that stands for a picture. */
export const MISSING = /^Ảnh (\d+) còn nằm /;

const place = (number, program) => `Ảnh ${number} còn nằm ${program ? `trong ${program}` : "ở nơi đã chép"}: kéo tệp vào đây`;

export function placePictures(body, { pictures, origin, program }) {
  const missing = [];
  for (const image of [...body.querySelectorAll("img")]) {
    const src = image.getAttribute("src") ?? "";
    const own = src.startsWith(`${origin}/media/`) ? src.slice(origin.length) : src;
    if (own.startsWith("/media/")) {
      image.setAttribute("src", own);
    } else if (isSmall(image)) {
      // A face in a chat is a picture with its letter as text.
      image.replaceWith(image.alt.length <= 8 ? image.alt : "");
    } else {
      missing.push(image);
    }
  }
  // The last one first: what follows it is moved once.
  for (const [at, image] of [...missing.entries()].reverse()) {
    const line = body.ownerDocument.createElement("p");
    line.textContent = place(pictures + at + 1, program);
    standAlone(image, line);
  }
}

const isSmall = (image) => ["width", "height"].some((side) => image.hasAttribute(side) && Number.parseInt(image.getAttribute(side), 10) <= 32);

/** Puts a paragraph in the place of a picture, between the two halves of the paragraph around it. */
function standAlone(image, line) {
  const around = image.closest("p, h1, h2, h3, h4, h5, h6");
  if (!around) return image.replaceWith(line);
  let rest;
  for (let node = image; node !== around; node = node.parentElement) {
    const half = node.parentElement.cloneNode(false);
    if (rest) half.append(rest);
    while (node.nextSibling) half.append(node.nextSibling);
    rest = half;
  }
  image.remove();
  return around.after(line, rest);
}

/** How many pictures of a document are missing. */
export function countMissing(doc) {
  let most = 0;
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    const number = MISSING.exec(node.textContent);
    if (number) most = Math.max(most, Number(number[1]));
    return false;
  });
  return most;
}
