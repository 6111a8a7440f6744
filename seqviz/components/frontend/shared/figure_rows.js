// What a chart shows as a table: one column of positions for curves that share them, then their values by name.

import { numbersOf } from "./payload.js";

const FLOAT32_DIGITS = 7;

/** A number without the noise of 32 bits; dates as text. */
function plain(value, axis) {
  if (typeof value !== "number") return value;
  if (axis?.type === "date") return new Date(value).toISOString().replace(/T00:00:00\.000Z$/, "");
  return Number(value.toPrecision(FLOAT32_DIGITS));
}

function positionsOf(trace, letter, count) {
  if (trace[letter]) return Array.from(numbersOf(trace[letter]));
  const [first, step] = [trace[`${letter}0`] ?? 0, trace[`d${letter}`] ?? 1];
  return Array.from({ length: count }, (_, i) => first + i * step);
}

/** A heatmap: its columns are the header, its rows begin with their name. */
function matrixRows({ x, y, z }) {
  const [height, width] = z.shape ? String(z.shape).split(",").map(Number) : [z.length, z[0].length];
  const flat = z.bdata ? numbersOf(z) : null;
  const row = (i) => (flat ? Array.from(flat.subarray(i * width, (i + 1) * width)) : Array.from(z[i]));
  const names = positionsOf({ y }, "y", height);
  return [["", ...positionsOf({ x }, "x", width)], ...names.map((name, i) => [name, ...row(i).map((v) => plain(v))])];
}

/** Rows of the traces as they are given, header first. */
export function figureRows(traces, layout = {}) {
  const matrix = traces.find((trace) => trace.z);
  if (matrix) return matrixRows(matrix);
  const groups = new Map();
  traces.forEach((trace, number) => {
    const [along, across] = trace.orientation === "h" ? ["y", "x"] : ["x", "y"];
    if (!trace[across]) return;
    const values = Array.from(numbersOf(trace[across]));
    // a stretched axis: its places mean nothing, the numbers behind them do
    const at = trace.meta?.stretched ? { [along]: trace.customdata } : trace;
    const places = positionsOf(at, along, values.length).map((place) => plain(place, layout[`${along}axis`]));
    const key = JSON.stringify(places);
    if (!groups.has(key)) groups.set(key, { name: layout.meta?.[along] ?? layout[`${along}axis`]?.title?.text ?? along, places, columns: [] });
    const name = (trace.name ?? `${across}${number + 1}`).replace(/^\//, "");
    groups.get(key).columns.push({ name, values: values.map((value) => plain(value, layout[`${across}axis`])) });
  });
  const all = [...groups.values()];
  const header = all.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]);
  const length = Math.max(0, ...all.map(({ places }) => places.length));
  const rows = Array.from({ length }, (_, i) =>
    all.flatMap(({ places, columns }) => [places[i], ...columns.map(({ values }) => values[i])]),
  );
  return [header, ...rows];
}
