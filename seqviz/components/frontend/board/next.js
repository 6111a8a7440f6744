// "After '…of thi'": what the model expects next at the focused column.

import { element, fill, fillWithNodes, write } from "../shared/dom.js";
import { csv } from "../shared/csv.js";
import { toPng, toSvg } from "../shared/picture.js";
import { nextPicture, nextRows } from "./pictures.js";
import { shown, textBefore } from "./tokens.js";

const ROWS = 5;
const ROOM = 12;

/** Three digits, written out where they can be. */
const figure = (value) => (value < 1e6 ? String(Number(value.toPrecision(3))) : value.toExponential(1));

export function createNext(panel, { store, palette, setup }) {
  const list = element("ol", "sv-next", panel.body);
  const rows = Array.from({ length: ROWS }, () => buildRow(list));
  const choices = element("p", "sv-next-choices", panel.body);
  const focused = element("span", "sv-next-focus");
  const before = document.createTextNode("");

  function buildRow(parent) {
    const root = element("li", "sv-next-row", parent);
    const token = element("span", "sv-next-token", root);
    const mark = element("span", "sv-next-mark", root);
    const track = element("span", "sv-next-track", root);
    const bar = element("span", "sv-next-bar", track);
    const number = element("span", "sv-next-number", root);
    return { root, token, bar, mark, number };
  }

  function fillRow(row, guess, actual) {
    row.root.style.visibility = guess ? "" : "hidden";
    if (!guess) return;
    const [token, probability] = guess;
    write(row.token, shown(token));
    row.token.title = token;
    row.bar.style.width = `${100 * (probability ?? 0)}%`;
    write(row.number, (probability ?? 0).toFixed(2));
    row.root.classList.toggle("sv-next-actual", token === actual);
    write(row.mark, token === actual ? "✓" : "");
    row.mark.title = token === actual ? setup.labels.actual : "";
  }

  function update(changed) {
    if (!["probe", "focus"].some((key) => changed.has(key))) return;
    const { probe } = store.held;
    const { focus } = store.view;
    const guesses = probe?.predictions[focus];
    panel.setEmpty(guesses ? null : panel.emptyText);
    if (!guesses) {
      write(panel.title, panel.spec.title);
      return;
    }
    before.data = textBefore(probe, focus, ROOM);
    write(focused, shown(probe.tokens[focus]));
    if (!focused.isConnected) panel.title.replaceChildren(...fillWithNodes(setup.labels.after, "text", [before, focused]));
    rows.forEach((row, i) => fillRow(row, guesses[i], probe.tokens[focus + 1]));
    countChoices(probe, focus);
  }

  /** How many equal choices the model had at what does come next, and over the whole sentence. */
  function countChoices({ tokens, following }, focus) {
    const p = following?.[focus];
    choices.style.visibility = p ? "" : "hidden";
    if (!p) return;
    const logs = following.map((one) => Math.log(one));
    const mean = Math.exp(-logs.reduce((sum, log) => sum + log, 0) / logs.length);
    write(choices, fill(setup.labels.choices, { token: shown(tokens[focus + 1]), count: figure(1 / p), mean: figure(mean) }));
  }

  const guesses = () => store.held.probe.predictions[store.view.focus];
  const picture = () => nextPicture(panel, palette, guesses());
  const exports = { png: () => toPng(picture()), svg: () => toSvg(picture()), csv: () => csv(nextRows(guesses())) };
  return { update, exports };
}
