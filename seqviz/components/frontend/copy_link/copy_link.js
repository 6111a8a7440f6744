// A button that copies the address of the experiment: the page and its settings, never the learner's own run.

import { decodePayload } from "../shared/payload.js";

const views = new WeakMap();
const SAID_FOR = 1800; // milliseconds

export default function ({ data, parentElement }) {
  const payload = decodePayload(data);
  let view = views.get(parentElement);
  if (!view) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sv-copy-link";
    button.setAttribute("aria-live", "polite");
    parentElement.append(button);
    view = { button, payload };
    views.set(parentElement, view);
    button.addEventListener("click", () => copy(view));
  }
  view.payload = payload;
  if (!view.timer) view.button.textContent = payload.label;
}

async function copy(view) {
  const address = new URL(location.href);
  address.search = new URLSearchParams(view.payload.settings).toString();
  const copied = await write(address.href);
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
async function write(text) {
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
