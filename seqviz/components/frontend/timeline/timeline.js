// A slider over kept checkpoints. Its steps may come and go while the learner holds it, so the element is never rebuilt.

import { decodePayload } from "../shared/payload.js";

const views = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const view = views.get(parentElement) ?? build(parentElement);
  views.set(parentElement, view);
  view.send = (step) => setStateValue("step", step);
  view.data = decodePayload(data);
  // while a hand is on the slider its places must not move under it
  if (!view.held) show(view);
}

function build(parent) {
  const root = document.createElement("div");
  root.className = "sv-timeline";
  const label = document.createElement("label");
  const track = document.createElement("div");
  track.className = "track";
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.id = label.htmlFor = `sv-timeline-${Math.random().toString(36).slice(2)}`;
  const output = document.createElement("output");
  const live = document.createElement("button");
  live.type = "button";
  track.append(slider);
  root.append(label, track, output, live);
  parent.append(root);
  const view = { root, label, slider, output, live, step: null, places: [], held: false, send: () => {}, data: null };
  slider.addEventListener("pointerdown", () => { view.held = true; });
  slider.addEventListener("pointerup", () => { view.held = false; });
  slider.addEventListener("input", () => choose(view, Number(slider.value)));
  live.addEventListener("click", () => choose(view, view.places.length));
  return view;
}

/** Place `places.length` is the present. */
function choose(view, place) {
  const step = place >= view.places.length ? null : view.places[place];
  if (step === view.step) return;
  view.step = step;
  describe(view);
  view.send(step);
}

function show(view) {
  view.places = view.data.checkpoints.filter((step) => step < view.data.now);
  if (view.step !== null && !view.places.includes(view.step)) {
    // the ring let this checkpoint go: stay with the nearest one that is left
    const nearest = view.places.reduce(
      (best, step) => (best === null || Math.abs(step - view.step) < Math.abs(best - view.step) ? step : best), null);
    view.step = nearest;
    view.send(nearest);
  }
  view.slider.max = view.places.length;
  view.slider.disabled = view.places.length === 0;
  view.slider.value = view.step === null ? view.places.length : view.places.indexOf(view.step);
  describe(view);
}

function describe(view) {
  const past = view.step !== null;
  const text = past ? view.data.past.replace("{step}", view.step.toLocaleString()) : view.data.live;
  view.root.classList.toggle("past", past);
  view.label.textContent = view.data.label;
  view.output.textContent = text;
  view.slider.setAttribute("aria-valuetext", text);
  view.live.textContent = view.data.back;
  view.live.style.visibility = past ? "" : "hidden";
}
