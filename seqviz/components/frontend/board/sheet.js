// The sheet of the cell panel: geometry, tokens, bands, strip, and the marks that lie over them.

import { element, write, sizedContext } from "../shared/dom.js";
import { paintBand, rowHeight } from "./bands.js";
import { cut } from "./tokens.js";

const TOKENS_HEIGHT = 26;
const GAP = 8;
const STRIP_HEIGHT = 32;
const LEAST_COLUMN = 10;

const pen = document.createElement("canvas").getContext("2d");

export function createSheet(scroll, names, { store, palette, setup }) {
  const root = element("div", "sv-sheet", scroll);
  const axis = element("div", "sv-sheet-tokens", root);
  const body = element("div", "sv-sheet-bands", root);
  const strip = element("canvas", "sv-sheet-strip", root);
  const column = element("div", "sv-sheet-column", root);
  const hoverRow = element("div", "sv-sheet-row", root);
  const pinRow = element("div", "sv-sheet-row sv-sheet-row-pinned", root);
  let shape = "";
  let columnWidth = LEAST_COLUMN;
  let row = 2;
  let canvases = [];
  let spans = [];

  const bandHeight = () => row * store.layer.units.length;
  const top = (band) => TOKENS_HEIGHT + band * (bandHeight() + GAP);
  const bottom = () => top(store.layer.bands.length);

  /** Make tokens, bands and names anew if the sentence or the layer is another one. */
  function build() {
    const { probe } = store.held;
    const { layer } = store;
    row = rowHeight(layer.bands.length, layer.units.length);
    const bands = layer.bands.map(({ values, ...facts }) => facts);
    const now = JSON.stringify([probe.tokens, layer.units.length, row, layer.gradient.length > 0, bands]);
    if (now === shape) return;
    shape = now;
    spans = probe.tokens.map((token) => {
      const span = element("span", "sv-token");
      write(span, cut(token));
      if (cut(token) !== token) span.title = token;
      return span;
    });
    axis.replaceChildren(...spans);
    axis.classList.toggle("sv-sheet-words", probe.joiner !== "");
    canvases = layer.bands.map(() => element("canvas", "sv-band"));
    body.replaceChildren(...canvases);
    strip.hidden = layer.gradient.length === 0;
    nameBands(layer);
    place();
  }

  function nameBands(layer) {
    const boxes = layer.bands.map((band) => {
      const box = element("div", "sv-name");
      box.style.height = `${bandHeight() + GAP}px`;
      const text = element("div", "sv-name-text", box);
      const line = element("div", "sv-name-line", text);
      line.style.color = `var(--sv-${band.colour})`;
      write(element("span", "sv-name-word", line), band.name);
      write(element("span", "sv-name-symbol", line), band.symbol);
      const scale = String(Number(band.scale.toPrecision(3)));
      write(element("div", "sv-name-range", text), band.signed ? `−${scale} … ${scale}` : `0 … ${scale}`);
      return box;
    });
    const gradient = element("div", "sv-name sv-name-gradient");
    gradient.style.height = `${STRIP_HEIGHT}px`;
    write(element("div", "sv-name-line sv-name-formula", gradient), layer.gradient.length ? setup.labels.gradient : "");
    names.replaceChildren(...boxes, gradient);
    names.style.paddingTop = `${TOKENS_HEIGHT}px`;
  }

  /** Width that the widest token needs on the axis. */
  function leastColumn() {
    pen.font = getComputedStyle(axis).font;
    const widest = Math.max(...spans.map((span) => pen.measureText(span.textContent).width));
    return Math.max(LEAST_COLUMN, Math.ceil(widest) + (widest > 20 ? 8 : 2));
  }

  /** Fit the columns to the width there is; too many of them scroll sideways. */
  function place() {
    const columns = spans.length;
    if (!columns || !scroll.clientWidth) return;
    columnWidth = Math.max(leastColumn(), Math.floor(scroll.clientWidth / columns));
    root.style.setProperty("--column", `${columnWidth}px`);
    root.style.width = `${columnWidth * columns}px`;
    for (const canvas of canvases) canvas.style.height = `${bandHeight()}px`;
    paintStrip();
    mark();
  }

  function paint() {
    const { layer } = store;
    layer.bands.forEach((band, i) => paintBand(canvases[i], band, layer.units.length, spans.length, palette));
    paintStrip();
  }

  function paintStrip() {
    const { gradient } = store.layer;
    if (!gradient.length) return;
    const context = sizedContext(strip, columnWidth * spans.length, STRIP_HEIGHT);
    const most = Math.max(...gradient, 0) || 1;
    context.fillStyle = palette.resolve("var(--sv-ink)");
    const inset = columnWidth > 8 ? 2 : 1;
    gradient.forEach((norm, t) => {
      const share = (norm ?? 0) / most;
      const height = Math.max(1.5, (STRIP_HEIGHT - 4) * share);
      context.globalAlpha = 0.18 + 0.82 * share;
      context.fillRect(t * columnWidth + inset, STRIP_HEIGHT - height, columnWidth - 2 * inset, height);
    });
    context.globalAlpha = 1;
  }

  /** Put the marks where the reader looks. */
  function mark() {
    const { focus, hover } = store.view;
    if (!spans.length) return;
    column.style.transform = `translateX(${focus * columnWidth}px)`;
    column.style.height = `${bottom() + (strip.hidden ? -GAP : STRIP_HEIGHT) - TOKENS_HEIGHT + 4}px`;
    column.style.top = `${TOKENS_HEIGHT - 3}px`;
    axis.querySelector(".sv-token-focus")?.classList.remove("sv-token-focus");
    spans[focus].classList.add("sv-token-focus");
    const unit = store.unitOnShow();
    markRow(pinRow, unit.pinned && unit.row >= 0 ? unit : null);
    markRow(hoverRow, hover);
  }

  function markRow(node, at) {
    node.hidden = !at;
    if (!at) return;
    node.style.top = `${top(at.band) + at.row * row - 1}px`;
    node.style.height = `${row + 2}px`;
  }

  return {
    build, place, paint, mark,
    get canvases() {
      return canvases;
    },
    get rowHeight() {
      return row;
    },
    /** Room that a layer will take, before it is there. */
    heightFor(bands, rows) {
      return TOKENS_HEIGHT + bands * (rowHeight(bands, rows) * rows + GAP) + STRIP_HEIGHT;
    },
    /** Column and row under a point of the sheet; `band` is null between the bands. */
    locate(x, y) {
      const box = root.getBoundingClientRect();
      const at = Math.min(spans.length - 1, Math.max(0, Math.floor((x - box.left) / columnWidth)));
      const band = Math.floor((y - box.top - TOKENS_HEIGHT) / (bandHeight() + GAP));
      const within = Math.floor((y - box.top - top(band)) / row);
      const hit = band >= 0 && band < store.layer.bands.length && within >= 0 && within < store.layer.units.length;
      return { column: at, hover: hit ? { band, row: within } : null };
    },
    /** Scroll sideways until a column is in sight. */
    reveal(at) {
      const left = at * columnWidth;
      if (left < scroll.scrollLeft) scroll.scrollLeft = left - columnWidth;
      else if (left + columnWidth > scroll.scrollLeft + scroll.clientWidth) {
        scroll.scrollLeft = left + 2 * columnWidth - scroll.clientWidth;
      }
    },
  };
}
