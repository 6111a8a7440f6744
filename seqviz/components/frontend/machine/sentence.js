// The sentence on top: a bar for the memory after each token, a square for the gate; drag over it to scrub.

import { fill, svgElement, write } from "../shared/dom.js";
import { BARS, SQUARES, letterOf } from "./cells.js";
import { called, shown, three } from "./writing.js";

const HEIGHT = 152;
const LEFT = 112; // room for the names, where there is room

export function createSentence(panel, machine) {
  const svg = svgElement("svg", { class: "sv-machine-sentence", tabindex: 0, role: "slider" });
  panel.body.append(svg);
  let shape = { from: 0, count: 1, left: 0, column: 20 };
  let held = false;

  svg.addEventListener("pointerdown", (event) => {
    held = true;
    svg.setPointerCapture(event.pointerId);
    scrub(event);
  });
  svg.addEventListener("pointermove", (event) => held && scrub(event));
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { held = false; });

  function scrub(event) {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * shape.width - shape.left;
    const column = Math.min(shape.count - 1, Math.max(0, Math.floor(x / shape.column)));
    machine.look({ at: shape.from + column });
  }

  /** The part of the sentence that fits, around the token in view. */
  function layOut(reading, at) {
    const width = Math.max(280, panel.width);
    const left = width > 560 ? LEFT : 0;
    const longest = Math.min(9, Math.max(...reading.tokens.map((token) => [...token].length)));
    const least = longest === 1 ? 19 : 14 + 10 * longest;
    const count = Math.min(reading.tokens.length, Math.max(3, Math.floor((width - left) / least)));
    const from = Math.min(Math.max(0, at - Math.floor(count / 2)), reading.tokens.length - count);
    shape = { width, left, count, from, column: Math.min((width - left) / count, 3 * least) };
  }

  function draw() {
    const { reading, at, labels } = machine;
    layOut(reading, at);
    const { cell, traces, tokens } = reading;
    const bars = traces[BARS[cell]];
    const squares = SQUARES[cell] ? traces[SQUARES[cell]] : null;
    const height = squares ? HEIGHT : HEIGHT - 26;
    svg.setAttribute("viewBox", `0 0 ${shape.width} ${height}`);
    const [low, high] = [Math.min(0, ...bars), Math.max(0, ...bars)];
    const scale = 78 / Math.max(high - low, 1e-9);
    const zero = 34 + high * scale;
    const made = [];
    const add = (tag, attributes, text) => made.push(svgElement(tag, attributes, text));
    for (let t = shape.from; t < shape.from + shape.count; t += 1) {
      const x = shape.left + (t - shape.from) * shape.column;
      const now = t === at ? " sv-machine-now" : "";
      if (now) add("rect", { class: "sv-machine-frame", x: x + 1, y: 2, width: shape.column - 2, height: height - 4, rx: 7 });
      const tall = Math.max(1.5, Math.abs(bars[t]) * scale);
      const top = bars[t] >= 0 ? zero - tall : zero;
      const box = { x: x + shape.column * 0.14, y: top, width: shape.column * 0.72, height: tall, rx: 2 };
      add("rect", { class: `sv-machine-bar${now}`, fill: `var(--sv-${BARS[cell]})`, ...box });
      if (squares) {
        const open = { fill: `var(--sv-${SQUARES[cell]})`, "fill-opacity": Math.max(0.03, squares[t]) };
        add("rect", {
          class: "sv-machine-square", x: x + shape.column / 2 - 7, y: height - 24, width: 14, height: 14, rx: 2,
          stroke: `var(--sv-${SQUARES[cell]})`, ...open,
        });
      }
      add("text", { class: `sv-machine-token${now}`, x: x + shape.column / 2, y: 21 }, shown(tokens[t], 9));
    }
    add("line", { class: "sv-machine-zero", x1: shape.left, x2: shape.left + shape.count * shape.column, y1: zero, y2: zero });
    if (shape.left) {
      name(BARS[cell], 78);
      if (squares) name(SQUARES[cell], height - 12);
    }
    svg.replaceChildren(...made);

    function name(gate, y) {
      const text = svgElement("text", { x: 0, y, class: "sv-machine-row-name" });
      const symbol = svgElement("tspan", { class: "sv-machine-math sv-machine-italic", "font-size": 20 }, letterOf(cell, gate));
      symbol.style.fill = `var(--sv-${gate})`;
      text.append(symbol, svgElement("tspan", { dx: 8 }, labels.gates[gate]));
      made.push(text);
    }
  }

  function describe() {
    const { reading, at, labels } = machine;
    const { cell, traces, tokens } = reading;
    const said = [BARS[cell], SQUARES[cell]].filter(Boolean).map((name) => `${labels.gates[name]} ${three(traces[name][at])}`);
    svg.setAttribute("aria-label", labels.sentence_help);
    svg.setAttribute("aria-valuemin", 1);
    svg.setAttribute("aria-valuemax", tokens.length);
    svg.setAttribute("aria-valuenow", at + 1);
    svg.setAttribute("aria-valuetext", `${called(tokens[at], labels)}, ${said.join(", ")}`);
    write(panel.title, fill(labels.remembers, { unit: reading.unit }));
    write(panel.hint, labels[`sentence_${cell}`]);
  }

  panel.onResize = () => machine.reading && draw();
  return {
    update() {
      draw();
      describe();
    },
    destroy() {},
  };
}
