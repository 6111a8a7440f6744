"""Cases in which well-known tools went wrong; the right values were computed by hand and by brute force."""

import math

import numpy as np
import pytest

from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.step import scores
from seqviz.decoding.tables import TableModel
from seqviz.decoding.verdicts import best_of_each_length, turns

EOS = "<eos>"
Rows = tuple[tuple[float, ...], ...]
LATE_SUCCESS: Rows = ((0.4, 0.6), (0.95, 0.05), (0.05, 0.95))
PATIENCE: Rows = ((0.7, 0.3), (0.7, 0.3), (0.7, 0.3), (0.0, 1.0))
SHORTER_WHEN_WIDER: Rows = ((0.55, 0.45), (0.9, 0.1), (0.1, 0.9))


def table(steps: Rows, *, words: str = "A", overrides: dict[tuple[str, ...], tuple[float, ...]] | None = None):
    return TableModel(vocabulary=(*words, EOS), steps=steps, overrides=overrides or {}, eos=EOS)


@pytest.mark.parametrize(
    ("alpha", "tokens", "score"),
    [(0.0, (EOS,), math.log(0.6)), (0.75, ("A", "A", EOS), -0.4470), (1.0, ("A", "A", EOS), -0.3396)],
)
def test_the_first_finished_answer_need_not_be_the_best(alpha: float, tokens: tuple[str, ...], score: float) -> None:
    trace = beam_search(table(LATE_SUCCESS), width=2, max_length=3, alpha=alpha)
    assert trace.best.tokens == tokens
    assert trace.best.score == pytest.approx(score, abs=5e-5)
    first = next(answer for answer in trace.finished if answer.tokens == (EOS,))
    assert first.score == pytest.approx(-0.5108, abs=5e-5)


@pytest.mark.parametrize("alpha", [0.75, 1.0])
def test_stopping_at_the_first_finished_leader_is_wrong_here(alpha: float) -> None:
    early = beam_search(table(LATE_SUCCESS), width=2, max_length=3, alpha=alpha, stopping="leader")
    assert early.best.tokens == (EOS,)


def test_the_k_best_are_returned_and_not_the_k_first() -> None:
    best, second = beam_search(table(PATIENCE), width=2, max_length=4, alpha=0).top(2)
    assert (best.tokens, best.probability) == (("A", "A", "A", EOS), pytest.approx(0.343))
    assert (second.tokens, second.probability) == ((EOS,), pytest.approx(0.3))


def test_a_forced_prefix_counts_in_length_and_in_probability() -> None:
    model = table(((0.5, 0.5),) * 6)
    trace = exhaustive_search(model, max_length=6, alpha=1, prefix=("A", "A"))
    assert len(trace.finished) == 5
    assert [answer.score for answer in trace.finished] == pytest.approx([math.log(0.5)] * 5)
    assert all(answer.tokens[:2] == ("A", "A") for answer in trace.finished)


def test_a_wider_beam_may_answer_shorter() -> None:
    model = table(SHORTER_WHEN_WIDER)
    greedy = greedy_search(model, max_length=3, alpha=0).best
    beam = beam_search(model, width=2, max_length=3, alpha=0).best
    assert (greedy.tokens, greedy.probability) == (("A", "A", EOS), pytest.approx(0.4455))
    assert (beam.tokens, beam.probability) == ((EOS,), pytest.approx(0.45))
    (turn,) = turns(best_of_each_length(exhaustive_search(model, max_length=3)), until=2.0)
    assert turn.after.tokens == ("A", "A", EOS)
    assert turn.alpha == pytest.approx(0.011385, abs=5e-7)
    assert turn.alpha == pytest.approx(math.log(math.log(0.4455) / math.log(0.45)) / math.log(3))


def test_finished_answers_use_a_slot_of_the_lectures_beam() -> None:
    """Where they use none (2k candidates), the same "beam of 2" finds B <eos>, which is the optimum."""
    model = table(((0.5, 0.2, 0.3), (0.34, 0.33, 0.33), (0.4, 0.4, 0.2)), words="AB", overrides={("B",): (0, 0, 1)})
    trace = beam_search(model, width=2, max_length=3, alpha=1)
    assert trace.best.tokens == ("A", "A", "A")
    assert trace.best.score == pytest.approx(math.log(0.068) / 3)
    best = exhaustive_search(model, max_length=3, alpha=1).best
    assert best.tokens == ("B", EOS)
    assert best.score == pytest.approx(math.log(0.2) / 2)


@pytest.mark.parametrize(("length", "divisor"), [(1, 1.0), (4, 2.828), (10, 5.623)])
def test_the_length_penalty_is_a_power_of_the_length(length: int, divisor: float) -> None:
    assert scores(np.array([-1.0]), length, 0.75)[0] == pytest.approx(-1 / divisor, abs=1e-4)
