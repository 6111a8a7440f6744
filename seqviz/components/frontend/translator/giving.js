// Sentences whose vectors may be given to the decoder: drag one onto the vector, or tap it.

import { element, write } from "../shared/dom.js";

/** Return the row of sentences in `parent`; `give(sentence)` hears which vector the decoder shall be given. */
export function createGiving(parent, give) {
  const root = element("div", "sv-translator-giving", parent);
  const heading = element("span", "sv-translator-heading", root);
  const row = element("div", "sv-translator-sentences", root);
  row.setAttribute("role", "group");
  let shown = "";
  let dragged = null;

  function chip(sentence, given) {
    const button = element("button", "", row, sentence);
    button.type = "button";
    button.title = sentence;
    button.draggable = true;
    button.setAttribute("aria-pressed", String(sentence === given));
    button.addEventListener("click", () => give(sentence));
    button.addEventListener("dragstart", (event) => {
      dragged = sentence;
      event.dataTransfer.effectAllowed = "copy";
      event.dataTransfer.setData("text/plain", sentence);
    });
    button.addEventListener("dragend", () => {
      dragged = null;
    });
  }

  return {
    receive({ sentences, given, labels }) {
      root.hidden = !sentences.length;
      write(heading, labels.drag);
      row.setAttribute("aria-label", labels.drag);
      const now = JSON.stringify([sentences, given]);
      if (now === shown) return; // what has the focus, or is on its way, stays
      shown = now;
      const place = [...row.children].indexOf(document.activeElement);
      row.replaceChildren();
      for (const sentence of sentences) chip(sentence, given);
      if (place >= 0) row.children[place]?.focus();
    },
    /** Let a sentence of this row be dropped on `svg` where `within(event)` says so; `mark(on)` shows the place. */
    dropOn(svg, within, mark) {
      svg.addEventListener("dragover", (event) => {
        const here = dragged !== null && within(event);
        mark(here);
        if (here) event.preventDefault();
      });
      svg.addEventListener("dragleave", () => mark(false));
      svg.addEventListener("drop", (event) => {
        mark(false);
        if (dragged === null || !within(event)) return;
        event.preventDefault();
        give(dragged);
      });
    },
  };
}
