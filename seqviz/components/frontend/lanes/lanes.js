// A translation word by word: what stands in the reference, what each lane wrote, and what it was fed to write it.
//
// Data from Python: labels, reference (words), first (place of the first mistake or null), lanes, feed.
// A lane: name, note, told, count, returns (own words go back), hand (place fed by hand), written [{word, kind}], fed. feed (null: nothing can be fed by hand): lane (its
// number), own (words), choices (for each place [word, share] pairs), place and word of what is fed by hand.
// Reports `fed` {place, word}: the learner feeds this word by hand, or takes it back where it is the lane's own.

import { element, fill, svgElement } from "../shared/dom.js";
import { staying } from "../shared/staying.js";

export default staying(createView, (view, send) => {
  view.report = (fed) => send("fed", fed);
});

function createView(parent) {
  const root = element("div", "sv-lanes", parent);
  const scroller = element("div", "sv-lanes-scroller", root);
  const choice = element("div", "sv-lanes-choice", root);
  choice.setAttribute("aria-live", "polite");
  let [payload, drawn, open] = [null, "", null];
  const view = { root, report: () => {}, receive };

  function receive(news) {
    payload = news;
    const now = JSON.stringify(news);
    if (now === drawn) return; // what has the focus keeps it
    drawn = now;
    draw();
  }

  function draw() {
    const { labels, reference, lanes } = payload;
    const held = document.activeElement?.dataset?.place;
    const places = Math.max(reference.length, ...lanes.map(({ written }) => written.length));
    const grid = element("div", "sv-lanes-grid");
    grid.style.gridTemplateColumns = `max-content repeat(${places}, 1fr) max-content`;
    row(grid, places, labels.reference, "", reference.map((word) => element("span", "sv-lanes-reference", null, word)));
    lanes.forEach((lane, number) => {
      row(grid, places, lane.name, labels.writes, lane.written.map(box), lane.told, "sv-lanes-top");
      row(grid, places, "", "", lane.fed.map((_, place) => arrows(place, lane.returns)), "", "sv-lanes-arrows");
      row(grid, places, "", lane.note, lane.fed.map((word, place) => fedWord(word, place, number)), lane.count);
    });
    scroller.replaceChildren(grid);
    choose();
    if (held) grid.querySelector(`[data-place="${held}"]`)?.focus();
  }

  /** One line of the grid; the column of the first mistake is set off through all of them. */
  function row(grid, places, name, note, cells, told = "", kind = "") {
    const head = element("div", `sv-lanes-head ${kind}`, grid);
    if (name) element("b", "", head, name);
    if (note) element("i", "", head, note);
    for (let place = 0; place < places; place += 1) {
      const mistake = place === payload.first ? " sv-lanes-mistake" : "";
      const cell = element("div", `sv-lanes-cell ${kind}${mistake}`, grid);
      if (cells[place]) cell.append(cells[place]);
    }
    element("div", `sv-lanes-told ${kind}`, grid, told);
  }

  const box = ({ word, kind }) => {
    const made = element("span", `sv-lanes-word sv-lanes-${kind}`, null, word);
    made.title = payload.labels[kind] ?? "";
    return made;
  };

  function fedWord(word, place, number) {
    const { feed, labels } = payload;
    const here = payload.lanes[number].hand === place ? " sv-lanes-hand" : "";
    if (feed?.lane !== number || !place) return element("span", `sv-lanes-fed${here}`, null, word);
    const button = element("button", "sv-lanes-fed", null, word);
    button.type = "button";
    button.dataset.place = place;
    button.setAttribute("aria-label", fill(labels.change, { word }));
    button.setAttribute("aria-expanded", String(place === open));
    button.addEventListener("click", () => {
      open = place === open ? null : place;
      draw();
    });
    return button;
  }

  function arrows(place, returns) {
    const svg = svgElement("svg", { viewBox: "0 0 100 30", preserveAspectRatio: "none", "aria-hidden": "true" });
    svg.append(svgElement("path", { d: "M50 28V5M46 11L50 4L54 11" }));
    if (returns && place) svg.append(svgElement("path", { d: "M-42 2L42 27", class: "sv-lanes-returns" }));
    return svg;
  }

  /** The words that may be fed at the place that is open. */
  function choose() {
    const { feed, labels } = payload;
    const offered = feed && open !== null && feed.own[open] !== undefined ? feed.choices[open] : null;
    choice.hidden = !feed;
    if (!offered) {
      if (feed) choice.replaceChildren(element("span", "sv-lanes-ask", null, labels.hint));
      return;
    }
    const own = feed.own[open];
    const buttons = [[own, null], ...offered.filter(([word]) => word !== own)].map(([word, share]) => {
      const button = element("button", "sv-lanes-choose", null, word);
      button.type = "button";
      const fed = open === feed.place ? feed.word : own;
      button.setAttribute("aria-pressed", String(word === fed));
      element("i", "", button, share === null ? labels.own : share < 0 ? labels.right : share.toFixed(3));
      button.addEventListener("click", () => view.report({ place: open, word: word === own ? "" : word }));
      return button;
    });
    choice.replaceChildren(element("span", "sv-lanes-ask", null, fill(labels.instead, { word: own, place: open + 1 })), ...buttons);
  }

  return view;
}
