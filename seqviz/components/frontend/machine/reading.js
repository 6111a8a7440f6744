// What Python answered about one unit, unpacked, and every sum of a step written out from it.

import { bytesFromBase64 } from "../shared/payload.js";
import { BARS, GATES } from "./cells.js";

const floats = (packed) => (packed ? new Float32Array(bytesFromBase64(packed).buffer) : null);

/** Unpack an answer: `hidden` and `opened` are [T * H], traces and `x` of a gate [T], its weights `w` [H]. */
export function unpack(answer) {
  const traces = Object.fromEntries(Object.entries(answer.traces).map(([name, packed]) => [name, floats(packed)]));
  const gates = Object.fromEntries(
    Object.entries(answer.gates).map(([name, gate]) => [name, { ...gate, x: floats(gate.x), w: floats(gate.w) }]),
  );
  const hidden = floats(answer.hidden);
  const width = hidden.length / answer.tokens.length;
  const unpacked = { ...answer, traces, gates, hidden, opened: floats(answer.opened), width };
  return { ...unpacked, largest: largest(unpacked) };
}

/** The largest value that a stream has along the text: the scale of all streams. */
function largest({ cell, traces, gates, tokens, ...rest }) {
  if (cell !== "rnn") return Math.max(1, ...traces[BARS[cell]].map(Math.abs));
  const sums = [...tokens.keys()].map((t) => sumAt({ cell, traces, gates, tokens, ...rest }, "hidden", t));
  return Math.max(1, ...sums.flatMap((sum) => [sum.input, sum.state, sum.bias, sum.total].map(Math.abs)));
}

/** The state of all units before the token at t: [H]. */
export function stateBefore({ hidden, width }, t) {
  return t ? hidden.subarray((t - 1) * width, t * width) : new Float32Array(width);
}

/** What the reset gates of all units leave of the state before t: [H]; null where they do not act on it. */
export function stateOpened(reading, t) {
  if (!reading.opened) return null;
  const old = stateBefore(reading, t);
  return old.map((h, j) => h * reading.opened[t * reading.width + j]);
}

/** Everything that is added up before one gate: a term for each unit, the input, the bias, their total, the value. */
export function sumAt(reading, name, t) {
  const { x, w, bias, inner } = reading.gates[name];
  const old = stateBefore(reading, t);
  const resets = reading.cell === "gru" && name === "candidate";
  const reset = (j) => (reading.opened ? reading.opened[t * reading.width + j] : reading.traces.reset[t]);
  const terms = Array.from(old, (h, j) => {
    const factors = resets ? [reset(j), h, w[j]] : [h, w[j]];
    return { unit: j, factors, product: factors.reduce((product, factor) => product * factor, 1) };
  });
  const state = terms.reduce((sum, term) => sum + term.product, 0);
  const biases = bias + (resets && !reading.opened ? reading.traces.reset[t] * inner : 0);
  const { act } = GATES[reading.cell].find((gate) => gate.name === name);
  const total = x[t] + state + biases;
  const value = reading.traces[name][t];
  return { name, act, input: x[t], state, bias: biases, terms, total, value, held: reading.held.includes(name) };
}

/** The step at t: its sums by gate, and the unit's own states before and after. */
export function stepAt(reading, t) {
  const { cell, traces } = reading;
  const sums = Object.fromEntries(GATES[cell].map(({ name }) => [name, sumAt(reading, name, t)]));
  const states = cell === "lstm" ? ["hidden", "cell"] : ["hidden"];
  const at = (place) => Object.fromEntries(states.map((name) => [name, place < 0 ? 0 : traces[name][place]]));
  return { t, token: reading.tokens[t], sums, before: at(t - 1), after: at(t) };
}
