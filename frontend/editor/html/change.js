// Changes a document into another text block by block. What is the same in both is left alone, and with it the
// cursor, a space that somebody has just typed at the end of a line, and the empty line on which they are.
import { Fragment, Slice } from "@tiptap/pm/model";
import { diffArrays } from "diff";

/** With more differences comparing would hold up somebody who types; then everything is changed. */
const MOST = 2_000;

/** What differs between two lists of lines: pairs of ranges, from the first to the last. */
function differences(before, after) {
  const parts = diffArrays(before, after, { maxEditLength: MOST });
  if (!parts) return [{ from: 0, to: before.length, otherFrom: 0, otherTo: after.length }];
  const found = [];
  let [at, other] = [0, 0];
  for (const { added, removed, count } of parts) {
    const last = found.at(-1);
    const range = last?.to === at && last.otherTo === other ? last : { from: at, to: at, otherFrom: other, otherTo: other };
    if (!added) at += count;
    if (!removed) other += count;
    if (!added && !removed) continue;
    [range.to, range.otherTo] = [at, other];
    if (range !== last) found.push(range);
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
