// The `wall` component: a landscape of a loss and two descents. Python computes; here it is projected, turned, replayed.

import { createPalette } from "../shared/colours.js";
import { csv } from "../shared/csv.js";
import { element, fill, write } from "../shared/dom.js";
import { bytesFromBase64, decodePayload } from "../shared/payload.js";
import { textScale } from "../shared/scale.js";
import { createTakeHome } from "../shared/take_home.js";
import { projection, tilesOf, tileUnder } from "./landscape.js";
import { paintGround, paintWalk } from "./painter.js";

const ANGLE = 0.36;
const TURN = 0.08;
const DRAG = 4; // pixels from which a press is a turn, not a click
const FRAME = 45; // milliseconds between two steps of a replay

const views = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const payload = decodePayload(data);
  if (!payload) return undefined;
  let view = views.get(parentElement);
  if (!view) views.set(parentElement, (view = build(parentElement)));
  const same = view.text === JSON.stringify(payload.walks);
  view.data = payload;
  view.heights = new Float32Array(bytesFromBase64(payload.heights).buffer);
  view.pick = (place) => setTriggerValue("picked", place);
  if (!same) {
    view.text = JSON.stringify(payload.walks);
    view.upto = last(view);
  }
  describe(view);
  draw(view);
  return () => {
    if (view.root.isConnected) return;
    view.sizes.disconnect();
    clearInterval(view.timer);
    views.delete(parentElement);
  };
}

const last = (view) => Math.max(...view.data.walks.map(({ points }) => points.length)) - 1;

function build(parent) {
  const root = element("div", "sv-wall", parent);
  const canvas = element("canvas", "", root);
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  const row = element("div", "row", root);
  const button = (act) => {
    const made = element("button", "", row);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const view = { root, canvas, angle: ANGLE, upto: 0, palette: createPalette(root), text: "", timer: 0 };
  view.replay = button(() => replay(view));
  view.step = button(() => show(view, view.upto >= last(view) ? 0 : view.upto + 1));
  view.all = button(() => show(view, last(view)));
  view.output = element("output", "", row);
  view.hint = element("span", "", row);
  view.sizes = new ResizeObserver(() => view.data && draw(view));
  view.sizes.observe(root);
  listen(view);
  const exports = { png: () => picture(canvas), csv: () => csv(rows(view)) };
  createTakeHome(root, exports, () => view.data.name);
  return view;
}

function describe(view) {
  const { labels } = view.data;
  write(view.replay, labels.replay);
  write(view.step, labels.step);
  write(view.all, labels.all);
  write(view.hint, labels.turn);
  view.canvas.setAttribute("aria-label", labels.drawing);
}

function listen(view) {
  let from = null;
  view.canvas.addEventListener("pointerdown", (event) => { from = { x: event.clientX, angle: view.angle, turned: false }; });
  view.canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const moved = event.clientX - from.x;
    if (!from.turned && Math.abs(moved) < DRAG) return;
    from.turned = true;
    view.angle = from.angle + moved / 250;
    requestAnimationFrame(() => draw(view));
  });
  for (const end of ["pointercancel", "pointerleave"]) view.canvas.addEventListener(end, () => { from = null; });
  view.canvas.addEventListener("pointerup", (event) => {
    if (from && !from.turned) choose(view, event.offsetX, event.offsetY);
    from = null;
  });
  view.canvas.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault(); // the page would scroll
      view.step.click();
      return;
    }
    const turn = { ArrowLeft: -TURN, ArrowRight: TURN }[event.key];
    if (!turn) return;
    event.preventDefault();
    view.angle += turn;
    draw(view);
  });
}

function choose(view, x, y) {
  const tile = tileUnder(view.tiles, x, y);
  if (!tile) return;
  const { shape, across, along } = view.data;
  const place = (index, count, [low, high]) => Number((low + ((high - low) * (index + 0.5)) / (count - 1)).toFixed(3));
  view.pick({ across: place(tile.row, shape[0], across), along: place(tile.column, shape[1], along) });
}

function replay(view) {
  clearInterval(view.timer);
  show(view, 0);
  view.timer = setInterval(() => {
    if (!view.root.isConnected || view.upto >= last(view)) clearInterval(view.timer);
    else advance(view, view.upto + 1);
  }, FRAME);
}

function show(view, upto) {
  clearInterval(view.timer);
  advance(view, upto);
}

function advance(view, upto) {
  view.upto = upto;
  compose(view);
}

/** Paint the ground for this size, angle and theme, then everything on it. */
function draw(view) {
  const width = view.root.clientWidth;
  if (!width) return;
  view.palette.refresh();
  const height = Math.round(Math.min(460, Math.max(300, width * 0.56)));
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  Object.assign(view, { width, height, ratio, at: projection(width, height, view.angle) });
  view.tiles = tilesOf(view.heights, view.data.shape, view.at);
  view.ground = document.createElement("canvas");
  const context = sized(view.ground, view);
  context.fillStyle = view.palette.resolve("var(--sv-panel)");
  context.fillRect(0, 0, width, height);
  paintGround(context, view.tiles, view.data.shape, view.palette);
  compose(view);
}

function sized(canvas, { width, height, ratio }) {
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return context;
}

function compose(view) {
  const { data, canvas, width, height, ground, palette } = view;
  const context = sized(canvas, view);
  canvas.style.height = `${height}px`;
  context.drawImage(ground, 0, 0, width, height);
  const font = `${13 * textScale()}px ${getComputedStyle(view.root).fontFamily}`;
  const paper = { width, height, font, palette, labels: data.labels };
  const place = placesOf(view);
  [...data.walks].reverse().forEach((walk) => paintWalk(context, walk, place, paper, view.upto));
  letter(context, view, place, font);
  write(view.output, fill(data.labels.at, { step: view.upto }));
  canvas.dataset.upto = String(view.upto);
}

function placesOf(view) {
  const share = ([low, high], value) => (value - low) / (high - low);
  const floor = (point) => [share(view.data.across, point[0]), share(view.data.along, point[1])];
  return {
    at: (point) => view.at(...floor(point), point[2] + 0.004),
    inside: (point, margin) => floor(point).every((value) => value >= -margin && value <= 1 + margin),
  };
}

function letter(context, view, place, font) {
  const { labels, walks } = view.data;
  context.font = font;
  context.textAlign = "center";
  context.fillStyle = view.palette.resolve("var(--sv-soft)");
  for (const [words, u, v] of [[labels.across, 0.5, 1.08], [labels.along, 1.06, 0.3]]) {
    const [x, y] = view.at(u, v, 0);
    if (words) context.fillText(words, x, y);
  }
  const [x, y] = place.at(walks[0].points[0]);
  context.fillStyle = view.palette.resolve("var(--sv-ink)");
  context.font = `600 ${font}`;
  context.textAlign = "left";
  context.fillText(labels.start, x + 9, y - 7);
}

const picture = (canvas) => new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });

function rows({ data }) {
  const head = ["step", ...data.walks.flatMap(({ name }) => ["w", "b", "E"].map((part) => `${name} ${part}`))];
  const length = Math.max(...data.walks.map(({ points }) => points.length));
  return [head, ...Array.from({ length }, (_, i) => [i, ...data.walks.flatMap(({ points }) => points[i] ?? ["", "", ""])])];
}
