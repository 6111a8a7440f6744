// The search view in the browser. Python mounts it several times, once for each part:
//   transport  step through the search, pick the search, live figures; reports `at` {search, step, table}
//   drawing    the tree as SVG; brings the data for all parts; reports `unfold`
//   table      the candidates of the step with the cut, and the node that was clicked; reports `force`
// Data from Python: part, group, labels; for the drawing also revision, start, play, and, unless this revision was sent
// before, table, searches, sequences, unfolded.

import { decodePayload } from "../shared/payload.js";
import { mountDrawing } from "./drawing.js";
import { storeOf } from "./store.js";
import { mountTable } from "./table.js";
import { mountTransport } from "./transport.js";

const PARTS = { transport: mountTransport, drawing: mountDrawing, table: mountTable };
const mounted = new WeakMap();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const payload = decodePayload(data);
  if (!payload) return undefined;
  let view = mounted.get(parentElement);
  if (!view) {
    const host = document.createElement("div");
    host.className = `sv-tree sv-tree-${payload.part}`;
    parentElement.append(host);
    view = { host, ...PARTS[payload.part](host, storeOf(payload.group)) };
    mounted.set(parentElement, view);
  }
  view.update(payload, { setStateValue, setTriggerValue });
  return () => {
    // Streamlit also cleans up after a call that a newer one has overtaken: the part is still wanted then.
    if (view.host.isConnected) return;
    view.destroy();
    mounted.delete(parentElement);
  };
}
