// A panel of the machine: title, grey line, body, and how wide the body is.

import { element } from "../shared/dom.js";

/**
 * Make a panel inside `parent`. Its `width` is in pixels of type at its usual size, so that drawings grow with the type
 * of the page; it is kept, since asking the browser in each step would have it lay out the whole page again.
 */
export function createPanel(parent, name) {
  const root = element("section", `sv-machine-panel sv-machine-panel-${name}`, parent);
  const title = element("h4", "sv-machine-title", root);
  const hint = element("p", "sv-machine-hint", root);
  const body = element("div", "sv-machine-body", root);
  const panel = { root, title, hint, body, width: 600, onResize: () => {} };
  const observer = new ResizeObserver(([{ contentRect }]) => {
    const width = contentRect.width / (parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
    if (!width || width === panel.width) return;
    panel.width = width;
    panel.onResize();
  });
  observer.observe(body);
  return { panel, stop: () => observer.disconnect() };
}
