// Boards of one group look at the same token: pointing at it in one shows it in the others, if they read the same
// sentence. Layer, unit and pin stay each board's own: units of different models have nothing in common.

const groups = new Map();

const sentenceOf = (store) => JSON.stringify(store.held.probe?.tokens ?? null);

/** Let a store look along with the others of its group; returns the way out. */
export function joinGroup(name, store) {
  if (!name) return () => {};
  if (!groups.has(name)) groups.set(name, new Set());
  const members = groups.get(name);
  const others = () => [...members].filter((one) => one !== store && one.held.probe && sentenceOf(one) === sentenceOf(store));
  members.add(store);
  store.listen((changed) => {
    if (!store.held.probe) return;
    const { focus } = store.view;
    if (changed.has("focus")) others().forEach((other) => other.look({ focus }));
    else if (changed.has("probe") && others().length) store.look({ focus: others()[0].view.focus });
  });
  return () => members.delete(store);
}
