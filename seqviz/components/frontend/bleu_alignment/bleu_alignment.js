// The assembly line of BLEU: the n-grams of a prediction find places in its references, one after the other.
//
// Data from Python: prediction (tokens), references (tokens of each), names (of these, where there are several), n,
// places [{position, reference, target, fate}], shown (how many of them have had their turn), current (the one whose turn it is, or null), hint (one to point at, or null), sentences (one
// for each that had its turn), counts [{text, sum, fate}], labels, rtl. Reports `move`: -1 and 1 step, 0 goes to the
// start and 2 to the end.

import { element, svgElement } from "../shared/dom.js";
import { decodePayload } from "../shared/payload.js";
import { textScale } from "../shared/scale.js";
import { BOX_HEIGHT, cross, layOut, link } from "./layout.js";

const KEYS = { ArrowLeft: -1, ArrowRight: 1, Home: 0, End: 2 };
const TRAVEL_MS = 240;
const lines = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const payload = decodePayload(data);
  if (!payload) return undefined;
  let line = lines.get(parentElement);
  if (!line) lines.set(parentElement, (line = mount(parentElement)));
  line.move = (step) => setTriggerValue("move", step);
  draw(line, payload);
  return () => {
    // Streamlit also cleans up after a call that a newer one has overtaken: the drawing is still wanted then.
    if (line.host.isConnected) return;
    line.resize.disconnect();
    lines.delete(parentElement);
  };
}

function mount(parentElement) {
  const host = element("div", "sv-bleu");
  const told = element("p", "sv-bleu-told");
  told.setAttribute("aria-live", "polite");
  const scroller = element("div", "sv-bleu-scroller");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  const svg = svgElement("svg");
  svg.setAttribute("role", "img");
  scroller.append(svg);
  const counts = element("ul", "sv-bleu-counts");
  host.append(told, scroller, counts);
  parentElement.append(host);
  const line = { host, told, scroller, svg, counts, data: null, key: "", shown: 0, groups: [] };
  scroller.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    line.move?.(KEYS[event.key]);
  });
  line.resize = new ResizeObserver(() => line.data && scroller.clientWidth !== line.width && rebuild(line));
  line.resize.observe(scroller);
  return line;
}

function draw(line, data) {
  line.data = data;
  const { prediction, references, names, n, labels, rtl, places } = data;
  const key = JSON.stringify([prediction, references, names, n, labels, rtl, places.length]);
  if (key !== line.key) {
    line.key = key;
    line.shown = data.shown > 1 ? data.shown : 0;
    rebuild(line);
  }
  reveal(line);
  writeCounts(line);
}

// Fixed parts: row names, token boxes, the free places of the references, the window that moves along.
function rebuild(line) {
  const { data, svg, scroller } = line;
  line.width = scroller.clientWidth;
  // The drawing grows with the type of the page: projector mode enlarges both.
  line.scale = textScale();
  line.plan = layOut(data, Math.max(240, line.width / line.scale), measureIn(scroller));
  svg.replaceChildren();
  svg.setAttribute("width", line.plan.width * line.scale);
  svg.setAttribute("height", line.plan.height * line.scale);
  svg.setAttribute("viewBox", `0 0 ${line.plan.width} ${line.plan.height}`);
  svg.setAttribute("aria-label", data.labels.drawing);
  scroller.setAttribute("aria-label", data.labels.keys);
  scroller.dataset.top = data.labels.prediction;
  scroller.dataset.bottom = data.references.length > 1 ? "" : data.labels.reference;
  line.free = data.references.map((_, row) => freePlaces(line, row));
  line.layer = svgElement("g");
  svg.append(line.layer);
  line.boxes = {
    prediction: drawRow(line, data.prediction, line.plan.prediction, line.plan.predictionTop),
    references: data.references.map((row, r) => drawRow(line, row, line.plan.references[r], line.plan.tops[r])),
  };
  line.boxes.prediction.forEach((group, index) => pointAt(line, group, index));
  data.names.forEach((name, row) => svg.append(svgElement("text", { class: "name", ...line.plan.nameAt(row) }, name)));
  line.window = svgElement("rect", { class: "window", rx: 13, height: BOX_HEIGHT + 10 });
  line.pointer = svgElement("rect", { class: "pointer", rx: 13, height: BOX_HEIGHT + 10 });
  svg.append(line.window, line.pointer);
  line.groups = [];
  reveal(line);
}

function drawRow(line, tokens, boxes, top) {
  return boxes.map((box, index) => {
    const group = svgElement("g", { class: "token" });
    group.append(svgElement("rect", { x: box.x, y: top, width: box.width, height: BOX_HEIGHT, rx: 10 }));
    group.append(svgElement("text", { x: box.x + box.width / 2, y: top + BOX_HEIGHT / 2 }, tokens[index]));
    group.append(svgElement("line", {
      x1: box.x + 8, x2: box.x + box.width - 8, y1: top + BOX_HEIGHT - 9, y2: top + 9, class: "strike",
    }));
    line.svg.append(group);
    return group;
  });
}

// With single tokens the box itself is the place; longer n-grams have a bar above their reference.
function freePlaces(line, row) {
  const { n, references } = line.data;
  if (n === 1) return [];
  return Array.from({ length: Math.max(0, references[row].length - n + 1) }, (_, position) => {
    const rect = svgElement("rect", { class: "bar free", rx: 3.5, ...size(line.plan.referenceBar(row, position)) });
    line.svg.append(rect);
    return rect;
  });
}

