// "What it writes now": the prefix and what the model made of it.

import { element, fill, write } from "../shared/dom.js";
import { csv } from "../shared/csv.js";

export function createSample(panel, { store, setup }) {
  const root = element("div", "sv-sample", panel.body);
  const prefix = element("span", "sv-sample-prefix", root);
  const text = element("span", "sv-sample-text", root);

  function update(changed) {
    if (!changed.has("sample")) return;
    const { sample } = store.held;
    panel.setEmpty(sample ? null : panel.emptyText);
    if (!sample) return;
    write(panel.hint, fill(setup.labels.sample_from, { prefix: sample.prefix, temperature: sample.temperature }));
    write(prefix, sample.prefix);
    write(text, sample.text);
  }

  const exports = {
    txt: () => store.held.sample.prefix + store.held.sample.text,
    csv() {
      const { prefix: start, text: written, temperature } = store.held.sample;
      return csv([["prefix", "temperature", "text"], [start, temperature, written]]);
    },
  };
  return { update, exports };
}
