// The name of a curve, written where the curve ends, in the curve's colour; names that would collide move apart.

import { plainNumber } from "./ranges.js";

const LINE_HEIGHT = 1.2; // of the type's size
const GAP = 6;
const NEAR_END = 0.7; // a curve that reaches this far has its name in the margin, clear of all lines
const CLEARLY = 1.3; // two names change places once their curves are this many lines apart
const EDGE = 4; // pixels that a name's middle keeps from top and bottom

const pen = document.createElement("canvas").getContext("2d");

function widthOf(text, font) {
  pen.font = `600 ${font.size}px ${font.family}`;
  return Math.max(...text.split("<br>").map((line) => pen.measureText(line).width));
}

/** The width of a column of such texts, with its distance from the curves; markup in them counts as letters. */
export function columnWidth(texts, font) {
  return texts.length ? Math.max(...texts.map((text) => widthOf(text, font))) + 2 * GAP : 0;
}

/** Position on an axis: decades on a log axis. */
function onAxis(value, axis) {
  if (value === null || value === undefined) return NaN;
  return axis.log ? Math.log10(value) : Number(value);
}

/** The last point of a trace that the axes show, as positions on them with the value, or null. */
function lastVisiblePoint(trace, x, y) {
  for (let i = trace.y.length - 1; i >= 0; i -= 1) {
    const px = x.range ? onAxis(trace.x?.[i] ?? (trace.x0 ?? 0) + i * (trace.dx ?? 1), x) : null;
    const py = onAxis(trace.y[i], y);
    if ((px === null || inside(px, x.range)) && inside(py, y.range)) return { px, py, value: trace.y[i] };
  }
  return null;
}

/** Where a name stands: beside the last point, or in the margin if the curve comes near it. Shares of the width. */
function placeAcross(last, x) {
  const share = last === null ? 1 : (last - x.range[0]) / (x.range[1] - x.range[0]);
  return share > NEAR_END ? 1 : share;
}

function inside(value, [low, high]) {
  const slack = 1e-6 * (high - low);
  return value >= low - slack && value <= high + slack;
}

/** The order of names from top to bottom: as before, except where two curves have clearly changed places. */
export function settledOrder(before, labels, line) {
  const at = new Map(labels.map((label) => [label.key, label.at]));
  const order = before.filter((key) => at.has(key));
  for (const { key } of labels) if (!order.includes(key)) order.push(key);
  for (let round = 0; round < order.length; round += 1) {
    for (let i = 1; i < order.length; i += 1) {
      const [upper, lower] = [order[i - 1], order[i]];
      if (at.get(upper) - at.get(lower) > CLEARLY * line) [order[i - 1], order[i]] = [lower, upper];
    }
  }
  return order;
}

/** Give each label its `top`: in the order given, clear of each other, inside 0..height, as near to `at` as that allows. */
export function spread(labels, height, line) {
  const lines = labels.map((label) => label.lines ?? 1);
  const offsets = lines.map((count, i) => (i ? (line * (count + lines[i - 1])) / 2 : 0));
  for (let i = 1; i < offsets.length; i += 1) offsets[i] += offsets[i - 1];
  const room = Math.max(0, height - 2 * EDGE);
  const squeeze = Math.min(1, room / (offsets.at(-1) || 1));
  // Without their distances the places must only rise: neighbours that do not are averaged, until all do.
  const blocks = [];
  labels.forEach((label, i) => {
    blocks.push({ sum: label.at - squeeze * offsets[i], count: 1 });
    while (blocks.length > 1 && mean(blocks.at(-2)) > mean(blocks.at(-1))) {
      const { sum, count } = blocks.pop();
      blocks.at(-1).sum += sum;
      blocks.at(-1).count += count;
    }
  });
  const most = EDGE + Math.max(0, room - squeeze * (offsets.at(-1) ?? 0));
  const places = blocks.flatMap((block) => Array(block.count).fill(Math.min(most, Math.max(EDGE, mean(block)))));
  labels.forEach((label, i) => { label.top = places[i] + squeeze * offsets[i]; });
}

const mean = ({ sum, count }) => sum / count;

/** Split labels into groups whose texts could touch, from left to right. */
function neighbours(labels) {
  const groups = [];
  for (const label of [...labels].sort((a, b) => a.left - b.left)) {
    const group = groups.at(-1);
    if (group && label.left < group.right) {
      group.labels.push(label);
      group.right = Math.max(group.right, label.left + label.width);
    } else {
      groups.push({ labels: [label], right: label.left + label.width });
    }
  }
  return groups.map((group) => group.labels);
}

function sameNumbers(one, other) {
  return one === other || (one.length === other.length && one.every((value, i) => Object.is(value, other[i])));
}

/** Curves that lie on each other all the way share one label: "a = b". */
function unitedNames(labelled, room, font) {
  const names = [];
  for (const { trace, text } of labelled) {
    const twin = trace.meta.baseline ? null : names.find((one) => !one.trace.meta.baseline && sameNumbers(one.trace.y, trace.y));
    if (twin) Object.assign(twin, { top: trace, texts: [...twin.texts, text] });
    else names.push({ trace, top: trace, texts: [text] });
  }
  return names.map(({ trace, top, texts }) => {
    const wide = widthOf(texts.join(" = "), font) + GAP > room;
    return { trace, top, text: texts.join(wide ? " =<br>" : " = "), lines: wide ? texts.length : 1 };
  });
}

/**
 * Plotly annotations for all traces with `meta.end_label`, in which `{y}` is the last value.
 * `area` is the plot's inner size in pixels and the `margin` at its right, `x` and `y` are `{range, log}` (ranges of log
 * axes in decades); an x axis of dates or names has no range. `live` puts all names into the margin, where no curve runs.
 * `memory.order` keeps the order of names from frame to frame.
 */
export function endLabels(traces, area, x, y, font, { live, memory }) {
  const ends = new Map();
  const labelled = [];
  for (const trace of traces) {
    const point = trace.meta?.end_label && trace.y ? lastVisiblePoint(trace, x, y) : null;
    if (!point) continue;
    ends.set(trace, point);
    labelled.push({ trace, text: trace.meta.end_label.replace("{y}", plainNumber(Number(point.value.toPrecision(3)))) });
  }
  const line = LINE_HEIGHT * font.size;
  const labels = unitedNames(labelled, area.margin, font).map(({ trace, top, text, lines }, i) => {
    const { px, py } = ends.get(trace);
    const across = live ? 1 : placeAcross(px, x);
    return {
      key: trace.name ?? i, text, lines, across, py,
      colour: top.meta.label_colour ?? top.line?.color ?? top.marker?.color, // the one that is seen
      left: area.width * across,
      at: (area.height * (y.range[1] - py)) / (y.range[1] - y.range[0]),
      width: widthOf(text, font) + 2 * GAP,
      weight: trace.meta.baseline ? 400 : 600,
    };
  });
  memory.order = settledOrder(memory.order ?? [], labels, line);
  const rank = (label) => memory.order.indexOf(label.key);
  for (const group of neighbours(labels)) spread(group.sort((a, b) => rank(a) - rank(b)), area.height, line);
  return labels.map((label) => ({
    text: label.text, x: label.across, y: label.py, xref: "paper", yref: "y", showarrow: false,
    xanchor: "left", yanchor: "middle", align: "left", xshift: GAP, yshift: label.at - label.top,
    font: { color: label.colour, size: font.size, weight: label.weight },
  }));
}
