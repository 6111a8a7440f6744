// The LSTM: the memory along the top through its forget plate, the candidate joins through the input plate, and a copy
// squeezed by tanh is shown through the output plate.

import { card } from "./card.js";
import { GATES, inkOf } from "./cells.js";
import { named } from "./drawing.js";
import { stateBefore } from "./reading.js";
import { strip } from "./strip.js";
import { shown, three } from "./writing.js";

const WIDE = {
  width: 868, band: 118, top: 50, cards: 352, card: { width: 196, height: 98, gap: 28 }, xF: 172, xG: 508, xA: 592, xB: 712, xO: 780,
  yI: 262, yO: 208, plate: 6, stem: 8, strip: { x: 128, drop: 38, height: 22 },
};
const PHONE = {
  width: 336, band: 84, top: 36, cards: 272, card: { width: 78, height: 82, gap: 8 }, xF: 58, xG: 188, xA: 206, xB: 270, xO: 306,
  yI: 208, yO: 162, plate: 5, stem: 5, strip: { x: 0, drop: 34, height: 18 },
};

export function drawLstm(drawing, scene) {
  const at = scene.phone ? PHONE : WIDE;
  const { sums, before, after } = scene.step;
  const scale = at.band / scene.reading.largest;
  const wide = (value) => Math.abs(value) * scale;
  const kept = sums.forget.value * before.cell;
  const added = sums.input.value * sums.candidate.value;
  const flow = { at, wide, kept, lost: before.cell - kept, added, old: before.cell, memory: after.cell, hidden: after.hidden, sums };
  drawing.begin(at.width, at.cards + at.card.height + at.strip.drop + at.strip.height + 30);
  memory(drawing, flow);
  candidate(drawing, flow);
  output(drawing, flow);
  labels(drawing, flow, scene);
  GATES.lstm.forEach((gate, i) => {
    const x = i * (at.card.width + at.card.gap);
    card(drawing, scene, gate, x, at.cards, at.card.width, at.card.height);
  });
  readers(drawing, at, scene, GATES.lstm);
  drawing.end();
}

/** A stem from a card to its plate, thicker the further the gate is open. */
const stem = (drawing, key, x1, y1, x2, y2, value, at, hue) =>
  drawing.line(key, x1, y1, x2, y2, hue, 1.5 + Math.min(1, Math.max(0, value)) * at.stem);

function memory(drawing, { at, wide, kept, lost, added, old, memory: now, sums }) {
  const hue = "var(--sv-cell)";
  const { top, xF, plate, width } = at;
  const join = at.xG + wide(sums.candidate.value) / 2;
  drawing.stream("kept-before", 0, top, xF, wide(kept), hue, kept);
  drawing.stream("lost", 0, top + wide(kept), xF - plate, wide(lost), hue, lost, 0.28);
  drawing.stream("kept", xF, top, join - xF, wide(kept), hue, kept);
  const same = kept * added >= 0;
  const slope = same ? 0 : 40;
  const corners = `M${join},${top} h${slope} v${wide(now)} L${join},${top + wide(kept)} Z`;
  drawing.path("narrowing", corners, { fill: hue, opacity: same ? 0 : 0.6 });
  drawing.stream("on", join + slope, top, width - join - slope, same ? wide(kept) : wide(now), hue, same ? kept : now);
  stem(drawing, "stem-forget", xF, top + wide(old) + 8, xF, at.cards, sums.forget.value, at, "var(--sv-forget)");
  drawing.box("plate-forget", xF - plate, top + wide(kept), 2 * plate, wide(lost) + 10, "var(--sv-forget)", 1, 4);
}

function candidate(drawing, { at, wide, kept, added, sums }) {
  const { value } = sums.candidate;
  const [hue, width] = ["var(--sv-candidate)", wide(value)];
  const [left, right, bottom] = [at.xG - width / 2, at.xG + width / 2, at.top + wide(kept)];
  const same = kept * added >= 0;
  drawing.stream("candidate", left, at.yI + at.plate, width, at.cards - at.yI - at.plate, hue, value);
  drawing.stream("candidate-plate", left, at.yI - at.plate, width, 2 * at.plate, hue, value, 0.28);
  drawing.stream("added-up", right - wide(added), bottom, wide(added), at.yI - bottom + at.plate, hue, added, 0.95);
  drawing.stream("added-on", right, bottom, same ? at.width - right : 0, wide(added), hue, same ? added : 0, same ? 0.95 : 0);
  const x = at.card.width + at.card.gap + at.card.width - (at.plate === 5 ? 22 : 46);
  drawing.path("stem-input", `M${x},${at.cards} V${at.yI} H${left - 4}`, {
    fill: "none", stroke: "var(--sv-input)", "stroke-width": 1.5 + sums.input.value * at.stem,
  });
  drawing.box("plate-input", left - 10, at.yI - at.plate, (1 - sums.input.value) * width + 10, 2 * at.plate, "var(--sv-input)", 1, 4);
}

