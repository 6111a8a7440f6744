// Hand the reader a file that was made in the browser.

/** A file name out of any text: letters and digits of every script stay, the rest becomes a dash. */
export function fileName(text, ending) {
  const stem = text.replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${stem || "figure"}.${ending}`;
}

/** Save a blob or a text under a name. */
export function download(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
