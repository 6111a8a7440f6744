// What is behind the word that is looked at: its gates, and what the decoder would write next.

import { element, fill, write } from "../shared/dom.js";
import { written } from "./layout.js";
import { shade } from "./picture.js";

const SIGNED = new Set(["candidate", "cell", "hidden"]);

const figure = (value) => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(3)}`;

export function createDetail(parent) {
  const root = element("div", "sv-translator-detail", parent);
  const left = element("div", "sv-translator-gates", root);
  const about = element("p", "sv-translator-title", left);
  const rows = element("div", "sv-translator-rows", left);
  const unitLine = element("p", "sv-translator-unit", left);
  unitLine.setAttribute("aria-live", "polite");
  const right = element("div", "sv-translator-next", root);
  const heading = element("p", "sv-translator-title", right);
  const list = element("div", "sv-translator-words", right);

  function gates(column, labels, row) {
    const names = Object.keys(column.gates);
    rows.replaceChildren(...names.map((name) => {
      const line = element("div", "sv-translator-gate");
      const label = element("span", "sv-translator-name", line, labels.gate[name]);
      label.style.color = `color-mix(in srgb, var(--sv-${name}) 78%, var(--sv-ink))`;
      const strip = element("span", "sv-translator-strip", line);
      column.gates[name].forEach((value, place) => {
        const cell = element("i", place === row ? "sv-translator-here" : "", strip);
        cell.style.background = SIGNED.has(name)
          ? shade(value)
          : `color-mix(in srgb, var(--sv-${name}) ${Math.round(100 * value)}%, var(--sv-panel))`;
      });
      element("b", "", line, figure(column.gates[name][row]));
      return line;
    }));
  }

  function likeliest(top, labels) {
    list.replaceChildren(...top.map(([word, share]) => {
      const line = element("div", "sv-translator-word");
      element("span", "sv-translator-name", line, written(word, labels));
      const track = element("span", "sv-translator-track", line);
      element("i", "", track).style.width = `${100 * share}%`;
      element("b", "", line, share.toFixed(3));
      return line;
    }));
  }

  return {
    show(answer, labels, { side, column: place, row }) {
      const column = answer[side][place];
      const read = side === "encoder" ? column.word : column.fed;
      const word = fill(labels.quoted, { word: written(read, labels) });
      write(about, fill(labels.after, { word }));
      gates(column, labels, row);
      const unit = answer.units[side][row];
      write(unitLine, unit === undefined ? "" : fill(labels.unit, { unit, value: figure(column.gates.hidden[row]) }));
      if (side === "decoder") {
        write(heading, labels.next);
        likeliest(column.top, labels);
      } else {
        write(heading, labels["would-write"]);
        list.replaceChildren(element("p", "sv-translator-reading", null, column.said || labels.nothing));
      }
    },
  };
}
