// A page may complete its address before the watch is there: then the bare address, with which the document was opened,
// is a step of its own that nobody made. Back passes over it, also after a reload.

const KEPT = "seqviz-bare";
const MOST = 20;

const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");

function rememberBareAddress() {
  const [opened] = performance.getEntriesByType("navigation");
  const { pathname, search } = new URL(opened.name);
  if (opened.type === "reload" || pathname !== location.pathname || search === location.search) return;
  sessionStorage.setItem(KEPT, JSON.stringify([...kept().slice(1 - MOST), pathname + search]));
}

export function passOverBareAddresses() {
  rememberBareAddress();
  window.addEventListener("popstate", (event) => {
    if (!kept().includes(location.pathname + location.search)) return;
    event.stopImmediatePropagation();
    window.history.back();
  }, true);
}
