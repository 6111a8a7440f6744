// How many units the bands show: few enough to be aimed at, or all that came, on request.

import { element, fill, write } from "../shared/dom.js";

/** Units that a row of the screen is kept for: as many as in ``board_frame.FIRST_UNITS``. */
export const FIRST = 16;

/** The first rows of a layer: bands hold their values row by row. */
export function firstRows(layer, columns) {
  if (layer.units.length <= FIRST) return layer;
  const bands = layer.bands.map((band) => ({ ...band, values: band.values.subarray(0, FIRST * columns) }));
  return { ...layer, units: layer.units.slice(0, FIRST), bands };
}

export function createRowTabs(parent, { store, setup }) {
  const list = element("div", "sv-tabs sv-row-tabs", parent);
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", setup.labels.rows_shown);
  const tabs = [false, true].map((all) => {
    const tab = element("button", "sv-tab", list);
    tab.type = "button";
    tab.addEventListener("click", () => store.look({ all }));
    return tab;
  });

  return {
    update() {
      const came = store.held.probe?.layers[store.view.layer]?.units.length ?? 0;
      list.hidden = came <= FIRST;
      [FIRST, came].forEach((count, i) => {
        write(tabs[i], fill(setup.labels.rows, { count }));
        tabs[i].setAttribute("aria-pressed", String(store.view.all === Boolean(i)));
      });
    },
  };
}
