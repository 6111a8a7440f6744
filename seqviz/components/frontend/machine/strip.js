// The state of all units as a strip of colours; the unit that is pointed at is boxed, here and among the blocks.

/** Draw values [H] from x to x + width; `point` hears which unit is pointed at. */
export function strip(drawing, key, values, { x, y, width, height, term, point }) {
  const each = width / values.length;
  values.forEach((value, j) => {
    const shade = Number((0.07 + 0.93 * Math.min(1, Math.abs(value))).toFixed(3));
    const box = drawing.box(`${key}-${j}`, x + j * each, y, each * 0.92, height, `var(--sv-${value < 0 ? "negative" : "positive"})`, shade);
    box.setAttribute("class", "sv-machine-through");
  });
  const field = drawing.box(`${key}-field`, x, y, width, height, "transparent");
  field.onpointermove = (event) => {
    const box = field.getBoundingClientRect();
    const unit = Math.floor(((event.clientX - box.left) / box.width) * values.length);
    point(Math.min(values.length - 1, Math.max(0, unit)));
  };
  const wide = Math.max(each, 3) + 2;
  const mark = drawing.box(`${key}-mark`, x + ((term ?? 0) + 0.5) * each - wide / 2, y - 3, wide, height + 6, "none", term === null ? 0 : 1, 2);
  mark.setAttribute("class", "sv-machine-mark");
}
