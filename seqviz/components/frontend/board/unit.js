// One unit along the sentence: its trace as a line, and the text coloured by its activation.

import { element, fill, sizedContext, write } from "../shared/dom.js";
import { csv } from "../shared/csv.js";
import { toPng, toSvg } from "../shared/picture.js";
import { shade } from "./bands.js";
import { unitPicture, unitRows } from "./pictures.js";
import { cut } from "./tokens.js";
import { valueOf } from "./store.js";

const HEIGHT = 84;
const TINT = 0.62; // share of the full colour behind the text, so that it stays readable

export function createUnit(panel, { store, palette, setup }) {
  const canvas = element("canvas", "sv-unit-trace", panel.body);
  const text = element("div", "sv-unit-text", panel.body);
  let sentence = "";
  const observer = new ResizeObserver(() => drawTrace());
  observer.observe(panel.body);

  text.addEventListener("pointerover", (event) => {
    const column = [...text.children].indexOf(event.target);
    if (column >= 0) store.look({ focus: column });
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!store.held.probe) return;
    const box = canvas.getBoundingClientRect();
    const last = store.held.probe.tokens.length - 1;
    const share = (event.clientX - box.left - 4) / (box.width - 8);
    store.look({ focus: Math.min(last, Math.max(0, Math.round(share * last))) });
  });

  function bytesOf(band, row) {
    const columns = store.held.probe.tokens.length;
    return band.values.subarray(row * columns, (row + 1) * columns);
  }

  function drawTrace() {
    const shownUnit = store.unitOnShow();
    const width = panel.body.clientWidth;
    if (!shownUnit || !width) return;
    const context = sizedContext(canvas, width, HEIGHT);
    const band = store.layer.bands[shownUnit.band];
    const columns = store.held.probe.tokens.length;
    const x = (t) => 4 + ((width - 8) * t) / Math.max(1, columns - 1);
    const low = band.signed ? -band.scale : 0;
    const y = (value) => HEIGHT - 6 - ((HEIGHT - 12) * (value - low)) / (band.scale - low);
    stroke(context, "var(--sv-line)", 1, [[0, y(0)], [width, y(0)]]);
    const { focus } = store.view;
    stroke(context, "var(--sv-accent)", 1, [[x(focus), 0], [x(focus), HEIGHT]]);
    if (shownUnit.other) {
      const other = store.layer.bands[shownUnit.other.band];
      const bytes = bytesOf(other, shownUnit.other.row);
      const scaled = (byte) => (valueOf(other, byte) / other.scale) * band.scale;
      stroke(context, "var(--sv-before)", 1.5, [...bytes].map((byte, t) => [x(t), y(Math.max(low, scaled(byte)))]));
    }
    if (shownUnit.row < 0) return;
    const points = [...bytesOf(band, shownUnit.row)].map((byte, t) => [x(t), y(valueOf(band, byte))]);
    stroke(context, `var(--sv-${band.colour})`, 2, points);
    context.beginPath();
    context.arc(...points[focus], 3.5, 0, 2 * Math.PI);
    context.fillStyle = palette.resolve(`var(--sv-${band.colour})`);
    context.fill();
  }

  function stroke(context, colour, width, points) {
    context.strokeStyle = palette.resolve(colour);
    context.lineWidth = width;
    context.lineJoin = "round";
    context.beginPath();
    points.forEach(([px, py], i) => (i ? context.lineTo(px, py) : context.moveTo(px, py)));
    context.stroke();
  }

  function writeText() {
    const { tokens, joiner } = store.held.probe;
    const now = JSON.stringify(tokens);
    if (now === sentence) return;
    sentence = now;
    text.classList.toggle("sv-unit-words", joiner !== "");
    text.replaceChildren(
      ...tokens.map((token) => {
        const span = element("span", "sv-unit-token");
        write(span, cut(token));
        if (cut(token) !== token) span.title = token;
        return span;
      }),
    );
  }

  function colourText() {
    const { row, band: index } = store.unitOnShow();
    const band = store.layer.bands[index];
    const bytes = row < 0 ? null : bytesOf(band, row);
    [...text.children].forEach((span, t) => {
      const share = bytes ? valueOf(band, bytes[t]) / band.scale : 0;
      span.style.background = `rgb(${shade(band, TINT * share, palette).join()})`;
    });
  }

  function markText() {
    text.querySelector(".sv-token-focus")?.classList.remove("sv-token-focus");
    text.children[store.view.focus]?.classList.add("sv-token-focus");
  }

  function update(changed) {
    const unit = store.unitOnShow();
    panel.setEmpty(unit ? null : panel.emptyText);
    if (!unit) return;
    const { labels } = setup;
    const band = store.layer.bands[unit.band];
    write(panel.title, fill(labels.unit_title, { unit: unit.unit, gate: `${band.name} ${band.symbol}` }));
    write(panel.hint, unit.pinned ? (unit.row < 0 ? labels.absent : labels.pinned) : labels.unpinned);
    writeText();
    if (["probe", "layer", "hover", "pin", "theme"].some((key) => changed.has(key))) colourText();
    markText();
    drawTrace();
  }

  /** Tokens, band and bytes of the unit on show; one that is not among the rows has none. */
  function onShow() {
    const { row, band } = store.unitOnShow();
    const layer = store.layer.bands[band];
    return [store.held.probe.tokens, layer, row < 0 ? [] : bytesOf(layer, row)];
  }

  const picture = () => unitPicture(panel, palette, ...onShow());
  const exports = { png: () => toPng(picture()), svg: () => toSvg(picture()), csv: () => csv(unitRows(...onShow())) };
  return { update, exports, destroy: () => observer.disconnect() };
}
