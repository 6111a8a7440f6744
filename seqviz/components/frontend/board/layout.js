// The frame of the board: panels with title and grey line, in a grid that becomes one column on a phone.

import { element, write } from "./dom.js";

const GROUPS = [
  ["charts", ["perplexity", "gradient_norm", "parameter_norms"]],
  ["main", ["cell"]],
  ["side", ["next", "unit", "sample"]],
];

function buildPanel(parent, name, setup) {
  const root = element("section", `sv-panel sv-panel-${name}`, parent);
  const head = element("header", "sv-panel-head", root);
  const title = element("h3", "sv-panel-title", head);
  const tools = element("div", "sv-panel-tools", head);
  const hint = element("p", "sv-panel-hint", root);
  const body = element("div", "sv-panel-body", root);
  const notice = element("p", "sv-panel-notice", body);
  title.id = `sv-${Math.random().toString(36).slice(2)}`;
  root.setAttribute("aria-labelledby", title.id);
  write(title, setup.labels.titles[name] ?? "");
  write(hint, setup.labels.hints[name] ?? "");
  return {
    name, root, title, tools, hint, body,
    /** Say that there is nothing yet (with or without words); null shows the contents. */
    setEmpty(text) {
      root.classList.toggle("sv-panel-empty", text !== null);
      write(notice, text ?? "");
    },
  };
}

/** Build the panels that `setup.panels` names, and return them by name. */
export function buildLayout(root, setup) {
  const panels = {};
  const grid = element("div", "sv-board-grid", root);
  for (const [group, members] of GROUPS) {
    const names = setup.panels.filter((name) => members.includes(name));
    if (!names.length) continue;
    const box = element("div", `sv-board-${group}`, grid);
    for (const name of names) panels[name] = buildPanel(box, name, setup);
  }
  const has = (group) => grid.querySelector(`.sv-board-${group}`) !== null;
  grid.classList.toggle("sv-board-split", has("main") && has("side"));
  // One panel says that there is nothing yet; the others only keep their places.
  const speaker = panels.cell ?? panels[setup.panels[0]];
  for (const panel of Object.values(panels)) panel.emptyText = panel === speaker ? setup.labels.empty : "";
  return panels;
}
