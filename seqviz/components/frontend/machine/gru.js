// The GRU: old state and candidate side by side, one plate between them that closes the one as it opens the other.
// R acts on the numbers that enter the candidate, not on this unit's state: the strip is drawn before and after it.

import { card } from "./card.js";
import { GATES, inkOf } from "./cells.js";
import { named } from "./drawing.js";
import { caption, token } from "./lstm.js";
import { stateBefore, stateOpened } from "./reading.js";
import { strip } from "./strip.js";
import { three } from "./writing.js";

const WIDE = {
  width: 868, band: 110, middle: 168, gap: 5, cards: 346, card: { width: 256, height: 98, gap: 50 }, xZ: 740, xEnd: 800, xC: 434,
  plate: 6, strip: { x: 128, height: 22, first: 50, second: 112 },
};
const PHONE = {
  width: 336, band: 72, middle: 116, gap: 4, cards: 236, card: { width: 104, height: 82, gap: 12 }, xZ: 284, xEnd: 304, xC: 168,
  plate: 5, strip: { x: 0, height: 18, first: 44, second: 100 },
};

export function drawGru(drawing, scene) {
  const at = scene.phone ? PHONE : WIDE;
  const { sums, before, after } = scene.step;
  const wide = (value) => Math.abs(value) * at.band;
  const z = sums.update.value;
  const flow = { at, wide, z, old: before.hidden, fresh: sums.candidate.value, hidden: after.hidden };
  const [first, second] = [at.cards + at.card.height + at.strip.first, at.cards + at.card.height + at.strip.second];
  const rows = scene.reading.opened ? second : first;
  drawing.begin(at.width, rows + at.strip.height + 28);
  streams(drawing, flow);
  merged(drawing, flow);
  plate(drawing, flow);
  labels(drawing, flow, scene);
  GATES.gru.forEach((gate, i) => {
    card(drawing, scene, gate, i * (at.card.width + at.card.gap), at.cards, at.card.width, at.card.height);
  });
  readers(drawing, at, scene, first, second);
  drawing.end();
}

/** The old state above the middle line, the candidate below it; what the plate holds back is pale. */
function streams(drawing, { at, wide, z, old, fresh }) {
  const { middle, gap, xZ, xC, plate: thick } = at;
  const [kept, lost] = [wide(z * old), wide((1 - z) * old)];
  const [taken, left] = [wide((1 - z) * fresh), wide(z * fresh)];
  const end = xZ - thick;
  drawing.stream("old-kept", 0, middle - gap - wide(old), end, kept, "var(--sv-hidden)", old);
  drawing.stream("old-lost", 0, middle - gap - lost, end, lost, "var(--sv-hidden)", old, 0.28);
  const right = xC + wide(fresh) / 2;
  const [upper, lower] = [middle + gap, middle + gap + left];
  drawing.stream("fresh-left", xC - wide(fresh) / 2, upper, end - xC + wide(fresh) / 2, left, "var(--sv-candidate)", fresh, 0.28);
  drawing.stream("fresh-taken", xC - wide(fresh) / 2, lower, end - xC + wide(fresh) / 2, taken, "var(--sv-candidate)", fresh);
  drawing.stream("fresh-up", xC - wide(fresh) / 2, lower + taken, right - (xC - wide(fresh) / 2), at.cards - lower - taken, "var(--sv-candidate)", fresh);
}

/** Behind the plate both parts come together; where their signs differ the result is narrower. */
function merged(drawing, { at, wide, z, old, fresh, hidden }) {
  const { middle, gap, xZ, xEnd, plate: thick, width } = at;
  const [kept, taken] = [wide(z * old), wide((1 - z) * fresh)];
  const [top, bottom] = [middle - gap - wide(old), middle + gap + wide(fresh)];
  const start = xZ + thick;
  const same = old * fresh >= 0;
  const size = same ? kept + taken : wide(hidden);
  const keptEnd = same ? kept : (size * kept) / Math.max(kept + taken, 1e-9);
  const from = middle - size / 2;
  const wedge = (key, y, high, target, share, fill, value) => {
    const d = `M${start},${y} L${start},${y + high} L${xEnd},${target + share} L${xEnd},${target} Z`;
    drawing.path(key, d, { fill, opacity: 0.75 });
    drawing.path(`${key}-hatch`, d, { fill: drawing.hatched(), opacity: value < 0 ? 0.55 : 0 });
  };
  wedge("kept-on", top, kept, from, keptEnd, "var(--sv-hidden)", old);
  wedge("taken-on", bottom - taken, taken, from + keptEnd, size - keptEnd, "var(--sv-candidate)", fresh);
  drawing.stream("hidden", xEnd, from, width - xEnd, size, "var(--sv-hidden)", hidden, 1);
}

