// The candidates of the current step as the search ranks them, the cut between kept and dropped, and one node in full.

import { element } from "../shared/dom.js";

export function mountTable(host, store) {
  const title = element("h4", "sv-tree-title");
  title.setAttribute("aria-live", "polite");
  const hint = element("p", "sv-tree-hint");
  const scroller = element("div", "sv-tree-scroller");
  const table = element("table");
  scroller.append(table);
  const detail = element("div", "sv-tree-detail");
  detail.setAttribute("aria-live", "polite");
  host.append(title, hint, scroller, detail);
  let labels = {};
  let forces = false;
  let force = () => {};
  let drawn = "";

  function draw() {
    const { data, search, step } = store.state;
    host.hidden = !data;
    if (!data || !labels.prefix) return;
    const key = [data.revision, search, step, labels.prefix].join("|");
    if (key !== drawn) {
      drawn = key;
      fillTable(store.shown?.steps[step - 1]);
    }
    mark();
    fillDetail();
  }

  function fillTable(step) {
    title.textContent = step ? step.title : labels.startTitle;
    hint.replaceChildren(...raised(step ? step.hint : labels.startHint));
    table.replaceChildren();
    scroller.scrollTop = 0;
    if (!step) return;
    const head = element("thead");
    const names = element("tr");
    for (const name of [labels.prefix, labels.product, labels.p, labels.score]) names.append(element("th", "", null, name));
    head.append(names);
    const body = element("tbody");
    step.rows.forEach((row, place) => {
      body.append(candidate(row, place < step.kept));
      if (place + 1 === step.kept && step.cut) body.append(across("sv-tree-cut", step.cut));
    });
    if (step.stop) body.append(across("sv-tree-more", step.stop));
    if (step.more) body.append(across("sv-tree-more", step.more));
    table.append(head, body);
  }

  function candidate(row, kept) {
    const line = element("tr", kept ? "sv-tree-kept" : "sv-tree-dropped");
    line.dataset.id = row.id;
    line.tabIndex = 0;
    for (const text of [row.prefix, row.product, row.p, row.score]) line.append(element("td", "", null, text));
    line.firstChild.title = row.whole;
    return line;
  }

  function across(className, text) {
    const line = element("tr", className);
    const cell = element("td", "", null, text);
    cell.colSpan = 4;
    line.append(cell);
    return line;
  }

  function mark() {
    const { hover, selected } = store.state;
    for (const line of table.querySelectorAll("tr[data-id]")) {
      line.classList.toggle("sv-tree-hover", line.dataset.id === hover);
      line.classList.toggle("sv-tree-selected", line.dataset.id === selected);
    }
  }

  function fillDetail() {
    const text = told(store.state.selected);
    const key = JSON.stringify([text ?? labels.pick, labels.force, forces]);
    if (detail.dataset.key === key) return;
    detail.dataset.key = key;
    detail.replaceChildren();
    if (!text) {
      detail.append(element("p", "sv-tree-hint", null, labels.pick));
      return;
    }
    detail.append(element("h4", "sv-tree-title", null, text.title));
    for (const line of text.lines) detail.append(formula(line));
    detail.append(element("p", "sv-tree-why", null, text.why));
    if (forces && text.force) detail.append(forceButton(text.force));
  }

  /** What is told of a node; of a candidate that is folded away, no more than its line says. */
  function told(id) {
    if (!id) return undefined;
    const node = store.shown?.nodes.find((one) => one.id === id);
    if (node) return node.text;
    const row = store.shown?.steps[store.state.step - 1]?.rows.find((one) => one.id === id);
    return row && { title: row.whole, lines: [`p = ${row.product} = ${row.p}`], why: "", force: row.force };
  }

  /** A word more, or one less: a forced node can be let go. */
  function forceButton(how) {
    const button = element("button", "sv-tree-button sv-tree-force", null, labels[how]);
    button.type = "button";
    const id = store.state.selected;
    button.addEventListener("click", () => force(how === "free" ? id.split("-").slice(0, -1).join("-") : id));
    return button;
  }

  function formula(line) {
    const paragraph = element("p", "sv-tree-formula");
    paragraph.append(...raised(line));
    return paragraph;
  }

  /** The pieces of a line; what stands between ^{ and } is raised. */
  function raised(line) {
    return line.split(/\^\{([^}]*)\}/).map((part, place) => (place % 2 ? element("sup", "", null, part) : part));
  }

  const idOf = (event) => event.target.closest?.("tr[data-id]")?.dataset.id ?? null;
  const hover = (event) => store.set({ hover: idOf(event) });
  table.addEventListener("pointerover", hover);
  table.addEventListener("focusin", hover);
  table.addEventListener("pointerleave", () => store.set({ hover: null }));
  table.addEventListener("focusout", () => store.set({ hover: null }));
  table.addEventListener("click", (event) => idOf(event) && store.set({ selected: idOf(event) }));
  table.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    store.set({ selected: idOf(event) });
  });
  const off = store.on(draw);
  return {
    update(data, { setTriggerValue }) {
      labels = data.labels;
      forces = data.forces;
      force = (prefix) => setTriggerValue("force", prefix);
      draw();
    },
    destroy: off,
  };
}
