// A slider over kept checkpoints. Its steps may come and go while the learner holds it, so the element is never rebuilt.

import { element, fill, write } from "../shared/dom.js";
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
  const root = element("div", "sv-timeline", parent);
  const row = element("div", "row", root);
  const label = element("label", "", row);
  const slider = element("input", "", element("div", "track", row));
  slider.type = "range";
  slider.min = 0;
  slider.id = label.htmlFor = `sv-timeline-${Math.random().toString(36).slice(2)}`;
  const output = element("output", "", row);
  const live = element("button", "", row);
  live.type = "button";
  const view = { root, label, slider, output, live, step: null, places: [], held: false, send: () => {}, data: null };
  slider.addEventListener("pointerdown", () => { view.held = true; });
  // a finger that the browser takes over for scrolling lets go by pointercancel, without a pointerup
  for (const end of ["pointerup", "pointercancel"]) slider.addEventListener(end, () => release(view));
  slider.addEventListener("input", () => choose(view, Number(slider.value)));
  live.addEventListener("click", () => choose(view, view.places.length));
  return view;
}

/** Show what came in while a hand was on the slider. */
function release(view) {
  view.held = false;
  if (view.data) show(view);
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
  const text = past ? fill(view.data.past, { step: view.step.toLocaleString() }) : view.data.live;
  view.root.classList.toggle("past", past);
  write(view.label, view.data.label);
  write(view.output, text);
  view.slider.setAttribute("aria-valuetext", text);
  write(view.live, view.data.back);
  view.live.style.visibility = past ? "" : "hidden";
}
