// The space bar as one more way to press a button, where nothing has the focus that takes the space bar itself: a
// field writes it, a button is pressed by it, a drawing steps by it.

import { decodePayload } from "../shared/payload.js";

const TAKES_IT = "a, button, input, textarea, select, summary, label, canvas, [contenteditable], [role], [tabindex]";
const BARE = "[data-testid=stMain], [data-testid=stAppViewContainer]"; // the page, which has the focus after a click on it
const OPEN = "[role=dialog], [data-baseweb=popover]";

const listening = new WeakMap();

function isFree(target) {
  const taker = target instanceof Element && target !== document.body ? target.closest(TAKES_IT) : null;
  return (!taker || taker.matches(BARE)) && !document.querySelector(OPEN);
}

export default function ({ data, parentElement }) {
  const payload = decodePayload(data);
  if (!payload) return undefined;
  const find = () => document.querySelector(`${payload.button} button`);
  const onKey = (event) => {
    if (event.key !== " " || event.repeat || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const button = isFree(event.target) ? find() : null;
    if (!button || button.disabled) return;
    event.preventDefault(); // else the page scrolls
    button.click();
  };
  const before = listening.get(parentElement);
  if (before) document.removeEventListener("keydown", before);
  document.addEventListener("keydown", onKey);
  listening.set(parentElement, onKey);
  parentElement.dataset.listens = payload.button;
  return () => {
    // Streamlit also calls the clean-up of a call that a newer one has overtaken: that one has put its own in place.
    document.removeEventListener("keydown", onKey);
  };
}
