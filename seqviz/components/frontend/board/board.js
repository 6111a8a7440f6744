// The `board` component: the live laboratory. Frames from Python go into the store; panels follow the store.

import { decodePayload } from "../shared/payload.js";
import { createPalette } from "../shared/colours.js";
import { createStore } from "./store.js";
import { buildLayout } from "./layout.js";
import { createCharts } from "./charts.js";
import { createCell } from "./cell.js";
import { createNext } from "./next.js";
import { createUnit } from "./unit.js";
import { createSample } from "./sample.js";

const boards = new WeakMap();
const VIEWS = { cell: createCell, next: createNext, unit: createUnit, sample: createSample };

function mount(parentElement, setup) {
  const root = document.createElement("div");
  root.className = "sv-board";
  parentElement.append(root);
  const store = createStore();
  const panels = buildLayout(root, setup);
  const context = { store, palette: createPalette(root), setup };
  const views = Object.entries(VIEWS)
    .filter(([name]) => panels[name])
    .map(([name, create]) => create(panels[name], context));
  views.push(createCharts(panels, context));
  store.listen((changed) => views.forEach((view) => view.update(changed)));
  views.forEach((view) => view.update(new Set(["curves", "probe", "sample"])));
  return { root, store, views, context, revision: null };
}

function destroy(board) {
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
