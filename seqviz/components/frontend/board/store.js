// What the board holds: the newest parts that arrived, and where the reader looks (layer, focus, hover, pin, whether
// at all rows, and which panels that usually stand behind another are ahead).
// Focus and pin belong to the browser: they change at once and survive every frame.

import { firstRows } from "./rows.js";
import { bytesFromBase64, unpackSeries } from "../shared/payload.js";

const PARTS = ["curves", "probe", "sample"];

const DECODERS = {
  curves: (body) => ({ ...body, series: unpackSeries(body.series) }),
  probe(body) {
    for (const layer of body.layers) for (const band of layer.bands) band.values = bytesFromBase64(band.values);
    return body;
  },
  sample: (body) => body,
};

/** The value behind a quantised byte. */
export function valueOf(band, byte) {
  return band.signed ? (band.scale * (byte - 128)) / 127 : (band.scale * byte) / 255;
}

export function createStore() {
  let run = null;
  let held = { curves: null, probe: null, sample: null };
  let versions = {};
  let view = { layer: 0, focus: null, hover: null, pin: null, all: false, ahead: [] };
  let rows = { of: null, all: false, layer: null }; // the layer on view, as many rows of it as are shown
  const listeners = [];

  function announce(...changed) {
    if (changed.length) listeners.forEach((listener) => listener(new Set(changed)));
  }

  /** Keep layer, focus and rows inside the probe that is there now. */
  function settle() {
    const probe = held.probe;
    if (!probe) return;
    const last = probe.tokens.length - 1;
    view.focus = view.focus === null ? Math.min(16, Math.round(0.4 * last)) : Math.min(view.focus, last);
    view.layer = Math.min(view.layer, probe.layers.length - 1);
    const layer = shown();
    if (view.hover && (view.hover.band >= layer.bands.length || view.hover.row >= layer.units.length)) view.hover = null;
  }

  function shown() {
    const layer = held.probe?.layers[view.layer] ?? null;
    if (layer && (rows.of !== layer || rows.all !== view.all)) {
      rows = { of: layer, all: view.all, layer: view.all ? layer : firstRows(layer, held.probe.tokens.length) };
    }
    return layer && rows.layer;
  }

  function take(frame) {
    const changed = [];
    if (frame.run !== run) {
      run = frame.run;
      for (const part of PARTS) if (held[part]) changed.push(part);
      held = { curves: null, probe: null, sample: null };
      versions = {};
    }
    for (const part of PARTS) {
      const sent = frame[part];
      if (!sent) {
        if (held[part]) changed.push(part);
        held[part] = null;
        versions[part] = undefined;
      } else if (sent.body && sent.version !== versions[part]) {
        held[part] = DECODERS[part](sent.body);
        versions[part] = sent.version;
        changed.push(part);
      }
    }
    settle();
    announce(...new Set(changed));
  }

  return {
    take,
    announce,
    listen: (listener) => listeners.push(listener),
    get held() {
      return held;
    },
    get view() {
      return view;
    },
    /** The layer on view with the rows that are shown, or null before the first probe. */
    get layer() {
      return shown();
    },
    /** Change where the reader looks; panels hear of what did change. */
    look(patch) {
      const changed = Object.keys(patch).filter((key) => JSON.stringify(patch[key]) !== JSON.stringify(view[key]));
      Object.assign(view, patch);
      if (changed.includes("layer") || changed.includes("all")) settle();
      announce(...changed);
    },
    /** Take over everything another store held. */
    adopt(other) {
      ({ run, held, versions, view } = other.all());
      announce(...PARTS, "ahead");
    },
    all: () => ({ run, held, versions, view }),
    /** The unit on show: pinned, else under the pointer, else the first row of the last band. */
    unitOnShow() {
      const layer = shown();
      if (!layer) return null;
      const pin = view.pin?.layer === view.layer && layer.bands[view.pin.band] ? view.pin : null;
      const hovered = view.hover && { band: view.hover.band, row: view.hover.row, unit: layer.units[view.hover.row] };
      if (!pin) {
        const row = hovered ?? { band: layer.bands.length - 1, row: 0, unit: layer.units[0] };
        return { ...row, pinned: false, other: null };
      }
      const row = layer.units.indexOf(pin.unit);
      const other = hovered && (hovered.band !== pin.band || hovered.unit !== pin.unit) ? hovered : null;
      return { band: pin.band, row, unit: pin.unit, pinned: true, other };
    },
    /** Pin a row, or release it if it is pinned. */
    togglePin(band, row) {
      const unit = shown().units[row];
      const { pin } = view;
      const same = pin && pin.layer === view.layer && pin.band === band && pin.unit === unit;
      this.look({ pin: same ? null : { layer: view.layer, band, unit } });
    },
  };
}
