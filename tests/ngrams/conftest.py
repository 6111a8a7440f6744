"""Small texts as ids, and models of them."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import strategies as st

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.counts import count_ngrams
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.smoothing import Rule, Smoothing

Build = Callable[..., NgramModel]


@st.composite
def texts(draw: st.DrawFn, *, min_size: int = 6, max_size: int = 60) -> tuple[Ids, int]:
    """Return ids of a random text and a vocabulary size that may know more tokens than the text has."""
    size = draw(st.integers(2, 7))
    ids = draw(st.lists(st.integers(1, size - 1), min_size=min_size, max_size=max_size))
    return np.array(ids, np.int64), size


@st.composite
def smoothings(draw: st.DrawFn) -> Smoothing:
    """Return a rule that smooths, with a strength it allows."""
    rule: Rule = draw(st.sampled_from(["add-k", "interpolated", "kneser-ney"]))
    highest = 1.0 if rule == "kneser-ney" else 100.0
    return Smoothing(rule=rule, strength=draw(st.floats(0.01, highest)))


@pytest.fixture
def build() -> Build:
    """Return a function that counts a string of characters and gives a model of it."""

    def make(text: str, *, n: int = 2, rule: Rule = "none", strength: float = 1.0) -> NgramModel:
        vocabulary = ["<unk>", *sorted(set(text))]
        ids = np.array([vocabulary.index(c) for c in text], np.int64)
        counts = count_ngrams(ids, len(vocabulary), max_n=min(5, len(text)))
        return NgramModel(counts=counts, n=n, smoothing=Smoothing(rule=rule, strength=strength))

    return make
