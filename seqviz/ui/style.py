"""The look that the theme file cannot say: palette variables, panels, prose width, the phone, projector mode."""

import streamlit as st

from seqviz.figures.theme import css_variables

PHONE = "@media (max-width: 640px)"

RULES = f"""
.stApp {{ {css_variables()} }}
[class*="st-key-panel-"], [class*="st-key-control-bar-"] {{ background: var(--sv-panel); border-radius: 12px; }}
[class*="st-key-prose-"] {{ max-width: 44rem; }}
.stMainBlockContainer {{ max-width: 84rem; padding-top: 2.5rem; padding-bottom: 3rem; }}
[class*="st-key-control-bar-"] {{ padding: .6rem 1rem; }}
.stApp h1 {{ padding-top: 0; }}
{PHONE} {{
  .stMainBlockContainer {{ padding-left: 1rem; padding-right: 1rem; padding-bottom: 12rem; }}
  [class*="st-key-control-bar-"] {{
    position: fixed; left: 0; right: 0; bottom: 0; z-index: 50; border-radius: 12px 12px 0 0;
    max-height: 45vh; overflow-y: auto;
  }}
}}
@media (prefers-reduced-motion: reduce) {{ .stApp * {{ transition: none !important; animation: none !important; }} }}
"""

PROJECTOR = "html { font-size: 125%; } .stMainBlockContainer { max-width: 100rem; }"


def apply_style(*, projector: bool) -> None:
    """Inject the style sheet; ``projector`` makes everything a quarter larger for the back row."""
    st.html(f"<style>{RULES}{PROJECTOR if projector else ''}</style>")
