// The `address` component draws nothing. Once for each window it watches the history: it reports where the learner
// goes by back and forward inside a page, and keeps out of the history what is no step of the learner's.

import { decodePayload } from "../shared/payload.js";
import { passOverBareAddresses } from "./bare.js";

/** Milliseconds after which a report that nobody has heard is made again, and how often; each wait is twice as long. */
const [PATIENCE, TRIES] = [2000, 4];
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

/** Whether the learner has touched this page already: the script may come after the first click. */
function touchedBefore() {
  const [opened] = performance.getEntriesByType("navigation");
  const here = new URL(opened.name).pathname === location.pathname; // else the touch was what led here
  return here && (navigator.userActivation?.hasBeenActive ?? false);
}

function install() {
  const watch = {
    passing: [],
    report: () => {},
    touched: touchedBefore(), // since arrival on this path, or since the last move through the history
    path: location.pathname,
    moves: 0,
    answered: 0, // the newest move that the script has heard of
  };
  const browser = {
    pushState: window.history.pushState.bind(window.history),
    replaceState: window.history.replaceState.bind(window.history),
  };

  for (const kind of TOUCHES) {
    document.addEventListener(kind, () => {
      watch.touched = true;
      watch.answered = watch.moves;
    }, true);
  }

  function write(name, state, title, target) {
    const next = new URL(target ?? location.href, location.href);
    const inside = next.pathname === location.pathname;
    // The script has not heard of the learner's last move: what it writes now belongs to another place.
    if (inside && watch.answered < watch.moves) return;
    const step = !inside || (watch.touched && !samePlace(next.search, location.search, watch.passing));
    browser[step ? name : "replaceState"](state, title, target);
    arrive();
  }

  for (const name of Object.keys(browser)) window.history[name] = (...call) => write(name, ...call);

  // Streamlit would answer by a run that does not know the move yet and writes the old settings over this address.
  window.addEventListener("popstate", (event) => {
    const inside = location.pathname === watch.path;
    arrive();
    watch.touched = false;
    if (!inside) return;
    event.stopImmediatePropagation();
    watch.moves += 1;
    report({ search: location.search, move: watch.moves }, PATIENCE, TRIES);
  }, true);

  /** Tell the script of a move. A report that meets a run of the script at its end may be lost. */
  function report(move, patience, tries) {
    if (!tries || watch.moves !== move.move || watch.answered >= move.move) return;
    watch.report(move);
    setTimeout(() => report(move, 2 * patience, tries - 1), patience);
  }

  function arrive() {
    if (location.pathname === watch.path) return;
    watch.path = location.pathname;
    watch.touched = false;
    watch.answered = watch.moves;
  }

  return watch;
}

export default function ({ data, setTriggerValue }) {
  const payload = decodePayload(data);
  if (!payload) return;
  if (!window.seqvizAddress) passOverBareAddresses(); // first: its listener must hear first
  const watch = (window.seqvizAddress ??= install());
  watch.passing = payload.passing;
  if (payload.answered <= watch.moves) watch.answered = Math.max(watch.answered, payload.answered);
  watch.report = (move) => setTriggerValue("moved", move);
}
