"""The style sheets: that of the frame and that of each page that has one, read from ``assets/styles``."""

import json
from functools import cache
from pathlib import Path

import streamlit as st

from seqviz.figures.theme import css_variables
from seqviz.text.catalog import Catalog

SIDEBAR_WIDTH = 248
"""Pixels; the style sheet of the frame says the same in its own unit."""

STYLES = Path(__file__).parents[2] / "assets" / "styles"


def apply_style(t: Catalog, *, projector: bool) -> None:
    """Put the look of every page in; ``projector`` enlarges the type for the back row."""
    upload = json.dumps(t("common.upload"), ensure_ascii=False)
    _put([f".stApp {{ --sv-upload: {upload}; }}", *frame_sheets(projector=projector)])


def frame_sheets(*, projector: bool) -> list[str]:
    """Return the style sheets of the frame, which are the same for every learner."""
    names = ("frame", "reading", "upload", "unseen", *(("projector",) if projector else ()))
    return [f".stApp {{ {css_variables()} }}", *(style_sheet(name) for name in names)]


def apply_page_style(page: str) -> None:
    """Put in the look that only this page has, if it has one."""
    if sheet := style_sheet(page):
        _put([sheet])


@cache
def style_sheet(name: str) -> str:
    """Return a style sheet, nothing where there is none."""
    path = STYLES / f"{name}.css"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _put(sheets: list[str]) -> None:
    st.html(f"<style>{''.join(sheets)}</style>")
