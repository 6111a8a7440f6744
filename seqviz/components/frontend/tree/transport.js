// Back, next, a slider over the steps, the choice of the search, and the figures that change with the step.

import { element, fill, write } from "../shared/dom.js";
import { stepByKey } from "./store.js";

const REPORT_MS = 500;

export function mountTransport(host, store) {
  const back = element("button", "sv-tree-button");
  const next = element("button", "sv-tree-button sv-tree-primary");
  back.type = next.type = "button";
  const slider = element("input", "sv-tree-slider");
  Object.assign(slider, { type: "range", min: 0, step: 1 });
  const searches = element("div", "sv-tree-searches");
  searches.setAttribute("role", "radiogroup");
  const figures = element("div", "sv-tree-figures");
  const buttons = element("div", "sv-tree-buttons");
  buttons.append(back, next, slider);
  host.append(searches, buttons, figures);

  let labels = {};
  let report = () => {};
  let timer = 0;

  function draw() {
    const { step, search, data } = store.state;
    host.hidden = !data;
    if (!data || !labels.next) return;
    back.textContent = "◀";
    back.setAttribute("aria-label", labels.back);
    back.disabled = step === 0;
    next.textContent = step >= store.steps ? labels.again : labels.next;
    slider.max = store.steps;
    slider.value = step;
    slider.setAttribute("aria-label", labels.step);
    slider.setAttribute("aria-valuetext", fill(labels.stepOf, { step, steps: store.steps }));
    slider.style.setProperty("--at", `${store.steps ? (100 * step) / store.steps : 0}%`);
    drawSearches(data, search);
    const spent = store.shown?.steps[step - 1];
    writeFigures([
      [labels.step, fill(labels.stepOf, { step, steps: store.steps })],
      [labels.expanded, spent?.expanded ?? "0"],
      [labels.scored, spent?.scored ?? "0"],
      ...(data.sequences ? [[labels.sequences, data.sequences]] : []),
    ]);
  }

  function drawSearches(data, chosen) {
    searches.setAttribute("aria-label", labels.search);
    const known = [...searches.children].map((one) => one.dataset.name + one.textContent).join();
    const wanted = data.searches.map((one) => one.name + one.title).join();
    if (known !== wanted) searches.replaceChildren(...data.searches.map(radio));
    for (const one of searches.children) {
      const on = one.dataset.name === chosen;
      one.setAttribute("aria-checked", on);
      one.tabIndex = on ? 0 : -1;
    }
  }

  function radio({ name, title }) {
    const one = element("button", "sv-tree-search", null, title);
    one.type = "button";
    one.dataset.name = name;
    one.setAttribute("role", "radio");
    return one;
  }

  function writeFigures(pairs) {
    if (figures.children.length !== pairs.length) {
      figures.replaceChildren(...pairs.map(() => element("div", "sv-tree-figure")));
      for (const box of figures.children) box.append(element("span"), element("b"));
    }
    pairs.forEach(([name, value], index) => {
      write(figures.children[index].firstChild, name);
      write(figures.children[index].lastChild, value);
    });
  }

  function tell() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { search, step, playing, data } = store.state;
      if (!playing && data) report({ search, step, table: data.table });
    }, REPORT_MS);
  }

  searches.addEventListener("click", (event) => event.target.dataset.name && store.show(event.target.dataset.name));
  searches.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const all = [...searches.children];
    const at = all.findIndex((one) => one.dataset.name === store.state.search);
    const to = all[(at + move + all.length) % all.length];
    store.show(to.dataset.name);
    to.focus();
  });
  back.addEventListener("click", () => store.go(store.state.step - 1));
  next.addEventListener("click", () => store.go(store.state.step >= store.steps ? 0 : store.state.step + 1));
  slider.addEventListener("input", () => store.go(Number(slider.value)));
  // On a stage nothing has the focus: the arrow keys then belong to the search.
  const onKey = (event) => {
    const arrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
    const target = event.target;
    if (arrow && (target === document.body || (host.contains(target) && target !== slider))) stepByKey(store, event);
  };
  document.addEventListener("keydown", onKey);
  const off = store.on((changed) => {
    draw();
    if (changed.has("step") || changed.has("search") || changed.has("playing")) tell();
  });

  return {
    update(data, { setStateValue }) {
      labels = data.labels;
      report = (at) => setStateValue("at", at);
      draw();
    },
    destroy() {
      clearTimeout(timer);
      store.stop();
      document.removeEventListener("keydown", onKey);
      off();
    },
  };
}
