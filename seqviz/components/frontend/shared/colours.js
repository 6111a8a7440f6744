// Colours are written as CSS variables ("var(--sv-forget)"); plotly and canvas need what they compute to.

const WHOLE = /^(var|color-mix|light-dark)\(.*\)$/;
const INSIDE = /var\(--[\w-]+\)/g;

/** Turn what getComputedStyle says into rgb()/rgba(), the only notation that plotly knows. */
function plainColour(computed) {
  const mixed = computed.match(/^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/);
  if (!mixed) return computed;
  const [red, green, blue] = mixed.slice(1, 4).map((part) => Math.round(255 * Number(part)));
  return `rgba(${red}, ${green}, ${blue}, ${mixed[4] ?? 1})`;
}

/** Return a resolver of colours as `host` sees them; `refresh()` tells whether the theme has changed since. */
export function createPalette(host) {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const cache = new Map();
  let signature = "";

  function compute(expression) {
    probe.style.color = "";
    probe.style.color = expression;
    return plainColour(getComputedStyle(probe).color);
  }

  const palette = {
    /** Resolve one CSS colour expression; nothing while the host is out of the document, where no style reaches it. */
    resolve(expression) {
      if (cache.has(expression)) return cache.get(expression);
      const computed = compute(expression);
      if (computed) cache.set(expression, computed);
      return computed;
    },
    /** Resolve one palette name to [red, green, blue]. */
    rgb(name) {
      const numbers = palette.resolve(`var(--sv-${name})`).match(/[\d.]+/g) ?? [0, 0, 0]; // unseen, so any colour does
      return numbers.slice(0, 3).map(Number);
    },
    /** Return a deep copy of a JSON value with every colour in it resolved. */
    resolveAll(value) {
      if (typeof value === "string") {
        if (WHOLE.test(value)) return palette.resolve(value);
        return value.includes("var(--") ? value.replace(INSIDE, palette.resolve) : value;
      }
      if (Array.isArray(value)) {
        const numbers = typeof value[0] === "number" && typeof value.at(-1) === "number";
        return numbers ? value : value.map(palette.resolveAll);
      }
      if (value && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, palette.resolveAll(part)]));
      }
      return value;
    },
    /** Forget resolved colours if the theme changed; return whether it did. */
    refresh() {
      const now = ["ink", "panel", "accent", "forget"].map((name) => compute(`var(--sv-${name})`)).join();
      if (now === signature) return false;
      signature = now;
      cache.clear();
      return true;
    },
    get signature() {
      return signature;
    },
  };
  palette.refresh();
  return palette;
}
