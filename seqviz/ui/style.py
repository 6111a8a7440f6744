"""The look that the theme file cannot say: palette variables, panels, prose width, the phone, projector mode."""

import json

import streamlit as st

from seqviz.figures.theme import css_variables
from seqviz.text.catalog import Catalog

PANELS = """
[class*="st-key-panel-"], [class*="st-key-control-bar-"] { background: var(--sv-panel); border-radius: 12px; }
[class*="st-key-control-bar-"] { padding: .8rem 1rem; gap: .8rem; }
[class*="st-key-prose-"] { max-width: 44rem; }
:is([data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primaryFormSubmit"]):enabled {
  color: var(--sv-panel);
}
"""

FRAME = """
.stMainBlockContainer { max-width: 84rem; padding: 2.2rem 2.2rem 3rem; }
.stApp h1 { padding: 0 0 .2rem; }
[class*="-intro"] p { color: var(--sv-soft); font-size: 1.06rem; }
header[data-testid="stHeader"] { height: 2.2rem; min-height: 0; background: none; }
section[data-testid="stSidebar"] { width: 15.5rem !important; min-width: 15.5rem; }
section[data-testid="stSidebar"][aria-expanded="false"] { min-width: 0; width: 0 !important; }
[data-testid="stSidebarHeader"] { height: 2.4rem; padding-bottom: 0; margin-bottom: 0; }
[data-testid="stSidebarUserContent"] { padding-bottom: 2rem; }
.st-key-menu { gap: .1rem; }
.st-key-menu [data-testid="stCaptionContainer"] { margin: .8rem 0 0 .5rem; }
.st-key-menu [data-testid="stCaptionContainer"] p {
  margin: 0; text-transform: uppercase; letter-spacing: .05em; font-size: .75rem; font-weight: 600;
}
[class*="st-key-panel-card-"] a { padding-left: 0; color: var(--sv-accent); background: none !important; }
[class*="st-key-panel-card-"] [data-testid="stElementToolbar"] { display: none; }
[class*="st-key-panel-card-"] img { height: 5.6rem; object-fit: contain; object-position: left; }
[class*="st-key-panel-card-"]:hover { border-color: var(--sv-accent); }
[data-testid="stPopoverBody"]:has(.st-key-settings-wide) { width: min(56rem, 92vw); max-width: none !important; }
[data-testid="stLayoutWrapper"]:has(
  > :is(.st-key-sv-address, .st-key-sv-words, .st-key-owner, .st-key-warnings:empty)
) {
  position: absolute;
}
.st-key-take-home-menu button [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
[class*="st-key-status-line-"] { margin: -.6rem 0 -.3rem; min-height: 1.6rem; }
[class*="st-key-status-line-"] p { font-size: .92rem; }
.st-key-brand h3 { padding: 0; }
.st-key-brand [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
"""

PHONE = """
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 2.6rem 1rem 15rem; }
  [class*="st-key-control-bar-"] {
    position: fixed; left: 0; right: 0; bottom: 0; z-index: 50; border-radius: 12px 12px 0 0; border-width: 1px 0 0;
    max-height: 30vh; overflow-y: auto; box-sizing: border-box; padding: .5rem 1rem; gap: .4rem;
  }
  [class*="st-key-control-bar-"] [data-testid="stHorizontalBlock"], [class*="st-key-control-bar-"] > div { gap: .4rem; }
  [class*="st-key-control-bar-"] [data-testid="stElementContainer"]:has([data-testid="stSlider"]) {
    flex: 1 1 6.5rem !important; width: 6.5rem !important; min-width: 0;
  }
  [class*="st-key-control-bar-"] [data-testid="stElementContainer"]:has([data-testid="stCheckbox"]) {
    flex: 0 1 6.6rem !important; width: 6.6rem !important; min-width: 0;
  }
  [class*="st-key-control-bar-"] [data-testid="stCheckbox"] * { white-space: normal; }
}
"""

STILL = """
@media (prefers-reduced-motion: reduce) { .stApp * { transition: none !important; animation: none !important; } }
"""

UPLOAD = """
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { font-size: .875rem; content: %s; }
"""
"""Streamlit's own words at an upload are English: the button gets ours, the limits stand in the label of each page."""

PROJECTOR = "html { font-size: 125%; } .stMainBlockContainer { max-width: 104rem; }"


def apply_style(t: Catalog, *, projector: bool) -> None:
    """Inject the style sheet; ``projector`` makes everything a quarter larger for the back row."""
    palette = f".stApp {{ {css_variables()} }}"
    sheet = "".join(
        [
            palette,
            FRAME,
            PANELS,
            PHONE,
            STILL,
            UPLOAD % json.dumps(t("common.upload"), ensure_ascii=False),
            PROJECTOR if projector else "",
        ]
    )
    st.html(f"<style>{sheet}</style>")
