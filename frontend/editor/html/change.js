// Changes a document into another text block by block. What is the same in both is left alone, and with it the
// cursor, a space that somebody has just typed at the end of a line, and the empty line on which they are.
import { Fragment, Slice } from "@tiptap/pm/model";

/** More comparisons would hold up somebody who types; then all between the first change and the last is changed. */
const MOST = 4_000_000;

/** What differs between two lists of lines: pairs of ranges, from the first to the last. */
export function differences(before, after) {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let [end, otherEnd] = [before.length, after.length];
  while (end > start && otherEnd > start && before[end - 1] === after[otherEnd - 1]) [end, otherEnd] = [end - 1, otherEnd - 1];
  const [height, width] = [end - start, otherEnd - start];
  if (height === 0 && width === 0) return [];
  if (height * width > MOST) return [{ from: start, to: end, otherFrom: start, otherTo: otherEnd }];
  // How many lines the rest of one has in common with the rest of the other.
  const common = Array.from({ length: height + 1 }, () => new Uint16Array(width + 1));
  for (let at = height - 1; at >= 0; at -= 1) {
    for (let other = width - 1; other >= 0; other -= 1) {
      const isSame = before[start + at] === after[start + other];
      common[at][other] = isSame ? common[at + 1][other + 1] + 1 : Math.max(common[at + 1][other], common[at][other + 1]);
    }
  }
  const found = [];
  let [at, other] = [0, 0];
  while (at < height || other < width) {
    const [from, otherFrom] = [at, other];
    const isSame = () => at < height && other < width && before[start + at] === after[start + other];
    while ((at < height || other < width) && !isSame()) {
      if (other === width || (at < height && common[at + 1][other] >= common[at][other + 1])) at += 1;
      else other += 1;
    }
    if (at > from || other > otherFrom) found.push({ from: start + from, to: start + at, otherFrom: start + otherFrom, otherTo: start + other });
    while (isSame()) [at, other] = [at + 1, other + 1];
  }
  return found;
}

/** Puts blocks in place of those between two positions; of these, what is equal at both ends stays. */
function replaceBlocks(tr, from, to, blocks) {
  const before = tr.doc.content.cut(from, to);
  const start = before.findDiffStart(blocks);
  if (start === null) return;
  let { a, b } = before.findDiffEnd(blocks);
  // Equal text on both sides of a change may overlap.
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  const slice = blocks.size === 0 ? Slice.empty : tr.doc.type.create(null, blocks).slice(start, b);
  tr.replace(from + start, from + a, slice);
}

/** Makes the document of a transaction another one. `lines` is the HTML of its blocks, empty where nothing is stored;
 * `otherLines` that of the others. `isWriting`: somebody has the cursor in the text. */
export function change(tr, lines, other, otherLines, isWriting) {
  const blocks = [];
  tr.doc.forEach((node, from, at) => blocks.push({ from, to: from + node.nodeSize, html: lines[at] }));
  const stored = blocks.filter(({ html }) => html !== "");
  const { from: cursor, empty } = tr.selection;
  const line = isWriting && empty ? blocks.find(({ from, to, html }) => html === "" && from < cursor && cursor < to) : undefined;
  const end = tr.doc.content.size;
  const found = differences(stored.map(({ html }) => html), otherLines);
  // From the end, so that the positions before stay right.
  for (const { from, to, otherFrom, otherTo } of found.reverse()) {
    const [left, right] = [from === 0 ? 0 : stored[from - 1].to, to === stored.length ? end : stored[to].from];
    const come = other.content.content.slice(otherFrom, otherTo);
    if (line && left <= line.from && line.to <= right) {
      // What was above the empty line stays above it.
      const above = stored.slice(from, to).filter((block) => block.to <= line.from).length;
      const cut = above === to - from ? come.length : above;
      replaceBlocks(tr, line.to, right, Fragment.from(come.slice(cut)));
      replaceBlocks(tr, left, line.from, Fragment.from(come.slice(0, cut)));
    } else {
      // Without any block there is still a place to write.
      replaceBlocks(tr, left, right, otherLines.length === 0 ? other.content : Fragment.from(come));
    }
  }
  return tr;
}
