// The `board` component: the live laboratory. Frames from Python go into the store; panels follow the store.

import { decodePayload } from "../shared/payload.js";
import { createPalette } from "../shared/colours.js";
import { element } from "../shared/dom.js";
import { createTakeHome } from "../shared/take_home.js";
import { KINDS } from "./kinds.js";
import { buildLayout } from "./layout.js";
import { joinGroup } from "./links.js";
import { createStore } from "./store.js";
import { takeTurns } from "./turns.js";

const boards = new WeakMap();

function mount(parentElement, setup) {
  const root = element("div", "sv-board", parentElement);
  const store = createStore();
  const context = { store, palette: createPalette(root), setup };
  const panels = buildLayout(root, setup);
  const turns = panels.filter(({ spec }) => spec.behind).map((behind) => {
    const front = panels.find(({ spec }) => spec.name === behind.spec.behind);
    return takeTurns(front, behind, context);
  });
  const views = panels.map((panel) => {
    const view = KINDS[panel.spec.kind].create(panel, context);
    createTakeHome(panel.head, view.exports, () => `${setup.name}-${panel.spec.name}`);
    return view;
  });
  const leave = joinGroup(setup.group, store);
  store.listen((changed) => {
    if (changed.has("ahead")) turns.forEach((update) => update());
    views.forEach((view) => view.update(changed));
  });
  turns.forEach((update) => update());
  views.forEach((view) => view.update(new Set(["curves", "probe", "sample"])));
  return { root, store, views, context, leave, revision: null };
}

function destroy(board) {
  board.leave();
  board.views.forEach((view) => view.destroy?.());
  board.root.remove();
}

export default function ({ data, parentElement }) {
  const payload = decodePayload(data);
  let board = boards.get(parentElement);
  if (!payload || (!board && !payload.setup)) return undefined; // words come with the next whole frame
  if (payload.setup && board?.revision !== payload.revision) {
    const before = board; // other words or panels: built anew, with everything that the store held
    board = mount(parentElement, payload.setup);
    board.revision = payload.revision;
    boards.set(parentElement, board);
    if (before) {
      board.store.adopt(before.store);
      destroy(before);
    }
  }
  if (board.context.palette.refresh()) board.store.announce("theme");
  board.store.take(payload.frame);
  return () => {
    // Streamlit also calls the clean-up of a call that a newer one has overtaken: the element is still there then.
    if (board.root.isConnected) return;
    destroy(board);
    if (boards.get(parentElement) === board) boards.delete(parentElement);
  };
}
