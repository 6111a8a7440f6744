// One line of text with the focused cell's values; every value has a place of its own, so nothing jumps.

import { element, fill, write } from "../shared/dom.js";
import { shown } from "./tokens.js";
import { valueOf } from "./store.js";

function signed(value) {
  const text = Math.abs(value).toFixed(2);
  return Number(text) !== 0 && value < 0 ? `−${text}` : text;
}

/** A norm in few figures, whatever its size. */
function norm(value) {
  if (value === null || value === undefined) return "–";
  if (value === 0 || (value >= 0.01 && value < 1000)) return value.toPrecision(3).slice(0, 6);
  return value.toExponential(1).replace("-", "−");
}

export function createValues(parent, { store, setup }) {
  const root = element("div", "sv-values", parent);
  const token = element("span", "sv-values-token", root);
  const place = element("span", "sv-values-place", root);
  const unit = element("span", "sv-values-unit", root);
  const items = element("span", "sv-values-items", root);
  let boxes = [];

  function item(symbol, colour) {
    const box = element("span", "sv-values-item", items);
    const name = element("span", "sv-values-symbol", box);
    name.style.color = colour;
    write(name, symbol);
    return element("span", "sv-values-number", box);
  }

  function build(layer) {
    const wanted = layer.bands.map((band) => band.symbol).join() + layer.gradient.length;
    if (root.dataset.bands === wanted) return;
    root.dataset.bands = wanted;
    items.replaceChildren();
    boxes = layer.bands.map((band) => item(band.symbol, `var(--sv-${band.colour})`));
    if (layer.gradient.length) boxes.push(item(setup.labels.gradient, "var(--sv-ink)"));
  }

  function update() {
    const { probe } = store.held;
    const { layer } = store;
    const { focus, hover } = store.view;
    build(layer);
    const onShow = store.unitOnShow();
    const row = hover ? hover.row : onShow.row;
    write(token, shown(probe.tokens[focus]));
    write(place, fill(setup.labels.token, { position: focus + 1, total: probe.tokens.length }));
    write(unit, fill(setup.labels.unit, { unit: row >= 0 ? layer.units[row] : onShow.unit }));
    layer.bands.forEach((band, i) => {
      const byte = row >= 0 ? band.values[row * probe.tokens.length + focus] : null;
      write(boxes[i], byte === null ? "–" : signed(valueOf(band, byte)));
    });
    if (layer.gradient.length) write(boxes.at(-1), norm(layer.gradient[focus]));
  }

  return { update, text: () => `${unit.textContent} ${items.innerText}` };
}
