// The tree as SVG. Built anew only when the searches, the width or the labels change; steps, pointing and selecting
// change classes.

import { element, fill, svgElement } from "../shared/dom.js";
import { textScale } from "../shared/scale.js";
import { download } from "../shared/files.js";
import { svgFile, svgRaster } from "../shared/svg_file.js";
import { ROOT, edge, geometry } from "./geometry.js";
import { stepByKey } from "./store.js";

/** What the probability takes at the right of a pill. */
const P_ROOM = 44;
const LANES = { greedy: -4, beam: 0, exhaustive: 4, exact: 4 };

export function mountDrawing(host, store) {
  const scroller = element("div", "sv-tree-canvas");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  const svg = svgElement("svg");
  scroller.append(svg);
  const foot = element("div", "sv-tree-foot");
  const key = element("div", "sv-tree-key");
  const saves = element("div", "sv-tree-saves");
  foot.append(key, saves);
  host.append(scroller, foot);
  const view = { host, store, scroller, svg, key, saves, labels: {}, pills: new Map(), built: "", unfold: () => {} };

  const idOf = (event) => event.target.closest?.("[data-id]")?.dataset.id ?? null;
  svg.addEventListener("pointerover", (event) => store.set({ hover: idOf(event) }));
  svg.addEventListener("pointerleave", () => store.set({ hover: null }));
  svg.addEventListener("click", (event) => choose(view, event.target.closest("[data-id], [data-unfold]")));
  scroller.addEventListener("keydown", (event) => onKey(view, event));
  const typeSize = element("span", "sv-tree-type-size");
  host.append(typeSize);
  const resize = new ResizeObserver(() => draw(view));
  resize.observe(scroller);
  resize.observe(typeSize);
  const off = store.on(() => draw(view));
  return {
    update(data, { setTriggerValue }) {
      view.labels = data.labels;
      view.unfold = (parent) => setTriggerValue("unfold", parent);
      store.load(data);
      draw(view);
    },
    destroy() {
      resize.disconnect();
      off();
    },
  };
}

function draw(view) {
  const { store, scroller, labels } = view;
  if (!store.shown || !scroller.clientWidth) return;
  // Projector mode enlarges the type of the page; the drawing grows with it.
  const scale = textScale();
  const built = [store.state.data.revision, store.state.search, scroller.clientWidth, scale, labels.drawing].join("|");
  if (built !== view.built) {
    view.built = built;
    build(view, store.shown, scale);
  }
  reveal(view);
  follow(view, scale);
}

function build(view, search, scale) {
  const { svg, scroller, labels } = view;
  const plan = geometry(search, scroller.clientWidth / scale);
  view.plan = plan;
  view.pills = new Map();
  svg.replaceChildren();
  const drawing = {
    width: plan.width * scale, height: plan.height * scale, viewBox: `0 0 ${plan.width} ${plan.height}`, role: "group",
    "aria-label": labels.drawing,
  };
  for (const [name, value] of Object.entries(drawing)) svg.setAttribute(name, value);
  scroller.setAttribute("aria-label", labels.keys);
  const [heads, edges, lines, pills] = ["heads", "edges", "lines", "pills"].map((name) =>
    svg.appendChild(svgElement("g", { class: `sv-tree-${name}` })),
  );
  for (let step = 1; step <= search.columns; step += 1) heads.append(head(plan, step, labels));
  const places = new Map([["", { x: plan.rootLeft, right: plan.rootLeft + ROOT.width, y: plan.middle(search.root) }]]);
  for (const one of search.nodes) {
    const x = plan.left(one.step);
    places.set(one.id, { x, right: x + plan.pill.width, y: plan.middle(one.row) });
  }
  for (const one of search.nodes) {
    const [from, to] = [places.get(one.parent), places.get(one.id)];
    edges.append(branch(one, from, to));
    for (const name of one.marks) lines.append(line(one, name, from, to));
    const pill = pillOf(one, to, plan.pill, search, labels);
    pills.append(pill);
    view.pills.set(one.id, pill);
  }
  for (const fold of search.folds) {
    const to = { x: plan.left(fold.step), y: plan.middle(fold.row) };
    edges.append(branch({ ...fold, fate: "folded" }, places.get(fold.parent), to));
    pills.append(foldPill(fold, to, plan.pill, labels));
  }
  pills.append(rootPill(places.get(""), labels));
  drawKey(view);
}

