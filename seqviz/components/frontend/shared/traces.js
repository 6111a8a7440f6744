// What a chart asks for beyond plotly, trace by trace.

/** A baseline spans the axis: one level from end to end; levels that change as steps, the last one up to the end. */
export function reachEnds(trace, axis) {
  if (!axis.range) return;
  const levels = Array.from(trace.y ?? []);
  const [start, end] = axis.type === "log" ? axis.range.map((power) => 10 ** power) : axis.range;
  const known = levels.filter((level) => Number.isFinite(level));
  const constant = known.length === levels.length && known.every((level) => level === known[0]);
  if (!known.length) Object.assign(trace, { x: [], y: [] });
  else if (constant || !trace.x) Object.assign(trace, { x: [start, end], y: [known[0], known[0]] });
  else {
    // A level holds for the steps up to its point, so the line turns at the point before.
    Object.assign(trace, { x: [...trace.x, Math.max(end, trace.x.at(-1))], y: [...levels, levels.at(-1)] });
    trace.line = { ...trace.line, shape: "vh" };
  }
}

/** A point without neighbours would be a line of no length: such points get a dot. */
export function showLonePoints(trace) {
  const { y } = trace;
  if ((trace.type ?? "scatter") !== "scatter" || trace.mode !== "lines" || !y?.length || trace.line?.width === 0) return;
  const there = (i) => i >= 0 && i < y.length && y[i] !== null && Number.isFinite(Number(y[i]));
  const sizes = Array.from(y, (_, i) => (there(i) && !there(i - 1) && !there(i + 1) ? 6 : 0));
  if (!sizes.some(Boolean)) return;
  trace.mode = "lines+markers";
  trace.marker = { color: trace.line?.color, line: { width: 0 }, size: sizes };
}
