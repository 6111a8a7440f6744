"""The conventions behind "beam search": each gives its own answer, alone and with many sentences at once."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.corpus import decode
from seqviz.decoding.search import beam_search, exhaustive_search
from seqviz.decoding.tables import TableModel
from tests.decoding.models import STATES, Remembering
from tests.decoding.test_corpus import Several
from tests.decoding.test_known_cases import EOS, LATE_SUCCESS, table

conventions = st.fixed_dictionaries(
    {
        "length_score": st.sampled_from(["power", "gnmt", "reward"]),
        "slots": st.sampled_from(["one_step", "none", "for_good"]),
        "stopping": st.sampled_from(["bound", "leader", "first_k", "first", "never"]),
        "count_eos": st.booleans(),
        "alpha": st.sampled_from([0.0, 0.5, 0.75, 1.0]),
    }
)
SLOTS = table(((0.5, 0.2, 0.3), (0.34, 0.33, 0.33), (0.4, 0.4, 0.2)), words="AB", overrides={("B",): (0, 0, 1)})


@settings(max_examples=200)
@given(
    st.integers(0, 99), st.lists(st.integers(0, STATES - 1), min_size=1, max_size=4), st.integers(1, 5),
    st.integers(1, 6), conventions,
)  # fmt: skip
def test_every_sentence_gets_the_answer_of_its_own_beam(seed, firsts, width, length, convention):
    like = Remembering.random(seed, size=4, ends=True)
    together = decode(
        Several(like.rows, like.eos, tuple(firsts)), len(firsts), width=width, max_length=length, **convention
    )
    for first, found in zip(firsts, together, strict=True):
        alone = beam_search(
            Several(like.rows, like.eos, (first,)), width=width, max_length=length, trace="lean", **convention
        )
        assert (found.tokens, found.score, found.expanded) == (alone.best.tokens, alone.best.score, alone.expanded)


@settings(max_examples=100)
@given(st.integers(0, 99), st.integers(1, 5), conventions)
def test_the_bound_changes_nothing_but_the_cost(seed, width, convention):
    model = Remembering.random(seed, size=4, ends=True)
    bound = beam_search(model, width=width, max_length=6, **convention | {"stopping": "bound"})
    never = beam_search(model, width=width, max_length=6, **convention | {"stopping": "never"})
    assert bound.best.tokens == never.best.tokens
    assert bound.expanded <= never.expanded


@pytest.mark.parametrize(
    ("slots", "tokens", "score"),
    [("one_step", ("A", "A", "A"), -0.8960), ("none", ("B", EOS), -0.8047), ("for_good", ("A", "A", "A"), -0.8960)],
)
def test_whether_finished_answers_use_a_slot_decides_here(slots, tokens, score):
    best = beam_search(SLOTS, width=2, max_length=3, alpha=1, slots=slots).best
    assert best.tokens == tokens
    assert best.score == pytest.approx(score, abs=2e-4)


def test_the_first_finished_answer_is_the_wrong_one():
    early = beam_search(table(LATE_SUCCESS), width=2, max_length=3, stopping="first")
    assert (early.best.tokens, early.stop) == ((EOS,), "enough")
    assert beam_search(table(LATE_SUCCESS), width=2, max_length=3).best.tokens == ("A", "A", EOS)


def test_a_beam_that_shrinks_ends_with_its_k_th_answer():
    model = table(((0.6, 0.4), (0.3, 0.7), (0.6, 0.4), (0.6, 0.4)))
    shrinking = beam_search(model, width=2, max_length=4, alpha=0, slots="for_good", stopping="never")
    assert len(shrinking.finished) == 2
    assert shrinking.stop == "ended"
    assert len(beam_search(model, width=2, max_length=4, alpha=0, stopping="never").finished) > 2


def scored(model: TableModel, tokens: tuple[str, ...], alpha: float, rule: str, *, count_eos: bool) -> float:
    """The score of an answer, from the row of each of its tokens: shares no code with the search."""
    rows = [model.row(tokens[:place])[model.vocabulary.index(token)] for place, token in enumerate(tokens)]
    length = len(tokens) if count_eos or tokens[-1] != EOS else max(len(tokens) - 1, 1)
    total = sum(map(math.log, rows))
    return {
        "power": total / length**alpha, "gnmt": total / ((5 + length) / 6) ** alpha, "reward": total + alpha * length
    }[rule]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "count_eos", "alpha"), list(product(["power", "gnmt", "reward"], [True, False], [0.0, 0.4, 1.0]))
)
def test_a_beam_that_keeps_everything_finds_the_best_score_of_each_rule(rule, count_eos, alpha):
    model = table(((0.5, 0.2, 0.3), (0.3, 0.3, 0.4), (0.25, 0.35, 0.4)), words="AB")
    answers = [hypothesis.tokens for hypothesis in exhaustive_search(model, max_length=3).finished]
    found = beam_search(
        model, width=99, max_length=3, alpha=alpha, length_score=rule, count_eos=count_eos, stopping="bound"
    ).best
    best = max(scored(model, tokens, alpha, rule, count_eos=count_eos) for tokens in answers)
    assert found.score == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize(("length", "divisor"), [(1, 1.0), (4, 1.355), (10, 1.988)])
def test_gnmts_factor(length, divisor):
    model = table(tuple((0.5, 0.5) for _ in range(length)))
    trace = beam_search(model, width=1, max_length=length, length_score="gnmt", stopping="never")
    last = trace.hypothesis(int(trace.ranking[-1]))
    assert last.score == pytest.approx(last.log_prob / ((5 + len(last.tokens)) / 6) ** 0.75)
    assert ((5 + length) / 6) ** 0.75 == pytest.approx(divisor, abs=1e-3)
