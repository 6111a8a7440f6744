"""The sentences whose vectors are mixed: the one that is read, and two others."""

from dataclasses import dataclass

import streamlit as st

from seqviz.data.pairs.number_words import english, english_number
from seqviz.data.pairs.wording import written
from seqviz.records.pairs import Sentence
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.seq2seq.outline import LONGEST_SENTENCE


@dataclass(frozen=True, kw_only=True)
class Three:
    """The sentences whose vectors are mixed."""

    x: str
    y: str
    z: str


def three_of(look: Look, sentence: Sentence | None) -> Three | None:
    """Draw the lines of the other two sentences; an emptied one brings the usual one back."""
    usual = _usual(look, sentence)
    if usual is None or sentence is None:
        return None
    view, now = look.settings.view, {}
    with st.container(horizontal=True, gap="small"):
        for name, letter, default in (("second", "y", usual[0]), ("third", "z", usual[1])):
            now[letter] = getattr(view, name) or default

            def take(typed: str | None, name: str = name, default: str = default) -> None:
                look.settings.change(**{name: "" if not typed or typed == default else typed})

            st.text_input(
                look.page.t(f"settings.{name}"), max_chars=LONGEST_SENTENCE,
                **tied(f"seq2seq.{name}", now[letter], take).value,
            )  # fmt: skip
    return Three(x=sentence.source, y=now["y"], z=now["z"])


def _usual(look: Look, sentence: Sentence | None) -> tuple[str, str] | None:
    """Return two held-out sentences; of numbers, y begins like x and ends like z, so that x - y + z has a meaning."""
    described = look.described
    if described is None or sentence is None:
        return None
    sources = [written(pair.source, described.source_kind) for pair in described.samples]
    others = [source for source in sources if source != sentence.source]
    if len(others) < 2:
        return None
    x, z = (english_number(tuple(said.split())) for said in (sentence.source, others[0]))
    if look.settings.config.pairs != "numbers-en-fr" or x is None or z is None:
        return others[0], others[1]
    return " ".join(english(x // 1000 * 1000 + z % 1000)), others[0]
