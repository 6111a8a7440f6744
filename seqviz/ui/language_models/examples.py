"""The learner's lines of text, each with an example that fits the chosen text until they write their own."""

from typing import Literal

import streamlit as st

from seqviz.data.texts import LATIN
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ui.bound import bound
from seqviz.ui.language_models.settings import LONGEST_LINE, PAGE, LineName, Settings, update
from seqviz.ui.page import Page


def line(page: Page, settings: Settings, corpus: CountedCorpus, name: LineName) -> str:
    """Return the learner's line, or else an example: for a text of their own one from its held-out part."""
    written = settings.line(name)
    return written if written.strip() else _example(page, corpus, name)


def line_input(
    page: Page, settings: Settings, corpus: CountedCorpus, name: LineName, *, rows: int = 1, labelled: bool = True
) -> str:
    """Draw the field of one line and return what is in it. An emptied field brings the example back."""
    example = _example(page, corpus, name)
    now = line(page, settings, corpus, name)

    def take(written: str) -> None:
        update(**{name: "" if written == example or not written.strip() else written})

    label = page.t(f"{PAGE}.line.{name}")
    tie = bound(f"{PAGE}.{name}", now, take)
    if rows == 1:
        visibility: Literal["visible", "collapsed"] = "visible" if labelled else "collapsed"
        st.text_input(label, max_chars=LONGEST_LINE, label_visibility=visibility, **tie)
    else:
        st.text_area(label, max_chars=LONGEST_LINE, height=34 * rows, **tie)
    return now


def _example(page: Page, corpus: CountedCorpus, name: LineName) -> str:
    if corpus.source.name == "own":
        return _from_held_out(corpus, name)
    english = "letters" if corpus.unit == "character" else "english"
    language = english if corpus.source.name in LATIN else "chinese"
    return page.t(f"{PAGE}.example.{language}.{name}")


def _from_held_out(corpus: CountedCorpus, name: LineName) -> str:
    """Cut different stretches for different lines; tokens that the training part lacks are left out."""
    known = [token for token in corpus.validation if token] or list(corpus.training[:40])
    places = {
        "sentence": (0, 8), "first": (0, 5), "second": (5, 10),
        "context": (0, 1), "prefix": (0, 2), "candidates": (0, 6),
    }  # fmt: skip
    start, end = places[name]
    return corpus.separator.join(corpus.vocabulary.decode(known[start:end] or known[:end]))
