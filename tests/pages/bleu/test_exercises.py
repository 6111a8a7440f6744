"""The exercises of the page, computed and judged."""

import numpy as np
import pytest

from seqviz.exercises.bleu import brevity, clipped_count, nearest_length, product
from tests.pages.bleu.bleu_visit import visit
from tests.pages.visiting import label, press, put, the, words

pytestmark = pytest.mark.usefixtures("workers")


def solve(app, name, answer):
    put(app, "text_input", f"bleu.exercise-{name}", answer)
    return words(app)


def instance_of(app, name, make):
    attempt = app.session_state["exercises"][f"bleu/{name}"]
    return make(np.random.default_rng(attempt.seed))


@pytest.mark.parametrize(
    ("name", "make"),
    [("clipped", clipped_count), ("brevity", brevity), ("nearest", nearest_length), ("product", product)],
)
def test_a_computed_answer_is_right_and_a_usual_mistake_is_explained(name, make):
    app = visit()
    instance = instance_of(app, name, make)
    assert label(f"bleu.exercise.{name}", **instance.values) in words(app)
    assert label("kit.exercises.right", answer=f"{instance.answer:.4g}") in solve(app, name, f"{instance.answer:.4f}")
    for mistake, value in instance.mistakes.items():
        assert label(f"bleu.exercise.{name}.{mistake}") in solve(app, name, f"{value:.4f}")


def test_other_numbers_are_another_instance():
    app = visit()
    before = app.session_state["exercises"]["bleu/clipped"].seed
    press(app, "bleu.exercise-again-clipped")
    assert app.session_state["exercises"]["bleu/clipped"].seed != before


def test_words_in_another_order_are_judged_on_the_page():
    app = press(visit(), "bleu.exercise-set-up-order")
    assert the(app, "text_input", "bleu.prediction").value == "the dog that bites the man"
    assert ":material/check_circle: Now" not in words(app)
    put(app, "text_input", "bleu.prediction", "dog man the the bites that")
    assert (
        f":green[:material/check_circle:] {label('bleu.exercise.order.measured', first='6/6', second='0/5')}"
        in words(app)
    )


def test_the_judge_gives_no_fraction_away():
    assert label("bleu.exercise.order.measured", first="4/5", second="3/4") not in words(visit(k="2"))
