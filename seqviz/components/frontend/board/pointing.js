// Pointer and keyboard on the cell panel.

/** Pointing moves the focus, clicking a row pins its unit. */
export function bindPointer(scroll, sheet, store) {
  scroll.addEventListener("pointermove", (event) => {
    if (!store.layer) return;
    const { column, hover } = sheet.locate(event.clientX, event.clientY);
    store.look({ focus: column, hover });
  });
  scroll.addEventListener("pointerleave", () => store.look({ hover: null }));
  scroll.addEventListener("click", (event) => {
    if (!store.layer) return;
    const { column, hover } = sheet.locate(event.clientX, event.clientY);
    store.look({ focus: column });
    if (hover) store.togglePin(hover.band, hover.row);
  });
}

/** Row above or below, running on into the next band. */
function rowBeside(store, step) {
  const { layer } = store;
  const shown = store.unitOnShow();
  const from = store.view.hover ?? { band: shown.band, row: Math.max(0, shown.row) };
  const rows = layer.units.length;
  const place = Math.min(layer.bands.length * rows - 1, Math.max(0, from.band * rows + from.row + step));
  return { band: Math.floor(place / rows), row: place % rows };
}

/** Arrows move column and row, Home and End jump, Enter pins, Escape releases. */
export function bindKeys(scroll, sheet, store) {
  const moves = {
    ArrowLeft: () => ({ focus: Math.max(0, store.view.focus - 1) }),
    ArrowRight: () => ({ focus: Math.min(store.held.probe.tokens.length - 1, store.view.focus + 1) }),
    Home: () => ({ focus: 0 }),
    End: () => ({ focus: store.held.probe.tokens.length - 1 }),
    ArrowUp: () => ({ hover: rowBeside(store, -1) }),
    ArrowDown: () => ({ hover: rowBeside(store, 1) }),
    Escape: () => ({ pin: null, hover: null }),
  };
  scroll.addEventListener("keydown", (event) => {
    if (!store.layer || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      const { band, row } = store.view.hover ?? store.unitOnShow();
      if (row >= 0) store.togglePin(band, row);
    } else if (moves[event.key]) {
      store.look(moves[event.key]());
      sheet.reveal(store.view.focus);
    } else {
      return;
    }
    event.preventDefault();
  });
}
