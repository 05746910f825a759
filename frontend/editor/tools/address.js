// Addresses of links, judged as the server does (app/domain/src/site/mod.rs, is_safe_address).

const SAFE = /^(?:\/(?!\/)|https?:\/\/|mailto:|tel:|#)[^\s\\\u0000-\u001f\u007f-\u009f]*$/;

/** What somebody typed as an address; undefined if it is none. People leave out what browsers leave out. */
export function address(typed) {
  const text = typed.trim();
  if (text === "") return undefined;
  if (SAFE.test(text)) return text;
  let guess = text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) guess = `mailto:${text}`;
  else if (/^\+?[\d .()-]{6,}$/.test(text)) guess = `tel:${text.replace(/[^\d+]/g, "")}`;
  else if (/^[^\s/:@]+\.[a-z]{2,}(?:[/?#:]\S*)?$/i.test(text)) guess = `https://${text}`;
  return guess !== text && SAFE.test(guess) ? guess : undefined;
}
