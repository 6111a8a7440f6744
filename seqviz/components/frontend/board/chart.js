// A curve panel: a plotly figure from Python, numbers from the frame.

import { element, write } from "../shared/dom.js";
import { createPlot } from "../shared/plot.js";

export function createChart(panel, { store, setup }) {
  const { name, hint } = panel.spec;
  const figure = setup.figures[name];
  const host = element("div", "sv-board-chart", panel.body);
  panel.body.style.minHeight = `${figure.height / 16}rem`;
  host.setAttribute("role", "img");
  host.setAttribute("aria-label", panel.title.textContent);
  const plot = createPlot(host);

  function update(changed) {
    if (changed.has("theme")) plot.retheme();
    if (!changed.has("curves")) return;
    const { curves } = store.held;
    const series = curves?.series[name];
    write(panel.hint, curves?.hints[name] ?? hint);
    panel.setEmpty(series ? null : panel.emptyText);
    if (series) plot.draw({ ...figure, series });
  }

  return { update, destroy: plot.destroy, exports: plot.exports };
}
