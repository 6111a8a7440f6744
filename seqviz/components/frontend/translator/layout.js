// Where everything stands: columns as wide as their words, never narrower than can be read. What does not fit scrolls.

import { textScale } from "../shared/scale.js";

const FONT = '"Source Sans", "Source Sans Pro", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const SHORT = 8; // characters of a reading that gets all the room it needs
const NARROWEST = 42;
const STATE = { top: 92, tall: 134, wide: 28 };
export const WORD = 16;

let context = null;

/** The width of a text in pixels. */
export function widthOf(text, size = WORD, weight = 650) {
  context ??= document.createElement("canvas").getContext("2d");
  context.font = `${weight} ${size}px ${FONT}`;
  return context.measureText(text).width;
}

/** A token as it is written: the ends of sentences have words of their own. */
export const written = (token, labels) => ({ "<eos>": labels.end, "<bos>": labels.begin, " ": "·" })[token] ?? token;

/** Return places in pixels for an answer in a panel of `width` pixels. */
export function layoutOf(answer, labels, width) {
  const scale = textScale();
  const least = (words) => Math.max(NARROWEST * scale, ...words.map((word) => widthOf(written(word, labels), WORD * scale) + 13));
  const wide = {
    encoder: answer.encoder.map(({ word, reading }) => least(reading.length > SHORT ? [word] : [word, reading])),
    decoder: answer.decoder.map(({ word, fed }) => least([word, fed])),
  };
  const vector = vectorOf(answer.vector.length, scale);
  const gap = 36 * scale;
  const sum = (widths) => widths.reduce((whole, one) => whole + one, 0);
  const needed = sum(wide.encoder) + sum(wide.decoder) + vector.wide + 2 * gap;
  const columns = wide.encoder.length + wide.decoder.length;
  const more = Math.min(26 * scale, Math.max(0, (width - needed) / columns));
  let x = 0;
  const place = (widths) => widths.map((one) => {
    const middle = x + (one + more) / 2;
    x += one + more;
    return { middle, room: one + more - 8 };
  });
  const encoder = place(wide.encoder);
  x += gap;
  vector.left = x;
  x += vector.wide + gap;
  const decoder = place(wide.decoder);
  const state = { top: STATE.top * scale, tall: STATE.tall * scale, wide: STATE.wide * scale };
  return { width: x, height: 292 * scale, scale, encoder, decoder, vector, state };
}

function vectorOf(count, scale) {
  const across = Math.max(1, Math.round(Math.sqrt(count / 2)));
  const down = Math.ceil(count / across);
  const size = Math.min(11, 172 / down, 120 / across) * scale;
  return { across, down, size, wide: across * size, tall: down * size, left: 0 };
}
