// Fill in the blanks: the step after the one that is shown, worked out by the learner; usual slips are named.

import { element, fill, write } from "../shared/dom.js";
import { inkOf } from "./cells.js";
import { stepAt } from "./reading.js";
import { called, figure, formula, plus, three } from "./writing.js";

const NEAR = 0.01;

export function createBlanks(panel, machine) {
  const form = element("form", "sv-machine-blanks", panel.body);
  const rows = element("div", "sv-machine-rows", form);
  const foot = element("div", "sv-machine-foot", form);
  const check = element("button", "sv-machine-button sv-machine-primary", foot);
  const reveal = element("button", "sv-machine-button", foot);
  const score = element("span", "sv-machine-score", foot);
  reveal.type = "button";
  let asked = { key: "", reading: null, blanks: [] };
  let inputs = [];
  let judged = false; // this step's answers were checked, or shown

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judged = true;
    inputs.forEach(judge);
    tally();
  });
  reveal.addEventListener("click", () => {
    judged = true;
    inputs.forEach((row) => {
      if (row.state === "right") return;
      row.own = false;
      row.input.value = three(row.blank.answer);
      judge(row);
      row.box.dataset.state = "shown";
    });
    tally();
  });

  /** The step that is asked about; what the learner has begun stays as it is while the model learns on. */
  function ask() {
    const { reading, at, blanks } = machine;
    const key = `${reading.cell}/${reading.unit}/${reading.layer}/${at}/${reading.tokens.join("")}`;
    const begun = inputs.some(({ input }) => input.value.trim());
    if (key === asked.key && (begun || judged || asked.reading === reading)) return;
    judged = false;
    asked = { key, reading, blanks: blanks[at + 1] ?? [], step: blanks[at + 1] ? stepAt(reading, at + 1) : null };
    inputs = asked.blanks.map(lineOf);
    rows.replaceChildren(...inputs.flatMap(({ parts }) => parts));
    tally();
  }

  function lineOf(blank) {
    const [letters, expression] = LINES[machine.reading.cell][blank.name](asked.step);
    const name = element("span", "sv-machine-letters");
    formula(name, letters);
    const side = element("span", "sv-machine-numbers");
    formula(side, [...expression, " ="]);
    const box = element("span", "sv-machine-answer");
    const input = element("input", "", box);
    Object.assign(input, { type: "text", inputMode: "decimal", autocomplete: "off" });
    input.setAttribute("aria-label", `${name.textContent} = ${side.textContent}`);
    const mark = element("span", "sv-machine-mark-sign", box);
    mark.setAttribute("aria-hidden", "true");
    const said = element("p", "sv-machine-said");
    said.setAttribute("aria-live", "polite");
    said.hidden = true;
    const row = { blank, input, box, mark, said, state: "", own: false, parts: [name, side, box, said] };
    input.addEventListener("input", () => {
      row.own = true;
      set(row, "", "");
    });
    return row;
  }

  function judge(row) {
    const { labels } = machine;
    if (!row.input.value.trim()) return set(row, "", "");
    const value = numberOf(row.input.value);
    if (value === null) return set(row, "wrong", labels.no_number);
    if (Math.abs(value - row.blank.answer) <= NEAR) return set(row, "right", "");
    const slip = Object.entries(row.blank.slips).find(([, wrong]) => Math.abs(value - wrong) <= NEAR);
    return set(row, "wrong", slip ? labels.slips[slip[0]] : labels.slips.other);
  }

  function set(row, state, said) {
    row.state = state;
    row.box.dataset.state = state;
    write(row.mark, { right: "✓", wrong: "✗" }[state] ?? "");
    row.input.setAttribute("aria-invalid", state === "wrong");
    write(row.said, said);
    row.said.hidden = !said;
  }

  function tally() {
    const right = inputs.filter(({ state, own }) => state === "right" && own).length;
    write(score, fill(machine.labels.score, { right, count: inputs.length }));
  }

  return {
    update() {
      ask();
      const { labels } = machine;
      const none = !asked.blanks.length;
      form.hidden = none;
      write(panel.title, none ? labels.blanks_none : fill(labels.blanks, { token: called(asked.step.token, labels) }));
      write(panel.hint, none ? labels.blanks_back : labels.blanks_hint);
      write(check, labels.check);
      write(reveal, labels.show);
      tally();
    },
    destroy() {},
  };
}

/** The number that a learner typed, with a point or a comma; null for anything else. */
function numberOf(said) {
  const text = said.trim().replace("−", "-").replace("，", ",").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}

const colour = (name, value) => figure(value, inkOf(name));
const gate = (base, act) => (name) => (step) => [[[base, "t"]], [`${act}(${three(step.sums[name].total)})`]];
const product = (letters, left, right) => (step) => [letters, [left(step), " × ", right(step)]];
const sum = (name) => (step) => colour(name, step.sums[name].value);
const old = (name) => (step) => colour(name, step.before[name]);
const rest = (step) => colour("update", 1 - step.sums.update.value);

/** What is asked: the value in letters, and what it is computed from. */
const LINES = {
  lstm: {
    forget: gate("F", "σ")("forget"),
    kept: product([["F", "t"], " ⊙ ", ["C", "t−1"]], sum("forget"), old("cell")),
    added: product([["I", "t"], " ⊙ ", ["C̃", "t"]], sum("input"), sum("candidate")),
    cell: () => [[["C", "t"]], [["F", "t"], " ⊙ ", ["C", "t−1"], " + ", ["I", "t"], " ⊙ ", ["C̃", "t"]]],
    hidden: (step) => [[["H", "t"]], [colour("output", step.sums.output.value), " × tanh(", ["C", "t"], ")"]],
  },
  gru: {
    update: gate("Z", "σ")("update"),
    candidate: gate("H̃", "tanh")("candidate"),
    kept: product([["Z", "t"], " ⊙ ", ["H", "t−1"]], sum("update"), old("hidden")),
    taken: product(["(1 − ", ["Z", "t"], ") ⊙ ", ["H̃", "t"]], rest, sum("candidate")),
    hidden: () => [[["H", "t"]], [["Z", "t"], " ⊙ ", ["H", "t−1"], " + (1 − ", ["Z", "t"], ") ⊙ ", ["H̃", "t"]]],
  },
  rnn: {
    total: ({ sums: { hidden } }) => [[["z", ""]], [`${three(hidden.input)}${plus(hidden.state)}${plus(hidden.bias)}`]],
    hidden: () => [[["H", "t"]], ["tanh(", ["z", ""], ")"]],
  },
};
