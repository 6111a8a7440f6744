// Tabs that choose the layer; none where there is only one.

import { element, write } from "../shared/dom.js";

export function createTabs(parent, { store, setup }) {
  const list = element("div", "sv-tabs", parent);
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", setup.labels.layers);
  let names = "";

  function build(layers) {
    const wanted = layers.map((layer) => layer.name).join("\n");
    if (wanted === names) return;
    names = wanted;
    list.replaceChildren();
    if (layers.length < 2) return;
    layers.forEach((layer, i) => {
      const tab = element("button", "sv-tab", list);
      tab.type = "button";
      tab.setAttribute("role", "tab");
      write(tab, layer.name);
      tab.addEventListener("click", () => store.look({ layer: i }));
      tab.addEventListener("keydown", (event) => step(event, i, layers.length));
    });
  }

  function step(event, from, count) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    const to = (from + by + count) % count;
    store.look({ layer: to });
    list.children[to].focus();
    event.preventDefault();
  }

  return {
    update() {
      build(store.held.probe?.layers ?? []);
      [...list.children].forEach((tab, i) => {
        const chosen = i === store.view.layer;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
      });
    },
  };
}
