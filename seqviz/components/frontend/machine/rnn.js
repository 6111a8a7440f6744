// The RNN: three streams, the token, the state and the bias, come together into one sum and pass one tanh.

import { card } from "./card.js";
import { GATES, inkOf } from "./cells.js";
import { named } from "./drawing.js";
import { caption, token } from "./lstm.js";
import { stateBefore } from "./reading.js";
import { strip } from "./strip.js";
import { three } from "./writing.js";

const WIDE = { width: 868, band: 84, tops: [36, 134, 232], joint: 330, xZ: 470, xH: 690, cards: 340, card: { width: 240, height: 98 }, strip: { x: 128, y: 466, height: 22 } };
const PHONE = { width: 336, band: 56, tops: [30, 106, 182], joint: 130, xZ: 176, xH: 262, cards: 256, card: { width: 120, height: 82 }, strip: { x: 0, y: 362, height: 18 } };

export function drawRnn(drawing, scene) {
  const at = scene.phone ? PHONE : WIDE;
  const sum = scene.step.sums.hidden;
  const scale = at.band / scene.reading.largest;
  const flow = { at, sum, wide: (value) => Math.abs(value) * scale, middle: at.tops[1] + at.band / 2 };
  drawing.begin(at.width, at.strip.y + at.strip.height + 28);
  parts(drawing, flow);
  squeeze(drawing, flow);
  labels(drawing, flow, scene);
  const x = (at.xZ + at.xH) / 2 - at.card.width / 2;
  drawing.line("stem-card", x + at.card.width / 2, flow.middle + flow.wide(sum.total) / 2, x + at.card.width / 2, at.cards, "var(--sv-before)", 1.5);
  card(drawing, scene, GATES.rnn[0], x, at.cards, at.card.width, at.card.height);
  readers(drawing, flow, scene);
  drawing.end();
}

const HUES = { input: "var(--sv-ink)", state: "var(--sv-hidden)", bias: "var(--sv-soft)" };

/** Positive parts stack up, negative ones take away: what is left enters the tanh. */
function parts(drawing, { at, sum, wide, middle }) {
  const total = Math.abs(sum.input) + Math.abs(sum.state) + Math.abs(sum.bias);
  let y = middle - wide(sum.total) / 2;
  ["input", "state", "bias"].forEach((name, i) => {
    const [value, top] = [sum[name], at.tops[i] + (at.band - wide(sum[name])) / 2];
    drawing.stream(name, 0, top, at.joint, wide(value), HUES[name], value, 0.8);
    const share = total ? (wide(sum.total) * Math.abs(value)) / total : 0;
    const d = `M${at.joint},${top} L${at.joint},${top + wide(value)} L${at.xZ},${y + share} L${at.xZ},${y} Z`;
    drawing.path(`${name}-on`, d, { fill: HUES[name], opacity: 0.45 });
    drawing.path(`${name}-on-hatch`, d, { fill: drawing.hatched(), opacity: value < 0 ? 0.55 : 0 });
    y += share;
  });
}

function squeeze(drawing, { at, sum, wide, middle }) {
  const [from, to] = [wide(sum.total), wide(sum.value)];
  const bend = (at.xZ + at.xH) / 2;
  const d =
    `M${at.xZ},${middle - from / 2} C${bend},${middle - from / 2} ${bend},${middle - to / 2} ${at.xH},${middle - to / 2} ` +
    `L${at.xH},${middle + to / 2} C${bend},${middle + to / 2} ${bend},${middle + from / 2} ${at.xZ},${middle + from / 2} Z`;
  drawing.path("squeezed", d, { fill: "var(--sv-hidden)", opacity: 0.4 });
  drawing.path("squeezed-hatch", d, { fill: drawing.hatched(), opacity: sum.total < 0 ? 0.5 : 0 });
  drawing.stream("hidden", at.xH, middle - to / 2, at.width - at.xH, to, "var(--sv-hidden)", sum.value, 1);
}

function labels(drawing, { at, sum, wide, middle }, { phone, labels: words }) {
  const size = phone ? 14 : 20;
  const [soft, hue] = ["var(--sv-soft)", inkOf("hidden")];
  const pieces = {
    input: [{ text: "X", italic: true }, { text: "t", sub: true }, { text: "W", italic: true }, { text: "xh", sub: true }],
    state: [{ text: "H", italic: true }, { text: "t−1", sub: true }, { text: "W", italic: true }, { text: "hh", sub: true }],
    bias: [{ text: "b", italic: true }, { text: "h", sub: true }],
  };
  Object.entries(pieces).forEach(([name, runs], i) => {
    const y = at.tops[i] + (at.band - wide(sum[name])) / 2 - 8;
    number(name, 0, y, [...runs, { text: `\u2002${three(sum[name])}`, bold: true }], { size, fill: name === "state" ? hue : "var(--sv-ink)" });
  });
  if (sum.terms.every((term) => term.factors.at(-1) === 0)) {
    drawing.text("cut", at.joint / 2, middle + 8, [`✂ ${words.cut}`], { size: phone ? 13 : 17, anchor: "middle", fill: inkOf("warning") });
  }
  number("total", at.xZ, middle - wide(sum.total) / 2 - 10, [{ text: "z", italic: true }, { text: `\u2002${three(sum.total)}`, bold: true }], { size, anchor: phone ? "middle" : "start" });
  drawing.text("tanh", (at.xZ + at.xH) / 2 - 10, middle + wide(sum.total) / 2 + (phone ? 16 : 22), [{ text: "tanh", bold: true }], { size: phone ? 12 : 16, anchor: "end", fill: soft });
  number("hidden", at.width, middle - wide(sum.value) / 2 - 10, named("H", "t", three(sum.value)), { size: phone ? 16 : 22, fill: hue, anchor: "end" });

  function number(key, x, y, runs, style) {
    drawing.text(`number-${key}`, x, y, runs, style).setAttribute("tabindex", 0);
  }
}

function readers(drawing, { at }, { reading, step, labels: words, term, phone, point }) {
  const { x, y, height } = at.strip;
  token(drawing, y, height, step, reading, words, phone);
  strip(drawing, "state", stateBefore(reading, step.t), { x, y, width: at.width - x, height, term, point });
  caption(drawing, "state", x, y + height + 20, words.state_rnn.replace("{count}", reading.width) + (phone ? "" : words.colours), phone);
}
