// Bands: one canvas pixel per cell, enlarged by the browser. Resizing the page costs no drawing at all.

import { FIRST } from "./rows.js";
import { textScale } from "../shared/scale.js";

const little = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function packed([red, green, blue]) {
  return little
    ? ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
    : ((red << 24) | (green << 16) | (blue << 8) | 255) >>> 0;
}

function mixed(from, to, share) {
  return from.map((part, i) => Math.round(part + (to[i] - part) * share));
}

/** Colour of a share: 0..1 from the panel to the gate's own colour, or -1..1 from orange through the panel to blue. */
export function shade(band, share, palette) {
  const panel = palette.rgb("panel");
  if (!band.signed) return mixed(panel, palette.rgb(band.colour), share);
  return mixed(panel, palette.rgb(share < 0 ? "negative" : "positive"), Math.abs(share));
}

/** All 256 colours of a band, packed for ImageData. */
export function colourTable(band, palette) {
  const table = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    const share = band.signed ? Math.max(-1, (byte - 128) / 127) : byte / 255;
    table[byte] = packed(shade(band, share, palette));
  }
  return table;
}

/** Paint a band's values, rows times columns. */
export function paintBand(canvas, band, rows, columns, palette) {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const table = colourTable(band, palette);
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = table[band.values[i]];
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** Height of one row in whole pixels: fewer bands may be taller, rows stay equal. */
export function rowHeight(bands, rows) {
  const all = rows > FIRST;
  const target = all ? Math.min(220, Math.max(88, 540 / bands)) : Math.min(150, Math.max(64, 480 / bands));
  return Math.max(1, Math.round((textScale() * target) / rows));
}
