// A drawing whose parts stay from step to step, so that streams and plates glide to their new width.

import { svgElement } from "../shared/dom.js";

let drawings = 0;

/** Return a drawing in `svg`: call `begin`, draw every part under its key, then `end`. */
export function createDrawing(svg) {
  const hatch = `sv-machine-hatch-${(drawings += 1)}`;
  const defs = svgElement("defs");
  const pattern = svgElement("pattern", {
    id: hatch, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  });
  pattern.append(svgElement("rect", { width: 2.5, height: 7, fill: "var(--sv-panel)" }));
  defs.append(pattern);
  svg.append(defs);
  const parts = new Map();
  let drawn = new Set();

  /** The part of this key, made where it is new; parts stand in the order in which they were first drawn. */
  function part(key, tag, attributes) {
    let made = parts.get(key);
    if (!made) {
      made = { node: svgElement(tag), has: {} };
      parts.set(key, made);
      svg.append(made.node);
    }
    drawn.add(key);
    const { node, has } = made;
    for (const name in attributes) {
      if (has[name] !== attributes[name]) node.setAttribute(name, (has[name] = attributes[name]));
    }
    return node;
  }

  const drawing = {
    svg,
    begin(width, height) {
      drawn = new Set();
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    },
    end() {
      for (const [key, { node }] of parts) {
        if (drawn.has(key)) continue;
        node.remove();
        parts.delete(key);
      }
    },
    part,
    box(key, x, y, width, height, fill, opacity = 1, rx = 0) {
      return part(key, "rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), fill, opacity, rx });
    },
    /** A stream: a box as wide as its value, never thinner than a hair; a negative one is hatched. */
    stream(key, x, y, width, height, fill, value, opacity = 0.92) {
      const across = { width: Math.max(width, value ? 0.8 : 0), height: Math.max(height, value ? 0.8 : 0) };
      drawing.box(key, x, y, across.width, across.height, fill, opacity);
      const lines = drawing.box(`${key}-hatch`, x, y, across.width, across.height, `url(#${hatch})`, value < 0 ? 0.55 : 0);
      lines.setAttribute("pointer-events", "none");
    },
    line(key, x1, y1, x2, y2, stroke, width) {
      return part(key, "line", { x1, y1, x2, y2, stroke, "stroke-width": width });
    },
    path(key, d, attributes) {
      return part(key, "path", { d, ...attributes });
    },
    hatched: () => `url(#${hatch})`,
    /** Text of runs: a string, or {text, italic, sub, bold}. */
    text(key, x, y, runs, { size = 16, fill = "var(--sv-ink)", anchor = "start", className = "" } = {}) {
      const node = part(key, "text", { x, y, "font-size": size, "text-anchor": anchor, class: className });
      node.style.fill = fill;
      const now = JSON.stringify(runs);
      if (node.dataset.runs === now) return node;
      node.dataset.runs = now;
      node.replaceChildren(...spans(runs, size));
      return node;
    },
  };
  return drawing;
}

function spans(runs, size) {
  let lowered = 0;
  return runs.map((run) => {
    const { text, italic, sub, bold, math } = typeof run === "string" ? { text: run } : run;
    const span = svgElement("tspan", {}, text);
    if (italic || sub || math) span.setAttribute("class", italic ? "sv-machine-math sv-machine-italic" : "sv-machine-math");
    if (bold) span.setAttribute("font-weight", 650);
    if (sub) span.setAttribute("font-size", size * 0.68);
    const dy = (sub ? size * 0.22 : 0) - lowered;
    if (dy) span.setAttribute("dy", dy);
    lowered += dy;
    return span;
  });
}

/** The runs of a letter with its index and perhaps a value behind it. */
export const named = (base, index, value = null) => [
  { text: base, italic: true }, { text: index, sub: true }, ...(value === null ? [] : [{ text: `\u2002${value}`, bold: true }]),
];
