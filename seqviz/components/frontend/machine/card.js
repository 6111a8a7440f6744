// The card of a gate: its name, its value, and the curve with the point on it. Pointing at it opens its sum.

import { fill } from "../shared/dom.js";
import { ACT, inkOf } from "./cells.js";
import { named } from "./drawing.js";
import { signed, three } from "./writing.js";

const SIGN = { sigma: "σ", tanh: "tanh" };

/** Draw a card at (x, y); `gate` is one of GATES, `value` what the card says beside its name. */
export function card(drawing, { reading, step, labels, gate: opened, phone, open }, gate, x, y, width, height) {
  const { name, letter } = gate;
  const sum = step.sums[name];
  const [hue, ink] = [`var(--sv-${name})`, inkOf(name)];
  const key = `card-${name}`;
  const box = drawing.box(key, x + 1, y, width - 2, height, "var(--sv-panel)", 1, 9);
  box.setAttribute("class", `sv-machine-card${opened === name ? " sv-machine-card-open" : ""}`);
  box.style.stroke = hue;
  const spoken = { gate: labels.gates[name], value: three(sum.value), total: three(sum.total) };
  reach(box, fill(labels.card, spoken), () => open(name));
  const below = sum.held ? labels.held : phone ? `${SIGN[sum.act]} ${signed(sum.total)}` : `${SIGN[sum.act]}(${signed(sum.total)})`;
  const plain = { className: "sv-machine-through" };
  if (phone) {
    drawing.text(`${key}-name`, x + 9, y + 21, [{ text: labels.gates[name], bold: true }], { size: 12.5, fill: ink, ...plain });
    drawing.text(`${key}-value`, x + 9, y + 47, [{ text: three(sum.value), bold: true }], { size: 19, fill: ink, ...plain });
    drawing.text(`${key}-below`, x + 9, y + 69, [below], { size: 12, fill: "var(--sv-soft)", ...plain });
    return;
  }
  drawing.text(`${key}-letter`, x + 14, y + 29, named(letter, "t"), { size: 22, fill: ink, ...plain });
  drawing.text(`${key}-name`, x + 44, y + 28, [{ text: labels.gates[name], bold: true }], { size: 16, fill: ink, ...plain });
  drawing.text(`${key}-value`, x + 14, y + 63, [{ text: three(sum.value), bold: true }], { size: 28, fill: ink, ...plain });
  drawing.text(`${key}-below`, x + 14, y + 86, [below], { size: 14.5, fill: "var(--sv-soft)", ...plain });
  curve(drawing, key, sum, hue, x + width - 76, y + 42);
}

/** Make a part of a drawing a button: by pointer, Tab and Enter. */
export function reach(node, label, act) {
  node.setAttribute("tabindex", 0);
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", label);
  for (const kind of ["onclick", "onpointerenter", "onfocus"]) node[kind] = act;
}

function curve(drawing, key, sum, hue, x, y) {
  const [width, height] = [62, 44];
  const act = ACT[sum.act];
  const low = sum.act === "tanh" ? -1 : 0;
  const across = (z) => x + width / 2 + (Math.max(-6, Math.min(6, z)) / 6) * (width / 2);
  const up = (z) => y + height - ((act(z) - low) / (1 - low)) * height;
  const points = Array.from({ length: 49 }, (_, i) => -6 + i / 4).map((z) => `${across(z).toFixed(1)},${up(z).toFixed(1)}`);
  const ground = sum.act === "tanh" ? y + height / 2 : y + height;
  drawing.line(`${key}-ground`, x, ground, x + width, ground, "var(--sv-line)", 1.5);
  drawing.path(`${key}-curve`, `M${points.join("L")}`, { fill: "none", stroke: hue, "stroke-width": 2, opacity: 0.55, class: "sv-machine-through" });
  drawing.part(`${key}-point`, "circle", {
    cx: across(sum.total), cy: up(sum.total), r: 5.5, fill: hue, stroke: "var(--sv-panel)", "stroke-width": 2, class: "sv-machine-through",
  });
}
