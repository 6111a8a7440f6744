// The `readout` component: labelled figures in a row. An update writes texts; boxes are built only when their
// number changes, and each keeps room for its longest value.

import { element, write } from "../shared/dom.js";
import { decodePayload } from "../shared/payload.js";

const rows = new WeakMap();

function mount(parentElement) {
  return { root: element("dl", "sv-readout", parentElement), boxes: [] };
}

function addBox(row) {
  const box = element("div", "sv-readout-box", row.root);
  row.boxes.push({ box, label: element("dt", "sv-readout-label", box), value: element("dd", "sv-readout-value", box) });
}

function show({ box, label, value }, figure) {
  write(label, figure.label);
  write(value, figure.value || "–");
  box.title = figure.help || (figure.words ? figure.value : "");
  value.style.minWidth = `${figure.room}ch`;
  value.style.maxWidth = figure.words ? `${figure.room}ch` : "";
  value.style.color = figure.value ? `var(--sv-${figure.colour})` : "var(--sv-soft)";
  value.classList.toggle("sv-readout-words", figure.words);
}

export default function ({ data, parentElement }) {
  const payload = decodePayload(data);
  if (!payload) return;
  let row = rows.get(parentElement);
  if (!row) rows.set(parentElement, (row = mount(parentElement)));
  while (row.boxes.length < payload.values.length) addBox(row);
  while (row.boxes.length > payload.values.length) row.boxes.pop().box.remove();
  row.root.classList.toggle("sv-readout-small", payload.size === "small");
  payload.values.forEach((figure, i) => show(row.boxes[i], figure));
}
