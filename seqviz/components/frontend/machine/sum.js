// The sum of one gate: all terms as blocks, what opens it against what shuts it. Pointing at a block writes its product.

import { element, fill, svgElement, write } from "../shared/dom.js";
import { GATES, gateOf, inkOf } from "./cells.js";
import { createDrawing } from "./drawing.js";
import { sumAt } from "./reading.js";
import { called, figure, formula, signed, three } from "./writing.js";

const SIGN = { sigma: "σ", tanh: "tanh" };
const TALL = 62;
const INPUT = -1;
const BIAS = -2;

export function createSum(panel, machine) {
  const choice = element("div", "sv-machine-gates", panel.body);
  const svg = svgElement("svg", { class: "sv-machine-blocks", tabindex: 0, role: "application" });
  panel.body.append(svg);
  const drawing = createDrawing(svg);
  const line = element("p", "sv-machine-term", panel.body);
  line.setAttribute("aria-live", "polite");
  const result = element("p", "sv-machine-result", panel.body);
  const shareLine = element("p", "sv-machine-hint", panel.body);
  let order = []; // the terms as they stand, for the arrow keys

  svg.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: -1, ArrowRight: 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const now = order.findIndex((term) => term.unit === machine.term);
    machine.look({ term: order[Math.min(order.length - 1, Math.max(0, now + moves[event.key]))].unit });
  });

  /** The terms on each side, the strongest first behind the token and the bias. */
  function sidesOf(sum) {
    const fixed = [{ unit: INPUT, product: sum.input }, { unit: BIAS, product: sum.bias }];
    const side = (sign) => [
      ...fixed.filter((term) => term.product * sign > 0),
      ...sum.terms.filter((term) => term.product * sign > 0).sort((a, b) => sign * (b.product - a.product)),
    ];
    return [side(1), side(-1)];
  }

  function draw() {
    const sum = sumAt(machine.reading, machine.gate, machine.at);
    const [up, down] = sidesOf(sum);
    order = [...up, ...down];
    const width = Math.max(280, panel.width);
    const [high, low] = [up, down].map((side) => side.reduce((total, term) => total + Math.abs(term.product), 0));
    const scale = (width - 2) / Math.max(high, low, 1e-9);
    drawing.begin(width, 2 * TALL + 66);
    head("up", 16, up, high, "positive", sum);
    row(up, 26, "positive", scale);
    row(down, 26 + TALL + 12, "negative", scale);
    const [near, far] = [Math.min(high, low) * scale, Math.max(high, low) * scale];
    const gap = drawing.box("gap", near + 1, high > low ? 27 + TALL + 12 : 27, Math.max(0, far - near - 2), TALL - 2, "none", 1, 3);
    gap.setAttribute("class", "sv-machine-gap");
    gap.style.stroke = `var(--sv-${machine.gate})`;
    const z = far - near > 14 ? [{ text: "z", italic: true }] : [];
    drawing.text("z", (near + far) / 2, (high > low ? 27 + TALL + 12 : 27) + TALL / 2 + 5, z, { size: 18, anchor: "middle", fill: inkOf(machine.gate) });
    head("down", 2 * TALL + 60, down, -low, "negative", sum);
    drawing.end();
    tell(sum, high, low);
  }

  function head(key, y, side, total, hue, sum) {
    const { labels, reading } = machine;
    const units = side.filter((term) => term.unit >= 0).length;
    const who = [];
    if (side.some((term) => term.unit === INPUT)) who.push(reading.layer ? labels.layer_below : called(reading.tokens[machine.at], labels));
    if (units) who.push(fill(labels.units, { count: units }));
    if (side.some((term) => term.unit === BIAS)) who.push(labels.bias);
    const template = labels[`${sum.act}_${key}`];
    const ink = inkOf(hue);
    drawing.text(`${key}-who`, 0, y, [{ text: fill(template, { who: who.join(", ") || labels.nothing }), bold: true }], { size: 15, fill: ink });
    drawing.text(`${key}-total`, Math.max(280, panel.width), y, [{ text: signed(total), bold: true }], { size: 17, fill: ink, anchor: "end" });
  }

  function row(side, y, hue, scale) {
    let x = 0;
    side.forEach(({ unit, product }) => {
      const width = Math.abs(product) * scale;
      const key = `${unit}`;
      const fixed = { [INPUT]: "var(--sv-ink)", [BIAS]: "var(--sv-soft)" };
      const pointed = unit === machine.term;
      const block = drawing.box(`block-${key}`, x, y, Math.max(width - 1, 0.6), TALL, fixed[unit] ?? `var(--sv-${hue})`, unit >= 0 ? (pointed ? 1 : 0.62) : 0.88, width > 8 ? 2 : 0);
      block.setAttribute("class", `sv-machine-block${pointed ? " sv-machine-pointed" : ""}`);
      block.onpointerenter = () => machine.look({ term: unit });
      block.onclick = () => machine.look({ term: unit });
      const text = unit === INPUT ? nameOfInput() : unit === BIAS ? "b" : String(unit);
      const fits = width > 9 * text.length + 8;
      if (fits) {
        drawing.text(`name-${key}`, x + width / 2, y + TALL / 2 + 6, [{ text, bold: true }], { size: 15, anchor: "middle", fill: "var(--sv-panel)", className: "sv-machine-through" });
      }
      x += width;
    });
  }

  function nameOfInput() {
    const { reading, labels, at } = machine;
    return reading.layer ? labels.layer_below : called(reading.tokens[at], labels);
  }

  function tell(sum, high, low) {
    const { labels, reading } = machine;
    const gate = gateOf(reading.cell, sum.name);
    write(panel.title, fill(labels.why, { gate: labels.gates[sum.name], value: three(sum.value) }));
    const count = { terms: reading.width + 2, units: reading.width };
    write(panel.hint, fill(sum.held ? labels.all_terms_held : labels.all_terms, count));
    svg.setAttribute("aria-label", fill(labels.blocks_help, { gate: labels.gates[sum.name] }));
    write(line, termText(sum) || labels.point);
    result.replaceChildren();
    const ends = [`${three(high)} − ${three(low)} = ${three(sum.total)}`, `\u2003${SIGN[gate.act]}(${three(sum.total)}) = `];
    formula(result, sum.held ? [ends[0]] : [...ends, figure(sum.value, inkOf(sum.name), "b")]);
    const sizes = sum.terms.map((term) => Math.abs(term.product)).sort((a, b) => b - a);
    const all = sizes.reduce((a, b) => a + b, 0);
    const ten = sizes.slice(0, 10).reduce((a, b) => a + b, 0);
    write(shareLine, all ? fill(labels.ten, { percent: Math.round((100 * ten) / all) }) : labels.no_state);
  }

  /** One product, written out. */
  function termText(sum) {
    const { labels, term: unit } = machine;
    if (unit === INPUT) return `${nameOfInput()}: ${signed(sum.input)}`;
    if (unit === BIAS) return `${labels.bias}: ${signed(sum.bias)}`;
    const term = sum.terms[unit];
    if (!term) return "";
    return fill(labels.product, { unit, factors: term.factors.map(three).join(" × "), product: signed(term.product) });
  }

  function chooser() {
    const { reading, labels } = machine;
    const names = GATES[reading.cell].map(({ name }) => name);
    choice.hidden = names.length < 2;
    if (choice.children.length !== names.length) {
      choice.replaceChildren(...names.map((name) => {
        const made = element("button", "sv-machine-gate", null, labels.gates[name]);
        made.type = "button";
        made.dataset.gate = name;
        made.style.setProperty("--of", inkOf(name));
        made.addEventListener("click", () => machine.look({ gate: name }));
        return made;
      }));
    }
    for (const made of choice.children) {
      write(made, labels.gates[made.dataset.gate]);
      made.setAttribute("aria-pressed", made.dataset.gate === machine.gate);
    }
  }

  panel.onResize = () => machine.reading && draw();
  return {
    update() {
      chooser();
      draw();
    },
    destroy() {},
  };
}
