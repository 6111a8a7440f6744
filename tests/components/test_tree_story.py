"""What a search tree tells: its data for the drawing, products, scores and reasons in the learner's words."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.components.tree_story import Story
from seqviz.components.tree_words import p_text, pill_letters, prefix_of, short, tail_text
from seqviz.decoding.comparison import compare_searches
from seqviz.decoding.examples import K_EQUALS_N, LECTURE, STOPS_TOO_EARLY
from seqviz.text.catalog import LANGUAGES, load_catalog

LECTURES = compare_searches(LECTURE, width=2, max_length=4, alpha=0.75)


def told(searches, name, language):
    return Story(searches.traces, name, searches.model.row, load_catalog(language))


class TestStory:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_node_tells_its_product_its_score_and_why(self, language):
        view = told(LECTURES, "beam", language).view(frozenset())
        nodes = {node.id: node for node in view.nodes}
        kept, dropped, answer = nodes["0-2"], nodes["0-3"], nodes["0-2-1-3"]
        assert kept.text.lines[0] == "p = 0.5 × 0.3 = 0.150"
        assert kept.text.lines[2].endswith("−1.897 / 2^{0.75} = −1.128")
        assert (kept.fate, dropped.fate, answer.fate) == ("kept", "pruned", "finished")
        assert "−1.128" in dropped.text.why
        assert [end.name for end in answer.ends] == ["beam", "exhaustive"]

    def test_the_table_of_a_step_stands_in_the_searchs_order_with_the_cut(self):
        view = told(LECTURES, "beam", "en").view(frozenset())
        step = view.steps[1]
        assert [row.prefix for row in step.rows[:3]] == ["A B", "A C", "A <eos>"]
        assert (step.kept, step.expanded, step.scored) == (2, "3", "12")
        assert step.rows[0].product == "0.5 × 0.4"
        assert step.cut

    def test_every_line_of_a_shown_node_can_be_marked_and_back(self):
        for name in ("greedy", "beam", "exhaustive"):
            view = told(LECTURES, name, "en").view(frozenset())
            rows = {row.id for step in view.steps for row in step.rows}
            assert {node.id for node in view.nodes if node.fate != "unseen"} <= rows

    def test_a_forced_node_is_marked_and_can_be_freed_another_one_forced_and_no_end(self):
        searches = compare_searches(LECTURE, width=2, max_length=4, alpha=0.75, prefix=("A", "C"))
        view = told(searches, "beam", "en").view(frozenset())
        nodes = {node.id: node for node in view.nodes}
        assert {identity for identity, node in nodes.items() if node.forced} == {"0", "0-2"}
        assert [nodes[identity].text.force for identity in ("0", "0-2", "0-2-1", "0-2-3")] == [
            "free", "free", "force", ""
        ]  # fmt: skip
        assert {len(row.id) for row in view.steps[3].rows if row.force} == set()

    @pytest.mark.parametrize(("identity", "prefix"), [("", ()), ("0-2", ("A", "C")), ("9", None), ("x", None)])
    def test_what_the_browser_names_is_a_prefix_or_nothing(self, identity, prefix):
        assert prefix_of(identity, LECTURE.vocabulary) == prefix

    def test_every_reason_has_its_sentence(self):
        searches = [
            LECTURES,
            compare_searches(LECTURE, width=2, max_length=4, alpha=0.75, prefix=("A",)),
            compare_searches(STOPS_TOO_EARLY, width=2, max_length=4, alpha=0.75, stopping="leader"),
            compare_searches(K_EQUALS_N, width=2, max_length=3, alpha=0.75),
            compare_searches(LECTURE, width=2, max_length=4, alpha=0.0),
        ]
        for found, language in product(searches, LANGUAGES):
            for name in found.traces:
                assert all(node.text.why for node in told(found, name, language).view(frozenset()).nodes)


@pytest.mark.parametrize(
    ("probability", "text"), [(0, "0"), (0.0005, "0.001"), (0.12345, "0.123"), (0.00042, "4.2·10⁻⁴"), (1e-12, "10⁻¹²")]
)
def test_probabilities_are_short(probability, text):
    assert p_text(probability, "en") == text


@given(st.text(max_size=20))
def test_short_tokens_fit_their_pill(token):
    assert len(short(token)) <= 6


def test_a_line_shows_the_end_of_a_long_prefix():
    assert tail_text(("deux", "cent", "trente", "neuf", "mille")) == "… neuf mille"
    assert tail_text(("A", "B")) == "A B"
    assert tail_text(("quatre-vingt-dix-neuf",)) == "quatre-vingt-dix-neuf"


def test_pills_are_as_wide_as_their_tokens_within_bounds():
    assert [pill_letters(tokens) for tokens in (["A"], ["quatre", "un"], ["cinquante-six"], [])] == [5, 6, 9, 5]
    assert short("quatre", 6) == "quatre"
