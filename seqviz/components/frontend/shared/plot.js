// One plotly chart that lives as long as its element: numbers go in, the drawing follows, the zoom stays.

import { loadPlotly, prefetchPlotly } from "./plotly.js";
import { createPalette } from "./colours.js";
import { calmRange, extentOf, logTicks } from "./ranges.js";
import { chartTypeScale, enlarged, textScale } from "./scale.js";
import { columnWidth, endLabels } from "./end_labels.js";
import { numbersOf } from "./payload.js";
import { reachEnds, showLonePoints } from "./traces.js";
import { csv } from "./csv.js";
import { figureRows } from "./figure_rows.js";

// Zoom by dragging, zoom out by a double click, files from the panel's menu: a toolbar would be furniture.
const CONFIG = { displaylogo: false, displayModeBar: false, responsive: false, doubleClick: false, showTips: false };
const AXES = ["xaxis", "yaxis"];
const marginsOf = (layout) => ({ l: 44, r: 76, t: 8, b: 28, ...layout.margin });
const labelFont = (layout, scale) => ({ family: layout.font.family, size: 12.5 * scale });

// Charts of one page take turns, one per animation frame: together they would hold up the pointer.
const waiting = [];

function nextTurn() {
  const paint = waiting.shift();
  if (waiting.length) requestAnimationFrame(nextTurn);
  paint();
}

function takeTurn(paint) {
  waiting.push(paint);
  if (waiting.length === 1) requestAnimationFrame(nextTurn);
}

/**
 * Return a chart inside `host`: `draw({figure, revision, series, height})`, `retheme()`, `destroy()`, and `exports`, what
 * it can be taken home as.
 * `onClick(point)` is called with `{trace, index, x, y}` where a handler is given.
 */
