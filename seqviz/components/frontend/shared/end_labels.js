// The name of a curve, written where the curve ends, in the curve's colour; names that would collide move apart.

const LINE_HEIGHT = 1.2; // of the type's size
const GAP = 6;
const NEAR_END = 0.7; // a curve that reaches this far has its name in the margin, clear of all lines

const pen = document.createElement("canvas").getContext("2d");

function widthOf(text, font) {
  pen.font = `600 ${font.size}px ${font.family}`;
  return pen.measureText(text).width;
}

/** Position on an axis: decades on a log axis. */
function onAxis(value, axis) {
  if (value === null || value === undefined) return NaN;
  return axis.log ? Math.log10(value) : Number(value);
}

/** The last point of a trace that the axes show, as positions on them, or null. */
function lastVisiblePoint(trace, x, y) {
  for (let i = trace.y.length - 1; i >= 0; i -= 1) {
    const px = x.range ? onAxis(trace.x?.[i] ?? (trace.x0 ?? 0) + i * (trace.dx ?? 1), x) : null;
    const py = onAxis(trace.y[i], y);
    if ((px === null || inside(px, x.range)) && inside(py, y.range)) return [px, py];
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

/** Move labels apart vertically, each as little as the others allow, within 0..height. */
export function spread(labels, height, line) {
  const placed = [...labels].sort((a, b) => a.at - b.at);
  for (const label of placed) label.top = label.at;
  for (let round = 0; round < 30; round += 1) {
    let moved = false;
    for (let i = 1; i < placed.length; i += 1) {
      const [upper, lower] = [placed[i - 1], placed[i]];
      const overlap = line - (lower.top - upper.top);
      if (overlap > 0.5) {
        upper.top -= overlap / 2;
        lower.top += overlap / 2;
        moved = true;
      }
    }
    for (const label of placed) label.top = Math.min(height - 4, Math.max(4, label.top));
    if (!moved) return;
  }
}

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

/**
 * Plotly annotations for all traces with `meta.end_label`.
 * `area` is the plot's inner size in pixels, `x` and `y` are `{range, log}` (ranges of log axes in decades);
 * an x axis of dates or names has no range, and its curves are named in the margin.
 */
export function endLabels(traces, area, x, y, font) {
  const labels = [];
  for (const trace of traces) {
    const point = trace.meta?.end_label && trace.y ? lastVisiblePoint(trace, x, y) : null;
    if (!point) continue;
    const [last, py] = point;
    const across = placeAcross(last, x);
    labels.push({
      text: trace.meta.end_label, colour: trace.meta.label_colour ?? trace.line?.color ?? trace.marker?.color, across, py,
      left: area.width * across,
      at: (area.height * (y.range[1] - py)) / (y.range[1] - y.range[0]),
      width: widthOf(trace.meta.end_label, font) + 2 * GAP,
      weight: trace.meta.baseline ? 400 : 600,
    });
  }
  for (const group of neighbours(labels)) spread(group, area.height, LINE_HEIGHT * font.size);
  return labels.map((label) => ({
    text: label.text, x: label.across, y: label.py, xref: "paper", yref: "y", showarrow: false,
    xanchor: "left", yanchor: "middle", xshift: GAP, yshift: label.at - label.top,
    font: { color: label.colour, size: font.size, weight: label.weight },
  }));
}
