// A picture as a list of parts, which becomes a PNG (drawn with the page's own type) or an SVG.
//
// {width, height, background, font, mono, parts}; a part is one of
//   {rect: [x, y, width, height], fill, opacity}
//   {line: [[x, y], ...], stroke, width}
//   {text, x, y, size, fill, anchor ("start", "middle", "end"), weight, mono}     y is the middle of the letters
//   {image: canvas, rect: [x, y, width, height]}                                  enlarged cell by cell; PNG only

import { svgElement } from "./dom.js";

const SCALE = 2;
const ALIGN = { start: "left", middle: "center", end: "right" };

/** Paint on a canvas of twice the size, and return it as a PNG. */
export function toPng(picture) {
  const canvas = document.createElement("canvas");
  canvas.width = SCALE * picture.width;
  canvas.height = SCALE * picture.height;
  const pen = canvas.getContext("2d");
  pen.scale(SCALE, SCALE);
  pen.imageSmoothingEnabled = false;
  pen.textBaseline = "middle";
  paintPart(pen, picture, { rect: [0, 0, picture.width, picture.height], fill: picture.background });
  for (const part of picture.parts) paintPart(pen, picture, part);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function paintPart(pen, picture, part) {
  pen.globalAlpha = part.opacity ?? 1;
  pen.fillStyle = part.fill;
  if (part.image) pen.drawImage(part.image, ...part.rect);
  else if (part.rect) pen.fillRect(...part.rect);
  else if (part.line) {
    pen.strokeStyle = part.stroke;
    pen.lineWidth = part.width;
    pen.lineJoin = "round";
    pen.beginPath();
    part.line.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.stroke();
  } else {
    pen.font = `${part.weight ?? 400} ${part.size}px ${part.mono ? picture.mono : picture.font}`;
    pen.textAlign = ALIGN[part.anchor ?? "start"];
    pen.fillText(part.text, part.x, part.y);
  }
}

/** Return the text of an SVG file. */
export function toSvg(picture) {
  const { width, height } = picture;
  const root = svgElement("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` });
  root.append(svgElement("rect", { width, height, fill: picture.background }));
  root.append(...picture.parts.map((part) => svgPart(picture, part)));
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

function svgPart(picture, part) {
  if (part.rect) {
    const [x, y, width, height] = part.rect;
    return svgElement("rect", { x, y, width, height, fill: part.fill, opacity: part.opacity ?? 1 });
  }
  if (part.line) {
    const points = part.line.map((point) => point.map((place) => Number(place.toFixed(2))).join()).join(" ");
    return svgElement("polyline", { points, fill: "none", stroke: part.stroke, "stroke-width": part.width });
  }
  const style = {
    x: part.x, y: part.y, fill: part.fill, "font-size": part.size, "font-weight": part.weight ?? 400,
    "font-family": part.mono ? picture.mono : picture.font, "text-anchor": part.anchor ?? "start",
    "dominant-baseline": "central", "xml:space": "preserve",
  };
  return svgElement("text", style, part.text);
}
