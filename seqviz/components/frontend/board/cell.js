// "Inside the cell": tokens as the shared axis, one band per gate and state, the gradient strip below.

import { element, fill, write } from "../shared/dom.js";
import { createSheet } from "./sheet.js";
import { createValues } from "./values.js";
import { createTabs } from "./tabs.js";
import { createRowTabs } from "./rows.js";
import { csv } from "../shared/csv.js";
import { toPng } from "../shared/picture.js";
import { cellPicture, cellRows } from "./pictures.js";
import { bindPointer, bindKeys } from "./pointing.js";

export function createCell(panel, context) {
  const { store, setup } = context;
  const values = createValues(panel.body, context);
  const frame = element("div", "sv-cell", panel.body);
  const names = element("div", "sv-cell-names", frame);
  const scroll = element("div", "sv-cell-scroll", frame);
  const sheet = createSheet(scroll, names, context);
  const tabs = createTabs(panel.tools, context);
  const rowTabs = createRowTabs(panel.tools, context);
  panel.body.style.setProperty("--room", `${sheet.heightFor(setup.bands, setup.rows)}px`);
  describe(scroll, setup.labels.cell_help);
  bindPointer(scroll, sheet, store);
  bindKeys(scroll, sheet, store);

  const place = () => {
    if (!store.layer) return;
    sheet.build();
    sheet.paint();
    sheet.place();
  };
  const observer = new ResizeObserver(place);
  observer.observe(scroll);
  document.fonts.addEventListener("loadingdone", place); // another type may need other columns

  function describe(node, help) {
    node.tabIndex = 0;
    node.setAttribute("role", "slider");
    node.setAttribute("aria-label", help);
    node.setAttribute("aria-valuemin", "1");
  }

  function announceFocus() {
    const { probe } = store.held;
    const { focus } = store.view;
    scroll.setAttribute("aria-valuemax", String(probe.tokens.length));
    scroll.setAttribute("aria-valuenow", String(focus + 1));
    scroll.setAttribute("aria-valuetext", `${probe.tokens[focus]} ${values.text()}`);
  }

  function update(changed) {
    const { layer } = store;
    panel.setEmpty(layer ? null : panel.emptyText);
    tabs.update(changed);
    rowTabs.update();
    if (!layer) return;
    const another = ["probe", "layer", "all"].some((part) => changed.has(part));
    if (another) {
      sheet.build();
      write(panel.hint, fill(setup.labels.units_shown, { shown: layer.units.length, total: layer.total, layer: layer.name }));
    }
    if (another || changed.has("theme")) sheet.paint();
    sheet.mark();
    values.update();
    announceFocus();
  }

  function destroy() {
    observer.disconnect();
    document.fonts.removeEventListener("loadingdone", place);
  }

  const exports = {
    png: () => toPng(cellPicture(panel, context, sheet.canvases, sheet.rowHeight)),
    csv: () => csv(cellRows(store, setup.labels.gradient)),
  };
  return { update, destroy, exports };
}
