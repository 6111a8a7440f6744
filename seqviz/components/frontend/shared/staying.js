// The entry of a part that stays: Streamlit calls it again with all news, and what is there takes them.

import { decodePayload } from "./payload.js";

/**
 * Return the entry of a component.
 *
 * `create` makes the part in its parent element: its `root`, how it is to `receive` a payload, and what there is to
 * `destroy` at the end, if anything. `connect` gives it what it reports with, which is another one at every call.
 */
export function staying(create, connect) {
  const mounted = new WeakMap();
  return ({ data, parentElement, setTriggerValue }) => {
    const payload = decodePayload(data);
    if (!payload) return undefined;
    let part = mounted.get(parentElement);
    if (!part) {
      part = create(parentElement);
      mounted.set(parentElement, part);
    }
    connect(part, setTriggerValue);
    part.receive(payload);
    return () => {
      // Streamlit also cleans up after a call that a newer one has overtaken: the part is still wanted then.
      if (part.root.isConnected) return;
      part.destroy?.();
      mounted.delete(parentElement);
    };
  };
}
