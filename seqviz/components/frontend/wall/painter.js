// Paint the landscape once, and the descents over it as far as they have come.

import { fill } from "../shared/dom.js";

const LINES = 12; // of the net on the ground
const OUT = 0.06; // how far beyond the picture's floor a point may lie and still be drawn in place

const mix = (from, to, share) => from.map((part, i) => Math.round(part + (to[i] - part) * share));

/** Paint all tiles: higher ground darker, the wall itself darkest. */
export function paintGround(context, tiles, shape, palette) {
  const [low, high, steep] = [mix(palette.rgb("panel"), palette.rgb("line"), 0.6), palette.rgb("before"), palette.rgb("soft")];
  const every = Math.max(1, Math.round(shape[0] / LINES));
  for (const { corners, level, slope, row, column } of tiles) {
    const ground = mix(low, high, Math.min(1, level / 0.5) * 0.7 + 0.08);
    context.fillStyle = context.strokeStyle = `rgb(${mix(ground, steep, Math.min(1, slope / 0.12) * 0.55)})`;
    context.lineWidth = 0.8;
    outline(context, corners);
    context.fill();
    context.stroke();
    if (row % every && column % every) continue;
    context.globalAlpha = 0.5;
    context.strokeStyle = palette.resolve("var(--sv-panel)");
    context.beginPath();
    if (row % every === 0) line(context, corners[0], corners[3]);
    if (column % every === 0) line(context, corners[0], corners[1]);
    context.stroke();
    context.globalAlpha = 1;
  }
}

function outline(context, corners) {
  context.beginPath();
  corners.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
}

function line(context, from, to) {
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
}

/** Paint one descent up to `upto`; a step that leaves the picture is an arc to its edge, with the place it leads to. */
export function paintWalk(context, walk, place, view, upto) {
  const colour = view.palette.resolve(`var(--sv-${walk.colour})`);
  context.strokeStyle = context.fillStyle = colour;
  context.lineJoin = "round";
  const points = walk.points.slice(0, upto + 1);
  const inside = (point) => place.inside(point, OUT);
  const end = points.findIndex((point) => !inside(point));
  const shown = (end < 0 ? points : points.slice(0, end)).map((point) => place.at(point));
  context.lineWidth = 2;
  context.beginPath();
  shown.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
  shown.forEach(([x, y], i) => dot(context, x, y, i + 1 === shown.length && end < 0 ? 5.5 : 2.3));
  if (end > 0) throwOff(context, shown.at(-1), place.at(points[end]), view, fill(view.labels.out, shortly(points[end])));
}

const shortly = ([across, along]) => ({ across: across.toFixed(2), along: along.toFixed(2) });

function throwOff(context, [x, y], [farX, farY], { width, height, font }, words) {
  const [endX, endY] = [Math.min(Math.max(farX, 24), width - 24), Math.min(Math.max(farY, 40), height - 30)];
  context.lineWidth = 2.4;
  context.setLineDash([7, 5]);
  context.beginPath();
  context.moveTo(x, y);
  context.quadraticCurveTo(x + (endX - x) * 0.6, Math.min(y, endY) - height * 0.2, endX, endY);
  context.stroke();
  context.setLineDash([]);
  dot(context, endX, endY, 5.5);
  context.font = `600 ${font}`;
  context.textAlign = endX > width / 2 ? "right" : "left";
  context.fillText(words, endX + (endX > width / 2 ? -10 : 10), endY + 18);
}

function dot(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
}
