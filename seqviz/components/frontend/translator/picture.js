// The drawing: states as columns of units, the vector as a field of all its numbers, words above and below.

import { fill, svgElement } from "../shared/dom.js";
import { WORD, widthOf, written } from "./layout.js";

/** A number from −1 to 1 as a colour: blue above zero, orange below. */
export function shade(value) {
  const share = Math.round(100 * Math.min(1, Math.abs(value)));
  return `color-mix(in srgb, var(--sv-${value < 0 ? "negative" : "positive"}) ${share}%, var(--sv-panel))`;
}

/** Return the drawing in `parent`; `point({side, column, row})` hears what the pointer is over. */
export function createPicture(parent, point) {
  const svg = svgElement("svg", { class: "sv-translator-picture", tabindex: 0, role: "img" });
  parent.append(svg);
  let [answer, layout, words] = [null, null, {}];
  let marks = null;
  let target = null; // where a sentence may be dropped

  const add = (tag, attributes, text = "", holder = svg) => {
    const made = svgElement(tag, attributes, text);
    holder.append(made);
    return made;
  };
  const s = (pixels) => pixels * layout.scale;

  function text(x, y, said, { size = WORD, weight = 400, fill: ink = "var(--sv-ink)", anchor = "middle" } = {}) {
    const made = add("text", { x, y: s(y), "text-anchor": anchor, "font-size": s(size), "font-weight": weight }, said);
    made.style.fill = ink;
    return made;
  }

  /** A text in the room of its column: what does not fit is cut. */
  function fitting(place, y, said, look) {
    let shown = said;
    while (shown.length > 1 && widthOf(shown, s(look.size ?? WORD), look.weight ?? 400) > place.room + 6) {
      shown = `${shown.replace(/…$/, "").slice(0, -1)}…`;
    }
    text(place.middle, y, shown, look);
  }

  function arrow(x1, y1, x2, y2, { colour = "var(--sv-before)", wide = 1.5, dotted = false } = {}) {
    const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
    const head = s(4);
    const line = add("path", { d: `M${x1} ${y1}L${x2} ${y2}`, "stroke-width": wide, fill: "none" });
    const tip = dx
      ? `M${x2 - dx * head} ${y2 - head}L${x2} ${y2}L${x2 - dx * head} ${y2 + head}`
      : `M${x2 - head} ${y2 - dy * head}L${x2} ${y2}L${x2 + head} ${y2 - dy * head}`;
    const end = add("path", { d: tip, "stroke-width": wide, fill: "none" });
    for (const part of [line, end]) part.style.stroke = colour;
    if (dotted) line.setAttribute("stroke-dasharray", "2 4");
  }

  function state(place, values) {
    const { state: box } = layout;
    const tall = box.tall / values.length;
    values.forEach((value, row) => {
      const cell = add("rect", { x: place.middle - box.wide / 2, y: box.top + row * tall, width: box.wide, height: tall + 0.4 });
      cell.style.fill = shade(value);
    });
    frame(place.middle - box.wide / 2, box.top, box.wide, box.tall, "var(--sv-line)");
  }

  function frame(x, y, width, height, colour, wide = 1) {
    const made = add("rect", { x, y, width, height, fill: "none", "stroke-width": wide, rx: 2 });
    made.style.stroke = colour;
    return made;
  }

  function encoder() {
    const { state: box } = layout;
    answer.encoder.forEach(({ word, reading, gates }, column) => {
      const place = layout.encoder[column];
      text(place.middle, 58, written(word, words), { weight: 650 });
      arrow(place.middle, s(66), place.middle, box.top - s(4));
      if (gates.hidden) state(place, gates.hidden);
      if (word !== "<eos>") {
        fitting(place, 254, reading || words.nothing, { weight: 650, fill: "var(--sv-ink)" });
      }
      if (column && gates.hidden) between(layout.encoder[column - 1], place);
    });
    const [first, last] = [layout.encoder[0], layout.encoder.at(-1)];
    label(first.middle - s(20), 20, words.reads);
    if (!answer.encoder[0].gates.hidden) return note(first.middle - s(20), box.top + box.tall / 2, words["no-states"]);
    note(first.middle - s(20), s(276), words.stopped);
    const [from, to] = [last.middle + box.wide / 2 + s(3), layout.vector.left - s(10)];
    if (answer.given) return cut(from, to);
    return arrow(from, middle(), to, middle(), { colour: "var(--sv-accent)", wide: 2 });
  }

  /** What was read goes nowhere: another vector has taken its place. */
  function cut(from, to) {
    const at = (from + to) / 2;
    arrow(from, middle(), at - s(5), middle(), { dotted: true });
    const cross = add("path", { d: `M${at - s(5)} ${middle() - s(7)}L${at + s(5)} ${middle() + s(7)}M${at - s(5)} ${middle() + s(7)}L${at + s(5)} ${middle() - s(7)}`, "stroke-width": 2.4 });
    cross.style.stroke = "var(--sv-forget)";
  }

  const middle = () => layout.state.top + layout.state.tall / 2;
  const between = (a, b) => arrow(a.middle + layout.state.wide / 2 + s(3), middle(), b.middle - layout.state.wide / 2 - s(3), middle());
  const label = (x, y, said) => text(x, y, said, { size: 12.5, weight: 600, fill: "var(--sv-soft)", anchor: "start" });
  const note = (x, y, said) => text(x, y / layout.scale, said, { size: 13.5, fill: "var(--sv-soft)", anchor: "start" });

  function vector() {
    const { vector: field } = layout;
    const top = middle() - field.tall / 2;
    answer.vector.forEach((value, unit) => {
      const [x, y] = [field.left + (unit % field.across) * field.size, top + Math.floor(unit / field.across) * field.size];
      const cell = add("rect", { x, y, width: field.size - 0.8, height: field.size - 0.8 });
      cell.style.fill = shade(value);
    });
    const edge = frame(field.left - s(7), top - s(7), field.wide + s(14), field.tall + s(14), answer.given ? "var(--sv-forget)" : "var(--sv-accent)", 2);
    edge.setAttribute("rx", s(6));
    const x = field.left + field.wide / 2;
    text(x, 20, words.vector, { size: 12.5, weight: 650, fill: "var(--sv-accent)" });
    const below = (top + field.tall) / layout.scale;
    text(x, below + 27, fill(words.numbers, { count: answer.vector.length }), { size: 14.5, weight: 650, fill: "var(--sv-accent)" });
    if (!answer.given) text(x, below + 44, words.crosses, { size: 13, fill: "var(--sv-soft)" });
    else fitting({ middle: x, room: field.wide + s(62) }, below + 44, fill(words.of, { sentence: answer.given }), { size: 13.5, weight: 650, fill: "var(--sv-forget)" });
    target = add("rect", { x: field.left - s(14), y: top - s(14), width: field.wide + s(28), height: field.tall + s(28), rx: s(9), class: "sv-translator-target" });
  }

  function decoder() {
    const { state: box } = layout;
    answer.decoder.forEach(({ word, fed, top, gates }, column) => {
      const place = layout.decoder[column];
      const share = top.find(([said]) => said === word)?.[1] ?? 0;
      text(place.middle, 46, written(word, words), { weight: 650, fill: "var(--sv-success)" });
      text(place.middle, 64, share.toFixed(2), { size: 12.5, fill: "var(--sv-soft)" });
      arrow(place.middle, box.top - s(4), place.middle, s(70));
      state(place, gates.hidden);
      arrow(place.middle, s(240), place.middle, box.top + box.tall + s(4));
      text(place.middle, 254, written(fed, words), { size: 14.5, fill: "var(--sv-soft)" });
      if (!column) return;
      const before = layout.decoder[column - 1];
      between(before, place);
      const path = add("path", {
        d: `M${before.middle + s(14)} ${s(66)}C${before.middle + s(34)} ${s(100)} ${place.middle - s(36)} ${s(200)} ${place.middle - s(14)} ${s(240)}`,
        fill: "none", "stroke-width": 1.4, "stroke-dasharray": "2 4",
      });
      path.style.stroke = "var(--sv-before)";
    });
    const first = layout.decoder[0];
    label(first.middle - s(20), 20, words.writes);
    note(first.middle - s(20), s(276), words["goes-back"]);
    arrow(layout.vector.left + layout.vector.wide + s(10), middle(), first.middle - box.wide / 2 - s(4), middle(), { colour: "var(--sv-accent)", wide: 2 });
  }

  const units = (side) => answer.units[side];
  const mark = (x, y, width, height, wide = 2) => {
    const made = add("rect", { x, y, width, height, rx: 2, fill: "none", "stroke-width": wide, class: "sv-translator-mark" }, "", marks);
    made.style.stroke = "var(--sv-ink)";
  };

  svg.addEventListener("pointermove", pointed);
  svg.addEventListener("pointerdown", pointed);

  function pointed(event) {
    if (!layout) return;
    const box = svg.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { state: column, vector: field } = layout;
    const within = y >= column.top && y < column.top + column.tall;
    for (const side of ["encoder", "decoder"]) {
      const place = layout[side].findIndex(({ middle: at, room }) => Math.abs(x - at) <= (room + 8) / 2);
      if (place < 0) continue;
      const count = units(side).length;
      const row = within && count ? { row: Math.floor(((y - column.top) / column.tall) * count) } : {};
      point({ side, column: place, ...row });
      return;
    }
    const [across, down] = [(x - field.left) / field.size, (y - (middle() - field.tall / 2)) / field.size];
    if (across < 0 || across >= field.across || down < 0 || down >= field.down) return;
    const row = units("decoder").indexOf(Math.floor(down) * field.across + Math.floor(across));
    if (row >= 0) point({ row });
  }

  return {
    svg,
    draw(newAnswer, newWords, newLayout) {
      [answer, words, layout] = [newAnswer, newWords, newLayout];
      svg.replaceChildren();
      svg.setAttribute("width", layout.width);
      svg.setAttribute("height", layout.height);
      svg.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
      svg.setAttribute("aria-label", words.picture);
      encoder();
      vector();
      decoder();
      marks = add("g", {});
    },
    /** Mark the word that is looked at, and its unit wherever it stands. */
    mark({ side, column, row }) {
      marks.replaceChildren();
      const { state: box, vector: field } = layout;
      const place = layout[side][column];
      mark(place.middle - box.wide / 2 - s(4), box.top - s(4), box.wide + s(8), box.tall + s(8));
      const unit = units(side)[row];
      for (const each of ["encoder", "decoder"]) {
        const at = answer.shared || each === side ? units(each).indexOf(unit) : -1;
        if (at < 0) continue;
        const tall = box.tall / units(each).length;
        for (const one of layout[each]) mark(one.middle - box.wide / 2 - s(1), box.top + at * tall - 0.5, box.wide + s(2), tall + 1, 1.6);
      }
      if (answer.shared || side === "decoder") {
        const [x, y] = [unit % field.across, Math.floor(unit / field.across)];
        mark(field.left + x * field.size - 1, middle() - field.tall / 2 + y * field.size - 1, field.size + 1, field.size + 1);
      }
    },
    /** Whether the pointer is over the vector, or nearly so. */
    overVector(event) {
      if (!layout) return false;
      const { vector: field } = layout;
      const box = svg.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left - field.left - field.wide / 2, event.clientY - box.top - middle()];
      return Math.abs(x) < field.wide / 2 + s(30) && Math.abs(y) < field.tall / 2 + s(40);
    },
    await(on) {
      target?.classList.toggle("sv-translator-awaits", on);
    },
    /** Bring the vector into sight, where a sentence may be dropped. */
    centre() {
      parent.scrollLeft = layout.vector.left + layout.vector.wide / 2 - parent.clientWidth / 2;
    },
    /** Bring the word that is looked at into sight. */
    reveal({ side, column }) {
      const { middle: at, room } = layout[side][column];
      const [left, right] = [at - room, at + room];
      if (left < parent.scrollLeft) parent.scrollLeft = left;
      if (right > parent.scrollLeft + parent.clientWidth) parent.scrollLeft = right - parent.clientWidth;
    },
  };
}
