"""The style sheet of the drawings in ``markup``; colours are the palette's variables."""

STYLE = """
.lm-tiles { display: flex; flex-wrap: wrap; gap: .5rem; align-items: stretch; }
.lm-tile {
  border: 1px solid var(--sv-line); border-radius: 10px; padding: .45rem .7rem; text-align: center;
  min-width: 3.4rem; display: flex; flex-direction: column; justify-content: space-between; gap: .3rem;
}
.lm-tile b { font-weight: 650; white-space: pre; }
.lm-tile .given { color: var(--sv-soft); font-size: .74rem; white-space: pre; min-height: 1.1em; }
.lm-fraction {
  display: inline-flex; flex-direction: column; font-variant-numeric: tabular-nums; font-size: .92rem;
  line-height: 1.25;
}
.lm-fraction span + span { border-top: 1.5px solid currentColor; }
.lm-tile .p { color: var(--sv-soft); font-size: .74rem; font-variant-numeric: tabular-nums; }
.lm-tile.gap { border-style: dashed; border-color: var(--sv-warning); }
.lm-tile.zero { border: 2px dashed var(--sv-warning); }
.lm-tile.zero .lm-fraction, .lm-tile.zero .p { color: var(--sv-warning); font-weight: 650; }
.lm-tile.raw .lm-fraction { color: var(--sv-soft); font-size: .76rem; }
.lm-tile.raw .p { color: var(--sv-ink); font-size: .86rem; }
.lm-note { color: var(--sv-warning); font-weight: 600; margin: .55rem 0 0; }
.lm-product { font-variant-numeric: tabular-nums; margin: .6rem 0 0; overflow-wrap: anywhere; }
.lm-soft { color: var(--sv-soft); }
.lm-bars {
  display: grid; grid-template-columns: max-content minmax(4rem, 1fr) max-content; gap: .3rem .75rem;
  align-items: center;
}
.lm-bars .name {
  font-family: var(--lm-face, inherit); white-space: pre; max-width: 14rem; overflow: hidden;
  text-overflow: ellipsis;
}
.lm-bars .track { height: .72rem; }
.lm-bars .bar { height: 100%; min-width: 2px; border-radius: 3px; background: var(--sv-accent); }
.lm-bars .value { font-variant-numeric: tabular-nums; text-align: right; font-size: .88rem; white-space: pre; }
.lm-bars .chosen { font-weight: 700; }
.lm-bars .bar.chosen { background: var(--sv-success); }
.lm-bars .bar.quiet { background: var(--sv-before); }
.lm-bars .bar.endless {
  background: repeating-linear-gradient(135deg, var(--sv-warning) 0 5px, transparent 5px 9px);
}
.lm-die { position: relative; margin: 1.5rem 0 .9rem; }
.lm-die .strip {
  display: flex; height: 1.5rem; border-radius: 6px; overflow: hidden; border: 1px solid var(--sv-line);
}
.lm-die .strip span {
  overflow: hidden; text-align: center; font-size: .78rem; line-height: 1.45rem; white-space: pre;
  box-sizing: border-box; border-right: 1px solid var(--sv-panel);
  background: color-mix(in srgb, var(--sv-accent) 18%, var(--sv-panel)); min-width: 0;
}
.lm-die .strip span.chosen { background: var(--sv-success); color: var(--sv-panel); font-weight: 700; }
.lm-die .strip span.chosen.left { text-align: left; padding-left: .5rem; }
.lm-die .strip span.chosen.right { text-align: right; padding-right: .5rem; }
.lm-die .strip span.rest { background: none; color: var(--sv-soft); }
.lm-die .mark {
  position: absolute; top: -1.25rem; transform: translateX(-50%); font-size: .78rem;
  font-variant-numeric: tabular-nums;
}
.lm-die .mark::after {
  content: ""; position: absolute; left: 50%; top: 1.15rem; height: 1.7rem;
  border-left: 2px solid var(--sv-ink);
}
.lm-text { font-size: 1.06rem; line-height: 1.75; overflow-wrap: anywhere; white-space: pre-wrap; margin: 0; }
.lm-text .given { color: var(--sv-soft); }
.lm-text .context { border-bottom: 2px solid var(--sv-accent); }
.lm-text .last { background: var(--sv-success); color: var(--sv-panel); border-radius: 4px; padding: 0 .2em; }
.lm-table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; font-size: .92rem; }
.lm-table th { color: var(--sv-soft); font-weight: 500; text-align: right; padding: .15rem .6rem; }
.lm-table td { text-align: right; padding: .2rem .6rem; border-top: 1px solid var(--sv-line); }
.lm-table th:first-child, .lm-table td:first-child { text-align: left; }
.lm-table tr.here td { font-weight: 700; }
.lm-figures { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
.lm-figures div { font-size: .8rem; color: var(--sv-soft); line-height: 1.35; }
.lm-figures b { display: block; color: var(--sv-ink); font-size: 1.05rem; font-variant-numeric: tabular-nums; }
.lm-table.worded td:nth-child(2), .lm-table.worded th:nth-child(2) { text-align: left; }
.st-key-language-models-wide { overflow-x: auto; }
.lm-scroll { overflow-x: auto; }
[data-testid="stLayoutWrapper"]:only-child:has(> [class*="st-key-panel-language-models-use-"]) { flex: 1 1 auto; }
@media (min-width: 641px) {
  div:has(> .st-key-control-bar-language-models) { position: sticky; top: .4rem; z-index: 30; }
}
@media (max-width: 640px) {
  .lm-figures { flex-wrap: nowrap; overflow-x: auto; gap: .9rem; }
  .lm-figures div { font-size: .7rem; white-space: nowrap; }
  .lm-figures b { font-size: .88rem; }
  .st-key-control-bar-language-models {
    display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 1.2rem; padding-top: .4rem;
  }
  .st-key-control-bar-language-models > div { width: auto; min-width: 0; }
  .st-key-control-bar-language-models > div:nth-child(3):last-child { grid-column: 1 / -1; }
}
"""
