// plotly.js itself: one <script> for the whole page, however many charts and components ask for it.

/** Resolve to the Plotly object. */
export function loadPlotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  window.seqvizPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../plotly.min.js", import.meta.url).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      window.seqvizPlotly = undefined; // the next chart may try again
      reject(new Error("plotly.min.js could not be loaded"));
    };
    document.head.append(script);
  });
  return window.seqvizPlotly;
}

/** Fetch Plotly once the page has come to rest: a chart that will be wanted later then need not wait for megabytes. */
export function prefetchPlotly() {
  const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 500)); // Safari has none
  whenIdle(() => loadPlotly().catch(() => undefined)); // the chart itself will say so
}
