// The `chart` component: one plotly figure, drawn again in place whenever Python sends other numbers.

import { element } from "../shared/dom.js";
import { decodePayload, unpackSeries } from "../shared/payload.js";
import { createPlot } from "../shared/plot.js";
import { createTakeHome } from "../shared/take_home.js";

const charts = new WeakMap();

function mount(parentElement) {
  const host = element("div", "sv-chart", parentElement);
  const state = { host, send: null, name: "" };
  state.plot = createPlot(host, { onClick: (point) => state.send?.(point) });
  createTakeHome(host, state.plot.exports, () => state.name);
  return state;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const payload = decodePayload(data);
  if (!payload) return undefined;
  let chart = charts.get(parentElement);
  if (!chart) charts.set(parentElement, (chart = mount(parentElement)));
  chart.host.style.minHeight = `${payload.height / 16}rem`;
  chart.host.setAttribute("role", "figure");
  if (payload.label) chart.host.setAttribute("aria-label", payload.label);
  chart.name = payload.name;
  chart.send = payload.clickable ? (point) => setTriggerValue("clicked", point) : null;
  chart.plot.draw({ ...payload, series: payload.series && unpackSeries(payload.series).chart });
  return () => {
    // Streamlit also calls the clean-up of a call that a newer one has overtaken: the element is still there then.
    if (chart.host.isConnected) return;
    chart.plot.destroy();
    charts.delete(parentElement);
  };
}
