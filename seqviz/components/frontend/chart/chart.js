// The `chart` component: one plotly figure, drawn again in place whenever Python sends other numbers.

import { decodePayload, unpackSeries } from "../shared/payload.js";
import { createPlot } from "../shared/plot.js";

const charts = new WeakMap();

function mount(parentElement) {
  const host = document.createElement("div");
  host.className = "sv-chart";
  parentElement.append(host);
  const state = { host, send: null };
  state.plot = createPlot(host, { onClick: (point) => state.send?.(point) });
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
  chart.send = payload.clickable ? (point) => setTriggerValue("clicked", point) : null;
  chart.plot.draw({ ...payload, series: payload.series && unpackSeries(payload.series).chart });
  return () => {
    // Streamlit also calls the clean-up of a call that a newer one has overtaken: the element is still there then.
    if (chart.host.isConnected) return;
    chart.plot.destroy();
    charts.delete(parentElement);
  };
}
