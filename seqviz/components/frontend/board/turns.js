// Two panels that take turns in one place: tabs in the head of each choose which stands in front.

import { element, write } from "../shared/dom.js";

/** Let `behind` stand behind `front`; returns what shows the reader's choice. */
export function takeTurns(front, behind, { store, setup }) {
  const pair = [front, behind];
  const lists = pair.map((panel) => {
    const list = element("div", "sv-tabs", panel.tools);
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", front.title.textContent);
    pair.forEach((other, i) => {
      const tab = element("button", "sv-tab", list);
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(other === panel));
      tab.tabIndex = other === panel ? 0 : -1;
      write(tab, setup.labels.tabs[other.spec.name]);
      tab.addEventListener("click", () => turn(i));
      tab.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        turn(1 - pair.indexOf(panel));
        event.preventDefault();
      });
    });
    return list;
  });

  function turn(to) {
    const others = store.view.ahead.filter((name) => name !== behind.spec.name);
    store.look({ ahead: to ? [...others, behind.spec.name] : others });
    lists[to].children[to].focus({ preventScroll: true });
  }

  return function update() {
    const turned = store.view.ahead.includes(behind.spec.name);
    front.root.hidden = turned;
    behind.root.hidden = !turned;
  };
}
