"""Every convention behind "beam search" on one tree: which answer each gives, and who works that way."""

from collections.abc import Mapping

import streamlit as st

from seqviz.decoding.by_convention import search_by_conventions
from seqviz.decoding.convention import varied
from seqviz.decoding.model import Model
from seqviz.records.search import SearchAnswers
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import count_text, decimals_text, number_text
from seqviz.ui.page import Page

COLUMNS = ("convention", "who", "answer", "p", "score", "prefixes")


def conventions_panel(
    page: Page, model: Model, *, width: int, max_length: int, alpha: float, prefix: tuple[str, ...] = ()
) -> None:
    """Search ``model`` by every convention, and draw what each finds."""
    found = search_by_conventions(model, width=width, max_length=max_length, alpha=alpha, prefix=prefix)
    found_by_conventions(page, found, width=width, alpha=alpha)


def found_by_conventions(page: Page, found: Mapping[str, SearchAnswers], *, width: int, alpha: float) -> None:
    """Draw what each convention has found with a beam of ``width``, other answers than the lecture's in bold."""
    t, named = page.t, varied(alpha)
    usual = found["lecture"].best.tokens
    apart = [name for name, trace in found.items() if trace.best.tokens != usual]
    rows = [[t(f"kit.convention.column.{name}") for name in COLUMNS], ["---", "---", "---", "---:", "---:", "---:"]]
    for name, trace in found.items():
        said = t(f"kit.convention.{name}", alpha=f"{named[name].alpha:g}")
        rows.append([plain(said), t(f"kit.convention.who.{name}"), *_cells(trace, t, other=name in apart)])
    hint = t("kit.convention.hint", k=width, alpha=f"{alpha:g}")
    with page.panel(f"{page.name}-conventions", title=t("kit.convention.title"), hint=hint):
        st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))
        if apart:
            st.markdown(t("kit.convention.apart", count=len(apart), all=len(found)))
        else:
            st.markdown(t("kit.convention.agree"))


def _cells(trace: SearchAnswers, t: Catalog, *, other: bool) -> list[str]:
    best = trace.best
    words = plain(" ".join(best.tokens))
    return [
        f"**{words}**" if other else words, number_text(best.probability, t.language),
        decimals_text(best.score, t.language), count_text(trace.expanded, t.language),
    ]  # fmt: skip
