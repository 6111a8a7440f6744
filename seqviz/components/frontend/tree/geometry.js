// Rows and columns become pixels. Pure arithmetic.

export const ROW = 31;
const PILL = { width: 92, height: 23 };
const LETTERS = 5;
const LETTER = 7.5;
export const ROOT = { width: 56, height: 23 };
export const TOP = 34;
const MIN_GAP = 40;
const MAX_GAP = 130;
const SIDE = 10;
const BADGE = 20;

/**
 * Places for a tree of `columns` steps and `rows` rows in `available` pixels; a badge may stand out at the right.
 * A pill has room for `letters` of its token.
 */
export function geometry({ columns, rows, root, letters }, available) {
  const pill = { width: PILL.width + LETTER * Math.max(0, letters - LETTERS), height: PILL.height };
  const free = available - 2 * SIDE - ROOT.width - columns * pill.width - BADGE;
  const gap = Math.min(MAX_GAP, Math.max(MIN_GAP, free / Math.max(1, columns)));
  const left = (step) => SIDE + ROOT.width + gap + (step - 1) * (pill.width + gap);
  const middle = (row) => TOP + ROW / 2 + row * ROW;
  const lift = Math.max(0, -root);
  return {
    width: Math.max(available, left(columns) + pill.width + BADGE + SIDE),
    height: TOP + (Math.max(rows, root) + 1 + lift) * ROW + 16,
    left,
    middle: (row) => middle(row + lift),
    rootLeft: SIDE,
    pill,
    gap,
  };
}

/** An edge from the right of one pill to the left of the next, `shift` pixels beside its axis. */
export function edge(x1, y1, x2, y2, shift = 0) {
  const bend = (x2 - x1) / 2;
  const [a, b] = [y1 + shift, y2 + shift];
  return `M${x1},${a} C${x1 + bend},${a} ${x2 - bend},${b} ${x2},${b}`;
}
