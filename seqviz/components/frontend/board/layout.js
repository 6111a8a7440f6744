// The frame of the board: panels with title and grey line, in a grid that becomes one column on a phone.

import { element, write } from "../shared/dom.js";
import { KINDS, PARTS } from "./kinds.js";

function buildPanel(parent, spec) {
  const root = element("section", `sv-panel sv-panel-${spec.name}`, parent);
  const head = element("header", "sv-panel-head", root);
  const title = element("h3", "sv-panel-title", head);
  const tools = element("div", "sv-panel-tools", head);
  const hint = element("p", "sv-panel-hint", root);
  const body = element("div", "sv-panel-body", root);
  const notice = element("p", "sv-panel-notice", body);
  title.id = `sv-${Math.random().toString(36).slice(2)}`;
  root.setAttribute("aria-labelledby", title.id);
  write(title, spec.title);
  write(hint, spec.hint);
  return {
    spec, root, head, title, tools, hint, body,
    /** Say that there is nothing yet (with or without words); null shows the contents. */
    setEmpty(text) {
      root.classList.toggle("sv-panel-empty", text !== null);
      write(notice, text ?? "");
    },
  };
}

/** Build the panels of `setup.panels` and return them in order. */
export function buildLayout(root, setup) {
  const grid = element("div", "sv-board-grid", root);
  const built = PARTS.map((part) => {
    const specs = setup.panels.filter((spec) => KINDS[spec.kind].part === part);
    const box = specs.length ? element("div", `sv-board-${part}`, grid) : null;
    return specs.map((spec) => buildPanel(box, spec));
  });
  const [, main, side] = built;
  grid.classList.toggle("sv-board-split", main.length > 0 && side.length > 0);
  // One panel says that there is nothing yet; the others only keep their places.
  const panels = built.flat();
  const speaker = main[0] ?? panels[0];
  for (const panel of panels) panel.emptyText = panel === speaker ? setup.labels.empty : "";
  return panels;
}
