"""Many sentences at once: for each what beam search finds for it alone."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.corpus import decode
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import beam_search, greedy_search
from tests.decoding.models import STATES, Remembering, alphas


@dataclass(frozen=True)
class Several(Remembering):
    """Sentences of one model, each with a first state of its own."""

    firsts: tuple[int, ...] = ()

    def start(self, batch):
        return self._read(np.resize(np.array(self.firsts), batch))


@given(
    st.integers(0, 99), st.lists(st.integers(0, STATES - 1), min_size=1, max_size=6), st.integers(1, 6),
    st.integers(1, 5), alphas, st.booleans(),
)  # fmt: skip
@settings(deadline=None)
def test_every_sentence_gets_the_answer_of_its_own_beam(seed, firsts, width, length, alpha, ends):
    like = Remembering.random(seed, size=4, ends=ends)
    together = decode(
        Several(like.rows, like.eos, tuple(firsts)), len(firsts), width=width, max_length=length, alpha=alpha
    )
    for first, found in zip(firsts, together, strict=True):
        alone = beam_search(
            Several(like.rows, like.eos, (first,)), width=width, max_length=length, alpha=alpha, trace="lean"
        )
        assert found.tokens == alone.best.tokens
        assert (found.log_prob, found.score) == (alone.best.log_prob, alone.best.score)
        assert found.expanded == alone.expanded


def test_width_one_is_greedy():
    like = Remembering.random(3, size=5, ends=True)
    (found,) = decode(like, 1, width=1, max_length=6)
    assert found.tokens == greedy_search(like, max_length=6).best.tokens


def test_a_width_that_is_none_is_refused():
    with pytest.raises(SearchProblem):
        decode(Remembering.random(0, size=3, ends=True), 2, width=0, max_length=4)