function output(drawing, { at, wide, memory: now, hidden, sums }) {
  const squeezed = Math.tanh(now);
  const [from, high] = [at.top + wide(now), wide(squeezed)];
  const width = Math.min(wide(now), at.xB - at.xA - 8);
  const { xA, xB, xO, yO } = at;
  const d =
    `M${xA},${from} C${xA},${yO + high * 0.6} ${xA + width * 0.25},${yO + high} ${xB},${yO + high} L${xB},${yO} ` +
    `C${xA + width * 0.98},${yO} ${xA + width},${yO - high * 0.3} ${xA + width},${from} Z`;
  drawing.path("copy", d, { fill: "var(--sv-cell)", opacity: 0.28 });
  drawing.path("copy-hatch", d, { fill: drawing.hatched(), opacity: now < 0 ? 0.5 : 0 });
  drawing.stream("squeezed", xB, yO, xO - xB, high, "var(--sv-hidden)", squeezed, 0.28);
  drawing.stream("shown-before", xB, yO, xO - xB, wide(hidden), "var(--sv-hidden)", hidden, 0.95);
  drawing.stream("shown", xO, yO, at.width - xO, wide(hidden), "var(--sv-hidden)", hidden, 1);
  stem(drawing, "stem-output", xO, yO + high + 8, xO, at.cards, sums.output.value, at, "var(--sv-output)");
  drawing.box("plate-output", xO - at.plate, yO + wide(hidden), 2 * at.plate, high - wide(hidden) + 10, "var(--sv-output)", 1, 4);
}

function labels(drawing, { at, wide, kept, lost, added, old, memory: now, hidden, sums }, { phone, labels: words }) {
  const [cell, ink] = [inkOf("cell"), inkOf("hidden")];
  const size = phone ? 17 : 23;
  const above = at.top - 14;
  number("old", 0, above, named("C", "t−1", three(old)), { size, fill: cell });
  if (!phone) number("kept", at.xF + 16, above, [{ text: "F ⊙ C", italic: true }, { text: "t−1", sub: true }, { text: `\u2002${three(kept)}`, bold: true }], { size, fill: cell });
  number("memory", at.width, above, named("C", "t", three(now)), { size, fill: cell, anchor: "end" });
  const small = { size: phone ? 13 : 16 };
  const beneath = at.top + wide(old) + (phone ? 15 : 20);
  drawing.text("lost-label", 4, beneath, [{ text: phone ? three(lost) : words.forgotten.replace("{value}", three(lost)), bold: true }], { ...small, fill: cell });
  const left = at.xG - wide(sums.candidate.value) / 2 - (phone ? 6 : 16);
  const says = phone ? [{ text: `${added < 0 ? "" : "+ "}${three(added)}`, bold: true }]
    : [{ text: words.adds, bold: true }, { text: " I ⊙ C̃", italic: true }, { text: ` = ${three(added)}`, bold: true }];
  drawing.text("added-label", left, at.yI - (phone ? 16 : 28), says, { size: phone ? 14 : 18, anchor: "end", fill: inkOf("candidate") });
  drawing.text("tanh-label", at.xA + 8, at.top + wide(now) + (phone ? 20 : 30), [{ text: "tanh", bold: true }], { ...small, fill: cell });
  if (!phone) drawing.text("squeezed-label", at.xB + 4, at.yO + wide(Math.tanh(now)) + 18, [{ text: three(Math.tanh(now)), bold: true }], { size: 15, fill: "var(--sv-soft)" });
  number("hidden", at.width, at.yO - 9, named("H", "t", three(hidden)), { size: phone ? 15 : 22, fill: ink, anchor: "end" });

  /** A number that Tab reaches. */
  function number(key, x, y, runs, style) {
    drawing.text(`number-${key}`, x, y, runs, style).setAttribute("tabindex", 0);
  }
}

/** What all boxes read: the token and the strip of the state before. */
export function readers(drawing, at, { reading, step, labels: words, term, phone, point }, gates) {
  const { x, drop, height } = at.strip;
  const [from, y] = [at.cards + at.card.height, at.cards + at.card.height + drop];
  const middle = (i) => i * (at.card.width + at.card.gap) + at.card.width / 2;
  gates.forEach((gate, i) => drawing.line(`reads-${gate.name}`, middle(i), from, middle(i), y - 8, "var(--sv-before)", 1.25));
  drawing.line("reads", phone ? middle(0) : 58, y - 8, Math.max(middle(gates.length - 1), x + 20), y - 8, "var(--sv-before)", 1.25);
  token(drawing, y, height, step, reading, words, phone);
  strip(drawing, "state", stateBefore(reading, step.t), { x, y, width: at.width - x, height, term, point });
  caption(drawing, "state", x, y + height + 20, words.state_read.replace("{count}", reading.width) + (phone ? "" : words.colours), phone);
}

/** The box that says which token is read. */
export function token(drawing, y, height, step, reading, words, phone) {
  if (phone) return;
  drawing.box("token", 1, y - 1, 116, height + 2, "none", 1, 6).style.stroke = "var(--sv-before)";
  const text = reading.layer ? words.layer_below : step.token === " " ? words.space : shown(step.token, 7);
  drawing.text("token-text", 12, y + 16, [{ text: "X", italic: true }, { text: "t", sub: true }, ` = ${text}`], { size: 16 });
}

export function caption(drawing, key, x, y, text, phone, base = "H") {
  const runs = [{ text: base, italic: true }, { text: "t−1", sub: true }, text];
  drawing.text(`${key}-caption`, x, y, runs, { size: phone ? 12.5 : 15, fill: "var(--sv-soft)" });
}
