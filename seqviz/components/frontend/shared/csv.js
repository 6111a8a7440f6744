// Tables for a spreadsheet: commas, quotes where they are needed, and nothing that a spreadsheet would carry out.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
// as in seqviz/records/tables.py: in full width too, after any white space
const FORMULA = /^(\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;
const SPREADSHEETS_READ_UTF8 = "\ufeff";

/** One cell: what begins like a formula and is no number gets an apostrophe; what is not finite is empty. */
export function cell(value) {
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))) return "";
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of cells as a file. */
export function csv(rows) {
  return SPREADSHEETS_READ_UTF8 + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
