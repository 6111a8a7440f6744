"""The learner's lines of text, each with an example that fits the chosen text until they write their own."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from seqviz.data.texts import LATIN
from seqviz.records.counting import SentenceScore
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.language_models.outline import LONGEST_LINE, LineName
from seqviz.ui.lessons.language_models.stage import Stage

TOKENS: Mapping[LineName, int] = MappingProxyType({"context": 1, "prefix": 2})
"""So many tokens of the held-out part make an example where the text is the learner's own, else five."""


def line_of(stage: Stage, name: LineName) -> str:
    """Return the learner's line, or else an example: for a text of their own one from its held-out part."""
    written: str = getattr(stage.view, name)
    return written if written.strip() else _example(stage, name)


def line_input(stage: Stage, name: LineName, *, rows: int = 1, labelled: bool = True) -> str:
    """Draw the field of one line and return what is in it. An emptied field brings the example back."""
    now, example = line_of(stage, name), _example(stage, name)

    def take(written: str) -> None:
        stage.settings.change(**{name: "" if written == example else written.strip()})

    label, tie = stage.t(f"language-models.{name}"), tied(f"language-models.{name}", now, take)
    if rows > 1:
        st.text_area(label, max_chars=LONGEST_LINE, height=34 * rows, **tie.value)
    elif labelled:
        st.text_input(label, max_chars=LONGEST_LINE, **tie.value)
    else:
        st.text_input(label, max_chars=LONGEST_LINE, label_visibility="collapsed", **tie.value)
    return now


def score_input(stage: Stage, name: LineName, *, labelled: bool = True) -> SentenceScore | None:
    """Draw the input of one line and score it; say what is wrong where there is nothing to score."""
    try:
        return stage.score(line_input(stage, name, labelled=labelled))
    except Problem as problem:
        st.warning(sentence(problem, stage.t))
        return None


def _example(stage: Stage, name: LineName) -> str:
    corpus = stage.corpus
    if corpus.source.name == "own":
        known = [token for token in corpus.validation if token] or list(corpus.training[:40])
        rest = known[5:] if name == "second" and len(known) > 5 else known
        return corpus.separator.join(corpus.vocabulary.decode(rest[: TOKENS.get(name, 5)]))
    english = "letters" if corpus.unit == "character" else "english"
    language = english if corpus.source.name in LATIN else "chinese"
    return stage.t(f"language-models.example.{language}.{name}")
