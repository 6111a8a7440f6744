"""The look that only this page has."""

import streamlit as st

# Tables of numbers without the furniture of Markdown tables; panels of a row of the same height; knobs at the right end
# of the bar; on a phone the small buttons keep their words for screen readers alone.
_STYLE = """
[class*="st-key-panel-bleu"] table { width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
[class*="st-key-panel-bleu"] :is(th, td) {
  padding: .22rem .5rem .22rem 0; border: 0; border-bottom: 1px solid var(--sv-line); white-space: nowrap;
}
[data-testid="stLayoutWrapper"]:only-child:has(> [class*="st-key-panel-bleu"]) { flex: 1 1 auto; }
[class*="st-key-prose-bleu"] h3 .katex { line-height: 1; }
.st-key-bleu-knobs, div:has(> .st-key-bleu-knobs) { margin-left: auto; }
@media (max-width: 640px) {
  :is(.st-key-bleu-back, .st-key-bleu-step, .st-key-bleu-play, .st-key-bleu-all) [data-testid="stMarkdownContainer"] {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
}
[class*="st-key-panel-bleu"] .katex-display { overflow-x: auto; overflow-y: hidden; }
[class*="st-key-panel-bleu"] .katex-display > .katex { text-align: left; }
[class*="st-key-panel-bleu"] th { color: var(--sv-soft); font-weight: 400; }
"""


def draw_style() -> None:
    """Inject the page's style sheet."""
    st.html(f"<style>{_STYLE}</style>")