function head(plan, step, labels) {
  const place = { x: plan.left(step) + plan.pill.width / 2, y: 18, class: "sv-tree-head", "data-step": step };
  return svgElement("text", place, fill(labels.column, { step }));
}

function branch(one, from, to) {
  const path = svgElement("path", { d: edge(from.right, from.y, to.x, to.y), class: `sv-tree-edge sv-tree-${one.fate}` });
  path.dataset.step = one.step;
  path.style.strokeWidth = `${(1 + 6 * (one.share ?? 0)).toFixed(2)}px`;
  return path;
}

function line(one, name, from, to) {
  const path = svgElement("path", { d: edge(from.right, from.y, to.x, to.y, LANES[name]), class: `sv-tree-line sv-tree-of-${name}` });
  path.dataset.step = one.step;
  return path;
}

function pillOf(one, { x, right, y }, pill, search, labels) {
  const answer = one.marks.includes(search.name) ? ` sv-tree-answer sv-tree-of-${search.name}` : "";
  const group = svgElement("g", { class: `sv-tree-pill sv-tree-${one.fate}${answer}${one.forced ? " sv-tree-forced" : ""}`, role: "button", tabindex: -1 });
  group.dataset.id = one.id;
  group.dataset.step = one.step;
  group.setAttribute("aria-label", one.text.title + ". " + one.text.lines[0]);
  const top = y - pill.height / 2;
  const token = x + (pill.width - P_ROOM) / 2;
  if (one.fate === "finished") {
    group.append(svgElement("rect", { x: x - 3, y: top - 3, width: pill.width + 6, height: pill.height + 6, rx: 14.5, class: "sv-tree-ring" }));
  }
  group.append(svgElement("rect", { x, y: top, width: pill.width, height: pill.height, rx: one.forced ? 3 : 11.5, class: "sv-tree-body" }));
  group.append(svgElement("text", { x: token, y: y + 4.5, class: "sv-tree-token" }, one.short));
  group.append(svgElement("text", { x: x + pill.width - 9, y: y + 4.5, class: "sv-tree-p" }, one.p));
  if (one.fate === "pruned") group.append(svgElement("path", { d: `M${token - 15},${y + 6} L${token + 15},${y - 6}`, class: "sv-tree-strike" }));
  group.append(svgElement("title", {}, one.tip));
  if (one.hidden) group.append(stub(one, right, y, labels));
  if (one.ends.length) group.append(endNames(one.ends, x + 4, y + pill.height / 2 + (one.fate === "finished" ? 14 : 11)));
  return group;
}

/** "+4" behind a pill whose children are all folded away. */
function stub(one, right, y, labels) {
  const text = `+${one.hidden}`;
  const width = 12 + 6.5 * text.length;
  const group = svgElement("g", { class: "sv-tree-stub", role: "button", tabindex: -1 });
  group.dataset.unfold = one.id;
  group.dataset.step = one.step + 1;
  group.setAttribute("aria-label", fill(labels.unfold, { count: one.hidden }));
  group.append(
    svgElement("rect", { x: right - 4, y: y - 8, width, height: 16, rx: 8 }),
    svgElement("text", { x: right - 4 + width / 2, y: y + 4 }, text),
  );
  return group;
}

function foldPill(fold, { x, y }, pill, labels) {
  const group = svgElement("g", { class: "sv-tree-pill sv-tree-folded", role: "button", tabindex: -1 });
  group.dataset.unfold = fold.parent;
  group.dataset.step = fold.step;
  group.setAttribute("aria-label", fill(labels.unfold, { count: fold.count }));
  const top = y - pill.height / 2;
  group.append(
    svgElement("rect", { x, y: top, width: pill.width, height: pill.height, rx: 11.5, class: "sv-tree-body" }),
    svgElement("text", { x: x + (pill.width - P_ROOM) / 2, y: y + 4.5, class: "sv-tree-token" }, `+${fold.count}`),
    svgElement("text", { x: x + pill.width - 9, y: y + 4.5, class: "sv-tree-p" }, fold.p),
  );
  return group;
}

