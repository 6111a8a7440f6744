// How numbers, letters and tokens are written.

import { element, fill } from "../shared/dom.js";

/** A number with three decimals and a real minus. */
export function three(value) {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The same with its sign, as the next part of a sum. */
export const plus = (value) => (value < 0 && Number(Math.abs(value).toFixed(3)) !== 0 ? ` − ` : " + ") + Math.abs(value).toFixed(3);
export const signed = (value) => (three(value).startsWith("−") ? three(value) : `+${three(value)}`);

/** Tokens that would be invisible get a sign; a long one is cut. */
const SIGNS = { " ": "·", "\n": "↵", "\t": "⇥", "\u3000": "·" };
export function shown(token, longest = 12) {
  const text = [...token].map((sign) => SIGNS[sign] ?? sign);
  return text.length > longest ? `${text.slice(0, longest - 1).join("")}…` : text.join("");
}

/** How a token is called in a sentence: the space has a name. */
export const called = (token, labels) => (token === " " ? labels.space : fill(labels.quoted, { token: shown(token) }));

/** A letter of the lecture with its index, as an element. */
export function letter(parent, base, index = "", colour = "") {
  const made = element("span", "sv-machine-letter", parent);
  element("i", "", made, base);
  if (index) element("sub", "", made, index);
  if (colour) made.style.color = colour;
  return made;
}

/** Pieces of a formula into `parent`: text, or [letter, index, colour]. */
export function formula(parent, pieces) {
  for (const piece of pieces) {
    if (typeof piece === "string") parent.append(piece);
    else if (piece instanceof Node) parent.append(piece);
    else letter(parent, ...piece);
  }
}

/** A number in its colour. */
export function figure(value, colour, tag = "span") {
  const made = element(tag, "sv-machine-figure", null, three(value));
  made.style.color = colour;
  return made;
}
