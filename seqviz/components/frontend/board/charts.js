// The curve panels: plotly figures from Python, numbers from the frame.

import { element, write } from "./dom.js";
import { createPlot } from "../shared/plot.js";

const NAMES = ["perplexity", "gradient_norm", "parameter_norms"];

export function createCharts(panels, { store, setup }) {
  const charts = NAMES.filter((name) => panels[name] && setup.figures[name]).map((name) => {
    const panel = panels[name];
    const host = element("div", "sv-board-chart", panel.body);
    const figure = setup.figures[name];
    panel.body.style.minHeight = `${figure.height / 16}rem`;
    host.setAttribute("role", "img");
    host.setAttribute("aria-label", panel.title.textContent);
    return { name, panel, figure, plot: createPlot(host) };
  });

  function update(changed) {
    if (changed.has("theme")) charts.forEach(({ plot }) => plot.retheme());
    if (!changed.has("curves")) return;
    const { curves } = store.held;
    for (const { name, panel, figure, plot } of charts) {
      const series = curves?.series[name];
      write(panel.hint, curves?.hints[name] ?? setup.labels.hints[name] ?? "");
      panel.setEmpty(series ? null : panel.emptyText);
      if (series) plot.draw({ ...figure, series });
    }
  }

  return { update, destroy: () => charts.forEach(({ plot }) => plot.destroy()) };
}