/** One plate: it covers 1 − Z of the old state and Z of the candidate. */
function plate(drawing, { at, wide, z, old, fresh }) {
  const { middle, gap, xZ, plate: thick, cards } = at;
  const [top, bottom] = [middle - gap - wide((1 - z) * old), middle + gap + wide(z * fresh)];
  drawing.line("stem-update", xZ, bottom, xZ, cards, "var(--sv-update)", 1.5 + z * 6);
  drawing.box("plate-update", xZ - thick, top, 2 * thick, bottom - top, "var(--sv-update)", 1, 4);
}

function labels(drawing, { at, wide, z, old, fresh, hidden }, { phone, labels: words }) {
  const { middle, gap, width, xC, xZ } = at;
  const [hue, ink] = [inkOf("hidden"), inkOf("candidate")];
  const top = middle - gap - wide(old) - (phone ? 30 : 14);
  const size = phone ? 16 : 22;
  number("old", 0, top, named("H", "t−1", three(old)), { size, fill: hue });
  number("hidden", width, middle - gap - Math.max(wide(old), wide(hidden) / 2) - (phone ? 30 : 14), named("H", "t", three(hidden)), { size, fill: hue, anchor: "end" });
  const beside = { size: phone ? 12.5 : 16 };
  const text = (template, share, value) => template.replace("{share}", three(share)).replace("{value}", three(value));
  const keptY = phone ? top + 18 : top;
  number("kept", phone ? 0 : width / 2, phone ? keptY : top, [{ text: text(words.keeps, z, z * old), bold: true }], { ...beside, fill: hue, anchor: phone ? "start" : "middle" });
  const y = middle + gap + wide(fresh) + (phone ? 16 : 24);
  const x = xC + wide(fresh) / 2 + (phone ? 6 : 14);
  number("taken", phone ? 0 : x, phone ? at.cards - 10 : y, [{ text: text(phone ? words.takes_short : words.takes, 1 - z, (1 - z) * fresh), bold: true }], { ...beside, fill: ink });
  if (!phone) drawing.text("plate-name", xZ + 12, at.cards - 12, [{ text: "Z", italic: true }, { text: "t", sub: true }], { size: 18, fill: inkOf("update") });

  function number(key, nx, ny, runs, style) {
    drawing.text(`number-${key}`, nx, ny, runs, style).setAttribute("tabindex", 0);
  }
}

/** R and Z read the whole state; the candidate reads what R leaves of it, of every unit. */
function readers(drawing, at, { reading, step, labels: words, term, phone, point }, first, second) {
  const { x, height } = at.strip;
  const middle = (i) => i * (at.card.width + at.card.gap) + at.card.width / 2;
  const bottom = at.cards + at.card.height;
  const right = at.width - (phone ? 14 : 30);
  const look = { x, width: right - x - (phone ? 6 : 14), height, term, point };
  const grey = "var(--sv-before)";
  const raw = reading.opened ? second : first;
  token(drawing, raw, height, step, reading, words, phone);
  strip(drawing, "state", stateBefore(reading, step.t), { ...look, y: raw });
  const read = reading.opened ? words.state_whole : words.state_read.replace("{count}", reading.width);
  caption(drawing, "state", x, raw + height + 20, read + (phone ? "" : words.colours), phone);
  drawing.line("reads-candidate", middle(1), bottom, middle(1), first - 8, grey, 1.25);
  drawing.path("reads-reset", `M${phone ? 8 : 64},${bottom} V${raw - 10} H${middle(1)} V${raw - 2}`, { fill: "none", stroke: grey, "stroke-width": 1.25 });
  drawing.path("reads-update", `M${right},${bottom} V${raw - 10} H${middle(1)}`, { fill: "none", stroke: grey, "stroke-width": 1.25 });
  if (!reading.opened) {
    const shut = 1 - step.sums.reset.value;
    drawing.box("plate-reset", middle(1) - 16, bottom + 8, 32, 8, "var(--sv-line)", 1, 4);
    drawing.box("plate-reset-shut", middle(1) - 16, bottom + 8, 32 * shut, 8, "var(--sv-reset)", 1, 4);
    drawing.path("stem-reset", `M${middle(0) + 40},${bottom} V${bottom + 12} H${middle(1) - 16}`, { fill: "none", stroke: "var(--sv-reset)", "stroke-width": 2 });
    return;
  }
  strip(drawing, "opened", stateOpened(reading, step.t), { ...look, y: first });
  caption(drawing, "opened", phone ? 62 : x, first - 12, words.state_opened, phone, "R ⊙ H");
  const into = phone ? `M50,${bottom} V${first - 3}` : `M96,${bottom} V${first + height / 2} H${x - 4}`;
  drawing.path("stem-reset", into, { fill: "none", stroke: "var(--sv-reset)", "stroke-width": 2.5 });
}
