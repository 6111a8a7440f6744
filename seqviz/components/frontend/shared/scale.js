// Projector mode enlarges the page's type; charts, which count in pixels, follow it.

/** How much larger than usual the page's type is. */
export function textScale() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}

/** How much larger the type of a chart is: on a stage its figures need more than the page's text, from the back row. */
export function chartTypeScale() {
  const scale = textScale();
  return scale > 1 ? 1.2 * scale : scale;
}

/** Return a figure's layout with its type and margins enlarged. */
export function enlarged(value, by, name = "") {
  if (by === 1 || !value || typeof value !== "object") return value;
  if (Array.isArray(value)) return typeof value[0] === "object" ? value.map((part) => enlarged(part, by, name)) : value;
  const bigger = (key) => (name.endsWith("font") && key === "size") || (name === "margin" && key !== "pad");
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key, bigger(key) && typeof part === "number" ? part * by : enlarged(part, by, key),
    ]),
  );
}
