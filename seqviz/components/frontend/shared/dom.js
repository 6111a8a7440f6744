// Small steps with the document. Text goes in as text, never as markup.

/** Make an element, inside `parent` where there is one. */
export function element(tag, className = "", parent = null, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

/** Make a part of an SVG drawing. */
export function svgElement(tag, attributes = {}, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}

/** Set a node's text if it differs. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Fill `{name}` in a label. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Fill one `{name}` of a label with nodes; returns the list for `replaceChildren`. */
export function fillWithNodes(template, name, nodes) {
  const [before, after = ""] = template.split(`{${name}}`);
  return [before, ...nodes, after];
}

/** Size a canvas for the screen and return its context, drawing in CSS pixels. */
export function sizedContext(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
