from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.examples import EOS, K_EQUALS_N, LECTURE, STOPS_TOO_EARLY
from seqviz.decoding.model import FunctionModel, SearchProblem
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.tables import TableModel
from seqviz.records.search import ROOT, SearchTrace
from tests.decoding.comparing import columns
from tests.decoding.models import Case, alphas, cases


def every_sequence(model: TableModel, length: int, alpha: float) -> dict[tuple[str, ...], float]:
    """The scores of all sequences, by walking the product set: shares no code with the search."""
    scores: dict[tuple[str, ...], float] = {}
    for tokens in product(model.vocabulary, repeat=length):
        cut = tokens.index(model.eos) + 1 if model.eos in tokens else length
        sequence = tokens[:cut]
        p = np.prod([model.row(sequence[:t])[model.vocabulary.index(sequence[t])] for t in range(cut)])
        scores[sequence] = float(np.log(p) / cut**alpha) if p else -np.inf
    return scores


def replayed(trace: SearchTrace) -> tuple[str, ...]:
    """The answer, worked out again from the record alone with plain Python."""
    answers: list[tuple[float, tuple[int, ...], tuple[str, ...]]] = []
    active = {ROOT}
    for step in trace.steps:
        nodes = [node for node in trace.nodes[step.first : step.first + step.count] if node.parent in active]
        place = {token: index for index, token in enumerate(trace.vocabulary)}
        key = {node.id: tuple(place[token] for token in node.prefix) for node in nodes}
        ranked = sorted(nodes, key=lambda node: (-round(node.log_prob, 10), key[node.id]))
        possible = [node for node in ranked if np.isfinite(node.log_prob) or trace.width is None]
        chosen = possible[: trace.width]
        done = [node for node in chosen if node.prefix[-1] == trace.eos or step.step == trace.max_length]
        answers += [(-round(node.log_prob / step.step**trace.alpha, 10), key[node.id], node.prefix) for node in done]
        active = {node.id for node in chosen} - {node.id for node in done}
    return min(answers)[2]


class TestLecture:
    def test_greedy_takes_the_lectures_path(self) -> None:
        best = greedy_search(LECTURE, max_length=4).best
        assert best.tokens == ("A", "B", "C", EOS)
        assert best.probability == pytest.approx(0.048)

    def test_a_beam_of_two_finds_the_better_one(self) -> None:
        trace = beam_search(LECTURE, width=2, max_length=4)
        assert trace.best.tokens == ("A", "C", "B", EOS)
        assert trace.best.probability == pytest.approx(0.054)
        assert trace.best.score == pytest.approx(-1.032, abs=5e-4)
        assert trace.expanded == 7

    def test_the_likeliest_of_all_is_a_short_one_and_alpha_turns_it(self) -> None:
        raw = exhaustive_search(LECTURE, max_length=4, alpha=0)
        assert raw.best.tokens == ("A", EOS)
        assert raw.best.probability == pytest.approx(0.10)
        divided = exhaustive_search(LECTURE, max_length=4, alpha=0.75)
        assert divided.best.tokens == ("A", "C", "B", EOS)
        by_tokens = {answer.tokens: answer for answer in divided.finished}
        assert by_tokens["A", EOS].score == pytest.approx(-1.369, abs=5e-4)

    def test_the_candidates_of_the_second_step_stand_in_the_lectures_order(self) -> None:
        trace = beam_search(LECTURE, width=2, max_length=4)
        ranked = [" ".join(trace.prefix(int(node))) for node in trace.candidates(2)]
        assert ranked == ["A B", "A C", "A <eos>", "B B", "B C", "A A", "B <eos>", "B A"]
        fates = [trace.nodes[int(node)].fate for node in trace.candidates(2)]
        assert fates == ["kept"] * 2 + ["pruned"] * 6


