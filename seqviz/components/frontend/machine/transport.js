// The row of buttons: one token back and on, play, which token, which unit.

import { element, write } from "../shared/dom.js";

const BEAT = 700; // milliseconds between two tokens while it plays

export function createTransport(root, machine) {
  const row = element("div", "sv-machine-transport", root);
  const back = button("sv-machine-back", () => machine.go(-1));
  const next = button("sv-machine-next sv-machine-primary", () => machine.go(1));
  const play = button("sv-machine-play", () => (timer ? stop() : start()));
  const place = reading("sv-machine-place");
  const unit = element("label", "sv-machine-reading", row);
  const unitName = element("span", "", unit);
  const unitBox = element("span", "sv-machine-unit", unit);
  const number = element("input", "", unitBox);
  Object.assign(number, { type: "number", min: 0, step: 1 });
  const total = element("span", "sv-machine-of", unitBox);
  let timer = null;
  number.addEventListener("change", () => machine.take(Number(number.value)));

  function button(className, act) {
    const made = element("button", `sv-machine-button ${className}`, row);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function reading(className) {
    const box = element("div", `sv-machine-reading ${className}`, row);
    return { name: element("span", "", box), value: element("b", "", box) };
  }

  function start() {
    if (machine.at === machine.reading.tokens.length - 1) machine.look({ at: 0 });
    timer = setInterval(() => {
      machine.go(1);
      if (machine.at === machine.reading.tokens.length - 1) stop();
    }, BEAT);
    update();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    update();
  }

  function update() {
    const { labels, at, reading: shown } = machine;
    const last = shown.tokens.length - 1;
    write(back, "◀");
    back.setAttribute("aria-label", labels.back);
    write(next, labels.next);
    write(play, timer ? labels.pause : labels.play);
    [back.disabled, next.disabled] = [at === 0, at === last];
    write(place.name, labels.token);
    write(place.value, labels.of.replace("{number}", at + 1).replace("{total}", last + 1));
    write(unitName, labels.unit);
    number.max = shown.width - 1;
    if (document.activeElement !== number) number.value = machine.wanted;
    write(total, labels.last_unit.replace("{last}", shown.width - 1));
  }

  return { update, stop, destroy: stop };
}
