"""The look of this page alone: panels of a row of the same height, a table of numbers without furniture."""

import streamlit as st

_STYLE = """
[data-testid="stLayoutWrapper"]:only-child:has(> :is(
  [class*="st-key-panel-beam-search"], [class*="st-key-panel-predict-beam-search"]
)) { flex: 1 1 auto; }
@media (max-width: 640px) { :has(> .st-key-beam-search-run-box) { flex: 1 0 100% !important; } }
.st-key-panel-beam-search-cost table { width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
.st-key-panel-beam-search-cost :is(th, td) {
  padding: .3rem .6rem .3rem 0; border: 0; border-bottom: 1px solid var(--sv-line);
}
.st-key-panel-beam-search-cost th { color: var(--sv-soft); font-weight: 400; }
"""


def draw_style() -> None:
    """Put the style sheet into the page."""
    st.html(f"<style>{_STYLE}</style>")
