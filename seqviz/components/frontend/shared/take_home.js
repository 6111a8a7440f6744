// The small menu of a panel: what it shows, to take home as a file. Its words stand in the page once, put there by the
// `words` component.

import { element, write } from "./dom.js";
import { download, fileName } from "./files.js";

const word = (name) => document.getElementById(`sv-word-${name}`)?.textContent ?? "";

/**
 * Put the menu into `parent`. `exports` maps a file's ending ("png", "svg", "csv", "txt") to what makes its content (a
 * blob or a text, now or later); `nameOf()` is the file's name without its ending.
 */
export function createTakeHome(parent, exports, nameOf) {
  const menu = element("details", "sv-take", parent);
  const opener = element("summary", "sv-take-opener", menu, "⤓");
  opener.setAttribute("aria-labelledby", "sv-word-menu");
  const list = element("div", "sv-take-list", menu);
  const items = Object.entries(exports).map(([ending, make]) => {
    const item = element("button", "sv-take-item", list, ending.toUpperCase());
    item.type = "button";
    item.dataset.ending = ending;
    item.addEventListener("click", async () => {
      menu.open = false;
      opener.focus();
      download(await make(), fileName(nameOf(), ending));
    });
    return item;
  });
  const name = () => {
    opener.title = word("menu");
    for (const item of items) write(item, word(item.dataset.ending) || item.dataset.ending.toUpperCase());
  };
  opener.addEventListener("pointerenter", name);
  menu.addEventListener("toggle", name);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    opener.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}
