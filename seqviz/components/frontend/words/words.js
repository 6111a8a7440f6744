// The `words` component: words that all panels share, as hidden elements that the panels find by their id.

import { element, write } from "../shared/dom.js";
import { decodePayload } from "../shared/payload.js";

export default function ({ data, parentElement }) {
  const payload = decodePayload(data);
  for (const [name, text] of Object.entries(payload?.words ?? {})) {
    const id = `sv-word-${name}`;
    let word = parentElement.querySelector(`#${id}`);
    if (!word) {
      word = element("span", "", parentElement);
      word.id = id;
    }
    write(word, text);
  }
}