class TestTextbookClaims:
    def test_a_beam_as_wide_as_the_vocabulary_is_not_exhaustive(self) -> None:
        beam = beam_search(K_EQUALS_N, width=2, max_length=3).best
        best = exhaustive_search(K_EQUALS_N, max_length=3).best
        assert (beam.tokens, best.tokens) == (("A", "A", "A"), ("B", "A", "A"))
        assert beam.probability == pytest.approx(0.165)
        assert best.probability == pytest.approx(0.216)

    def test_stopping_at_the_first_leader_is_wrong_and_the_bound_is_right(self) -> None:
        early = beam_search(STOPS_TOO_EARLY, width=2, max_length=4, stopping="leader")
        right = beam_search(STOPS_TOO_EARLY, width=2, max_length=4)
        assert (early.stop, len(early.steps)) == ("leader", 2)
        assert early.best.score < right.best.score
        assert right.best.tokens == exhaustive_search(STOPS_TOO_EARLY, max_length=4).best.tokens

    def test_the_first_leader_is_enough_without_an_exponent(self) -> None:
        early = beam_search(STOPS_TOO_EARLY, width=2, max_length=4, alpha=0, stopping="leader")
        assert early.best == beam_search(STOPS_TOO_EARLY, width=2, max_length=4, alpha=0, stopping="never").best


class TestProperties:
    @given(cases(), alphas)
    def test_exhaustive_search_equals_the_product_set(self, case: Case, alpha: float) -> None:
        model, length = case
        expected = every_sequence(model, length, alpha)
        trace = exhaustive_search(model, max_length=length, alpha=alpha)
        assert {answer.tokens for answer in trace.finished} == expected.keys()
        assert trace.best.score == pytest.approx(max(expected.values()))
        assert [answer.score for answer in trace.finished] == pytest.approx(sorted(expected.values(), reverse=True))

    @given(cases(most_steps=5), alphas)
    def test_width_one_equals_greedy(self, case: Case, alpha: float) -> None:
        model, length = case
        assert columns(beam_search(model, width=1, max_length=length, alpha=alpha)) == columns(
            greedy_search(model, max_length=length, alpha=alpha)
        )

    @given(cases(), alphas)
    def test_a_wide_beam_equals_exhaustive(self, case: Case, alpha: float) -> None:
        model, length = case
        wide = beam_search(model, width=len(model.vocabulary) ** (length - 1), max_length=length, alpha=alpha)
        assert wide.best.tokens == exhaustive_search(model, max_length=length, alpha=alpha).best.tokens

    @given(cases(most_steps=5), alphas, st.integers(1, 6))
    def test_a_beam_never_beats_exhaustive(self, case: Case, alpha: float, width: int) -> None:
        model, length = case
        beam = beam_search(model, width=width, max_length=length, alpha=alpha)
        assert beam.best.score <= exhaustive_search(model, max_length=length, alpha=alpha).best.score + 1e-9

    @given(cases(most_steps=5), alphas, st.integers(1, 6))
    def test_the_bound_never_changes_the_answer(self, case: Case, alpha: float, width: int) -> None:
        model, length = case
        stopped = beam_search(model, width=width, max_length=length, alpha=alpha)
        whole = beam_search(model, width=width, max_length=length, alpha=alpha, stopping="never")
        assert stopped.best.tokens == whole.best.tokens
        assert stopped.expanded <= whole.expanded

    @given(cases(), alphas, st.integers(1, 6))
    def test_the_record_replays_to_the_same_answer(self, case: Case, alpha: float, width: int) -> None:
        model, length = case
        for trace in (
            beam_search(model, width=width, max_length=length, alpha=alpha, stopping="never"),
            exhaustive_search(model, max_length=length, alpha=alpha),
        ):
            assert replayed(trace) == trace.best.tokens

    @given(cases(), st.integers(1, 6))
    def test_log_probabilities_sum_along_every_path(self, case: Case, width: int) -> None:
        model, length = case
        trace = beam_search(model, width=width, max_length=length)
        for node in trace.nodes:
            before = 0.0 if node.parent == ROOT else trace.log_prob[node.parent]
            p = model.row(node.prefix[:-1])[model.vocabulary.index(node.prefix[-1])]
            assert np.exp(node.log_prob) == pytest.approx(np.exp(before) * p)
            assert node.score == pytest.approx(node.log_prob / node.step**0.75)

    @given(cases(), alphas, st.integers(1, 5))
    def test_batched_equals_one_by_one(self, case: Case, alpha: float, width: int) -> None:
        model, length = case
        single = FunctionModel(
            vocabulary=model.vocabulary, eos=model.eos,
            function=lambda prefixes: np.vstack([model(prefix[np.newaxis, :]) for prefix in prefixes]),
        )  # fmt: skip
        ours = beam_search(model, width=width, max_length=length, alpha=alpha)
        assert columns(ours) == columns(beam_search(single, width=width, max_length=length, alpha=alpha))

    @given(cases(), st.integers(1, 6))
    def test_every_candidate_has_one_fate_and_a_reason_for_it(self, case: Case, width: int) -> None:
        model, length = case
        trace = beam_search(model, width=width, max_length=length)
        allowed = {
            "kept": {"in_beam", "length"}, "finished": {"ended"}, "pruned": {"below_cut", "impossible", "bound"},
        }  # fmt: skip
        for step in trace.steps:
            nodes = trace.nodes[step.first : step.first + step.count]
            assert all(node.why in allowed[node.fate] for node in nodes)
            assert sorted(node.rank for node in nodes) == list(range(1, step.count + 1))
            assert sum(node.fate != "pruned" or node.why == "bound" for node in nodes) == step.kept <= width
        assert sum(step.count for step in trace.steps) == len(trace) == len(trace.nodes)

    @given(cases(), st.integers(1, 4))
    def test_an_answer_that_never_ended_is_ranked_and_marked(self, case: Case, width: int) -> None:
        model, length = case
        for answer in beam_search(model, width=width, max_length=length, stopping="never").finished:
            assert answer.ended == (model.eos is not None and answer.tokens[-1] == model.eos)
            assert answer.ended or len(answer.tokens) == length

    @settings(max_examples=30)
    @given(cases())
    def test_exhaustive_search_prunes_nothing(self, case: Case) -> None:
        model, length = case
        assert all(node.fate != "pruned" for node in exhaustive_search(model, max_length=length).nodes)