export function createPlot(host, { onClick } = {}) {
  const palette = createPalette(host);
  const canvas = document.createElement("div");
  host.append(canvas);
  const held = {}; // calm range of each axis
  const settled = {}; // whether this module, not plotly, sets an axis's range
  const zoom = {}; // range of each axis that the reader chose by hand
  const memory = {}; // the order of the names at the ends
  let room = {}; // the margins that names and figures have needed
  let wanted = null;
  let template = null;
  let templateKey = "";
  let queued = false;
  let busy = false;
  let bound = false;
  let alive = true;

  prefetchPlotly();
  const sizes = new ResizeObserver(() => schedule());
  sizes.observe(host);
  let inSight = true;
  const sight = new IntersectionObserver(([entry]) => {
    inSight = entry.isIntersecting;
    if (inSight) schedule();
  }, { rootMargin: "200px" });
  sight.observe(host);

  function schedule() {
    if (queued || !alive) return;
    queued = true;
    takeTurn(paint);
  }

  async function paint() {
    queued = false;
    const width = host.clientWidth;
    if (!alive || !wanted || width === 0 || (bound && !inSight)) return; // out of sight: drawn when it comes back
    if (busy) return schedule();
    busy = true;
    try {
      const Plotly = await loadPlotly();
      if (!alive) return;
      const { traces, layout } = compose(width);
      await Plotly.react(canvas, traces, layout, CONFIG);
      if (!bound) listen();
      host.dataset.drawn = String(Number(host.dataset.drawn ?? 0) + 1);
    } finally {
      busy = false;
    }
  }

  function resolvedTemplate(scale) {
    const key = `${wanted.revision}|${palette.signature}|${scale}`;
    if (key !== templateKey) {
      template = palette.resolveAll(wanted.figure);
      template.layout = enlarged(template.layout ?? {}, scale);
      for (const trace of template.data) {
        if (trace.textfont) trace.textfont = enlarged(trace.textfont, scale, "textfont");
        for (const axis of ["x", "y"]) if (trace[axis]?.bdata && !trace[axis].shape) trace[axis] = numbersOf(trace[axis]);
      }
      templateKey = key;
    }
    return template;
  }

  function tracesOf(base) {
    return base.data.map((trace) => ({ ...trace, ...wanted.series?.[trace.name] }));
  }

  function compose(width) {
    const [scale, letters] = [textScale(), chartTypeScale()];
    const base = resolvedTemplate(letters);
    const traces = tracesOf(base);
    const layout = { ...base.layout, width, height: scale * (wanted.height ?? base.layout.height ?? 240) };
    layout.font = { family: getComputedStyle(host).fontFamily, ...layout.font };
    layout.dragmode ??= window.matchMedia("(pointer: coarse)").matches ? false : "zoom";
    const labelled = traces.some((trace) => trace.meta?.end_label);
    if (wanted.series || labelled) for (const name of AXES) layout[name] = settledAxis(name, layout[name] ?? {}, traces);
    for (const trace of traces) {
      if (trace.meta?.baseline) reachEnds(trace, layout.xaxis);
      else showLonePoints(trace);
    }
    if (labelled && wanted.series) layout.margin = { ...layout.margin, ...fitted(traces, layout, letters) };
    if (labelled) layout.annotations = [...(layout.annotations ?? []), ...labels(traces, layout, letters)];
    return { traces, layout };
  }

  /** The margins of a live chart: as wide as the names and figures in them have been so far, the curves get the rest. */
  function fitted(traces, layout, scale) {
    if (room.revision !== wanted.revision) room = { revision: wanted.revision, l: 0, r: 0 };
    const asked = marginsOf(layout);
    const names = labels(traces, layout, scale).map(({ text }) => text);
    const figures = layout.yaxis.ticktext?.map((text) => text.replace(/<[^>]*>/g, ""));
    const font = { family: layout.font.family, size: layout.yaxis.tickfont?.size ?? layout.font.size };
    room.r = Math.max(room.r, Math.min(asked.r, Math.ceil(columnWidth(names, labelFont(layout, scale)))));
    if (figures) room.l = Math.max(room.l, Math.min(asked.l, Math.ceil(columnWidth(figures, font))));
    return { l: room.l || asked.l, r: room.r || asked.r };
  }

  /** Fix an axis: the reader's zoom first, then the figure's own range, then a calm range around the data. */
  function settledAxis(name, axis, traces) {
    const letter = name[0];
    const log = axis.type === "log";
    const drawn = traces.filter((trace) => !(trace.meta?.baseline && letter === "x"));
    settled[name] = !drawn.some((trace) => typeof trace[letter]?.[0] === "string"); // else dates or names
    if (!settled[name]) return axis;
    const own = axis.range && !axis.autorange ? axis.range : null;
    if (!own) {
      const numbers = drawn.map((trace) => trace[letter] ?? []);
      const include = numbers.some((values) => values.length) ? [axis.autorangeoptions?.include ?? []].flat() : [];
      held[name] = calmRange(held[name], extentOf([...numbers, include], log), log);
    }
    const range = [...(zoom[name] ?? own ?? held[name])];
    const ticks = log && !axis.tickvals && axis.dtick === undefined ? logTicks(range) : {};
    return { ...axis, ...ticks, range, autorange: false };
  }

  function labels(traces, layout, scale) {
    const margin = marginsOf(layout);
    const [width, height] = [layout.width - margin.l - margin.r, layout.height - margin.t - margin.b];
    const [x, y] = AXES.map((name) => ({ range: settled[name] ? layout[name].range : null, log: layout[name].type === "log" }));
    const font = labelFont(layout, scale);
    const area = { width, height, margin: margin.r };
    return y.range ? endLabels(traces, area, x, y, font, { live: Boolean(wanted.series), memory }) : [];
  }

  function listen() {
    bound = true;
    canvas.on("plotly_relayout", (change) => {
      let moved = false;
      for (const name of AXES) {
        if (change[`${name}.range[0]`] === undefined) continue;
        zoom[name] = [change[`${name}.range[0]`], change[`${name}.range[1]`]];
        moved = true;
      }
      if (moved) schedule();
    });
    canvas.on("plotly_doubleclick", () => {
      const free = AXES.filter((name) => !settled[name]).map((name) => [`${name}.autorange`, true]);
      for (const name of AXES) delete zoom[name];
      if (free.length) window.Plotly.relayout(canvas, Object.fromEntries(free));
      schedule();
    });
    if (onClick) canvas.on("plotly_click", ({ points: [point] }) => onClick(clicked(point)));
  }

  function clicked(point) {
    return { trace: point.data.name ?? "", index: point.pointIndex ?? point.pointNumber ?? 0, x: point.x, y: point.y };
  }

  /** The chart as a picture of its own: on the panel's colour, since its own background is none. */
  async function image(format) {
    const Plotly = await loadPlotly();
    const { traces, layout } = compose(host.clientWidth);
    layout.paper_bgcolor = palette.resolve("var(--sv-panel)");
    const size = { width: layout.width, height: layout.height, scale: format === "png" ? 2 : 1 };
    return (await fetch(await Plotly.toImage({ data: traces, layout }, { format, ...size }))).blob();
  }

  return {
    exports: {
      png: () => image("png"),
      svg: () => image("svg"),
      csv: () => csv(figureRows(tracesOf(resolvedTemplate(textScale())), wanted.figure.layout)),
    },
    draw(next) {
      wanted = next;
      palette.refresh();
      schedule();
    },
    retheme() {
      if (palette.refresh()) schedule();
    },
    destroy() {
      alive = false;
      sizes.disconnect();
      sight.disconnect();
      if (bound) window.Plotly.purge(canvas);
    },
  };
}
