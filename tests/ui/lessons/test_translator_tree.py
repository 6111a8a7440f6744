"""The translator's tree without Streamlit: what is shown first, what forced words are worth, and the exercise."""

import math
from types import SimpleNamespace

import pytest

from seqviz.decoding.examples import LECTURE
from seqviz.decoding.search import beam_search, exact_search, greedy_search
from seqviz.records.trees import TreeAnswer, TreeQuestion
from seqviz.text.catalog import load_catalog
from seqviz.text.numbers import number_text
from seqviz.ui.lessons.translator_tree.forcing import forced_lines
from seqviz.ui.lessons.translator_tree.screen import shown_step
from seqviz.ui.lessons.translator_tree.searched import Searched
from seqviz.ui.lessons.translator_tree.tasks import help_greedy

T = load_catalog("en")
SHARED = {"max_length": 4, "alpha": 0.75}


def trees(forced=()):
    return TreeAnswer(
        step=7, source=("seven",), unknown=(),
        traces={
            "greedy": greedy_search(LECTURE, **SHARED, prefix=forced),
            "beam": beam_search(LECTURE, **SHARED, prefix=forced, width=2),
            "exact": exact_search(LECTURE, **SHARED, prefix=forced),
        },
    )  # fmt: skip


def searched(*forced):
    question = TreeQuestion(sentence="seven", width=2, alpha=0.75, forced=forced)
    return Searched(who="", question=question, trees=trees(forced), free=trees(), conventions=None, waiting=False)


@pytest.mark.parametrize(
    ("forced", "done", "said"),
    [
        ((), False, r"**A C B \<eos\>**"),
        (("B",), False, "The goal is"),
        (("A", "C"), True, "no fewer words would do"),
        (("A", "C", "B"), False, "fewer words do too"),
    ],
)
def test_as_few_words_as_possible_lead_greedy_search_to_the_best_answer(forced, done, said):
    told = help_greedy(searched(*forced), T)
    assert told.done is done
    assert said in told.measured


def test_forced_words_count_and_cost():
    counts, free = forced_lines(searched("C"), T)
    assert "1 in L, and log p = −1.61 in the sum" in counts
    best, without = (trees(forced).traces["exact"].best for forced in (("C",), ()))
    assert number_text(math.exp(without.log_prob - best.log_prob), "en") in free
    assert forced_lines(searched(), T) == []


def test_the_step_that_is_kept_nearest_is_shown():
    run = SimpleNamespace(
        poll=SimpleNamespace(checkpoints=(0, 50, 100, 150)), names=("model",),
        trail=lambda kind, name: SimpleNamespace(columns={}),
    )  # fmt: skip
    assert [shown_step(run, "", wanted) for wanted in (None, 60, 999)] == [150, 50, 150]
    assert shown_step(None, "", 60) is None
