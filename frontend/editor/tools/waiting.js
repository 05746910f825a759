// Where something will stand that is still on its way: marked outside of the text, so that a save never contains it.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const KEY = new PluginKey("waiting");

/** The place between two blocks that is nearest to a position. */
function between(doc, position) {
  const place = doc.resolve(Math.min(position, doc.content.size));
  return place.depth === 0 ? place.pos : place.after(1);
}

function line(words) {
  const dom = document.createElement("p");
  dom.className = "editor-waiting";
  dom.textContent = words;
  return dom;
}

/** Marks the place below the block at this position. Its method `say` changes the words. Its method `end` takes the mark
 * away in a transaction, and says where the place is now: at the end, if what was around it has been deleted meanwhile. */
export function hold(view, position, words) {
  const id = {};
  const where = () => KEY.getState(view.state).find(undefined, undefined, (spec) => spec.id === id)[0]?.from ?? view.state.doc.content.size;
  view.dispatch(view.state.tr.setMeta(KEY, { add: { id, at: between(view.state.doc, position), words } }));
  return {
    say(words) {
      view.dispatch(view.state.tr.setMeta(KEY, { remove: id, add: { id, at: where(), words } }));
    },
    end(tr) {
      tr.setMeta(KEY, { remove: id });
      return where();
    },
  };
}

/** Puts nodes at a place between blocks. A paragraph before it gives way if it is empty, or if its text stands for them. */
export function put(tr, at, nodes, standsFor) {
  const before = tr.doc.resolve(at).nodeBefore;
  const givesWay = before?.type.name === "paragraph" && (before.childCount === 0 || standsFor?.test(before.textContent));
  tr.replaceWith(givesWay ? at - before.nodeSize : at, at, nodes);
}

export const Waiting = Extension.create({
  name: "waiting",
  addProseMirrorPlugins: () => [
    new Plugin({
      key: KEY,
      state: {
        init: () => DecorationSet.empty,
        apply(tr, set) {
          const { add, remove } = tr.getMeta(KEY) ?? {};
          let marks = set.map(tr.mapping, tr.doc);
          if (remove) marks = marks.remove(marks.find(undefined, undefined, (spec) => spec.id === remove));
          if (add) marks = marks.add(tr.doc, [Decoration.widget(add.at, () => line(add.words), { id: add.id, side: -1 })]);
          return marks;
        },
      },
      props: { decorations: (state) => KEY.getState(state) },
    }),
  ],
});
