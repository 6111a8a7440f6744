// The cell as a machine in the browser: one unit along a sentence, every number of every step.
//
// Data from Python: labels, unit, at, version, notice, answered, answer (null: none yet, or sent before under this
// version), blanks (a list for each token).
// Reports `move` {unit, at} when the learner has settled on another token, or wants another unit.

import { element, write } from "../shared/dom.js";
import { staying } from "../shared/staying.js";
import { createBlanks } from "./blanks.js";
import { createCell } from "./cell.js";
import { GATES } from "./cells.js";
import { createEquations } from "./equations.js";
import { createPanel } from "./panel.js";
import { stepAt, unpack } from "./reading.js";
import { createSentence } from "./sentence.js";
import { createSum } from "./sum.js";
import { createTable } from "./table.js";
import { createTransport } from "./transport.js";

const SETTLED = 600; // milliseconds at rest before the address takes the place

export default staying(createMachine, (machine, send) => {
  machine.report = (move) => send("move", move);
});

function createMachine(parent) {
  const root = element("div", "sv-machine", parent);
  const notice = element("p", "sv-machine-notice", root);
  const content = element("div", "sv-machine-content", root);
  const sent = []; // places that were reported and have not come back yet
  let parts = [];
  let told = { at: null, unit: null };
  let version = "";
  let rest = null;
  let [inView, late] = [true, false];
  const observer = new IntersectionObserver((seen) => {
    inView = seen.at(-1).isIntersecting;
    if (inView && late) refresh();
  });
  observer.observe(root);

  const machine = {
    root,
    labels: {},
    reading: null,
    blanks: [],
    at: 0,
    wanted: 0, // the unit that the learner wants; its numbers may be on their way
    gate: null, // whose sum is open
    term: null, // the unit whose block is pointed at
    report: () => {},
    get step() {
      return stepAt(machine.reading, machine.at);
    },

    /** Change the view: `at`, `gate`, `term`. */
    look(changes) {
      const changed = Object.keys(changes).filter((name) => machine[name] !== changes[name]);
      if (!changed.length) return;
      Object.assign(machine, changes);
      for (const part of parts) part.update(changed);
      if (changed.includes("at")) settle();
    },
    go(steps) {
      machine.look({ at: Math.min(machine.reading.tokens.length - 1, Math.max(0, machine.at + steps)) });
    },
    /** Ask Python for another unit. */
    take(unit) {
      const last = machine.reading.width - 1;
      if (!Number.isFinite(unit)) return;
      machine.wanted = Math.min(last, Math.max(0, Math.round(unit)));
      for (const part of parts) part.update(["wanted"]);
      settle(machine.wanted === machine.reading.unit ? SETTLED : 150);
    },
    receive,
    destroy() {
      clearTimeout(rest);
      observer.disconnect();
      for (const part of parts) part.destroy();
    },
  };

  /** Report where the learner stands, once they stand still. */
  function settle(after = SETTLED) {
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (machine.at === told.at && machine.wanted === told.unit) return;
      sent.push(`${machine.wanted}/${machine.at}`);
      machine.report({ unit: machine.wanted, at: machine.at });
    }, after);
  }

  function receive(payload) {
    machine.labels = payload.labels;
    write(notice, payload.notice);
    notice.hidden = !payload.notice;
    content.hidden = !payload.answered || !(payload.answer || machine.reading);
    if (payload.at !== told.at || payload.unit !== told.unit) obey(payload);
    if (!payload.answer || payload.version === version) return;
    const other = machine.reading?.cell !== payload.answer.cell;
    version = payload.version;
    machine.reading = unpack(payload.answer);
    machine.blanks = payload.blanks;
    machine.at = Math.min(machine.at, machine.reading.tokens.length - 1);
    if (other) build();
    refresh(other);
  }

  /** Show a new answer: at once where it is in view, else when it comes into view. */
  function refresh(first = false) {
    late = !first && !inView;
    if (!late) for (const part of parts) part.update(["reading"]);
  }

  /** Take over where Python says to be, unless that is only the echo of what was reported. */
  function obey({ at, unit }) {
    told = { at, unit };
    const echo = sent.indexOf(`${unit}/${at}`);
    if (echo >= 0) {
      sent.splice(0, echo + 1);
      return;
    }
    sent.length = 0;
    machine.wanted = unit;
    const last = machine.reading ? machine.reading.tokens.length - 1 : at;
    machine.at = Math.min(at, last);
    if (machine.reading) for (const part of parts) part.update(["at"]);
  }

  function build() {
    for (const part of parts) part.destroy();
    content.replaceChildren();
    const { cell } = machine.reading;
    content.dataset.cell = cell;
    machine.gate = GATES[cell][0].name;
    machine.term = null;
    const panel = (name) => {
      const made = createPanel(content, name);
      parts.push({ update() {}, destroy: made.stop });
      return made.panel;
    };
    parts = [createTransport(content, machine)];
    parts.push(
      createSentence(panel("sentence"), machine), createCell(panel("cell"), machine),
      createEquations(panel("equations"), machine), createSum(panel("sum"), machine),
      createBlanks(panel("blanks"), machine), createTable(content, machine),
    );
  }

  root.addEventListener("keydown", (event) => {
    if (!machine.reading || event.target.matches("input, textarea") || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves = {
      ArrowLeft: () => machine.go(-1), ArrowRight: () => machine.go(1),
      ArrowUp: () => machine.take(machine.wanted + 1), ArrowDown: () => machine.take(machine.wanted - 1),
      Home: () => machine.look({ at: 0 }), End: () => machine.look({ at: machine.reading.tokens.length - 1 }),
    };
    if (!(event.key in moves) || event.defaultPrevented) return;
    event.preventDefault();
    moves[event.key]();
  });
  return machine;
}

