// The same numbers as a table: for screen readers, and for whoever would rather read it so.

import { element, write } from "../shared/dom.js";
import { letterOf } from "./cells.js";
import { shown, three } from "./writing.js";

export function createTable(content, machine) {
  const box = element("details", "sv-machine-table", content);
  const summary = element("summary", "", box);
  const scroller = element("div", "sv-machine-scroller", box);
  const table = element("table", "", scroller);
  box.addEventListener("toggle", () => box.open && fillTable());

  function fillTable() {
    const { reading, labels, at } = machine;
    const names = Object.keys(reading.traces);
    const head = element("tr");
    for (const name of [labels.token, ...names.map((gate) => `${labels.gates[gate]} ${letterOf(reading.cell, gate)}`)]) {
      element("th", "", head, name).scope = "col";
    }
    const rows = reading.tokens.map((token, t) => {
      const row = element("tr", t === at ? "sv-machine-now" : "");
      element("th", "", row, shown(token)).scope = "row";
      for (const name of names) element("td", "", row, three(reading.traces[name][t]));
      return row;
    });
    table.replaceChildren(head, ...rows);
  }

  return {
    update(changed) {
      write(summary, machine.labels.table);
      if (box.open && ["at", "reading"].some((name) => changed.includes(name))) fillTable();
    },
    destroy() {},
  };
}
