"""Several references of a pair: where they are written, which one gave which count, and whose length counts."""

from collections.abc import Sequence

import streamlit as st

from seqviz.metrics.stops import AssemblyLine
from seqviz.records.bleu import NgramCount, NgramOrder, NgramPlace
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bleu.outline import BleuSettings, memory_of
from seqviz.ui.page import Page

_ROWS = 4
"""So many references are drawn whatever they give; of more, those alone that give a count of this order."""
_WRITTEN_OUT = 4
_MOST_LENGTHS = 12


def draw_further(page: Page, settings: BleuSettings) -> None:
    """Draw the further references, one in a line, or the offer to write some."""
    t, further, memory = page.t, settings.view.further, memory_of(settings)

    def open_lines() -> None:
        memory.several = True

    if not further and not memory.several:
        st.button(
            t("bleu.references.more"), key="bleu.more", type="tertiary", icon=":material/add:", on_click=open_lines
        )
        return
    st.text_area(
        t("bleu.references.further"), height=70, placeholder=t("bleu.references.placeholder"),
        help=t("bleu.references.help"), **tied("bleu.further", further, settings.taker("further")).value,
    )  # fmt: skip


def drawn_references(line: AssemblyLine) -> list[int]:
    """Return which references are drawn: all of a few; of many those that give a count, and the first ones."""
    every = range(len(line.trace.references))
    if len(every) <= _ROWS:
        return list(every)
    giving = {count.reference for count in line.order.counts if count.expected}
    others = [reference for reference in every if reference not in giving]
    return sorted([*giving, *others[: max(0, _ROWS - len(giving))]])


def reference_names(t: Catalog, line: AssemblyLine, rows: Sequence[int]) -> list[str]:
    """Return the names of the drawn references; a single one goes by its usual name."""
    references = line.trace.references
    if len(references) == 1:
        return []
    return [t("bleu.references.name", number=row + 1, count=len(references[row])) for row in rows]


def told(t: Catalog, name: str, place: NgramPlace, order: NgramOrder) -> str:
    """Say what became of an n-gram; of several references, in which one."""
    target, count = (place.target or 0) + 1, order.count(place.ngram)
    said = f"bleu.told.{place.fate}" if len(count.each) == 1 else f"bleu.references.told.{place.fate}"
    return t(said, ngram=name, place=target, count=count.expected, reference=count.reference + 1)


def limit(t: Catalog, count: NgramCount) -> str:
    """Write where a count is clipped, as the maximum over a few references."""
    if 1 < len(count.each) <= _WRITTEN_OUT:
        return f"max({', '.join(map(str, count.each))})"
    return t.number(count.expected)


def giver(t: Catalog, count: NgramCount) -> str:
    """Write which of several references gives the count."""
    if len(count.each) == 1 or not count.expected:
        return ""
    return " · " + t("bleu.references.giver", number=count.reference + 1)


def draw_lengths(page: Page, line: AssemblyLine) -> None:
    """Say which of several references are drawn and, once the score is assembled, whose length entered it."""
    trace, t = line.trace, page.t
    if len(trace.references) == 1:
        return
    if len(drawn_references(line)) < len(trace.references):
        st.caption(t("bleu.references.some", count=len(trace.references)))
    if line.stop.done and trace.prediction:
        lengths = [len(reference) for reference in trace.references]
        written = ", ".join(map(str, lengths[:_MOST_LENGTHS])) + (" …" if len(lengths) > _MOST_LENGTHS else "")
        nearest = abs(len(trace.reference) - len(trace.prediction))
        near = {length for length in lengths if abs(length - len(trace.prediction)) == nearest}
        said = t(
            "bleu.references.tie" if len(near) > 1 else "bleu.references.nearest",
            lengths=written, predicted=len(trace.prediction), number=trace.closest + 1, length=len(trace.reference),
        )  # fmt: skip
        st.info(said, icon=":material/straighten:")
