// The lecture's equations of the cell, each with its numbers; every line is reached by Tab and read as a whole.

import { element, write } from "../shared/dom.js";
import { GATES, inkOf } from "./cells.js";
import { figure, formula, plus, three } from "./writing.js";

const SIGN = { sigma: "σ", tanh: "tanh" };

export function createEquations(panel, machine) {
  const list = element("div", "sv-machine-equations", panel.body);

  function update() {
    const { reading, labels } = machine;
    write(panel.title, labels.equations);
    write(panel.hint, reading.layer ? labels.parts_above.replace("{layer}", reading.layer) : labels.parts);
    const focused = [...list.children].indexOf(document.activeElement);
    list.replaceChildren(...linesOf(reading, machine.step).map((line) => equation(line)));
    list.children[focused]?.focus({ preventScroll: true });
  }

  /** One equation: above in letters, below in numbers. A click on a gate's opens its sum. */
  function equation({ name, letters, numbers, sum }) {
    const box = element("div", "sv-machine-equation");
    box.tabIndex = 0;
    box.style.setProperty("--of", `var(--sv-${name})`);
    formula(element("div", "sv-machine-letters", box), letters);
    formula(element("div", "sv-machine-numbers", box), numbers);
    if (sum) {
      box.classList.add("sv-machine-opens");
      box.addEventListener("click", () => machine.look({ gate: name }));
      box.addEventListener("focus", () => machine.look({ gate: name }));
    }
    return box;
  }

  return { update, destroy() {} };
}

/** The lines of a cell in the lecture's order. */
function linesOf(reading, step) {
  const order = { lstm: ["forget", "input", "output", "candidate"], gru: ["reset", "update", "candidate"], rnn: ["hidden"] };
  const gates = order[reading.cell].map((name) => gateLine(reading, step.sums[name]));
  return reading.cell === "lstm" ? [...gates, ...lstmStates(step)] : reading.cell === "gru" ? [...gates, gruState(step)] : gates;
}

function gateLine(reading, sum) {
  const { letter, index } = GATES[reading.cell].find((gate) => gate.name === sum.name);
  const resets = reading.cell === "gru" && sum.name === "candidate";
  let state = [["H", "t−1"], ["W", `h${index}`]];
  let bias = [" + ", ["b", index]];
  if (resets && reading.opened) state = ["(", ["R", "t"], " ⊙ ", ["H", "t−1"], ")", ["W", "hh"]];
  if (resets && !reading.opened) state = [["R", "t"], " ⊙ (", ["H", "t−1"], ["W", "hh"], " + ", ["b", "hh"], ")"];
  const letters = [[letter, "t"], ` = ${SIGN[sum.act]}(`, ["X", "t"], ["W", `x${index}`], " + ", ...state, ...bias, ")"];
  const value = figure(sum.value, inkOf(sum.name), "b");
  const start = `= ${SIGN[sum.act]}(${three(sum.input)}${plus(sum.state)}${plus(sum.bias)})`;
  const numbers = sum.held ? ["→ ", value] : [`${start} = `, value];
  return { name: sum.name, letters, numbers, sum };
}

function lstmStates({ sums, before, after }) {
  const [f, i, o, c] = ["forget", "input", "output", "candidate"].map((name) => figure(sums[name].value, inkOf(name)));
  const [old, memory] = [figure(before.cell, inkOf("cell")), figure(after.cell, inkOf("cell"))];
  return [
    {
      name: "cell",
      letters: [["C", "t"], " = ", ["F", "t"], " ⊙ ", ["C", "t−1"], " + ", ["I", "t"], " ⊙ ", ["C̃", "t"]],
      numbers: ["= ", f, " × ", old, " + ", i, " × ", c, " = ", figure(after.cell, inkOf("cell"), "b")],
    },
    {
      name: "hidden",
      letters: [["H", "t"], " = ", ["O", "t"], " ⊙ tanh(", ["C", "t"], ")"],
      numbers: ["= ", o, " × tanh(", memory, ") = ", figure(after.hidden, inkOf("hidden"), "b")],
    },
  ];
}

function gruState({ sums, before, after }) {
  const [z, c] = ["update", "candidate"].map((name) => figure(sums[name].value, inkOf(name)));
  const rest = figure(1 - sums.update.value, inkOf("update"));
  return {
    name: "hidden",
    letters: [["H", "t"], " = ", ["Z", "t"], " ⊙ ", ["H", "t−1"], " + (1 − ", ["Z", "t"], ") ⊙ ", ["H̃", "t"]],
    numbers: ["= ", z, " × ", figure(before.hidden, inkOf("hidden")), " + ", rest, " × ", c, " = ", figure(after.hidden, inkOf("hidden"), "b")],
  };
}
