// What arrives from Python: UTF-8 JSON as bytes, with arrays of small numbers packed in base64 inside it.

const utf8 = new TextDecoder();

/** Decode a component's data: bytes holding JSON (the usual case) or an object that is already decoded. */
export function decodePayload(data) {
  if (data === null || data === undefined) return null;
  return data instanceof Uint8Array ? JSON.parse(utf8.decode(data)) : data;
}

/** Decode base64 text to bytes. */
export function bytesFromBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const PACKED = {
  f8: Float64Array, f4: Float32Array, i4: Int32Array, u4: Uint32Array,
  i2: Int16Array, u2: Uint16Array, i1: Int8Array, u1: Uint8Array,
};

/** Undo `pack_series`: panel to trace to axis to numbers. Arrays that curves share stay shared. */
export function unpackSeries({ arrays, panels }) {
  const numbers = arrays.map((text) => new Float32Array(bytesFromBase64(text).buffer));
  const each = (mapping, step) => Object.fromEntries(Object.entries(mapping).map(([name, part]) => [name, step(part)]));
  return each(panels, (traces) => each(traces, (axes) => each(axes, (place) => numbers[place])));
}

/** Return plain numbers from a plotly array, packed (`{dtype, bdata}`) or not. */
export function numbersOf(values) {
  if (!values) return [];
  if (!values.bdata) return values;
  const Packed = PACKED[values.dtype];
  return Packed ? new Packed(bytesFromBase64(values.bdata).buffer) : [];
}
