// What the parts of one search view share: the searches themselves, which one is shown, the step, what is pointed at.
//
// Transport, drawing and candidate table are mounted apart, so that Streamlit can lay them out; this module is loaded
// once per page, so that they meet here without a round trip to the server.

const stores = new Map();

export function storeOf(group) {
  if (!stores.has(group)) stores.set(group, createStore());
  return stores.get(group);
}

function createStore() {
  const listeners = new Set();
  const state = { data: null, search: null, step: 0, hover: null, selected: null, playing: false };
  let timer = 0;
  let played = null;

  const store = {
    state,
    get shown() {
      return state.data?.searches.find((search) => search.name === state.search) ?? null;
    },
    get steps() {
      return store.shown?.steps.length ?? 0;
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(patch) {
      const changed = new Set(Object.keys(patch).filter((name) => state[name] !== patch[name]));
      if (!changed.size) return;
      Object.assign(state, patch);
      listeners.forEach((listener) => listener(changed));
    },
    /**
     * Take new searches from the server; where the learner stands is kept as far as it still exists. Those that were
     * sent before come without their content.
     */
    load(data) {
      if (data.searches && data.revision !== state.data?.revision) take(data);
      if (data.play && data.play !== played && state.data) store.play();
      played = data.play;
    },
    go(step) {
      store.stop();
      store.set({ step: Math.min(store.steps, Math.max(0, step)) });
    },
    show(search) {
      const wasLast = state.step >= store.steps;
      const steps = state.data.searches.find((one) => one.name === search)?.steps.length ?? 0;
      store.stop();
      store.set({ search, step: wasLast ? steps : Math.min(state.step, steps) });
    },
    /** Run through the search from the start; once, unless the learner takes over. */
    play() {
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      store.stop();
      store.set({ step: 0, playing: true });
      timer = setInterval(() => {
        if (state.step >= store.steps) store.stop();
        else store.set({ step: state.step + 1 });
      }, 800);
    },
    stop() {
      clearInterval(timer);
      store.set({ playing: false });
    },
  };

  function take(data) {
    const first = data.table !== state.data?.table;
    const names = data.searches.map((search) => search.name);
    const search = !first && names.includes(state.search) ? state.search : data.start.search;
    const steps = data.searches.find((one) => one.name === search).steps.length;
    const atEnd = !first && state.step >= store.steps;
    const step = first ? (data.start.step ?? steps) : atEnd ? steps : Math.min(state.step, steps);
    if (first) store.stop();
    store.set({ data, search, step, selected: first ? null : state.selected, hover: null });
  }

  return store;
}

/** Arrow keys step, Home and End jump; nothing happens while a modifier is held. */
export function stepByKey(store, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  const step = { ArrowLeft: store.state.step - 1, ArrowRight: store.state.step + 1, Home: 0, End: store.steps }[event.key];
  if (step === undefined || !store.shown) return false;
  event.preventDefault();
  store.go(step);
  return true;
}
