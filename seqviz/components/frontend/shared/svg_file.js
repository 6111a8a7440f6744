// An SVG of the page as a file of its own: an SVG that needs no style sheet, or a PNG of twice its size.

import { svgElement } from "./dom.js";

const STYLES = [
  "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity",
  "font-family", "font-size", "font-weight", "font-variant-numeric", "text-anchor", "letter-spacing",
];
const SCALE = 2;

/** A copy with every style written out; parts that match `leaveOut` are gone. */
export function svgFile(svg, leaveOut) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, place) => {
    const computed = getComputedStyle(original);
    for (const style of STYLES) copies[place].style.setProperty(style, computed.getPropertyValue(style));
  });
  copy.querySelectorAll(leaveOut).forEach((part) => part.remove());
  copies.forEach((part) => {
    for (const name of ["class", "tabindex", "role"]) part.removeAttribute(name);
  });
  const fill = getComputedStyle(svg).getPropertyValue("background-color");
  copy.prepend(svgElement("rect", { width: "100%", height: "100%", fill }));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

/** The same drawing in pixels. */
export async function svgRaster(file, width, height) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
