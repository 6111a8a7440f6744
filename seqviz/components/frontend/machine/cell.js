// The cell as a drawing: streams as wide as their values, plates that close them, cards of the gates, the state below.

import { fill, svgElement, write } from "../shared/dom.js";
import { GATES } from "./cells.js";
import { createDrawing } from "./drawing.js";
import { drawGru } from "./gru.js";
import { drawLstm } from "./lstm.js";
import { drawRnn } from "./rnn.js";
import { called } from "./writing.js";

const LAYOUTS = { lstm: drawLstm, gru: drawGru, rnn: drawRnn };
const NARROW = 480; // pixels of type at its usual size

export function createCell(panel, machine) {
  const svg = svgElement("svg", { class: "sv-machine-drawing" });
  panel.body.append(svg);
  let drawing = createDrawing(svg);
  let narrow = null;

  function draw() {
    const phone = panel.width < NARROW;
    if (phone !== narrow) {
      svg.replaceChildren();
      drawing = createDrawing(svg);
      narrow = phone;
    }
    const { reading, step, labels, gate, term } = machine;
    const open = (name) => machine.look({ gate: name });
    LAYOUTS[reading.cell](drawing, { reading, step, labels, gate, term, phone, open, point: (unit) => machine.look({ term: unit }) });
  }

  panel.onResize = () => machine.reading && draw();
  return {
    update(changed) {
      svg.classList.toggle("sv-machine-glides", changed.includes("at"));
      const { labels, step, reading } = machine;
      write(panel.title, fill(labels.cell_at, { token: called(step.token, labels) }));
      write(panel.hint, GATES[reading.cell].length > 1 ? labels.cell_hint : labels.cell_hint_rnn);
      draw();
    },
    destroy() {},
  };
}
