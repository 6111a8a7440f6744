// Where everything stands: token boxes in rows, the prediction above its references, one bar per n-gram in lanes
// between them. Pure arithmetic.

export const BOX_HEIGHT = 40;
const LANE = 13;
const BAR = 7;
const PADDING = 15;
const MIN_BOX = 44;
const MAX_MIN_BOX = 76;
const MIN_GAP = 10;
const MAX_GAP = 52;
const MARGIN = 6;
const MIDDLE = 96;
const NAME = 30;

/** Place tokens and n-grams for an available width; `measure` gives the width of a text in pixels. */
export function layOut({ prediction, references, n, rtl }, available, measure) {
  // Few tokens have wide boxes, many have narrow ones; a box always holds its token.
  const texts = [prediction, ...references];
  const longest = Math.max(1, ...texts.map((text) => text.length));
  const narrowest = Math.min(MAX_MIN_BOX, Math.max(MIN_BOX, (0.62 * available) / longest));
  const widths = texts.map((row) =>
    row.map((token) => Math.max(narrowest, measure(token) + 2 * PADDING)),
  );
  const gap = commonGap(widths, available - 2 * MARGIN);
  const lanes = n > 1 ? n : 0;
  const predictionTop = 8;
  const laneSpace = lanes * LANE + (lanes ? 6 : 0);
  const name = references.length > 1 ? NAME : 0; // one row is named below the drawing
  const firstTop = predictionTop + BOX_HEIGHT + 2 * laneSpace + MIDDLE;
  const tops = references.map((_, row) => firstTop + row * (BOX_HEIGHT + laneSpace + name));
  const rows = widths.map((row) => placeRow(row, gap));
  const width = Math.max(available, ...rows.map((row) => row.end + MARGIN));
  const [above, ...below] = rows.map((row) => (rtl ? mirror(row.boxes, width) : row.boxes));
  return {
    width,
    height: tops.at(-1) + BOX_HEIGHT + 6 + name,
    predictionTop,
    tops,
    prediction: above,
    references: below,
    nameAt: (row) => ({ x: rtl ? width - MARGIN : MARGIN, y: tops[row] + BOX_HEIGHT + 15 }),
    predictionBar: (position) => bar(above, position, n, lanes, predictionTop + BOX_HEIGHT + 8, 1, predictionTop),
    referenceBar: (row, position) => bar(below[row], position, n, lanes, tops[row] - 8 - BAR, -1, tops[row]),
  };
}

function commonGap(widths, available) {
  const free = widths.map((row) => (available - row.reduce((sum, w) => sum + w, 0)) / Math.max(1, row.length - 1));
  return Math.min(MAX_GAP, Math.max(MIN_GAP, Math.min(...free)));
}

function placeRow(widths, gap) {
  let x = MARGIN;
  const boxes = widths.map((width) => {
    const box = { x, width };
    x += width + gap;
    return box;
  });
  return { boxes, end: boxes.length ? x - gap : MARGIN };
}

function mirror(boxes, width) {
  return boxes.map((box) => ({ ...box, x: width - box.x - box.width }));
}

/** A bar spans the tokens of its n-gram; neighbours overlap, so each takes the lane of its place modulo n. */
function bar(boxes, position, n, lanes, base, direction, rowTop) {
  const span = boxes.slice(position, position + n);
  const left = Math.min(...span.map((box) => box.x));
  const right = Math.max(...span.map((box) => box.x + box.width));
  if (!lanes) return { x: left, width: right - left, y: rowTop, height: BOX_HEIGHT, left, right };
  return { x: left + 3, width: right - left - 6, y: base + direction * (position % n) * LANE, height: BAR, left, right };
}

/** The line from an n-gram of the prediction to its place in the reference. */
export function link(from, to) {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height];
  const [x2, y2] = [to.x + to.width / 2, to.y];
  const bend = (y2 - y1) / 2;
  return `M${x1},${y1} C${x1},${y1 + bend} ${x2},${y2 - bend} ${x2},${y2}`;
}

/** A small cross over the middle of a bar: this one has no place. */
export function cross({ x, y, width, height }) {
  const [cx, cy, r] = [x + width / 2, y + height / 2, 4.5];
  return `M${cx - r},${cy - r} L${cx + r},${cy + r} M${cx - r},${cy + r} L${cx + r},${cy - r}`;
}