/** The names of the searches whose answer ends here, below the pill: no edge runs there. */
function endNames(ends, x, y) {
  const text = svgElement("text", { x, y, class: "sv-tree-ends" });
  ends.forEach((end, place) => {
    text.append(svgElement("tspan", { class: `sv-tree-of-${end.name}` }, (place ? " · " : "") + end.label));
  });
  return text;
}

function rootPill({ x, y }, labels) {
  const group = svgElement("g", { class: "sv-tree-pill sv-tree-root" });
  group.append(
    svgElement("rect", { x, y: y - ROOT.height / 2, width: ROOT.width, height: ROOT.height, rx: 11.5, class: "sv-tree-body" }),
    svgElement("text", { x: x + ROOT.width / 2, y: y + 4.5, class: "sv-tree-token" }, labels.start),
  );
  return group;
}

function reveal(view) {
  const { step, hover, selected } = view.store.state;
  // At its end a search also shows what it never scored, further down than it went.
  const last = step >= view.store.steps ? Infinity : step;
  for (const part of view.svg.querySelectorAll("[data-step]")) {
    if (part.classList.contains("sv-tree-head")) part.classList.toggle("sv-tree-now", Number(part.dataset.step) === step);
    else part.classList.toggle("sv-tree-later", Number(part.dataset.step) > last);
  }
  for (const [id, pill] of view.pills) {
    pill.classList.toggle("sv-tree-hover", id === hover);
    pill.classList.toggle("sv-tree-selected", id === selected);
  }
}

/** Where the tree is wider than its panel, keep the column of the step in sight. */
function follow(view, scale) {
  const { step } = view.store.state;
  if (view.followed === step) return;
  view.followed = step;
  const { scroller, plan } = view;
  const right = (step ? plan.left(step) + plan.pill.width + 30 : 0) * scale;
  const left = (step ? plan.left(step) - 30 : 0) * scale;
  if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth;
  else if (left < scroller.scrollLeft) scroller.scrollLeft = left;
}

function choose(view, part) {
  if (!part) return;
  if (part.dataset.unfold !== undefined) view.unfold(part.dataset.unfold);
  else view.store.set({ selected: part.dataset.id });
}

/** Left and right step through the search; up and down walk through the nodes of the column, Enter opens one. */
function onKey(view, event) {
  if (stepByKey(view.store, event)) return;
  const parts = [...view.svg.querySelectorAll("[data-id]:not(.sv-tree-later), [data-unfold]:not(.sv-tree-later)")];
  const at = parts.indexOf(document.activeElement);
  if (event.key === "Enter" || event.key === " ") {
    if (at < 0) return;
    event.preventDefault();
    choose(view, parts[at]);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const to = parts[(at + (event.key === "ArrowDown" ? 1 : -1) + parts.length) % parts.length];
    to?.focus();
    view.store.set({ hover: to?.dataset.id ?? null });
  }
}

function drawKey(view) {
  const { key, saves, labels, store, svg } = view;
  key.replaceChildren();
  const forced = store.shown?.nodes.some((node) => node.forced) ? ["forced"] : [];
  for (const fate of [...forced, "kept", "pruned", "finished", "unseen"]) {
    const item = element("span", "", null, labels[fate]);
    item.prepend(element("i", `sv-tree-swatch sv-tree-${fate}`));
    key.append(item);
  }
  for (const { name, title } of store.state.data.searches) {
    const item = element("span", "", null, title);
    item.prepend(element("i", `sv-tree-swatch-line sv-tree-of-${name}`));
    key.append(item);
  }
  const fold = element("button", "sv-tree-button sv-tree-small", null, labels.fold);
  fold.type = "button";
  fold.addEventListener("click", () => view.unfold("fold"));
  saves.replaceChildren(
    ...(store.state.data.unfolded ? [fold] : []),
    ...["svg", "png"].map((kind) => {
      const button = element("button", "sv-tree-button sv-tree-small", null, kind.toUpperCase());
      button.type = "button";
      button.setAttribute("aria-label", fill(labels.save, { kind: kind.toUpperCase() }));
      button.addEventListener("click", () => save(svg, kind, labels.fileName));
      return button;
    }),
  );
}

/** Save the tree as it stands, without what is not shown yet. */
async function save(svg, kind, name) {
  const file = svgFile(svg, ".sv-tree-later");
  const { width, height } = svg.viewBox.baseVal;
  download(kind === "png" ? await svgRaster(file, width, height) : file, `${name}.${kind}`);
}