// Moving parts: as many n-grams as have had their turn, the window on the last one, the pointer of a hint.
function reveal(line) {
  const { places, shown, current, n, hint } = line.data;
  while (line.groups.length > shown) line.groups.pop().forEach((part) => part.remove());
  const lively = shown === line.shown + 1 && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (let index = line.groups.length; index < Math.min(shown, places.length); index += 1) {
    line.groups.push(drawPlace(line, places[index], lively && index === shown - 1));
  }
  line.shown = shown;
  const taken = line.boxes.references.map((_, row) => takenIn(row, places.slice(0, shown)));
  line.free.forEach((bars, row) => bars.forEach((rect, at) => rect.classList.toggle("taken", taken[row].has(at))));
  line.boxes.prediction.forEach((group, index) => {
    group.dataset.fate = n === 1 && index < shown ? places[index].fate : "";
  });
  line.boxes.references.forEach((groups, row) => groups.forEach((group, index) => {
    group.dataset.fate = n === 1 && taken[row].has(index) ? "matched" : "";
    group.classList.toggle("idle", n === 1 && !taken[row].has(index));
  }));
  frame(line, line.window, current ?? null);
  frame(line, line.pointer, hint ?? null);
  tell(line, hint ?? current);
}

const takenIn = (row, places) =>
  new Set(places.filter((place) => place.target !== null && place.reference === row).map((place) => place.target));

function drawPlace(line, place, lively) {
  const from = line.plan.predictionBar(place.position);
  const parts = [];
  if (line.data.n > 1) {
    const rect = svgElement("rect", { class: "bar", rx: 3.5, ...size(from) });
    rect.dataset.fate = place.fate;
    pointAt(line, rect, place.position);
    parts.push(rect);
    if (place.fate === "missing") parts.push(svgElement("path", { d: cross(from), class: "cross" }));
  }
  if (place.target !== null) {
    const to = line.plan.referenceBar(place.reference, place.target);
    const path = svgElement("path", { d: link(from, to), class: "link", pathLength: 1 });
    if (lively) {
      path.classList.add("drawn");
      travel(line, from, to);
    }
    parts.push(path);
    if (line.data.n > 1) {
      const rect = svgElement("rect", { class: "bar", rx: 3.5, ...size(to) });
      rect.dataset.fate = "matched";
      parts.push(rect);
    }
  }
  line.layer.append(...parts);
  return parts;
}

// A shade of the n-gram moves to its place, so that the eye follows what became of it.
function travel(line, from, to) {
  const shade = svgElement("rect", { class: "shade", rx: 6, ...size(from) });
  line.svg.append(shade);
  const [x, y] = [to.x + to.width / 2 - from.x - from.width / 2, to.y - from.y];
  const frames = [{ transform: "none", opacity: 0.5 }, { transform: `translate(${x}px, ${y}px)`, opacity: 0.1 }];
  shade.animate(frames, { duration: TRAVEL_MS, easing: "ease-in-out" }).finished.finally(() => shade.remove());
}

function frame(line, rect, position) {
  const placed = position !== null && position < line.data.places.length;
  rect.style.visibility = placed ? "visible" : "hidden";
  if (!placed) return;
  const { left, right } = line.plan.predictionBar(position);
  rect.style.x = `${left - 5}px`;
  rect.style.width = `${right - left + 10}px`;
  rect.setAttribute("y", line.plan.predictionTop - 5);
  follow(line.scroller, left * line.scale, right * line.scale);
}

function follow(scroller, left, right) {
  if (scroller.scrollWidth <= scroller.clientWidth + 1) return;
  const outside = left < scroller.scrollLeft + 20 || right > scroller.scrollLeft + scroller.clientWidth - 20;
  if (outside) scroller.scrollTo({ left: (left + right - scroller.clientWidth) / 2 });
}

// Pointing at an n-gram reads out its fate and dims the others; only those that had their turn tell it.
function pointAt(line, target, position) {
  target.addEventListener("pointerenter", () => {
    if (position >= line.data.shown) return;
    line.layer.classList.add("dimmed");
    line.groups[position]?.forEach((part) => part.classList.add("on"));
    tell(line, position);
  });
  target.addEventListener("pointerleave", () => {
    line.layer.classList.remove("dimmed");
    line.groups[position]?.forEach((part) => part.classList.remove("on"));
    tell(line, line.data.hint ?? line.data.current);
  });
}

function tell(line, position) {
  const { places, sentences, labels, hint, shown } = line.data;
  const hinted = position !== null && position === hint;
  line.told.textContent = hinted ? labels.hint : (sentences[position] ?? labels.idle);
  line.told.dataset.fate = hinted ? "hint" : position < shown ? (places[position]?.fate ?? "") : "";
}

function writeCounts(line) {
  const { counts, labels } = line.data;
  const items = counts.map(({ text, sum, fate }) => {
    const item = element("li", "sv-bleu-count");
    item.dataset.fate = fate;
    element("b", "", item, text);
    element("span", "", item, sum);
    return item;
  });
  line.counts.setAttribute("aria-label", labels.counts);
  line.counts.replaceChildren(...items);
}

function measureIn(scroller) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `600 17px ${getComputedStyle(scroller).fontFamily}`;
  return (text) => context.measureText(text).width;
}

const size = ({ x, y, width, height }) => ({ x, y, width: Math.max(4, width), height });
