// A translator unrolled over both sentences, with the one vector between them.
//
// Data from Python: labels, version, notice, answered, answer (null: none yet, or sent before under this version),
// sentences whose vectors may be given to the decoder (none: only its own), and the one that is given.
// Reports `given`: the sentence whose vector the learner gives it.

import { element, write } from "../shared/dom.js";
import { staying } from "../shared/staying.js";
import { svgFile, svgRaster } from "../shared/svg_file.js";
import { createTakeHome } from "../shared/take_home.js";
import { createDetail } from "./detail.js";
import { createGiving } from "./giving.js";
import { layoutOf } from "./layout.js";
import { createPicture } from "./picture.js";

export default staying(createView, (view, send) => {
  view.give = (sentence) => send("given", sentence);
});

function createView(parent) {
  const root = element("div", "sv-translator", parent);
  const notice = element("p", "sv-translator-notice", root);
  const content = element("div", "sv-translator-content", root);
  const giving = createGiving(content, (sentence) => view.give(sentence));
  const scroller = element("div", "sv-translator-scroller", content);
  const picture = createPicture(scroller, point);
  const detail = createDetail(content);
  giving.dropOn(picture.svg, picture.overVector, picture.await);
  const file = () => svgFile(picture.svg, ".sv-translator-mark");
  const raster = () => svgRaster(file(), layout.width, layout.height);
  createTakeHome(root, { png: raster, svg: file }, () => "seq2seq");
  let [labels, answer, layout, version, labelled] = [{}, null, null, "", ""];
  const at = { side: "decoder", column: 0, row: 0 }; // the word and the unit that are looked at

  /** Look at another word or unit; what is not named stays. */
  function point(change) {
    Object.assign(at, change);
    const columns = answer[at.side];
    at.column = Math.min(columns.length - 1, Math.max(0, at.column));
    at.row = Math.min(answer.units[at.side].length - 1, Math.max(0, at.row));
    picture.mark(at);
    detail.show(answer, labels, at);
  }

  function step(by) {
    const all = [...answer.encoder.keys()].map((column) => ["encoder", column]);
    all.push(...[...answer.decoder.keys()].map((column) => ["decoder", column]));
    const now = all.findIndex(([side, column]) => side === at.side && column === at.column);
    const [side, column] = all[Math.min(all.length - 1, Math.max(0, now + by))];
    point({ side, column });
    picture.reveal(at);
  }

  function draw() {
    if (!answer) return;
    const width = scroller.clientWidth;
    if (!width) return;
    layout = layoutOf(answer, labels, width);
    picture.draw(answer, labels, layout);
    point({});
  }

  const observer = new ResizeObserver(draw);
  observer.observe(scroller);
  scroller.addEventListener("keydown", (event) => {
    const moves = {
      ArrowLeft: () => step(-1), ArrowRight: () => step(1),
      ArrowUp: () => point({ row: at.row - 1 }), ArrowDown: () => point({ row: at.row + 1 }),
    };
    if (!answer || !(event.key in moves)) return;
    event.preventDefault();
    moves[event.key]();
  });

  const view = {
    root,
    give: () => {},
    receive(payload) {
      labels = payload.labels;
      giving.receive(payload);
      write(notice, payload.notice);
      notice.hidden = !payload.notice;
      if (payload.answer && (payload.version !== version || labels.reads !== labelled)) {
        [version, labelled, answer] = [payload.version, labels.reads, payload.answer];
        draw();
        if (payload.sentences.length && layout) picture.centre();
      }
      content.hidden = !payload.answered || !answer;
      if (!content.hidden && !layout) draw();
    },
    destroy: () => observer.disconnect(),
  };
  return view;
}
