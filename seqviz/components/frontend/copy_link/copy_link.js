// A button that copies the address of the experiment: the page and its settings, never the learner's own run.

import { element, write } from "../shared/dom.js";
import { decodePayload } from "../shared/payload.js";

const views = new WeakMap();
const SAID_FOR = 1800; // milliseconds

export default function ({ data, parentElement }) {
  const payload = decodePayload(data);
  let view = views.get(parentElement);
  if (!view) {
    const button = element("button", "sv-copy-link", parentElement);
    button.type = "button";
    button.setAttribute("aria-live", "polite");
    view = { button, payload };
    views.set(parentElement, view);
    button.addEventListener("click", () => copy(view));
  }
  view.payload = payload;
  if (!view.timer) write(view.button, payload.label);
}

async function copy(view) {
  const address = new URL(location.href);
  address.search = new URLSearchParams(view.payload.settings).toString();
  const copied = await toClipboard(address.href);
  view.button.textContent = copied ? view.payload.done : address.href;
  view.button.classList.toggle("done", copied);
  clearTimeout(view.timer);
  view.timer = setTimeout(() => {
    view.timer = null;
    view.button.textContent = view.payload.label;
    view.button.classList.remove("done");
  }, SAID_FOR);
}

/** Browsers give the clipboard only to secure origins; a class on plain http needs the old way. */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
