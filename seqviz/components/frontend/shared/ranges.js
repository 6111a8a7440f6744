// Calm axes for live charts: a range is rounded outwards, kept while the data fit, and shrinks seldom.

// Fine enough that a curve always reaches close to the end of its axis.
const STEPS = [1, 1.1, 1.25, 1.4, 1.6, 1.8, 2, 2.25, 2.5, 2.75, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10];
const DECADE_STEP = 0.1; // log axes grow by tenths of a decade
const LEAST_DECADES = 0.4; // a single value too stands between two ticks
const LEAST_FILLED = 0.55; // a range that the data fill less than this shrinks to them

/** Smallest round number that is not below a positive value. */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = STEPS.find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(12));
}

/** Least and greatest finite number of the arrays (positive ones only on a log axis), or null. */
export function extentOf(arrays, log) {
  let low = Infinity;
  let high = -Infinity;
  for (const values of arrays) {
    for (const value of values) {
      if (value === null || !Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return null;
  return log ? [Math.log10(low), Math.log10(high)] : [low, high];
}

function roundedLog(extent) {
  const widen = Math.max(0, LEAST_DECADES - (extent[1] - extent[0])) / 2;
  const [low, high] = [extent[0] - widen, extent[1] + widen];
  return [(Math.floor(low / DECADE_STEP) - 0.5) * DECADE_STEP, (Math.ceil(high / DECADE_STEP) + 0.5) * DECADE_STEP];
}

function roundedLinear([low, high]) {
  if (low >= 0 && low <= 0.5 * high) return [0, high === 0 ? 1 : roundUp(high)];
  const span = high - low || Math.abs(high);
  const bottom = low - 0.08 * span;
  return [bottom, bottom + roundUp((high - bottom) * 1.08)];
}

/** Return the range to draw: the held one while it serves, else a new one rounded outwards. */
export function calmRange(held, extent, log) {
  if (!extent) return held ?? [0, 1];
  const fits = held && extent[0] >= held[0] && extent[1] <= held[1];
  const target = log ? roundedLog(extent) : roundedLinear(extent);
  const filled = held ? (target[1] - target[0]) / (held[1] - held[0]) : 0;
  return fits && filled >= LEAST_FILLED ? held : target;
}

/** Tick values and plain labels for a log axis: 1-2-5 per decade, thinned where there are many decades. */
export function logTicks([low, high]) {
  const decades = high - low;
  const digits = decades > 3.5 ? [1] : decades > 0.9 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7];
  const values = [];
  const every = Math.max(1, Math.ceil(decades / 6));
  for (let power = Math.floor(low); power <= Math.ceil(high); power += 1) {
    if (decades > 3.5 && power % every !== 0) continue;
    for (const digit of digits) {
      const value = digit * 10 ** power;
      if (Math.log10(value) >= low && Math.log10(value) <= high) values.push(value);
    }
  }
  return { tickvals: values, ticktext: values.map(plainNumber) };
}

/** A tick's number without superfluous zeros; powers of ten beyond the readable. */
export function plainNumber(value) {
  if (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)) {
    const power = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    const digit = Number((value / 10 ** power).toPrecision(2));
    return `${digit === 1 ? "" : `${digit}·`}10<sup>${power}</sup>`.replace("-", "−");
  }
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
