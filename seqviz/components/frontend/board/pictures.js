// The panels of the board as pictures and tables to take home.

import { shade } from "./bands.js";
import { valueOf } from "./store.js";
import { cut } from "./tokens.js";

const PAD = 16;
const HEAD = 40;
const CHARACTER = 7.6; // pixels of a monospaced character of the size below
const SIZE = 12.5;

/** An empty picture with the panel's title, in the panel's type and colours. */
function begin(panel, palette, width, height) {
  const style = getComputedStyle(panel.root);
  const title = { text: panel.title.textContent, x: PAD, y: 20, size: 15, weight: 650, fill: palette.resolve("var(--sv-ink)") };
  return {
    width, height, background: palette.resolve("var(--sv-panel)"), font: style.fontFamily,
    mono: getComputedStyle(panel.body).getPropertyValue("--sv-mono") || "monospace", parts: [title],
  };
}

function columnFor(tokens, least) {
  return Math.max(least, 4 + CHARACTER * Math.max(...tokens.map((token) => Array.from(cut(token)).length)));
}

/** Bands with their names, tokens above, gradient below. */
export function cellPicture(panel, { store, palette, setup }, canvases, row) {
  const { layer, held } = store;
  const { tokens } = held.probe;
  const [names, gap, strip] = [110, 8, layer.gradient.length ? 32 : 0];
  const column = columnFor(tokens, 12);
  const height = row * layer.units.length;
  const bottom = HEAD + 26 + layer.bands.length * (height + gap);
  const picture = begin(panel, palette, 2 * PAD + names + column * tokens.length, bottom + strip + PAD);
  const left = PAD + names;
  const ink = palette.resolve("var(--sv-ink)");
  const write = (part) => picture.parts.push({ size: SIZE, fill: ink, ...part });
  tokens.forEach((token, t) => write({ text: cut(token), x: left + (t + 0.5) * column, y: HEAD + 10, anchor: "middle", mono: true }));
  layer.bands.forEach((band, i) => {
    const top = HEAD + 26 + i * (height + gap);
    const fill = palette.resolve(`var(--sv-${band.colour})`);
    write({ text: `${band.name} ${band.symbol}`, x: left - 10, y: top + height / 2, anchor: "end", weight: 650, fill });
    picture.parts.push({ image: canvases[i], rect: [left, top, column * tokens.length, height] });
  });
  if (!strip) return picture;
  write({ text: setup.labels.gradient, x: left - 10, y: bottom + strip / 2, anchor: "end" });
  const most = Math.max(...layer.gradient, 0) || 1;
  layer.gradient.forEach((norm, t) => {
    const tall = Math.max(1.5, ((norm ?? 0) / most) * strip);
    picture.parts.push({ rect: [left + t * column + 2, bottom + strip - tall, column - 4, tall], fill: ink });
  });
  return picture;
}

/** Gate, unit, and one column for each token. */
export function cellRows({ layer, held }, gradient) {
  const { tokens } = held.probe;
  const rows = layer.bands.flatMap((band) =>
    layer.units.map((unit, row) => [
      band.name, unit,
      ...tokens.map((_, t) => Number(valueOf(band, band.values[row * tokens.length + t]).toPrecision(3))),
    ]),
  );
  const last = layer.gradient.length ? [[gradient, "", ...layer.gradient]] : [];
  return [["gate", "unit", ...tokens], ...rows, ...last];
}

/** Bars of the likeliest next tokens. */
export function nextPicture(panel, palette, guesses) {
  const [line, bar] = [26, 260];
  const names = Math.max(40, columnFor(guesses.map(([token]) => token), 0) + 10);
  const picture = begin(panel, palette, Math.max(420, 2 * PAD + names + bar + 60), HEAD + line * guesses.length + PAD);
  const ink = palette.resolve("var(--sv-ink)");
  guesses.forEach(([token, probability], i) => {
    const y = HEAD + (i + 0.5) * line;
    const share = probability ?? 0;
    picture.parts.push(
      { text: cut(token), x: PAD, y, size: SIZE, fill: ink, mono: true },
      { rect: [PAD + names, y - 6, Math.max(1.5, bar * share), 12], fill: palette.resolve("var(--sv-accent)") },
      { text: share.toFixed(2), x: PAD + names + bar + 44, y, size: SIZE, fill: ink, anchor: "end" },
    );
  });
  return picture;
}

export function nextRows(guesses) {
  return [["token", "probability"], ...guesses];
}

/** The trace of one unit above its text, each token on its activation. */
export function unitPicture(panel, palette, tokens, band, bytes) {
  const [tall, text] = [120, 24];
  const column = columnFor(tokens, 14);
  const picture = begin(panel, palette, Math.max(360, 2 * PAD + column * tokens.length), HEAD + tall + 12 + text + PAD);
  const low = band.signed ? -band.scale : 0;
  const y = (value) => HEAD + tall - (tall * (value - low)) / (band.scale - low);
  const x = (t) => PAD + (t + 0.5) * column;
  const values = Array.from(bytes, (byte) => valueOf(band, byte));
  const ink = palette.resolve("var(--sv-ink)");
  picture.parts.push(
    { line: [[PAD, y(0)], [PAD + column * tokens.length, y(0)]], stroke: palette.resolve("var(--sv-line)"), width: 1 },
    { line: values.map((value, t) => [x(t), y(value)]), stroke: palette.resolve(`var(--sv-${band.colour})`), width: 2 },
  );
  tokens.forEach((token, t) => {
    const fill = `rgb(${shade(band, (0.62 * (values[t] ?? 0)) / band.scale, palette).join()})`;
    const top = HEAD + tall + 12;
    picture.parts.push(
      { rect: [PAD + t * column, top, column, text], fill },
      { text: cut(token), x: x(t), y: top + text / 2, size: SIZE, fill: ink, anchor: "middle", mono: true },
    );
  });
  return picture;
}

export function unitRows(tokens, band, bytes) {
  const values = Array.from(bytes, (byte) => Number(valueOf(band, byte).toPrecision(3)));
  return [["token", band.name], ...tokens.map((token, t) => [token, values[t]])];
}
