// How a token is written: blanks made visible, long words cut.

const BLANKS = { " ": "·", "\n": "↵", "\t": "⇥", "\r": "↵", "": "∅" };
const LONGEST = 9;

/** The token as it is shown. */
export function shown(token) {
  return BLANKS[token] ?? token;
}

/** The token as it is shown on the axis: cut after a few characters. */
export function cut(token) {
  const characters = Array.from(shown(token));
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : characters.join("");
}

/** The tokens before a column, written out, at most about `room` characters of them. */
export function textBefore(probe, column, room) {
  let text = "";
  let start = column;
  while (start > 0) {
    const longer = probe.tokens[start - 1] + probe.joiner + text;
    if (longer.length > room) break;
    text = longer;
    start -= 1;
  }
  return `${start > 0 ? "…" : ""}${text}`.replace(/\s+/g, " ");
}
