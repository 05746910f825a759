// How Vietnamese is typed: what a typing tool sends to the browser for a word, in the four ways that tools use.

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const SHAPES = /[\u0302\u0306\u031b]/g;
const withoutTone = (word) => word.normalize("NFD").replace(TONES, "").normalize("NFC");
const bare = (word) => word.normalize("NFD").replace(TONES, "").replace(SHAPES, "").replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFC");

/** What a word looks like after each key. Telex shapes a letter as soon as it is typed, VNI at the end. */
export function states(word, layout) {
  const [plain, shaped] = [[...bare(word)], [...withoutTone(word)]];
  const all = [];
  let text = "";
  plain.forEach((letter, at) => {
    all.push((text += letter));
    if (layout === "telex" && shaped[at] !== letter) all.push((text = text.slice(0, -1) + shaped[at]));
  });
  for (const last of [withoutTone(word), word]) if (all.at(-1) !== last) all.push(last);
  return all;
}

/** What changes from one state to the next: how many letters go, and which come. */
function change(before, after) {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  return { gone: before.length - same, come: after.slice(same) };
}

/** A key goes down. That it goes up again is left out: nothing listens, and it would double the time. */
const press = (name, code, more) => [["Input.dispatchKeyEvent", { type: more.text ? "keyDown" : "rawKeyDown", key: name, code: name, windowsVirtualKeyCode: code, ...more }]];
/** A letter of a typing tool: a key without a name (VK_PACKET). */
const packets = (text) => [...text].flatMap((letter) => press(letter, 0xe7, { text: letter, code: "" }));
const backspaces = (number) => Array.from({ length: number }, () => press("Backspace", 8, { commands: ["deleteBackward"] })).flat();
const lefts = (number) => Array.from({ length: number }, () => press("ArrowLeft", 37, { modifiers: 8, commands: ["moveLeftAndModifySelection"] })).flat();
/** A letter that the tool lets pass. */
const letter = (one) => press(one, one.toUpperCase().charCodeAt(0), { text: one });

const SENT = {
  backspaces: ({ gone, come }) => [...backspaces(gone), ...packets(come)],
  selection: ({ gone, come }) => [...lefts(gone), ...packets(come)],
  // Some tools type a narrow space first, so that a browser forgets its suggestion.
  narrow: ({ gone, come }) => [...packets("\u202f"), ...backspaces(gone + 1), ...packets(come)],
};

export const WAYS = ["backspaces", "selection", "narrow", "composition"];

/** The commands of the browser's debugging protocol that type a word. */
export function commands(word, way, layout) {
  const all = states(word, layout);
  if (way === "composition") {
    const composed = all.map((text) => ["Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }]);
    return [...composed, ["Input.insertText", { text: word }]];
  }
  return all.flatMap((after, at) => {
    const before = all[at - 1] ?? "";
    return after.startsWith(before) && after.length === before.length + 1 ? letter(after.at(-1)) : SENT[way](change(before, after));
  });
}

export const space = () => press(" ", 32, { text: " " });
export const enter = () => press("Enter", 13, { text: "\r" });
