// Save the tree as it stands: an SVG file that needs no style sheet, or a PNG of twice its size.

const STYLES = [
  "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity",
  "font-family", "font-size", "font-weight", "font-variant-numeric", "text-anchor", "letter-spacing",
];
const SCALE = 2;

export async function saveDrawing(svg, kind, name) {
  const text = standalone(svg);
  const drawing = new Blob([text], { type: "image/svg+xml" });
  const { width, height } = svg.viewBox.baseVal;
  download(kind === "png" ? await raster(drawing, width, height) : drawing, `${name}.${kind}`);
}

/** A copy with every style written out and everything that is not shown yet left out. */
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, place) => {
    const computed = getComputedStyle(original);
    for (const style of STYLES) copies[place].style.setProperty(style, computed.getPropertyValue(style));
  });
  copy.querySelectorAll(".sv-tree-later").forEach((part) => part.remove());
  copies.forEach((part) => {
    for (const name of ["class", "tabindex", "role"]) part.removeAttribute(name);
  });
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(svg).getPropertyValue("background-color"));
  copy.prepend(paper);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

async function raster(drawing, width, height) {
  const address = URL.createObjectURL(drawing);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function download(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
