// A panel of the machine: title, grey line, body.

import { element } from "../shared/dom.js";

export function createPanel(parent, name) {
  const root = element("section", `sv-machine-panel sv-machine-panel-${name}`, parent);
  const title = element("h4", "sv-machine-title", root);
  const hint = element("p", "sv-machine-hint", root);
  const body = element("div", "sv-machine-body", root);
  return { root, title, hint, body };
}
