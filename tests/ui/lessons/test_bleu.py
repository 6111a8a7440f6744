"""What the BLEU page keeps, writes and asks without drawing: address and working."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import lecture_bleu
from seqviz.metrics.example_pairs import example_pairs
from seqviz.metrics.stops import AssemblyLine
from seqviz.records.bleu import Edit
from seqviz.ui.experiment.settings import NoView, Settings
from seqviz.ui.lessons.bleu.outline import BLEU, OWN, BleuView, memory_of, pair_changes
from seqviz.ui.lessons.bleu.references import drawn_references

LECTURE = BleuView(**pair_changes("lecture"))


def opened(query, base=None):
    return BleuView.from_query(query, base or BleuView())


def settings(view=LECTURE):
    return Settings(BLEU, NoView(), view)


class TestAddress:
    @pytest.mark.parametrize("name", sorted(example_pairs()))
    def test_a_pair_of_the_page_survives_its_address(self, name):
        view, problems = opened({"pair": name})
        assert not problems
        assert view.pair == name
        assert opened(view.to_query()) == (view, ())

    @given(
        st.text(max_size=30), st.text(max_size=30), st.sampled_from(["words", "characters", "mixed"]),
        st.integers(1, 6), st.integers(-1, 50),
        st.none() | st.builds(Edit, kind=st.sampled_from(["drop", "repeat", "swap"]), position=st.integers(0, 99))
        | st.builds(Edit, kind=st.just("append"), token=st.text(max_size=20)),
    )  # fmt: skip
    def test_a_pair_of_ones_own_survives_its_address(self, prediction, reference, unit, max_n, step, edit):
        view = BleuView(prediction=prediction, reference=reference, unit=unit, max_n=max_n, step=step, edit=edit)
        assert opened(view.to_query()) == (view, ())

    def test_the_keys_of_old_links_are_understood(self):
        old = {"view": "corpus", "prediction": "a b", "reference": "a c", "unit": "characters", "k": "3",
               "formula": "standard", "smoothing": "exp", "step": "all"}  # fmt: skip
        view, problems = opened(old)
        assert not problems
        assert (view.view, view.prediction, view.reference, view.unit) == ("corpus", "a b", "a c", "characters")
        assert (view.max_n, view.formula, view.smoothing, view.step) == (3, "standard", "exp", -1)
        assert opened({"pair": "chinese", "step": "4"})[0].unit == "characters"

    def test_long_texts_stay_out_of_the_address_and_are_kept_on_the_way_back(self):
        long = BleuView(prediction="a " * 400, reference="b", step=3)
        query = long.to_query()
        assert query == {"pair": OWN, "step": "3"}
        assert opened(query, long) == (long, ())
        lost, problems = opened(query)
        assert lost.pair == "lecture"
        assert [problem.key for problem in problems] == ["bleu.link.lost"]

    @pytest.mark.parametrize(
        ("key", "value"),
        [("k", "9"), ("k", "x"), ("k", "\u0663"), ("k", "9" * 5000), ("formula", "mine"), ("unit", "sentence"),
         ("smoothing", "<b>"), ("step", "-4"), ("step", "\u0663"), ("pair", "none"), ("view", "moon"),
         ("edit", "drop"), ("edit", "paint-3"), ("edit", "append-" + "a" * 99)],
    )  # fmt: skip
    def test_what_is_wrong_falls_back_with_a_problem(self, key, value):
        view, problems = opened({key: value})
        assert len(problems) == 1
        assert view == LECTURE


class TestAnotherPair:
    def test_it_forgets_what_was_said_of_the_old_one(self):
        page = settings()
        page.guesses = {"p1": "4/5", "edit": "rises", "set": "higher"}
        memory_of(page).typed[1] = "4/5"
        page.change(edit=Edit(kind="drop"))
        assert page.guesses["p1"] == "4/5"
        page.change(prediction="A B")
        assert page.guesses == {"set": "higher"}
        assert page.view.edit is None
        assert not memory_of(page).typed

    def test_the_same_pair_again_keeps_it(self):
        page = settings()
        page.guesses = {"p1": "4/5"}
        page.change(**pair_changes("lecture"))
        assert page.guesses == {"p1": "4/5"}


def test_of_many_references_those_are_drawn_that_give_a_count_and_the_first_ones():
    given = [[f"w{number}"] for number in range(40)] + [["c", "d"], ["a", "b"]]
    trace = lecture_bleu(["a", "b", "c"], ["x"], 2, others=given)
    assert drawn_references(AssemblyLine.of(trace, 0)) == [0, 1, 41, 42]
    assert drawn_references(AssemblyLine.of(lecture_bleu(["a"], ["x"], 1, others=given[:3]), 0)) == [0, 1, 2, 3]


def test_a_view_with_further_references_comes_back_from_its_address():
    view = BleuView(prediction="a", reference="", further="b c\n\n<i>d</i>")
    again, problems = BleuView.from_query(view.to_query(), BleuView())
    assert (again, problems) == (view, ())
    assert view.references == ("", "b c", "", "<i>d</i>")
