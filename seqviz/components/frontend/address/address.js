// The `address` component draws nothing. Once for each window it watches the history: it reports where the learner
// goes by back and forward inside a page, and keeps out of the history what is no step of the learner's.

import { decodePayload } from "../shared/payload.js";

const TOUCHES = ["pointerdown", "keydown", "change", "paste"];

/** Whether two addresses differ in nothing but passing parameters. */
function samePlace(search, other, passing) {
  const [one, two] = [search, other].map((text) => {
    const parameters = new URLSearchParams(text);
    passing.forEach((name) => parameters.delete(name));
    parameters.sort();
    return parameters.toString();
  });
  return one === two;
}

function install() {
  const watch = { passing: [], report: () => {}, touched: false, path: location.pathname };
  const push = window.history.pushState.bind(window.history);
  const replace = window.history.replaceState.bind(window.history);
  for (const kind of TOUCHES) document.addEventListener(kind, () => { watch.touched = true; }, true);

  window.history.pushState = (state, title, target) => {
    const next = new URL(target ?? location.href, location.href);
    const inside = next.pathname === location.pathname;
    const step = !inside || (watch.touched && !samePlace(next.search, location.search, watch.passing));
    (step ? push : replace)(state, title, target);
    arrive();
  };

  // Streamlit answers the same event by a run of its own, after which the address may be another one: read it first.
  window.addEventListener("popstate", () => {
    const inside = location.pathname === watch.path;
    arrive();
    watch.touched = false;
    if (inside) watch.report(location.search);
  }, true);

  function arrive() {
    if (location.pathname === watch.path) return;
    watch.path = location.pathname;
    watch.touched = false;
  }

  return watch;
}

export default function ({ data, setTriggerValue }) {
  const payload = decodePayload(data);
  if (!payload) return;
  const watch = (window.seqvizAddress ??= install());
  watch.passing = payload.passing;
  watch.report = (search) => setTriggerValue("moved", search);
}