class TestForcedPrefix:
    def test_the_forced_tokens_belong_to_the_product(self) -> None:
        trace = beam_search(LECTURE, width=2, max_length=4, prefix=("A", "C"))
        assert trace.best.tokens == ("A", "C", "B", EOS)
        assert trace.best.probability == pytest.approx(0.054)
        assert [node.why for node in trace.nodes[:2]] == ["forced", "forced"]

    def test_exhaustive_agrees_with_filtering_all_sequences(self) -> None:
        scores = every_sequence(LECTURE, 4, 0.75)
        best = exhaustive_search(LECTURE, max_length=4, prefix=("B",)).best
        assert best.tokens == max((tokens for tokens in scores if tokens[0] == "B"), key=scores.__getitem__)

    @pytest.mark.parametrize(
        ("prefix", "key"),
        [
            (("A",) * 4, "prefix-long"),
            (("D",), "prefix-unknown"),
            ((EOS,), "prefix-unknown"),
            (("A", "B", "B", "A"), "prefix-impossible"),
        ],
    )
    def test_a_prefix_that_cannot_start_an_answer_is_refused(self, prefix: tuple[str, ...], key: str) -> None:
        with pytest.raises(SearchProblem) as caught:
            beam_search(LECTURE, width=2, max_length=5 if key == "prefix-impossible" else 4, prefix=prefix)
        assert caught.value.key == f"beam-search.error.{key}"


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "key"),
        [
            ({"width": 0}, "width"),
            ({"max_length": 0}, "length"),
            ({"alpha": -1.0}, "alpha"),
            ({"alpha": float("nan")}, "alpha"),
        ],
    )
    def test_numbers_out_of_range(self, changes: dict[str, float], key: str) -> None:
        with pytest.raises(SearchProblem) as caught:
            beam_search(LECTURE, **{"width": 2, "max_length": 4} | changes)  # type: ignore[arg-type]  # wrong on purpose
        assert caught.value.key == f"beam-search.error.{key}"

    def test_a_tree_over_the_limit_is_refused_with_its_size(self) -> None:
        model = TableModel(vocabulary=tuple("ABCDEFGH"), steps=((0.125,) * 8,), overrides={}, eos=None)
        with pytest.raises(SearchProblem) as caught:
            exhaustive_search(model, max_length=10)
        assert caught.value.key == "beam-search.error.too-large"
        assert caught.value.values["sequences"] == 8**10

    @pytest.mark.parametrize(
        "rows", [np.zeros((1, 3)), np.full((1, 2), np.nan), np.full((1, 2), 0.5), np.full((1, 2), -np.inf)]
    )
    def test_a_model_that_answers_no_log_probabilities(self, rows: np.ndarray) -> None:
        model = FunctionModel(vocabulary=("A", "B"), eos=None, function=lambda _: rows)
        with pytest.raises(SearchProblem):
            greedy_search(model, max_length=2)


def test_the_record_cannot_be_changed() -> None:
    trace = greedy_search(LECTURE, max_length=4)
    with pytest.raises(ValueError, match="read-only"):
        trace.log_prob[0] = 0
