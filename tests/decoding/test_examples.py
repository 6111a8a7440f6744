import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.cost import beam_candidates, exhaustive_sequences, tree_size
from seqviz.decoding.examples import LECTURE, LENGTH, beam_fails, greedy_fails, random_table
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.verdicts import best_of_each_length, greedy_loss, turns, winner
from tests.decoding.models import Case, cases


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_the_table_on_that_greedy_fails_does_so(seed: int) -> None:
    model, made_by = greedy_fails(seed)
    best = exhaustive_search(model, max_length=LENGTH).best
    assert greedy_search(model, max_length=LENGTH).best.score < best.score
    assert np.array_equal(model.steps, random_table(made_by).steps)


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_the_table_on_that_a_beam_of_two_fails_does_so(seed: int) -> None:
    model, _ = beam_fails(seed)
    beam = beam_search(model, width=2, max_length=LENGTH).best
    assert beam.score < exhaustive_search(model, max_length=LENGTH).best.score


@given(cases())
def test_the_size_of_the_tree_is_counted_right(case: Case) -> None:
    model, length = case
    trace = exhaustive_search(model, max_length=length)
    size = tree_size(len(model.vocabulary), length, ends=model.eos is not None)
    assert (size.expanded, size.candidates, size.sequences) == (trace.expanded, len(trace), len(trace.ranking))


def test_the_textbooks_numbers() -> None:
    assert exhaustive_sequences(10_000, 10) == 10**40
    assert beam_candidates(10_000, 10, 5) == 5 * 10**5


class TestVerdicts:
    def test_alpha_turns_the_lectures_answer_once(self) -> None:
        contenders = best_of_each_length(exhaustive_search(LECTURE, max_length=4))
        (turn,) = turns(contenders, until=2.0)
        assert (turn.before.tokens, turn.after.tokens) == (("A", "<eos>"), ("A", "C", "B", "<eos>"))
        assert turn.alpha == pytest.approx(np.log(np.log(0.1) / np.log(0.054)) / np.log(2 / 4))

    @given(cases(most_steps=5), st.floats(0.01, 2))
    def test_between_the_turns_the_winner_is_exhaustive_searchs(self, case: Case, alpha: float) -> None:
        model, length = case
        contenders = best_of_each_length(exhaustive_search(model, max_length=length))
        found = turns(contenders, until=2.0)
        assert [turn.alpha for turn in found] == sorted(turn.alpha for turn in found)
        assert all(len(turn.before.tokens) < len(turn.after.tokens) for turn in found)
        best = exhaustive_search(model, max_length=length, alpha=alpha).best
        assert winner(contenders, alpha).log_prob / len(winner(contenders, alpha).tokens) ** alpha == pytest.approx(
            best.score
        )
        passed = [turn for turn in found if turn.alpha < alpha - 1e-6]
        if all(abs(turn.alpha - alpha) > 1e-6 for turn in found):
            leader = passed[-1].after if passed else winner(contenders, 0.0)
            assert leader.log_prob / len(leader.tokens) ** alpha == pytest.approx(best.score)

    @given(cases(most_steps=5))
    def test_greedy_never_loses_more_than_the_bound(self, case: Case) -> None:
        model, length = case
        loss = greedy_loss(model, max_length=length)
        assert 1 <= loss.factor <= loss.most * (1 + 1e-9)
        assert 0 <= loss.share <= 1 + 1e-9

    def test_the_lectures_loss(self) -> None:
        assert greedy_loss(LECTURE, max_length=4).factor == pytest.approx(0.10 / 0.048)
